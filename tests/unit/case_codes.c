#include "case/facts.h"
#include "tests/test.h"

#include <stdio.h>
#include <string.h>

/* What the journal keeps for ever, against tests/reference/codes.tsv: a code says tomorrow what it
 * said on the day it was written. A line of that file is never changed; what is new gets its own.
 */

static const struct word_list *const lists[] = {
    &law_outcomes,      &law_grounds,          &law_flags,          &law_forms,
    &law_relationships, &law_victims,          &law_document_kinds, &law_residences,
    &law_beneficiaries, &law_smic_references,  &law_penal_outcomes, &case_channels,
    &case_causes,       &case_subjects,        &case_answers,       &case_write_offs,
    &case_creditors,    &case_breaches,        &case_intents,       &case_choices,
    &case_changes,      &case_doors,           &case_confirmations, &case_sendings,
    &case_anomalies,    &case_authentications, &case_takings,
};

static int facts, stages, departments, funds, words;

static void check_fact(text word, text number)
{
    int64_t code;
    assert_int_equal(text_read_integer(number, &code), ERR_OK);
    enum fact_kind kind = fact_kind_find(word);
    assert_true(kind < FACT_COUNT);
    assert_int_equal(case_fact_kinds[kind].code, code);
    assert_int_equal(fact_kind_of_code((int)code), kind);
    facts++;
}

/* Summaries keep the words of stages. */
static void check_stage(text strand, text word)
{
    int found = 0;
    for (int i = 0; i < STAGE_COUNT; i++) {
        found += text_equal(text_of(case_stages[i].word), word) &&
                 text_equal(text_of(case_strands[case_stages[i].strand].word), strand);
    }
    assert_int_equal(found, 1);
    stages++;
}

static void check_word(text list, text word, text number)
{
    int64_t place;
    assert_int_equal(text_read_integer(number, &place), ERR_OK);
    for (size_t i = 0; i < LENGTH(lists); i++) {
        if (!text_equal(text_of(lists[i]->name), list)) continue;
        assert_int_equal(words_find(lists[i], word), place);
        words++;
        return;
    }
    fail_msg("no list is named %.*s", (int)list.length, list.at);
}

static void check_line(text line)
{
    text rest = line;
    text what = text_cut(&rest, '\t'), word = text_cut(&rest, '\t');
    if (text_equal(what, T("fact"))) {
        check_fact(word, rest);
    } else if (text_equal(what, T("stage"))) {
        check_stage(word, rest);
    } else if (text_equal(what, T("department"))) {
        assert_non_null(law_department(word));
        departments++;
    } else if (text_equal(what, T("fund"))) {
        assert_non_null(law_fund(word));
        funds++;
    } else {
        check_word(what, word, rest);
    }
}

static void codes_are_kept_for_ever(void **state)
{
    FILE *file = fopen(*state, "r");
    assert_non_null(file);
    char line[256];
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] != '#') check_line(text_of(line));
    }
    fclose(file);
}

/* What has no line yet: add it. */
static void every_code_has_its_line(void **state)
{
    (void)state;
    int listed = 0;
    for (size_t i = 0; i < LENGTH(lists); i++) listed += lists[i]->count;
    assert_int_equal(facts, FACT_COUNT);
    assert_int_equal(stages, STAGE_COUNT);
    assert_int_equal(departments, law_department_count());
    assert_int_equal(funds, law_fund_count());
    assert_int_equal(words, listed);
}

int main(int count, char **arguments)
{
    assert_int_equal(count, 2);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(codes_are_kept_for_ever, arguments[1]),
        cmocka_unit_test(every_code_has_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
