#include "web/tags.h"

/* The named values a page is filled from: a tree in the arena, walked by name. A page has some tens
 * of names; a list is quick enough and keeps no order. */

struct values *values_new(struct arena *a, enum tongue tongue)
{
    struct values *values = TAKE(a, struct values, 1);
    values->arena = a;
    values->tongue = tongue;
    return values;
}

struct arena *values_arena(const struct values *values) { return values->arena; }

enum tongue values_tongue(const struct values *values) { return values->tongue; }

enum language values_language(const struct values *values) { return tongues[values->tongue].law; }

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
    if (values_language(values) == LANGUAGE_FR) {
        write_money_fr(&out, value);
    } else {
        write_money_en(&out, value);
    }
    values_text(values, name, arena_copy(values->arena, writer_text(&out)));
}

/* Without the names of months where the page has none of its own: 28/11/2025. */
static void write_day(struct writer *out, date day, enum tongue tongue)
{
    if (tongue == TONGUE_FR) {
        write_date_fr(out, day);
    } else if (tongue == TONGUE_EN) {
        write_date_en(out, day);
    } else {
        if (day.day < 10) write_character(out, '0');
        write_integer(out, day.day);
        write_string(out, day.month < 10 ? "/0" : "/");
        write_integer(out, day.month);
        write_character(out, '/');
        write_integer(out, day.year);
    }
}

void values_date(struct values *values, const char *name, date value)
{
    char room[40];
    struct writer out = WRITER(room);
    if (date_is_set(value)) write_day(&out, value, values->tongue);
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
    struct values *row = values_new(values->arena, values->tongue);
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
