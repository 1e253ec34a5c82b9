/* What an appeal is against, as the files of the strand read it. Inside case. May include: base,
 * law.
 */
#ifndef CASE_CONTESTED_H
#define CASE_CONTESTED_H
#include "case/fold.h"

/* The day it was made, when known; the day it reached her, when known, and whether it then stated
 * the remedies. */
struct contested {
    bool exists;
    bool of_silence; /* two months without a decision on the claim: CRPA L. 231-4, 3° */
    date made_on, notified_on;
    bool states_remedies;
    date interrupted_on; /* her rectification of a debt put off the term: notified_on is its end */
};

/* What an appeal on that subject would be against. */
struct contested contested_by(const struct case_file *file, enum subject subject);
/* Whether an appeal of that day is against it: not made before it was. */
bool contested_on(const struct contested *what, date filed_on);
/* Whether the decision in force was taken on or after that day, and since the appeal. */
bool appeal_replaced_since(const struct case_file *file, date won_on);
/* The day silence rejects the appeal, or did: CSS R. 142-6. */
date contested_silence(const struct appeal_life *life);

#endif
