#include "base/text.h"

/* The letters banks, agents and people write instead of others: data/translitteration.csv. */

#define REPLACEMENT_MAX 4

static const struct {
    uint32_t character;
    char replacement[REPLACEMENT_MAX + 1];
} letters[] = {
#define LETTER(character, replacement) {character, replacement},
#include "transliteration.def"
};

bool text_transliterate(uint32_t character, text *ret)
{
    size_t low = 0, high = LENGTH(letters);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (letters[middle].character == character) {
            *ret = text_of(letters[middle].replacement);
            return true;
        }
        if (letters[middle].character < character)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

text text_spelled(uint32_t character, char itself[1])
{
    if (character < 128) {
        itself[0] = (char)character;
        return (text){itself, 1};
    }
    text letters_of = {NULL, 0};
    (void)text_transliterate(character, &letters_of);
    return letters_of;
}

bool text_is_mark(uint32_t character) { return character >= 0x300 && character <= 0x36F; }
