/* A file with a loan, told by its facts, as the tests of the loan and of the proceedings tell it.
 */
#ifndef TESTS_LOANS_H
#define TESTS_LOANS_H
#include "tests/facts.h"
#include "tests/reasons.h"
#include "tests/test.h"

#define assert_day(got, expected) assert_int_equal(date_compare((got), (expected)), 0)

/* Recorded, or the test fails. */
static inline void tell(struct case_file *file, struct fact fact)
{
    struct trouble trouble = {.where = "", .expected = ""};
    if (case_admits(file, &fact, DATE(2040, 1, 1), &trouble) != ERR_OK) {
        fail_msg("%s: %s: %s", case_fact_kinds[fact.kind].word, trouble.where, trouble.expected);
    }
    assert_int_equal(case_apply(file, &fact), ERR_OK);
}

static inline void tell_on(struct case_file *file, enum fact_kind kind, date day)
{
    tell(file, fact_of(kind, day));
}

static inline struct fact sum_fact(enum fact_kind kind, date day, int64_t cents)
{
    struct fact fact = fact_of(kind, day);
    fact.body.amount = (money){cents};
    return fact;
}

static inline void tell_sum(struct case_file *file, enum fact_kind kind, date day, int64_t cents)
{
    tell(file, sum_fact(kind, day, cents));
}

static inline void pay_out(struct case_file *file, date day, int64_t reference)
{
    struct fact order = order_fact(file, day, reference);
    order.body.amount = case_owed(file);
    tell(file, order);
    tell(file, payment_fact(FACT_PAYMENT_SENT, day, reference));
    tell(file, payment_fact(FACT_PAYMENT_SETTLED, day, reference));
}

/* A claim received, complete, decided by the law and notified, all on that day. */
static inline struct case_file decided_file(date day, int children, int64_t resources)
{
    struct case_file file = case_empty((file_number){482109375516});
    struct fact claim = fact_of(FACT_CLAIM_RECEIVED, day);
    claim.body = claim_body(day, "59");
    claim.body.request.children_count = children;
    claim.body.request.resources = (money){resources};
    tell(&file, claim);
    tell_on(&file, FACT_CLAIM_COMPLETED, day);
    tell(&file, decided_fact(&file, day, NO_DATE));
    tell_on(&file, FACT_DECISION_NOTIFIED, day);
    return file;
}

/* A loan awarded, recorded and paid that day: 258.61 in 2025, 568.94 with three children. */
static inline struct case_file loan_file(date day, int children)
{
    struct case_file file = decided_file(day, children, children == 0 ? 250000 : 600000);
    assert_int_equal(file.decision.form, FORM_LOAN);
    tell_sum(&file, FACT_LOAN_GRANTED, day, file.decision.amount.cents);
    pay_out(&file, day, 1);
    return file;
}

/* An outcome of that day, known to the fund on another. */
static inline struct fact outcome_fact(enum penal_outcome outcome, bool final, date day,
                                       date known_on)
{
    struct fact fact = fact_of(FACT_OUTCOME_KNOWN, day);
    fact.body.outcome = outcome;
    fact.body.final = final;
    fact.body.known_on = known_on;
    return fact;
}

/* The same, which makes the author repay so much. */
static inline struct fact ordered_fact(int64_t cents, date day, date known_on)
{
    struct fact fact = outcome_fact(PENAL_REPAYMENT_ORDERED, true, day, known_on);
    fact.body.states_amount = true;
    fact.body.amount = (money){cents};
    return fact;
}

static inline struct fact opened_fact(date day, date known_on)
{
    struct fact fact = fact_of(FACT_PROCEEDINGS_KNOWN, day);
    fact.body.known_on = known_on;
    return fact;
}

static inline struct fact transfer_fact(enum creditor creditor, date day, int64_t cents)
{
    struct fact fact = sum_fact(FACT_LOAN_TRANSFERRED, day, cents);
    fact.body.creditor = creditor;
    return fact;
}

static inline struct loan_state loan_on(const struct case_file *file, date today)
{
    struct reasoning why = {.count = 0};
    struct loan_state state;
    case_loan(file, today, &why, &state);
    assert_true(is_founded(&why));
    return state;
}

static inline bool loan_says(const struct case_file *file, date today, enum sentence sentence)
{
    struct reasoning why = {.count = 0};
    struct loan_state state;
    case_loan(file, today, &why, &state);
    return says(&why, sentence);
}

/* The next instalment: its place, what is left of it, its day. */
static inline void assert_next(const struct case_file *file, date today, int place, int64_t cents,
                               date due_on)
{
    struct loan_state s = loan_on(file, today);
    assert_int_equal(s.next.place, place);
    assert_int_equal(s.next.amount.cents, cents);
    assert_day(s.next.due_on, due_on);
}

/* The same, verified a month later to be in no criminal proceedings. */
static inline struct case_file free_loan(date day, int children)
{
    struct case_file file = loan_file(day, children);
    tell_on(&file, FACT_NO_PROCEEDINGS, date_plus_days(day, 30));
    return file;
}

static inline struct fact plan_fact(date day, int instalments)
{
    struct fact fact = fact_of(FACT_PLAN_CHOSEN, day);
    fact.body.instalments = instalments;
    return fact;
}

static inline struct fact remission_fact(date day, int64_t cents)
{
    struct fact fact = sum_fact(FACT_REMISSION_DECIDED, day, cents);
    fact.body.precarity = ANSWER_YES;
    return fact;
}

/* The day of that duty; NO_DATE when it is not due. */
static inline date duty_day(const struct case_file *file, enum duty_kind kind)
{
    struct duty duties[DUTY_COUNT];
    int count = case_duties(file, DATE(2040, 1, 1), duties);
    for (int i = 0; i < count; i++) {
        if (duties[i].kind == kind) return duties[i].due;
    }
    return NO_DATE;
}

/* Refused on that day of recording, for that reason. */
static inline void assert_refusal(const struct case_file *file, struct fact fact, date today,
                                  err expected, const char *where, const char *what)
{
    struct trouble trouble = {.where = "", .expected = ""};
    assert_int_equal(case_admits(file, &fact, today, &trouble), expected);
    assert_string_equal(trouble.where, where);
    assert_string_equal(trouble.expected, what);
}

#endif
