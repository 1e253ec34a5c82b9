/* What the reader of pages, their checker and the values share; nobody outside these files includes
 * it. May include: base, law, case, pay, store, wire, desk, host. */
#ifndef WEB_TAGS_H
#define WEB_TAGS_H
#include "web/template.h"

enum value_kind { VALUE_TEXT, VALUE_FLAG, VALUE_LIST };

struct value {
    const char *name;
    enum value_kind kind;
    text words;
    bool flag;
    struct values *first, *last; /* rows of a list */
    struct value *next;
};

struct values {
    struct arena *arena;
    enum tongue tongue;
    struct value *first;
    const struct values *outer; /* of a row: where it stands */
    struct values *next_row;
};

struct value *value_here(const struct values *values, text name);
/* The value of that name, in the row or outside it; NULL when nobody gave it. */
const struct value *value_find(const struct values *values, text name);
/* A flag that is set, a text that is not empty, a list with rows. */
bool value_is_true(const struct value *v);

enum tag_kind {
    TAG_END, /* the page has no more tags */
    TAG_VALUE,
    TAG_SAY,
    TAG_IF,
    TAG_ELSE,
    TAG_END_IF,
    TAG_EACH,
    TAG_END_EACH,
    TAG_PART,
    TAG_NOTE,
    TAG_WRONG
};

struct tag {
    enum tag_kind kind;
    text before; /* the HTML in front of it */
    text name;   /* of the value or part; the sentence */
};

/* The next tag of the page; `left` moves past it. */
struct tag tag_next(text *left);

#define SENTENCE_MAX 1024
/* The sentence as the catalogue knows it: blanks and line ends are single spaces. */
void write_sentence_key(struct writer *out, text french);

/* The HTML of that page or part; at is NULL when there is none. */
text page_source(text name);

#endif
