#include "tests/claims.h"
#include "tests/test.h"

#include <string.h>

/* CASF L. 214-9 al. 1, code pénal 132-80; rulebook I20-I22, C07, C08. */
static void the_aid_is_for_violence_within_a_couple_present_or_past(void **state)
{
    (void)state;
    for (int relationship = 0; relationship < RELATIONSHIP_COUNT; relationship++) {
        for (int victim = 0; victim < VICTIM_COUNT; victim++) {
            struct request request = claim_of(DATE(2025, 11, 25), "59");
            request.relationship = (enum relationship)relationship;
            request.violence_against = (enum victim)victim;
            struct decision decision = decision_on(&request);
            bool open = relationship != RELATIONSHIP_OTHER && victim == VICTIM_APPLICANT;
            assert_int_equal(decision.outcome, open ? OUTCOME_GRANTED : OUTCOME_REFUSED);
            assert_int_equal(decision.grounds, open ? 0 : BIT(GROUND_NOT_PARTNER_VIOLENCE));
            assert_true(decision.has_amount);
        }
    }
}

static void violence_against_a_child_points_to_119(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.violence_against = VICTIM_CHILD_ONLY;
    struct decision decision = decision_on(&request);
    char room[512];
    struct writer out = WRITER(room);
    write_step_sentence(&out, step_of(&decision, SENTENCE_CHILD_ONLY), LANGUAGE_FR);
    assert_non_null(strstr(writer_string(&out), "119"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_aid_is_for_violence_within_a_couple_present_or_past),
        cmocka_unit_test(violence_against_a_child_points_to_119),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
