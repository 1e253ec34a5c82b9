/* One JSON document from outside, read value by value. The first wrong value is remembered with its
 * JSON pointer and every later step goes on without harm, so that a reader states what it wants and
 * asks once, at the end, whether all went well.
 * May include: base, law. */
#ifndef WIRE_JSON_READ_H
#define WIRE_JSON_READ_H
#include "base/arena.h"
#include "base/date.h"
#include "law/words.h"

#include <jansson.h>

/* Objects and lists within one another; a claim has four. */
#define JSON_DEPTH_MAX 8

/* A whole document: well-formed UTF-8 of at most WIRE_JSON_MAX bytes, strict JSON, every key once,
 * and at the top one object. */
MUST_USE err wire_json_load(text json, json_t **ret, struct trouble *trouble);
/* For CLEANUP. */
void wire_json_drop(json_t **document);

struct json_reader {
    struct trouble first;
    bool failed;
};

/* A value where it stands. Places live on the caller's stack, each pointing at the one it is in. */
struct json_at {
    struct json_reader *reader;
    const struct json_at *in; /* NULL for the top */
    const char *key;          /* its key; NULL for an item of a list */
    int place;                /* its place in the list */
    json_t *value;            /* NULL when absent */
    bool needed;
};

struct json_at wire_at_top(struct json_reader *reader, json_t *value);
/* The member of that key: one that may be absent, and one that must be there. */
struct json_at wire_at(const struct json_at *object, const char *key);
struct json_at wire_at_needed(const struct json_at *object, const char *key);
struct json_at wire_at_item(const struct json_at *list, int place);

/* Remembers that this place should have held something else, unless a trouble came before. */
void wire_expected(const struct json_at *at, const char *expected);
/* The same, with the `count` words that word(list, 0...) gives after `start`, as many as fit. */
void wire_expected_one_of(const struct json_at *at, const char *start,
                          const char *(*word)(const void *, int), const void *list, int count);

/* Each reads into *value, which stays as it is when the value is absent or wrong. */
void wire_get_integer(const struct json_at *at, int64_t *value, int64_t min, int64_t max);
void wire_get_flag(const struct json_at *at, bool *value);
void wire_get_day(const struct json_at *at, date *value);
/* The same, and null is NO_DATE. */
void wire_get_day_or_null(const struct json_at *at, date *value);
void wire_get_word(const struct json_at *at, int *value, const struct word_list *list);
/* A list of words, each once, as bits. */
void wire_get_set(const struct json_at *at, uint32_t *bits, const struct word_list *list);
/* A string without control characters, trimmed; the slice is the document's. */
void wire_get_text(const struct json_at *at, text *value, int characters_max);
/* The number of items of a list; 0 when absent or wrong. */
int wire_get_list(const struct json_at *at, int max);
/* Whether it is there and an object; its keys must be among `keys`. */
bool wire_get_object(const struct json_at *at, const char *const *keys, int count);
bool wire_is_object(const struct json_at *at);
void wire_refuse_other_keys(const struct json_at *at, const char *const *keys, int count);

/* ERR_OK, or BAD_INPUT and the first trouble. */
MUST_USE err wire_json_end(const struct json_reader *reader, struct trouble *trouble);

/* The length of a text in characters. */
ptrdiff_t wire_characters(text what);

#endif
