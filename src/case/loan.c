#include "case/rules.h"

/* The loan's life: what she owes, when, and what ended it. */

static date no_day(const struct case_file *file)
{
    (void)file;
    return NO_DATE;
}

const struct fact_rule case_loan_rules[FACT_COUNT] = {
    [FACT_LOAN_GRANTED] = {no_day, NULL, NULL, NULL},
    [FACT_LOAN_ANNULLED] = {no_day, NULL, NULL, NULL},
    [FACT_PLAN_CHOSEN] = {no_day, NULL, NULL, NULL},
    [FACT_INSTALMENT_RECEIVED] = {no_day, NULL, NULL, NULL},
    [FACT_EARLY_REPAYMENT] = {no_day, NULL, NULL, NULL},
    [FACT_DEDUCTION_CHOSEN] = {no_day, NULL, NULL, NULL},
    [FACT_REMISSION_ASKED] = {no_day, NULL, NULL, NULL},
    [FACT_REMISSION_DECIDED] = {no_day, NULL, NULL, NULL},
    [FACT_LOAN_WRITTEN_OFF] = {no_day, NULL, NULL, NULL},
    [FACT_LOAN_TRANSFERRED] = {no_day, NULL, NULL, NULL},
    [FACT_AUTHOR_REPAID] = {no_day, NULL, NULL, NULL},
    [FACT_RESTITUTION_DECIDED] = {no_day, NULL, NULL, NULL},
};

/* ---- what is due ---- */

void case_loan_duties(const struct case_file *file, struct duty_list *list)
{
    (void)file;
    (void)list;
}
