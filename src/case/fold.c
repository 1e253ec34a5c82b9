#include "case/rules.h"

struct case_file case_empty(file_number file)
{
    return (struct case_file){
        .file = file,
        .stages = {[STRAND_CLAIM] = STAGE_CLAIM_NEW, [STRAND_PAYMENT] = STAGE_PAYMENT_NONE},
    };
}

static const struct fact_rule *const rules[STRAND_COUNT] = {
    [STRAND_CLAIM] = case_claim_rules,
    [STRAND_PAYMENT] = case_payment_rules,
};

const struct fact_rule *case_rule(enum fact_kind kind)
{
    must(kind >= 0 && kind < FACT_COUNT);
    return &rules[case_fact_kinds[kind].strand][kind];
}

bool case_allows(const struct case_file *file, enum fact_kind kind)
{
    must(kind >= 0 && kind < FACT_COUNT);
    const struct fact_kind_row *row = &case_fact_kinds[kind];
    if (!(row->lawful_at & 1u << file->stages[row->strand])) return false;
    if (row->needs == 0) return true;
    uint32_t now = 0;
    for (int i = 0; i < STRAND_COUNT; i++) now |= 1u << file->stages[i];
    return (row->needs & now) != 0;
}

/* Whether the fact names what it must: a département the aid covers, a fund. */
static bool names_its_place(const struct fact *fact)
{
    if (fact->kind == FACT_CLAIM_TRANSMITTED) return fact->body.fund != NULL;
    if (fact->kind != FACT_CLAIM_RECEIVED && fact->kind != FACT_INFORMATION_RECEIVED) {
        return true;
    }
    const struct department *where = fact->body.request.department;
    return where && where->coverage != COVERAGE_NOT_COVERED;
}

err case_apply(struct case_file *file, const struct fact *fact)
{
    if (!case_allows(file, fact->kind)) return ERR_NOT_LAWFUL;
    if (!names_its_place(fact)) return ERR_BAD_INPUT;
    const struct fact_kind_row *row = &case_fact_kinds[fact->kind];
    const struct fact_rule *rule = case_rule(fact->kind);
    if (rule->apply) rule->apply(file, fact);
    if (row->leads_to != STAGE_COUNT) file->stages[row->strand] = row->leads_to;
    file->facts_count++;
    if (date_compare(fact->day, file->last_day) > 0) file->last_day = fact->day;
    return ERR_OK;
}

err case_fold(const struct journal *journal, struct case_file *ret, int *ret_place)
{
    struct case_file file = case_empty(journal->file);
    for (int i = 0; i < journal->count; i++) {
        err e = case_apply(&file, &journal->facts[i]);
        if (e == ERR_OK) continue;
        *ret_place = i;
        return e;
    }
    *ret = file;
    return ERR_OK;
}
