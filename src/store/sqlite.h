/* What the two files of the SQLite driver share. Nothing else includes this.
 * May include: base, law, case. */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H
#include "store/driver.h"

#include <sqlite3.h>

/* SQLite's own statements: transactions, and what is asked on opening. */
enum own {
#define SQLITE(name, sql) OWN_##name,
#include "store/statements.def"
    OWN_COUNT
};

struct database {
    sqlite3 *connection;
    sqlite3_stmt *statements[SQL_COUNT];
    bool busy[SQL_COUNT];
    sqlite3_stmt *turns[OWN_ROLLBACK + 1]; /* of transactions, prepared at the first use */
};

MUST_USE err store_sqlite_err(int code);
/* Runs one statement; the first column of its first row, or 0. The code is SQLite's. */
int store_sqlite_run(sqlite3 *connection, const char *sql, int64_t *ret_value);
MUST_USE err store_sqlite_own(sqlite3 *connection, enum own which, int64_t *ret_value);

MUST_USE err store_sqlite_begin(struct database *db, bool writes);
MUST_USE err store_sqlite_commit(struct database *db);
void store_sqlite_rollback(struct database *db);

MUST_USE err store_sqlite_open(text address, struct database **ret, struct trouble *trouble);
MUST_USE err store_memory_open(text address, struct database **ret, struct trouble *trouble);
MUST_USE err store_sqlite_migrate(text address, const struct migration *steps, int count,
                                  struct migrated *ret, struct trouble *trouble);
MUST_USE err store_memory_migrate(text address, const struct migration *steps, int count,
                                  struct migrated *ret, struct trouble *trouble);
MUST_USE err store_sqlite_copy(text address, const char *to, struct store_counts *ret,
                               struct trouble *trouble);
MUST_USE err store_sqlite_count(text address, struct store_counts *ret, struct trouble *trouble);
/* A database of ours, open and nothing of it prepared; its version, 0 for an empty one. */
MUST_USE err store_sqlite_bare(text address, struct database **ret, int *ret_version,
                               struct trouble *trouble);
void store_sqlite_close(struct database *db);

#endif
