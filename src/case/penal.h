/* The criminal proceedings as the fund knows them, and what they make of the loan. CASF L.
 * 214-10-1, L. 214-12, D. 214-21. May include: base, law. */
#ifndef CASE_PENAL_H
#define CASE_PENAL_H
#include "case/facts.h"

/* Folded from the facts of the strand. */
struct penal_life {
    struct proceedings proceedings;
};

#endif
