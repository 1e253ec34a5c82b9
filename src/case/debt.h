/* What was paid and not due: notified, disputed, recovered. CASF L. 214-13, L. 214-14.
 * May include: base, law. */
#ifndef CASE_DEBT_H
#define CASE_DEBT_H
#include "case/facts.h"

/* Folded from the facts of the strand. */
struct debt_life {
    money notified;
    money recovered; /* of every debt of the file */
    money spared;    /* given up, of every debt of the file */
    date notified_on;
    date received_on;
    date requested_on, answered_on; /* its rectification */
};

#endif
