#include "tests/test.h"

#include <stdio.h>
#include <string.h>

#include "web/questions.h"

/* The questions of a request: how many, in which order, what is wrong in each; and the bytes a
 * draft keeps. */

static char room[1 << 20];
static const date today = {2025, 11, 25};

static int walk(const struct form_data *form)
{
    int count = 0, before = -1;
    for (int q = question_after(form, -1); q < QUESTION_COUNT; q = question_after(form, q)) {
        assert_int_equal(question_place(form, (enum question)q), ++count);
        assert_int_equal(question_before(form, q), before);
        before = q;
    }
    assert_int_equal(question_count(form), count);
    return count;
}

static void no_way_has_more_than_twelve_questions(void **state)
{
    (void)state;
    struct form_data form = {.count = 0};
    int shortest = walk(&form);
    assert_int_equal(form_set(&form, "document_kind", T("complaint")), ERR_OK);
    int longest = walk(&form);
    printf("questions: %d on the shortest way, %d on the longest\n", shortest, longest);
    assert_int_equal(shortest, 11);
    assert_int_equal(longest, 12);
    assert_int_equal(question_after(&form, -1), QUESTION_REACH); /* safety first */
}

static void an_answer_belongs_to_its_question_alone(void **state)
{
    (void)state;
    struct form_data from = {.count = 0}, form = {.count = 0};
    assert_int_equal(form_set(&from, "family_name", T("  EXEMPLE ")), ERR_OK);
    assert_int_equal(form_set(&from, "iban", T("FR76")), ERR_OK);
    assert_int_equal(form_set(&from, "at", T("recu")), ERR_OK);
    assert_int_equal(form_set(&from, "channel", T("police")), ERR_OK);
    for (int q = 0; q < QUESTION_COUNT; q++) {
        if (q != QUESTION_ACCOUNT)
            assert_int_equal(question_take(&form, (enum question)q, &from), ERR_OK);
    }
    assert_int_equal(form.count, 1);
    assert_true(text_equal(form_value(&form, "family_name"), T("EXEMPLE")));
    from.count = 0; /* an empty answer takes the one before out */
    assert_int_equal(question_take(&form, QUESTION_WHO, &from), ERR_OK);
    assert_int_equal(form.count, 0);
    static char much[FIELD_BYTES_MAX + 3];
    memset(much, 'a', sizeof much);
    memcpy(much + FIELD_BYTES_MAX - 1, "\xc3\xa9", 2); /* cut between two characters */
    assert_int_equal(form_set(&from, "code_word", (text){much, sizeof much}), ERR_OK);
    assert_int_equal(question_take(&form, QUESTION_WORDS, &from), ERR_OK);
    assert_int_equal(form_value(&form, "code_word").length, FIELD_BYTES_MAX - 1);
}

static char too_long[600];
static const struct {
    enum question question;
    const char *fields[4], *values[4], *faults;
} rows[] = {
    {QUESTION_REACH, {NULL}, {NULL}, "contact_channel "},
    {QUESTION_REACH, {"contact_channel"}, {"none"}, ""},
    {QUESTION_REACH, {"contact_channel"}, {"phone"}, "contact_value "},
    {QUESTION_REACH,
     {"contact_channel", "contact_value", "never_post"},
     {"phone", "01 00 00 00 00", "yes"},
     ""},
    {QUESTION_REACH, {"contact_channel", "contact_value"}, {"email", "nobody"}, "contact_value "},
    {QUESTION_REACH,
     {"contact_channel", "never_phone", "contact_value"},
     {"phone", "yes", "01 00 00 00 00"},
     "never "},
    {QUESTION_REACH,
     {"contact_channel", "never_phone", "contact_value", "contact_hours"},
     {"phone", "yes", "nobody", too_long},
     "contact_value contact_hours never "},
    {QUESTION_WORDS, {"contact_words", "code_word"}, {"la poste", "lilas"}, ""},
    {QUESTION_WORDS,
     {"contact_words", "code_word"},
     {too_long, too_long},
     "contact_words code_word "},
    {QUESTION_ACCOUNT, {"iban", "holder"}, {"FR00", too_long}, "iban holder "},
    {QUESTION_WHO, {NULL}, {NULL}, "family_name given_names born_on "},
    {QUESTION_WHO,
     {"family_name", "given_names", "born_on"},
     {"EXEMPLE", "Camille", "1990-01-01"},
     ""},
    {QUESTION_MEANS, {"resources", "children"}, {"rien", "31"}, "resources children "},
    {QUESTION_MEANS, {"resources"}, {"713,16"}, ""},
    {QUESTION_WHERE, {NULL}, {NULL}, "department "},
    {QUESTION_DOCUMENT, {NULL}, {NULL}, ""},
    {QUESTION_DOCUMENT, {"document_kind"}, {"complaint"}, "document_dated "},
    {QUESTION_DOCUMENT,
     {"document_kind", "document_dated"},
     {"poem", "2026-01-01"},
     "document_kind "},
    {QUESTION_PAGES, {NULL}, {NULL}, ""},
    {QUESTION_ACCOUNT, {NULL}, {NULL}, ""},
    {QUESTION_ACCOUNT, {"iban"}, {"FR00"}, "iban "},
    {QUESTION_CONSENTS, {NULL}, {NULL}, ""},
    {QUESTION_UNDERTAKINGS, {NULL}, {NULL}, ""},
};

static void every_fault_of_a_question_is_found(void **state)
{
    (void)state;
    memset(too_long, 'x', sizeof too_long - 1);
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct form_data form = {.count = 0};
        const char *faults[QUESTION_FAULTS_MAX];
        char found[256];
        struct writer out = WRITER(found);
        for (int k = 0; k < 4 && rows[i].fields[k]; k++)
            assert_int_equal(form_set(&form, rows[i].fields[k], text_of(rows[i].values[k])),
                             ERR_OK);
        int count =
            question_faults(&form, rows[i].question, today, arena_over(room, sizeof room), faults);
        for (int k = 0; k < count; k++) {
            assert_int_equal(question_of_field(faults[k]), rows[i].question);
            write_string(&out, faults[k]);
            write_character(&out, ' ');
        }
        if (strcmp(writer_string(&out), rows[i].faults) != 0)
            fail_msg("row %zu: expected \"%s\", found \"%s\"", i, rows[i].faults, found);
    }
}

static void a_form_is_kept_as_it_was(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    struct form_data form = {.count = 0}, read;
    assert_int_equal(form_set(&form, "family_name", T("EXEMPLE")), ERR_OK);
    assert_int_equal(form_set(&form, "code_word", T("l'été = \"chaud\" & long")), ERR_OK);
    text packed = form_pack(&form, &a);
    assert_int_equal(form_unpack(packed, &read), ERR_OK);
    assert_int_equal(read.count, 2);
    assert_true(text_equal(form_value(&read, "code_word"), T("l'été = \"chaud\" & long")));
    assert_int_equal(form_unpack(T(""), &read), ERR_OK);
    assert_int_equal(read.count, 0);
    assert_int_equal(form_unpack(T("name"), &read), ERR_BAD_INPUT);
    assert_int_equal(form_unpack(T("name\0"), &read), ERR_BAD_INPUT);
    assert_int_equal(form_unpack(T("name\0value"), &read), ERR_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_way_has_more_than_twelve_questions),
        cmocka_unit_test(an_answer_belongs_to_its_question_alone),
        cmocka_unit_test(every_fault_of_a_question_is_found),
        cmocka_unit_test(a_form_is_kept_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
