/* Controls and penalties. CASF L. 214-16. Nothing here ranks, scores or suspects anybody.
 * May include: base, law. */
#ifndef CASE_CONTROL_H
#define CASE_CONTROL_H
#include "case/facts.h"

/* Folded from the facts of the strand. */
struct control_life {
    date opened_on;
};

#endif
