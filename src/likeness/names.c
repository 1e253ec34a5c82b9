#include "likeness/inside.h"

/* The forms under which one name is written: compound or not, with its particles or without. */

#define PARTS_MAX 8

static const char *const particles[] = {"DE",  "DU",  "DES", "D",   "LA",  "LE",  "LES", "L",
                                        "EL",  "AL",  "DA",  "DO",  "DOS", "DAS", "DI",  "DEL",
                                        "VAN", "VON", "DER", "DEN", "Y",   "E",   "OULD"};

static const struct {
    const char *kept, *others;
} variants[] = {
#define VARIANT(kept, others) {kept, others},
#include "likeness/variants.def"
};

static bool is_particle(const struct word *word)
{
    for (size_t i = 0; i < LENGTH(particles); i++) {
        if (text_equal(word_text(word), text_of(particles[i]))) return true;
    }
    return false;
}

/* The spelling kept for the name, or the name itself. */
static struct word kept_spelling(const struct word *word)
{
    for (size_t i = 0; i < LENGTH(variants); i++) {
        text others = text_of(variants[i].others);
        while (others.length > 0) {
            if (!text_equal(text_cut(&others, ' '), word_text(word))) continue;
            struct word kept = {.length = 0};
            text spelling = text_of(variants[i].kept);
            for (ptrdiff_t k = 0; k < spelling.length && k < WORD_MAX; k++)
                kept.at[kept.length++] = spelling.at[k];
            return kept;
        }
    }
    return *word;
}

static void add_once(struct forms *forms, const struct word *word)
{
    for (int i = 0; i < forms->count; i++) {
        if (word_equal(&forms->forms[i], word)) return;
    }
    if (forms->count < FORMS_MAX) forms->forms[forms->count++] = *word;
}

void forms_add(struct forms *forms, const struct word *word)
{
    if (word->length < 2) return;
    struct word kept = kept_spelling(word);
    add_once(forms, &kept);
}

void forms_of_family(text name, struct forms *ret)
{
    struct word parts[PARTS_MAX], whole = {.length = 0}, bare = {.length = 0};
    int count = fold_words(name, parts, PARTS_MAX);
    for (int i = 0; i < count; i++) {
        word_add(&whole, &parts[i]);
        if (!is_particle(&parts[i])) word_add(&bare, &parts[i]);
    }
    forms_add(ret, &whole);
    forms_add(ret, &bare);
    for (int i = 0; i < count; i++) {
        if (!is_particle(&parts[i]) && parts[i].length > 2) forms_add(ret, &parts[i]);
    }
}

void forms_of_given(text names, struct forms *ret)
{
    struct word parts[PARTS_MAX], whole = {.length = 0}, two = {.length = 0};
    int count = fold_words(names, parts, PARTS_MAX);
    for (int i = 0; i < count; i++) {
        word_add(&whole, &parts[i]);
        if (i < 2) word_add(&two, &parts[i]);
    }
    forms_add(ret, &whole);
    forms_add(ret, &two);
    for (int i = 0; i < count; i++) {
        if (!is_particle(&parts[i])) forms_add(ret, &parts[i]);
    }
}

struct word without(const struct word *word, int place)
{
    struct word left = {.length = 0};
    for (int i = 0; i < word->length; i++) {
        if (i != place) left.at[left.length++] = word->at[i];
    }
    return left;
}
