/* Files drawn by chance that had a loan, criminal proceedings, a debt and an appeal. */
#ifndef TESTS_BENCH_LIVES_H
#define TESTS_BENCH_LIVES_H
#include "tests/property/random.h"

/* Draws lives until one has so many facts (at most LIFE_FACTS_MAX) and went through the four;
 * writes its facts, its file as it then is, and the day. */
void bench_life(struct random *random, int count, struct fact *ret_facts, struct case_file *ret,
                date *ret_today);

#endif
