#include "case/loan_rules.h"
#include "law/articles.h"

/* What the law says of the loan on a day, with the facts and articles that make it. CASF L. 214-12,
 * D. 214-21, D. 214-22. */

static const struct word statuses[] = {
    [LOAN_NONE] = {"none", {"aucun prêt", "no loan"}},
    [LOAN_WAITING] = {"waiting", {"pas encore exigible", "not due yet"}},
    [LOAN_DUE] = {"due", {"exigible", "due"}},
    [LOAN_SUSPENDED] = {"suspended", {"suspendu", "suspended"}},
    [LOAN_REMISSION] = {"remission", {"suspendu, remise demandée", "suspended, remission asked"}},
    [LOAN_TRANSFERRED] = {"transferred", {"demandé à l'auteur", "asked of the author"}},
    [LOAN_EXTINGUISHED] = {"extinguished", {"éteint", "extinguished"}},
};
const struct word_list case_loan_statuses = {"loan status", statuses, LOAN_STATUS_COUNT};

static money at_least_nothing(int64_t cents) { return (money){cents > 0 ? cents : 0}; }

/* ---- the author and what she is given back ---- */

/* What she repaid and was not given back. */
static int64_t borne_by_her(const struct loan_life *life)
{
    return at_least_nothing(life->repaid.cents - life->restored.cents).cents;
}

/* What she and the author have to bear between them. */
static int64_t bearable(const struct case_file *file)
{
    return at_least_nothing(loan_lent(file).cents - file->loan.spared.cents).cents;
}

money loan_overrepaid(const struct case_file *file)
{
    money hers_to_bear = at_least_nothing(bearable(file) - file->loan.author_repaid.cents);
    return at_least_nothing(borne_by_her(&file->loan) - hers_to_bear.cents);
}

void loan_author(const struct case_file *file, date on, const struct procedure *outcome,
                 struct reasoning *why, struct author_debt *ret)
{
    const struct loan_life *life = &file->loan;
    bool is_loan = date_is_set(life->attributed_on);
    int64_t whole = bearable(file), hers = borne_by_her(life);
    if (hers > whole) hers = whole;
    struct outcome_known known = {
        .form = is_loan ? FORM_LOAN : FORM_GRANT,
        .attributed_on = life->attributed_on,
        .outstanding = {whole - hers},
        .repaid = {hers},
        .on = on,
        .outcome = outcome->outcome,
        .final = outcome->is_over,
        .states_amount = outcome->states_amount,
        .ordered = outcome->ordered,
    };
    law_author(&known, why, ret);
}

/* By the outcome that binds; all nothing without one. */
static struct author_debt author_debt(const struct case_file *file)
{
    struct reasoning unsaid = {.count = 0};
    struct author_debt debt = {.creditor = CREDITOR_NONE};
    const struct procedure *binding = penal_binding(&file->penal, NO_DATE);
    if (binding) loan_author(file, binding->known_on, binding, &unsaid, &debt);
    return debt;
}

money loan_author_left(const struct case_file *file)
{
    return at_least_nothing(author_debt(file).amount.cents - file->loan.author_repaid.cents);
}

/* What both paid twice over is the author's to bear as far as the outcome reaches: it counts once.
 */
money loan_to_give_back(const struct case_file *file)
{
    int64_t overrepaid = loan_overrepaid(file).cents;
    int64_t beyond = at_least_nothing(borne_by_her(&file->loan) - bearable(file)).cents;
    int64_t twice = overrepaid - beyond, by_author = author_debt(file).to_give_back.cents;
    return (money){beyond + (twice > by_author ? twice : by_author)};
}

/* ---- where it stands ---- */

struct view {
    const struct case_file *file;
    date today;
    struct reasoning *why;
    struct calendar calendar;
    struct penal_state penal;
    bool is_suspended;
    struct loan_state state;
};

static bool is_authors(const struct view *v)
{
    return v->penal.binding || date_is_set(v->file->loan.first_transferred_on);
}

static enum loan_status status_of(const struct view *v)
{
    const struct loan_life *life = &v->file->loan;
    bool is_ended = v->file->stages[STRAND_LOAN] == STAGE_LOAN_EXTINGUISHED;
    if (!date_is_set(life->attributed_on)) return LOAN_NONE;
    if (v->state.left.cents == 0 && (v->state.lent.cents > 0 || is_ended)) {
        return LOAN_EXTINGUISHED;
    }
    if (is_authors(v)) return LOAN_TRANSFERRED;
    if (v->calendar.is_asked) return LOAN_REMISSION;
    if (v->state.lent.cents == 0 ||
        date_compare(v->today, law_loan_due_on(life->attributed_on)) < 0) {
        return LOAN_WAITING;
    }
    return v->is_suspended ? LOAN_SUSPENDED : LOAN_DUE;
}

static void count_sums(struct view *v)
{
    const struct loan_life *life = &v->file->loan;
    struct loan_state *s = &v->state;
    bool is_given_back = date_compare(life->restored_on, v->today) <= 0;
    int64_t given_back = is_given_back ? life->restored.cents - life->undone.cents : 0;
    s->lent = date_is_set(life->attributed_on) ? loan_lent(v->file) : (money){0};
    s->repaid = v->calendar.repaid;
    s->spared = v->calendar.spared;
    s->left = loan_calendar_left(&v->calendar);
    if (is_authors(v)) { /* with what she was given back */
        s->left = at_least_nothing(s->lent.cents + given_back - v->calendar.counted.cents -
                                   s->spared.cents - v->calendar.author_repaid.cents);
    }
    s->to_give_back = loan_to_give_back(v->file);
    s->author_left = loan_author_left(v->file);
    s->status = status_of(v);
    bool is_hers = s->status != LOAN_NONE && s->status != LOAN_TRANSFERRED;
    if (is_hers) s->owed = loan_calendar_left(&v->calendar);
}

/* ---- what is explained ---- */

static void say(struct view *v, const struct article *article, const char *where,
                enum sentence sentence, struct mentioned said)
{
    reasoning_add(v->why, article, where, sentence, said);
}

static void say_sum(struct view *v, const struct article *article, const char *where,
                    enum sentence sentence, money sum, date day)
{
    if (sum.cents == 0) return;
    reasoning_add_value(v->why, article, where, sentence, (struct mentioned){.m1 = sum, .d1 = day},
                        sum);
}

static void repeat(struct view *v, const struct step *step)
{
    if (!step->article) return;
    *reasoning_add(v->why, step->article, step->where, step->sentence, step->mentioned) = *step;
}

static void explain_sums(struct view *v)
{
    const struct loan_life *life = &v->file->loan;
    const struct calendar *c = &v->calendar;
    say_sum(v, &casf_d214_13, "al. 1", SENTENCE_LOAN_LENT, v->state.lent, life->attributed_on);
    say_sum(v, &casf_d214_21, "al. 4", SENTENCE_LOAN_PAID_BACK, c->repaid, c->repaid_on);
    say_sum(v, &casf_l214_12, "I, al. 1", SENTENCE_LOAN_PAID_SUSPENDED, c->repaid_suspended,
            NO_DATE);
    say_sum(v, &casf_d214_22, "", SENTENCE_LOAN_SPARED, c->spared, NO_DATE);
    say_sum(v, &casf_l214_12, "I", SENTENCE_LOAN_AUTHOR_PAID, c->author_repaid, NO_DATE);
    say_sum(v, &casf_l214_12, "I", SENTENCE_LOAN_GIVEN_BACK, life->restored, life->restored_on);
    say_sum(v, &casf_d214_21, "al. 4", SENTENCE_LOAN_OVERREPAID, loan_overrepaid(v->file), NO_DATE);
    say_sum(v, &casf_d214_21, "al. 4", SENTENCE_LOAN_LEFT, v->state.left, NO_DATE);
}

/* Why nothing may be asked of her, besides the proceedings. */
static void explain_waiting(struct view *v)
{
    if (v->calendar.is_asked) {
        say(v, &css_l845_3, "al. 2", SENTENCE_LOAN_WAITS_FOR_REMISSION,
            (struct mentioned){.d1 = v->calendar.asked_on});
    }
    if (loan_is_appealed_on(v->file, v->today)) {
        say(v, &css_l845_3, "al. 2", SENTENCE_LOAN_WAITS_FOR_APPEAL,
            (struct mentioned){.d1 = v->file->appeal.filed_on});
    }
}

/* From when, and in which instalments. */
static void explain_calendar(struct view *v)
{
    struct proceedings now = {.are = PROCEEDINGS_NONE};
    if (v->penal.are == STAGE_PENAL_PENDING) {
        now = (struct proceedings){.are = PROCEEDINGS_PENDING, .opened_on = v->penal.since};
    }
    struct exigibility unshifted;
    law_exigibility(v->file->loan.attributed_on, &now, v->why, &unshifted);
    explain_waiting(v);
    if (v->is_suspended) return;
    repeat(v, &v->calendar.due_said);
    repeat(v, &v->calendar.plan_said);
    if (v->file->loan.is_deducted) {
        say(v, &casf_d214_21, "al. 5", SENTENCE_LOAN_DEDUCTED,
            (struct mentioned){.d1 = v->file->loan.deducted_on});
    }
}

/* The next instalment and what is late. */
static void count_instalments(struct view *v)
{
    const struct calendar *c = &v->calendar;
    struct loan_state *s = &v->state;
    int late_count = loan_places_gone(c, v->today);
    for (int place = c->paid_count + 1; place <= late_count; place++) {
        s->arrears.cents += law_instalment(c->plan.rest, c->plan.count, place).cents;
    }
    int next = c->paid_count + 1;
    money whole = law_instalment(c->plan.rest, c->plan.count, next);
    s->due_on = c->plan.from;
    s->next.place = c->gone + next;
    s->next.count = c->gone + c->plan.count;
    s->next.amount.cents = whole.cents - c->part.cents;
    s->next.due_on = law_instalment_due_on(&c->plan, next);
    reasoning_add_value(
        v->why, &casf_d214_21, "al. 4", SENTENCE_LOAN_NEXT,
        (struct mentioned){
            .m1 = s->next.amount, .d1 = s->next.due_on, .n1 = s->next.place, .n2 = s->next.count},
        s->next.amount);
    if (late_count == c->paid_count) return;
    s->arrears.cents -= c->part.cents;
    s->arrears_since = s->next.due_on;
    say_sum(v, &casf_d214_21, "al. 4", SENTENCE_LOAN_ARREARS, s->arrears, s->arrears_since);
}

/* Until when the oldest unpaid instalment may be claimed. What is not known of proceedings does not
 * make it longer. */
static void count_prescription(struct view *v)
{
    const struct calendar *c = &v->calendar;
    struct proceedings proceedings[PROCEDURES_MAX];
    struct loan_prescription found;
    date due_on =
        date_plus_months_or_last_day(c->unshifted_from, c->unshifted_months + c->paid_count);
    law_loan_prescription(due_on, PRESCRIPTION_FIVE_YEARS, proceedings,
                          penal_proceedings(&v->file->penal, proceedings), v->why, &found);
    v->state.claim_until = found.last_day;
}

static void count_abandonment(struct view *v)
{
    struct reasoning said = {.count = 0};
    struct abandonment found;
    law_abandonment(v->state.owed, v->today, v->today, &said, &found);
    v->state.may_be_abandoned = found.possible;
    if (!found.possible) return;
    for (int i = 0; i < said.count; i++) repeat(v, &said.steps[i]);
}

/* What the outcome means for the author: the one that binds, or the latest known. */
static void count_author(struct view *v)
{
    const struct procedure *outcome = v->penal.binding ? v->penal.binding : v->penal.latest;
    date asked_on = v->file->loan.first_transferred_on;
    if (date_is_set(asked_on)) {
        say(v, &casf_l214_12, "I", SENTENCE_LOAN_TRANSFERRED, (struct mentioned){.d1 = asked_on});
    }
    if (!outcome) return;
    loan_author(v->file, date_is_set(asked_on) ? asked_on : v->today, outcome, v->why,
                &v->state.author);
}

void case_loan(const struct case_file *file, date today, struct reasoning *why,
               struct loan_state *ret)
{
    struct view v = {.file = file, .today = today, .why = why};
    loan_replay(file, today, &v.calendar);
    case_penal(file, today, why, &v.penal);
    v.is_suspended = loan_is_suspended_on(file, &v.calendar, today);
    count_sums(&v);
    if (v.state.status == LOAN_NONE) {
        say(&v, &casf_d214_13, "al. 1", SENTENCE_LOAN_NONE, (struct mentioned){0});
    }
    explain_sums(&v);
    count_author(&v);
    if (v.state.owed.cents > 0) {
        explain_calendar(&v);
        if (!v.is_suspended) count_instalments(&v);
        count_prescription(&v);
        count_abandonment(&v);
    }
    *ret = v.state;
}
