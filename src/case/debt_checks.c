#include "case/rules.h"

/* What each fact of a debt must say: its sums, its terms, and that the law allows it on that day.
 * CASF L. 214-13, L. 214-14, with the articles of the code de la sécurité sociale they call. */

static err refuse(struct trouble *trouble, const char *where, const char *expected)
{
    return case_refuse(ERR_NOT_LAWFUL, trouble, where, expected);
}

/* About the fact's day: "EXPECTED 2025-03-24". */
static err refuse_day(struct trouble *trouble, const char *expected, date day)
{
    return case_refuse_day(ERR_NOT_LAWFUL, trouble, "/day", expected, day);
}

static err refuse_nothing_left(struct trouble *trouble)
{
    return refuse(trouble, "/kind", "debt_cancelled: nothing is left of this debt (CRPA L. 412-7)");
}

/* ---- the notification, and what she answers ---- */

/* The day it is sent opens the action (R. 133-9-2, I): prescription is measured on it. */
static err check_prescription(const struct case_file *file, const struct fact *fact,
                              struct trouble *trouble)
{
    struct reasoning unsaid = {0};
    const struct debt_life *debt = &file->debt;
    struct overpayment_prescription prescription = law_overpayment_prescription(
        file->settled_on, fact->body.fraud, debt->others, debt->others_count, &unsaid);
    if (!law_overpayment_is_prescribed(prescription, fact->day)) return ERR_OK;
    return refuse_day(trouble,
                      "a day before it is prescribed (CASF L. 214-13; CSS L. 553-1), until",
                      prescription.until);
}

err debt_check_notified(const struct case_file *file, const struct fact *fact, date today,
                        struct trouble *trouble)
{
    (void)today;
    money overpaid = case_overpaid(file);
    if (case_is_rejected(file)) {
        return refuse(trouble, "/kind", "nothing of her: another made the request (CRPA L. 241-2)");
    }
    if (overpaid.cents == 0) {
        return refuse(trouble, "/kind",
                      "nothing: no more was paid than is due (CASF L. 214-14, al. 1)");
    }
    if (fact->body.amount.cents != overpaid.cents) {
        return refuse(trouble, "/body/amount_cents",
                      "what was paid less what is due, to the cent (CASF L. 214-14, al. 1)");
    }
    return check_prescription(file, fact, trouble);
}

err debt_check_notice(const struct case_file *file, const struct fact *fact, date today,
                      struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (!date_is_set(file->debt.received_on)) return ERR_OK;
    return refuse(trouble, "/kind", "nothing: it is received already (CSS R. 133-9-2, I)");
}

err debt_check_request(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    (void)today;
    const struct debt_life *debt = &file->debt;
    if (date_is_set(debt->requested_on)) {
        return refuse(trouble, "/kind",
                      "appeal_filed: a rectification was asked for already (CSS R. 133-9-2, III)");
    }
    if (!date_is_set(debt->received_on)) return ERR_OK; /* nothing runs against her */
    date until = debt_delay_end(file, DELAY_RECTIFICATION, debt->received_on);
    if (date_compare(fact->day, until) <= 0) return ERR_OK;
    return refuse_day(trouble,
                      fact->body.oral
                          ? "appeal_filed: she has 20 days to bring documents, and they are an "
                            "appeal (CSS R. 133-9-2, IV, 2°), after"
                          : "appeal_filed: a request in writing is an appeal (CSS L. 133-4-1, al. "
                            "6; R. 133-9-2, IV, 1°), after",
                      until);
}

err debt_check_answer(const struct case_file *file, const struct fact *fact, date today,
                      struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (!date_is_set(file->debt.requested_on)) {
        return refuse(trouble, "/kind", "rectification_asked first (CSS R. 133-9-2, I, 2°)");
    }
    if (!date_is_set(file->debt.answered_on)) return ERR_OK;
    return refuse(trouble, "/kind", "nothing: it is answered already (CSS R. 133-9-2, III)");
}

/* ---- a schedule, a payment ---- */

err debt_check_acceptance(const struct case_file *file, const struct fact *fact, date today,
                          struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (!date_is_set(file->debt.plan_accepted_on)) return ERR_OK;
    return refuse(trouble, "/kind",
                  "debt_plan_agreed: she has accepted its principle already (CSS R. 133-9-2, I)");
}

err debt_check_plan(const struct case_file *file, const struct fact *fact, date today,
                    struct trouble *trouble)
{
    (void)today;
    if (debt_left(file).cents == 0) return refuse_nothing_left(trouble);
    if (law_schedule_is_allowed(fact->body.instalments)) return ERR_OK;
    return refuse(trouble, "/body/instalments",
                  "1 to 12 months (CASF L. 214-14, al. 1; CSS R. 133-9-2, I, 2°)");
}

err debt_check_repaid(const struct case_file *file, const struct fact *fact, date today,
                      struct trouble *trouble)
{
    (void)today;
    int64_t left = debt_left(file).cents, cents = fact->body.amount.cents;
    if (left == 0) return refuse_nothing_left(trouble);
    if (cents > 0 && cents <= left) return ERR_OK;
    return refuse(trouble, "/body/amount_cents",
                  "more than nothing, and no more than is left (CASF L. 214-14, al. 1)");
}

/* ---- the withholding ---- */

/* Whether the debt may be recovered on the fact's day. */
static err check_recovery(const struct case_file *file, const struct fact *fact,
                          struct trouble *trouble)
{
    struct reasoning unsaid = {0};
    struct recovery_start recovery = debt_recovery_on(file, fact->day, &unsaid);
    if (recovery.reason == RECOVERY_REPAID) return refuse_nothing_left(trouble);
    if (recovery.reason == RECOVERY_NOT_NOTIFIED) {
        return refuse(trouble, "/kind", "debt_notice_received first (CSS R. 133-9-2, I)");
    }
    if (recovery.reason == RECOVERY_WAITS_FOR_THE_APPEAL) {
        return refuse(trouble, "/kind", "nothing: the debt is contested (CASF L. 214-14, al. 1)");
    }
    if (date_compare(fact->day, recovery.from) >= 0) return ERR_OK;
    return refuse_day(trouble, "a day when it may be recovered (CSS L. 133-4-1, R. 133-9-2), from",
                      recovery.from);
}

static enum territory territory_of(const struct department *where)
{
    text code = text_of(where->code);
    if (text_equal(code, T("976"))) return TERRITORY_MAYOTTE;
    return text_equal(code, T("975")) ? TERRITORY_SPM : TERRITORY_GENERAL;
}

/* D. 553-5: an established fraud alone raises what is withheld. */
static err check_raise(const struct body *said, struct trouble *trouble)
{
    bool raised = said->raised_percent > 0 || said->repeated;
    if (said->fraud || !raised) return ERR_OK;
    return refuse(trouble, "/body/raised_percent",
                  "0, and not repeated: no fraud is established (CSS L. 553-2, al. 3)");
}

err debt_check_withholding(const struct case_file *file, const struct fact *fact, date today,
                           struct trouble *trouble)
{
    (void)today;
    const struct debt_life *debt = &file->debt;
    const struct body *said = &fact->body;
    TRY(check_recovery(file, fact, trouble));
    TRY(check_raise(said, trouble));
    struct reasoning unsaid = {0};
    struct household household = said->household;
    household.territory = territory_of(file->claim.request.department);
    struct withholding law;
    law_withholding(&household, fact->day, &unsaid, &law);
    if (!law.known) {
        return refuse(trouble, "/kind",
                      "debt_plan_agreed: no scale is known for that place, day and income, an "
                      "agent agrees a schedule with her (CSS D. 553-1, III)");
    }
    money scale = law.monthly;
    if (date_is_set(debt->withheld_on)) scale = law_withholding_kept(debt->scale, scale, &unsaid);
    if (said->scale.cents != scale.cents) {
        return refuse(trouble, "/body/scale_cents",
                      "what the scale gives, to the cent, or what is in force when that differs by "
                      "less than 20 % (CSS D. 553-1, D. 553-2)");
    }
    money raised =
        law_withholding_after_fraud(scale, said->raised_percent, said->repeated, &unsaid);
    if (said->amount.cents == raised.cents) return ERR_OK;
    return refuse(trouble, "/body/amount_cents",
                  "the scale, raised as the director chose, to the cent (CSS D. 553-5)");
}

static int month_number(date day) { return day.year * 12 + day.month; }

/* Her other debts, as told: since a day, and of no more than was established. */
static err check_others(const struct fact *fact, struct trouble *trouble)
{
    for (int i = 0; i < fact->body.others_count; i++) {
        const struct other_debt *other = &fact->body.others[i];
        if (date_compare(other->established_on, fact->day) > 0) {
            return case_refuse(ERR_BAD_INPUT, trouble, "/body/others",
                               "debts established on a day not after the withholding");
        }
        if (other->left.cents > other->established.cents) {
            return case_refuse(ERR_BAD_INPUT, trouble, "/body/others",
                               "debts of which no more is left than was established");
        }
    }
    return ERR_OK;
}

/* What the month's withholding gives this debt, among her others. */
static money share_of(const struct case_file *file, const struct body *said)
{
    struct reasoning unsaid = {0};
    struct owed debts[OTHER_DEBTS_MAX + 1] = {{.established_on = file->debt.notified_on,
                                               .amount = file->debt.notified,
                                               .left = debt_left(file)}};
    for (int i = 0; i < said->others_count; i++) {
        const struct other_debt *other = &said->others[i];
        debts[i + 1] = (struct owed){.established_on = other->established_on,
                                     .amount = other->established,
                                     .left = other->left};
    }
    law_withholding_share(file->debt.monthly, debts, said->others_count + 1, &unsaid);
    return debts[0].taken;
}

err debt_check_withheld(const struct case_file *file, const struct fact *fact, date today,
                        struct trouble *trouble)
{
    (void)today;
    date last = file->debt.last_withheld_on;
    if (!date_is_set(file->debt.withheld_on)) {
        return refuse(trouble, "/kind", "withholding_set first (CSS D. 553-1)");
    }
    if (date_is_set(last) && month_number(fact->day) <= month_number(last)) {
        return refuse_day(
            trouble, "one withholding a month (CSS D. 553-4, al. 3): after the month of", last);
    }
    TRY(check_recovery(file, fact, trouble));
    TRY(check_others(fact, trouble));
    money share = share_of(file, &fact->body);
    if (share.cents == 0) {
        return refuse(trouble, "/kind",
                      "nothing: that month goes to older debts, or smaller ones of the same day "
                      "(CSS D. 553-4, al. 3)");
    }
    if (fact->body.amount.cents == share.cents) return ERR_OK;
    return refuse(trouble, "/body/amount_cents",
                  "what that month leaves this debt among the others, to the cent, and no more "
                  "than is left of it (CSS D. 553-4, al. 3)");
}

/* ---- when nothing is paid ---- */

err debt_check_formal_notice(const struct case_file *file, const struct fact *fact, date today,
                             struct trouble *trouble)
{
    (void)today;
    if (date_is_set(file->debt.formal_notice_on)) {
        return refuse(trouble, "/kind", "nothing: one is received already (CSS R. 133-9-2, V)");
    }
    TRY(check_recovery(file, fact, trouble));
    struct reasoning unsaid = {0};
    date from = debt_formal_notice_from(file, fact->day, &unsaid);
    if (date_compare(fact->day, from) >= 0) return ERR_OK;
    return refuse_day(trouble, "a day after every delay to answer it (CSS R. 133-9-2, V), from",
                      from);
}

err debt_check_constraint(const struct case_file *file, const struct fact *fact, date today,
                          struct trouble *trouble)
{
    (void)today;
    const struct debt_life *debt = &file->debt;
    if (!date_is_set(debt->formal_notice_on)) {
        return refuse(trouble, "/kind", "formal_notice_received first (CSS R. 133-3, al. 1)");
    }
    if (date_is_set(debt->constraint_on)) {
        return refuse(trouble, "/kind", "nothing: one is received already (CSS R. 133-3)");
    }
    TRY(check_recovery(file, fact, trouble));
    struct reasoning unsaid = {0};
    date from =
        law_constraint_from(file->claim.request.department, debt->formal_notice_on, &unsaid);
    if (date_compare(fact->day, from) >= 0) return ERR_OK;
    return refuse_day(trouble, "a day after the notice's month (CSS R. 133-3, al. 1), from", from);
}

err debt_check_opposition(const struct case_file *file, const struct fact *fact, date today,
                          struct trouble *trouble)
{
    (void)today;
    const struct debt_life *debt = &file->debt;
    if (!date_is_set(debt->constraint_on)) {
        return refuse(trouble, "/kind", "constraint_received first (CSS R. 133-3, al. 3)");
    }
    if (date_is_set(debt->opposed_on)) {
        return refuse(trouble, "/kind", "opposition_judged: one is filed already (CSS R. 133-3)");
    }
    date until = debt_delay_end(file, DELAY_OPPOSITION, debt->constraint_on);
    if (date_compare(fact->day, until) <= 0) return ERR_OK;
    return refuse_day(trouble, "a day of the 15 to oppose (CSS R. 133-3, al. 3), until", until);
}

err debt_check_judged(const struct case_file *file, const struct fact *fact, date today,
                      struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (!date_is_set(file->debt.opposed_on)) {
        return refuse(trouble, "/kind", "opposition_filed first (CSS R. 133-3, al. 3)");
    }
    if (!date_is_set(file->debt.opposition_judged_on)) return ERR_OK;
    return refuse(trouble, "/kind", "nothing: it is judged already (CSS R. 133-3, al. 4)");
}

/* ---- how it ends otherwise ---- */

/* A remission is of the loan (L. 214-12; D. 214-21 al. 6): L. 214-14 calls al. 3 and 6 of CSS L.
 * 553-2, not al. 5 which remits. */
err debt_check_written_off(const struct case_file *file, const struct fact *fact, date today,
                           struct trouble *trouble)
{
    money left = debt_left(file);
    if (left.cents == 0) return refuse_nothing_left(trouble);
    if (fact->body.write_off == WRITE_OFF_REMISSION) {
        return refuse(trouble, "/body/write_off",
                      "abandoned, irrecoverable or death: no text opens a remission of an "
                      "overpayment of the aid (CASF L. 214-14)");
    }
    if (fact->body.write_off != WRITE_OFF_ABANDONED) return ERR_OK;
    struct reasoning unsaid = {0};
    struct abandonment law;
    law_abandonment(left, fact->day, today, &unsaid, &law);
    if (law.possible) return ERR_OK;
    return refuse(trouble, "/body/write_off",
                  "abandoned only below 0.68 % of the monthly ceiling, rounded up to the euro (CSS "
                  "D. 847-2)");
}

err debt_check_cancelled(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (debt_is_to_cancel(file)) return ERR_OK;
    return refuse(trouble, "/kind",
                  "decision_replaced first, or an appeal against the debt granted: the decision in "
                  "force leaves an overpayment, or the debt is settled (CRPA L. 412-7)");
}

err debt_check_other_recovery(const struct case_file *file, const struct fact *fact, date today,
                              struct trouble *trouble)
{
    (void)today;
    const struct debt_life *debt = &file->debt;
    if (!date_is_set(file->settled_on)) {
        return refuse(trouble, "/kind", "payment_settled first (CSS L. 553-1)");
    }
    if (date_compare(fact->body.received_on, fact->day) > 0) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/received_on",
                           "the day the other recovery began, not after its end");
    }
    if (debt->others_count == OTHER_RECOVERIES_MAX) {
        return refuse(trouble, "/kind", "nothing: eight other recoveries are known already");
    }
    for (int i = 0; i < debt->others_count; i++) {
        if (date_compare(debt->others[i].from, fact->body.received_on) != 0) continue;
        return refuse(trouble, "/body/received_on",
                      "a day on which no other recovery known already began (CSS L. 553-1)");
    }
    return ERR_OK;
}
