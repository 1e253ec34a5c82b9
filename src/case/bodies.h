/* One telling of each body for every reader and writer: canonical bytes here, JSON in wire.
 *
 * A visitor walks the fields of a body in their order. The functions of the visitor read or write a
 * field in place; a reader that meets a wrong value remembers it and lets the walk go on. The
 * canonical bytes are what is sealed and hashed: little-endian integers of fixed width, days as
 * YYYYMMDD, no names. May include: base, law. */
#ifndef CASE_BODIES_H
#define CASE_BODIES_H
#include "case/facts.h"

struct visitor {
    void (*integer)(struct visitor *, const char *name, int64_t *value, int64_t min, int64_t max);
    void (*flag)(struct visitor *, const char *name, bool *value);
    /* A day; NO_DATE only where `optional`. */
    void (*day)(struct visitor *, const char *name, date *value, bool optional);
    void (*word)(struct visitor *, const char *name, int *value, const struct word_list *list);
    /* A set of words, as bits. */
    void (*set)(struct visitor *, const char *name, uint32_t *bits, const struct word_list *list);
    void (*department)(struct visitor *, const char *name, const struct department **value);
    void (*fund)(struct visitor *, const char *name, const struct fund **value);
    /* Four capital letters or digits. */
    void (*reason)(struct visitor *, const char *name, char value[5]);
    /* A list of at most `max` items: between begin and end the caller visits each item's fields.
     * begin sets *count when reading. item is called before each item's fields. */
    void (*list_begin)(struct visitor *, const char *name, int *count, int max);
    void (*item)(struct visitor *, int place);
    void (*list_end)(struct visitor *);
};

/* How people call a field: fields.def. What an integer counts; UNIT_VALUE is for fields that are
 * not integers. */
enum field_unit { UNIT_VALUE, UNIT_NUMBER, UNIT_EUROS, UNIT_PERCENT };
enum body_field {
#define FIELD(name, unit, fr, en) BODY_FIELD_##name,
#include "case/fields.def"
    BODY_FIELD_COUNT
};
struct body_field_row {
    const char *name;
    enum field_unit unit;
    const char *label[LANGUAGE_COUNT];
};
extern const struct body_field_row body_fields[BODY_FIELD_COUNT];
/* The row of a name that body_visit gives. */
const struct body_field_row *body_field_of(const char *name);

/* Walks the fields that the kind of fact has. */
void body_visit(struct visitor *v, enum fact_kind kind, struct body *body);

/* Whether two bodies say the same under that kind. */
bool body_equal(enum fact_kind kind, const struct body *a, const struct body *b);

/* The canonical bytes of a body; the writer is full when the room was too small. BODY_BYTES_MAX
 * suffices. */
#define BODY_BYTES_MAX 1024
void body_write(struct writer *out, enum fact_kind kind, const struct body *body);
/* Reads canonical bytes, all of them. BAD_INPUT when they are not those of such a body. */
MUST_USE err body_read(text bytes, enum fact_kind kind, struct body *ret);

#endif
