#include "base/date.h"
#include "tests/test.h"

static void every_day_follows_the_one_before(void **state)
{
    (void)state;
    int32_t number = date_number(DATE(1900, 1, 1));
    int weekday = MONDAY;
    for (int year = 1900; year <= 2199; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= date_days_in_month(year, month); day++) {
                date d = DATE((int16_t)year, (int8_t)month, (int8_t)day);
                assert_int_equal(date_number(d), number);
                assert_int_equal(date_compare(date_from_number(number), d), 0);
                assert_int_equal(date_weekday(d), weekday);
                number++;
                weekday = (weekday + 1) % 7;
            }
        }
    }
    assert_int_equal(date_number(DATE(1970, 1, 1)), 0);
}

static void only_real_days_are_valid(void **state)
{
    (void)state;
    static const struct {
        int year, month, day;
        bool valid;
    } cases[] = {
        {2024, 2, 29, true},  {2025, 2, 29, false}, {2000, 2, 29, true},  {1900, 2, 29, false},
        {2100, 2, 29, false}, {2025, 4, 31, false}, {2025, 12, 31, true}, {2025, 13, 1, false},
        {2025, 0, 1, false},  {2025, 1, 0, false},  {2025, 1, 32, false}, {1899, 12, 31, false},
        {2200, 1, 1, false},  {1900, 1, 1, true},   {2199, 12, 31, true},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_int_equal(date_is_valid(cases[i].year, cases[i].month, cases[i].day),
                         cases[i].valid);
    }
    assert_false(date_is_set(NO_DATE));
    assert_true(date_is_set(DATE(1900, 1, 1)));
}

static void days_compare_by_year_then_month_then_day(void **state)
{
    (void)state;
    assert_true(date_compare(DATE(2024, 12, 31), DATE(2025, 1, 1)) < 0);
    assert_true(date_compare(DATE(2025, 2, 1), DATE(2025, 1, 31)) > 0);
    assert_true(date_compare(DATE(2025, 1, 2), DATE(2025, 1, 1)) > 0);
    assert_true(date_compare(NO_DATE, DATE(1900, 1, 1)) < 0);
    assert_int_equal(date_compare(DATE(2025, 1, 1), DATE(2025, 1, 1)), 0);
}

/* Code de procédure civile, art. 641 al. 2. */
static void months_keep_the_day_number_or_end_with_the_month(void **state)
{
    (void)state;
    static const struct {
        date from;
        int months;
        date to;
    } cases[] = {
        {{2025, 3, 15}, 12, {2026, 3, 15}},  {{2024, 2, 29}, 12, {2025, 2, 28}},
        {{2024, 2, 29}, 48, {2028, 2, 29}},  {{2025, 1, 31}, 1, {2025, 2, 28}},
        {{2024, 1, 31}, 1, {2024, 2, 29}},   {{2025, 8, 31}, 1, {2025, 9, 30}},
        {{2025, 12, 31}, 2, {2026, 2, 28}},  {{2026, 1, 20}, 6, {2026, 7, 20}},
        {{2025, 8, 31}, 6, {2026, 2, 28}},   {{2025, 3, 31}, -1, {2025, 2, 28}},
        {{2025, 1, 15}, -1, {2024, 12, 15}}, {{2025, 1, 15}, 0, {2025, 1, 15}},
        {{2004, 2, 29}, 252, {2025, 2, 28}}, {{2023, 12, 5}, 24, {2025, 12, 5}},
        {{2025, 11, 30}, 3, {2026, 2, 28}},  {{2099, 12, 31}, 2, {2100, 2, 28}},
        {{1950, 1, 1}, -600, {1900, 1, 1}},  {{2199, 11, 30}, 1, {2199, 12, 30}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        date got = date_plus_months_or_last_day(cases[i].from, cases[i].months);
        assert_int_equal(date_compare(got, cases[i].to), 0);
    }
}

static void easter_falls_where_the_church_says(void **state)
{
    (void)state;
    static const date easters[] = {
        {1900, 4, 15}, {1943, 4, 25}, {1954, 4, 18}, {1981, 4, 19}, {2000, 4, 23},
        {2008, 3, 23}, {2011, 4, 24}, {2022, 4, 17}, {2023, 4, 9},  {2024, 3, 31},
        {2025, 4, 20}, {2026, 4, 5},  {2027, 3, 28}, {2028, 4, 16}, {2035, 3, 25},
        {2038, 4, 25}, {2049, 4, 18}, {2076, 4, 19}, {2160, 3, 23}, {2199, 4, 14},
    };
    for (size_t i = 0; i < LENGTH(easters); i++) {
        assert_int_equal(date_compare(date_easter(easters[i].year), easters[i]), 0);
    }
    for (int year = DATE_YEAR_MIN; year <= DATE_YEAR_MAX; year++) {
        date easter = date_easter(year);
        assert_int_equal(date_weekday(easter), SUNDAY);
        assert_true(date_compare(easter, DATE((int16_t)year, 3, 22)) >= 0);
        assert_true(date_compare(easter, DATE((int16_t)year, 4, 25)) <= 0);
    }
}

static void only_ten_characters_of_a_real_day_are_read(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",           "2025-11-2",  "2025-11-255", "2025/11/25", "2025-11/25", "2025-02-29",
        "2025-13-01", "2025-00-01", "2025-01-00",  "202a-01-01", "2025-0b-01", "2025-01-c1",
        "+025-01-01", "-025-01-01", "2025-1--01",  "1899-12-31", "2200-01-01", " 025-01-01",
        "0000-00-00", "25-11-2025", "2025-11- 5",
    };
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        date d = DATE(1999, 9, 9);
        assert_int_equal(date_read(text_of(wrong[i]), &d), ERR_BAD_INPUT);
        assert_int_equal(date_compare(d, DATE(1999, 9, 9)), 0);
    }
    date d;
    assert_int_equal(date_read(T("2024-02-29"), &d), ERR_OK);
    assert_int_equal(date_compare(d, DATE(2024, 2, 29)), 0);
}

static void days_are_written_in_three_ways(void **state)
{
    (void)state;
    static const struct {
        date d;
        const char *plain, *fr, *en;
    } cases[] = {
        {{2025, 11, 28}, "2025-11-28", "28 novembre 2025", "28 November 2025"},
        {{2025, 4, 1}, "2025-04-01", "1er avril 2025", "1 April 2025"},
        {{2024, 8, 31}, "2024-08-31", "31 août 2024", "31 August 2024"},
        {{1900, 12, 9}, "1900-12-09", "9 décembre 1900", "9 December 1900"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        char plain[32], fr[32], en[32];
        struct writer p = WRITER(plain), f = WRITER(fr), e = WRITER(en);
        write_date(&p, cases[i].d);
        write_date_fr(&f, cases[i].d);
        write_date_en(&e, cases[i].d);
        assert_string_equal(writer_string(&p), cases[i].plain);
        assert_string_equal(writer_string(&f), cases[i].fr);
        assert_string_equal(writer_string(&e), cases[i].en);
    }
}

static void days_step_over_the_ends_of_years(void **state)
{
    (void)state;
    assert_int_equal(date_compare(date_plus_days(DATE(2024, 12, 31), 1), DATE(2025, 1, 1)), 0);
    assert_int_equal(date_compare(date_plus_days(DATE(2024, 2, 28), 1), DATE(2024, 2, 29)), 0);
    assert_int_equal(date_compare(date_plus_days(DATE(2025, 3, 1), -1), DATE(2025, 2, 28)), 0);
    assert_int_equal(date_compare(date_plus_days(DATE(2025, 1, 1), 365), DATE(2026, 1, 1)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_follows_the_one_before),
        cmocka_unit_test(only_real_days_are_valid),
        cmocka_unit_test(days_compare_by_year_then_month_then_day),
        cmocka_unit_test(months_keep_the_day_number_or_end_with_the_month),
        cmocka_unit_test(easter_falls_where_the_church_says),
        cmocka_unit_test(only_ten_characters_of_a_real_day_are_read),
        cmocka_unit_test(days_are_written_in_three_ways),
        cmocka_unit_test(days_step_over_the_ends_of_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
