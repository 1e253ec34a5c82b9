#include "law/articles.h"
#include "law/terms.h"
#include "tests/test.h"

static const struct department *at(const char *code) { return law_department(text_of(code)); }

#define ASSERT_DAY(got, expected)                                                                  \
    do {                                                                                           \
        date got_ = (got);                                                                         \
        if (date_compare(got_, (expected)) != 0) {                                                 \
            fail_msg("line %d, case %zu: %d-%d-%d", __LINE__, i, got_.year, got_.month, got_.day); \
        }                                                                                          \
    } while (0)

/* CPC 641: the first day out; same day number or last of the month; months before days. */
static void months_end_on_the_same_day_number_or_on_the_last_of_the_month(void **state)
{
    (void)state;
    static const struct {
        date start;
        int months, days;
        date last;
    } cases[] = {
        {{2026, 1, 15}, 2, 0, {2026, 3, 15}},  {{2025, 12, 31}, 2, 0, {2026, 2, 28}},
        {{2023, 12, 31}, 2, 0, {2024, 2, 29}}, {{2024, 2, 29}, 12, 0, {2025, 2, 28}},
        {{2026, 2, 28}, 2, 0, {2026, 4, 28}},  {{2026, 3, 31}, 1, 0, {2026, 4, 30}},
        {{2025, 11, 30}, 3, 0, {2026, 2, 28}}, {{2025, 12, 15}, 1, 0, {2026, 1, 15}},
        {{2026, 1, 15}, 0, 10, {2026, 1, 25}}, {{2025, 12, 31}, 0, 1, {2026, 1, 1}},
        {{2026, 1, 31}, 1, 3, {2026, 3, 3}},   {{2026, 1, 15}, 0, 0, {2026, 1, 15}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        ASSERT_DAY(law_months_and_days_after(cases[i].start, cases[i].months, cases[i].days),
                   cases[i].last);
    }
}

/* CPC 642, then the franc reading: one day more, moved in its turn. */
static void a_term_ends_on_an_open_day_of_the_place_and_a_franc_one_a_day_later(void **state)
{
    (void)state;
    static const struct {
        const char *where;
        date last, shown, enforced;
    } cases[] = {
        {"59", {2026, 3, 15}, {2026, 3, 16}, {2026, 3, 16}}, /* H01: a Sunday */
        {"59", {2026, 3, 14}, {2026, 3, 16}, {2026, 3, 16}}, /* a Saturday */
        {"59", {2026, 3, 13}, {2026, 3, 13}, {2026, 3, 16}}, /* a Friday */
        {"59", {2026, 3, 16}, {2026, 3, 16}, {2026, 3, 17}},
        {"59", {2026, 6, 10}, {2026, 6, 10}, {2026, 6, 11}},  /* H02 */
        {"973", {2026, 6, 10}, {2026, 6, 11}, {2026, 6, 11}}, /* abolition, Guyane */
        {"973", {2026, 6, 9}, {2026, 6, 9}, {2026, 6, 11}},
        {"59", {2025, 12, 31}, {2025, 12, 31}, {2026, 1, 2}}, /* New Year */
        {"59", {2026, 1, 1}, {2026, 1, 2}, {2026, 1, 2}},
        {"59", {2025, 12, 25}, {2025, 12, 26}, {2025, 12, 26}},
        {"67", {2025, 12, 25}, {2025, 12, 29}, {2025, 12, 29}}, /* 25, 26 and the week-end */
        {"67", {2026, 4, 3}, {2026, 4, 7}, {2026, 4, 7}},       /* Good Friday to Easter Monday */
        {"59", {2026, 4, 3}, {2026, 4, 3}, {2026, 4, 7}},
        {"59", {2026, 5, 1}, {2026, 5, 4}, {2026, 5, 4}},
        {"974", {2024, 12, 20}, {2024, 12, 23}, {2024, 12, 23}}, /* abolition, La Réunion */
        {"976", {2026, 4, 27}, {2026, 4, 28}, {2026, 4, 28}},    /* abolition, Mayotte */
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct term term = law_term(at(cases[i].where), cases[i].last);
        ASSERT_DAY(term.shown, cases[i].shown);
        ASSERT_DAY(term.enforced, cases[i].enforced);
        ASSERT_DAY(law_term_end(at(cases[i].where), cases[i].last), cases[i].shown);
        ASSERT_DAY(law_franc_term_end(at(cases[i].where), cases[i].last), cases[i].enforced);
    }
}

static void every_end_is_open_and_none_comes_before_the_last_day(void **state)
{
    (void)state;
    for (int d = 0; d < law_department_count(); d++) {
        const struct department *where = law_department_at(d);
        for (date day = DATE(2026, 1, 1); day.year == 2026; day = date_plus_days(day, 1)) {
            struct term term = law_term(where, day);
            assert_true(date_compare(term.shown, day) >= 0);
            assert_true(date_compare(term.enforced, day) > 0);
            assert_true(date_compare(term.enforced, term.shown) >= 0);
            assert_true(date_weekday(term.shown) < SATURDAY);
            assert_true(date_weekday(term.enforced) < SATURDAY);
            assert_false(law_is_holiday(where, term.shown));
            assert_false(law_is_holiday(where, term.enforced));
        }
    }
}

static void a_term_says_its_months_its_move_and_its_franc_day(void **state)
{
    (void)state;
    static const struct {
        date start;
        int steps;
    } cases[] = {{{2026, 1, 15}, 3}, {{2026, 1, 16}, 2}};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {.count = 0};
        struct term term =
            law_term_in_months(at("59"), cases[i].start, 2, &casf_l214_15, "al. 1", &why);
        ASSERT_DAY(term.shown, DATE(2026, 3, 16));
        assert_int_equal(why.count, cases[i].steps);
        assert_int_equal(why.steps[0].sentence, SENTENCE_TERM_IN_MONTHS);
        assert_ptr_equal(why.steps[0].article, &casf_l214_15);
        assert_ptr_equal(why.steps[cases[i].steps - 1].article, &cpc_641);
        if (cases[i].steps == 3) assert_ptr_equal(why.steps[1].article, &cpc_642);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_end_on_the_same_day_number_or_on_the_last_of_the_month),
        cmocka_unit_test(a_term_ends_on_an_open_day_of_the_place_and_a_franc_one_a_day_later),
        cmocka_unit_test(every_end_is_open_and_none_comes_before_the_last_day),
        cmocka_unit_test(a_term_says_its_months_its_move_and_its_franc_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
