#include "case/loan_rules.h"
#include "tests/loans.h"

/* The calendar of a loan, replayed by legal day; worked cases E. */

static const date awarded = {2024, 1, 15}; /* due from 2026-01-15, 243.10 in all */

/* E01: from the 24th month, 24 instalments, the last in December 2027. */
static void a_loan_is_due_from_the_24th_month(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    struct loan_state s = loan_on(&file, DATE(2026, 1, 14));
    assert_int_equal(s.status, LOAN_WAITING);
    assert_int_equal(s.lent.cents, 24310);
    assert_int_equal(s.owed.cents, 24310);
    assert_day(s.due_on, DATE(2026, 1, 15));
    assert_int_equal(s.next.place, 1);
    assert_int_equal(s.next.count, 24);
    assert_int_equal(s.next.amount.cents, 1013);
    s = loan_on(&file, DATE(2026, 1, 15));
    assert_int_equal(s.status, LOAN_DUE);
    assert_int_equal(s.arrears.cents, 0);
    assert_false(date_is_set(s.arrears_since));
    assert_day(s.claim_until, DATE(2031, 1, 15));
    assert_day(duty_day(&file, DUTY_CLAIM_INSTALMENT), DATE(2026, 1, 15));
    struct calendar calendar;
    loan_replay(&file, LOAN_ALL_EVENTS, &calendar);
    assert_day(law_instalment_due_on(&calendar.plan, 24), DATE(2027, 12, 15));
    static const enum sentence said[] = {SENTENCE_PENAL_NONE,       SENTENCE_LOAN_LENT,
                                         SENTENCE_LOAN_LEFT,        SENTENCE_LOAN_DUE,
                                         SENTENCE_LOAN_NEXT,        SENTENCE_LOAN_INSTALMENTS,
                                         SENTENCE_LOAN_PRESCRIPTION};
    for (size_t i = 0; i < LENGTH(said); i++) {
        assert_true(loan_says(&file, DATE(2026, 1, 15), said[i]));
    }
    assert_false(loan_says(&file, DATE(2026, 1, 15), SENTENCE_LOAN_ARREARS));
    assert_false(loan_says(&file, DATE(2026, 1, 15), SENTENCE_LOAN_DEDUCTED));
}

/* E02: the first loans of the scheme. */
static void the_first_loans_fall_due_in_december_2025(void **state)
{
    (void)state;
    struct case_file file = free_loan(DATE(2023, 12, 5), 0);
    assert_int_equal(loan_on(&file, DATE(2025, 12, 4)).status, LOAN_WAITING);
    assert_int_equal(loan_on(&file, DATE(2025, 12, 5)).status, LOAN_DUE);
}

/* E03: 13 of 10.78, 11 of 10.77, one after the other until nothing is left. */
static void instalments_fill_in_their_order(void **state)
{
    (void)state;
    struct case_file file = free_loan(DATE(2025, 11, 25), 0);
    date due_on = {2027, 11, 25};
    for (int place = 1; place <= 24; place++) {
        int64_t cents = place <= 13 ? 1078 : 1077;
        assert_next(&file, due_on, place, cents, due_on);
        assert_int_equal(loan_on(&file, due_on).arrears.cents, 0);
        tell_sum(&file, FACT_INSTALMENT_RECEIVED, due_on, cents);
        due_on = date_plus_months_or_last_day(DATE(2027, 11, 25), place);
    }
    struct loan_state s = loan_on(&file, due_on);
    assert_int_equal(s.status, LOAN_EXTINGUISHED);
    assert_int_equal(s.repaid.cents, 25861);
    assert_int_equal(s.left.cents, 0);
    assert_int_equal(s.next.count, 0);
    assert_int_equal(file.stages[STRAND_LOAN], STAGE_LOAN_EXTINGUISHED);
    assert_false(date_is_set(duty_day(&file, DUTY_CLAIM_INSTALMENT)));
}

static void a_part_leaves_the_rest_of_its_instalment_due(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, 1, 15), 1000);
    assert_next(&file, DATE(2026, 1, 15), 1, 13, DATE(2026, 1, 15));
    struct loan_state s = loan_on(&file, DATE(2026, 3, 1));
    assert_int_equal(s.arrears.cents, 13 + 1013);
    assert_day(s.arrears_since, DATE(2026, 1, 15));
    assert_true(loan_says(&file, DATE(2026, 3, 1), SENTENCE_LOAN_ARREARS));
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, 3, 2), 13 + 1013 + 10);
    assert_next(&file, DATE(2026, 3, 2), 3, 1003, DATE(2026, 3, 15));
    assert_int_equal(loan_on(&file, DATE(2026, 3, 15)).arrears.cents, 0);
    assert_int_equal(loan_on(&file, DATE(2026, 3, 16)).arrears.cents, 1003);
    assert_day(duty_day(&file, DUTY_CLAIM_INSTALMENT), DATE(2026, 3, 15));
    /* and the day before the second payment is as it was */
    assert_int_equal(loan_on(&file, DATE(2026, 3, 1)).arrears.cents, 13 + 1013);
    assert_int_equal(loan_on(&file, DATE(2026, 3, 1)).repaid.cents, 1000);
}

/* E06: not exigible in 2026, the prescription frozen. */
static void pending_proceedings_suspend_loan_and_prescription(void **state)
{
    (void)state;
    struct case_file file = loan_file(awarded, 0);
    tell(&file, opened_fact(DATE(2025, 6, 1), DATE(2025, 6, 2)));
    assert_int_equal(loan_on(&file, DATE(2026, 1, 14)).status, LOAN_WAITING);
    struct loan_state s = loan_on(&file, DATE(2026, 12, 31));
    assert_int_equal(s.status, LOAN_SUSPENDED);
    assert_int_equal(s.owed.cents, 24310);
    assert_int_equal(s.arrears.cents, 0);
    assert_int_equal(s.next.count, 0);
    assert_false(date_is_set(s.due_on));
    assert_false(date_is_set(s.claim_until));
    assert_true(loan_says(&file, DATE(2026, 12, 31), SENTENCE_LOAN_SUSPENDED));
    assert_true(loan_says(&file, DATE(2026, 12, 31), SENTENCE_PRESCRIPTION_SUSPENDED));
    assert_false(loan_says(&file, DATE(2026, 12, 31), SENTENCE_LOAN_NEXT));
    assert_false(date_is_set(duty_day(&file, DUTY_CLAIM_INSTALMENT)));
}

/* Unknown is as pending: verified late, the calendar begins that day; time ran all the same. */
static void proceedings_unknown_suspend_until_the_fund_has_asked(void **state)
{
    (void)state;
    struct case_file file = loan_file(awarded, 0);
    struct loan_state s = loan_on(&file, DATE(2026, 3, 1));
    assert_int_equal(s.status, LOAN_SUSPENDED);
    assert_day(s.claim_until, DATE(2031, 1, 15));
    assert_true(loan_says(&file, DATE(2026, 3, 1), SENTENCE_PENAL_UNKNOWN));
    assert_false(loan_says(&file, DATE(2026, 3, 1), SENTENCE_LOAN_SUSPENDED));
    assert_false(date_is_set(duty_day(&file, DUTY_CLAIM_INSTALMENT)));
    tell_on(&file, FACT_NO_PROCEEDINGS, DATE(2026, 3, 31));
    s = loan_on(&file, DATE(2026, 3, 31));
    assert_int_equal(s.status, LOAN_DUE);
    assert_day(s.due_on, DATE(2026, 3, 31));
    assert_next(&file, DATE(2026, 3, 31), 1, 1013, DATE(2026, 3, 31));
    assert_day(s.claim_until, DATE(2031, 1, 15));
    assert_true(loan_says(&file, DATE(2026, 3, 31), SENTENCE_LOAN_DUE_VERIFIED));
    assert_true(loan_says(&file, DATE(2026, 3, 31), SENTENCE_LOAN_GOES_ON));
    assert_day(duty_day(&file, DUTY_CLAIM_INSTALMENT), DATE(2026, 3, 31));
}

/* E09, I12: five paid, then proceedings: the sixth and the next wait, the same sums. */
static void what_is_suspended_goes_on_without_acceleration(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    for (int8_t month = 1; month <= 5; month++) {
        tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, month, 15), 1013);
    }
    tell(&file, opened_fact(DATE(2026, 6, 1), DATE(2026, 6, 3)));
    assert_int_equal(loan_on(&file, DATE(2027, 1, 1)).status, LOAN_SUSPENDED);
    assert_int_equal(loan_on(&file, DATE(2027, 1, 1)).arrears.cents, 0);
    /* acquitted in May 2027; the fund knows in July */
    tell(&file, outcome_fact(PENAL_ACQUITTAL, true, DATE(2027, 5, 10), DATE(2027, 7, 31)));
    assert_int_equal(loan_on(&file, DATE(2027, 7, 30)).status, LOAN_SUSPENDED);
    assert_next(&file, DATE(2027, 7, 31), 6, 1013, DATE(2027, 7, 31));
    struct loan_state s = loan_on(&file, DATE(2027, 7, 31));
    assert_int_equal(s.status, LOAN_DUE);
    assert_int_equal(s.next.count, 24);
    assert_true(loan_says(&file, DATE(2027, 7, 31), SENTENCE_LOAN_DUE_AGAIN));
    assert_true(loan_says(&file, DATE(2027, 7, 31), SENTENCE_AUTHOR_OWES_NOTHING));
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2027, 7, 31), 1013);
    assert_next(&file, DATE(2027, 8, 1), 7, 1013, DATE(2027, 8, 31));
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2027, 8, 31), 1013);
    assert_next(&file, DATE(2027, 9, 1), 8, 1013, DATE(2027, 9, 30));
    /* the eighth was due on 2026-08-15, while time stood still until 2027-07-31 */
    assert_day(loan_on(&file, DATE(2027, 9, 1)).claim_until,
               date_plus_days(DATE(2031, 8, 15),
                              date_number(DATE(2027, 7, 31)) - date_number(DATE(2026, 8, 15))));
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2027, 9, 1), 24310 - 7 * 1013);
    assert_int_equal(loan_on(&file, DATE(2027, 9, 1)).status, LOAN_EXTINGUISHED);
}

/* Two proceedings that overlap, then one more: each suspends, none brings anything forward. */
static void proceedings_in_turn_lose_nothing(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, 1, 15), 1013);
    tell(&file, opened_fact(DATE(2026, 2, 1), DATE(2026, 2, 1)));
    tell(&file, opened_fact(DATE(2026, 3, 1), DATE(2026, 3, 1)));
    tell(&file, outcome_fact(PENAL_DISMISSAL, false, DATE(2026, 4, 1), DATE(2026, 4, 10)));
    assert_int_equal(loan_on(&file, DATE(2026, 4, 10)).status, LOAN_SUSPENDED);
    tell(&file, outcome_fact(PENAL_DISMISSAL, false, DATE(2026, 6, 1), DATE(2026, 6, 10)));
    assert_next(&file, DATE(2026, 6, 10), 2, 1013, DATE(2026, 6, 10));
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, 6, 10), 1013);
    tell(&file, opened_fact(DATE(2026, 6, 20), DATE(2026, 6, 20)));
    tell(&file, outcome_fact(PENAL_DISMISSAL, false, DATE(2026, 9, 1), DATE(2026, 9, 2)));
    assert_next(&file, DATE(2026, 9, 2), 3, 1013, DATE(2026, 9, 2));
    struct loan_state s = loan_on(&file, DATE(2026, 9, 2));
    assert_int_equal(s.owed.cents, 24310 - 2 * 1013);
    /* due on 2026-03-15 at first; still 87 days, then 74 */
    assert_day(s.claim_until, date_plus_days(DATE(2031, 3, 15), 87 + 74));
    /* in the order of their opening, each with its days */
    assert_true(loan_says(&file, DATE(2026, 9, 2), SENTENCE_PRESCRIPTION_LONGER));
    assert_int_equal(loan_on(&file, DATE(2026, 6, 20)).status, LOAN_SUSPENDED);
    assert_int_equal(loan_on(&file, DATE(2026, 6, 19)).status, LOAN_DUE);
}

/* E10: at any time, without fee, also before it is due and while nothing may be asked. */
static void she_repays_early_whenever_she_likes(void **state)
{
    (void)state;
    struct case_file file = loan_file(awarded, 0);
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2024, 2, 1), 24310);
    assert_int_equal(file.stages[STRAND_LOAN], STAGE_LOAN_EXTINGUISHED);
    assert_int_equal(loan_on(&file, DATE(2024, 2, 1)).status, LOAN_EXTINGUISHED);
    assert_int_equal(loan_on(&file, DATE(2024, 1, 31)).status, LOAN_WAITING);
    assert_int_equal(loan_on(&file, DATE(2024, 1, 31)).owed.cents, 24310);

    file = free_loan(awarded, 0);
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2024, 3, 1), 310);
    assert_next(&file, DATE(2024, 2, 29), 1, 1013, DATE(2026, 1, 15));
    assert_next(&file, DATE(2024, 3, 1), 1, 1000, DATE(2026, 1, 15));
    assert_true(loan_says(&file, DATE(2024, 3, 1), SENTENCE_LOAN_SPREAD_AGAIN));
}

/* What is due comes first; the rest of the money, and what was paid of an instalment to come, makes
 * every instalment smaller. */
static void an_early_repayment_pays_first_what_is_due(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, 1, 15), 500);
    struct case_file less = file;
    tell_sum(&less, FACT_EARLY_REPAYMENT, DATE(2026, 2, 20), 600); /* 513 and 1013 are due */
    assert_next(&less, DATE(2026, 2, 20), 2, 1013 - 87, DATE(2026, 2, 15));
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2026, 2, 20), 513 + 1013 + 284);
    assert_next(&file, DATE(2026, 2, 20), 3, 1000, DATE(2026, 3, 15)); /* 22000 over 22 */
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, 3, 1), 220);
    assert_next(&file, DATE(2026, 3, 1), 3, 780, DATE(2026, 3, 15));
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2026, 3, 2), 1980);
    assert_next(&file, DATE(2026, 3, 2), 3, 900, DATE(2026, 3, 15));      /* 19800 over 22 */
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2026, 3, 15), 900 + 2100); /* due that very day */
    assert_next(&file, DATE(2026, 3, 15), 4, 800, DATE(2026, 4, 15));     /* 16800 over 21 */
    assert_int_equal(loan_on(&file, DATE(2026, 3, 15)).next.count, 24);
}

/* While nothing may be asked nothing is due: early money makes every instalment smaller. */
static void early_money_in_a_suspension_is_all_early(void **state)
{
    (void)state;
    struct case_file file = loan_file(awarded, 0);
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2026, 3, 20), 310);
    tell_on(&file, FACT_NO_PROCEEDINGS, DATE(2026, 4, 1));
    assert_next(&file, DATE(2026, 4, 1), 1, 1000, DATE(2026, 4, 1));
    assert_false(loan_says(&file, DATE(2026, 4, 1), SENTENCE_LOAN_PAID_SUSPENDED));
    file = free_loan(awarded, 0);
    tell(&file, opened_fact(DATE(2026, 2, 1), DATE(2026, 2, 1)));
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, 2, 15), 1013); /* of her own will */
    assert_true(loan_says(&file, DATE(2026, 2, 15), SENTENCE_LOAN_PAID_SUSPENDED));
    assert_int_equal(loan_on(&file, DATE(2026, 2, 15)).owed.cents, 24310 - 1013);
}

/* D. 214-21 al. 5: fewer instalments, or one, before it is due or later, never more than 24 in all.
 */
static void she_chooses_her_instalments(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell(&file, plan_fact(DATE(2025, 12, 1), 10));
    assert_next(&file, DATE(2026, 1, 1), 1, 2431, DATE(2026, 1, 15));
    assert_int_equal(loan_on(&file, DATE(2026, 1, 1)).next.count, 10);
    tell(&file, plan_fact(DATE(2026, 1, 15), 1));
    assert_next(&file, DATE(2026, 1, 15), 1, 24310, DATE(2026, 1, 15));
    assert_true(loan_says(&file, DATE(2026, 1, 15), SENTENCE_LOAN_AT_ONCE));
    /* recorded late, a choice of that day is the former of the two */
    tell(&file, plan_fact(DATE(2026, 1, 10), 5));
    assert_next(&file, DATE(2026, 1, 12), 1, 4862, DATE(2026, 1, 15));
    assert_next(&file, DATE(2026, 1, 15), 1, 24310, DATE(2026, 1, 15));
    /* two months late, the whole goes into the instalments left */
    tell(&file, plan_fact(DATE(2026, 3, 20), 10));
    assert_next(&file, DATE(2026, 3, 20), 2, 2431, DATE(2026, 2, 15));
}

static void a_plan_counts_the_instalments_that_are_gone(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, 1, 15), 1013);
    struct trouble trouble;
    struct fact fact = plan_fact(DATE(2026, 3, 16), 22); /* three fell due, two unpaid */
    assert_int_equal(case_admits(&file, &fact, DATE(2026, 4, 1), &trouble), ERR_NOT_LAWFUL);
    assert_string_equal(trouble.where, "/body/instalments");
    assert_string_equal(trouble.expected,
                        "at most 21: twenty-four in all, with those gone (CASF D. 214-21, al. 4)");
    fact.body.instalments = 21;
    tell(&file, fact);
    assert_next(&file, DATE(2026, 3, 16), 4, 1110, DATE(2026, 4, 15)); /* 23297 over 21 */
    assert_int_equal(loan_on(&file, DATE(2026, 3, 16)).next.count, 24);
    assert_day(loan_on(&file, DATE(2026, 3, 16)).claim_until, DATE(2031, 4, 15));
    /* a payment recorded late pays ahead: the plan is cut to what is open */
    struct case_file ahead = free_loan(awarded, 0);
    tell(&ahead, plan_fact(DATE(2026, 1, 1), 24));
    tell(&ahead, plan_fact(DATE(2026, 1, 10), 24));
    tell_sum(&ahead, FACT_INSTALMENT_RECEIVED, DATE(2026, 1, 9), 2 * 1013);
    assert_next(&ahead, DATE(2026, 1, 10), 3, 1013, DATE(2026, 3, 15));
    assert_int_equal(loan_on(&ahead, DATE(2026, 1, 10)).next.count, 24);
    /* or leaves none open, and nothing changes */
    struct case_file full = free_loan(awarded, 0);
    tell(&full, plan_fact(DATE(2026, 1, 10), 3));
    tell_sum(&full, FACT_INSTALMENT_RECEIVED, DATE(2026, 1, 9), 24309);
    assert_next(&full, DATE(2026, 1, 10), 24, 1, DATE(2027, 12, 15));
    fact = plan_fact(DATE(2027, 12, 16), 1);
    assert_int_equal(case_admits(&full, &fact, DATE(2028, 1, 1), &trouble), ERR_NOT_LAWFUL);
    file.loan.events[file.loan.events_count++] =
        (struct loan_event){.day = {2028, 4, 1}, .kind = LOAN_CHOSEN, .instalments = 1};
    assert_next(&file, DATE(2028, 4, 1), 4, 1110, DATE(2026, 4, 15)); /* all have fallen due */
    /* nothing left: nothing to spread */
    struct case_file repaid = free_loan(awarded, 0);
    tell(&repaid, plan_fact(DATE(2026, 1, 10), 3));
    tell_sum(&repaid, FACT_EARLY_REPAYMENT, DATE(2026, 1, 9), 24310);
    assert_int_equal(loan_on(&repaid, DATE(2026, 1, 10)).status, LOAN_EXTINGUISHED);
}

/* Chosen while nothing may be asked: what falls due meanwhile is not gone. */
static void a_plan_chosen_in_a_suspension_loses_no_instalment(void **state)
{
    (void)state;
    struct case_file file = loan_file(awarded, 0);
    tell(&file, plan_fact(DATE(2026, 6, 1), 24));
    tell_on(&file, FACT_NO_PROCEEDINGS, DATE(2026, 7, 1));
    assert_next(&file, DATE(2026, 7, 1), 1, 1013, DATE(2026, 7, 1));
}

/* Whatever the order in which the same facts are recorded, the loan stands the same. */
static void the_order_of_recording_does_not_matter(void **state)
{
    (void)state;
    struct fact facts[] = {
        sum_fact(FACT_INSTALMENT_RECEIVED, DATE(2026, 1, 15), 1013),
        plan_fact(DATE(2026, 2, 1), 12),
        sum_fact(FACT_EARLY_REPAYMENT, DATE(2026, 2, 20), 5000),
        sum_fact(FACT_INSTALMENT_RECEIVED, DATE(2026, 3, 15), 900),
        sum_fact(FACT_EARLY_REPAYMENT, DATE(2026, 3, 15), 1200),
        plan_fact(DATE(2026, 3, 15), 6),
    };
    struct case_file in_order = free_loan(awarded, 0);
    for (size_t i = 0; i < LENGTH(facts); i++) tell(&in_order, facts[i]);
    for (size_t first = 1; first < LENGTH(facts); first++) {
        struct case_file turned = free_loan(awarded, 0), backwards = free_loan(awarded, 0);
        for (size_t i = 0; i < LENGTH(facts); i++) {
            tell(&turned, facts[(first + i) % LENGTH(facts)]);
            tell(&backwards, facts[(first + LENGTH(facts) - i) % LENGTH(facts)]);
        }
        for (date day = DATE(2026, 1, 14); day.month < 5; day = date_plus_days(day, 1)) {
            struct loan_state a = loan_on(&in_order, day), b = loan_on(&turned, day),
                              c = loan_on(&backwards, day);
            assert_int_equal(a.owed.cents, b.owed.cents);
            assert_int_equal(a.owed.cents, c.owed.cents);
            assert_int_equal(a.next.amount.cents, b.next.amount.cents);
            assert_int_equal(a.next.amount.cents, c.next.amount.cents);
            assert_day(a.next.due_on, b.next.due_on);
            assert_day(a.next.due_on, c.next.due_on);
            assert_int_equal(a.arrears.cents, b.arrears.cents);
        }
    }
    assert_int_equal(loan_on(&in_order, DATE(2026, 3, 15)).owed.cents,
                     24310 - 1013 - 5000 - 900 - 1200);
}

/* L. 845-3: nothing is asked while a remission is; what is remitted makes the rest smaller. */
static void a_remission_suspends_then_spreads_what_is_left(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell_on(&file, FACT_REMISSION_ASKED, DATE(2026, 1, 10));
    struct loan_state s = loan_on(&file, DATE(2026, 2, 20));
    assert_int_equal(s.status, LOAN_REMISSION);
    assert_int_equal(s.arrears.cents, 0);
    assert_true(loan_says(&file, DATE(2026, 2, 20), SENTENCE_LOAN_WAITS_FOR_REMISSION));
    assert_false(date_is_set(duty_day(&file, DUTY_CLAIM_INSTALMENT)));
    assert_day(duty_day(&file, DUTY_DECIDE_REMISSION), DATE(2026, 3, 10));
    /* a voluntary payment meanwhile is kept */
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, 2, 20), 310);
    assert_int_equal(file.stages[STRAND_LOAN], STAGE_LOAN_REMISSION);
    struct case_file refused = file;
    tell(&refused, remission_fact(DATE(2026, 3, 5), 0));
    assert_int_equal(refused.stages[STRAND_LOAN], STAGE_LOAN_RUNNING);
    assert_next(&refused, DATE(2026, 3, 5), 1, 703, DATE(2026, 3, 5));
    assert_true(loan_says(&refused, DATE(2026, 3, 5), SENTENCE_LOAN_DUE_ANSWERED));
    assert_false(date_is_set(duty_day(&refused, DUTY_DECIDE_REMISSION)));

    tell(&file, remission_fact(DATE(2026, 3, 5), 12000));
    assert_next(&file, DATE(2026, 3, 5), 1, 500, DATE(2026, 3, 5)); /* 12000 over 24 */
    assert_int_equal(loan_on(&file, DATE(2026, 3, 5)).spared.cents, 12000);
    assert_true(loan_says(&file, DATE(2026, 3, 5), SENTENCE_LOAN_SPARED));
    /* a request and its answer in one day, then a second request */
    tell_on(&file, FACT_REMISSION_ASKED, DATE(2026, 3, 5));
    assert_int_equal(loan_on(&file, DATE(2026, 3, 5)).status, LOAN_REMISSION);
    tell(&file, remission_fact(DATE(2026, 3, 6), 12000));
    assert_int_equal(loan_on(&file, DATE(2026, 3, 6)).status, LOAN_EXTINGUISHED);
    assert_int_equal(file.stages[STRAND_LOAN], STAGE_LOAN_EXTINGUISHED);
}

/* Answered while proceedings are pending, and the other way round: it goes on when neither is. */
static void a_remission_and_proceedings_each_suspend(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell(&file, opened_fact(DATE(2026, 1, 10), DATE(2026, 1, 10)));
    tell_on(&file, FACT_REMISSION_ASKED, DATE(2026, 2, 1));
    struct case_file other = file;
    tell(&file, remission_fact(DATE(2026, 3, 1), 0));
    assert_int_equal(loan_on(&file, DATE(2026, 3, 1)).status, LOAN_SUSPENDED);
    tell(&file, outcome_fact(PENAL_DISMISSAL, false, DATE(2026, 4, 1), DATE(2026, 4, 2)));
    assert_next(&file, DATE(2026, 4, 2), 1, 1013, DATE(2026, 4, 2));
    tell(&other, outcome_fact(PENAL_DISMISSAL, false, DATE(2026, 4, 1), DATE(2026, 4, 2)));
    assert_int_equal(loan_on(&other, DATE(2026, 4, 2)).status, LOAN_REMISSION);
    tell(&other, remission_fact(DATE(2026, 4, 9), 0));
    assert_next(&other, DATE(2026, 4, 9), 1, 1013, DATE(2026, 4, 9));
}

/* CSS L. 845-3, al. 2: so does an appeal about the loan. */
static void an_appeal_about_the_loan_suspends(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    file.appeal.subject = SUBJECT_LOAN;
    file.appeal.filed_on = DATE(2026, 1, 10);
    file.stages[STRAND_APPEAL] = STAGE_APPEAL_FILED;
    assert_int_equal(loan_on(&file, DATE(2026, 1, 15)).status, LOAN_SUSPENDED);
    assert_true(loan_says(&file, DATE(2026, 1, 15), SENTENCE_LOAN_WAITS_FOR_APPEAL));
    assert_false(date_is_set(duty_day(&file, DUTY_CLAIM_INSTALMENT)));
    assert_false(loan_is_appealed_on(&file, DATE(2026, 1, 9)));
    assert_true(loan_is_appealed_on(&file, DATE(2026, 1, 10)));
    file.stages[STRAND_APPEAL] = STAGE_APPEAL_DECIDED;
    file.appeal.decided_on = DATE(2026, 3, 1);
    assert_int_equal(loan_on(&file, DATE(2026, 2, 28)).status, LOAN_SUSPENDED);
    assert_next(&file, DATE(2026, 3, 1), 1, 1013, DATE(2026, 3, 1));
    assert_true(loan_says(&file, DATE(2026, 3, 1), SENTENCE_LOAN_DUE_ANSWERED));
    /* the other way to be suspended still counts */
    tell(&file, opened_fact(DATE(2026, 2, 1), DATE(2026, 4, 1)));
    assert_int_equal(loan_on(&file, DATE(2026, 3, 1)).status, LOAN_SUSPENDED);
    file.appeal.subject = SUBJECT_DEBT;
    assert_false(loan_is_appealed_on(&file, DATE(2026, 2, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loan_is_due_from_the_24th_month),
        cmocka_unit_test(the_first_loans_fall_due_in_december_2025),
        cmocka_unit_test(instalments_fill_in_their_order),
        cmocka_unit_test(a_part_leaves_the_rest_of_its_instalment_due),
        cmocka_unit_test(pending_proceedings_suspend_loan_and_prescription),
        cmocka_unit_test(proceedings_unknown_suspend_until_the_fund_has_asked),
        cmocka_unit_test(what_is_suspended_goes_on_without_acceleration),
        cmocka_unit_test(proceedings_in_turn_lose_nothing),
        cmocka_unit_test(she_repays_early_whenever_she_likes),
        cmocka_unit_test(an_early_repayment_pays_first_what_is_due),
        cmocka_unit_test(early_money_in_a_suspension_is_all_early),
        cmocka_unit_test(she_chooses_her_instalments),
        cmocka_unit_test(a_plan_counts_the_instalments_that_are_gone),
        cmocka_unit_test(a_plan_chosen_in_a_suspension_loses_no_instalment),
        cmocka_unit_test(the_order_of_recording_does_not_matter),
        cmocka_unit_test(a_remission_suspends_then_spreads_what_is_left),
        cmocka_unit_test(a_remission_and_proceedings_each_suspend),
        cmocka_unit_test(an_appeal_about_the_loan_suspends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
