#include "case/rules.h"

/* What each fact of the procedure of a penalty must say: CSS L. 114-17, R. 114-11, R. 114-14. */

/* ---- the facts reproached ---- */

static err check_reproach_body(const struct fact *fact, struct trouble *trouble)
{
    const struct body *said = &fact->body;
    if (date_compare(said->facts_from, fact->day) > 0) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/facts_from",
                           "a day not after their notification");
    }
    if (date_compare(said->earlier_award, fact->day) >= 0) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/earlier_sanction",
                           "a day before the notification of the facts, or null");
    }
    if (!said->sums_known && said->amount.cents > 0) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/amount_cents",
                           "0 when the sums are not known");
    }
    return ERR_OK;
}

/* L. 114-17: only after a finding, once, and never in good faith for what she declared. */
err penalty_check_reproached(const struct case_file *file, const struct fact *fact, date today,
                             struct trouble *trouble)
{
    (void)today;
    if (!file->control.irregular || date_is_set(file->control.accused_on)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           file->control.irregular
                               ? "control_opened: the facts of this one were reproached already"
                               : "nothing: the control found no irregularity (CSS L. 114-17)");
    }
    TRY(check_reproach_body(fact, trouble));
    struct control_life accused = file->control;
    control_reproach(&accused, fact);
    struct reasoning unsaid = {.count = 0};
    struct penalty_bounds bounds;
    control_bounds(&accused, &unsaid, &bounds);
    if (bounds.is_allowed) return ERR_OK;
    bool is_before = unsaid.steps[0].sentence == SENTENCE_PENALTY_BEFORE_THE_LAW;
    return case_refuse(ERR_NOT_LAWFUL, trouble, is_before ? "/body/facts_from" : "/body/intent",
                       is_before ? "a day since the aid exists (CASF L. 214-16)"
                                 : "no penalty: she acted in good faith (CSS L. 114-17, I)");
}

err penalty_check_observations(const struct case_file *file, const struct fact *fact, date today,
                               struct trouble *trouble)
{
    (void)today;
    date chosen_on = file->control.chosen_on;
    if (!date_is_set(chosen_on) || date_compare(fact->day, chosen_on) <= 0) return ERR_OK;
    return case_refuse_day(ERR_NOT_LAWFUL, trouble, "/day",
                           "a day not after the director's choice, of", chosen_on);
}

/* ---- the director's choice ---- */

/* A fine within the bounds of L. 114-17 and R. 114-14, to the cent; nothing for anything else. */
static err check_amount(const struct case_file *file, const struct body *said,
                        struct trouble *trouble)
{
    if (said->choice != CHOICE_FINE) {
        if (said->amount.cents == 0) return ERR_OK;
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/amount_cents",
                           "0: a fine alone has an amount");
    }
    struct reasoning unsaid = {.count = 0};
    struct penalty_bounds bounds;
    control_bounds(&file->control, &unsaid, &bounds);
    int64_t least = bounds.minimum.cents > 0 ? bounds.minimum.cents : 1;
    int64_t amount = said->amount.cents;
    if (amount >= least && amount <= bounds.maximum.cents) return ERR_OK;
    char room[96];
    struct writer what = WRITER(room);
    write_integer(&what, least);
    write_string(&what, " to ");
    write_integer(&what, bounds.maximum.cents);
    write_string(&what, " (CSS L. 114-17, R. 114-14)");
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/amount_cents", writer_string(&what));
}

/* R. 114-11 al. 3: once her month is over, and what she said was heard. */
err penalty_check_chosen(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble)
{
    (void)today;
    const struct body *said = &fact->body;
    if (file->control.choice != CHOICE_NONE) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           "nothing: the director has chosen (CSS R. 114-11)");
    }
    if (said->choice == CHOICE_NONE) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/choice",
                           "abandon, warn, fine or commission");
    }
    struct penalty_clock clock = control_clock_on(file, fact->day);
    if (clock.stage == PENALTY_HEARING) {
        return case_refuse_day(ERR_NOT_LAWFUL, trouble, "/day",
                               "a day after her month to answer (CSS R. 114-11, al. 1), over on",
                               clock.observations.enforced);
    }
    return check_amount(file, said, trouble);
}

/* ---- the commission ---- */

static bool awaits_final(const struct control_life *life)
{
    return life->choice == CHOICE_COMMISSION && life->final == CHOICE_NONE;
}

static err refuse_without_commission(struct trouble *trouble)
{
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "penalty_chosen with the commission first, and penalty_fixed once (CSS "
                       "R. 114-11)");
}

err penalty_check_more_time(const struct case_file *file, const struct fact *fact, date today,
                            struct trouble *trouble)
{
    (void)today;
    if (!awaits_final(&file->control)) return refuse_without_commission(trouble);
    bool again = date_is_set(file->control.more_time_on);
    if (!again && control_clock_on(file, fact->day).stage == PENALTY_BEFORE_COMMISSION)
        return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "one month more, once, before the opinion is due (CSS R. 114-11)");
}

err penalty_check_opinion(const struct case_file *file, const struct fact *fact, date today,
                          struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (!awaits_final(&file->control)) return refuse_without_commission(trouble);
    if (!date_is_set(file->control.opinion_on)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "penalty_fixed: the opinion is given (CSS R. 114-11)");
}

err penalty_check_fixed(const struct case_file *file, const struct fact *fact, date today,
                        struct trouble *trouble)
{
    (void)today;
    const struct body *said = &fact->body;
    if (!awaits_final(&file->control)) return refuse_without_commission(trouble);
    if (said->choice == CHOICE_NONE || said->choice == CHOICE_COMMISSION) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/choice", "abandon, warn or fine");
    }
    struct penalty_clock clock = control_clock_on(file, fact->day);
    if (clock.stage == PENALTY_BEFORE_COMMISSION) {
        return case_refuse_day(ERR_NOT_LAWFUL, trouble, "/day",
                               "opinion_given first, or a day after (CSS R. 114-11)",
                               clock.opinion_by);
    }
    if (clock.stage == PENALTY_ABANDONED) {
        return case_refuse_day(ERR_NOT_LAWFUL, trouble, "/day",
                               "nothing: it was abandoned, not being fixed by (CSS R. 114-11)",
                               clock.fix_by);
    }
    return check_amount(file, said, trouble);
}

/* ---- the payment of the penalty ---- */

err penalty_check_received(const struct case_file *file, const struct fact *fact, date today,
                           struct trouble *trouble)
{
    (void)today;
    if (control_clock_on(file, fact->day).stage == PENALTY_TO_NOTIFY &&
        !date_is_set(file->control.penalty_received_on)) {
        return ERR_OK;
    }
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "a fine first, by penalty_chosen or penalty_fixed, told once (CSS R. "
                       "114-11)");
}

static err refuse_unreceived(struct trouble *trouble)
{
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind", "penalty_received first (CSS R. 114-11)");
}

/* L. 114-17-2: after the two months she has to pay. */
err penalty_check_notice(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble)
{
    (void)today;
    if (!date_is_set(file->control.penalty_received_on)) return refuse_unreceived(trouble);
    struct penalty_clock clock = control_clock_on(file, fact->day);
    if (clock.stage == PENALTY_TO_PAY) {
        return case_refuse_day(ERR_NOT_LAWFUL, trouble, "/day",
                               "a day after her two months to pay (CSS R. 114-11), over on",
                               clock.pay.enforced);
    }
    if (!date_is_set(file->control.notice_on)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "penalty_paid: the notice was received (CSS R. 114-11)");
}

err penalty_check_paid(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    (void)today;
    const struct control_life *life = &file->control;
    if (!date_is_set(life->penalty_received_on)) return refuse_unreceived(trouble);
    money due = control_due(life, control_clock_on(file, fact->day).stage);
    if (fact->body.amount.cents == due.cents) return ERR_OK;
    char room[96];
    struct writer what = WRITER(room);
    write_integer(&what, due.cents);
    write_string(&what, ", what is due that day (CSS R. 114-11, L. 114-17-2)");
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/amount_cents", writer_string(&what));
}
