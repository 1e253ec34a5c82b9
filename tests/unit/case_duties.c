#include "tests/facts.h"
#include "tests/test.h"

#include <string.h>

struct expected {
    enum duty_kind kind;
    date due;
    int late_days;
};

static void assert_duties(const struct case_file *file, date today, const struct expected *expected,
                          int count)
{
    struct duty duties[DUTY_COUNT];
    assert_int_equal(case_duties(file, today, duties), count);
    for (int i = 0; i < count; i++) {
        assert_int_equal(duties[i].kind, expected[i].kind);
        assert_int_equal(date_compare(duties[i].due, expected[i].due), 0);
        assert_int_equal(duties[i].late_days, expected[i].late_days);
    }
}

#define ASSERT_DUTIES(file, today, ...)                                    \
    assert_duties((file), (today), (const struct expected[]){__VA_ARGS__}, \
                  (int)LENGTH(((const struct expected[]){__VA_ARGS__})))

static struct case_file received(struct body claim)
{
    struct case_file file = case_empty((file_number){482109375516});
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED, claim.request.requested_on);
    fact.body = claim;
    assert_int_equal(record(&file, fact), ERR_OK);
    return file;
}

static void an_incomplete_claim_is_to_be_completed_before_silence_rejects_it(void **state)
{
    (void)state;
    struct case_file file = received(claim_body(DATE(2025, 12, 31), "59"));
    ASSERT_DUTIES(&file, DATE(2026, 1, 2), {DUTY_ASK_FOR_MISSING, {2026, 2, 28}, 0});
    ASSERT_DUTIES(&file, DATE(2026, 3, 2), {DUTY_ASK_FOR_MISSING, {2026, 2, 28}, 2});
}

/* L. 214-10 al. 3: three working days for who receives a benefit, five otherwise, of the fund the
 * file is with. */
static void the_last_day_to_pay_rules_every_step_to_payment(void **state)
{
    (void)state;
    struct body claim = claim_body(DATE(2025, 11, 24), "59");
    claim.request.beneficiary_of = BENEFICIARY_CAF;
    struct case_file file = received(claim);
    assert_int_equal(record(&file, fact_of(FACT_CLAIM_COMPLETED, DATE(2025, 11, 26))), ERR_OK);
    ASSERT_DUTIES(&file, DATE(2025, 11, 26), {DUTY_DECIDE, {2025, 12, 1}, 0});
    ASSERT_DUTIES(&file, DATE(2025, 12, 1), {DUTY_DECIDE, {2025, 12, 1}, 0});
    ASSERT_DUTIES(&file, DATE(2025, 12, 4), {DUTY_DECIDE, {2025, 12, 1}, 3});
    assert_int_equal(record(&file, decided_fact(&file, DATE(2025, 11, 27), NO_DATE)), ERR_OK);
    ASSERT_DUTIES(&file, DATE(2025, 11, 27), {DUTY_NOTIFY, {2025, 11, 27}, 0},
                  {DUTY_ORDER_PAYMENT, {2025, 12, 1}, 0});
    assert_int_equal(record(&file, fact_of(FACT_DECISION_NOTIFIED, DATE(2025, 11, 27))), ERR_OK);
    assert_int_equal(record(&file, order_fact(&file, DATE(2025, 11, 27), 1)), ERR_OK);
    ASSERT_DUTIES(&file, DATE(2025, 11, 27), {DUTY_SEND_PAYMENT, {2025, 12, 1}, 0});
    assert_int_equal(record(&file, payment_fact(FACT_PAYMENT_SENT, DATE(2025, 11, 28), 1)), ERR_OK);
    ASSERT_DUTIES(&file, DATE(2025, 11, 28), {DUTY_CONFIRM_PAYMENT, {2025, 12, 1}, 0});
    struct fact back = payment_fact(FACT_PAYMENT_RETURNED, DATE(2025, 12, 2), 1);
    struct case_file returned = file;
    assert_int_equal(record(&returned, back), ERR_OK);
    ASSERT_DUTIES(&returned, DATE(2025, 12, 2), {DUTY_ASK_FOR_ACCOUNT, {2025, 12, 1}, 1});
    assert_int_equal(record(&returned, fact_of(FACT_ACCOUNT_CONFIRMED, DATE(2025, 12, 2))), ERR_OK);
    ASSERT_DUTIES(&returned, DATE(2025, 12, 2), {DUTY_PAY_AGAIN, {2025, 12, 1}, 1});
    assert_int_equal(record(&file, payment_fact(FACT_PAYMENT_SETTLED, DATE(2025, 12, 1), 1)),
                     ERR_OK);
    ASSERT_DUTIES(&file, DATE(2025, 12, 1), {DUTY_TELL_RIGHTS, {2025, 12, 1}, 0},
                  {DUTY_TELL_RIGHTS_END, {2026, 5, 1}, 0}, {DUTY_REVIEW_CONTACT, {2026, 5, 1}, 0});
    assert_int_equal(record(&file, fact_of(FACT_RIGHTS_TOLD, DATE(2025, 12, 1))), ERR_OK);
    assert_int_equal(record(&file, fact_of(FACT_RIGHTS_END_TOLD, DATE(2026, 5, 1))), ERR_OK);
    struct duty none[DUTY_COUNT];
    assert_int_equal(case_duties(&file, DATE(2026, 1, 1), none), 0);
}

static void an_account_others_see_is_asked_for_again(void **state)
{
    (void)state;
    for (int seen = 0; seen < 2; seen++) {
        struct body claim = claim_body(DATE(2025, 11, 24), "59");
        claim.has_account = seen == 1;
        claim.account_seen_by_others = seen == 1;
        struct case_file file = received(claim);
        assert_int_equal(record(&file, fact_of(FACT_CLAIM_COMPLETED, DATE(2025, 11, 24))), ERR_OK);
        ASSERT_DUTIES(&file, DATE(2025, 11, 24), {DUTY_DECIDE, {2025, 12, 1}, 0},
                      {DUTY_ASK_FOR_ACCOUNT, {2025, 12, 1}, 0});
        assert_int_equal(record(&file, decided_fact(&file, DATE(2025, 11, 24), NO_DATE)), ERR_OK);
        ASSERT_DUTIES(&file, DATE(2025, 11, 24), {DUTY_NOTIFY, {2025, 11, 24}, 0},
                      {DUTY_ASK_FOR_ACCOUNT, {2025, 12, 1}, 0});
    }
}

/* L. 214-9 al. 2: on reception, with her express agreement and not without (rulebook C14). */
static void what_she_agreed_to_is_due_on_reception(void **state)
{
    (void)state;
    struct body claim = claim_body(DATE(2025, 11, 24), "59");
    claim.consent_departement = true;
    claim.consent_association = true;
    struct case_file file = received(claim);
    ASSERT_DUTIES(&file, DATE(2025, 11, 25), {DUTY_SEND_TO_DEPARTEMENT, {2025, 11, 24}, 1},
                  {DUTY_REFER, {2025, 11, 24}, 1}, {DUTY_ASK_FOR_MISSING, {2026, 1, 24}, 0});
    assert_int_equal(record(&file, fact_of(FACT_SENT_TO_DEPARTEMENT, DATE(2025, 11, 25))), ERR_OK);
    assert_int_equal(record(&file, fact_of(FACT_REFERRED_TO_ASSOCIATION, DATE(2025, 11, 25))),
                     ERR_OK);
    ASSERT_DUTIES(&file, DATE(2025, 11, 25), {DUTY_ASK_FOR_MISSING, {2026, 1, 24}, 0});
}

static void a_refusal_is_to_be_notified_and_nothing_paid(void **state)
{
    (void)state;
    struct case_file file = received(claim_body(DATE(2025, 11, 24), "59"));
    assert_int_equal(record(&file, decided_fact(&file, DATE(2025, 11, 25), DATE(2025, 6, 1))),
                     ERR_OK);
    ASSERT_DUTIES(&file, DATE(2025, 11, 26), {DUTY_NOTIFY, {2025, 11, 25}, 1});
}

static void nothing_is_due_before_a_claim_nor_after_its_withdrawal(void **state)
{
    (void)state;
    struct duty duties[DUTY_COUNT];
    struct case_file file = case_empty((file_number){482109375516});
    assert_int_equal(case_duties(&file, DATE(2025, 11, 24), duties), 0);
    struct body claim = claim_body(DATE(2025, 11, 24), "59");
    claim.consent_departement = true;
    file = received(claim);
    assert_int_equal(withdraw(&file, DATE(2025, 11, 25)), ERR_OK);
    assert_int_equal(case_duties(&file, DATE(2025, 11, 24), duties), 0);
}

static void duties_have_words_and_articles(void **state)
{
    (void)state;
    for (int i = 0; i < DUTY_COUNT; i++) {
        assert_true(strlen(case_duty_rows[i].article) > 0);
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(case_duty_rows[i].word, case_duty_rows[k].word);
            assert_string_not_equal(case_duty_rows[i].fr, case_duty_rows[k].fr);
            assert_string_not_equal(case_duty_rows[i].en, case_duty_rows[k].en);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_incomplete_claim_is_to_be_completed_before_silence_rejects_it),
        cmocka_unit_test(the_last_day_to_pay_rules_every_step_to_payment),
        cmocka_unit_test(an_account_others_see_is_asked_for_again),
        cmocka_unit_test(what_she_agreed_to_is_due_on_reception),
        cmocka_unit_test(a_refusal_is_to_be_notified_and_nothing_paid),
        cmocka_unit_test(nothing_is_due_before_a_claim_nor_after_its_withdrawal),
        cmocka_unit_test(duties_have_words_and_articles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
