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
    assert_null(law_parameter(PARAMETER_RSA_MAYOTTE, DATE(2023, 3, 31), ALL_KNOWN).amount);
    assert_null(law_parameter(PARAMETER_SMIC_NET_MAYOTTE, DATE(2022, 12, 31), ALL_KNOWN).amount);
}

/* The Journal officiel of each amount: in force since, published on. The gross minimum wage is what
 * its texts fix; they are those of the net one. */
static const struct {
    enum parameter what;
    date since, published;
    int64_t thousandths;
} texts[] = {
    {PARAMETER_RSA, {2023, 4, 1}, {2023, 5, 5}, 607750},          /* décret n° 2023-340 */
    {PARAMETER_RSA, {2024, 4, 1}, {2024, 4, 30}, 635710},         /* décret n° 2024-396 */
    {PARAMETER_RSA, {2025, 4, 1}, {2025, 3, 30}, 646520},         /* décret n° 2025-293 */
    {PARAMETER_RSA, {2026, 4, 1}, {2026, 3, 31}, 651690},         /* décret n° 2026-220 */
    {PARAMETER_SMIC_NET, {2023, 1, 1}, {2022, 12, 23}, 1353060},  /* décret n° 2022-1608 */
    {PARAMETER_SMIC_NET, {2023, 5, 1}, {2023, 4, 27}, 1383085},   /* arrêté du 26 avril 2023 */
    {PARAMETER_SMIC_NET, {2024, 1, 1}, {2023, 12, 21}, 1398690},  /* décret n° 2023-1216 */
    {PARAMETER_SMIC_NET, {2024, 11, 1}, {2024, 10, 24}, 1426300}, /* décret n° 2024-951 */
    {PARAMETER_SMIC_NET, {2026, 1, 1}, {2025, 12, 18}, 1443110},  /* décret n° 2025-1228 */
    {PARAMETER_SMIC_NET, {2026, 6, 1}, {2026, 5, 24}, 1477930},   /* arrêté du 22 mai 2026 */
    {PARAMETER_RSA_MAYOTTE, {2023, 4, 1}, {2023, 5, 5}, 303880},
    {PARAMETER_RSA_MAYOTTE, {2024, 4, 1}, {2024, 4, 30}, 317860},
    {PARAMETER_RSA_MAYOTTE, {2025, 4, 1}, {2025, 3, 30}, 323260},
    {PARAMETER_RSA_MAYOTTE, {2026, 4, 1}, {2026, 3, 31}, 325850},
    {PARAMETER_SMIC_NET_MAYOTTE, {2023, 1, 1}, {2022, 12, 23}, 1021700},
    {PARAMETER_SMIC_NET_MAYOTTE, {2023, 5, 1}, {2023, 4, 27}, 1044510},
    {PARAMETER_SMIC_NET_MAYOTTE, {2024, 1, 1}, {2023, 12, 21}, 1056520},
    {PARAMETER_SMIC_NET_MAYOTTE, {2024, 11, 1}, {2024, 10, 24}, 1078130},
    {PARAMETER_SMIC_NET_MAYOTTE, {2026, 1, 1}, {2025, 12, 18}, 1120150},
};

static void each_amount_has_the_days_of_its_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(texts); i++) {
        const struct amount *found = law_parameter(texts[i].what, texts[i].since, ALL_KNOWN).amount;
        if (found->value.thousandths != texts[i].thousandths ||
            date_compare(found->since, texts[i].since) != 0 ||
            date_compare(found->published, texts[i].published) != 0) {
            fail_msg("text %zu: %lld since %d-%d-%d, published on %d-%d-%d", i,
                     (long long)found->value.thousandths, found->since.year, found->since.month,
                     found->since.day, found->published.year, found->published.month,
                     found->published.day);
        }
    }
}

/* The code du travail, L. 3231-2, revalues the minimum wage each 1 January; the code de l'action
 * sociale, L. 262-3, the flat amount each 1 April: the same in Mayotte. */
static void each_amount_is_due_again_on_its_day(void **state)
{
    (void)state;
    static const struct {
        enum parameter what;
        date last_day;
    } cases[] = {{PARAMETER_RSA, {2027, 3, 31}},
                 {PARAMETER_RSA_MAYOTTE, {2027, 3, 31}},
                 {PARAMETER_SMIC_NET, {2026, 12, 31}},
                 {PARAMETER_SMIC_NET_MAYOTTE, {2026, 12, 31}}};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        date last = cases[i].last_day, next = date_plus_days(last, 1);
        const struct parameter_name *name = &law_parameter_names[cases[i].what];
        assert_false(law_parameter(cases[i].what, last, ALL_KNOWN).may_be_outdated);
        assert_true(law_parameter(cases[i].what, next, ALL_KNOWN).may_be_outdated);
        assert_int_equal(name->revalued_month, next.month);
        assert_int_equal(name->revalued_day, next.day);
    }
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

/* Décret n° 2024-396 is of 30 April 2024, for 1 April; nothing else was published late that year.
 */
static void what_was_published_late_is_found_on_its_day(void **state)
{
    (void)state;
    static const date asked = {2024, 4, 10}, decree = {2024, 4, 30};
    date published = NO_DATE;
    assert_false(law_published_late(asked, DATE(2024, 4, 12), DATE(2024, 4, 29), &published));
    assert_true(law_published_late(asked, DATE(2024, 4, 29), decree, &published));
    assert_int_equal(date_compare(published, decree), 0);
    assert_false(law_published_late(asked, decree, ALL_KNOWN, &published));
    assert_false(law_published_late(DATE(2024, 3, 31), DATE(2024, 4, 12), ALL_KNOWN, &published));
    /* the earliest of several */
    published = NO_DATE;
    assert_true(law_published_late(DATE(2026, 12, 1), DATE(2024, 4, 12), ALL_KNOWN, &published));
    assert_int_equal(date_compare(published, decree), 0);
    /* even when the table tells it last: the minimum wage of January 2024, of 21 December 2023 */
    assert_true(law_published_late(asked, DATE(2023, 12, 1), ALL_KNOWN, &published));
    assert_int_equal(date_compare(published, DATE(2023, 12, 21)), 0);
}

/* The minimum wage of 1 June 2026. */
static void the_table_knows_how_far_it_goes(void **state)
{
    (void)state;
    assert_int_equal(date_compare(law_last_published(), DATE(2026, 5, 24)), 0);
}

/* Those of 2023 and 2024: the amounts of 1 April, for Mayotte too. */
static void late_publications_are_told_each(void **state)
{
    (void)state;
    struct late_publication late[LATE_PUBLICATIONS_MAX];
    assert_int_equal(law_late_publications(late), 4);
    for (int i = 0; i < 4; i += 2) {
        assert_int_equal(date_compare(late[i].since, DATE(2023, 4, 1)), 0);
        assert_int_equal(date_compare(late[i].published, DATE(2023, 5, 5)), 0);
        assert_int_equal(date_compare(late[i + 1].since, DATE(2024, 4, 1)), 0);
        assert_int_equal(date_compare(late[i + 1].published, DATE(2024, 4, 30)), 0);
    }
    assert_int_equal(law_amounts_known(), 21);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(late_publications_are_told_each),
        cmocka_unit_test(the_line_in_force_is_the_last_one_known),
        cmocka_unit_test(a_day_before_the_table_has_no_amount),
        cmocka_unit_test(each_amount_has_the_days_of_its_text),
        cmocka_unit_test(each_amount_is_due_again_on_its_day),
        cmocka_unit_test(every_request_finds_its_amounts),
        cmocka_unit_test(mayotte_has_half_of_the_national_amount),
        cmocka_unit_test(parameters_have_names_of_their_own),
        cmocka_unit_test(what_was_published_late_is_found_on_its_day),
        cmocka_unit_test(the_table_knows_how_far_it_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
