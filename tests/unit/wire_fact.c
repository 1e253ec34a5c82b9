#include "tests/test.h"

#include "wire/wire.h"

#include <string.h>

#define FACT(kind, body) "{\"kind\":\"" kind "\",\"day\":\"2025-11-25\",\"body\":{" body "}}"
#define REST                                                                          \
    "\"children\":[],\"relationship\":\"spouse\",\"violence_against\":\"applicant\"," \
    "\"documents\":[],\"residence\":\"regular\",\"beneficiary_of\":\"none\","         \
    "\"smic_reference\":\"april\",\"consent_departement\":false,"                     \
    "\"consent_association\":false,\"undertakes_repayment\":true,"                    \
    "\"undertakes_reporting\":true,\"has_account\":true,\"account_seen_by_others\":false"
#define INFORMATION(day) \
    "\"requested_on\":\"" day "\",\"department\":\"59\",\"resources_cents\":71316," REST
#define A_DATE "a date as YYYY-MM-DD, of the years 1900 to 2199"
#define MONEY  "an integer from 0 to 100000000"
#define ASKED(what)                                                                 \
    "\"kind\":\"change_asked\",\"day\":\"2025-11-25\",\"body\":{\"change\":\"" what \
    "\",\"door\":\"desk\"}"
#define NUMBER "an integer from 1 to 999999999999999"
#define REASON "an ISO 20022 return reason, such as AC04"

static const struct refused {
    const char *json, *where, *expected;
} refused[] = {
    {"{}", "/kind",
     "required: a kind of fact: claim_received, information_received, claim_completed, "
     "claim_transmitted, claim_granted, claim_refused, "
     "claim_withdrawn, decision_notified, sent_to_departement, referred_to_association, "
     "account_confirmed, information_corrected, decision_replaced, remedies_not_stated, "
     "consents_changed, explanation_asked, explanation_given, right_restored, filled_with_help, "
     "payment_ordered, payment_sent, "
     "payment_settled, payment_returned, order_cancelled, parts_chosen, payment_taken, "
     "rights_told, rights_end_told, "
     "referral_accepted, referral_closed, loan_granted, loan_annulled, plan_chosen, "
     "instalment_received, ..."},
    {"{\"kind\":\"claim_completed\"}", "/day", "required: " A_DATE},
    {"{\"kind\":\"claim_completed\",\"day\":\"2025-02-29\"}", "/day", A_DATE},
    {"{\"kind\":\"claim_completed\",\"day\":\"2025-11-25\",\"actor\":\"x\"}", "/actor",
     "no other key than kind, day, body, payment, contact"},
    {"{\"kind\":\"claim_completed\",\"day\":\"2025-11-25\",\"body\":null}", "/body", "an object"},
    {FACT("claim_completed", "\"day\":1"), "/body/day", "no key"},
    {FACT("claim_transmitted", ""), "/body/fund", "required: the code of a fund, such as CAF-59"},
    {FACT("claim_transmitted", "\"fund\":\"CAF-999\""), "/body/fund",
     "the code of a fund, such as CAF-59"},
    {FACT("claim_transmitted", "\"fund\":\"CAF-59\",\"why\":\"\""), "/body/why",
     "no other key than fund"},
    {FACT("claim_granted", ""), "/body/full_cents", "required: " MONEY},
    {FACT("claim_granted", "\"full_cents\":1,\"reduction_percent\":101"), "/body/reduction_percent",
     "an integer from 0 to 100"},
    {FACT("claim_granted", "\"full_cents\":1,\"reduction_percent\":0,\"amount_cents\":-1"),
     "/body/amount_cents", MONEY},
    {FACT("claim_granted", "\"full_cents\":1,\"reduction_percent\":0,\"amount_cents\":1,"
                           "\"form\":\"gift\""),
     "/body/form", "one of grant, loan"},
    {FACT("claim_granted", "\"full_cents\":1,\"reduction_percent\":0,\"amount_cents\":1,"
                           "\"form\":\"grant\",\"earlier_award\":0"),
     "/body/earlier_award", A_DATE},
    {FACT("claim_granted", "\"full_cents\":1,\"reduction_percent\":0,\"amount_cents\":1,"
                           "\"form\":\"grant\",\"earlier_award\":null"),
     "/body/settled_by_agent", "required: true or false"},
    {FACT("claim_refused", "\"grounds\":\"RESIDENCE\""), "/body/grounds", "a list of at most 7"},
    {FACT("claim_refused", "\"grounds\":[\"RESIDENCE\",\"residence\"]"), "/body/grounds/1",
     "one of NO_DOCUMENT, DOCUMENT_TOO_OLD, DOCUMENT_NOT_ACCEPTED, NOT_PARTNER_VIOLENCE, "
     "AWARDED_WITHIN_12_MONTHS, RESIDENCE, BEFORE_THE_LAW"},
    {FACT("claim_refused", "\"grounds\":[\"RESIDENCE\",\"RESIDENCE\"]"), "/body/grounds/1",
     "each word once"},
    {FACT("payment_settled", ""), "/body/reference", "required: " NUMBER},
    {FACT("payment_settled", "\"reference\":0"), "/body/reference", NUMBER},
    {FACT("payment_settled", "\"reference\":1000000000000000"), "/body/reference", NUMBER},
    {FACT("payment_returned", "\"reference\":1,\"reason\":\"ac04\""), "/body/reason", REASON},
    {FACT("payment_returned", "\"reference\":1,\"reason\":\"AC0\""), "/body/reason", REASON},
    {FACT("payment_returned", "\"reference\":1,\"reason\":4"), "/body/reason", REASON},
    {FACT("information_received", ""), "/body/requested_on", "required: " A_DATE},
    {FACT("information_received", "\"requested_on\":\"2025-11-25\",\"department\":59"),
     "/body/department",
     "the code of a département where the aid exists: 01 to 95, 2A, 2B, 971 to 978"},
    {FACT("information_received", INFORMATION("2025-11-26")), "/body/requested_on",
     "a day not after the day of the fact"},
    {FACT("information_received", INFORMATION("1949-12-31")), "/body/requested_on",
     "a day of the years 1950 to 2150"},
    {FACT("information_received", INFORMATION("2025-11-25") ",\"channel\":\"desk\""),
     "/body/channel",
     "no other key than requested_on, department, resources_cents, children, relationship, "
     "violence_against, documents, residence, beneficiary_of, smic_reference, "
     "consent_departement, consent_association, undertakes_repayment, undertakes_reporting, "
     "has_account, account_seen_by_others"},
    {FACT("information_received", "\"requested_on\":\"2025-11-25\",\"department\":\"59\","
                                  "\"resources_cents\":0,\"children\":[{\"name\":\"\"}]"),
     "/body/children/0/name", "no other key than born_on, shared_custody"},
    {FACT("information_received", "\"requested_on\":\"2025-11-25\",\"department\":\"59\","
                                  "\"resources_cents\":0,\"children\":2"),
     "/body/children", "a list of at most 30"},
    {FACT("information_received",
          "\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":0,"
          "\"children\":[],\"relationship\":\"spouse\",\"violence_against\":\"applicant\","
          "\"documents\":[{\"kind\":\"complaint\"}]"),
     "/body/documents/0/dated", "required: " A_DATE},
    {FACT("information_received",
          "\"requested_on\":\"2025-11-25\",\"department\":\"59\",\"resources_cents\":0,"
          "\"children\":[],\"relationship\":\"spouse\",\"violence_against\":\"applicant\","
          "\"documents\":[3]"),
     "/body/documents/0", "an object"},
};

/* A fact that brings no account. */
static err read_fact(text json, struct fact *ret, bool *ret_has_body, struct trouble *trouble)
{
    static char room[1024];
    struct arena arena = arena_over(room, sizeof room);
    text account = T("untouched");
    err e = wire_fact_read(json, &arena, ret, ret_has_body, &account, trouble);
    if (e == ERR_OK) assert_int_equal(account.length, 0);
    return e;
}

static void a_confirmed_account_comes_as_two_lines(void **state)
{
    (void)state;
    static const struct {
        const char *json, *where;
    } wrong[] = {
        {"{" ASKED("account") ",\"payment\":{\"iban\":\"FR00\","
                              "\"holder\":\"C\"}}",
         "/payment/iban"},
        {"{" ASKED("account") ",\"payment\":{\"iban\":"
                              "\"FR7699999000010000000000115\"}}",
         "/payment/holder"},
        {"{" ASKED("account") ",\"payment\":{\"iban\":"
                              "\"FR7699999000010000000000115\",\"holder\":\" \"}}",
         "/payment/holder"},
        {"{" ASKED("account") ",\"payment\":{}}", "/payment/iban"},
        {"{\"kind\":\"claim_completed\",\"day\":\"2025-11-25\",\"payment\":{}}", "/payment"},
        {"{\"kind\":\"account_confirmed\",\"day\":\"2025-11-25\",\"contact\":{}}", "/contact"},
        {"{" ASKED("withdrawal") ",\"payment\":{}}", "/payment"},
        {"{" ASKED("withdrawal") ",\"contact\":{}}", "/contact"},
        {"{" ASKED("contact") ",\"contact\":{}}", "/contact/channel"},
        {"{" ASKED("contact") ",\"contact\":[]}", "/contact"},
    };
    static char room[16384];
    struct fact fact;
    struct trouble trouble;
    bool has_body;
    text account = {NULL, 0};
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        struct arena arena = arena_over(room, sizeof room);
        assert_int_equal(
            wire_fact_read(text_of(wrong[i].json), &arena, &fact, &has_body, &account, &trouble),
            ERR_BAD_INPUT);
        assert_string_equal(trouble.where, wrong[i].where);
    }
    struct arena arena = arena_over(room, sizeof room);
    text json = T("{" ASKED(
        "account") ",\"payment\":{\"iban\":"
                   "\"fr76 9999 9000 0100 0000 0000 115\",\"holder\":\"Camille EXEMPLE\"}}");
    assert_int_equal(wire_fact_read(json, &arena, &fact, &has_body, &account, &trouble), ERR_OK);
    assert_true(text_equal(account, T("FR7699999000010000000000115\nCamille EXEMPLE")));
    json = T("{" ASKED(
        "contact") ",\"contact\":{\"channel\":\"phone\",\"value\":\"01 00 00 00 00\",\"never\":"
                   "[\"post\"]}}");
    assert_int_equal(wire_fact_read(json, &arena, &fact, &has_body, &account, &trouble), ERR_OK);
    assert_true(text_equal(
        account, T("{\"channel\":\"phone\",\"value\":\"01 00 00 00 00\",\"never\":[\"post\"]}")));
}

static void the_day_and_the_place_of_an_export_may_be_absent(void **state)
{
    (void)state;
    date until = DATE(2025, 1, 1);
    int64_t after = 7;
    struct trouble trouble;
    assert_int_equal(wire_export_read(T(""), &until, &after, &trouble), ERR_OK);
    static const char *const wrong[][2] = {
        {"{\"until\": \"2025-02-30\"}", "/until"},
        {"{\"after\": \"B12\"}", "/after"},
        {"{\"after\": 12}", "/after"},
        {"{\"after\": \"P000000000000012\"}", "/after"},
        {"{\"after\": \"B000000000000000\"}", "/after"},
    };
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        assert_int_equal(wire_export_read(text_of(wrong[i][0]), &until, &after, &trouble),
                         ERR_BAD_INPUT);
        assert_string_equal(trouble.where, wrong[i][1]);
    }
    assert_int_equal(date_compare(until, DATE(2025, 1, 1)), 0);
    assert_int_equal(after, 7);
    assert_int_equal(wire_export_read(T("{\"until\": \"2025-02-03\"}"), &until, &after, &trouble),
                     ERR_OK);
    assert_int_equal(date_compare(until, DATE(2025, 2, 3)), 0);
    assert_int_equal(after, 7);
    assert_int_equal(
        wire_export_read(T("{\"after\": \"B000000000000012\"}"), &until, &after, &trouble), ERR_OK);
    assert_int_equal(after, 12);
}

static void a_wrong_fact_is_refused_with_its_place(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < LENGTH(refused); i++) {
        struct fact fact, before;
        bool has_body = true;
        struct trouble trouble = {.where = "untouched"};
        memset(&fact, 0x5A, sizeof fact);
        memcpy(&before, &fact, sizeof before);
        err e = read_fact(text_of(refused[i].json), &fact, &has_body, &trouble);
        if (e != ERR_BAD_INPUT || strcmp(trouble.where, refused[i].where) != 0 ||
            strcmp(trouble.expected, refused[i].expected) != 0) {
            print_error("row %zu %s: error %d at [%s] expected [%s]\n", i, refused[i].json, (int)e,
                        trouble.where, trouble.expected);
            wrong++;
        }
        assert_memory_equal(&fact, &before, sizeof before);
    }
    assert_int_equal(wrong, 0);
}

static void a_fact_may_leave_its_body_to_the_desk(void **state)
{
    (void)state;
    struct fact fact;
    bool has_body = true;
    struct trouble trouble;
    assert_int_equal(read_fact(T("{\"kind\":\"payment_ordered\",\"day\":\"2025-11-25\"}"), &fact,
                               &has_body, &trouble),
                     ERR_OK);
    assert_false(has_body);
    assert_int_equal(fact.kind, FACT_PAYMENT_ORDERED);
    assert_int_equal(date_compare(fact.day, DATE(2025, 11, 25)), 0);
    assert_int_equal(read_fact(T(FACT("claim_completed", "")), &fact, &has_body, &trouble), ERR_OK);
    assert_true(has_body);
}

/* One body of each kind, with something in every field. */
static struct body example(enum fact_kind kind)
{
    struct request request = request_defaults(DATE(2025, 11, 20));
    request.department = law_department(T("2A"));
    request.resources.cents = 71316;
    request.children_count = 2;
    request.children[0] = (struct child){DATE(2012, 5, 1), true};
    request.beneficiary_of = BENEFICIARY_MSA;
    request.smic_reference = SMIC_REFERENCE_IN_FORCE;
    return (struct body){
        .request = request,
        .channel = CHANNEL_ASSOCIATION,
        .consent_association = true,
        .undertakes_repayment = true,
        .has_account = true,
        .account_seen_by_others = true,
        .fund = law_fund(T("CAF-59")),
        .full = {116374},
        .reduction_percent = 20,
        .amount = {93099},
        .form = FORM_LOAN,
        .grounds =
            kind == FACT_CLAIM_REFUSED ? 1u << GROUND_RESIDENCE | 1u << GROUND_NO_DOCUMENT : 0,
        .earlier_award = kind == FACT_CLAIM_REFUSED ? DATE(2024, 2, 29) : NO_DATE,
        .settled_by_agent = true,
        .reference = INT64_C(999999999999999),
        .execution_on = DATE(2025, 11, 26),
        .batch = 7,
        .reason = "AC04",
        .instalments = 7,
        .received_on = DATE(2026, 1, 2),
        .known_on = DATE(2026, 1, 3),
        .facts_from = DATE(2025, 12, 1),
        .others = {{DATE(2025, 12, 2), {30000}, {12000}}},
        .others_count = 1,
        .accepted = true,
        .final = true,
        .outcome = PENAL_COMPOSITION,
        .household = {.income_known = true, .income = {90000}, .children = 2},
    };
}

static char room[65536];

/* The value of the last "body" of a file as JSON, up to the end of its fact. */
static text body_of(text file)
{
    const char *body = strstr(file.at, "\"body\":");
    assert_non_null(body);
    return (text){body, file.at + file.length - 3 - body}; /* "}]}" after it */
}

static void a_body_is_written_as_it_is_read(void **state)
{
    (void)state;
    for (int kind = 0; kind < FACT_COUNT; kind++) {
        struct arena a = arena_over(room, sizeof room);
        struct fact fact = {
            .kind = (enum fact_kind)kind, .day = DATE(2025, 11, 25), .actor = "bank"};
        fact.body = example(fact.kind);
        struct journal journal = {.facts = &fact, .count = 1};
        struct case_file file = case_empty(journal.file);
        text written = wire_file_write(&file, &journal, DATE(2025, 11, 25), LANGUAGE_FR, &a);

        char json[8192];
        struct writer out = WRITER(json);
        write_string(&out, "{\"kind\":\"");
        write_string(&out, case_fact_kinds[kind].word);
        write_string(&out, "\",\"day\":\"2025-11-25\",");
        write_text(&out, body_of(written));
        write_character(&out, '}');
        struct fact again;
        bool has_body = false;
        struct trouble trouble = {.where = ""};
        if (read_fact(writer_text(&out), &again, &has_body, &trouble) != ERR_OK) {
            fail_msg("%s: %s: %s", writer_string(&out), trouble.where, trouble.expected);
        }
        assert_true(has_body);
        assert_int_equal(again.kind, kind);
        assert_true(body_equal(fact.kind, &fact.body, &again.body));
    }
}

int main(void)
{
    wire_seed(1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_confirmed_account_comes_as_two_lines),
        cmocka_unit_test(the_day_and_the_place_of_an_export_may_be_absent),
        cmocka_unit_test(a_wrong_fact_is_refused_with_its_place),
        cmocka_unit_test(a_fact_may_leave_its_body_to_the_desk),
        cmocka_unit_test(a_body_is_written_as_it_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
