#define _GNU_SOURCE /* RTLD_NEXT */
#include "unit/store_fixture.h"

#include "store/signin.h"

#include <dlfcn.h>
#include <math.h>
#include <sodium.h>
#include <time.h>

/* Whether somebody is known here must not be told by an answer, nor by how long it takes. What can
 * be counted is asserted: the passwords hashed and at which cost, the statements run and the rows
 * looked for. What must be measured is measured at 100,000 samples and said, never asserted: a busy
 * machine is not a leak. */

#define SECOND INT64_C(1000000)
#define NOW    (INT64_C(1764061200) * SECOND)

/* ---- counting ---- */

struct work {
    int hashes, statements, steps;
    char cost[32]; /* of the last hash: "$argon2id$v=19$m=19456,t=3,p=1$" */
};
static struct work work;
static bool hash_for_real;

/* In the place of the library's: counted, and not done unless told to. */
int crypto_pwhash_str_verify(const char str[crypto_pwhash_STRBYTES], const char *const passwd,
                             unsigned long long length)
{
    static int (*real)(const char *, const char *, unsigned long long);
    work.hashes++;
    memcpy(work.cost, str, 31);
    if (!hash_for_real) return -1;
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "crypto_pwhash_str_verify");
    assert_non_null(*(void **)&real);
    return real(str, passwd, length);
}

static err count_start(struct database *db, enum statement which, const struct value *values,
                       int count)
{
    work.statements++;
    return store_memory.start(db, which, values, count);
}

static err count_step(struct database *db, enum statement which, bool *ret_row)
{
    work.steps++;
    return store_memory.step(db, which, ret_row);
}

/* ---- a store that knows somebody ---- */

static const struct agent clerk = {"agent.exemple", ROLE_CLERK, "CAF-59"};
static struct driver counting;

static int set_up(void **state)
{
    struct store *store = open_url("memory:");
    struct second_factor second;
    assert_int_equal(store_account_add(store, &clerk, T("une phrase d'exemple"), true), ERR_OK);
    assert_int_equal(store_account_second(store, T("agent.exemple"), &second), ERR_OK);
    for (int i = 0; i < 200; i++) { /* others, so that a search has something to search in */
        struct agent other = {.role = ROLE_CLERK, .body = "CAF-59"};
        char token[TOKEN_LENGTH + 1];
        struct grant grant = {.scopes = 1, .expires_at = INT64_MAX};
        (void)snprintf(other.name, sizeof other.name, "autre.%d", i);
        assert_int_equal(store_token_add(store, &other, &grant, token), ERR_OK);
        assert_int_equal(store_session_add(store, &other, T("X"), T(""), NOW, token), ERR_OK);
    }
    counting = *store->driver;
    counting.start = count_start;
    counting.step = count_step;
    store->driver = &counting;
    *state = store;
    return 0;
}

static int tear_down(void **state)
{
    struct store *store = *state;
    store->driver = &store_memory;
    store_close(store);
    return 0;
}

static void look_up(struct store *store, const char *name)
{
    struct agent found;
    struct proof proof = {text_of(name), T("pas cette phrase"), T("000000")};
    assert_int_equal(store_account_check(store, &proof, NOW, &found), ERR_NOT_FOUND);
}

static struct work work_of(struct store *store, const char *name)
{
    memset(&work, 0, sizeof work);
    look_up(store, name);
    return work;
}

static void t18_a_name_that_is_nobodys_costs_the_same_work(void **state)
{
    static const char *const absent[] = {
        "",
        "a",
        "agent.exempl",
        "agent.exemple ",
        "zzzz",
        "un nom beaucoup plus long que tous ceux qui existent ici"};
    struct work known = work_of(*state, clerk.name);
    assert_int_equal(known.hashes, 1);
    assert_true(known.statements > 0 && known.steps > 0);
    for (size_t i = 0; i < LENGTH(absent); i++) {
        struct work unknown = work_of(*state, absent[i]);
        assert_int_equal(unknown.hashes, known.hashes);
        assert_string_equal(unknown.cost, known.cost);
        assert_int_equal(unknown.statements, known.statements);
        assert_int_equal(unknown.steps, known.steps);
    }
}

/* An account without a second factor, or with one that was never given, is no different. */
static void t18_an_account_of_one_factor_costs_the_same_work(void **state)
{
    struct agent one = {"un.facteur", ROLE_CLERK, "CAF-59"};
    struct agent none = {"sans.code", ROLE_CLERK, "CAF-59"};
    assert_int_equal(store_account_add(*state, &one, T("une phrase d'exemple"), false), ERR_OK);
    assert_int_equal(store_account_add(*state, &none, T("une phrase d'exemple"), true), ERR_OK);
    struct work known = work_of(*state, clerk.name);
    struct work of_one = work_of(*state, one.name), of_none = work_of(*state, none.name);
    assert_memory_equal(&of_one, &known, sizeof known);
    assert_memory_equal(&of_none, &known, sizeof known);
}

/* ---- measuring ---- */

#define SAMPLES 100000

static double nanoseconds(struct store *store, const char *name)
{
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    look_up(store, name);
    clock_gettime(CLOCK_MONOTONIC, &to);
    return (double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct spread {
    double median, mean, deviation;
};

static struct spread spread_of(double *samples, int count)
{
    struct spread spread = {0, 0, 0};
    for (int i = 0; i < count; i++) spread.mean += samples[i] / count;
    for (int i = 0; i < count; i++)
        spread.deviation += (samples[i] - spread.mean) * (samples[i] - spread.mean) / count;
    spread.deviation = sqrt(spread.deviation);
    qsort(samples, (size_t)count, sizeof *samples, by_size);
    spread.median = samples[count / 2];
    return spread;
}

/* Everything but the hash at 100,000 samples, by turns; the hash, the same for both, apart: what a
 * caller can tell is the first in the noise of the second. */
static void t18_what_is_left_to_measure_is_said(void **state)
{
    static double known[SAMPLES], unknown[SAMPLES], hash[8]; /* sorted apart */
    memset(&work, 0, sizeof work);
    for (int i = 0; i < SAMPLES; i++) {
        known[i] = nanoseconds(*state, clerk.name);
        unknown[i] = nanoseconds(*state, "agent.exemplf");
    }
    assert_int_equal(work.hashes, 2 * SAMPLES);
    hash_for_real = true;
    for (size_t i = 0; i < LENGTH(hash); i++) hash[i] = nanoseconds(*state, clerk.name);
    hash_for_real = false;
    struct spread one = spread_of(known, SAMPLES), other = spread_of(unknown, SAMPLES);
    struct spread whole = spread_of(hash, LENGTH(hash));
    double difference = other.median - one.median;
    double seen = 3 * whole.deviation * sqrt(2.0 / SAMPLES);
    print_message("a name that is known %.0f ns, unknown %.0f ns, difference %+.0f ns of %.1f ms; "
                  "100,000 tries by somebody next to the machine would see %.0f ns\n",
                  one.median, other.median, difference, whole.median / 1e6, seen);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t18_a_name_that_is_nobodys_costs_the_same_work),
        TEST(t18_an_account_of_one_factor_costs_the_same_work),
        TEST(t18_what_is_left_to_measure_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
