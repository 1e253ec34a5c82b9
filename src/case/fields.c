#include "case/bodies.h"

const struct body_field_row body_fields[BODY_FIELD_COUNT] = {
#define FIELD(name, unit, fr, en) [BODY_FIELD_##name] = {#name, UNIT_##unit, {fr, en}},
#include "case/fields.def"
};

static bool same(const char *a, const char *b) { return text_equal(text_of(a), text_of(b)); }

const struct body_field_row *body_field_of(const char *name)
{
    for (int i = 0;; i++) {
        must(i < BODY_FIELD_COUNT); /* bodies.c visits no field that fields.def lacks */
        if (same(body_fields[i].name, name)) return &body_fields[i];
    }
}
