#include "tests/test.h"

#include "tests/requests.h"
#include "wire/wire.h"

#include <string.h>

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

int main(void)
{
    wire_seed(1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_request_is_refused_with_its_place),
        cmocka_unit_test(a_nul_byte_or_too_many_bytes_are_refused),
        cmocka_unit_test(what_is_not_said_takes_the_default),
        cmocka_unit_test(what_is_said_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
