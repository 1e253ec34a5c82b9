#include "tests/loans.h"

#include "desk/retention.h"
#include "store/reads.h"

/* How long a file is kept: each rule by its day, the last of them decides, and nothing open is ever
 * erased. */

static const date award = {2025, 6, 10};

static void assert_rule(const struct case_file *file, enum kept rule, date expected)
{
    date found = desk_rule_day(file, rule);
    if (date_compare(found, expected) != 0)
        fail_msg("%s: %d-%02d-%02d", desk_kept[rule].word, found.year, found.month, found.day);
}

static void assert_open(const struct case_file *file, enum strand strand)
{
    struct retention retention = desk_retention(file);
    assert_false(date_is_set(retention.from));
    assert_int_equal(retention.strand, strand);
}

static void assert_free(const struct case_file *file, date from, enum kept rule)
{
    struct retention retention = desk_retention(file);
    assert_day(retention.from, from);
    assert_int_equal(retention.rule, rule);
}

static void each_rule_lets_a_grant_go_on_its_day(void **state)
{
    (void)state;
    struct case_file file = decided_file(award, 0, 0);
    assert_rule(&file, KEPT_NEXT_AID, DATE(2026, 6, 11));
    assert_rule(&file, KEPT_CONTACT, DATE(2027, 6, 11));
    assert_rule(&file, KEPT_RIGHTS, NO_DATE);
    assert_rule(&file, KEPT_OVERPAYMENT, NO_DATE);
    assert_rule(&file, KEPT_ACCOUNTS, NO_DATE);
    assert_rule(&file, KEPT_LOAN, NO_DATE);
    assert_rule(&file, KEPT_PENALTY, NO_DATE);
    assert_free(&file, DATE(2027, 6, 11), KEPT_CONTACT);
    pay_out(&file, DATE(2025, 6, 12), 1);
    assert_rule(&file, KEPT_RIGHTS, DATE(2025, 12, 13));
    assert_rule(&file, KEPT_OVERPAYMENT, DATE(2030, 6, 13));
    assert_rule(&file, KEPT_ACCOUNTS, DATE(2031, 1, 1));
    assert_free(&file, DATE(2031, 1, 1), KEPT_ACCOUNTS);
}

static void a_refused_claim_goes_two_years_after_its_last_fact(void **state)
{
    (void)state;
    struct case_file file = case_empty((file_number){482109375516});
    struct fact claim = fact_of(FACT_CLAIM_RECEIVED, award);
    claim.body = claim_body(award, "59");
    tell(&file, claim);
    assert_free(&file, DATE(2027, 6, 11), KEPT_CONTACT); /* never completed either */
    tell_on(&file, FACT_CLAIM_COMPLETED, DATE(2025, 6, 20));
    assert_free(&file, DATE(2027, 6, 21), KEPT_CONTACT);
}

static void a_file_with_money_on_its_way_is_open(void **state)
{
    (void)state;
    struct case_file file = decided_file(award, 0, 0);
    struct fact order = order_fact(&file, award, 1);
    order.body.amount = case_owed(&file);
    tell(&file, order);
    assert_open(&file, STRAND_PAYMENT);
    tell(&file, payment_fact(FACT_PAYMENT_SENT, award, 1));
    assert_open(&file, STRAND_PAYMENT);
    tell(&file, payment_fact(FACT_PAYMENT_SETTLED, award, 1));
    assert_free(&file, DATE(2031, 1, 1), KEPT_ACCOUNTS);
}

static void a_loan_is_kept_until_five_years_after_its_end(void **state)
{
    (void)state;
    struct case_file file = loan_file(award, 0);
    assert_open(&file, STRAND_LOAN);
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2027, 3, 31), file.loan.principal.cents);
    assert_int_equal(file.stages[STRAND_LOAN], STAGE_LOAN_EXTINGUISHED);
    assert_rule(&file, KEPT_LOAN, DATE(2032, 4, 1));
    assert_free(&file, DATE(2032, 4, 1), KEPT_LOAN);
    tell(&file, opened_fact(DATE(2027, 5, 1), DATE(2027, 5, 2)));
    assert_open(&file, STRAND_PENAL); /* its outcome may give back what she repaid */
}

/* A strand that stands at a stage, whatever led there. */
static struct case_file at_stage(enum stage stage)
{
    struct case_file file = decided_file(award, 0, 0);
    file.stages[case_stages[stage].strand] = stage;
    return file;
}

static void whatever_is_open_keeps_the_file(void **state)
{
    (void)state;
    static const enum stage open[] = {
        STAGE_PAYMENT_ORDERED,  STAGE_PAYMENT_SENT,  STAGE_LOAN_RUNNING,     STAGE_LOAN_REMISSION,
        STAGE_LOAN_TRANSFERRED, STAGE_DEBT_NOTIFIED, STAGE_DEBT_DISPUTED,    STAGE_DEBT_PLANNED,
        STAGE_DEBT_WITHHELD,    STAGE_APPEAL_FILED,  STAGE_APPEAL_LITIGATED, STAGE_CONTROL_OPENED,
        STAGE_CONTROL_ACCUSED};
    for (int i = 0; i < STAGE_COUNT; i++) {
        struct case_file file = at_stage((enum stage)i);
        bool expected = true;
        for (size_t k = 0; k < LENGTH(open); k++) expected &= open[k] != (enum stage)i;
        if (date_is_set(desk_retention(&file).from) != expected)
            fail_msg("%s", case_stages[i].word);
    }
}

static void a_penalty_is_remembered_three_years(void **state)
{
    (void)state;
    struct case_file file = decided_file(award, 0, 0);
    file.control.chosen_on = DATE(2028, 1, 31);
    assert_rule(&file, KEPT_PENALTY, DATE(2031, 2, 1));
    file.control.final_on = DATE(2028, 2, 29);
    assert_rule(&file, KEPT_PENALTY, DATE(2031, 3, 1));
    assert_free(&file, DATE(2031, 3, 1), KEPT_PENALTY);
}

static void what_stands_alone_is_kept_as_the_table_says(void **state)
{
    (void)state;
    date entry = DATE(2026, 8, 31);
    assert_day(desk_kept_until(KEPT_READ_LOG, entry), DATE(2029, 9, 1));
    assert_day(desk_kept_until(KEPT_TECHNICAL_LOG, entry), DATE(2027, 3, 1));
    assert_day(desk_kept_until(KEPT_SESSIONS, entry), DATE(2026, 9, 2));
    assert_day(desk_kept_until(KEPT_ANSWERS, entry), DATE(2026, 10, 1));
    assert_day(desk_kept_until(KEPT_VAULT, entry), DATE(2026, 9, 1));
    assert_day(desk_kept_until(KEPT_DOCUMENTS, entry), DATE(2026, 9, 1));
    assert_int_equal(desk_kept[KEPT_READ_LOG].count, READS_KEPT_YEARS);
    assert_day(desk_kept_until(KEPT_CONTACT, DATE(DATE_YEAR_MAX, 12, 31)),
               DATE(DATE_YEAR_MAX - 17, 1, 1));
}

static void every_line_says_why_and_by_which_text(void **state)
{
    (void)state;
    for (int i = 0; i < KEPT_COUNT; i++) {
        assert_true(desk_kept[i].why[0] && desk_kept[i].by[0] && desk_kept[i].word[0]);
        bool of_file = desk_kept[i].kind == KEPT_FILE;
        assert_int_equal(of_file, desk_kept[i].from < FROM_FILE_END);
        assert_true(desk_kept[i].count > 0 || desk_kept[i].kind == KEPT_WITH);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_lets_a_grant_go_on_its_day),
        cmocka_unit_test(a_refused_claim_goes_two_years_after_its_last_fact),
        cmocka_unit_test(a_file_with_money_on_its_way_is_open),
        cmocka_unit_test(a_loan_is_kept_until_five_years_after_its_end),
        cmocka_unit_test(whatever_is_open_keeps_the_file),
        cmocka_unit_test(a_penalty_is_remembered_three_years),
        cmocka_unit_test(what_stands_alone_is_kept_as_the_table_says),
        cmocka_unit_test(every_line_says_why_and_by_which_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
