#include "case/rules.h"

/* The rights that follow the first payment for six months, and the support she accepted. */

/* The first payment, when what was paid stands. When it came back and was paid again, the six
 * months still run from the first day: the text counts from the first payment. */
static date opened_on(const struct case_file *file)
{
    bool stands = file->paid.cents > 0 && file->stages[STRAND_CLAIM] == STAGE_CLAIM_GRANTED;
    return stands ? file->first_payment_on : NO_DATE;
}

static bool is_accompanied(const struct rights_life *life)
{
    return date_is_set(life->accompanied_on) && !date_is_set(life->accompanied_until);
}

/* ---- what each fact changes ---- */

static void rights_told(struct case_file *file, const struct fact *fact)
{
    file->rights.told_on = fact->day;
}

static void rights_end_told(struct case_file *file, const struct fact *fact)
{
    file->rights.end_told_on = fact->day;
}

static void referral_accepted(struct case_file *file, const struct fact *fact)
{
    file->rights.accompanied_on = fact->day;
    file->rights.accompanied_until = NO_DATE;
}

static void referral_closed(struct case_file *file, const struct fact *fact)
{
    file->rights.accompanied_until = fact->day;
}

/* ---- the day each fact answers to ---- */

static date payment_day(const struct case_file *file) { return file->first_payment_on; }
static date told_day(const struct case_file *file) { return file->rights.told_on; }
static date referral_day(const struct case_file *file)
{
    return later(file->referred_on, file->rights.accompanied_until);
}
static date support_day(const struct case_file *file) { return file->rights.accompanied_on; }

/* ---- what each fact must say ---- */

static err check_told(const struct case_file *file, const struct fact *fact, date today,
                      struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (date_is_set(opened_on(file))) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "payment_settled first: they follow the first payment (CASF L. 214-10, "
                       "al. 4)");
}

static err check_accepted(const struct case_file *file, const struct fact *fact, date today,
                          struct trouble *trouble)
{
    (void)fact;
    (void)today;
    bool referred = date_is_set(file->referred_on);
    if (referred && !is_accompanied(&file->rights)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       referred ? "referral_closed first: the support has begun (CASF L. 214-8)"
                                : "referred_to_association first (CASF L. 214-8)");
}

static err check_ended(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (is_accompanied(&file->rights)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "referral_accepted first: no support runs (CASF L. 214-8)");
}

const struct fact_rule case_rights_rules[FACT_COUNT] = {
    [FACT_RIGHTS_TOLD] = {payment_day, check_told, rights_told, NULL},
    [FACT_RIGHTS_END_TOLD] = {told_day, NULL, rights_end_told, NULL},
    [FACT_REFERRAL_ACCEPTED] = {referral_day, check_accepted, referral_accepted, NULL},
    [FACT_REFERRAL_CLOSED] = {support_day, check_ended, referral_closed, NULL},
};

/* ---- what is due ---- */

void case_rights_duties(const struct case_file *file, struct duty_list *list)
{
    enum stage stage = file->stages[STRAND_RIGHTS];
    date from = opened_on(file);
    if (stage == STAGE_RIGHTS_END_TOLD || !date_is_set(from)) return;
    if (stage == STAGE_RIGHTS_UNTOLD) duty_add(list, DUTY_TELL_RIGHTS, from);
    duty_add(list, DUTY_TELL_RIGHTS_END, law_rights_reminder(from));
}

/* ---- the view ---- */

void case_rights(const struct case_file *file, date today, struct reasoning *why,
                 struct rights_state *ret)
{
    const struct rights_life *life = &file->rights;
    date from = opened_on(file);
    law_rights_explain(from, today, why);
    *ret = (struct rights_state){
        .position = law_rights_on(from, today),
        .told = date_is_set(life->told_on),
        .end_told = date_is_set(life->end_told_on),
        .accompanied = is_accompanied(life),
    };
    if (ret->position == RIGHTS_CLOSED) return;
    ret->from = from;
    ret->until = law_rights_end(from);
    ret->remind_by = law_rights_reminder(from);
}
