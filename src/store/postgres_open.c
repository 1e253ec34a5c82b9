#include "store/postgres.h"

#include <stdlib.h>
#include <string.h>

#define ADDRESS_BYTES_MAX 4096

/* ---- the schema as PostgreSQL spells it ---- */

#define INT64     "BIGINT"
#define BYTES     "BYTEA"
#define OPTIONS   ""
#define CLUSTERED ""
#define BY_FILE   " PARTITION BY HASH (file)"
/* A trigger's own condition may not look at other tables; its function may. */
#define REFUSES(name, change, table, when)                                                     \
    "CREATE FUNCTION " name "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF " when " THEN" \
    " RAISE EXCEPTION 'the read log only grows' USING ERRCODE = 'restrict_violation'; END IF;" \
    " IF TG_OP = 'DELETE' THEN RETURN old; END IF; RETURN new; END $$; CREATE TRIGGER " name   \
    " BEFORE " change " ON " table " FOR EACH ROW EXECUTE FUNCTION " name "()"
static const char *const schema[] = {
#define TABLE(sql)          sql,
#define POSTGRES_TABLE(sql) sql,
#include "store/schema.def"
};

static const struct migration own_steps[] = {
#define MIGRATION(to, sql) {to, sql},
#include "store/migrations.def"
    {0, NULL}};

/* ---- the connection ---- */

void store_postgres_close(struct database *db)
{
    if (!db) return;
    for (int i = 0; i < SQL_COUNT; i++) PQclear(db->results[i]);
    PQfinish(db->connection);
    free(db);
}

static void close_unless_taken(struct database **db) { store_postgres_close(*db); }

/* Notices are for people at a terminal; that there was one may mean something. */
static void note(void *context, const PGresult *result)
{
    (void)result;
    ((struct database *)context)->warned = true;
}

/* What is said first an address may say otherwise; what is said after, it may not. A server that
 * vanished from the network is noticed in seconds. */
static err connect_to(const char *url, struct database *db, struct trouble *trouble)
{
    static const char *const names[] = {"connect_timeout",
                                        "target_session_attrs",
                                        "tcp_user_timeout",
                                        "keepalives_idle",
                                        "keepalives_interval",
                                        "keepalives_count",
                                        "dbname",
                                        "client_encoding",
                                        "application_name",
                                        NULL};
    const char *const values[] = {"3", "read-write", "10000", "5",    "2",
                                  "3", url,          "UTF8",  "abri", NULL};
    _Static_assert(LENGTH(names) == LENGTH(values), "a value for each name");
    store_trouble(trouble,
                  "a PostgreSQL database that answers, lets this role in and can be written to");
    db->connection = PQconnectdbParams(names, values, 1);
    if (!db->connection) return ERR_HOST;
    if (PQstatus(db->connection) != CONNECTION_OK) return ERR_STORE_DOWN;
    (void)PQsetNoticeReceiver(db->connection, note, db);
    return ERR_OK;
}

/* ---- what it holds ---- */

enum state_column { ENCODING, READ_ONLY, PROCESS, SCHEMA, VERSION, TABLES };

struct look {
    bool empty, whole; /* whole: none of its tables was taken away */
    int version;       /* 0: empty */
};

/* What the comment of `meta` says. */
static err read_version(text comment, int *ret, struct trouble *trouble)
{
    int64_t version = 0;
    text said = T("abri schema ");
    bool ours = text_starts_with(comment, said);
    if (ours) comment = (text){comment.at + said.length, comment.length - said.length};
    if (!ours || text_read_integer(comment, &version) != ERR_OK || version < 1 ||
        version > INT32_MAX) {
        store_trouble(trouble, "a database made by this program");
        return ERR_BAD_INPUT;
    }
    *ret = (int)version;
    return ERR_OK;
}

/* How many a store of this version has, parts included. */
static int tables_count(void)
{
    int count = 0;
    for (size_t i = 0; i < LENGTH(schema); i++)
        count += text_starts_with(text_of(schema[i]), T("CREATE TABLE "));
    return count;
}

static err look(struct database *db, struct look *ret, struct trouble *trouble)
{
    CLEANUP(store_postgres_clear) PGresult *state = NULL;
    TRY(store_postgres_own(db, OWN_STATE, &state));
    if (PQntuples(state) != 1 || PQnfields(state) != TABLES + 1) return ERR_BROKEN;
    if (strcmp(PQgetvalue(state, 0, ENCODING), "UTF8") != 0) {
        store_trouble(trouble, "a database whose encoding is UTF8");
        return ERR_STORE_DOWN;
    }
    if (strcmp(PQgetvalue(state, 0, READ_ONLY), "off") != 0) {
        store_trouble(trouble, "a database that can be written to");
        return ERR_STORE_DOWN;
    }
    if (PQgetvalue(state, 0, SCHEMA)[0] == '\0') {
        store_trouble(trouble, "a role with a schema to find its tables in");
        return ERR_BAD_INPUT;
    }
    /* A pooler gives each of its clients a number of its own, not that of the process behind. */
    int64_t process = 0;
    TRY(text_read_integer(text_of(PQgetvalue(state, 0, PROCESS)), &process));
    db->pooled = process != PQbackendPID(db->connection);
    *ret = (struct look){0};
    int64_t tables = 0;
    TRY(text_read_integer(text_of(PQgetvalue(state, 0, TABLES)), &tables));
    ret->empty = tables == 0;
    ret->whole = tables >= tables_count();
    if (ret->empty) return ERR_OK;
    return read_version(text_of(PQgetvalue(state, 0, VERSION)), &ret->version, trouble);
}

static err check_version(const struct look *found, struct trouble *trouble)
{
    if (found->empty || found->version == SCHEMA_VERSION) return ERR_OK;
    store_trouble(trouble, found->version > SCHEMA_VERSION ? "a store not newer than this program"
                                                           : STORE_TO_MIGRATE);
    return ERR_STORE_DOWN;
}

/* ---- making and changing it ---- */

static err run_own(struct database *db, enum own which)
{
    CLEANUP(store_postgres_clear) PGresult *result = NULL;
    return store_postgres_own(db, which, &result);
}

static err make_schema(struct database *db)
{
    for (size_t i = 0; i < LENGTH(schema); i++) TRY(store_postgres_run(db, schema[i]));
    return run_own(db, OWN_MAKE_VERSION);
}

static err run_steps(struct database *db, int from, const struct migration *steps, int count)
{
    for (int i = 0; i < count; i++) {
        if (steps[i].to <= from || steps[i].to > SCHEMA_VERSION) continue;
        TRY(store_postgres_run(db, steps[i].sql));
    }
    TRY(run_own(db, OWN_RENAME_RING));
    return run_own(db, OWN_MAKE_VERSION);
}

struct change {
    const struct migration *steps; /* NULL: only what is empty is made */
    int count;
    struct migrated done;
};

/* In its transaction, which it neither begins nor ends; others who would make or change the schema
 * wait. */
static err change_schema(struct database *db, struct change *change, struct trouble *trouble)
{
    struct look found;
    TRY(look(db, &found, trouble));
    change->done = (struct migrated){found.version, SCHEMA_VERSION};
    bool older = !found.empty && found.version < SCHEMA_VERSION;
    if (!change->steps || !older) TRY(check_version(&found, trouble));
    if (found.version == SCHEMA_VERSION) return ERR_OK;
    if (older) TRY(store_migration_known(change->steps, change->count, found.version, trouble));
    store_trouble(trouble, "a role that may make tables in its schema");
    TRY(found.empty ? make_schema(db) : run_steps(db, found.version, change->steps, change->count));
    return run_own(db, OWN_BYTE_ORDER);
}

static err make_or_change(struct database *db, struct change *change, struct trouble *trouble)
{
    err e = run_own(db, OWN_BEGIN_MAKING);
    db->in_transaction = true;
    if (e == ERR_OK) e = change_schema(db, change, trouble);
    if (e == ERR_OK) return store_postgres_commit(db);
    store_postgres_rollback(db);
    return e;
}

/* ---- opening ---- */

static err connect_new(text address, struct database **ret, struct trouble *trouble)
{
    char url[ADDRESS_BYTES_MAX];
    struct writer out = WRITER(url);
    write_string(&out, "postgresql://");
    write_text(&out, address);
    write_character(&out, '\0');
    bool whole = !out.full && strlen(url) == (size_t)out.length - 1;
    PQconninfoOption *parsed = whole ? PQconninfoParse(url, NULL) : NULL;
    if (!parsed) {
        store_trouble(trouble, "an address as libpq reads it: postgresql://ROLE@HOST/DATABASE");
        return ERR_BAD_INPUT;
    }
    PQconninfoFree(parsed);
    struct database *db = calloc(1, sizeof *db);
    if (!db) return ERR_HOST;
    db->patience = PATIENCE_WITH_SERVER_MS; /* until it is known to be ours */
    err e = connect_to(url, db, trouble);
    if (e != ERR_OK) {
        store_postgres_close(db);
        return e;
    }
    *ret = db;
    return ERR_OK;
}

err store_postgres_open(text address, struct database **ret, struct trouble *trouble)
{
    CLEANUP(close_unless_taken) struct database *db = NULL;
    struct look found;
    struct change change = {0};
    TRY(connect_new(address, &db, trouble));
    TRY(look(db, &found, trouble));
    TRY(check_version(&found, trouble));
    db->patience = -1;
    if (found.empty) TRY(make_or_change(db, &change, trouble));
    if (!found.empty && !found.whole) {
        store_trouble(trouble, "a store with all its tables");
        return ERR_BROKEN;
    }
    *ret = db;
    db = NULL;
    return ERR_OK;
}

err store_postgres_absent(struct database **ret)
{
    struct database *db = calloc(1, sizeof *db); /* no connection: a lost one */
    if (!db) return ERR_HOST;
    *ret = db;
    return ERR_OK;
}

err store_postgres_migrate(text address, const struct migration *steps, int count,
                           struct migrated *ret, struct trouble *trouble)
{
    CLEANUP(close_unless_taken) struct database *db = NULL;
    struct change change = {
        steps ? steps : own_steps, steps ? count : (int)LENGTH(own_steps) - 1, {0}};
    TRY(connect_new(address, &db, trouble));
    db->patience = -1;
    TRY(make_or_change(db, &change, trouble));
    *ret = change.done;
    return ERR_OK;
}
