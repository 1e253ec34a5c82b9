/* The body of a fact as JSON: one visitor that reads, one that writes.
 * May include: base, law, case. */
#ifndef WIRE_BODY_H
#define WIRE_BODY_H
#include "case/bodies.h"
#include "wire/json_read.h"

/* Reads the fields of that kind; other keys and wrong values are troubles of the reader. */
void wire_get_body(const struct json_at *at, enum fact_kind kind, struct body *ret);

void write_json_body(struct writer *out, const char *key, enum fact_kind kind,
                     const struct body *body);

#endif
