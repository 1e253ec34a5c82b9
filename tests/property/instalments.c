#include "law/loan.h"
#include "tests/test.h"

/* D. 214-21 al. 4: for every principal up to 5,000 euros (the slow builds look at every 97th) and
 * every number of instalments. */
static void instalments_sum_to_the_principal_and_differ_by_a_cent_at_most(void **state)
{
    const int *step = *state;
    for (int64_t principal = 1; principal <= 500000; principal += *step) {
        for (int count = 1; count <= INSTALMENTS_MAX; count++) {
            int64_t first = law_instalment((money){principal}, count, 1).cents, last = first,
                    sum = 0;
            for (int place = 1; place <= count; place++) {
                int64_t cents = law_instalment((money){principal}, count, place).cents;
                if (cents > last) fail_msg("%lld over %d rises", (long long)principal, count);
                last = cents;
                sum += cents;
            }
            if (sum != principal || first - last > 1) {
                fail_msg("%lld over %d", (long long)principal, count);
            }
        }
    }
}

/* For every award of the years that hold both kinds of February: each instalment falls a calendar
 * month after the one before, on the day of the first or on the last of a shorter month. */
static void instalments_fall_due_once_a_month(void **state)
{
    (void)state;
    for (date day = DATE(2023, 11, 28); day.year < 2029; day = date_plus_days(day, 1)) {
        struct plan plan = {
            .rest = {25861}, .count = INSTALMENTS_MAX, .from = law_loan_due_on(day)};
        for (int place = 1; place <= INSTALMENTS_MAX; place++) {
            date due_on = law_instalment_due_on(&plan, place);
            int months = (due_on.year - plan.from.year) * 12 + due_on.month - plan.from.month;
            int last = date_days_in_month(due_on.year, due_on.month);
            assert_int_equal(months, place - 1);
            assert_int_equal(due_on.day, plan.from.day < last ? plan.from.day : last);
        }
    }
}

int main(int count, char **words)
{
    (void)words;
    int step = count > 1 ? 97 : 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(instalments_sum_to_the_principal_and_differ_by_a_cent_at_most,
                                  &step),
        cmocka_unit_test(instalments_fall_due_once_a_month),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
