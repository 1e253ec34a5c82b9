#include "tests/changes.h"

static void assert_turns_on(const struct counterfactual *item, date day)
{
    assert_int_equal(date_compare(law_turning_day(item), day), 0);
}

#define FOUR_KINDS                                                  \
    (BIT(DOCUMENT_COMPLAINT) | BIT(DOCUMENT_REPORT_TO_PROSECUTOR) | \
     BIT(DOCUMENT_PROTECTION_ORDER) | BIT(DOCUMENT_IMMEDIATE_PROTECTION_ORDER))

/* CASF L. 214-9 al. 1; D. 214-11: dated less than twelve months before the request. */
static void a_document_is_named_with_its_oldest_day(void **state)
{
    (void)state;
    static const struct {
        int count;
        struct document document;
        enum change change;
        enum outcome outcome;
        int64_t difference; /* a review keeps its amount: nothing more is received */
    } cases[] = {
        {0, {DOCUMENT_OTHER, {0, 0, 0}}, CHANGE_DOCUMENT_THAT_COUNTS, OUTCOME_GRANTED, 64652},
        {1,
         {DOCUMENT_POLICE_LOG, {2025, 11, 20}},
         CHANGE_DOCUMENT_THAT_COUNTS,
         OUTCOME_GRANTED,
         64652},
        {1,
         {DOCUMENT_FORCED_MARRIAGE_ORDER, {2025, 11, 20}},
         CHANGE_DOCUMENT_THAT_COUNTS,
         OUTCOME_GRANTED,
         0},
        {1,
         {DOCUMENT_COMPLAINT, {2024, 11, 24}},
         CHANGE_DOCUMENT_MORE_RECENT,
         OUTCOME_GRANTED,
         64652},
        {1, {DOCUMENT_COMPLAINT, {2024, 11, 25}}, CHANGE_DOCUMENT_MORE_RECENT, OUTCOME_GRANTED, 0},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct request request = claim_of(DATE(2025, 11, 25), "59");
        request.documents_count = cases[i].count;
        request.documents[0] = cases[i].document;
        struct counterfactuals found = changes_of(&request);
        const struct counterfactual *item = must_find(&found, cases[i].change);
        assert_turns_on(item, DATE(2024, 11, 26));
        assert_int_equal(item->documents, FOUR_KINDS);
        assert_int_equal(item->outcome, cases[i].outcome);
        assert_int_equal(item->grounds, 0);
        assert_int_equal(item->difference.cents, cases[i].difference);
        bool more_recent = cases[i].change == CHANGE_DOCUMENT_MORE_RECENT;
        assert_null(
            find(&found, more_recent ? CHANGE_DOCUMENT_THAT_COUNTS : CHANGE_DOCUMENT_MORE_RECENT));
    }
}

/* Sixteen papers that count for nothing leave no room: the last makes way. */
static void a_full_file_still_takes_a_document_that_counts(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.documents_count = REQUEST_DOCUMENTS_MAX;
    for (int i = 0; i < REQUEST_DOCUMENTS_MAX; i++) {
        request.documents[i] = (struct document){DOCUMENT_OTHER, {2025, 11, 1}};
    }
    struct counterfactuals found = changes_of(&request);
    const struct counterfactual *item = must_find(&found, CHANGE_DOCUMENT_THAT_COUNTS);
    struct request changed;
    law_changed_request(&request, item, &changed);
    assert_int_equal(changed.documents_count, REQUEST_DOCUMENTS_MAX);
    assert_int_equal(changed.documents[REQUEST_DOCUMENTS_MAX - 1].kind, DOCUMENT_COMPLAINT);
    assert_int_equal(item->outcome, OUTCOME_GRANTED);
}

/* What removes one ground of two still refuses, and says which is left. */
static void a_ground_that_falls_leaves_the_others(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.documents_count = 0;
    request.residence = RESIDENCE_TOURIST_VISA;
    struct counterfactuals found = changes_of(&request);
    const struct counterfactual *residence = must_find(&found, CHANGE_RESIDENCE_REGULAR);
    assert_int_equal(residence->outcome, OUTCOME_REFUSED);
    assert_int_equal(residence->grounds, BIT(GROUND_NO_DOCUMENT));
    assert_int_equal(residence->difference.cents, 0);
    const struct counterfactual *document = must_find(&found, CHANGE_DOCUMENT_THAT_COUNTS);
    assert_int_equal(document->grounds, BIT(GROUND_RESIDENCE));
    /* Two refusals are compared by what would have been due. */
    const struct counterfactual *child = must_find(&found, CHANGE_ONE_CHILD_MORE);
    assert_int_equal(child->outcome, OUTCOME_REFUSED);
    assert_int_equal(child->difference.cents, 32326);
    request.documents_count = 1;
    request.residence = RESIDENCE_UNKNOWN;
    found = changes_of(&request);
    assert_int_equal(must_find(&found, CHANGE_RESIDENCE_REGULAR)->outcome, OUTCOME_GRANTED);
}

/* D. 214-12: an office keeps a request whose day is near; otherwise it is made again. */
static void the_day_the_twelve_months_end(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.awards_count = 1;
    request.awards[0] = DATE(2024, 12, 10);
    struct counterfactuals found = changes_of(&request);
    const struct counterfactual *kept = must_find(&found, CHANGE_DECIDED_AFTER_TWELVE_MONTHS);
    const struct counterfactual *again = must_find(&found, CHANGE_ASKED_AFTER_TWELVE_MONTHS);
    assert_turns_on(kept, DATE(2025, 12, 10));
    assert_turns_on(again, DATE(2025, 12, 10));
    assert_int_equal(kept->outcome, OUTCOME_GRANTED);
    assert_int_equal(kept->difference.cents, 64652);
    /* A year later the document will be too old, and that is said. */
    request.awards[0] = DATE(2025, 11, 25);
    request.documents[0].dated = DATE(2025, 11, 20);
    found = changes_of(&request);
    assert_null(find(&found, CHANGE_DECIDED_AFTER_TWELVE_MONTHS));
    again = must_find(&found, CHANGE_ASKED_AFTER_TWELVE_MONTHS);
    assert_turns_on(again, DATE(2026, 11, 25));
    assert_int_equal(again->outcome, OUTCOME_REFUSED);
    assert_int_equal(again->grounds, BIT(GROUND_DOCUMENT_TOO_OLD));
    assert_int_equal(again->difference.cents, 517);
    struct request changed;
    law_changed_request(&request, again, &changed);
    struct trouble trouble;
    assert_int_equal(request_check(&changed, &trouble), ERR_OK);
}

/* Beyond what a request may say there is nothing to answer. */
static void a_day_beyond_the_calendar_is_not_named(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2150, 12, 31), "59");
    request.awards_count = 1;
    request.awards[0] = DATE(2150, 1, 10);
    struct counterfactuals found = changes_of(&request);
    assert_null(find(&found, CHANGE_ASKED_AFTER_TWELVE_MONTHS));
    assert_null(find(&found, CHANGE_DECIDED_AFTER_TWELVE_MONTHS));
    assert_null(find(&found, CHANGE_ASKED_AFTER_REVALUATION));
    assert_non_null(find(&found, CHANGE_ONE_CHILD_MORE));
    /* Near enough to be kept, but decided after the last day. */
    request.awards[0] = DATE(2150, 1, 1);
    found = changes_of(&request);
    assert_null(find(&found, CHANGE_DECIDED_AFTER_TWELVE_MONTHS));
}

/* A line of the tables that changes nothing for her is passed over; one not published by the day
 * what is known ends is unknown. */
static void the_next_day_that_changes_her_amount(void **state)
{
    (void)state;
    static const struct {
        date asked, known_on;
        enum smic_reference reference;
        int64_t resources;
        date expected;
    } cases[] = {
        {{2025, 11, 25}, {0, 0, 0}, SMIC_REFERENCE_APRIL, 0, {2026, 4, 1}},
        {{2025, 11, 25}, {0, 0, 0}, SMIC_REFERENCE_JANUARY, 0, {2026, 4, 1}},
        {{2025, 11, 25}, {0, 0, 0}, SMIC_REFERENCE_JANUARY, 71316, {2026, 1, 1}},
        {{2024, 1, 10}, {0, 0, 0}, SMIC_REFERENCE_IN_FORCE, 140000, {2024, 4, 1}},
        {{2024, 4, 10}, {0, 0, 0}, SMIC_REFERENCE_IN_FORCE, 140000, {2024, 11, 1}},
        {{2025, 11, 25}, {2025, 11, 25}, SMIC_REFERENCE_APRIL, 0, {0, 0, 0}},
        {{2026, 5, 4}, {0, 0, 0}, SMIC_REFERENCE_APRIL, 0, {0, 0, 0}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct request request = claim_of(cases[i].asked, "59");
        request.smic_reference = cases[i].reference;
        request.resources.cents = cases[i].resources;
        struct counterfactuals found;
        law_counterfactuals(&request, cases[i].known_on, &found);
        const struct counterfactual *item = find(&found, CHANGE_ASKED_AFTER_REVALUATION);
        assert_int_equal(item != NULL, date_is_set(cases[i].expected));
        if (item) assert_turns_on(item, cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_is_named_with_its_oldest_day),
        cmocka_unit_test(a_full_file_still_takes_a_document_that_counts),
        cmocka_unit_test(a_ground_that_falls_leaves_the_others),
        cmocka_unit_test(the_day_the_twelve_months_end),
        cmocka_unit_test(a_day_beyond_the_calendar_is_not_named),
        cmocka_unit_test(the_next_day_that_changes_her_amount),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
