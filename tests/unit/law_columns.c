#include "tests/test.h"

#include "law/amount.h"

/* The columns are law_aid for many rows at once: nothing more, nothing less. */

#define RESOURCES_MAX (3 * (REDUCTION_THRESHOLDS + LOAN_THRESHOLDS) + 3)
#define ROWS_MAX      (RESOURCES_MAX * (REQUEST_CHILDREN_MAX + 1))

static struct {
    int32_t resources[ROWS_MAX], children[ROWS_MAX], amounts[ROWS_MAX], loans[ROWS_MAX];
    int count;
} rows;

static void add(int64_t cents)
{
    if (cents < 0 || cents > REQUEST_RESOURCES_CENTS_MAX) return;
    for (int n = 0; n <= REQUEST_CHILDREN_MAX; n++) {
        assert_true(rows.count < ROWS_MAX);
        rows.resources[rows.count] = (int32_t)cents;
        rows.children[rows.count++] = n;
    }
}

/* Each threshold, a cent below and a cent above, and both ends, with every number of children. */
static void boundaries(const struct setting *setting)
{
    struct thresholds thresholds;
    law_thresholds(setting, &thresholds);
    rows.count = 0;
    add(0);
    add(REQUEST_RESOURCES_CENTS_MAX - 1);
    add(REQUEST_RESOURCES_CENTS_MAX);
    for (int around = -1; around <= 1; around++) {
        for (int i = 0; i < REDUCTION_THRESHOLDS; i++) add(thresholds.reduction[i].cents + around);
        for (int i = 0; i < LOAN_THRESHOLDS; i++) add(thresholds.loan[i].cents + around);
    }
}

static void compare(const struct setting *setting)
{
    boundaries(setting);
    struct scale scale;
    law_scale(setting, &scale);
    law_amounts(&scale, rows.resources, rows.children, rows.amounts, rows.loans, rows.count);
    for (int i = 0; i < rows.count; i++) {
        struct reasoning why = {.count = 0};
        struct aid aid;
        int32_t r = rows.resources[i], n = rows.children[i];
        law_aid(setting, (money){r}, n, &why, &aid);
        bool same = rows.amounts[i] == aid.amount.cents &&
                    rows.loans[i] == (aid.form == FORM_LOAN) &&
                    law_scale_amount(&scale, r, n) == aid.amount.cents &&
                    law_scale_loan(&scale, r, n) == (aid.form == FORM_LOAN);
        if (!same) {
            date day = setting->requested_on;
            fail_msg("%d-%d-%d mayotte %d reference %d: %d cents, %d children", day.year, day.month,
                     day.day, setting->mayotte, (int)setting->smic_reference, r, n);
        }
    }
}

/* Every month of the tables and beyond, each place, each reading of the reference wage. */
static void compare_every_setting(const struct reform *reform)
{
    date day = DATE(2023, 11, 28);
    while (date_compare(day, DATE(2028, 1, 1)) < 0) {
        for (int mayotte = 0; mayotte <= 1; mayotte++) {
            for (int reference = 0; reference < SMIC_REFERENCE_COUNT; reference++) {
                compare(&(struct setting){.requested_on = day,
                                          .mayotte = mayotte,
                                          .smic_reference = (enum smic_reference)reference,
                                          .known_on = ALL_KNOWN,
                                          .reform = reform});
            }
        }
        day = date_plus_months_or_last_day(DATE(day.year, day.month, 1), 1);
    }
}

static void columns_answer_as_the_rule_does(void **state)
{
    (void)state;
    compare_every_setting(NULL);
}

static void columns_answer_as_the_rule_does_under_a_reform(void **state)
{
    (void)state;
    static const int64_t flat[] = {0, 1, 10, 15, 29, 5005, 607755, 651695, 700000, 9999999};
    static const int64_t wage[] = {0, 10, 20, 1383085, 1500000, 9999999};
    for (size_t i = 0; i < LENGTH(flat); i++) {
        for (size_t j = 0; j < LENGTH(wage); j++) {
            struct reform reform = {.has = {false}};
            for (int what = 0; what < PARAMETER_COUNT; what++) {
                reform.has[what] = true;
                reform.value[what] = (mils){flat[i]};
            }
            reform.value[PARAMETER_SMIC_NET] = (mils){wage[j]};
            reform.value[PARAMETER_SMIC_NET_MAYOTTE] = (mils){wage[j]};
            for (int mayotte = 0; mayotte <= 1; mayotte++) {
                compare(&(struct setting){.requested_on = DATE(2025, 11, 25),
                                          .mayotte = mayotte,
                                          .known_on = ALL_KNOWN,
                                          .reform = &reform});
            }
        }
    }
}

/* The straight line of the scale is proved for every flat amount a reform may give, by a step. */
static void every_flat_amount_has_its_lines(void **state)
{
    (void)state;
    for (int64_t mils_flat = 0; mils_flat < REFORM_THOUSANDTHS_END; mils_flat += 9973) {
        struct reform reform = {.has = {[PARAMETER_RSA] = true},
                                .value = {[PARAMETER_RSA] = {mils_flat}}};
        struct scale scale;
        law_scale(&(struct setting){.requested_on = DATE(2025, 11, 25), .reform = &reform}, &scale);
        for (int n = SCALE_LINE_FROM; n <= REQUEST_CHILDREN_MAX; n++) {
            for (int band = 0; band < SCALE_BANDS; band++) {
                uint32_t line = scale.line_start[band] +
                                (uint32_t)(n - SCALE_LINE_FROM) * scale.line_step[band];
                assert_int_equal(line / 256, scale.amount_cents[n][band]);
            }
        }
    }
}

static void a_reform_takes_the_place_of_what_it_names_and_of_nothing_else(void **state)
{
    (void)state;
    struct reform reform = {.has = {[PARAMETER_RSA] = true}, .value = {[PARAMETER_RSA] = {700000}}};
    struct setting setting = {.requested_on = DATE(2025, 11, 25), .reform = &reform};
    struct reasoning why = {.count = 0};
    struct aid aid;
    law_aid(&setting, (money){71315}, 0, &why, &aid); /* half the wage in force, to the cent */
    assert_int_equal(aid.amount.cents, 70000);
    why.count = 0;
    law_aid(&setting, (money){71316}, 0, &why, &aid);
    assert_int_equal(aid.amount.cents, 56000);
    assert_string_equal(why.steps[0].source, "réforme simulée");
    setting.mayotte = true;
    why.count = 0;
    law_aid(&setting, (money){0}, 0, &why, &aid);
    assert_int_equal(aid.amount.cents, 32326);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_answer_as_the_rule_does),
        cmocka_unit_test(columns_answer_as_the_rule_does_under_a_reform),
        cmocka_unit_test(every_flat_amount_has_its_lines),
        cmocka_unit_test(a_reform_takes_the_place_of_what_it_names_and_of_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
