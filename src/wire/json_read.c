#include "wire/json_read.h"

#include <string.h>

struct json_at wire_at_top(struct json_reader *reader, json_t *value)
{
    return (struct json_at){.reader = reader, .value = value, .needed = true};
}

struct json_at wire_at(const struct json_at *object, const char *key)
{
    return (struct json_at){.reader = object->reader,
                            .in = object,
                            .key = key,
                            .value = json_object_get(object->value, key)};
}

struct json_at wire_at_needed(const struct json_at *object, const char *key)
{
    struct json_at at = wire_at(object, key);
    at.needed = true;
    return at;
}

struct json_at wire_at_item(const struct json_at *list, int place)
{
    return (struct json_at){.reader = list->reader,
                            .in = list,
                            .place = place,
                            .value = json_array_get(list->value, (size_t)place),
                            .needed = true};
}

/* ---- what was expected, and where ---- */

/* A JSON pointer (RFC 6901). Keys are words of ours, or passed looks_like_a_key: nothing to escape.
 */
static void write_pointer(struct writer *out, const struct json_at *at)
{
    if (!at->in) return;
    write_pointer(out, at->in);
    write_character(out, '/');
    if (at->key) {
        write_string(out, at->key);
    } else {
        write_integer(out, at->place);
    }
}

void wire_expected(const struct json_at *at, const char *expected)
{
    struct json_reader *reader = at->reader;
    if (reader->failed) return;
    reader->failed = true;
    struct writer where = WRITER(reader->first.where), what = WRITER(reader->first.expected);
    write_pointer(&where, at);
    if (!at->value && at->needed) write_string(&what, "required: ");
    write_string(&what, expected);
    writer_string(&where);
    writer_string(&what);
}

/* "one of complaint, police_log": as many words as the room holds, and "..." for the rest. */
void wire_expected_one_of(const struct json_at *at, const char *start,
                          const char *(*word)(const void *, int), const void *list, int count)
{
    char room[sizeof at->reader->first.expected - sizeof "required: "];
    struct writer what = WRITER(room);
    write_string(&what, start);
    for (int i = 0; i < count; i++) {
        text next = text_of(word(list, i));
        if (what.length + next.length + (ptrdiff_t)sizeof ", , ..." > what.capacity) {
            write_string(&what, ", ...");
            break;
        }
        write_string(&what, i == 0 ? "" : ", ");
        write_text(&what, next);
    }
    wire_expected(at, writer_string(&what));
}

static const char *word_of_list(const void *list, int i)
{
    return ((const struct word_list *)list)->words[i].word;
}

static const char *key_of_list(const void *keys, int i) { return ((const char *const *)keys)[i]; }

static void expected_word(const struct json_at *at, const struct word_list *list)
{
    wire_expected_one_of(at, "one of ", word_of_list, list, list->count);
}

/* Whether there is something to read; a needed value that is absent is a trouble. */
static bool is_there(const struct json_at *at, const char *expected)
{
    if (at->value) return true;
    if (at->needed) wire_expected(at, expected);
    return false;
}

err wire_json_end(const struct json_reader *reader, struct trouble *trouble)
{
    if (!reader->failed) return ERR_OK;
    *trouble = reader->first;
    return ERR_BAD_INPUT;
}

/* ---- values ---- */

void wire_get_integer(const struct json_at *at, int64_t *value, int64_t min, int64_t max)
{
    char room[96];
    struct writer what = WRITER(room);
    write_string(&what, "an integer from ");
    write_integer(&what, min);
    write_string(&what, " to ");
    write_integer(&what, max);
    const char *expected = writer_string(&what);
    if (!is_there(at, expected)) return;
    int64_t number = json_integer_value(at->value);
    if (!json_is_integer(at->value) || number < min || number > max) {
        wire_expected(at, expected);
        return;
    }
    *value = number;
}

void wire_get_flag(const struct json_at *at, bool *value)
{
    static const char expected[] = "true or false";
    if (!is_there(at, expected)) return;
    if (!json_is_boolean(at->value)) {
        wire_expected(at, expected);
        return;
    }
    *value = json_is_true(at->value);
}

static text string_value(const json_t *value)
{
    return (text){json_string_value(value), (ptrdiff_t)json_string_length(value)};
}

void wire_get_day(const struct json_at *at, date *value)
{
    static const char expected[] = "a date as YYYY-MM-DD, of the years 1900 to 2199";
    if (!is_there(at, expected)) return;
    if (!json_is_string(at->value) || date_read(string_value(at->value), value) != ERR_OK) {
        wire_expected(at, expected);
    }
}

void wire_get_day_or_null(const struct json_at *at, date *value)
{
    if (json_is_null(at->value)) {
        *value = NO_DATE;
    } else {
        wire_get_day(at, value);
    }
}

void wire_get_word(const struct json_at *at, int *value, const struct word_list *list)
{
    int found = json_is_string(at->value) ? words_find(list, string_value(at->value)) : -1;
    if (found >= 0) {
        *value = found;
    } else if (at->value || at->needed) {
        expected_word(at, list);
    }
}

void wire_get_set(const struct json_at *at, uint32_t *bits, const struct word_list *list)
{
    int count = wire_get_list(at, list->count);
    uint32_t set = 0;
    for (int i = 0; i < count; i++) {
        struct json_at item = wire_at_item(at, i);
        int word = 0;
        wire_get_word(&item, &word, list);
        if (set & 1u << word) wire_expected(&item, "each word once");
        set |= 1u << word;
    }
    if (at->value) *bits = set;
}

ptrdiff_t wire_characters(text what)
{
    ptrdiff_t count = 0;
    for (ptrdiff_t place = 0; place < what.length; count++) text_next_character(what, &place);
    return count;
}

/* Characters that steer a screen instead of being read: C0, DEL, C1, separators of lines and the
 * marks that turn the direction of what follows. */
static bool has_control(text what)
{
    for (ptrdiff_t place = 0; place < what.length;) {
        uint32_t c = text_next_character(what, &place);
        if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return true;
        if (c >= 0x2028 && c <= 0x202E) return true;
        if (c >= 0x2066 && c <= 0x2069) return true;
    }
    return false;
}

void wire_get_text(const struct json_at *at, text *value, int characters_max)
{
    char room[96];
    struct writer what = WRITER(room);
    write_string(&what, "text of at most ");
    write_integer(&what, characters_max);
    write_string(&what, " characters, without control characters");
    const char *expected = writer_string(&what);
    if (!is_there(at, expected)) return;
    text read = text_trim(string_value(at->value));
    if (!json_is_string(at->value) || has_control(read) || wire_characters(read) > characters_max) {
        wire_expected(at, expected);
        return;
    }
    *value = read;
}

int wire_get_list(const struct json_at *at, int max)
{
    char room[64];
    struct writer what = WRITER(room);
    write_string(&what, "a list of at most ");
    write_integer(&what, max);
    const char *expected = writer_string(&what);
    if (!is_there(at, expected)) return 0;
    if (!json_is_array(at->value) || json_array_size(at->value) > (size_t)max) {
        wire_expected(at, expected);
        return 0;
    }
    return (int)json_array_size(at->value);
}

/* ---- objects ---- */

bool wire_is_object(const struct json_at *at)
{
    static const char expected[] = "an object";
    if (!is_there(at, expected)) return false;
    if (!json_is_object(at->value)) {
        wire_expected(at, expected);
        return false;
    }
    return true;
}

/* Keys are written by programs, so one of small letters may be named in the pointer; anything else
 * could be what somebody typed, and the pointer stops at the object. */
static bool looks_like_a_key(const char *key)
{
    size_t length = strlen(key);
    return length > 0 && length <= 32 && strspn(key, "abcdefghijklmnopqrstuvwxyz_") == length;
}

void wire_refuse_other_keys(const struct json_at *at, const char *const *keys, int count)
{
    const char *key;
    json_t *value;
    json_object_foreach(at->value, key, value)
    {
        bool known = false;
        for (int i = 0; i < count && !known; i++) known = strcmp(key, keys[i]) == 0;
        if (known) continue;
        struct json_at other = wire_at(at, key);
        bool named = looks_like_a_key(key);
        if (count == 0) {
            wire_expected(named ? &other : at, "no key");
        } else {
            wire_expected_one_of(named ? &other : at, "no other key than ", key_of_list, keys,
                                 count);
        }
        return;
    }
}

bool wire_get_object(const struct json_at *at, const char *const *keys, int count)
{
    if (!wire_is_object(at)) return false;
    wire_refuse_other_keys(at, keys, count);
    return true;
}
