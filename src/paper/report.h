/* The report of a health professional to the prosecutor: when the law allows it. Code pénal,
 * 226-14, 2° and 3°. May include: base, law, case. */
#ifndef PAPER_REPORT_H
#define PAPER_REPORT_H
#include "base/date.h"
#include "law/words.h"

extern const struct word_list report_danger, report_hold;

struct report_facts {
    date born_on, examined_on;
    bool agreed;           /* she agrees to the report */
    bool agreement_sought; /* or it was tried to obtain */
    bool informed;         /* she was told of the report */
    uint32_t danger, hold; /* bits of the two lists */
};

enum report_basis {
    REPORT_NOT_ALLOWED,
    REPORT_AGREED,    /* 2°: with her agreement, not needed of a minor */
    REPORT_IN_DANGER, /* 3°: an adult in immediate danger, under a hold, told of it */
};

/* `ret_missing` says what the law still wants when it is not allowed. */
enum report_basis report_basis(const struct report_facts *facts, const char **ret_missing);

/* "code pénal, 226-14, 2°"; NULL when not allowed. */
const char *report_article(enum report_basis basis);

#endif
