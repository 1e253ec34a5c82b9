/* The rows of a claim inserted by SQLite alone, for tests/bench/durable.c: what the store is
 * compared with. */
#ifndef BENCH_RAW_H
#define BENCH_RAW_H
#include "base/text.h"

#include <sqlite3.h>

/* Stops the program unless it holds. */
void check(bool good, const char *what);
/* Chance: not for secrets. */
uint64_t chance(void);
void fill(void *bytes, int length);

struct shape {
    int rows, tables, bytes;
};
/* Learns the rows of the one claim in the database at `from`, to insert the like of them into the
 * one at `into`, which has the store's tables. */
void raw_learn(const char *from, const char *into, struct shape *ret);
/* The same tables, with their indexes and foreign keys; values of the same types and lengths,
 * chance for file numbers and blobs; prepared once; one transaction. */
void raw_same_rows(void);

/* A database with one table of one blob; then one blob of so many bytes in a transaction. */
void raw_open_one(const char *path);
void raw_one_row(int bytes);

#endif
