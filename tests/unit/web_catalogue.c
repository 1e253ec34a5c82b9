#include "tests/test.h"

#include <string.h>

#include "web/catalogue.h"
#include "web/template.h"

/* The catalogue: sorted, complete, and the French itself when a sentence is unknown. */

static void sentences_are_sorted_and_none_is_empty(void **state)
{
    (void)state;
    assert_true(web_catalogues[TONGUE_EN]->count > 100);
    for (int t = 0; t < TONGUE_COUNT; t++) {
        const struct message *m = web_catalogues[t]->messages;
        assert_true(web_catalogues[t]->count >= 30);
        for (int i = 0; i < web_catalogues[t]->count; i++) {
            assert_true(m[i].french[0] != '\0');
            assert_true(m[i].said[0] != '\0');
            if (i > 0) assert_true(strcmp(m[i - 1].french, m[i].french) < 0);
        }
    }
}

/* Sign by sign, but for blanks that do not break; none that does is left before : ; ? ! » or after
 * «. */
static void french_is_the_same(const char *said, const char *french)
{
    static const char *const loose[] = {" :", " ;", " ?", " !", " »", "« "};
    for (size_t i = 0; i < LENGTH(loose); i++) assert_null(strstr(said, loose[i]));
    for (; *said != '\0'; french++) {
        bool is_tied = said[0] == '\302' && said[1] == '\240';
        assert_int_equal(is_tied ? ' ' : *said, *french);
        said += is_tied ? 2 : 1;
    }
    assert_int_equal(*french, '\0');
}

static void french_ties_its_signs(void **state)
{
    (void)state;
    assert_string_equal(web_say(TONGUE_FR, "Pages reçues :"), "Pages reçues\u00a0:");
    assert_string_equal(web_say(TONGUE_FR, "Quitter vite"), "Quitter vite");
}

static void every_sentence_is_found(void **state)
{
    (void)state;
    for (int t = TONGUE_EN; t < TONGUE_COUNT; t++) {
        for (int i = 0; i < web_catalogues[t]->count; i++) {
            const struct message *m = &web_catalogues[t]->messages[i];
            assert_string_equal(web_say((enum tongue)t, m->french), m->said);
            french_is_the_same(web_say(TONGUE_FR, m->french), m->french);
        }
    }
    assert_string_equal(web_say(TONGUE_AR, "Quitter vite"), "خروج سريع");
    assert_string_equal(web_say(TONGUE_TR, "Quitter vite"), "Hızlı çık");
}

static void an_unknown_sentence_stays_french(void **state)
{
    (void)state;
    assert_string_equal(web_say(TONGUE_EN, "Phrase inconnue."), "Phrase inconnue.");
    assert_string_equal(web_say(TONGUE_EN, ""), "");
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
        for (int m = 0; m < web_catalogues[TONGUE_EN]->count; m++) {
            found += strcmp(web_catalogues[TONGUE_EN]->messages[m].french, sentences[i]) == 0;
        }
        if (found != 1) fail_msg("no English for: %s", sentences[i]);
    }
}

static void the_browsers_wish_is_read_in_its_order(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        enum tongue wanted;
    } wishes[] = {
        {"", TONGUE_FR},
        {"fr-FR,fr;q=0.9,en;q=0.8", TONGUE_FR},
        {"en-GB,en;q=0.9", TONGUE_EN},
        {"ar-DZ, fr;q=0.8", TONGUE_AR},
        {"de, tr;q=0.5", TONGUE_TR},
        {"pt-BR", TONGUE_PT},
        {"es", TONGUE_ES},
        {"de-DE,nl", TONGUE_FR},
        {"arz", TONGUE_FR},
        {",;-", TONGUE_FR},
    };
    for (size_t i = 0; i < LENGTH(wishes); i++) {
        if (tongue_preferred(text_of(wishes[i].header)) != wishes[i].wanted)
            fail_msg("%s", wishes[i].header);
    }
    assert_int_equal(tongue_find(T("ar")), TONGUE_AR);
    assert_int_equal(tongue_find(T("AR")), -1);
    assert_int_equal(tongue_find(T("")), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_are_sorted_and_none_is_empty),
        cmocka_unit_test(every_sentence_is_found),
        cmocka_unit_test(french_ties_its_signs),
        cmocka_unit_test(an_unknown_sentence_stays_french),
        cmocka_unit_test(every_field_speaks_english),
        cmocka_unit_test(the_browsers_wish_is_read_in_its_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
