#include "law/articles.h"
#include "law/loan.h"
#include "tests/reasons.h"
#include "tests/test.h"

#include <string.h>

#define assert_day(got, expected) assert_int_equal(date_compare((got), (expected)), 0)

static const struct proceedings none = {.are = PROCEEDINGS_NONE};

static struct plan plan_of(int64_t cents, int count, date due_on)
{
    struct reasoning why = {.count = 0};
    struct plan plan;
    law_plan((money){cents}, count, due_on, &why, &plan);
    assert_true(is_founded(&why));
    return plan;
}

/* D. 214-21 al. 1; E01, E02. */
static void a_loan_falls_due_24_months_after_the_award(void **state)
{
    (void)state;
    static const struct {
        date attributed_on, due_on;
    } cases[] = {
        {{2024, 1, 15}, {2026, 1, 15}}, /* E01 */
        {{2023, 12, 5}, {2025, 12, 5}}, /* E02, the first loans */
        {{2024, 2, 29}, {2026, 2, 28}}, /* no 29 February that year */
        {{2026, 2, 28}, {2028, 2, 28}}, /* same number, though 29 exists */
        {{2024, 8, 31}, {2026, 8, 31}}, {{2028, 2, 29}, {2030, 2, 28}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {.count = 0};
        struct exigibility found;
        law_exigibility(cases[i].attributed_on, &none, &why, &found);
        assert_day(law_loan_due_on(cases[i].attributed_on), cases[i].due_on);
        assert_day(found.due_on, cases[i].due_on);
        assert_false(found.suspended);
        char room[64];
        assert_string_equal(cited_for(&why, SENTENCE_LOAN_DUE, room), "CASF D. 214-21, al. 1");
        assert_int_equal(why.count, 1);
    }
}

/* L. 214-12 and D. 214-21 1°; E06, I12. */
static void nothing_is_asked_of_her_until_the_fund_knows_the_outcome(void **state)
{
    (void)state;
    static const struct {
        struct proceedings proceedings;
        date due_on;
        bool suspended, later;
    } cases[] = {
        /* E06: known to be pending since June 2025 */
        {{PROCEEDINGS_PENDING, {2025, 6, 1}, {0, 0, 0}}, {0, 0, 0}, true, false},
        /* over before the 24th month: no effect */
        {{PROCEEDINGS_OVER, {2024, 2, 1}, {2025, 6, 1}}, {2026, 1, 15}, false, false},
        {{PROCEEDINGS_OVER, {2024, 2, 1}, {2026, 1, 15}}, {2026, 1, 15}, false, false},
        {{PROCEEDINGS_OVER, {2024, 2, 1}, {2026, 1, 16}}, {2026, 1, 16}, false, true},
        {{PROCEEDINGS_OVER, {2025, 6, 1}, {2028, 3, 31}}, {2028, 3, 31}, false, true},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {.count = 0};
        struct exigibility found;
        law_exigibility(DATE(2024, 1, 15), &cases[i].proceedings, &why, &found);
        assert_day(found.due_on, cases[i].due_on);
        assert_int_equal(found.suspended, cases[i].suspended);
        assert_int_equal(says(&why, SENTENCE_LOAN_SUSPENDED), cases[i].suspended);
        assert_int_equal(says(&why, SENTENCE_LOAN_DUE_AGAIN), cases[i].later);
        char room[64];
        if (cases[i].suspended) {
            assert_string_equal(cited_for(&why, SENTENCE_LOAN_SUSPENDED, room),
                                "CASF L. 214-12, I, al. 1");
        }
        assert_true(is_founded(&why));
    }
}

/* E03: 258.61 over 24, thirteen of 10.78 then eleven of 10.77. */
static void the_first_instalments_take_the_cents_left_over(void **state)
{
    (void)state;
    static const struct {
        int64_t principal;
        int count, place;
        int64_t cents;
    } cases[] = {
        {25861, 24, 1, 1078}, {25861, 24, 13, 1078}, {25861, 24, 14, 1077}, {25861, 24, 24, 1077},
        {25861, 1, 1, 25861}, {24000, 24, 1, 1000},  {24000, 24, 24, 1000}, {5, 24, 5, 1},
        {5, 24, 6, 0},        {0, 3, 1, 0},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        money got = law_instalment((money){cases[i].principal}, cases[i].count, cases[i].place);
        assert_int_equal(got.cents, cases[i].cents);
    }
}

/* D. 214-21 al. 4 and 5; CPC 641 al. 2. */
static void each_instalment_falls_due_on_the_day_of_the_first_or_the_last_of_the_month(void **state)
{
    (void)state;
    static const struct {
        date from;
        int place;
        date due_on;
    } cases[] = {
        {{2026, 1, 15}, 1, {2026, 1, 15}},  {{2026, 1, 15}, 24, {2027, 12, 15}}, /* E01 */
        {{2026, 1, 31}, 2, {2026, 2, 28}},  {{2026, 1, 31}, 3, {2026, 3, 31}},
        {{2026, 1, 31}, 4, {2026, 4, 30}},  {{2027, 12, 31}, 3, {2028, 2, 29}},
        {{2028, 2, 29}, 13, {2029, 2, 28}}, {{2028, 2, 29}, 14, {2029, 3, 29}},
        {{2026, 12, 30}, 3, {2027, 2, 28}}, {{2026, 12, 30}, 4, {2027, 3, 30}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct plan plan = plan_of(25861, INSTALMENTS_MAX, cases[i].from);
        assert_day(law_instalment_due_on(&plan, cases[i].place), cases[i].due_on);
    }
}

static void she_may_choose_fewer_instalments_or_one(void **state)
{
    (void)state;
    for (int count = 1; count <= INSTALMENTS_MAX; count++) {
        struct reasoning why = {.count = 0};
        struct plan plan;
        law_plan((money){25861}, count, DATE(2027, 11, 25), &why, &plan);
        assert_int_equal(plan.count, count);
        assert_int_equal(plan.rest.cents, 25861);
        char room[64];
        enum sentence said = count == 1 ? SENTENCE_LOAN_AT_ONCE : SENTENCE_LOAN_INSTALMENTS;
        assert_string_equal(cited_for(&why, said, room),
                            count == 1 ? "CASF D. 214-21, al. 5" : "CASF D. 214-21, al. 4");
        assert_int_equal(why.steps[0].value.cents, law_instalment(plan.rest, count, 1).cents);
    }
}

/* D. 214-21 al. 5: also once the calendar runs, on what is left, on its own days. */
static void she_may_choose_again_once_the_calendar_runs(void **state)
{
    (void)state;
    static const struct {
        int gone;
        int64_t paid;
        int count;
        int64_t first, last;
        date next, end;
    } cases[] = {
        {0, 0, 12, 2156, 2155, {2026, 1, 31}, {2026, 12, 31}},
        {1, 1078, 12, 2066, 2065, {2026, 2, 28}, {2027, 1, 31}}, /* the 31st comes back */
        {1, 1078, 1, 24783, 24783, {2026, 2, 28}, {2026, 2, 28}},
        {5, 1078, 19, 1305, 1304, {2026, 6, 30}, {2027, 12, 31}}, /* four in arrears go in */
        {23, 25861 - 77, 1, 77, 77, {2027, 12, 31}, {2027, 12, 31}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct plan plan = plan_of(25861, 24, DATE(2026, 1, 31)), chosen;
        struct reasoning why = {.count = 0};
        law_plan_again(&plan, cases[i].gone, (money){cases[i].paid}, cases[i].count, &why, &chosen);
        assert_int_equal(chosen.rest.cents, 25861 - cases[i].paid);
        assert_int_equal(chosen.count, cases[i].count);
        assert_int_equal(law_instalment(chosen.rest, chosen.count, 1).cents, cases[i].first);
        assert_int_equal(law_instalment(chosen.rest, chosen.count, chosen.count).cents,
                         cases[i].last);
        assert_day(law_instalment_due_on(&chosen, 1), cases[i].next);
        assert_day(law_instalment_due_on(&chosen, chosen.count), cases[i].end);
        enum sentence said =
            cases[i].count == 1 ? SENTENCE_LOAN_AT_ONCE : SENTENCE_LOAN_INSTALMENTS;
        assert_true(says(&why, said));
        assert_int_equal(why.steps[0].value.cents, cases[i].first);
        assert_day(why.steps[0].mentioned.d1, cases[i].next);
        assert_true(is_founded(&why));
    }
}

/* D. 214-21 al. 5; E10. */
static void an_early_repayment_is_spread_over_the_instalments_left(void **state)
{
    (void)state;
    static const struct {
        int paid;
        int64_t early, rest, first, last;
        int count;
        date next;
    } cases[] = {
        {0, 25861, 0, 0, 0, 0, {0, 0, 0}}, /* E10: all at once, before it is due */
        {0, 1861, 24000, 1000, 1000, 24, {2026, 1, 31}},
        {5, 10000, 10471, 552, 551, 19, {2026, 6, 30}}, /* 5 x 10.78 paid */
        {23, 1000, 77, 77, 77, 1, {2027, 12, 31}},
        {23, 1077, 0, 0, 0, 0, {0, 0, 0}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct plan plan = plan_of(25861, 24, DATE(2026, 1, 31)), left;
        struct reasoning why = {.count = 0};
        law_repay_early(&plan, cases[i].paid, (money){cases[i].early}, &why, &left);
        assert_int_equal(left.rest.cents, cases[i].rest);
        assert_int_equal(left.count, cases[i].count);
        assert_int_equal(says(&why, SENTENCE_LOAN_REPAID), cases[i].rest == 0);
        assert_int_equal(says(&why, SENTENCE_LOAN_SPREAD_AGAIN), cases[i].rest != 0);
        assert_true(is_founded(&why));
        if (left.count == 0) continue;
        assert_int_equal(law_instalment(left.rest, left.count, 1).cents, cases[i].first);
        assert_int_equal(law_instalment(left.rest, left.count, left.count).cents, cases[i].last);
        assert_day(law_instalment_due_on(&left, 1), cases[i].next);
        /* the end does not move */
        assert_day(law_instalment_due_on(&left, left.count), DATE(2027, 12, 31));
    }
}

/* E09: five paid, then proceedings: the sixth and the next wait, the same sums, no interest. */
static void after_a_suspension_the_rest_goes_on_without_acceleration(void **state)
{
    (void)state;
    static const struct {
        date known_on, next, last;
    } cases[] = {
        {{2028, 3, 31}, {2028, 3, 31}, {2029, 9, 30}},
        {{2026, 6, 1}, {2026, 6, 15}, {2027, 12, 15}}, /* known before the sixth falls due */
        {{2026, 6, 15}, {2026, 6, 15}, {2027, 12, 15}},
        {{2026, 6, 16}, {2026, 6, 16}, {2027, 12, 16}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct plan plan = plan_of(25861, 24, DATE(2026, 1, 15)), left;
        struct reasoning why = {.count = 0};
        law_resume(&plan, 5, cases[i].known_on, &why, &left);
        assert_int_equal(left.count, 19);
        assert_int_equal(left.rest.cents, 25861 - 5 * 1078);
        assert_day(law_instalment_due_on(&left, 1), cases[i].next);
        assert_day(law_instalment_due_on(&left, 19), cases[i].last);
        for (int place = 1; place <= 19; place++) {
            assert_int_equal(law_instalment(left.rest, 19, place).cents,
                             law_instalment(plan.rest, 24, place + 5).cents);
        }
        assert_true(says(&why, SENTENCE_LOAN_GOES_ON));
        assert_true(is_founded(&why));
    }
}

/* L. 214-10-1: in force since 2024. */
static void the_courts_are_told_of_a_loan_notified_since_2024(void **state)
{
    (void)state;
    struct reasoning why = {.count = 0};
    assert_false(law_loan_attested(DATE(2023, 12, 31), &why));
    assert_int_equal(why.count, 0);
    assert_true(law_loan_attested(DATE(2024, 1, 1), &why));
    char room[64];
    assert_string_equal(cited_for(&why, SENTENCE_LOAN_ATTESTED, room), "CASF L. 214-10-1");
}

static void the_words_of_the_articles_stand_beside_the_rules(void **state)
{
    (void)state;
    assert_non_null(strstr(casf_d214_21.text, "en vingt-quatre mensualités au maximum"));
    assert_non_null(strstr(casf_l214_10_1.text, "dès la notification de l'octroi du prêt"));
    assert_non_null(strstr(casf_l214_12.text, "recouvrement des amendes pénales"));
    assert_null(strstr(casf_l214_12_of_2023.text, "amendes pénales"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loan_falls_due_24_months_after_the_award),
        cmocka_unit_test(nothing_is_asked_of_her_until_the_fund_knows_the_outcome),
        cmocka_unit_test(the_first_instalments_take_the_cents_left_over),
        cmocka_unit_test(
            each_instalment_falls_due_on_the_day_of_the_first_or_the_last_of_the_month),
        cmocka_unit_test(she_may_choose_fewer_instalments_or_one),
        cmocka_unit_test(she_may_choose_again_once_the_calendar_runs),
        cmocka_unit_test(an_early_repayment_is_spread_over_the_instalments_left),
        cmocka_unit_test(after_a_suspension_the_rest_goes_on_without_acceleration),
        cmocka_unit_test(the_courts_are_told_of_a_loan_notified_since_2024),
        cmocka_unit_test(the_words_of_the_articles_stand_beside_the_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
