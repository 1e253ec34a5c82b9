#include "tests/test.h"

#include "base/date.h"

static void a_day_that_does_not_exist_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *written;
        err expected;
    } days[] = {
        {"2025-11-28", ERR_OK},        {"2024-02-29", ERR_OK},
        {"2025-02-29", ERR_BAD_INPUT}, {"1900-02-29", ERR_BAD_INPUT},
        {"2000-02-29", ERR_OK},        {"2025-04-31", ERR_BAD_INPUT},
        {"2025-00-10", ERR_BAD_INPUT}, {"2025-13-01", ERR_BAD_INPUT},
        {"2025-1-1", ERR_BAD_INPUT},   {"2025-11-28 ", ERR_BAD_INPUT},
        {"", ERR_BAD_INPUT},
    };
    for (size_t i = 0; i < LENGTH(days); i++) {
        date d;
        if (date_read(text_of(days[i].written), &d) != days[i].expected)
            fail_msg("\"%s\"", days[i].written);
    }
}

static void every_day_number_comes_back(void **state)
{
    (void)state;
    date day = DATE(DATE_YEAR_MIN, 1, 1);
    for (int32_t number = date_number(day); number < date_number(DATE(2200 - 1, 12, 31));
         number++) {
        date next = date_from_number(number + 1);
        assert_int_equal(date_number(next), number + 1);
        assert_true(date_compare(day, next) < 0);
        day = next;
    }
}

static void months_end_on_the_last_day(void **state)
{
    (void)state;
    static const struct {
        date from;
        int months;
        date expected;
    } moves[] = {
        {{2025, 1, 31}, 1, {2025, 2, 28}},  {{2024, 1, 31}, 1, {2024, 2, 29}},
        {{2025, 11, 30}, 3, {2026, 2, 28}}, {{2025, 8, 15}, 6, {2026, 2, 15}},
        {{2025, 3, 31}, -1, {2025, 2, 28}}, {{2025, 1, 15}, -12, {2024, 1, 15}},
        {{2024, 2, 29}, 12, {2025, 2, 28}},
    };
    for (size_t i = 0; i < LENGTH(moves); i++) {
        date got = date_plus_months_or_last_day(moves[i].from, moves[i].months);
        if (date_compare(got, moves[i].expected) != 0) fail_msg("row %zu", i);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_that_does_not_exist_is_refused),
        cmocka_unit_test(every_day_number_comes_back),
        cmocka_unit_test(months_end_on_the_last_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
