#include "tests/facts.h"
#include "tests/test.h"

#include <string.h>

/* The fields one fact has, met by a visitor that writes nothing down but their names. */

#define NAMES_MAX 64

struct meeting {
    struct visitor visitor;
    const char *names[NAMES_MAX];
    bool is_integer[NAMES_MAX];
    int count;
};

static void meet(struct visitor *v, const char *name, bool is_integer)
{
    struct meeting *m = (struct meeting *)v;
    for (int i = 0; i < m->count; i++) {
        if (strcmp(m->names[i], name) == 0) return; /* the same field of another item of a list */
    }
    assert_true(m->count < NAMES_MAX);
    m->is_integer[m->count] = is_integer;
    m->names[m->count++] = name;
}

static void meet_integer(struct visitor *v, const char *name, int64_t *value, int64_t min,
                         int64_t max)
{
    (void)value;
    (void)min;
    (void)max;
    meet(v, name, true);
}
static void meet_flag(struct visitor *v, const char *name, bool *value)
{
    (void)value;
    meet(v, name, false);
}
static void meet_day(struct visitor *v, const char *name, date *value, bool optional)
{
    (void)value;
    (void)optional;
    meet(v, name, false);
}
static void meet_word(struct visitor *v, const char *name, int *value, const struct word_list *list)
{
    (void)value;
    (void)list;
    meet(v, name, false);
}
static void meet_set(struct visitor *v, const char *name, uint32_t *bits,
                     const struct word_list *list)
{
    (void)bits;
    (void)list;
    meet(v, name, false);
}
static void meet_department(struct visitor *v, const char *name, const struct department **value)
{
    (void)value;
    meet(v, name, false);
}
static void meet_fund(struct visitor *v, const char *name, const struct fund **value)
{
    (void)value;
    meet(v, name, false);
}
static void meet_reason(struct visitor *v, const char *name, char value[5])
{
    (void)value;
    meet(v, name, false);
}
/* A list of one item, so that the fields of its items are met. */
static void meet_list(struct visitor *v, const char *name, int *count, int max)
{
    (void)max;
    meet(v, name, false);
    *count = 1;
}
static void meet_item(struct visitor *v, int place)
{
    (void)v;
    (void)place;
}
static void meet_end(struct visitor *v) { (void)v; }

static struct meeting fields_of(enum fact_kind kind)
{
    struct meeting met = {.visitor = {meet_integer, meet_flag, meet_day, meet_word, meet_set,
                                      meet_department, meet_fund, meet_reason, meet_list, meet_item,
                                      meet_end}};
    struct body body = {.request = {.children_count = 0}};
    body_visit(&met.visitor, kind, &body);
    return met;
}

/* body_field_of stops the program on a field without a line. */
static void every_field_has_a_line_and_every_line_a_field(void **state)
{
    (void)state;
    bool used[BODY_FIELD_COUNT] = {false};
    for (int kind = 0; kind < FACT_COUNT; kind++) {
        struct meeting met = fields_of((enum fact_kind)kind);
        for (int i = 0; i < met.count; i++) {
            const struct body_field_row *row = body_field_of(met.names[i]);
            assert_string_equal(row->name, met.names[i]);
            used[row - body_fields] = true;
        }
    }
    for (int i = 0; i < BODY_FIELD_COUNT; i++) {
        if (!used[i]) fail_msg("%s: no fact has this field", body_fields[i].name);
    }
}

static void no_two_fields_of_a_fact_share_a_label(void **state)
{
    (void)state;
    for (int kind = 0; kind < FACT_COUNT; kind++) {
        struct meeting met = fields_of((enum fact_kind)kind);
        for (int a = 0; a < met.count; a++) {
            for (int b = 0; b < a; b++) {
                for (int language = 0; language < LANGUAGE_COUNT; language++) {
                    assert_string_not_equal(body_field_of(met.names[a])->label[language],
                                            body_field_of(met.names[b])->label[language]);
                }
            }
        }
    }
}

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name), tail = strlen(end);
    return length > tail && strcmp(name + length - tail, end) == 0;
}

static void integers_say_what_they_count(void **state)
{
    (void)state;
    for (int kind = 0; kind < FACT_COUNT; kind++) {
        struct meeting met = fields_of((enum fact_kind)kind);
        for (int i = 0; i < met.count; i++) {
            enum field_unit unit = body_field_of(met.names[i])->unit;
            if (met.is_integer[i]) assert_int_not_equal(unit, UNIT_VALUE);
            assert_int_equal(unit == UNIT_EUROS, ends_with(met.names[i], "_cents"));
            assert_int_equal(unit == UNIT_PERCENT, ends_with(met.names[i], "_percent"));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_has_a_line_and_every_line_a_field),
        cmocka_unit_test(no_two_fields_of_a_fact_share_a_label),
        cmocka_unit_test(integers_say_what_they_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
