/* Chance that can be told again: a seed gives the same run for ever. */
#ifndef TESTS_PROPERTY_RANDOM_H
#define TESTS_PROPERTY_RANDOM_H
#include "tests/facts.h"

struct random {
    uint64_t at;
};

/* The seed of ABRI_SEED, or 20231128; printed, so that a failure can be run again. */
struct random random_start(void);
uint64_t random_next(struct random *random);
/* 0 to below - 1. */
int random_below(struct random *random, int below);
bool random_flag(struct random *random);
/* A day from 2023-11-28 to 2026-11-27. */
date random_day(struct random *random);
/* A claim that passes request_check, of any outcome. */
struct request random_request(struct random *random);
/* A body as that kind of fact may have it. */
struct body random_body(struct random *random, enum fact_kind kind);

#endif
