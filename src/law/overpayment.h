/* What was paid and not due, until when it may be asked back, and in which ways: CASF L. 214-13 and
 * L. 214-14. The 10 % that CSS L. 553-2 al. 1 adds in case of fraud are never asked: L. 214-14 does
 * not refer to that paragraph. May include: base. */
#ifndef LAW_OVERPAYMENT_H
#define LAW_OVERPAYMENT_H
#include "law/reasoning.h"

extern const struct article casf_l214_13, casf_l214_14;

/* L. 214-14 al. 1: what was paid less what was due; nothing when no more was paid than due, for a
 * debt of the fund towards her is not an overpayment. Neither amount may be negative. */
struct overpayment {
    bool any;
    money amount; /* 0 when there is none */
};
struct overpayment law_overpaid(money paid, money due, struct reasoning *why);

/* Days during which the fund could not recover this debt because it was recovering another. `to` is
 * the last of them, NO_DATE while it lasts. */
struct interruption {
    date from, to;
};

/* CSS L. 553-1: two years, five after fraud or false declaration, counted from the day of the
 * payment; each interruption that begins in time makes the whole delay run again from its end.
 * `until` is the last day the fund may act; NO_DATE while an interruption lasts. The interruptions
 * come oldest first. */
struct overpayment_prescription {
    date until;
};
struct overpayment_prescription law_overpayment_prescription(date paid_on, bool fraud,
                                                             const struct interruption *others,
                                                             int count, struct reasoning *why);

/* Whether the fund is too late on that day. */
bool law_overpayment_is_prescribed(struct overpayment_prescription prescription, date day);

/* The ways to recover, in the order of L. 214-14. */
enum recovery_way {
    RECOVERY_AT_ONCE,        /* the whole in one payment: always hers to choose */
    RECOVERY_SCHEDULE,       /* several payments, twelve months at most */
    RECOVERY_WITHHOLDING,    /* on her family benefits, activity bonus, RSA or housing aid */
    RECOVERY_OTHER_BENEFITS, /* on those of CSS L. 553-2, penultimate paragraph */
    RECOVERY_WAY_COUNT
};

struct recovery_situation {
    bool contested;         /* she contests that the sum was not due */
    bool chose_to_repay;    /* at once or by a schedule, in time */
    bool receives_benefits; /* those of L. 214-14 al. 1 can bear a withholding */
    bool manager_agrees;    /* whoever serves the other benefits agrees to withhold */
    bool owes_the_manager;  /* an overpayment of those same benefits comes first */
};

/* The ways open to the fund and to her, as bits 1u << RECOVERY_... */
uint32_t law_recovery_ways(const struct recovery_situation *situation, struct reasoning *why);

/* How many monthly payments a schedule may have: one to twelve. */
#define SCHEDULE_MONTHS_MAX 12
bool law_schedule_is_allowed(int months);

#endif
