#include "tests/loans.h"
#include "case/loan_rules.h"
#include "tests/property/random.h"

/* Lives of loans by chance: facts of the loan and of the proceedings in any order that is admitted,
 * known late and told late, decisions and payments that change in between. Whatever happened, the
 * sums close, nobody is asked too much, and she is asked nothing while nothing may be asked. */

static struct random random;

enum { LOANS = 4000, SHORT = 500, TRIES = 90 };
static int loans = LOANS;

static const date today = {2035, 1, 1};

/* Days of the first six years, most of them shared so that they meet. */
static date any_day(const struct case_file *file)
{
    date from = date_is_set(file->awarded_on) ? file->awarded_on : file->decided_on;
    if (random_flag(&random)) {
        return date_plus_months_or_last_day(from, random_below(&random, 72));
    }
    return date_plus_days(from, random_below(&random, 6 * 365));
}

/* Around what is left, so that it is often reached and often passed by one. */
static money any_sum(const struct case_file *file)
{
    struct calendar c;
    loan_replay(file, LOAN_ALL_EVENTS, &c);
    int64_t left = loan_calendar_left(&c).cents + loan_author_left(file).cents;
    if (random_below(&random, 12) == 0) return (money){left + random_below(&random, 2)};
    return (money){1 + random_below(&random, (int)(left / 10) + 200)};
}

static struct body loan_body(const struct case_file *file, enum fact_kind kind, date day)
{
    struct body body = random_body(&random, kind);
    struct author_debt debt = {.creditor = CREDITOR_NONE};
    struct reasoning why = {.count = 0};
    const struct procedure *binding = penal_binding(&file->penal, NO_DATE);
    body.known_on = date_plus_days(day, random_below(&random, 200));
    if (kind == FACT_LOAN_GRANTED) body.amount = file->decision.amount;
    if (kind == FACT_INSTALMENT_RECEIVED || kind == FACT_EARLY_REPAYMENT ||
        kind == FACT_AUTHOR_REPAID || kind == FACT_REMISSION_DECIDED) {
        body.amount = any_sum(file);
    }
    if (kind == FACT_REMISSION_DECIDED && random_flag(&random)) body.amount = (money){0};
    if (kind == FACT_RESTITUTION_DECIDED) {
        int64_t most = loan_to_give_back(file).cents;
        body.amount.cents = random_flag(&random) ? most : 1 + random_below(&random, 5000);
    }
    if (kind == FACT_LOAN_TRANSFERRED && binding) {
        loan_author(file, day, binding, &why, &debt);
        body.amount.cents = debt.amount.cents - file->loan.transferred.cents;
        body.creditor = debt.creditor;
    }
    if (kind == FACT_OUTCOME_KNOWN) {
        if (body.amount.cents == 0 || !law_outcome_binds_author(body.outcome)) {
            body.states_amount = false;
        }
        if (!body.states_amount) body.amount = (money){0};
    }
    return body;
}

/* Some outcomes correct another: they are of the same day. */
static struct fact loan_fact(const struct case_file *file, enum fact_kind kind)
{
    struct fact fact = fact_of(kind, any_day(file));
    int count = file->penal.procedures_count;
    if (kind == FACT_OUTCOME_KNOWN && count > 0 && random_flag(&random)) {
        date other = file->penal.procedures[random_below(&random, count)].decided_on;
        if (date_is_set(other)) fact.day = other;
    }
    fact.body = loan_body(file, kind, fact.day);
    return fact;
}

/* ---- what always holds ---- */

static int64_t not_negative(int64_t cents) { return cents > 0 ? cents : 0; }

/* What is left of the loan is what nobody repaid or was spared. */
static void the_sums_close(const struct case_file *file)
{
    const struct loan_life *life = &file->loan;
    struct calendar c;
    loan_replay(file, LOAN_ALL_EVENTS, &c);
    int64_t lent = date_is_set(life->attributed_on) ? loan_lent(file).cents : 0;
    int64_t borne = life->repaid.cents + life->spared.cents + life->author_repaid.cents;
    int64_t left =
        date_is_set(life->attributed_on) ? not_negative(lent + life->undone.cents - borne) : 0;
    assert_int_equal(loan_calendar_left(&c).cents, left);
    assert_int_equal(c.repaid.cents, life->repaid.cents);
    assert_int_equal(c.spared.cents, life->spared.cents);
    assert_int_equal(c.is_asked, life->is_asked);
    if (left == 0) return;
    int64_t sum = -c.part.cents;
    for (int place = c.paid_count + 1; place <= c.plan.count; place++) {
        sum += law_instalment(c.plan.rest, c.plan.count, place).cents;
    }
    assert_int_equal(sum, left);
    assert_true(c.gone + c.plan.count <= INSTALMENTS_MAX);
    date next_on = law_instalment_due_on(&c.plan, c.paid_count + 1);
    assert_true(date_compare(next_on, law_loan_due_on(life->attributed_on)) >= 0);
    if (loan_is_suspended_on(file, &c, LOAN_ALL_EVENTS)) return;
    for (int i = 0; i < file->penal.procedures_count; i++) {
        assert_true(date_compare(next_on, file->penal.procedures[i].known_on) >= 0);
    }
}

/* The claims on her and on the author, with what they paid, never exceed the loan. */
static void nobody_owes_more_than_the_loan(const struct case_file *file, date day)
{
    const struct loan_life *life = &file->loan;
    struct loan_state s = loan_on(file, day);
    bool is_loan = date_is_set(life->attributed_on);
    int64_t borne =
        life->repaid.cents - life->restored.cents + life->spared.cents + life->author_repaid.cents;
    int64_t rest = is_loan ? not_negative(loan_lent(file).cents - borne) : 0;
    if (date_compare(day, today) == 0) assert_true(s.owed.cents + s.author_left.cents <= rest);
    assert_true(s.owed.cents <= s.lent.cents);
    assert_true(s.arrears.cents <= s.owed.cents);
    assert_true(s.next.amount.cents <= s.owed.cents);
    assert_true(s.author_left.cents >= 0 && s.to_give_back.cents >= 0);
    assert_true(life->restored.cents <= life->repaid.cents);
}

/* Neither shown nor as a duty. */
static void a_suspended_loan_is_never_asked(const struct case_file *file, date day)
{
    struct loan_state s = loan_on(file, day);
    bool binds = penal_binding(&file->penal, day) != NULL;
    if (binds) assert_int_equal(s.owed.cents, 0);
    if (penal_suspends_on(&file->penal, day) || binds) {
        assert_int_not_equal(s.status, LOAN_DUE);
        assert_int_equal(s.arrears.cents, 0);
        assert_int_equal(s.next.count, 0);
    }
    if (penal_is_pending(&file->penal) || penal_binding(&file->penal, NO_DATE) ||
        file->loan.is_asked) {
        assert_false(date_is_set(duty_day(file, DUTY_CLAIM_INSTALMENT)));
    }
}

/* Facts alone make the duties: a day later there are the same, later. */
static void duties_do_not_come_and_go_with_the_day(const struct case_file *file)
{
    struct duty now[DUTY_COUNT], then[DUTY_COUNT];
    int count = case_duties(file, today, now);
    assert_int_equal(case_duties(file, DATE(2039, 7, 1), then), count);
    for (int i = 0; i < count; i++) {
        assert_int_equal(now[i].kind, then[i].kind);
        assert_day(now[i].due, then[i].due);
    }
}

static void stages_agree_with_the_sums(const struct case_file *file)
{
    enum stage stage = file->stages[STRAND_LOAN];
    struct loan_state s = loan_on(file, today);
    assert_int_equal(stage == STAGE_LOAN_NONE, s.status == LOAN_NONE);
    if (stage == STAGE_LOAN_EXTINGUISHED) assert_int_equal(s.owed.cents, 0);
    if (stage == STAGE_LOAN_TRANSFERRED) assert_int_equal(s.owed.cents, 0);
    if (s.status == LOAN_DUE) assert_int_equal(stage, STAGE_LOAN_RUNNING);
    if (s.status == LOAN_REMISSION) assert_int_equal(stage, STAGE_LOAN_REMISSION);
}

static void check_all(const struct case_file *file)
{
    the_sums_close(file);
    nobody_owes_more_than_the_loan(file, today);
    a_suspended_loan_is_never_asked(file, today);
    duties_do_not_come_and_go_with_the_day(file);
    stages_agree_with_the_sums(file);
    date day = any_day(file);
    nobody_owes_more_than_the_loan(file, day);
    a_suspended_loan_is_never_asked(file, day);
}

/* Two payments or choices give the same whichever is told first. */
static bool moves_freely(enum fact_kind kind)
{
    return kind == FACT_PLAN_CHOSEN || kind == FACT_INSTALMENT_RECEIVED ||
           kind == FACT_EARLY_REPAYMENT || kind == FACT_AUTHOR_REPAID;
}

static void assert_same_told_the_other_way(const struct case_file *before, const struct fact *a,
                                           const struct fact *b, const struct case_file *after)
{
    struct case_file other = *before;
    if (!moves_freely(a->kind) || !moves_freely(b->kind)) return;
    if (a->kind == b->kind && date_compare(a->day, b->day) == 0) return;
    if (record(&other, *b) != ERR_OK || record(&other, *a) != ERR_OK) return;
    for (int i = 0; i < 4; i++) {
        date day = i == 0 ? today : any_day(before);
        struct loan_state x = loan_on(after, day), y = loan_on(&other, day);
        assert_int_equal(x.status, y.status);
        assert_int_equal(x.owed.cents, y.owed.cents);
        assert_int_equal(x.left.cents, y.left.cents);
        assert_int_equal(x.next.amount.cents, y.next.amount.cents);
        assert_day(x.next.due_on, y.next.due_on);
        assert_day(x.claim_until, y.claim_until);
    }
}

/* ---- the lives ---- */

/* Other information, another decision, what it owes paid. */
static void change_decision(struct case_file *file)
{
    date day = any_day(file);
    struct fact fact = fact_of(FACT_INFORMATION_CORRECTED, day);
    fact.body = claim_body(file->claim.request.requested_on, "59");
    fact.body.request.children_count = random_below(&random, 5);
    fact.body.request.resources.cents = random_below(&random, 700000);
    if (record(file, fact) != ERR_OK) return;
    struct replacement law;
    if (!case_replacement(file, day, NO_DATE, &law)) return;
    fact = fact_of(FACT_DECISION_REPLACED, day);
    fact.body = law.body;
    if (record(file, fact) != ERR_OK || case_owed(file).cents == 0) return;
    if (random_flag(&random)) pay_out(file, later(day, file->returned_on), 10 + file->orders_count);
}

static bool is_ours(enum fact_kind kind)
{
    return case_fact_kinds[kind].strand == STRAND_LOAN ||
           case_fact_kinds[kind].strand == STRAND_PENAL;
}

static enum fact_kind any_kind(void)
{
    enum fact_kind kind;
    do {
        kind = (enum fact_kind)random_below(&random, FACT_COUNT);
    } while (!is_ours(kind));
    return kind;
}

/* What would leave every loan suspended or ended. */
static bool is_rare(enum fact_kind kind)
{
    return kind == FACT_LOAN_WRITTEN_OFF || kind == FACT_COMPLAINT_RECEIVED ||
           kind == FACT_PROCEEDINGS_KNOWN;
}

static void lives_of_loans_hold(void **state)
{
    (void)state;
    int seen[LOAN_STATUS_COUNT] = {0}, kinds[FACT_COUNT] = {0};
    for (int i = 0; i < loans; i++) {
        date awarded_on = random_day(&random);
        struct case_file file =
            random_flag(&random) ? loan_file(awarded_on, i % 4) : free_loan(awarded_on, i % 4);
        struct case_file before = file;
        struct fact last = fact_of(FACT_LOAN_GRANTED, file.decided_on);
        for (int n = 0; n < TRIES; n++) {
            enum fact_kind kind = any_kind();
            if (random_below(&random, 50) == 0 && file.orders_count < 9) {
                change_decision(&file);
                last.kind = FACT_DECISION_REPLACED;
            }
            if (is_rare(kind) && random_below(&random, 8) > 0) continue;
            if (!case_allows(&file, kind)) continue;
            struct fact fact = loan_fact(&file, kind);
            struct case_file old = file;
            if (record(&file, fact) != ERR_OK) continue;
            kinds[kind]++;
            check_all(&file);
            assert_same_told_the_other_way(&before, &last, &fact, &file);
            before = old;
            last = fact;
        }
        seen[loan_on(&file, today).status]++;
    }
    for (int i = 0; i < LOAN_STATUS_COUNT; i++) {
        print_message("%s %d\n", case_loan_statuses.words[i].word, seen[i]);
        if (i != LOAN_WAITING) assert_true(seen[i] > 0);
    }
    for (int i = 0; i < FACT_COUNT; i++) {
        if (!is_ours((enum fact_kind)i)) continue;
        print_message("%s %d\n", case_fact_kinds[i].word, kinds[i]);
        assert_true(kinds[i] > 0);
    }
}

int main(int argc, char **argv)
{
    (void)argv;
    random = random_start();
    if (argc > 1) loans = SHORT;
    const struct CMUnitTest tests[] = {cmocka_unit_test(lives_of_loans_hold)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
