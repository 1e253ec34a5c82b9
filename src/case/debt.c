#include "case/rules.h"

/* What was paid and not due: notified, disputed, recovered. */

static date no_day(const struct case_file *file)
{
    (void)file;
    return NO_DATE;
}

const struct fact_rule case_debt_rules[FACT_COUNT] = {
    [FACT_DEBT_NOTIFIED] = {no_day, NULL, NULL, NULL},
    [FACT_DEBT_NOTICE_RECEIVED] = {no_day, NULL, NULL, NULL},
    [FACT_RECTIFICATION_ASKED] = {no_day, NULL, NULL, NULL},
    [FACT_RECTIFICATION_ANSWERED] = {no_day, NULL, NULL, NULL},
    [FACT_DEBT_PLAN_ACCEPTED] = {no_day, NULL, NULL, NULL},
    [FACT_DEBT_PLAN_AGREED] = {no_day, NULL, NULL, NULL},
    [FACT_DEBT_REPAID] = {no_day, NULL, NULL, NULL},
    [FACT_WITHHOLDING_SET] = {no_day, NULL, NULL, NULL},
    [FACT_WITHHOLDING_APPLIED] = {no_day, NULL, NULL, NULL},
    [FACT_FORMAL_NOTICE_RECEIVED] = {no_day, NULL, NULL, NULL},
    [FACT_CONSTRAINT_RECEIVED] = {no_day, NULL, NULL, NULL},
    [FACT_OPPOSITION_FILED] = {no_day, NULL, NULL, NULL},
    [FACT_DEBT_WRITTEN_OFF] = {no_day, NULL, NULL, NULL},
    [FACT_DEBT_CANCELLED] = {no_day, NULL, NULL, NULL},
    [FACT_OTHER_RECOVERY_ENDED] = {no_day, NULL, NULL, NULL},
};

/* ---- what is due ---- */

void case_debt_duties(const struct case_file *file, struct duty_list *list)
{
    (void)file;
    (void)list;
}
