#include "likeness/inside.h"

/* The number, street and town of an address, whatever else its lines say. */

static const char *const ways[] = {
#define WAY(word) word,
#include "likeness/streets.def"
};
static const struct {
    const char *short_form, *word;
} spellings[] = {
#define SPELL(short_form, word) {short_form, word},
#include "likeness/streets.def"
};
static const char *const skipped[] = {
#define SKIP(word) word,
#include "likeness/streets.def"
};
static const char *const flats[] = {
#define FLAT(word) word,
#include "likeness/streets.def"
};

static bool is_in(const struct word *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(word_text(word), text_of(list[i]))) return true;
    }
    return false;
}

static bool begins_with_digit(const struct word *word)
{
    return word->length > 0 && word->at[0] >= '0' && word->at[0] <= '9';
}

static struct word spell_out(const struct word *word)
{
    for (size_t i = 0; i < LENGTH(spellings); i++) {
        if (!text_equal(word_text(word), text_of(spellings[i].short_form))) continue;
        struct word whole[1];
        return fold_words(text_of(spellings[i].word), whole, 1) == 1 ? whole[0] : *word;
    }
    return *word;
}

/* The digits of "12B" or "12"; "bis" and "ter" are words that are skipped. */
static struct word digits_of(const struct word *word)
{
    struct word number = {.length = 0};
    for (int i = 0; i < word->length && word->at[i] >= '0' && word->at[i] <= '9'; i++)
        number.at[number.length++] = word->at[i];
    return number;
}

#define LINE_WORDS_MAX 16

/* The street of the words that follow the number, or of the whole line when there is none. */
static void read_street(const struct word *words, int count, struct address *ret)
{
    struct word way = {.length = 0};
    for (int i = 0; i < count && ret->street_count < STREET_MAX; i++) {
        if (is_in(&words[i], flats, LENGTH(flats))) break;
        if (is_in(&words[i], skipped, LENGTH(skipped))) continue;
        bool is_way = is_in(&words[i], ways, LENGTH(ways));
        if (is_way && way.length == 0) way = words[i];
        bool is_suffix =
            i == 0 && (words[i].length == 1 || begins_with_digit(&words[i])); /* 12 B,
                                                                                12-14 */
        if (!is_way && !is_suffix) ret->street[ret->street_count++] = spell_out(&words[i]);
    }
    /* "12 place" of a village with one */
    if (ret->street_count == 0 && way.length > 0) ret->street[ret->street_count++] = way;
}

/* The place of the house's number in the line: a number that no flat or floor is named by and that
 * something follows; -1 when there is none. */
static int number_place(const struct word *words, int count)
{
    bool named = false;
    for (int i = 0; i + 1 < count; i++) {
        bool is_number = begins_with_digit(&words[i]) && !named;
        named = is_in(&words[i], flats, LENGTH(flats));
        if (is_number && !is_in(&words[i + 1], flats, LENGTH(flats))) return i;
    }
    return -1;
}

static void read_town(const struct likeness_person *person, struct address *ret)
{
    struct word words[LINE_WORDS_MAX];
    int count = fold_words(person->postcode, words, LINE_WORDS_MAX);
    for (int i = 0; i < count; i++) word_add(&ret->postcode, &words[i]);
    count = fold_words(person->city, words, LINE_WORDS_MAX);
    for (int i = 0; i < count; i++) {
        struct word whole = spell_out(&words[i]);
        bool counts =
            !begins_with_digit(&whole) && !is_in(&whole, skipped, LENGTH(skipped)); /* 75020 20e */
        if (counts) word_add(&ret->city, &whole);
    }
}

void address_read(const struct likeness_person *person, struct address *ret)
{
    *ret = (struct address){.street_count = 0};
    read_town(person, ret);
    struct word words[LINE_WORDS_MAX];
    for (int i = 0; i < person->lines_count; i++) {
        int count = fold_words(person->lines[i], words, LINE_WORDS_MAX);
        int place = number_place(words, count);
        if (place < 0) continue;
        ret->number = digits_of(&words[place]);
        read_street(words + place + 1, count - place - 1, ret);
        if (ret->street_count > 0) return;
    }
    ret->number.length = 0;
    if (person->lines_count == 0) return;
    int count = fold_words(person->lines[person->lines_count - 1], words, LINE_WORDS_MAX);
    read_street(words, count, ret);
}
