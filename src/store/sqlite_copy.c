#include "store/sqlite.h"

/* A copy by SQLite's own means: one long reading of the source, which in WAL mode no writer waits
 * for, and which sees nothing of what is written meanwhile. */

static void close_connection(sqlite3 **connection) { (void)sqlite3_close(*connection); }
static void close_database(struct database **db) { store_sqlite_close(*db); }

static err count(sqlite3 *connection, int version, struct store_counts *ret)
{
    struct store_counts counts = {.version = version};
    if (version > 0) {
        TRY(store_sqlite_own(connection, OWN_COUNT_FILES, &counts.files));
        TRY(store_sqlite_own(connection, OWN_COUNT_FACTS, &counts.facts));
        TRY(store_sqlite_own(connection, OWN_COUNT_READINGS, &counts.readings));
    }
    *ret = counts;
    return ERR_OK;
}

static err copy_pages(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *copy = sqlite3_backup_init(to, "main", from, "main");
    if (!copy) return store_sqlite_err(sqlite3_errcode(to));
    (void)sqlite3_backup_step(copy, -1);
    return store_sqlite_err(sqlite3_backup_finish(copy)); /* repeats what step said */
}

static err copy(struct database *from, const char *path, int version, struct store_counts *ret,
                struct trouble *trouble)
{
    CLEANUP(close_connection) sqlite3 *to = NULL;
    int64_t holds = 0;
    TRY(store_sqlite_err(
        sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)));
    (void)sqlite3_extended_result_codes(to, 1);
    TRY(store_sqlite_own(to, OWN_NO_JOURNAL, NULL));
    TRY(store_sqlite_own(to, OWN_NO_SYNC, NULL));
    TRY(copy_pages(from->connection, to));
    store_trouble(trouble, "a database whose pages hold together: abri verify says more");
    TRY(store_sqlite_own(to, OWN_HOLDS_TOGETHER, &holds));
    if (!holds) return ERR_BROKEN;
    return count(to, version, ret);
}

err store_sqlite_copy(text address, const char *to, struct store_counts *ret,
                      struct trouble *trouble)
{
    CLEANUP(close_database) struct database *db = NULL;
    int version = 0;
    TRY(store_sqlite_bare(address, &db, &version, trouble));
    store_trouble(trouble, "a database that can be copied there");
    return copy(db, to, version, ret, trouble);
}

err store_sqlite_count(text address, struct store_counts *ret, struct trouble *trouble)
{
    CLEANUP(close_database) struct database *db = NULL;
    int version = 0;
    TRY(store_sqlite_bare(address, &db, &version, trouble));
    return count(db->connection, version, ret);
}
