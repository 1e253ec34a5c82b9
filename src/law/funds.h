/* Where she lives and which fund serves her: départements, funds, and the days each fund works.
 * May include: base. */
#ifndef LAW_FUNDS_H
#define LAW_FUNDS_H
#include "base/date.h"
#include "law/reasoning.h"

enum holiday_regime { HOLIDAYS_NATIONAL, HOLIDAYS_ALSACE_MOSELLE, HOLIDAYS_ABOLITION };
enum zone { ZONE_METRO, ZONE_DROM, ZONE_COM };
enum coverage { COVERAGE_COVERED, COVERAGE_TO_CONFIRM, COVERAGE_NOT_COVERED };

struct department {
    const char *code; /* "59", "2A", "976" */
    const char *name; /* "Nord" */
    const char *of;   /* "du Nord" */
    enum zone zone;
    enum holiday_regime holidays;
    int8_t abolition_month, abolition_day; /* code du travail, L. 3422-2; 0 elsewhere */
    enum coverage coverage;
};

struct fund {
    const char *code; /* "CAF-59" */
    enum fund_kind kind;
    const char *name;              /* "Caf du Nord" */
    const struct department *seat; /* whose working days it keeps */
};

/* The département of that code; NULL when there is none. */
const struct department *law_department(text code);
int law_department_count(void);
const struct department *law_department_at(int index);

const struct fund *law_fund(text code);
int law_fund_count(void);
const struct fund *law_fund_at(int index);

/* The fund competent for a claim (CASF D. 214-18 al. 5): where she or a member of the household
 * receives benefits, otherwise the fund of her residence. The département must be one the aid
 * covers. */
const struct fund *law_competent_fund(const struct department *where, enum beneficiary of,
                                      struct reasoning *why);
/* The same, without saying why. */
const struct fund *law_fund_for(const struct department *where, enum beneficiary of);

/* Whether the fund works that day: Monday to Friday less the legal holidays of its seat
 * (code du travail, L. 3133-1, L. 3134-13, L. 3422-2). */
bool law_is_working_day(const struct fund *fund, date day);
bool law_is_holiday(const struct department *where, date day);

/* The n-th working day after `day`, which itself does not count (code de procédure civile, art.
 * 641). */
date law_working_days_after(const struct fund *fund, date day, int count);

#endif
