/* A file written fact by fact, as the tests of case tell it. */
#ifndef TESTS_FACTS_H
#define TESTS_FACTS_H
#include "case/bodies.h"
#include "case/duties.h"
#include "case/fold.h"
#include "tests/claims.h"

/* A claim with a complaint of the day, two undertakings and a safe account. */
static inline struct body claim_body(date requested_on, const char *department)
{
    return (struct body){
        .request = claim_of(requested_on, department),
        .undertakes_repayment = true,
        .undertakes_reporting = true,
        .has_account = true,
    };
}

static inline struct fact fact_of(enum fact_kind kind, date day)
{
    return (struct fact){.kind = kind, .day = day, .actor = "agent:1"};
}

/* The decision the law gives on that day, as a fact. */
static inline struct fact decided_fact(const struct case_file *file, date day, date earlier_award)
{
    struct decision decision;
    case_assess(file, day, earlier_award, &decision);
    bool refused = decision.outcome == OUTCOME_REFUSED;
    struct fact fact = fact_of(refused ? FACT_CLAIM_REFUSED : FACT_CLAIM_GRANTED, day);
    fact.body = case_decision_body(&decision, earlier_award);
    return fact;
}

/* An order of what is owed. */
static inline struct fact order_fact(const struct case_file *file, date day, int64_t reference)
{
    struct fact fact = fact_of(FACT_PAYMENT_ORDERED, day);
    fact.body.reference = reference;
    fact.body.amount = file->decision.amount;
    fact.body.execution_on = day;
    return fact;
}

static inline struct fact payment_fact(enum fact_kind kind, date day, int64_t reference)
{
    struct fact fact = fact_of(kind, day);
    fact.body.reference = reference;
    fact.body.batch = 1;
    for (int i = 0; i < 5; i++) fact.body.reason[i] = "AC04"[i];
    return fact;
}

/* Whether it may follow, recorded far later; applied when it may. */
static inline err record(struct case_file *file, struct fact fact)
{
    struct trouble trouble;
    TRY(case_admits(file, &fact, DATE(2030, 1, 1), &trouble));
    return case_apply(file, &fact);
}

/* A change asked for at a desk, or confirmed in person, or dropped: of the one at `place`. */
static inline struct fact change_fact(enum fact_kind kind, date day, enum asked_for change,
                                      int place)
{
    struct fact fact = fact_of(kind, day);
    fact.body.change = change;
    fact.body.door = DOOR_DESK;
    fact.body.place = place;
    return fact;
}

/* She asks for it the day before, and confirms it in person. */
static inline err change(struct case_file *file, date day, enum asked_for what)
{
    int place = file->facts_count;
    TRY(record(file, change_fact(FACT_CHANGE_ASKED, date_plus_days(day, -1), what, 0)));
    return record(file, change_fact(FACT_CHANGE_CONFIRMED, day, what, place));
}

static inline err withdraw(struct case_file *file, date day)
{
    TRY(change(file, day, ASKED_WITHDRAWAL));
    return record(file, fact_of(FACT_CLAIM_WITHDRAWN, day));
}

#endif
