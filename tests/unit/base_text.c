#include "base/text.h"
#include "tests/test.h"

#include <string.h>

static void slices_compare_by_their_bytes(void **state)
{
    (void)state;
    assert_true(text_equal(T("59"), text_of("59")));
    assert_false(text_equal(T("59"), T("590")));
    assert_false(text_equal(T("59"), T("95")));
    assert_true(text_equal(text_of(NULL), T("")));
    assert_true(text_starts_with(T("CAF-59"), T("CAF")));
    assert_false(text_starts_with(T("CA"), T("CAF")));
    assert_false(text_starts_with(T("MSA-59"), T("CAF")));
    assert_true(text_starts_with(T("CAF"), T("")));
}

static void a_cut_gives_each_part_then_nothing(void **state)
{
    (void)state;
    text rest = T("67|68||");
    assert_true(text_equal(text_cut(&rest, '|'), T("67")));
    assert_true(text_equal(text_cut(&rest, '|'), T("68")));
    assert_true(text_equal(text_cut(&rest, '|'), T("")));
    assert_true(text_equal(rest, T("")));
    assert_true(text_equal(text_cut(&rest, '|'), T("")));
    rest = T("whole");
    assert_true(text_equal(text_cut(&rest, '|'), T("whole")));
    assert_int_equal(rest.length, 0);
    rest = text_of(NULL);
    assert_int_equal(text_cut(&rest, '|').length, 0);
    assert_int_equal(rest.length, 0);
}

static void blanks_at_both_ends_are_trimmed(void **state)
{
    (void)state;
    assert_true(text_equal(text_trim(T(" \t a b\r\n")), T("a b")));
    assert_true(text_equal(text_trim(T("a")), T("a")));
    assert_int_equal(text_trim(T(" \r\n\t")).length, 0);
    assert_int_equal(text_trim(text_of(NULL)).length, 0);
}

static void integers_are_read_whole_or_not_at_all(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        bool good;
        int64_t value;
    } cases[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"+7", true, 7},
        {"007", true, 7},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"92233720368547758080", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"+", false, 0},
        {"+-1", false, 0},
        {"1 ", false, 0},
        {" 1", false, 0},
        {"1.0", false, 0},
        {"12:", false, 0},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        int64_t value = 42;
        err e = text_read_integer(text_of(cases[i].from), &value);
        assert_int_equal(e, cases[i].good ? ERR_OK : ERR_BAD_INPUT);
        assert_int_equal(value, cases[i].good ? cases[i].value : 42);
    }
}

static void utf8_is_well_formed_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        bool good;
    } cases[] = {
        {"", true},
        {"abc", true},
        {"é€\xF0\x9F\x8F\xA0", true},
        {"\x7F", true},
        {"\xC2\x80", true},
        {"\xDF\xBF", true},
        {"\xE0\xA0\x80", true},
        {"\xED\x9F\xBF", true},
        {"\xEE\x80\x80", true},
        {"\xF0\x90\x80\x80", true},
        {"\xF4\x8F\xBF\xBF", true},
        {"\x80", false},             /* a following byte that follows nothing */
        {"\xC1\xBF", false},         /* overlong */
        {"\xE0\x9F\xBF", false},     /* overlong */
        {"\xF0\x8F\xBF\xBF", false}, /* overlong */
        {"\xED\xA0\x80", false},     /* a surrogate */
        {"\xED\xBF\xBF", false},     /* a surrogate */
        {"\xF4\x90\x80\x80", false}, /* above U+10FFFF */
        {"\xF5\x80\x80\x80", false},
        {"\xC3", false}, /* cut */
        {"\xE2\x82", false},
        {"\xE2\x28\xA1", false},
        {"\xE2\x82\xC0", false},
        {"a\xFF", false},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_int_equal(text_is_utf8(text_of(cases[i].bytes)), cases[i].good);
    }
    assert_false(text_is_utf8((text){"a\0b", 3}));
}

static void characters_are_given_one_by_one(void **state)
{
    (void)state;
    static const uint32_t expected[] = {'a', 0xE9, 0x20AC, 0x1F3E0};
    text from = T("aé€\xF0\x9F\x8F\xA0");
    ptrdiff_t place = 0;
    for (size_t i = 0; i < LENGTH(expected); i++) {
        assert_int_equal(text_next_character(from, &place), expected[i]);
    }
    assert_int_equal(place, from.length);
}

static void a_character_is_spelled_in_ascii_signs(void **state)
{
    (void)state;
    static const struct {
        uint32_t character;
        const char *signs;
    } cases[] = {{'e', "e"},   {'-', "-"},  {0xE9, "e"},  {0x153, "oe"},
                 {0xDF, "ss"}, {0x301, ""}, {0x4E2D, ""}, {0x1F600, ""}};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        char itself[1];
        text signs = text_spelled(cases[i].character, itself);
        assert_true(text_equal(signs, text_of(cases[i].signs)));
    }
}

static void a_full_room_is_said_and_never_overrun(void **state)
{
    (void)state;
    char room[9] = "????????";
    struct writer out = {room, 0, 4, false};
    write_string(&out, "abc");
    assert_false(out.full);
    write_string(&out, "de");
    assert_true(out.full);
    assert_true(text_equal(writer_text(&out), T("abc")));
    assert_string_equal(writer_string(&out), "abc");
    assert_int_equal(room[4], '?');
    struct writer exact = {room, 0, 4, false};
    write_string(&exact, "wxyz");
    assert_false(exact.full);
    assert_string_equal(writer_string(&exact), "wxy");
    assert_true(exact.full);
    write_bytes(&exact, NULL, 0);
}

/* A part that fits after one that did not would make a sentence nobody wrote. */
static void nothing_is_written_after_what_did_not_fit(void **state)
{
    (void)state;
    char room[8];
    struct writer out = WRITER(room);
    write_string(&out, "abc");
    write_string(&out, "too long for it");
    write_string(&out, "d");
    assert_true(out.full);
    assert_string_equal(writer_string(&out), "abc");
}

static void numbers_are_written_in_full(void **state)
{
    (void)state;
    char room[128];
    struct writer out = WRITER(room);
    write_integer(&out, INT64_MIN);
    write_character(&out, ' ');
    write_integer(&out, 0);
    write_character(&out, ' ');
    write_padded(&out, 7, 4);
    write_character(&out, ' ');
    write_padded(&out, -7, 2);
    write_character(&out, ' ');
    write_padded(&out, 12345, 2);
    write_character(&out, ' ');
    write_hex(&out, (const unsigned char *)"\x00\xAF\x10", 3);
    assert_string_equal(writer_string(&out), "-9223372036854775808 0 0007 -07 12345 00af10");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_compare_by_their_bytes),
        cmocka_unit_test(a_cut_gives_each_part_then_nothing),
        cmocka_unit_test(blanks_at_both_ends_are_trimmed),
        cmocka_unit_test(integers_are_read_whole_or_not_at_all),
        cmocka_unit_test(utf8_is_well_formed_or_refused),
        cmocka_unit_test(characters_are_given_one_by_one),
        cmocka_unit_test(a_character_is_spelled_in_ascii_signs),
        cmocka_unit_test(a_full_room_is_said_and_never_overrun),
        cmocka_unit_test(nothing_is_written_after_what_did_not_fit),
        cmocka_unit_test(numbers_are_written_in_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
