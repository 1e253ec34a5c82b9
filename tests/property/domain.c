#include "law/amount.h"
#include "tests/property/random.h"
#include "tests/property/second_reading.h"

#include <stdio.h>
#include <stdlib.h>

/* The whole domain of the amount, read twice: 8 numbers of children x every cent from 0 to 6 000,00
 * euros x every setting since the aid exists (each period of the two parameters, each reading of
 * the minimum wage, national and Mayotte). With a word "short" every 97th cent, and every cent near
 * a threshold: for the slow builds. */

enum { CHILDREN = 8, CENTS = 600001 };

static int32_t resources[CENTS], children[CENTS], amounts[CENTS], loans[CENTS];
static int64_t compared, different;

static int number_of(date d) { return d.year * 10000 + d.month * 100 + d.day; }

/* One place of each table for one reading of the minimum wage. */
static const enum second_wage second_wages[SMIC_REFERENCE_COUNT] = {
    [SMIC_REFERENCE_APRIL] = SECOND_FROM_APRIL,
    [SMIC_REFERENCE_JANUARY] = SECOND_FROM_JANUARY,
    [SMIC_REFERENCE_IN_FORCE] = SECOND_OF_THE_DAY,
};

static void read_twice(const struct setting *setting, struct scale *ret_scale,
                       struct second_reading *ret_reading)
{
    struct second_text under = {number_of(setting->requested_on), SECOND_ALL_KNOWN,
                                setting->mayotte, second_wages[setting->smic_reference]};
    law_scale(setting, ret_scale);
    second_read(&under, ret_reading);
}

static void tell(const struct setting *setting, int64_t cents, int count, int64_t law,
                 int64_t reading)
{
    if (different++ >= 10) return;
    date d = setting->requested_on;
    printf("%04d-%02d-%02d mayotte %d wage %d: %d children, %lld cents: %lld, second reading "
           "%lld\n",
           d.year, d.month, d.day, setting->mayotte, setting->smic_reference, count,
           (long long)cents, (long long)law, (long long)reading);
}

/* The rows chosen beforehand, under one setting, for one number of children. */
static void compare_rows(const struct setting *setting, const struct scale *scale,
                         const struct second_reading *reading, int rows)
{
    law_amounts(scale, resources, children, amounts, loans, rows);
    for (int i = 0; i < rows; i++) {
        bool loan;
        int64_t amount = second_amount(reading, resources[i], children[i], &loan);
        if (amount == amounts[i] && loan == (loans[i] == 1)) continue;
        tell(setting, resources[i], children[i], amounts[i], amount);
    }
    compared += rows;
}

static bool is_near(const struct scale *scale, int32_t cents)
{
    for (int i = 0; i < REDUCTION_THRESHOLDS; i++) {
        if (abs(cents - scale->above_cents[i]) <= 3) return true;
    }
    for (int i = 0; i < LOAN_THRESHOLDS; i++) {
        if (abs(cents - scale->loan_above_cents[i]) <= 3) return true;
    }
    return false;
}

/* Every step-th cent, and those near a threshold. */
static int choose_cents(const struct scale *scale, int step)
{
    int rows = 0;
    for (int32_t cents = 0; cents < CENTS; cents++) {
        if (step == 1 || cents % step == 0 || is_near(scale, cents)) resources[rows++] = cents;
    }
    return rows;
}

static void compare_setting(const struct setting *setting, int step)
{
    struct scale scale;
    struct second_reading reading;
    read_twice(setting, &scale, &reading);
    int rows = choose_cents(&scale, step);
    for (int count = 0; count < CHILDREN; count++) {
        for (int i = 0; i < rows; i++) children[i] = count;
        compare_rows(setting, &scale, &reading, rows);
    }
}

static struct setting setting_of(date day, int place)
{
    return (struct setting){
        .requested_on = day,
        .mayotte = place % 2 == 1,
        .smic_reference = (enum smic_reference)(place / 2),
        .known_on = ALL_KNOWN,
    };
}

enum { PLACES = 2 * SMIC_REFERENCE_COUNT };

/* A parameter set begins on the day the second reading's values change. */
static bool begins_a_set(date day)
{
    struct second_reading today, before;
    for (int wage = 0; wage < SECOND_WAGES; wage++) {
        struct second_text under = {number_of(day), SECOND_ALL_KNOWN, false,
                                    (enum second_wage)wage};
        second_read(&under, &today);
        under.day = number_of(date_plus_days(day, -1));
        second_read(&under, &before);
        if (today.whole != before.whole || today.amount[0][0] != before.amount[0][0]) return true;
    }
    return false;
}

/* Rows on both sides of every threshold. */
static int rows_near(const struct scale *scale)
{
    int rows = 0;
    for (int i = 0; i < REDUCTION_THRESHOLDS + LOAN_THRESHOLDS; i++) {
        int32_t threshold = i < REDUCTION_THRESHOLDS
                                ? scale->above_cents[i]
                                : scale->loan_above_cents[i - REDUCTION_THRESHOLDS];
        for (int k = 0; k < 3 * CHILDREN; k++) {
            resources[rows] = threshold - 1 + k / CHILDREN;
            children[rows++] = k % CHILDREN;
        }
    }
    return rows;
}

/* Every day in between gives the tables of the day its set began. */
static void compare_every_day(date from, date until)
{
    for (date day = from; date_compare(day, until) <= 0; day = date_plus_days(day, 1)) {
        for (int place = 0; place < PLACES; place++) {
            struct setting setting = setting_of(day, place);
            struct scale scale;
            struct second_reading reading;
            read_twice(&setting, &scale, &reading);
            compare_rows(&setting, &scale, &reading, rows_near(&scale));
        }
    }
}

/* law_aid itself, against the columns and the second reading: up to a million euros a month and as
 * many children as a claim may have. */
static void compare_claim(const struct setting *setting, const struct scale *scale,
                          const struct second_reading *reading, struct random *random)
{
    int32_t cents = random_below(random, random_flag(random) ? CENTS : 100000001);
    int32_t many = random_below(random, REQUEST_CHILDREN_MAX + 1), amount, loan;
    law_amounts(scale, &cents, &many, &amount, &loan, 1);
    struct reasoning unread = {.count = 0};
    struct aid aid;
    law_aid(setting, (money){cents}, many, &unread, &aid);
    bool second_loan;
    int64_t second = second_amount(reading, cents, many, &second_loan);
    compared++;
    if (aid.amount.cents == amount && amount == second && loan == (aid.form == FORM_LOAN) &&
        second_loan == (loan == 1)) {
        return;
    }
    tell(setting, cents, many, aid.amount.cents, second);
}

static void compare_random_claims(int settings, int claims)
{
    struct random random = random_start();
    for (int i = 0; i < settings; i++) {
        struct setting setting = setting_of(random_day(&random), random_below(&random, PLACES));
        struct scale scale;
        struct second_reading reading;
        read_twice(&setting, &scale, &reading);
        for (int k = 0; k < claims; k++) compare_claim(&setting, &scale, &reading, &random);
    }
}

int main(int count, char **words)
{
    (void)words;
    int step = count > 1 ? 97 : 1, settings = 0;
    date first = DATE(2023, 11, 28), last = DATE(2026, 12, 31);
    for (date day = first; date_compare(day, last) <= 0; day = date_plus_days(day, 1)) {
        if (date_compare(day, first) != 0 && !begins_a_set(day)) continue;
        for (int place = 0; place < PLACES; place++) {
            struct setting setting = setting_of(day, place);
            compare_setting(&setting, step);
            settings++;
        }
    }
    compare_every_day(first, last);
    compare_random_claims(1000, 100);
    printf("%lld rows compared, %d settings, %lld differences\n", (long long)compared, settings,
           (long long)different);
    return different > 0;
}
