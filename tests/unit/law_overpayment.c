#include "law/overpayment.h"

#include "law/amount.h"
#include "tests/test.h"

#define SAME_DAY(a, b) assert_int_equal(date_compare((a), (b)), 0)

static struct step last_step(const struct reasoning *why) { return why->steps[why->count - 1]; }

static void only_what_exceeds_the_due_amount_is_overpaid(void **state)
{
    (void)state;
    static const struct {
        int64_t paid, due, overpaid;
    } cases[] = {
        {64652, 38791, 25861}, /* G01 */
        {64652, 64652, 0},     {64652, 64651, 1}, {38791, 64652, 0}, {64652, 0, 64652}, {0, 0, 0},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {0};
        struct overpayment found =
            law_overpaid((money){cases[i].paid}, (money){cases[i].due}, &why);
        assert_int_equal(found.any, cases[i].overpaid > 0);
        assert_int_equal(found.amount.cents, cases[i].overpaid);
        assert_int_equal(last_step(&why).sentence,
                         found.any ? SENTENCE_OVERPAID : SENTENCE_NOT_OVERPAID);
        assert_ptr_equal(last_step(&why).article, &casf_l214_14);
    }
}

/* Rulebook G01: an income of 1 500 euros above 100 % of the minimum wage, not declared. */
static void the_due_amount_is_that_of_the_right_income(void **state)
{
    (void)state;
    struct setting setting = {.requested_on = {2025, 11, 25}};
    struct reasoning why = {0};
    struct aid declared, found;
    law_aid(&setting, (money){0}, 0, &why, &declared);
    law_aid(&setting, (money){150000}, 0, &why, &found);
    assert_int_equal(found.reduction_percent, 40);
    assert_int_equal(law_overpaid(declared.amount, found.amount, &why).amount.cents, 25861);
}

static void the_fund_has_two_years_or_five_from_the_payment(void **state)
{
    (void)state;
    static const struct {
        date paid_on;
        bool fraud;
        date until, on;
        bool prescribed;
    } cases[] = {
        {{2024, 1, 10}, false, {2026, 1, 10}, {2026, 1, 9}, false},  /* G02 */
        {{2024, 1, 10}, false, {2026, 1, 10}, {2026, 1, 10}, false}, /* the last day */
        {{2024, 1, 10}, false, {2026, 1, 10}, {2026, 1, 11}, true},  /* G03, good faith */
        {{2024, 1, 10}, true, {2029, 1, 10}, {2026, 1, 11}, false},  /* G03, fraud */
        {{2024, 1, 10}, true, {2029, 1, 10}, {2029, 1, 11}, true},
        {{2024, 2, 29}, false, {2026, 2, 28}, {2026, 3, 1}, true}, /* no 29 February */
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {0};
        struct overpayment_prescription found =
            law_overpayment_prescription(cases[i].paid_on, cases[i].fraud, NULL, 0, &why);
        SAME_DAY(found.until, cases[i].until);
        assert_int_equal(law_overpayment_is_prescribed(found, cases[i].on), cases[i].prescribed);
        assert_int_equal(last_step(&why).sentence,
                         cases[i].fraud ? SENTENCE_PRESCRIPTION_FRAUD : SENTENCE_PRESCRIPTION);
        assert_ptr_equal(last_step(&why).article, &casf_l214_13);
    }
}

static void another_recovery_makes_the_delay_run_again(void **state)
{
    (void)state;
    static const struct {
        struct interruption others[2];
        int count;
        date until;
        int steps;
    } cases[] = {
        {{{{2024, 6, 1}, {2025, 3, 31}}}, 1, {2027, 3, 31}, 2},
        /* two in turn: each begins the whole delay again */
        {{{{2024, 6, 1}, {2025, 3, 31}}, {{2027, 3, 31}, {2027, 9, 30}}}, 2, {2029, 9, 30}, 3},
        /* one that begins a day after the delay was over changes nothing, nor do later ones */
        {{{{2026, 1, 11}, {2026, 5, 1}}, {{2026, 2, 1}, {0, 0, 0}}}, 2, {2026, 1, 10}, 1},
        /* it lasts: there is no last day yet */
        {{{{2026, 1, 10}, {0, 0, 0}}}, 1, {0, 0, 0}, 2},
        /* one that was over before the payment changes nothing */
        {{{{2023, 12, 1}, {2024, 1, 10}}}, 1, {2026, 1, 10}, 1},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {0};
        struct overpayment_prescription found = law_overpayment_prescription(
            DATE(2024, 1, 10), false, cases[i].others, cases[i].count, &why);
        SAME_DAY(found.until, cases[i].until);
        assert_int_equal(why.count, cases[i].steps);
        if (!date_is_set(cases[i].until)) {
            assert_false(law_overpayment_is_prescribed(found, DATE(2199, 12, 31)));
        }
    }
}

#define AT_ONCE_OR_SCHEDULE (1u << RECOVERY_AT_ONCE | 1u << RECOVERY_SCHEDULE)

static void the_ways_of_recovery_open_in_the_order_of_the_law(void **state)
{
    (void)state;
    static const struct {
        struct recovery_situation situation;
        uint32_t more;
        enum sentence because;
    } cases[] = {
        {{.receives_benefits = true}, 1u << RECOVERY_WITHHOLDING, SENTENCE_RECOVERY_WITHHOLDING},
        {{.receives_benefits = true, .manager_agrees = true},
         1u << RECOVERY_WITHHOLDING,
         SENTENCE_RECOVERY_WITHHOLDING},
        {{.receives_benefits = true, .contested = true}, 0, SENTENCE_RECOVERY_CONTESTED},
        {{.receives_benefits = true, .chose_to_repay = true}, 0, SENTENCE_RECOVERY_CHOSEN},
        {{.manager_agrees = true}, 1u << RECOVERY_OTHER_BENEFITS, SENTENCE_RECOVERY_OTHER_BENEFITS},
        {{.manager_agrees = true, .contested = true}, 0, SENTENCE_RECOVERY_CONTESTED},
        {{.manager_agrees = true, .owes_the_manager = true}, 0, SENTENCE_RECOVERY_NO_BENEFIT},
        {{0}, 0, SENTENCE_RECOVERY_NO_BENEFIT},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {0};
        assert_int_equal(law_recovery_ways(&cases[i].situation, &why),
                         AT_ONCE_OR_SCHEDULE | cases[i].more);
        assert_int_equal(why.steps[0].sentence, SENTENCE_RECOVERY_AT_ONCE);
        assert_int_equal(why.steps[1].sentence, SENTENCE_RECOVERY_SCHEDULE);
        assert_int_equal(last_step(&why).sentence, cases[i].because);
    }
}

/* Rulebook G08. */
static void a_schedule_has_one_to_twelve_months(void **state)
{
    (void)state;
    for (int months = -1; months <= 14; months++) {
        assert_int_equal(law_schedule_is_allowed(months), months >= 1 && months <= 12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_exceeds_the_due_amount_is_overpaid),
        cmocka_unit_test(the_due_amount_is_that_of_the_right_income),
        cmocka_unit_test(the_fund_has_two_years_or_five_from_the_payment),
        cmocka_unit_test(another_recovery_makes_the_delay_run_again),
        cmocka_unit_test(the_ways_of_recovery_open_in_the_order_of_the_law),
        cmocka_unit_test(a_schedule_has_one_to_twelve_months),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
