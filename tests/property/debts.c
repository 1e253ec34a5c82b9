#include "tests/unit/debts.h"
#include "tests/property/random.h"

/* Debts by chance: what is recovered is never more than what was paid in excess, whatever is
 * recorded and whatever the decision becomes; and a journal that lies breaks nothing. */

static struct random random;

enum { FILES = 1500, TRIES = 60 };

static enum fact_kind random_kind(void)
{
    enum fact_kind kind;
    do {
        kind = (enum fact_kind)random_below(&random, FACT_COUNT);
    } while (case_fact_kinds[kind].strand != STRAND_DEBT);
    return kind;
}

/* A sum the law may accept, as often as not. */
static int64_t random_cents(const struct case_file *file, enum fact_kind kind)
{
    int64_t left = debt_left(file).cents, month = file->debt.monthly.cents;
    if (kind == FACT_DEBT_NOTIFIED) return case_overpaid(file).cents;
    if (kind == FACT_WITHHOLDING_APPLIED) return left < month ? left : month;
    return random_below(&random, (int)left + 2);
}

static struct fact random_fact(const struct case_file *file, date day)
{
    enum fact_kind kind = random_kind();
    struct fact fact = fact_of(kind, day);
    fact.body = random_body(&random, kind);
    if (random_flag(&random)) fact.body.amount.cents = random_cents(file, kind);
    if (kind == FACT_WITHHOLDING_SET) fact = withholding_fact(day);
    if (kind == FACT_WITHHOLDING_APPLIED && random_flag(&random)) fact.body.others_count = 0;
    return fact;
}

/* The decision gives way to what the law says of other resources, when that changes it. */
static void decide_again(struct case_file *file, date day)
{
    static const int64_t resources[] = {0, 120000, 150000, 250000};
    struct fact told = fact_of(FACT_INFORMATION_CORRECTED, day);
    told.body = file->claim;
    told.body.request.resources.cents = resources[random_below(&random, LENGTH(resources))];
    if (record(file, told) != ERR_OK) return;
    struct replacement replacement;
    if (!case_replacement(file, day, NO_DATE, &replacement)) return;
    struct fact replaced = fact_of(FACT_DECISION_REPLACED, day);
    replaced.body = replacement.body;
    happens(file, replaced);
}

static void appeal_again(struct case_file *file, date day)
{
    enum subject subject = (enum subject)random_below(&random, SUBJECT_COUNT);
    appealed(file, subject, date_plus_days(day, -30), random_flag(&random) ? day : NO_DATE);
    if (random_flag(&random)) sued(file, day, NO_DATE);
    file->appeal.granted = random_below(&random, 4) == 0;
}

static bool is_recovery(enum fact_kind kind)
{
    return kind == FACT_DEBT_REPAID || kind == FACT_WITHHOLDING_APPLIED;
}

static void assert_sound(const struct case_file *file, date today)
{
    const struct debt_life *debt = &file->debt;
    struct debt_state found = state_on(file, today);
    assert_true(found.left.cents >= 0 && found.left.cents <= found.overpaid.cents);
    assert_true(found.left.cents <= debt->notified.cents - debt->repaid.cents || !found.runs);
    assert_int_equal(found.overpaid.cents, case_overpaid(file).cents);
    assert_true(debt->repaid.cents >= 0 && debt->repaid.cents <= debt->notified.cents);
    assert_true(debt->recovered.cents + debt->spared.cents <= file->paid.cents);
    assert_true(found.instalment.cents <= found.left.cents);
    if (found.contested) assert_false(date_is_set(found.recovery.from));
}

/* She never goes below what is hers by what is recovered of her; a fact of another strand leaves
 * the debts as they are. */
static void what_is_recovered_is_never_hers(void **state)
{
    (void)state;
    int settled = 0, withheld = 0, planned = 0;
    for (int i = 0; i < FILES; i++) {
        struct case_file file = overpaid_in(random_flag(&random) ? "59" : "67");
        date day = REPLACED;
        for (int k = 0; k < TRIES; k++) {
            day = date_plus_days(day, random_below(&random, 12));
            struct debt_life before;
            memcpy(&before, &file.debt, sizeof(before));
            if (random_below(&random, 12) == 0) decide_again(&file, day);
            if (random_below(&random, 12) == 0) appeal_again(&file, day);
            assert_memory_equal(&before, &file.debt, sizeof(before));
            struct fact fact = random_fact(&file, day);
            if (record(&file, fact) == ERR_OK && is_recovery(fact.kind)) {
                assert_true(case_net_paid(&file).cents >= case_due(&file).cents);
                assert_true(case_net_paid(&file).cents >= case_debt_kept(&file).cents);
            }
            assert_sound(&file, day);
            settled += file.stages[STRAND_DEBT] == STAGE_DEBT_SETTLED;
            withheld += file.stages[STRAND_DEBT] == STAGE_DEBT_WITHHELD;
            planned += file.stages[STRAND_DEBT] == STAGE_DEBT_PLANNED;
        }
    }
    print_message("%d times settled, %d withheld, %d planned\n", settled, withheld, planned);
    assert_true(settled > 0 && withheld > 0 && planned > 0);
}

/* Both facts, in that order, when both may follow. */
static bool follow(struct case_file *file, struct fact first, struct fact second)
{
    return record(file, first) == ERR_OK && record(file, second) == ERR_OK;
}

/* A schedule told after a payment that came since spreads what is left then: the one thing that
 * depends on what was known first. */
static bool spreads_otherwise(struct fact plan, struct fact payment)
{
    return plan.kind == FACT_DEBT_PLAN_AGREED && is_recovery(payment.kind) &&
           date_compare(plan.day, payment.day) <= 0;
}

static void assert_same_debt(const struct case_file *a, const struct case_file *b)
{
    const struct debt_life *x = &a->debt, *y = &b->debt;
    assert_int_equal(a->stages[STRAND_DEBT], b->stages[STRAND_DEBT]);
    assert_int_equal(x->recovered.cents, y->recovered.cents);
    assert_int_equal(x->spared.cents, y->spared.cents);
    assert_int_equal(x->kept.cents, y->kept.cents);
    assert_int_equal(x->repaid.cents, y->repaid.cents);
    assert_int_equal(x->planned.cents, y->planned.cents);
    assert_int_equal(x->planned_after.cents, y->planned_after.cents);
    assert_int_equal(x->monthly.cents, y->monthly.cents);
    assert_int_equal(x->others_count, y->others_count);
    struct debt_state first = state_on(a, DATE(2026, 1, 1)), second = state_on(b, DATE(2026, 1, 1));
    assert_day(first.recovery.from, second.recovery.from);
    assert_day(first.instalment_on, second.instalment_on);
    assert_int_equal(first.instalment.cents, second.instalment.cents);
    assert_int_equal(first.ways, second.ways);
}

static void what_is_known_first_changes_nothing(void **state)
{
    (void)state;
    int pairs = 0, disputed = 0;
    for (int i = 0; i < FILES; i++) {
        struct case_file file = received_in("59");
        date day = RECEIVED;
        for (int k = 0; k < TRIES; k++) {
            day = date_plus_days(day, random_below(&random, 8));
            struct fact f = random_fact(&file, day);
            struct fact g = random_fact(&file, date_plus_days(day, random_below(&random, 40)));
            struct case_file in_order = file, late = file;
            if (f.kind != g.kind && !spreads_otherwise(f, g) && !spreads_otherwise(g, f) &&
                follow(&in_order, f, g) && follow(&late, g, f)) {
                assert_same_debt(&in_order, &late);
                pairs++;
                disputed += in_order.stages[STRAND_DEBT] == STAGE_DEBT_DISPUTED;
            }
            if (random_below(&random, 3) == 0 && record(&file, f) != ERR_OK) continue;
        }
    }
    print_message("%d pairs, %d disputed\n", pairs, disputed);
    assert_true(pairs > 0 && disputed > 0);
}

/* What is due does not depend on the day it is looked at, but for what that day ends: prescription,
 * and a schedule. */
static void the_duties_of_a_debt_stand_whatever_the_day(void **state)
{
    (void)state;
    for (int i = 0; i < FILES; i++) {
        struct case_file file = overpaid_in("59");
        date day = REPLACED;
        for (int k = 0; k < TRIES; k++) {
            day = date_plus_days(day, random_below(&random, 6));
            struct fact fact = random_fact(&file, day);
            if (record(&file, fact) != ERR_OK) continue;
            struct duty now[DUTY_COUNT], then[DUTY_COUNT];
            int count = case_duties(&file, day, now);
            int count_then = case_duties(&file, date_plus_days(day, 1000), then);
            for (int a = 0; a < count; a++) {
                bool found = now[a].kind == DUTY_NOTIFY_DEBT;
                for (int b = 0; b < count_then; b++) {
                    if (now[a].kind != then[b].kind) continue;
                    assert_day(then[b].due, now[a].due);
                    found = true;
                }
                assert_true(found);
            }
            for (int b = 0; b < count_then; b++) {
                bool found = then[b].kind == DUTY_START_RECOVERY;
                for (int a = 0; a < count; a++) found |= now[a].kind == then[b].kind;
                assert_true(found);
            }
        }
    }
}

/* Any day, any body: the file is still told. */
static void a_journal_that_lies_is_still_told(void **state)
{
    (void)state;
    const int32_t first = date_number(DATE(DATE_YEAR_MIN, 1, 1));
    const int days = date_number(DATE(DATE_YEAR_MAX, 12, 31)) - first + 1;
    for (int i = 0; i < FILES; i++) {
        struct case_file file = overpaid_in("59");
        for (int k = 0; k < TRIES; k++) {
            struct fact fact = random_fact(&file, DATE(2025, 3, 1));
            fact.day = date_from_number(first + random_below(&random, days));
            if (case_apply(&file, &fact) != ERR_OK) continue;
            struct duty duties[DUTY_COUNT];
            assert_true(case_duties(&file, random_day(&random), duties) <= DUTY_COUNT);
            struct debt_state found = state_on(&file, random_day(&random));
            assert_true(found.left.cents >= 0 && found.left.cents <= found.overpaid.cents);
            fact = random_fact(&file, random_day(&random));
            struct trouble trouble;
            (void)!case_admits(&file, &fact, DATE(2030, 1, 1), &trouble);
        }
    }
}

int main(void)
{
    random = random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_recovered_is_never_hers),
        cmocka_unit_test(what_is_known_first_changes_nothing),
        cmocka_unit_test(the_duties_of_a_debt_stand_whatever_the_day),
        cmocka_unit_test(a_journal_that_lies_is_still_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
