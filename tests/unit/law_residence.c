#include "tests/claims.h"
#include "tests/test.h"

/* CSS R. 111-3 as the funds apply it; rulebook I23, I24, C12. */
static void residence_grants_refuses_or_goes_to_an_agent(void **state)
{
    (void)state;
    static const struct {
        enum outcome outcome;
        uint32_t grounds, flags;
        enum sentence sentence;
    } expected[RESIDENCE_COUNT] = {
        [RESIDENCE_REGULAR] = {OUTCOME_GRANTED, 0, 0, SENTENCE_RESIDENCE_REGULAR},
        [RESIDENCE_IRREGULAR] = {OUTCOME_REFUSED, BIT(GROUND_RESIDENCE), 0,
                                 SENTENCE_RESIDENCE_NOT_REGULAR},
        [RESIDENCE_TOURIST_VISA] = {OUTCOME_REFUSED, BIT(GROUND_RESIDENCE), 0,
                                    SENTENCE_RESIDENCE_NOT_REGULAR},
        [RESIDENCE_UNKNOWN] = {OUTCOME_REVIEW, 0, BIT(FLAG_RESIDENCE_UNKNOWN),
                               SENTENCE_RESIDENCE_TO_CHECK},
    };
    for (int i = 0; i < RESIDENCE_COUNT; i++) {
        struct request request = claim_of(DATE(2025, 11, 25), "59");
        request.residence = (enum residence)i;
        struct decision decision = decision_on(&request);
        assert_int_equal(decision.outcome, expected[i].outcome);
        assert_int_equal(decision.grounds, expected[i].grounds);
        assert_int_equal(decision.flags, expected[i].flags);
        const struct step *step = step_of(&decision, expected[i].sentence);
        assert_ptr_equal(step->mentioned.w1, &law_residences.words[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(residence_grants_refuses_or_goes_to_an_agent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
