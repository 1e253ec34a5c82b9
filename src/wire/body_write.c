#include "wire/body.h"
#include "wire/out.h"
#include "wire/wire.h"

struct body_out {
    struct visitor visitor;
    struct writer *out;
    bool in_item;
};

static struct writer *out_of(struct visitor *v) { return ((struct body_out *)v)->out; }

static void put_integer(struct visitor *v, const char *name, int64_t *value, int64_t min,
                        int64_t max)
{
    (void)min;
    (void)max;
    write_json_integer(out_of(v), name, *value);
}

static void put_flag(struct visitor *v, const char *name, bool *value)
{
    write_json_flag(out_of(v), name, *value);
}

static void put_day(struct visitor *v, const char *name, date *value, bool optional)
{
    (void)optional;
    write_json_day(out_of(v), name, *value);
}

static void put_word(struct visitor *v, const char *name, int *value, const struct word_list *list)
{
    must(*value >= 0 && *value < list->count);
    write_json_word(out_of(v), name, list->words[*value].word);
}

static void put_set(struct visitor *v, const char *name, uint32_t *bits,
                    const struct word_list *list)
{
    write_json_set(out_of(v), name, *bits, list);
}

static void put_department(struct visitor *v, const char *name, const struct department **value)
{
    write_json_word(out_of(v), name, *value ? (*value)->code : NULL);
}

static void put_fund(struct visitor *v, const char *name, const struct fund **value)
{
    write_json_word(out_of(v), name, *value ? (*value)->code : NULL);
}

static void put_reason(struct visitor *v, const char *name, char value[5])
{
    write_json_word(out_of(v), name, value);
}

static void put_list_begin(struct visitor *v, const char *name, int *count, int max)
{
    (void)count;
    (void)max;
    write_key(out_of(v), name);
    write_character(out_of(v), '[');
}

static void end_item(struct visitor *v)
{
    struct body_out *body = (struct body_out *)v;
    if (body->in_item) write_character(body->out, '}');
    body->in_item = false;
}

static void put_item(struct visitor *v, int place)
{
    (void)place;
    end_item(v);
    write_comma(out_of(v));
    write_character(out_of(v), '{');
    ((struct body_out *)v)->in_item = true;
}

static void put_list_end(struct visitor *v)
{
    end_item(v);
    write_character(out_of(v), ']');
}

void write_json_body(struct writer *out, const char *key, enum fact_kind kind,
                     const struct body *body)
{
    struct body_out v = {
        .visitor = {put_integer, put_flag, put_day, put_word, put_set, put_department, put_fund,
                    put_reason, put_list_begin, put_item, put_list_end},
        .out = out,
    };
    struct body copy = *body; /* visitors write in place; this one only reads */
    write_key(out, key);
    write_character(out, '{');
    body_visit(&v.visitor, kind, &copy);
    write_character(out, '}');
}
