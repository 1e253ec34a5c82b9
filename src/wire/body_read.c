#include "wire/body.h"
#include "wire/request.h"
#include "wire/wire.h"

/* Every field is needed, so that a fact that restates the claim cannot drop a consent by leaving it
 * out; only a day that may be missing, and a flag within a list, may be absent. */

#define FIELDS_MAX      32
#define ITEM_FIELDS_MAX 4

struct names {
    const char *known[FIELDS_MAX];
    int count;
};

struct body_in {
    struct visitor visitor;
    struct json_at body, list, item;
    struct names names, item_names;
    bool in_list, in_item;
};

static const struct json_at *object(struct body_in *in)
{
    return in->in_item ? &in->item : &in->body;
}

/* The field of that name in the object being read, which from now on is a known key. */
static struct json_at field(struct visitor *v, const char *name, bool needed)
{
    struct body_in *in = (struct body_in *)v;
    struct names *names = in->in_item ? &in->item_names : &in->names;
    must(names->count < FIELDS_MAX);
    names->known[names->count++] = name;
    return needed ? wire_at_needed(object(in), name) : wire_at(object(in), name);
}

static void get_integer(struct visitor *v, const char *name, int64_t *value, int64_t min,
                        int64_t max)
{
    struct json_at at = field(v, name, true);
    wire_get_integer(&at, value, min, max);
}

static void get_flag(struct visitor *v, const char *name, bool *value)
{
    struct json_at at = field(v, name, !((struct body_in *)v)->in_item);
    wire_get_flag(&at, value);
}

static void get_day(struct visitor *v, const char *name, date *value, bool optional)
{
    struct json_at at = field(v, name, !optional);
    if (optional) {
        wire_get_day_or_null(&at, value);
    } else {
        wire_get_day(&at, value);
    }
}

static void get_word(struct visitor *v, const char *name, int *value, const struct word_list *list)
{
    struct json_at at = field(v, name, true);
    wire_get_word(&at, value, list);
}

static void get_set(struct visitor *v, const char *name, uint32_t *bits,
                    const struct word_list *list)
{
    struct json_at at = field(v, name, true);
    wire_get_set(&at, bits, list);
}

static void get_department(struct visitor *v, const char *name, const struct department **value)
{
    struct json_at at = field(v, name, true);
    wire_get_department(&at, value);
}

static void get_fund(struct visitor *v, const char *name, const struct fund **value)
{
    struct json_at at = field(v, name, true);
    const struct fund *found = NULL;
    if (json_is_string(at.value)) found = law_fund(text_of(json_string_value(at.value)));
    if (found) {
        *value = found;
    } else {
        wire_expected(&at, "the code of a fund, such as CAF-59");
    }
}

static void get_reason(struct visitor *v, const char *name, char value[5])
{
    struct json_at at = field(v, name, true);
    text read = {json_string_value(at.value), (ptrdiff_t)json_string_length(at.value)};
    bool good = read.length == 4;
    for (int i = 0; good && i < 4; i++) {
        char c = read.at[i];
        good = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
    if (!good) {
        wire_expected(&at, "an ISO 20022 return reason, such as AC04");
        return;
    }
    struct writer out = {value, 0, 5, false};
    write_text(&out, read);
    writer_string(&out);
}

static void get_list_begin(struct visitor *v, const char *name, int *count, int max)
{
    struct body_in *in = (struct body_in *)v;
    in->list = field(v, name, true);
    *count = wire_get_list(&in->list, max);
}

static void end_item(struct body_in *in)
{
    if (!in->in_item) return;
    wire_refuse_other_keys(&in->item, in->item_names.known, in->item_names.count);
    in->in_item = false;
}

static void get_item(struct visitor *v, int place)
{
    struct body_in *in = (struct body_in *)v;
    end_item(in);
    in->item = wire_at_item(&in->list, place);
    in->item_names.count = 0;
    in->in_item = true;
    wire_is_object(&in->item);
}

static void get_list_end(struct visitor *v) { end_item((struct body_in *)v); }

void wire_get_body(const struct json_at *at, enum fact_kind kind, struct body *ret)
{
    struct body_in in = {
        .visitor = {get_integer, get_flag, get_day, get_word, get_set, get_department, get_fund,
                    get_reason, get_list_begin, get_item, get_list_end},
        .body = *at,
    };
    if (!wire_is_object(at)) return;
    struct body body = {.request = {.children_count = 0}};
    body_visit(&in.visitor, kind, &body);
    wire_refuse_other_keys(at, in.names.known, in.names.count);
    *ret = body;
}
