#include "law/articles.h"
#include "law/penalty.h"

/* The days of the procedure: CSS R. 114-11. What binds her is read late, what binds the fund is
 * read early and is not moved. */

static const struct article css_r114_11 = {.code = "CSS", .number = "R. 114-11"};
/* The formal notice, then 10 % more. */
static const struct article css_l114_17_2 = {.code = "CSS", .number = "L. 114-17-2"};

enum { OBSERVATIONS = 1, CHOOSING = 1, OPINION = 1, MORE_TIME = 1, FIXING = 1, PAYING = 2 };
enum { NOTICE = 1, INCREASED_PERCENT = 110 };

static bool is_past(date day, date today) { return date_compare(day, today) < 0; }
static date earlier(date a, date b) { return date_compare(a, b) <= 0 ? a : b; }
static date later(date a, date b) { return date_compare(a, b) >= 0 ? a : b; }

money law_penalty_increased(money penalty) { return money_percent(penalty, INCREASED_PERCENT); }

/* A fine was imposed: until when, and what if not. */
static enum penalty_stage payment(const struct penalty_procedure *facts, date today,
                                  struct reasoning *why, struct penalty_clock *clock)
{
    if (date_is_set(facts->paid_on)) return PENALTY_PAID;
    if (!date_is_set(facts->fine_received_on)) return PENALTY_TO_NOTIFY;
    clock->is_notified_late =
        date_is_set(clock->fix_by) && is_past(clock->fix_by, facts->fine_received_on);
    if (clock->is_notified_late) {
        reasoning_add(why, &css_r114_11, "", SENTENCE_PENALTY_NOTIFIED_LATE,
                      (struct mentioned){.d1 = facts->fine_received_on, .d2 = clock->fix_by});
    }
    clock->pay =
        law_term_in_months(facts->seat, facts->fine_received_on, PAYING, &css_r114_11, "", why);
    if (!is_past(clock->pay.enforced, today)) return PENALTY_TO_PAY;
    if (!date_is_set(facts->notice_received_on)) return PENALTY_UNPAID;
    clock->notice =
        law_term_in_months(facts->seat, facts->notice_received_on, NOTICE, &css_r114_11, "", why);
    if (!is_past(clock->notice.enforced, today)) return PENALTY_NOTICE;
    reasoning_add(why, &css_l114_17_2, "", SENTENCE_PENALTY_INCREASED,
                  (struct mentioned){.d1 = clock->notice.enforced});
    return PENALTY_INCREASED;
}

static enum penalty_stage chosen(enum penalty_choice choice, const struct penalty_procedure *facts,
                                 date today, struct reasoning *why, struct penalty_clock *clock)
{
    if (choice == CHOICE_ABANDON) return PENALTY_ABANDONED;
    if (choice == CHOICE_WARN) return PENALTY_WARNED;
    must(choice == CHOICE_FINE);
    return payment(facts, today, why, clock);
}

/* The opinion is deemed given when its time is over; then a month to fix the penalty, or it is
 * abandoned. */
static enum penalty_stage commission(const struct penalty_procedure *facts, date today,
                                     struct reasoning *why, struct penalty_clock *clock)
{
    int months = OPINION + (facts->more_time_asked ? MORE_TIME : 0);
    clock->opinion_by = law_months_after(facts->chosen_on, months);
    reasoning_add(why, &css_r114_11, "", SENTENCE_PENALTY_OPINION,
                  (struct mentioned){.d1 = clock->opinion_by});
    bool given = date_is_set(facts->opinion_on);
    date opinion = given ? earlier(facts->opinion_on, clock->opinion_by) : clock->opinion_by;
    clock->fix_by = law_months_after(opinion, FIXING);
    if (!given && !is_past(clock->opinion_by, today)) return PENALTY_BEFORE_COMMISSION;

    reasoning_add(why, &css_r114_11, "", SENTENCE_PENALTY_FIX,
                  (struct mentioned){.d1 = opinion, .d2 = clock->fix_by});
    bool fixed = facts->final != CHOICE_NONE;
    if (is_past(clock->fix_by, fixed ? facts->final_on : today)) {
        reasoning_add(why, &css_r114_11, "", SENTENCE_PENALTY_ABANDONED,
                      (struct mentioned){.d1 = clock->fix_by});
        return PENALTY_ABANDONED;
    }
    return fixed ? chosen(facts->final, facts, today, why, clock) : PENALTY_TO_FIX;
}

void law_penalty_clock(const struct penalty_procedure *facts, date today, struct reasoning *why,
                       struct penalty_clock *ret)
{
    *ret = (struct penalty_clock){.stage = PENALTY_HEARING};
    ret->observations = law_term_in_months(facts->seat, facts->accused_on, OBSERVATIONS,
                                           &css_r114_11, "al. 1", why);
    date start = later(law_months_after(facts->accused_on, OBSERVATIONS), facts->heard_on);
    ret->choose_by = law_months_after(start, CHOOSING);
    reasoning_add(why, &css_r114_11, "al. 3", SENTENCE_PENALTY_CHOOSE,
                  (struct mentioned){.d1 = ret->choose_by});

    bool has_chosen = facts->choice != CHOICE_NONE;
    ret->is_overdue = is_past(ret->choose_by, has_chosen ? facts->chosen_on : today);
    if (facts->choice == CHOICE_COMMISSION) {
        ret->stage = commission(facts, today, why, ret);
    } else if (has_chosen) {
        ret->stage = chosen(facts->choice, facts, today, why, ret);
    } else if (is_past(ret->observations.enforced, today)) {
        ret->stage = PENALTY_TO_CHOOSE;
    }
}
