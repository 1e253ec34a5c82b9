#include "store/sqlite.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define APPLICATION_ID INT64_C(0x61627269) /* "abri" */
#define PATH_BYTES_MAX 4096

/* ---- what SQLite is told ---- */

static const char *const sql_of[SQL_COUNT] = {
#define STATEMENT(name, sql) [SQL_##name] = sql,
#include "store/statements.def"
};

static const char *const settings[] = {
#define SETTING(sql, why) sql,
#include "store/statements.def"
};

#define INT64     "INTEGER"
#define BYTES     "BLOB"
#define OPTIONS   " STRICT"
#define CLUSTERED " STRICT, WITHOUT ROWID"
#define BY_FILE   CLUSTERED
#define REFUSES(name, change, table, when)                                           \
    "CREATE TRIGGER " name " BEFORE " change " ON " table " FOR EACH ROW WHEN " when \
    " BEGIN SELECT RAISE(ABORT, 'the read log only grows'); END"
static const char *const schema[] = {
#define TABLE(sql) sql,
#include "store/schema.def"
};

/* ---- opening ---- */

void store_sqlite_close(struct database *db)
{
    if (!db) return;
    for (int i = 0; i < SQL_COUNT; i++) (void)sqlite3_finalize(db->statements[i]);
    for (size_t i = 0; i < LENGTH(db->turns); i++) (void)sqlite3_finalize(db->turns[i]);
    int code = sqlite3_close(db->connection);
    must(code == SQLITE_OK);
    free(db);
}

static void close_unless_taken(struct database **db) { store_sqlite_close(*db); }

/* Parameter i must be named "$i": SQLite numbers names by their first appearance, PostgreSQL by
 * themselves, and both must read the same statement. */
static void check_parameters(sqlite3_stmt *s)
{
    for (int i = 1; i <= sqlite3_bind_parameter_count(s); i++) {
        char room[16];
        struct writer name = WRITER(room);
        write_character(&name, '$');
        write_integer(&name, i);
        must(text_equal(text_of(sqlite3_bind_parameter_name(s, i)), writer_text(&name)));
    }
}

static err make_schema(sqlite3 *connection)
{
    for (size_t i = 0; i < LENGTH(schema); i++)
        TRY(store_sqlite_err(store_sqlite_run(connection, schema[i], NULL)));
    TRY(store_sqlite_own(connection, OWN_MAKE_OURS, NULL));
    return store_sqlite_own(connection, OWN_MAKE_VERSION, NULL);
}

/* Whether the database is empty (version 0), ours, or something else; inside a transaction, for it
 * may be made while we look. */
static err look(sqlite3 *connection, int *ret_version, struct trouble *trouble)
{
    int64_t application = 0, version = 0, tables = 0;
    TRY(store_sqlite_own(connection, OWN_APPLICATION_ID, &application));
    TRY(store_sqlite_own(connection, OWN_USER_VERSION, &version));
    TRY(store_sqlite_own(connection, OWN_TABLES, &tables));
    bool empty = application == 0 && version == 0 && tables == 0;
    if (!empty && application != APPLICATION_ID) {
        store_trouble(trouble, "a database made by this program");
        return ERR_BAD_INPUT;
    }
    if (version > SCHEMA_VERSION || (!empty && version < 1)) {
        store_trouble(trouble, "a store not newer than this program");
        return ERR_STORE_DOWN;
    }
    *ret_version = (int)version;
    return ERR_OK;
}

/* Several workers may open a new store at the same moment: the first makes the tables, the others
 * look again once it is their turn. */
static err make_if_empty(struct database *db, struct trouble *trouble)
{
    int version = 0;
    TRY(store_sqlite_begin(db, false));
    err e = look(db->connection, &version, trouble);
    store_sqlite_rollback(db);
    if (e != ERR_OK || version == SCHEMA_VERSION) return e;
    if (version > 0) {
        store_trouble(trouble, STORE_TO_MIGRATE);
        return ERR_STORE_DOWN;
    }
    TRY(store_sqlite_begin(db, true));
    e = look(db->connection, &version, trouble);
    if (e == ERR_OK && version == 0) e = make_schema(db->connection);
    if (e == ERR_OK) return store_sqlite_commit(db);
    store_sqlite_rollback(db);
    return e;
}

/* Changing to WAL may find another opener at work without waiting for it. */
static err apply(sqlite3 *connection, const char *setting)
{
    int code = SQLITE_BUSY;
    for (int tries = 0; tries < 100 && (code & 0xFF) == SQLITE_BUSY; tries++) {
        if (tries > 0) (void)sqlite3_sleep(20);
        code = store_sqlite_run(connection, setting, NULL);
    }
    return store_sqlite_err(code);
}

static err prepare(struct database *db, struct trouble *trouble)
{
    for (int i = 0; i < SQL_COUNT; i++) {
        int code = sqlite3_prepare_v3(db->connection, sql_of[i], -1, SQLITE_PREPARE_PERSISTENT,
                                      &db->statements[i], NULL);
        if ((code & 0xFF) == SQLITE_ERROR) { /* a table of ours is not there */
            store_trouble(trouble, "a store with all its tables");
            return ERR_BROKEN;
        }
        TRY(store_sqlite_err(code));
        check_parameters(db->statements[i]);
    }
    return ERR_OK;
}

/* Another process writes. SQLite's own waiting sleeps longer and longer, up to a tenth of a second:
 * whoever has waited long sees its turn more and more rarely, and a worker that has just written
 * takes the next one too. Who asks every millisecond gets it soon, at the price of a few wakings.
 */
static int wait_a_moment(void *nothing, int times)
{
    (void)nothing;
    return times < PATIENCE_MS && sqlite3_sleep(1) > 0;
}

/* Open, and nothing of it looked at yet. */
static err open_bare(const char *path, int flags, struct database **ret, struct trouble *trouble)
{
    store_trouble(trouble, "a database that can be opened and read");
    CLEANUP(close_unless_taken) struct database *db = calloc(1, sizeof *db);
    if (!db) return ERR_HOST;
    TRY(store_sqlite_err(
        sqlite3_open_v2(path, &db->connection, flags | SQLITE_OPEN_NOMUTEX, NULL)));
    (void)sqlite3_extended_result_codes(db->connection, 1);
    (void)sqlite3_busy_handler(db->connection, wait_a_moment, NULL);
    (void)sqlite3_db_config(db->connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    *ret = db;
    db = NULL;
    return ERR_OK;
}

static err open_at(const char *path, int flags, struct database **ret, struct trouble *trouble)
{
    CLEANUP(close_unless_taken) struct database *db = NULL;
    TRY(open_bare(path, flags, &db, trouble));
    TRY(make_if_empty(db, trouble));
    for (size_t i = 0; i < LENGTH(settings); i++) TRY(apply(db->connection, settings[i]));
    TRY(prepare(db, trouble));
    *ret = db;
    db = NULL;
    return ERR_OK;
}

static err read_path(text address, char ret[PATH_BYTES_MAX], struct trouble *trouble)
{
    struct writer out = {ret, 0, PATH_BYTES_MAX, false};
    write_text(&out, address);
    write_character(&out, '\0');
    if (address.length > 0 && !out.full && strlen(ret) == (size_t)address.length) return ERR_OK;
    store_trouble(trouble, "sqlite: and the path of a file");
    return ERR_BAD_INPUT;
}

err store_sqlite_open(text address, struct database **ret, struct trouble *trouble)
{
    char path[PATH_BYTES_MAX];
    TRY(read_path(address, path, trouble));
    /* Made here so that nobody else may read it; SQLite gives its other files the same rights. Only
     * when new: closing a descriptor of a file in use would drop its locks. */
    int descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0) (void)close(descriptor);
    return open_at(path, SQLITE_OPEN_READWRITE, ret, trouble);
}

err store_memory_open(text address, struct database **ret, struct trouble *trouble)
{
    if (address.length > 0) {
        store_trouble(trouble, "memory: and nothing after it");
        return ERR_BAD_INPUT;
    }
    return open_at(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, ret, trouble);
}

err store_sqlite_bare(text address, struct database **ret, int *ret_version,
                      struct trouble *trouble)
{
    char path[PATH_BYTES_MAX];
    CLEANUP(close_unless_taken) struct database *db = NULL;
    TRY(read_path(address, path, trouble));
    TRY(open_bare(path, SQLITE_OPEN_READWRITE, &db, trouble));
    TRY(store_sqlite_begin(db, false));
    err e = look(db->connection, ret_version, trouble);
    store_sqlite_rollback(db);
    if (e != ERR_OK) return e;
    *ret = db;
    db = NULL;
    return ERR_OK;
}

/* ---- a store of an earlier version ---- */

static const struct migration own_steps[] = {
#define MIGRATION(to, sql) {to, sql},
#include "store/migrations.def"
    {0, NULL}};

static err run_steps(sqlite3 *connection, int from, const struct migration *steps, int count,
                     struct trouble *trouble)
{
    TRY(store_migration_known(steps, count, from, trouble));
    for (int i = 0; i < count; i++) {
        if (steps[i].to <= from || steps[i].to > SCHEMA_VERSION) continue;
        TRY(store_sqlite_err(store_sqlite_run(connection, steps[i].sql, NULL)));
    }
    TRY(store_sqlite_own(connection, OWN_RENAME_RING, NULL));
    return store_sqlite_own(connection, OWN_MAKE_VERSION, NULL);
}

err store_sqlite_migrate(text address, const struct migration *steps, int count,
                         struct migrated *ret, struct trouble *trouble)
{
    char path[PATH_BYTES_MAX];
    int from = 0;
    CLEANUP(close_unless_taken) struct database *db = NULL;
    TRY(read_path(address, path, trouble));
    TRY(open_bare(path, SQLITE_OPEN_READWRITE, &db, trouble));
    TRY(store_sqlite_begin(db, true));
    err e = look(db->connection, &from, trouble);
    if (e == ERR_OK && from == 0) e = make_schema(db->connection);
    if (e == ERR_OK && from > 0 && from < SCHEMA_VERSION)
        e = run_steps(db->connection, from, steps ? steps : own_steps,
                      steps ? count : (int)LENGTH(own_steps) - 1, trouble);
    if (e == ERR_OK) e = store_sqlite_commit(db);
    store_sqlite_rollback(db);
    if (e == ERR_OK) *ret = (struct migrated){from, SCHEMA_VERSION};
    return e;
}

err store_memory_migrate(text address, const struct migration *steps, int count,
                         struct migrated *ret, struct trouble *trouble)
{
    (void)address, (void)steps, (void)count, (void)ret;
    store_trouble(trouble, "a store that is kept");
    return ERR_BAD_INPUT;
}
