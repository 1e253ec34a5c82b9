#include "tests/test.h"

#include <string.h>

#include "web/catalogue.h"
#include "web/template.h"

/* The catalogue: sorted, complete, and the French itself when a sentence is unknown. */

static void sentences_are_sorted_and_none_is_empty(void **state)
{
    (void)state;
    assert_true(web_messages_count > 100);
    for (int i = 0; i < web_messages_count; i++) {
        assert_true(web_messages[i].french[0] != '\0');
        assert_true(web_messages[i].english[0] != '\0');
        if (i > 0) assert_true(strcmp(web_messages[i - 1].french, web_messages[i].french) < 0);
    }
}

static void every_sentence_is_found(void **state)
{
    (void)state;
    for (int i = 0; i < web_messages_count; i++) {
        const char *french = web_messages[i].french;
        assert_string_equal(web_say(LANGUAGE_EN, french), web_messages[i].english);
        assert_string_equal(web_say(LANGUAGE_FR, french), french);
    }
}

static void an_unknown_sentence_stays_french(void **state)
{
    (void)state;
    assert_string_equal(web_say(LANGUAGE_EN, "Phrase inconnue."), "Phrase inconnue.");
    assert_string_equal(web_say(LANGUAGE_EN, ""), "");
}

/* A field's label and advice are sentences of the pages too. */
static void every_field_speaks_english(void **state)
{
    (void)state;
    static const char *const sentences[] = {
#define FIELD(name, place, label, advice) label, advice,
#include "web/fields.def"
    };
    for (size_t i = 0; i < LENGTH(sentences); i++) {
        int found = 0;
        for (int m = 0; m < web_messages_count; m++) {
            found += strcmp(web_messages[m].french, sentences[i]) == 0;
        }
        if (found != 1) fail_msg("no English for: %s", sentences[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_are_sorted_and_none_is_empty),
        cmocka_unit_test(every_sentence_is_found),
        cmocka_unit_test(an_unknown_sentence_stays_french),
        cmocka_unit_test(every_field_speaks_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
