/* A file whose aid was paid in excess, as the tests of debts tell it. */
#ifndef TESTS_UNIT_DEBTS_H
#define TESTS_UNIT_DEBTS_H
#include <string.h>

#include "tests/facts.h"
#include "tests/test.h"

static inline void happens(struct case_file *file, struct fact fact)
{
    struct trouble trouble = {.where = "", .expected = ""};
    err e = case_admits(file, &fact, DATE(2030, 1, 1), &trouble);
    if (e != ERR_OK) {
        fail_msg("%s: %s: %s", case_fact_kinds[fact.kind].word, trouble.where, trouble.expected);
    }
    assert_int_equal(case_apply(file, &fact), ERR_OK);
}

/* Paid on a day, without resources. */
static inline struct case_file paid_file(date paid_on, const char *department)
{
    struct case_file file = case_empty((file_number){482109375516});
    struct fact claim = fact_of(FACT_CLAIM_RECEIVED, paid_on);
    claim.body = claim_body(paid_on, department);
    happens(&file, claim);
    happens(&file, fact_of(FACT_CLAIM_COMPLETED, paid_on));
    happens(&file, decided_fact(&file, paid_on, NO_DATE));
    happens(&file, order_fact(&file, paid_on, 1));
    happens(&file, payment_fact(FACT_PAYMENT_SENT, paid_on, 1));
    happens(&file, payment_fact(FACT_PAYMENT_SETTLED, paid_on, 1));
    return file;
}

/* Her resources turn out to be others, and the decision gives way to the law's. */
static inline void corrected(struct case_file *file, int64_t resources_cents, date day)
{
    struct fact told = fact_of(FACT_INFORMATION_CORRECTED, day);
    told.body = file->claim;
    told.body.request.resources.cents = resources_cents;
    happens(file, told);
    struct replacement replacement;
    assert_true(case_replacement(file, day, NO_DATE, &replacement));
    struct fact replaced = fact_of(FACT_DECISION_REPLACED, day);
    replaced.body = replacement.body;
    happens(file, replaced);
}

/* Paid 635.71 on 10 January 2025, 381.43 due: 254.28 in excess since 24 February. */
#define PAID     DATE(2025, 1, 10)
#define REPLACED DATE(2025, 2, 24)
#define NOTIFIED DATE(2025, 3, 1)
#define RECEIVED DATE(2025, 3, 4)
enum { RESOURCES = 150000, DUE = 38143, EXCESS = 25428 };

static inline struct case_file overpaid_in(const char *department)
{
    struct case_file file = paid_file(PAID, department);
    corrected(&file, RESOURCES, REPLACED);
    return file;
}

static inline struct fact money_fact(enum fact_kind kind, date day, int64_t cents)
{
    struct fact fact = fact_of(kind, day);
    fact.body.amount.cents = cents;
    return fact;
}

static inline struct case_file notified_in(const char *department)
{
    struct case_file file = overpaid_in(department);
    happens(&file, money_fact(FACT_DEBT_NOTIFIED, NOTIFIED, case_overpaid(&file).cents));
    return file;
}

static inline struct case_file received_in(const char *department)
{
    struct case_file file = notified_in(department);
    happens(&file, fact_of(FACT_DEBT_NOTICE_RECEIVED, RECEIVED));
    return file;
}

static inline struct fact answer_fact(enum fact_kind kind, date day, bool accepted)
{
    struct fact fact = fact_of(kind, day);
    fact.body.accepted = accepted;
    return fact;
}

static inline struct fact plan_fact(date day, int months)
{
    struct fact fact = fact_of(FACT_DEBT_PLAN_AGREED, day);
    fact.body.instalments = months;
    return fact;
}

/* 67.50 a month: a couple without a child, and 347 euros by part, 25 % of what is above 301. */
static inline struct fact withholding_fact(date day)
{
    struct fact fact = fact_of(FACT_WITHHOLDING_SET, day);
    fact.body.household = (struct household){
        .income_known = true, .housing_known = true, .income = {69400}, .new_partner = true};
    fact.body.scale.cents = fact.body.amount.cents = 6750;
    return fact;
}

static inline struct case_file withheld_in(const char *department)
{
    struct case_file file = received_in(department);
    happens(&file, withholding_fact(DATE(2025, 3, 25)));
    return file;
}

/* An appeal against the debt, or another, as its strand would leave it: decided or not. */
static inline void appealed(struct case_file *file, enum subject subject, date filed_on,
                            date decided_on)
{
    file->stages[STRAND_APPEAL] =
        date_is_set(decided_on) ? STAGE_APPEAL_DECIDED : STAGE_APPEAL_FILED;
    file->appeal = (struct appeal_life){.subject = subject,
                                        .filed_on = filed_on,
                                        .received_on = filed_on,
                                        .decided_on = decided_on};
}

static inline void sued(struct case_file *file, date sued_on, date judged_on)
{
    file->stages[STRAND_APPEAL] =
        date_is_set(judged_on) ? STAGE_APPEAL_DECIDED : STAGE_APPEAL_LITIGATED;
    file->appeal.sued_on = sued_on;
    file->appeal.judged_on = judged_on;
}

/* Refused there, for that reason, and what is expected says so. */
static inline void assert_refused(const struct case_file *file, struct fact fact, err expected,
                                  const char *where, const char *says)
{
    struct trouble trouble = {.where = "", .expected = ""};
    assert_int_equal(case_admits(file, &fact, DATE(2030, 1, 1), &trouble), expected);
    assert_string_equal(trouble.where, where);
    if (strstr(trouble.expected, says)) return;
    fail_msg("%s: \"%s\" does not say \"%s\"", case_fact_kinds[fact.kind].word, trouble.expected,
             says);
}

/* Refused until the day before, admitted that day; `says` is what the refusal names. */
static inline void assert_from(const struct case_file *file, struct fact fact, date first,
                               const char *says)
{
    struct trouble trouble;
    fact.day = date_plus_days(first, -1);
    assert_refused(file, fact, ERR_NOT_LAWFUL, "/day", says);
    fact.day = first;
    assert_int_equal(case_admits(file, &fact, DATE(2030, 1, 1), &trouble), ERR_OK);
}

/* Admitted until that day, refused the day after. */
static inline void assert_until(const struct case_file *file, struct fact fact, date last,
                                const char *says)
{
    struct trouble trouble;
    fact.day = last;
    assert_int_equal(case_admits(file, &fact, DATE(2030, 1, 1), &trouble), ERR_OK);
    fact.day = date_plus_days(last, 1);
    assert_refused(file, fact, ERR_NOT_LAWFUL, "/day", says);
}

static inline struct debt_state state_on(const struct case_file *file, date today)
{
    struct reasoning why = {0};
    struct debt_state state;
    case_debt(file, today, &why, &state);
    return state;
}

static inline void assert_day(date day, date expected)
{
    if (date_compare(day, expected) == 0) return;
    fail_msg("%d-%02d-%02d, expected %d-%02d-%02d", day.year, day.month, day.day, expected.year,
             expected.month, expected.day);
}

#endif
