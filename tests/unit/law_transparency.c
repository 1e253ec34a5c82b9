#include "law/transparency.h"
#include "tests/claims.h"
#include "tests/test.h"

#include <string.h>

static struct transparency told_of(const struct request *request)
{
    struct decision decision = decision_on(request);
    struct transparency told;
    law_transparency(&decision, &told);
    return told;
}

#define ALWAYS                                                                       \
    (BIT(DATUM_REQUESTED_ON) | BIT(DATUM_DEPARTMENT) | BIT(DATUM_VIOLENCE_AGAINST) | \
     BIT(DATUM_DOCUMENTS) | BIT(DATUM_RESIDENCE) | BIT(DATUM_BENEFICIARY_OF) |       \
     BIT(DATUM_PREVIOUS_AWARDS))
#define AMOUNTS (BIT(DATUM_RESOURCES) | BIT(DATUM_CHILDREN) | BIT(DATUM_SMIC_REFERENCE))

/* CRPA R. 311-3-1-2, 2°: what was read, and nothing that was not. */
static void only_what_a_rule_read_is_listed(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    assert_int_equal(told_of(&request).data, BIT(DATUM_COUNT) - 1); /* granted: everything */
    /* Refused: nobody asked when it was complete; without an award, nor when it is decided. */
    request.documents_count = 0;
    assert_int_equal(told_of(&request).data, ALWAYS | AMOUNTS | BIT(DATUM_RELATIONSHIP));
    request.awards_count = 1;
    request.awards[0] = DATE(2025, 11, 1);
    assert_int_equal(told_of(&request).data,
                     ALWAYS | AMOUNTS | BIT(DATUM_RELATIONSHIP) | BIT(DATUM_DECIDED_ON));
    request = claim_of(DATE(2025, 11, 25), "59");
    request.violence_against = VICTIM_CHILD_ONLY;
    assert_int_equal(told_of(&request).data, ALWAYS | AMOUNTS);
    /* Before the law there is no amount. */
    request = claim_of(DATE(2023, 11, 1), "59");
    assert_int_equal(told_of(&request).data, ALWAYS | BIT(DATUM_RELATIONSHIP));
    /* To examine: it is to be paid in time, and awards nothing yet. */
    request = claim_of(DATE(2025, 11, 25), "59");
    request.residence = RESIDENCE_UNKNOWN;
    assert_int_equal(told_of(&request).data, BIT(DATUM_COUNT) - 1 - BIT(DATUM_DECIDED_ON));
}

static void the_law_alone_reads_nothing(void **state)
{
    (void)state;
    assert_int_equal(law_data_read(SENTENCE_RIGHTS), 0);
    assert_int_equal(law_data_read(SENTENCE_LOAN_DUE), 0);
    assert_int_equal(law_data_read(SENTENCE_RESOURCES), BIT(DATUM_RESOURCES));
}

/* CRPA R. 311-3-1-2, 1°. */
static void an_agent_decides_and_settles_what_is_in_doubt(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    uint32_t always = BIT(CONTRIBUTION_AGENT_DECIDES) | BIT(CONTRIBUTION_WRITTEN_RULES);
    assert_int_equal(told_of(&request).contributions, always);
    request.residence = RESIDENCE_IRREGULAR;
    assert_int_equal(told_of(&request).contributions, always);
    request.residence = RESIDENCE_UNKNOWN;
    assert_int_equal(told_of(&request).contributions, always | BIT(CONTRIBUTION_AGENT_SETTLES));
}

static void every_datum_says_who_gave_it(void **state)
{
    (void)state;
    static const enum data_source given_by[DATUM_COUNT] = {
        [DATUM_DOCUMENTS] = DATA_SOURCE_COPIES,       [DATUM_COMPLETED_ON] = DATA_SOURCE_FUND,
        [DATUM_DECIDED_ON] = DATA_SOURCE_FUND,        [DATUM_PREVIOUS_AWARDS] = DATA_SOURCE_FUND,
        [DATUM_SMIC_REFERENCE] = DATA_SOURCE_READING,
    };
    for (int i = 0; i < DATUM_COUNT; i++) {
        assert_int_equal(law_datum_source((enum datum)i), given_by[i]);
    }
}

static void assert_said(const struct request *request, enum datum datum, const char *fr,
                        const char *en)
{
    const char *const expected[LANGUAGE_COUNT] = {fr, en};
    for (int in = 0; in < LANGUAGE_COUNT; in++) {
        char room[512];
        struct writer out = WRITER(room);
        write_datum(&out, request, datum, (enum language)in);
        assert_false(out.full);
        assert_string_equal(writer_string(&out), expected[in]);
    }
}

static void every_datum_is_said_again_as_it_was_given(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.completed_on = DATE(2025, 11, 26);
    request.decided_on = DATE(2025, 12, 1);
    request.resources = (money){142631};
    static const struct {
        enum datum datum;
        const char *fr, *en;
    } cases[] = {
        {DATUM_REQUESTED_ON, "25 novembre 2025", "25 November 2025"},
        {DATUM_DEPARTMENT, "Nord (59)", "Nord (59)"},
        {DATUM_RESOURCES, "1\u202f426,31\u00a0€", "€1,426.31"},
        {DATUM_CHILDREN, "0", "0"},
        {DATUM_COMPLETED_ON, "26 novembre 2025", "26 November 2025"},
        {DATUM_DECIDED_ON, "1er décembre 2025", "1 December 2025"},
        {DATUM_RELATIONSHIP, "conjoint ou conjointe", "spouse"},
        {DATUM_VIOLENCE_AGAINST, "contre moi", "against me"},
        {DATUM_DOCUMENTS, "dépôt de plainte du 25 novembre 2025",
         "complaint to the police of 25 November 2025"},
        {DATUM_RESIDENCE, "stable et régulière", "stable and regular"},
        {DATUM_BENEFICIARY_OF, "non allocataire", "not a family-benefit recipient"},
        {DATUM_PREVIOUS_AWARDS, "aucune", "none"},
        {DATUM_SMIC_REFERENCE, "Smic du 1er janvier, appliqué du 1er avril au 31 mars",
         "minimum wage of 1 January, used from 1 April to 31 March"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_int_equal(cases[i].datum, i);
        assert_said(&request, cases[i].datum, cases[i].fr, cases[i].en);
    }
    assert_int_equal(LENGTH(cases), DATUM_COUNT);
}

static void lists_are_said_whole(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.children_count = 3;
    assert_said(&request, DATUM_CHILDREN, "3", "3");
    request.children[2].shared_custody = true;
    request.children[0].born_on = DATE(2012, 5, 1);
    assert_said(&request, DATUM_CHILDREN,
                "3, naissances\u00a0: 1er mai 2012, sans date, sans date (garde partagée)",
                "3, births: 1 May 2012, undated, undated (shared custody)");
    request.documents_count = 0;
    assert_said(&request, DATUM_DOCUMENTS, "aucun", "none");
    request.documents_count = 2;
    request.documents[1] = (struct document){DOCUMENT_POLICE_LOG, {2025, 11, 1}};
    assert_said(&request, DATUM_DOCUMENTS,
                "dépôt de plainte du 25 novembre 2025, main courante du 1er novembre 2025",
                "complaint to the police of 25 November 2025, police log entry (main courante) of "
                "1 November 2025");
    request.awards_count = 2;
    request.awards[0] = DATE(2024, 1, 1);
    request.awards[1] = DATE(2025, 2, 3);
    assert_said(&request, DATUM_PREVIOUS_AWARDS, "1er janvier 2024, 3 février 2025",
                "1 January 2024, 3 February 2025");
}

/* CRPA R. 311-3-1-2, 3°: each parameter with its weight, the text that fixed it, since when and
 * when it was published. */
static void parameters_carry_their_weight_and_their_text(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "59");
    request.resources = (money){320919};
    request.children_count = 1;
    struct decision decision = decision_on(&request);
    static const struct {
        const char *step, *source;
        int64_t value;
        int weight, reduction;
        date since, published;
    } expected[] = {
        {"flat_amount", "décret n° 2025-293", 64652, 0, 0, {2025, 4, 1}, {2025, 3, 30}},
        {"increment", NULL, 32326, 50, 0, {0, 0, 0}, {0, 0, 0}},
        {"minimum_wage",
         "décret n° 2024-951, net de prélèvements",
         142630,
         0,
         0,
         {2024, 11, 1},
         {2024, 10, 24}},
        {"reduction", NULL, 213945, 150, 60, {2023, 11, 28}, {0, 0, 0}},
        {"form", NULL, 320918, 225, 0, {2023, 11, 28}, {0, 0, 0}},
    };
    size_t found = 0;
    for (int i = 0; i < decision.why.count; i++) {
        const struct step *step = &decision.why.steps[i];
        if (!law_is_parameter(step)) continue;
        assert_true(found < LENGTH(expected));
        assert_string_equal(step_name(step), expected[found].step);
        assert_int_equal(step->value.cents, expected[found].value);
        assert_int_equal(law_weight_percent(step), expected[found].weight);
        assert_int_equal(law_step_reduction_percent(step), expected[found].reduction);
        assert_int_equal(date_compare(law_parameter_since(step), expected[found].since), 0);
        assert_int_equal(date_compare(step->published, expected[found].published), 0);
        assert_int_equal(step->source != NULL, expected[found].source != NULL);
        if (step->source) assert_string_equal(step->source, expected[found].source);
        assert_false(step->to_confirm);
        found++;
    }
    assert_int_equal(found, LENGTH(expected));
}

/* What was read in the press is not passed off as read in a text. */
static void an_unconfirmed_parameter_says_so(void **state)
{
    (void)state;
    struct request request = claim_of(DATE(2025, 11, 25), "976");
    struct decision decision = decision_on(&request);
    const struct step *flat = step_named(&decision, "flat_amount");
    assert_true(flat->to_confirm && law_is_parameter(flat));
    assert_int_equal(date_compare(flat->published, DATE(2025, 3, 30)), 0);
    assert_int_equal(law_weight_percent(step_named(&decision, "residence")), 0);
    assert_false(law_is_parameter(step_named(&decision, "residence")));
}

static void every_list_has_its_words_in_both_languages(void **state)
{
    (void)state;
    const struct word_list *const lists[] = {&law_answer_parts, &law_contributions,
                                             &law_data_sources, &law_data};
    static const int counts[] = {ANSWER_PART_COUNT, CONTRIBUTION_COUNT, DATA_SOURCE_COUNT,
                                 DATUM_COUNT};
    for (size_t i = 0; i < LENGTH(lists); i++) {
        assert_int_equal(lists[i]->count, counts[i]);
        for (int k = 0; k < lists[i]->count; k++) {
            const struct word *word = &lists[i]->words[k];
            assert_int_equal(words_find(lists[i], text_of(word->word)), k);
            assert_true(strlen(word->in[LANGUAGE_FR]) > 3 && strlen(word->in[LANGUAGE_EN]) > 3);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_a_rule_read_is_listed),
        cmocka_unit_test(the_law_alone_reads_nothing),
        cmocka_unit_test(an_agent_decides_and_settles_what_is_in_doubt),
        cmocka_unit_test(every_datum_says_who_gave_it),
        cmocka_unit_test(every_datum_is_said_again_as_it_was_given),
        cmocka_unit_test(lists_are_said_whole),
        cmocka_unit_test(parameters_carry_their_weight_and_their_text),
        cmocka_unit_test(an_unconfirmed_parameter_says_so),
        cmocka_unit_test(every_list_has_its_words_in_both_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
