#include "case/rules.h"

/* The criminal proceedings as the fund knows them, and what they make of the loan. */

static date no_day(const struct case_file *file)
{
    (void)file;
    return NO_DATE;
}

const struct fact_rule case_penal_rules[FACT_COUNT] = {
    [FACT_COMPLAINT_RECEIVED] = {no_day, NULL, NULL, NULL},
    [FACT_VICTIM_INFORMED] = {no_day, NULL, NULL, NULL},
    [FACT_FORM_OFFERED] = {no_day, NULL, NULL, NULL},
    [FACT_PROCEEDINGS_KNOWN] = {no_day, NULL, NULL, NULL},
    [FACT_NO_PROCEEDINGS] = {no_day, NULL, NULL, NULL},
    [FACT_OUTCOME_KNOWN] = {no_day, NULL, NULL, NULL},
    [FACT_ATTESTATION_SENT] = {no_day, NULL, NULL, NULL},
    [FACT_PACKET_SENT] = {no_day, NULL, NULL, NULL},
};

/* ---- what is due ---- */

void case_penal_duties(const struct case_file *file, struct duty_list *list)
{
    (void)file;
    (void)list;
}
