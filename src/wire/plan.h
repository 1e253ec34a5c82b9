/* How she may be reached: read from outside into what the vault keeps. What the gate reads of it is
 * wire_plan_read of wire.h. May include: base, law, case. */
#ifndef WIRE_PLAN_H
#define WIRE_PLAN_H
#include "case/contact.h"
#include "wire/vault.h"

/* Writes the plan as the vault keeps it; nothing when it is not an object. Wrong values are
 * troubles of the reader. */
void wire_get_plan(const struct json_at *at, struct writer *out);

#endif
