#include "tests/loans.h"

#include <string.h>

/* What the law says of a loan on a day, and of the author; worked cases E and F. */

static const date awarded = {2024, 1, 15}; /* due from 2026-01-15, 243.10 in all */

/* D. 214-21 al. 5: her choice, which she may take back; it changes no sum. */
static void a_deduction_is_told(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    struct fact chosen = fact_of(FACT_DEDUCTION_CHOSEN, DATE(2026, 1, 3));
    chosen.body.accepted = true;
    tell(&file, chosen);
    assert_true(loan_says(&file, DATE(2026, 1, 15), SENTENCE_LOAN_DEDUCTED));
    chosen.day = DATE(2026, 1, 2); /* what she had said the day before, recorded later */
    chosen.body.accepted = false;
    tell(&file, chosen);
    assert_true(file.loan.is_deducted);
    chosen.day = DATE(2026, 2, 2);
    tell(&file, chosen);
    assert_false(loan_says(&file, DATE(2026, 2, 15), SENTENCE_LOAN_DEDUCTED));
}

/* E12 to E14: strictly below the threshold of the day. */
static void a_small_rest_may_be_given_up(void **state)
{
    (void)state;
    static const struct {
        date day;
        int64_t left;
        bool may;
    } cases[] = {
        {{2025, 6, 1}, 2699, true},  /* E12 */
        {{2025, 6, 1}, 2700, false}, /* E13 */
        {{2026, 6, 1}, 2750, true},  /* E14 */
        {{2026, 6, 1}, 2800, false},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct case_file file = free_loan(awarded, 0);
        tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2024, 6, 1), 24310 - cases[i].left);
        assert_int_equal(loan_on(&file, cases[i].day).may_be_abandoned, cases[i].may);
        assert_int_equal(loan_says(&file, cases[i].day, SENTENCE_ABANDONMENT_POSSIBLE),
                         cases[i].may);
        struct fact off = fact_of(FACT_LOAN_WRITTEN_OFF, cases[i].day);
        off.body.write_off = WRITE_OFF_ABANDONED;
        if (cases[i].may) {
            tell(&file, off);
            assert_int_equal(loan_on(&file, cases[i].day).status, LOAN_EXTINGUISHED);
            assert_int_equal(loan_on(&file, cases[i].day).spared.cents, cases[i].left);
        } else {
            assert_refusal(&file, off, DATE(2027, 1, 1), ERR_NOT_LAWFUL, "/body/write_off",
                           cases[i].day.year == 2025
                               ? "another: only less than 2700 cents is abandoned (CSS D. 847-2)"
                               : "another: only less than 2800 cents is abandoned (CSS D. 847-2)");
        }
    }
}

/* E15: the heirs owe nothing. */
static void a_death_extinguishes_the_loan(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, 1, 15), 1013);
    struct fact death = fact_of(FACT_LOAN_WRITTEN_OFF, DATE(2026, 2, 1));
    death.body.write_off = WRITE_OFF_DEATH;
    tell(&file, death);
    struct loan_state s = loan_on(&file, DATE(2026, 2, 1));
    assert_int_equal(s.status, LOAN_EXTINGUISHED);
    assert_int_equal(s.owed.cents, 0);
    assert_int_equal(s.to_give_back.cents, 0);
    assert_int_equal(loan_on(&file, DATE(2026, 1, 31)).status, LOAN_DUE);
    struct duty duties[DUTY_COUNT];
    int count = case_duties(&file, DATE(2026, 2, 1), duties);
    for (int i = 0; i < count; i++) assert_int_equal(duties[i].kind, DUTY_SEND_ATTESTATION);
}

/* F01: condemned for the whole, to the Treasury; she is never asked. */
static void a_final_sentence_moves_the_claim_to_the_author(void **state)
{
    (void)state;
    struct case_file file = loan_file(DATE(2025, 3, 10), 3);
    int64_t lent = file.decision.amount.cents;
    tell(&file, ordered_fact(lent, DATE(2026, 2, 1), DATE(2026, 3, 1)));
    struct loan_state s = loan_on(&file, DATE(2026, 2, 28));
    assert_int_equal(s.status, LOAN_WAITING);
    s = loan_on(&file, DATE(2026, 3, 1)); /* before the claim is passed on */
    assert_int_equal(s.status, LOAN_TRANSFERRED);
    assert_int_equal(s.owed.cents, 0);
    assert_int_equal(s.left.cents, lent);
    assert_int_equal(s.author.creditor, CREDITOR_TREASURY);
    assert_int_equal(s.author.asked, ASKED_NOTHING);
    assert_int_equal(s.author_left.cents, lent);
    assert_day(duty_day(&file, DUTY_TRANSFER_CLAIM), DATE(2026, 3, 1));
    assert_false(date_is_set(duty_day(&file, DUTY_CLAIM_INSTALMENT)));
    tell(&file, transfer_fact(CREDITOR_TREASURY, DATE(2026, 3, 5), lent));
    assert_day(duty_day(&file, DUTY_SEND_PACKET), DATE(2026, 3, 5));
    assert_false(date_is_set(duty_day(&file, DUTY_TRANSFER_CLAIM)));
    assert_int_equal(loan_on(&file, DATE(2027, 6, 1)).status, LOAN_TRANSFERRED);
    assert_true(loan_says(&file, DATE(2027, 6, 1), SENTENCE_LOAN_TRANSFERRED));
    assert_true(loan_says(&file, DATE(2027, 6, 1), SENTENCE_AUTHOR_NOT_HER));
    assert_false(loan_says(&file, DATE(2027, 6, 1), SENTENCE_LOAN_PRESCRIPTION));
    tell_sum(&file, FACT_AUTHOR_REPAID, DATE(2027, 6, 1), 6894);
    assert_int_equal(loan_on(&file, DATE(2027, 6, 1)).author_left.cents, lent - 6894);
    assert_true(loan_says(&file, DATE(2027, 6, 1), SENTENCE_LOAN_AUTHOR_PAID));
    tell_sum(&file, FACT_AUTHOR_REPAID, DATE(2027, 7, 1), lent - 6894);
    assert_int_equal(file.stages[STRAND_LOAN], STAGE_LOAN_EXTINGUISHED);
    assert_int_equal(loan_on(&file, DATE(2027, 7, 1)).status, LOAN_EXTINGUISHED);
    assert_int_equal(loan_on(&file, DATE(2027, 6, 30)).status, LOAN_TRANSFERRED);
}

/* F03: the least of the loan, the order and the ceiling. */
static void the_author_owes_no_more_than_the_loan(void **state)
{
    (void)state;
    struct case_file file = loan_file(DATE(2025, 11, 25), 0);
    tell(&file, ordered_fact(600000, DATE(2026, 2, 1), DATE(2026, 2, 1)));
    assert_int_equal(loan_on(&file, DATE(2026, 2, 1)).author.amount.cents, 25861);
    assert_int_equal(loan_on(&file, DATE(2026, 2, 1)).author.left_over.cents, 0);
}

/* F05 and F06: no penalty, she repays as due; not final, still suspended. */
static void without_a_final_order_she_is_asked_as_due_or_not_yet(void **state)
{
    (void)state;
    struct case_file file = loan_file(awarded, 0), appealed = file;
    tell(&file, outcome_fact(PENAL_PENALTY_NOT_ORDERED, true, DATE(2025, 2, 1), DATE(2025, 2, 1)));
    struct loan_state s = loan_on(&file, DATE(2026, 1, 15));
    assert_int_equal(s.status, LOAN_DUE); /* F05 */
    assert_int_equal(s.author.asked, ASKED_AS_DUE);
    assert_int_equal(s.author.amount.cents, 0);
    struct fact judged = ordered_fact(24310, DATE(2025, 2, 1), DATE(2025, 2, 1));
    judged.body.final = false;
    tell(&appealed, judged);
    s = loan_on(&appealed, DATE(2026, 1, 15));
    assert_int_equal(s.status, LOAN_SUSPENDED); /* F06 */
    assert_int_equal(s.author.asked, ASKED_NOT_YET);
    assert_false(date_is_set(duty_day(&appealed, DUTY_TRANSFER_CLAIM)));
}

/* F07: at once, though nothing is due from her. */
static void the_author_is_asked_before_the_24th_month(void **state)
{
    (void)state;
    struct case_file file = loan_file(DATE(2025, 11, 25), 0);
    tell(&file, ordered_fact(25861, DATE(2026, 1, 5), DATE(2026, 1, 5)));
    assert_day(duty_day(&file, DUTY_TRANSFER_CLAIM), DATE(2026, 1, 5));
    tell(&file, transfer_fact(CREDITOR_TREASURY, DATE(2026, 1, 6), 25861));
    assert_true(loan_says(&file, DATE(2026, 1, 6), SENTENCE_AUTHOR_AT_ONCE));
}

/* F08: L. 214-12 is about loans. */
static void a_grant_is_asked_of_nobody(void **state)
{
    (void)state;
    struct case_file file = decided_file(DATE(2025, 11, 25), 2, 0);
    pay_out(&file, DATE(2025, 11, 26), 1);
    tell(&file, ordered_fact(116374, DATE(2026, 2, 1), DATE(2026, 2, 1)));
    struct loan_state s = loan_on(&file, DATE(2026, 2, 1));
    assert_int_equal(s.status, LOAN_NONE);
    assert_int_equal(s.owed.cents + s.left.cents + s.lent.cents, 0);
    assert_int_equal(s.author.asked, ASKED_NOTHING);
    assert_int_equal(s.author.amount.cents, 0);
    assert_true(loan_says(&file, DATE(2026, 2, 1), SENTENCE_LOAN_NONE));
    assert_true(loan_says(&file, DATE(2026, 2, 1), SENTENCE_AUTHOR_GRANT));
    struct duty duties[DUTY_COUNT];
    assert_int_equal(case_duties(&file, DATE(2026, 2, 1), duties), 0);
}

/* I14: a late outcome; what she repaid is decided on, given back, and asked of the author. */
static void a_late_outcome_loses_nothing_of_what_she_repaid(void **state)
{
    (void)state;
    struct case_file file = loan_file(DATE(2024, 3, 10), 3);
    tell_on(&file, FACT_NO_PROCEEDINGS, DATE(2024, 5, 1));
    int64_t lent = file.decision.amount.cents;
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, 3, 10), 10000);
    tell(&file, ordered_fact(lent, DATE(2026, 4, 1), DATE(2026, 6, 1)));
    struct loan_state s = loan_on(&file, DATE(2026, 6, 1));
    assert_int_equal(s.author.amount.cents, lent - 10000);
    assert_int_equal(s.author.to_give_back.cents, 10000);
    assert_int_equal(s.to_give_back.cents, 10000);
    assert_int_equal(s.owed.cents, 0);
    assert_true(loan_says(&file, DATE(2026, 6, 1), SENTENCE_AUTHOR_TO_GIVE_BACK));
    assert_day(duty_day(&file, DUTY_DECIDE_RESTITUTION), DATE(2026, 6, 1));
    tell(&file, transfer_fact(CREDITOR_TREASURY, DATE(2026, 6, 2), lent - 10000));

    /* an instalment she had paid, recorded after the transfer */
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, 4, 10), 500);
    s = loan_on(&file, DATE(2026, 6, 3));
    assert_int_equal(s.author.amount.cents, lent - 10500);
    assert_int_equal(s.to_give_back.cents, 10500);
    assert_int_equal(file.stages[STRAND_LOAN], STAGE_LOAN_TRANSFERRED);

    tell_sum(&file, FACT_RESTITUTION_DECIDED, DATE(2026, 6, 10), 10500);
    s = loan_on(&file, DATE(2026, 6, 10));
    assert_int_equal(s.to_give_back.cents, 0);
    assert_int_equal(s.left.cents, lent);
    assert_int_equal(s.owed.cents, 0);
    assert_int_equal(s.author_left.cents, lent);
    assert_int_equal(case_owed(&file).cents, 10500);
    assert_true(loan_says(&file, DATE(2026, 6, 10), SENTENCE_LOAN_GIVEN_BACK));
    assert_int_equal(loan_on(&file, DATE(2026, 6, 9)).left.cents, lent - 10500);
    assert_false(date_is_set(duty_day(&file, DUTY_DECIDE_RESTITUTION)));
    assert_day(duty_day(&file, DUTY_TRANSFER_CLAIM), DATE(2026, 6, 10));
    tell(&file, transfer_fact(CREDITOR_TREASURY, DATE(2026, 6, 11), 10000));
    tell_sum(&file, FACT_AUTHOR_REPAID, DATE(2026, 9, 1), lent - 10000);
    assert_int_equal(file.stages[STRAND_LOAN], STAGE_LOAN_TRANSFERRED);
    assert_int_equal(loan_on(&file, DATE(2026, 9, 1)).left.cents, 10000);
    tell_sum(&file, FACT_AUTHOR_REPAID, DATE(2026, 10, 1), 10000);
    assert_int_equal(file.stages[STRAND_LOAN], STAGE_LOAN_EXTINGUISHED);
    assert_int_equal(loan_on(&file, DATE(2026, 10, 1)).status, LOAN_EXTINGUISHED);
}

/* Repaid whole by her: given back, it becomes the author's again, never hers. */
static void what_was_repaid_whole_is_given_back_and_asked_of_the_author(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2024, 6, 1), 24310);
    tell(&file, outcome_fact(PENAL_COMPOSITION, false, DATE(2025, 4, 1), DATE(2025, 5, 1)));
    assert_false(date_is_set(duty_day(&file, DUTY_TRANSFER_CLAIM)));
    assert_day(duty_day(&file, DUTY_DECIDE_RESTITUTION), DATE(2025, 5, 1));
    tell_sum(&file, FACT_RESTITUTION_DECIDED, DATE(2025, 5, 2), 24310);
    assert_int_equal(file.stages[STRAND_LOAN], STAGE_LOAN_EXTINGUISHED);
    struct loan_state s = loan_on(&file, DATE(2025, 5, 2));
    assert_int_equal(s.status, LOAN_TRANSFERRED);
    assert_int_equal(s.owed.cents, 0);
    assert_day(duty_day(&file, DUTY_TRANSFER_CLAIM), DATE(2025, 5, 2));
    tell(&file, transfer_fact(CREDITOR_FUND, DATE(2025, 5, 3), 24310));
    assert_int_equal(file.stages[STRAND_LOAN], STAGE_LOAN_TRANSFERRED);
    tell_sum(&file, FACT_AUTHOR_REPAID, DATE(2025, 6, 3), 24310);
    assert_int_equal(file.stages[STRAND_LOAN], STAGE_LOAN_EXTINGUISHED);
    struct duty duties[DUTY_COUNT];
    int count = case_duties(&file, DATE(2026, 1, 1), duties);
    for (int i = 0; i < count; i++) {
        assert_true(duties[i].kind == DUTY_SEND_ATTESTATION ||
                    duties[i].kind == DUTY_PAY_COMPLEMENT);
    }
}

/* Nothing to repay before it is paid out, or once the payment came back. */
static void what_was_not_paid_out_is_not_owed(void **state)
{
    (void)state;
    struct case_file file = decided_file(awarded, 0, 250000);
    tell_sum(&file, FACT_LOAN_GRANTED, awarded, 24310);
    tell_on(&file, FACT_NO_PROCEEDINGS, DATE(2024, 2, 1));
    tell(&file, plan_fact(DATE(2024, 2, 1), 10));
    struct loan_state s = loan_on(&file, DATE(2026, 2, 1));
    assert_int_equal(s.status, LOAN_WAITING);
    assert_int_equal(s.owed.cents + s.left.cents, 0);
    assert_false(date_is_set(duty_day(&file, DUTY_CLAIM_INSTALMENT)));
    pay_out(&file, DATE(2024, 2, 2), 1);
    assert_next(&file, DATE(2024, 2, 2), 1, 2431, DATE(2026, 1, 15));
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2024, 2, 3), 100);
    tell(&file, payment_fact(FACT_PAYMENT_RETURNED, DATE(2024, 2, 5), 1));
    s = loan_on(&file, DATE(2026, 2, 1));
    assert_int_equal(s.status, LOAN_WAITING);
    assert_int_equal(s.owed.cents, 0);
    assert_int_equal(s.to_give_back.cents, 100);
    assert_true(loan_says(&file, DATE(2026, 2, 1), SENTENCE_LOAN_OVERREPAID));
    file.paid.cents = -1; /* of a journal from disk */
    assert_int_equal(loan_on(&file, DATE(2026, 2, 1)).lent.cents, 0);
}

/* The longest explanation has room. */
static void the_longest_explanation_fits(void **state)
{
    (void)state;
    struct case_file file = free_loan(DATE(2023, 12, 5), 0);
    struct fact chosen = fact_of(FACT_DEDUCTION_CHOSEN, DATE(2024, 1, 9));
    chosen.body.accepted = true;
    tell(&file, chosen);
    for (int8_t i = 0; i < PROCEDURES_MAX; i++) {
        tell(&file, opened_fact(DATE(2025, 12, (int8_t)(10 + 2 * i)), DATE(2026, 1, 1)));
        tell(&file, outcome_fact(PENAL_DISMISSAL, false, DATE(2025, 12, (int8_t)(11 + 2 * i)),
                                 DATE(2026, 1, (int8_t)(10 + 2 * i))));
    }
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2025, 12, 10), 20000);
    tell_on(&file, FACT_REMISSION_ASKED, DATE(2026, 3, 1));
    tell(&file, remission_fact(DATE(2026, 3, 5), 2000));
    file.loan.restored = (money){1};
    file.loan.restored_on = DATE(2026, 3, 5);
    struct reasoning why = {.count = 0};
    struct loan_state s;
    case_loan(&file, DATE(2026, 6, 1), &why, &s);
    assert_true(s.may_be_abandoned && s.arrears.cents > 0);
    assert_true(why.count > 20 && why.count <= 40);
    assert_true(is_founded(&why));
}

static void each_status_has_a_word_of_its_own(void **state)
{
    (void)state;
    assert_int_equal(case_loan_statuses.count, LOAN_STATUS_COUNT);
    for (int i = 0; i < LOAN_STATUS_COUNT; i++) {
        const struct word *w = &case_loan_statuses.words[i];
        assert_int_equal(words_find(&case_loan_statuses, text_of(w->word)), i);
        assert_true(strlen(w->in[LANGUAGE_FR]) > 0 && strlen(w->in[LANGUAGE_EN]) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deduction_is_told),
        cmocka_unit_test(a_small_rest_may_be_given_up),
        cmocka_unit_test(a_death_extinguishes_the_loan),
        cmocka_unit_test(a_final_sentence_moves_the_claim_to_the_author),
        cmocka_unit_test(the_author_owes_no_more_than_the_loan),
        cmocka_unit_test(without_a_final_order_she_is_asked_as_due_or_not_yet),
        cmocka_unit_test(the_author_is_asked_before_the_24th_month),
        cmocka_unit_test(a_grant_is_asked_of_nobody),
        cmocka_unit_test(a_late_outcome_loses_nothing_of_what_she_repaid),
        cmocka_unit_test(what_was_repaid_whole_is_given_back_and_asked_of_the_author),
        cmocka_unit_test(what_was_not_paid_out_is_not_owed),
        cmocka_unit_test(the_longest_explanation_fits),
        cmocka_unit_test(each_status_has_a_word_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
