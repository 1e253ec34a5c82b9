#include "case/contested.h"
#include "case/rules.h"
#include "law/articles.h"

/* What the law says of an overpayment on a day: how much, until when, in which ways, and what she
 * may answer. CASF L. 214-13, L. 214-14. */

/* ---- how much ---- */

bool debt_runs(const struct case_file *file)
{
    enum stage stage = file->stages[STRAND_DEBT];
    return stage != STAGE_DEBT_NONE && stage != STAGE_DEBT_SETTLED;
}

/* A decision taken since on corrected information says by itself what is due. */
static bool is_corrected_since(const struct case_file *file, date day)
{
    return file->decision.cause == CAUSE_INFORMATION && date_compare(file->decided_on, day) > 0;
}

/* How the appeal strand is read: the appeal against the latest debt, repaid or not; NULL when there
 * is none. */
static const struct appeal_life *appeal_against_it(const struct case_file *file)
{
    const struct appeal_life *appeal = &file->appeal;
    date notified_on = file->debt.notified_on;
    if (!date_is_set(notified_on) || appeal->subject != SUBJECT_DEBT) return NULL;
    return date_compare(appeal->filed_on, notified_on) >= 0 ? appeal : NULL;
}

date debt_struck_out_on(const struct case_file *file)
{
    const struct appeal_life *appeal = appeal_against_it(file);
    if (!appeal) return NO_DATE;
    if (appeal->annulled) return debt_day(appeal->judged_on);
    return appeal->granted ? debt_day(appeal->decided_on) : NO_DATE;
}

money case_debt_kept(const struct case_file *file)
{
    const struct debt_life *debt = &file->debt;
    date struck_out_on = debt_struck_out_on(file);
    if (date_is_set(struck_out_on) && !is_corrected_since(file, struck_out_on)) return debt->before;
    if (is_corrected_since(file, debt->kept_on)) return (money){0};
    return debt->kept;
}

/* What she may keep of what was paid: what is awarded, or what a debt struck out lets her keep;
 * what was decided to be given back to her; and what was given up. */
static money hers(const struct case_file *file)
{
    int64_t restored = file->loan.restored.cents, kept = case_debt_kept(file).cents;
    int64_t awarded = case_due(file).cents - restored;
    return (money){(awarded > kept ? awarded : kept) + restored + file->debt.spared.cents};
}

/* What she has: never less than nothing, even when a payment came back after she had repaid. */
static money has(const struct case_file *file)
{
    money net = case_net_paid(file);
    return net.cents > 0 ? net : (money){0};
}

money case_overpaid(const struct case_file *file)
{
    int64_t over = has(file).cents - hers(file).cents;
    return (money){over > 0 ? over : 0};
}

money debt_left(const struct case_file *file)
{
    const struct debt_life *debt = &file->debt;
    if (!debt_runs(file) || date_is_set(debt_struck_out_on(file))) return (money){0};
    money left = {debt->notified.cents - debt->repaid.cents}, overpaid = case_overpaid(file);
    return left.cents < overpaid.cents ? left : overpaid;
}

bool debt_is_to_cancel(const struct case_file *file)
{
    date struck_out_on = debt_struck_out_on(file);
    if (date_is_set(struck_out_on)) return date_compare(struck_out_on, file->debt.kept_on) != 0;
    return debt_runs(file) && debt_left(file).cents == 0;
}

/* ---- since when ---- */

/* A contest of the debt: since when, until when; NO_DATE: there is none, it lasts. */
struct contest {
    date from, over;
};

/* The board answers, or its silence does. */
static struct contest contest_before_board(const struct appeal_life *appeal)
{
    if (!appeal) return (struct contest){NO_DATE, NO_DATE};
    date silence = debt_day(contested_silence(appeal)), answer = debt_day(appeal->decided_on);
    bool answered = date_is_set(answer) && date_compare(answer, silence) < 0;
    return (struct contest){debt_day(appeal->filed_on), answered ? answer : silence};
}

date debt_silence_on(const struct case_file *file)
{
    const struct appeal_life *appeal = appeal_against_it(file);
    return appeal ? debt_day(contested_silence(appeal)) : NO_DATE;
}

static struct contest contest_before_court(const struct appeal_life *appeal)
{
    if (!appeal) return (struct contest){NO_DATE, NO_DATE};
    return (struct contest){debt_day(appeal->sued_on), debt_day(appeal->judged_on)};
}

static date by(date today, date day) { return date_compare(day, today) <= 0 ? day : NO_DATE; }

/* What contests the debt on that day; else when the last contest was over; else none. */
static struct contest contest_on(const struct case_file *file, date day)
{
    const struct appeal_life *appeal = appeal_against_it(file);
    const struct contest all[] = {
        contest_before_board(appeal),
        contest_before_court(appeal),
        {file->debt.opposed_on, file->debt.opposition_judged_on},
    };
    struct contest found = {NO_DATE, NO_DATE};
    for (size_t i = 0; i < LENGTH(all); i++) {
        if (!date_is_set(by(day, all[i].from))) continue;
        if (!date_is_set(by(day, all[i].over))) return (struct contest){all[i].from, NO_DATE};
        found.from = later(found.from, all[i].from);
        found.over = later(found.over, all[i].over);
    }
    return found;
}

static bool is_contested(struct contest contest)
{
    return date_is_set(contest.from) && !date_is_set(contest.over);
}

/* The schedule agreed by that day ends then; NO_DATE when there is none. */
static date schedule_end_on(const struct case_file *file, date day)
{
    date agreed_on = by(day, file->debt.plan_agreed_on);
    if (!date_is_set(agreed_on)) return NO_DATE;
    return date_plus_months_or_last_day(agreed_on, file->debt.plan_months);
}

static struct rectification so_far_on(const struct case_file *file, date day)
{
    const struct debt_life *debt = &file->debt;
    struct contest contest = contest_on(file, day);
    date accepted_on =
        date_is_set(debt->plan_accepted_on) ? debt->plan_accepted_on : debt->plan_agreed_on;
    return (struct rectification){
        .where = file->claim.request.department,
        .received_on = by(day, debt->received_on),
        .requested_on = by(day, debt->requested_on),
        .answer = date_is_set(by(day, debt->answered_on)) ? RECTIFICATION_REJECTED
                                                          : RECTIFICATION_UNANSWERED,
        .answered_on = by(day, debt->answered_on),
        .schedule_accepted_on = by(day, accepted_on),
        .schedule_concluded_on = by(day, debt->plan_agreed_on),
        .schedule_months = debt->plan_months,
        .contested_on = contest.from,
        .contest_over_on = contest.over,
    };
}

struct recovery_start debt_recovery_on(const struct case_file *file, date day,
                                       struct reasoning *why)
{
    if (debt_left(file).cents == 0) return (struct recovery_start){NO_DATE, RECOVERY_REPAID};
    struct rectification so_far = so_far_on(file, day);
    struct recovery_start start = law_recovery_start(&so_far, why);
    /* A schedule agreed once recovery was possible holds as well: the fund gave its word. */
    date end = schedule_end_on(file, day);
    if (!date_is_set(start.from) || date_compare(start.from, end) > 0) return start;
    start = (struct recovery_start){date_plus_days(end, 1), RECOVERY_SCHEDULE_OVER};
    reasoning_add(why, &css_r133_9_2, "V", SENTENCE_RECOVERY_SCHEDULE_OVER,
                  (struct mentioned){.d1 = start.from});
    return start;
}

date debt_delay_end(const struct case_file *file, enum delay delay, date from)
{
    struct reasoning unsaid = {0};
    return law_delay_end(delay, file->claim.request.department, from, &unsaid);
}

/* R. 133-9-2, III: the board's term runs from the notification, or again from the end of a
 * rectification asked for in time. */
static date board_term_from(const struct case_file *file)
{
    const struct debt_life *debt = &file->debt;
    date asked_until = debt_delay_end(file, DELAY_RECTIFICATION, debt->received_on);
    if (!date_is_set(debt->requested_on) || date_compare(debt->requested_on, asked_until) > 0) {
        return debt->received_on;
    }
    date silent_on = debt_delay_end(file, DELAY_ANSWER, debt->requested_on);
    bool answered =
        date_is_set(debt->answered_on) && date_compare(debt->answered_on, silent_on) <= 0;
    return answered ? debt->answered_on : silent_on;
}

/* R. 133-9-2, V names the end of the board's term, the board's answer, or the end of the delays to
 * repay; the last of them is taken, which presses her least. */
date debt_formal_notice_from(const struct case_file *file, date day, struct reasoning *why)
{
    struct reasoning unsaid = {0};
    struct recovery_start recovery = debt_recovery_on(file, day, &unsaid);
    if (!date_is_set(recovery.from)) return NO_DATE;
    date board_until =
        law_delay_end(DELAY_APPEAL, file->claim.request.department, board_term_from(file), why);
    date from = later(recovery.from, date_plus_days(board_until, 1));
    reasoning_add(why, &css_r133_9_2, "V", SENTENCE_DEBT_FORMAL_NOTICE,
                  (struct mentioned){.d1 = from});
    return from;
}

/* ---- what is said of it ---- */

static void say(struct reasoning *why, const struct article *article, const char *where,
                enum sentence sentence, money value)
{
    reasoning_add_value(why, article, where, sentence, (struct mentioned){.m1 = value}, value);
}

enum { INDEMNITY_PERCENT = 10 };

static void say_overpaid(const struct case_file *file, date today, struct reasoning *why,
                         struct debt_state *ret)
{
    const struct debt_life *debt = &file->debt;
    money kept = case_debt_kept(file);
    if (debt->recovered.cents > 0) {
        say(why, &casf_l214_14, "al. 1", SENTENCE_DEBT_RECOVERED, debt->recovered);
    }
    if (debt->spared.cents > 0) {
        say(why, &casf_d214_22, "", SENTENCE_DEBT_SPARED, debt->spared);
    }
    if (kept.cents > 0) say(why, &css_l133_4_1, "al. 4", SENTENCE_DEBT_KEPT, kept);
    ret->overpaid = law_overpaid(has(file), hers(file), why).amount;
    if (ret->overpaid.cents == 0) return;
    say(why, &casf_l214_11, "", SENTENCE_DEBT_OF_THE_STATE, ret->overpaid);
    reasoning_add(why, &casf_l214_14, "al. 1", SENTENCE_DEBT_NO_INDEMNITY,
                  (struct mentioned){.n1 = INDEMNITY_PERCENT});
    struct overpayment_prescription prescription =
        law_overpayment_prescription(debt_day(file->settled_on), debt_runs(file) && debt->fraud,
                                     debt->others, debt->others_count, why);
    ret->notify_until = prescription.until;
    ret->is_prescribed = law_overpayment_is_prescribed(prescription, today);
    if (!debt_runs(file) && ret->is_prescribed) {
        reasoning_add(why, &css_l553_1, "al. 2", SENTENCE_DEBT_PRESCRIBED,
                      (struct mentioned){.d1 = prescription.until});
    }
}

/* What was notified, and what is left of it. */
static void say_debt(const struct case_file *file, struct reasoning *why, struct debt_state *ret)
{
    const struct debt_life *debt = &file->debt;
    reasoning_add_value(why, &css_r133_9_2, "I", SENTENCE_DEBT_NOTIFIED,
                        (struct mentioned){.d1 = debt->notified_on, .m1 = debt->notified},
                        debt->notified);
    date struck_out_on = debt_struck_out_on(file);
    if (date_is_set(struck_out_on)) {
        reasoning_add(why, &casf_l214_15, "", SENTENCE_DEBT_STRUCK_OUT,
                      (struct mentioned){.d1 = struck_out_on});
    }
    ret->left = debt_left(file);
    say(why, &casf_l214_14, "al. 1", SENTENCE_DEBT_LEFT, ret->left);
}

/* What she or the fund may still answer; the delays are said with the start of recovery. */
static void find_answers(const struct case_file *file, struct debt_state *ret)
{
    const struct debt_life *debt = &file->debt;
    if (date_is_set(debt->received_on)) {
        ret->rectify_until = debt_delay_end(file, DELAY_RECTIFICATION, debt->received_on);
    }
    if (date_is_set(debt->requested_on)) {
        ret->answer_until = debt_delay_end(file, DELAY_ANSWER, debt->requested_on);
    }
    if (date_is_set(debt->plan_accepted_on)) {
        ret->conclude_until = debt_delay_end(file, DELAY_SCHEDULE, debt->plan_accepted_on);
    }
}

static void say_ways(const struct case_file *file, date today, struct reasoning *why,
                     struct debt_state *ret)
{
    const struct debt_life *debt = &file->debt;
    bool concluded = date_is_set(debt->plan_agreed_on);
    date chosen_until = concluded ? ret->schedule_end : ret->conclude_until;
    bool receives = file->claim.request.beneficiary_of != BENEFICIARY_NONE;
    struct recovery_situation situation = {
        .contested = ret->contested,
        .chose_to_repay = date_compare(today, chosen_until) <= 0,
        .receives_benefits = receives || date_is_set(debt->withheld_on),
    };
    ret->ways = law_recovery_ways(&situation, why);
}

/* The next instalment: the first that what was recovered since the agreement does not cover. */
static void say_instalment(const struct case_file *file, struct reasoning *why,
                           struct debt_state *ret)
{
    const struct debt_life *debt = &file->debt;
    if (file->stages[STRAND_DEBT] != STAGE_DEBT_PLANNED) return;
    int64_t since = debt->repaid.cents - debt->planned_after.cents, sum = 0;
    int place = 0;
    while (sum <= since && place < debt->plan_months) {
        sum += law_instalment(debt->planned, debt->plan_months, ++place).cents;
    }
    if (sum <= since) return;
    ret->instalment.cents = sum - since < ret->left.cents ? sum - since : ret->left.cents;
    ret->instalment_on = date_plus_months_or_last_day(debt->plan_agreed_on, place);
    reasoning_add_value(why, &casf_l214_14, "al. 1", SENTENCE_DEBT_INSTALMENT,
                        (struct mentioned){.d1 = debt->plan_agreed_on,
                                           .d2 = ret->instalment_on,
                                           .n1 = debt->plan_months,
                                           .m1 = ret->instalment},
                        ret->instalment);
}

/* The withholding in force, then what may follow when nothing is paid. */
static void say_pursuit(const struct case_file *file, date today, struct reasoning *why,
                        struct debt_state *ret)
{
    const struct debt_life *debt = &file->debt;
    const struct department *where = file->claim.request.department;
    if (file->stages[STRAND_DEBT] == STAGE_DEBT_WITHHELD) {
        reasoning_add_value(why, &css_d553_4, "al. 3", SENTENCE_DEBT_WITHHELD,
                            (struct mentioned){.d1 = debt->withheld_on, .m1 = debt->monthly},
                            debt->monthly);
    }
    if (!date_is_set(debt->formal_notice_on)) {
        ret->formal_notice_from = debt_formal_notice_from(file, today, why);
        return;
    }
    if (!date_is_set(debt->constraint_on)) {
        ret->constraint_from = law_constraint_from(where, debt->formal_notice_on, why);
        return;
    }
    ret->oppose_until = law_delay_end(DELAY_OPPOSITION, where, debt->constraint_on, why);
    if (date_is_set(debt->opposed_on)) {
        reasoning_add(why, &css_r133_3, "al. 3", SENTENCE_DEBT_OPPOSED,
                      (struct mentioned){.d1 = debt->opposed_on});
    }
}

void case_debt(const struct case_file *file, date today, struct reasoning *why,
               struct debt_state *ret)
{
    *ret = (struct debt_state){.runs = debt_runs(file)};
    say_overpaid(file, today, why, ret);
    if (!ret->runs) return;
    say_debt(file, why, ret);
    find_answers(file, ret);
    ret->contested = is_contested(contest_on(file, today));
    ret->schedule_end = schedule_end_on(file, today);
    ret->recovery = debt_recovery_on(file, today, why);
    if (ret->left.cents == 0) return;
    say_ways(file, today, why, ret);
    say_instalment(file, why, ret);
    say_pursuit(file, today, why, ret);
}
