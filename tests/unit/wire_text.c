#include "tests/test.h"

#include "wire/wire.h"

#include <string.h>

static char room[65536];

#define BYTES(literal)                            \
    {                                             \
        (literal), (ptrdiff_t)sizeof(literal) - 1 \
    }

static void a_json_string_is_escaped_and_stays_utf8(void **state)
{
    (void)state;
    static const struct {
        text from;
        const char *expected;
    } cases[] = {
        {BYTES(""), "\"\""},
        {BYTES("Camille EXEMPLE"), "\"Camille EXEMPLE\""},
        {BYTES("a\"b\\c/d"), "\"a\\\"b\\\\c/d\""},
        {BYTES("\n\r\t"), "\"\\n\\r\\t\""},
        {BYTES("\0\x01\x1F\x7F"), "\"\\u0000\\u0001\\u001f\\u007f\""},
        {BYTES("Zoé Œuvré 😀"), "\"Zoé Œuvré 😀\""},
        {BYTES("\xFFx"), "\"\uFFFDx\""},
        {BYTES("é\xC3"), "\"é\uFFFD\""},
        {BYTES("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\""},
        {BYTES("\xC3\""), "\"\uFFFD\\\"\""},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct writer out = WRITER(room);
        write_json_string(&out, cases[i].from);
        assert_string_equal(writer_string(&out), cases[i].expected);
    }
}

static void html_is_escaped(void **state)
{
    (void)state;
    struct writer out = WRITER(room);
    write_html(&out, T("<a href=\"x\" id='y'>R&D é</a>"));
    assert_string_equal(writer_string(&out),
                        "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;R&amp;D é&lt;/a&gt;");
    struct writer none = WRITER(room);
    write_html(&none, T(""));
    assert_string_equal(writer_string(&none), "");
}

static void a_form_is_decoded(void **state)
{
    (void)state;
    struct form_data form;
    struct arena a = arena_over(room, sizeof room);
    assert_int_equal(
        wire_form_read(T("nom=Zo%C3%A9+%2B+a%3Db&vide=&nom=deux&=x&a%26b=c"), &a, &form), ERR_OK);
    assert_int_equal(form.count, 5);
    assert_true(text_equal(form_value(&form, "nom"), T("Zoé + a=b")));
    assert_true(text_equal(form_value(&form, "vide"), T("")));
    assert_true(text_equal(form_value(&form, "a&b"), T("c")));
    assert_true(text_equal(form_value(&form, "absent"), T("")));
    assert_int_equal(wire_form_read(T(""), &a, &form), ERR_OK);
    assert_int_equal(form.count, 0);
}

static void a_broken_form_is_refused(void **state)
{
    (void)state;
    static const text refused[] = {
        BYTES("a=%"),    BYTES("a=%4"),   BYTES("a=%G1"), BYTES("a=%1G"),       BYTES("a=%FF"),
        BYTES("a=%C3"),  BYTES("a=\xFF"), BYTES("a=%00"), BYTES("a=\0"),        BYTES("a"),
        BYTES("a=1&&b"), BYTES("&"),      BYTES("%=1"),   BYTES("%ED%A0%80=1"),
    };
    struct form_data form, before;
    memset(&form, 0x5A, sizeof form);
    memcpy(&before, &form, sizeof before);
    for (size_t i = 0; i < LENGTH(refused); i++) {
        struct arena a = arena_over(room, sizeof room);
        if (wire_form_read(refused[i], &a, &form) != ERR_BAD_INPUT) fail_msg("row %zu", i);
    }
    struct arena small = arena_over(room, 64);
    static char many[WIRE_FORM_MAX + 1];
    for (size_t i = 0; i < sizeof many; i += 3)
        memcpy(many + i, "a=&", sizeof many - i < 3 ? 1 : 3);
    assert_int_equal(wire_form_read((text){many, 3 * (FORM_FIELDS_MAX + 1)}, &small, &form),
                     ERR_BAD_INPUT);
    struct arena a = arena_over(room, sizeof room);
    assert_int_equal(wire_form_read((text){many, 3 * (FORM_FIELDS_MAX + 1)}, &a, &form),
                     ERR_BAD_INPUT);
    assert_int_equal(wire_form_read((text){many, sizeof many}, &a, &form), ERR_BAD_INPUT);
    assert_memory_equal(&form, &before, sizeof form);
    a = arena_over(room, sizeof room);
    assert_int_equal(wire_form_read((text){many, 3 * FORM_FIELDS_MAX}, &a, &form), ERR_OK);
    assert_int_equal(form.count, FORM_FIELDS_MAX);
}

static void a_name_is_normalised(void **state)
{
    (void)state;
    static const struct {
        const char *from, *expected;
    } cases[] = {
        {"Exemple", "EXEMPLE"},
        {"  d'Exemple--Œuvré ", "D EXEMPLE OEUVRE"},
        {"D’Exemple", "D EXEMPLE"},
        {"Straße", "STRASSE"},
        {"Łódź ÅNGSTRÖM Çelik Ñu", "LODZ ANGSTROM CELIK NU"},
        {"Zoe\u0301", "ZOE"},
        {"a\tb\u00a0c", "A B C"},
        {"J.-P. 2e", "J P E"},
        {"1234", ""},
        {"", ""},
        {"\xFF", ""},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct arena a = arena_over(room, sizeof room);
        text got = wire_normalise(text_of(cases[i].from), &a);
        if (!text_equal(got, text_of(cases[i].expected))) {
            fail_msg("%s gives %.*s", cases[i].from, (int)got.length, got.at);
        }
    }
}

static void a_member_is_found_or_empty(void **state)
{
    (void)state;
    static const struct {
        const char *json, *path, *expected;
    } cases[] = {
        {"{\"family_name\":\"Exemple\"}", "family_name", "Exemple"},
        {"{\"address\":{\"city\":\"Lille\",\"lines\":[\"1 rue\",\"2e\"]}}", "address.city",
         "Lille"},
        {"{\"address\":{\"city\":\"Lille\",\"lines\":[\"1 rue\",\"2e\"]}}", "address.lines.1",
         "2e"},
        {"{\"address\":{\"lines\":[\"1 rue\"]}}", "address.lines.1", ""},
        {"{\"address\":{\"lines\":[\"1 rue\"]}}", "address.lines.-1", ""},
        {"{\"address\":{\"lines\":[\"1 rue\"]}}", "address.lines.99999999999999999999", ""},
        {"{\"address\":{}}", "address", ""},
        {"{\"address\":{}}", "address.city.name", ""},
        {"{\"a\":1}", "a", ""},
        {"{\"a\":\"x\"}", "a.b", ""},
        {"{\"a\":\"x\"}", "", ""},
        {"{\"a\":\"x\"}", "..", ""},
        {"{\"a\":\"x\"", "a", ""},
        {"[\"x\"]", "0", ""},
        {"", "a", ""},
        {"not json", "a", ""},
        {"{\"a\":\"\xFF\"}", "a", ""},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct arena a = arena_over(room, sizeof room);
        text got = wire_member(text_of(cases[i].json), cases[i].path, &a);
        if (!text_equal(got, text_of(cases[i].expected))) fail_msg("row %zu", i);
        a = arena_over(room, 8);
        assert_int_equal(wire_member(text_of(cases[i].json), cases[i].path, &a).length, 0);
    }
}

static void a_problem_is_json_without_the_input(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    struct trouble trouble = {.where = "/request/department", .expected = "a \"code\""};
    assert_string_equal(wire_problem_write(422, "The input is wrong", &trouble, &a).at,
                        "{\"type\":\"about:blank\",\"title\":\"The input is wrong\",\"status\":422,"
                        "\"detail\":\"a \\\"code\\\"\",\"pointer\":\"/request/department\"}");
    assert_string_equal(wire_problem_write(404, "Not found", NULL, &a).at,
                        "{\"type\":\"about:blank\",\"title\":\"Not found\",\"status\":404}");
}

int main(void)
{
    wire_seed(1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_json_string_is_escaped_and_stays_utf8),
        cmocka_unit_test(html_is_escaped),
        cmocka_unit_test(a_form_is_decoded),
        cmocka_unit_test(a_broken_form_is_refused),
        cmocka_unit_test(a_name_is_normalised),
        cmocka_unit_test(a_member_is_found_or_empty),
        cmocka_unit_test(a_problem_is_json_without_the_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
