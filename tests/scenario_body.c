#include "tests/scenario.h"

#include <string.h>

/* What a fact says, read from key=value words by the French labels of fields.def: the visitor that
 * walks a body asks for each of its fields. Money is 258,61; a flag oui or non; a set and a list
 * part their items by " ; ", a list's item its fields by " / ", in the order of the body; "aucun"
 * is an empty one, and no day. */

#define PAIRS_MAX 24

struct pair {
    char *key, *value;
    bool is_used;
};

struct reading {
    struct visitor visitor;
    struct scenario *scenario;
    struct pair pairs[PAIRS_MAX];
    int count;
    bool whole;   /* what has no natural nothing must be said */
    bool in_list; /* fields are parts of `item` */
    char *items;  /* of the list, still to be read */
    char *item;   /* its fields still to be read */
    struct trouble *trouble;
    bool is_refused; /* the bounds of a field refuse it, told in `trouble` */
};

static struct reading *reading_of(struct visitor *v) { return (struct reading *)v; }

/* The words of a field: the next part of the item within a list, the value of its key elsewhere,
 * NULL when the line does not say it. */
static char *told(struct visitor *v, const char *name)
{
    struct reading *r = reading_of(v);
    if (r->in_list) return scenario_part(&r->item, " / ");
    for (int i = 0; i < r->count; i++) {
        struct pair *pair = &r->pairs[i];
        if (!scenario_is_key(pair->key, body_field_of(name)->label[LANGUAGE_FR])) continue;
        pair->is_used = true;
        return pair->value;
    }
    return NULL;
}

static char *told_or_needed(struct visitor *v, const char *name, bool needed)
{
    struct reading *r = reading_of(v);
    char *value = told(v, name);
    if (value || !needed || (!r->whole && !r->in_list)) return value;
    scenario_say(r->scenario, "attendu aussi %s", body_field_of(name)->label[LANGUAGE_FR]);
    return NULL;
}

static bool is_none(const char *value)
{
    return strcmp(value, "aucun") == 0 || strcmp(value, "aucune") == 0;
}

static void get_integer(struct visitor *v, const char *name, int64_t *value, int64_t min,
                        int64_t max)
{
    struct reading *r = reading_of(v);
    char *word = told_or_needed(v, name, min > 0);
    if (!word) return;
    bool is_money = body_field_of(name)->unit == UNIT_EUROS;
    int64_t read =
        is_money ? scenario_money(r->scenario, word).cents : scenario_integer(r->scenario, word);
    if (strcmp(name, "reference") == 0) read += r->scenario->references_from;
    if (read >= min && read <= max) {
        *value = read;
        return;
    }
    struct writer where = WRITER(r->trouble->where), expected = WRITER(r->trouble->expected);
    write_string(&where, "/body/");
    write_string(&where, name);
    write_string(&expected, "a whole number from ");
    write_integer(&expected, min);
    write_string(&expected, " to ");
    write_integer(&expected, max);
    writer_string(&where);
    writer_string(&expected);
    r->is_refused = true;
}

static void get_flag(struct visitor *v, const char *name, bool *value)
{
    struct reading *r = reading_of(v);
    char *word = told_or_needed(v, name, false);
    if (!word) return;
    *value = strcmp(word, "oui") == 0;
    if (!*value && strcmp(word, "non") != 0) {
        scenario_say(r->scenario, "attendu oui ou non, obtenu %s", word);
    }
}

static void get_day(struct visitor *v, const char *name, date *value, bool optional)
{
    char *word = told_or_needed(v, name, !optional);
    if (!word) return;
    bool none = optional && is_none(word);
    *value = none ? NO_DATE : scenario_day(reading_of(v)->scenario, word);
}

static void get_word(struct visitor *v, const char *name, int *value, const struct word_list *list)
{
    char *word = told_or_needed(v, name, true);
    if (word) *value = scenario_phrase(reading_of(v)->scenario, word, list);
}

static void get_set(struct visitor *v, const char *name, uint32_t *bits,
                    const struct word_list *list)
{
    char *rest = told(v, name);
    if (!rest) return;
    *bits = 0;
    if (is_none(rest)) return;
    for (char *word = scenario_part(&rest, " ; "); word; word = scenario_part(&rest, " ; ")) {
        *bits |= BIT(scenario_phrase(reading_of(v)->scenario, word, list));
    }
}

static void get_department(struct visitor *v, const char *name, const struct department **value)
{
    char *word = told(v, name);
    if (word) *value = law_department(text_of(word));
    if (word && !*value) {
        scenario_say(reading_of(v)->scenario, "attendu un département, obtenu %s", word);
    }
}

static void get_fund(struct visitor *v, const char *name, const struct fund **value)
{
    char *word = told_or_needed(v, name, true);
    if (word) *value = law_fund(text_of(word));
    if (word && !*value) {
        scenario_say(reading_of(v)->scenario, "attendu un organisme, obtenu %s", word);
    }
}

static void get_reason(struct visitor *v, const char *name, char value[5])
{
    char *word = told_or_needed(v, name, true);
    if (!word) return;
    struct writer out = {value, 0, 5, false};
    write_string(&out, word);
    writer_string(&out);
    if (strlen(word) != 4) {
        scenario_say(reading_of(v)->scenario, "attendu un code comme AC04, obtenu %s", word);
    }
}

static void get_list_begin(struct visitor *v, const char *name, int *count, int max)
{
    struct reading *r = reading_of(v);
    r->items = told(v, name);
    r->in_list = r->items != NULL;
    if (!r->items) return;
    *count = is_none(r->items) ? 0 : 1;
    for (const char *at = strstr(r->items, " ; "); at; at = strstr(at + 1, " ; ")) (*count)++;
    if (*count <= max) return;
    scenario_say(r->scenario, "attendu au plus %d", max);
    *count = 0;
}

static void get_item(struct visitor *v, int place)
{
    (void)place;
    struct reading *r = reading_of(v);
    if (r->in_list) r->item = scenario_part(&r->items, " ; ");
}

static void get_list_end(struct visitor *v) { reading_of(v)->in_list = false; }

/* Parts key=value in place. */
static bool part_pairs(struct reading *r, char **words)
{
    for (; *words; words++) {
        char *value = strchr(*words, '=');
        if (!value || r->count == PAIRS_MAX) {
            scenario_say(r->scenario, "attendu clé=valeur, obtenu %s", *words);
            return false;
        }
        *value = '\0';
        r->pairs[r->count++] = (struct pair){*words, value + 1, false};
    }
    return true;
}

err scenario_body(struct scenario *s, enum fact_kind kind, char **words, bool whole,
                  struct body *body, struct trouble *trouble)
{
    struct reading r = {.visitor = {get_integer, get_flag, get_day, get_word, get_set,
                                    get_department, get_fund, get_reason, get_list_begin, get_item,
                                    get_list_end},
                        .scenario = s,
                        .whole = whole,
                        .trouble = trouble};
    int wrong = s->wrong;
    if (!part_pairs(&r, words)) return ERR_BAD_INPUT;
    body_visit(&r.visitor, kind, body);
    for (int i = 0; i < r.count; i++) {
        if (!r.pairs[i].is_used) {
            scenario_say(s, "le fait \"%s\" ne dit rien de %s", case_fact_kinds[kind].fr,
                         r.pairs[i].key);
        }
    }
    return s->wrong == wrong && !r.is_refused ? ERR_OK : ERR_BAD_INPUT;
}
