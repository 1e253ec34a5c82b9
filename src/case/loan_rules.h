/* What the files of the loan strand share: the calendar replayed, and the author's debt. Inside
 * case. May include: base, law. */
#ifndef CASE_LOAN_RULES_H
#define CASE_LOAN_RULES_H
#include "case/rules.h"

/* The calendar after the events of the days up to one, replayed by law's functions. */
struct calendar {
    struct plan plan; /* the instalments left, and those of it that are paid; none: count is 0 */
    int paid_count;   /* of this plan, whole */
    money part;       /* paid of the next one */
    int gone;         /* instalments of earlier plans, paid or fallen due */
    /* Without the suspensions, the plan would begin so: prescription runs from these days. */
    date unshifted_from;
    int unshifted_months;
    money repaid, spared, author_repaid; /* all of it, also beyond what was left */
    money counted;                       /* of what she repaid: without what was undone */
    money repaid_suspended;              /* of it, what she paid while proceedings were pending */
    date repaid_on;
    bool is_asked; /* a remission, not decided */
    date asked_on;
    struct step plan_said; /* how law explains the plan; no article without one */
    struct step due_said;  /* and why it begins when it does; no article when at the 24th month */
};

/* Every event dated up to and including `until`. */
void loan_replay(const struct case_file *file, date until, struct calendar *ret);
/* The same, of every event recorded. */
#define LOAN_ALL_EVENTS DATE(DATE_YEAR_MAX, 12, 31)

/* What is left of the calendar, for her to repay. */
money loan_calendar_left(const struct calendar *calendar);

/* How many of the instalments of the plan are paid, or fell due before that day. */
int loan_places_gone(const struct calendar *calendar, date day);

/* How many instalments she may choose from that day: twenty-four less those that are gone. */
int loan_instalments_open(const struct case_file *file, const struct calendar *calendar, date day);

/* Whether nothing may be asked of her that day: proceedings, a remission, an appeal. */
bool loan_is_suspended_on(const struct case_file *file, const struct calendar *calendar, date day);

/* Whether an appeal about the loan is pending that day. */
bool loan_is_appealed_on(const struct case_file *file, date day);

/* Whether the decision in force is a loan. */
bool loan_is_decided(const struct case_file *file);

/* Of the principal, what was paid out. */
money loan_lent(const struct case_file *file);

/* What the author owes by that outcome after all that is recorded, asked on `on`. */
void loan_author(const struct case_file *file, date on, const struct procedure *outcome,
                 struct reasoning *why, struct author_debt *ret);

/* What the author still owes after all that is recorded; nothing when no outcome binds. */
money loan_author_left(const struct case_file *file);

/* What she repaid beyond what the loan leaves her or anybody to bear. */
money loan_overrepaid(const struct case_file *file);

/* The same with what the author could still repay of it: for a person to decide on. */
money loan_to_give_back(const struct case_file *file);

/* The checks of the facts, in loan_checks.c. */
typedef err loan_check(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble);
loan_check loan_check_granted, loan_check_annulled, loan_check_plan, loan_check_repaid,
    loan_check_deduction, loan_check_request, loan_check_remission, loan_check_write_off,
    loan_check_transfer, loan_check_author, loan_check_end, loan_check_restitution;

#endif
