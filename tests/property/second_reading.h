/* D. 214-13 and D. 214-14 read a second time, by somebody who has not seen src/law: from the text
 * alone, sentence by sentence, with its own constants and its own arithmetic. Where the two
 * readings differ, one of them is wrong. */
#ifndef TESTS_PROPERTY_SECOND_READING_H
#define TESTS_PROPERTY_SECOND_READING_H
#include <stdbool.h>
#include <stdint.h>

/* "en vigueur au 1er janvier précédant la demande" and "revalorisés au 1er avril" pull apart. */
enum second_wage { SECOND_FROM_APRIL, SECOND_FROM_JANUARY, SECOND_OF_THE_DAY, SECOND_WAGES };

struct second_text {
    int day;   /* of the request: 20251125 */
    int known; /* what was published after that day is not known */
    bool in_mayotte;
    enum second_wage wage;
};

#define SECOND_ALL_KNOWN 99999999

/* What the two articles come to on that day. Limits are twice the thousandths of a cent, so that a
 * half cent is whole. */
#define SECOND_CHILDREN 31
struct second_reading {
    int64_t amount[SECOND_CHILDREN][4]; /* in cents: not reduced, then by 20, 40 and 60 % */
    int64_t half, whole, one_and_a_half;
    int64_t loan[4];
};

void second_read(const struct second_text *text, struct second_reading *ret);

/* Resources and amount in cents. */
static inline int64_t second_amount(const struct second_reading *reading, int64_t resources,
                                    int children, bool *ret_loan)
{
    /* More than the threshold to the nearest cent is more than half a cent above the exact one. */
    int64_t above = 2000 * resources - 1000;
    *ret_loan = above > reading->loan[children > 3 ? 3 : children];
    if (above > reading->one_and_a_half) return reading->amount[children][3];
    if (above > reading->whole) return reading->amount[children][2];
    if (above > reading->half) return reading->amount[children][1];
    return reading->amount[children][0];
}

#endif
