/* Pages: HTML files with holes, filled from named values. Everything inserted is escaped; there is
 * no other insertion.
 *
 *   {{name}}                        the value, escaped
 *   {{_ Une phrase en français.}}   the sentence in the reader's language, escaped; it may run over
 * lines
 *   {{#if name}}..{{else}}..{{/if}} the value is a true flag, a text that is not empty, a list with
 * rows
 *   {{#each name}}..{{/each}}       once for each row; names are looked for in the row, then
 * outside
 *   {{> part}}                      another template
 *   {{! words for who reads the file}}
 *
 * A page that names a value nobody gave is a bug of ours: must().
 * May include: base, law, case, pay, store, wire, desk, host. */
#ifndef WEB_TEMPLATE_H
#define WEB_TEMPLATE_H
#include "base/arena.h"
#include "base/date.h"
#include "law/words.h"

/* The language of a page (tongues.def), which is not that of the law: the law's own words, the
 * explanation of a decision among them, are French or English. */
enum tongue {
#define TONGUE(name, word, direction, own_name, law, is_read_again) TONGUE_##name,
#include "web/tongues.def"
    TONGUE_COUNT
};
struct tongue_row {
    const char *word, *direction, *own_name;
    enum language law; /* in which the law speaks there */
    bool is_read_again;
};
extern const struct tongue_row tongues[TONGUE_COUNT];
/* The language of that word ("ar"), or -1. */
int tongue_find(text word);
/* The first language of an Accept-Language header that is known; French when none is. */
enum tongue tongue_preferred(text header);

struct values; /* lives in its arena */

struct values *values_new(struct arena *a, enum tongue tongue);
/* The text must live as long as the arena, or for ever. */
void values_text(struct values *values, const char *name, text value);
void values_string(struct values *values, const char *name, const char *value);
void values_flag(struct values *values, const char *name, bool value);
/* Formatted in the language; no day gives the empty text. */
void values_integer(struct values *values, const char *name, int64_t value);
void values_money(struct values *values, const char *name, money value);
void values_date(struct values *values, const char *name, date value);
/* An empty list, so that a page may ask for it. */
void values_list(struct values *values, const char *name);
/* Adds a row to the list of that name, made when absent. */
struct values *values_row(struct values *values, const char *name);

/* Where its texts may live. */
struct arena *values_arena(const struct values *values);
enum tongue values_tongue(const struct values *values);
/* The language in which the law speaks on that page. */
enum language values_language(const struct values *values);

/* The page of that name, filled. HOST when the arena is too small for it. */
MUST_USE err page_render(const char *name, const struct values *values, struct arena *a, text *ret);

/* What is wrong with a page, or NULL: its tags do not pair, a part is unknown or holds itself,
 * something is inserted where escaping is not enough (a tag outside double quotes, a script). */
const char *page_check(text html);
/* Checks every page: the name and the fault of the first that is wrong, or NULL. */
const char *page_check_all(const char **ret_fault);

/* A sentence in the reader's language: the catalogue's, or the French itself. SAY marks a sentence
 * of C code for the catalogue. */
const char *web_say(enum tongue tongue, const char *french);
#define SAY(tongue, french) web_say((tongue), french)

/* What is built into the program. */
struct embedded {
    const char *name; /* "simulateur.html", "s.css" */
    const char *type; /* of static files, NULL for pages */
    const unsigned char *bytes;
    ptrdiff_t size;
    const unsigned char *gzip; /* NULL for pages */
    ptrdiff_t gzip_size;
};
extern const struct embedded web_pages[], web_statics[];
extern const int web_pages_count, web_statics_count;
const struct embedded *web_static(text name);

#endif
