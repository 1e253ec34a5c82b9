/* What a scenario knows while it is played. scenario.c plays it line by line, scenario_claim.c
 * reads what she says, scenario_facts.c what happens, scenario_body.c what a fact says,
 * scenario_expect.c compares, scenario_views.c with what the law says of each strand,
 * scenario_store.c does the same on a store. */
#ifndef TESTS_SCENARIO_H
#define TESTS_SCENARIO_H
#include "tests/facts.h"

#define SCENARIO_FACTS_MAX 128
#define SCENARIO_SAID_MAX  8192

struct mirror; /* the store a scenario is also told to */

struct scenario {
    const char *path;
    int line;
    int wrong;                         /* lines that did not say true */
    char said_room[SCENARIO_SAID_MAX]; /* what was said of them, printed at the end */
    struct writer said;

    struct body claim; /* what she says */
    bool own_documents;
    date completed_on, decided_on, known_on; /* for the law alone; NO_DATE: as the request */
    date award;                              /* an award in another file */
    date today; /* of recording and of duties; NO_DATE: the day a fact came to be known */

    /* A payment's reference is one file's alone in a store: those of a scenario count from here. */
    int64_t references_from;
    struct case_file file;
    struct fact facts[SCENARIO_FACTS_MAX];
    int facts_count;
    date latest;      /* the day the latest of them came to be known */
    bool was_refused; /* by the latest "refuse" */
    struct trouble refusal;
    struct mirror *mirror; /* NULL: the pure file alone */
};

/* A line that does not say true: x.cas:5: attendu 364,66, obtenu 364,65. */
void scenario_say(struct scenario *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- reading words; each says what is wrong and gives a harmless value ---- */

date scenario_day(struct scenario *s, const char *word);
int64_t scenario_integer(struct scenario *s, const char *word);
money scenario_money(struct scenario *s, const char *word); /* "713,16" */
/* The place of a French phrase in a list. */
int scenario_phrase(struct scenario *s, const char *word, const struct word_list *list);
/* The next part of *rest before `between`, NULL when there is none left; parts it in place. */
char *scenario_part(char **rest, const char *between);
/* Whether the key says the label, its blanks written as hyphens. */
bool scenario_is_key(const char *key, const char *label);
/* The kind of fact of that French phrase, FACT_COUNT when there is none, which is said. */
enum fact_kind scenario_kind(struct scenario *s, const char *word);

/* ---- commands ---- */

/* Plays a line of what she says; false when it is another command. */
bool scenario_claim(struct scenario *s, char **words);

/* Reads key=value words over the body, by the French labels of fields.def. With `whole`, what has
 * no natural nothing must be said: words, days, and numbers that cannot be zero. ERR_OK, or
 * BAD_INPUT when a number is out of the bounds of its field (a refusal of the interface, told in
 * `trouble`) or a word is wrong (said of the scenario). */
MUST_USE err scenario_body(struct scenario *s, enum fact_kind kind, char **words, bool whole,
                           struct body *body, struct trouble *trouble);

void scenario_fact(struct scenario *s, char **words);    /* fait JOUR "aide versée" clé=valeur */
void scenario_refused(struct scenario *s, char **words); /* refuse JOUR "aide versée" */
void scenario_until(struct scenario *s, char **words);   /* jusqu'à JOUR "aide versée" */

/* attend CLÉ VALEUR: what the law or the file says is that; exclut CLÉ VALEUR: no item of it is. */
void scenario_expect(struct scenario *s, char **words);
void scenario_exclude(struct scenario *s, char **words);

/* What a strand says (its stage, then each line of its view, as a file's life prints it), the
 * articles of "pourquoi-STRAND", or the loan's instalments; false for another key. */
bool scenario_view(const struct scenario *s, const char *key, struct writer *out);

/* "713,16" */
void scenario_write_euros(struct writer *out, money m);

/* The day its duties and views are of. */
date scenario_today(const struct scenario *s);

/* Prints the file's life as it stands, with why. */
void scenario_show(const struct scenario *s);

/* ---- the store ---- */

/* Opens the store all scenarios are told to; NULL and a word on stderr when it cannot. The URL
 * "sqlite:" alone is a database that is removed again. */
struct mirror *mirror_open(const char *url);
void mirror_close(struct mirror *mirror);
/* A new file of the store for the next scenario. */
bool mirror_begin(struct mirror *mirror, file_number *ret);
/* The latest fact of the scenario, told to its mirror: appended, the journal read back, folded and
 * compared with the file in hand. Without a mirror the facts in hand are folded again. */
void scenario_mirror(struct scenario *s);

#endif
