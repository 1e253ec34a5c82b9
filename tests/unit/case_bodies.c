#include "tests/facts.h"
#include "tests/test.h"

#include <string.h>

/* The canonical bytes are hashed: they never change. One line a kind, little end first. */
static void canonical_bytes_are_fixed_for_ever(void **state)
{
    (void)state;
    struct body body = claim_body(DATE(2025, 11, 25), "59");
    body.channel = CHANNEL_POLICE;
    body.request.resources = (money){71316};
    body.request.children_count = 1;
    body.request.children[0] = (struct child){{2012, 5, 1}, true};
    body.fund = law_fund(T("CAF-59"));
    body.full = (money){116374};
    body.reduction_percent = 20;
    body.amount = (money){93099};
    body.grounds = BIT(GROUND_RESIDENCE);
    body.earlier_award = DATE(2024, 11, 10);
    body.reference = 1001;
    body.execution_on = DATE(2025, 11, 27);
    body.batch = 7;
    memcpy(body.reason, "AC04", 5);
    static const struct {
        enum fact_kind kind;
        const char *bytes;
    } cases[] = {
        {FACT_CLAIM_RECEIVED, "02f5013501023539941601000000000001b5033301"
                              "0100000100f5013501000200000001010100"},
        {FACT_INFORMATION_RECEIVED, "f5013501023539941601000000000001b5033301"
                                    "0100000100f5013501000200000001010100"},
        {FACT_CLAIM_COMPLETED, ""},
        {FACT_CLAIM_TRANSMITTED, "064341462d3539"},
        {FACT_CLAIM_GRANTED, "96c60100000000001400000000000000ab6b01000000000000"
                             "d6da340100"},
        {FACT_CLAIM_REFUSED, "20000000d6da340100"},
        {FACT_PAYMENT_ORDERED, "e903000000000000ab6b010000000000f7013501"},
        {FACT_PAYMENT_SENT, "e9030000000000000700000000000000"},
        {FACT_PAYMENT_SETTLED, "e903000000000000"},
        {FACT_PAYMENT_RETURNED, "e90300000000000041433034"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        char bytes[BODY_BYTES_MAX], hex[2 * BODY_BYTES_MAX + 1];
        struct writer out = WRITER(bytes), shown = WRITER(hex);
        body_write(&out, cases[i].kind, &body);
        write_hex(&shown, (const unsigned char *)bytes, out.length);
        assert_string_equal(writer_string(&shown), cases[i].bytes);
    }
}

static void the_largest_body_fits(void **state)
{
    (void)state;
    struct body body = claim_body(DATE(2025, 11, 25), "976");
    body.request.children_count = REQUEST_CHILDREN_MAX;
    body.request.documents_count = REQUEST_DOCUMENTS_MAX;
    for (int i = 0; i < REQUEST_DOCUMENTS_MAX; i++) {
        body.request.documents[i].dated = DATE(2025, 1, 1);
    }
    char bytes[BODY_BYTES_MAX];
    struct writer out = WRITER(bytes);
    body_write(&out, FACT_CLAIM_RECEIVED, &body);
    assert_false(out.full);
    struct body back;
    assert_int_equal(body_read(writer_text(&out), FACT_CLAIM_RECEIVED, &back), ERR_OK);
    assert_true(body_equal(FACT_CLAIM_RECEIVED, &body, &back));
}

static const struct {
    enum fact_kind kind;
    text bytes;
} wrong[] = {
    {FACT_CLAIM_COMPLETED, {"\0", 1}}, /* one byte too many */
    {FACT_CLAIM_TRANSMITTED,
     {"\x06"
      "CAF-5",
      6}}, /* cut */
    {FACT_CLAIM_TRANSMITTED,
     {"\x06"
      "CAF-96",
      7}}, /* no such fund */
    {FACT_CLAIM_TRANSMITTED,
     {"\x07"
      "CAF-59\0",
      8}}, /* another way to say it */
    {FACT_CLAIM_TRANSMITTED, {"", 0}},
    {FACT_CLAIM_REFUSED, {"\x80\0\0\0\0\0\0\0\0", 9}}, /* an eighth ground */
    {FACT_CLAIM_REFUSED, {"\0\0\0\0\0\0\0\0\2", 9}},   /* neither yes nor no */
    {FACT_CLAIM_REFUSED, {"\0\0\0\0\x01\0\0\0\0", 9}}, /* 0000-00-01 */
    {FACT_CLAIM_REFUSED, {"\0\0\0\0\xFF\xFF\xFF\xFF\0", 9}},
    {FACT_PAYMENT_SETTLED, {"\0\0\0\0\0\0\0\0", 8}}, /* a reference is above zero */
    {FACT_PAYMENT_SETTLED, {"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8}},
    {FACT_PAYMENT_SETTLED, {"\0\0\0\0\0\0\0\x7F", 8}},
    {FACT_PAYMENT_RETURNED,
     {"\1\0\0\0\0\0\0\0"
      "ac04",
      12}},
    {FACT_PAYMENT_RETURNED,
     {"\1\0\0\0\0\0\0\0"
      "A:04",
      12}},
    {FACT_PAYMENT_RETURNED,
     {"\1\0\0\0\0\0\0\0"
      "A[04",
      12}},
    {FACT_PAYMENT_RETURNED,
     {"\1\0\0\0\0\0\0\0"
      "A/04",
      12}},
    {FACT_CLAIM_RECEIVED, {"\5", 1}},         /* no such channel */
    {FACT_CLAIM_RECEIVED, {"\0\0\0\0\0", 5}}, /* a day that must be there */
    {FACT_CLAIM_RECEIVED,
     {"\0\xf5\1\x35\1\2"
      "96",
      8}}, /* no such département */
    {FACT_CLAIM_RECEIVED,
     {"\0\xf5\1\x35\1\3"
      "987"
      "\0\0\0\0\0\0\0\0\x1F",
      18}},
};

static void wrong_bytes_are_refused_and_leave_the_body_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        struct body body = {.reference = 42};
        assert_int_equal(body_read(wrong[i].bytes, wrong[i].kind, &body), ERR_BAD_INPUT);
        assert_int_equal(body.reference, 42);
    }
}

static void bodies_differ_by_what_their_kind_says(void **state)
{
    (void)state;
    struct body a = claim_body(DATE(2025, 11, 25), "59"), b = a;
    a.reference = b.reference = 1;
    assert_true(body_equal(FACT_CLAIM_RECEIVED, &a, &b));
    b.consent_association = true;
    assert_false(body_equal(FACT_CLAIM_RECEIVED, &a, &b));
    assert_true(body_equal(FACT_PAYMENT_SETTLED, &a, &b));
    assert_true(body_equal(FACT_CLAIM_COMPLETED, &a, &b));
    b.reference = 2;
    assert_false(body_equal(FACT_PAYMENT_SETTLED, &a, &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(canonical_bytes_are_fixed_for_ever),
        cmocka_unit_test(the_largest_body_fits),
        cmocka_unit_test(wrong_bytes_are_refused_and_leave_the_body_alone),
        cmocka_unit_test(bodies_differ_by_what_their_kind_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
