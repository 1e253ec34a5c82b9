#include "tests/test.h"

#include "law/parameters.h"
#include "wire/wire.h"

#include <string.h>

static char room[131072];

/* What is written of a request, in the room that is given. */
static text explained(const char *json, bool as_text, enum language language, ptrdiff_t size)
{
    struct request request;
    struct trouble trouble;
    struct decision decision;
    struct counterfactuals changes;
    assert_int_equal(wire_request_read(text_of(json), &request, &trouble), ERR_OK);
    law_assess(&request, ALL_KNOWN, &decision);
    law_counterfactuals(&request, ALL_KNOWN, &changes);
    struct arena a = arena_over(room, size);
    text written = as_text ? wire_explain_text(&request, &decision, &changes, language, &a)
                           : wire_explain_write(&request, &decision, &changes, language, &a);
    assert_true(written.at || a.at == room);
    return written;
}

static const char *written(const char *json, enum language language)
{
    return explained(json, false, language, sizeof room).at;
}

static const char *told(const char *json, enum language language)
{
    return explained(json, true, language, sizeof room).at;
}

static void assert_holds(const char *whole, const char *part)
{
    if (!strstr(whole, part)) fail_msg("%s\ndoes not hold\n%s", whole, part);
}

static void assert_not(const char *whole, const char *part)
{
    if (strstr(whole, part)) fail_msg("%s\nholds\n%s", whole, part);
}

#define ASKED(rest)                                                                     \
    "{\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":71316," \
    "\"children\":2,\"beneficiary_of\":\"caf\"" rest "}"
#define GRANTED ASKED("")
#define REFUSED ASKED(",\"documents\":[{\"kind\":\"police_log\",\"dated\":\"2025-11-20\"}]")
#define AWARDED ASKED(",\"previous_awards\":[\"2024-12-10\"]")
#define UNKNOWN ASKED(",\"residence\":\"unknown\"")
#define BEFORE                                                                      \
    "{\"requested_on\":\"2023-11-20\",\"department\":\"59\",\"resources_cents\":0," \
    "\"residence\":\"irregular\"}"

/* Each axis says where it turns and what to put over the request, as the request says it. */
static void a_change_is_said_as_the_request_says_it(void **state)
{
    (void)state;
    static const struct {
        const char *request, *holds;
    } cases[] = {
        {GRANTED, "{\"counterfactuals\":[{\"change\":\"one_child_more\",\"text\":\"Avec un enfant "
                  "à charge de plus, 3 en tout\",\"article\":\"CASF D. 214-14, al. 1\","
                  "\"turns_at\":3,\"documents\":[],\"request\":{\"children\":3},"
                  "\"outcome\":\"granted\",\"grounds\":[],\"reduction_percent\":20,"
                  "\"amount_cents\":113788,\"form\":\"grant\",\"difference_cents\":20689}"},
        {GRANTED, "\"turns_at\":71315,\"documents\":[],\"request\":{\"resources_cents\":71315},"
                  "\"outcome\":\"granted\",\"grounds\":[],\"reduction_percent\":0,"},
        {GRANTED, "\"turns_at\":\"2026-04-01\",\"documents\":[],\"request\":{\"requested_on\":"
                  "\"2026-04-01\",\"completed_on\":\"2026-04-01\",\"decided_on\":\"2026-04-01\"}"},
        {REFUSED, "\"turns_at\":\"2024-11-26\",\"documents\":[\"complaint\",\"report_to_"
                  "prosecutor\",\"protection_order\",\"immediate_protection_order\"],\"request\":{"
                  "\"documents\":[{\"kind\":\"police_log\",\"dated\":\"2025-11-20\"},{\"kind\":"
                  "\"complaint\",\"dated\":\"2024-11-26\"}]}"},
        {AWARDED, "\"turns_at\":\"2025-12-10\",\"documents\":[],\"request\":{\"decided_on\":"
                  "\"2025-12-10\"}"},
        {UNKNOWN, "\"turns_at\":\"regular\",\"documents\":[],\"request\":{\"residence\":"
                  "\"regular\"}"},
        {BEFORE, "\"turns_at\":\"regular\",\"documents\":[],\"request\":{\"residence\":\"regular\""
                 "},\"outcome\":\"refused\",\"grounds\":[\"BEFORE_THE_LAW\"],\"reduction_percent\":"
                 "null,\"amount_cents\":null,\"form\":null,\"difference_cents\":0}"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_holds(written(cases[i].request, LANGUAGE_FR), cases[i].holds);
    }
}

static void the_answer_has_its_four_parts(void **state)
{
    (void)state;
    const char *json = written(GRANTED, LANGUAGE_EN);
    const char *at = json;
    static const char *const keys[] = {"],\"transparency\":{\"mention\":\"This decision",
                                       "\"contribution\":[{\"code\":\"agent_decides\",\"text\":\"",
                                       "\"data\":[{\"field\":\"requested_on\",\"label\":\"",
                                       "\"parameters\":[{\"article\":\"CASF D. 214-14, al. 1\"",
                                       "\"operations\":[{\"article\":\"code pénal 132-80\"",
                                       "\"access\":\"",
                                       "\"rules\":\""};
    for (size_t i = 0; i < LENGTH(keys); i++) {
        at = strstr(at, keys[i]);
        if (!at) fail_msg("%s\nhas no %s in its place", json, keys[i]);
    }
    assert_holds(json,
                 "{\"field\":\"resources_cents\",\"label\":\"Personal resources of the month "
                 "before\",\"value\":\"€713.16\",\"source\":\"applicant\",\"source_text\":\"");
    assert_holds(json, "\"value_cents\":32326,\"source\":null,\"weight_percent\":50,"
                       "\"reduction_percent\":null,\"in_force_since\":null,\"published_on\":null,"
                       "\"confirmed\":true}");
    assert_holds(json, "\"value_cents\":71315,\"source\":null,\"weight_percent\":50,"
                       "\"reduction_percent\":20,\"in_force_since\":\"2023-11-28\"");
    json = written(UNKNOWN, LANGUAGE_FR);
    assert_holds(json, "\"transparency\":{\"mention\":null,");
    assert_holds(json, "{\"code\":\"agent_settles\",");
    json = written(BEFORE, LANGUAGE_FR);
    assert_holds(json, "\"parameters\":[],");
    assert_not(json, "\"resources_cents\",\"label\"");
}

static void people_read_the_same(void **state)
{
    (void)state;
    const char *fr = told(GRANTED, LANGUAGE_FR);
    assert_holds(fr,
                 "\nOrganisme\u00a0: Caf du Nord\n\nCe qui changerait la décision, le reste "
                 "étant comme il est\u00a0:\n  Avec un enfant à charge de plus, 3 en tout → "
                 "accordée, 1\u202f137,88\u00a0€, aide non remboursable\u00a0; 206,89\u00a0€ de "
                 "plus. (CASF D. 214-14, al. 1)\n");
    assert_holds(fr, law_algorithm_mention(LANGUAGE_FR));
    assert_holds(fr, law_access_remedy(LANGUAGE_FR));
    assert_holds(fr, law_rules_digest());
    assert_not(told(UNKNOWN, LANGUAGE_EN), law_algorithm_mention(LANGUAGE_EN));
    /* Between two refusals, what would have been due; a refusal that replaces a grant, nothing. */
    const char *en = told(REFUSED, LANGUAGE_EN);
    assert_holds(en, "  With one dependent child fewer, 1 in all → refused (document that does not "
                     "count); would have been due: €775.82, grant; €155.17 less. (");
    assert_not(told(AWARDED, LANGUAGE_EN), "→ granted, €930.99, grant. (");
    assert_holds(told(BEFORE, LANGUAGE_EN),
                 "  With stable and regular residence → refused (request before the law was in "
                 "force). (CSS R. 111-3)\n");
}

static void an_answer_too_large_for_the_arena_is_empty(void **state)
{
    (void)state;
    for (ptrdiff_t size = 0; size < 6000; size += 61) {
        assert_null(explained(GRANTED, false, LANGUAGE_FR, size).at);
        assert_null(explained(GRANTED, true, LANGUAGE_FR, size).at);
    }
}

/* The largest request there is keeps within the command's and the server's room. */
static void the_longest_lists_are_written_whole(void **state)
{
    (void)state;
    struct request request = request_defaults(DATE(2025, 11, 25));
    request.department = law_department(T("976"));
    request.children_count = REQUEST_CHILDREN_MAX;
    for (int i = 0; i < REQUEST_CHILDREN_MAX; i++) {
        request.children[i] = (struct child){{2015, 9, 29}, true};
    }
    request.documents_count = REQUEST_DOCUMENTS_MAX;
    for (int i = 0; i < REQUEST_DOCUMENTS_MAX; i++) {
        request.documents[i] = (struct document){DOCUMENT_FORCED_MARRIAGE_ORDER, {2024, 9, 29}};
    }
    request.awards_count = REQUEST_AWARDS_MAX;
    for (int i = 0; i < REQUEST_AWARDS_MAX; i++) request.awards[i] = DATE(2024, 12, 20);
    struct decision decision;
    struct counterfactuals changes;
    law_assess(&request, ALL_KNOWN, &decision);
    law_counterfactuals(&request, ALL_KNOWN, &changes);
    for (int in = 0; in < LANGUAGE_COUNT; in++) {
        struct arena a = arena_over(room, sizeof room);
        const char *json =
            wire_explain_write(&request, &decision, &changes, (enum language)in, &a).at;
        assert_non_null(json);
        int births = 0;
        for (const char *at = strstr(json, "2015"); at; at = strstr(at + 1, "2015")) births++;
        assert_int_equal(births, REQUEST_CHILDREN_MAX);
    }
}

int main(void)
{
    wire_seed(1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_is_said_as_the_request_says_it),
        cmocka_unit_test(the_answer_has_its_four_parts),
        cmocka_unit_test(people_read_the_same),
        cmocka_unit_test(an_answer_too_large_for_the_arena_is_empty),
        cmocka_unit_test(the_longest_lists_are_written_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
