/* Codes people learn by heart: six simple French words. A code is 56 bits of chance and 4 that
 * check them, ten bits a word (data/mots.csv), so that what was badly copied is told from a code
 * that is well formed and opens nothing. Pure. May include: base. */
#ifndef LIKENESS_MEMORABLE_H
#define LIKENESS_MEMORABLE_H
#include "base/text.h"

#define MEMORABLE_BYTES    7
#define MEMORABLE_WORDS    6
#define MEMORABLE_WORD_MAX 12
#define MEMORABLE_TEXT_MAX \
    ((ptrdiff_t)MEMORABLE_WORDS * (MEMORABLE_WORD_MAX + 1)) /* with an ending NUL */
#define MEMORABLE_LIST_COUNT 1024

/* Word 0 to 1023 of the list, a NUL-ended string of 4 to MEMORABLE_WORD_MAX small letters. */
const char *memorable_word(int place);

/* The words of the bytes, joined by spaces, or hyphens, or whatever `between` is. `out` needs
 * MEMORABLE_TEXT_MAX. Who holds the room wipes it. */
void memorable_write(struct writer *out, const unsigned char bytes[MEMORABLE_BYTES], char between);

enum memorable_reading {
    MEMORABLE_READ,         /* a code; whether it opens something is another question */
    MEMORABLE_WORD_COUNT,   /* not six words */
    MEMORABLE_UNKNOWN_WORD, /* one is not of the list, nor one slip away from a single one */
    MEMORABLE_MISCOPIED     /* six words of the list that are no code: one is wrong, or misplaced */
};

/* Reads what was typed: capitals, accents, hyphens, commas or spaces between the words do not
 * matter, their order does; one slip in a word (a letter more, less, another, or two exchanged) is
 * mended when a single word is that near. `*ret_place`: of an unknown word, 1 to 6; otherwise 0.
 * `ret_bytes` is written for MEMORABLE_READ alone. */
enum memorable_reading memorable_read(text typed, unsigned char ret_bytes[MEMORABLE_BYTES],
                                      int *ret_place);

#endif
