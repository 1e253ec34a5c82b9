/* The rights that follow the first payment for six months, and what she accepted of them: CASF
 * L. 214-10 al. 4.
 * May include: base, law. */
#ifndef CASE_RIGHTS_H
#define CASE_RIGHTS_H
#include "case/facts.h"

/* Folded from the facts of the strand. */
struct rights_life {
    date told_on, end_told_on;
    date accompanied_on, accompanied_until;
};

#endif
