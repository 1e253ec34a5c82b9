/* Finds any of some thousand words in whatever the program writes, in one pass: an automaton of Aho
 * and Corasick over the bytes, small letters without accents; and a second one over the digits
 * alone, so that "06 39.98-70 12" is one number. */
#ifndef TESTS_CANARY_SCANNER_H
#define TESTS_CANARY_SCANNER_H
#include "base/text.h"

/* What is looked for: a value planted in a field of hers, by the path of that field. */
#define MARKERS_MAX 64
struct marker {
    char path[64];
    char value[64];
    bool is_day, is_number; /* found by its digits too */
};

struct scanner;

/* Made of every spelling of every marker: plain, with and without accents, any case, JSON's and
 * HTML's escapes, percent, base64 at each place of three, hexadecimal; days in four orders. */
struct scanner *scanner_make(const struct marker *markers, int count);
void scanner_end(struct scanner *scanner);

/* The markers that stand in these bytes, as bits. */
uint64_t scanner_look(const struct scanner *scanner, text bytes);

/* The n-th spelling of a marker, as it would stand in an output; the empty text after the last. */
text scanner_spelling(const struct marker *marker, int n, char room[512]);

#endif
