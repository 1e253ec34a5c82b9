#include "tests/claims.h"
#include "tests/test.h"

#include <stdio.h>
#include <string.h>

/* Rulebook D01-D16: the last day to pay. */
static void the_last_day_to_pay_is_that_of_the_rulebook(void **state)
{
    (void)state;
    static const struct {
        date complete;
        const char *fund;
        enum beneficiary of;
        date pay_by;
    } cases[] = {
        {{2025, 11, 25}, "CAF-59", BENEFICIARY_CAF, {2025, 11, 28}},  /* D01 */
        {{2025, 11, 28}, "CAF-59", BENEFICIARY_CAF, {2025, 12, 3}},   /* D02 */
        {{2025, 12, 23}, "CAF-59", BENEFICIARY_CAF, {2025, 12, 29}},  /* D03 */
        {{2025, 12, 23}, "CAF-67", BENEFICIARY_CAF, {2025, 12, 30}},  /* D04 */
        {{2025, 4, 17}, "CAF-59", BENEFICIARY_CAF, {2025, 4, 23}},    /* D05 */
        {{2025, 4, 17}, "CAF-67", BENEFICIARY_CAF, {2025, 4, 24}},    /* Good Friday off */
        {{2024, 12, 19}, "CAF-59", BENEFICIARY_CAF, {2024, 12, 24}},  /* D08 */
        {{2024, 12, 19}, "CAF-974", BENEFICIARY_CAF, {2024, 12, 26}}, /* 20 and 25 December */
        {{2025, 7, 11}, "CAF-59", BENEFICIARY_NONE, {2025, 7, 21}},   /* D14 */
        {{2025, 7, 11}, "CAF-59", BENEFICIARY_MSA, {2025, 7, 17}},
        {{2025, 11, 26}, "CAF-59", BENEFICIARY_CAF, {2025, 12, 1}},  /* D16 */
        {{2026, 4, 24}, "CSSM-976", BENEFICIARY_CAF, {2026, 4, 30}}, /* 27 April, Mayotte */
        {{2026, 5, 21}, "CAF-972", BENEFICIARY_CAF, {2026, 5, 28}},  /* 22 and Whit Monday 25 */
        {{2026, 5, 26}, "CAF-971", BENEFICIARY_CAF, {2026, 6, 1}},   /* 27 May, Guadeloupe */
        {{2026, 6, 9}, "CAF-973", BENEFICIARY_CAF, {2026, 6, 15}},   /* 10 June, Guyane */
        {{2026, 4, 24}, "CAF-59", BENEFICIARY_CAF, {2026, 4, 29}},
        {{2025, 12, 24},
         "DMSA54",
         BENEFICIARY_MSA,
         {2025, 12, 30}}, /* Nancy works on 26 December */
        {{2025, 12, 31}, "CAF-59", BENEFICIARY_NONE, {2026, 1, 8}},
        {{2025, 11, 29}, "CAF-59", BENEFICIARY_CAF, {2025, 12, 3}}, /* complete on a Saturday */
        {{2026, 4, 30}, "CAF-59", BENEFICIARY_NONE, {2026, 5, 11}}, /* 1 and 8 May */
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        date got = law_pay_by(law_fund(text_of(cases[i].fund)), cases[i].of, cases[i].complete);
        if (date_compare(got, cases[i].pay_by) != 0) {
            fail_msg("case %zu: %d-%d-%d", i, got.year, got.month, got.day);
        }
    }
}

static void no_working_day_later_is_the_day_itself(void **state)
{
    (void)state;
    const struct fund *fund = law_fund(T("CAF-59"));
    assert_int_equal(
        date_compare(law_working_days_after(fund, DATE(2025, 11, 29), 0), DATE(2025, 11, 29)), 0);
}

/* ---- every day of 2022-2035 against the table computed outside the program ---- */

#define HOLIDAYS_MAX 400

static struct listed {
    date day;
    char departments[32];
} listed[HOLIDAYS_MAX];
static int listed_count;

static void read_table(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) fail_msg("cannot read %s", path);
    char line[256];
    while (fgets(line, sizeof line, file)) {
        date day;
        if (date_read((text){line, 10}, &day) != ERR_OK) continue;
        assert_true(listed_count < HOLIDAYS_MAX);
        struct listed *row = &listed[listed_count++];
        row->day = day;
        line[strcspn(line, "\n")] = '\0';
        snprintf(row->departments, sizeof row->departments, "%s", strrchr(line, ',') + 1);
    }
    fclose(file);
    assert_int_equal(listed_count, 14 * 19);
}

/* A row without départements is a holiday everywhere. */
static bool is_listed(const char *department, date day)
{
    for (int i = 0; i < listed_count; i++) {
        if (date_compare(listed[i].day, day) != 0) continue;
        if (listed[i].departments[0] == '\0' || strstr(listed[i].departments, department)) {
            return true;
        }
    }
    return false;
}

static void every_day_is_worked_where_the_table_says_so(void **state)
{
    read_table(*state);
    int days = 0;
    for (int i = 0; i < law_department_count(); i++) {
        const struct department *where = law_department_at(i);
        if (where->coverage == COVERAGE_NOT_COVERED) continue;
        bool national = where->holidays == HOLIDAYS_NATIONAL;
        if (national && strcmp(where->code, "59") != 0 && where->zone != ZONE_COM) continue;
        for (date day = DATE(2022, 1, 1); day.year <= 2035; day = date_plus_days(day, 1)) {
            days++;
            if (law_is_holiday(where, day) == is_listed(where->code, day)) continue;
            fail_msg("%s, %d-%d-%d", where->code, day.year, day.month, day.day);
        }
    }
    print_message("%d days compared\n", days);
}

static void a_fund_works_from_monday_to_friday_where_it_sits(void **state)
{
    (void)state;
    for (int i = 0; i < law_fund_count(); i++) {
        const struct fund *fund = law_fund_at(i);
        const struct department *seat = fund->seat;
        for (date day = DATE(2025, 1, 1); day.year == 2025; day = date_plus_days(day, 1)) {
            bool weekend = date_weekday(day) == SATURDAY || date_weekday(day) == SUNDAY;
            assert_int_equal(law_is_working_day(fund, day), !weekend && !law_is_holiday(seat, day));
        }
    }
}

int main(int count, char **words)
{
    assert_int_equal(count, 2);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_day_to_pay_is_that_of_the_rulebook),
        cmocka_unit_test(no_working_day_later_is_the_day_itself),
        cmocka_unit_test_prestate(every_day_is_worked_where_the_table_says_so, words[1]),
        cmocka_unit_test(a_fund_works_from_monday_to_friday_where_it_sits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
