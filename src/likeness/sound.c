#include "likeness/inside.h"

/* How a name sounds: the rules of phonetic.def, from the left of the word to its right. */

enum where { ANY, START, START_VOWEL, END, SOFT, BACK, VOWEL, NASAL, STOP };

static const struct rule {
    const char *spelling, *sound;
    enum where where;
} rules[] = {
#define SOUND(spelling, sound, where, why) {spelling, sound, where},
#include "likeness/phonetic.def"
};

static bool is_one_of(char c, const char *set)
{
    for (; *set != '\0'; set++) {
        if (c == *set) return true;
    }
    return false;
}

/* Whether the rest of the word is only letters that are not heard there. */
static bool is_silent(text rest)
{
    for (ptrdiff_t i = 0; i < rest.length; i++) {
        if (!is_one_of(rest.at[i], "DTSXZ")) return false;
    }
    return true;
}

static bool fits(const struct rule *rule, bool at_start, text rest)
{
    text spelling = text_of(rule->spelling);
    if (!text_starts_with(rest, spelling)) return false;
    text after = {rest.at + spelling.length, rest.length - spelling.length};
    char next = after.length > 0 ? after.at[0] : '\0';
    switch (rule->where) {
    case ANY: return true;
    case START: return at_start;
    case START_VOWEL: return at_start && is_one_of(next, "AEIOUY");
    case END: return !at_start && after.length == 0;
    case SOFT: return is_one_of(next, "EIY");
    case BACK: return is_one_of(next, "AOU");
    case VOWEL: return is_one_of(next, "AEIOUY");
    case NASAL: return !is_one_of(next, "AEIOUYMNH");
    case STOP: return !at_start && is_silent(after);
    }
    return false;
}

static void add_sounds(struct word *code, const char *sounds)
{
    for (; *sounds != '\0'; sounds++) {
        bool again = code->length > 0 && code->at[code->length - 1] == *sounds;
        if (!again && code->length < WORD_MAX) code->at[code->length++] = *sounds;
    }
}

struct word sound_of(const struct word *word)
{
    struct word code = {.length = 0};
    for (int place = 0; place < word->length;) {
        text rest = {word->at + place, word->length - place};
        const struct rule *rule = NULL;
        for (size_t i = 0; i < LENGTH(rules) && !rule; i++) {
            if (fits(&rules[i], place == 0, rest)) rule = &rules[i];
        }
        if (rule) add_sounds(&code, rule->sound);
        place += rule ? (int)text_of(rule->spelling).length : 1; /* a digit is not heard */
    }
    return code.length < 2 ? *word : code;
}
