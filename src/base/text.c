#include "base/text.h"

#include <string.h>

text text_of(const char *string)
{
    ptrdiff_t length = 0;
    if (string) {
        while (string[length]) length++;
    }
    return (text){string, length};
}

bool text_equal(text a, text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, (size_t)a.length) == 0);
}

bool text_starts_with(text whole, text start)
{
    return whole.length >= start.length && text_equal((text){whole.at, start.length}, start);
}

text text_cut(text *rest, char separator)
{
    for (ptrdiff_t i = 0; i < rest->length; i++) {
        if (rest->at[i] != separator) continue;
        text before = {rest->at, i};
        *rest = (text){rest->at + i + 1, rest->length - i - 1};
        return before;
    }
    text whole = *rest;
    *rest = (text){NULL, 0};
    return whole;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

text text_trim(text from)
{
    while (from.length > 0 && is_blank(from.at[0])) {
        from.at++;
        from.length--;
    }
    while (from.length > 0 && is_blank(from.at[from.length - 1])) from.length--;
    return from;
}

err text_read_integer(text from, int64_t *ret)
{
    bool negative = from.length > 0 && from.at[0] == '-';
    ptrdiff_t i = from.length > 0 && (negative || from.at[0] == '+') ? 1 : 0;
    if (i == from.length) return ERR_BAD_INPUT;
    int64_t value = 0;
    for (; i < from.length; i++) {
        if (from.at[i] < '0' || from.at[i] > '9') return ERR_BAD_INPUT;
        if (value < INT64_MIN / 10) return ERR_BAD_INPUT;
        value *= 10; /* a checked product would ask a 32-bit machine for 128-bit arithmetic */
        int digit = from.at[i] - '0';
        if (__builtin_sub_overflow(value, digit, &value)) return ERR_BAD_INPUT;
    }
    /* Gathered as a negative number, which has one value more than the positive ones. */
    if (!negative && __builtin_sub_overflow(0, value, &value)) return ERR_BAD_INPUT;
    *ret = value;
    return ERR_OK;
}

/* The bytes after the first that a UTF-8 lead byte announces; -1 when it cannot lead. */
static int following_bytes(unsigned char lead)
{
    if (lead < 0x80) return 0;
    if (lead >= 0xC2 && lead <= 0xDF) return 1;
    if (lead >= 0xE0 && lead <= 0xEF) return 2;
    if (lead >= 0xF0 && lead <= 0xF4) return 3;
    return -1;
}

static uint32_t lead_bits(unsigned char lead, int following)
{
    static const unsigned char mask[] = {0x7F, 0x1F, 0x0F, 0x07};
    return lead & mask[following];
}

bool text_is_utf8(text from)
{
    static const uint32_t least[] = {1, 0x80, 0x800, 0x10000};
    for (ptrdiff_t i = 0; i < from.length;) {
        unsigned char lead = (unsigned char)from.at[i];
        int following = following_bytes(lead);
        if (following < 0 || i + following >= from.length) return false;
        uint32_t c = lead_bits(lead, following);
        for (int k = 1; k <= following; k++) {
            unsigned char next = (unsigned char)from.at[i + k];
            if ((next & 0xC0) != 0x80) return false;
            c = c << 6 | (next & 0x3F);
        }
        if (c < least[following] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return false;
        i += following + 1;
    }
    return true;
}

uint32_t text_next_character(text from, ptrdiff_t *place)
{
    must(*place < from.length);
    unsigned char lead = (unsigned char)from.at[*place];
    int following = following_bytes(lead);
    must(following >= 0 && *place + following < from.length);
    uint32_t c = lead_bits(lead, following);
    for (int k = 1; k <= following; k++) c = c << 6 | ((unsigned char)from.at[*place + k] & 0x3F);
    *place += following + 1;
    return c;
}

void write_bytes(struct writer *out, const void *bytes, ptrdiff_t length)
{
    if (length > out->capacity - out->length) out->full = true;
    if (out->full) return;
    if (length > 0) memcpy(out->at + out->length, bytes, (size_t)length);
    out->length += length;
}

void write_text(struct writer *out, text what) { write_bytes(out, what.at, what.length); }

void write_string(struct writer *out, const char *what) { write_text(out, text_of(what)); }

void write_character(struct writer *out, char what) { write_bytes(out, &what, 1); }

void write_padded(struct writer *out, int64_t what, int width)
{
    char digits[24];
    must(width <= (int)sizeof digits);
    int count = 0;
    uint64_t left = what < 0 ? 0 - (uint64_t)what : (uint64_t)what;
    do {
        digits[count++] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0 || count < width);
    if (what < 0) write_character(out, '-');
    while (count > 0) write_character(out, digits[--count]);
}

void write_integer(struct writer *out, int64_t what) { write_padded(out, what, 1); }

void write_hex(struct writer *out, const unsigned char *bytes, ptrdiff_t length)
{
    static const char digit[] = "0123456789abcdef";
    for (ptrdiff_t i = 0; i < length; i++) {
        write_character(out, digit[bytes[i] >> 4]);
        write_character(out, digit[bytes[i] & 15]);
    }
}

/* The sign and what stands before the number, the euros in groups of three, then the cents. */
static void write_grouped(struct writer *out, money m, const char *before, const char *group,
                          const char *point)
{
    uint64_t cents = m.cents < 0 ? 0 - (uint64_t)m.cents : (uint64_t)m.cents;
    char room[24];
    struct writer digits = WRITER(room);
    write_integer(&digits, (int64_t)(cents / 100));
    if (m.cents < 0) write_character(out, '-');
    write_string(out, before);
    for (ptrdiff_t i = 0; i < digits.length; i++) {
        if (i > 0 && (digits.length - i) % 3 == 0) write_string(out, group);
        write_character(out, room[i]);
    }
    write_string(out, point);
    write_padded(out, (int64_t)(cents % 100), 2);
}

void write_money_fr(struct writer *out, money m)
{
    write_grouped(out, m, "", "\u202f", ",");
    write_string(out, "\u00a0€");
}

void write_money_en(struct writer *out, money m) { write_grouped(out, m, "€", ",", "."); }

void write_money_plain(struct writer *out, money m) { write_grouped(out, m, "", "", "."); }

text writer_text(const struct writer *out) { return (text){out->at, out->length}; }

const char *writer_string(struct writer *out)
{
    must(out->capacity > 0);
    if (out->length == out->capacity) {
        out->length--;
        out->full = true;
    }
    out->at[out->length] = '\0';
    return out->at;
}
