#include "tests/unit/debts.h"

/* Debts: what the law derives on a day, why, and what is due. */

static bool says(const struct case_file *file, date today, enum sentence sentence)
{
    struct reasoning why = {0};
    struct debt_state state;
    case_debt(file, today, &why, &state);
    for (int i = 0; i < why.count; i++) {
        if (why.steps[i].sentence == sentence) return true;
    }
    return false;
}

/* The day a duty is due; NO_DATE when the file has no such duty. */
static date due(const struct case_file *file, enum duty_kind kind, date today)
{
    struct duty duties[DUTY_COUNT];
    int count = case_duties(file, today, duties);
    for (int i = 0; i < count; i++) {
        if (duties[i].kind == kind) return duties[i].due;
    }
    return NO_DATE;
}

static void repays(struct case_file *file, date day, int64_t cents)
{
    happens(file, money_fact(FACT_DEBT_REPAID, day, cents));
}

static void asks(struct case_file *file, date day)
{
    happens(file, fact_of(FACT_RECTIFICATION_ASKED, day));
}

/* ---- what is overpaid ---- */

static void nothing_is_said_of_a_debt_where_nothing_is_overpaid(void **state)
{
    (void)state;
    struct case_file file = paid_file(PAID, "59");
    struct debt_state found = state_on(&file, DATE(2025, 3, 1));
    assert_int_equal(found.overpaid.cents, 0);
    assert_false(found.runs);
    assert_false(date_is_set(found.notify_until));
    assert_true(says(&file, DATE(2025, 3, 1), SENTENCE_NOT_OVERPAID));
    assert_false(says(&file, DATE(2025, 3, 1), SENTENCE_DEBT_OF_THE_STATE));
    for (int kind = DUTY_NOTIFY_DEBT; kind <= DUTY_PAY_DEBT_INSTALMENT; kind++) {
        assert_day(due(&file, (enum duty_kind)kind, DATE(2025, 3, 1)), NO_DATE);
    }
}

/* L. 214-13: the fund has until the prescription, and nothing to do after it. L. 214-11: it acts
 * for the State, and adds nothing. */
static void an_overpayment_is_to_be_notified_before_it_is_prescribed(void **state)
{
    (void)state;
    struct case_file file = overpaid_in("59");
    struct debt_state found = state_on(&file, DATE(2027, 1, 10));
    assert_int_equal(found.overpaid.cents, EXCESS);
    assert_day(found.notify_until, DATE(2027, 1, 10));
    assert_false(found.is_prescribed);
    assert_true(says(&file, REPLACED, SENTENCE_DEBT_OF_THE_STATE));
    assert_true(says(&file, REPLACED, SENTENCE_DEBT_NO_INDEMNITY));
    assert_false(says(&file, DATE(2027, 1, 10), SENTENCE_DEBT_PRESCRIBED));
    assert_day(due(&file, DUTY_NOTIFY_DEBT, REPLACED), DATE(2027, 1, 10));
    assert_day(due(&file, DUTY_NOTIFY_DEBT, DATE(2027, 1, 10)), DATE(2027, 1, 10));
    found = state_on(&file, DATE(2027, 1, 11));
    assert_true(found.is_prescribed);
    assert_true(says(&file, DATE(2027, 1, 11), SENTENCE_DEBT_PRESCRIBED));
    assert_day(due(&file, DUTY_NOTIFY_DEBT, DATE(2027, 1, 11)), NO_DATE);

    struct case_file fraud = file;
    struct fact notified = money_fact(FACT_DEBT_NOTIFIED, DATE(2028, 1, 10), EXCESS);
    notified.body.fraud = true;
    happens(&fraud, notified);
    assert_day(state_on(&fraud, DATE(2028, 1, 11)).notify_until, DATE(2030, 1, 10));
    assert_day(due(&fraud, DUTY_NOTIFY_DEBT, DATE(2028, 1, 11)), NO_DATE);
    assert_false(says(&fraud, DATE(2031, 1, 1), SENTENCE_DEBT_PRESCRIBED));
}

/* A decision that refuses the aid leaves all of it overpaid. */
static void what_was_paid_of_a_refused_aid_is_overpaid(void **state)
{
    (void)state;
    struct case_file file = paid_file(PAID, "59");
    file.stages[STRAND_CLAIM] = STAGE_CLAIM_REFUSED;
    assert_int_equal(state_on(&file, REPLACED).overpaid.cents, 63571);
    file.loan.restored.cents = 571; /* and not what was decided to be given back */
    assert_int_equal(state_on(&file, REPLACED).overpaid.cents, 63000);
}

static void what_was_repaid_or_given_up_is_told(void **state)
{
    (void)state;
    struct case_file file = notified_in("59");
    assert_false(says(&file, NOTIFIED, SENTENCE_DEBT_RECOVERED));
    assert_false(says(&file, NOTIFIED, SENTENCE_DEBT_SPARED));
    assert_false(says(&file, NOTIFIED, SENTENCE_DEBT_KEPT));
    repays(&file, RECEIVED, EXCESS - 500);
    assert_true(says(&file, RECEIVED, SENTENCE_DEBT_RECOVERED));
    struct fact fact = fact_of(FACT_DEBT_WRITTEN_OFF, RECEIVED);
    fact.body.write_off = WRITE_OFF_ABANDONED;
    happens(&file, fact);
    assert_true(says(&file, RECEIVED, SENTENCE_DEBT_SPARED));
    assert_false(state_on(&file, RECEIVED).runs);
    file = received_in("59");
    asks(&file, RECEIVED);
    happens(&file, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 3, 10), true));
    assert_true(says(&file, DATE(2025, 3, 10), SENTENCE_DEBT_KEPT));
}

/* One debt at a time: what a later decision adds is told, and claimed back after the first. */
static void an_overpayment_that_grows_waits_for_the_debt_before_it(void **state)
{
    (void)state;
    struct case_file file = received_in("59");
    corrected(&file, 250000, DATE(2025, 3, 10)); /* 254.28 due */
    struct debt_state found = state_on(&file, DATE(2025, 3, 10));
    assert_int_equal(found.overpaid.cents, 63571 - 25428);
    assert_int_equal(found.left.cents, EXCESS);
    assert_day(due(&file, DUTY_NOTIFY_DEBT, DATE(2025, 3, 10)), NO_DATE);
    repays(&file, DATE(2025, 3, 11), EXCESS);
    assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_SETTLED);
    assert_int_equal(state_on(&file, DATE(2025, 3, 11)).overpaid.cents, DUE - 25428);
    assert_day(due(&file, DUTY_NOTIFY_DEBT, DATE(2025, 3, 11)), DATE(2027, 1, 10));
}

/* ---- what she may answer, and when recovery starts ---- */

static void a_debt_that_was_not_received_waits(void **state)
{
    (void)state;
    struct case_file file = notified_in("59");
    struct debt_state found = state_on(&file, DATE(2026, 1, 1));
    assert_true(found.runs);
    assert_int_equal(found.left.cents, EXCESS);
    assert_int_equal(found.recovery.reason, RECOVERY_NOT_NOTIFIED);
    assert_day(found.recovery.from, NO_DATE);
    assert_day(found.rectify_until, NO_DATE);
    assert_day(found.formal_notice_from, NO_DATE);
    assert_day(due(&file, DUTY_START_RECOVERY, DATE(2026, 1, 1)), NO_DATE);
}

/* G04. */
static void recovery_starts_when_the_twenty_days_are_over(void **state)
{
    (void)state;
    struct case_file file = received_in("59");
    struct debt_state found = state_on(&file, RECEIVED);
    assert_day(found.rectify_until, DATE(2025, 3, 24));
    assert_day(found.recovery.from, DATE(2025, 3, 25));
    assert_int_equal(found.recovery.reason, RECOVERY_NO_RECTIFICATION);
    assert_day(found.formal_notice_from, DATE(2025, 5, 6));
    assert_day(found.answer_until, NO_DATE);
    assert_day(found.conclude_until, NO_DATE);
    assert_false(found.contested);
    assert_true(says(&file, RECEIVED, SENTENCE_DEBT_NOTIFIED));
    assert_true(says(&file, RECEIVED, SENTENCE_DEBT_LEFT));
    assert_true(says(&file, RECEIVED, SENTENCE_DEBT_FORMAL_NOTICE));
    assert_day(due(&file, DUTY_START_RECOVERY, RECEIVED), DATE(2025, 3, 25));
    assert_day(due(&file, DUTY_START_RECOVERY, DATE(2026, 1, 1)), DATE(2025, 3, 25));
    happens(&file, fact_of(FACT_FORMAL_NOTICE_RECEIVED, DATE(2025, 5, 6)));
    assert_day(due(&file, DUTY_START_RECOVERY, DATE(2025, 5, 6)), NO_DATE);
}

/* The silence of a month rejects, and is never a fact; the answer stays due. */
static void a_rectification_is_to_be_answered_within_a_month(void **state)
{
    (void)state;
    struct case_file file = received_in("59");
    asks(&file, DATE(2025, 3, 20));
    struct debt_state found = state_on(&file, DATE(2025, 3, 20));
    assert_day(found.answer_until, DATE(2025, 4, 20));
    assert_day(found.recovery.from, DATE(2025, 6, 21));
    assert_int_equal(found.recovery.reason, RECOVERY_AFTER_SILENCE);
    assert_day(due(&file, DUTY_ANSWER_RECTIFICATION, DATE(2025, 3, 20)), DATE(2025, 4, 20));
    assert_day(due(&file, DUTY_ANSWER_RECTIFICATION, DATE(2025, 5, 20)), DATE(2025, 4, 20));
    assert_day(due(&file, DUTY_START_RECOVERY, DATE(2025, 5, 20)), DATE(2025, 6, 21));
    happens(&file, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 4, 10), false));
    assert_day(due(&file, DUTY_ANSWER_RECTIFICATION, DATE(2025, 4, 10)), NO_DATE);
    assert_day(due(&file, DUTY_START_RECOVERY, DATE(2025, 4, 10)), DATE(2025, 4, 18));
}

/* L. 214-14 al. 1, and the opposition to a constraint. */
static void a_contest_suspends_recovery(void **state)
{
    (void)state;
    struct case_file file = received_in("59");
    appealed(&file, SUBJECT_DEBT, DATE(2025, 4, 1), NO_DATE);
    assert_false(state_on(&file, DATE(2025, 3, 31)).contested);
    struct debt_state found = state_on(&file, DATE(2025, 4, 1));
    assert_true(found.contested);
    assert_int_equal(found.recovery.reason, RECOVERY_WAITS_FOR_THE_APPEAL);
    assert_int_equal(found.ways, BIT(RECOVERY_AT_ONCE) | BIT(RECOVERY_SCHEDULE));
    assert_day(due(&file, DUTY_START_RECOVERY, DATE(2025, 4, 1)), NO_DATE);
    appealed(&file, SUBJECT_DEBT, DATE(2025, 4, 1), DATE(2025, 5, 12));
    assert_true(state_on(&file, DATE(2025, 5, 11)).contested);
    found = state_on(&file, DATE(2025, 5, 12));
    assert_false(found.contested);
    assert_day(found.recovery.from, DATE(2025, 5, 13));
    assert_int_equal(found.recovery.reason, RECOVERY_APPEAL_OVER);

    file = received_in("59");
    happens(&file, fact_of(FACT_FORMAL_NOTICE_RECEIVED, DATE(2025, 5, 6)));
    assert_day(state_on(&file, DATE(2025, 5, 6)).constraint_from, DATE(2025, 6, 7));
    happens(&file, fact_of(FACT_CONSTRAINT_RECEIVED, DATE(2025, 6, 7)));
    found = state_on(&file, DATE(2025, 6, 7));
    assert_day(found.oppose_until, DATE(2025, 6, 23));
    assert_false(found.contested);
    assert_false(says(&file, DATE(2025, 6, 7), SENTENCE_DEBT_OPPOSED));
    happens(&file, fact_of(FACT_OPPOSITION_FILED, DATE(2025, 6, 9)));
    assert_true(state_on(&file, DATE(2025, 6, 9)).contested);
    assert_true(says(&file, DATE(2025, 6, 9), SENTENCE_DEBT_OPPOSED));
    happens(&file, answer_fact(FACT_OPPOSITION_JUDGED, DATE(2025, 12, 1), false));
    found = state_on(&file, DATE(2026, 1, 1));
    assert_false(found.contested);
    assert_day(found.recovery.from, DATE(2025, 12, 2));

    /* Two contests: the last to end counts, and one that lasts is enough. */
    appealed(&file, SUBJECT_DEBT, DATE(2025, 4, 1), DATE(2025, 5, 1));
    assert_day(state_on(&file, DATE(2026, 1, 1)).recovery.from, DATE(2025, 12, 2));
    sued(&file, DATE(2025, 6, 1), DATE(2025, 12, 15));
    assert_day(state_on(&file, DATE(2026, 1, 1)).recovery.from, DATE(2025, 12, 16));
    sued(&file, DATE(2025, 6, 1), NO_DATE);
    assert_true(state_on(&file, DATE(2026, 1, 1)).contested);
}

/* L. 214-14: her choice first, then the benefits the claim says she receives. */
static void the_ways_to_recover_stand_in_the_order_of_the_law(void **state)
{
    (void)state;
    const uint32_t hers = BIT(RECOVERY_AT_ONCE) | BIT(RECOVERY_SCHEDULE);
    struct case_file file = received_in("59");
    assert_int_equal(state_on(&file, RECEIVED).ways, hers);
    file.claim.request.beneficiary_of = BENEFICIARY_CAF;
    assert_int_equal(state_on(&file, RECEIVED).ways, hers | BIT(RECOVERY_WITHHOLDING));
    happens(&file, fact_of(FACT_DEBT_PLAN_ACCEPTED, DATE(2025, 3, 20)));
    assert_int_equal(state_on(&file, DATE(2025, 4, 20)).ways, hers);
    assert_int_equal(state_on(&file, DATE(2025, 4, 21)).ways, hers | BIT(RECOVERY_WITHHOLDING));
    happens(&file, plan_fact(DATE(2025, 4, 20), 2));
    assert_int_equal(state_on(&file, DATE(2025, 6, 20)).ways, hers);
    assert_int_equal(state_on(&file, DATE(2025, 6, 21)).ways, hers | BIT(RECOVERY_WITHHOLDING));
    file = withheld_in("59");
    assert_int_equal(state_on(&file, DATE(2025, 4, 1)).ways, hers | BIT(RECOVERY_WITHHOLDING));
}

/* ---- schedules ---- */

/* G07: the month passes, and recovery is immediate; the schedule stays to be concluded. */
static void a_schedule_accepted_is_to_be_concluded_within_a_month(void **state)
{
    (void)state;
    struct case_file file = received_in("59");
    happens(&file, fact_of(FACT_DEBT_PLAN_ACCEPTED, DATE(2025, 3, 20)));
    struct debt_state found = state_on(&file, DATE(2025, 3, 20));
    assert_day(found.conclude_until, DATE(2025, 4, 20));
    assert_day(found.schedule_end, NO_DATE);
    assert_day(found.recovery.from, DATE(2025, 4, 21));
    assert_int_equal(found.recovery.reason, RECOVERY_SCHEDULE_NOT_CONCLUDED);
    assert_day(due(&file, DUTY_CONCLUDE_PLAN, DATE(2025, 5, 1)), DATE(2025, 4, 20));
    assert_day(due(&file, DUTY_START_RECOVERY, DATE(2025, 5, 1)), DATE(2025, 4, 21));
    happens(&file, plan_fact(DATE(2025, 4, 15), 4));
    assert_day(due(&file, DUTY_CONCLUDE_PLAN, DATE(2025, 5, 1)), NO_DATE);
    found = state_on(&file, DATE(2025, 5, 1));
    assert_day(found.schedule_end, DATE(2025, 8, 15));
    assert_day(found.recovery.from, DATE(2025, 8, 16));
    assert_int_equal(found.recovery.reason, RECOVERY_SCHEDULE_OVER);
}

/* 254.28 in four: 63.57 each. What she pays covers the oldest; nobody asks while she contests. */
static void instalments_fall_due_month_after_month(void **state)
{
    (void)state;
    struct case_file file = received_in("59");
    repays(&file, RECEIVED, 28);
    happens(&file, plan_fact(DATE(2025, 3, 31), 4)); /* 254.00: 63.50 each */
    struct debt_state found = state_on(&file, DATE(2025, 4, 1));
    assert_int_equal(found.instalment.cents, 6350);
    assert_day(found.instalment_on, DATE(2025, 4, 30));
    assert_true(says(&file, DATE(2025, 4, 1), SENTENCE_DEBT_INSTALMENT));
    assert_day(due(&file, DUTY_PAY_DEBT_INSTALMENT, DATE(2025, 4, 1)), DATE(2025, 4, 30));
    assert_day(due(&file, DUTY_START_RECOVERY, DATE(2025, 4, 1)), NO_DATE);
    repays(&file, DATE(2025, 4, 30), 6349);
    assert_int_equal(state_on(&file, DATE(2025, 5, 1)).instalment.cents, 1);
    repays(&file, DATE(2025, 5, 2), 1);
    found = state_on(&file, DATE(2025, 5, 2));
    assert_int_equal(found.instalment.cents, 6350);
    assert_day(found.instalment_on, DATE(2025, 5, 31));
    repays(&file, DATE(2025, 5, 31), 2 * 6350);
    found = state_on(&file, DATE(2025, 6, 1));
    assert_day(found.instalment_on, DATE(2025, 7, 31));

    struct case_file contested = file;
    appealed(&contested, SUBJECT_DEBT, DATE(2025, 6, 1), NO_DATE);
    assert_day(due(&contested, DUTY_PAY_DEBT_INSTALMENT, DATE(2025, 6, 1)), NO_DATE);
    struct case_file disputed = received_in("59");
    happens(&disputed, plan_fact(DATE(2025, 3, 10), 4));
    asks(&disputed, DATE(2025, 3, 11));
    assert_int_equal(state_on(&disputed, DATE(2025, 4, 1)).instalment.cents, 0);
    assert_day(due(&disputed, DUTY_PAY_DEBT_INSTALMENT, DATE(2025, 4, 1)), NO_DATE);

    /* The end passes: what is left is asked for as a whole, and may be recovered. */
    assert_day(due(&file, DUTY_START_RECOVERY, DATE(2025, 7, 31)), NO_DATE);
    assert_day(due(&file, DUTY_START_RECOVERY, DATE(2025, 8, 1)), DATE(2025, 8, 1));
    assert_day(due(&file, DUTY_PAY_DEBT_INSTALMENT, DATE(2025, 8, 1)), DATE(2025, 7, 31));
    assert_int_equal(state_on(&file, DATE(2025, 8, 1)).instalment.cents, 6350);
}

/* The sum of the instalments is the debt, whatever their number and what is paid of them. */
static void the_instalments_make_the_debt(void **state)
{
    (void)state;
    for (int months = 1; months <= SCHEDULE_MONTHS_MAX; months++) {
        struct case_file file = received_in("59");
        happens(&file, plan_fact(DATE(2025, 3, 20), months));
        int64_t sum = 0;
        for (int k = 1; k <= months; k++) {
            struct debt_state found = state_on(&file, DATE(2025, 3, 20));
            assert_day(found.instalment_on, date_plus_months_or_last_day(DATE(2025, 3, 20), k));
            assert_true(found.instalment.cents * months >= EXCESS - months);
            assert_true(found.instalment.cents * months <= EXCESS + months);
            sum += found.instalment.cents;
            repays(&file, DATE(2025, 3, 21), found.instalment.cents);
        }
        assert_int_equal(sum, EXCESS);
        assert_int_equal(file.stages[STRAND_DEBT], STAGE_DEBT_SETTLED);
    }
}

/* A decision that gives more shortens the schedule: never more is asked than is left. */
static void an_instalment_is_never_more_than_is_left(void **state)
{
    (void)state;
    struct case_file file = received_in("59");
    happens(&file, plan_fact(DATE(2025, 3, 20), 1));
    corrected(&file, 120000, DATE(2025, 3, 25));
    assert_int_equal(state_on(&file, DATE(2025, 4, 1)).instalment.cents, 63571 - 50857);

    /* A decision that takes more again is another debt: the schedule is paid, that one is not. */
    corrected(&file, RESOURCES, DATE(2025, 3, 26));
    file.debt.planned.cents = 100;
    repays(&file, DATE(2025, 3, 27), 100);
    struct debt_state found = state_on(&file, DATE(2025, 4, 1));
    assert_int_equal(found.instalment.cents, 0);
    assert_true(found.left.cents > 0);
    assert_day(due(&file, DUTY_PAY_DEBT_INSTALMENT, DATE(2025, 4, 1)), NO_DATE);
}

/* ---- what is withheld ---- */

/* D. 553-2: every 1 January. */
static void what_is_withheld_is_computed_again_each_year(void **state)
{
    (void)state;
    struct case_file file = withheld_in("59");
    assert_true(says(&file, DATE(2025, 4, 1), SENTENCE_DEBT_WITHHELD));
    assert_day(due(&file, DUTY_RECOMPUTE_WITHHOLDING, DATE(2025, 4, 1)), DATE(2026, 1, 1));
    assert_day(due(&file, DUTY_START_RECOVERY, DATE(2025, 4, 1)), NO_DATE);
    happens(&file, withholding_fact(DATE(2026, 1, 2)));
    assert_day(due(&file, DUTY_RECOMPUTE_WITHHOLDING, DATE(2026, 1, 2)), DATE(2027, 1, 1));
    happens(&file, plan_fact(DATE(2026, 1, 3), 2));
    assert_day(due(&file, DUTY_RECOMPUTE_WITHHOLDING, DATE(2026, 1, 3)), NO_DATE);
    assert_false(says(&file, DATE(2026, 1, 3), SENTENCE_DEBT_WITHHELD));
}

/* ---- how it ends ---- */

static void a_debt_of_which_nothing_is_left_is_to_be_cancelled(void **state)
{
    (void)state;
    struct case_file file = received_in("59");
    assert_day(due(&file, DUTY_CANCEL_DEBT, DATE(2025, 3, 10)), NO_DATE);
    corrected(&file, 0, DATE(2025, 3, 20));
    struct debt_state found = state_on(&file, DATE(2025, 3, 20));
    assert_true(found.runs);
    assert_int_equal(found.left.cents, 0);
    assert_int_equal(found.recovery.reason, RECOVERY_REPAID);
    assert_int_equal(found.ways, 0);
    assert_day(due(&file, DUTY_CANCEL_DEBT, DATE(2025, 3, 20)), DATE(2025, 3, 20));
    assert_day(due(&file, DUTY_START_RECOVERY, DATE(2025, 3, 20)), NO_DATE);
    happens(&file, fact_of(FACT_DEBT_CANCELLED, DATE(2025, 3, 20)));
    assert_day(due(&file, DUTY_CANCEL_DEBT, DATE(2025, 3, 20)), NO_DATE);

    /* A payment that comes back leaves nothing either. */
    file = received_in("59");
    file.paid.cents = 0;
    file.returned_on = DATE(2025, 4, 2);
    assert_day(due(&file, DUTY_CANCEL_DEBT, DATE(2025, 4, 2)), DATE(2025, 4, 2));
}

/* An appeal granted: at once when the debt runs, and as well when she had repaid it. */
static void a_debt_struck_out_is_to_be_cancelled(void **state)
{
    (void)state;
    for (int repaid = 0; repaid < 2; repaid++) {
        struct case_file file = received_in("59");
        if (repaid) repays(&file, DATE(2025, 3, 10), EXCESS);
        appealed(&file, SUBJECT_DEBT, DATE(2025, 4, 1), DATE(2025, 5, 20));
        assert_day(due(&file, DUTY_CANCEL_DEBT, DATE(2025, 5, 20)), NO_DATE);
        file.appeal.granted = true;
        assert_int_equal(says(&file, DATE(2025, 5, 20), SENTENCE_DEBT_STRUCK_OUT), !repaid);
        assert_true(says(&file, DATE(2025, 5, 20), SENTENCE_DEBT_KEPT));
        assert_day(due(&file, DUTY_CANCEL_DEBT, DATE(2025, 5, 20)), DATE(2025, 5, 20));
        assert_day(due(&file, DUTY_NOTIFY_DEBT, DATE(2025, 5, 20)), NO_DATE);
        happens(&file, fact_of(FACT_DEBT_CANCELLED, DATE(2025, 5, 21)));
        assert_day(due(&file, DUTY_CANCEL_DEBT, DATE(2025, 5, 21)), NO_DATE);
    }
}

/* Whatever happened, there is room for all that is said. */
static void the_longest_story_is_told_whole(void **state)
{
    (void)state;
    struct case_file file = overpaid_in("67");
    for (int8_t month = 3; month < 3 + OTHER_RECOVERIES_MAX; month++) {
        struct fact other = fact_of(FACT_OTHER_RECOVERY_ENDED, DATE(2025, month, 20));
        other.body.received_on = DATE(2025, month, 10);
        happens(&file, other);
    }
    happens(&file, money_fact(FACT_DEBT_NOTIFIED, DATE(2025, 11, 3), EXCESS));
    happens(&file, fact_of(FACT_DEBT_NOTICE_RECEIVED, DATE(2025, 11, 4)));
    file.debt.spared.cents = 1;
    asks(&file, DATE(2025, 11, 10));
    happens(&file, fact_of(FACT_DEBT_PLAN_ACCEPTED, DATE(2025, 11, 11)));
    repays(&file, DATE(2025, 11, 12), 1000);
    happens(&file, answer_fact(FACT_RECTIFICATION_ANSWERED, DATE(2025, 11, 20), false));
    happens(&file, fact_of(FACT_FORMAL_NOTICE_RECEIVED, DATE(2026, 2, 2)));
    happens(&file, fact_of(FACT_CONSTRAINT_RECEIVED, DATE(2026, 3, 3)));
    happens(&file, fact_of(FACT_OPPOSITION_FILED, DATE(2026, 3, 4)));
    happens(&file, answer_fact(FACT_OPPOSITION_JUDGED, DATE(2026, 6, 1), false));
    happens(&file, plan_fact(DATE(2026, 6, 2), 12));
    struct reasoning why = {0};
    struct debt_state found;
    case_debt(&file, DATE(2026, 6, 3), &why, &found);
    assert_true(why.count > 20 && why.count < REASONING_STEPS_MAX);
    for (int i = 0; i < why.count; i++) {
        char room[512];
        struct writer out = WRITER(room);
        write_step_sentence(&out, &why.steps[i], LANGUAGE_FR);
        assert_true(strlen(writer_string(&out)) > 0 && !out.full);
        assert_null(strchr(writer_string(&out), '{'));
    }
}

static void who_must_act_has_a_word_in_both_languages(void **state)
{
    (void)state;
    assert_int_equal(case_duty_who.count, DUTY_WHO_COUNT);
    for (int i = 0; i < DUTY_WHO_COUNT; i++) {
        assert_int_equal(words_find(&case_duty_who, text_of(case_duty_who.words[i].word)), i);
        assert_true(strlen(case_duty_who.words[i].in[LANGUAGE_FR]) > 0);
        assert_true(strlen(case_duty_who.words[i].in[LANGUAGE_EN]) > 0);
    }
    assert_int_equal(case_duty_rows[DUTY_PAY_DEBT_INSTALMENT].who, DUTY_BENEFICIARY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_said_of_a_debt_where_nothing_is_overpaid),
        cmocka_unit_test(an_overpayment_is_to_be_notified_before_it_is_prescribed),
        cmocka_unit_test(what_was_paid_of_a_refused_aid_is_overpaid),
        cmocka_unit_test(what_was_repaid_or_given_up_is_told),
        cmocka_unit_test(an_overpayment_that_grows_waits_for_the_debt_before_it),
        cmocka_unit_test(a_debt_that_was_not_received_waits),
        cmocka_unit_test(recovery_starts_when_the_twenty_days_are_over),
        cmocka_unit_test(a_rectification_is_to_be_answered_within_a_month),
        cmocka_unit_test(a_contest_suspends_recovery),
        cmocka_unit_test(the_ways_to_recover_stand_in_the_order_of_the_law),
        cmocka_unit_test(a_schedule_accepted_is_to_be_concluded_within_a_month),
        cmocka_unit_test(instalments_fall_due_month_after_month),
        cmocka_unit_test(the_instalments_make_the_debt),
        cmocka_unit_test(an_instalment_is_never_more_than_is_left),
        cmocka_unit_test(what_is_withheld_is_computed_again_each_year),
        cmocka_unit_test(a_debt_of_which_nothing_is_left_is_to_be_cancelled),
        cmocka_unit_test(a_debt_struck_out_is_to_be_cancelled),
        cmocka_unit_test(the_longest_story_is_told_whole),
        cmocka_unit_test(who_must_act_has_a_word_in_both_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
