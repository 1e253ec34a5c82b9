#include "unit/store_fixture.h"

#define SECOND INT64_C(1000000)

static const struct agent clerk = {"agent.exemple", ROLE_CLERK, "CAF-59"};

static int set_up(void **state)
{
    *state = open_url("memory:");
    return 0;
}
static int tear_down(void **state)
{
    store_close(*state);
    return 0;
}

static void assert_clerk(const struct agent *agent)
{
    assert_string_equal(agent->name, clerk.name);
    assert_int_equal(agent->role, clerk.role);
    assert_string_equal(agent->body, clerk.body);
}

static void an_account_opens_with_its_password_only(void **state)
{
    struct store *store = *state;
    struct agent found = {.name = "untouched"};
    assert_int_equal(store_account_add(store, &clerk, T("une phrase d'exemple")), ERR_OK);
    assert_int_equal(store_account_check(store, T("agent.exemple"), T("une phrase"), &found),
                     ERR_NOT_FOUND);
    assert_int_equal(store_account_check(store, T("agent.exemple"), T(""), &found), ERR_NOT_FOUND);
    assert_int_equal(store_account_check(store, T("agent"), T("une phrase d'exemple"), &found),
                     ERR_NOT_FOUND);
    assert_int_equal(store_account_check(store, T(""), T(""), &found), ERR_NOT_FOUND);
    assert_string_equal(found.name, "untouched");
    assert_int_equal(
        store_account_check(store, T("agent.exemple"), T("une phrase d'exemple"), &found), ERR_OK);
    assert_clerk(&found);
}

static void a_name_is_taken_once(void **state)
{
    assert_int_equal(store_account_add(*state, &clerk, T("une phrase")), ERR_OK);
    assert_int_equal(store_account_add(*state, &clerk, T("une autre")), ERR_CONFLICT);
}

static void a_password_has_bounds(void **state)
{
    static char long_one[1025];
    struct agent found;
    text over = {long_one, sizeof long_one};
    assert_int_equal(store_account_add(*state, &clerk, T("")), ERR_BAD_INPUT);
    assert_int_equal(store_account_add(*state, &clerk, over), ERR_BAD_INPUT);
    assert_int_equal(store_account_check(*state, T("agent.exemple"), over, &found), ERR_NOT_FOUND);
}

static void the_hash_for_unknown_names_costs_as_much_as_a_real_one(void **state)
{
    (void)state;
    struct place place = place_make();
    struct store *store = open_url(place.url);
    assert_int_equal(store_account_add(store, &clerk, T("une phrase")), ERR_OK);
    store_close(store);
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_open(place.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT password FROM accounts", -1, &s, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    const char *hash = (const char *)sqlite3_column_text(s, 0);
    assert_int_equal(strncmp(hash, "$argon2id$v=19$m=19456,t=3,p=1$", 31), 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
    place_remove(&place);
}

static void a_token_opens_as_its_agent(void **state)
{
    struct store *store = *state;
    char token[TOKEN_LENGTH + 1] = "", other[TOKEN_LENGTH + 1] = "";
    struct agent found;
    assert_int_equal(store_token_add(store, &clerk, token), ERR_OK);
    assert_int_equal(store_token_add(store, &clerk, other), ERR_OK);
    assert_int_equal(strlen(token), TOKEN_LENGTH);
    assert_int_equal(
        strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
        TOKEN_LENGTH);
    assert_string_not_equal(token, other);
    assert_int_equal(store_token_check(store, text_of(token), &found), ERR_OK);
    assert_clerk(&found);
    token[0] = token[0] == 'A' ? 'B' : 'A';
    assert_int_equal(store_token_check(store, text_of(token), &found), ERR_NOT_FOUND);
    assert_int_equal(store_token_check(store, T(""), &found), ERR_NOT_FOUND);
}

static void a_session_lasts_while_it_is_used(void **state)
{
    struct store *store = *state;
    char token[TOKEN_LENGTH + 1];
    struct agent found;
    assert_int_equal(store_session_add(store, &clerk, 1000 * SECOND, token), ERR_OK);
    assert_int_equal(
        store_session_check(store, text_of(token), 1600 * SECOND, 900 * SECOND, &found), ERR_OK);
    assert_clerk(&found);
    assert_int_equal(
        store_session_check(store, text_of(token), 2500 * SECOND, 900 * SECOND, &found), ERR_OK);
    assert_int_equal(
        store_session_check(store, text_of(token), 3401 * SECOND, 900 * SECOND, &found),
        ERR_NOT_FOUND);
}

static void a_clock_set_back_does_not_end_a_session(void **state)
{
    struct store *store = *state;
    char token[TOKEN_LENGTH + 1];
    struct agent found;
    assert_int_equal(store_session_add(store, &clerk, 1000 * SECOND, token), ERR_OK);
    assert_int_equal(store_session_check(store, text_of(token), 500 * SECOND, 900 * SECOND, &found),
                     ERR_OK);
    assert_int_equal(
        store_session_check(store, text_of(token), 1900 * SECOND, 900 * SECOND, &found), ERR_OK);
}

static void an_ended_session_opens_nothing(void **state)
{
    struct store *store = *state;
    char token[TOKEN_LENGTH + 1];
    struct agent found;
    assert_int_equal(store_session_add(store, &clerk, 0, token), ERR_OK);
    assert_int_equal(store_session_end(store, text_of(token)), ERR_OK);
    assert_int_equal(store_session_check(store, text_of(token), 1, 900 * SECOND, &found),
                     ERR_NOT_FOUND);
    assert_int_equal(store_session_end(store, text_of(token)), ERR_OK);
}

static void a_fund_pays_from_the_account_set_last(void **state)
{
    struct store *store = *state;
    const struct fund *fund = law_fund(T("CAF-59"));
    struct fund_account first = {"Caf d'exemple", "FR7630006000011234567890189"},
                        found = {.iban = "untouched"};
    struct fund_account second = {"Caf d'exemple", "FR7630004000031234567890143"};
    assert_int_equal(store_fund_account(store, fund, &found), ERR_NOT_FOUND);
    assert_string_equal(found.iban, "untouched");
    assert_int_equal(store_fund_account_set(store, fund, &first), ERR_OK);
    assert_int_equal(store_fund_account_set(store, fund, &second), ERR_OK);
    assert_int_equal(store_fund_account(store, fund, &found), ERR_OK);
    assert_string_equal(found.iban, second.iban);
    assert_string_equal(found.holder, second.holder);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_account_opens_with_its_password_only),
        TEST(a_name_is_taken_once),
        TEST(a_password_has_bounds),
        TEST(the_hash_for_unknown_names_costs_as_much_as_a_real_one),
        TEST(a_token_opens_as_its_agent),
        TEST(a_session_lasts_while_it_is_used),
        TEST(a_clock_set_back_does_not_end_a_session),
        TEST(an_ended_session_opens_nothing),
        TEST(a_fund_pays_from_the_account_set_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
