#include "unit/store_fixture.h"

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
        TEST(a_fund_pays_from_the_account_set_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
