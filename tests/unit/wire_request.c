#include "tests/test.h"

#include "wire/wire.h"

#include <string.h>

/* What every row adds its keys to. */
#define THREE      "\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":71316"
#define WITH(more) "{" THREE "," more "}"

#define RELATIONSHIPS                                                             \
    "one of spouse, cohabitant, pacs_partner, former_spouse, former_cohabitant, " \
    "former_pacs_partner, other"
#define DOCUMENTS                                                                            \
    "one of complaint, report_to_prosecutor, protection_order, immediate_protection_order, " \
    "police_log, forced_marriage_order, other"
#define A_DATE   "a date as YYYY-MM-DD, of the years 1900 to 2199"
#define A_COUNTY "the code of a département where the aid exists: 01 to 95, 2A, 2B, 971 to 978"
#define MONEY    "an integer from 0 to 100000000"
#define CHILDREN "an integer from 0 to 30, or a list of at most 30 children"
#define NO_OTHER                                                              \
    "no other key than requested_on, department, resources_cents, children, " \
    "completed_on, relationship, documents, violence_against, residence, "    \
    "beneficiary_of, smic_reference, decided_on, previous_awards"
#define DATED(n)   "{\"kind\":\"complaint\",\"dated\":\"2025-11-" n "\"}"
#define FOUR(x)    x "," x "," x "," x
#define SIXTEEN(x) FOUR(FOUR(x))

static const struct refused {
    const char *json, *where, *expected;
} refused[] = {
    /* the document */
    {"", "", "a JSON object"},
    {" ", "line 1, column 1", "a whole JSON object"},
    {"{", "line 1, column 1", "a whole JSON object"},
    {"[]", "", "a JSON object"},
    {"[{}]", "", "a JSON object"},
    {"3", "line 1, column 1", "strict JSON"},
    {"null", "line 1, column 4", "strict JSON"},
    {"{}{}", "line 1, column 3", "one JSON object and nothing after it"},
    {WITH("\"children\":1") "x", "line 1, column 85", "one JSON object and nothing after it"},
    {"{// three values\n" THREE "}", "line 1, column 2", "strict JSON"},
    {"{" THREE ",}", "line 1, column 72", "strict JSON"},
    {"{'requested_on':1}", "line 1, column 2", "strict JSON"},
    {"{" THREE ",\"children\":01}", "line 1, column 83", "strict JSON"},
    {"{" THREE ",\"children\":+1}", "line 1, column 83", "strict JSON"},
    {"{" THREE ",\"children\":NaN}", "line 1, column 85", "strict JSON"},
    {"{\n" THREE ",\n\"children\":1,\"children\":2}", "line 3, column 23", "each key once"},
    {WITH("\"documents\":[{\"kind\":\"other\",\"kind\":\"other\"}]"), "line 1, column 106",
     "each key once"},
    {"{\"requested_on\":\"\xFF\"}", "", "JSON in well-formed UTF-8, without NUL"},
    {"{\"requested_on\":\"\xC3\"}", "", "JSON in well-formed UTF-8, without NUL"},
    {"{\"requested_on\":\"\xED\xA0\x80\"}", "", "JSON in well-formed UTF-8, without NUL"},
    {"{\"requested_on\":\"\\u0000\"}", "line 1, column 24", "text without NUL characters"},
    {"{\"requested_on\":\"\\ud800\"}", "line 1, column 24", "strict JSON"},
    {"{\"a\":[[[[[[[[1]]]]]]]]}", "", "at most 8 objects and lists within one another"},
    /* keys */
    {"{}", "/requested_on", "required: " A_DATE},
    {"{\"requested_on\":\"2025-11-25\"}", "/department", "required: " A_COUNTY},
    {"{\"requested_on\":\"2025-11-25\",\"department\":\"59\"}", "/resources_cents",
     "required: " MONEY},
    {WITH("\"colour\":1"), "/colour", NO_OTHER},
    {WITH("\"Camille\":1"), "", NO_OTHER},
    {WITH("\"a/b\":1"), "", NO_OTHER},
    {WITH("\"\":1"), "", NO_OTHER},
    {WITH("\"children\":[{\"born_on\":\"2012-05-01\",\"name\":\"Camille EXEMPLE\"}]"),
     "/children/0/name", "no other key than born_on, shared_custody"},
    {WITH("\"documents\":[{\"kind\":\"other\",\"dated\":\"2025-11-20\",\"place\":\"\"}]"),
     "/documents/0/place", "no other key than kind, dated"},
    /* types */
    {"{\"requested_on\":20251125}", "/requested_on", A_DATE},
    {"{\"requested_on\":null}", "/requested_on", A_DATE},
    {"{\"requested_on\":\"2025-11-25\",\"department\":59}", "/department", A_COUNTY},
    {"{\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":\"713\"}",
     "/resources_cents", MONEY},
    {WITH("\"children\":\"2\""), "/children", CHILDREN},
    {WITH("\"children\":true"), "/children", CHILDREN},
    {WITH("\"children\":null"), "/children", CHILDREN},
    {WITH("\"children\":{}"), "/children", CHILDREN},
    {WITH("\"children\":[2]"), "/children/0", "an object"},
    {WITH("\"children\":[{}]"), "/children/0/born_on", "required: " A_DATE},
    {WITH("\"children\":[{\"born_on\":\"2012-05-01\",\"shared_custody\":1}]"),
     "/children/0/shared_custody", "true or false"},
    {WITH("\"documents\":{}"), "/documents", "a list of at most 16"},
    {WITH("\"documents\":[[]]"), "/documents/0", "an object"},
    {WITH("\"documents\":[{\"dated\":\"2025-11-20\"}]"), "/documents/0/kind",
     "required: " DOCUMENTS},
    {WITH("\"documents\":[{\"kind\":\"complaint\"}]"), "/documents/0/dated", "required: " A_DATE},
    {WITH("\"previous_awards\":\"2024-11-10\""), "/previous_awards", "a list of at most 16"},
    {WITH("\"previous_awards\":[1]"), "/previous_awards/0", A_DATE},
    {WITH("\"relationship\":1"), "/relationship", RELATIONSHIPS},
    {WITH("\"completed_on\":null"), "/completed_on", A_DATE},
    /* days */
    {"{\"requested_on\":\"2025-02-30\"}", "/requested_on", A_DATE},
    {"{\"requested_on\":\"2023-02-29\"}", "/requested_on", A_DATE},
    {"{\"requested_on\":\"2025-13-01\"}", "/requested_on", A_DATE},
    {"{\"requested_on\":\"1899-12-31\"}", "/requested_on", A_DATE},
    {"{\"requested_on\":\"2200-01-01\"}", "/requested_on", A_DATE},
    {"{\"requested_on\":\"25/11/2025\"}", "/requested_on", A_DATE},
    {"{\"requested_on\":\"2025-11-25T00:00\"}", "/requested_on", A_DATE},
    {"{\"requested_on\":\"2025-1-5\"}", "/requested_on", A_DATE},
    {"{\"requested_on\":\"\"}", "/requested_on", A_DATE},
    {WITH("\"completed_on\":\"2025-11-24\""), "/completed_on", "a day not before requested_on"},
    {WITH("\"decided_on\":\"2025-11-24\""), "/decided_on", "a day not before completed_on"},
    {WITH("\"completed_on\":\"2025-11-28\",\"decided_on\":\"2025-11-27\""), "/decided_on",
     "a day not before completed_on"},
    {WITH("\"decided_on\":\"2151-01-01\""), "/decided_on", "a day of the years 1950 to 2150"},
    {WITH("\"documents\":[" DATED("20") "," DATED("26") "]"), "/documents/1/dated",
     "a day not after completed_on, when the request was complete"},
    {WITH("\"documents\":[" DATED("31") "]"), "/documents/0/dated", A_DATE},
    {WITH("\"previous_awards\":[\"2024-11-10\",\"2025-11-26\"]"), "/previous_awards/1",
     "a day not after decided_on: an earlier decision"},
    {WITH("\"children\":[{\"born_on\":\"2025-11-26\"}]"), "/children/0/born_on",
     "a birth date not after the day of the request"},
    /* numbers */
    {"{\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":-1}",
     "/resources_cents", MONEY},
    {"{\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":100000001}",
     "/resources_cents", MONEY},
    {"{\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":713.5}",
     "/resources_cents", MONEY},
    {"{\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":1e3}",
     "/resources_cents", MONEY},
    {"{\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":713.0}",
     "/resources_cents", MONEY},
    {"{\"resources_cents\":9223372036854775808}", "line 1, column 38",
     "a number of at most 18 digits"},
    {"{\"resources_cents\":1e999}", "line 1, column 24", "a number of at most 18 digits"},
    {WITH("\"children\":-1"), "/children", "an integer from 0 to 30"},
    {WITH("\"children\":31"), "/children", "an integer from 0 to 30"},
    {WITH("\"children\":2.0"), "/children", CHILDREN},
    {WITH("\"children\":[" SIXTEEN("{}") "," SIXTEEN("{}") "]"), "/children", CHILDREN},
    {WITH("\"documents\":[" SIXTEEN("{}") ",{}]"), "/documents", "a list of at most 16"},
    {WITH("\"previous_awards\":[" SIXTEEN("0") ",0]"), "/previous_awards", "a list of at most 16"},
    /* words */
    {"{\"requested_on\":\"2025-11-25\",\"department\":\"20\"}", "/department", A_COUNTY},
    {"{\"requested_on\":\"2025-11-25\",\"department\":\"2a\"}", "/department", A_COUNTY},
    {"{\"requested_on\":\"2025-11-25\",\"department\":\"988\"}", "/department", A_COUNTY},
    {"{\"requested_on\":\"2025-11-25\",\"department\":\"\"}", "/department", A_COUNTY},
    {WITH("\"relationship\":\"husband\""), "/relationship", RELATIONSHIPS},
    {WITH("\"relationship\":\"Spouse\""), "/relationship", RELATIONSHIPS},
    {WITH("\"violence_against\":\"dog\""), "/violence_against", "one of applicant, child_only"},
    {WITH("\"documents\":[{\"kind\":\"letter\",\"dated\":\"2025-11-20\"}]"), "/documents/0/kind",
     DOCUMENTS},
    {WITH("\"residence\":\"EXEMPLE\""), "/residence",
     "one of regular, irregular, tourist_visa, unknown"},
    {WITH("\"beneficiary_of\":\"cpam\""), "/beneficiary_of", "one of caf, msa, none"},
    {WITH("\"smic_reference\":\"july\""), "/smic_reference", "one of april, january, in_force"},
};

static void a_wrong_request_is_refused_with_its_place(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < LENGTH(refused); i++) {
        struct request request, before;
        struct trouble trouble = {.where = "untouched"};
        memset(&request, 0x5A, sizeof request);
        memcpy(&before, &request, sizeof before);
        err e = wire_request_read(text_of(refused[i].json), &request, &trouble);
        if (e != ERR_BAD_INPUT || strcmp(trouble.where, refused[i].where) != 0 ||
            strcmp(trouble.expected, refused[i].expected) != 0) {
            print_error("row %zu %s: error %d at [%s] expected [%s]\n", i, refused[i].json, (int)e,
                        trouble.where, trouble.expected);
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
