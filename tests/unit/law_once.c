#include "tests/claims.h"
#include "tests/test.h"

#define AWARDED BIT(GROUND_AWARDED_WITHIN_12_MONTHS)
#define KEEP    BIT(FLAG_DECIDE_ON_OR_AFTER)

/* CASF D. 214-12; rulebook I2: tested on the day of the decision, not of the request. */
static void one_award_in_twelve_months_counted_between_decisions(void **state)
{
    (void)state;
    static const struct {
        date award, requested_on, decided_on;
        uint32_t grounds, flags;
        date next;
    } cases[] = {
        {{2024, 11, 25}, {2025, 11, 24}, {2025, 11, 24}, AWARDED, KEEP, {2025, 11, 25}},
        {{2024, 11, 25}, {2025, 11, 25}, {2025, 11, 25}, 0, 0, {2026, 11, 25}},
        /* asked a few days early, decided on the day */
        {{2024, 11, 25}, {2025, 11, 20}, {2025, 11, 25}, 0, 0, {2026, 11, 25}},
        /* exactly one month away, and one day more */
        {{2024, 11, 25}, {2025, 10, 25}, {2025, 10, 25}, AWARDED, KEEP, {2025, 11, 25}},
        {{2024, 11, 25}, {2025, 10, 24}, {2025, 10, 24}, AWARDED, 0, {2025, 11, 25}},
        /* from 31 January a month ends on the last day of February */
        {{2025, 2, 28}, {2026, 1, 31}, {2026, 1, 31}, AWARDED, KEEP, {2026, 2, 28}},
        {{2025, 3, 1}, {2026, 1, 31}, {2026, 1, 31}, AWARDED, 0, {2026, 3, 1}},
        /* an award of 29 February */
        {{2024, 2, 29}, {2025, 2, 27}, {2025, 2, 27}, AWARDED, KEEP, {2025, 2, 28}},
        {{2024, 2, 29}, {2025, 2, 28}, {2025, 2, 28}, 0, 0, {2026, 2, 28}},
        {{2025, 11, 25}, {2025, 11, 25}, {2025, 11, 25}, AWARDED, 0, {2026, 11, 25}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct request request = claim_of(cases[i].requested_on, "59");
        request.completed_on = request.requested_on;
        request.decided_on = cases[i].decided_on;
        request.awards_count = 1;
        request.awards[0] = cases[i].award;
        struct decision decision = decision_on(&request);
        if (decision.grounds != cases[i].grounds || decision.flags != cases[i].flags ||
            date_compare(decision.next_award_from, cases[i].next) != 0) {
            fail_msg("case %zu: grounds %x flags %x", i, decision.grounds, decision.flags);
        }
    }
}

static void the_latest_award_counts_in_any_order(void **state)
{
    (void)state;
    static const date awards[][3] = {
        {{2024, 1, 10}, {2025, 6, 1}, {2023, 12, 5}},
        {{2025, 6, 1}, {2024, 1, 10}, {2023, 12, 5}},
        {{2023, 12, 5}, {2024, 1, 10}, {2025, 6, 1}},
    };
    for (size_t i = 0; i < LENGTH(awards); i++) {
        struct request request = claim_of(DATE(2025, 11, 25), "59");
        request.awards_count = 3;
        for (int k = 0; k < 3; k++) request.awards[k] = awards[i][k];
        struct decision decision = decision_on(&request);
        assert_int_equal(decision.outcome, OUTCOME_REFUSED);
        assert_int_equal(date_compare(decision.next_award_from, DATE(2026, 6, 1)), 0);
    }
}

/* Rulebook C11: a refusal does not block the next request. */
static void without_an_award_nothing_blocks(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 6, 10), "59");
    struct decision decision = decision_on(&request);
    assert_int_equal(decision.outcome, OUTCOME_GRANTED);
    assert_non_null(step_of(&decision, SENTENCE_FIRST_AWARD));
    assert_int_equal(date_compare(decision.next_award_from, DATE(2026, 6, 10)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_award_in_twelve_months_counted_between_decisions),
        cmocka_unit_test(the_latest_award_counts_in_any_order),
        cmocka_unit_test(without_an_award_nothing_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
