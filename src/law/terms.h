/* Terms counted in days and months (code de procédure civile, art. 641 and 642), which the
 * administration and its courts follow. May include: base. */
#ifndef LAW_TERMS_H
#define LAW_TERMS_H
#include "law/funds.h"

/* Art. 641: the day that starts the term does not count. The last day, before art. 642; in months,
 * the same day number or the last day of the month; in months and days, months first. */
date law_days_after(date start, int days);
date law_months_after(date start, int months);
date law_months_and_days_after(date start, int months, int days);

/* Art. 642: that day, or the next one that is no Saturday, Sunday or holiday of the place. */
date law_next_open_day(const struct department *where, date day);

/* The last day of a term whose last day under art. 641 is `last`: moved, not franc. */
date law_term_end(const struct department *where, date last);

/* The same for a franc term, in which the day of expiry does not count either: one day more, then
 * moved. Never before law_term_end(). */
date law_franc_term_end(const struct department *where, date last);

/* The two ends of a term that binds a person: she is shown the first, so that she is early under
 * either reading; she is late only after the second. */
struct term {
    date shown, enforced;
};

struct term law_term(const struct department *where, date last);

/* The same with its steps: the months, the day moved when it was, the franc day. `article` at
 * `clause` gives the months. */
struct term law_term_in_months(const struct department *where, date start, int months,
                               const struct article *article, const char *clause,
                               struct reasoning *why);

#endif
