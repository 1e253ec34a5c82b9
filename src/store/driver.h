/* What the store asks of a database engine: transactions, numbered statements, rows. One constant
 * of designated initialisers per engine, so that another can follow; nothing above this header
 * knows which one runs. A driver knows neither keys nor facts. May include: base, law, case. */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H
#include "base/text.h"

/* The version of schema.def. A store of a later version is refused: an old program must not write
 * what a newer one would misread. */
#define SCHEMA_VERSION 2
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

/* An open connection, known to its driver alone. */
struct database;

/* Errors: CONFLICT for a broken constraint, STORE_DOWN for a full, locked, read-only or unreachable
 * store, BROKEN for a damaged one, HOST for want of memory. */
struct driver {
    const char *scheme; /* "sqlite:" */
    /* Makes the schema in an empty database. BAD_INPUT for what is not a store or is a newer one.
     */
    MUST_USE err (*open)(text address, struct database **ret, struct trouble *trouble);
    void (*close)(struct database *); /* accepts NULL */

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
    int64_t (*integer)(struct database *, enum statement, int column);
    text (*bytes)(struct database *, enum statement, int column);
    void (*end)(struct database *, enum statement);
};

/* Says what was expected of the store. */
void store_trouble(struct trouble *trouble, const char *expected);

extern const struct driver store_sqlite, store_memory;

#endif
