#include "case/rules.h"

/* What was paid and not due: what each fact changes, and what is due. What each must say is in
 * debt_checks.c, what the law derives in debt_state.c. CASF L. 214-13, L. 214-14. */

/* ---- what each fact changes ---- */

/* The debt was not due: she keeps all that it claimed back, what she has repaid of it included. */
static void struck_out(struct case_file *file, date day)
{
    file->debt.kept = file->debt.before;
    file->debt.kept_on = day;
}

/* An appeal struck it out, or the decision in force leaves nothing of it. */
static void cancelled(struct case_file *file, const struct fact *fact)
{
    (void)fact;
    date struck_out_on = debt_struck_out_on(file);
    if (date_is_set(struck_out_on)) struck_out(file, struck_out_on);
}

/* A new debt, and of the one before what counts for every debt. */
static void notified(struct case_file *file, const struct fact *fact)
{
    cancelled(file, fact);
    const struct debt_life *old = &file->debt;
    int64_t before = case_net_paid(file).cents - file->loan.restored.cents - old->spared.cents;
    struct debt_life debt = {.recovered = old->recovered,
                             .spared = old->spared,
                             .kept = case_debt_kept(file),
                             .kept_on = old->kept_on,
                             .others_count = old->others_count,
                             .notified = fact->body.amount,
                             .before = {before},
                             .fraud = fact->body.fraud,
                             .notified_on = debt_day(fact->day)};
    for (int i = 0; i < old->others_count; i++) debt.others[i] = old->others[i];
    file->debt = debt;
}

static void notice_received(struct case_file *file, const struct fact *fact)
{
    file->debt.received_on = debt_day(fact->day);
}

static void rectification_asked(struct case_file *file, const struct fact *fact)
{
    file->debt.requested_on = debt_day(fact->day);
    file->debt.answered_on = NO_DATE;
}

static void rectification_answered(struct case_file *file, const struct fact *fact)
{
    file->debt.answered_on = debt_day(fact->day);
    if (fact->body.accepted) struck_out(file, file->debt.answered_on);
}

static void plan_accepted(struct case_file *file, const struct fact *fact)
{
    file->debt.plan_accepted_on = debt_day(fact->day);
}

static void plan_agreed(struct case_file *file, const struct fact *fact)
{
    struct debt_life *debt = &file->debt;
    int months = fact->body.instalments;
    debt->plan_agreed_on = debt_day(fact->day);
    debt->plan_months = law_schedule_is_allowed(months) ? months : SCHEDULE_MONTHS_MAX;
    debt->planned = debt_left(file);
    debt->planned_after = debt->repaid;
}

static void withholding_set(struct case_file *file, const struct fact *fact)
{
    file->debt.withheld_on = debt_day(fact->day);
    file->debt.scale = fact->body.scale;
    file->debt.monthly = fact->body.amount;
}

static int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }

/* Never more than was notified, whatever a journal says. What came before the schedule and is known
 * after it was not in it. */
static void recovered(struct case_file *file, const struct fact *fact)
{
    struct debt_life *debt = &file->debt;
    int64_t most = debt->notified.cents - debt->repaid.cents;
    int64_t cents = smaller(fact->body.amount.cents, most);
    debt->repaid.cents += cents;
    debt->recovered.cents += cents;
    if (date_compare(fact->day, debt->plan_agreed_on) >= 0) return;
    debt->planned_after.cents += cents;
    debt->planned.cents -= smaller(cents, debt->planned.cents);
}

static void withheld(struct case_file *file, const struct fact *fact)
{
    recovered(file, fact);
    file->debt.last_withheld_on = debt_day(fact->day);
}

static void formal_notice_received(struct case_file *file, const struct fact *fact)
{
    file->debt.formal_notice_on = debt_day(fact->day);
}

/* An opposition was to the constraint before. */
static void constraint_received(struct case_file *file, const struct fact *fact)
{
    file->debt.constraint_on = debt_day(fact->day);
    file->debt.opposed_on = file->debt.opposition_judged_on = NO_DATE;
}

static void opposition_filed(struct case_file *file, const struct fact *fact)
{
    file->debt.opposed_on = debt_day(fact->day);
}

/* An opposition upheld undoes the constraint and its notice; whether the debt stands is for the
 * decision in force to say. */
static void opposition_judged(struct case_file *file, const struct fact *fact)
{
    file->debt.opposition_judged_on = debt_day(fact->day);
    if (fact->body.accepted) file->debt.formal_notice_on = file->debt.constraint_on = NO_DATE;
}

static void written_off(struct case_file *file, const struct fact *fact)
{
    (void)fact;
    file->debt.spared.cents += debt_left(file).cents;
}

/* In their place by their first day; one that ends before it begins, or for which there is no room,
 * changes nothing, which is in her favour. */
static void other_recovery_ended(struct case_file *file, const struct fact *fact)
{
    struct debt_life *debt = &file->debt;
    struct interruption other = {debt_day(fact->body.received_on), debt_day(fact->day)};
    if (!date_is_set(other.from) || date_compare(other.from, other.to) > 0) return;
    if (debt->others_count == OTHER_RECOVERIES_MAX) return;
    int place = debt->others_count++;
    for (; place > 0; place--) {
        if (date_compare(debt->others[place - 1].from, other.from) <= 0) break;
        debt->others[place] = debt->others[place - 1];
    }
    debt->others[place] = other;
}

/* ---- where each leads ---- */

/* Whether a withholding came after the schedule, if any, when the law allowed it, by all that is
 * known now. */
static bool is_withheld(const struct case_file *file)
{
    date set_on = file->debt.withheld_on;
    if (date_compare(set_on, file->debt.plan_agreed_on) <= 0) return false;
    struct reasoning unsaid = {0};
    return date_compare(debt_recovery_on(file, set_on, &unsaid).from, set_on) <= 0;
}

/* What came last by its day, in whatever order it was recorded: a rectification she waits for, a
 * schedule, a withholding. */
static enum stage stage_by_days(const struct case_file *file)
{
    const struct debt_life *debt = &file->debt;
    bool withheld = is_withheld(file);
    date since = withheld ? debt->withheld_on : debt->plan_agreed_on;
    bool waits = date_is_set(debt->requested_on) && !date_is_set(debt->answered_on);
    if (waits && date_compare(debt->requested_on, since) >= 0) return STAGE_DEBT_DISPUTED;
    if (withheld) return STAGE_DEBT_WITHHELD;
    return date_is_set(debt->plan_agreed_on) ? STAGE_DEBT_PLANNED : STAGE_DEBT_NOTIFIED;
}

/* That stage, unless something recorded before came since. */
static enum stage stage_unless_since(const struct case_file *file, enum stage stage)
{
    return stage_by_days(file) == stage ? stage : file->stages[STRAND_DEBT];
}

static enum stage stage_asked(const struct case_file *file, const struct fact *fact)
{
    (void)fact;
    return stage_unless_since(file, STAGE_DEBT_DISPUTED);
}

static enum stage stage_planned(const struct case_file *file, const struct fact *fact)
{
    (void)fact;
    return stage_unless_since(file, STAGE_DEBT_PLANNED);
}

static enum stage stage_withheld(const struct case_file *file, const struct fact *fact)
{
    (void)fact;
    return stage_unless_since(file, STAGE_DEBT_WITHHELD);
}

/* A rejection leaves the debt as it was before it was disputed; a withholding is to be set again.
 */
static enum stage stage_answered(const struct case_file *file, const struct fact *fact)
{
    enum stage now = file->stages[STRAND_DEBT];
    if (fact->body.accepted) return STAGE_DEBT_SETTLED;
    if (now != STAGE_DEBT_DISPUTED) return now;
    return stage_by_days(file) == STAGE_DEBT_PLANNED ? STAGE_DEBT_PLANNED : STAGE_DEBT_NOTIFIED;
}

static enum stage stage_recovered(const struct case_file *file, const struct fact *fact)
{
    (void)fact;
    return debt_left(file).cents == 0 ? STAGE_DEBT_SETTLED : file->stages[STRAND_DEBT];
}

/* ---- the day each fact answers to ---- */

/* There is an overpayment since the decision in force, and since the payment. */
static date overpaid_day(const struct case_file *file)
{
    return later(file->decided_on, file->settled_on);
}
static date payment_day(const struct case_file *file) { return file->settled_on; }
static date notification_day(const struct case_file *file) { return file->debt.notified_on; }
/* The reception, or the notification as long as nobody knows whether it was received. */
static date reception_day(const struct case_file *file)
{
    return later(file->debt.notified_on, file->debt.received_on);
}
static date request_day(const struct case_file *file) { return file->debt.requested_on; }
static date acceptance_day(const struct case_file *file)
{
    return later(file->debt.notified_on, file->debt.plan_accepted_on);
}
static date withholding_day(const struct case_file *file)
{
    return later(reception_day(file), file->debt.withheld_on);
}
static date formal_notice_day(const struct case_file *file) { return file->debt.formal_notice_on; }
static date constraint_day(const struct case_file *file) { return file->debt.constraint_on; }
static date opposition_day(const struct case_file *file) { return file->debt.opposed_on; }

const struct fact_rule case_debt_rules[FACT_COUNT] = {
    [FACT_DEBT_NOTIFIED] = {overpaid_day, debt_check_notified, notified, NULL},
    [FACT_DEBT_NOTICE_RECEIVED] = {notification_day, debt_check_notice, notice_received, NULL},
    [FACT_RECTIFICATION_ASKED] = {reception_day, debt_check_request, rectification_asked,
                                  stage_asked},
    [FACT_RECTIFICATION_ANSWERED] = {request_day, debt_check_answer, rectification_answered,
                                     stage_answered},
    [FACT_DEBT_PLAN_ACCEPTED] = {reception_day, debt_check_acceptance, plan_accepted, NULL},
    [FACT_DEBT_PLAN_AGREED] = {acceptance_day, debt_check_plan, plan_agreed, stage_planned},
    [FACT_DEBT_REPAID] = {notification_day, debt_check_repaid, recovered, stage_recovered},
    [FACT_WITHHOLDING_SET] = {withholding_day, debt_check_withholding, withholding_set,
                              stage_withheld},
    [FACT_WITHHOLDING_APPLIED] = {withholding_day, debt_check_withheld, withheld, stage_recovered},
    [FACT_FORMAL_NOTICE_RECEIVED] = {reception_day, debt_check_formal_notice,
                                     formal_notice_received, NULL},
    [FACT_CONSTRAINT_RECEIVED] = {formal_notice_day, debt_check_constraint, constraint_received,
                                  NULL},
    [FACT_OPPOSITION_FILED] = {constraint_day, debt_check_opposition, opposition_filed, NULL},
    [FACT_DEBT_WRITTEN_OFF] = {notification_day, debt_check_written_off, written_off, NULL},
    [FACT_DEBT_CANCELLED] = {notification_day, debt_check_cancelled, cancelled, NULL},
    [FACT_OTHER_RECOVERY_ENDED] = {payment_day, debt_check_other_recovery, other_recovery_ended,
                                   NULL},
    [FACT_OPPOSITION_JUDGED] = {opposition_day, debt_check_judged, opposition_judged, NULL},
};

/* ---- what is due ---- */

/* No text sets a shorter term to claim an overpayment back than its prescription: the debt is to be
 * notified by its last day, and once that has passed it may not be. */
static void overpaid_duty(const struct debt_state *state, struct duty_list *list)
{
    if (state->overpaid.cents == 0 || state->is_prescribed) return;
    duty_add(list, DUTY_NOTIFY_DEBT, state->notify_until);
    duty_turns(list, date_plus_days(state->notify_until, 1));
}

/* What she asked for stays to be answered, even when the law has answered by silence. */
static void answer_duties(const struct debt_life *debt, const struct debt_state *state,
                          struct duty_list *list)
{
    if (date_is_set(debt->requested_on) && !date_is_set(debt->answered_on)) {
        duty_add(list, DUTY_ANSWER_RECTIFICATION, state->answer_until);
    }
    if (date_is_set(debt->plan_accepted_on) && !date_is_set(debt->plan_agreed_on)) {
        duty_add(list, DUTY_CONCLUDE_PLAN, state->conclude_until);
    }
}

/* Recovery starts once, by a withholding or a formal notice; what a schedule would leave unpaid is
 * not asked for before its end. */
static void recovery_duty(const struct case_file *file, const struct debt_state *state,
                          struct duty_list *list)
{
    bool started = file->stages[STRAND_DEBT] == STAGE_DEBT_WITHHELD ||
                   date_is_set(file->debt.formal_notice_on);
    if (started || !date_is_set(state->recovery.from)) return;
    bool may_be_paid = state->recovery.reason == RECOVERY_SCHEDULE_OVER;
    if (may_be_paid && date_compare(list->today, state->recovery.from) < 0) {
        duty_turns(list, state->recovery.from);
        return;
    }
    duty_add(list, DUTY_START_RECOVERY, state->recovery.from);
}

/* D. 553-2: each 1 January, what is withheld is computed again. */
static void withholding_duty(const struct case_file *file, struct duty_list *list)
{
    if (file->stages[STRAND_DEBT] != STAGE_DEBT_WITHHELD) return;
    date january = {(int16_t)(file->debt.withheld_on.year + 1), 1, 1};
    duty_add(list, DUTY_RECOMPUTE_WITHHOLDING, january);
}

/* Nothing is left since the decision that took its place, or the appeal, or the payment's return.
 */
static date cancel_by(const struct case_file *file)
{
    date since = later(file->decided_on, file->returned_on);
    return later(later(since, debt_struck_out_on(file)), file->debt.notified_on);
}

void case_debt_duties(const struct case_file *file, struct duty_list *list)
{
    if (!date_is_set(file->debt.notified_on) && case_overpaid(file).cents == 0) return;
    struct reasoning unsaid = {0};
    struct debt_state state;
    case_debt(file, list->today, &unsaid, &state);
    if (debt_is_to_cancel(file)) {
        duty_add(list, DUTY_CANCEL_DEBT, cancel_by(file));
        return;
    }
    if (!state.runs) {
        overpaid_duty(&state, list);
        return;
    }
    duty_turns(list, debt_silence_on(file));
    answer_duties(&file->debt, &state, list);
    recovery_duty(file, &state, list);
    withholding_duty(file, list);
    if (state.instalment.cents > 0 && !state.contested) {
        duty_add(list, DUTY_PAY_DEBT_INSTALMENT, state.instalment_on);
    }
}
