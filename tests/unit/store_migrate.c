#include "unit/store_fixture.h"

/* From every version that was ever released, and from one that never was, to this program's: on
 * both engines. */

static int set_up(void **state)
{
    struct place *place = malloc(sizeof *place);
    *place = place_make();
    *state = place;
    return 0;
}
static int tear_down(void **state)
{
    server_left.altered = true; /* its tables are not as they were made */
    place_remove(*state);
    free(*state);
    return 0;
}

#define HERE(sqlite, postgres) (server_folder() ? (postgres) : (sqlite))

/* How a store of today becomes one of that version, and the steps from there when they are not the
 * program's own. A change of the tables adds its lines to each. */
struct older {
    int version;
    const char *back[8];
    struct migration steps[7];
    int steps_count;
};

#define BACK_FROM_3                                                 \
    "DROP INDEX summaries_turning", "DROP INDEX summaries_decided", \
        "ALTER TABLE summaries DROP COLUMN turns_on", "ALTER TABLE summaries DROP COLUMN known"

static struct older version_2(void) { return (struct older){.version = 2, .back = {BACK_FROM_3}}; }

#define TO_3                                                                                    \
    {3, HERE("ALTER TABLE summaries ADD COLUMN turns_on INTEGER NOT NULL DEFAULT 20231128",     \
             "ALTER TABLE summaries ADD COLUMN turns_on BIGINT NOT NULL DEFAULT 20231128")},    \
        {3, HERE("ALTER TABLE summaries ADD COLUMN known INTEGER NOT NULL DEFAULT 0",           \
                 "ALTER TABLE summaries ADD COLUMN known BIGINT NOT NULL DEFAULT 0")},          \
        {3, "CREATE INDEX summaries_turning ON summaries (turns_on, file) WHERE turns_on > 0"}, \
    {                                                                                           \
        3, "CREATE INDEX summaries_decided ON summaries (decided_on, file, known)"              \
    }

static struct older never_released(void)
{
    struct older r = {
        .version = 1,
        .back = {BACK_FROM_3, "DROP TABLE custody", "ALTER TABLE accounts DROP COLUMN step"},
        .steps = {{2, HERE("CREATE TABLE custody (file INTEGER PRIMARY KEY, body TEXT NOT NULL,"
                           " since INTEGER NOT NULL) STRICT",
                           "CREATE TABLE custody (file BIGINT PRIMARY KEY, body TEXT NOT NULL,"
                           " since BIGINT NOT NULL)")},
                  {2, HERE("ALTER TABLE accounts ADD COLUMN step INTEGER NOT NULL DEFAULT 0",
                           "ALTER TABLE accounts ADD COLUMN step BIGINT NOT NULL DEFAULT 0")},
                  TO_3},
        .steps_count = 6};
    return r;
}

static void set_version(const struct place *place, int version)
{
    char sql[64];
    (void)snprintf(sql, sizeof sql,
                   HERE("PRAGMA user_version = %d", "COMMENT ON TABLE meta IS 'abri schema %d'"),
                   version);
    meddle(place, sql);
}

static void make_older(const struct place *place, const struct older *to)
{
    for (size_t i = 0; i < LENGTH(to->back) && to->back[i]; i++) meddle(place, to->back[i]);
    set_version(place, to->version);
}

static err migrate(const struct place *place, const struct migration *steps, int count,
                   struct migrated *ret, struct trouble *trouble)
{
    text url = text_of(place->url);
    const struct driver *driver = store_driver_of(&url, trouble);
    assert_non_null(driver);
    return driver->migrate(url, steps, count, ret, trouble);
}

static void an_older_store_is_brought_here_with_all_it_holds(void **state)
{
    const struct place *place = *state;
    struct older older = never_released();
    struct migrated done = {0};
    struct trouble trouble = {0};
    struct verification sum;
    struct store *store = open_url(place->url);
    add_file(store, number_of(1));
    add_file(store, number_of(2));
    store_close(store);
    make_older(place, &older);
    expect_refused(place->url, ERR_STORE_DOWN, STORE_TO_MIGRATE);

    assert_int_equal(migrate(place, older.steps, older.steps_count, &done, &trouble), ERR_OK);
    assert_int_equal(done.from, 1);
    assert_int_equal(done.to, SCHEMA_VERSION);
    store = open_url(place->url);
    assert_int_equal(length_of(store, number_of(1)), 3);
    assert_int_equal(store_verify(store, new_arena(), &sum, NULL, NULL), ERR_OK);
    assert_int_equal(sum.files, 2);
    assert_int_equal(sum.facts, 6);
    add_file(store, number_of(3));
    store_close(store);

    assert_int_equal(store_migrate(text_of(place->url), &done, &trouble), ERR_OK); /* once more */
    assert_int_equal(done.from, SCHEMA_VERSION);
    assert_int_equal(done.to, SCHEMA_VERSION);
}

/* By the program's own steps. What was kept before is looked at by the first night. */
static void version_2_is_brought_here_and_its_files_are_due(void **state)
{
    const struct place *place = *state;
    struct older older = version_2();
    struct migrated done = {0};
    struct trouble trouble = {0};
    struct projection found, projection = {.claim = STAGE_CLAIM_RECEIVED,
                                           .payment = STAGE_PAYMENT_NONE,
                                           .turns_on = DAY,
                                           .known = 19};
    struct turning turning[2];
    int count = -1;
    struct store *store = open_url(place->url);
    add_file(store, number_of(1));
    assert_int_equal(store_projection_write(store, number_of(1), &projection), ERR_OK);
    store_close(store);
    make_older(place, &older);
    expect_refused(place->url, ERR_STORE_DOWN, STORE_TO_MIGRATE);

    assert_int_equal(store_migrate(text_of(place->url), &done, &trouble), ERR_OK);
    assert_int_equal(done.from, 2);
    assert_int_equal(done.to, 3);
    store = open_url(place->url);
    assert_int_equal(length_of(store, number_of(1)), 3);
    assert_int_equal(store_projection_read(store, number_of(1), &found), ERR_OK);
    assert_int_equal(date_compare(found.turns_on, DATE(2023, 11, 28)), 0);
    assert_int_equal(found.known, 0);
    struct turning start = {NO_DATE, {0}};
    assert_int_equal(store_turning(store, DATE(2023, 11, 28), start, 2, turning, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(store_projection_write(store, number_of(1), &projection), ERR_OK);
    store_close(store);
}

static void a_step_that_fails_leaves_the_store_as_it_was(void **state)
{
    const struct place *place = *state;
    struct older older = never_released();
    struct migrated done = {0};
    struct trouble trouble = {0};
    struct store *store = open_url(place->url);
    add_file(store, number_of(1));
    store_close(store);
    make_older(place, &older);
    older.steps[older.steps_count] = (struct migration){3, "DROP TABLE nowhere_at_all"};
    assert_int_not_equal(migrate(place, older.steps, older.steps_count + 1, &done, &trouble),
                         ERR_OK);
    expect_refused(place->url, ERR_STORE_DOWN, STORE_TO_MIGRATE);
    /* Those before it were undone: they can be done again. */
    assert_int_equal(migrate(place, older.steps, older.steps_count, &done, &trouble), ERR_OK);
    store = open_url(place->url);
    assert_int_equal(length_of(store, number_of(1)), 3);
    store_close(store);
}

static void who_has_the_store_open_stops_when_it_changes(void **state)
{
    const struct place *place = *state;
    struct older older = never_released();
    struct migrated done = {0};
    struct trouble trouble = {0};
    store_close(open_url(place->url));
    struct store *store = open_url(place->url);
    add_file(store, number_of(1));
    make_older(place, &older);
    assert_int_equal(migrate(place, older.steps, older.steps_count, &done, &trouble), ERR_OK);
    assert_int_equal(length_of(store, number_of(1)), -(int)ERR_STORE_DOWN);
    store_close(store);
    store = open_url(place->url);
    assert_int_equal(length_of(store, number_of(1)), 3);
    store_close(store);
}

static void there_is_no_way_from_a_version_that_was_not_released_nor_back(void **state)
{
    const struct place *place = *state;
    struct older older = never_released();
    struct migrated done = {.from = -7};
    struct trouble trouble = {0};
    store_close(open_url(place->url));
    make_older(place, &older);
    assert_int_equal(store_migrate(text_of(place->url), &done, &trouble), ERR_BAD_INPUT);
    assert_string_equal(trouble.expected, "a store of a version that was released");
    set_version(place, SCHEMA_VERSION + 1);
    assert_int_equal(store_migrate(text_of(place->url), &done, &trouble), ERR_STORE_DOWN);
    assert_string_equal(trouble.expected, "a store not newer than this program");
    expect_refused(place->url, ERR_STORE_DOWN, "a store not newer than this program");
    assert_int_equal(done.from, -7);
    assert_int_equal(store_migrate(T("memory:"), &done, &trouble), ERR_BAD_INPUT);
    assert_string_equal(trouble.expected, "a store that is kept");
    assert_int_equal(store_migrate(T("nothing:"), &done, &trouble), ERR_BAD_INPUT);
    assert_string_equal(trouble.expected, STORE_ADDRESSES);
}

static void the_tables_of_an_empty_store_are_made(void **state)
{
    const struct place *place = *state;
    struct migrated done = {0};
    struct trouble trouble = {0};
    if (server_folder()) {
        meddle(place, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    } else {
        FILE *file = fopen(place->path, "w");
        assert_non_null(file);
        (void)fclose(file);
    }
    assert_int_equal(store_migrate(text_of(place->url), &done, &trouble), ERR_OK);
    assert_int_equal(done.from, 0);
    assert_int_equal(done.to, SCHEMA_VERSION);
    struct store *store = open_url(place->url);
    add_file(store, number_of(1));
    store_close(store);
}

/* Each step leads to a version above the first release, none above this program's, and they stand
 * in order: what `abri migrate` runs can be read from top to bottom. */
static void the_programs_own_steps_lead_here(void **state)
{
    (void)state;
    static const struct migration own[] = {
#define INT64              ""
#define BYTES              ""
#define OPTIONS            ""
#define CLUSTERED          ""
#define BY_FILE            ""
#define MIGRATION(to, sql) {to, sql},
#include "store/migrations.def"
        {SCHEMA_VERSION, NULL}};
    int before = 2;
    for (size_t i = 0; i < LENGTH(own); i++) {
        assert_true(own[i].to >= before && own[i].to <= SCHEMA_VERSION);
        before = own[i].to;
    }
}

#define ON_A_PLACE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_PLACE(an_older_store_is_brought_here_with_all_it_holds),
        ON_A_PLACE(version_2_is_brought_here_and_its_files_are_due),
        ON_A_PLACE(a_step_that_fails_leaves_the_store_as_it_was),
        ON_A_PLACE(who_has_the_store_open_stops_when_it_changes),
        ON_A_PLACE(there_is_no_way_from_a_version_that_was_not_released_nor_back),
        ON_A_PLACE(the_tables_of_an_empty_store_are_made),
        cmocka_unit_test(the_programs_own_steps_lead_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
