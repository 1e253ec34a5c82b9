/* The canary: a marker is planted in every field where she says something; a million outputs of
 * every sort are made from files of every sort; none holds a marker its reader may not have. */
#include "tests/canary/outputs.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *openapi_path;
static int64_t outputs_wanted = 1000000;

static struct planted planted;
static struct scanner *scanner;

static int set_up(void **state)
{
    (void)state;
    planted_make(openapi_path, &planted);
    scanner = scanner_make(planted.markers, planted.count);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scanner_end(scanner);
    planted_end(&planted);
    return 0;
}

/* ---- the test is able to fail ---- */

static void t16_every_field_where_she_says_something_has_a_marker(void **state)
{
    (void)state;
    static const char *const known[] = {
        "person.family_name",         "person.given_names",     "person.born_on",
        "person.address.lines.0",     "person.address.lines.1", "person.address.postcode",
        "person.address.city",        "person.phone",           "person.email",
        "safe_contact.value",         "safe_contact.hours",     "safe_contact.words",
        "safe_contact.code_word",     "payment.iban",           "payment.holder",
        "partner.family_name",        "partner.given_names",    "partner.born_on",
        "request.children.0.born_on",
    };
    for (size_t i = 0; i < LENGTH(known); i++) planted_bit(&planted, known[i]);
    /* The reader of claims takes them all: the description names no field it does not know. */
    struct outputs *outputs = outputs_begin(&planted, scanner);
    outputs_end(outputs);
}

static void t16_the_scanner_sees_every_marker_in_every_spelling(void **state)
{
    (void)state;
    char room[512], whole[2048];
    int seen = 0;
    for (int i = 0; i < planted.count; i++) {
        text spelled;
        for (int n = 0; (spelled = scanner_spelling(&planted.markers[i], n, room)).length > 0;
             n++) {
            if (spelled.length < 8) continue; /* the middle of a short word's base64 */
            struct writer out = WRITER(whole);
            write_string(&out, "{\"detail\": \"before ");
            write_text(&out, spelled);
            write_string(&out, " after 12\"}\n");
            uint64_t found = scanner_look(scanner, writer_text(&out));
            if (!(found & UINT64_C(1) << i)) {
                fail_msg("%s, spelling %d, is not seen", planted.markers[i].path, n);
            }
            seen++;
        }
    }
    assert_in_range(seen, planted.count * 12, 100000);
    assert_int_equal(scanner_look(scanner, T("Montant : 930,99 \xE2\x82\xAC, 0639 et 98")), 0);
}

/* An agent types her address where her name belongs: the letters go through, and are seen. */
static void t16_a_planted_leak_is_seen(void **state)
{
    (void)state;
    struct outputs *outputs = outputs_begin(&planted, scanner);
    outputs_plant_leak(outputs);
    outputs_run(outputs, 20000);
    assert_true(outputs_hits(outputs) > 0);
    assert_true(outputs_seen(outputs) & planted_bit(&planted, "person.address.city"));
    outputs_end(outputs);
}

/* ---- the canary ---- */

static void t16_a_million_outputs_tell_nothing(void **state)
{
    (void)state;
    struct outputs *outputs = outputs_begin(&planted, scanner);
    outputs_run(outputs, outputs_wanted);
    outputs_report(outputs);
    assert_int_equal(outputs_hits(outputs), 0);
    assert_true(outputs_made(outputs) >= outputs_wanted);
    outputs_each_was_made(outputs);
    outputs_end(outputs);
}

int main(int argc, char **argv)
{
    openapi_path = argc > 1 ? argv[1] : "src/web/openapi.json";
    if (argc > 2) outputs_wanted = strtoll(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t16_every_field_where_she_says_something_has_a_marker),
        cmocka_unit_test(t16_the_scanner_sees_every_marker_in_every_spelling),
        cmocka_unit_test(t16_a_planted_leak_is_seen),
        cmocka_unit_test(t16_a_million_outputs_tell_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
