/* Thousands of years of files, made by chance and checked after each fact. ABRI_YEARS says how
 * many. */
#include "tests/property/life.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct random chance;

enum { YEARS = 10000, DAYS_MAX = 60 };

static void assert_same_day(date a, date b) { assert_int_equal(date_compare(a, b), 0); }

/* ---- what a file is, strand by strand ---- */

static void assert_same_claim(const struct case_file *a, const struct case_file *b)
{
    if (a->stages[STRAND_CLAIM] != STAGE_CLAIM_NEW) {
        assert_true(body_equal(FACT_CLAIM_RECEIVED, &a->claim, &b->claim));
    }
    assert_int_equal(a->stages[STRAND_CLAIM], b->stages[STRAND_CLAIM]);
    const date days_a[] = {a->received_on,
                           a->informed_on,
                           a->completed_on,
                           a->decided_on,
                           a->notified_on,
                           a->awarded_on,
                           a->assessed_on,
                           a->known_on,
                           a->award_payable_from,
                           a->change_payable_from,
                           a->corrected_on,
                           a->explanation_asked_on,
                           a->sent_to_departement_on,
                           a->referred_on,
                           a->account_confirmed_on,
                           a->account_warned_on,
                           a->known_award};
    const date days_b[] = {b->received_on,
                           b->informed_on,
                           b->completed_on,
                           b->decided_on,
                           b->notified_on,
                           b->awarded_on,
                           b->assessed_on,
                           b->known_on,
                           b->award_payable_from,
                           b->change_payable_from,
                           b->corrected_on,
                           b->explanation_asked_on,
                           b->sent_to_departement_on,
                           b->referred_on,
                           b->account_confirmed_on,
                           b->account_warned_on,
                           b->known_award};
    for (size_t i = 0; i < LENGTH(days_a); i++) assert_same_day(days_a[i], days_b[i]);
    assert_int_equal(a->remedies_not_stated, b->remedies_not_stated);
    assert_ptr_equal(a->fund, b->fund);
    assert_true(body_equal(FACT_DECISION_REPLACED, &a->decision, &b->decision));
}

static void assert_same_payment(const struct case_file *a, const struct case_file *b)
{
    assert_int_equal(a->stages[STRAND_PAYMENT], b->stages[STRAND_PAYMENT]);
    assert_int_equal(a->stage_before_order, b->stage_before_order);
    assert_int_equal(a->orders_count, b->orders_count);
    assert_memory_equal(a->payments, b->payments, sizeof a->payments);
    if (a->orders_count > 0) {
        assert_true(body_equal(FACT_PAYMENT_ORDERED, &a->order, &b->order));
        assert_int_equal(a->order.batch, b->order.batch);
    }
    assert_same_day(a->ordered_on, b->ordered_on);
    assert_same_day(a->sent_on, b->sent_on);
    assert_same_day(a->first_sent_on, b->first_sent_on);
    assert_same_day(a->settled_on, b->settled_on);
    assert_same_day(a->returned_on, b->returned_on);
    assert_same_day(a->first_payment_on, b->first_payment_on);
    assert_same_day(a->taken_on, b->taken_on);
    assert_int_equal(a->reissues, b->reissues);
    assert_int_equal(a->parts_count, b->parts_count);
    assert_int_equal(a->paid.cents, b->paid.cents);
}

/* Each strand's stage and life, but that of `but` (STRAND_COUNT: of none). */
static void assert_same_strands(const struct case_file *a, const struct case_file *b,
                                enum strand but)
{
    if (but != STRAND_CLAIM) assert_same_claim(a, b);
    if (but != STRAND_PAYMENT) assert_same_payment(a, b);
    const struct {
        const void *a, *b;
        size_t size;
    } lives[STRAND_COUNT] = {
        [STRAND_RIGHTS] = {&a->rights, &b->rights, sizeof a->rights},
        [STRAND_LOAN] = {&a->loan, &b->loan, sizeof a->loan},
        [STRAND_PENAL] = {&a->penal, &b->penal, sizeof a->penal},
        [STRAND_DEBT] = {&a->debt, &b->debt, sizeof a->debt},
        [STRAND_APPEAL] = {&a->appeal, &b->appeal, sizeof a->appeal},
        [STRAND_CONTROL] = {&a->control, &b->control, sizeof a->control},
        [STRAND_CONTACT] = {&a->contact, &b->contact, sizeof a->contact},
        [STRAND_HOLD] = {&a->hold, &b->hold, sizeof a->hold},
    };
    for (int s = 0; s < STRAND_COUNT; s++) {
        if (s == (int)but || !lives[s].a) continue;
        assert_int_equal(a->stages[s], b->stages[s]);
        assert_memory_equal(lives[s].a, lives[s].b, lives[s].size);
    }
}

/* ---- what must hold after each fact ---- */

/* Never more is ordered than what is still owed, and what was paid is what arrived. */
static void check_payments(const struct case_file *file, const struct fact *fact)
{
    int64_t arrived = 0;
    for (int i = 0; i < file->orders_count; i++) {
        if (file->payments[i].is == PAYMENT_ARRIVED) arrived += file->payments[i].amount.cents;
    }
    assert_int_equal(file->paid.cents, arrived);
    if (fact->kind != FACT_PAYMENT_ORDERED && fact->kind != FACT_PAYMENT_SENT) return;
    assert_true(file->order.amount.cents > 0);
    int64_t with_it = case_net_paid(file).cents + file->order.amount.cents;
    assert_true(with_it <= case_due(file).cents);
    if (file->parts_count == 0) assert_int_equal(with_it, case_due(file).cents);
}

/* What another asked for has no effect; nothing is paid while nobody said that the request is hers.
 */
static void check_contact(const struct case_file *file, const struct fact *fact)
{
    for (int i = 0; i < ASKED_COUNT; i++) {
        const struct change_waiting *waiting = &file->contact.waiting[i];
        if (!date_is_set(waiting->asked_on)) continue;
        assert_int_equal(file->stages[STRAND_CONTACT], STAGE_CONTACT_ASKED);
        assert_int_not_equal(waiting->place, case_account_place(file));
        assert_int_not_equal(waiting->place, case_plan_place(file));
    }
    if (fact->kind == FACT_CLAIM_WITHDRAWN) assert_true(date_is_set(file->contact.withdrawal_on));
    if (fact->kind != FACT_PAYMENT_ORDERED && fact->kind != FACT_PAYMENT_SENT) return;
    assert_false(case_is_held(file));
    assert_true(case_has_safe_account(file));
    assert_int_equal(file->order_account_place, case_account_place(file));
}

static bool has_duty(const struct duty *duties, int count, enum duty_kind kind)
{
    for (int i = 0; i < count; i++) {
        if (duties[i].kind == kind) return true;
    }
    return false;
}

/* What she and the author owe together is never more than what was lent; and while anything
 * suspends the loan, nothing is asked of her. */
static void check_loan(const struct case_file *file, date today, const struct duty *duties,
                       int count)
{
    struct reasoning why = {.count = 0};
    struct loan_state loan;
    case_loan(file, today, &why, &loan);
    if (loan.status == LOAN_NONE) return;
    assert_true(loan.left.cents >= 0 && loan.owed.cents >= 0 && loan.author_left.cents >= 0);
    assert_true(loan.lent.cents <= file->loan.principal.cents);
    assert_true(loan.owed.cents + loan.author_left.cents <= loan.lent.cents);
    assert_true(loan.owed.cents <= loan.left.cents);
    if (penal_suspends_on(&file->penal, today)) assert_int_not_equal(loan.status, LOAN_DUE);
    if (loan.status == LOAN_DUE) return;
    assert_int_equal(loan.arrears.cents, 0);
    if (loan.status == LOAN_WAITING) return;
    assert_false(has_duty(duties, count, DUTY_CLAIM_INSTALMENT));
}

static void check_debt(const struct case_file *file, date today)
{
    struct reasoning why = {.count = 0};
    struct debt_state debt;
    case_debt(file, today, &why, &debt);
    assert_true(debt.left.cents >= 0 && debt.overpaid.cents >= 0);
    assert_true(file->debt.recovered.cents >= 0 && file->debt.spared.cents >= 0);
    int64_t ever_paid = 0;
    for (int i = 0; i < file->orders_count; i++) ever_paid += file->payments[i].amount.cents;
    assert_true(debt.left.cents + file->debt.recovered.cents <= ever_paid);
}

static void check_duties(const struct duty *duties, int count, date today)
{
    for (int i = 0; i < count; i++) {
        assert_true(date_is_set(duties[i].due));
        int days = date_number(today) - date_number(duties[i].due);
        assert_int_equal(duties[i].late_days, days > 0 ? days : 0);
        if (i > 0) assert_true(date_compare(duties[i - 1].due, duties[i].due) <= 0);
        for (int k = 0; k < i; k++) assert_int_not_equal(duties[i].kind, duties[k].kind);
    }
}

/* All that the views say on a day, with their reasons: sums, days, names. */
static const char *told(const struct case_file *file, date today, char *room, ptrdiff_t size)
{
    struct writer out = {room, 0, size, false};
    struct reasoning why = {.count = 0};
    struct loan_state loan;
    struct debt_state debt;
    struct appeal_state appeal;
    case_loan(file, today, &why, &loan);
    for (int i = 0; i < why.count; i++) write_step_sentence(&out, &why.steps[i], LANGUAGE_EN);
    why.count = 0;
    case_debt(file, today, &why, &debt);
    for (int i = 0; i < why.count; i++) write_step_sentence(&out, &why.steps[i], LANGUAGE_EN);
    why.count = 0;
    case_appeal(file, today, &why, &appeal);
    for (int i = 0; i < why.count; i++) write_step_sentence(&out, &why.steps[i], LANGUAGE_EN);
    const int64_t sums[] = {loan.left.cents,        loan.owed.cents,         loan.arrears.cents,
                            loan.author_left.cents, loan.to_give_back.cents, debt.left.cents,
                            debt.overpaid.cents,    case_owed(file).cents};
    for (size_t i = 0; i < LENGTH(sums); i++) {
        write_character(&out, ' ');
        write_integer(&out, sums[i]);
    }
    assert_false(out.full);
    return writer_string(&out);
}

/* Two files of which everything said is the same. */
static void assert_told_the_same(const struct case_file *a, const struct case_file *b, date today)
{
    static char of_a[65536], of_b[65536];
    for (int s = 0; s < STRAND_COUNT; s++) assert_int_equal(a->stages[s], b->stages[s]);
    assert_same_claim(a, b);
    assert_same_payment(a, b);
    assert_string_equal(told(a, today, of_a, sizeof of_a), told(b, today, of_b, sizeof of_b));
    struct duty duties_a[DUTY_COUNT], duties_b[DUTY_COUNT];
    int count = case_duties(a, today, duties_a);
    assert_int_equal(case_duties(b, today, duties_b), count);
    for (int i = 0; i < count; i++) {
        assert_int_equal(duties_a[i].kind, duties_b[i].kind);
        assert_same_day(duties_a[i].due, duties_b[i].due);
    }
}

/* The journal tells the same file when it is read in one go. */
static void check_fold(const struct lived *life)
{
    struct journal journal = {life->file.file, life->facts, life->count};
    struct case_file file;
    int place;
    assert_int_equal(case_fold(&journal, &file, &place), ERR_OK);
    assert_told_the_same(&file, &life->file, life->today);
    assert_int_equal(file.facts_count, life->file.facts_count);
    assert_same_day(file.last_day, life->file.last_day);
}

/* An order is to the account in force when it is given; another since is a duty of its own. A debt
 * is agreed, repaid and settled by the sums both knew; what changes the sums later does not rewrite
 * it, but is a duty of its own (debts.c). */
static bool rests_on_what_was_known(enum fact_kind a, enum fact_kind b)
{
    if (a == FACT_CHANGE_CONFIRMED && b == FACT_PAYMENT_ORDERED) return true;
    if (b == FACT_CHANGE_CONFIRMED && a == FACT_PAYMENT_ORDERED) return true;
    enum fact_kind other = case_fact_kinds[a].strand == STRAND_DEBT ? b : a;
    bool is_debt =
        case_fact_kinds[a].strand == STRAND_DEBT || case_fact_kinds[b].strand == STRAND_DEBT;
    bool changes_sums = other == FACT_DECISION_REPLACED || other == FACT_RESTITUTION_DECIDED ||
                        other == FACT_APPEAL_DECIDED || other == FACT_JUDGED ||
                        case_fact_kinds[other].strand == STRAND_PAYMENT;
    return is_debt && changes_sums;
}

/* Two facts of different strands, told one after the other on whichever day, make the same file
 * when the second is told first: telling late changes nothing but what needed the other. */
static void check_order_of_telling(const struct lived *life)
{
    if (life->count < 2) return;
    const struct fact *before = &life->facts[life->count - 2], *last = before + 1;
    if (case_fact_kinds[before->kind].strand == case_fact_kinds[last->kind].strand) return;
    if (rests_on_what_was_known(before->kind, last->kind)) return;
    struct journal journal = {life->file.file, life->facts, life->count - 2};
    struct case_file file;
    struct trouble trouble;
    int place;
    assert_int_equal(case_fold(&journal, &file, &place), ERR_OK);
    if (case_admits(&file, last, life->today, &trouble) != ERR_OK) return;
    assert_int_equal(case_apply(&file, last), ERR_OK);
    if (case_admits(&file, before, life->today, &trouble) != ERR_OK) return;
    assert_int_equal(case_apply(&file, before), ERR_OK);
    assert_told_the_same(&file, &life->file, life->today);
}

static void check(const struct lived *life, const struct case_file *before, const struct fact *fact)
{
    const struct case_file *file = &life->file;
    assert_same_strands(before, file, case_fact_kinds[fact->kind].strand);
    struct duty duties[DUTY_COUNT];
    int count = case_duties(file, life->today, duties);
    check_duties(duties, count, life->today);
    check_payments(file, fact);
    check_contact(file, fact);
    check_loan(file, life->today, duties, count);
    check_debt(file, life->today);
    check_order_of_telling(life);
}

static void ten_thousand_legal_years(void **state)
{
    (void)state;
    const char *given = getenv("ABRI_YEARS");
    int64_t days_left = 365 * (given ? strtoll(given, NULL, 10) : YEARS), days = days_left;
    static int64_t seen[FACT_COUNT], stages[STAGE_COUNT];
    int64_t files = 0, facts = 0;
    for (; days_left > 0; files++) {
        static struct lived life;
        life_begin(&life, &chance);
        date born = life.today, end = date_plus_days(born, 365 * (1 + random_below(&chance, 8)));
        while (date_compare(life.today, end) < 0 && life.count < LIFE_FACTS_MAX) {
            struct case_file before = life.file;
            const struct fact *fact = life_step(&life, life.count < 8 ? 4 : DAYS_MAX);
            if (!fact) continue;
            check(&life, &before, fact);
            seen[fact->kind]++;
            stages[life.file.stages[case_fact_kinds[fact->kind].strand]]++;
            facts++;
        }
        check_fold(&life);
        days_left -= date_number(life.today) - date_number(born);
    }
    print_message("%lld years, %lld files, %lld facts\n", (long long)(days / 365), (long long)files,
                  (long long)facts);
    for (int i = 0; i < FACT_COUNT; i++) {
        if (seen[i] == 0) fail_msg("never happened: %s", case_fact_kinds[i].word);
    }
    for (int i = 0; i < STAGE_COUNT; i++) {
        bool is_first = i == (int)case_strands[case_stages[i].strand].first;
        if (!is_first && stages[i] == 0) fail_msg("never reached: %s", case_stages[i].word);
    }
}

int main(void)
{
    chance = random_start();
    const struct CMUnitTest tests[] = {cmocka_unit_test(ten_thousand_legal_years)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
