#include "store/sqlite.h"

static const char *const own_sql_of[OWN_COUNT] = {
#define SQLITE(name, sql) [OWN_##name] = sql,
#include "store/statements.def"
};

err store_sqlite_err(int code)
{
    must(code != SQLITE_MISUSE && code != SQLITE_RANGE);
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return ERR_OK;
    case SQLITE_CONSTRAINT: return ERR_CONFLICT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_MISMATCH: return ERR_BROKEN;
    case SQLITE_NOMEM: return ERR_HOST;
    default: return ERR_STORE_DOWN; /* FULL, BUSY, LOCKED, READONLY, CANTOPEN, IOERR, ... */
    }
}

/* ---- rows ---- */

static err bind(sqlite3_stmt *s, int place, const struct value *value)
{
    static const char nothing[1] = "";
    const char *at = value->bytes.at ? value->bytes.at : nothing;
    sqlite3_uint64 size = (sqlite3_uint64)value->bytes.length;
    switch (value->type) {
    case VALUE_INTEGER: return store_sqlite_err(sqlite3_bind_int64(s, place, value->integer));
    case VALUE_TEXT:
        return store_sqlite_err(
            sqlite3_bind_text64(s, place, at, size, SQLITE_STATIC, SQLITE_UTF8));
    case VALUE_BYTES:
        return store_sqlite_err(sqlite3_bind_blob64(s, place, at, size, SQLITE_STATIC));
    }
    return ERR_OK;
}

static void sqlite_end(struct database *db, enum statement which)
{
    (void)sqlite3_reset(db->statements[which]); /* repeats what step said */
    (void)sqlite3_clear_bindings(db->statements[which]);
    db->busy[which] = false;
}

static err sqlite_start(struct database *db, enum statement which, const struct value *values,
                        int count)
{
    sqlite3_stmt *s = db->statements[which];
    must(!db->busy[which]);
    must(sqlite3_bind_parameter_count(s) == count);
    db->busy[which] = true;
    for (int i = 0; i < count; i++) {
        err e = bind(s, i + 1, &values[i]);
        if (e != ERR_OK) {
            sqlite_end(db, which);
            return e;
        }
    }
    return ERR_OK;
}

static err sqlite_step(struct database *db, enum statement which, bool *ret_row)
{
    must(db->busy[which]);
    int code = sqlite3_step(db->statements[which]);
    TRY(store_sqlite_err(code));
    *ret_row = code == SQLITE_ROW;
    return ERR_OK;
}

static err sqlite_post(struct database *db, enum statement which, const struct value *values,
                       int count)
{
    bool row = false;
    TRY(sqlite_start(db, which, values, count));
    err e = sqlite_step(db, which, &row);
    sqlite_end(db, which);
    return e;
}

static int64_t sqlite_integer(struct database *db, enum statement which, int column)
{
    return sqlite3_column_int64(db->statements[which], column);
}

static text sqlite_bytes(struct database *db, enum statement which, int column)
{
    const char *at = sqlite3_column_blob(db->statements[which], column);
    ptrdiff_t length = sqlite3_column_bytes(db->statements[which], column);
    return (text){at, at ? length : 0};
}

/* ---- transactions ---- */

static void finalize(sqlite3_stmt **s) { (void)sqlite3_finalize(*s); }

/* Runs one statement of the driver's own; the first column of its first row, or 0. */
int store_sqlite_run(sqlite3 *connection, const char *sql, int64_t *ret_value)
{
    CLEANUP(finalize) sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(connection, sql, -1, &s, NULL);
    if (code != SQLITE_OK) return code;
    code = sqlite3_step(s);
    if (code != SQLITE_ROW && code != SQLITE_DONE) return code;
    if (ret_value) *ret_value = code == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    return SQLITE_OK;
}

err store_sqlite_own(sqlite3 *connection, enum own which, int64_t *ret_value)
{
    return store_sqlite_err(store_sqlite_run(connection, own_sql_of[which], ret_value));
}

/* Begins or ends a transaction; the code is SQLite's. */
static int run_turn(struct database *db, enum own which)
{
    sqlite3_stmt **s = &db->turns[which];
    int code = SQLITE_OK;
    if (!*s) {
        code = sqlite3_prepare_v3(db->connection, own_sql_of[which], -1, SQLITE_PREPARE_PERSISTENT,
                                  s, NULL);
        if (code != SQLITE_OK) return code;
    }
    code = sqlite3_step(*s);
    (void)sqlite3_reset(*s); /* repeats what step said */
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

void store_sqlite_rollback(struct database *db)
{
    /* A full disk or a failed write has already rolled back by itself. */
    if (!sqlite3_get_autocommit(db->connection)) (void)run_turn(db, OWN_ROLLBACK);
}

err store_sqlite_begin(struct database *db, bool writes)
{
    return store_sqlite_err(run_turn(db, writes ? OWN_BEGIN_WRITE : OWN_BEGIN_READ));
}

err store_sqlite_commit(struct database *db)
{
    /* After a rollback of SQLite's own, COMMIT would only say that there is nothing to commit. */
    if (sqlite3_get_autocommit(db->connection)) return ERR_STORE_DOWN;
    int code = run_turn(db, OWN_COMMIT);
    if (code == SQLITE_OK) return ERR_OK;
    store_sqlite_rollback(db);
    return (code & 0xFF) == SQLITE_BUSY ? ERR_STORE_DOWN : ERR_UNSURE;
}

/* Deleted rows are overwritten where they lay (secure_delete), but a page that was split or moved
 * may keep a copy in its unused part: the database is written anew, then moved out of the log. */
static err sqlite_scrub(struct database *db)
{
    int64_t busy = 0;
    TRY(store_sqlite_own(db->connection, OWN_COMPACT, NULL));
    TRY(store_sqlite_own(db->connection, OWN_EMPTY_LOG, &busy));
    return busy ? ERR_STORE_DOWN : ERR_OK;
}

/* A file does not go away, and a writer waits for its turn. */
static bool sqlite_never(const struct database *db)
{
    (void)db;
    return false;
}

#define REST                                                                                    \
    .close = store_sqlite_close, .begin = store_sqlite_begin, .commit = store_sqlite_commit,    \
    .rollback = store_sqlite_rollback, .scrub = sqlite_scrub, .start = sqlite_start,            \
    .step = sqlite_step, .post = sqlite_post, .integer = sqlite_integer, .bytes = sqlite_bytes, \
    .end = sqlite_end, .lost = sqlite_never, .repeatable = sqlite_never

const struct driver store_sqlite = {.scheme = "sqlite:",
                                    .open = store_sqlite_open,
                                    .migrate = store_sqlite_migrate,
                                    .copy = store_sqlite_copy,
                                    .count = store_sqlite_count,
                                    REST};
const struct driver store_memory = {
    .scheme = "memory:", .open = store_memory_open, .migrate = store_memory_migrate, REST};
