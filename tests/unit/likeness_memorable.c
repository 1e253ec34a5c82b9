#include "tests/test.h"

#include <string.h>

#include "likeness/memorable.h"

/* The list of words, codes written and read again, and what is told of a code badly typed. */

/* Whether one slip leads from the one to the other. */
static bool within_a_slip(const char *a, const char *b)
{
    size_t la = strlen(a), lb = strlen(b), at = 0, tail = 0;
    if (la > lb + 1 || lb > la + 1) return false;
    while (at < la && at < lb && a[at] == b[at]) at++;
    while (tail < la - at && tail < lb - at && a[la - 1 - tail] == b[lb - 1 - tail]) tail++;
    return la - at - tail <= 1 && lb - at - tail <= 1;
}

static void words_are_told_from_each_other(void **state)
{
    (void)state;
    for (int i = 0; i < MEMORABLE_LIST_COUNT; i++) {
        const char *word = memorable_word(i);
        assert_in_range(strlen(word), 4, MEMORABLE_WORD_MAX);
        for (const char *c = word; *c != '\0'; c++) assert_in_range(*c, 'a', 'z');
        for (int j = i + 1; j < MEMORABLE_LIST_COUNT; j++) {
            assert_int_not_equal(strncmp(word, memorable_word(j), 4), 0);
            assert_false(within_a_slip(word, memorable_word(j)));
        }
    }
}

/* Bytes whose words begin with the place wanted, the rest drawn from it. */
static void bytes_of(int place, unsigned char ret[MEMORABLE_BYTES])
{
    uint64_t bits = (uint64_t)place << 46 | ((uint64_t)place * UINT64_C(0x9E3779B97F4A7C15) >> 18);
    for (int i = 0; i < MEMORABLE_BYTES; i++) {
        ret[i] = (unsigned char)(bits >> (8 * (MEMORABLE_BYTES - 1 - i)));
    }
}

static void every_word_comes_back(void **state)
{
    (void)state;
    for (int i = 0; i < MEMORABLE_LIST_COUNT; i++) {
        unsigned char bytes[MEMORABLE_BYTES], read[MEMORABLE_BYTES] = {0};
        char room[MEMORABLE_TEXT_MAX];
        struct writer out = WRITER(room);
        int wrong = -1;
        bytes_of(i, bytes);
        memorable_write(&out, bytes, i % 2 ? ' ' : '-');
        assert_false(out.full);
        assert_true(text_starts_with(writer_text(&out), text_of(memorable_word(i))));
        assert_int_equal(memorable_read(writer_text(&out), read, &wrong), MEMORABLE_READ);
        assert_int_equal(wrong, 0);
        assert_memory_equal(read, bytes, sizeof bytes);
    }
}

static const unsigned char sample[MEMORABLE_BYTES] = {0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE};

static void a_code_stays_what_it_was(void **state)
{
    (void)state;
    char room[MEMORABLE_TEXT_MAX];
    struct writer out = WRITER(room);
    memorable_write(&out, sample, ' ');
    assert_string_equal(writer_string(&out), "azur route guide cadran pollen juillet");
}

static void a_code_is_read_however_it_is_typed(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "azur route guide cadran pollen juillet",
        "AZUR-Route-guide-cadran-pollen-juillet",
        "  Azur, route; guide. cadran\npollen\tjuillet  ",
        "azur routé guïde cadran po\u0301llen juillet",
        "azure route guide cadran pollen juillet", /* a letter more */
        "azur roue guide cadran pollen juillet",   /* a letter less */
        "azur route guide cadron pollen juillet",  /* another letter */
        "azur route guide cadran pollen jiullet",  /* two exchanged */
        "zaur route guide cadran pollen juillet",  /* at the beginning */
        "azur route guide cadran pollen juillett", /* at the end */
    };
    for (size_t i = 0; i < LENGTH(forms); i++) {
        unsigned char read[MEMORABLE_BYTES] = {0};
        int wrong = -1;
        assert_int_equal(memorable_read(text_of(forms[i]), read, &wrong), MEMORABLE_READ);
        assert_memory_equal(read, sample, sizeof sample);
    }
}

static void what_is_no_code_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        enum memorable_reading reading;
        int place;
    } rows[] = {
        {"", MEMORABLE_WORD_COUNT, 0},
        {"azur route guide cadran pollen", MEMORABLE_WORD_COUNT, 0},
        {"azur route guide cadran pollen juillet yoga", MEMORABLE_WORD_COUNT, 0},
        {"azur route guide cadran pollen \xff", MEMORABLE_WORD_COUNT, 0},
        {"azur route guide cadran pollen 12345", MEMORABLE_UNKNOWN_WORD, 6},
        {"bonsoir route guide cadran pollen juillet", MEMORABLE_UNKNOWN_WORD, 1},
        {"azur route guide cadr pollen juillet", MEMORABLE_UNKNOWN_WORD, 4},
        {"route azur guide cadran pollen juillet", MEMORABLE_MISCOPIED, 0},
        {"azur route guide cadran pollen yoga", MEMORABLE_MISCOPIED, 0},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        unsigned char read[MEMORABLE_BYTES] = {0}, none[MEMORABLE_BYTES] = {0};
        int wrong = -1;
        assert_int_equal(memorable_read(text_of(rows[i].typed), read, &wrong), rows[i].reading);
        assert_int_equal(wrong, rows[i].place);
        assert_memory_equal(read, none, sizeof none);
    }
}

/* Another word of the list in the place of one: at most one in sixteen passes. */
static void a_wrong_word_of_the_list_is_noticed(void **state)
{
    (void)state;
    int passed = 0;
    for (int i = 0; i < MEMORABLE_LIST_COUNT; i++) {
        char room[MEMORABLE_TEXT_MAX];
        struct writer out = WRITER(room);
        write_string(&out, "azur route ");
        write_string(&out, memorable_word(i));
        write_string(&out, " cadran pollen juillet");
        unsigned char read[MEMORABLE_BYTES];
        int wrong;
        if (memorable_read(writer_text(&out), read, &wrong) == MEMORABLE_READ) passed++;
    }
    assert_int_equal(passed, MEMORABLE_LIST_COUNT / 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_told_from_each_other),
        cmocka_unit_test(every_word_comes_back),
        cmocka_unit_test(a_code_stays_what_it_was),
        cmocka_unit_test(a_code_is_read_however_it_is_typed),
        cmocka_unit_test(what_is_no_code_is_told),
        cmocka_unit_test(a_wrong_word_of_the_list_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
