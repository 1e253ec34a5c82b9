#include "case/contested.h"
#include "case/rules.h"

/* The decision on the claim, and the one that takes its place. CASF D. 214-20, CRPA L. 412-7. */

/* ---- what it changes ---- */

void decision_taken(struct case_file *file, const struct fact *fact)
{
    file->decision = fact->body;
    file->decision.grants = fact->kind == FACT_CLAIM_GRANTED;
    file->decided_on = fact->day;
    file->assessed_on = fact->day;
    file->known_on = fact->day;
    file->known_award = fact->body.earlier_award;
    file->award_payable_from = file->change_payable_from = file->completed_on;
    if (file->decision.grants) file->awarded_on = fact->day;
}

/* On the law of its own day after an appeal or a judgment; of the first decision's otherwise. */
static bool decides_anew(enum cause cause)
{
    return cause == CAUSE_APPEAL || cause == CAUSE_JUDGMENT;
}

/* The day everything that was needed to decide anew was known. */
static date replaced_payable_from(const struct case_file *file, enum cause cause, date day)
{
    date published = NO_DATE;
    if (cause == CAUSE_APPEAL && date_is_set(file->appeal.decided_on))
        return file->appeal.decided_on;
    if (cause == CAUSE_JUDGMENT && date_is_set(file->appeal.judged_on))
        return file->appeal.judged_on;
    if (cause == CAUSE_INFORMATION && date_is_set(file->corrected_on)) return file->corrected_on;
    if (cause == CAUSE_DECREE &&
        law_published_late(file->claim.request.requested_on, file->known_on, day, &published)) {
        return published;
    }
    return day;
}

void decision_replaced(struct case_file *file, const struct fact *fact)
{
    const struct body *said = &fact->body;
    date from = replaced_payable_from(file, said->cause, fact->day);
    file->decision = *said;
    file->decided_on = fact->day;
    if (decides_anew(said->cause)) file->assessed_on = fact->day;
    file->known_on = fact->day;
    file->known_award = said->earlier_award;
    file->notified_on = NO_DATE;
    file->corrected_on = NO_DATE;
    file->remedies_not_stated = false;
    file->change_payable_from = from;
    if (!said->grants) file->awarded_on = NO_DATE;
    if (!said->grants || date_is_set(file->awarded_on)) return;
    file->awarded_on = fact->day;
    file->award_payable_from = from;
}

enum stage decision_stage(const struct case_file *file, const struct fact *fact)
{
    (void)file;
    return fact->body.grants ? STAGE_CLAIM_GRANTED : STAGE_CLAIM_REFUSED;
}

/* ---- what the law decides ---- */

/* The claim as it stands, decided on `day` with what was published by `known_on`. */
static void assess(const struct case_file *file, date day, date known_on, date earlier_award,
                   struct decision *ret)
{
    struct request request = file->claim.request;
    request.completed_on = date_is_set(file->completed_on) ? file->completed_on : day;
    request.decided_on = day;
    request.awards_count = date_is_set(earlier_award) ? 1 : 0;
    request.awards[0] = earlier_award;
    law_assess(&request, known_on, ret);
}

void case_assess(const struct case_file *file, date day, date earlier_award, struct decision *ret)
{
    must(date_is_set(file->received_on));
    assess(file, day, day, earlier_award, ret);
}

void case_reassess(const struct case_file *file, date known_on, date earlier_award,
                   struct decision *ret)
{
    must(date_is_set(file->decided_on));
    assess(file, file->assessed_on, known_on, earlier_award, ret);
}

struct body case_decision_body(const struct decision *decision, date earlier_award)
{
    return (struct body){
        .full = decision->full,
        .reduction_percent = decision->reduction_percent,
        .amount = decision->amount,
        .form = decision->form,
        .grounds = decision->grounds,
        .earlier_award = earlier_award,
        .settled_by_agent = decision->outcome == OUTCOME_REVIEW,
    };
}

/* Why the decision in force may have to give way; CAUSE_COUNT when nothing asks for it. An appeal
 * or a judgment comes first: it also takes in what was corrected. */
static enum cause cause_on(const struct case_file *file, date day)
{
    const struct appeal_life *appeal = &file->appeal;
    bool of_decision = appeal->subject == SUBJECT_DECISION;
    if (of_decision && appeal->annulled && !appeal_replaced_since(file, appeal->judged_on)) {
        return CAUSE_JUDGMENT;
    }
    if (of_decision && appeal->granted && !appeal_replaced_since(file, appeal->decided_on)) {
        return CAUSE_APPEAL;
    }
    if (date_is_set(file->corrected_on)) return CAUSE_INFORMATION;
    date published;
    if (law_published_late(file->claim.request.requested_on, file->known_on, day, &published)) {
        return CAUSE_DECREE;
    }
    return CAUSE_COUNT;
}

/* Whether both give her the same: the outcome, and the sums when granted. */
static bool decides_the_same(const struct body *a, const struct body *b)
{
    if (a->grants != b->grants) return false;
    return !a->grants || (a->amount.cents == b->amount.cents && a->form == b->form);
}

bool case_replacement(const struct case_file *file, date day, date earlier_award,
                      struct replacement *ret)
{
    must(date_is_set(file->decided_on));
    enum cause cause = cause_on(file, day);
    if (cause == CAUSE_COUNT) return false;
    struct decision law;
    date of_law = decides_anew(cause) ? day : file->assessed_on;
    assess(file, of_law, day, earlier_award, &law);
    struct body body = case_decision_body(&law, earlier_award);
    body.cause = cause;
    body.grants = law.outcome == OUTCOME_GRANTED;
    bool is_open = law.outcome == OUTCOME_REVIEW || decides_anew(cause);
    if (law.outcome == OUTCOME_REVIEW) body.grants = file->decision.grants;
    if (!decides_anew(cause) && decides_the_same(&body, &file->decision)) return false;
    *ret = (struct replacement){body, is_open, replaced_payable_from(file, cause, day)};
    return true;
}

/* ---- what a decision must say ---- */

/* A decision of an office is the law's, or settles what the law leaves to an agent. */
err decision_check(const struct case_file *file, const struct fact *fact, date today,
                   struct trouble *trouble)
{
    (void)today;
    bool grants = fact->kind == FACT_CLAIM_GRANTED;
    const struct body *said = &fact->body;
    if (date_compare(said->earlier_award, fact->day) > 0) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/earlier_award",
                           "a day not after the decision");
    }
    if (!date_is_set(file->completed_on)) TRY(claim_check_complete_on(file, fact->day, trouble));
    struct decision law;
    case_assess(file, fact->day, said->earlier_award, &law);
    struct body lawful = case_decision_body(&law, said->earlier_award);
    if (law.outcome == OUTCOME_REVIEW) {
        /* The agent chooses, and says on which ground when refusing; the sums stay the law's. */
        if (!grants && said->grounds == 0) {
            return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/grounds", "at least one ground");
        }
        lawful.grounds = said->grounds;
    } else if ((law.outcome == OUTCOME_GRANTED) != grants) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           grants
                               ? "claim_refused: the law refuses this claim, see its explanation"
                               : "claim_granted: the law grants this claim, see its explanation");
    }
    if (!body_equal(fact->kind, said, &lawful)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body",
                           "the decision the law gives on that day, to the cent");
    }
    return ERR_OK;
}

/* The sums are always the law's; granting or not is the law's too, unless it is left to an agent,
 * or the board or the court decides it. */
err decision_check_replaced(const struct case_file *file, const struct fact *fact, date today,
                            struct trouble *trouble)
{
    (void)today;
    const struct body *said = &fact->body;
    if (date_compare(said->earlier_award, fact->day) > 0) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/earlier_award",
                           "a day not after the decision");
    }
    struct replacement law;
    if (!case_replacement(file, fact->day, said->earlier_award, &law)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "the decision stands: replaced only after an appeal granted, a "
                           "judgment, corrected information or an amount published late that "
                           "change it");
    }
    if (date_compare(law.payable_from, fact->day) > 0) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/day",
                           "a day not before that of what makes the decision fall");
    }
    struct body lawful = law.body;
    if (law.is_open) {
        if (!said->grants && said->grounds == 0) {
            return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/grounds", "at least one ground");
        }
        lawful.grants = said->grants;
        lawful.grounds = said->grounds;
        lawful.settled_by_agent = said->settled_by_agent;
    }
    if (!body_equal(fact->kind, said, &lawful)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body",
                           "the decision the law gives, for its cause, to the cent");
    }
    return ERR_OK;
}

/* ---- what is due ---- */

/* An explanation of the calculation is due within a month, after which silence refuses it (CRPA
 * R. 311-12, R. 311-13). */
static date explain_by(const struct case_file *file)
{
    return date_plus_months_or_last_day(file->explanation_asked_on, 1);
}

static enum duty_kind replacing_duty(enum cause cause)
{
    if (cause == CAUSE_DECREE) return DUTY_REVALUE;
    return cause == CAUSE_INFORMATION ? DUTY_DECIDE_AGAIN : DUTY_REPLACE_DECISION;
}

/* An amount in force by the request that is published after today: a table may hold it already. */
static void turns_when_published(const struct case_file *file, struct duty_list *list)
{
    date published = NO_DATE, after = later(file->known_on, list->today);
    (void)law_published_late(file->claim.request.requested_on, after, ALL_KNOWN, &published);
    duty_turns(list, published);
}

void decision_duties(const struct case_file *file, struct duty_list *list)
{
    if (!date_is_set(file->decided_on)) return;
    if (!date_is_set(file->notified_on)) duty_add(list, DUTY_NOTIFY, file->decided_on);
    if (date_is_set(file->explanation_asked_on)) {
        duty_add(list, DUTY_EXPLAIN, explain_by(file));
    }
    struct replacement due;
    turns_when_published(file, list);
    if (cause_on(file, list->today) == CAUSE_COUNT) return;
    if (!case_replacement(file, list->today, file->known_award, &due)) return;
    enum beneficiary of = file->claim.request.beneficiary_of;
    duty_add(list, replacing_duty(due.body.cause), law_pay_by(file->fund, of, due.payable_from));
}
