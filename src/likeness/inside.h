/* What the files of this folder share: folded words and the forms of a name.
 * May include: base. */
#ifndef LIKENESS_INSIDE_H
#define LIKENESS_INSIDE_H
#include "likeness/likeness.h"

/* A word of folded capitals and digits; what is longer is cut, on both sides alike. */
#define WORD_MAX 24
struct word {
    char at[WORD_MAX + 1];
    int length;
};
text word_text(const struct word *word);
bool word_equal(const struct word *a, const struct word *b);
void word_add(struct word *word, const struct word *more);

/* The words of a text: accents, case and what joins words away; œ is OE. At most `max`; words
 * beyond are left out. Nothing when the text is not UTF-8. */
int fold_words(text from, struct word *ret, int max);
/* The digits of a text, and its letters and digits, as capitals; at most `max` bytes. */
text fold_digits(text from, char *room, int max);
text fold_signs(text from, char *room, int max);

/* A set of forms, each once. */
#define FORMS_MAX 12
struct forms {
    struct word forms[FORMS_MAX];
    int count;
};
void forms_add(struct forms *forms, const struct word *word);
/* A family name written as one, without its particles, and each part of a compound one. */
void forms_of_family(text name, struct forms *ret);
/* Given names: all as one, the first two as one, each alone. Both end at FORMS_MAX. */
void forms_of_given(text names, struct forms *ret);

/* How the word sounds; the word itself when too little of it is heard. */
struct word sound_of(const struct word *word);
/* The word without its letter at `place`; the word itself for place = length. */
struct word without(const struct word *word, int place);

/* An address in folded words. */
#define STREET_MAX 12
struct address {
    struct word number; /* of the house; empty when there is none */
    struct word street[STREET_MAX];
    int street_count;
    struct word postcode, city;
};
void address_read(const struct likeness_person *person, struct address *ret);

#endif
