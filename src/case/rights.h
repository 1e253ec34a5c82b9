/* The rights that follow the first payment for six months (CASF L. 214-10 al. 4), and the support
 * of the association she was put in touch with (L. 214-8). Nothing goes to the département without
 * her express consent: the claim strand sees to that.
 * May include: base, law. */
#ifndef CASE_RIGHTS_H
#define CASE_RIGHTS_H
#include "case/facts.h"
#include "law/rights.h"

struct case_file;

/* Folded from the facts of the strand. */
struct rights_life {
    date told_on, end_told_on;
    date accompanied_on, accompanied_until; /* by the association; until: it has ended */
};

/* What the law makes of it on a day. */
struct rights_state {
    enum rights_position position;
    date from, until; /* both in; NO_DATE while they are closed */
    date remind_by;   /* that they will end */
    bool told, end_told;
    bool accompanied; /* by an association */
};

/* Adds its steps to `why`, one for each right while they are open. They are closed as long as no
 * payment stands: returned, or of an award that fell. No fact of the file is after `today`. */
void case_rights(const struct case_file *file, date today, struct reasoning *why,
                 struct rights_state *ret);

#endif
