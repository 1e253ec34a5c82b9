/* Who may be whom. From a person as an office knows her, or as an agent is known to his employer,
 * come short texts; two records that share enough of them are of people who must not meet over a
 * file. The texts bear typing errors: accents, order, particles, sound, one slip of the keyboard, a
 * day taken for a month. They say who she is, so they are never kept: the caller hashes each under
 * a key and keeps the hash. Pure, bounded, without heap. May include: base. */
#ifndef LIKENESS_LIKENESS_H
#define LIKENESS_LIKENESS_H
#include "base/date.h"

#define LIKENESS_LINES_MAX   6
#define LIKENESS_NUMBERS_MAX 4
struct likeness_person {
    text family_name, birth_name, given_names; /* as written; empty: not known */
    date born_on;                              /* NO_DATE: not known */
    text lines[LIKENESS_LINES_MAX];            /* of the address */
    int lines_count;
    text postcode, city;
    text phones[LIKENESS_NUMBERS_MAX], emails[LIKENESS_NUMBERS_MAX], ibans[LIKENESS_NUMBERS_MAX];
    int phones_count, emails_count, ibans_count;
    text employer;
    text code_word; /* agreed with her; empty for everybody else */
};

enum likeness_class {
#define CLASS(name, weight, fr, en, why) LIKENESS_##name,
#include "likeness/classes.def"
    LIKENESS_COUNT
};

/* Whether the classes, as bits, weigh enough to keep the one from the other's file. */
#define LIKENESS_ENOUGH 100
bool likeness_enough(uint32_t classes);

/* Takes one text. Lives until it returns; the same text may come twice. */
struct likeness_taker {
    err (*take)(void *context, enum likeness_class class, text words);
    void *context;
};

/* At most this many texts of one person (those of the longest names beyond are left out, pairs of
 * names last), and bytes of one text. */
#define LIKENESS_TEXTS_MAX 3000
#define LIKENESS_WORDS_MAX 160

/* The texts under which a party to a file is kept; their class is not to be kept with them. Stops
 * at the first failure of `take` and gives it back. Words that are not UTF-8 are left out. */
MUST_USE err likeness_kept(const struct likeness_person *person, struct likeness_taker taker);
/* The texts under which the others are sought who might be this person or live with him. What is
 * sought is in another class when the seeker has no birth date. */
MUST_USE err likeness_sought(const struct likeness_person *person, struct likeness_taker taker);

/* The text under which the same proof is found again: what it is and the number its issuer gave.
 * Gives an empty text when there are fewer than four letters or digits in the number. */
text likeness_proof(text kind, text number, struct writer *out);

#endif
