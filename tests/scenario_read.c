#include "tests/scenario.h"

#include <string.h>

/* Words of a line to values. */

date scenario_day(struct scenario *s, const char *word)
{
    date day = NO_DATE;
    if (!word || date_read(text_of(word), &day) != ERR_OK) {
        scenario_say(s, "attendu un jour AAAA-MM-JJ, obtenu %s", word ? word : "rien");
    }
    return day;
}

int64_t scenario_integer(struct scenario *s, const char *word)
{
    int64_t value = 0;
    if (!word || text_read_integer(text_of(word), &value) != ERR_OK) {
        scenario_say(s, "attendu un nombre, obtenu %s", word ? word : "rien");
    }
    return value;
}

money scenario_money(struct scenario *s, const char *word)
{
    text cents = text_of(word), euros = text_cut(&cents, ',');
    int64_t whole = 0, part = 0;
    if (cents.length != 2 || text_read_integer(euros, &whole) != ERR_OK ||
        text_read_integer(cents, &part) != ERR_OK) {
        scenario_say(s, "attendu un montant comme 713,16, obtenu %s", word ? word : "rien");
    }
    return (money){whole * 100 + part};
}

int scenario_phrase(struct scenario *s, const char *word, const struct word_list *list)
{
    for (int i = 0; word && i < list->count; i++) {
        if (strcmp(list->words[i].in[LANGUAGE_FR], word) == 0) return i;
    }
    scenario_say(s, "attendu un mot de la liste %s, obtenu %s", list->name, word ? word : "rien");
    return 0;
}

char *scenario_part(char **rest, const char *between)
{
    char *part = *rest;
    if (!part) return NULL;
    char *end = strstr(part, between);
    *rest = end ? end + strlen(between) : NULL;
    if (end) *end = '\0';
    return part;
}

bool scenario_is_key(const char *key, const char *label)
{
    for (; *key != '\0' && *label != '\0'; key++, label++) {
        if (*key != (*label == ' ' ? '-' : *label)) return false;
    }
    return *key == *label;
}

enum fact_kind scenario_kind(struct scenario *s, const char *word)
{
    for (int i = 0; word && i < FACT_COUNT; i++) {
        if (strcmp(case_fact_kinds[i].fr, word) == 0) return (enum fact_kind)i;
    }
    scenario_say(s, "attendu un fait de la liste, obtenu %s", word ? word : "rien");
    return FACT_COUNT;
}
