#include "tests/nights.h"

#include "desk/internal.h"
#include "tests/facts.h"

#include <stdio.h>
#include <stdlib.h>

#define FACTS_MAX 32

struct told {
    const struct night_file *what;
    struct case_file file;
    struct fact facts[FACTS_MAX];
    int count;
};

static date on(const struct told *told, date day)
{
    return date_plus_days(day, told->what->shift_days);
}

static void add(struct told *told, struct fact fact)
{
    struct trouble trouble = {.where = "", .expected = ""};
    if (case_fact_kinds[fact.kind].strand == STRAND_PAYMENT) fact.actor[6] = '2'; /* another pays */
    err e = case_admits(&told->file, &fact, DATE(2026, 6, 30), &trouble);
    if (e == ERR_OK) e = case_apply(&told->file, &fact);
    if (e == ERR_OK && told->count < FACTS_MAX) {
        told->facts[told->count++] = fact;
        return;
    }
    fprintf(stderr, "nights: %s: %s: expected %s\n", case_fact_kinds[fact.kind].word, trouble.where,
            trouble.expected);
    abort();
}

static void add_kind(struct told *told, enum fact_kind kind, date day)
{
    add(told, fact_of(kind, on(told, day)));
}

static void claimed(struct told *told, date day)
{
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED, on(told, day));
    fact.body = claim_body(fact.day, "59");
    add(told, fact);
}

/* Paid without resources, which turn out to be 1 500 euros: some of it was not due. */
static void overpaid(struct told *told, date paid_on, date replaced_on)
{
    date paid = on(told, paid_on);
    int64_t reference = told->what->number.number;
    claimed(told, paid_on);
    add_kind(told, FACT_CLAIM_COMPLETED, paid_on);
    add(told, decided_fact(&told->file, paid, NO_DATE));
    add(told, order_fact(&told->file, paid, reference));
    add(told, payment_fact(FACT_PAYMENT_SENT, paid, reference));
    add(told, payment_fact(FACT_PAYMENT_SETTLED, paid, reference));
    struct fact corrected = fact_of(FACT_INFORMATION_CORRECTED, on(told, replaced_on));
    corrected.body = told->file.claim;
    corrected.body.request.resources.cents = 150000;
    add(told, corrected);
    struct replacement law;
    must(case_replacement(&told->file, corrected.day, NO_DATE, &law));
    struct fact replaced = fact_of(FACT_DECISION_REPLACED, corrected.day);
    replaced.body = law.body;
    add(told, replaced);
    add_kind(told, FACT_DECISION_NOTIFIED, replaced_on);
}

/* The overpayment is notified, received, and its schedule agreed. */
static void planned(struct told *told, date notified_on, date agreed_on, int months)
{
    struct fact notified = fact_of(FACT_DEBT_NOTIFIED, on(told, notified_on));
    notified.body.amount = case_overpaid(&told->file);
    add(told, notified);
    add_kind(told, FACT_DEBT_NOTICE_RECEIVED, notified_on);
    struct fact plan = fact_of(FACT_DEBT_PLAN_AGREED, on(told, agreed_on));
    plan.body.instalments = months;
    add(told, plan);
}

static void appealed(struct told *told, date day)
{
    struct fact filed = fact_of(FACT_APPEAL_FILED, on(told, day));
    filed.body.subject = SUBJECT_DEBT;
    filed.body.received_on = filed.day;
    add(told, filed);
    add_kind(told, FACT_APPEAL_ACKNOWLEDGED, day);
}

/* Facts are reproached, and the commission is asked. */
static void accused(struct told *told)
{
    claimed(told, DATE(2025, 1, 5));
    add_kind(told, FACT_CONTROL_OPENED, DATE(2025, 11, 3));
    struct fact finding = fact_of(FACT_CONTROL_CLOSED, on(told, DATE(2025, 11, 28)));
    finding.body.irregular = true;
    add(told, finding);
    struct fact reproach = fact_of(FACT_FACTS_REPROACHED, on(told, DATE(2026, 3, 15)));
    reproach.body.breach = BREACH_UNDECLARED_CHANGE;
    reproach.body.intent = INTENT_WILFUL;
    reproach.body.facts_from = DATE(2025, 3, 1);
    reproach.body.sums_known = true;
    reproach.body.amount = (money){56894};
    add(told, reproach);
    struct fact chosen = fact_of(FACT_PENALTY_CHOSEN, on(told, DATE(2026, 5, 5)));
    chosen.body.choice = CHOICE_COMMISSION;
    add(told, chosen);
}

static void tell(struct told *told)
{
    switch (told->what->kind) {
    case NIGHT_PRESCRIBED: overpaid(told, DATE(2024, 6, 5), DATE(2025, 2, 24)); return;
    case NIGHT_SCHEDULE_OVER:
        overpaid(told, DATE(2025, 1, 10), DATE(2025, 2, 24));
        planned(told, DATE(2025, 11, 20), DATE(2025, 12, 8), 6);
        return;
    case NIGHT_SILENCE:
        overpaid(told, DATE(2025, 1, 10), DATE(2025, 2, 24));
        planned(told, DATE(2026, 3, 2), DATE(2026, 3, 20), 12);
        appealed(told, DATE(2026, 4, 8));
        return;
    case NIGHT_COMMISSION: accused(told); return;
    case NIGHT_QUIET: claimed(told, DATE(2026, 5, 4)); return;
    case NIGHT_KINDS: break;
    }
    abort();
}

err night_put(struct store *store, struct arena scratch, const struct night_file *what, date day)
{
    struct told *told = TAKE(&scratch, struct told, 1);
    *told = (struct told){.what = what, .file = case_empty(what->number)};
    tell(told);
    struct journal journal = {what->number, told->facts, told->count};
    struct projection *kept = TAKE(&scratch, struct projection, 1);
    desk_project(&told->file, &journal, day, kept);
    struct append append = {
        .file = what->number, .facts = told->facts, .facts_count = told->count, .projection = kept};
    return store_append(store, &append);
}
