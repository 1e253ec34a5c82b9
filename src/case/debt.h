/* What was paid and not due: notified, disputed, recovered. CASF L. 214-13, L. 214-14. A debt is
 * the State's (L. 214-11); the 10 % of CSS L. 553-2 al. 1 are never added to it.
 * May include: base, law. */
#ifndef CASE_DEBT_H
#define CASE_DEBT_H
#include "case/facts.h"
#include "law/rectification.h"

struct case_file;

#define OTHER_RECOVERIES_MAX 8

/* Folded from the facts of the strand. A day is NO_DATE as long as its fact has not come. */
struct debt_life {
    /* of every debt of the file */
    money recovered;
    money spared; /* given up: never asked again */
    money kept;   /* she keeps so much: a debt that claimed it back was struck out, on kept_on */
    date kept_on;
    struct interruption others[OTHER_RECOVERIES_MAX]; /* by their first day */
    int others_count;

    /* of the latest debt */
    money notified;
    money before; /* what of the aid she had when it was notified */
    money repaid; /* recovered of it: `notified` at most */
    bool fraud;
    date notified_on;
    date received_on;
    date requested_on, answered_on; /* its rectification */
    date plan_accepted_on;          /* the principle of a schedule */
    date plan_agreed_on;
    int plan_months;
    money planned; /* what was left when it was agreed, and what was recovered by then */
    money planned_after;
    date withheld_on;     /* the monthly withholding was set, the last time */
    money scale, monthly; /* by the scale; with the raise after fraud */
    date last_withheld_on;
    date formal_notice_on, constraint_on;
    date opposed_on, opposition_judged_on;
};

/* What the law says of a file's overpayment on a day. Derived, never recorded. */
struct debt_state {
    money overpaid;     /* and neither repaid nor given up */
    date notify_until;  /* the last day the fund may claim it back; NO_DATE when there is nothing */
    bool is_prescribed; /* that day has passed */

    bool runs; /* a debt is notified and not settled: what follows is about it */
    money left;
    bool contested;     /* L. 214-14 al. 1: nothing is recovered meanwhile */
    date rectify_until; /* she may ask for a rectification; NO_DATE before she is notified */
    date answer_until;  /* silence rejects the rectification that day; NO_DATE when none is asked */
    date conclude_until; /* a schedule whose principle she accepted; NO_DATE when she has not */
    struct recovery_start recovery;
    uint32_t ways;      /* 1u << RECOVERY_... */
    date schedule_end;  /* of the schedule agreed, NO_DATE when there is none */
    money instalment;   /* the next one of that schedule, 0 when there is none */
    date instalment_on; /* and its day */
    date formal_notice_from, constraint_from, oppose_until;
};

/* The state on `today`, each figure with its reasons. */
void case_debt(const struct case_file *file, date today, struct reasoning *why,
               struct debt_state *ret);

/* What was paid beyond what the decision in force awards, less what was repaid or given up, and
 * nothing of what a debt struck out lets her keep. */
money case_overpaid(const struct case_file *file);

/* What she keeps whatever the decision in force awards, since a debt that claimed it back was
 * struck out: its rectification accepted, or an appeal against it granted. 0 when there is no such
 * debt, or when a decision on corrected information has been taken since: it says by itself what is
 * due. */
money case_debt_kept(const struct case_file *file);

/* ---- inside the strand ---- */

bool debt_runs(const struct case_file *file);
/* What is left of the debt that runs: of what was notified, and never more than is overpaid. */
money debt_left(const struct case_file *file);
/* The day an appeal struck the latest debt out; NO_DATE when none did. */
date debt_struck_out_on(const struct case_file *file);
/* Whether the debt, repaid or not, is still to be cancelled: an appeal struck it out, or nothing is
 * left of it though it runs. */
bool debt_is_to_cancel(const struct case_file *file);
/* The day silence rejects the appeal against it, which then contests it no longer; NO_DATE when
 * there is none. */
date debt_silence_on(const struct case_file *file);
/* From when it may be recovered, by what had happened on `day`. */
struct recovery_start debt_recovery_on(const struct case_file *file, date day,
                                       struct reasoning *why);
/* The first day a formal notice may reach her, by the same; NO_DATE when there is none. */
date debt_formal_notice_from(const struct case_file *file, date day, struct reasoning *why);
/* The last day of a delay, at the place of the claim, without saying why. */
date debt_delay_end(const struct case_file *file, enum delay delay, date from);

/* A day read from a disk may be any; what the law adds to it must still be a day. */
#define DEBT_YEAR_MAX 2150
static inline date debt_day(date day)
{
    return day.year > DEBT_YEAR_MAX ? DATE(DEBT_YEAR_MAX, 12, 31) : day;
}

#endif
