/* What the tests of the store share: a new store in a folder of its own, facts and people plainly
 * invented, and the means to spoil a database behind the store's back. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memmem */
#endif
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H
#include "tests/test.h"

#include "case/bodies.h"
#include "store/internal.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DAY DATE(2025, 11, 25)

static const unsigned char master[STORE_KEY_BYTES] = "a key for tests, 32 bytes long..";

struct place {
    char folder[64], path[96], url[112];
};

static inline struct place place_make(void)
{
    struct place p = {.folder = "/tmp/store-test-XXXXXX"};
    assert_non_null(mkdtemp(p.folder));
    (void)snprintf(p.path, sizeof p.path, "%s/store.db", p.folder);
    (void)snprintf(p.url, sizeof p.url, "sqlite:%s", p.path);
    return p;
}

static inline void place_remove(const struct place *p)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < LENGTH(ends); i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s%s", p->path, ends[i]);
        (void)unlink(path);
    }
    (void)rmdir(p->folder);
}

static inline struct store *open_url(const char *url)
{
    struct store *store = NULL;
    struct trouble trouble = {0};
    err e = store_open(text_of(url), master, &store, &trouble);
    if (e != ERR_OK) fail_msg("%s: %s: %s", url, err_meaning(e), trouble.expected);
    return store;
}

/* Runs SQL on the database file as someone without the key would. */
static inline void meddle(const struct place *p, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) fail_msg("%s: %s", sql, message);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* How many of the files of the store hold the bytes. */
static inline int files_with(const struct place *p, text needle)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    int found = 0;
    for (size_t i = 0; i < LENGTH(ends); i++) {
        char path[128];
        static char bytes[1 << 26];
        (void)snprintf(path, sizeof path, "%s%s", p->path, ends[i]);
        FILE *file = fopen(path, "rb");
        if (!file && !i) fail_msg("%s is not there", path);
        if (!file) continue; /* nobody has the store open */
        size_t size = fread(bytes, 1, sizeof bytes, file);
        assert_true(size < sizeof bytes);
        (void)fclose(file);
        found += memmem(bytes, size, needle.at, (size_t)needle.length) != NULL;
    }
    return found;
}

/* ---- facts ---- */

static inline struct fact fact_of(enum fact_kind kind)
{
    struct fact fact = {.kind = kind, .day = DAY, .recorded_at = INT64_C(1764061200000000)};
    (void)snprintf(fact.actor, sizeof fact.actor, "agent:%d", 12);
    return fact;
}

static inline struct fact claim_fact(void)
{
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED);
    fact.body.request = request_defaults(DAY);
    fact.body.request.department = law_department(T("59"));
    fact.body.request.resources.cents = 71316;
    fact.body.undertakes_repayment = true;
    return fact;
}

static inline struct fact order_fact(int64_t reference)
{
    struct fact fact = fact_of(FACT_PAYMENT_ORDERED);
    fact.body.reference = reference;
    fact.body.amount.cents = 93099;
    fact.body.execution_on = DATE(2025, 11, 28);
    return fact;
}

static inline file_number number_of(int i) { return file_number_make((uint64_t)i * 7919 + 1); }

/* A file of three facts: received, complete, ordered. */
static inline void add_file(struct store *store, file_number file)
{
    struct fact facts[] = {claim_fact(), fact_of(FACT_CLAIM_COMPLETED),
                           order_fact(file.number % 1000 + 1)};
    struct append append = {.file = file, .facts = facts, .facts_count = 3};
    assert_int_equal(store_append(store, &append), ERR_OK);
}

static char room[1 << 21];
static inline struct arena new_arena(void) { return arena_over(room, sizeof room); }

/* How the file reads; the place is -1 unless BROKEN. */
static inline err read_file(struct store *store, file_number file, struct journal *ret,
                            int *ret_place)
{
    struct arena a = new_arena();
    *ret_place = -1;
    return store_read(store, file, &a, ret, ret_place);
}

static inline int length_of(struct store *store, file_number file)
{
    struct journal journal = {0};
    int place;
    err e = read_file(store, file, &journal, &place);
    return e == ERR_OK ? journal.count : -(int)e;
}
#endif
