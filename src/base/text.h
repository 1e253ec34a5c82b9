/* Slices of text that somebody else owns, and a writer that fills a fixed room and says when it is
 * full. A slice is not ended by a NUL and may hold any byte; what is meant as text is UTF-8. May
 * include: base. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H
#include "base/money.h"

typedef struct {
    const char *at;
    ptrdiff_t length;
} text;

/* A literal as a slice: T("bonjour"). */
#define T(literal) ((text){"" literal, (ptrdiff_t)sizeof(literal) - 1})

/* The slice of a NUL-ended string that outlives it; NULL gives the empty slice. */
text text_of(const char *string);
bool text_equal(text a, text b);
bool text_starts_with(text whole, text start);

/* The part before the first `separator`, which is dropped; `*rest` keeps what follows. Without a
 * separator the whole is returned and `*rest` is empty. */
text text_cut(text *rest, char separator);

/* Without the ASCII blanks at both ends. */
text text_trim(text from);

/* Reads a decimal integer, sign allowed, nothing else around it. BAD_INPUT otherwise or on
 * overflow. */
MUST_USE err text_read_integer(text from, int64_t *ret);

/* Whether the bytes are well-formed UTF-8 (no surrogates, no overlong forms, no NUL). */
bool text_is_utf8(text from);

/* The Unicode character at byte *place of well-formed UTF-8; *place moves past it. */
uint32_t text_next_character(text from, ptrdiff_t *place);
/* The ASCII signs a character is written with where only those exist: "e" for é, "oe" for œ, none
 * for a mark that hangs on a letter. False, and *ret as it was, for what the table does not know.
 */
bool text_transliterate(uint32_t character, text *ret);
/* The same, `itself` for an ASCII sign, the empty text for what the table does not know. */
text text_spelled(uint32_t character, char itself[1]);
/* A mark that hangs on the letter before it: é typed as e and its accent. */
bool text_is_mark(uint32_t character);

/* What does not fit is dropped whole, with all that follows, and `full` is set: the caller checks
 * it once. */
struct writer {
    char *at;
    ptrdiff_t length, capacity;
    bool full;
};

/* A writer over a local array: struct writer out = WRITER(room); */
#define WRITER(array) ((struct writer){(array), 0, (ptrdiff_t)sizeof(array), false})

void write_bytes(struct writer *out, const void *bytes, ptrdiff_t length);
void write_text(struct writer *out, text what);
void write_string(struct writer *out, const char *what);
void write_character(struct writer *out, char what);
void write_integer(struct writer *out, int64_t what);
/* The number with at least `width` digits, zeros in front. */
void write_padded(struct writer *out, int64_t what, int width);
/* Lower-case hexadecimal. */
void write_hex(struct writer *out, const unsigned char *bytes, ptrdiff_t length);

/* 109396 -> "1 093,96 €" (no-break spaces) and "€1,093.96"; plain "1093.96" for files. */
void write_money_fr(struct writer *out, money m);
void write_money_en(struct writer *out, money m);
void write_money_plain(struct writer *out, money m);

/* What has been written so far. */
text writer_text(const struct writer *out);
/* Ends the room with a NUL (dropping the last byte when it is full) and gives it as a string. */
const char *writer_string(struct writer *out);

#endif
