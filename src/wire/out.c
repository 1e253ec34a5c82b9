#include "wire/out.h"

#include "wire/wire.h"

struct writer wire_out_begin(struct arena *a)
{
    /* Over the same room, not cleared: only what is written is read. */
    struct arena rest = arena_over(a->at, a->end - a->at);
    return (struct writer){rest.at, 0, rest.end - rest.at, false};
}

text wire_out_end(struct arena *a, struct writer *out)
{
    must(out->at == a->at);
    text written = writer_text(out);
    write_character(out, '\0');
    if (out->full) return (text){NULL, 0};
    a->at += out->length;
    return written;
}

void write_comma(struct writer *out)
{
    char last = out->length > 0 ? out->at[out->length - 1] : '{';
    if (last != '{' && last != '[') write_character(out, ',');
}

void write_key(struct writer *out, const char *key)
{
    write_comma(out);
    write_character(out, '"');
    write_string(out, key);
    write_string(out, "\":");
}

void write_json_null(struct writer *out, const char *key)
{
    write_key(out, key);
    write_string(out, "null");
}

void write_json_text(struct writer *out, const char *key, text what)
{
    write_key(out, key);
    write_json_string(out, what);
}

void write_json_word(struct writer *out, const char *key, const char *word)
{
    if (word) {
        write_json_text(out, key, text_of(word));
    } else {
        write_json_null(out, key);
    }
}

void write_json_integer(struct writer *out, const char *key, int64_t what)
{
    write_key(out, key);
    write_integer(out, what);
}

void write_json_flag(struct writer *out, const char *key, bool what)
{
    write_key(out, key);
    write_string(out, what ? "true" : "false");
}

void write_json_day(struct writer *out, const char *key, date day)
{
    if (!date_is_set(day)) {
        write_json_null(out, key);
        return;
    }
    write_key(out, key);
    write_character(out, '"');
    write_date(out, day);
    write_character(out, '"');
}

void write_json_set(struct writer *out, const char *key, uint32_t bits,
                    const struct word_list *list)
{
    write_key(out, key);
    write_character(out, '[');
    for (int i = 0; i < list->count; i++) {
        if (!(bits & 1u << i)) continue;
        write_comma(out);
        write_json_string(out, text_of(list->words[i].word));
    }
    write_character(out, ']');
}

void write_json_fund(struct writer *out, const char *key, const struct fund *fund)
{
    if (!fund) {
        write_json_null(out, key);
        return;
    }
    write_key(out, key);
    write_character(out, '{');
    write_json_word(out, "code", fund->code);
    write_json_word(out, "kind", law_fund_kinds.words[fund->kind].word);
    write_json_word(out, "name", fund->name);
    write_character(out, '}');
}

void write_utc(struct writer *out, int64_t microseconds)
{
    must(microseconds >= 0);
    int64_t seconds = microseconds / 1000000, of_day = seconds % 86400;
    write_date(out, date_from_number((int32_t)(seconds / 86400)));
    write_character(out, 'T');
    write_padded(out, of_day / 3600, 2);
    write_character(out, ':');
    write_padded(out, of_day / 60 % 60, 2);
    write_character(out, ':');
    write_padded(out, of_day % 60, 2);
    write_character(out, 'Z');
}

/* ---- strings ---- */

/* Whether a well-formed character starts at that byte; its length in bytes, or 0. */
static ptrdiff_t character_length(text what, ptrdiff_t place)
{
    for (ptrdiff_t length = 1; length <= 4 && place + length <= what.length; length++) {
        if (text_is_utf8((text){what.at + place, length})) return length;
    }
    return 0;
}

static void write_json_escape(struct writer *out, char c)
{
    switch (c) {
    case '"': write_string(out, "\\\""); return;
    case '\\': write_string(out, "\\\\"); return;
    case '\n': write_string(out, "\\n"); return;
    case '\r': write_string(out, "\\r"); return;
    case '\t': write_string(out, "\\t"); return;
    default: write_string(out, "\\u00"); write_hex(out, (const unsigned char *)&c, 1);
    }
}

/* Bytes that are not UTF-8 (read back from a disk, say) become U+FFFD: what we send is always JSON.
 */
void write_json_string(struct writer *out, text what)
{
    write_character(out, '"');
    ptrdiff_t plain = 0; /* where the part not yet written starts */
    for (ptrdiff_t i = 0; i < what.length;) {
        unsigned char c = (unsigned char)what.at[i];
        if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
            i++;
            continue;
        }
        ptrdiff_t length = c >= 0x80 ? character_length(what, i) : 0;
        if (length > 0) {
            i += length;
            continue;
        }
        write_bytes(out, what.at + plain, i - plain);
        if (c >= 0x80) {
            write_string(out, "\xEF\xBF\xBD");
        } else {
            write_json_escape(out, (char)c);
        }
        plain = ++i;
    }
    if (plain < what.length) write_bytes(out, what.at + plain, what.length - plain);
    write_character(out, '"');
}
