/* What the files of the PostgreSQL driver share. Nothing else includes this.
 * May include: base, law, case. */
#ifndef STORE_POSTGRES_H
#define STORE_POSTGRES_H
#include "store/driver.h"

#include <libpq-fe.h>

/* PostgreSQL's own statements: transactions, and what is asked on opening. */
enum own {
#define POSTGRES(name, sql) OWN_##name,
#include "store/statements.def"
    OWN_COUNT
};

/* As long as the kernel waits for a machine that is gone: this is for one that is there and hangs.
 */
#define PATIENCE_WITH_SERVER_MS 10000

/* Statements posted before their answers are read: their few bytes fit the socket's room. */
#define POSTED_MAX 64

#define AHEAD_MAX 4

struct database {
    PGconn *connection;
    PGresult *results[SQL_COUNT];
    int rows[SQL_COUNT]; /* steps made in the result */
    bool busy[SQL_COUNT];
    bool prepared[SQL_COUNT];
    bool pooled; /* another server connection at each transaction: nothing is prepared */
    bool in_transaction;
    int patience; /* milliseconds a server may say nothing before it counts as lost; -1: any time */
    bool silent;  /* it did */
    bool warned;  /* the server said something beside the point since this was last cleared */
    bool repeatable; /* the last failure: two transactions stood in each other's way */
    int posted;      /* statements whose answers were not read yet */
    /* Statements whose rows were asked for before they are started, all by one number. */
    enum statement ahead[AHEAD_MAX];
    int ahead_count;
    int64_t ahead_number;
};

/* The error of a result, which may be NULL; clears nothing. */
MUST_USE err store_postgres_err(struct database *db, const PGresult *result);
/* Runs statements of the driver's own, without parameters; the last one's result, or NULL. The
 * caller clears it. */
MUST_USE err store_postgres_own(struct database *db, enum own which, PGresult **ret);
/* The same, of other words. */
MUST_USE err store_postgres_run(struct database *db, const char *sql);
void store_postgres_clear(PGresult **result);

void store_postgres_rollback(struct database *db);
MUST_USE err store_postgres_commit(struct database *db);

MUST_USE err store_postgres_open(text address, struct database **ret, struct trouble *trouble);
MUST_USE err store_postgres_migrate(text address, const struct migration *steps, int count,
                                    struct migrated *ret, struct trouble *trouble);
MUST_USE err store_postgres_absent(struct database **ret);
void store_postgres_close(struct database *db);

#endif
