#include "unit/desk_fixture.h"

/* One account that is none, or that nobody can read, keeps no other order from being paid. */

static struct store *store;
static uint64_t chance = 1;

static const char *department = "59";

static struct desk office(enum role role, const char *name)
{
    struct desk desk = desk_of(store, name, role, department[0] == '5' ? "CAF-59" : "CAF-13");
    desk.console = true; /* assignment is another test's */
    return desk;
}

static int set_up(void **state)
{
    (void)state;
    store = desk_store();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    return 0;
}

/* Granted and ordered, to be paid to that account. */
static void order_to(const char *account)
{
    struct desk public = desk_of(store, "", ROLE_COUNT, "");
    file_number file = claim_paid_to(&public, CHANNEL_ONLINE, chance++, department, account);
    static const enum fact_kind kinds[] = {FACT_CLAIM_GRANTED, FACT_PAYMENT_ORDERED};
    static const char *const names[] = {"agent.un", "compte.un"};
    for (size_t i = 0; i < LENGTH(kinds); i++) {
        struct desk desk = office(i == 0 ? ROLE_CLERK : ROLE_ACCOUNTANT, names[i]);
        struct desk_fact wish = {
            .file = file, .expected = -1, .fact = {.kind = kinds[i], .day = TODAY}};
        assert_int_equal(desk_record(&desk, &wish, NULL, NULL), ERR_OK);
    }
}

static struct outgoing messages[4];
static int export_all(void)
{
    int count = -1;
    int64_t after = 0;
    struct desk desk = office(ROLE_ACCOUNTANT, "compte.un");
    assert_int_equal(
        desk_export(&desk, date_plus_days(TODAY, 9), &after, messages, LENGTH(messages), &count),
        ERR_OK);
    return count;
}

static const char good[] = "FR7699999000010000000000115\nCamille EXEMPLE",
                  none[] = "\nCamille EXEMPLE";

static void an_account_that_is_none_is_left_out_and_the_others_are_paid(void **state)
{
    (void)state;
    order_to(none);
    order_to(good);
    assert_int_equal(export_all(), 1);
    assert_int_equal(messages[0].message.count, 1);
    assert_int_equal(messages[0].left_out, 1);
    assert_string_equal(messages[0].message.orders[0].iban.digits, "FR7699999000010000000000115");
}

static void a_batch_of_such_accounts_alone_is_said_and_stops_no_other(void **state)
{
    (void)state;
    order_to(none);
    assert_int_equal(export_all(), 1); /* it has left by itself */
    order_to(good);
    assert_int_equal(export_all(), 2);
    int empty = messages[0].message.count == 0 ? 0 : 1;
    assert_int_equal(messages[empty].message.count, 0);
    assert_int_equal(messages[empty].left_out, 1);
    assert_int_equal(messages[1 - empty].message.count, 1);
    assert_int_equal(messages[1 - empty].left_out, 0);
    assert_int_equal(pay_total(&messages[1 - empty].message).cents, 51722);
}

/* Six batches of two funds, by turns: each fund gets its own, a few at a time, each once. */
static void those_of_another_fund_hide_none_and_none_is_beyond_a_page(void **state)
{
    (void)state;
    static const char *const departments[] = {"59", "13"};
    for (int i = 0; i < 6; i++) {
        department = departments[i % 2];
        struct desk desk = office(ROLE_ACCOUNTANT, "compte.un");
        order_to(good);
        assert_int_equal(desk_send(&desk, date_plus_days(TODAY, 9)), ERR_OK);
    }
    for (int i = 0; i < 2; i++) {
        department = departments[i];
        for (int max = 1; max <= 4; max++) {
            int64_t after = 0, last = 0;
            int all = 0;
            do {
                int count = -1;
                struct desk desk = office(ROLE_ACCOUNTANT, "compte.un");
                desk.console = false; /* which sees every fund's */
                assert_int_equal(desk_export(&desk, TODAY, &after, messages, max, &count), ERR_OK);
                assert_true(after == 0 || count == max);
                for (int k = 0; k < count; k++) {
                    assert_true(messages[k].message.batch > last);
                    last = messages[k].message.batch;
                    assert_string_equal(messages[k].fund->code, i == 0 ? "CAF-59" : "CAF-13");
                }
                all += count;
            } while (after > 0);
            assert_int_equal(all, 3);
        }
    }
    department = "59";
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_account_that_is_none_is_left_out_and_the_others_are_paid),
        TEST(a_batch_of_such_accounts_alone_is_said_and_stops_no_other),
        TEST(those_of_another_fund_hide_none_and_none_is_beyond_a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
