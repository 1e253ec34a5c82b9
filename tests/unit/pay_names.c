/* Names as banks must carry them: no letter lost, nothing outside the alphabet. */
#include "tests/test.h"

#include "pay/message.h"

#include <string.h>

static void names_keep_their_letters(void **state)
{
    (void)state;
    static const struct {
        const char *name, *expected;
    } cases[] = {
        {"Chloé", "Chloe"},
        {"Œuvrard", "OEuvrard"},
        {"Zoë", "Zoe"},
        {"Łukasz", "Lukasz"},
        {"Nguyễn", "Nguyen"},
        {"Nguye\u0302\u0303n", "Nguyen"}, /* the accents as marks of their own */
        {"Straße", "Strasse"},
        {"O’Brien", "O'Brien"},
        {"Guðrún Þórsdóttir", "Gudrun THorsdottir"},
        {"Ångström-Đorđević", "Angstrom-Dordevic"},
        {"  Marie\t\tAnne \n", "Marie Anne"},
        {"Jean / / Marie", "Jean / Marie"},
        {"//Durand//", "Durand"},
        {"Dupont & Fils; SARL", "Dupont + Fils, SARL"},
        {"a_b", "a-b"},
        {"m² m³ n¹ 1¼ 1½ 1¾", "m2 m3 n1 11/4 11/2 13/4"}, /* a figure keeps its value */
        {"ƻ Ƽ ƽ", "2 5 5"},                               /* letters drawn as figures */
        {"😀", "."},
        {"", "."},
        {" / ", "."},
        {"\u200b", "."},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        char name[PAY_NAME_MAX + 1];
        pay_name(text_of(cases[i].name), name);
        assert_string_equal(name, cases[i].expected);
    }
}

static void long_names_are_cut_between_letters(void **state)
{
    (void)state;
    char long_name[200] = "", name[PAY_NAME_MAX + 1];
    memset(long_name, 'x', PAY_NAME_MAX - 1);
    memcpy(long_name + PAY_NAME_MAX - 1, "Œuvre", sizeof "Œuvre");
    pay_name(text_of(long_name), name);
    assert_int_equal(strlen(name), PAY_NAME_MAX - 1); /* no half of the OE */
    long_name[PAY_NAME_MAX - 1] = ' ';
    memset(long_name + PAY_NAME_MAX, 'y', 60);
    pay_name(text_of(long_name), name);
    assert_int_equal(strlen(name), PAY_NAME_MAX - 1); /* no blank at the end */
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static ptrdiff_t write_utf8(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    int following = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const uint32_t lead[] = {0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[following] | c >> (6 * following));
    for (int i = 1; i <= following; i++)
        out[i] = (char)(0x80 | ((c >> (6 * (following - i))) & 0x3F));
    return following + 1;
}

/* Latin-1 and Latin Extended-A: each letter becomes at least one letter. */
static void no_latin_letter_disappears(void **state)
{
    (void)state;
    for (uint32_t c = 'A'; c <= 0x17F; c++) {
        bool letter = (c < 128 && is_letter((char)c)) || (c >= 0xC0 && c != 0xD7 && c != 0xF7);
        char room[4], out[16];
        struct writer written = WRITER(out);
        write_sepa(&written, (text){room, write_utf8(room, c)});
        bool has_letter = false;
        for (ptrdiff_t i = 0; i < written.length; i++) has_letter |= is_letter(out[i]);
        if (letter && !has_letter) fail_msg("U+%04X loses its letter", (unsigned)c);
    }
}

static void check_name(const char *name)
{
    size_t length = strlen(name);
    assert_in_range(length, 1, PAY_NAME_MAX);
    for (size_t i = 0; i < length; i++) {
        if (!is_letter(name[i]) && !strchr("0123456789/-?:().,'+ ", name[i]))
            fail_msg("byte %d in a name", name[i]);
    }
    assert_false(name[0] == '/' || name[length - 1] == '/' || strstr(name, "//"));
    assert_false(name[0] == ' ' || name[length - 1] == ' ' || strstr(name, "  "));
}

/* Any text at all: 200 000 names of up to 40 characters drawn from five ranges. */
static void any_text_gives_a_name(void **state)
{
    (void)state;
    static const uint32_t range[][2] = {
        {1, 127}, {' ', '/'}, {0xA0, 0x24F}, {0x300, 0x2FFF}, {0x3000, 0x10FFFF}};
    uint64_t seed = 20231128;
    for (int n = 0; n < 200000; n++) {
        char room[160];
        ptrdiff_t length = 0;
        for (int i = 0; i < n % 41; i++) {
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
            const uint32_t *r = range[(seed >> 60) % LENGTH(range)];
            uint32_t c = r[0] + (uint32_t)(seed >> 30) % (r[1] - r[0] + 1);
            if (c >= 0xD800 && c <= 0xDFFF) c = 'x';
            length += write_utf8(room + length, c);
        }
        text from = {room, length};
        assert_true(text_is_utf8(from));
        char name[PAY_NAME_MAX + 1], again[PAY_NAME_MAX + 1];
        pay_name(from, name);
        check_name(name);
        pay_name(text_of(name), again);
        assert_string_equal(name, again); /* a tidy name stays as it is */
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_keep_their_letters),
        cmocka_unit_test(long_names_are_cut_between_letters),
        cmocka_unit_test(no_latin_letter_disappears),
        cmocka_unit_test(any_text_gives_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
