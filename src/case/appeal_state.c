#include "case/contested.h"
#include "case/rules.h"
#include "law/rectification.h"

/* What an appeal is against, and what the law makes of it on a day. */

/* CSS R. 142-6 al. 2, for documents that came too late. */
static const struct article css_r142_6 = {.code = "CSS", .number = "R. 142-6"};

/* Days from disk are never trusted: none is counted past the calendar. */
static date two_months_may_follow(date day)
{
    const date last = {DATE_YEAR_MAX, 10, 31};
    return date_compare(day, last) < 0 ? day : last;
}

/* CRPA L. 231-4 3°: two months of silence on the claim. */
static date claim_silence(const struct case_file *file)
{
    struct appeal_facts facts = {.claimed_on = two_months_may_follow(file->received_on)};
    return law_claim_silence(&facts);
}

date contested_received_on(const struct appeal_life *life)
{
    return later(life->filed_on, life->received_on);
}

date contested_silence(const struct appeal_life *life)
{
    struct appeal_facts facts = {
        .appeal_received_on = two_months_may_follow(contested_received_on(life)),
        .documents_received_on = two_months_may_follow(life->documents_on),
    };
    return law_appeal_silence(&facts);
}

/* ---- what is contested ---- */

/* The decision in force, or silence on the claim. */
static struct contested contested_decision(const struct case_file *file)
{
    bool decided = date_is_set(file->decided_on);
    return (struct contested){
        .exists = true,
        .of_silence = !decided,
        .made_on = decided ? file->decided_on : claim_silence(file),
        .notified_on = file->notified_on,
        .states_remedies = !file->remedies_not_stated,
    };
}

/* R. 133-9-2 III: the answer to her rectification, or its month of silence, starts the term again.
 */
static date rectified_on(const struct case_file *file)
{
    const struct debt_life *debt = &file->debt;
    if (date_is_set(debt->answered_on)) return debt->answered_on;
    struct reasoning unsaid = {.count = 0};
    return law_delay_end(DELAY_ANSWER, file->claim.request.department,
                         two_months_may_follow(debt->requested_on), &unsaid);
}

/* The latest overpayment. Its notification states the remedies (R. 133-9-2 I, 2°, d). */
static struct contested contested_debt(const struct case_file *file)
{
    const struct debt_life *debt = &file->debt;
    bool interrupted = date_is_set(debt->requested_on);
    return (struct contested){
        .exists = file->stages[STRAND_DEBT] != STAGE_DEBT_NONE,
        .made_on = debt->notified_on,
        .notified_on = interrupted ? rectified_on(file) : debt->received_on,
        .states_remedies = true,
        .interrupted_on = debt->requested_on,
    };
}

/* The latest answer to a remission she asked for; else the loan itself, whose day is not kept apart
 * from the decision's: another appeal may then follow an answer. The day it reached her is no
 * fact: no term is held against her. */
static struct contested contested_loan(const struct case_file *file)
{
    return (struct contested){
        .exists = file->stages[STRAND_LOAN] != STAGE_LOAN_NONE,
        .made_on = file->loan.answered_on,
    };
}

struct contested contested_by(const struct case_file *file, enum subject subject)
{
    if (subject == SUBJECT_DECISION) return contested_decision(file);
    if (subject == SUBJECT_DEBT) return contested_debt(file);
    return contested_loan(file);
}

bool contested_on(const struct contested *what, date filed_on)
{
    return date_is_set(what->made_on) && date_compare(filed_on, what->made_on) >= 0;
}

bool appeal_replaced_since(const struct case_file *file, date won_on)
{
    return date_compare(file->decided_on, won_on) >= 0 &&
           date_compare(file->decided_on, file->appeal.filed_on) > 0;
}

/* ---- the view ---- */

static void append(struct reasoning *why, const struct reasoning *more)
{
    for (int i = 0; i < more->count; i++) {
        const struct step *step = &more->steps[i];
        struct step *copy =
            reasoning_add(why, step->article, step->where, step->sentence, step->mentioned);
        *copy = *step;
    }
}

/* The court is that of the fund's seat. Whether the receipt of the claim told her the remedies is
 * no fact: read as no, so that no term is held against her after silence. */
static struct appeal_facts facts_of(const struct case_file *file)
{
    const struct department *seat = file->fund->seat;
    return (struct appeal_facts){
        .seat = seat,
        .court = seat,
        .home = file->claim.request.department,
        .claimed_on = file->received_on,
    };
}

/* The notification of what she contests; why the term of a debt does not run from it. */
static void set_notice(const struct contested *what, struct appeal_facts *facts,
                       struct reasoning *why)
{
    facts->decided_on = what->of_silence ? NO_DATE : what->made_on;
    facts->notified_on = what->notified_on;
    facts->notice_states_remedies = what->states_remedies;
    if (!date_is_set(what->interrupted_on)) return;
    reasoning_add(why, &css_r133_9_2, "III", SENTENCE_APPEAL_INTERRUPTED,
                  (struct mentioned){.d1 = what->interrupted_on, .d2 = what->notified_on});
}

/* Whether the decision in force was taken since, because the board granted the appeal. */
static bool carries_out_a_grant(const struct case_file *file)
{
    const struct appeal_life *life = &file->appeal;
    return life->granted && life->subject == SUBJECT_DECISION &&
           file->decision.cause == CAUSE_APPEAL && appeal_replaced_since(file, life->decided_on);
}

/* What she may still contest. A decision that carries out what the board granted goes to the court:
 * the board has answered. */
static void open_remedy(const struct case_file *file, enum subject subject, date today,
                        struct reasoning *why, struct appeal_state *ret)
{
    struct contested what = contested_by(file, subject);
    date filed_on = file->appeal.last_filed_on[subject];
    if (!date_is_set(what.made_on) || contested_on(&what, filed_on)) return;
    if (subject == SUBJECT_DECISION && carries_out_a_grant(file)) return;

    struct appeal_facts facts = facts_of(file);
    set_notice(&what, &facts, why);
    struct appeal law;
    law_appeal(&facts, today, &law);
    ret->open[subject] = law.board;
    if (what.of_silence) ret->claim_rejected_on = law.claim_rejected_on;
    append(why, &law.why);
}

/* The receipt tells her the terms of a silent rejection if it came before it. Of a decision that
 * no longer stands, the day it reached her is not kept. */
static struct appeal_facts appeal_facts_of(const struct case_file *file, struct reasoning *why)
{
    const struct appeal_life *life = &file->appeal;
    struct appeal_facts facts = facts_of(file);
    struct contested what = contested_by(file, life->subject);
    facts.decided_on = life->filed_on;
    if (contested_on(&what, life->filed_on)) set_notice(&what, &facts, why);
    facts.appealed_on = life->filed_on;
    facts.appeal_received_on = contested_received_on(life);
    facts.documents_received_on = life->documents_on;
    facts.appeal_receipt_states_remedies =
        life->receipt_states_remedies &&
        date_compare(life->acknowledged_on, contested_silence(life)) <= 0;
    if (date_is_set(life->decided_on)) facts.answer = life->granted ? BOARD_GRANTS : BOARD_REJECTS;
    facts.answered_on = life->decided_on;
    facts.answer_notified_on = life->answer_notified_on;
    facts.answer_states_remedies = life->answer_states_remedies;
    facts.sued_on = life->sued_on;
    facts.sued_through_the_prefect = life->through_prefect;
    facts.judged_on = life->judged_on;
    facts.annuls = life->annulled;
    return facts;
}

void case_appeal(const struct case_file *file, date today, struct reasoning *why,
                 struct appeal_state *ret)
{
    *ret = (struct appeal_state){.subject = SUBJECT_DECISION};
    enum stage claim = file->stages[STRAND_CLAIM];
    if (claim == STAGE_CLAIM_NEW || claim == STAGE_CLAIM_WITHDRAWN) return;
    open_remedy(file, SUBJECT_DECISION, today, why, ret);
    open_remedy(file, SUBJECT_DEBT, today, why, ret);
    const struct appeal_life *life = &file->appeal;
    ret->filed = date_is_set(life->filed_on);
    if (!ret->filed) return;
    struct appeal_facts facts = appeal_facts_of(file, why);
    struct appeal law;
    law_appeal(&facts, today, &law);
    append(why, &law.why);
    if (date_is_set(life->late_documents_on)) {
        reasoning_add(why, &css_r142_6, "al. 2", SENTENCE_APPEAL_LATE_DOCUMENTS,
                      (struct mentioned){.d1 = life->late_documents_on});
    }
    ret->subject = life->subject;
    ret->stage = law.stage;
    ret->board = law.board;
    ret->court = law.court;
    ret->appeal_rejected_on = law.appeal_rejected_on;
}
