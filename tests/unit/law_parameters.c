#include "law/parameters.h"
#include "tests/test.h"

/* D. 214-14: what was in force on a day, as far as it was published on another. */
static const struct {
    enum parameter what;
    date day, known_on;
    int64_t thousandths;
    bool may_be_outdated;
} lines[] = {
    {PARAMETER_RSA, {2023, 11, 28}, {0, 0, 0}, 607750, false},
    {PARAMETER_RSA, {2024, 3, 31}, {0, 0, 0}, 607750, false},
    {PARAMETER_RSA, {2024, 4, 1}, {0, 0, 0}, 635710, false},
    {PARAMETER_RSA, {2025, 4, 1}, {0, 0, 0}, 646520, false},
    {PARAMETER_RSA, {2026, 3, 31}, {0, 0, 0}, 646520, false},
    {PARAMETER_RSA, {2026, 4, 1}, {0, 0, 0}, 651690, false},
    /* the decree of 2024 was published a month after it took effect */
    {PARAMETER_RSA, {2024, 4, 15}, {2024, 4, 15}, 607750, true},
    {PARAMETER_RSA, {2024, 4, 15}, {2024, 4, 29}, 607750, true},
    {PARAMETER_RSA, {2024, 4, 15}, {2024, 4, 30}, 635710, false},
    {PARAMETER_RSA, {2024, 3, 31}, {2024, 4, 15}, 607750, false},
    {PARAMETER_RSA, {2025, 4, 1}, {2025, 3, 30}, 646520, false},
    {PARAMETER_RSA, {2025, 4, 1}, {2025, 3, 29}, 635710, true},
    {PARAMETER_RSA, {2027, 3, 31}, {0, 0, 0}, 651690, false},
    {PARAMETER_RSA, {2027, 4, 1}, {0, 0, 0}, 651690, true},
    {PARAMETER_RSA_MAYOTTE, {2024, 6, 3}, {0, 0, 0}, 317860, false},
    {PARAMETER_RSA_MAYOTTE, {2026, 4, 1}, {0, 0, 0}, 325850, false},
    {PARAMETER_SMIC_NET, {2023, 1, 1}, {0, 0, 0}, 1353060, false},
    {PARAMETER_SMIC_NET, {2023, 12, 12}, {0, 0, 0}, 1383085, false},
    {PARAMETER_SMIC_NET, {2024, 1, 1}, {0, 0, 0}, 1398690, false},
    {PARAMETER_SMIC_NET, {2024, 10, 31}, {0, 0, 0}, 1398690, false},
    {PARAMETER_SMIC_NET, {2024, 11, 1}, {0, 0, 0}, 1426300, false},
    {PARAMETER_SMIC_NET, {2025, 1, 1}, {0, 0, 0}, 1426300, false},
    /* nothing changed on 1 January 2025, and that was known */
    {PARAMETER_SMIC_NET, {2025, 1, 1}, {2025, 11, 25}, 1426300, false},
    {PARAMETER_SMIC_NET, {2025, 11, 25}, {2025, 11, 25}, 1426300, false},
    {PARAMETER_SMIC_NET, {2025, 1, 1}, {2024, 10, 24}, 1426300, false},
    {PARAMETER_SMIC_NET, {2025, 1, 1}, {2024, 10, 23}, 1398690, true},
    {PARAMETER_SMIC_NET, {2026, 1, 1}, {2025, 11, 25}, 1426300, true},
    {PARAMETER_SMIC_NET, {2026, 1, 1}, {0, 0, 0}, 1443110, false},
    {PARAMETER_SMIC_NET, {2026, 6, 1}, {0, 0, 0}, 1477930, false},
    {PARAMETER_SMIC_NET, {2027, 1, 1}, {0, 0, 0}, 1477930, true},
    {PARAMETER_SMIC_NET_MAYOTTE, {2023, 1, 1}, {0, 0, 0}, 1021700, false},
    {PARAMETER_SMIC_NET_MAYOTTE, {2025, 1, 1}, {0, 0, 0}, 1078130, false},
    /* each line is known from the day it was published */
    {PARAMETER_RSA, {2026, 4, 1}, {2026, 3, 31}, 651690, false},
    {PARAMETER_RSA, {2026, 4, 1}, {2026, 3, 30}, 646520, true},
    {PARAMETER_SMIC_NET, {2024, 1, 1}, {2023, 12, 21}, 1398690, false},
    {PARAMETER_SMIC_NET, {2024, 1, 1}, {2023, 12, 20}, 1383085, true},
    {PARAMETER_SMIC_NET, {2023, 5, 1}, {2023, 4, 26}, 1353060, false},
    {PARAMETER_SMIC_NET, {2023, 5, 1}, {2023, 4, 27}, 1383085, false},
    {PARAMETER_SMIC_NET, {2026, 1, 1}, {2025, 12, 18}, 1443110, false},
    {PARAMETER_SMIC_NET, {2026, 1, 1}, {2025, 12, 17}, 1426300, true},
    {PARAMETER_SMIC_NET, {2026, 6, 1}, {2026, 5, 24}, 1477930, false},
    {PARAMETER_SMIC_NET, {2026, 6, 1}, {2026, 5, 23}, 1443110, false},
    {PARAMETER_RSA_MAYOTTE, {2024, 4, 15}, {2024, 4, 29}, 303880, true},
    {PARAMETER_RSA_MAYOTTE, {2025, 4, 1}, {2025, 3, 30}, 323260, false},
    {PARAMETER_SMIC_NET_MAYOTTE, {2025, 1, 1}, {2024, 10, 23}, 1056520, true},
    {PARAMETER_SMIC_NET_MAYOTTE, {2025, 1, 1}, {2024, 10, 24}, 1078130, false},
    {PARAMETER_SMIC_NET_MAYOTTE, {2026, 1, 1}, {2025, 12, 17}, 1078130, true},
    {PARAMETER_SMIC_NET_MAYOTTE, {2026, 1, 1}, {2025, 12, 18}, 1120150, false},
    /* the oldest line is known on any day: a date too early gives an old amount, not none */
    {PARAMETER_RSA, {2025, 11, 25}, {1950, 1, 1}, 607750, true},
    {PARAMETER_SMIC_NET, {2025, 1, 1}, {1950, 1, 1}, 1353060, true},
};

static void the_line_in_force_is_the_last_one_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(lines); i++) {
        struct amount_in_force found =
            law_parameter(lines[i].what, lines[i].day, lines[i].known_on);
        assert_non_null(found.amount);
        if (found.amount->value.thousandths != lines[i].thousandths ||
            found.may_be_outdated != lines[i].may_be_outdated) {
            fail_msg("case %zu: %lld, outdated %d", i, (long long)found.amount->value.thousandths,
                     found.may_be_outdated);
        }
    }
}

static void a_day_before_the_table_has_no_amount(void **state)
{
    (void)state;
    assert_null(law_parameter(PARAMETER_RSA, DATE(2023, 3, 31), ALL_KNOWN).amount);
    assert_null(law_parameter(PARAMETER_SMIC_NET, DATE(2022, 12, 31), ALL_KNOWN).amount);
}

/* Every request since the aid exists finds its four amounts, whatever was known. */
static void every_request_finds_its_amounts(void **state)
{
    (void)state;
    for (int32_t n = date_number(DATE(2023, 1, 1)); n < date_number(DATE(2030, 1, 1)); n++) {
        for (int what = 0; what < PARAMETER_COUNT; what++) {
            bool rsa = what == PARAMETER_RSA || what == PARAMETER_RSA_MAYOTTE;
            if (rsa && n < date_number(DATE(2023, 4, 1))) continue;
            date day = date_from_number(n);
            struct amount_in_force all = law_parameter((enum parameter)what, day, ALL_KNOWN);
            struct amount_in_force then = law_parameter((enum parameter)what, day, day);
            assert_non_null(all.amount);
            assert_non_null(then.amount);
            assert_true(all.amount->value.thousandths >= then.amount->value.thousandths);
            assert_true(text_of(all.amount->fixed_by).length > 0);
        }
    }
}

/* RSA Mayotte is half the national amount (rulebook 4.4), to the cent, a half going up. */
static void mayotte_has_half_of_the_national_amount(void **state)
{
    (void)state;
    for (int16_t year = 2024; year <= 2026; year++) {
        mils whole = law_parameter(PARAMETER_RSA, DATE(year, 5, 1), ALL_KNOWN).amount->value;
        mils half = law_parameter(PARAMETER_RSA_MAYOTTE, DATE(year, 5, 1), ALL_KNOWN).amount->value;
        assert_int_equal(money_percent_of_mils(whole, 50).cents, money_round_half_up(half).cents);
    }
}

static void parameters_have_names_of_their_own(void **state)
{
    (void)state;
    for (int i = 0; i < PARAMETER_COUNT; i++) {
        const struct parameter_name *name = &law_parameter_names[i];
        assert_true(date_is_valid(2025, name->revalued_month, name->revalued_day));
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(name->name, law_parameter_names[k].name);
            assert_string_not_equal(name->fr, law_parameter_names[k].fr);
            assert_string_not_equal(name->en, law_parameter_names[k].en);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_in_force_is_the_last_one_known),
        cmocka_unit_test(a_day_before_the_table_has_no_amount),
        cmocka_unit_test(every_request_finds_its_amounts),
        cmocka_unit_test(mayotte_has_half_of_the_national_amount),
        cmocka_unit_test(parameters_have_names_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
