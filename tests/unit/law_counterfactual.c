#include "law/amount.h"
#include "tests/changes.h"

#include <string.h>

/* What is expected of one of them. */
struct expected {
    enum change change;
    int64_t value;
    enum outcome outcome;
    int64_t amount;
    enum form form;
    int64_t difference;
};

static void assert_changes(const struct request *request, const struct expected *expected,
                           int count)
{
    struct counterfactuals found = changes_of(request);
    for (int i = 0; i < count && i < found.count; i++) {
        const struct counterfactual *item = &found.items[i];
        assert_string_equal(law_changes[item->change].word, law_changes[expected[i].change].word);
        assert_int_equal(item->value, expected[i].value);
        assert_int_equal(item->outcome, expected[i].outcome);
        assert_int_equal(item->amount.cents, expected[i].amount);
        assert_int_equal(item->form, expected[i].form);
        assert_int_equal(item->difference.cents, expected[i].difference);
    }
    assert_int_equal(found.count, count);
}

static int64_t day(int16_t year, int8_t month, int8_t of_month)
{
    return date_number(DATE(year, month, of_month));
}

/* The claim of the README: two children, one cent above half the minimum wage. */
static struct request two_children(void)
{
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.resources = (money){71316};
    request.children_count = 2;
    request.beneficiary_of = BENEFICIARY_CAF;
    request.documents[0].dated = DATE(2025, 11, 20);
    return request;
}

static void everything_that_changes_a_grant_is_listed_in_order(void **state)
{
    (void)state;
    struct request request = two_children();
    /* 930,99 granted. On 1 April 2026 half the minimum wage is 721,56: no reduction any more. */
    const struct expected expected[] = {
        {CHANGE_ONE_CHILD_MORE, 3, OUTCOME_GRANTED, 113788, FORM_GRANT, 20689},
        {CHANGE_ONE_CHILD_FEWER, 1, OUTCOME_GRANTED, 77582, FORM_GRANT, -15517},
        {CHANGE_RESOURCES_LESS_REDUCED, 71315, OUTCOME_GRANTED, 116374, FORM_GRANT, 23275},
        {CHANGE_RESOURCES_MORE_REDUCED, 142631, OUTCOME_GRANTED, 69824, FORM_GRANT, -23275},
        {CHANGE_RESOURCES_LOAN, 385102, OUTCOME_GRANTED, 46550, FORM_LOAN, -46549},
        {CHANGE_ASKED_AFTER_REVALUATION, day(2026, 4, 1), OUTCOME_GRANTED, 117305, FORM_GRANT,
         24206},
    };
    assert_changes(&request, expected, (int)LENGTH(expected));
}

/* Without children the loan begins where the last reduction does: one line says both. */
static void two_thresholds_at_the_same_cent_are_one_line(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.resources = (money){213946};
    const struct expected loan[] = {
        {CHANGE_ONE_CHILD_MORE, 1, OUTCOME_GRANTED, 38791, FORM_GRANT, 12930},
        {CHANGE_RESOURCES_LESS_REDUCED, 213945, OUTCOME_GRANTED, 38791, FORM_GRANT, 12930},
        {CHANGE_ASKED_AFTER_REVALUATION, day(2026, 4, 1), OUTCOME_GRANTED, 39101, FORM_GRANT,
         13240},
    };
    assert_changes(&request, loan, (int)LENGTH(loan));
    request.resources.cents--;
    const struct expected grant[] = {
        {CHANGE_ONE_CHILD_MORE, 1, OUTCOME_GRANTED, 58187, FORM_GRANT, 19396},
        {CHANGE_RESOURCES_LESS_REDUCED, 142630, OUTCOME_GRANTED, 51722, FORM_GRANT, 12931},
        {CHANGE_RESOURCES_MORE_REDUCED, 213946, OUTCOME_GRANTED, 25861, FORM_LOAN, -12930},
        {CHANGE_ASKED_AFTER_REVALUATION, day(2026, 4, 1), OUTCOME_GRANTED, 39101, FORM_GRANT, 310},
    };
    assert_changes(&request, grant, (int)LENGTH(grant));
}

/* Between the last reduction and the loan's own threshold, and above it. */
static void the_line_between_grant_and_loan_is_its_own(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.children_count = 1;
    request.resources = (money){320919};
    struct counterfactuals found = changes_of(&request);
    const struct counterfactual *grant = must_find(&found, CHANGE_RESOURCES_GRANT);
    assert_int_equal(grant->value, 320918);
    assert_int_equal(grant->form, FORM_GRANT);
    assert_int_equal(grant->reduction_percent, 60);
    assert_int_equal(grant->difference.cents, 0);
    assert_int_equal(must_find(&found, CHANGE_RESOURCES_LESS_REDUCED)->value, 213945);
    assert_int_equal(must_find(&found, CHANGE_ONE_CHILD_FEWER)->form, FORM_LOAN);
    assert_null(find(&found, CHANGE_RESOURCES_MORE_REDUCED));
    assert_null(find(&found, CHANGE_RESOURCES_LOAN));
    request.resources.cents--;
    found = changes_of(&request);
    assert_int_equal(must_find(&found, CHANGE_RESOURCES_LOAN)->value, 320919);
    assert_null(find(&found, CHANGE_RESOURCES_GRANT));
}

/* The cent is law_thresholds' own, on any day, in Mayotte too. */
static void the_cents_are_those_of_the_thresholds(void **state)
{
    (void)state;
    static const struct {
        date day;
        const char *department;
    } cases[] = {{{2023, 12, 4}, "59"}, {{2024, 6, 3}, "976"}, {{2026, 5, 4}, "2A"}};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct request request = claim_of(cases[i].day, cases[i].department);
        struct setting setting = {.requested_on = cases[i].day,
                                  .mayotte = strcmp(cases[i].department, "976") == 0,
                                  .known_on = ALL_KNOWN};
        struct thresholds thresholds;
        law_thresholds(&setting, &thresholds);
        request.resources.cents = thresholds.reduction[1].cents;
        request.children_count = 3;
        struct counterfactuals found = changes_of(&request);
        assert_int_equal(must_find(&found, CHANGE_RESOURCES_LESS_REDUCED)->value,
                         thresholds.reduction[0].cents);
        assert_int_equal(must_find(&found, CHANGE_RESOURCES_MORE_REDUCED)->value,
                         thresholds.reduction[1].cents + 1);
        assert_int_equal(must_find(&found, CHANGE_RESOURCES_LOAN)->value,
                         thresholds.loan[3].cents + 1);
    }
}

static void there_is_no_child_below_none_or_above_the_most(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    struct counterfactuals found = changes_of(&request);
    assert_null(find(&found, CHANGE_ONE_CHILD_FEWER));
    assert_null(find(&found, CHANGE_RESOURCES_LESS_REDUCED));
    request.children_count = REQUEST_CHILDREN_MAX;
    found = changes_of(&request);
    assert_null(find(&found, CHANGE_ONE_CHILD_MORE));
    assert_int_equal(must_find(&found, CHANGE_ONE_CHILD_FEWER)->value, REQUEST_CHILDREN_MAX - 1);
    /* One of thirty is of age: she may still have one more in charge. */
    request.children[0].born_on = DATE(2000, 1, 1);
    found = changes_of(&request);
    assert_int_equal(must_find(&found, CHANGE_ONE_CHILD_MORE)->value, REQUEST_CHILDREN_MAX);
}

static void before_the_law_only_its_day_and_the_conditions_change_something(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2023, 11, 20), "59");
    const struct expected expected[] = {
        {CHANGE_ASKED_SINCE_THE_LAW, day(2023, 11, 28), OUTCOME_GRANTED, 60775, FORM_GRANT, 60775}};
    assert_changes(&request, expected, 1);
    request.residence = RESIDENCE_IRREGULAR;
    struct counterfactuals found = changes_of(&request);
    assert_int_equal(found.count, 2);
    assert_int_equal(must_find(&found, CHANGE_RESIDENCE_REGULAR)->grounds,
                     BIT(GROUND_BEFORE_THE_LAW));
    assert_false(must_find(&found, CHANGE_RESIDENCE_REGULAR)->has_amount);
    assert_int_equal(must_find(&found, CHANGE_ASKED_SINCE_THE_LAW)->difference.cents, 60775);
}

static void a_request_is_changed_in_one_thing(void **state)
{
    (void)state;
    struct request request = two_children(), changed;
    request.completed_on = DATE(2025, 12, 1);
    request.decided_on = DATE(2026, 6, 1);
    request.children[0] = (struct child){{2012, 5, 1}, true};
    const struct counterfactual later = {.change = CHANGE_ASKED_AFTER_REVALUATION,
                                         .value = day(2026, 4, 1)};
    law_changed_request(&request, &later, &changed);
    assert_int_equal(date_compare(changed.requested_on, DATE(2026, 4, 1)), 0);
    assert_int_equal(date_compare(changed.completed_on, DATE(2026, 4, 1)), 0);
    assert_int_equal(date_compare(changed.decided_on, DATE(2026, 6, 1)), 0);
    assert_int_equal(date_compare(changed.children[0].born_on, DATE(2012, 5, 1)), 0);
    const struct counterfactual child = {.change = CHANGE_ONE_CHILD_MORE, .value = 3};
    law_changed_request(&request, &child, &changed);
    assert_int_equal(changed.children_count, 3);
    assert_false(date_is_set(changed.children[0].born_on));
    assert_int_equal(date_compare(changed.decided_on, request.decided_on), 0);
}

static void each_is_said_in_both_languages(void **state)
{
    (void)state;
    static const struct {
        struct counterfactual item;
        const char *fr, *en;
    } cases[] = {
        {{.change = CHANGE_ONE_CHILD_MORE, .value = 3},
         "Avec un enfant à charge de plus, 3 en tout",
         "With one more dependent child, 3 in all"},
        {{.change = CHANGE_RESOURCES_MORE_REDUCED, .value = 142631},
         "Dès que les ressources atteignent 1\u202f426,31\u00a0€, dans une tranche plus réduite",
         "As soon as resources reach €1,426.31, into a more reduced band"},
        {{.change = CHANGE_ASKED_AFTER_REVALUATION, .value = 20544},
         "Si la demande est faite le 1er avril 2026, quand les montants connus changent",
         "If the request is made on 1 April 2026, when the known amounts change"},
        {{.change = CHANGE_DOCUMENT_THAT_COUNTS,
          .value = 20053,
          .documents =
              BIT(DOCUMENT_COMPLAINT) | BIT(DOCUMENT_PROTECTION_ORDER) | BIT(DOCUMENT_OTHER)},
         "Avec un document qui compte, daté du 26 novembre 2024 ou d'après\u00a0: dépôt de "
         "plainte, "
         "ordonnance de protection ou autre document",
         "With a document that counts, dated 26 November 2024 or later: complaint to the police, "
         "protection order or another document"},
        {{.change = CHANGE_DOCUMENT_MORE_RECENT, .value = 20053, .documents = BIT(DOCUMENT_OTHER)},
         "Avec un document plus récent, daté du 26 novembre 2024 ou d'après\u00a0: autre document",
         "With a more recent document, dated 26 November 2024 or later: another document"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        const char *const expected[LANGUAGE_COUNT] = {cases[i].fr, cases[i].en};
        for (int in = 0; in < LANGUAGE_COUNT; in++) {
            char room[512];
            struct writer out = WRITER(room);
            write_counterfactual(&out, &cases[i].item, (enum language)in);
            assert_false(out.full);
            assert_string_equal(writer_string(&out), expected[in]);
        }
    }
}

/* Both languages say the same values, and every change has its word and its article. */
static void every_change_has_its_words_and_its_article(void **state)
{
    (void)state;
    static const struct {
        const char *fr, *en;
    } said[CHANGE_COUNT] = {
#define CHANGE(name, word, axis, way, turned, article, fr, en) [CHANGE_##name] = {fr, en},
#include "law/counterfactual.def"
    };
    static const char *const placeholders[] = {"{m1}", "{d1}", "{n1}", "{s1}"};
    for (int i = 0; i < CHANGE_COUNT; i++) {
        assert_true(strlen(law_changes[i].word) > 0 && strlen(law_changes[i].article) > 0);
        for (size_t p = 0; p < LENGTH(placeholders); p++) {
            assert_int_equal(strstr(said[i].fr, placeholders[p]) != NULL,
                             strstr(said[i].en, placeholders[p]) != NULL);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_that_changes_a_grant_is_listed_in_order),
        cmocka_unit_test(two_thresholds_at_the_same_cent_are_one_line),
        cmocka_unit_test(the_line_between_grant_and_loan_is_its_own),
        cmocka_unit_test(the_cents_are_those_of_the_thresholds),
        cmocka_unit_test(there_is_no_child_below_none_or_above_the_most),
        cmocka_unit_test(before_the_law_only_its_day_and_the_conditions_change_something),
        cmocka_unit_test(a_request_is_changed_in_one_thing),
        cmocka_unit_test(each_is_said_in_both_languages),
        cmocka_unit_test(every_change_has_its_words_and_its_article),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
