/* The criminal proceedings as the fund knows them, and what they make of the loan. CASF L.
 * 214-10-1, L. 214-12, D. 214-21. May include: base, law. */
#ifndef CASE_PENAL_H
#define CASE_PENAL_H
#include "case/facts.h"

struct case_file;

/* Proceedings about the violence, from their opening to the day the fund knew their outcome. No
 * fact says of which proceedings it speaks: a complaint and the proceedings it leads to are one;
 * an outcome is of those decided that day when some were (a correction), else of those opened
 * first, else of others the fund learns of by their outcome alone. */
struct procedure {
    date opened_on;
    date decided_on; /* the latest judgment or decision; NO_DATE while none is known */
    date known_on;   /* when the fund learned it */
    enum penal_outcome outcome;
    bool is_prosecuted; /* more is known than a complaint */
    bool is_over;       /* law_outcome_is_over() */
    bool states_amount;
    money ordered;
};

#define PROCEDURES_MAX 8

/* Folded from the facts of the strand; procedures in the order in which the fund learned of them.
 */
struct penal_life {
    date none_on; /* the fund verified that there were none; NO_DATE while it did not */
    int procedures_count;
    struct procedure procedures[PROCEDURES_MAX];
    date attested_on;      /* the courts were told of the loan */
    date packet_on;        /* the public accountant got the extract and the attestation */
    date complaint_on;     /* the latest the police received */
    date informed_on;      /* by the police, of the aid */
    date form_offered_on;  /* by the police */
    bool form_is_accepted; /* the latest answer */
};

/* Whether proceedings were open that day whose outcome the fund did not know. */
bool penal_is_open_on(const struct penal_life *life, date day);

/* Whether repayment stands still that day: proceedings were open whose outcome the fund did not
 * know, or the fund knew nothing at all yet, which counts as pending (D. 214-21, 1°). */
bool penal_suspends_on(const struct penal_life *life, date day);

/* The same once all that is recorded is known. */
bool penal_is_pending(const struct penal_life *life);

/* The outcome that makes the author repay: of several the one that reaches furthest, of equals the
 * first; NULL when none was known on `day` (NO_DATE: when none is recorded). */
const struct procedure *penal_binding(const struct penal_life *life, date day);

/* The proceedings in the order of their opening, for law's prescription; returns how many. */
int penal_proceedings(const struct penal_life *life, struct proceedings ret[PROCEDURES_MAX]);

/* What the fund knows of them on a day. */
struct penal_state {
    enum stage are;                  /* one of the strand's, on that day */
    bool suspends;                   /* nothing may be asked of her because of them */
    date since;                      /* verified, opened or known on; NO_DATE while unknown */
    const struct procedure *latest;  /* whose outcome was known last; NULL when none was */
    const struct procedure *binding; /* NULL unless the author must repay */
};

/* The proceedings on `today`, explained in `why`, which has room for four steps. */
void case_penal(const struct case_file *file, date today, struct reasoning *why,
                struct penal_state *ret);

#endif
