#include "case/rules.h"

/* The rights that follow the first payment for six months, and what she accepted of them: CASF
 * L. */

static date no_day(const struct case_file *file)
{
    (void)file;
    return NO_DATE;
}

const struct fact_rule case_rights_rules[FACT_COUNT] = {
    [FACT_RIGHTS_TOLD] = {no_day, NULL, NULL, NULL},
    [FACT_RIGHTS_END_TOLD] = {no_day, NULL, NULL, NULL},
    [FACT_REFERRAL_ACCEPTED] = {no_day, NULL, NULL, NULL},
    [FACT_REFERRAL_CLOSED] = {no_day, NULL, NULL, NULL},
};

/* ---- what is due ---- */

void case_rights_duties(const struct case_file *file, struct duty_list *list)
{
    (void)file;
    (void)list;
}
