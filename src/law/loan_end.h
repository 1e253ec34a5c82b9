/* How a loan ends otherwise than by payment: remission, abandonment of a small rest, prescription,
 * death; and who bears it. CASF L. 214-12, D. 214-21, D. 214-22. May include: base. */
#ifndef LAW_LOAN_END_H
#define LAW_LOAN_END_H
#include "law/loan.h"

/* What the fund knows about a condition. */
enum answer { ANSWER_UNKNOWN, ANSWER_NO, ANSWER_YES };

/* A request for remission or reduction, D. 214-21 al. 6. */
struct remission_request {
    enum answer good_faith, precarity;
    bool fraud; /* a fraudulent act or a false declaration is established */
};

enum remission {
    REMISSION_OPEN,     /* the fund may remit, all or part, as her situation deserves */
    REMISSION_EXAMINE,  /* neither condition is known to be met, one is not known */
    REMISSION_NOT_OPEN, /* neither condition is met */
    REMISSION_EXCLUDED, /* never after a fraud */
};

/* Whether a remission may be granted. Until it is decided the request suspends recovery. */
enum remission law_remission(const struct remission_request *request, struct reasoning *why);

struct abandonment {
    bool possible;   /* the rest is strictly below the threshold */
    money threshold; /* 0.68 % of the monthly ceiling, rounded up to the euro */
    bool may_be_outdated;
};

/* Whether the fund may give up a rest, more than nothing, on that day, with the ceilings known on
 * `known_on`. */
void law_abandonment(money rest, date on, date known_on, struct reasoning *why,
                     struct abandonment *ret);

/* No text says when the repayment of the loan is prescribed: L. 214-13 covers the payment of the
 * aid and overpayments. The default is the common rule; an office may choose the shorter one. */
enum prescription_rule {
    PRESCRIPTION_FIVE_YEARS, /* code civil, 2224 */
    PRESCRIPTION_TWO_YEARS,  /* CSS L. 553-1, as for overpayments */
    PRESCRIPTION_RULE_COUNT
};

struct loan_prescription {
    date last_day; /* the last day to claim the instalment; NO_DATE while suspended */
    bool suspended;
};

/* Until when an instalment may be claimed: counted from the day it falls due, not running while
 * any of the `count` proceedings, in the order of their opening, is pending. Those opened after it
 * was prescribed change nothing. */
void law_loan_prescription(date due_on, enum prescription_rule rule,
                           const struct proceedings *proceedings, int count, struct reasoning *why,
                           struct loan_prescription *ret);

/* What ends the recovery of a loan or of a part of it. */
enum write_off {
    WRITE_OFF_REMISSION,
    WRITE_OFF_DEATH,
    WRITE_OFF_ABANDONED,
    WRITE_OFF_IRRECOVERABLE, /* admission en non-valeur */
    WRITE_OFF_COUNT
};

/* Whether it extinguishes the claim, or the fund only stops recovering it. The State bears it:
 * D. 214-22 says so of all but what is abandoned, which is read the same way since the fund serves
 * the aid on behalf of the State (L. 214-11). */
bool law_write_off(enum write_off what, struct reasoning *why);

#endif
