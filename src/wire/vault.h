/* The parts of a claim that go to the vault: read field by field, kept as JSON objects of known
 * keys in a fixed order, absent values left out. May include: base, law. */
#ifndef WIRE_VAULT_H
#define WIRE_VAULT_H
#include "wire/json_read.h"

enum shape { SHAPE_TEXT, SHAPE_PHONE, SHAPE_EMAIL };

struct field {
    const char *key;
    int characters_max;
    bool needed; /* neither absent nor empty */
    enum shape shape;
};

/* The value of that field in the object, or the empty text. */
text wire_get_field(const struct json_at *object, const struct field *field);
/* Copies the fields that are there into the JSON object being written. */
void wire_copy_fields(const struct json_at *object, const struct field *fields, int count,
                      struct writer *out);

#endif
