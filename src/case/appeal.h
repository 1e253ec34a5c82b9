/* The appeal before the fund's board, then the administrative court. CASF L. 214-15.
 * May include: base, law. */
#ifndef CASE_APPEAL_H
#define CASE_APPEAL_H
#include "case/facts.h"

/* Folded from the facts of the strand. */
struct appeal_life {
    enum subject subject;
    date filed_on, decided_on, judged_on;
    bool granted;  /* by the board, on decided_on */
    bool annulled; /* by the court, on judged_on */
};

#endif
