#include "case/rules.h"

/* A request in her name in which something is strange: nothing is granted nor paid until somebody
 * who knows says that it is hers. When another made it, it counts for nothing: her right to one aid
 * a year is whole (CASF D. 214-12). */

bool case_is_rejected(const struct case_file *file)
{
    return file->stages[STRAND_HOLD] == STAGE_HOLD_REJECTED;
}

bool case_is_held(const struct case_file *file)
{
    return file->stages[STRAND_HOLD] == STAGE_HOLD_HELD || case_is_rejected(file);
}

date case_awarded_on(const struct case_file *file)
{
    return case_is_rejected(file) ? NO_DATE : file->awarded_on;
}

/* ---- what each fact changes ---- */

static void anomaly_held(struct case_file *file, const struct fact *fact)
{
    file->hold.held_on = fact->day;
    file->hold.anomalies |= fact->body.anomalies;
}

static void hold_ended(struct case_file *file, const struct fact *fact)
{
    file->hold.ended_on = fact->day;
}

/* ---- the day each fact answers to ---- */

static date reception_day(const struct case_file *file)
{
    return later(file->received_on, file->hold.ended_on);
}

static date holding_day(const struct case_file *file) { return file->hold.held_on; }

/* ---- what each fact must say ---- */

/* The same doubt twice would only delay her. */
static err check_held(const struct case_file *file, const struct fact *fact, date today,
                      struct trouble *trouble)
{
    (void)today;
    if (fact->body.anomalies & ~file->hold.anomalies) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/anomalies",
                       "at least one anomaly that was not looked at already");
}

const struct fact_rule case_hold_rules[FACT_COUNT] = {
    [FACT_ANOMALY_HELD] = {reception_day, check_held, anomaly_held, NULL},
    [FACT_HELD_RELEASED] = {holding_day, NULL, hold_ended, NULL},
    [FACT_HELD_REJECTED] = {holding_day, NULL, hold_ended, NULL},
};

/* ---- what is due ---- */

/* A doubt gives no more time to pay: the delay of a request complete on reception. */
void case_hold_duties(const struct case_file *file, struct duty_list *list)
{
    if (file->stages[STRAND_HOLD] != STAGE_HOLD_HELD) return;
    date due = law_pay_by(file->fund, file->claim.request.beneficiary_of, file->received_on);
    if (date_compare(file->hold.held_on, due) > 0) {
        due = law_working_days_after(file->fund, file->hold.held_on, 1);
    }
    duty_add(list, DUTY_RESOLVE_HOLD, due);
}
