#include "tests/test.h"

#include "tests/requests.h"
#include "wire/wire.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void a_wrong_request_is_refused_with_its_place(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < LENGTH(refused_requests); i++) {
        struct request request, before;
        struct trouble trouble = {.where = "untouched"};
        memset(&request, 0x5A, sizeof request);
        memcpy(&before, &request, sizeof before);
        err e = wire_request_read(text_of(refused_requests[i].json), &request, &trouble);
        if (e != ERR_BAD_INPUT || strcmp(trouble.where, refused_requests[i].where) != 0 ||
            strcmp(trouble.expected, refused_requests[i].expected) != 0) {
            print_error("row %zu %s: error %d at [%s] expected [%s]\n", i, refused_requests[i].json,
                        (int)e, trouble.where, trouble.expected);
            wrong++;
        }
        assert_memory_equal(&request, &before, sizeof before);
    }
    assert_int_equal(wrong, 0);
}

static void a_nul_byte_or_too_many_bytes_are_refused(void **state)
{
    (void)state;
    static char large[WIRE_JSON_MAX + 1];
    struct request request;
    struct trouble trouble;
    memset(large, ' ', sizeof large);
    memcpy(large, WITH("\"children\":1"), sizeof WITH("\"children\":1") - 1);
    assert_int_equal(wire_request_read((text){large, WIRE_JSON_MAX}, &request, &trouble), ERR_OK);
    assert_int_equal(wire_request_read((text){large, sizeof large}, &request, &trouble),
                     ERR_BAD_INPUT);
    assert_string_equal(trouble.expected, "at most 65536 bytes of JSON");
    large[200] = '\0';
    assert_int_equal(wire_request_read((text){large, WIRE_JSON_MAX}, &request, &trouble),
                     ERR_BAD_INPUT);
    assert_string_equal(trouble.expected, "JSON in well-formed UTF-8, without NUL");
}

static void what_is_not_said_takes_the_default(void **state)
{
    (void)state;
    struct request read, whole = request_defaults(DATE(2025, 11, 25));
    struct trouble trouble;
    whole.department = law_department(T("59"));
    whole.resources.cents = 71316;
    assert_int_equal(wire_request_read(T("{" THREE "}"), &read, &trouble), ERR_OK);
    assert_memory_equal(&read, &whole, sizeof read);
    assert_int_equal(
        wire_request_read(
            T(WITH("\"children\":0,\"completed_on\":\"2025-11-25\",\"decided_on\":"
                   "\"2025-11-25\",\"relationship\":\"spouse\",\"violence_against\":"
                   "\"applicant\",\"documents\":[" DATED(
                       "25") "],\"residence\":"
                             "\"regular\",\"beneficiary_of\":\"none\",\"previous_awards\":[],"
                             "\"smic_reference\":\"april\"")),
            &read, &trouble),
        ERR_OK);
    assert_memory_equal(&read, &whole, sizeof read);
    assert_int_equal(wire_request_read(T(WITH("\"completed_on\":\"2025-11-27\"")), &read, &trouble),
                     ERR_OK);
    assert_int_equal(date_compare(read.decided_on, DATE(2025, 11, 27)), 0);
    assert_int_equal(date_compare(read.documents[0].dated, DATE(2025, 11, 25)), 0);
}

static void what_is_said_is_read(void **state)
{
    (void)state;
    struct request r;
    struct trouble trouble;
    assert_int_equal(
        wire_request_read(
            T(WITH(
                "\"children\":[{\"born_on\":\"2012-05-01\",\"shared_custody\":true},"
                "{\"born_on\":\"2025-11-25\"}],\"decided_on\":\"2025-12-01\",\"relationship\":"
                "\"former_pacs_partner\",\"violence_against\":\"child_only\",\"documents\":[" DATED(
                    "20") ",{\"kind\":\"police_log\",\"dated\":\"2024-01-31\"}],\"residence\":"
                          "\"unknown\",\"beneficiary_of\":\"msa\",\"previous_awards\":["
                          "\"2024-11-10\",\"2025-12-01\"],\"smic_reference\":\"in_force\"")),
            &r, &trouble),
        ERR_OK);
    assert_int_equal(r.children_count, 2);
    assert_true(r.children[0].shared_custody);
    assert_false(r.children[1].shared_custody);
    assert_int_equal(date_compare(r.children[0].born_on, DATE(2012, 5, 1)), 0);
    assert_int_equal(date_compare(r.completed_on, DATE(2025, 11, 25)), 0);
    assert_int_equal(date_compare(r.decided_on, DATE(2025, 12, 1)), 0);
    assert_int_equal(r.relationship, RELATIONSHIP_FORMER_PACS_PARTNER);
    assert_int_equal(r.violence_against, VICTIM_CHILD_ONLY);
    assert_int_equal(r.documents_count, 2);
    assert_int_equal(r.documents[1].kind, DOCUMENT_POLICE_LOG);
    assert_int_equal(date_compare(r.documents[1].dated, DATE(2024, 1, 31)), 0);
    assert_int_equal(r.residence, RESIDENCE_UNKNOWN);
    assert_int_equal(r.beneficiary_of, BENEFICIARY_MSA);
    assert_int_equal(r.awards_count, 2);
    assert_int_equal(date_compare(r.awards[1], DATE(2025, 12, 1)), 0);
    assert_int_equal(r.smic_reference, SMIC_REFERENCE_IN_FORCE);
    assert_int_equal(wire_request_read(T(WITH("\"documents\":[],\"children\":30")), &r, &trouble),
                     ERR_OK);
    assert_int_equal(r.documents_count, 0);
    assert_int_equal(r.children_count, 30);
    assert_false(date_is_set(r.children[29].born_on));
}

/* How many more pieces of memory jansson is given; -1: all it asks for. */
static int left = -1;
static bool once; /* it gets the one after those again */
static void *give(size_t size)
{
    if (left == 0) {
        if (once) left = -1;
        return NULL;
    }
    if (left > 0) left--;
    return malloc(size);
}

static void a_want_of_memory_is_not_a_wrong_request(void **state)
{
    (void)state;
    struct request request, before;
    struct trouble trouble;
    err e = ERR_HOST;
    int refused = 0;
    memset(&request, 0x5A, sizeof request);
    memcpy(&before, &request, sizeof before);
    for (int pieces = 0; e == ERR_HOST; pieces++) {
        left = pieces;
        e = wire_request_read(T(WITH("\"children\":2")), &request, &trouble);
        left = -1;
        if (e == ERR_HOST) assert_memory_equal(&request, &before, sizeof request);
        refused += e == ERR_HOST;
    }
    assert_int_equal(e, ERR_OK);
    assert_true(refused > 5);
    assert_int_equal(wire_request_read(T("{"), &request, &trouble), ERR_BAD_INPUT);
}

/* A text longer than the parser's first room for it is either whole or not there. */
static void no_character_is_lost_for_want_of_memory(void **state)
{
    (void)state;
    static const char sent[] =
        "{\"the_name_of_a_member\": \"Camille Dominique EXEMPLE of 59 streets\"}";
    static char room[1 << 12];
    struct trouble trouble;
    int refused = 0;
    once = true;
    for (int pieces = 0, asked = true; asked; pieces++) {
        struct arena arena = arena_over(room, sizeof room);
        text said = {NULL, 0};
        left = pieces;
        err e =
            wire_member_read(text_of(sent), "the_name_of_a_member", 100, &arena, &said, &trouble);
        asked = left == -1;
        assert_int_equal(e, asked ? ERR_HOST : ERR_OK);
        if (!asked) assert_true(text_equal(said, T("Camille Dominique EXEMPLE of 59 streets")));
        refused += asked;
    }
    once = false;
    left = -1;
    assert_true(refused > 5);
}

/* An account number would go missing from a claim that is taken: the process ends instead. */
static void what_there_is_no_memory_for_is_not_what_nobody_said(void **state)
{
    (void)state;
    static char room[1 << 12];
    int ended = 0, status = -1;
    for (int pieces = 0; status != 0; pieces++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            struct arena arena = arena_over(room, sizeof room);
            left = pieces;
            text said = wire_member(T("{\"iban\": \"FR76\"}"), "iban", &arena);
            _exit(text_equal(said, T("FR76")) ? 0 : 1);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(status == 0 || WIFSIGNALED(status));
        ended += status != 0;
    }
    assert_true(ended > 2);
}

int main(void)
{
    json_set_alloc_funcs(give, free);
    wire_seed(1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_request_is_refused_with_its_place),
        cmocka_unit_test(a_nul_byte_or_too_many_bytes_are_refused),
        cmocka_unit_test(what_is_not_said_takes_the_default),
        cmocka_unit_test(what_is_said_is_read),
        cmocka_unit_test(a_want_of_memory_is_not_a_wrong_request),
        cmocka_unit_test(no_character_is_lost_for_want_of_memory),
        cmocka_unit_test(what_there_is_no_memory_for_is_not_what_nobody_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
