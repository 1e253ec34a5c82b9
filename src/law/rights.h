/* The six months of rights that the first payment of the aid opens: CASF L. 214-10 al. 4.
 * May include: base. */
#ifndef LAW_RIGHTS_H
#define LAW_RIGHTS_H
#include "law/parameters.h"
#include "law/reasoning.h"

enum right {
#define RIGHT(name, ...) RIGHT_##name,
#include "law/rights.def"
    RIGHT_COUNT
};

/* One line of rights.def. TO_CONFIRM: whether it exists where she lives must be asked there. */
struct right_row {
    struct word words;
    const char *source;
    enum confidence confidence;
};
extern const struct right_row law_rights[RIGHT_COUNT];

enum rights_position { RIGHTS_CLOSED, RIGHTS_OPEN, RIGHTS_ENDED, RIGHTS_POSITION_COUNT };
extern const struct word_list law_rights_positions;

/* Open from the day of the first payment to law_rights_end(), both days in; closed before, and
 * without a payment (NO_DATE). */
enum rights_position law_rights_on(date first_payment, date day);

/* By when she is told that the rights will end: so many months before, the office's default, as no
 * text says. There must be a payment. */
#define RIGHTS_REMINDER_MONTHS 1
date law_rights_reminder(date first_payment);

/* Adds to `why` from when to when, or that nothing is open, and each right while any may be asked
 * for. */
void law_rights_explain(date first_payment, date day, struct reasoning *why);

#endif
