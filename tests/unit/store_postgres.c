#include "unit/store_fixture.h"

/* What PostgreSQL alone can do to a store. Needs a server: tests/postgres/contract.sh. */

static int set_up(void **state)
{
    struct place *place = malloc(sizeof *place);
    *place = place_make();
    *state = place;
    return 0;
}
static int tear_down(void **state)
{
    server_left.altered = true;
    place_remove(*state);
    free(*state);
    return 0;
}

/* ---- opening ---- */

#define NOT_REACHED "a PostgreSQL database that answers, lets this role in and can be written to"

static void what_is_no_store_is_refused_in_one_sentence(void **state)
{
    struct place *place = *state, other = place_make();
    char url[200];
    server_left.altered = true;
    meddle(&other,
           "DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE recipes (name TEXT)");
    expect_refused(other.url, ERR_BAD_INPUT, "a database made by this program");
    meddle(&other, "CREATE TABLE meta (name TEXT)");
    expect_refused(other.url, ERR_BAD_INPUT, "a database made by this program");
    meddle(&other, "DROP SCHEMA public CASCADE");
    expect_refused(other.url, ERR_BAD_INPUT, "a role with a schema to find its tables in");

    server_run("postgres", "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'"
                           " TEMPLATE template0");
    (void)snprintf(url, sizeof url, "postgresql://keeper@/latin?host=%s", server_folder());
    expect_refused(url, ERR_STORE_DOWN, "a database whose encoding is UTF8");
    expect_refused("postgresql://keeper@/none?host=/nowhere", ERR_STORE_DOWN, NOT_REACHED);
    expect_refused("postgresql://keeper@/none?colour=red", ERR_BAD_INPUT,
                   "an address as libpq reads it: postgresql://ROLE@HOST/DATABASE");
    (void)snprintf(url, sizeof url, "postgres://nobody@/%s?host=%s", place->database,
                   server_folder());
    expect_refused(url, ERR_STORE_DOWN, NOT_REACHED);
    meddle(place, "DROP TABLE heads");
    expect_refused(place->url, ERR_BROKEN, "a store with all its tables");
}

static void a_store_that_may_only_be_read_is_refused(void **state)
{
    struct place *place = *state;
    char sql[128];
    store_close(open_url(place->url));
    (void)snprintf(sql, sizeof sql, "ALTER DATABASE %s SET default_transaction_read_only = on",
                   place->database);
    server_run("postgres", sql);
    expect_refused(place->url, ERR_STORE_DOWN, NOT_REACHED);
}

/* The owner makes the tables; who serves may neither make nor empty them, nor change a fact. */
static void a_role_with_few_rights_serves(void **state)
{
    struct place *place = *state;
    char url[200];
    store_close(open_url(place->url));
    meddle(place, "DROP ROLE IF EXISTS server; CREATE ROLE server LOGIN;"
                  " GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO server;"
                  " REVOKE UPDATE, DELETE ON journal, releases, anchors FROM server");
    (void)snprintf(url, sizeof url, "postgresql://server@/%s?host=%s", place->database,
                   server_folder());
    struct store *store = open_url(url);
    add_file(store, number_of(1));
    assert_int_equal(length_of(store, number_of(1)), 3);
    assert_int_equal(store_scrub(store), ERR_STORE_DOWN); /* the owner's to do */
    store_close(store);
    meddle(place, "DROP OWNED BY server; DROP ROLE server");
}

/* ---- the tables ---- */

static void what_only_grows_is_not_emptied_at_a_stroke(void **state)
{
    static const char *const tables[] = {"reads", "anchors", "lanes", "releases", "journal"};
    struct place *place = *state;
    for (size_t i = 0; i < LENGTH(tables); i++) {
        char sql[64];
        (void)snprintf(sql, sizeof sql, "TRUNCATE %s CASCADE", tables[i]);
        expect_refused_by_the_base(place, sql, "this table only grows");
    }
}

static void words_are_compared_byte_by_byte_whatever_the_database_was_made_for(void **state)
{
    struct place *place = *state;
    assert_int_equal(ask_number(place, "SELECT ('a' > 'B')::int"), 0); /* French, so */
    assert_int_equal(ask_number(place, "SELECT COUNT(*) FROM pg_attribute a JOIN pg_class c ON"
                                       " c.oid = a.attrelid WHERE c.relnamespace ="
                                       " 'public'::regnamespace AND c.relkind IN ('r', 'p')"
                                       " AND a.atttypid = 'text'::regtype"
                                       " AND a.attcollation <> '\"C\"'::regcollation"),
                     0);
}

static void the_journal_lies_in_parts_by_file(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    for (int i = 1; i <= 64; i++) add_file(store, number_of(i));
    store_close(store);
    assert_int_equal(ask_number(place, "SELECT COUNT(*) FROM pg_inherits WHERE inhparent ="
                                       " 'journal'::regclass"),
                     16);
    assert_true(ask_number(place, "SELECT COUNT(DISTINCT tableoid) FROM journal") > 8);
    assert_int_equal(ask_number(place,
                                "SELECT COUNT(*) FROM (SELECT file FROM journal GROUP BY file"
                                " HAVING COUNT(DISTINCT tableoid) > 1) t"),
                     0);
}

static int64_t known_to(struct store *store, file_number file)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    struct value number = INTEGER(file.number);
    assert_int_equal(store_row(store, SQL_DUTIES_KEPT, &number, 1, &rows), ERR_OK);
    return store_integer(&rows, 1);
}

/* What was asked ahead is of that moment and that file: whoever writes meanwhile, or asks for
 * another, is answered anew. */
static void rows_asked_ahead_are_forgotten_when_something_else_runs(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    static const enum statement kept[] = {SQL_DUTIES_KEPT};
    file_number one = number_of(1), two = number_of(2);
    struct projection p = {
        .claim = STAGE_CLAIM_RECEIVED, .payment = STAGE_PAYMENT_NONE, .known = 1};
    assert_int_equal(store_projection_write(store, one, &p), ERR_OK);
    p.known = 2;
    assert_int_equal(store_projection_write(store, two, &p), ERR_OK);
    const struct value turn[] = {INTEGER(0), INTEGER(7), INTEGER(one.number)};

    assert_int_equal(store_begin(store), ERR_OK);
    assert_int_equal(store_ahead(store, kept, 1, one), ERR_OK);
    assert_int_equal(known_to(store, one), 1);
    assert_int_equal(store_ahead(store, kept, 1, one), ERR_OK);
    assert_int_equal(known_to(store, two), 2);
    assert_int_equal(store_ahead(store, kept, 1, one), ERR_OK);
    assert_int_equal(store_post(store, SQL_DUTIES_TURN, turn, 3), ERR_OK);
    assert_int_equal(known_to(store, one), 7);
    assert_int_equal(store_ahead(store, kept, 1, one), ERR_OK);
    store_rollback(store);
    assert_int_equal(known_to(store, one), 1);

    /* A write that failed is told by what is asked next, and nothing is kept of either. */
    assert_int_equal(store_begin(store), ERR_OK);
    const struct value nothing[] = {INTEGER(-1), BYTES_OF("", 0), BYTES_OF("", 0)};
    assert_int_equal(store_post(store, SQL_KEY_ADD, nothing, 3), ERR_OK);
    assert_int_equal(store_post(store, SQL_KEY_ADD, nothing, 3), ERR_OK);
    assert_int_equal(store_ahead(store, kept, 1, one), ERR_CONFLICT);
    store_rollback(store);
    assert_int_equal(known_to(store, one), 1);
    store_close(store);
}

/* ---- what goes wrong ---- */

/* From now on the journal takes no fact: SQL says what happens instead. */
static void instead(const struct place *place, const char *what)
{
    char sql[512];
    (void)snprintf(
        sql, sizeof sql,
        "CREATE OR REPLACE FUNCTION happens() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " %s; RETURN new; END $$; DROP TRIGGER IF EXISTS happens ON journal;"
        " CREATE TRIGGER happens BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION"
        " happens()",
        what);
    meddle(place, sql);
}

/* And this at the end of the transaction. */
static void at_commit(const struct place *place, const char *what)
{
    char sql[512];
    (void)snprintf(sql, sizeof sql,
                   "CREATE FUNCTION ends() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s;"
                   " RETURN new; END $$; CREATE CONSTRAINT TRIGGER ends AFTER INSERT ON heads"
                   " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ends()",
                   what);
    meddle(place, sql);
}

static void a_full_store_is_down_and_writes_nothing(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    add_file(store, number_of(1));
    static const char *const ways[] = {
        "RAISE 'full' USING ERRCODE = 'disk_full'",
        "RAISE 'standby' USING ERRCODE = 'read_only_sql_transaction'",
        "RAISE 'locked' USING ERRCODE = 'lock_not_available'"};
    for (size_t i = 0; i < LENGTH(ways); i++) {
        instead(place, ways[i]);
        store_watch(store);
        assert_int_equal(try_file(store, number_of(2)), ERR_STORE_DOWN);
        assert_int_equal(length_of(store, number_of(2)), -(int)ERR_NOT_FOUND);
        assert_int_equal(length_of(store, number_of(1)), 3);
        assert_false(store_may_repeat(store) || store_is_lost(store));
    }
    meddle(place, "DROP TRIGGER happens ON journal");
    assert_int_equal(try_file(store, number_of(2)), ERR_OK);
    store_close(store);
}

static void two_transactions_in_each_others_way_may_try_again(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    static const char *const ways[] = {"RAISE 'met' USING ERRCODE = 'serialization_failure'",
                                       "RAISE 'met' USING ERRCODE = 'deadlock_detected'"};
    for (size_t i = 0; i < LENGTH(ways); i++) {
        instead(place, ways[i]);
        store_watch(store);
        assert_int_equal(try_file(store, number_of(2)), ERR_STORE_DOWN);
        assert_true(store_may_repeat(store));
    }
    meddle(place, "DROP TRIGGER happens ON journal");
    assert_int_equal(try_file(store, number_of(2)), ERR_OK);
    assert_false(store_may_repeat(store)); /* something was written meanwhile */
    store_watch(store);
    assert_false(store_may_repeat(store));
    store_close(store);
}

static void a_connection_lost_before_the_end_writes_nothing(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    instead(place, "PERFORM pg_terminate_backend(pg_backend_pid())");
    assert_int_equal(try_file(store, number_of(1)), ERR_STORE_DOWN);
    assert_true(store_is_lost(store));
    assert_int_equal(length_of(store, number_of(1)), -(int)ERR_STORE_DOWN); /* for good */
    store_close(store);
    meddle(place, "DROP TRIGGER happens ON journal");
    store = open_url(place->url);
    assert_int_equal(length_of(store, number_of(1)), -(int)ERR_NOT_FOUND);
    assert_int_equal(try_file(store, number_of(1)), ERR_OK);
    store_close(store);
}

static void a_connection_lost_at_the_end_leaves_nobody_sure(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    at_commit(place, "PERFORM pg_terminate_backend(pg_backend_pid())");
    assert_int_equal(try_file(store, number_of(1)), ERR_UNSURE);
    assert_true(store_is_lost(store));
    store_close(store);
    store = open_url(place->url);
    assert_int_equal(length_of(store, number_of(1)), -(int)ERR_NOT_FOUND);
    store_close(store);
}

/* The server says so when it gave up waiting for its standby: committed here, and perhaps only
 * here. */
static void a_commit_that_was_warned_about_leaves_nobody_sure(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    at_commit(place, "RAISE WARNING 'the transaction may not have been replicated'");
    assert_int_equal(try_file(store, number_of(1)), ERR_UNSURE);
    assert_false(store_is_lost(store));
    assert_int_equal(length_of(store, number_of(1)), 1);
    store_close(store);
}

static void a_commit_that_is_refused_writes_nothing(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    at_commit(place, "RAISE 'full' USING ERRCODE = 'disk_full'");
    assert_int_equal(try_file(store, number_of(1)), ERR_STORE_DOWN);
    assert_int_equal(length_of(store, number_of(1)), -(int)ERR_NOT_FOUND);
    store_close(store);
}

static void words_the_server_cannot_hold_are_refused(void **state)
{
    struct place *place = *state;
    struct store *store = open_url(place->url);
    struct fact fact = claim_fact();
    (void)snprintf(fact.actor, sizeof fact.actor, "agent:\xff");
    struct append append = {.file = number_of(1), .facts = &fact, .facts_count = 1};
    assert_int_equal(store_append(store, &append), ERR_BAD_INPUT);
    assert_int_equal(length_of(store, number_of(1)), -(int)ERR_NOT_FOUND);
    assert_int_equal(try_file(store, number_of(1)), ERR_OK);
    store_close(store);
}

#define ON_A_PLACE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_PLACE(what_is_no_store_is_refused_in_one_sentence),
        ON_A_PLACE(a_store_that_may_only_be_read_is_refused),
        ON_A_PLACE(a_role_with_few_rights_serves),
        ON_A_PLACE(what_only_grows_is_not_emptied_at_a_stroke),
        ON_A_PLACE(words_are_compared_byte_by_byte_whatever_the_database_was_made_for),
        ON_A_PLACE(the_journal_lies_in_parts_by_file),
        ON_A_PLACE(rows_asked_ahead_are_forgotten_when_something_else_runs),
        ON_A_PLACE(a_full_store_is_down_and_writes_nothing),
        ON_A_PLACE(two_transactions_in_each_others_way_may_try_again),
        ON_A_PLACE(a_connection_lost_before_the_end_writes_nothing),
        ON_A_PLACE(a_connection_lost_at_the_end_leaves_nobody_sure),
        ON_A_PLACE(a_commit_that_was_warned_about_leaves_nobody_sure),
        ON_A_PLACE(a_commit_that_is_refused_writes_nothing),
        ON_A_PLACE(words_the_server_cannot_hold_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
