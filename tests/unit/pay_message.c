/* The identifiers of payments and messages, and their sum. */
#include "tests/test.h"

#include "pay/message.h"

static void identifiers_are_read_back(void **state)
{
    (void)state;
    static const int64_t numbers[] = {1, 42, 123456789012, PAY_NUMBER_MAX};
    for (size_t i = 0; i < LENGTH(numbers); i++) {
        char id[PAY_INFORMATION_ID_LENGTH + 1];
        int64_t number = 0;
        pay_end_to_end_id(numbers[i], id);
        assert_int_equal(pay_reference_read(text_of(id), &number), ERR_OK);
        assert_int_equal(number, numbers[i]);
        assert_int_equal(pay_batch_read(text_of(id), &number), ERR_BAD_INPUT);
        pay_message_id(numbers[i], id);
        number = 0;
        assert_int_equal(pay_batch_read(text_of(id), &number), ERR_OK);
        assert_int_equal(number, numbers[i]);
        pay_information_id(numbers[i], id);
        number = 0;
        assert_int_equal(pay_batch_read(text_of(id), &number), ERR_OK);
        assert_int_equal(number, numbers[i]);
    }
    char id[PAY_INFORMATION_ID_LENGTH + 1];
    pay_end_to_end_id(123456789012, id);
    assert_string_equal(id, "P000123456789012");
    pay_information_id(7, id);
    assert_string_equal(id, "B000000000000007-1");
}

static void other_identifiers_are_not_ours(void **state)
{
    (void)state;
    static const char *const foreign[] = {
        "",
        "P",
        "NOTPROVIDED",
        "P000000000000000",
        "P00012345678901",
        "P0001234567890123",
        "p000123456789012",
        "P00012345678901A",
        "P00012345678901 ",
        "P-00123456789012",
        "Q000123456789012",
    };
    for (size_t i = 0; i < LENGTH(foreign); i++) {
        int64_t number = -1;
        assert_int_equal(pay_reference_read(text_of(foreign[i]), &number), ERR_BAD_INPUT);
        assert_int_equal(number, -1);
    }
    int64_t batch = -1;
    assert_int_equal(pay_batch_read(T("B000000000000007-2"), &batch), ERR_BAD_INPUT);
    assert_int_equal(pay_batch_read(T("P000000000000007-1"), &batch), ERR_BAD_INPUT);
    assert_int_equal(batch, -1);
}

static void the_total_is_the_sum(void **state)
{
    (void)state;
    static const struct pay_order orders[] = {{.reference = 1, .amount = {64652}},
                                              {.reference = 2, .amount = {93099}}};
    struct pay_message message = {.orders = orders, .count = 2};
    assert_int_equal(pay_total(&message).cents, 157751);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(identifiers_are_read_back),
        cmocka_unit_test(other_identifiers_are_not_ours),
        cmocka_unit_test(the_total_is_the_sum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
