#include "case/fold.h"
#include "case/rules.h"
#include "tests/test.h"

#include <stdio.h>
#include <string.h>

/* Which fact is lawful when, against tests/reference/moves.tsv: facts.def read a second time, in
 * the words of the interface. A change of the table is said twice, and means it. */

static int rows;

/* "claim.granted" or, of the strand itself, "granted". STAGE_COUNT when it is none. */
static enum stage stage_of(text word, enum strand own)
{
    text rest = word, strand = text_cut(&rest, '.');
    text stage = rest.length > 0 ? rest : strand;
    if (rest.length == 0) strand = text_of(case_strands[own].word);
    for (int i = 0; i < STAGE_COUNT; i++) {
        if (text_equal(stage, text_of(case_stages[i].word)) &&
            text_equal(strand, text_of(case_strands[case_stages[i].strand].word))) {
            return (enum stage)i;
        }
    }
    return STAGE_COUNT;
}

/* "granted refused", "same", "-" for none. */
static uint64_t stages_of(text words, enum strand own)
{
    uint64_t stages = 0;
    while (words.length > 0) {
        text word = text_cut(&words, ' ');
        if (text_equal(word, T("-"))) continue;
        if (text_equal(word, T("same"))) {
            stages |= STAGE_SAME;
            continue;
        }
        enum stage stage = stage_of(word, own);
        if (stage == STAGE_COUNT) fail_msg("no stage %.*s", (int)word.length, word.at);
        stages |= STAGE_BIT(stage);
    }
    return stages;
}

/* A file whose strands are in none of these stages. */
static struct case_file file_outside(uint64_t stages)
{
    struct case_file file = case_empty(file_number_make(1));
    for (int i = STAGE_COUNT - 1; i >= 0; i--) {
        if (!(stages & STAGE_BIT(i))) file.stages[case_stages[i].strand] = (enum stage)i;
    }
    return file;
}

static void put(struct case_file *file, int stage)
{
    file->stages[case_stages[stage].strand] = (enum stage)stage;
}

static void check_lawful(enum fact_kind kind, uint64_t lawful, uint64_t needs)
{
    enum strand own = case_fact_kinds[kind].strand;
    for (int i = 0; i < STAGE_COUNT; i++) {
        struct case_file file = file_outside(needs);
        if (needs) put(&file, __builtin_ctzll(needs));
        if (case_stages[i].strand != own) continue;
        put(&file, i);
        if (case_allows(&file, kind) == ((lawful & STAGE_BIT(i)) != 0)) continue;
        fail_msg("%s in %s", case_fact_kinds[kind].word, case_stages[i].word);
    }
}

static void check_needs(enum fact_kind kind, uint64_t lawful, uint64_t needs)
{
    enum strand own = case_fact_kinds[kind].strand;
    for (int i = 0; i < STAGE_COUNT; i++) {
        if (case_stages[i].strand == own) continue;
        struct case_file file = file_outside(needs);
        put(&file, __builtin_ctzll(lawful));
        put(&file, i);
        if (case_allows(&file, kind) == (needs == 0 || (needs & STAGE_BIT(i)) != 0)) continue;
        fail_msg("%s with %s", case_fact_kinds[kind].word, case_stages[i].word);
    }
}

static void check_row(text line)
{
    text rest = line, word = text_cut(&rest, '\t');
    enum fact_kind kind = fact_kind_find(word);
    if (kind == FACT_COUNT) fail_msg("no fact %.*s", (int)word.length, word.at);
    enum strand own = case_fact_kinds[kind].strand;
    uint64_t lawful = stages_of(text_cut(&rest, '\t'), own);
    uint64_t leads_to = stages_of(text_cut(&rest, '\t'), own), needs = stages_of(rest, own);
    assert_true(lawful != 0);
    check_lawful(kind, lawful, needs);
    check_needs(kind, lawful, needs);
    if (case_fact_kinds[kind].leads_to != leads_to) {
        fail_msg("%s leads elsewhere", case_fact_kinds[kind].word);
    }
    rows++;
}

static void each_fact_is_lawful_where_it_is_said_and_nowhere_else(void **state)
{
    FILE *file = fopen(*state, "r");
    assert_non_null(file);
    char line[512];
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] != '#') check_row(text_of(line));
    }
    fclose(file);
    assert_int_equal(rows, FACT_COUNT);
}

int main(int count, char **words)
{
    assert_int_equal(count, 2);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(each_fact_is_lawful_where_it_is_said_and_nowhere_else, words[1]),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
