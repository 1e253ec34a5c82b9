#include "tests/test.h"

#include "web/template.h"

#include <stdio.h>
#include <string.h>

/* This program's own pages: the real ones are read by tests/unit/web_pages.c. */
#define PAGE(name, html)                                                             \
    {                                                                                \
        name ".html", NULL, (const unsigned char *)(html), sizeof(html) - 1, NULL, 0 \
    }

const struct embedded web_pages[] = {
    PAGE("value", "<p title=\"{{a}}\">{{ a }}</p>"),
    PAGE("say", "{{_ Bonjour.}}|{{_ Bonjour,\n   vous ! }}|{{_ Sans anglais }}"),
    PAGE("if", "{{#if a}}yes {{a}}{{else}}no{{/if}}{{#if b}}{{#if a}}both{{else}}b{{/if}}{{/if}}."),
    PAGE("each", "{{#each rows}}[{{name}} of {{owner}}{{#each under}} {{it}}{{/each}}]{{/each}}."),
    PAGE("whole", "{{! nobody reads {this} }}\n{{> head}}\n\nin{{> foot}}"),
    PAGE("head", "<h1>{{title}}</h1>"),
    PAGE("foot", "</html>\n"),
    PAGE("elsewhere", "{{elsewhere}}{{#if elsewhere}}{{else}}never{{/if}}"),
    PAGE("brace", "a { b } c {d} {"),
    PAGE("loop", "{{> loop}}"),
};
const int web_pages_count = LENGTH(web_pages);
const struct embedded web_statics[] = {PAGE("s", "css")};
const int web_statics_count = 1;

const char *web_say(enum tongue tongue, const char *french)
{
    if (tongue == TONGUE_FR) return french;
    if (strcmp(french, "Bonjour.") == 0) return "Hello <you>.";
    if (strcmp(french, "Bonjour, vous !") == 0) return "Hello, you!";
    return french;
}

static char room[200000];
static struct arena arena;

static struct values *fresh(enum tongue tongue)
{
    arena = arena_over(room, sizeof room);
    return values_new(&arena, tongue);
}

static void shows(const char *page, const struct values *values, const char *expected)
{
    text got;
    assert_int_equal(page_render(page, values, &arena, &got), ERR_OK);
    text wanted = text_of(expected);
    if (!text_equal(got, wanted)) fail_msg("%s: %.*s", page, (int)got.length, got.at);
}

static void a_value_is_escaped_in_text_and_in_attributes(void **state)
{
    (void)state;
    struct values *v = fresh(TONGUE_FR);
    values_string(v, "a", "<b a='x'>\"&");
    shows("value", v,
          "<p title=\"&lt;b a=&#39;x&#39;&gt;&quot;&amp;\">&lt;b a=&#39;x&#39;&gt;&quot;&amp;</p>");
    values_string(v, "a", "the later value wins");
    shows("value", v, "<p title=\"the later value wins\">the later value wins</p>");
    values_integer(v, "a", -12);
    shows("value", v, "<p title=\"-12\">-12</p>");
}

/* A linear congruence is chance enough, and the same at each run. */
static unsigned next_chance(unsigned *seed) { return *seed = *seed * 1664525 + 1013904223; }

/* Whatever the bytes, none of the five characters stands in the page but in the marks that escape
 * it. */
static bool is_safe(text html)
{
    static const char *const escapes[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    for (ptrdiff_t i = 0; i < html.length; i++) {
        char c = html.at[i];
        if (c == '<' || c == '>' || c == '"' || c == '\'') return false;
        bool escape = c != '&';
        for (size_t k = 0; k < LENGTH(escapes) && !escape; k++)
            escape = text_starts_with((text){html.at + i, html.length - i}, text_of(escapes[k]));
        if (!escape) return false;
    }
    return true;
}

static void no_bytes_whatever_leave_a_page_unescaped(void **state)
{
    (void)state;
    static const char likely[] = "<>&\"'{}#/_>amp;lt script";
    unsigned seed = 20251128;
    for (int round = 0; round < 20000; round++) {
        char bytes[64];
        ptrdiff_t length = (ptrdiff_t)(next_chance(&seed) >> 8) % (ptrdiff_t)sizeof bytes;
        for (ptrdiff_t i = 0; i < length; i++) {
            unsigned chance = next_chance(&seed) >> 8;
            bytes[i] =
                chance & 1 ? likely[(chance >> 1) % (sizeof likely - 1)] : (char)(chance >> 1);
        }
        struct values *v = fresh(TONGUE_EN);
        values_text(v, "elsewhere", (text){bytes, length});
        text got;
        assert_int_equal(page_render("elsewhere", v, &arena, &got), ERR_OK);
        if (length == 0) assert_true(text_equal(got, T("never")));
        if (!is_safe(got)) fail_msg("round %d: %.*s", round, (int)got.length, got.at);
    }
}

static void a_sentence_is_said_in_the_readers_language(void **state)
{
    (void)state;
    shows("say", fresh(TONGUE_FR), "Bonjour.|Bonjour, vous !|Sans anglais");
    shows("say", fresh(TONGUE_EN), "Hello &lt;you&gt;.|Hello, you!|Sans anglais");
}

static void a_part_is_shown_when_its_value_is_true(void **state)
{
    (void)state;
    struct values *v = fresh(TONGUE_FR);
    values_string(v, "a", "");
    values_flag(v, "b", false);
    shows("if", v, "no.");
    values_flag(v, "b", true);
    shows("if", v, "nob.");
    values_string(v, "a", "A");
    shows("if", v, "yes Aboth.");
    values_list(v, "b");
    shows("if", v, "yes A.");
    values_row(v, "b");
    shows("if", v, "yes Aboth.");
    v = fresh(TONGUE_FR);
    values_string(v, "elsewhere", "a name that begins with a word of the language");
    shows("elsewhere", v, "a name that begins with a word of the language");
}

static void rows_see_their_own_values_then_those_outside(void **state)
{
    (void)state;
    struct values *v = fresh(TONGUE_FR);
    values_list(v, "rows");
    shows("each", v, ".");
    values_string(v, "owner", "all");
    struct values *first = values_row(v, "rows"), *second = values_row(v, "rows");
    values_string(first, "name", "1");
    values_string(second, "name", "2");
    values_string(second, "owner", "<two>");
    values_list(first, "under");
    values_string(values_row(second, "under"), "it", "a");
    values_string(values_row(second, "under"), "it", "b");
    shows("each", v, "[1 of all][2 of &lt;two&gt; a b].");
}

static void parts_join_and_notes_vanish(void **state)
{
    (void)state;
    struct values *v = fresh(TONGUE_FR);
    values_string(v, "title", "Dossier");
    shows("whole", v, "<h1>Dossier</h1>\nin</html>\n");
    shows("brace", v, "a { b } c {d} {");
}

static void amounts_and_days_are_written_in_the_readers_language(void **state)
{
    (void)state;
    static const char *const expected[] = {"1\u202f093,96\u00a0€", "€1,093.96",
                                           "1\u202f093,96\u00a0€"};
    static const char *const days[] = {"1er avril 2025", "1 April 2025", "01/04/2025"};
    for (int l = 0; l < 3; l++) {
        struct values *v = fresh((enum tongue)l);
        values_money(v, "title", (money){109396});
        char html[80];
        snprintf(html, sizeof html, "<h1>%s</h1>", expected[l]);
        shows("head", v, html);
        values_date(v, "title", DATE(2025, 4, 1));
        snprintf(html, sizeof html, "<h1>%s</h1>", days[l]);
        shows("head", v, html);
        values_date(v, "title", NO_DATE);
        shows("head", v, "<h1></h1>");
    }
}

static void a_page_takes_from_the_arena_what_it_fills(void **state)
{
    (void)state;
    struct values *v = fresh(TONGUE_FR);
    values_string(v, "title", "T");
    char *before = arena.at;
    text got;
    assert_int_equal(page_render("head", v, &arena, &got), ERR_OK);
    assert_int_equal(arena.at - before, got.length + 1); /* and a NUL */
    arena.end = arena.at + got.length;
    text untouched = T("untouched");
    assert_int_equal(page_render("head", v, &arena, &untouched), ERR_HOST);
    assert_true(text_equal(untouched, T("untouched")));
}

static void a_malformed_page_is_found(void **state)
{
    (void)state;
    static const char no_tag[] = "a tag that does not end or is none";
    static const char in_tag[] = "an insertion in a tag, outside double quotes";
    static const struct {
        const char *html, *fault;
    } cases[] = {
        {"", NULL},
        {"<p>{{a}}</p>", NULL},
        {"<p title=\"{{a}} > {{b}}\">{{c}}</p>", NULL},
        {"<input{{#if a}} checked{{else}} value=\"{{b}}\"{{/if}}>{{c}}", NULL},
        {"{{#each a}}{{#if b}}{{c}}{{/if}}{{/each}}", NULL},
        {"<script type=\"module\" src=\"/static/{{a}}\"></script>{{b}}", NULL},
        {"{{> head}}{{! a note }}", NULL},
        {"{{_ Une phrase, l'on verra : oui. }}", NULL},
        {"{{a", no_tag},
        {"{{}}", no_tag},
        {"{{{a}}}", no_tag},
        {"{{&a}}", no_tag},
        {"{{A}}", no_tag},
        {"{{a b}}", no_tag},
        {"{{_ }}", no_tag},
        {"{{#if}}{{/if}}", no_tag},
        {"{{#if a b}}{{/if}}", no_tag},
        {"{{#unless a}}{{/unless}}", no_tag},
        {"{{#if a}}", "a part that is not closed"},
        {"{{#each a}}{{#if b}}{{/each}}{{/if}}", "a close without its open"},
        {"{{/if}}", "a close without its open"},
        {"{{else}}", "a close without its open"},
        {"{{#each a}}{{else}}{{/each}}", "a close without its open"},
        {"{{#if a}}{{else}}{{else}}{{/if}}", "a second else"},
        {"{{> nowhere}}", "an unknown part"},
        {"{{> loop}}", "a part that holds itself"},
        {"<p class={{a}}>", in_tag},
        {"<p class='{{a}}'>", in_tag},
        {"<p {{a}}=\"b\">", in_tag},
        {"<{{a}}>", in_tag},
        {"<script>var a = \"{{a}}\"</script>", "an insertion in a script or a style"},
        {"<style>{{a}}</style>", "an insertion in a script or a style"},
        {"<!-- for us -->", "an HTML comment, which everybody can read: use {{! }}"},
        {"\xff", "bytes that are not UTF-8"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        const char *fault = page_check(text_of(cases[i].html));
        bool same =
            fault && cases[i].fault ? strcmp(fault, cases[i].fault) == 0 : fault == cases[i].fault;
        if (!same) fail_msg("%s: %s", cases[i].html, fault ? fault : "no fault found");
    }
    const char *fault = NULL;
    assert_string_equal(page_check_all(&fault), "loop.html");
    assert_string_equal(fault, "a part that holds itself");
}

/* Nine levels: one more than a page may have. */
static void levels_are_bounded(void **state)
{
    (void)state;
    char html[256];
    struct writer out = WRITER(html);
    for (int i = 0; i < 9; i++) write_string(&out, "{{#if a}}");
    assert_string_equal(page_check(writer_text(&out)), "parts within parts too deep");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_escaped_in_text_and_in_attributes),
        cmocka_unit_test(no_bytes_whatever_leave_a_page_unescaped),
        cmocka_unit_test(a_sentence_is_said_in_the_readers_language),
        cmocka_unit_test(a_part_is_shown_when_its_value_is_true),
        cmocka_unit_test(rows_see_their_own_values_then_those_outside),
        cmocka_unit_test(parts_join_and_notes_vanish),
        cmocka_unit_test(amounts_and_days_are_written_in_the_readers_language),
        cmocka_unit_test(a_malformed_page_is_found),
        cmocka_unit_test(levels_are_bounded),
        cmocka_unit_test(a_page_takes_from_the_arena_what_it_fills),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
