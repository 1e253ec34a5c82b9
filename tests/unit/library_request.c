#include "tests/test.h"

#include "law/assess.h"
#include "law/parameters.h"
#include "tests/requests.h"
#include "tests/walk.h"
#include "wire/wire.h"

#include <string.h>

/* A request given to the library value by value is the request that abri reads whole. */

/* Refused by one reader or decided by both with the same answer. */
static void readers_agree(const char *json, const char *where, const char *expected)
{
    json_t *document = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(document);
    struct abri_request request;
    struct abri_trouble trouble = {"", ""};
    struct abri_decision decision;
    enum abri_result result = walk_request(document, &request, &trouble);
    if (result == ABRI_OK) result = abri_assess(&request, &decision, &trouble);
    if (result != ABRI_BAD_INPUT || strcmp(trouble.where, where) != 0 ||
        strcmp(trouble.expected, expected) != 0) {
        fail_msg("%s: %d at [%s] expected [%s], not at [%s] expected [%s]", json, (int)result,
                 trouble.where, trouble.expected, where, expected);
    }
    json_decref(document);
}

static void what_abri_refuses_is_refused_in_the_same_words(void **state)
{
    (void)state;
    int compared = 0;
    for (size_t i = 0; i < LENGTH(refused_requests); i++) {
        const struct refused_request *row = &refused_requests[i];
        json_t *document = json_loads(row->json, JSON_REJECT_DUPLICATES, NULL);
        bool is_json = document && strncmp(row->expected, "at most 8", 9) != 0;
        json_decref(document);
        if (!is_json) continue; /* its reader is the caller's */
        /* The whole list is refused before its items are looked at: length says so. */
        readers_agree(row->json, row->where, row->expected);
        compared++;
    }
    assert_in_range(compared, 65, LENGTH(refused_requests));
}

static const char *const accepted[] = {
    "{" THREE "}",
    WITH("\"children\":0,\"completed_on\":\"2025-11-27\""),
    WITH("\"children\":30,\"documents\":[]"),
    WITH("\"children\":[],\"previous_awards\":[]"),
    WITH("\"children\":[{\"born_on\":\"2012-05-01\",\"shared_custody\":true},"
         "{\"shared_custody\":false,\"born_on\":\"2025-11-25\"}]"),
    WITH("\"documents\":[" DATED("20") ",{\"dated\":\"2024-01-31\",\"kind\":\"police_log\"}]"),
    WITH("\"previous_awards\":[\"2024-11-10\",\"2025-11-25\"],\"beneficiary_of\":\"msa\""),
    WITH("\"relationship\":\"former_pacs_partner\",\"violence_against\":\"child_only\","
         "\"residence\":\"unknown\",\"smic_reference\":\"in_force\","
         "\"decided_on\":\"2025-12-01\""),
    "{\"resources_cents\":0,\"department\":\"976\",\"requested_on\":\"2024-02-29\"}",
    "{\"resources_cents\":100000000,\"department\":\"2A\",\"requested_on\":\"2023-11-27\"}",
};

static char room[ABRI_ANSWER_MAX], arena_room[1 << 17];

static void what_abri_accepts_is_answered_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(accepted); i++) {
        json_t *document = json_loads(accepted[i], JSON_REJECT_DUPLICATES, NULL);
        struct abri_request request;
        struct abri_trouble trouble;
        assert_int_equal(walk_request(document, &request, &trouble), ABRI_OK);
        struct abri_room answer = {room, sizeof room, 0};
        assert_int_equal(abri_answer(&request, ABRI_JSON, ABRI_ENGLISH, &answer, &trouble),
                         ABRI_OK);
        struct request whole;
        struct trouble wrong;
        struct decision decision;
        struct arena arena = arena_over(arena_room, sizeof arena_room);
        assert_int_equal(wire_request_read(text_of(accepted[i]), &whole, &wrong), ERR_OK);
        law_assess(&whole, ALL_KNOWN, &decision);
        assert_string_equal(room, wire_decision_write(&decision, LANGUAGE_EN, &arena).at);
        assert_int_equal(answer.length, strlen(room));
        json_decref(document);
    }
}

/* Calls that no document leads to: refused, and the request is as sound as before. */
static void calls_out_of_order_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *pointer;
        enum abri_type type;
        const char *value;
        size_t length;
        enum abri_result result;
    } calls[] = {
        {"", ABRI_OBJECT, NULL, 0, ABRI_OK},
        {"", ABRI_LIST, NULL, 0, ABRI_BAD_INPUT},
        {"requested_on", ABRI_STRING, "2025-11-25", 10, ABRI_BAD_INPUT},
        {"/requested_on", ABRI_STRING, "2025-11-25", 10, ABRI_OK},
        {"/requested_on", ABRI_STRING, "2025-11-25", 10, ABRI_BAD_INPUT}, /* twice */
        {"/requested_on/0", ABRI_STRING, "2025-11-25", 10, ABRI_BAD_INPUT},
        {"/", ABRI_STRING, "", 0, ABRI_BAD_INPUT},
        {"/~1", ABRI_STRING, "", 0, ABRI_BAD_INPUT},
        {"/resources_cents", ABRI_NUMBER, "+1", 2, ABRI_BAD_INPUT},
        {"/children/0", ABRI_OBJECT, NULL, 0, ABRI_BAD_INPUT}, /* no list */
        {"/children", ABRI_LIST, NULL, SIZE_MAX, ABRI_BAD_INPUT},
        {"/documents", ABRI_LIST, NULL, 2, ABRI_OK},
        {"/documents/1", ABRI_OBJECT, NULL, 0, ABRI_BAD_INPUT}, /* not the next */
        {"/documents/0/kind", ABRI_STRING, "other", 5, ABRI_BAD_INPUT},
        {"/documents/0", ABRI_OBJECT, NULL, 0, ABRI_OK},
        {"/documents/0", ABRI_OBJECT, NULL, 0, ABRI_BAD_INPUT},
        {"/documents/00/kind", ABRI_STRING, "other", 5, ABRI_OK},
        {"/documents/0/kind", ABRI_STRING, "other", 5, ABRI_BAD_INPUT}, /* twice */
        {"/documents/0/dated/0", ABRI_STRING, "2025-11-25", 10, ABRI_BAD_INPUT},
        {"/documents/-1/dated", ABRI_STRING, "2025-11-25", 10, ABRI_BAD_INPUT},
        {"/documents/999/dated", ABRI_STRING, "2025-11-25", 10, ABRI_BAD_INPUT},
        {"/documents/", ABRI_OBJECT, NULL, 0, ABRI_BAD_INPUT},
        {"/previous_awards", ABRI_LIST, NULL, 1, ABRI_OK},
        {"/previous_awards/0/dated", ABRI_STRING, "2025-11-25", 10, ABRI_BAD_INPUT},
        {"/previous_awards/0", ABRI_STRING, "2025-11-25", 10, ABRI_OK},
        {"/previous_awards/0", ABRI_STRING, "2025-11-25", 10, ABRI_BAD_INPUT},
    };
    struct abri_request request;
    abri_request_begin(&request);
    for (size_t i = 0; i < LENGTH(calls); i++) {
        struct abri_trouble trouble;
        enum abri_result result = abri_request_set(&request, calls[i].pointer, calls[i].type,
                                                   calls[i].value, calls[i].length, &trouble);
        if (result != calls[i].result) fail_msg("call %zu %s", i, calls[i].pointer);
    }
    assert_int_equal(request.documents_count, 1);
    assert_int_equal(request.awards_count, 1);
    assert_int_equal(abri_request_set(&request, "/requested_on", ABRI_NULL, NULL, 0, NULL),
                     ABRI_BAD_INPUT);
}

/* A list longer than it said: never beyond its room. */
static void a_list_ends_where_its_room_ends(void **state)
{
    (void)state;
    static const char *const lists[] = {"/children", "/documents", "/previous_awards"};
    for (size_t l = 0; l < LENGTH(lists); l++) {
        struct abri_request request;
        abri_request_begin(&request);
        assert_int_equal(abri_request_set(&request, lists[l], ABRI_LIST, NULL, 0, NULL), ABRI_OK);
        int taken = 0;
        for (int i = 0; i < 99; i++) {
            char pointer[32];
            struct writer out = WRITER(pointer);
            write_string(&out, lists[l]);
            write_character(&out, '/');
            write_integer(&out, i);
            bool day = l == 2;
            taken +=
                abri_request_set(&request, writer_string(&out), day ? ABRI_STRING : ABRI_OBJECT,
                                 day ? "2024-11-25" : NULL, day ? 10 : 0, NULL) == ABRI_OK;
        }
        assert_int_equal(taken, l == 0 ? ABRI_CHILDREN_MAX : ABRI_DOCUMENTS_MAX);
    }
}

/* The caller's counts may hold anything: no item beyond the room is ever touched. */
static void no_count_leads_beyond_the_room(void **state)
{
    (void)state;
    static const struct {
        const char *list, *item, *member;
    } lists[] = {
        {"/children", "/children/30", "/children/49/born_on"},
        {"/documents", "/documents/16", "/documents/49/dated"},
        {"/previous_awards", "/previous_awards/49", "/previous_awards/49"},
    };
    for (size_t l = 0; l < LENGTH(lists); l++) {
        struct abri_request request, before;
        abri_request_begin(&request);
        assert_int_equal(abri_request_set(&request, lists[l].list, ABRI_LIST, NULL, 0, NULL),
                         ABRI_OK);
        request.children_count = request.documents_count = request.awards_count = 50;
        memcpy(&before, &request, sizeof before);
        assert_int_equal(abri_request_set(&request, lists[l].item, ABRI_OBJECT, NULL, 0, NULL),
                         ABRI_BAD_INPUT);
        assert_int_equal(
            abri_request_set(&request, lists[l].member, ABRI_STRING, "2025-11-20", 10, NULL),
            ABRI_BAD_INPUT);
        assert_memory_equal(&request, &before, sizeof before);
    }
    struct abri_request zero = {0};
    struct abri_trouble trouble;
    assert_int_equal(abri_request_set(&zero, "", ABRI_OBJECT, NULL, 0, &trouble), ABRI_BAD_INPUT);
    assert_string_equal(trouble.expected,
                        "a request begun by abri_request_begin, its reserved room 0");
}

int main(void)
{
    json_object_seed(1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_abri_refuses_is_refused_in_the_same_words),
        cmocka_unit_test(what_abri_accepts_is_answered_the_same),
        cmocka_unit_test(calls_out_of_order_are_refused),
        cmocka_unit_test(a_list_ends_where_its_room_ends),
        cmocka_unit_test(no_count_leads_beyond_the_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
