/* What is due changes by the law alone on the days that were announced, and on no other: so that
 * who looks on those days, or once after them all, finds what a look each day finds. */
#include "tests/property/life.h"
#include "tests/test.h"

#include <stdio.h>
#include <string.h>

static struct random chance;

enum { FILES = 3000, DAYS = 800, DAYS_MAX = 60 };

struct due {
    struct duty duties[DUTY_COUNT];
    int count;
    date until;
};

static struct due due_on(const struct case_file *file, date day)
{
    struct due due;
    due.count = case_duties_until(file, day, due.duties, &due.until);
    return due;
}

static const struct duty *duty_of(const struct due *due, enum duty_kind kind)
{
    for (int i = 0; i < due->count; i++) {
        if (due->duties[i].kind == kind) return &due->duties[i];
    }
    return NULL;
}

/* How often each duty came, went, or was put off by the passing of the days. */
static int64_t came[DUTY_COUNT], went[DUTY_COUNT], moved[DUTY_COUNT];

/* How many are others than they were. */
static int difference(const struct due *before, const struct due *after)
{
    int different = 0;
    for (int i = 0; i < DUTY_COUNT; i++) {
        const struct duty *a = duty_of(before, (enum duty_kind)i);
        const struct duty *b = duty_of(after, (enum duty_kind)i);
        bool same = a && b && date_compare(a->due, b->due) == 0;
        if (same || (!a && !b)) continue;
        came[i] += !a;
        went[i] += !b;
        moved[i] += a && b;
        different++;
    }
    return different;
}

static void assert_same_days(date a, date b) { assert_int_equal(date_compare(a, b), 0); }

/* Day after day from the file's last: what was announced holds until its day, and the day after
 * announces the same as long as it holds. */
static void walk(const struct case_file *file, date from)
{
    struct due now = due_on(file, from), looked = now;
    for (int day = 1; day <= DAYS; day++) {
        date today = date_plus_days(from, day);
        struct due next = due_on(file, today);
        bool announced = date_is_set(now.until) && date_compare(now.until, today) <= 0;
        int different = difference(&now, &next);
        if (announced) {
            assert_same_days(now.until, today); /* it was still to come yesterday */
            looked = next;
        } else {
            assert_int_equal(different, 0);
            assert_same_days(next.until, now.until);
        }
        now = next;
    }
    struct due once = due_on(file, date_plus_days(from, DAYS)); /* who looks at the end alone */
    assert_int_equal(difference(&looked, &once), 0);
}

static void what_is_due_turns_on_the_days_announced(void **state)
{
    const int *files = *state;
    for (int i = 0; i < *files; i++) {
        static struct lived life;
        life_begin(&life, &chance);
        date end = date_plus_days(life.today, 365 * (1 + random_below(&chance, 8)));
        while (date_compare(life.today, end) < 0 && life.count < LIFE_FACTS_MAX) {
            if (!life_step(&life, life.count < 8 ? 4 : DAYS_MAX)) continue;
            if (random_below(&chance, 24) == 0) walk(&life.file, life.today);
        }
        walk(&life.file, life.today);
    }
    int64_t kinds = 0;
    for (int i = 0; i < DUTY_COUNT; i++) {
        if (came[i] + went[i] + moved[i] == 0) continue;
        print_message("%s: came %lld, went %lld, moved %lld\n", case_duty_rows[i].word,
                      (long long)came[i], (long long)went[i], (long long)moved[i]);
        kinds++;
    }
    /* A walk on which nothing ever turned would show nothing. */
    static const enum duty_kind turn[] = {DUTY_START_RECOVERY, DUTY_NOTIFY_DEBT, DUTY_GIVE_OPINION,
                                          DUTY_FIX_PENALTY};
    for (size_t i = 0; i < LENGTH(turn); i++) {
        if (came[turn[i]] + went[turn[i]] + moved[turn[i]] == 0)
            fail_msg("never turned: %s", case_duty_rows[turn[i]].word);
    }
    assert_true(kinds >= (int64_t)LENGTH(turn));
}

int main(int argc, char **argv)
{
    (void)argv;
    chance = random_start();
    int files = argc > 1 ? FILES / 3 : FILES;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(what_is_due_turns_on_the_days_announced, &files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
