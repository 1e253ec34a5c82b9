#include "tests/property/random.h"
#include "tests/test.h"

static struct random random;

enum { FILES = 5000, LENGTH_MAX = 24 };

/* A lawful day after what is there. */
static struct fact random_fact(const struct case_file *file, enum fact_kind kind)
{
    date day = date_is_set(file->last_day) ? file->last_day : random_day(&random);
    struct fact fact = fact_of(kind, date_plus_days(day, random_below(&random, 4)));
    fact.body = random_body(&random, kind);
    if (kind == FACT_CLAIM_RECEIVED || kind == FACT_INFORMATION_RECEIVED) {
        fact.day = date_compare(fact.body.request.requested_on, fact.day) > 0
                       ? fact.body.request.requested_on
                       : fact.day;
    }
    if (kind == FACT_CLAIM_GRANTED || kind == FACT_CLAIM_REFUSED) {
        date award = random_below(&random, 4) == 0 ? date_plus_days(fact.day, -300) : NO_DATE;
        fact = decided_fact(file, fact.day, award);
    }
    if (kind == FACT_PAYMENT_ORDERED) fact = order_fact(file, fact.day, fact.body.reference);
    if (case_fact_kinds[kind].strand == STRAND_PAYMENT && kind != FACT_PAYMENT_ORDERED) {
        fact.body.reference = file->order.reference;
    }
    return fact;
}

/* A journal in which every fact was admitted; returns its length. */
static int random_journal(struct fact facts[LENGTH_MAX])
{
    struct case_file file = case_empty(file_number_make(random_next(&random)));
    int count = 0;
    for (int tries = 0; tries < 60 && count < LENGTH_MAX; tries++) {
        enum fact_kind kind = (enum fact_kind)random_below(&random, FACT_COUNT);
        if (kind == FACT_CLAIM_WITHDRAWN && random_below(&random, 8) > 0) continue;
        if (case_fact_kinds[kind].strand > STRAND_PAYMENT) continue;
        if (!case_allows(&file, kind)) continue;
        struct fact fact = random_fact(&file, kind);
        if (record(&file, fact) == ERR_OK) facts[count++] = fact;
    }
    return count;
}

static void assert_same_day(date a, date b) { assert_int_equal(date_compare(a, b), 0); }

/* The claim strand: all but what the bank says of the account. */
static void assert_same_claim(const struct case_file *a, const struct case_file *b)
{
    assert_int_equal(a->stages[STRAND_CLAIM], b->stages[STRAND_CLAIM]);
    assert_same_day(a->received_on, b->received_on);
    assert_same_day(a->informed_on, b->informed_on);
    assert_same_day(a->completed_on, b->completed_on);
    assert_same_day(a->decided_on, b->decided_on);
    assert_same_day(a->notified_on, b->notified_on);
    assert_same_day(a->sent_to_departement_on, b->sent_to_departement_on);
    assert_same_day(a->referred_on, b->referred_on);
    assert_same_day(a->account_confirmed_on, b->account_confirmed_on);
    assert_ptr_equal(a->fund, b->fund);
    assert_true(body_equal(FACT_CLAIM_GRANTED, &a->decision, &b->decision));
    assert_true(body_equal(FACT_CLAIM_REFUSED, &a->decision, &b->decision));
}

static void assert_same_payment(const struct case_file *a, const struct case_file *b)
{
    assert_int_equal(a->stages[STRAND_PAYMENT], b->stages[STRAND_PAYMENT]);
    assert_true(body_equal(FACT_PAYMENT_ORDERED, &a->order, &b->order));
    assert_int_equal(a->order.batch, b->order.batch);
    assert_int_equal(a->orders_count, b->orders_count);
    assert_same_day(a->ordered_on, b->ordered_on);
    assert_same_day(a->sent_on, b->sent_on);
    assert_same_day(a->settled_on, b->settled_on);
    assert_same_day(a->returned_on, b->returned_on);
    assert_same_day(a->first_payment_on, b->first_payment_on);
    assert_int_equal(a->paid.cents, b->paid.cents);
}

static void assert_same_file(const struct case_file *a, const struct case_file *b)
{
    assert_int_equal(a->facts_count, b->facts_count);
    assert_same_day(a->last_day, b->last_day);
    assert_same_claim(a, b);
    assert_same_payment(a, b);
    if (a->facts_count == 0) return;
    assert_true(body_equal(FACT_CLAIM_RECEIVED, &a->claim, &b->claim));
}

/* fold(a ++ b) = fold(b) after fold(a). */
static void a_journal_may_be_folded_in_two(void **state)
{
    (void)state;
    int settled = 0, returned = 0;
    for (int i = 0; i < FILES; i++) {
        struct fact facts[LENGTH_MAX];
        int count = random_journal(facts), place = 0;
        int cut = random_below(&random, count + 1);
        struct journal whole = {{482109375516}, facts, count}, first = {{482109375516}, facts, cut};
        struct case_file at_once, in_two;
        assert_int_equal(case_fold(&whole, &at_once, &place), ERR_OK);
        assert_int_equal(case_fold(&first, &in_two, &place), ERR_OK);
        for (int k = cut; k < count; k++) {
            assert_int_equal(case_apply(&in_two, &facts[k]), ERR_OK);
        }
        assert_same_file(&at_once, &in_two);
        settled += at_once.stages[STRAND_PAYMENT] == STAGE_PAYMENT_SETTLED;
        returned += date_is_set(at_once.returned_on);
    }
    print_message("%d files, %d settled, %d with a return\n", FILES, settled, returned);
    assert_true(settled > 0 && returned > 0);
}

static void a_payment_never_changes_the_claim_nor_a_claim_the_payment(void **state)
{
    (void)state;
    for (int i = 0; i < FILES; i++) {
        struct fact facts[LENGTH_MAX];
        int count = random_journal(facts);
        struct case_file file = case_empty((file_number){482109375516});
        for (int k = 0; k < count; k++) {
            struct case_file before = file;
            assert_int_equal(case_apply(&file, &facts[k]), ERR_OK);
            if (case_fact_kinds[facts[k].kind].strand == STRAND_PAYMENT) {
                assert_same_claim(&before, &file);
            } else {
                assert_same_payment(&before, &file);
            }
        }
    }
}

/* Never more is paid than was awarded, and only what was awarded. */
static void payments_never_exceed_the_award(void **state)
{
    (void)state;
    for (int i = 0; i < FILES; i++) {
        struct fact facts[LENGTH_MAX];
        int count = random_journal(facts), place;
        struct journal journal = {{482109375516}, facts, count};
        struct case_file file;
        assert_int_equal(case_fold(&journal, &file, &place), ERR_OK);
        bool granted = file.stages[STRAND_CLAIM] == STAGE_CLAIM_GRANTED;
        assert_true(file.paid.cents == 0 ||
                    (granted && file.paid.cents == file.decision.amount.cents));
        assert_int_equal(file.paid.cents > 0, file.stages[STRAND_PAYMENT] == STAGE_PAYMENT_SETTLED);
    }
}

/* Every duty has a day, in order, and its lateness is the distance to it. */
static void duties_stand_in_the_order_of_their_days(void **state)
{
    (void)state;
    for (int i = 0; i < FILES; i++) {
        struct fact facts[LENGTH_MAX];
        int count = random_journal(facts), place;
        struct journal journal = {{482109375516}, facts, count};
        struct case_file file;
        assert_int_equal(case_fold(&journal, &file, &place), ERR_OK);
        date today = date_plus_days(random_day(&random), 700);
        struct duty duties[DUTY_COUNT];
        int due = case_duties(&file, today, duties);
        for (int k = 0; k < due; k++) {
            int days = date_number(today) - date_number(duties[k].due);
            assert_int_equal(duties[k].late_days, days > 0 ? days : 0);
            if (k > 0) assert_true(date_compare(duties[k - 1].due, duties[k].due) <= 0);
            for (int m = 0; m < k; m++) assert_int_not_equal(duties[m].kind, duties[k].kind);
        }
    }
}

int main(void)
{
    random = random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_journal_may_be_folded_in_two),
        cmocka_unit_test(a_payment_never_changes_the_claim_nor_a_claim_the_payment),
        cmocka_unit_test(payments_never_exceed_the_award),
        cmocka_unit_test(duties_stand_in_the_order_of_their_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
