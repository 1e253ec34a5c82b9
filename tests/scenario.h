/* What a scenario knows while it is played; scenario.c plays it, scenario_expect.c compares. */
#ifndef TESTS_SCENARIO_H
#define TESTS_SCENARIO_H
#include "tests/facts.h"

struct scenario {
    const char *path;
    int line;
    int wrong;         /* lines that did not say true */
    struct body claim; /* what she says */
    bool own_documents;
    date completed_on, decided_on, known_on; /* for the law alone; NO_DATE: as the request */
    date award;                              /* an award in another file */
    date today; /* of recording and of duties; NO_DATE: the fact's day */
    struct case_file file;
};

/* A line that does not say true: x.cas:5: attendu 364,66, obtenu 364,65. */
void scenario_say(struct scenario *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* attend KEY VALUE: compares what the law or the file says with what the line expects. */
void scenario_expect(struct scenario *s, const char *key, const char *value);

#endif
