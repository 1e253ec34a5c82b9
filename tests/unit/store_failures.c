#include "unit/store_fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* Every connection the store opens passes here, so that a test can reach it. */
static sqlite3 *opened;
static int remember_connection(sqlite3 *db, char **message, const void *api)
{
    (void)message;
    (void)api;
    opened = db;
    return SQLITE_OK;
}

static int set_up(void **state)
{
    struct place *place = malloc(sizeof *place);
    *place = place_make();
    *state = place;
    return 0;
}
static int tear_down(void **state)
{
    place_remove(*state);
    free(*state);
    return 0;
}

/* ---- opening ---- */

static void only_known_urls_are_opened(void **state)
{
    (void)state;
    static const char *const bad[] = {"",        "store.db", "/tmp/x.db", "sqlite",
                                      "mysql:x", "memory",   "SQLITE:x"};
    for (size_t i = 0; i < LENGTH(bad); i++) expect_refused(bad[i], ERR_BAD_INPUT, STORE_ADDRESSES);
    expect_refused("memory:x", ERR_BAD_INPUT, "memory: and nothing after it");
    expect_refused("sqlite:", ERR_BAD_INPUT, "sqlite: and the path of a file");
    expect_refused("sqlite:/nowhere/at/all.db", ERR_STORE_DOWN,
                   "a database that can be opened and read");
}

static void a_newer_store_is_refused_and_left_alone(void **state)
{
    struct place *place = *state;
    store_close(open_url(place->url));
    char newer[64], ours[64];
    (void)snprintf(newer, sizeof newer, "PRAGMA user_version = %d", SCHEMA_VERSION + 1);
    (void)snprintf(ours, sizeof ours, "PRAGMA user_version = %d", SCHEMA_VERSION);
    meddle(place, newer);
    expect_refused(place->url, ERR_STORE_DOWN, "a store not newer than this program");
    meddle(place, ours);
    store_close(open_url(place->url));
}

static void somebody_elses_database_is_refused_and_left_alone(void **state)
{
    struct place *place = *state;
    meddle(place, "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('tarte')");
    expect_refused(place->url, ERR_BAD_INPUT, "a database made by this program");
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_open(place->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA journal_mode", -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(s, 0), "delete");
    sqlite3_finalize(s);
    sqlite3_close(db);
}

static void a_file_that_is_no_database_is_broken(void **state)
{
    struct place *place = *state;
    FILE *file = fopen(place->path, "w");
    for (int i = 0; i < 1000; i++) (void)fputs("not a database ", file);
    (void)fclose(file);
    expect_refused(place->url, ERR_BROKEN, "a database that can be opened and read");
}

static void a_store_without_one_of_its_tables_is_broken(void **state)
{
    struct place *place = *state;
    store_close(open_url(place->url));
    meddle(place, "DROP TABLE heads");
    expect_refused(place->url, ERR_BROKEN, "a store with all its tables");
}

/* ---- the disk ---- */

static void a_full_store_is_down_and_writes_nothing(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    static char words[VAULT_WORDS_MAX];
    struct fact fact = claim_fact();
    struct vault_entry entry = {VAULT_PERSON, {words, sizeof words}};
    struct append append = {
        .file = number_of(2), .facts = &fact, .facts_count = 1, .vault = &entry, .vault_count = 1};
    add_file(store, number_of(1));
    assert_int_equal(sqlite3_exec(opened, "PRAGMA max_page_count = 1", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(store_append(store, &append), ERR_STORE_DOWN);
    assert_int_equal(length_of(store, number_of(2)), -(int)ERR_NOT_FOUND);
    assert_int_equal(length_of(store, number_of(1)), 3);

    assert_int_equal(store_begin(store), ERR_OK); /* also within a larger transaction */
    assert_int_equal(try_file(store, number_of(3)), ERR_OK);
    assert_int_equal(store_append(store, &append), ERR_STORE_DOWN);
    assert_int_equal(try_file(store, number_of(4)), ERR_STORE_DOWN);
    assert_int_equal(store_commit(store), ERR_STORE_DOWN);
    assert_int_equal(length_of(store, number_of(3)), -(int)ERR_NOT_FOUND);
    assert_int_equal(length_of(store, number_of(4)), -(int)ERR_NOT_FOUND);

    assert_int_equal(sqlite3_exec(opened, "PRAGMA max_page_count = 100000", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(store_append(store, &append), ERR_OK);
    store_close(store);
}

/* The write-ahead log may not grow: the failure comes from COMMIT itself. */
static void a_commit_that_fails_is_unsure_and_was_not_written_here(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    char wal[128];
    struct stat about;
    struct rlimit before, tight;
    add_file(store, number_of(1));
    (void)snprintf(wal, sizeof wal, "%s-wal", place->path);
    assert_int_equal(stat(wal, &about), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    tight = before;
    tight.rlim_cur = (rlim_t)about.st_size + 100;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    err e = try_file(store, number_of(2));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(e, ERR_UNSURE);
    assert_int_equal(length_of(store, number_of(2)), -(int)ERR_NOT_FOUND);
    add_file(store, number_of(2)); /* the store works again */
    store_close(store);
    store = open_url(place->url);
    assert_int_equal(length_of(store, number_of(2)), 3);
    store_close(store);
}

static void a_store_locked_by_another_is_down_until_it_is_given_back(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    sqlite3 *other = NULL;
    add_file(store, number_of(1));
    (void)sqlite3_busy_timeout(opened, 20); /* the store would wait for seconds */
    sqlite3 *ours = opened;
    assert_int_equal(sqlite3_open(place->path, &other), SQLITE_OK);
    assert_ptr_not_equal(ours, other);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(try_file(store, number_of(2)), ERR_STORE_DOWN);
    assert_int_equal(store_begin(store), ERR_STORE_DOWN);
    assert_int_equal(length_of(store, number_of(1)), 3); /* reading goes on */
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(try_file(store, number_of(2)), ERR_OK);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    store_close(store);
}

static void a_read_only_store_writes_nothing(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    struct trouble trouble = {0};
    uid_t me = geteuid();
    add_file(store, number_of(1));
    store_close(store);
    for (int folder_too = 0; folder_too < 2; folder_too++) {
        assert_int_equal(chmod(place->path, 0444), 0);
        assert_int_equal(chmod(place->folder, folder_too ? 0555 : 0777), 0);
        assert_int_equal(me == 0 ? seteuid(65534) : 0, 0); /* no right is refused to root */
        store = NULL;
        err e = store_open(text_of(place->url), master, &store, &trouble);
        if (e == ERR_OK) e = try_file(store, number_of(2));
        store_close(store);
        assert_int_equal(seteuid(me), 0);
        assert_int_equal(chmod(place->folder, 0700), 0);
        assert_int_equal(chmod(place->path, 0600), 0);
        assert_int_equal(e, ERR_STORE_DOWN);
        char ends[128];
        (void)snprintf(ends, sizeof ends, "%s-shm", place->path);
        (void)unlink(ends);
        (void)snprintf(ends, sizeof ends, "%s-wal", place->path);
        (void)unlink(ends);
    }
    store = open_url(place->url);
    assert_int_equal(length_of(store, number_of(1)), 3);
    assert_int_equal(length_of(store, number_of(2)), -(int)ERR_NOT_FOUND);
    store_close(store);
}

/* ---- several workers ---- */

#define WORKERS 4

static void wait_for_all(void)
{
    for (int i = 0; i < WORKERS; i++) {
        int status = -1;
        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
}

/* Opens the store and makes 10 files of its own; then appends to one file they share until each has
 * managed 5 times. */
static int work(const struct place *place, int worker)
{
    struct store *store = NULL;
    struct trouble trouble = {0};
    if (store_open(text_of(place->url), master, &store, &trouble) != ERR_OK) return 1;
    for (int i = 0; i < 10; i++)
        if (try_file(store, number_of(100 * (worker + 1) + i)) != ERR_OK) return 2;
    struct fact fact = fact_of(FACT_DECISION_NOTIFIED);
    for (int done = 0; done < 5;) {
        int length = length_of(store, number_of(1));
        if (length < 0 && length != -(int)ERR_NOT_FOUND) return 3;
        struct append append = {.file = number_of(1),
                                .expected = length < 0 ? 0 : length,
                                .facts = &fact,
                                .facts_count = 1};
        err e = store_append(store, &append);
        if (e != ERR_OK && e != ERR_CONFLICT) return 4;
        done += e == ERR_OK;
    }
    store_close(store);
    return 0;
}

static void never_called(void *context, file_number file, int place)
{
    (void)context;
    fail_msg("%lld is broken at %d", (long long)file.number, place);
}

static void workers_that_start_together_lose_nothing(void **state)
{
    struct place *place = *state;
    for (int i = 0; i < WORKERS; i++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) _exit(work(place, i));
    }
    wait_for_all();
    struct store *store = open_url(place->url);
    struct verification sum;
    assert_int_equal(store_verify(store, new_arena(), &sum, never_called, NULL), ERR_OK);
    assert_int_equal(sum.files, WORKERS * 10 + 1);
    assert_int_equal(sum.facts, WORKERS * 15);
    store_close(store);
}

/* Every file whose number came out of the pipe was acknowledged before the worker was killed. */
static void what_was_acknowledged_survives_a_killed_worker(void **state)
{
    struct place *place = *state;
    int ends[2], told = 0, i = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        struct store *store = open_url(place->url);
        for (int k = 0;; k++) {
            if (try_file(store, number_of(k)) != ERR_OK) _exit(1);
            if (write(ends[1], &k, sizeof k) != sizeof k) _exit(2);
        }
    }
    (void)close(ends[1]);
    while (told < 20 && read(ends[0], &i, sizeof i) == sizeof i) told++;
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    while (read(ends[0], &i, sizeof i) == sizeof i) told++;
    (void)close(ends[0]);
    struct store *store = open_url(place->url);
    for (int k = 0; k < told; k++) assert_int_equal(length_of(store, number_of(k)), 1);
    struct verification sum;
    assert_int_equal(store_verify(store, new_arena(), &sum, never_called, NULL), ERR_OK);
    assert_true(sum.files == told || sum.files == told + 1);
    store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    (void)sqlite3_auto_extension((void (*)(void))remember_connection);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_known_urls_are_opened),
        TEST(a_newer_store_is_refused_and_left_alone),
        TEST(somebody_elses_database_is_refused_and_left_alone),
        TEST(a_file_that_is_no_database_is_broken),
        TEST(a_store_without_one_of_its_tables_is_broken),
        TEST(a_full_store_is_down_and_writes_nothing),
        TEST(a_commit_that_fails_is_unsure_and_was_not_written_here),
        TEST(a_store_locked_by_another_is_down_until_it_is_given_back),
        TEST(a_read_only_store_writes_nothing),
        TEST(workers_that_start_together_lose_nothing),
        TEST(what_was_acknowledged_survives_a_killed_worker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
