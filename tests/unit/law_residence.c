#include "tests/claims.h"
#include "tests/test.h"

/* CSS R. 111-3 as the funds apply it; rulebook I23, I24, C12. */
static void residence_grants_refuses_or_goes_to_an_agent(void **state)
{
    (void)state;
    static const struct {
        enum outcome outcome;
        uint32_t grounds, flags;
    } expected[RESIDENCE_COUNT] = {
        [RESIDENCE_REGULAR] = {OUTCOME_GRANTED, 0, 0},
        [RESIDENCE_IRREGULAR] = {OUTCOME_REFUSED, BIT(GROUND_RESIDENCE), 0},
        [RESIDENCE_TOURIST_VISA] = {OUTCOME_REFUSED, BIT(GROUND_RESIDENCE), 0},
        [RESIDENCE_UNKNOWN] = {OUTCOME_REVIEW, 0, BIT(FLAG_RESIDENCE_UNKNOWN)},
    };
    for (int i = 0; i < RESIDENCE_COUNT; i++) {
        struct request request = claim_of(DATE(2025, 11, 25), "59");
        request.residence = (enum residence)i;
        struct decision decision = decision_on(&request);
        assert_int_equal(decision.outcome, expected[i].outcome);
        assert_int_equal(decision.grounds, expected[i].grounds);
        assert_int_equal(decision.flags, expected[i].flags);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(residence_grants_refuses_or_goes_to_an_agent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
