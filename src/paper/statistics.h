/* Figures that leave: how many aids were awarded and how much, by département, month and form, so
 * that no figure, nor any sum or difference of figures of any releases, tells of one person.
 *
 * A release is a quarter, made once after it is over and never again: its aids belong to no other
 * release, so that there is nothing to subtract. It says: the quarter and its months for the whole
 * country, each by form; the quarter and its months for each département, both forms together.
 * Never a place smaller than a département. Counts of 1 to 10 are hidden (STATISTICS_FEWEST), and
 * figures of which one aid makes more than 85 %; then as much more as it takes that every hidden
 * count stays uncertain by 11 at least (protect.c proves it). What is shown is rounded.
 * May include: base, law, case. */
#ifndef PAPER_STATISTICS_H
#define PAPER_STATISTICS_H
#include "case/fold.h"

#define STATISTICS_FEWEST      11
#define STATISTICS_DOMINANCE   85    /* % of a figure that one aid may make */
#define STATISTICS_ROUND_COUNT 5     /* counts to the nearest 5 */
#define STATISTICS_ROUND_CENTS 10000 /* sums to the nearest 100 euros */
#define STATISTICS_PLACES_MAX  128

/* A quarter of a year. */
struct quarter {
    int year, number; /* 1..4 */
};
struct quarter quarter_of(date day);
date quarter_first_day(struct quarter quarter);
date quarter_last_day(struct quarter quarter);
/* 20254: the fourth of 2025, under which the register keeps it; BAD_INPUT for what is none. */
int64_t quarter_code(struct quarter quarter);
MUST_USE err quarter_of_code(int64_t code, struct quarter *ret);

/* A figure as counted, and its largest part. */
struct counted {
    int64_t count, cents, largest;
};

/* A quarter counted. A month is 0..2; STATISTICS_QUARTER is the three together. */
enum { STATISTICS_MONTHS = 3, STATISTICS_QUARTER = 3, STATISTICS_SPANS };
struct statistics {
    struct quarter quarter;
    struct counted places[STATISTICS_PLACES_MAX][STATISTICS_SPANS]; /* as law_department_at */
    struct counted forms[FORM_COUNT][STATISTICS_SPANS];
    struct counted country[STATISTICS_SPANS];
};

/* Adds the aid a file awards, when it was awarded in the quarter and stands. */
void statistics_add(struct statistics *to, const struct case_file *file);

/* A figure as it is released. */
struct released {
    bool shown;
    int64_t count, cents; /* rounded; 0 unless shown */
};
struct release {
    struct quarter quarter;
    struct released places[STATISTICS_PLACES_MAX][STATISTICS_SPANS];
    struct released forms[FORM_COUNT][STATISTICS_SPANS];
    struct released country[STATISTICS_SPANS];
};
void statistics_release(const struct statistics *counted, struct release *ret);

/* As the register keeps a release, for ever the same bytes: a line a figure, "59 1 120 9800000",
 * hidden ones as "-". */
#define RELEASE_BYTES_MAX 32768
void write_release(struct writer *out, const struct release *release);
MUST_USE err release_read(text from, struct release *ret);

#endif
