/* A file's life made by chance: lawful facts, told late or in time, for years. Nothing here decides
 * what is lawful: a fact is proposed, and case_admits says. */
#ifndef TESTS_PROPERTY_LIFE_H
#define TESTS_PROPERTY_LIFE_H
#include "tests/facts.h"
#include "tests/property/random.h"

enum { LIFE_FACTS_MAX = 160 };

struct lived {
    struct random *random;
    struct case_file file;
    struct fact facts[LIFE_FACTS_MAX];
    int count;
    date today;
};

/* An empty file, on some day since the law is in force. */
void life_begin(struct lived *life, struct random *random);

/* Some days pass, at most `days_max`; then something may happen. Returns the fact, which is in the
 * file and the last of its journal, or NULL when nothing was lawful of what was tried. */
const struct fact *life_step(struct lived *life, int days_max);

#endif
