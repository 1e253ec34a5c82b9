#include "case/rules.h"

/* The appeal before the fund's board, then the administrative court. */

static date no_day(const struct case_file *file)
{
    (void)file;
    return NO_DATE;
}

const struct fact_rule case_appeal_rules[FACT_COUNT] = {
    [FACT_APPEAL_FILED] = {no_day, NULL, NULL, NULL},
    [FACT_APPEAL_ACKNOWLEDGED] = {no_day, NULL, NULL, NULL},
    [FACT_APPEAL_DOCUMENTS] = {no_day, NULL, NULL, NULL},
    [FACT_APPEAL_DECIDED] = {no_day, NULL, NULL, NULL},
    [FACT_APPEAL_NOTIFIED] = {no_day, NULL, NULL, NULL},
    [FACT_COURT_SEISED] = {no_day, NULL, NULL, NULL},
    [FACT_JUDGED] = {no_day, NULL, NULL, NULL},
};

/* ---- what is due ---- */

void case_appeal_duties(const struct case_file *file, struct duty_list *list)
{
    (void)file;
    (void)list;
}
