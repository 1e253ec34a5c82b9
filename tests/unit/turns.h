/* From when what is due of a file may be something else though nothing is recorded. */
#ifndef TESTS_UNIT_TURNS_H
#define TESTS_UNIT_TURNS_H
#include "case/duties.h"
#include "tests/test.h"

static inline void assert_turns(const struct case_file *file, date today, date expected)
{
    struct duty duties[DUTY_COUNT];
    date until = DATE(1999, 1, 1);
    (void)case_duties_until(file, today, duties, &until);
    if (date_compare(until, expected) != 0)
        fail_msg("%d-%d-%d", until.year, until.month, until.day);
}

#endif
