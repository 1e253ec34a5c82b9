/* Requests that every reader refuses, each with the place and the words it must say. */
#ifndef TESTS_REQUESTS_H
#define TESTS_REQUESTS_H

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

static const struct refused_request {
    const char *json, *where, *expected;
} refused_requests[] = {
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

#endif
