#include "likeness/memorable.h"

#include "likeness/inside.h"

static const char *const list[] = {
#define WORD(word) word,
#include "memorable_words.def"
};
_Static_assert(LENGTH(list) == MEMORABLE_LIST_COUNT, "ten bits a word");

enum { WORD_BITS = 10, CHECK_BITS = 4 };

const char *memorable_word(int place)
{
    must(place >= 0 && place < MEMORABLE_LIST_COUNT);
    return list[place];
}

/* The remainder by x^4 + x + 1: any one bit, any four in a row, fifteen in sixteen of the rest. */
static unsigned check_of(const unsigned char bytes[MEMORABLE_BYTES])
{
    unsigned rest = 0;
    for (int bit = 0; bit < MEMORABLE_BYTES * 8; bit++) {
        unsigned in = (unsigned)bytes[bit / 8] >> (7 - bit % 8) & 1u;
        unsigned out = rest >> 3 & 1u;
        rest = (rest << 1 & 0xFu) ^ ((in ^ out) ? 0x3u : 0u);
    }
    return rest;
}

void memorable_write(struct writer *out, const unsigned char bytes[MEMORABLE_BYTES], char between)
{
    uint64_t bits = 0;
    for (int i = 0; i < MEMORABLE_BYTES; i++) bits = bits << 8 | bytes[i];
    bits = bits << CHECK_BITS | check_of(bytes);
    for (int i = MEMORABLE_WORDS - 1; i >= 0; i--) {
        write_string(out, list[bits >> (WORD_BITS * i) & (MEMORABLE_LIST_COUNT - 1)]);
        if (i > 0) write_character(out, between);
    }
}

/* ---- reading ---- */

/* What was typed is folded to capitals; the list is in small letters. */
static bool same(char typed, char listed) { return typed == (char)(listed - 'a' + 'A'); }

/* The rest of both, from their first difference on, when `typed` has one letter more or less, one
 * other, or two neighbours exchanged. */
static bool is_near(text typed, text listed)
{
    ptrdiff_t at = 0;
    while (at < typed.length && at < listed.length && same(typed.at[at], listed.at[at])) at++;
    ptrdiff_t more = typed.length - listed.length;
    if (more < -1 || more > 1) return false;
    if (at == typed.length && at == listed.length) return true;
    ptrdiff_t skip = 1;
    if (more == 0 && at + 1 < typed.length && same(typed.at[at], listed.at[at + 1]) &&
        same(typed.at[at + 1], listed.at[at])) {
        skip = 2;
    }
    ptrdiff_t t = at + (more >= 0 ? skip : 0), l = at + (more <= 0 ? skip : 0);
    while (t < typed.length && l < listed.length && same(typed.at[t], listed.at[l])) t++, l++;
    return t == typed.length && l == listed.length;
}

static bool is_same(text typed, text listed)
{
    if (typed.length != listed.length) return false;
    for (ptrdiff_t i = 0; i < typed.length; i++) {
        if (!same(typed.at[i], listed.at[i])) return false;
    }
    return true;
}

/* The place of the word in the list, or of the only one a slip away; -1 when there is none. */
static int find(text typed)
{
    int near = -1;
    bool several = false;
    for (int i = 0; i < (int)LENGTH(list); i++) {
        text listed = text_of(list[i]);
        if (is_same(typed, listed)) return i;
        if (!is_near(typed, listed)) continue;
        several = near >= 0;
        near = i;
    }
    return several ? -1 : near;
}

enum memorable_reading memorable_read(text typed, unsigned char ret_bytes[MEMORABLE_BYTES],
                                      int *ret_place)
{
    struct word words[MEMORABLE_WORDS + 1];
    uint64_t bits = 0;
    *ret_place = 0;
    if (fold_words(typed, words, MEMORABLE_WORDS + 1) != MEMORABLE_WORDS) {
        return MEMORABLE_WORD_COUNT;
    }
    for (int i = 0; i < MEMORABLE_WORDS; i++) {
        int place = find(word_text(&words[i]));
        if (place < 0) {
            *ret_place = i + 1;
            return MEMORABLE_UNKNOWN_WORD;
        }
        bits = bits << WORD_BITS | (uint64_t)place;
    }
    unsigned char bytes[MEMORABLE_BYTES];
    for (int i = 0; i < MEMORABLE_BYTES; i++) {
        bytes[i] = (unsigned char)(bits >> (CHECK_BITS + 8 * (MEMORABLE_BYTES - 1 - i)));
    }
    if (check_of(bytes) != (bits & 0xFu)) return MEMORABLE_MISCOPIED;
    for (int i = 0; i < MEMORABLE_BYTES; i++) ret_bytes[i] = bytes[i];
    return MEMORABLE_READ;
}
