#include "tests/claims.h"
#include "tests/test.h"

#include <string.h>

/* One line of an explanation, as a lawyer would check it by hand. */
struct line {
    const char *article, *step;
    int64_t value; /* -1: none */
    const char *source;
};

static void assert_explained(const struct decision *decision, const struct line *lines, int count)
{
    assert_int_equal(decision->why.count, count);
    for (int i = 0; i < count; i++) {
        const struct step *step = &decision->why.steps[i];
        char room[128];
        struct writer out = WRITER(room);
        write_step_article(&out, step);
        assert_string_equal(writer_string(&out), lines[i].article);
        assert_string_equal(step_name(step), lines[i].step);
        assert_int_equal(step->has_value ? step->value.cents : -1, lines[i].value);
        assert_int_equal(step->source != NULL, lines[i].source != NULL);
        if (lines[i].source) assert_string_equal(step->source, lines[i].source);
    }
}

/* Two children, 713,16 a month in Nord on 25 November 2025 (design, section 5). */
static void a_grant_is_explained_line_by_line(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.resources = (money){71316};
    request.children_count = 2;
    request.beneficiary_of = BENEFICIARY_CAF;
    request.documents[0].dated = DATE(2025, 11, 20);
    struct decision decision = decision_on(&request);
    static const struct line lines[] = {
        {"code pénal 132-80", "who", -1, NULL},
        {"CASF D. 214-11", "document", -1, NULL},
        {"CASF D. 214-12", "once_per_twelve_months", -1, NULL},
        {"CSS R. 111-3", "residence", -1, NULL},
        {"CASF D. 214-18, al. 5", "competent_fund", -1, NULL},
        {"CASF D. 214-16", "children", -1, NULL},
        {"CASF D. 214-14, al. 1", "flat_amount", 64652, "décret n° 2025-293"},
        {"CASF R. 262-1", "increment", 32326, NULL},
        {"CASF R. 262-1", "increment", 19396, NULL},
        {"CASF D. 214-14, al. 1", "full_amount", 116374, NULL},
        {"CASF D. 214-15", "resources", 71316, NULL},
        {"CASF D. 214-14, al. 6", "minimum_wage", 142630,
         "décret n° 2024-951, net de prélèvements"},
        {"CASF D. 214-14, 1°", "reduction", 71315, NULL},
        {"CASF D. 214-13, al. 1", "amount", 93099, NULL},
        {"CASF D. 214-13, al. 7", "form", 385101, NULL},
        {"CASF L. 214-10, al. 3", "pay_by", -1, NULL},
        {"CASF L. 214-10, al. 4", "rights", -1, NULL},
        {"CASF D. 214-12", "next_award", -1, NULL},
    };
    assert_explained(&decision, lines, (int)LENGTH(lines));
    assert_int_equal(decision.outcome, OUTCOME_GRANTED);
    assert_int_equal(decision.full.cents, 116374);
    assert_int_equal(decision.reduction_percent, 20);
    assert_int_equal(decision.amount.cents, 93099);
    assert_int_equal(decision.form, FORM_GRANT);
    assert_int_equal(date_compare(decision.pay_by, DATE(2025, 11, 28)), 0);
    assert_int_equal(date_compare(decision.next_award_from, DATE(2026, 11, 25)), 0);
    assert_string_equal(decision.fund->code, "CAF-59");
}

/* One child, one cent above 225 % of the minimum wage, in Strasbourg, no benefit. */
static void a_loan_is_explained_line_by_line(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 12, 23), "67");
    request.resources = (money){320919};
    request.children_count = 1;
    request.documents[0] = (struct document){DOCUMENT_PROTECTION_ORDER, {2025, 12, 1}};
    request.awards_count = 1;
    request.awards[0] = DATE(2024, 12, 23);
    struct decision decision = decision_on(&request);
    static const struct line lines[] = {
        {"code pénal 132-80", "who", -1, NULL},
        {"CASF D. 214-11", "document", -1, NULL},
        {"CASF D. 214-12", "once_per_twelve_months", -1, NULL},
        {"CSS R. 111-3", "residence", -1, NULL},
        {"CSS R. 514-1", "competent_fund", -1, NULL},
        {"CASF D. 214-16", "children", -1, NULL},
        {"CASF D. 214-14, al. 1", "flat_amount", 64652, "décret n° 2025-293"},
        {"CASF R. 262-1", "increment", 32326, NULL},
        {"CASF D. 214-14, al. 1", "full_amount", 96978, NULL},
        {"CASF D. 214-15", "resources", 320919, NULL},
        {"CASF D. 214-14, al. 6", "minimum_wage", 142630,
         "décret n° 2024-951, net de prélèvements"},
        {"CASF D. 214-14, 3°", "reduction", 213945, NULL},
        {"CASF D. 214-13, al. 1", "amount", 38791, NULL},
        {"CASF D. 214-13, 2°", "form", 320918, NULL},
        {"CASF L. 214-10, al. 3", "pay_by", -1, NULL},
        {"CASF L. 214-10, al. 4", "rights", -1, NULL},
        {"CASF D. 214-12", "next_award", -1, NULL},
    };
    assert_explained(&decision, lines, (int)LENGTH(lines));
    assert_int_equal(decision.outcome, OUTCOME_GRANTED);
    assert_int_equal(decision.form, FORM_LOAN);
    assert_int_equal(decision.reduction_percent, 60);
    /* 24, 29, 30, 31 December, then 2 January: 25 and 26 December and 1 January are off */
    assert_int_equal(date_compare(decision.pay_by, DATE(2026, 1, 2)), 0);
}

/* D. 214-16; rulebook I6. */
static void children_count_under_21_and_whole_when_shared(void **state)
{
    (void)state;
    static const struct {
        struct child child;
        bool counts, flagged;
    } cases[] = {
        {{{0, 0, 0}, false}, true, false},       {{{2004, 11, 26}, false}, true, false},
        {{{2004, 11, 25}, false}, false, false}, {{{2004, 11, 26}, true}, true, true},
        {{{2004, 11, 25}, true}, false, false},  {{{2025, 11, 25}, false}, true, false},
        {{{0, 0, 0}, true}, true, true},         {{{1900, 1, 1}, false}, false, false},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct request request = claim_of(DATE(2025, 11, 25), "59");
        request.children_count = 1;
        request.children[0] = cases[i].child;
        struct decision decision = decision_on(&request);
        assert_int_equal(decision.full.cents, cases[i].counts ? 96978 : 64652);
        assert_int_equal(decision.flags, cases[i].flagged ? BIT(FLAG_SHARED_CUSTODY) : 0);
        assert_int_equal(step_of(&decision, SENTENCE_CHILDREN_OF_AGE) != NULL, !cases[i].counts);
    }
}

static void before_the_law_there_is_no_amount(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2023, 11, 27), "59");
    struct decision decision = decision_on(&request);
    assert_int_equal(decision.outcome, OUTCOME_REFUSED);
    assert_int_equal(decision.grounds, BIT(GROUND_BEFORE_THE_LAW));
    assert_false(decision.has_amount);
    assert_false(date_is_set(decision.pay_by));
    request = claim_of(DATE(2023, 11, 28), "59");
    assert_int_equal(decision_on(&request).outcome, OUTCOME_GRANTED);
    request = claim_of(DATE(1950, 1, 1), "59");
    assert_int_equal(decision_on(&request).outcome, OUTCOME_REFUSED);
}

static void unread_territories_are_flagged(void **state)
{
    (void)state;
    static const struct {
        const char *department;
        int64_t full;
        bool flagged;
        const char *article;
    } cases[] = {{"976", 31786, true, "D. 542-1-1"}, {"975", 63571, true, "L. 531-5"},
                 {"971", 63571, false, NULL},        {"977", 63571, false, NULL},
                 {"978", 63571, false, NULL},        {"974", 63571, false, NULL}};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct request request = claim_of(DATE(2024, 6, 3), cases[i].department);
        struct decision decision = decision_on(&request);
        assert_int_equal(decision.outcome, OUTCOME_GRANTED);
        assert_int_equal(decision.full.cents, cases[i].full);
        assert_int_equal(decision.flags, cases[i].flagged ? BIT(FLAG_TERRITORY_TO_CONFIRM) : 0);
        for (int k = 0; cases[i].article && k < decision.why.count; k++) {
            const struct step *step = &decision.why.steps[k];
            if (strcmp(step_name(step), "territory") == 0) {
                assert_string_equal(step->article->number, cases[i].article);
            }
        }
    }
}

/* A refusal still gives the amount, so that it can be discussed; several grounds stand together,
 * and a ground outweighs a doubt. */
static void grounds_add_up_and_outweigh_doubts(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.relationship = RELATIONSHIP_OTHER;
    request.documents[0] = (struct document){DOCUMENT_FORCED_MARRIAGE_ORDER, {2025, 11, 1}};
    request.residence = RESIDENCE_UNKNOWN;
    struct decision decision = decision_on(&request);
    assert_int_equal(decision.outcome, OUTCOME_REFUSED);
    assert_int_equal(decision.grounds,
                     BIT(GROUND_NOT_PARTNER_VIOLENCE) | BIT(GROUND_DOCUMENT_NOT_ACCEPTED));
    assert_int_equal(decision.doubts, BIT(GROUND_DOCUMENT_NOT_ACCEPTED));
    assert_int_equal(decision.flags, BIT(FLAG_RESIDENCE_UNKNOWN));
    assert_int_equal(decision.amount.cents, 64652);
    assert_false(date_is_set(decision.pay_by));
}

/* A claim to examine is still to be paid in time, and awards nothing yet. */
static void a_review_keeps_its_last_day_to_pay(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.residence = RESIDENCE_UNKNOWN;
    struct decision decision = decision_on(&request);
    assert_int_equal(decision.outcome, OUTCOME_REVIEW);
    assert_int_equal(date_compare(decision.pay_by, DATE(2025, 12, 2)), 0);
    assert_false(date_is_set(decision.next_award_from));
}

static void an_outdated_parameter_is_flagged_and_said(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2024, 4, 15), "59");
    struct decision decision;
    law_assess(&request, DATE(2024, 4, 15), &decision);
    assert_int_equal(decision.outcome, OUTCOME_GRANTED);
    assert_int_equal(decision.full.cents, 60775);
    assert_int_equal(decision.flags, BIT(FLAG_PARAMETER_MAY_BE_OUTDATED));
    assert_non_null(step_of(&decision, SENTENCE_MAY_BE_OUTDATED));
    law_assess(&request, DATE(1900, 1, 1), &decision);
    assert_int_equal(decision.full.cents, 60775);
}

/* Rulebook J02. */
static void rights_end_six_months_after_the_first_payment(void **state)
{
    (void)state;
    assert_int_equal(date_compare(law_rights_end(DATE(2026, 1, 20)), DATE(2026, 7, 20)), 0);
    assert_int_equal(date_compare(law_rights_end(DATE(2025, 8, 31)), DATE(2026, 2, 28)), 0);
}

/* CASF L. 214-15, CRPA R. 311-3-1-1 (rulebook J01). */
static void a_decision_carries_its_remedies_and_the_mention_of_the_algorithm(void **state)
{
    (void)state;
    static const struct {
        int number;
        const char *says;
    } said[] = {{0, "L. 214-15"}, {0, "L. 412-3"}, {1, "R. 142-6"}, {2, "R. 421-1"}};
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        for (size_t i = 0; i < LENGTH(said); i++) {
            const char *remedy = law_remedy((enum language)language, said[i].number);
            assert_non_null(strstr(remedy, said[i].says));
            assert_null(strstr(remedy, "  "));
        }
        assert_null(law_remedy((enum language)language, -1));
        assert_null(law_remedy((enum language)language, 3));
        assert_non_null(strstr(law_algorithm_mention((enum language)language), "R. 311-3-1-1"));
        assert_non_null(strstr(law_access_remedy((enum language)language), "CADA"));
        assert_non_null(strstr(law_access_remedy((enum language)language), "R. 343-1"));
    }
}

static void the_rules_have_a_digest(void **state)
{
    (void)state;
    text digest = text_of(law_rules_digest());
    assert_int_equal(digest.length, 64);
    for (ptrdiff_t i = 0; i < digest.length; i++) {
        assert_non_null(strchr("0123456789abcdef", digest.at[i]));
    }
}

/* The longest explanation there can be keeps within its table. */
static void the_longest_explanation_has_room(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2027, 11, 25), "976");
    request.children_count = REQUEST_CHILDREN_MAX;
    for (int i = 0; i < REQUEST_CHILDREN_MAX; i++) request.children[i].shared_custody = true;
    request.awards_count = 1;
    request.awards[0] = DATE(2026, 11, 26);
    struct decision decision = decision_on(&request);
    assert_true(decision.why.count > REQUEST_CHILDREN_MAX);
    assert_true(decision.why.count <= REASONING_STEPS_MAX - 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_grant_is_explained_line_by_line),
        cmocka_unit_test(a_loan_is_explained_line_by_line),
        cmocka_unit_test(children_count_under_21_and_whole_when_shared),
        cmocka_unit_test(before_the_law_there_is_no_amount),
        cmocka_unit_test(unread_territories_are_flagged),
        cmocka_unit_test(grounds_add_up_and_outweigh_doubts),
        cmocka_unit_test(a_review_keeps_its_last_day_to_pay),
        cmocka_unit_test(an_outdated_parameter_is_flagged_and_said),
        cmocka_unit_test(rights_end_six_months_after_the_first_payment),
        cmocka_unit_test(a_decision_carries_its_remedies_and_the_mention_of_the_algorithm),
        cmocka_unit_test(the_rules_have_a_digest),
        cmocka_unit_test(the_longest_explanation_has_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
