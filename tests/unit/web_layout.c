#define _GNU_SOURCE /* memmem */
#include "tests/test.h"

#include <string.h>

#include "web/template.h"
#include "wire/wire.h"

/* The real pages, filled: the exit comes first, no attribute names the matter, no value becomes
 * HTML. */

static char room[1 << 20];

static text render(const char *page, const struct values *values, struct arena *a)
{
    text html;
    assert_int_equal(page_render(page, values, a, &html), ERR_OK);
    return html;
}

static bool contains(text whole, const char *part)
{
    size_t length = strlen(part);
    return memmem(whole.at, (size_t)whole.length, part, length) != NULL;
}

static struct values *layout(struct arena *a, enum tongue tongue)
{
    struct values *values = values_new(a, tongue);
    values_string(values, "title", "Demande");
    values_string(values, "lang", tongues[tongue].word);
    values_string(values, "page_lang", tongues[tongue].word);
    values_string(values, "page_dir", tongues[tongue].direction);
    values_string(values, "wished_dir", tongues[tongue].direction);
    values_flag(values, "not_read_again", !tongues[tongue].is_read_again);
    values_flag(values, "not_translated", false);
    values_flag(values, "law_in_french", false);
    values_string(values, "only_french", "");
    values_string(values, "language_form", "");
    values_list(values, "tongues");
    values_string(values, "exit_to", "https://example.org/");
    values_flag(values, "agent", false);
    values_flag(values, "watched", false);
    values_integer(values, "closes_after", 180);
    values_flag(values, "hers", false);
    values_string(values, "agent_name", "");
    values_string(values, "reader_mark", "");
    values_string(values, "csrf", "");
    return values;
}

static struct values *following(struct arena *a, enum tongue tongue)
{
    struct values *values = layout(a, tongue);
    values_string(values, "fault", "");
    values_string(values, "fault_field", "");
    values_flag(values, "code_fault", false);
    values_flag(values, "ticket_fault", false);
    values_flag(values, "over", false);
    values_flag(values, "asked", false);
    values_flag(values, "wrong", false);
    static const char *const unsaid[] = {"why",
                                         "wrong_field",
                                         "typed_file",
                                         "error_file",
                                         "typed_iban",
                                         "error_iban",
                                         "typed_holder",
                                         "error_holder",
                                         "typed_contact_value",
                                         "typed_contact_hours",
                                         "error_contact_value",
                                         "error_contact_hours"};
    for (size_t i = 0; i < LENGTH(unsaid); i++) values_string(values, unsaid[i], "");
    values_list(values, "channels");
    return values;
}

static void the_exit_comes_before_every_other_link(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    struct values *values = layout(&a, TONGUE_FR);
    values_string(values, "sentence", "Cette adresse n'existe pas.");
    text html = render("erreur", values, &a);
    const char *first = memmem(html.at, (size_t)html.length, "<a ", 3);
    assert_non_null(first);
    assert_memory_equal(first, "<a id=\"sortie\" href=\"/quitter\"", 30);
    assert_true(contains(html, "data-exit=\"https://example.org/\""));
    assert_true(contains(html, "Cette adresse n&#39;existe pas."));
}

static void a_page_speaks_the_readers_language(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    text french = render("suivi", following(&a, TONGUE_FR), &a);
    text english = render("suivi", following(&a, TONGUE_EN), &a);
    assert_true(contains(french, "<html lang=\"fr\" dir=\"ltr\">"));
    assert_true(contains(english, "<html lang=\"en\" dir=\"ltr\">"));
    assert_true(contains(english, "Leave quickly"));
    assert_false(contains(english, "Quitter vite"));
}

/* The words of the message that no attribute or path may hold. */
static void nothing_outside_the_text_names_the_matter(void **state)
{
    (void)state;
    static const char *const words[] = {"violence", "victim", "abri", "shelter", "conjugal"};
    for (int i = 0; i < web_pages_count; i++) {
        const char *at = (const char *)web_pages[i].bytes, *end = at + web_pages[i].size;
        while (at < end) {
            const char *open = memchr(at, '<', (size_t)(end - at));
            const char *close = open ? memchr(open, '>', (size_t)(end - open)) : NULL;
            if (!close) break;
            text tag = {open, close - open};
            for (size_t w = 0; w < LENGTH(words); w++) {
                bool is_field = contains(tag, "name=\"violence_against\"") ||
                                contains(tag, "id=\"violence_against\"") ||
                                contains(tag, "_violence_against");
                if (contains(tag, words[w]) && !is_field)
                    fail_msg("%s: %s in a tag", web_pages[i].name, words[w]);
            }
            at = close + 1;
        }
    }
}

/* xorshift: the same bytes each run. */
static uint64_t chance(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static int count(text in, char c)
{
    int found = 0;
    for (ptrdiff_t i = 0; i < in.length; i++) found += in.at[i] == c;
    return found;
}

/* The page with a value has as many marks as the page without: the value adds none. */
static void no_bytes_become_markup(void **state)
{
    (void)state;
    static const char marks[] = "<>\"'";
    uint64_t seed = 20251125;
    struct arena whole = arena_over(room, sizeof room);
    struct values *plain = layout(&whole, TONGUE_FR);
    values_string(plain, "sentence", "");
    text without = render("erreur", plain, &whole);
    for (int round = 0; round < 2000; round++) {
        struct arena a = whole;
        char bytes[64];
        for (size_t i = 0; i < sizeof bytes; i++) {
            uint64_t c = chance(&seed);
            bytes[i] = (char)(c >> 8);
            if (c % 3 == 0) bytes[i] = "<>&\"'{}/"[c / 3 % 9];
        }
        struct values *values = layout(&a, TONGUE_FR);
        values_text(values, "sentence", (text){bytes, (ptrdiff_t)(chance(&seed) % sizeof bytes)});
        text with = render("erreur", values, &a);
        for (size_t m = 0; m < sizeof marks - 1; m++) {
            assert_int_equal(count(with, marks[m]), count(without, marks[m]));
        }
    }
}

static void every_ampersand_of_a_value_is_escaped(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    struct values *values = layout(&a, TONGUE_FR);
    values_string(values, "sentence", "<b>&lt;\"'{{title}}");
    text html = render("erreur", values, &a);
    assert_true(contains(html, "&lt;b&gt;&amp;lt;&quot;&#39;{{title}}"));
}

static void a_list_repeats_and_a_row_sees_outside(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    struct values *values = layout(&a, TONGUE_FR);
    values_string(values, "file", "4821-0937-5516");
    values_string(values, "action", "/demande");
    values_flag(values, "helps", false);
    values_string(values, "fund", "Caf du Nord");
    values_string(values, "ticket", "");
    values_date(values, "received_on", (date){2025, 11, 25});
    values_date(values, "pay_by", NO_DATE);
    values_list(values, "missing");
    assert_false(contains(render("recu", values, &a), "Il manque encore"));
    values_string(values_row(values, "missing"), "label", "une copie");
    values_string(values_row(values, "missing"), "label", "un compte");
    text html = render("recu", values, &a);
    assert_true(contains(html, "<li>une copie</li>\n<li>un compte</li>"));
    assert_true(contains(html, "25 novembre 2025"));
    assert_false(contains(html, "Versement au plus tard"));
}

static void a_page_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    struct arena a = arena_over(room, 3000);
    struct values *values = layout(&a, TONGUE_FR);
    text html;
    assert_int_equal(page_render("securite", values, &a, &html), ERR_HOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_exit_comes_before_every_other_link),
        cmocka_unit_test(a_page_speaks_the_readers_language),
        cmocka_unit_test(nothing_outside_the_text_names_the_matter),
        cmocka_unit_test(no_bytes_become_markup),
        cmocka_unit_test(every_ampersand_of_a_value_is_escaped),
        cmocka_unit_test(a_list_repeats_and_a_row_sees_outside),
        cmocka_unit_test(a_page_that_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
