/* What the files of this folder share: the open store, turns at the database, statements and their
 * rows. Nothing outside the folder includes this.
 * May include: base, law, case. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H
#include "store/driver.h"
#include "store/seal.h"

struct store {
    const struct driver *driver;
    struct database *database;
    struct store_keys keys; /* of the journal */
    struct keeper keeper;   /* of the vault */
    struct vault_keys *own; /* what the keeper answers with when it is in the process; or NULL */
    bool keyed; /* its keys are there: each turn looks whether they are still those in force */
    bool in_transaction;
    bool spoiled;   /* a write of store_begin's transaction failed: it can only be rolled back */
    bool met;       /* since store_watch: a failure of two transactions at once */
    bool committed; /* since store_watch: something was written, or may have been */
    int64_t anchored_hour; /* the read log has an anchor of that hour; 0: not known */
};

/* ---- turns ---- */

/* A transaction of its own, or a part of the one store_begin opened; STORE_DOWN when the keys were
 * changed since the store was opened. A turn that ends without
 * store_turn_commit has written nothing; inside a larger transaction it spoils the whole.
 *     CLEANUP(store_turn_end) struct turn turn = {0}; */
struct turn {
    struct store *store; /* NULL: over */
    bool joined, writes;
};
MUST_USE err store_turn_read(struct store *store, struct turn *ret);
MUST_USE err store_turn_write(struct store *store, struct turn *ret);
MUST_USE err store_turn_commit(struct turn *turn);
void store_turn_end(struct turn *turn);

/* ---- statements ---- */

/* The rows of a statement; given back when the scope ends.
 *     CLEANUP(store_rows_end) struct rows rows = {0}; */
struct rows {
    struct store *store; /* NULL: none */
    enum statement statement;
};
MUST_USE err store_rows(struct store *store, enum statement statement, const struct value *values,
                        int count, struct rows *ret);
MUST_USE err store_next(struct rows *rows, bool *ret_row);
int64_t store_integer(const struct rows *rows, int column);
text store_bytes(const struct rows *rows, int column);
void store_rows_end(struct rows *rows);

/* Asks for the rows of a few statements, each of one file, before they are started, where an engine
 * is far enough away for it to matter. In a turn. */
MUST_USE err store_ahead(struct store *store, const enum statement *which, int count,
                         file_number file);
/* The only row of a statement; NOT_FOUND when there is none. */
MUST_USE err store_row(struct store *store, enum statement statement, const struct value *values,
                       int count, struct rows *ret);
/* A statement without rows. */
MUST_USE err store_run(struct store *store, enum statement statement, const struct value *values,
                       int count);
/* The same, in a turn that writes and that goes on whatever it gives: sent before the answer to the
 * one before is read. Its failure may be told by a later call of the turn, its commit at the
 * latest. */
MUST_USE err store_post(struct store *store, enum statement statement, const struct value *values,
                        int count);
/* The first column of at most `max` rows. */
MUST_USE err store_numbers(struct rows *rows, int max, int64_t *ret, int *ret_count);

/* A day as the tables keep it: YYYYMMDD, 0 for none. BROKEN for what is no day. */
int64_t store_day(date day);
MUST_USE err store_day_read(int64_t number, date *ret);

/* The lanes of the read log, empty; with the store, under the key of the read log. */
MUST_USE err store_lanes_make(struct store *store, const unsigned char key[STORE_KEY_BYTES]);

/* ---- pieces of an append, inside its turn ---- */

MUST_USE err store_vault_write(struct store *store, const struct wrapped_key *key, file_number file,
                               int place, const struct vault_entry *entries, int count);
/* BROKEN unless the vault has as many entries as the head says. */
MUST_USE err store_vault_count(struct store *store, file_number file);
MUST_USE err store_share(struct store *store, file_number file, const struct share *share,
                         date since);
/* moment: microseconds. */
MUST_USE err store_remember(struct store *store, file_number file, int64_t moment,
                            const struct idempotency *idempotency);
MUST_USE err store_project(struct store *store, file_number file,
                           const struct projection *projection);

#endif
