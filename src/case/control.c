#include "case/rules.h"

/* Controls and penalties. */

static date no_day(const struct case_file *file)
{
    (void)file;
    return NO_DATE;
}

const struct fact_rule case_control_rules[FACT_COUNT] = {
    [FACT_CONTROL_OPENED] = {no_day, NULL, NULL, NULL},
    [FACT_THIRD_PARTY_TOLD] = {no_day, NULL, NULL, NULL},
    [FACT_COPY_ASKED] = {no_day, NULL, NULL, NULL},
    [FACT_COPY_GIVEN] = {no_day, NULL, NULL, NULL},
    [FACT_CONTROL_CLOSED] = {no_day, NULL, NULL, NULL},
    [FACT_FACTS_REPROACHED] = {no_day, NULL, NULL, NULL},
    [FACT_OBSERVATIONS_MADE] = {no_day, NULL, NULL, NULL},
    [FACT_PENALTY_CHOSEN] = {no_day, NULL, NULL, NULL},
    [FACT_MORE_TIME_ASKED] = {no_day, NULL, NULL, NULL},
    [FACT_OPINION_GIVEN] = {no_day, NULL, NULL, NULL},
    [FACT_PENALTY_FIXED] = {no_day, NULL, NULL, NULL},
    [FACT_PENALTY_RECEIVED] = {no_day, NULL, NULL, NULL},
    [FACT_PENALTY_NOTICE] = {no_day, NULL, NULL, NULL},
    [FACT_PENALTY_PAID] = {no_day, NULL, NULL, NULL},
};

/* ---- what is due ---- */

void case_control_duties(const struct case_file *file, struct duty_list *list)
{
    (void)file;
    (void)list;
}
