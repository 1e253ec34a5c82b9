#include "tests/unit/debts.h"
#include "tests/unit/turns.h"

/* Debts: what each fact may say and when, and what it changes. */

static struct case_file overpaid(void) { return overpaid_in("59"); }
static struct case_file notified(void) { return notified_in("59"); }
static struct case_file received(void) { return received_in("59"); }
static struct case_file withheld(void) { return withheld_in("59"); }

static struct fact notification(date day, int64_t cents, bool fraud)
{
    struct fact fact = money_fact(FACT_DEBT_NOTIFIED, day, cents);
    fact.body.fraud = fraud;
    return fact;
}

static struct fact request(date day, bool oral)
{
    struct fact fact = fact_of(FACT_RECTIFICATION_ASKED, day);
    fact.body.oral = oral;
    return fact;
}

static struct fact written_off(date day, enum write_off write_off)
{
    struct fact fact = fact_of(FACT_DEBT_WRITTEN_OFF, day);
    fact.body.write_off = write_off;
    return fact;
}

static struct fact other_recovery(date from, date to)
{
    struct fact fact = fact_of(FACT_OTHER_RECOVERY_ENDED, to);
    fact.body.received_on = from;
    return fact;
}

/* ---- the notification ---- */

/* G01: 646.52 paid, 387.91 due. */
static void what_was_paid_in_excess_is_notified_to_the_cent(void **state)
{
    (void)state;
    struct case_file file = paid_file(DATE(2025, 12, 1), "59");
    assert_int_equal(case_overpaid(&file).cents, 0);
    assert_refused(&file, notification(DATE(2026, 1, 10), 25861, false), ERR_NOT_LAWFUL, "/kind",
                   "no more was paid than is due (CASF L. 214-14, al. 1)");
    corrected(&file, 150000, DATE(2026, 1, 9));
    assert_int_equal(case_due(&file).cents, 38791);
    assert_int_equal(case_overpaid(&file).cents, 25861);
    assert_refused(&file, notification(DATE(2026, 1, 10), 25860, false), ERR_NOT_LAWFUL,
                   "/body/amount_cents", "to the cent");
    assert_refused(&file, notification(DATE(2026, 1, 10), 25862, false), ERR_NOT_LAWFUL,
                   "/body/amount_cents", "to the cent");
    assert_refused(&file, notification(DATE(2026, 1, 8), 25861, false), ERR_BAD_INPUT, "/day", "");
    happens(&file, notification(DATE(2026, 1, 10), 25861, false));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_NOTIFIED);
    assert_int_equal(file.debt.notified.cents, 25861);
    assert_int_equal(file.debt.before.cents, 64652);
    assert_false(file.debt.fraud);
    assert_int_equal(debt_left(&file).cents, 25861);
    assert_int_equal(case_overpaid(&file).cents, 25861);
    assert_int_equal(case_owed(&file).cents, 0);
    assert_refused(&file, notification(DATE(2026, 1, 11), 25861, false), ERR_NOT_LAWFUL, "/kind",
                   "debt is notified");
}

/* G02, G03: two years from the payment, five after fraud. */
static void an_overpayment_is_claimed_back_before_it_is_prescribed(void **state)
{
    (void)state;
    struct case_file file = paid_file(DATE(2024, 1, 10), "59");
    corrected(&file, 150000, DATE(2024, 2, 1));
    int64_t cents = case_overpaid(&file).cents;
    assert_until(&file, notification(NO_DATE, cents, false), DATE(2026, 1, 10), "2026-01-10");
    assert_until(&file, notification(NO_DATE, cents, true), DATE(2029, 1, 10), "2029-01-10");
    happens(&file, other_recovery(DATE(2025, 6, 1), DATE(2026, 3, 31)));
    assert_until(&file, notification(NO_DATE, cents, false), DATE(2028, 3, 31), "2028-03-31");
}

/* L. 553-1 al. 3. */
static void another_recovery_is_told_once_and_after_the_payment(void **state)
{
    (void)state;
    struct case_file file = overpaid();
    assert_refused(&file, other_recovery(DATE(2024, 1, 1), DATE(2025, 1, 9)), ERR_BAD_INPUT, "/day",
                   "");
    assert_refused(&file, other_recovery(DATE(2025, 6, 2), DATE(2025, 6, 1)), ERR_BAD_INPUT,
                   "/body/received_on", "not after its end");
    happens(&file, other_recovery(DATE(2025, 6, 1), DATE(2025, 6, 1)));
    assert_refused(&file, other_recovery(DATE(2025, 6, 1), DATE(2025, 7, 1)), ERR_NOT_LAWFUL,
                   "/body/received_on", "no other recovery known already began");
    assert_day(state_on(&file, DATE(2025, 7, 1)).notify_until, DATE(2027, 6, 1));
    happens(&file, other_recovery(DATE(2025, 8, 1), DATE(2025, 9, 1)));
    happens(&file, other_recovery(DATE(2025, 3, 1), DATE(2025, 4, 1)));
    for (int i = 1; i < file.debt.others_count; i++) {
        assert_true(date_compare(file.debt.others[i - 1].from, file.debt.others[i].from) < 0);
    }
    assert_day(state_on(&file, DATE(2025, 9, 1)).notify_until, DATE(2027, 9, 1));
    for (int8_t month = 1; file.debt.others_count < OTHER_RECOVERIES_MAX; month++) {
        happens(&file, other_recovery(DATE(2026, month, 1), DATE(2026, month, 9)));
    }
    assert_refused(&file, other_recovery(DATE(2027, 1, 1), DATE(2027, 1, 9)), ERR_NOT_LAWFUL,
                   "/kind", "eight");
    struct case_file unpaid = file;
    unpaid.settled_on = NO_DATE;
    assert_refused(&unpaid, other_recovery(DATE(2027, 1, 1), DATE(2027, 1, 9)), ERR_NOT_LAWFUL,
                   "/kind", "payment_settled first");
}

static void a_notification_is_received_once(void **state)
{
    (void)state;
    struct case_file file = notified();
    assert_refused(&file, fact_of(FACT_DEBT_NOTICE_RECEIVED, DATE(2025, 2, 28)), ERR_BAD_INPUT,
                   "/day", "");
    happens(&file, fact_of(FACT_DEBT_NOTICE_RECEIVED, NOTIFIED));
    assert_day(file.debt.received_on, NOTIFIED);
    assert_refused(&file, fact_of(FACT_DEBT_NOTICE_RECEIVED, RECEIVED), ERR_NOT_LAWFUL, "/kind",
                   "received already");
}

/* ---- the rectification ---- */

/* G04: received on 4 March 2025, until the 24th. A request that comes later is an appeal. */
static void a_rectification_is_asked_for_within_twenty_days(void **state)
{
    (void)state;
    struct case_file file = received();
    assert_refused(&file, request(DATE(2025, 3, 3), false), ERR_BAD_INPUT, "/day", "");
    assert_until(&file, request(NO_DATE, false), DATE(2025, 3, 24),
                 "appeal_filed: a request in writing");
    assert_until(&file, request(NO_DATE, false), DATE(2025, 3, 24), "2025-03-24");
    assert_until(&file, request(NO_DATE, true), DATE(2025, 3, 24), "20 days to bring documents");
    happens(&file, request(DATE(2025, 3, 24), true));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_DISPUTED);
    happens(&file, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 4, 10), false));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_NOTIFIED);
    assert_refused(&file, request(DATE(2025, 3, 20), false), ERR_NOT_LAWFUL, "/kind",
                   "asked for already");
}

/* Nobody can say that she is late when nobody knows when she received the notification. */
static void a_rectification_needs_no_proof_of_reception(void **state)
{
    (void)state;
    struct case_file file = notified();
    assert_refused(&file, request(DATE(2025, 2, 28), false), ERR_BAD_INPUT, "/day", "");
    happens(&file, request(DATE(2025, 6, 1), false));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_DISPUTED);
    happens(&file, fact_of(FACT_DEBT_NOTICE_RECEIVED, DATE(2025, 5, 20)));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_DISPUTED);
}

static void a_rectification_is_answered_once_and_after_it_was_asked(void **state)
{
    (void)state;
    struct case_file file = received();
    happens(&file, plan_fact(DATE(2025, 3, 5), 3));
    assert_refused(&file, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 3, 20), true),
                   ERR_NOT_LAWFUL, "/kind", "rectification_asked first");
    happens(&file, request(DATE(2025, 3, 10), false));
    assert_refused(&file, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 3, 9), true),
                   ERR_BAD_INPUT, "/day", "");
    happens(&file, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 3, 20), false));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_PLANNED);
    assert_refused(&file, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 3, 20), false),
                   ERR_NOT_LAWFUL, "/kind", "answered already");
}

/* The director may still answer once silence has rejected, and what was withheld goes on. */
static void an_answer_may_come_after_silence(void **state)
{
    (void)state;
    struct case_file file = received();
    happens(&file, request(DATE(2025, 3, 10), false));
    assert_from(&file, withholding_fact(NO_DATE), DATE(2025, 6, 11), "2025-06-11");
    happens(&file, withholding_fact(DATE(2025, 6, 11)));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_WITHHELD);
    struct case_file accepted = file;
    happens(&file, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 6, 20), false));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_WITHHELD);
    happens(&accepted, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 6, 20), true));
    assert_int_equal(accepted.stages[STRAND_DEBT], STAGE_DEBT_SETTLED);
}

/* Wholly accepted: the debt was never due, and what she repaid of it is hers again. */
static void an_accepted_rectification_strikes_the_debt_out(void **state)
{
    (void)state;
    struct case_file file = received();
    happens(&file, money_fact(FACT_DEBT_REPAID, DATE(2025, 3, 5), 10000));
    happens(&file, request(DATE(2025, 3, 10), false));
    happens(&file, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 3, 20), true));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_SETTLED);
    assert_int_equal(case_debt_kept(&file).cents, 63571);
    assert_int_equal(case_overpaid(&file).cents, 0);
    assert_int_equal(debt_left(&file).cents, 0);
    assert_refused(&file, notification(DATE(2025, 4, 1), EXCESS, false), ERR_NOT_LAWFUL, "/kind",
                   "no more was paid");

    /* A decree, or an appeal, does not bring it back; corrected information decides again. */
    struct case_file later_on = file;
    later_on.decision.cause = CAUSE_DECREE;
    later_on.decided_on = DATE(2025, 4, 1);
    assert_int_equal(case_debt_kept(&later_on).cents, 63571);
    later_on.decision.cause = CAUSE_INFORMATION;
    later_on.decided_on = DATE(2025, 3, 20); /* the day of the answer */
    assert_int_equal(case_debt_kept(&later_on).cents, 63571);
    later_on.decided_on = DATE(2025, 3, 21);
    assert_int_equal(case_debt_kept(&later_on).cents, 0);
    corrected(&file, 0, DATE(2025, 4, 1));
    assert_int_equal(case_debt_kept(&file).cents, 0);
    assert_int_equal(case_owed(&file).cents, 10000);
    corrected(&file, 120000, DATE(2025, 5, 1));
    assert_int_equal(case_overpaid(&file).cents, 53571 - 50857);
    happens(&file, notification(DATE(2025, 5, 2), 53571 - 50857, false));
    assert_int_equal(file.debt.kept.cents, 0);
    assert_int_equal(file.debt.recovered.cents, 10000);
    assert_int_equal(file.debt.repaid.cents, 0);
}

/* ---- schedules and payments ---- */

/* G08. */
static void a_schedule_lasts_a_year_at_most(void **state)
{
    (void)state;
    struct case_file file = received();
    static const struct {
        int months;
        bool lawful;
    } cases[] = {{0, false}, {1, true}, {12, true}, {13, false}};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct fact plan = plan_fact(DATE(2025, 3, 20), cases[i].months);
        struct trouble trouble;
        if (cases[i].lawful) {
            assert_int_equal(case_admits(&file, &plan, DATE(2030, 1, 1), &trouble), ERR_OK);
        } else {
            assert_refused(&file, plan, ERR_NOT_LAWFUL, "/body/instalments", "1 to 12 months");
        }
    }
    happens(&file, fact_of(FACT_DEBT_PLAN_ACCEPTED, DATE(2025, 3, 20)));
    assert_refused(&file, fact_of(FACT_DEBT_PLAN_ACCEPTED, DATE(2025, 3, 21)), ERR_NOT_LAWFUL,
                   "/kind", "accepted its principle already");
    assert_refused(&file, plan_fact(DATE(2025, 3, 19), 12), ERR_BAD_INPUT, "/day", "");
    happens(&file, plan_fact(DATE(2025, 4, 2), 12));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_PLANNED);
    assert_int_equal(file.debt.planned.cents, EXCESS);
    assert_int_equal(file.debt.plan_months, 12);
}

static void what_she_repays_is_never_more_than_is_left(void **state)
{
    (void)state;
    struct case_file file = notified();
    static const int64_t refused[] = {0, EXCESS + 1};
    for (size_t i = 0; i < LENGTH(refused); i++) {
        assert_refused(&file, money_fact(FACT_DEBT_REPAID, RECEIVED, refused[i]), ERR_NOT_LAWFUL,
                       "/body/amount_cents", "no more than is left");
    }
    assert_refused(&file, money_fact(FACT_DEBT_REPAID, DATE(2025, 2, 28), 1), ERR_BAD_INPUT, "/day",
                   "");
    happens(&file, money_fact(FACT_DEBT_REPAID, RECEIVED, EXCESS - 1));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_NOTIFIED);
    assert_int_equal(debt_left(&file).cents, 1);
    assert_int_equal(case_net_paid(&file).cents, DUE + 1);
    assert_refused(&file, money_fact(FACT_DEBT_REPAID, RECEIVED, 2), ERR_NOT_LAWFUL,
                   "/body/amount_cents", "no more than is left");
    happens(&file, money_fact(FACT_DEBT_REPAID, RECEIVED, 1));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_SETTLED);
    assert_int_equal(case_net_paid(&file).cents, DUE);
    assert_int_equal(case_owed(&file).cents, 0);
    assert_int_equal(case_overpaid(&file).cents, 0);
}

/* A decision that gives more leaves less to repay; one that gives all of it, nothing. */
static void what_is_left_follows_the_decision_in_force(void **state)
{
    (void)state;
    struct case_file file = received();
    corrected(&file, 120000, DATE(2025, 3, 10)); /* 508.57 due */
    assert_int_equal(debt_left(&file).cents, 63571 - 50857);
    assert_refused(&file, fact_of(FACT_DEBT_CANCELLED, DATE(2025, 3, 11)), ERR_NOT_LAWFUL, "/kind",
                   "leaves an overpayment");
    struct case_file repaid = file;
    happens(&repaid, money_fact(FACT_DEBT_REPAID, DATE(2025, 3, 11), 63571 - 50857));
    assert_int_equal(repaid.stages[STRAND_DEBT], STAGE_DEBT_SETTLED);

    happens(&file, money_fact(FACT_DEBT_REPAID, DATE(2025, 3, 11), 10000));
    corrected(&file, 0, DATE(2025, 3, 12));
    assert_int_equal(debt_left(&file).cents, 0);
    const struct fact nothing_left[] = {
        money_fact(FACT_DEBT_REPAID, DATE(2025, 3, 12), 1),
        plan_fact(DATE(2025, 3, 12), 1),
        withholding_fact(DATE(2025, 4, 12)),
        fact_of(FACT_FORMAL_NOTICE_RECEIVED, DATE(2025, 7, 1)),
        written_off(DATE(2025, 3, 12), WRITE_OFF_ABANDONED),
    };
    for (size_t i = 0; i < LENGTH(nothing_left); i++) {
        assert_refused(&file, nothing_left[i], ERR_NOT_LAWFUL, "/kind", "debt_cancelled");
    }
    happens(&file, fact_of(FACT_DEBT_CANCELLED, DATE(2025, 3, 12)));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_SETTLED);
    assert_int_equal(file.debt.spared.cents, 0);
    assert_int_equal(case_owed(&file).cents, 10000); /* what she had repaid comes back to her */
    assert_refused(&file, fact_of(FACT_DEBT_CANCELLED, DATE(2025, 3, 13)), ERR_NOT_LAWFUL, "/kind",
                   "the debt is settled");
}

/* ---- the withholding ---- */

/* G04: from 25 March 2025. */
static void nothing_is_withheld_before_the_law_allows(void **state)
{
    (void)state;
    struct case_file unknown = notified(), file = received();
    assert_refused(&unknown, withholding_fact(DATE(2025, 12, 1)), ERR_NOT_LAWFUL, "/kind",
                   "debt_notice_received first");
    assert_from(&file, withholding_fact(NO_DATE), DATE(2025, 3, 25), "2025-03-25");

    struct case_file asked = file;
    happens(&asked, request(DATE(2025, 3, 24), false));
    assert_from(&asked, withholding_fact(NO_DATE), DATE(2025, 6, 25), "2025-06-25");
    happens(&asked, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 4, 10), false));
    assert_from(&asked, withholding_fact(NO_DATE), DATE(2025, 4, 18), "2025-04-18");

    /* G07: accepted on 20 March, not concluded by 20 April. */
    struct case_file planned = file;
    happens(&planned, fact_of(FACT_DEBT_PLAN_ACCEPTED, DATE(2025, 3, 20)));
    assert_from(&planned, withholding_fact(NO_DATE), DATE(2025, 4, 21), "2025-04-21");
    struct case_file late = planned;
    happens(&planned, plan_fact(DATE(2025, 4, 20), 3));
    assert_from(&planned, withholding_fact(NO_DATE), DATE(2025, 7, 21), "2025-07-21");
    happens(&late, plan_fact(DATE(2025, 4, 21), 3)); /* the fund gives its word all the same */
    assert_from(&late, withholding_fact(NO_DATE), DATE(2025, 7, 22), "2025-07-22");
}

/* L. 214-14 al. 1: while she contests the debt before the board, which answers or is silent for two
 * months, or before the court; and not because she contests something else. */
static void nothing_is_withheld_while_the_debt_is_contested(void **state)
{
    (void)state;
    struct case_file file = received();
    struct fact set = withholding_fact(DATE(2025, 6, 1));
    struct trouble trouble;
    appealed(&file, SUBJECT_DEBT, DATE(2025, 4, 1), NO_DATE);
    assert_refused(&file, set, ERR_NOT_LAWFUL, "/day", "2025-06-02");
    set.day = DATE(2025, 5, 31);
    assert_refused(&file, set, ERR_NOT_LAWFUL, "/kind", "contested");
    set.day = DATE(2025, 3, 31); /* before she appealed, recorded since */
    assert_int_equal(case_admits(&file, &set, DATE(2030, 1, 1), &trouble), ERR_OK);
    appealed(&file, SUBJECT_DEBT, DATE(2025, 4, 1), DATE(2025, 5, 12));
    assert_from(&file, set, DATE(2025, 5, 13), "2025-05-13");
    appealed(&file, SUBJECT_DEBT, DATE(2025, 4, 1), DATE(2025, 6, 20));
    assert_from(&file, set, DATE(2025, 6, 2), "2025-06-02");

    sued(&file, DATE(2025, 7, 1), NO_DATE);
    set.day = DATE(2025, 6, 30);
    assert_int_equal(case_admits(&file, &set, DATE(2030, 1, 1), &trouble), ERR_OK);
    set.day = DATE(2027, 7, 1);
    assert_refused(&file, set, ERR_NOT_LAWFUL, "/kind", "contested");
    sued(&file, DATE(2025, 7, 1), DATE(2026, 2, 3));
    assert_from(&file, set, DATE(2026, 2, 4), "2026-02-04");

    static const struct {
        enum subject subject;
        date filed_on;
    } others[] = {{SUBJECT_DECISION, {2025, 3, 20}}, {SUBJECT_DEBT, {2025, 2, 28}}};
    for (size_t i = 0; i < LENGTH(others); i++) {
        file = received();
        appealed(&file, others[i].subject, others[i].filed_on, NO_DATE);
        assert_from(&file, set, DATE(2025, 3, 25), "2025-03-25");
    }
    appealed(&file, SUBJECT_DEBT, NOTIFIED, NO_DATE);
    set.day = DATE(2025, 4, 1);
    assert_refused(&file, set, ERR_NOT_LAWFUL, "/kind", "contested");
}

static struct fact unknown_income(date day, int64_t cents)
{
    struct fact fact = fact_of(FACT_WITHHOLDING_SET, day);
    fact.body.scale.cents = fact.body.amount.cents = cents;
    return fact;
}

/* G10, G11; Mayotte has its own scale and supposes nothing, Saint-Pierre-et-Miquelon has none. */
static void what_is_withheld_is_the_scale_of_the_place(void **state)
{
    (void)state;
    const date day = DATE(2025, 4, 1);
    struct case_file file = received();
    struct fact poor = withholding_fact(day);
    poor.body.household.income.cents = 58000;
    poor.body.scale.cents = poor.body.amount.cents = 5600;
    happens(&file, poor);
    assert_int_equal(file.debt.monthly.cents, 5600);

    file = received();
    static const int64_t wrong[] = {-1, 1};
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        struct fact set = withholding_fact(day);
        set.body.scale.cents += wrong[i];
        assert_refused(&file, set, ERR_NOT_LAWFUL, "/body/scale_cents", "to the cent");
        set = withholding_fact(day);
        set.body.amount.cents += wrong[i];
        assert_refused(&file, set, ERR_NOT_LAWFUL, "/body/amount_cents", "to the cent");
    }
    happens(&file, unknown_income(day, 54085));

    file = received_in("976");
    assert_refused(&file, unknown_income(day, 54085), ERR_NOT_LAWFUL, "/kind",
                   "debt_plan_agreed: no scale is known");
    struct fact mayotte = withholding_fact(day);
    mayotte.body.household.income.cents = 2 * 17402;
    mayotte.body.scale.cents = mayotte.body.amount.cents = 2601;
    happens(&file, mayotte);

    file = received_in("975");
    assert_refused(&file, withholding_fact(day), ERR_NOT_LAWFUL, "/kind", "no scale is known");
    happens(&file, plan_fact(day, 12));
}

/* D. 553-5. */
static void only_an_established_fraud_raises_what_is_withheld(void **state)
{
    (void)state;
    struct case_file file = received();
    struct fact set = withholding_fact(DATE(2025, 4, 1));
    set.body.raised_percent = 50;
    set.body.amount.cents = 10125;
    assert_refused(&file, set, ERR_NOT_LAWFUL, "/body/raised_percent", "no fraud is established");
    set.body.fraud = true;
    struct case_file raised = file;
    happens(&raised, set);
    assert_int_equal(raised.debt.scale.cents, 6750);
    assert_int_equal(raised.debt.monthly.cents, 10125);
    set.body.repeated = true;
    assert_refused(&file, set, ERR_NOT_LAWFUL, "/body/amount_cents", "CSS D. 553-5");
    set.body.amount.cents = 13500;
    happens(&file, set);
    struct fact repeated = withholding_fact(DATE(2025, 4, 1));
    repeated.body.repeated = true;
    assert_refused(&file, repeated, ERR_NOT_LAWFUL, "/body/raised_percent", "not repeated");
}

/* G14, D. 553-2: 20 % more or less changes it; the raise does not count. */
static void a_small_change_leaves_what_is_withheld(void **state)
{
    (void)state;
    static const struct {
        int64_t weighted, scale;
    } cases[] = {
        {38752, 6750}, /* 77.63: 15 % more */
        {40096, 6750}, /* 80.99 */
        {40100, 8100}, /* 20 % more, to the cent */
        {30100, 6750}, /* 56.00: 17 % less */
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct case_file file = withheld();
        struct fact set = withholding_fact(DATE(2025, 5, 1));
        set.body.household.income.cents = 2 * cases[i].weighted;
        set.body.scale.cents = set.body.amount.cents = cases[i].scale;
        set.body.fraud = i == 0;
        if (i == 0) {
            set.body.raised_percent = 10;
            set.body.amount.cents = 7425;
        }
        happens(&file, set);
        assert_int_equal(file.debt.scale.cents, cases[i].scale);
        assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_WITHHELD);
    }
    struct case_file file = withheld();
    assert_refused(&file, withholding_fact(DATE(2025, 3, 24)), ERR_BAD_INPUT, "/day", "");
}

static void what_was_withheld_settles_the_debt_month_by_month(void **state)
{
    (void)state;
    struct case_file file = withheld();
    assert_refused(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 3, 24), 6750),
                   ERR_BAD_INPUT, "/day", "");
    happens(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 3, 31), 6750));
    assert_refused(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 3, 31), 6750),
                   ERR_NOT_LAWFUL, "/day", "one withholding a month");
    happens(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 4, 1), 6750));
    assert_refused(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 5, 1), 6749),
                   ERR_NOT_LAWFUL, "/body/amount_cents", "to the cent");
    happens(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 12, 1), 6750));
    assert_int_equal(debt_left(&file).cents, EXCESS - 3 * 6750);
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_WITHHELD);
    assert_refused(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2026, 1, 1), 6750),
                   ERR_NOT_LAWFUL, "/body/amount_cents", "no more than is left");
    happens(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2026, 1, 1), EXCESS - 3 * 6750));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_SETTLED);
    assert_int_equal(file.debt.recovered.cents, EXCESS);
}

/* G15, D. 553-4 al. 3: the oldest first, and of the same day the smallest. */
static void a_month_s_withholding_goes_to_one_debt_after_another(void **state)
{
    (void)state;
    static const struct {
        struct other_debt other;
        int64_t share; /* of the 67.50 of the month */
    } cases[] = {
        {{{2025, 3, 1}, {12000}, {12000}}, 0},    /* of the same day, and smaller */
        {{{2025, 3, 1}, {30000}, {30000}}, 6750}, /* and larger */
        {{{2025, 3, 1}, {12000}, {5000}}, 1750},  /* and nearly repaid */
        {{{2025, 2, 28}, {30000}, {6749}}, 1},    /* older */
        {{{2025, 3, 2}, {100}, {100}}, 6750},     /* younger */
        {{{2025, 2, 28}, {30000}, {0}}, 6750},    /* older, and repaid */
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct case_file file = withheld();
        struct fact applied =
            money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 4, 1), cases[i].share);
        applied.body.others[0] = cases[i].other;
        applied.body.others_count = 1;
        if (cases[i].share == 0) {
            assert_refused(&file, applied, ERR_NOT_LAWFUL, "/kind", "older debts, or smaller ones");
        } else {
            happens(&file, applied);
            assert_int_equal(file.debt.repaid.cents, cases[i].share);
        }
    }
    struct case_file file = withheld();
    struct fact applied = money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 4, 1), 6750);
    applied.body.others_count = 1;
    applied.body.others[0] = (struct other_debt){{2025, 4, 2}, {100}, {100}};
    assert_refused(&file, applied, ERR_BAD_INPUT, "/body/others", "not after the withholding");
    applied.body.others[0] = (struct other_debt){{2025, 4, 1}, {100}, {101}};
    assert_refused(&file, applied, ERR_BAD_INPUT, "/body/others", "no more is left");
}

/* A month withheld before she contested is recorded when it is known. */
static void what_was_withheld_is_told_late_when_it_was_lawful(void **state)
{
    (void)state;
    struct case_file file = withheld();
    appealed(&file, SUBJECT_DEBT, DATE(2025, 4, 10), NO_DATE);
    assert_refused(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 4, 10), 6750),
                   ERR_NOT_LAWFUL, "/kind", "contested");
    happens(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 4, 9), 6750));

    file = withheld();
    happens(&file, plan_fact(DATE(2025, 4, 3), 3));
    assert_int_equal(file.debt.planned.cents, EXCESS);
    happens(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 3, 31), 6750));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_PLANNED);
    assert_int_equal(file.debt.planned.cents, EXCESS - 6750);
    happens(&file, money_fact(FACT_DEBT_REPAID, DATE(2025, 4, 3), 100));
    assert_int_equal(file.debt.planned.cents, EXCESS - 6750);
    file = received();
    assert_refused(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 3, 31), 6750),
                   ERR_NOT_LAWFUL, "/kind", "withholding_set first");
}

/* What is known late counts from its own day: it stops what it would have stopped. */
static void what_is_known_late_counts_from_its_day(void **state)
{
    (void)state;
    struct case_file file = withheld();
    happens(&file, request(DATE(2025, 3, 23), false));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_DISPUTED);
    happens(&file, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 4, 1), false));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_NOTIFIED); /* to be set again */

    file = received();
    happens(&file, withholding_fact(DATE(2025, 6, 25)));
    happens(&file, request(DATE(2025, 3, 24), false)); /* silence had rejected it by then */
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_WITHHELD);

    file = withheld();
    happens(&file, fact_of(FACT_DEBT_PLAN_ACCEPTED, DATE(2025, 3, 24))); /* it waits a month */
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_WITHHELD);
    assert_refused(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 4, 24), 6750),
                   ERR_NOT_LAWFUL, "/day", "2025-04-25");
    happens(&file, plan_fact(DATE(2025, 4, 24), 4));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_PLANNED);

    file = received();
    happens(&file, request(DATE(2025, 3, 20), false));
    happens(&file, plan_fact(DATE(2025, 3, 19), 4));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_DISPUTED);
    file = received();
    happens(&file, request(DATE(2025, 3, 20), false)); /* of one day, she still waits */
    happens(&file, plan_fact(DATE(2025, 3, 20), 4));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_DISPUTED);
    file = received();
    happens(&file, plan_fact(DATE(2025, 5, 2), 4));
    happens(&file, withholding_fact(DATE(2025, 5, 1)));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_PLANNED);
}

/* ---- the formal notice and the constraint ---- */

static struct case_file constrained(void)
{
    struct case_file file = received();
    happens(&file, fact_of(FACT_FORMAL_NOTICE_RECEIVED, DATE(2025, 5, 6)));
    happens(&file, fact_of(FACT_CONSTRAINT_RECEIVED, DATE(2025, 6, 7)));
    return file;
}

/* R. 133-9-2, V; R. 133-3: the board's two months, then a month, then the constraint. */
static void she_is_pressed_no_sooner_than_the_texts_say(void **state)
{
    (void)state;
    struct case_file file = received();
    struct fact notice = fact_of(FACT_FORMAL_NOTICE_RECEIVED, NO_DATE);
    struct fact constraint = fact_of(FACT_CONSTRAINT_RECEIVED, NO_DATE);
    assert_from(&file, notice, DATE(2025, 5, 6), "2025-05-06"); /* 4 May is a Sunday */
    struct fact early = constraint;
    early.day = DATE(2025, 5, 6);
    assert_refused(&file, early, ERR_NOT_LAWFUL, "/kind", "formal_notice_received first");

    struct case_file asked = file;
    happens(&asked, request(DATE(2025, 3, 10), false));
    assert_from(&asked, notice, DATE(2025, 6, 11), "2025-06-11"); /* silence on 10 April */
    struct case_file answered = asked;
    happens(&answered, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 3, 12), false));
    assert_from(&answered, notice, DATE(2025, 5, 13), "2025-05-13");
    happens(&asked, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 4, 11), false));
    assert_from(&asked, notice, DATE(2025, 6, 11), "2025-06-11");
    struct case_file last_day = file;
    happens(&last_day, request(DATE(2025, 3, 24), false));
    happens(&last_day, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 3, 26), false));
    assert_from(&last_day, notice, DATE(2025, 5, 27), "2025-05-27");
    struct case_file planned = file;
    happens(&planned, plan_fact(DATE(2025, 3, 20), 12));
    assert_from(&planned, notice, DATE(2026, 3, 21), "2026-03-21");

    happens(&file, fact_of(FACT_FORMAL_NOTICE_RECEIVED, DATE(2025, 5, 6)));
    assert_refused(&file, fact_of(FACT_FORMAL_NOTICE_RECEIVED, DATE(2025, 5, 7)), ERR_NOT_LAWFUL,
                   "/kind", "received already");
    assert_from(&file, constraint, DATE(2025, 6, 7), "2025-06-07");
    struct case_file contested = file;
    appealed(&contested, SUBJECT_DEBT, DATE(2025, 5, 1), NO_DATE);
    constraint.day = DATE(2025, 6, 7);
    assert_refused(&contested, constraint, ERR_NOT_LAWFUL, "/kind", "contested");
    happens(&file, constraint);
    assert_refused(&file, constraint, ERR_NOT_LAWFUL, "/kind", "received already");
}

/* A request made before the day proven since to be that of reception, and late: it is an appeal. */
static void a_request_found_late_is_an_appeal(void **state)
{
    (void)state;
    struct case_file file = notified();
    happens(&file, request(DATE(2025, 4, 1), false));
    happens(&file, fact_of(FACT_DEBT_NOTICE_RECEIVED, RECEIVED));
    assert_refused(&file, withholding_fact(DATE(2025, 12, 1)), ERR_NOT_LAWFUL, "/kind",
                   "contested");
    appealed(&file, SUBJECT_DEBT, DATE(2025, 4, 1), DATE(2025, 4, 20));
    assert_from(&file, fact_of(FACT_FORMAL_NOTICE_RECEIVED, NO_DATE), DATE(2025, 5, 6),
                "2025-05-06");
}

static void a_constraint_is_opposed_within_fifteen_days(void **state)
{
    (void)state;
    struct case_file file = constrained();
    struct case_file before = received();
    struct fact opposition = fact_of(FACT_OPPOSITION_FILED, DATE(2025, 6, 23));
    assert_refused(&before, opposition, ERR_NOT_LAWFUL, "/kind", "constraint_received first");
    assert_until(&file, opposition, DATE(2025, 6, 23), "2025-06-23"); /* 22 June is a Sunday */
    assert_refused(&file, fact_of(FACT_OPPOSITION_FILED, DATE(2025, 6, 6)), ERR_BAD_INPUT, "/day",
                   "");
    struct fact upheld = answer_fact(FACT_OPPOSITION_JUDGED, DATE(2025, 12, 1), true);
    struct fact dismissed = answer_fact(FACT_OPPOSITION_JUDGED, DATE(2025, 12, 1), false);
    assert_refused(&file, upheld, ERR_NOT_LAWFUL, "/kind", "opposition_filed first");
    happens(&file, opposition);
    assert_refused(&file, opposition, ERR_NOT_LAWFUL, "/kind", "filed already");
    assert_refused(&file, answer_fact(FACT_OPPOSITION_JUDGED, DATE(2025, 6, 22), true),
                   ERR_BAD_INPUT, "/day", "");
    assert_refused(&file, withholding_fact(DATE(2025, 7, 1)), ERR_NOT_LAWFUL, "/kind", "contested");

    struct case_file lost = file;
    happens(&lost, dismissed);
    assert_refused(&lost, dismissed, ERR_NOT_LAWFUL, "/kind", "judged already");
    assert_from(&lost, withholding_fact(NO_DATE), DATE(2025, 12, 2), "2025-12-02");
    happens(&file, upheld);
    assert_false(date_is_set(file.debt.constraint_on));
    happens(&file, fact_of(FACT_FORMAL_NOTICE_RECEIVED, DATE(2025, 12, 2)));
    happens(&file, fact_of(FACT_CONSTRAINT_RECEIVED, DATE(2026, 1, 3)));
    assert_false(date_is_set(file.debt.opposed_on));
}

/* ---- how it ends otherwise ---- */

/* D. 847-2: below 27 euros in 2025. No text remits an overpayment of the aid. */
static void a_debt_is_given_up_as_the_texts_allow(void **state)
{
    (void)state;
    const date day = DATE(2025, 4, 1);
    struct case_file file = notified();
    assert_refused(&file, written_off(day, WRITE_OFF_REMISSION), ERR_NOT_LAWFUL, "/body/write_off",
                   "no text opens a remission");
    happens(&file, money_fact(FACT_DEBT_REPAID, RECEIVED, EXCESS - 2700));
    assert_refused(&file, written_off(day, WRITE_OFF_ABANDONED), ERR_NOT_LAWFUL, "/body/write_off",
                   "CSS D. 847-2");
    static const enum write_off ways[] = {WRITE_OFF_IRRECOVERABLE, WRITE_OFF_DEATH};
    for (size_t i = 0; i < LENGTH(ways); i++) {
        struct case_file given_up = file;
        happens(&given_up, written_off(day, ways[i]));
        assert_int_equal(given_up.stages[STRAND_DEBT], STAGE_DEBT_SETTLED);
        assert_int_equal(given_up.debt.spared.cents, 2700);
        assert_int_equal(case_overpaid(&given_up).cents, 0);
    }
    happens(&file, money_fact(FACT_DEBT_REPAID, RECEIVED, 1));
    happens(&file, written_off(day, WRITE_OFF_ABANDONED));
    assert_int_equal(file.debt.spared.cents, 2699);
    assert_int_equal(file.debt.recovered.cents, EXCESS - 2699);
    assert_int_equal(case_overpaid(&file).cents, 0);
    assert_int_equal(case_owed(&file).cents, 0);
}

/* What an appeal granted strikes out is cancelled, even once repaid; what was given up stays so. */
static void an_appeal_granted_strikes_the_debt_out(void **state)
{
    (void)state;
    struct case_file file = withheld();
    happens(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 4, 1), 6750));
    appealed(&file, SUBJECT_DEBT, DATE(2025, 4, 10), DATE(2025, 5, 20));
    struct case_file judged = file;
    assert_refused(&file, fact_of(FACT_DEBT_CANCELLED, DATE(2025, 5, 21)), ERR_NOT_LAWFUL, "/kind",
                   "an appeal against the debt granted");
    file.appeal.granted = true;
    sued(&judged, DATE(2025, 6, 1), DATE(2026, 4, 1));
    judged.appeal.annulled = true;
    assert_day(debt_struck_out_on(&judged), DATE(2026, 4, 1));
    assert_int_equal(debt_left(&judged).cents, 0);
    assert_int_equal(case_overpaid(&file).cents, 0);
    assert_refused(&file, money_fact(FACT_WITHHOLDING_APPLIED, DATE(2025, 6, 1), 6750),
                   ERR_NOT_LAWFUL, "/kind", "debt_cancelled");
    struct case_file corrected_since = file;
    corrected(&corrected_since, 120000, DATE(2025, 6, 1));
    assert_int_equal(case_debt_kept(&corrected_since).cents, 0);
    assert_int_equal(debt_left(&corrected_since).cents, 0); /* that debt is out: another may come */
    assert_int_equal(case_overpaid(&corrected_since).cents, 63571 - 50857 - 6750);

    happens(&file, fact_of(FACT_DEBT_CANCELLED, DATE(2025, 5, 21)));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_SETTLED);
    file.appeal = (struct appeal_life){.subject = SUBJECT_DECISION, .filed_on = {2025, 7, 1}};
    assert_int_equal(case_debt_kept(&file).cents, 63571);
    assert_int_equal(case_overpaid(&file).cents, 0);

    struct case_file repaid = received();
    happens(&repaid, money_fact(FACT_DEBT_REPAID, DATE(2025, 3, 10), EXCESS));
    appealed(&repaid, SUBJECT_DEBT, DATE(2025, 4, 1), DATE(2025, 5, 20));
    repaid.appeal.granted = true;
    happens(&repaid, fact_of(FACT_DEBT_CANCELLED, DATE(2025, 5, 20)));
    assert_int_equal(case_debt_kept(&repaid).cents, 63571);
    assert_refused(&repaid, fact_of(FACT_DEBT_CANCELLED, DATE(2025, 5, 21)), ERR_NOT_LAWFUL,
                   "/kind", "the debt is settled");
}

/* The same through the facts of the appeal. */
static void the_board_strikes_a_debt_out(void **state)
{
    (void)state;
    struct case_file file = received();
    happens(&file, money_fact(FACT_DEBT_REPAID, DATE(2025, 3, 10), 10000));
    struct fact appeal = fact_of(FACT_APPEAL_FILED, DATE(2025, 4, 1));
    appeal.body.subject = SUBJECT_DEBT;
    appeal.body.received_on = DATE(2025, 4, 3);
    happens(&file, appeal);
    assert_refused(&file, withholding_fact(DATE(2025, 4, 1)), ERR_NOT_LAWFUL, "/kind", "contested");
    happens(&file, answer_fact(FACT_APPEAL_DECIDED, DATE(2025, 5, 20), true));
    assert_int_equal(case_overpaid(&file).cents, 0);
    happens(&file, fact_of(FACT_DEBT_CANCELLED, DATE(2025, 5, 21)));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_SETTLED);
    assert_int_equal(case_debt_kept(&file).cents, 63571);
}

static void debts_come_one_after_the_other(void **state)
{
    (void)state;
    struct case_file file = received();
    happens(&file, other_recovery(DATE(2025, 3, 10), DATE(2025, 3, 20)));
    happens(&file, money_fact(FACT_DEBT_REPAID, RECEIVED, EXCESS - 500));
    happens(&file, written_off(DATE(2025, 4, 1), WRITE_OFF_ABANDONED));
    corrected(&file, 250000, DATE(2025, 5, 1)); /* 254.28 due, as a loan */
    assert_int_equal(case_overpaid(&file).cents, DUE - 25428);
    happens(&file, notification(DATE(2025, 5, 2), DUE - 25428, true));
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_NOTIFIED);
    assert_int_equal(file.debt.recovered.cents, EXCESS - 500);
    assert_int_equal(file.debt.spared.cents, 500);
    assert_int_equal(file.debt.repaid.cents, 0);
    assert_int_equal(file.debt.before.cents, DUE);
    assert_int_equal(file.debt.others_count, 1);
    assert_true(file.debt.fraud);
    assert_false(date_is_set(file.debt.received_on));
    happens(&file, money_fact(FACT_DEBT_REPAID, DATE(2025, 5, 3), DUE - 25428));
    assert_int_equal(file.debt.recovered.cents, EXCESS - 500 + DUE - 25428);
    assert_int_equal(case_overpaid(&file).cents, 0);
    assert_int_equal(case_owed(&file).cents, 0);
}

/* ---- a journal is never trusted ---- */

static void a_journal_that_lies_breaks_nothing(void **state)
{
    (void)state;
    struct case_file file = received();
    struct fact early = withholding_fact(RECEIVED);
    assert_int_equal(case_apply(&file, &early), ERR_OK);
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_NOTIFIED);
    const struct fact lies[] = {
        plan_fact(DATE(2199, 12, 31), 0),
        money_fact(FACT_DEBT_REPAID, DATE(2199, 12, 31), 1),
        other_recovery(DATE(2199, 12, 31), DATE(2025, 1, 1)),
        other_recovery(NO_DATE, DATE(2199, 12, 31)),
        withholding_fact(DATE(2199, 12, 31)),
        fact_of(FACT_FORMAL_NOTICE_RECEIVED, DATE(2199, 12, 31)),
        fact_of(FACT_CONSTRAINT_RECEIVED, DATE(2199, 12, 31)),
        money_fact(FACT_WITHHOLDING_APPLIED, DATE(2199, 12, 31), 100000000),
    };
    for (size_t i = 0; i < LENGTH(lies); i++) {
        assert_int_equal(case_apply(&file, &lies[i]), ERR_OK);
        struct debt_state found = state_on(&file, DATE(2025, 4, 1));
        assert_true(found.left.cents >= 0);
    }
    assert_int_equal(file.debt.plan_months, SCHEDULE_MONTHS_MAX);
    assert_int_equal(file.debt.others_count, 0);
    assert_int_equal(file.debt.recovered.cents, EXCESS);
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_SETTLED);
    for (int i = 0; i < OTHER_RECOVERIES_MAX + 1; i++) {
        struct fact other = other_recovery(DATE(2199, 1, 1), DATE(2199, 12, 31));
        assert_int_equal(case_apply(&file, &other), ERR_OK);
    }
    assert_int_equal(file.debt.others_count, OTHER_RECOVERIES_MAX);

    /* A payment that came back after she had repaid leaves nothing, and no less. */
    struct case_file returned = notified();
    happens(&returned, money_fact(FACT_DEBT_REPAID, RECEIVED, 100));
    returned.paid.cents = 0;
    assert_int_equal(case_overpaid(&returned).cents, 0);
    assert_int_equal(debt_left(&returned).cents, 0);
}

/* The prescription, a schedule, the silence of the board. */
static void what_is_owed_turns_when_a_term_of_the_law_ends(void **state)
{
    (void)state;
    struct case_file file = overpaid();
    assert_turns(&file, REPLACED, DATE(2027, 1, 11)); /* paid on 10 January 2025 */
    assert_turns(&file, DATE(2027, 1, 11), NO_DATE);
    file = received();
    assert_turns(&file, RECEIVED, NO_DATE);
    happens(&file, plan_fact(DATE(2025, 4, 2), 12));
    assert_turns(&file, DATE(2025, 4, 2), DATE(2026, 4, 3));
    struct fact appeal = fact_of(FACT_APPEAL_FILED, DATE(2025, 4, 4));
    appeal.body.subject = SUBJECT_DEBT;
    appeal.body.received_on = appeal.day;
    happens(&file, appeal);
    assert_turns(&file, DATE(2025, 4, 4), DATE(2025, 6, 4));
    assert_turns(&file, DATE(2025, 6, 4), DATE(2026, 4, 3));
    assert_turns(&file, DATE(2026, 4, 3), NO_DATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_owed_turns_when_a_term_of_the_law_ends),
        cmocka_unit_test(what_was_paid_in_excess_is_notified_to_the_cent),
        cmocka_unit_test(an_overpayment_is_claimed_back_before_it_is_prescribed),
        cmocka_unit_test(another_recovery_is_told_once_and_after_the_payment),
        cmocka_unit_test(a_notification_is_received_once),
        cmocka_unit_test(a_rectification_is_asked_for_within_twenty_days),
        cmocka_unit_test(a_rectification_needs_no_proof_of_reception),
        cmocka_unit_test(a_rectification_is_answered_once_and_after_it_was_asked),
        cmocka_unit_test(an_answer_may_come_after_silence),
        cmocka_unit_test(an_accepted_rectification_strikes_the_debt_out),
        cmocka_unit_test(a_schedule_lasts_a_year_at_most),
        cmocka_unit_test(what_she_repays_is_never_more_than_is_left),
        cmocka_unit_test(what_is_left_follows_the_decision_in_force),
        cmocka_unit_test(nothing_is_withheld_before_the_law_allows),
        cmocka_unit_test(nothing_is_withheld_while_the_debt_is_contested),
        cmocka_unit_test(what_is_withheld_is_the_scale_of_the_place),
        cmocka_unit_test(only_an_established_fraud_raises_what_is_withheld),
        cmocka_unit_test(a_small_change_leaves_what_is_withheld),
        cmocka_unit_test(what_was_withheld_settles_the_debt_month_by_month),
        cmocka_unit_test(a_month_s_withholding_goes_to_one_debt_after_another),
        cmocka_unit_test(what_was_withheld_is_told_late_when_it_was_lawful),
        cmocka_unit_test(what_is_known_late_counts_from_its_day),
        cmocka_unit_test(she_is_pressed_no_sooner_than_the_texts_say),
        cmocka_unit_test(a_request_found_late_is_an_appeal),
        cmocka_unit_test(a_constraint_is_opposed_within_fifteen_days),
        cmocka_unit_test(a_debt_is_given_up_as_the_texts_allow),
        cmocka_unit_test(an_appeal_granted_strikes_the_debt_out),
        cmocka_unit_test(the_board_strikes_a_debt_out),
        cmocka_unit_test(debts_come_one_after_the_other),
        cmocka_unit_test(a_journal_that_lies_breaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
