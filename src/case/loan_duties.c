#include "case/loan_rules.h"

/* What is due about the loan: as a set, from the facts alone. CASF L. 214-12, D. 214-13, D. 214-21.
 */

/* The strand follows the decision in force. */
static void decision_duties_of_loan(const struct case_file *file, struct duty_list *list)
{
    bool is_held = file->stages[STRAND_LOAN] != STAGE_LOAN_NONE;
    if (!loan_is_decided(file)) {
        if (is_held) duty_add(list, DUTY_ANNUL_LOAN, file->decided_on);
    } else if (!is_held || file->loan.principal.cents != file->decision.amount.cents) {
        duty_add(list, DUTY_OPEN_LOAN, file->decided_on);
    }
}

/* She is asked the next instalment, unless something stands in the way for now. */
static void instalment_duty(const struct case_file *file, struct duty_list *list)
{
    struct calendar calendar;
    loan_replay(file, LOAN_ALL_EVENTS, &calendar);
    if (loan_calendar_left(&calendar).cents == 0) return;
    if (loan_is_suspended_on(file, &calendar, LOAN_ALL_EVENTS)) return;
    duty_add(list, DUTY_CLAIM_INSTALMENT,
             law_instalment_due_on(&calendar.plan, calendar.paid_count + 1));
}

/* Silence for two months refuses a request for money (CRPA L. 231-4, 3°). */
static date remission_by(const struct case_file *file)
{
    return date_plus_months_or_last_day(file->loan.asked_on, 2);
}

/* What the outcome asks for, on the day the fund knew it; once there is a loan and it is paid out.
 */
static void author_duties(const struct case_file *file, const struct procedure *binding,
                          struct duty_list *list)
{
    const struct loan_life *life = &file->loan;
    struct reasoning unsaid = {.count = 0};
    struct author_debt debt;
    loan_author(file, binding->known_on, binding, &unsaid, &debt);
    date known_on = later(binding->known_on, later(life->granted_on, file->first_payment_on));
    if (debt.amount.cents > life->transferred.cents) {
        duty_add(list, DUTY_TRANSFER_CLAIM, later(known_on, life->restored_on));
    } else if (file->stages[STRAND_LOAN] == STAGE_LOAN_TRANSFERRED && debt.left_over.cents > 0 &&
               debt.amount.cents <= life->author_repaid.cents) {
        duty_add(list, DUTY_DECIDE_LEFT_OVER, later(life->author_repaid_on, known_on));
    }
}

/* Given back: what the author bears since the outcome is known, or what changed with a decision. */
static void restitution_duty(const struct case_file *file, const struct procedure *binding,
                             struct duty_list *list)
{
    if (loan_to_give_back(file).cents == 0) return;
    date since = later(file->decided_on, file->loan.repaid_on);
    duty_add(list, DUTY_DECIDE_RESTITUTION, binding ? later(since, binding->known_on) : since);
}

/* The day the fund knew the latest of the outcomes, none of which binds the author any more. */
static date changed_on(const struct case_file *file)
{
    date day = file->loan.transferred_on;
    for (int i = 0; i < file->penal.procedures_count; i++) {
        day = later(day, file->penal.procedures[i].known_on);
    }
    return day;
}

void case_loan_duties(const struct case_file *file, struct duty_list *list)
{
    decision_duties_of_loan(file, list);
    enum stage stage = file->stages[STRAND_LOAN];
    if (stage == STAGE_LOAN_NONE && file->loan.repaid.cents == 0) return;
    const struct procedure *binding = penal_binding(&file->penal, NO_DATE);
    restitution_duty(file, binding, list);
    if (stage == STAGE_LOAN_NONE) return;
    if (binding) {
        author_duties(file, binding, list);
    } else if (stage == STAGE_LOAN_TRANSFERRED) {
        duty_add(list, DUTY_END_TRANSFER, changed_on(file));
    } else if (stage == STAGE_LOAN_RUNNING) {
        instalment_duty(file, list);
    } else if (stage == STAGE_LOAN_REMISSION) {
        duty_add(list, DUTY_DECIDE_REMISSION, remission_by(file));
    }
}
