#include "likeness/inside.h"

/* From what people type to capitals and digits that can be compared. */

text word_text(const struct word *word) { return (text){word->at, word->length}; }

bool word_equal(const struct word *a, const struct word *b)
{
    return text_equal(word_text(a), word_text(b));
}

static void add_letter(struct word *word, char c)
{
    if (word->length < WORD_MAX) word->at[word->length++] = c;
}

void word_add(struct word *word, const struct word *more)
{
    for (int i = 0; i < more->length; i++) add_letter(word, more->at[i]);
}

/* A capital or a digit, or NUL for what joins or ends words. */
static char sign_of(char c)
{
    if (c >= 'a' && c <= 'z') return (char)(c - 'a' + 'A');
    bool counts = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return counts ? c : '\0';
}

int fold_words(text from, struct word *ret, int max)
{
    int count = 0;
    bool open = false;
    if (!text_is_utf8(from)) return 0;
    for (ptrdiff_t place = 0; place < from.length;) {
        char itself[1];
        uint32_t c = text_next_character(from, &place);
        if (text_is_mark(c)) continue;
        text piece = text_spelled(c, itself);
        if (piece.length == 0) open = false;
        for (ptrdiff_t i = 0; i < piece.length; i++) {
            char sign = sign_of(piece.at[i]);
            if (sign == '\0') {
                open = false;
                continue;
            }
            if (!open && count == max) return count;
            if (!open) ret[count++] = (struct word){.length = 0};
            open = true;
            add_letter(&ret[count - 1], sign);
        }
    }
    return count;
}

text fold_digits(text from, char *room, int max)
{
    int length = 0;
    for (ptrdiff_t i = 0; i < from.length && length < max; i++) {
        if (from.at[i] >= '0' && from.at[i] <= '9') room[length++] = from.at[i];
    }
    return (text){room, length};
}

text fold_signs(text from, char *room, int max)
{
    int length = 0;
    for (ptrdiff_t i = 0; i < from.length && length < max; i++) {
        char sign = sign_of(from.at[i]);
        if (sign != '\0') room[length++] = sign;
    }
    return (text){room, length};
}
