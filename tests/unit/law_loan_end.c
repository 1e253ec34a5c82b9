#include "law/loan_end.h"
#include "tests/reasons.h"
#include "tests/test.h"

#define assert_day(got, expected) assert_int_equal(date_compare((got), (expected)), 0)

/* CSS L. 845-3 al. 8, through D. 214-21 al. 6. */
static void a_remission_needs_good_faith_or_precarity_and_no_fraud(void **state)
{
    (void)state;
    static const struct {
        struct remission_request request;
        enum remission found;
        enum sentence said;
    } cases[] = {
        {{ANSWER_YES, ANSWER_NO, false}, REMISSION_OPEN, SENTENCE_REMISSION_OPEN},
        {{ANSWER_NO, ANSWER_YES, false}, REMISSION_OPEN, SENTENCE_REMISSION_OPEN},
        {{ANSWER_UNKNOWN, ANSWER_YES, false}, REMISSION_OPEN, SENTENCE_REMISSION_OPEN},
        {{ANSWER_UNKNOWN, ANSWER_UNKNOWN, false}, REMISSION_EXAMINE, SENTENCE_REMISSION_EXAMINE},
        {{ANSWER_NO, ANSWER_UNKNOWN, false}, REMISSION_EXAMINE, SENTENCE_REMISSION_EXAMINE},
        {{ANSWER_UNKNOWN, ANSWER_NO, false}, REMISSION_EXAMINE, SENTENCE_REMISSION_EXAMINE},
        {{ANSWER_NO, ANSWER_NO, false}, REMISSION_NOT_OPEN, SENTENCE_REMISSION_NOT_OPEN},
        {{ANSWER_YES, ANSWER_YES, true}, REMISSION_EXCLUDED, SENTENCE_REMISSION_EXCLUDED},
        {{ANSWER_NO, ANSWER_NO, true}, REMISSION_EXCLUDED, SENTENCE_REMISSION_EXCLUDED},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {.count = 0};
        assert_int_equal(law_remission(&cases[i].request, &why), cases[i].found);
        char room[64];
        assert_string_equal(cited_for(&why, cases[i].said, room), "CSS L. 845-3, al. 8");
        assert_string_equal(cited_for(&why, SENTENCE_REMISSION_SUSPENDS, room),
                            "CSS L. 845-3, al. 2");
        assert_true(is_founded(&why));
    }
}

/* CSS D. 847-2; E12, E13, E14 and rulebook 4.5. */
static void a_rest_strictly_below_the_threshold_may_be_given_up(void **state)
{
    (void)state;
    static const struct {
        int64_t rest;
        date on, known_on;
        bool possible;
        int64_t threshold;
        bool may_be_outdated;
    } cases[] = {
        {2499, {2023, 12, 1}, {0, 0, 0}, true, 2500, false},
        {2500, {2023, 12, 1}, {0, 0, 0}, false, 2500, false},
        {2699, {2024, 6, 1}, {0, 0, 0}, true, 2700, false},
        {2699, {2025, 6, 1}, {0, 0, 0}, true, 2700, false},  /* E12 */
        {2700, {2025, 6, 1}, {0, 0, 0}, false, 2700, false}, /* E13 */
        {2750, {2026, 1, 1}, {0, 0, 0}, true, 2800, false},  /* E14 */
        {2800, {2026, 1, 1}, {0, 0, 0}, false, 2800, false},
        {2750, {2026, 1, 1}, {2025, 12, 22}, false, 2700, true},
        {1, {2027, 1, 1}, {0, 0, 0}, true, 2800, true},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {.count = 0};
        struct abandonment found;
        law_abandonment((money){cases[i].rest}, cases[i].on, cases[i].known_on, &why, &found);
        assert_int_equal(found.possible, cases[i].possible);
        assert_int_equal(found.threshold.cents, cases[i].threshold);
        assert_int_equal(found.may_be_outdated, cases[i].may_be_outdated);
        assert_int_equal(says(&why, SENTENCE_ABANDONMENT_POSSIBLE), cases[i].possible);
        assert_int_equal(says(&why, SENTENCE_ABANDONMENT_NOT_POSSIBLE), !cases[i].possible);
        assert_int_equal(says(&why, SENTENCE_CEILING_MAY_BE_OUTDATED), cases[i].may_be_outdated);
        assert_non_null(why.steps[0].source);
        assert_true(is_founded(&why));
    }
}

/* Rulebook I15; D. 214-21 1°; E06. */
static void an_instalment_is_prescribed_after_five_years_without_the_suspension(void **state)
{
    (void)state;
    static const struct {
        date due_on;
        enum prescription_rule rule;
        struct proceedings proceedings;
        date last_day;
        bool suspended, longer;
    } cases[] = {
        {{2026, 1, 15}, PRESCRIPTION_FIVE_YEARS, {0}, {2031, 1, 15}, false, false},
        {{2026, 1, 15}, PRESCRIPTION_TWO_YEARS, {0}, {2028, 1, 15}, false, false},
        {{2028, 2, 29}, PRESCRIPTION_FIVE_YEARS, {0}, {2033, 2, 28}, false, false},
        /* E06: pending */
        {{2026, 1, 15},
         PRESCRIPTION_FIVE_YEARS,
         {PROCEEDINGS_PENDING, {2025, 6, 1}, {0, 0, 0}},
         {0, 0, 0},
         true,
         false},
        /* pending on its last day, and opened after it */
        {{2026, 1, 15},
         PRESCRIPTION_FIVE_YEARS,
         {PROCEEDINGS_PENDING, {2031, 1, 15}, {0, 0, 0}},
         {0, 0, 0},
         true,
         false},
        {{2026, 1, 15},
         PRESCRIPTION_FIVE_YEARS,
         {PROCEEDINGS_PENDING, {2031, 1, 16}, {0, 0, 0}},
         {2031, 1, 15},
         false,
         false},
        /* over before it fell due */
        {{2026, 1, 15},
         PRESCRIPTION_FIVE_YEARS,
         {PROCEEDINGS_OVER, {2024, 6, 1}, {2026, 1, 15}},
         {2031, 1, 15},
         false,
         false},
        /* the ten days before it fell due do not count, the ten after do */
        {{2026, 1, 15},
         PRESCRIPTION_FIVE_YEARS,
         {PROCEEDINGS_OVER, {2026, 1, 5}, {2026, 1, 25}},
         {2031, 1, 25},
         false,
         true},
        {{2026, 1, 15},
         PRESCRIPTION_FIVE_YEARS,
         {PROCEEDINGS_OVER, {2026, 7, 1}, {2027, 7, 1}},
         {2032, 1, 15},
         false,
         true},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {.count = 0};
        struct loan_prescription found;
        int count = cases[i].proceedings.are == PROCEEDINGS_NONE ? 0 : 1;
        law_loan_prescription(cases[i].due_on, cases[i].rule, &cases[i].proceedings, count, &why,
                              &found);
        assert_day(found.last_day, cases[i].last_day);
        assert_int_equal(found.suspended, cases[i].suspended);
        assert_int_equal(says(&why, SENTENCE_PRESCRIPTION_SUSPENDED), cases[i].suspended);
        assert_int_equal(says(&why, SENTENCE_PRESCRIPTION_LONGER), cases[i].longer);
        char room[64];
        assert_string_equal(cited_for(&why, SENTENCE_LOAN_PRESCRIPTION, room),
                            cases[i].rule == PRESCRIPTION_FIVE_YEARS ? "code civil 2224"
                                                                     : "CSS L. 553-1, al. 2");
        assert_true(is_founded(&why));
    }
}

/* Several in turn: each adds its days, and a day of two at once stands still once. */
static void the_suspensions_of_several_proceedings_add_up(void **state)
{
    (void)state;
    static const struct {
        struct proceedings of[3];
        int count;
        date last_day;
        int longer;
    } cases[] = {
        /* ten days, then twenty */
        {{{PROCEEDINGS_OVER, {2026, 2, 1}, {2026, 2, 11}},
          {PROCEEDINGS_OVER, {2026, 3, 1}, {2026, 3, 21}}},
         2,
         {2031, 2, 14},
         2},
        /* the second began during the first: thirty days in all */
        {{{PROCEEDINGS_OVER, {2026, 2, 1}, {2026, 2, 11}},
          {PROCEEDINGS_OVER, {2026, 2, 6}, {2026, 3, 3}}},
         2,
         {2031, 2, 14},
         2},
        /* the second within the first, then one before it fell due */
        {{{PROCEEDINGS_OVER, {2024, 2, 1}, {2025, 2, 1}},
          {PROCEEDINGS_OVER, {2026, 2, 1}, {2026, 2, 11}},
          {PROCEEDINGS_OVER, {2026, 2, 3}, {2026, 2, 4}}},
         3,
         {2031, 1, 25},
         1},
        /* the first made it last until the second was opened */
        {{{PROCEEDINGS_OVER, {2031, 1, 15}, {2031, 1, 25}},
          {PROCEEDINGS_OVER, {2031, 1, 25}, {2031, 2, 4}}},
         2,
         {2031, 2, 4},
         2},
        {{{PROCEEDINGS_OVER, {2031, 1, 15}, {2031, 1, 25}},
          {PROCEEDINGS_OVER, {2031, 1, 26}, {2031, 2, 4}}},
         2,
         {2031, 1, 25},
         1},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {.count = 0};
        struct loan_prescription found;
        law_loan_prescription(DATE(2026, 1, 15), PRESCRIPTION_FIVE_YEARS, cases[i].of,
                              cases[i].count, &why, &found);
        assert_day(found.last_day, cases[i].last_day);
        assert_false(found.suspended);
        assert_int_equal(why.count, 1 + cases[i].longer);
        assert_true(is_founded(&why));
    }
    static const struct proceedings pending[] = {{PROCEEDINGS_OVER, {2026, 2, 1}, {2026, 2, 11}},
                                                 {PROCEEDINGS_PENDING, {2030, 1, 1}, {0, 0, 0}}};
    struct reasoning why = {.count = 0};
    struct loan_prescription found;
    law_loan_prescription(DATE(2026, 1, 15), PRESCRIPTION_FIVE_YEARS, pending, 2, &why, &found);
    assert_true(found.suspended);
    assert_false(date_is_set(found.last_day));
}

/* L. 214-12 III and D. 214-22; E15. */
static void a_death_or_a_remission_extinguishes_and_the_state_bears_all(void **state)
{
    (void)state;
    static const struct {
        enum write_off what;
        bool extinguishes;
        enum sentence said;
    } cases[] = {
        {WRITE_OFF_DEATH, true, SENTENCE_WRITE_OFF_DEATH}, /* E15 */
        {WRITE_OFF_REMISSION, true, SENTENCE_WRITE_OFF_REMISSION},
        {WRITE_OFF_ABANDONED, false, SENTENCE_WRITE_OFF_ABANDONED},
        {WRITE_OFF_IRRECOVERABLE, false, SENTENCE_WRITE_OFF_IRRECOVERABLE},
    };
    assert_int_equal(LENGTH(cases), WRITE_OFF_COUNT);
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {.count = 0};
        assert_int_equal(law_write_off(cases[i].what, &why), cases[i].extinguishes);
        assert_true(says(&why, cases[i].said));
        assert_true(says(&why, SENTENCE_BORNE_BY_THE_STATE));
        assert_true(is_founded(&why));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_remission_needs_good_faith_or_precarity_and_no_fraud),
        cmocka_unit_test(a_rest_strictly_below_the_threshold_may_be_given_up),
        cmocka_unit_test(an_instalment_is_prescribed_after_five_years_without_the_suspension),
        cmocka_unit_test(the_suspensions_of_several_proceedings_add_up),
        cmocka_unit_test(a_death_or_a_remission_extinguishes_and_the_state_bears_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
