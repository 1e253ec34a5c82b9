#include "tests/claims.h"
#include "tests/test.h"

#define NOT_ACCEPTED BIT(GROUND_DOCUMENT_NOT_ACCEPTED)
#define TOO_OLD      BIT(GROUND_DOCUMENT_TOO_OLD)

/* CASF L. 214-9 al. 1 and D. 214-11; rulebook I1, I1b, I1c, I20, C01-C06, leap days. */
static void a_document_counts_while_less_than_twelve_months_old(void **state)
{
    (void)state;
    static const struct {
        enum document_kind kind;
        date dated, requested_on;
        enum outcome outcome;
        uint32_t grounds, flags;
    } cases[] = {
        {DOCUMENT_COMPLAINT, {2025, 3, 15}, {2026, 3, 14}, OUTCOME_GRANTED, 0, 0},
        {DOCUMENT_COMPLAINT, {2025, 3, 15}, {2026, 3, 15}, OUTCOME_REVIEW, 0, BIT(FLAG_EDGE_DAY)},
        {DOCUMENT_COMPLAINT, {2025, 3, 15}, {2026, 3, 16}, OUTCOME_REFUSED, TOO_OLD, 0},
        {DOCUMENT_PROTECTION_ORDER, {2024, 2, 29}, {2025, 2, 27}, OUTCOME_GRANTED, 0, 0},
        {DOCUMENT_PROTECTION_ORDER,
         {2024, 2, 29},
         {2025, 2, 28},
         OUTCOME_REVIEW,
         0,
         BIT(FLAG_EDGE_DAY)},
        {DOCUMENT_PROTECTION_ORDER, {2024, 2, 29}, {2025, 3, 1}, OUTCOME_REFUSED, TOO_OLD, 0},
        {DOCUMENT_COMPLAINT, {2023, 2, 28}, {2024, 2, 27}, OUTCOME_GRANTED, 0, 0},
        {DOCUMENT_COMPLAINT, {2023, 2, 28}, {2024, 2, 28}, OUTCOME_REVIEW, 0, BIT(FLAG_EDGE_DAY)},
        {DOCUMENT_COMPLAINT, {2023, 2, 28}, {2024, 2, 29}, OUTCOME_REFUSED, TOO_OLD, 0},
        {DOCUMENT_COMPLAINT, {2023, 3, 1}, {2024, 2, 29}, OUTCOME_GRANTED, 0, 0},
        {DOCUMENT_IMMEDIATE_PROTECTION_ORDER,
         {2025, 11, 22},
         {2025, 11, 25},
         OUTCOME_GRANTED,
         0,
         0},
        {DOCUMENT_REPORT_TO_PROSECUTOR, {2025, 11, 5}, {2025, 11, 25}, OUTCOME_GRANTED, 0, 0},
        {DOCUMENT_POLICE_LOG, {2025, 11, 20}, {2025, 11, 25}, OUTCOME_REFUSED, NOT_ACCEPTED, 0},
        {DOCUMENT_POLICE_LOG, {2023, 1, 20}, {2025, 11, 25}, OUTCOME_REFUSED, NOT_ACCEPTED, 0},
        {DOCUMENT_OTHER, {2025, 11, 20}, {2025, 11, 25}, OUTCOME_REFUSED, NOT_ACCEPTED, 0},
        {DOCUMENT_FORCED_MARRIAGE_ORDER,
         {2025, 11, 20},
         {2025, 11, 25},
         OUTCOME_REVIEW,
         NOT_ACCEPTED,
         0},
        {DOCUMENT_FORCED_MARRIAGE_ORDER,
         {2024, 11, 24},
         {2025, 11, 25},
         OUTCOME_REFUSED,
         TOO_OLD,
         0},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct request request = claim_of(cases[i].requested_on, "59");
        request.documents[0] = (struct document){cases[i].kind, cases[i].dated};
        struct decision decision = decision_on(&request);
        if (decision.outcome != cases[i].outcome || decision.grounds != cases[i].grounds ||
            decision.flags != cases[i].flags) {
            fail_msg("case %zu: outcome %d grounds %x flags %x", i, decision.outcome,
                     decision.grounds, decision.flags);
        }
    }
}

static void without_a_document_the_claim_is_refused(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.documents_count = 0;
    struct decision decision = decision_on(&request);
    assert_int_equal(decision.outcome, OUTCOME_REFUSED);
    assert_int_equal(decision.grounds, BIT(GROUND_NO_DOCUMENT));
}

/* One document that counts is enough, whatever its place among the others. */
static void the_best_document_decides_in_any_order(void **state)
{
    (void)state;
    static const struct {
        struct document document;
        enum outcome alone;
    } ranked[] = {
        {{DOCUMENT_POLICE_LOG, {2025, 11, 20}}, OUTCOME_REFUSED},
        {{DOCUMENT_COMPLAINT, {2023, 1, 1}}, OUTCOME_REFUSED},
        {{DOCUMENT_FORCED_MARRIAGE_ORDER, {2025, 11, 20}}, OUTCOME_REVIEW},
        {{DOCUMENT_COMPLAINT, {2024, 11, 25}}, OUTCOME_REVIEW},
        {{DOCUMENT_REPORT_TO_PROSECUTOR, {2025, 11, 20}}, OUTCOME_GRANTED},
    };
    for (size_t a = 0; a < LENGTH(ranked); a++) {
        for (size_t b = 0; b < LENGTH(ranked); b++) {
            struct request request = claim_of(DATE(2025, 11, 25), "59");
            request.documents_count = 2;
            request.documents[0] = ranked[a].document;
            request.documents[1] = ranked[b].document;
            struct decision decision = decision_on(&request);
            size_t best = a > b ? a : b;
            assert_int_equal(decision.outcome, ranked[best].alone);
            assert_int_equal(date_compare(step_named(&decision, "document")->mentioned.d1,
                                          ranked[best].document.dated),
                             0);
        }
    }
}

/* Of two that count as much the first is named: the explanation does not change with what is added
 * behind. */
static void the_first_of_two_equal_documents_is_named(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.documents_count = 2;
    request.documents[0] = (struct document){DOCUMENT_COMPLAINT, {2025, 11, 1}};
    request.documents[1] = (struct document){DOCUMENT_PROTECTION_ORDER, {2025, 11, 20}};
    struct decision decision = decision_on(&request);
    assert_int_equal(
        date_compare(step_named(&decision, "document")->mentioned.d1, DATE(2025, 11, 1)), 0);
}

/* A document that came to complete the request may be younger than it (D. 214-19). */
static void a_document_may_follow_the_request(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 24), "59");
    request.completed_on = request.decided_on = DATE(2025, 11, 26);
    request.documents[0].dated = DATE(2025, 11, 26);
    assert_int_equal(decision_on(&request).outcome, OUTCOME_GRANTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_counts_while_less_than_twelve_months_old),
        cmocka_unit_test(without_a_document_the_claim_is_refused),
        cmocka_unit_test(the_best_document_decides_in_any_order),
        cmocka_unit_test(the_first_of_two_equal_documents_is_named),
        cmocka_unit_test(a_document_may_follow_the_request),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
