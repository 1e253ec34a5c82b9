#include "case/bodies.h"

#include <string.h>

/* The canonical bytes of a body. */

/* ---- canonical bytes: writing ---- */

struct bytes_out {
    struct visitor visitor;
    struct writer *out;
};

static void put(struct visitor *v, uint64_t value, int bytes)
{
    struct writer *out = ((struct bytes_out *)v)->out;
    for (int i = 0; i < bytes; i++) write_character(out, (char)(value >> (8 * i) & 0xFF));
}

static void put_day(struct visitor *v, const char *name, date *value, bool optional)
{
    (void)name;
    (void)optional;
    put(v, (uint64_t)(value->year * 10000 + value->month * 100 + value->day), 4);
}

static void put_integer(struct visitor *v, const char *name, int64_t *value, int64_t min,
                        int64_t max)
{
    (void)name;
    (void)min;
    (void)max;
    put(v, (uint64_t)*value, 8);
}

static void put_flag(struct visitor *v, const char *name, bool *value)
{
    (void)name;
    put(v, *value, 1);
}

static void put_word(struct visitor *v, const char *name, int *value, const struct word_list *list)
{
    (void)name;
    (void)list;
    put(v, (uint64_t)*value, 1);
}

static void put_set(struct visitor *v, const char *name, uint32_t *bits,
                    const struct word_list *list)
{
    (void)name;
    (void)list;
    put(v, *bits, 4);
}

static void put_code(struct visitor *v, const char *code)
{
    text word = text_of(code);
    put(v, (uint64_t)word.length, 1);
    write_text(((struct bytes_out *)v)->out, word);
}

static void put_department(struct visitor *v, const char *name, const struct department **value)
{
    (void)name;
    put_code(v, (*value)->code);
}

static void put_fund(struct visitor *v, const char *name, const struct fund **value)
{
    (void)name;
    put_code(v, (*value)->code);
}

static void put_reason(struct visitor *v, const char *name, char value[5])
{
    (void)name;
    write_bytes(((struct bytes_out *)v)->out, value, 4);
}

static void put_list_begin(struct visitor *v, const char *name, int *count, int max)
{
    (void)name;
    (void)max;
    put(v, (uint64_t)*count, 1);
}

static void no_item(struct visitor *v, int place)
{
    (void)v;
    (void)place;
}

static void no_list_end(struct visitor *v) { (void)v; }

void body_write(struct writer *out, enum fact_kind kind, const struct body *body)
{
    struct bytes_out v = {
        .visitor = {put_integer, put_flag, put_day, put_word, put_set, put_department, put_fund,
                    put_reason, put_list_begin, no_item, no_list_end},
        .out = out,
    };
    struct body copy = *body; /* visitors write in place; this one only reads */
    body_visit(&v.visitor, kind, &copy);
}

bool body_equal(enum fact_kind kind, const struct body *a, const struct body *b)
{
    char room_a[BODY_BYTES_MAX], room_b[BODY_BYTES_MAX];
    struct writer bytes_a = WRITER(room_a), bytes_b = WRITER(room_b);
    body_write(&bytes_a, kind, a);
    body_write(&bytes_b, kind, b);
    return text_equal(writer_text(&bytes_a), writer_text(&bytes_b));
}

/* ---- canonical bytes: reading ---- */

struct bytes_in {
    struct visitor visitor;
    text left;
    bool bad; /* once wrong, every further value is left at zero */
};

static uint64_t get(struct visitor *v, int bytes)
{
    struct bytes_in *in = (struct bytes_in *)v;
    if (in->left.length < bytes) in->bad = true;
    if (in->bad) return 0;
    uint64_t value = 0;
    for (int i = 0; i < bytes; i++) value |= (uint64_t)(unsigned char)in->left.at[i] << (8 * i);
    in->left.at += bytes;
    in->left.length -= bytes;
    return value;
}

static void refuse_unless(struct visitor *v, bool good)
{
    if (!good) ((struct bytes_in *)v)->bad = true;
}

static void get_day(struct visitor *v, const char *name, date *value, bool optional)
{
    (void)name;
    uint64_t number = get(v, 4);
    if (number == 0) {
        refuse_unless(v, optional);
        *value = NO_DATE;
        return;
    }
    int year = (int)(number / 10000), month = (int)(number / 100 % 100), day = (int)(number % 100);
    bool good = date_is_valid(year, month, day);
    refuse_unless(v, good);
    *value = good ? DATE((int16_t)year, (int8_t)month, (int8_t)day) : NO_DATE;
}

static void get_integer(struct visitor *v, const char *name, int64_t *value, int64_t min,
                        int64_t max)
{
    (void)name;
    int64_t number = (int64_t)get(v, 8);
    refuse_unless(v, number >= min && number <= max);
    *value = number;
}

static void get_flag(struct visitor *v, const char *name, bool *value)
{
    (void)name;
    uint64_t number = get(v, 1);
    refuse_unless(v, number <= 1);
    *value = number == 1;
}

static void get_word(struct visitor *v, const char *name, int *value, const struct word_list *list)
{
    (void)name;
    int number = (int)get(v, 1);
    refuse_unless(v, number < list->count);
    *value = number < list->count ? number : 0;
}

static void get_set(struct visitor *v, const char *name, uint32_t *bits,
                    const struct word_list *list)
{
    (void)name;
    *bits = (uint32_t)get(v, 4);
    refuse_unless(v, *bits >> list->count == 0);
}

static text get_code(struct visitor *v)
{
    struct bytes_in *in = (struct bytes_in *)v;
    ptrdiff_t length = (ptrdiff_t)get(v, 1);
    refuse_unless(v, length <= in->left.length);
    if (in->bad) return (text){NULL, 0};
    text code = {in->left.at, length};
    in->left.at += length;
    in->left.length -= length;
    return code;
}

static void get_department(struct visitor *v, const char *name, const struct department **value)
{
    (void)name;
    *value = law_department(get_code(v));
    refuse_unless(v, *value != NULL);
}

static void get_fund(struct visitor *v, const char *name, const struct fund **value)
{
    (void)name;
    *value = law_fund(get_code(v));
    refuse_unless(v, *value != NULL);
}

static void get_reason(struct visitor *v, const char *name, char value[5])
{
    (void)name;
    for (int i = 0; i < 4; i++) {
        char c = (char)get(v, 1);
        refuse_unless(v, (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
        value[i] = c;
    }
    value[4] = '\0';
}

static void get_list_begin(struct visitor *v, const char *name, int *count, int max)
{
    (void)name;
    int number = (int)get(v, 1);
    refuse_unless(v, number <= max);
    *count = number <= max ? number : 0;
}

err body_read(text bytes, enum fact_kind kind, struct body *ret)
{
    struct bytes_in v = {
        .visitor = {get_integer, get_flag, get_day, get_word, get_set, get_department, get_fund,
                    get_reason, get_list_begin, no_item, no_list_end},
        .left = bytes,
    };
    struct body body;
    memset(&body, 0, sizeof body);
    body_visit(&v.visitor, kind, &body);
    if (v.bad || v.left.length > 0) return ERR_BAD_INPUT;
    *ret = body;
    return ERR_OK;
}
