#include "web/tags.h"

/* The named values a page is filled from: a tree in the arena, walked by name. A page has some tens
 * of names; a list is quick enough and keeps no order. */

struct values *values_new(struct arena *a, enum language language)
{
    struct values *values = TAKE(a, struct values, 1);
    values->arena = a;
    values->language = language;
    return values;
}

enum language values_language(const struct values *values) { return values->language; }

struct value *value_here(const struct values *values, text name)
{
    for (struct value *v = values->first; v; v = v->next) {
        if (text_equal(text_of(v->name), name)) return v;
    }
    return NULL;
}

/* The value of that name, made when absent: giving a name twice keeps the later value. */
static struct value *place(struct values *values, const char *name, enum value_kind kind)
{
    struct value *v = value_here(values, text_of(name));
    if (!v) {
        v = TAKE(values->arena, struct value, 1);
        v->name = name;
        v->next = values->first;
        values->first = v;
    }
    v->kind = kind;
    return v;
}

void values_text(struct values *values, const char *name, text value)
{
    place(values, name, VALUE_TEXT)->words = value;
}

void values_string(struct values *values, const char *name, const char *value)
{
    values_text(values, name, text_of(value));
}

void values_flag(struct values *values, const char *name, bool value)
{
    place(values, name, VALUE_FLAG)->flag = value;
}

void values_integer(struct values *values, const char *name, int64_t value)
{
    char room[24];
    struct writer out = WRITER(room);
    write_integer(&out, value);
    values_text(values, name, arena_copy(values->arena, writer_text(&out)));
}

void values_money(struct values *values, const char *name, money value)
{
    char room[48];
    struct writer out = WRITER(room);
    if (values->language == LANGUAGE_FR) {
        write_money_fr(&out, value);
    } else {
        write_money_en(&out, value);
    }
    values_text(values, name, arena_copy(values->arena, writer_text(&out)));
}

void values_date(struct values *values, const char *name, date value)
{
    char room[40];
    struct writer out = WRITER(room);
    if (date_is_set(value) && values->language == LANGUAGE_FR) write_date_fr(&out, value);
    if (date_is_set(value) && values->language != LANGUAGE_FR) write_date_en(&out, value);
    values_text(values, name, arena_copy(values->arena, writer_text(&out)));
}

void values_list(struct values *values, const char *name)
{
    struct value *list = value_here(values, text_of(name));
    if (!list || list->kind != VALUE_LIST) place(values, name, VALUE_LIST);
}

struct values *values_row(struct values *values, const char *name)
{
    struct value *list = place(values, name, VALUE_LIST);
    struct values *row = values_new(values->arena, values->language);
    row->outer = values;
    if (list->last) {
        list->last->next_row = row;
    } else {
        list->first = row;
    }
    list->last = row;
    return row;
}

const struct value *value_find(const struct values *values, text name)
{
    for (; values; values = values->outer) {
        const struct value *v = value_here(values, name);
        if (v) return v;
    }
    return NULL;
}

bool value_is_true(const struct value *v)
{
    switch (v->kind) {
    case VALUE_TEXT: return v->words.length > 0;
    case VALUE_FLAG: return v->flag;
    case VALUE_LIST: break;
    }
    return v->first != NULL;
}
