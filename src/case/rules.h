/* What each strand's file says of its facts, gathered by fold.c, admits.c and duties.c. A strand
 * reads the other strands' days and sums but changes its own only. Inside case. May include: base,
 * law. */
#ifndef CASE_RULES_H
#define CASE_RULES_H
#include "case/bodies.h"
#include "case/duties.h"

struct fact_rule {
    /* The day the fact answers to: it cannot be dated before. */
    date (*answers_to)(const struct case_file *file);
    /* What the fact must say, beyond its stage and its day; NULL: nothing more. */
    err (*check)(const struct case_file *file, const struct fact *fact, date today,
                 struct trouble *trouble);
    /* What it changes; NULL: its stage alone. */
    void (*apply)(struct case_file *file, const struct fact *fact);
    /* Where it leads when facts.def names several stages, read after `apply`; NULL otherwise. */
    enum stage (*leads_to)(const struct case_file *file, const struct fact *fact);
};

/* Indexed by kind; a strand fills the rows of its own facts. */
extern const struct fact_rule case_claim_rules[FACT_COUNT], case_payment_rules[FACT_COUNT],
    case_rights_rules[FACT_COUNT], case_loan_rules[FACT_COUNT], case_penal_rules[FACT_COUNT],
    case_debt_rules[FACT_COUNT], case_appeal_rules[FACT_COUNT], case_control_rules[FACT_COUNT],
    case_contact_rules[FACT_COUNT], case_hold_rules[FACT_COUNT];

/* The row of that kind, in its strand's table. */
const struct fact_rule *case_rule(enum fact_kind kind);

/* Says where and what was expected, and gives `why` back. */
err case_refuse(err why, struct trouble *trouble, const char *where, const char *expected);
/* The same, with a day after what was expected: "a day not before 2026-04-25". */
err case_refuse_day(err why, struct trouble *trouble, const char *where, const char *expected,
                    date day);

static inline date later(date a, date b) { return date_compare(a, b) > 0 ? a : b; }

/* ---- duties ---- */

struct duty_list {
    struct duty *duties;
    int count;
    date today;
    date until; /* the first day after today on which they may be others; NO_DATE: none is known */
};

/* Adds a duty in its place by deadline; of two for the same day the one of the earlier kind in
 * duties.def comes first. At most one of each kind. */
void duty_add(struct duty_list *list, enum duty_kind kind, date due);
/* What is due may be something else from that day on, by the law alone. A day that is not after
 * today, and NO_DATE, change nothing. Whoever reads list->today says so here. */
void duty_turns(struct duty_list *list, date from);

/* The decision's part of the claim strand, in decision.c. */
void decision_taken(struct case_file *file, const struct fact *fact);
void decision_replaced(struct case_file *file, const struct fact *fact);
enum stage decision_stage(const struct case_file *file, const struct fact *fact);
err decision_check(const struct case_file *file, const struct fact *fact, date today,
                   struct trouble *trouble);
err decision_check_replaced(const struct case_file *file, const struct fact *fact, date today,
                            struct trouble *trouble);
void decision_duties(const struct case_file *file, struct duty_list *list);
/* Whether the claim as it stands can be complete on that day: no document of hers is younger. */
err claim_check_complete_on(const struct case_file *file, date day, struct trouble *trouble);

/* Whether she said it herself: in person, or through who may be believed. The second also refuses
 * the word agreed, which may have been taken from her: for whatever changes where money goes. */
err contact_check_how(const struct case_file *file, const struct fact *fact,
                      struct trouble *trouble);
err contact_check_confirmed(const struct case_file *file, const struct fact *fact, date today,
                            struct trouble *trouble);

/* The payment in parts, in parts.c. */
void parts_chosen(struct case_file *file, const struct fact *fact);
err parts_check(const struct case_file *file, const struct fact *fact, date today,
                struct trouble *trouble);

/* What each fact of a debt must say, in debt_checks.c. */
#define DEBT_CHECK(name)                                                                     \
    err debt_check_##name(const struct case_file *file, const struct fact *fact, date today, \
                          struct trouble *trouble)
DEBT_CHECK(notified);
DEBT_CHECK(notice);
DEBT_CHECK(request);
DEBT_CHECK(answer);
DEBT_CHECK(acceptance);
DEBT_CHECK(plan);
DEBT_CHECK(repaid);
DEBT_CHECK(withholding);
DEBT_CHECK(withheld);
DEBT_CHECK(formal_notice);
DEBT_CHECK(constraint);
DEBT_CHECK(opposition);
DEBT_CHECK(judged);
DEBT_CHECK(written_off);
DEBT_CHECK(cancelled);
DEBT_CHECK(other_recovery);
#undef DEBT_CHECK

void case_claim_duties(const struct case_file *file, struct duty_list *list);
void case_payment_duties(const struct case_file *file, struct duty_list *list);
void case_rights_duties(const struct case_file *file, struct duty_list *list);
void case_loan_duties(const struct case_file *file, struct duty_list *list);
void case_penal_duties(const struct case_file *file, struct duty_list *list);
void case_debt_duties(const struct case_file *file, struct duty_list *list);
void case_appeal_duties(const struct case_file *file, struct duty_list *list);
void case_control_duties(const struct case_file *file, struct duty_list *list);
void case_hold_duties(const struct case_file *file, struct duty_list *list);
/* After all others: it reads what is to be told to her. */
void case_contact_duties(const struct case_file *file, struct duty_list *list);

#endif
