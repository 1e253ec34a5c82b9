#include "law/terms.h"
#include "law/articles.h"

/* How terms are counted: code de procédure civile, art. 641 and 642. */

/* The first day does not count; a month ends on the same day number, or on its last day. */
const struct article cpc_641 = {.code = "CPC", .number = "641"};
/* A term that would end on a Saturday, a Sunday or a holiday goes on to the next working day. */
const struct article cpc_642 = {.code = "CPC", .number = "642"};

date law_days_after(date start, int days)
{
    must(days >= 0);
    return date_plus_days(start, days);
}

date law_months_after(date start, int months)
{
    must(months >= 0);
    return date_plus_months_or_last_day(start, months);
}

date law_months_and_days_after(date start, int months, int days)
{
    return law_days_after(law_months_after(start, months), days);
}

date law_next_open_day(const struct department *where, date day)
{
    while (date_weekday(day) >= SATURDAY || law_is_holiday(where, day)) {
        day = date_plus_days(day, 1);
    }
    return day;
}

date law_term_end(const struct department *where, date last)
{
    return law_next_open_day(where, last);
}

date law_franc_term_end(const struct department *where, date last)
{
    return law_next_open_day(where, date_plus_days(last, 1));
}

struct term law_term(const struct department *where, date last)
{
    return (struct term){.shown = law_term_end(where, last),
                         .enforced = law_franc_term_end(where, last)};
}

struct term law_term_in_months(const struct department *where, date start, int months,
                               const struct article *article, const char *clause,
                               struct reasoning *why)
{
    date last = law_months_after(start, months);
    struct term term = law_term(where, last);
    reasoning_add(why, article, clause, SENTENCE_TERM_IN_MONTHS,
                  (struct mentioned){.d1 = start, .d2 = last, .n1 = months});
    if (date_compare(term.shown, last) != 0) {
        reasoning_add(why, &cpc_642, "al. 2", SENTENCE_TERM_MOVED,
                      (struct mentioned){.d1 = last, .d2 = term.shown});
    }
    reasoning_add(why, &cpc_641, "", SENTENCE_TERM_FRANC,
                  (struct mentioned){.d1 = term.shown, .d2 = term.enforced});
    return term;
}
