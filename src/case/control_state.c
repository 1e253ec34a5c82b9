#include "case/rules.h"

/* What the law makes of a control on a day, and what is due. */

/* CSS R. 114-11, for what she must pay. */
static const struct article css_r114_11 = {.code = "CSS", .number = "R. 114-11"};

/* What had happened by that day. */
static date by(date day, date happened_on)
{
    return date_compare(happened_on, day) <= 0 ? happened_on : NO_DATE;
}

static bool had(date day, date happened_on)
{
    return date_is_set(happened_on) && date_compare(happened_on, day) <= 0;
}

/* ---- third parties ---- */

bool control_owes_copy(const struct control_life *life)
{
    return date_is_set(life->copy_asked_on) && !date_is_set(life->copy_given_on);
}

enum third_party_use control_use_on(const struct control_life *life, date day,
                                    struct reasoning *why)
{
    struct third_party facts = {
        .content_told = had(day, life->content_told_on),
        .origin_told = had(day, life->origin_told_on),
        .copy_asked_on = by(day, life->copy_asked_on),
        .copy_given_on = by(day, life->copy_given_on),
    };
    return law_third_party_use(&facts, why);
}

/* ---- the penalty ---- */

void control_bounds(const struct control_life *life, struct reasoning *why,
                    struct penalty_bounds *ret)
{
    struct penalty_facts facts = {
        .breach = life->breach,
        .intent = life->intent,
        .facts_from = life->facts_from,
        .accused_on = life->accused_on,
        .sums_known = life->sums_known,
        .sums = life->sums,
        .earlier_sanction = life->earlier_sanction,
        .doubling = DOUBLING_CEILING,
    };
    law_penalty_bounds(&facts, why, ret);
}

void control_clock(const struct case_file *file, date day, struct reasoning *why,
                   struct penalty_clock *ret)
{
    const struct control_life *life = &file->control;
    bool has_chosen = had(day, life->chosen_on), has_fixed = had(day, life->final_on);
    struct penalty_procedure facts = {
        .seat = file->fund->seat,
        .accused_on = life->accused_on,
        .heard_on = by(day, life->heard_on),
        .choice = has_chosen ? life->choice : CHOICE_NONE,
        .chosen_on = life->chosen_on,
        .more_time_asked = had(day, life->more_time_on),
        .opinion_on = by(day, life->opinion_on),
        .final = has_fixed ? life->final : CHOICE_NONE,
        .final_on = life->final_on,
        .fine_received_on = by(day, life->penalty_received_on),
        .notice_received_on = by(day, life->notice_on),
        .paid_on = by(day, life->paid_on),
    };
    law_penalty_clock(&facts, day, why, ret);
}

struct penalty_clock control_clock_on(const struct case_file *file, date day)
{
    struct reasoning unsaid = {.count = 0};
    struct penalty_clock clock;
    control_clock(file, day, &unsaid, &clock);
    return clock;
}

money control_due(const struct control_life *life, enum penalty_stage stage)
{
    if (stage == PENALTY_INCREASED) return law_penalty_increased(life->penalty);
    bool is_due = stage == PENALTY_TO_PAY || stage == PENALTY_UNPAID || stage == PENALTY_NOTICE;
    return is_due ? life->penalty : (money){0};
}

/* ---- the view ---- */

static void view_penalty(const struct case_file *file, date today, struct reasoning *why,
                         struct control_state *ret)
{
    const struct control_life *life = &file->control;
    control_bounds(life, why, &ret->bounds);
    control_clock(file, today, why, &ret->clock);
    if (ret->clock.stage >= PENALTY_TO_NOTIFY) ret->penalty = life->penalty;
    ret->due = control_due(life, ret->clock.stage);
    if (ret->due.cents == 0) return;
    reasoning_add_value(why, &css_r114_11, "", SENTENCE_PENALTY_DUE,
                        (struct mentioned){.m1 = ret->due}, ret->due);
}

void case_control(const struct case_file *file, date today, struct reasoning *why,
                  struct control_state *ret)
{
    const struct control_life *life = &file->control;
    *ret = (struct control_state){.third_party = THIRD_PARTY_TELL_FIRST};
    ret->told = date_is_set(life->content_told_on) || date_is_set(life->origin_told_on) ||
                date_is_set(life->copy_asked_on);
    if (ret->told) ret->third_party = control_use_on(life, today, why);
    ret->accused = date_is_set(life->accused_on);
    if (ret->accused) view_penalty(file, today, why, ret);
}

/* ---- what is due ---- */

static void penalty_duties(const struct case_file *file, struct duty_list *list)
{
    const struct control_life *life = &file->control;
    struct penalty_clock clock = control_clock_on(file, list->today);
    bool before_commission = life->choice == CHOICE_COMMISSION && life->final == CHOICE_NONE;
    if (life->choice == CHOICE_NONE) duty_add(list, DUTY_CHOOSE_PENALTY, clock.choose_by);
    if (clock.stage == PENALTY_BEFORE_COMMISSION) {
        duty_add(list, DUTY_GIVE_OPINION, clock.opinion_by);
        duty_turns(list, date_plus_days(clock.opinion_by, 1)); /* then it is deemed given */
    }
    if (before_commission && clock.stage != PENALTY_ABANDONED) {
        duty_add(list, DUTY_FIX_PENALTY, clock.fix_by);
        duty_turns(list, date_plus_days(clock.fix_by, 1)); /* then it is abandoned */
    }
    if (clock.stage == PENALTY_TO_NOTIFY) {
        bool after = life->choice == CHOICE_COMMISSION;
        duty_add(list, DUTY_NOTIFY_PENALTY, after ? clock.fix_by : clock.choose_by);
    }
}

/* No text gives a day to the copy but that it comes before any use: due when she asks. */
void case_control_duties(const struct case_file *file, struct duty_list *list)
{
    if (file->stages[STRAND_CONTROL] == STAGE_CONTROL_NONE) return;
    if (control_owes_copy(&file->control)) {
        duty_add(list, DUTY_GIVE_COPY, file->control.copy_asked_on);
    }
    if (file->stages[STRAND_CONTROL] == STAGE_CONTROL_ACCUSED) penalty_duties(file, list);
}
