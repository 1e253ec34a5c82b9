#include "base/money.h"
#include "base/text.h"
#include "tests/test.h"

static void a_half_cent_goes_up(void **state)
{
    (void)state;
    static const struct {
        int64_t thousandths, cents;
    } cases[] = {
        {0, 0},
        {4, 0},
        {5, 1},
        {14, 1},
        {15, 2},
        {607750, 60775},
        {1383085, 138309},
        {1383084, 138308},
        {MONEY_CENTS_MAX * 10, MONEY_CENTS_MAX},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_int_equal(money_round_half_up((mils){cases[i].thousandths}).cents, cases[i].cents);
    }
}

/* The rulebook's published amounts and thresholds. */
static void percentages_round_to_the_nearest_cent(void **state)
{
    (void)state;
    static const struct {
        int64_t cents;
        int percent;
        int64_t expected;
    } cases[] = {
        {60775, 50, 30388},   {60775, 30, 18233},  {60775, 40, 24310},
        {64652, 40, 25861},   {109396, 40, 43758}, {142235, 40, 56894},
        {133706, 80, 106965}, {0, 60, 0},          {1, 50, 1},
        {1, 49, 0},           {100, 0, 0},         {MONEY_CENTS_MAX, 1000, MONEY_CENTS_MAX * 10},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_int_equal(money_percent((money){cases[i].cents}, cases[i].percent).cents,
                         cases[i].expected);
    }
}

static void thresholds_come_from_thousandths(void **state)
{
    (void)state;
    static const struct {
        int64_t mils;
        int percent;
        int64_t expected;
    } cases[] = {
        {1353060, 50, 67653},   {1353060, 150, 202959}, {1353060, 225, 304439},
        {1353060, 270, 365326}, {1353060, 330, 446510}, {1383085, 50, 69154},
        {1383085, 100, 138309}, {1383085, 150, 207463}, {1383085, 225, 311194},
        {1383085, 270, 373433}, {1383085, 330, 456418}, {1398690, 50, 69935},
        {1426300, 225, 320918}, {1443110, 50, 72156},   {1443110, 330, 476226},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_int_equal(money_percent_of_mils((mils){cases[i].mils}, cases[i].percent).cents,
                         cases[i].expected);
    }
}

static void money_is_written_as_each_language_writes_it(void **state)
{
    (void)state;
    static const struct {
        int64_t cents;
        const char *plain, *fr, *en;
    } cases[] = {
        {109396, "1093.96", "1\u202f093,96\u00a0€", "€1,093.96"},
        {5, "0.05", "0,05\u00a0€", "€0.05"},
        {0, "0.00", "0,00\u00a0€", "€0.00"},
        {99999, "999.99", "999,99\u00a0€", "€999.99"},
        {100000000, "1000000.00", "1\u202f000\u202f000,00\u00a0€", "€1,000,000.00"},
        {-1250, "-12.50", "-12,50\u00a0€", "-€12.50"},
        {INT64_MIN, "-92233720368547758.08",
         "-92\u202f233\u202f720\u202f368\u202f547\u202f758,08\u00a0€",
         "-€92,233,720,368,547,758.08"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        char plain[64], fr[64], en[64];
        struct writer p = WRITER(plain), f = WRITER(fr), e = WRITER(en);
        write_money_plain(&p, (money){cases[i].cents});
        write_money_fr(&f, (money){cases[i].cents});
        write_money_en(&e, (money){cases[i].cents});
        assert_string_equal(writer_string(&p), cases[i].plain);
        assert_string_equal(writer_string(&f), cases[i].fr);
        assert_string_equal(writer_string(&e), cases[i].en);
    }
}

static void every_error_has_a_meaning_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < ERR_COUNT; i++) {
        assert_true(text_of(err_meaning((err)i)).length > 0);
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(err_meaning((err)i), err_meaning((err)k));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_half_cent_goes_up),
        cmocka_unit_test(percentages_round_to_the_nearest_cent),
        cmocka_unit_test(thresholds_come_from_thousandths),
        cmocka_unit_test(money_is_written_as_each_language_writes_it),
        cmocka_unit_test(every_error_has_a_meaning_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
