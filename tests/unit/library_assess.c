#include "tests/test.h"

#include "base/date.h"
#include "library/abri.h"

#include <string.h>

/* A request of the Nord, as a program fills it. */
static struct abri_request request_of(int64_t resources_cents, int32_t children)
{
    struct abri_request request;
    abri_request_begin(&request);
    request.requested_on = 20251125;
    memcpy(request.department, "59", sizeof "59");
    request.resources_cents = resources_cents;
    request.children_count = children;
    return request;
}

static void a_request_is_decided(void **state)
{
    (void)state;
    struct abri_request request = request_of(71316, 2);
    request.beneficiary_of = ABRI_BENEFICIARY_CAF;
    request.documents_count = 1;
    request.documents[0] = (struct abri_document){ABRI_DOCUMENT_COMPLAINT, 20251120};
    struct abri_decision decision;
    assert_int_equal(abri_assess(&request, &decision, NULL), ABRI_OK);
    assert_int_equal(decision.outcome, ABRI_OUTCOME_GRANTED);
    assert_int_equal(decision.grounds | decision.flags | decision.doubts, 0);
    assert_true(decision.has_amount);
    assert_int_equal(decision.full_cents, 116374);
    assert_int_equal(decision.reduction_percent, 20);
    assert_int_equal(decision.amount_cents, 93099);
    assert_int_equal(decision.form, ABRI_FORM_GRANT);
    assert_int_equal(decision.pay_by, 20251128);
    assert_int_equal(decision.next_award_from, 20261125);
    assert_int_equal(decision.fund_kind, ABRI_FUND_KIND_CAF);
    assert_string_equal(decision.fund_code, "CAF-59");
    assert_string_equal(decision.fund_name, "Caf du Nord");
}

static void a_refusal_is_a_decision(void **state)
{
    (void)state;
    struct abri_request request = request_of(250000, 0);
    request.documents_count = 0;
    struct abri_decision decision;
    assert_int_equal(abri_assess(&request, &decision, NULL), ABRI_OK);
    assert_int_equal(decision.outcome, ABRI_OUTCOME_REFUSED);
    assert_int_equal(decision.grounds, 1u << ABRI_GROUND_NO_DOCUMENT);
    assert_int_equal(decision.form, ABRI_FORM_LOAN);
    assert_int_equal(decision.pay_by, 0);
    request.requested_on = 20231127;
    assert_int_equal(abri_assess(&request, &decision, NULL), ABRI_OK);
    assert_false(decision.has_amount);
    assert_true(decision.grounds & 1u << ABRI_GROUND_BEFORE_THE_LAW);
    assert_int_equal(decision.full_cents | decision.amount_cents, 0);
}

/* The amounts of April 2024 were published on 30 April: on the 15th nobody could know them. */
static void what_was_known_on_a_day(void **state)
{
    (void)state;
    struct abri_request request = request_of(0, 0);
    struct abri_decision now, then;
    request.requested_on = 20240415;
    assert_int_equal(abri_assess(&request, &now, NULL), ABRI_OK);
    request.known_on = 20240415;
    assert_int_equal(abri_assess(&request, &then, NULL), ABRI_OK);
    assert_int_equal(now.amount_cents, 63571);
    assert_int_equal(then.amount_cents, 60775);
    assert_true(then.flags & 1u << ABRI_FLAG_PARAMETER_MAY_BE_OUTDATED);
}

static char room[ABRI_ANSWER_MAX], small[ABRI_ANSWER_MAX];

/* The longest answers there are lie in the room; in a smaller one nothing is written beyond. */
static void an_answer_fits_or_says_so(void **state)
{
    (void)state;
    struct abri_request request = request_of(ABRI_RESOURCES_CENTS_MAX, ABRI_CHILDREN_MAX);
    request.requested_on = request.decided_on = 20251125;
    request.department[0] = '9', request.department[1] = '7', request.department[2] = '6';
    for (int i = 0; i < ABRI_CHILDREN_MAX; i++) {
        request.children[i] = (struct abri_child){20120501, 1};
    }
    request.documents_count = ABRI_DOCUMENTS_MAX;
    for (int i = 0; i < ABRI_DOCUMENTS_MAX; i++) {
        request.documents[i] = (struct abri_document){ABRI_DOCUMENT_OTHER, 20200101};
    }
    for (int format = ABRI_JSON; format <= ABRI_TEXT; format++) {
        struct abri_room whole = {room, sizeof room, 0};
        assert_int_equal(abri_answer(&request, (enum abri_format)format, ABRI_FRENCH, &whole, NULL),
                         ABRI_OK);
        assert_in_range(whole.length, 4000, ABRI_ANSWER_MAX / 4);
        assert_int_equal(whole.length, strlen(room));
        struct abri_room exact = {small, whole.length + 1, 0};
        assert_int_equal(abri_answer(&request, (enum abri_format)format, ABRI_FRENCH, &exact, NULL),
                         ABRI_OK);
        assert_string_equal(small, room);
        for (size_t size = 0; size <= whole.length; size += 97) {
            memset(small, '#', sizeof small);
            struct abri_room tight = {small, size, 12345};
            assert_int_equal(
                abri_answer(&request, (enum abri_format)format, ABRI_FRENCH, &tight, NULL),
                ABRI_NO_ROOM);
            assert_int_equal(tight.length, 12345);
            for (size_t i = size; i < sizeof small; i++) assert_int_equal(small[i], '#');
        }
    }
    struct abri_room none = {NULL, 0, 0};
    assert_int_equal(abri_answer(&request, ABRI_JSON, ABRI_FRENCH, &none, NULL), ABRI_NO_ROOM);
}

static const char begun[] = "a request begun by abri_request_begin, its reserved room 0";

static void assert_refused(const struct abri_request *request, const char *where,
                           const char *expected)
{
    struct abri_decision decision, before;
    struct abri_trouble trouble = {"", ""};
    memset(&decision, 0x5A, sizeof decision);
    memcpy(&before, &decision, sizeof before);
    assert_int_equal(abri_assess(request, &decision, &trouble), ABRI_BAD_INPUT);
    assert_string_equal(trouble.where, where);
    assert_string_equal(trouble.expected, expected);
    assert_memory_equal(&decision, &before, sizeof before);
    struct abri_room answer = {room, sizeof room, 0};
    assert_int_equal(abri_answer(request, ABRI_JSON, ABRI_FRENCH, &answer, NULL), ABRI_BAD_INPUT);
}

#define REFUSED(field, value, where, expected)             \
    do {                                                   \
        struct abri_request wrong_ = request_of(71316, 2); \
        wrong_.field = (value);                            \
        assert_refused(&wrong_, where, expected);          \
    } while (0)

static void any_number_is_refused_with_its_place(void **state)
{
    (void)state;
    struct abri_request zero = {0};
    assert_refused(&zero, "", begun);
    REFUSED(reserved[15], 1, "", begun);
    static const char day[] = "a date as YYYY-MM-DD, of the years 1900 to 2199";
    static const int32_t not_days[] = {20250230,  20251301,  18991231, 22000101,
                                       INT32_MAX, INT32_MIN, -20251125};
    for (size_t i = 0; i < LENGTH(not_days); i++) {
        REFUSED(requested_on, not_days[i], "/requested_on", day);
        REFUSED(completed_on, not_days[i], "/completed_on", day);
        REFUSED(decided_on, not_days[i], "/decided_on", day);
        REFUSED(children[1].born_on, not_days[i], "/children/1/born_on", day);
        REFUSED(known_on, not_days[i], "/known_on",
                "a day on or after 2023-11-28, when the aid began");
    }
    REFUSED(known_on, 20231127, "/known_on", "a day on or after 2023-11-28, when the aid began");
    REFUSED(requested_on, 0, "/requested_on",
            "required: a date as YYYY-MM-DD, of the years 1900 to 2199");
    REFUSED(department[0], '\0', "/department",
            "required: the code of a département where the aid exists: 01 to 95, 2A, 2B, 971 to "
            "978");
    REFUSED(resources_cents, -1, "/resources_cents", "an integer from 0 to 100000000");
    REFUSED(resources_cents, INT64_MAX, "/resources_cents", "an integer from 0 to 100000000");
    REFUSED(children_count, 31, "/children", "an integer from 0 to 30");
    REFUSED(children_count, -1, "/children", "an integer from 0 to 30");
    REFUSED(children[0].shared_custody, 2, "/children/0/shared_custody", "true or false");
    REFUSED(documents_count, 17, "/documents", "a list of at most 16");
    REFUSED(documents_count, -2, "/documents", "a list of at most 16");
    REFUSED(documents_count, 1, "/documents/0/dated",
            "required: a date as YYYY-MM-DD, of the years 1900 to 2199");
    REFUSED(awards_count, 17, "/previous_awards", "a list of at most 16");
    REFUSED(awards_count, 1, "/previous_awards/0",
            "required: a date as YYYY-MM-DD, of the years 1900 to 2199");
    REFUSED(residence, 4, "/residence", "one of regular, irregular, tourist_visa, unknown");
    REFUSED(beneficiary_of, -1, "/beneficiary_of", "one of caf, msa, none");
    REFUSED(completed_on, 20251124, "/completed_on", "a day not before requested_on");
}

static void a_department_is_eight_bytes_at_most(void **state)
{
    (void)state;
    struct abri_request request = request_of(0, 0);
    memset(request.department, '5', sizeof request.department);
    assert_refused(&request, "/department",
                   "the code of a département where the aid exists: 01 to 95, 2A, 2B, 971 to 978");
    struct abri_request kind = request_of(0, 0);
    kind.documents_count = 1;
    kind.documents[0] = (struct abri_document){7, 20251120};
    assert_refused(&kind, "/documents/0/kind",
                   "one of complaint, report_to_prosecutor, protection_order, "
                   "immediate_protection_order, police_log, forced_marriage_order, other");
    struct abri_room answer = {room, sizeof room, 0};
    struct abri_request good = request_of(0, 0);
    enum abri_language none = (enum abri_language)2;
    assert_int_equal(abri_answer(&good, ABRI_JSON, none, &answer, NULL), ABRI_BAD_INPUT);
    enum abri_format other = (enum abri_format)2;
    assert_int_equal(abri_answer(&good, other, ABRI_FRENCH, &answer, NULL), ABRI_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_decided),
        cmocka_unit_test(a_refusal_is_a_decision),
        cmocka_unit_test(what_was_known_on_a_day),
        cmocka_unit_test(an_answer_fits_or_says_so),
        cmocka_unit_test(any_number_is_refused_with_its_place),
        cmocka_unit_test(a_department_is_eight_bytes_at_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
