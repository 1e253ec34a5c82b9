/* What the store asks of a database engine: transactions, numbered statements, rows. One constant
 * of designated initialisers per engine: SQLite (sqlite.c) and PostgreSQL (postgres.c); nothing
 * above this header knows which one runs. A driver knows neither keys nor facts. May include: base,
 * law, case. */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H
#include "store/store.h"

/* The version of schema.def. A store of a later version is refused: an old program must not write
 * what a newer one would misread. One of an earlier version is brought here by migrations.def. */
#define SCHEMA_VERSION 3
/* How long a writer waits for another one before the store is said to be down. */
#define PATIENCE_MS 5000

enum statement {
#define STATEMENT(name, sql) SQL_##name,
#include "store/statements.def"
    SQL_COUNT
};

enum value_type { VALUE_INTEGER, VALUE_TEXT, VALUE_BYTES };
struct value {
    enum value_type type;
    int64_t integer;
    text bytes; /* must outlive the statement's rows */
};
#define INTEGER(number) ((struct value){VALUE_INTEGER, (number), {0}})
#define WORDS(slice)    ((struct value){VALUE_TEXT, 0, (slice)})
#define BYTES_OF(at_, size) \
    ((struct value){VALUE_BYTES, 0, {(const char *)(at_), (ptrdiff_t)(size)}})
/* The parameters $1, $2, ... of a statement: two arguments, the values and how many. */
#define VALUES(...) \
    (const struct value[]){__VA_ARGS__}, (int)LENGTH(((const struct value[]){__VA_ARGS__}))

/* A change of the tables: those of one version stand together, in order. */
struct migration {
    int to; /* the version it is part of: at least 2 */
    const char *sql;
};
/* BAD_INPUT unless there are steps to each version above `from`. */
MUST_USE err store_migration_known(const struct migration *steps, int count, int from,
                                   struct trouble *trouble);
#define STORE_ADDRESSES  "sqlite:PATH, postgresql://ROLE@HOST/DATABASE or memory:"
#define STORE_TO_MIGRATE "a store of this program's version: abri migrate brings it there"

/* An open connection, known to its driver alone. */
struct database;

/* Errors: CONFLICT for a broken constraint, STORE_DOWN for a full, locked, read-only or unreachable
 * store, BROKEN for a damaged one, HOST for want of memory. */
struct driver {
    const char *scheme; /* "sqlite:" */
    /* Makes the schema in an empty database. BAD_INPUT for what is not a store, STORE_DOWN for one
     * of another version. */
    MUST_USE err (*open)(text address, struct database **ret, struct trouble *trouble);
    /* A database that is lost from the start; NULL where none can be. */
    MUST_USE err (*absent)(struct database **ret);
    void (*close)(struct database *); /* accepts NULL */
    /* Makes the schema in an empty database, or brings an earlier one to SCHEMA_VERSION, all of it
     * or nothing. Steps: NULL for the program's own, else those of a test. */
    MUST_USE err (*migrate)(text address, const struct migration *steps, int count,
                            struct migrated *ret, struct trouble *trouble);
    /* The database copied into an empty file, or its rows counted; NULL where it is no file. */
    err (*copy)(text address, const char *to, struct store_counts *ret, struct trouble *trouble);
    err (*count)(text address, struct store_counts *ret, struct trouble *trouble);
    /* Whether the connection is gone for good: every call from now on gives STORE_DOWN. */
    bool (*lost)(const struct database *);
    /* From now on a server that says nothing for ten seconds is lost; NULL where none can hang. */
    void (*hurry)(struct database *);
    /* Whether the last failure came of two transactions at once: the same may succeed now. */
    bool (*repeatable)(const struct database *);

    /* A transaction that writes waits its turn at once, never in the middle. */
    MUST_USE err (*begin)(struct database *, bool writes);
    /* STORE_DOWN: nothing was written; UNSURE: nobody knows. The transaction is over either way. */
    MUST_USE err (*commit)(struct database *);
    void (*rollback)(struct database *);

    /* Writes the database anew and empties its log, outside any transaction. */
    MUST_USE err (*scrub)(struct database *);

    /* Starts a statement; step says whether there is a row; end gives the statement back. The same
     * statement cannot be started twice at a time. What bytes() gives lasts until the next step. */
    MUST_USE err (*start)(struct database *, enum statement, const struct value *values, int count);
    MUST_USE err (*step)(struct database *, enum statement, bool *ret_row);
    /* A statement without rows, in a transaction that writes; its failure may be told by a later
     * call, commit at the latest. */
    MUST_USE err (*post)(struct database *, enum statement, const struct value *values, int count);
    /* Asks for the rows of a few statements, each of the one number, before they are started: one
     * answer to wait for, not one for each. In a transaction; whatever else runs before one of them
     * is started forgets its rows. NULL where nothing is won by it. */
    MUST_USE err (*ahead)(struct database *, const enum statement *, int count, int64_t number);
    int64_t (*integer)(struct database *, enum statement, int column);
    text (*bytes)(struct database *, enum statement, int column);
    void (*end)(struct database *, enum statement);
};

/* The driver of an address, which loses its scheme; NULL when none has that scheme. */
const struct driver *store_driver_of(text *url, struct trouble *trouble);

/* Says what was expected of the store. */
void store_trouble(struct trouble *trouble, const char *expected);

extern const struct driver store_sqlite, store_memory, store_postgres, store_postgres_short;

#endif
