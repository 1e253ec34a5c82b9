#include "tests/claims.h"
#include "tests/test.h"

#include <string.h>

static void accept(struct request *r) { (void)r; }
static void ask_too_early(struct request *r)
{
    r->requested_on = DATE(1949, 12, 31);
    r->documents[0].dated = r->requested_on;
}
static void ask_too_late(struct request *r)
{
    r->requested_on = r->completed_on = r->decided_on = DATE(2151, 1, 1);
}
static void ask_no_day(struct request *r) { r->requested_on = NO_DATE; }
static void complete_before(struct request *r) { r->completed_on = DATE(2025, 11, 24); }
static void decide_before(struct request *r)
{
    r->completed_on = DATE(2025, 11, 26);
    r->decided_on = DATE(2025, 11, 25);
}
static void decide_too_late(struct request *r) { r->decided_on = DATE(2151, 1, 1); }
static void live_nowhere(struct request *r) { r->department = NULL; }
static void live_in_polynesia(struct request *r) { r->department = law_department(T("987")); }
static void owe(struct request *r) { r->resources.cents = -1; }
static void be_at_the_most(struct request *r) { r->resources.cents = REQUEST_RESOURCES_CENTS_MAX; }
static void be_too_rich(struct request *r) { r->resources.cents = REQUEST_RESOURCES_CENTS_MAX + 1; }
static void have_less_than_no_child(struct request *r) { r->children_count = -1; }
static void have_31_children(struct request *r) { r->children_count = REQUEST_CHILDREN_MAX + 1; }
static void have_30_children(struct request *r) { r->children_count = REQUEST_CHILDREN_MAX; }
static void have_an_unborn_child(struct request *r)
{
    r->children_count = 2;
    r->children[1].born_on = DATE(2025, 11, 26);
}
static void attach_a_future_document(struct request *r)
{
    r->documents_count = 2;
    r->documents[1] = (struct document){DOCUMENT_COMPLAINT, {2025, 11, 26}};
}
static void attach_an_undated_document(struct request *r) { r->documents[0].dated = NO_DATE; }
static void attach_too_many(struct request *r) { r->documents_count = REQUEST_DOCUMENTS_MAX + 1; }
static void attach_less_than_none(struct request *r) { r->documents_count = -1; }
static void be_awarded_tomorrow(struct request *r)
{
    r->awards_count = 1;
    r->awards[0] = DATE(2025, 11, 26);
}
static void be_awarded_too_often(struct request *r) { r->awards_count = REQUEST_AWARDS_MAX + 1; }
static void be_awarded_less_than_never(struct request *r) { r->awards_count = -1; }
static void be_awarded_on_no_day(struct request *r) { r->awards_count = 1; }

static void what_is_out_of_bounds_is_named(void **state)
{
    (void)state;
    static const struct {
        void (*change)(struct request *);
        const char *where; /* NULL: accepted */
    } cases[] = {
        {accept, NULL},
        {ask_too_early, "/requested_on"},
        {ask_too_late, "/requested_on"},
        {ask_no_day, "/requested_on"},
        {complete_before, "/completed_on"},
        {decide_before, "/decided_on"},
        {decide_too_late, "/decided_on"},
        {live_nowhere, "/department"},
        {live_in_polynesia, "/department"},
        {owe, "/resources_cents"},
        {be_at_the_most, NULL},
        {be_too_rich, "/resources_cents"},
        {have_less_than_no_child, "/children"},
        {have_31_children, "/children"},
        {have_30_children, NULL},
        {have_an_unborn_child, "/children/1/born_on"},
        {attach_a_future_document, "/documents/1/dated"},
        {attach_an_undated_document, "/documents/0/dated"},
        {attach_too_many, "/documents"},
        {attach_less_than_none, "/documents"},
        {be_awarded_tomorrow, "/previous_awards/0"},
        {be_awarded_too_often, "/previous_awards"},
        {be_awarded_less_than_never, "/previous_awards"},
        {be_awarded_on_no_day, "/previous_awards/0"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct request request = claim_of(DATE(2025, 11, 25), "59");
        cases[i].change(&request);
        struct trouble trouble = {.where = ""};
        err e = request_check(&request, &trouble);
        assert_int_equal(e, cases[i].where ? ERR_BAD_INPUT : ERR_OK);
        assert_string_equal(trouble.where, cases[i].where ? cases[i].where : "");
        assert_int_equal(strlen(trouble.expected) > 0, cases[i].where != NULL);
    }
}

static void the_defaults_are_those_of_the_interface(void **state)
{
    (void)state;
    struct request request = request_defaults(DATE(2025, 11, 25));
    assert_int_equal(date_compare(request.completed_on, DATE(2025, 11, 25)), 0);
    assert_int_equal(date_compare(request.decided_on, DATE(2025, 11, 25)), 0);
    assert_int_equal(request.children_count, 0);
    assert_int_equal(request.relationship, RELATIONSHIP_SPOUSE);
    assert_int_equal(request.violence_against, VICTIM_APPLICANT);
    assert_int_equal(request.documents_count, 1);
    assert_int_equal(request.documents[0].kind, DOCUMENT_COMPLAINT);
    assert_int_equal(date_compare(request.documents[0].dated, DATE(2025, 11, 25)), 0);
    assert_int_equal(request.residence, RESIDENCE_REGULAR);
    assert_int_equal(request.beneficiary_of, BENEFICIARY_NONE);
    assert_int_equal(request.awards_count, 0);
    assert_int_equal(request.smic_reference, SMIC_REFERENCE_APRIL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_out_of_bounds_is_named),
        cmocka_unit_test(the_defaults_are_those_of_the_interface),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
