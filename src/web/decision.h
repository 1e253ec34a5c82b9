/* The values the template decision.html asks for.
 * May include: base, law, case, pay, store, wire, desk, host. */
#ifndef WEB_DECISION_H
#define WEB_DECISION_H
#include "law/assess.h"
#include "web/template.h"

void decision_values(struct values *values, const struct decision *decision, struct arena *a);

#endif
