#include "law/interview.h"

#include <stdio.h>

#include "tests/claims.h"
#include "tests/test.h"

/* The questions of the simulator: worked ranges, and how many questions she has to answer. */

static const date day = {2025, 11, 25};

static struct interview nothing_said(void) { return (struct interview){.requested_on = day}; }

/* Everything said: the worked example of the README. */
static struct interview everything_said(void)
{
    return (struct interview){
        .requested_on = day,
        .known = (1u << TOPIC_COUNT) - 1,
        .children = 2,
        .resources_from = {71316},
        .resources_to = {71316},
        .department = law_department(T("59")),
        .has_document = true,
        .document = {DOCUMENT_COMPLAINT, {2025, 11, 20}},
        .beneficiary_of = BENEFICIARY_CAF,
    };
}

static struct range range_of(const struct interview *interview)
{
    struct range range;
    law_range(interview, ALL_KNOWN, &range);
    return range;
}

static void what_is_known_whole_is_the_decision(void **state)
{
    (void)state;
    struct interview whole = everything_said();
    struct range range = range_of(&whole);
    assert_int_equal(range.outcomes, BIT(OUTCOME_GRANTED));
    assert_int_equal(range.least.cents, 93099);
    assert_int_equal(range.most.cents, 93099);
    assert_int_equal(range.forms, BIT(FORM_GRANT));
    assert_int_equal(date_compare(range.pay_by_first, DATE(2025, 11, 28)), 0);
    assert_int_equal(date_compare(range.pay_by_last, DATE(2025, 11, 28)), 0);
    assert_string_equal(range.fund->code, "CAF-59");
    assert_int_equal(law_next_question(&whole, ALL_KNOWN), TOPIC_COUNT);
}

static void what_is_not_known_leaves_a_range(void **state)
{
    (void)state;
    struct interview part = everything_said();
    part.known &= ~BIT(TOPIC_RESOURCES);
    struct range range = range_of(&part);
    assert_int_equal(range.least.cents, 46550); /* 60 % off, a loan */
    assert_int_equal(range.most.cents, 116374);
    assert_int_equal(range.forms, BIT(FORM_GRANT) | BIT(FORM_LOAN));
    assert_int_equal(law_next_question(&part, ALL_KNOWN), TOPIC_RESOURCES);
    part.unsure = BIT(TOPIC_RESOURCES);
    assert_int_equal(law_next_question(&part, ALL_KNOWN), TOPIC_COUNT);

    /* a band instead of a sum */
    part.known |= BIT(TOPIC_RESOURCES);
    part.resources_from.cents = 71316;
    part.resources_to.cents = 142630;
    range = range_of(&part);
    assert_int_equal(range.least.cents, 93099);
    assert_int_equal(range.most.cents, 93099);
    part.resources_to.cents = 142631;
    assert_int_equal(range_of(&part).least.cents, 69824);
}

static void a_document_of_unknown_age_leaves_the_outcome_open(void **state)
{
    (void)state;
    struct interview part = everything_said();
    part.document.dated = NO_DATE;
    uint32_t all = BIT(OUTCOME_GRANTED) | BIT(OUTCOME_REVIEW) | BIT(OUTCOME_REFUSED);
    assert_int_equal(range_of(&part).outcomes, all);
    part.document.kind = DOCUMENT_POLICE_LOG;
    struct range range = range_of(&part);
    assert_int_equal(range.outcomes, BIT(OUTCOME_REFUSED));
    assert_false(range.is_closed); /* another document would do */
    assert_int_equal(range.least.cents, 93099);
    assert_false(date_is_set(range.pay_by_first));
    part.has_document = false;
    assert_int_equal(range_of(&part).outcomes, BIT(OUTCOME_REFUSED));
    /* 29 February: no day is a year old to the day */
    part = everything_said();
    part.requested_on = DATE(2024, 2, 29);
    part.document.dated = NO_DATE;
    assert_int_equal(range_of(&part).outcomes, BIT(OUTCOME_GRANTED) | BIT(OUTCOME_REFUSED));
}

static void a_doubt_is_no_refusal(void **state)
{
    (void)state;
    struct interview part = everything_said();
    part.document.kind = DOCUMENT_FORCED_MARRIAGE_ORDER;
    struct range range = range_of(&part);
    assert_int_equal(range.outcomes, BIT(OUTCOME_REVIEW));
    assert_int_equal(date_compare(range.pay_by_last, DATE(2025, 11, 28)), 0);
    part.known &= ~BIT(TOPIC_RESIDENCE);
    assert_int_equal(range_of(&part).outcomes, BIT(OUTCOME_REVIEW) | BIT(OUTCOME_REFUSED));
}

/* 26 December is a holiday in Alsace and Moselle alone. */
static void days_run_from_the_first_to_the_last(void **state)
{
    (void)state;
    struct interview part = nothing_said();
    part.requested_on = DATE(2025, 12, 23);
    struct range range = range_of(&part);
    assert_int_equal(date_compare(range.pay_by_first, DATE(2025, 12, 29)), 0);
    assert_int_equal(date_compare(range.pay_by_last, DATE(2026, 1, 2)), 0);
    assert_null(range.fund);
}

static void an_earlier_award_closes(void **state)
{
    (void)state;
    struct interview part = everything_said();
    part.has_award = true;
    assert_true(range_of(&part).is_closed);
    part.awarded_on = DATE(2024, 11, 26);
    assert_true(range_of(&part).is_closed);
    part.awarded_on = DATE(2024, 11, 25);
    struct range range = range_of(&part);
    assert_false(range.is_closed);
    assert_int_equal(range.outcomes, BIT(OUTCOME_GRANTED));
}

static void mayotte_widens_what_is_not_known_of_the_place(void **state)
{
    (void)state;
    struct interview part = everything_said();
    part.known &= ~BIT(TOPIC_DEPARTMENT);
    struct range range = range_of(&part);
    assert_int_equal(range.most.cents, 93099);
    assert_true(range.least.cents < 93099);
    assert_string_equal(range.at_least.department->code, "976");
    assert_null(range.fund);
    part.resources_from.cents = part.resources_to.cents = 0;
    assert_string_equal(range_of(&part).at_most.department->code, "01");
}

static void before_the_law_everything_is_closed(void **state)
{
    (void)state;
    struct interview part = nothing_said();
    part.requested_on = DATE(2023, 11, 27);
    struct range range = range_of(&part);
    assert_true(range.is_closed);
    assert_false(range.has_amount);
    assert_int_equal(range.outcomes, BIT(OUTCOME_REFUSED));
    assert_int_equal(law_next_question(&part, ALL_KNOWN), TOPIC_COUNT);
    part.requested_on = DATE(2023, 11, 28);
    assert_int_equal(law_next_question(&part, ALL_KNOWN), TOPIC_WHO);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    struct trouble trouble;
    struct interview said = everything_said();
    assert_int_equal(law_interview_check(&said, &trouble), ERR_OK);
    said.children = 31;
    assert_int_equal(law_interview_check(&said, &trouble), ERR_BAD_INPUT);
    assert_string_equal(trouble.where, "/children");
    said = everything_said();
    said.resources_from.cents = 71317;
    assert_int_equal(law_interview_check(&said, &trouble), ERR_BAD_INPUT);
    assert_string_equal(trouble.where, "/resources_cents");
    said.resources_to.cents = REQUEST_RESOURCES_CENTS_MAX + 1;
    assert_int_equal(law_interview_check(&said, &trouble), ERR_BAD_INPUT);
    said = everything_said();
    said.document.dated = DATE(2025, 11, 26);
    assert_int_equal(law_interview_check(&said, &trouble), ERR_BAD_INPUT);
    assert_string_equal(trouble.where, "/documents/0/dated");
    said = everything_said();
    said.has_award = true;
    said.awarded_on = DATE(2025, 11, 26);
    assert_int_equal(law_interview_check(&said, &trouble), ERR_BAD_INPUT);
    said = nothing_said();
    said.children = 31; /* not read */
    assert_int_equal(law_interview_check(&said, &trouble), ERR_OK);
}

static void the_turns_are_the_thresholds_in_order(void **state)
{
    (void)state;
    static const int64_t general[] = {71315, 142630, 213945, 320918, 385101, 470679};
    struct interview part = nothing_said();
    money turns[RESOURCE_TURNS];
    law_resource_turns(&part, ALL_KNOWN, turns);
    for (int i = 0; i < RESOURCE_TURNS; i++) assert_int_equal(turns[i].cents, general[i]);
    part.known = BIT(TOPIC_DEPARTMENT);
    part.department = law_department(T("976"));
    law_resource_turns(&part, ALL_KNOWN, turns);
    assert_true(turns[0].cents < general[0]);
}

static void the_words_of_the_interface_are_read(void **state)
{
    (void)state;
    static const struct {
        enum topic topic;
        const char *said;
        err wanted;
    } answers[] = {
        {TOPIC_WHO, "partner", ERR_OK},
        {TOPIC_WHO, "other", ERR_OK},
        {TOPIC_WHO, "child_only", ERR_OK},
        {TOPIC_WHO, "spouse", ERR_BAD_INPUT},
        {TOPIC_WHO, "", ERR_BAD_INPUT},
        {TOPIC_RESIDENCE, "tourist_visa", ERR_OK},
        {TOPIC_RESIDENCE, "french", ERR_BAD_INPUT},
        {TOPIC_AWARD, "no", ERR_OK},
        {TOPIC_AWARD, "yes", ERR_OK},
        {TOPIC_AWARD, "2025-03-01", ERR_OK},
        {TOPIC_AWARD, "2025-02-29", ERR_BAD_INPUT},
        {TOPIC_CHILDREN, "0", ERR_OK},
        {TOPIC_CHILDREN, "30", ERR_OK},
        {TOPIC_CHILDREN, "31", ERR_BAD_INPUT},
        {TOPIC_CHILDREN, "-1", ERR_BAD_INPUT},
        {TOPIC_CHILDREN, "two", ERR_BAD_INPUT},
        {TOPIC_RESOURCES, "71316", ERR_OK},
        {TOPIC_RESOURCES, "0 71315", ERR_OK},
        {TOPIC_RESOURCES, "71316 0", ERR_BAD_INPUT},
        {TOPIC_RESOURCES, "71316 ", ERR_BAD_INPUT},
        {TOPIC_RESOURCES, "100000001", ERR_BAD_INPUT},
        {TOPIC_DEPARTMENT, "59", ERR_OK},
        {TOPIC_DEPARTMENT, "00", ERR_BAD_INPUT},
        {TOPIC_DEPARTMENT, "988", ERR_BAD_INPUT},
        {TOPIC_DOCUMENT, "none", ERR_OK},
        {TOPIC_DOCUMENT, "police_log", ERR_OK},
        {TOPIC_DOCUMENT, "complaint 2025-11-20", ERR_OK},
        {TOPIC_DOCUMENT, "complaint ", ERR_BAD_INPUT},
        {TOPIC_DOCUMENT, "complaints", ERR_BAD_INPUT},
        {TOPIC_BENEFITS, "msa", ERR_OK},
        {TOPIC_BENEFITS, "cpam", ERR_BAD_INPUT},
    };
    struct interview said = nothing_said();
    for (size_t i = 0; i < LENGTH(answers); i++) {
        struct interview before = said;
        enum topic topic = answers[i].topic;
        err e = law_interview_answer(&said, topic, text_of(answers[i].said));
        if (e != answers[i].wanted) fail_msg("%s %s", law_questions[topic], answers[i].said);
        if (e != ERR_OK) assert_memory_equal(&said, &before, sizeof said);
        if (e == ERR_OK) assert_true(said.known & BIT(topic));
        assert_int_equal(law_interview_answer(&said, topic, T("unsure")), ERR_OK);
        assert_true((said.unsure & BIT(topic)) && !(said.known & BIT(topic)));
        if (i % 2) said = before; /* with and without an answer before */
    }
    for (enum topic topic = 0; topic < TOPIC_COUNT; topic++) {
        assert_int_equal(law_topic(text_of(law_questions[topic])), topic);
    }
    assert_int_equal(law_topic(T("age")), TOPIC_COUNT);
}

static void answers_are_kept_as_they_were_said(void **state)
{
    (void)state;
    struct interview said = nothing_said();
    assert_int_equal(law_interview_answer(&said, TOPIC_WHO, T("child_only")), ERR_OK);
    assert_int_equal(said.violence_against, VICTIM_CHILD_ONLY);
    assert_int_equal(law_interview_answer(&said, TOPIC_WHO, T("other")), ERR_OK);
    assert_int_equal(said.relationship, RELATIONSHIP_OTHER);
    assert_int_equal(law_interview_answer(&said, TOPIC_RESOURCES, T("100 200")), ERR_OK);
    assert_int_equal(said.resources_from.cents, 100);
    assert_int_equal(said.resources_to.cents, 200);
    assert_int_equal(law_interview_answer(&said, TOPIC_RESOURCES, T("300")), ERR_OK);
    assert_int_equal(said.resources_to.cents, 300);
    assert_int_equal(law_interview_answer(&said, TOPIC_DOCUMENT, T("protection_order")), ERR_OK);
    assert_int_equal(said.document.kind, DOCUMENT_PROTECTION_ORDER);
    assert_false(date_is_set(said.document.dated));
    assert_int_equal(law_interview_answer(&said, TOPIC_AWARD, T("2025-03-01")), ERR_OK);
    assert_true(said.has_award && said.awarded_on.month == 3);
}

static void the_steps_of_the_amount_are_told_from_the_conditions(void **state)
{
    (void)state;
    struct interview whole = everything_said();
    struct range range = range_of(&whole);
    struct decision decision = decision_on(&range.at_most);
    int of_the_amount = 0;
    for (int i = 0; i < decision.why.count; i++) {
        const struct step *step = &decision.why.steps[i];
        bool is = law_is_of_the_amount(step);
        of_the_amount += is;
        if (step->sentence == SENTENCE_PARTNER || step->sentence == SENTENCE_NEXT_AWARD)
            assert_false(is);
        if (step->sentence == SENTENCE_CHILDREN_DECLARED || step->sentence == SENTENCE_FORM_GRANT)
            assert_true(is);
    }
    assert_int_equal(of_the_amount, 10);
}

static void the_range_has_a_word(void **state)
{
    (void)state;
    static const struct {
        uint32_t outcomes;
        bool closed;
        const char *word;
    } cases[] = {
        {BIT(OUTCOME_GRANTED), false, "granted"},
        {BIT(OUTCOME_REFUSED), false, "document"},
        {BIT(OUTCOME_REFUSED), true, "closed"},
        {BIT(OUTCOME_REVIEW), false, "review"},
        {BIT(OUTCOME_GRANTED) | BIT(OUTCOME_REVIEW), false, "open"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct range range = {.outcomes = cases[i].outcomes, .is_closed = cases[i].closed};
        assert_string_equal(law_standings[law_standing(&range)], cases[i].word);
    }
}

/* ---- how many questions ---- */

static struct interview answered(struct interview then, enum topic asked, int choice)
{
    static const enum document_kind kinds[] = {DOCUMENT_COMPLAINT, DOCUMENT_POLICE_LOG};
    then.known |= BIT(asked);
    switch (asked) {
    case TOPIC_WHO:
        then.relationship = choice == 1 ? RELATIONSHIP_OTHER : RELATIONSHIP_SPOUSE;
        then.violence_against = choice == 2 ? VICTIM_CHILD_ONLY : VICTIM_APPLICANT;
        break;
    case TOPIC_RESIDENCE:
        then.residence = choice == 1 ? RESIDENCE_IRREGULAR : RESIDENCE_REGULAR;
        break;
    case TOPIC_AWARD: then.has_award = choice == 1; break;
    case TOPIC_CHILDREN: then.children = choice; break;
    case TOPIC_RESOURCES:
        then.resources_from.cents = then.resources_to.cents = choice * 200000;
        break;
    case TOPIC_DEPARTMENT:
        then.department = law_department(choice == 1 ? T("976") : T("59"));
        break;
    case TOPIC_DOCUMENT:
        then.has_document = choice < 2;
        then.document = (struct document){kinds[choice % 2], day};
        break;
    case TOPIC_BENEFITS: then.beneficiary_of = (enum beneficiary)choice; break;
    case TOPIC_COUNT: break;
    }
    return then;
}

struct lengths {
    int shortest, longest;
};

/* Every way through: three answers and "I do not know" at each question, whatever order the law
 * asks in. */
static void walk(struct interview at, int asked_so_far, struct lengths *ret)
{
    enum topic next = law_next_question(&at, ALL_KNOWN);
    if (next == TOPIC_COUNT) {
        if (asked_so_far < ret->shortest) ret->shortest = asked_so_far;
        if (asked_so_far > ret->longest) ret->longest = asked_so_far;
        return;
    }
    /* past what closes, answers change what is said, not what is asked */
    int choices = next == TOPIC_WHO || next == TOPIC_RESIDENCE || next == TOPIC_AWARD ? 3 : 1;
    for (int i = 0; i < choices; i++) walk(answered(at, next, i), asked_so_far + 1, ret);
    at.unsure |= BIT(next);
    walk(at, asked_so_far + 1, ret);
}

static void a_minute_is_enough(void **state)
{
    (void)state;
    struct lengths lengths = {TOPIC_COUNT + 1, 0};
    walk(nothing_said(), 0, &lengths);
    printf("questions: %d on the shortest path, %d on the longest\n", lengths.shortest,
           lengths.longest);
    assert_int_equal(lengths.shortest, 1);
    assert_in_range(lengths.longest, 1, 8);
}

/* The order on a day of November 2025, when she answers everything. */
static void what_narrows_most_is_asked_first(void **state)
{
    (void)state;
    static const enum topic order[] = {
        TOPIC_WHO,       TOPIC_RESIDENCE,  TOPIC_AWARD,    TOPIC_CHILDREN,
        TOPIC_RESOURCES, TOPIC_DEPARTMENT, TOPIC_DOCUMENT, TOPIC_BENEFITS,
    };
    struct interview at = nothing_said();
    for (size_t i = 0; i < LENGTH(order); i++) {
        assert_int_equal(law_next_question(&at, ALL_KNOWN), order[i]);
        at = answered(at, order[i], 0);
    }
    assert_int_equal(law_next_question(&at, ALL_KNOWN), TOPIC_COUNT);
    assert_string_equal(law_questions[TOPIC_BENEFITS], "beneficiary_of");
    /* in Mayotte children raise the amount less: while it may be closed to her, the resources
     * narrow more */
    at = nothing_said();
    at.known = BIT(TOPIC_WHO) | BIT(TOPIC_AWARD) | BIT(TOPIC_DEPARTMENT);
    at.unsure = BIT(TOPIC_RESIDENCE);
    at.department = law_department(T("976"));
    assert_int_equal(law_next_question(&at, ALL_KNOWN), TOPIC_RESOURCES);
    at.unsure = 0;
    /* what cannot change the answer is not asked: the fund of Mayotte is the same for all */
    at = everything_said();
    at.known &= ~BIT(TOPIC_BENEFITS);
    assert_int_equal(law_next_question(&at, ALL_KNOWN), TOPIC_BENEFITS);
    at.has_document = false;
    assert_int_equal(law_next_question(&at, ALL_KNOWN), TOPIC_BENEFITS);
    at.department = law_department(T("976"));
    assert_int_equal(law_next_question(&at, ALL_KNOWN), TOPIC_COUNT);
    at.known &= ~BIT(TOPIC_DEPARTMENT);
    at.unsure = BIT(TOPIC_DEPARTMENT);
    assert_int_equal(law_next_question(&at, ALL_KNOWN), TOPIC_COUNT);
    /* what closes is asked even when nothing else is left to narrow */
    at = everything_said();
    at.known &= ~BIT(TOPIC_AWARD);
    assert_int_equal(law_next_question(&at, ALL_KNOWN), TOPIC_AWARD);
    /* once something may close, the others do not settle it */
    at.known &= ~(BIT(TOPIC_WHO) | BIT(TOPIC_CHILDREN));
    at.unsure = BIT(TOPIC_WHO);
    assert_int_equal(law_next_question(&at, ALL_KNOWN), TOPIC_AWARD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_known_whole_is_the_decision),
        cmocka_unit_test(what_is_not_known_leaves_a_range),
        cmocka_unit_test(a_document_of_unknown_age_leaves_the_outcome_open),
        cmocka_unit_test(a_doubt_is_no_refusal),
        cmocka_unit_test(days_run_from_the_first_to_the_last),
        cmocka_unit_test(an_earlier_award_closes),
        cmocka_unit_test(mayotte_widens_what_is_not_known_of_the_place),
        cmocka_unit_test(before_the_law_everything_is_closed),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(the_turns_are_the_thresholds_in_order),
        cmocka_unit_test(the_words_of_the_interface_are_read),
        cmocka_unit_test(answers_are_kept_as_they_were_said),
        cmocka_unit_test(the_steps_of_the_amount_are_told_from_the_conditions),
        cmocka_unit_test(the_range_has_a_word),
        cmocka_unit_test(a_minute_is_enough),
        cmocka_unit_test(what_narrows_most_is_asked_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
