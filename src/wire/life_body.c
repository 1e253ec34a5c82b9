#include "wire/life.h"

/* One fact's body in words and euros: a visitor that only reads. */

struct body_sheet {
    struct visitor visitor;
    struct sheet *sheet;
    bool is_started;     /* a field was said already */
    bool in_list;        /* fields belong to an item of a list */
    bool item_is_opened; /* and one of this item was said */
    bool any_item_said;
};

static struct body_sheet *sheet_of(struct visitor *v) { return (struct body_sheet *)v; }
static struct writer *out_of(struct visitor *v) { return &sheet_of(v)->sheet->out; }

/* What parts this field from what stands before it: the fact, another field of the fact, the list,
 * another item, another field of the item. */
static void part(struct body_sheet *b)
{
    static const label semicolon = {"\u00a0; ", "; "};
    if (!b->in_list) {
        if (b->is_started) sheet_say(b->sheet, semicolon);
        if (!b->is_started) sheet_colon(b->sheet);
        b->is_started = true;
        return;
    }
    const char *item = b->any_item_said ? " / " : " (";
    write_string(&b->sheet->out, b->item_is_opened ? ", " : item);
    b->item_is_opened = b->any_item_said = true;
}

static const struct body_field_row *name_it(struct visitor *v, const char *name)
{
    struct body_sheet *b = sheet_of(v);
    const struct body_field_row *row = body_field_of(name);
    part(b);
    sheet_say(b->sheet, row->label);
    write_character(out_of(v), ' ');
    return row;
}

static void say(struct visitor *v, const label what) { sheet_say(sheet_of(v)->sheet, what); }

static void say_integer(struct visitor *v, const char *name, int64_t *value, int64_t min,
                        int64_t max)
{
    (void)min;
    (void)max;
    static const label percent = {"\u00a0%", "%"};
    enum field_unit unit = name_it(v, name)->unit;
    if (unit == UNIT_EUROS) {
        sheet_money(sheet_of(v)->sheet, (money){*value});
        return;
    }
    write_integer(out_of(v), *value);
    if (unit == UNIT_PERCENT) say(v, percent);
}

static void say_flag(struct visitor *v, const char *name, bool *value)
{
    static const label yes = {"oui", "yes"}, no = {"non", "no"};
    if (sheet_of(v)->in_list && !*value) return; /* an item says what it is, not what it is not */
    name_it(v, name);
    say(v, *value ? yes : no);
}

static void say_day(struct visitor *v, const char *name, date *value, bool optional)
{
    (void)optional;
    if (!date_is_set(*value)) return;
    name_it(v, name);
    sheet_day(sheet_of(v)->sheet, *value);
}

static void say_word(struct visitor *v, const char *name, int *value, const struct word_list *list)
{
    name_it(v, name);
    sheet_word(sheet_of(v)->sheet, list, *value);
}

static const label none = {"aucun", "none"};

static void say_set(struct visitor *v, const char *name, uint32_t *bits,
                    const struct word_list *list)
{
    name_it(v, name);
    const char *between = "";
    for (int i = 0; i < list->count; i++) {
        if (!(*bits & 1u << i)) continue;
        write_string(out_of(v), between);
        sheet_word(sheet_of(v)->sheet, list, i);
        between = ", ";
    }
    if (*bits == 0) say(v, none);
}

static void say_department(struct visitor *v, const char *name, const struct department **value)
{
    if (!*value) return;
    name_it(v, name);
    write_string(out_of(v), (*value)->name);
    write_string(out_of(v), " (");
    write_string(out_of(v), (*value)->code);
    write_character(out_of(v), ')');
}

static void say_fund(struct visitor *v, const char *name, const struct fund **value)
{
    if (!*value) return;
    name_it(v, name);
    write_string(out_of(v), (*value)->name);
}

static void say_reason(struct visitor *v, const char *name, char value[5])
{
    name_it(v, name);
    write_string(out_of(v), value);
}

/* How many, then what is known of each: "enfants 2 (naissance 1er mai 2012, ...)". */
static void say_list_begin(struct visitor *v, const char *name, int *count, int max)
{
    (void)max;
    struct body_sheet *b = sheet_of(v);
    name_it(v, name);
    if (*count == 0) say(v, none);
    if (*count > 0) write_integer(out_of(v), *count);
    b->in_list = true;
    b->any_item_said = false;
}

static void say_item(struct visitor *v, int place)
{
    (void)place;
    sheet_of(v)->item_is_opened = false;
}

static void say_list_end(struct visitor *v)
{
    if (sheet_of(v)->any_item_said) write_character(out_of(v), ')');
    sheet_of(v)->in_list = false;
}

void sheet_body(struct sheet *sheet, enum fact_kind kind, const struct body *body)
{
    struct body_sheet v = {
        .visitor = {say_integer, say_flag, say_day, say_word, say_set, say_department, say_fund,
                    say_reason, say_list_begin, say_item, say_list_end},
        .sheet = sheet,
    };
    struct body copy = *body; /* visitors may write in place; this one only reads */
    body_visit(&v.visitor, kind, &copy);
}
