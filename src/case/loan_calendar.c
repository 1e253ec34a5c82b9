#include "case/loan_rules.h"
#include "law/articles.h"

/* The calendar of a loan, replayed by legal day from what is recorded: the plan of the law or hers,
 * instalments filled in their order, what is repaid early or remitted, and what stands still. CASF
 * L. 214-12, D. 214-21. */

static money least(money a, money b) { return a.cents < b.cents ? a : b; }
static money at_least_nothing(int64_t cents) { return (money){cents > 0 ? cents : 0}; }

money loan_lent(const struct case_file *file)
{
    return least(file->loan.principal, at_least_nothing(file->paid.cents));
}

/* ---- what the plan holds ---- */

static money paid_of_plan(const struct calendar *c)
{
    money sum = c->part;
    for (int place = 1; place <= c->paid_count; place++) {
        sum.cents += law_instalment(c->plan.rest, c->plan.count, place).cents;
    }
    return sum;
}

money loan_calendar_left(const struct calendar *calendar)
{
    return (money){calendar->plan.rest.cents - paid_of_plan(calendar).cents};
}

/* How many of the instalments of the plan are paid, or fall due by that day. */
static int places_due(const struct calendar *c, date day)
{
    int due = c->paid_count;
    while (due < c->plan.count &&
           date_compare(law_instalment_due_on(&c->plan, due + 1), day) <= 0) {
        due++;
    }
    return due;
}

int loan_places_gone(const struct calendar *calendar, date day)
{
    int due = places_due(calendar, day);
    if (due == calendar->paid_count) return due;
    return due - (date_compare(law_instalment_due_on(&calendar->plan, due), day) == 0);
}

/* ---- what stands still ---- */

/* An appeal about the loan, from its filing to the decision on it (CSS L. 845-3, al. 2). Without
 * one `ret_ended_on` is not touched; it is NO_DATE while one is pending. */
static bool is_appealed(const struct case_file *file, date *ret_ended_on)
{
    const struct appeal_life *appeal = &file->appeal;
    enum stage stage = file->stages[STRAND_APPEAL];
    if (stage == STAGE_APPEAL_NONE || appeal->subject != SUBJECT_LOAN) return false;
    bool is_over = stage == STAGE_APPEAL_DECIDED;
    *ret_ended_on = is_over ? later(appeal->decided_on, appeal->judged_on) : NO_DATE;
    return true;
}

bool loan_is_appealed_on(const struct case_file *file, date day)
{
    date ended_on;
    if (!is_appealed(file, &ended_on)) return false;
    if (date_compare(day, file->appeal.filed_on) < 0) return false;
    return !date_is_set(ended_on) || date_compare(day, ended_on) < 0;
}

bool loan_is_suspended_on(const struct case_file *file, const struct calendar *calendar, date day)
{
    return calendar->is_asked || penal_suspends_on(&file->penal, day) ||
           loan_is_appealed_on(file, day);
}

/* A day on which what stood still may go on, and why. */
struct resumption {
    date day;
    const struct article *article;
    const char *where;
    enum sentence sentence;
};

#define RESUMPTIONS_MAX (PROCEDURES_MAX + 2)

static void add_resumption(struct resumption *list, int *count, struct resumption added)
{
    int place = (*count)++;
    for (; place > 0; place--) {
        if (date_compare(list[place - 1].day, added.day) <= 0) break;
        list[place] = list[place - 1];
    }
    list[place] = added;
}

static int resumptions(const struct case_file *file, struct resumption ret[RESUMPTIONS_MAX])
{
    const struct penal_life *penal = &file->penal;
    int count = 0;
    for (int i = 0; i < penal->procedures_count; i++) {
        const struct procedure *p = &penal->procedures[i];
        if (!p->is_over) continue;
        add_resumption(
            ret, &count,
            (struct resumption){p->known_on, &casf_d214_21, "1°", SENTENCE_LOAN_DUE_AGAIN});
    }
    if (date_is_set(penal->none_on)) {
        add_resumption(
            ret, &count,
            (struct resumption){penal->none_on, &casf_d214_21, "1°", SENTENCE_LOAN_DUE_VERIFIED});
    }
    date ended_on;
    if (is_appealed(file, &ended_on) && date_is_set(ended_on)) {
        add_resumption(
            ret, &count,
            (struct resumption){ended_on, &css_l845_3, "al. 2", SENTENCE_LOAN_DUE_ANSWERED});
    }
    return count;
}

/* ---- one event after another ---- */

/* The last step says how the plan stands. */
static void keep_said(struct calendar *c, const struct reasoning *said)
{
    c->plan_said = said->steps[said->count - 1];
}

/* The instalments paid belong to the plan that was. */
static void turn_over(struct calendar *c, const struct plan *next)
{
    c->plan = *next;
    c->gone += c->paid_count;
    c->unshifted_months += c->paid_count;
    c->paid_count = 0;
}

/* What may be asked again goes on from that day, unless it falls due later (law_resume). */
static void resume(const struct case_file *file, struct calendar *c, const struct resumption *from)
{
    if (loan_calendar_left(c).cents == 0 || loan_is_suspended_on(file, c, from->day)) return;
    date next_on = law_instalment_due_on(&c->plan, c->paid_count + 1);
    if (date_compare(from->day, next_on) <= 0) return;
    struct reasoning said = {.count = 0};
    struct plan next;
    law_resume(&c->plan, c->paid_count, from->day, &said, &next);
    keep_said(c, &said);
    turn_over(c, &next);
    said.count = 0;
    reasoning_add(&said, from->article, from->where, from->sentence,
                  (struct mentioned){.d1 = from->day});
    c->due_said = said.steps[0];
}

/* Instalments fill in their order; a part of one leaves the rest of it due. */
static void pay(struct calendar *c, money amount)
{
    money rest = least(amount, loan_calendar_left(c));
    while (rest.cents > 0) {
        money whole = law_instalment(c->plan.rest, c->plan.count, c->paid_count + 1);
        int64_t missing = whole.cents - c->part.cents;
        if (rest.cents < missing) {
            c->part.cents += rest.cents;
            return;
        }
        rest.cents -= missing;
        c->part.cents = 0;
        c->paid_count++;
    }
}

/* What leaves less to repay, in equal parts, than the calendar foresaw. What is paid of the next
 * instalment was paid before it was due. */
static void spread_less(struct calendar *c, money amount)
{
    money less = least(amount, loan_calendar_left(c));
    if (less.cents == 0) return;
    struct reasoning said = {.count = 0};
    struct plan next;
    less.cents += c->part.cents;
    law_repay_early(&c->plan, c->paid_count, less, &said, &next);
    keep_said(c, &said);
    turn_over(c, &next);
    c->part.cents = 0;
}

/* Money before it is due pays first what is due. */
static void pay_early(const struct case_file *file, struct calendar *c, date day, money amount)
{
    money due = {0};
    if (!loan_is_suspended_on(file, c, day)) {
        int due_count = places_due(c, day);
        for (int place = c->paid_count + 1; place <= due_count; place++) {
            due.cents += law_instalment(c->plan.rest, c->plan.count, place).cents;
        }
        if (due_count > c->paid_count) due.cents -= c->part.cents;
    }
    money first = least(due, amount);
    pay(c, first);
    spread_less(c, (money){amount.cents - first.cents});
}

/* The instalments of the plan that a new one leaves behind: while nothing may be asked, those that
 * fall due are not gone. */
static int left_behind(const struct case_file *file, const struct calendar *c, date day)
{
    return loan_is_suspended_on(file, c, day) ? c->paid_count : loan_places_gone(c, day);
}

int loan_instalments_open(const struct case_file *file, const struct calendar *calendar, date day)
{
    return INSTALMENTS_MAX - calendar->gone - left_behind(file, calendar, day);
}

/* Twenty-four instalments in all: a plan that would go beyond, as a payment recorded late may make
 * it, is cut to them. */
static void choose(const struct case_file *file, struct calendar *c, date day, int instalments)
{
    int gone = left_behind(file, c, day), most = loan_instalments_open(file, c, day);
    if (most < 1 || loan_calendar_left(c).cents == 0) return;
    struct reasoning said = {.count = 0};
    struct plan next;
    law_plan_again(&c->plan, gone, paid_of_plan(c), instalments < most ? instalments : most, &said,
                   &next);
    keep_said(c, &said);
    c->plan = next;
    c->gone += gone;
    c->paid_count = 0;
    c->part.cents = 0;
    c->unshifted_from = next.from;
    c->unshifted_months = next.months_gone;
}

/* What she was given back because she did not owe it no longer counts: the last of what she paid.
 */
static void paid_by_her(const struct case_file *file, struct calendar *c,
                        const struct loan_event *event)
{
    int64_t kept = file->loan.repaid.cents - file->loan.undone.cents - c->repaid.cents;
    money counted = least(event->amount, at_least_nothing(kept));
    c->repaid.cents += event->amount.cents;
    c->counted.cents += counted.cents;
    c->repaid_on = event->day;
    if (penal_is_open_on(&file->penal, event->day)) {
        c->repaid_suspended.cents += event->amount.cents;
    }
    if (event->kind == LOAN_PAID) {
        pay(c, counted);
    } else {
        pay_early(file, c, event->day, counted);
    }
}

static void play(const struct case_file *file, struct calendar *c, const struct loan_event *event)
{
    struct resumption answered = {event->day, &css_l845_3, "al. 2", SENTENCE_LOAN_DUE_ANSWERED};
    switch ((enum loan_event_kind)event->kind) {
    case LOAN_ASKED:
        c->is_asked = true;
        c->asked_on = event->day;
        return;
    case LOAN_ANSWERED:
        c->is_asked = false;
        c->spared.cents += event->amount.cents;
        spread_less(c, event->amount);
        resume(file, c, &answered);
        return;
    case LOAN_WRITTEN:
        c->spared.cents += event->amount.cents;
        spread_less(c, event->amount);
        return;
    case LOAN_AUTHOR:
        c->author_repaid.cents += event->amount.cents;
        spread_less(c, event->amount);
        return;
    case LOAN_CHOSEN: choose(file, c, event->day, event->instalments); return;
    case LOAN_PAID:
    case LOAN_EARLY:
    default: paid_by_her(file, c, event); return;
    }
}

static void begin(const struct case_file *file, struct calendar *c)
{
    money lent = loan_lent(file);
    if (lent.cents == 0) return;
    struct reasoning said = {.count = 0};
    law_plan(lent, INSTALMENTS_MAX, law_loan_due_on(file->loan.attributed_on), &said, &c->plan);
    keep_said(c, &said);
    c->unshifted_from = c->plan.from;
}

void loan_replay(const struct case_file *file, date until, struct calendar *ret)
{
    struct calendar c = {.gone = 0};
    struct resumption list[RESUMPTIONS_MAX];
    int count = resumptions(file, list), next = 0;
    begin(file, &c);
    for (int i = 0; i < file->loan.events_count; i++) {
        const struct loan_event *event = &file->loan.events[i];
        if (date_compare(event->day, until) > 0) break;
        for (; next < count && date_compare(list[next].day, event->day) <= 0; next++) {
            resume(file, &c, &list[next]);
        }
        play(file, &c, event);
    }
    for (; next < count && date_compare(list[next].day, until) <= 0; next++) {
        resume(file, &c, &list[next]);
    }
    *ret = c;
}
