#include "store/postgres.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

/* Transactions and statements. A connection that is lost stays lost: a worker has no right to make
 * another, and is started again (decision 171). */

static const char *const sql_of[SQL_COUNT] = {
#define STATEMENT(name, sql) [SQL_##name] = sql,
#include "store/statements.def"
};

/* What each is prepared as. */
static const char *const name_of[SQL_COUNT] = {
#define STATEMENT(name, sql) [SQL_##name] = #name,
#include "store/statements.def"
};

static const char *const own_sql_of[OWN_COUNT] = {
#define POSTGRES(name, sql) [OWN_##name] = sql,
#include "store/statements.def"
};

void store_postgres_clear(PGresult **result)
{
    PQclear(*result);
    *result = NULL;
}

static bool is_lost(const struct database *db)
{
    return db->silent || PQstatus(db->connection) != CONNECTION_OK;
}

/* ---- waiting ---- */

/* Until the next result is here whole. A server that is stopped, or waits for its disk, keeps its
 * connections alive for ever: silence alone tells it from one that works. False then: what it was
 * asked may be done or not. */
static bool is_heard(struct database *db)
{
    struct pollfd server = {.fd = PQsocket(db->connection), .events = POLLIN};
    while (!is_lost(db) && PQisBusy(db->connection)) {
        int ready = poll(&server, 1, db->patience);
        db->silent = ready == 0;
        if (ready > 0 && PQconsumeInput(db->connection) != 1) break; /* lost */
        if (ready < 0 && errno != EINTR) break;
    }
    return !db->silent;
}

static PGresult *next_result(struct database *db)
{
    return is_heard(db) ? PQgetResult(db->connection) : NULL;
}

/* The last result of what was sent, or NULL, as libpq's own PQexec gives it. */
static PGresult *last_result(struct database *db, int sent)
{
    PGresult *last = NULL;
    if (sent != 1) return NULL;
    for (PGresult *result = next_result(db); result; result = next_result(db)) {
        PQclear(last);
        last = result;
    }
    if (!db->silent) return last;
    PQclear(last);
    return NULL;
}

/* ---- errors ---- */

/* SQLSTATE, by its class or whole (appendix A of PostgreSQL's manual); the first that fits. */
static const struct {
    const char *begins;
    err e;
    bool repeatable;
} states[] = {
    {"23", ERR_CONFLICT, false},     /* a constraint, or a trigger of ours that refuses */
    {"40001", ERR_STORE_DOWN, true}, /* serialization */
    {"40P01", ERR_STORE_DOWN, true}, /* deadlock */
    {"22", ERR_BAD_INPUT, false},    /* words that are no UTF-8, or hold a NUL */
    {"42", ERR_BROKEN, false},       /* a table or a column of ours that is not there */
    {"XX", ERR_BROKEN, false},       /* a damaged page or index */
    {"53200", ERR_HOST, false},      /* memory */
};

static err err_of_state(struct database *db, const char *state)
{
    /* No right to do it: the role is another one than the store needs. */
    if (strcmp(state, "42501") == 0) return ERR_STORE_DOWN;
    for (size_t i = 0; i < LENGTH(states); i++) {
        if (strncmp(state, states[i].begins, strlen(states[i].begins)) != 0) continue;
        db->repeatable = states[i].repeatable;
        return states[i].e;
    }
    return ERR_STORE_DOWN; /* full, read-only, locked too long, shutting down, ... */
}

err store_postgres_err(struct database *db, const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_PIPELINE_SYNC)
        return ERR_OK;
    db->repeatable = false;
    if (is_lost(db)) return ERR_STORE_DOWN;
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state ? err_of_state(db, state) : ERR_STORE_DOWN;
}

err store_postgres_own(struct database *db, enum own which, PGresult **ret)
{
    *ret = last_result(db, PQsendQuery(db->connection, own_sql_of[which]));
    return store_postgres_err(db, *ret);
}

err store_postgres_run(struct database *db, const char *sql)
{
    CLEANUP(store_postgres_clear)
    PGresult *result = last_result(db, PQsendQuery(db->connection, sql));
    return store_postgres_err(db, result);
}

static err run_own(struct database *db, enum own which)
{
    CLEANUP(store_postgres_clear) PGresult *result = NULL;
    return store_postgres_own(db, which, &result);
}

/* ---- sending ---- */

#define PARAMETERS_MAX 32

/* As the server takes them in binary: numbers of eight bytes, the greatest first; words and bytes
 * as they are. */
struct sent {
    int count;
    const char *values[PARAMETERS_MAX];
    int lengths[PARAMETERS_MAX], formats[PARAMETERS_MAX];
    unsigned char numbers[PARAMETERS_MAX][8];
};

static void encode(const struct value *values, int count, struct sent *ret)
{
    must(count <= PARAMETERS_MAX);
    ret->count = count;
    for (int i = 0; i < count; i++) {
        const struct value *value = &values[i];
        ret->formats[i] = 1;
        if (value->type == VALUE_INTEGER) {
            for (int byte = 0; byte < 8; byte++)
                ret->numbers[i][byte] =
                    (unsigned char)((uint64_t)value->integer >> (56 - 8 * byte));
            ret->values[i] = (const char *)ret->numbers[i];
            ret->lengths[i] = 8;
        } else {
            must(value->bytes.length <= INT32_MAX);
            ret->values[i] = value->bytes.at ? value->bytes.at : "";
            ret->lengths[i] = (int)value->bytes.length;
        }
    }
}

static bool send(struct database *db, enum statement which, const struct sent *sent)
{
    if (db->pooled)
        return PQsendQueryParams(db->connection, sql_of[which], sent->count, NULL, sent->values,
                                 sent->lengths, sent->formats, 1) == 1;
    return PQsendQueryPrepared(db->connection, name_of[which], sent->count, sent->values,
                               sent->lengths, sent->formats, 1) == 1;
}

/* ---- the pipeline: statements sent before the answers to those before are read ---- */

/* Statements in the pipeline whose results are kept: the last of those sent. */
struct expected {
    const enum statement *which;
    int count;
};

/* The answers to what was sent: the first error. */
static err read_answers(struct database *db, int sent, struct expected expected)
{
    err first = ERR_OK;
    bool synced = false, repeatable = false;
    int place = expected.count - sent; /* of the answer among those asked for */
    /* Each statement has its result and then none; the end of all has one. */
    for (int left = 2 * sent + 2; left > 0 && !synced && !is_lost(db); left--) {
        PGresult *result = next_result(db);
        if (!result) continue;
        synced = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
        /* What followed the first error was not tried. */
        err e = first == ERR_OK ? store_postgres_err(db, result) : ERR_OK;
        if (e != ERR_OK) {
            first = e;
            repeatable = db->repeatable;
        }
        bool kept = !synced && place >= 0 && place < expected.count;
        if (kept)
            db->results[expected.which[place]] = result;
        else
            PQclear(result);
        place++;
    }
    db->repeatable = repeatable;
    return synced || first != ERR_OK ? first : ERR_STORE_DOWN;
}

static err end_pipeline(struct database *db, int sent, struct expected expected)
{
    db->posted = 0;
    bool synced = PQpipelineSync(db->connection) == 1;
    err e = synced ? read_answers(db, sent, expected) : ERR_STORE_DOWN;
    if (PQexitPipelineMode(db->connection) != 1 && e == ERR_OK) e = ERR_STORE_DOWN;
    return e;
}

static err flush_posted(struct database *db)
{
    return db->posted > 0 ? end_pipeline(db, db->posted, (struct expected){NULL, 0}) : ERR_OK;
}

/* What was asked ahead and not taken: it may no longer be so. */
static void forget_ahead(struct database *db)
{
    for (int i = 0; i < db->ahead_count; i++) {
        enum statement which = db->ahead[i];
        if (!db->busy[which]) store_postgres_clear(&db->results[which]);
    }
    db->ahead_count = 0;
}

/* At its first use on this connection; through a pooler nothing stays prepared. */
static err prepare(struct database *db, enum statement which)
{
    if (db->pooled || db->prepared[which]) return ERR_OK;
    TRY(flush_posted(db));
    CLEANUP(store_postgres_clear)
    PGresult *result =
        last_result(db, PQsendPrepare(db->connection, name_of[which], sql_of[which], 0, NULL));
    TRY(store_postgres_err(db, result));
    db->prepared[which] = true;
    return ERR_OK;
}

static err postgres_post(struct database *db, enum statement which, const struct value *values,
                         int count)
{
    struct sent sent;
    must(db->in_transaction);
    if (is_lost(db)) return ERR_STORE_DOWN;
    forget_ahead(db);
    TRY(prepare(db, which));
    if (db->posted == POSTED_MAX) TRY(flush_posted(db));
    if (db->posted == 0 && PQenterPipelineMode(db->connection) != 1) return ERR_STORE_DOWN;
    encode(values, count, &sent);
    db->posted++;
    return send(db, which, &sent) ? ERR_OK : ERR_STORE_DOWN;
}

/* ---- transactions ---- */

static err postgres_begin(struct database *db, bool writes)
{
    must(!db->in_transaction);
    if (is_lost(db)) return ERR_STORE_DOWN;
    err e = run_own(db, writes ? OWN_BEGIN_WRITE : OWN_BEGIN_READ);
    db->in_transaction = true;
    if (e != ERR_OK) store_postgres_rollback(db);
    return e;
}

void store_postgres_rollback(struct database *db)
{
    if (!db->in_transaction) return;
    bool repeatable = db->repeatable;
    forget_ahead(db);
    if (db->posted > 0) (void)flush_posted(db);
    db->in_transaction = false;
    if (!is_lost(db)) (void)run_own(db, OWN_ROLLBACK);
    db->repeatable = repeatable;
}

/* The server's own word decides: COMMIT of a transaction in which something failed answers
 * ROLLBACK. A connection lost before the answer leaves it open, and so does a warning: the server
 * gave up waiting for its standby. */
err store_postgres_commit(struct database *db)
{
    must(db->in_transaction);
    forget_ahead(db);
    err e = is_lost(db) ? ERR_STORE_DOWN : flush_posted(db);
    if (e != ERR_OK) {
        store_postgres_rollback(db);
        return e;
    }
    CLEANUP(store_postgres_clear) PGresult *result = NULL;
    db->in_transaction = false;
    db->warned = false;
    e = store_postgres_own(db, OWN_COMMIT, &result);
    if (is_lost(db) || db->warned) return ERR_UNSURE;
    if (e != ERR_OK) return e == ERR_CONFLICT ? e : ERR_STORE_DOWN;
    return strcmp(PQcmdStatus(result), "COMMIT") == 0 ? ERR_OK : ERR_STORE_DOWN;
}

/* Rows deleted or replaced stay in their pages until the tables are written anew. What the server's
 * log and its archives keep is theirs to forget: doc/operations.md. */
static err postgres_scrub(struct database *db)
{
    TRY(postgres_begin(db, true));
    err e = run_own(db, OWN_COMPACT);
    if (e == ERR_OK) return store_postgres_commit(db);
    store_postgres_rollback(db);
    return e;
}

static void postgres_hurry(struct database *db) { db->patience = PATIENCE_WITH_SERVER_MS; }

static bool postgres_lost(const struct database *db) { return is_lost(db); }

static bool postgres_repeatable(const struct database *db) { return db->repeatable; }

/* ---- statements and their rows ---- */

static bool reads_only(enum statement which) { return strncmp(sql_of[which], "SELECT", 6) == 0; }

static err run_here(struct database *db, enum statement which, const struct sent *sent)
{
    forget_ahead(db);
    TRY(prepare(db, which));
    if (db->posted == 0) {
        db->results[which] = last_result(db, send(db, which, sent));
        return store_postgres_err(db, db->results[which]);
    }
    if (!send(db, which, sent)) return ERR_STORE_DOWN;
    return end_pipeline(db, db->posted + 1, (struct expected){&which, 1});
}

/* Whether its rows were asked for ahead by that number, and not taken. */
static bool is_ahead(const struct database *db, enum statement which, int64_t number)
{
    bool there = number == db->ahead_number && db->results[which] != NULL && !db->busy[which];
    for (int i = 0; there && i < db->ahead_count; i++) {
        if (db->ahead[i] == which) return true;
    }
    return false;
}

static err send_ahead(struct database *db, struct expected expected, const struct sent *sent)
{
    if (db->posted == 0 && PQenterPipelineMode(db->connection) != 1) return ERR_STORE_DOWN;
    bool gone = true;
    for (int i = 0; i < expected.count && gone; i++) gone = send(db, expected.which[i], sent);
    return gone ? end_pipeline(db, db->posted + expected.count, expected) : ERR_STORE_DOWN;
}

static err postgres_ahead(struct database *db, const enum statement *which, int count,
                          int64_t number)
{
    struct sent sent;
    must(db->in_transaction && count <= AHEAD_MAX);
    if (is_lost(db)) return ERR_STORE_DOWN;
    int there = 0;
    while (there < count && is_ahead(db, which[there], number)) there++;
    if (there == count) return ERR_OK;
    forget_ahead(db);
    for (int i = 0; i < count; i++) {
        must(!db->busy[which[i]]);
        TRY(prepare(db, which[i]));
    }
    encode(&INTEGER(number), 1, &sent);
    for (int i = 0; i < count; i++) db->ahead[i] = which[i];
    db->ahead_count = count;
    db->ahead_number = number;
    err e = send_ahead(db, (struct expected){which, count}, &sent);
    if (e != ERR_OK) forget_ahead(db);
    return e;
}

/* A statement alone that writes takes its turn like a transaction. */
static err run_alone(struct database *db, enum statement which, const struct sent *sent)
{
    if (reads_only(which)) return run_here(db, which, sent);
    TRY(postgres_begin(db, true));
    err e = run_here(db, which, sent);
    if (e == ERR_OK) return store_postgres_commit(db);
    store_postgres_rollback(db);
    return e;
}

static void postgres_end(struct database *db, enum statement which)
{
    store_postgres_clear(&db->results[which]);
    db->busy[which] = false;
}

static err postgres_start(struct database *db, enum statement which, const struct value *values,
                          int count)
{
    struct sent sent;
    must(!db->busy[which]);
    if (is_lost(db)) return ERR_STORE_DOWN;
    bool by_number = count == 1 && values[0].type == VALUE_INTEGER;
    if (by_number && is_ahead(db, which, values[0].integer)) {
        db->busy[which] = true;
        db->rows[which] = 0;
        return ERR_OK;
    }
    encode(values, count, &sent);
    err e = db->in_transaction ? run_here(db, which, &sent) : run_alone(db, which, &sent);
    if (e != ERR_OK) {
        postgres_end(db, which);
        return e;
    }
    db->busy[which] = true;
    db->rows[which] = 0;
    return ERR_OK;
}

static err postgres_step(struct database *db, enum statement which, bool *ret_row)
{
    must(db->busy[which]);
    *ret_row = db->rows[which] < PQntuples(db->results[which]);
    if (*ret_row) db->rows[which]++;
    return ERR_OK;
}

/* 0 for NULL, as SQLite has it. */
static int64_t postgres_integer(struct database *db, enum statement which, int column)
{
    const PGresult *result = db->results[which];
    int row = db->rows[which] - 1, length = PQgetlength(result, row, column);
    const unsigned char *at = (const unsigned char *)PQgetvalue(result, row, column);
    uint64_t number = length > 0 && at[0] & 0x80 ? UINT64_MAX : 0;
    for (int i = 0; i < length && i < 8; i++) number = number << 8 | at[i];
    return (int64_t)number;
}

static text postgres_bytes(struct database *db, enum statement which, int column)
{
    const PGresult *result = db->results[which];
    int row = db->rows[which] - 1;
    return (text){PQgetvalue(result, row, column), PQgetlength(result, row, column)};
}

#define REST                                                                                     \
    .open = store_postgres_open, .absent = store_postgres_absent, .close = store_postgres_close, \
    .migrate = store_postgres_migrate, .begin = postgres_begin, .commit = store_postgres_commit, \
    .rollback = store_postgres_rollback, .scrub = postgres_scrub, .lost = postgres_lost,         \
    .hurry = postgres_hurry, .repeatable = postgres_repeatable, .start = postgres_start,         \
    .post = postgres_post, .ahead = postgres_ahead, .step = postgres_step,                       \
    .integer = postgres_integer, .bytes = postgres_bytes, .end = postgres_end

const struct driver store_postgres = {.scheme = "postgresql://", REST};
const struct driver store_postgres_short = {.scheme = "postgres://", REST};
