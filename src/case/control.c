#include "case/rules.h"

#include <string.h>

/* Controls and penalties: what each fact changes and must say. */

/* ---- what each fact changes ---- */

/* Another control begins anew; a copy she has not got is still owed. */
static void control_opened(struct case_file *file, const struct fact *fact)
{
    struct control_life *life = &file->control;
    date owed_since = control_owes_copy(life) ? life->copy_asked_on : NO_DATE;
    memset(life, 0, sizeof *life);
    life->opened_on = fact->day;
    life->copy_asked_on = owed_since;
}

static void first(date *day, date told_on)
{
    if (!date_is_set(*day) || date_compare(told_on, *day) < 0) *day = told_on;
}

static void third_party_told(struct case_file *file, const struct fact *fact)
{
    if (fact->body.content_told) first(&file->control.content_told_on, fact->day);
    if (fact->body.origin_told) first(&file->control.origin_told_on, fact->day);
}

static void copy_asked(struct case_file *file, const struct fact *fact)
{
    file->control.copy_asked_on = fact->day;
    file->control.copy_given_on = NO_DATE;
}

static void copy_given(struct case_file *file, const struct fact *fact)
{
    file->control.copy_given_on = fact->day;
}

static void control_closed(struct case_file *file, const struct fact *fact)
{
    file->control.closed_on = fact->day;
    file->control.irregular = fact->body.irregular;
}

void control_reproach(struct control_life *life, const struct fact *fact)
{
    const struct body *said = &fact->body;
    life->accused_on = fact->day;
    life->breach = said->breach;
    life->intent = said->intent;
    life->facts_from = said->facts_from;
    life->sums_known = said->sums_known;
    life->sums = said->amount;
    life->earlier_sanction = said->earlier_award;
}

static void facts_reproached(struct case_file *file, const struct fact *fact)
{
    control_reproach(&file->control, fact);
}

static void observations_made(struct case_file *file, const struct fact *fact)
{
    file->control.heard_on = later(file->control.heard_on, fact->day);
}

static money fine_of(const struct body *said)
{
    return said->choice == CHOICE_FINE ? said->amount : (money){0};
}

static void penalty_chosen(struct case_file *file, const struct fact *fact)
{
    file->control.choice = fact->body.choice;
    file->control.chosen_on = fact->day;
    file->control.penalty = fine_of(&fact->body);
}

static void more_time_asked(struct case_file *file, const struct fact *fact)
{
    file->control.more_time_on = fact->day;
}

static void opinion_given(struct case_file *file, const struct fact *fact)
{
    file->control.opinion_on = fact->day;
}

/* A journal from disk that goes to the commission twice fixed nothing. */
static void penalty_fixed(struct case_file *file, const struct fact *fact)
{
    if (fact->body.choice == CHOICE_COMMISSION) return;
    file->control.final = fact->body.choice;
    file->control.final_on = fact->day;
    file->control.penalty = fine_of(&fact->body);
}

static void penalty_received(struct case_file *file, const struct fact *fact)
{
    file->control.penalty_received_on = fact->day;
}

static void penalty_notice(struct case_file *file, const struct fact *fact)
{
    file->control.notice_on = fact->day;
}

static void penalty_paid(struct case_file *file, const struct fact *fact)
{
    file->control.paid_on = fact->day;
}

static enum stage stage_after_choice(const struct case_file *file, const struct fact *fact)
{
    (void)file;
    enum penalty_choice choice = fact->body.choice;
    bool over = choice == CHOICE_ABANDON || choice == CHOICE_WARN;
    return over ? STAGE_CONTROL_CLOSED : STAGE_CONTROL_ACCUSED;
}

/* ---- the day each fact answers to ---- */

static date decision_day(const struct case_file *file)
{
    return later(file->control.chosen_on, file->control.final_on);
}
static date before_control_day(const struct case_file *file)
{
    const struct control_life *life = &file->control;
    return later(later(file->received_on, life->closed_on),
                 later(decision_day(file), life->paid_on));
}
static date opening_day(const struct case_file *file) { return file->control.opened_on; }
static date asking_day(const struct case_file *file)
{
    return later(file->control.opened_on, file->control.copy_given_on);
}
static date asked_day(const struct case_file *file) { return file->control.copy_asked_on; }
static date closing_day(const struct case_file *file) { return file->control.closed_on; }
static date accusation_day(const struct case_file *file) { return file->control.accused_on; }
static date hearing_day(const struct case_file *file)
{
    return later(file->control.accused_on, file->control.heard_on);
}
static date choice_day(const struct case_file *file) { return file->control.chosen_on; }
static date penalty_day(const struct case_file *file) { return file->control.penalty_received_on; }

/* ---- the control ---- */

/* Not while a penalty is procured, unless silence has abandoned it. */
static err check_opened(const struct case_file *file, const struct fact *fact, date today,
                        struct trouble *trouble)
{
    (void)today;
    if (file->stages[STRAND_CONTROL] != STAGE_CONTROL_ACCUSED) return ERR_OK;
    if (control_clock_on(file, fact->day).stage == PENALTY_ABANDONED) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "the end of the procedure of the penalty first (CSS R. 114-11)");
}

static err check_told(const struct case_file *file, const struct fact *fact, date today,
                      struct trouble *trouble)
{
    (void)file;
    (void)today;
    if (fact->body.content_told || fact->body.origin_told) return ERR_OK;
    return case_refuse(ERR_BAD_INPUT, trouble, "/body/content_told",
                       "true, or origin_told true: something was told (CSS L. 114-21)");
}

static err check_copy(const struct case_file *file, const struct fact *fact, date today,
                      struct trouble *trouble)
{
    (void)today;
    bool asks = fact->kind == FACT_COPY_ASKED;
    if (asks != control_owes_copy(&file->control)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       asks ? "copy_given: it is asked for already (CSS L. 114-21)"
                            : "copy_asked first (CSS L. 114-21)");
}

/* L. 114-21: told, and copied for who asks, before it serves. */
static err check_closed(const struct case_file *file, const struct fact *fact, date today,
                        struct trouble *trouble)
{
    (void)today;
    if (!fact->body.uses_third_party) return ERR_OK;
    struct reasoning unsaid = {.count = 0};
    enum third_party_use use = control_use_on(&file->control, fact->day, &unsaid);
    if (use == THIRD_PARTY_USABLE) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/uses_third_party",
                       use == THIRD_PARTY_TELL_FIRST
                           ? "false, or third_party_told first: the content and the origin of what "
                             "third parties gave (CSS L. 114-21)"
                           : "false, or copy_given first: she asked for it (CSS L. 114-21)");
}

const struct fact_rule case_control_rules[FACT_COUNT] = {
    [FACT_CONTROL_OPENED] = {before_control_day, check_opened, control_opened, NULL},
    [FACT_THIRD_PARTY_TOLD] = {opening_day, check_told, third_party_told, NULL},
    [FACT_COPY_ASKED] = {asking_day, check_copy, copy_asked, NULL},
    [FACT_COPY_GIVEN] = {asked_day, check_copy, copy_given, NULL},
    [FACT_CONTROL_CLOSED] = {opening_day, check_closed, control_closed, NULL},
    [FACT_FACTS_REPROACHED] = {closing_day, penalty_check_reproached, facts_reproached, NULL},
    [FACT_OBSERVATIONS_MADE] = {accusation_day, penalty_check_observations, observations_made,
                                NULL},
    [FACT_PENALTY_CHOSEN] = {hearing_day, penalty_check_chosen, penalty_chosen, stage_after_choice},
    [FACT_MORE_TIME_ASKED] = {choice_day, penalty_check_more_time, more_time_asked, NULL},
    [FACT_OPINION_GIVEN] = {choice_day, penalty_check_opinion, opinion_given, NULL},
    [FACT_PENALTY_FIXED] = {choice_day, penalty_check_fixed, penalty_fixed, stage_after_choice},
    [FACT_PENALTY_RECEIVED] = {decision_day, penalty_check_received, penalty_received, NULL},
    [FACT_PENALTY_NOTICE] = {penalty_day, penalty_check_notice, penalty_notice, NULL},
    [FACT_PENALTY_PAID] = {penalty_day, penalty_check_paid, penalty_paid, NULL},
};
