#include "tests/test.h"

#include "wire/wire.h"

#include <string.h>

#define TODAY      DATE(2025, 11, 25)
#define REQUEST    "\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":71316"
#define CHANNEL    "\"channel\":\"desk\""
#define ASKED      "\"request\":{" REQUEST "}"
#define NAMES      "\"family_name\":\"Exemple\",\"given_names\":\"Camille\""
#define PERSON     "\"person\":{" NAMES ",\"born_on\":\"1990-01-01\"}"
#define WITH(more) "{" CHANNEL "," ASKED "," PERSON "," more "}"
#define WITH_PERSON(more) \
    "{" CHANNEL "," ASKED ",\"person\":{" NAMES ",\"born_on\":\"1990-01-01\"," more "}}"
#define WITH_REQUEST(more) "{" CHANNEL ",\"request\":{" REQUEST "," more "}," PERSON "}"
#define CONTACT(more)      WITH("\"safe_contact\":{\"channel\":\"phone\"," more "}")
#define PAYMENT(more)      WITH("\"payment\":{" more "}")
#define TEN(x)             x x x x x x x x x x
#define A_DATE             "a date as YYYY-MM-DD, of the years 1900 to 2199"
#define LENGTH_(n)         "text of at most " n " characters, without control characters"
#define CHANNELS           "one of phone, email, post, desk, association, none"
#define PHONE              "a telephone number: digits, spaces, + - . ( )"
#define EMAIL              "an e-mail address: one @ with something on both sides"
#define OFFICE             "no such key in a claim: the office knows it"

static const char whole[] =
    "{\"channel\":\"online\",\"request\":{" REQUEST ",\"children\":2},"
    "\"person\":{\"family_name\":\"D'Exemple-Œuvré\",\"given_names\":\" Zoé  Camille \","
    "\"born_on\":\"1990-01-01\",\"address\":{\"lines\":[\"1 rue de l'Exemple\",\"\",\"Bât. "
    "\\\"B\\\"\"],"
    "\"postcode\":\"59000\",\"city\":\"Lille\"},\"phone\":\"+33 (0)1.99-00 00 00\","
    "\"email\":\"camille@exemple.test\"},"
    "\"safe_contact\":{\"channel\":\"phone\",\"value\":\"01 99 00 00 00\",\"hours\":\"9 h - 10 h\","
    "\"words\":\"la bibliothèque\",\"never\":[\"post\",\"email\"],\"code_word\":\"tulipe\"},"
    "\"payment\":{\"iban\":\"fr76 3000 6000 0112 3456 7890 189\",\"holder\":\"Camille EXEMPLE\","
    "\"seen_by_others\":false},"
    "\"partner\":{\"family_name\":\"Autre\",\"given_names\":\"\",\"born_on\":null},"
    "\"consents\":{\"departement\":true},"
    "\"undertakings\":{\"repay_if_loan\":true,\"report_proceedings\":true}}";

static const struct refused {
    const char *json, *where, *expected;
} refused[] = {
    {"{}", "/channel", "required: one of online, desk, police, prosecutor, association"},
    {"{" CHANNEL "}", "/request", "required: an object"},
    {"{" CHANNEL "," ASKED "}", "/person", "required: an object"},
    {"{\"channel\":\"fax\"," ASKED "," PERSON "}", "/channel",
     "one of online, desk, police, prosecutor, association"},
    {WITH("\"gift\":1"), "/gift",
     "no other key than channel, request, person, safe_contact, payment, partner, consents, "
     "undertakings"},
    {WITH("\"payment\":1"), "/payment", "an object"},
    {WITH("\"partner\":null"), "/partner", "an object"},
    {WITH("\"consents\":[]"), "/consents", "an object"},
    {WITH("\"consents\":{\"departement\":\"yes\"}"), "/consents/departement", "true or false"},
    {WITH("\"consents\":{\"police\":true}"), "/consents/police",
     "no other key than departement, association"},
    {WITH("\"undertakings\":{\"repay_if_loan\":1}"), "/undertakings/repay_if_loan",
     "true or false"},
    {WITH("\"channel\":\"desk\""), "line 1, column 191", "each key once"},
    /* the request */
    {WITH_REQUEST("\"previous_awards\":[]"), "/request/previous_awards", OFFICE},
    {WITH_REQUEST("\"decided_on\":\"2025-11-25\""), "/request/decided_on", OFFICE},
    {WITH_REQUEST("\"completed_on\":\"2025-11-26\""), "/request/completed_on",
     "a day not after today"},
    {WITH_REQUEST("\"completed_on\":\"2025-11-24\""), "/request/completed_on",
     "a day not before requested_on"},
    {WITH_REQUEST("\"children\":31"), "/request/children", "an integer from 0 to 30"},
    {WITH_REQUEST("\"documents\":[{\"kind\":\"other\",\"dated\":\"2025-11-26\"}]"),
     "/request/documents/0/dated", "a day not after completed_on, when the request was complete"},
    {WITH_REQUEST("\"colour\":1"), "/request/colour",
     "no other key than requested_on, department, resources_cents, children, completed_on, "
     "relationship, documents, violence_against, residence, beneficiary_of, smic_reference"},
    {"{" CHANNEL ",\"request\":{\"requested_on\":\"2025-11-26\",\"department\":\"59\","
     "\"resources_cents\":1}," PERSON "}",
     "/request/requested_on", "a day not after today"},
    /* who she is */
    {"{" CHANNEL "," ASKED ",\"person\":{}}", "/person/family_name", "required: " LENGTH_("100")},
    {"{" CHANNEL "," ASKED ",\"person\":{\"family_name\":\" \"}}", "/person/family_name",
     "text that is not empty"},
    {"{" CHANNEL "," ASKED ",\"person\":{\"family_name\":\"Exemple\"}}", "/person/given_names",
     "required: " LENGTH_("100")},
    {"{" CHANNEL "," ASKED ",\"person\":{" NAMES "}}", "/person/born_on", "required: " A_DATE},
    {"{" CHANNEL "," ASKED ",\"person\":{" NAMES ",\"born_on\":null}}", "/person/born_on", A_DATE},
    {"{" CHANNEL "," ASKED ",\"person\":{" NAMES ",\"born_on\":\"2025-11-26\"}}", "/person/born_on",
     "a day not after today"},
    {"{" CHANNEL "," ASKED ",\"person\":{" NAMES ",\"born_on\":\"1899-12-31\"}}", "/person/born_on",
     A_DATE},
    {"{" CHANNEL "," ASKED ",\"person\":{\"family_name\":\"?\",\"given_names\":\"Camille\","
     "\"born_on\":\"1990-01-01\"}}",
     "/person/family_name", "a name with at least one letter"},
    {"{" CHANNEL "," ASKED ",\"person\":{\"family_name\":\"" TEN("Exempleooo") "x\"}}",
     "/person/family_name", LENGTH_("100")},
    {"{" CHANNEL "," ASKED ",\"person\":{\"family_name\":\"Exem\\nple\"}}", "/person/family_name",
     LENGTH_("100")},
    {"{" CHANNEL "," ASKED ",\"person\":{\"family_name\":\"Exem\\u202eple\"}}",
     "/person/family_name", LENGTH_("100")},
    {"{" CHANNEL "," ASKED ",\"person\":{\"family_name\":\"Exem\\u0085ple\"}}",
     "/person/family_name", LENGTH_("100")},
    {"{" CHANNEL "," ASKED ",\"person\":{\"family_name\":[\"Exemple\"]}}", "/person/family_name",
     LENGTH_("100")},
    {WITH_PERSON("\"nir\":\"1\""), "/person/nir",
     "no other key than family_name, given_names, born_on, address, phone, email"},
    {WITH_PERSON("\"address\":{\"lines\":\"\"}"), "/person/address/lines", "a list of at most 6"},
    {WITH_PERSON("\"address\":{\"lines\":[\"\",\"\",\"\",\"\",\"\",\"\",\"\"]}"),
     "/person/address/lines", "a list of at most 6"},
    {WITH_PERSON("\"address\":{\"lines\":[\"\",\"" TEN("0123456789") "x\"]}"),
     "/person/address/lines/1", LENGTH_("100")},
    {WITH_PERSON("\"address\":{\"postcode\":\"59000 59000\"}"), "/person/address/postcode",
     LENGTH_("10")},
    {WITH_PERSON("\"address\":{\"city\":\"\\u0007\"}"), "/person/address/city", LENGTH_("100")},
    {WITH_PERSON("\"address\":{\"country\":\"FR\"}"), "/person/address/country",
     "no other key than lines, postcode, city"},
    {WITH_PERSON("\"phone\":\"zéro un\""), "/person/phone", PHONE},
    {WITH_PERSON("\"phone\":\"+()\""), "/person/phone", PHONE},
    {WITH_PERSON("\"phone\":\"0123456789012345678901234567890\""), "/person/phone", LENGTH_("30")},
    {WITH_PERSON("\"email\":\"camille\""), "/person/email", EMAIL},
    {WITH_PERSON("\"email\":\"@exemple.test\""), "/person/email", EMAIL},
    {WITH_PERSON("\"email\":\"camille@\""), "/person/email", EMAIL},
    {WITH_PERSON("\"email\":\"a@b@c\""), "/person/email", EMAIL},
    {WITH_PERSON("\"email\":\"a@b@\""), "/person/email", EMAIL},
    {WITH_PERSON("\"email\":\"a b@c\""), "/person/email", EMAIL},
    /* how to reach her */
    {WITH("\"safe_contact\":{}"), "/safe_contact/channel", "required: " CHANNELS},
    {WITH("\"safe_contact\":{\"channel\":\"sms\"}"), "/safe_contact/channel", CHANNELS},
    {CONTACT("\"value\":\"camille@exemple.test\""), "/safe_contact/value", PHONE},
    {WITH("\"safe_contact\":{\"channel\":\"email\",\"value\":\"01 99\"}"), "/safe_contact/value",
     EMAIL},
    {CONTACT("\"hours\":1"), "/safe_contact/hours", LENGTH_("100")},
    {CONTACT("\"words\":\"" TEN(TEN("abcde")) "x\""), "/safe_contact/words", LENGTH_("500")},
    {CONTACT("\"code_word\":\"" TEN("abcde") "x\""), "/safe_contact/code_word", LENGTH_("50")},
    {CONTACT("\"never\":\"post\""), "/safe_contact/never", "a list of at most 6"},
    {CONTACT("\"never\":[\"post\",\"pigeon\"]"), "/safe_contact/never/1", CHANNELS},
    {CONTACT("\"never\":[\"post\",\"post\"]"), "/safe_contact/never/1", "each word once"},
    {CONTACT("\"never\":[\"phone\"]"), "/safe_contact/never", "channels other than the safe one"},
    /* where to pay her, and whom to keep away */
    {PAYMENT("\"iban\":1"), "/payment/iban", LENGTH_("70")},
    {PAYMENT("\"seen_by_others\":\"no\""), "/payment/seen_by_others", "true or false"},
    {PAYMENT("\"holder\":\"" TEN("Exemple") "x\""), "/payment/holder", LENGTH_("70")},
    {PAYMENT("\"bic\":\"\""), "/payment/bic", "no other key than iban, holder, seen_by_others"},
    {WITH("\"partner\":{\"born_on\":\"2026-01-01\"}"), "/partner/born_on", "a day not after today"},
    {WITH("\"partner\":{\"born_on\":1}"), "/partner/born_on", A_DATE},
    {WITH("\"partner\":{\"phone\":\"\"}"), "/partner/phone",
     "no other key than family_name, given_names, born_on"},
};

static char room[WIRE_CLAIM_ROOM];

static err read(text json, struct claim *claim, struct trouble *trouble)
{
    struct arena a = arena_over(room, sizeof room);
    return wire_claim_read(json, TODAY, &a, claim, trouble);
}

static void a_wrong_claim_is_refused_with_its_place(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < LENGTH(refused); i++) {
        struct claim claim, before;
        struct trouble trouble = {.where = "untouched"};
        memset(&claim, 0x5A, sizeof claim);
        memcpy(&before, &claim, sizeof before);
        err e = read(text_of(refused[i].json), &claim, &trouble);
        if (e != ERR_BAD_INPUT || strcmp(trouble.where, refused[i].where) != 0 ||
            strcmp(trouble.expected, refused[i].expected) != 0) {
            print_error("row %zu %s: error %d at [%s] expected [%s]\n", i, refused[i].json, (int)e,
                        trouble.where, trouble.expected);
            wrong++;
        }
        assert_memory_equal(&claim, &before, sizeof before);
    }
    assert_int_equal(wrong, 0);
}

static void assert_says(text part, const char *expected)
{
    assert_int_equal(part.length, strlen(expected));
    assert_memory_equal(part.at, expected, (size_t)part.length);
}

static void a_whole_claim_fills_body_and_vault(void **state)
{
    (void)state;
    struct claim claim;
    struct trouble trouble = {.where = ""};
    if (read(text_of(whole), &claim, &trouble) != ERR_OK) {
        fail_msg("%s: %s", trouble.where, trouble.expected);
    }
    assert_int_equal(claim.channel, CHANNEL_ONLINE);
    assert_int_equal(claim.body.channel, CHANNEL_ONLINE);
    assert_int_equal(claim.body.request.children_count, 2);
    assert_true(claim.body.consent_departement);
    assert_false(claim.body.consent_association);
    assert_true(claim.body.undertakes_repayment && claim.body.undertakes_reporting);
    assert_true(claim.body.has_account);
    assert_false(claim.body.account_seen_by_others);
    assert_says(claim.person,
                "{\"family_name\":\"D'Exemple-Œuvré\",\"given_names\":\"Zoé  Camille\",\"born_on\":"
                "\"1990-01-01\",\"address\":{\"lines\":[\"1 rue de l'Exemple\",\"Bât. \\\"B\\\"\"],"
                "\"postcode\":\"59000\",\"city\":\"Lille\"},\"phone\":\"+33 (0)1.99-00 00 00\","
                "\"email\":\"camille@exemple.test\"}");
    assert_says(claim.contact,
                "{\"channel\":\"phone\",\"value\":\"01 99 00 00 00\",\"hours\":\"9 h - 10 h\","
                "\"words\":\"la bibliothèque\",\"never\":[\"email\",\"post\"],\"code_word\":"
                "\"tulipe\"}");
    assert_says(claim.account, "{\"iban\":\"FR7630006000011234567890189\",\"holder\":"
                               "\"Camille EXEMPLE\",\"seen_by_others\":false}");
    assert_says(claim.partner, "{\"family_name\":\"Autre\"}");
    assert_says(claim.identity, "D EXEMPLE OEUVRE|ZOE CAMILLE|1990-01-01");
}

static void what_is_absent_or_empty_is_not_kept(void **state)
{
    (void)state;
    struct claim claim;
    struct trouble trouble;
    assert_int_equal(read(T("{" CHANNEL "," ASKED "," PERSON "}"), &claim, &trouble), ERR_OK);
    assert_true(claim.contact.length == 0 && claim.account.length == 0);
    assert_true(claim.partner.length == 0 && !claim.body.has_account);
    assert_int_equal(
        read(T(WITH("\"payment\":{\"iban\":\" \",\"holder\":\"Camille EXEMPLE\",\"seen_by_others\":"
                    "true},\"partner\":{\"family_name\":\"\",\"born_on\":\"\"},\"consents\":{}")),
             &claim, &trouble),
        ERR_OK);
    assert_true(claim.account.length == 0 && claim.partner.length == 0);
    assert_false(claim.body.has_account || claim.body.account_seen_by_others);
    assert_int_equal(read(T(PAYMENT("\"iban\":\"FR7630006000011234567890189\","
                                    "\"seen_by_others\":true")),
                          &claim, &trouble),
                     ERR_OK);
    assert_true(claim.body.has_account && claim.body.account_seen_by_others);
}

static void a_wrong_account_is_refused_and_never_repeated(void **state)
{
    (void)state;
    static const struct {
        const char *iban;
        enum iban_fault fault;
    } wrong[] = {
        {"FR7630006000011234567890188", IBAN_CHECK},
        {"FR763000600001123456789018", IBAN_LENGTH},
        {"EXEMPLE", IBAN_FORM},
        {"ZZ7630006000011234567890189", IBAN_COUNTRY},
    };
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        char json[512];
        struct writer out = WRITER(json);
        struct claim claim;
        struct trouble trouble;
        write_string(&out, "{" CHANNEL "," ASKED "," PERSON ",\"payment\":{\"iban\":\"");
        write_string(&out, wrong[i].iban);
        write_string(&out, "\"}}");
        assert_int_equal(read(writer_text(&out), &claim, &trouble), ERR_BAD_INPUT);
        assert_string_equal(trouble.where, "/payment/iban");
        assert_string_equal(trouble.expected, iban_expected(wrong[i].fault));
        assert_null(strstr(trouble.expected, wrong[i].iban));
    }
}

static void t11_an_account_of_another_is_seen_in_the_claim(void **state)
{
    (void)state;
    static const struct {
        const char *holder;
        bool is_anothers;
    } cases[] = {
        {"Camille EXEMPLE", false},
        {"Mme exemple", false},
        {"EXEMPLE-FICTIF Camille", false},
        {"", false},
        {"Dominique FICTIF", true},
        {"Monsieur Dominique EXEMPLE", true}, /* his given name and not hers */
        {"M. ou Mme EXEMPLE Dominique et Camille", false},
        {"C", true},
        {"É", true},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        char json[1024];
        struct writer out = WRITER(json);
        struct claim claim;
        struct trouble trouble;
        write_string(&out,
                     "{" CHANNEL "," ASKED ",\"person\":{\"family_name\":\"Exemple\","
                     "\"given_names\":\"Camille\",\"born_on\":\"1990-01-01\"},"
                     "\"partner\":{\"family_name\":\"Exemple\",\"given_names\":\"Dominique\"},"
                     "\"payment\":{\"iban\":\"FR7630006000011234567890189\",\"holder\":\"");
        write_string(&out, cases[i].holder);
        write_string(&out, "\"}}");
        assert_int_equal(read(writer_text(&out), &claim, &trouble), ERR_OK);
        if (claim.anomalies != (cases[i].is_anothers ? 1u << ANOMALY_ACCOUNT_HOLDER : 0)) {
            fail_msg("%s: %u", cases[i].holder, claim.anomalies);
        }
    }
}

static void every_beginning_of_a_claim_is_refused(void **state)
{
    (void)state;
    struct claim claim, before;
    struct trouble trouble;
    memset(&claim, 0x5A, sizeof claim);
    memcpy(&before, &claim, sizeof before);
    for (ptrdiff_t length = 0; length < (ptrdiff_t)sizeof whole - 1; length++) {
        assert_int_equal(read((text){whole, length}, &claim, &trouble), ERR_BAD_INPUT);
        assert_memory_equal(&claim, &before, sizeof before);
        assert_null(strstr(trouble.expected, "Exemple"));
    }
}

int main(void)
{
    wire_seed(1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_claim_is_refused_with_its_place),
        cmocka_unit_test(a_whole_claim_fills_body_and_vault),
        cmocka_unit_test(what_is_absent_or_empty_is_not_kept),
        cmocka_unit_test(a_wrong_account_is_refused_and_never_repeated),
        cmocka_unit_test(t11_an_account_of_another_is_seen_in_the_claim),
        cmocka_unit_test(every_beginning_of_a_claim_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
