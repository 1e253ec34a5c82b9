/* The files whose rules are measured, told fact by fact as an office would: each is admitted. */
#ifndef TESTS_BENCH_FILES_H
#define TESTS_BENCH_FILES_H
#include "tests/facts.h"

#define FACTS    30
#define JOURNALS 32

/* The kinds of files: 30 facts, but for the first two. */
enum kind {
    LONG_PAID,    /* a year ago, and told her rights */
    UNDER_WAY,    /* received, complete, decided or on its way to her */
    COME_BACK,    /* paid and come back, each time to another account */
    EVERY_STRAND, /* a loan, proceedings, instalments, an appeal, a debt, a control */
    KIND_COUNT
};

extern struct fact facts[KIND_COUNT][JOURNALS][FACTS];
extern struct case_file files[KIND_COUNT][JOURNALS];
extern int facts_counts[KIND_COUNT][JOURNALS];

/* Stops the measure when it does not hold. */
void check(bool good, const char *what);

/* Fills the three tables; twice is once too many. */
void write_files(void);

#endif
