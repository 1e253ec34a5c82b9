#include "case/loan_rules.h"

/* The loan's life: what each fact changes. What each must say is in loan_checks.c, what the law
 * makes of it on a day in loan_state.c. CASF L. 214-12, D. 214-21, D. 214-22. */

bool loan_is_decided(const struct case_file *file)
{
    return file->stages[STRAND_CLAIM] == STAGE_CLAIM_GRANTED && file->decision.form == FORM_LOAN;
}

/* ---- what each fact changes ---- */

/* Of two events of the same day, the one of the earlier kind first; requests and their answers in
 * the order of recording. */
static int rank(const struct loan_event *event)
{
    return event->kind <= LOAN_AUTHOR ? LOAN_AUTHOR : event->kind;
}

static bool comes_before(const struct loan_event *a, const struct loan_event *b)
{
    int order = date_compare(a->day, b->day);
    return order < 0 || (order == 0 && rank(a) <= rank(b));
}

/* The latest event of that kind; NULL without one. */
static struct loan_event *latest(struct loan_life *life, uint8_t kind)
{
    for (int i = life->events_count - 1; i >= 0; i--) {
        if (life->events[i].kind == kind) return &life->events[i];
    }
    return NULL;
}

/* A payment is never refused for want of room: it then adds to the latest of its kind. A journal
 * from disk may hold more of the rest than is admitted: the sums stand without the calendar. */
static void remember(struct loan_life *life, struct loan_event event)
{
    bool is_payment = event.kind == LOAN_AUTHOR || event.kind >= LOAN_PAID;
    if (is_payment && life->events_count >= LOAN_EVENTS_ADMITTED) {
        struct loan_event *same = latest(life, event.kind);
        if (same) {
            same->amount.cents += event.amount.cents;
            return;
        }
    }
    if (life->events_count == LOAN_EVENTS_MAX) return;
    int place = life->events_count++;
    for (; place > 0 && !comes_before(&life->events[place - 1], &event); place--) {
        life->events[place] = life->events[place - 1];
    }
    life->events[place] = event;
}

/* Of the principal, what nobody repaid or was spared; what was given back to her is the author's,
 * and never asked of her again. */
static int64_t rest_of(const struct loan_life *life)
{
    return life->principal.cents + life->undone.cents - life->repaid.cents - life->spared.cents -
           life->author_repaid.cents;
}

/* What was given back to her of what the author owes: it is the author's to repay. */
static int64_t given_back(const struct loan_life *life)
{
    return life->restored.cents - life->undone.cents;
}

static void spare(struct loan_life *life, date day, int64_t cents)
{
    if (cents <= 0) return;
    life->spared.cents += cents;
    remember(life, (struct loan_event){.day = day, .kind = LOAN_WRITTEN, .amount = {cents}});
}

/* Decided after her death, it is asked of nobody. */
static void loan_granted(struct case_file *file, const struct fact *fact)
{
    struct loan_life *life = &file->loan;
    life->principal = fact->body.amount;
    life->granted_on = fact->day;
    life->attributed_on = file->awarded_on;
    if (life->has_died) spare(life, fact->day, rest_of(life));
}

static void end_transfer(struct loan_life *life)
{
    life->transferred = (money){0};
    life->transferred_on = NO_DATE;
    life->first_transferred_on = NO_DATE;
    life->creditor = CREDITOR_NONE;
}

static void answer(struct loan_life *life, date day, money remitted)
{
    life->is_asked = false;
    life->answered_on = day;
    life->spared.cents += remitted.cents;
    remember(life, (struct loan_event){.day = day, .kind = LOAN_ANSWERED, .amount = remitted});
}

/* What she repaid stays known: it is to be given back, or counts towards the loan that follows. */
static void loan_annulled(struct case_file *file, const struct fact *fact)
{
    struct loan_life *life = &file->loan;
    if (life->is_asked) answer(life, later(fact->day, life->asked_on), (money){0});
    life->principal = (money){0};
    life->attributed_on = NO_DATE;
    end_transfer(life);
}

static void plan_chosen(struct case_file *file, const struct fact *fact)
{
    remember(&file->loan, (struct loan_event){.day = fact->day,
                                              .kind = LOAN_CHOSEN,
                                              .instalments = (uint8_t)fact->body.instalments});
}

static void repaid_by_her(struct case_file *file, const struct fact *fact)
{
    struct loan_life *life = &file->loan;
    enum loan_event_kind kind = fact->kind == FACT_EARLY_REPAYMENT ? LOAN_EARLY : LOAN_PAID;
    life->repaid.cents += fact->body.amount.cents;
    life->repaid_on = later(life->repaid_on, fact->day);
    remember(life, (struct loan_event){
                       .day = fact->day, .kind = (uint8_t)kind, .amount = fact->body.amount});
}

static void deduction_chosen(struct case_file *file, const struct fact *fact)
{
    if (date_compare(fact->day, file->loan.deducted_on) < 0) return;
    file->loan.is_deducted = fact->body.accepted;
    file->loan.deducted_on = fact->day;
}

static void remission_asked(struct case_file *file, const struct fact *fact)
{
    file->loan.is_asked = true;
    file->loan.asked_on = fact->day;
    remember(&file->loan, (struct loan_event){.day = fact->day, .kind = LOAN_ASKED});
}

static void remission_decided(struct case_file *file, const struct fact *fact)
{
    answer(&file->loan, fact->day, fact->body.amount);
}

/* Whatever was left of it, also what the author still owed. */
static void loan_written_off(struct case_file *file, const struct fact *fact)
{
    struct loan_life *life = &file->loan;
    bool is_authors = file->stages[STRAND_LOAN] == STAGE_LOAN_TRANSFERRED;
    spare(life, fact->day, rest_of(life) + (is_authors ? given_back(life) : 0));
    if (fact->body.write_off == WRITE_OFF_DEATH) life->has_died = true;
}

static void loan_transferred(struct case_file *file, const struct fact *fact)
{
    struct loan_life *life = &file->loan;
    if (!date_is_set(life->first_transferred_on)) life->first_transferred_on = fact->day;
    life->transferred_on = later(life->transferred_on, fact->day);
    life->transferred.cents += fact->body.amount.cents;
    life->creditor = fact->body.creditor;
}

static void transfer_ended(struct case_file *file, const struct fact *fact)
{
    (void)fact;
    end_transfer(&file->loan);
}

static void author_repaid(struct case_file *file, const struct fact *fact)
{
    struct loan_life *life = &file->loan;
    life->author_repaid.cents += fact->body.amount.cents;
    life->author_repaid_on = later(life->author_repaid_on, fact->day);
    remember(life, (struct loan_event){
                       .day = fact->day, .kind = LOAN_AUTHOR, .amount = fact->body.amount});
}

static void restitution_decided(struct case_file *file, const struct fact *fact)
{
    struct loan_life *life = &file->loan;
    int64_t amount = fact->body.amount.cents, beyond = loan_overrepaid(file).cents;
    life->restored.cents += amount;
    life->undone.cents += amount < beyond ? amount : beyond;
    life->restored_on = later(life->restored_on, fact->day);
}

/* Where the loan stands once the fact is counted. What was transferred is extinguished when the
 * author has repaid what she was given back as well. */
static enum stage stage_of(const struct case_file *file, const struct fact *fact)
{
    (void)fact;
    const struct loan_life *life = &file->loan;
    bool is_authors = date_is_set(life->transferred_on);
    if (rest_of(life) + (is_authors ? given_back(life) : 0) <= 0) return STAGE_LOAN_EXTINGUISHED;
    if (is_authors) return STAGE_LOAN_TRANSFERRED;
    return life->is_asked ? STAGE_LOAN_REMISSION : STAGE_LOAN_RUNNING;
}

/* ---- the day each fact answers to ---- */

static date decision_day(const struct case_file *file) { return file->decided_on; }
static date award_day(const struct case_file *file) { return file->loan.attributed_on; }
static date payment_day(const struct case_file *file) { return file->first_payment_on; }
static date answer_day(const struct case_file *file)
{
    return later(file->loan.attributed_on, file->loan.answered_on);
}
static date request_day(const struct case_file *file) { return file->loan.asked_on; }
static date repayment_day(const struct case_file *file) { return file->loan.repaid_on; }
static date transfer_day(const struct case_file *file) { return file->loan.first_transferred_on; }
static date written_off_day(const struct case_file *file)
{
    return later(file->loan.attributed_on, file->loan.first_transferred_on);
}

/* The day the fund knew that the author must repay. */
static date outcome_day(const struct case_file *file)
{
    const struct procedure *binding = penal_binding(&file->penal, NO_DATE);
    return binding ? later(binding->known_on, file->loan.attributed_on) : NO_DATE;
}

const struct fact_rule case_loan_rules[FACT_COUNT] = {
    [FACT_LOAN_GRANTED] = {decision_day, loan_check_granted, loan_granted, stage_of},
    [FACT_LOAN_ANNULLED] = {decision_day, loan_check_annulled, loan_annulled, NULL},
    [FACT_PLAN_CHOSEN] = {award_day, loan_check_plan, plan_chosen, NULL},
    [FACT_INSTALMENT_RECEIVED] = {payment_day, loan_check_repaid, repaid_by_her, stage_of},
    [FACT_EARLY_REPAYMENT] = {payment_day, loan_check_repaid, repaid_by_her, stage_of},
    [FACT_DEDUCTION_CHOSEN] = {award_day, loan_check_deduction, deduction_chosen, NULL},
    [FACT_REMISSION_ASKED] = {answer_day, loan_check_request, remission_asked, NULL},
    [FACT_REMISSION_DECIDED] = {request_day, loan_check_remission, remission_decided, stage_of},
    [FACT_LOAN_WRITTEN_OFF] = {written_off_day, loan_check_write_off, loan_written_off, NULL},
    [FACT_LOAN_TRANSFERRED] = {outcome_day, loan_check_transfer, loan_transferred, NULL},
    [FACT_AUTHOR_REPAID] = {transfer_day, loan_check_author, author_repaid, stage_of},
    [FACT_RESTITUTION_DECIDED] = {repayment_day, loan_check_restitution, restitution_decided, NULL},
    [FACT_TRANSFER_ENDED] = {transfer_day, loan_check_end, transfer_ended, stage_of},
};
