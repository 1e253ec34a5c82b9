#include "tests/test.h"

#include "web/catalogue.h"
#include "web/template.h"

#include <string.h>

static text html_of(const struct embedded *page)
{
    return (text){(const char *)page->bytes, page->size};
}

static bool holds(text whole, text part)
{
    for (ptrdiff_t i = 0; i + part.length <= whole.length; i++) {
        if (text_starts_with((text){whole.at + i, whole.length - i}, part)) return true;
    }
    return false;
}

static void every_page_is_well_formed(void **state)
{
    (void)state;
    const char *fault = NULL;
    const char *page = page_check_all(&fault);
    if (page) fail_msg("%s: %s", page, fault);
    assert_true(web_pages_count > 5);
}

/* What the browser's history, its tabs and its address bar keep. */
static void no_name_of_a_file_tells_what_this_is_about(void **state)
{
    (void)state;
    static const char *const telling[] = {"violen",  "conjug", "victim",
                                          "urgence", "auvvc",  "abri."};
    for (size_t k = 0; k < LENGTH(telling); k++) {
        text word = text_of(telling[k]);
        for (int i = 0; i < web_pages_count; i++)
            assert_false(holds(text_of(web_pages[i].name), word));
        for (int i = 0; i < web_statics_count; i++) {
            bool is_law = strcmp(web_statics[i].name, "abri.wasm") == 0;
            if (!is_law) assert_false(holds(text_of(web_statics[i].name), word));
        }
    }
    const struct embedded *icon = web_static(T("i.svg"));
    assert_non_null(icon);
    assert_false(holds(html_of(icon), T("<title")));
    assert_false(holds(html_of(icon), T("<desc")));
    assert_false(holds(html_of(icon), T("<text")));
}

static void nothing_is_asked_of_a_third_party(void **state)
{
    (void)state;
    static const char *const far[] = {"src=\"http", "src=\"//", "href=\"//",
                                      "url(",       "@import",  "<iframe"};
    for (size_t k = 0; k < LENGTH(far); k++) {
        text word = text_of(far[k]);
        for (int i = 0; i < web_pages_count; i++) {
            if (holds(html_of(&web_pages[i]), word)) fail_msg("%s: %s", web_pages[i].name, far[k]);
        }
        const struct embedded *style = web_static(T("s.css"));
        if (holds(html_of(style), word)) fail_msg("s.css: %s", far[k]);
    }
}

/* Style 5 kB compressed; 9 kB with the icon, the script of the exit and the largest of those of
 * which a page has one, without the law for the browser: only the simulator asks for it, and it
 * works without. */
static void the_files_are_light(void **state)
{
    (void)state;
    const struct embedded *style = web_static(T("s.css"));
    assert_non_null(style);
    assert_true(style->gzip_size <= 5000);
    ptrdiff_t all = 0, largest = 0;
    for (int i = 0; i < web_statics_count; i++) {
        static const unsigned char magic[] = {0x1f, 0x8b};
        assert_memory_equal(web_statics[i].gzip, magic, sizeof magic);
        static const char *const alone[] = {"simulateur.js", "suivi.js", "veille.js"};
        bool is_one = strcmp(web_statics[i].name, "abri.wasm") == 0;
        for (size_t k = 0; k < LENGTH(alone); k++) {
            if (strcmp(web_statics[i].name, alone[k]) != 0) continue;
            if (web_statics[i].gzip_size > largest) largest = web_statics[i].gzip_size;
            is_one = true;
        }
        if (!is_one) all += web_statics[i].gzip_size;
    }
    all += largest;
    if (all > 9000) fail_msg("style, icon and scripts: %td bytes", all);
    assert_null(web_static(T("nothing.css")));
}

static void the_catalogue_finds_each_of_its_sentences(void **state)
{
    (void)state;
    const struct catalogue *english = web_catalogues[TONGUE_EN];
    for (int i = 0; i < english->count; i++) {
        const struct message *m = &english->messages[i];
        if (i > 0) assert_true(strcmp(english->messages[i - 1].french, m->french) < 0);
        assert_ptr_equal(web_say(TONGUE_EN, m->french), m->said);
    }
    static const char unknown[] = "Une phrase que personne ne dit.";
    assert_ptr_equal(web_say(TONGUE_EN, unknown), unknown);
    assert_string_equal(web_say(TONGUE_EN, ""), "");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_is_well_formed),
        cmocka_unit_test(no_name_of_a_file_tells_what_this_is_about),
        cmocka_unit_test(nothing_is_asked_of_a_third_party),
        cmocka_unit_test(the_files_are_light),
        cmocka_unit_test(the_catalogue_finds_each_of_its_sentences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
