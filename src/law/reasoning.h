/* The explanation of a decision: every step of the law with its article, its sentence, its value
 * and the text the value came from. A step keeps what is needed to say it in either language;
 * nothing is written until somebody asks. May include: base. */
#ifndef LAW_REASONING_H
#define LAW_REASONING_H
#include "base/date.h"
#include "law/words.h"

/* An article the program applies. The aid's own articles carry their operative words, one paragraph
 * a line, compared with texts/ by tools/texts; an article of another code is cited and its rule
 * said in our words, so `file` and `text` are NULL. */
struct article {
    const char *code;   /* "CASF" */
    const char *number; /* "D. 214-14" */
    date since;         /* in force since */
    const char *file;   /* under texts/ */
    const char *text;
};

/* The sentences of sentences.def. */
enum sentence {
#define SENTENCE(name, step, fr, en) SENTENCE_##name,
#include "law/sentences.def"
    SENTENCE_COUNT
};

/* What a sentence's placeholders stand for: {m1} money, {d1} {d2} days, {n1} {n2} numbers, {w1} a
 * word of a list, {s1} a name. */
struct mentioned {
    money m1;
    date d1, d2;
    int n1, n2;
    const struct word *w1;
    const char *s1;
};

struct step {
    const struct article *article;
    const char *where; /* "al. 1", "2°"; "" for the whole article */
    enum sentence sentence;
    bool has_value;
    money value;
    const char *source;    /* the text that fixed the value, or NULL */
    date since, published; /* of that text: in force since, published on */
    bool to_confirm;       /* its value was computed or read in the press */
    struct mentioned mentioned;
};

#define REASONING_STEPS_MAX 64

struct reasoning {
    struct step steps[REASONING_STEPS_MAX];
    int count;
};

/* Adds a step. There is always room: the law of a claim takes fewer steps than REASONING_STEPS_MAX.
 */
struct step *reasoning_add(struct reasoning *why, const struct article *article, const char *where,
                           enum sentence sentence, struct mentioned mentioned);
/* The same, with the amount the step arrives at. */
struct step *reasoning_add_value(struct reasoning *why, const struct article *article,
                                 const char *where, enum sentence sentence,
                                 struct mentioned mentioned, money value);

/* "flat_amount": the step's name in the interface. */
const char *step_name(const struct step *step);
/* "CASF D. 214-14, al. 1" */
void write_step_article(struct writer *out, const struct step *step);
/* The sentence, in one language, with what it mentions filled in. */
void write_step_sentence(struct writer *out, const struct step *step, enum language language);
/* A sentence of another table, in the language it is written in. */
void write_sentence(struct writer *out, const char *sentence, const struct mentioned *mentioned,
                    enum language language);

#endif
