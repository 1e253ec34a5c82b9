#include "tests/bench/lives.h"

#include "tests/property/life.h"

#include <string.h>

static bool went_through(const struct case_file *file)
{
    return file->stages[STRAND_LOAN] != STAGE_LOAN_NONE &&
           file->stages[STRAND_PENAL] != STAGE_PENAL_UNKNOWN &&
           file->stages[STRAND_DEBT] != STAGE_DEBT_NONE &&
           file->stages[STRAND_APPEAL] != STAGE_APPEAL_NONE;
}

/* Chance may leave nothing lawful to do: after TRIES_MAX steps another life is drawn. */
#define TRIES_MAX 400
#define DAYS_MAX  60

void bench_life(struct random *random, int count, struct fact *ret_facts, struct case_file *ret,
                date *ret_today)
{
    static struct life life;
    do {
        life_begin(&life, random);
        for (int i = 0; life.count < count && i < TRIES_MAX; i++) life_step(&life, DAYS_MAX);
    } while (life.count < count || !went_through(&life.file));
    memcpy(ret_facts, life.facts, (size_t)count * sizeof *ret_facts);
    *ret = life.file;
    *ret_today = life.today;
}
