#define _GNU_SOURCE /* memmem */
#include "tests/test.h"

#include <string.h>

#include "web/fields.h"

/* Forms: euros as people write them, and a form that becomes the JSON the interface reads. */

static char room[1 << 20];
static const date today = {2025, 11, 25};

static void euros_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *written;
        int64_t cents; /* -1: refused */
    } cases[] = {
        {"713,15", 71315},
        {"713.15", 71315},
        {" 713,15 ", 71315},
        {"0", 0},
        {"713", 71300},
        {"713,5", 71350},
        {"713,", 71300},
        {"1200", 120000},
        {"1 200", 120000},
        {"1 200,5", 120050},
        {"12 000 €", 1200000},
        {"12 000€", 1200000},
        {"1\u00a0200,50\u00a0€", 120050},
        {"1\u202f200,50\u202f€", 120050},
        {"123 456 789", 12345678900},
        {"12 00", -1},
        {"1 2 3", -1},
        {"1200 300", -1},
        {"1  200", -1},
        {"1 200,5 0", -1},
        {"1 2000", -1},
        {"1.200", -1},
        {"1,200.50", -1},
        {"€ 12", -1},
        {"12 € 50", -1},
        {"12€€", -1},
        {"-5", -1},
        {"+5", -1},
        {"1,-5", -1},
        {"1 ,5", -1},
        {"", -1},
        {"€", -1},
        {",5", -1},
        {"douze", -1},
        {"1234567890", -1},
        {"1 234 567 890", -1},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        int64_t cents = -1;
        err e = euros_read(text_of(cases[i].written), &cents);
        if ((e == ERR_OK) != (cases[i].cents >= 0) || cents != cases[i].cents)
            fail_msg("\"%s\": %lld", cases[i].written, (long long)cents);
    }
}

static void put(struct form_data *form, const char *name, const char *value)
{
    form->fields[form->count++] = (struct form_field){text_of(name), text_of(value)};
}

static void put_request(struct form_data *form)
{
    put(form, "requested_on", "2025-11-25");
    put(form, "department", "59");
    put(form, "resources", "1 163,74 €");
    put(form, "children", "2");
    put(form, "relationship", "former_spouse");
    put(form, "violence_against", "applicant");
    put(form, "document_kind", "complaint");
    put(form, "document_dated", "2025-11-20");
    put(form, "residence", "regular");
    put(form, "beneficiary_of", "caf");
}

static void a_simulation_becomes_the_request_of_the_interface(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    struct form_data form = {.count = 0};
    struct trouble trouble = {{0}, {0}};
    struct request request;
    put_request(&form);
    text json = form_request_json(&form, &a);
    assert_int_equal(wire_request_read(json, &request, &trouble), ERR_OK);
    assert_int_equal(request.resources.cents, 116374);
    assert_int_equal(request.children_count, 2);
    assert_int_equal(request.relationship, RELATIONSHIP_FORMER_SPOUSE);
    assert_int_equal(request.documents_count, 1);
    assert_int_equal(request.beneficiary_of, BENEFICIARY_CAF);
}

static void no_document_is_no_document(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    struct form_data form = {.count = 0};
    struct trouble trouble = {{0}, {0}};
    struct request request;
    put(&form, "requested_on", "2025-11-25");
    put(&form, "department", "59");
    put(&form, "resources", "0");
    text json = form_request_json(&form, &a);
    assert_int_equal(wire_request_read(json, &request, &trouble), ERR_OK);
    assert_int_equal(request.documents_count, 0);
    assert_int_equal(request.children_count, 0);
}

static void put_person(struct form_data *form)
{
    put_request(form);
    put(form, "family_name", "Exemple");
    put(form, "given_names", "Camille \"C\" \\ <b>");
    put(form, "born_on", "1990-01-01");
    put(form, "postcode", "59000");
}

static void a_claim_becomes_the_claim_of_the_interface(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    struct form_data form = {.count = 0};
    struct trouble trouble = {{0}, {0}};
    struct claim *claim = TAKE(&a, struct claim, 1);
    put_person(&form);
    put(&form, "contact_channel", "phone");
    put(&form, "contact_value", "0639980001");
    put(&form, "never_post", "yes");
    put(&form, "iban", "FR14 2004 1010 0505 0001 3M02 606");
    put(&form, "seen_by_others", "no");
    put(&form, "consent_departement", "yes");
    put(&form, "repay_if_loan", "yes");
    put(&form, "report_proceedings", "yes");
    text json = form_claim_json(&form, &a);
    err e = wire_claim_read(json, today, &a, claim, &trouble);
    if (e != ERR_OK) fail_msg("%s: %s", trouble.where, trouble.expected);
    assert_int_equal(claim->channel, CHANNEL_ONLINE);
    assert_true(claim->body.has_account);
    assert_false(claim->body.account_seen_by_others);
    assert_true(claim->body.consent_departement);
    assert_false(claim->body.consent_association);
    assert_true(claim->body.undertakes_repayment);
    assert_true(claim->body.undertakes_reporting);
    assert_int_equal(claim->partner.length, 0);
    text names = wire_member(claim->person, "given_names", &a);
    assert_true(text_equal(names, T("Camille \"C\" \\ <b>")));
    assert_true(text_equal(wire_member(claim->person, "address.postcode", &a), T("59000")));
}

static void an_account_nobody_spoke_of_is_not_safe(void **state)
{
    (void)state;
    static const char *const answers[] = {NULL, "", "yes", "perhaps"};
    for (size_t i = 0; i < LENGTH(answers); i++) {
        struct arena a = arena_over(room, sizeof room);
        struct form_data form = {.count = 0};
        struct trouble trouble = {{0}, {0}};
        struct claim *claim = TAKE(&a, struct claim, 1);
        put_person(&form);
        put(&form, "iban", "FR1420041010050500013M02606");
        if (answers[i]) put(&form, "seen_by_others", answers[i]);
        text json = form_claim_json(&form, &a);
        assert_int_equal(wire_claim_read(json, today, &a, claim, &trouble), ERR_OK);
        assert_true(claim->body.account_seen_by_others);
    }
}

/* What is refused is said beside its own field, in words a person can follow. */
static void a_fault_is_said_beside_its_field(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value, *field;
    } cases[] = {
        {"resources", "12 00", "resources"},
        {"department", "", "department"},
        {"children", "deux", "children"},
        {"document_dated", "2099-01-01", "document_dated"},
        {"family_name", "", "family_name"},
        {"born_on", "hier", "born_on"},
        {"iban", "FR00", "iban"},
        {"never_phone", "yes", "never"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct arena a = arena_over(room, sizeof room);
        struct form_data *form = TAKE(&a, struct form_data, 1);
        struct trouble trouble = {{0}, {0}};
        struct claim *claim = TAKE(&a, struct claim, 1);
        put(form, cases[i].name, cases[i].value); /* the first of a name counts */
        put_person(form);
        put(form, "contact_channel", "phone");
        put(form, "contact_value", "0639980001");
        text json = form_claim_json(form, &a);
        assert_int_equal(wire_claim_read(json, today, &a, claim, &trouble), ERR_BAD_INPUT);
        struct values *values = values_new(&a, TONGUE_EN);
        form_values(values, form, &trouble);
        values_string(values, "lang", "en");
        text html;
        assert_int_equal(page_render("erreurs", values, &a, &html), ERR_OK);
        char link[64];
        struct writer out = WRITER(link);
        write_string(&out, "href=\"#");
        write_string(&out, cases[i].field);
        write_string(&out, "\"");
        text wanted = writer_text(&out);
        if (!memmem(html.at, (size_t)html.length, wanted.at, (size_t)wanted.length))
            fail_msg("%s: %s: no link", cases[i].field, trouble.where);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(euros_are_read_as_people_write_them),
        cmocka_unit_test(a_simulation_becomes_the_request_of_the_interface),
        cmocka_unit_test(no_document_is_no_document),
        cmocka_unit_test(a_claim_becomes_the_claim_of_the_interface),
        cmocka_unit_test(an_account_nobody_spoke_of_is_not_safe),
        cmocka_unit_test(a_fault_is_said_beside_its_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
