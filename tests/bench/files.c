#include "tests/bench/files.h"

#include <stdio.h>
#include <stdlib.h>

void check(bool good, const char *what)
{
    if (good) return;
    fprintf(stderr, "fold: %s\n", what);
    exit(1);
}

struct fact facts[KIND_COUNT][JOURNALS][FACTS];
struct case_file files[KIND_COUNT][JOURNALS];
int facts_counts[KIND_COUNT][JOURNALS];

/* Where the next fact goes. */
struct told {
    struct fact *facts;
    struct case_file *file;
    int *count;
};

static void add(struct told *told, struct fact fact)
{
    struct trouble trouble = {.where = "", .expected = ""};
    if (case_admits(told->file, &fact, DATE(2040, 1, 1), &trouble) != ERR_OK) {
        fprintf(stderr, "fold: %s: %s: %s\n", case_fact_kinds[fact.kind].word, trouble.where,
                trouble.expected);
    }
    check(case_apply(told->file, &fact) == ERR_OK, "a fact that does not follow");
    told->facts[(*told->count)++] = fact;
}

static void add_kind(struct told *told, enum fact_kind kind, date day)
{
    add(told, fact_of(kind, day));
}

static void add_sum(struct told *told, enum fact_kind kind, date day, int64_t cents)
{
    struct fact fact = fact_of(kind, day);
    fact.body.amount.cents = cents;
    add(told, fact);
}

static struct fact claimed(int number, date day, int64_t resources)
{
    static const char *const departments[] = {"59", "13", "75", "974", "2A", "69", "33"};
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED, day);
    fact.body = claim_body(fact.day, departments[number % 7]);
    fact.body.request.resources.cents = resources;
    fact.body.request.children_count = number % 5;
    return fact;
}

static struct told begin(enum kind kind, int number)
{
    files[kind][number] = case_empty(file_number_make((uint64_t)number));
    return (struct told){facts[kind][number], &files[kind][number], &facts_counts[kind][number]};
}

static void decide(struct told *told, date day)
{
    add_kind(told, FACT_CLAIM_COMPLETED, day);
    add(told, decided_fact(told->file, day, NO_DATE));
    add_kind(told, FACT_DECISION_NOTIFIED, day);
}

static void pay(struct told *told, date day)
{
    struct fact order = order_fact(told->file, day, 1);
    order.body.amount = case_owed(told->file);
    add(told, order);
    add(told, payment_fact(FACT_PAYMENT_SENT, day, 1));
    add(told, payment_fact(FACT_PAYMENT_SETTLED, day, 1));
    add_kind(told, FACT_RIGHTS_TOLD, day);
    add_kind(told, FACT_RIGHTS_END_TOLD, day);
}

/* Paid a year ago and told her rights. */
static void write_long_paid(int number)
{
    struct told told = begin(LONG_PAID, number);
    date day = DATE(2024, 11, 25);
    add(&told, claimed(number, day, number * 3000));
    decide(&told, day);
    pay(&told, day);
}

/* Received, complete, decided or on its way to her. */
static void write_under_way(int number)
{
    struct told told = begin(UNDER_WAY, number);
    date day = DATE(2026, 1, 2);
    add(&told, claimed(number, day, number * 3000));
    if (number % 4 == 0) return;
    if (number % 4 == 1) {
        add_kind(&told, FACT_CLAIM_COMPLETED, day);
        return;
    }
    decide(&told, day);
    if (number % 4 == 2) return;
    add(&told, order_fact(told.file, day, 1));
    add(&told, payment_fact(FACT_PAYMENT_SENT, day, 1));
}

/* Received, two more informations, complete, granted, notified; then paid and come back, each time
 * to another account. */
static void write_come_back(int number)
{
    struct told told = begin(COME_BACK, number);
    date day = DATE(2025, 11, 25);
    struct fact claim = claimed(number, day, number * 9000);
    add(&told, claim);
    claim.kind = FACT_INFORMATION_RECEIVED;
    add(&told, claim);
    add(&told, claim);
    decide(&told, day);
    for (int64_t reference = 1; *told.count < FACTS; reference++) {
        add(&told, order_fact(told.file, day, reference));
        add(&told, payment_fact(FACT_PAYMENT_SENT, day, reference));
        add(&told, payment_fact(FACT_PAYMENT_RETURNED, day, reference));
        add_kind(&told, FACT_ACCOUNT_CONFIRMED, day);
    }
}

/* A loan, proceedings that end without an author, a plan and what she repays of it. */
static void lend(struct told *told, date day)
{
    add_sum(told, FACT_LOAN_GRANTED, day, told->file->decision.amount.cents);
    pay(told, day);
    struct fact known = fact_of(FACT_PROCEEDINGS_KNOWN, day);
    known.body.known_on = day;
    add(told, known);
    add_kind(told, FACT_ATTESTATION_SENT, day);
    struct fact outcome = fact_of(FACT_OUTCOME_KNOWN, DATE(2024, 9, 2));
    outcome.body.outcome = PENAL_ACQUITTAL;
    outcome.body.final = true;
    outcome.body.known_on = DATE(2024, 9, 10);
    add(told, outcome);
    struct fact plan = fact_of(FACT_PLAN_CHOSEN, DATE(2024, 10, 1));
    plan.body.instalments = 10;
    add(told, plan);
    for (int8_t month = 3; month < 10; month++) {
        add_sum(told, FACT_INSTALMENT_RECEIVED, DATE(2025, month, 1), 1000 + month);
    }
}

/* The board rejects; then there is a child fewer, and some of what was paid was not due.
 */
static void dispute(struct told *told)
{
    date day = DATE(2026, 5, 20);
    struct fact filed = fact_of(FACT_APPEAL_FILED, day);
    filed.body.subject = SUBJECT_DECISION;
    filed.body.received_on = day;
    add(told, filed);
    add_kind(told, FACT_APPEAL_ACKNOWLEDGED, day);
    add_kind(told, FACT_APPEAL_DECIDED, day);
    add_kind(told, FACT_APPEAL_NOTIFIED, day);
    struct fact corrected = fact_of(FACT_INFORMATION_CORRECTED, day);
    corrected.body = told->file->claim;
    corrected.body.request.children_count--;
    add(told, corrected);
    struct replacement law;
    check(case_replacement(told->file, day, NO_DATE, &law), "a correction that changes nothing");
    struct fact replaced = fact_of(FACT_DECISION_REPLACED, day);
    replaced.body = law.body;
    add(told, replaced);
    add_sum(told, FACT_DEBT_NOTIFIED, day, case_overpaid(told->file).cents);
    add_kind(told, FACT_DEBT_NOTICE_RECEIVED, day);
    add_kind(told, FACT_CONTROL_OPENED, day);
}

static void write_every_strand(int number)
{
    struct told told = begin(EVERY_STRAND, number);
    date day = DATE(2024, 6, 10);
    struct fact claim = claimed(number, day, 600000);
    claim.body.request.children_count = 1 + number % 3;
    add(&told, claim);
    decide(&told, day);
    lend(&told, day);
    dispute(&told);
    check(*told.count == FACTS, "a file of another length");
}

void write_files(void)
{
    for (int i = 0; i < JOURNALS; i++) {
        write_long_paid(i);
        write_under_way(i);
        write_come_back(i);
        write_every_strand(i);
    }
}
