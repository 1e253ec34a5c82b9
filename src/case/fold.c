#include "case/rules.h"

#include <string.h>

/* Some kilobytes, written once: the fold of a million files begins here. */
static void begin(file_number file, struct case_file *ret)
{
    memset(ret, 0, sizeof *ret);
    ret->file = file;
    for (int i = 0; i < STRAND_COUNT; i++) ret->stages[i] = case_strands[i].first;
}

struct case_file case_empty(file_number file)
{
    struct case_file empty;
    begin(file, &empty);
    return empty;
}

static const struct fact_rule *const rules[STRAND_COUNT] = {
    [STRAND_CLAIM] = case_claim_rules,     [STRAND_PAYMENT] = case_payment_rules,
    [STRAND_RIGHTS] = case_rights_rules,   [STRAND_LOAN] = case_loan_rules,
    [STRAND_PENAL] = case_penal_rules,     [STRAND_DEBT] = case_debt_rules,
    [STRAND_APPEAL] = case_appeal_rules,   [STRAND_CONTROL] = case_control_rules,
    [STRAND_CONTACT] = case_contact_rules, [STRAND_HOLD] = case_hold_rules,
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
    if (!(row->lawful_at & STAGE_BIT(file->stages[row->strand]))) return false;
    if (row->needs == 0) return true;
    uint64_t now = 0;
    for (int i = 0; i < STRAND_COUNT; i++) now |= STAGE_BIT(file->stages[i]);
    return (row->needs & now) != 0;
}

bool case_brings_a_request(enum fact_kind kind)
{
    return kind == FACT_CLAIM_RECEIVED || kind == FACT_INFORMATION_RECEIVED ||
           kind == FACT_INFORMATION_CORRECTED;
}

/* Whether the fact names what it must: a département the aid covers, a fund. */
static bool names_its_place(const struct fact *fact)
{
    if (fact->kind == FACT_CLAIM_TRANSMITTED) return fact->body.fund != NULL;
    if (!case_brings_a_request(fact->kind)) {
        return true;
    }
    const struct department *where = fact->body.request.department;
    return where && where->coverage != COVERAGE_NOT_COVERED;
}

/* Where the fact leads its strand: the one stage of its row, or the one the strand's file names. */
static enum stage stage_after(const struct case_file *file, const struct fact *fact,
                              const struct fact_rule *rule)
{
    const struct fact_kind_row *row = &case_fact_kinds[fact->kind];
    enum stage now = file->stages[row->strand];
    if (!rule->leads_to) {
        must((row->leads_to & (row->leads_to - 1)) == 0);
        return row->leads_to == STAGE_SAME ? now : (enum stage)__builtin_ctzll(row->leads_to);
    }
    enum stage to = rule->leads_to(file, fact);
    must(row->leads_to & STAGE_BIT(to) || (row->leads_to & STAGE_SAME && to == now));
    return to;
}

err case_apply(struct case_file *file, const struct fact *fact)
{
    if (!case_allows(file, fact->kind)) return ERR_NOT_LAWFUL;
    if (!names_its_place(fact)) return ERR_BAD_INPUT;
    const struct fact_kind_row *row = &case_fact_kinds[fact->kind];
    const struct fact_rule *rule = case_rule(fact->kind);
    if (rule->apply) rule->apply(file, fact);
    file->stages[row->strand] = stage_after(file, fact, rule);
    file->facts_count++;
    if (date_compare(fact->day, file->last_day) > 0) file->last_day = fact->day;
    return ERR_OK;
}

err case_fold(const struct journal *journal, struct case_file *ret, int *ret_place)
{
    begin(journal->file, ret);
    for (int i = 0; i < journal->count; i++) {
        err e = case_apply(ret, &journal->facts[i]);
        if (e == ERR_OK) continue;
        *ret_place = i;
        return e;
    }
    return ERR_OK;
}
