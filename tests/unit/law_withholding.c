#include "law/withholding.h"

#include "tests/test.h"

#define IN_2025 DATE(2025, 6, 1)

static struct withholding withholding_of(const struct household *household, date day)
{
    struct reasoning why = {0};
    struct withholding found;
    law_withholding(household, day, &why, &found);
    assert_true(why.count > 0);
    for (int i = 0; i < why.count; i++) assert_string_equal(why.steps[i].article->code, "CSS");
    return found;
}

/* A couple without a child has two parts: twice the income gives the weighted income exactly. */
static struct household weighing(int64_t cents, enum territory territory)
{
    return (struct household){.territory = territory,
                              .income_known = true,
                              .housing_known = true,
                              .income = {2 * cents},
                              .new_partner = true};
}

static const struct step *said(const struct reasoning *why, enum sentence sentence)
{
    for (int i = 0; i < why->count; i++) {
        if (why->steps[i].sentence == sentence) return &why->steps[i];
    }
    return NULL;
}

static bool has_step(const struct reasoning *why, enum sentence sentence)
{
    return said(why, sentence) != NULL;
}

static void each_slice_begins_at_its_bound_without_a_jump(void **state)
{
    (void)state;
    static const struct {
        enum territory territory;
        int64_t weighted, monthly;
    } cases[] = {
        {TERRITORY_GENERAL, 0, 5600},       {TERRITORY_GENERAL, 29000, 5600}, /* G11 */
        {TERRITORY_GENERAL, 30099, 5600},   {TERRITORY_GENERAL, 30100, 5600},
        {TERRITORY_GENERAL, 30101, 5600},   {TERRITORY_GENERAL, 30102, 5601}, /* half a cent */
        {TERRITORY_GENERAL, 44999, 9325},   {TERRITORY_GENERAL, 45000, 9325},
        {TERRITORY_GENERAL, 45001, 9325},   {TERRITORY_GENERAL, 45002, 9326},
        {TERRITORY_GENERAL, 45100, 9360},   {TERRITORY_GENERAL, 67199, 17095},
        {TERRITORY_GENERAL, 67200, 17095},  {TERRITORY_GENERAL, 67201, 17095},
        {TERRITORY_GENERAL, 67202, 17096},  {TERRITORY_GENERAL, 89799, 27265},
        {TERRITORY_GENERAL, 89800, 27265},  {TERRITORY_GENERAL, 89801, 27266},
        {TERRITORY_GENERAL, 134500, 54085}, {TERRITORY_MAYOTTE, 11799, 1200},
        {TERRITORY_MAYOTTE, 11800, 1200},   {TERRITORY_MAYOTTE, 11802, 1201},
        {TERRITORY_MAYOTTE, 17400, 2600},   {TERRITORY_MAYOTTE, 17402, 2601},
        {TERRITORY_MAYOTTE, 100000, 31510},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct household household = weighing(cases[i].weighted, cases[i].territory);
        struct withholding found = withholding_of(&household, IN_2025);
        assert_true(found.known);
        assert_int_equal(found.weighted.cents, cases[i].weighted);
        if (found.monthly.cents != cases[i].monthly) {
            fail_msg("%d at %lld: %lld", (int)cases[i].territory, (long long)cases[i].weighted,
                     (long long)found.monthly.cents);
        }
    }
}

/* A scale is that of its 1 January, and stands in until the next one known. */
static void each_scale_begins_on_its_day(void **state)
{
    (void)state;
    static const struct {
        enum territory territory;
        date since;
        int64_t monthly; /* without any income */
    } scales[] = {
        {TERRITORY_GENERAL, {2015, 1, 1}, 4800}, {TERRITORY_GENERAL, {2018, 1, 1}, 4800},
        {TERRITORY_GENERAL, {2019, 1, 1}, 4800}, {TERRITORY_GENERAL, {2025, 1, 1}, 5600},
        {TERRITORY_MAYOTTE, {2025, 1, 1}, 1200},
    };
    for (size_t i = 0; i < LENGTH(scales); i++) {
        struct household household = {.territory = scales[i].territory, .income_known = true};
        bool follows = i > 0 && scales[i - 1].territory == scales[i].territory;
        for (int before = 0; before <= follows; before++) {
            struct reasoning why = {0};
            struct withholding found;
            law_withholding(&household, date_plus_days(scales[i].since, -before), &why, &found);
            assert_true(found.known);
            assert_int_equal(found.monthly.cents, scales[i - (size_t)before].monthly);
            assert_int_equal(date_compare(said(&why, SENTENCE_WITHHOLDING)->mentioned.d1,
                                          scales[i - (size_t)before].since),
                             0);
        }
    }
}

static void more_income_never_means_less_withheld(void **state)
{
    (void)state;
    static const date days[] = {{2016, 1, 1}, {2018, 12, 31}, {2024, 2, 1}, {2025, 6, 1}};
    for (size_t d = 0; d < LENGTH(days); d++) {
        for (int territory = 0; territory <= TERRITORY_MAYOTTE; territory++) {
            int64_t before = 0;
            for (int64_t income = 0; income < 400000; income += 7) {
                struct household household = {.territory = (enum territory)territory,
                                              .income_known = true,
                                              .income = {income},
                                              .children = 1};
                struct reasoning why = {0};
                struct withholding found;
                law_withholding(&household, days[d], &why, &found);
                assert_true(found.monthly.cents >= before);
                before = found.monthly.cents;
            }
        }
    }
}

static void the_income_is_weighed_by_home_and_family(void **state)
{
    (void)state;
    static const struct {
        struct household household;
        int64_t weighted;
    } cases[] = {
        /* 1 800 less a quarter, for 2.5 parts */
        {{.income_known = true, .income = {150000}, .benefits = {30000}, .children = 2}, 54000},
        /* 1 000 for 1.5 parts, to the nearest cent */
        {{.income_known = true, .housing_known = true, .income = {100000}}, 66667},
        {{.income_known = true, .housing_known = true, .income = {100000}, .new_partner = true},
         50000},
        {{.income_known = true,
          .housing_known = true,
          .income = {100000},
          .housing = {40000},
          .new_partner = true,
          .children = 1},
         24000},
        /* a quarter of 0.02 is half a cent: 0.01 of housing, 0.01 for 1.5 parts */
        {{.income_known = true, .income = {2}}, 1},
        /* a home dearer than all she has */
        {{.income_known = true, .housing_known = true, .income = {50000}, .housing = {80000}}, 0},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct withholding found = withholding_of(&cases[i].household, IN_2025);
        assert_int_equal(found.weighted.cents, cases[i].weighted);
    }
}

static void an_unknown_income_is_supposed_where_a_text_says_so(void **state)
{
    (void)state;
    static const struct {
        enum territory territory;
        date day;
        bool known, to_confirm, may_be_outdated;
        int64_t weighted, monthly;
    } cases[] = {
        {TERRITORY_GENERAL, {2025, 1, 1}, true, true, false, 134500, 54085}, /* G10 */
        {TERRITORY_GENERAL, {2025, 12, 31}, true, true, false, 134500, 54085},
        {TERRITORY_GENERAL, {2026, 1, 1}, true, true, true, 134500, 54085},
        {TERRITORY_GENERAL, {2019, 7, 1}, true, false, false, 116700, 46830},
        {TERRITORY_GENERAL, {2024, 12, 31}, true, false, true, 116700, 46830},
        {TERRITORY_GENERAL, {2018, 7, 1}, true, true, false, 115500, 46405},
        {TERRITORY_GENERAL, {2015, 1, 1}, true, true, false, 114800, 46170},
        {TERRITORY_GENERAL, {2014, 12, 31}, false, false, false, 0, 0},
        {TERRITORY_MAYOTTE, {2025, 6, 1}, false, false, false, 0, 0},
        {TERRITORY_MAYOTTE, {2024, 6, 1}, false, false, false, 0, 0},
        {TERRITORY_SPM, {2025, 6, 1}, false, false, false, 0, 0},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct household household = {.territory = cases[i].territory};
        struct withholding found = withholding_of(&household, cases[i].day);
        assert_int_equal(found.known, cases[i].known);
        assert_int_equal(found.to_confirm, cases[i].to_confirm);
        assert_int_equal(found.may_be_outdated, cases[i].may_be_outdated);
        assert_int_equal(found.weighted.cents, cases[i].weighted);
        if (found.monthly.cents != cases[i].monthly) {
            fail_msg("case %zu: %lld", i, (long long)found.monthly.cents);
        }
    }
}

static void what_is_doubtful_is_said(void **state)
{
    (void)state;
    static const struct {
        enum territory territory;
        date day;
        enum sentence said;
    } cases[] = {
        {TERRITORY_GENERAL, {2025, 6, 1}, SENTENCE_WITHHOLDING_TO_CONFIRM},
        {TERRITORY_GENERAL, {2026, 6, 1}, SENTENCE_WITHHOLDING_MAY_BE_OUTDATED},
        {TERRITORY_GENERAL, {2025, 6, 1}, SENTENCE_INCOME_SUPPOSED},
        {TERRITORY_MAYOTTE, {2025, 6, 1}, SENTENCE_INCOME_TO_ASK_FOR},
        {TERRITORY_SPM, {2025, 6, 1}, SENTENCE_WITHHOLDING_NO_SCALE},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct household household = {.territory = cases[i].territory};
        struct reasoning why = {0};
        struct withholding found;
        law_withholding(&household, cases[i].day, &why, &found);
        assert_true(has_step(&why, cases[i].said));
    }
    struct household mayotte = weighing(20000, TERRITORY_MAYOTTE);
    assert_true(withholding_of(&mayotte, IN_2025).to_confirm);
}

static void a_change_below_a_fifth_keeps_the_old_amount(void **state)
{
    (void)state;
    static const struct {
        int64_t old, fresh, now;
    } cases[] = {
        {10000, 11500, 10000}, /* G14 */
        {10000, 11999, 10000}, {10000, 12000, 12000}, {10000, 8001, 10000}, {10000, 8000, 8000},
        {10000, 10000, 10000}, {0, 5600, 5600},       {5600, 0, 0},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {0};
        money now = law_withholding_kept((money){cases[i].old}, (money){cases[i].fresh}, &why);
        assert_int_equal(now.cents, cases[i].now);
        assert_int_equal(why.count, 1);
    }
}

static void a_fraud_adds_half_at_most_and_twice_that_when_repeated(void **state)
{
    (void)state;
    static const struct {
        int64_t monthly;
        int percent;
        bool repeated;
        int64_t raised;
    } cases[] = {
        {5600, 50, false, 8400}, {5600, 50, true, 11200},   {5600, 0, true, 5600},
        {5600, 20, true, 7840},  {54085, 25, false, 67606}, {5, 50, false, 8},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why = {0};
        assert_int_equal(law_withholding_after_fraud((money){cases[i].monthly}, cases[i].percent,
                                                     cases[i].repeated, &why)
                             .cents,
                         cases[i].raised);
        assert_ptr_equal(why.steps[0].article, &css_d553_5);
    }
}

static void a_fraud_is_repeated_within_five_years(void **state)
{
    (void)state;
    static const struct {
        date raised, again;
        bool repeated;
    } cases[] = {
        {{2021, 3, 1}, {2026, 3, 1}, true}, {{2021, 3, 1}, {2026, 3, 2}, false},
        {{2021, 3, 1}, {2021, 3, 1}, true}, {{2021, 3, 1}, {2021, 2, 28}, false},
        {{0, 0, 0}, {2026, 3, 1}, false},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_int_equal(law_fraud_is_repeated(cases[i].raised, cases[i].again), cases[i].repeated);
    }
}

static void one_withholding_serves_the_oldest_debt_then_the_smallest(void **state)
{
    (void)state;
    static const struct {
        int64_t monthly;
        struct owed debts[3];
        int64_t taken[3];
    } cases[] = {
        /* G15: same day, the smallest first */
        {5600,
         {{{2025, 3, 4}, {30000}, {30000}, {0}}, {{2025, 3, 4}, {12000}, {12000}, {0}}},
         {0, 5600}},
        /* what it does not need goes to the next */
        {15000,
         {{{2025, 3, 4}, {30000}, {30000}, {0}}, {{2025, 3, 4}, {12000}, {12000}, {9}}},
         {3000, 12000}},
        /* the oldest, though larger and last in the list */
        {5600,
         {{{2025, 3, 4}, {12000}, {12000}, {0}}, {{2025, 3, 3}, {30000}, {30000}, {0}}},
         {0, 5600}},
        /* never more than what is left, and a debt repaid takes nothing */
        {50000,
         {{{2025, 3, 4}, {30000}, {1000}, {0}},
          {{2025, 3, 3}, {30000}, {0}, {0}},
          {{2025, 5, 3}, {700}, {700}, {0}}},
         {1000, 0, 700}},
        /* the amount as established decides, not what is left */
        {500,
         {{{2025, 3, 4}, {30000}, {600}, {0}}, {{2025, 3, 4}, {12000}, {12000}, {0}}},
         {0, 500}},
        /* alike in all: in the order given */
        {500, {{{2025, 3, 4}, {600}, {600}, {0}}, {{2025, 3, 4}, {600}, {600}, {0}}}, {500, 0}},
        {0, {{{2025, 3, 4}, {600}, {600}, {0}}}, {0}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct owed debts[3];
        for (int k = 0; k < 3; k++) debts[k] = cases[i].debts[k];
        struct reasoning why = {0};
        law_withholding_share((money){cases[i].monthly}, debts, 3, &why);
        int64_t sum = 0;
        for (int k = 0; k < 3; k++) {
            assert_int_equal(debts[k].taken.cents, cases[i].taken[k]);
            sum += debts[k].taken.cents;
        }
        assert_true(sum <= cases[i].monthly);
        assert_int_equal(why.count > 0, sum > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_slice_begins_at_its_bound_without_a_jump),
        cmocka_unit_test(each_scale_begins_on_its_day),
        cmocka_unit_test(more_income_never_means_less_withheld),
        cmocka_unit_test(the_income_is_weighed_by_home_and_family),
        cmocka_unit_test(an_unknown_income_is_supposed_where_a_text_says_so),
        cmocka_unit_test(what_is_doubtful_is_said),
        cmocka_unit_test(a_change_below_a_fifth_keeps_the_old_amount),
        cmocka_unit_test(a_fraud_adds_half_at_most_and_twice_that_when_repeated),
        cmocka_unit_test(a_fraud_is_repeated_within_five_years),
        cmocka_unit_test(one_withholding_serves_the_oldest_debt_then_the_smallest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
