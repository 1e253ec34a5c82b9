#include "tests/canary/scanner.h"

#include "base/date.h"

#include <stdlib.h>
#include <string.h>

/* ---- the automaton ---- */

#define STATES_MAX 60000

struct automaton {
    uint16_t (*next)[256];
    uint64_t *found;
    int states;
};

struct scanner {
    struct automaton words, digits;
};

static void automaton_begin(struct automaton *a)
{
    a->next = calloc(STATES_MAX, sizeof *a->next);
    a->found = calloc(STATES_MAX, sizeof *a->found);
    must(a->next && a->found);
    a->states = 1;
}

static void automaton_add(struct automaton *a, text word, int marker)
{
    int at = 0;
    must(word.length > 0);
    for (ptrdiff_t i = 0; i < word.length; i++) {
        uint16_t *to = &a->next[at][(unsigned char)word.at[i]];
        if (*to == 0) {
            must(a->states < STATES_MAX);
            *to = (uint16_t)a->states++;
        }
        at = *to;
    }
    a->found[at] |= UINT64_C(1) << marker;
}

/* Each state learns where to go when the next byte is none of its own. */
static void automaton_end(struct automaton *a)
{
    uint16_t *queue = calloc(STATES_MAX, sizeof *queue), *fail = calloc(STATES_MAX, sizeof *fail);
    must(queue && fail);
    int first = 0, last = 0;
    for (int c = 0; c < 256; c++) {
        if (a->next[0][c]) queue[last++] = a->next[0][c];
    }
    while (first < last) {
        int at = queue[first++];
        a->found[at] |= a->found[fail[at]];
        for (int c = 0; c < 256; c++) {
            uint16_t to = a->next[at][c], other = a->next[fail[at]][c];
            if (to) {
                fail[to] = other;
                queue[last++] = to;
            } else {
                a->next[at][c] = other;
            }
        }
    }
    free(queue);
    free(fail);
}

/* ---- bytes as they are compared ---- */

/* The letter of Latin-1 without its accent; the byte itself when it is none. */
static unsigned char unaccented(unsigned char c)
{
    static const char letters[] =
        "aaaaaaaceeeeiiiidnooooo/ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy";
    return c >= 0xC0 ? (unsigned char)letters[c - 0xC0] : c;
}

/* The next byte in small letters without accent: of two bytes of UTF-8, or one of Latin-1. */
static unsigned char folded(text bytes, ptrdiff_t *place)
{
    unsigned char c = (unsigned char)bytes.at[(*place)++];
    if (c < 0x80) return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (c == 0xC3 && *place < bytes.length) {
        unsigned char low = (unsigned char)bytes.at[*place];
        if (low >= 0x80 && low < 0xC0) {
            (*place)++;
            return unaccented((unsigned char)(low + 0x40));
        }
    }
    return unaccented(c);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* How many bytes stand between two digits of one number: a blank (no-break too), a full stop, a
 * hyphen or a slash; 0 when the digits do not belong together. */
static ptrdiff_t joint(text bytes, ptrdiff_t place)
{
    static const char *const joints[] = {" ", ".", "-", "/", "\xC2\xA0", "\xE2\x80\xAF"};
    text rest = {bytes.at + place, bytes.length - place};
    for (size_t i = 0; i < LENGTH(joints); i++) {
        text one = text_of(joints[i]);
        if (text_starts_with(rest, one) && rest.length > one.length &&
            is_digit(rest.at[one.length]))
            return one.length;
    }
    return 0;
}

uint64_t scanner_look(const struct scanner *scanner, text bytes)
{
    uint64_t found = 0;
    int at = 0;
    for (ptrdiff_t i = 0; i < bytes.length;) {
        at = scanner->words.next[at][folded(bytes, &i)];
        found |= scanner->words.found[at];
    }
    at = scanner->digits.next[0]['|'];
    for (ptrdiff_t i = 0; i < bytes.length;) {
        bool digit = is_digit(bytes.at[i]);
        at = scanner->digits.next[at][(unsigned char)(digit ? bytes.at[i] : '|')];
        found |= scanner->digits.found[at];
        i++;
        if (digit && i < bytes.length && !is_digit(bytes.at[i])) i += joint(bytes, i);
    }
    return found | scanner->digits.found[scanner->digits.next[at]['|']];
}

/* ---- spellings ---- */

static void write_folded(struct writer *out, text value)
{
    for (ptrdiff_t i = 0; i < value.length;) write_character(out, (char)folded(value, &i));
}

/* The value with each character that is not ASCII written by `escape`. */
static void write_escaped(struct writer *out, text value, void (*escape)(struct writer *, uint32_t))
{
    for (ptrdiff_t i = 0; i < value.length;) {
        uint32_t c = text_next_character(value, &i);
        if (c < 0x80) {
            write_character(out, (char)c);
        } else {
            escape(out, c);
        }
    }
}
static void json_escape(struct writer *out, uint32_t c)
{
    unsigned char low = (unsigned char)c;
    write_string(out, "\\u00");
    write_hex(out, &low, 1);
}
static void html_escape(struct writer *out, uint32_t c)
{
    write_string(out, "&#");
    write_integer(out, c);
    write_character(out, ';');
}
static void latin_1(struct writer *out, uint32_t c) { write_character(out, (char)c); }

static void write_percent(struct writer *out, text value, bool all)
{
    for (ptrdiff_t i = 0; i < value.length; i++) {
        char c = value.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
        if (!all && (letter || c == '.' || c == '-')) {
            write_character(out, c);
        } else {
            write_character(out, '%');
            write_hex(out, (const unsigned char *)&value.at[i], 1);
        }
    }
}

/* The middle of the base64 of the value standing `shift` bytes into something: what does not depend
 * on its neighbours. */
static void write_base64(struct writer *out, text value, int shift)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char padded[80];
    ptrdiff_t length = shift + value.length;
    memset(padded, 0, sizeof padded);
    memcpy(padded + shift, value.at, (size_t)value.length);
    ptrdiff_t start = shift > 0 ? 3 : 0, whole = length - length % 3;
    for (ptrdiff_t i = start; i < whole; i += 3) {
        unsigned bits = (unsigned)(unsigned char)padded[i] << 16 |
                        (unsigned)(unsigned char)padded[i + 1] << 8 | (unsigned char)padded[i + 2];
        for (int k = 18; k >= 0; k -= 6) write_character(out, digits[bits >> k & 63]);
    }
}

static void write_upper(struct writer *out, text value)
{
    for (ptrdiff_t i = 0; i < value.length; i++) {
        char c = value.at[i];
        bool second = i > 0 && value.at[i - 1] == '\xC3';
        if (c >= 'a' && c <= 'z') c = (char)(c - 32);
        if (second && (unsigned char)c >= 0xA0) c = (char)((unsigned char)c - 0x20);
        write_character(out, c);
    }
}

static void write_day(struct writer *out, text value, int order)
{
    date day = NO_DATE;
    must(date_read(value, &day) == ERR_OK);
    switch (order) {
    case 0: write_date_fr(out, day); return;
    case 1: write_date_en(out, day); return;
    case 2:
        write_padded(out, day.day, 2);
        write_character(out, '/');
        write_padded(out, day.month, 2);
        write_character(out, '/');
        write_integer(out, day.year);
        return;
    default:
        write_integer(out, day.year);
        write_padded(out, day.month, 2);
        write_padded(out, day.day, 2);
    }
}

static void write_grouped(struct writer *out, text value, int group, const char *between)
{
    for (ptrdiff_t i = 0, n = 0; i < value.length; i++) {
        if (value.at[i] == ' ') continue;
        if (n > 0 && n % group == 0) write_string(out, between);
        write_character(out, value.at[i]);
        n++;
    }
}

enum { SPELLINGS_OF_WORDS = 12, SPELLINGS = 19 };

text scanner_spelling(const struct marker *marker, int n, char room[512])
{
    struct writer out = {room, 0, 512, false};
    text value = text_of(marker->value);
    char plain_room[64];
    struct writer plain = WRITER(plain_room);
    write_folded(&plain, value);
    if (n >= SPELLINGS_OF_WORDS && !marker->is_day && !marker->is_number) return T("");
    switch (n) {
    case 0: write_text(&out, value); break;
    case 1: write_folded(&out, value); break;
    case 2: write_upper(&out, value); break;
    case 3: write_escaped(&out, value, json_escape); break;
    case 4: write_escaped(&out, value, html_escape); break;
    case 5: write_escaped(&out, value, latin_1); break;
    case 6: write_percent(&out, value, false); break;
    case 7: write_percent(&out, value, true); break;
    case 8:
    case 9:
    case 10: write_base64(&out, value, n - 8); break;
    case 11: write_hex(&out, (const unsigned char *)value.at, value.length); break;
    case 12:
    case 13:
    case 14:
    case 15:
        if (marker->is_day) write_day(&out, value, n - 12);
        if (!marker->is_day) write_grouped(&out, value, n - 11, n % 2 ? " " : ".");
        break;
    case 16: write_grouped(&out, value, 2, "\xC2\xA0"); break;
    case 17: write_grouped(&out, value, 4, "-"); break;
    case 18: write_text(&out, writer_text(&plain)); break;
    default: return T("");
    }
    must(!out.full && out.length > 0 && n < SPELLINGS);
    return writer_text(&out);
}

static void add_digits(struct automaton *a, const struct marker *marker, text value, int number)
{
    char room[64];
    struct writer out = WRITER(room);
    if (marker->is_day) write_character(&out, '|'); /* eight digits that stand alone */
    /* A telephone number is the same without its first zero, an IBAN without its country. */
    bool first = true;
    for (ptrdiff_t i = 0; i < value.length; i++) {
        if (!is_digit(value.at[i])) continue;
        if (!first || value.at[i] != '0' || marker->is_day) write_character(&out, value.at[i]);
        first = false;
    }
    if (marker->is_day) write_character(&out, '|');
    automaton_add(a, writer_text(&out), number);
}

struct scanner *scanner_make(const struct marker *markers, int count)
{
    struct scanner *scanner = calloc(1, sizeof *scanner);
    must(scanner && count <= MARKERS_MAX);
    automaton_begin(&scanner->words);
    automaton_begin(&scanner->digits);
    for (int i = 0; i < count; i++) {
        char room[512], small[512];
        for (int n = 0; n < SPELLINGS; n++) {
            text spelled = scanner_spelling(&markers[i], n, room);
            struct writer out = WRITER(small);
            write_folded(&out, spelled);
            if (out.length >= 8) automaton_add(&scanner->words, writer_text(&out), i);
        }
        text value = text_of(markers[i].value);
        if (markers[i].is_number) add_digits(&scanner->digits, &markers[i], value, i);
        if (!markers[i].is_day) continue;
        for (int order = 2; order < 4; order++) {
            struct writer out = WRITER(room);
            write_day(&out, value, order);
            add_digits(&scanner->digits, &markers[i], writer_text(&out), i);
        }
    }
    automaton_end(&scanner->words);
    automaton_end(&scanner->digits);
    return scanner;
}

void scanner_end(struct scanner *scanner)
{
    if (!scanner) return;
    free(scanner->words.next);
    free(scanner->words.found);
    free(scanner->digits.next);
    free(scanner->digits.found);
    free(scanner);
}
