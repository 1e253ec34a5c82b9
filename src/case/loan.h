/* The loan's life: what she owes, when, and what ended it. CASF L. 214-12, D. 214-21, D. 214-22.
 * May include: base, law. */
#ifndef CASE_LOAN_H
#define CASE_LOAN_H
#include "case/facts.h"

/* Folded from the facts of the strand. */
struct loan_life {
    money principal;
    money restored; /* decided to be given back to her */
    date restored_on;
};

#endif
