/* The loan once awarded: from when she owes it, in which parts, and while nobody may ask. CASF
 * D. 214-21 and L. 214-10-1. How it ends otherwise than by payment is loan_end.h; what the author
 * owes, author.h. May include: base. */
#ifndef LAW_LOAN_H
#define LAW_LOAN_H
#include "law/reasoning.h"

/* D. 214-21 al. 4: at most so many monthly instalments. */
#define INSTALMENTS_MAX 24

/* The criminal proceedings about the violence, as the fund knows them. */
struct proceedings {
    enum { PROCEEDINGS_NONE, PROCEEDINGS_PENDING, PROCEEDINGS_OVER } are;
    date opened_on;        /* unless NONE */
    date outcome_known_on; /* OVER: the day the fund knew the outcome */
};

struct exigibility {
    date due_on; /* what is left may be asked from this day; NO_DATE while suspended */
    bool suspended;
};

/* The day the loan falls due when no proceedings stand in the way: the same day number 24 months
 * after the award, or the last day of that month. */
date law_loan_due_on(date attributed_on);

/* From when what is left of the loan may be asked of her. */
void law_exigibility(date attributed_on, const struct proceedings *proceedings,
                     struct reasoning *why, struct exigibility *ret);

/* The instalments to come. Each falls due on the same day number as `from`, or on the last day of
 * a month that has none, always counted from `from`: a 31st comes back after a February. */
struct plan {
    money rest; /* to be repaid by these instalments; null when count is */
    int count;
    date from;
    int months_gone; /* months of the calendar before the first of these instalments */
};

/* The instalment of that place (1..count) of a sum repaid in `count` (1..INSTALMENTS_MAX) equal
 * parts: the first `principal mod count` have one cent more. */
money law_instalment(money principal, int count, int place);
date law_instalment_due_on(const struct plan *plan, int place);

/* The plan she chose, or the default of INSTALMENTS_MAX; 1 repays all at once. The principal is
 * more than nothing. */
void law_plan(money principal, int count, date due_on, struct reasoning *why, struct plan *ret);

/* She chooses `count` instalments for what is left once she has paid `paid`, less than the rest:
 * from the first of the calendar after the `places_gone` ones, paid or fallen due. */
void law_plan_again(const struct plan *plan, int places_gone, money paid, int count,
                    struct reasoning *why, struct plan *ret);

/* She repays `early` besides the first `instalments_paid`: no fee, at any time, the rest in equal
 * parts over the instalments left. Not more than is left. */
void law_repay_early(const struct plan *plan, int instalments_paid, money early,
                     struct reasoning *why, struct plan *ret);

/* The plan after a suspension: the instalments left, the same sums, the first on the day the fund
 * knew the outcome unless it falls due later. */
void law_resume(const struct plan *plan, int instalments_paid, date outcome_known_on,
                struct reasoning *why, struct plan *ret);

/* Whether the fund sends the courts the attestation of the loan and the document that attests the
 * violence, on notifying the award: since the finance act for 2024. */
bool law_loan_attested(date notified_on, struct reasoning *why);

#endif
