#include "law/appeal.h"
#include "law/articles.h"
#include "tests/test.h"

#include <string.h>

static const struct department *at(const char *code) { return law_department(text_of(code)); }

/* Lille throughout, everything told to her. */
static struct appeal_facts told(void)
{
    return (struct appeal_facts){
        .seat = at("59"),
        .court = at("59"),
        .home = at("59"),
        .claimed_on = {2026, 1, 10},
        .claim_receipt_states_remedies = true,
        .notice_states_remedies = true,
        .appeal_receipt_states_remedies = true,
        .answer_states_remedies = true,
    };
}

/* The decision of 15 January 2026, her appeal of 25 February. */
static struct appeal_facts appealed(void)
{
    struct appeal_facts facts = told();
    facts.notified_on = DATE(2026, 1, 15);
    facts.appealed_on = facts.appeal_received_on = DATE(2026, 2, 25);
    return facts;
}

/* The same, rejected by the board, which she learnt on 10 April. */
static struct appeal_facts rejected(void)
{
    struct appeal_facts facts = appealed();
    facts.answer = BOARD_REJECTS;
    facts.answered_on = DATE(2026, 4, 8);
    facts.answer_notified_on = DATE(2026, 4, 10);
    return facts;
}

static struct appeal seen(struct appeal_facts facts, date today)
{
    struct appeal appeal;
    law_appeal(&facts, today, &appeal);
    return appeal;
}

static void assert_day(date got, date expected)
{
    if (date_compare(got, expected) != 0) fail_msg("%d-%d-%d", got.year, got.month, got.day);
}

static bool cites(const struct appeal *appeal, const char *number)
{
    for (int i = 0; i < appeal->why.count; i++) {
        if (strcmp(appeal->why.steps[i].article->number, number) == 0) return true;
    }
    return false;
}

static bool says(const struct appeal *appeal, enum sentence sentence)
{
    for (int i = 0; i < appeal->why.count; i++) {
        if (appeal->why.steps[i].sentence == sentence) return true;
    }
    return false;
}

/* H01 */
static void the_board_is_open_two_months_and_late_only_after_the_franc_day(void **state)
{
    (void)state;
    struct appeal_facts facts = told();
    facts.notified_on = DATE(2026, 1, 15);
    for (date day = DATE(2026, 1, 15); day.month < 4; day = date_plus_days(day, 1)) {
        struct appeal appeal = seen(facts, day);
        assert_int_equal(appeal.stage, APPEAL_TO_BOARD);
        assert_day(appeal.board.term.shown, DATE(2026, 3, 16));
        assert_day(appeal.board.term.enforced, DATE(2026, 3, 16));
        assert_int_equal(appeal.board.is_late, date_compare(day, DATE(2026, 3, 16)) > 0);
        assert_true(cites(&appeal, "L. 214-15") && cites(&appeal, "R. 142-1"));
        assert_int_equal(says(&appeal, SENTENCE_REMEDY_LATE), appeal.board.is_late);
    }
    facts.appealed_on = DATE(2026, 3, 16); /* on time, whatever the day it is read */
    facts.appeal_received_on = DATE(2026, 3, 18);
    assert_false(seen(facts, DATE(2026, 6, 1)).board.is_late);
    facts.appealed_on = DATE(2026, 3, 17);
    assert_true(seen(facts, DATE(2026, 3, 18)).board.is_late);
}

static void the_term_of_the_board_follows_month_ends_years_and_holidays(void **state)
{
    (void)state;
    static const struct {
        const char *seat;
        date notified, shown, enforced;
    } cases[] = {
        {"59", {2025, 12, 31}, {2026, 3, 2}, {2026, 3, 2}},   /* 28 February is a Saturday */
        {"59", {2023, 12, 31}, {2024, 2, 29}, {2024, 3, 1}},  /* leap year */
        {"59", {2025, 11, 1}, {2026, 1, 2}, {2026, 1, 2}},    /* New Year's Day */
        {"59", {2025, 10, 31}, {2025, 12, 31}, {2026, 1, 2}}, /* franc on New Year's Day */
        {"67", {2025, 10, 24}, {2025, 12, 24}, {2025, 12, 29}},
        {"59", {2025, 10, 24}, {2025, 12, 24}, {2025, 12, 26}},
        {"973", {2026, 4, 10}, {2026, 6, 11}, {2026, 6, 11}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct appeal_facts facts = told();
        facts.seat = at(cases[i].seat);
        facts.notified_on = cases[i].notified;
        struct appeal appeal = seen(facts, cases[i].notified);
        assert_day(appeal.board.term.shown, cases[i].shown);
        assert_day(appeal.board.term.enforced, cases[i].enforced);
    }
}

/* H05, and the same before the court. */
static void a_term_that_was_not_told_is_never_held_against_her(void **state)
{
    (void)state;
    struct appeal_facts facts = told();
    facts.notified_on = DATE(2026, 1, 15);
    facts.notice_states_remedies = false;
    struct appeal appeal = seen(facts, DATE(2029, 1, 1));
    assert_int_equal(appeal.stage, APPEAL_TO_BOARD);
    assert_false(appeal.board.is_late || appeal.board.is_opposable);
    assert_true(cites(&appeal, "R. 142-1-A") && says(&appeal, SENTENCE_TERM_NOT_OPPOSABLE));

    facts = rejected();
    facts.answer_states_remedies = false;
    appeal = seen(facts, DATE(2029, 1, 1));
    assert_int_equal(appeal.stage, APPEAL_TO_COURT);
    assert_false(appeal.court.is_late);
    assert_true(cites(&appeal, "R. 421-5"));
}

/* R. 142-1 al. 2: the term runs from the notification. */
static void no_term_runs_from_a_decision_that_did_not_reach_her(void **state)
{
    (void)state;
    struct appeal_facts facts = told();
    facts.decided_on = DATE(2026, 1, 12);
    struct appeal appeal = seen(facts, DATE(2029, 1, 1));
    assert_int_equal(appeal.stage, APPEAL_TO_BOARD);
    assert_false(date_is_set(appeal.board.term.shown) || date_is_set(appeal.claim_rejected_on));
    assert_false(appeal.board.is_late || appeal.board.is_opposable);
    assert_true(says(&appeal, SENTENCE_NOT_NOTIFIED));
    facts.notified_on = DATE(2026, 1, 15);
    assert_day(seen(facts, DATE(2026, 1, 15)).board.term.shown, DATE(2026, 3, 16));
}

/* CRPA L. 231-4 3°, L. 114-5 */
static void two_months_of_silence_reject_the_claim(void **state)
{
    (void)state;
    struct appeal_facts facts = told();
    struct appeal appeal = seen(facts, DATE(2026, 3, 9));
    assert_int_equal(appeal.stage, APPEAL_CLAIM_PENDING);
    assert_day(appeal.claim_rejected_on, DATE(2026, 3, 10));
    assert_false(date_is_set(appeal.board.term.shown));

    appeal = seen(facts, DATE(2026, 3, 10));
    assert_int_equal(appeal.stage, APPEAL_TO_BOARD);
    assert_day(appeal.board.term.shown, DATE(2026, 5, 11)); /* 10 May is a Sunday */
    assert_true(appeal.board.is_opposable && cites(&appeal, "L. 231-4"));

    facts.claim_receipt_states_remedies = false;
    assert_false(seen(facts, DATE(2027, 1, 1)).board.is_late);
}

static void waiting_for_missing_documents_puts_silence_off(void **state)
{
    (void)state;
    static const struct {
        date received, silence;
    } cases[] = {
        {{0, 0, 0}, {2026, 3, 20}},     /* the ten days given */
        {{2026, 1, 16}, {2026, 3, 14}}, /* four of them */
        {{2026, 1, 30}, {2026, 3, 20}}, /* too late: the delay given and no more */
        {{2026, 1, 12}, {2026, 3, 10}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct appeal_facts facts = told();
        facts.missing_asked_on = DATE(2026, 1, 12);
        facts.missing_due_on = DATE(2026, 1, 22);
        facts.missing_received_on = cases[i].received;
        struct appeal appeal = seen(facts, DATE(2026, 2, 1));
        assert_day(appeal.claim_rejected_on, cases[i].silence);
        assert_int_equal(cites(&appeal, "L. 114-5"), i < 3);
    }
}

/* H03: not moved, nobody has anything to do by that day. */
static void two_months_of_silence_reject_the_appeal(void **state)
{
    (void)state;
    struct appeal_facts facts = appealed();
    struct appeal appeal = seen(facts, DATE(2026, 4, 24));
    assert_int_equal(appeal.stage, APPEAL_BEFORE_BOARD);
    assert_day(appeal.appeal_rejected_on, DATE(2026, 4, 25));
    assert_true(cites(&appeal, "R. 142-6"));

    appeal = seen(facts, DATE(2026, 4, 25));
    assert_int_equal(appeal.stage, APPEAL_TO_COURT);
    assert_day(appeal.court.term.shown, DATE(2026, 6, 25));
    assert_day(appeal.court.term.enforced, DATE(2026, 6, 26));
    assert_true(cites(&appeal, "R. 421-2"));
    assert_false(seen(facts, DATE(2026, 6, 26)).court.is_late);
    assert_true(seen(facts, DATE(2026, 6, 27)).court.is_late);

    facts.appeal_receipt_states_remedies = false;
    assert_false(seen(facts, DATE(2027, 1, 1)).court.is_late);

    facts = appealed(); /* H03: the last documents start it again */
    facts.appealed_on = facts.appeal_received_on = DATE(2026, 2, 1);
    facts.documents_received_on = DATE(2026, 2, 25);
    assert_day(law_appeal_silence(&facts), DATE(2026, 4, 25));
    facts.appeal_received_on = DATE(2025, 12, 31);
    facts.documents_received_on = NO_DATE;
    assert_day(law_appeal_silence(&facts), DATE(2026, 2, 28));
}

/* H02, H04 */
static void the_court_is_open_two_months_after_the_rejection(void **state)
{
    (void)state;
    static const struct {
        const char *court, *home;
        date shown, enforced;
    } cases[] = {
        {"59", "59", {2026, 6, 10}, {2026, 6, 11}},   /* H02 */
        {"974", "974", {2026, 6, 10}, {2026, 6, 11}}, /* H04 */
        {"974", "59", {2026, 7, 10}, {2026, 7, 13}},  {"974", "976", {2026, 7, 10}, {2026, 7, 13}},
        {"59", "974", {2026, 7, 10}, {2026, 7, 13}},  {"59", "988", {2026, 7, 10}, {2026, 7, 13}},
        {"59", NULL, {2026, 8, 10}, {2026, 8, 11}},   {"974", NULL, {2026, 8, 10}, {2026, 8, 11}},
        {"973", "973", {2026, 6, 11}, {2026, 6, 11}}, /* 10 June, Guyane */
        {"67", "75", {2026, 6, 10}, {2026, 6, 11}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct appeal_facts facts = rejected();
        facts.court = at(cases[i].court);
        facts.home = cases[i].home ? at(cases[i].home) : NULL;
        struct appeal appeal = seen(facts, DATE(2026, 4, 10));
        assert_int_equal(appeal.stage, APPEAL_TO_COURT);
        assert_day(appeal.court.term.shown, cases[i].shown);
        assert_day(appeal.court.term.enforced, cases[i].enforced);
        assert_true(cites(&appeal, "L. 412-7") && cites(&appeal, "R. 421-1"));
        assert_int_equal(cites(&appeal, "R. 421-7"), cases[i].shown.month > 6);
    }
    struct appeal_facts facts = rejected(); /* R. 421-7 al. 4 */
    facts.home = at("974");
    facts.sued_through_the_prefect = true;
    assert_day(seen(facts, DATE(2026, 4, 10)).court.term.shown, DATE(2026, 6, 10));
}

/* R. 421-2: silence rejects on 25 April, its term ends on 26 June at the latest. */
static void an_express_rejection_restarts_the_term_only_while_it_runs(void **state)
{
    (void)state;
    static const struct {
        date answered, notified;
        bool silence_was_told;
        date shown;
    } cases[] = {
        {{2026, 5, 12}, {2026, 5, 15}, true, {2026, 7, 15}},
        {{2026, 6, 26}, {2026, 6, 30}, true, {2026, 8, 31}}, /* 30 August is a Sunday */
        {{2026, 6, 27}, {2026, 6, 30}, true, {2026, 6, 25}}, /* a day too late */
        {{2026, 6, 27}, {2026, 6, 30}, false, {2026, 8, 31}},
        {{2026, 4, 20}, {2026, 4, 25}, true, {2026, 6, 25}}, /* before silence was over */
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct appeal_facts facts = appealed();
        facts.answer = BOARD_REJECTS;
        facts.answered_on = cases[i].answered;
        facts.answer_notified_on = cases[i].notified;
        facts.appeal_receipt_states_remedies = cases[i].silence_was_told;
        struct appeal appeal = seen(facts, DATE(2026, 7, 1));
        assert_day(appeal.court.term.shown, cases[i].shown);
        assert_int_equal(says(&appeal, SENTENCE_BOARD_REJECTED), i != 2);
    }
}

static void an_appeal_ends_where_the_board_or_the_court_takes_it(void **state)
{
    (void)state;
    struct appeal_facts facts = rejected();
    facts.answer = BOARD_GRANTS;
    struct appeal appeal = seen(facts, DATE(2026, 5, 1));
    assert_int_equal(appeal.stage, APPEAL_GRANTED);
    assert_true(says(&appeal, SENTENCE_BOARD_GRANTED));

    facts = rejected();
    facts.sued_on = DATE(2026, 6, 11);
    appeal = seen(facts, DATE(2027, 1, 1));
    assert_int_equal(appeal.stage, APPEAL_BEFORE_COURT);
    assert_false(appeal.court.is_late);
    facts.sued_on = DATE(2026, 6, 12);
    assert_true(seen(facts, DATE(2027, 1, 1)).court.is_late);

    facts = told(); /* the court cannot be reached without the board */
    facts.notified_on = DATE(2026, 1, 15);
    facts.sued_on = DATE(2026, 2, 1);
    appeal = seen(facts, DATE(2026, 2, 2));
    assert_int_equal(appeal.stage, APPEAL_TO_BOARD);
    assert_true(says(&appeal, SENTENCE_BOARD_FIRST));
}

/* R. 142-6 al. 1: the answer counts once it "was brought to her knowledge". */
static void a_rejection_she_was_not_told_of_is_silence(void **state)
{
    (void)state;
    struct appeal_facts facts = rejected();
    facts.answer_notified_on = NO_DATE;
    struct appeal appeal = seen(facts, DATE(2026, 4, 24));
    assert_int_equal(appeal.stage, APPEAL_BEFORE_BOARD);
    appeal = seen(facts, DATE(2026, 4, 25));
    assert_int_equal(appeal.stage, APPEAL_TO_COURT);
    assert_day(appeal.court.term.shown, DATE(2026, 6, 25));
    assert_true(cites(&appeal, "R. 421-2") && !says(&appeal, SENTENCE_BOARD_REJECTED));

    facts.sued_on = DATE(2026, 4, 20); /* she learnt of it otherwise */
    appeal = seen(facts, DATE(2026, 4, 20));
    assert_int_equal(appeal.stage, APPEAL_BEFORE_COURT);
    assert_false(appeal.court.is_late);
}

/* She goes on to the court against what the board granted, or had before it answered. */
static void what_the_board_granted_may_be_taken_to_the_court(void **state)
{
    (void)state;
    struct appeal_facts facts = rejected();
    facts.answer = BOARD_GRANTS;
    facts.sued_on = DATE(2026, 4, 7);
    struct appeal appeal = seen(facts, DATE(2026, 5, 1));
    assert_int_equal(appeal.stage, APPEAL_GRANTED);
    facts.judged_on = DATE(2026, 9, 1); /* nothing was left to judge */
    assert_int_equal(seen(facts, DATE(2026, 9, 1)).stage, APPEAL_GRANTED);
    facts.annuls = true;
    assert_int_equal(seen(facts, DATE(2026, 9, 1)).stage, APPEAL_ANNULLED);
    facts.annuls = false;

    facts.judged_on = NO_DATE;
    facts.sued_on = NO_DATE; /* not yet: until 10 June */
    appeal = seen(facts, DATE(2026, 5, 1));
    assert_int_equal(appeal.stage, APPEAL_GRANTED);
    assert_day(appeal.court.term.shown, DATE(2026, 6, 10));
    facts.sued_on = DATE(2026, 4, 8);
    appeal = seen(facts, DATE(2026, 5, 1));
    assert_int_equal(appeal.stage, APPEAL_BEFORE_COURT);
    assert_day(appeal.court.term.shown, DATE(2026, 6, 10));
    assert_true(appeal.court.is_opposable && !appeal.court.is_late);
    facts.sued_on = DATE(2026, 6, 12);
    assert_true(seen(facts, DATE(2026, 6, 12)).court.is_late);
    facts.answer_notified_on = NO_DATE;
    appeal = seen(facts, DATE(2026, 6, 12));
    assert_int_equal(appeal.stage, APPEAL_BEFORE_COURT);
    assert_false(date_is_set(appeal.court.term.shown) || appeal.court.is_late);
}

static void a_judgment_ends_the_appeal(void **state)
{
    (void)state;
    struct appeal_facts facts = rejected();
    facts.sued_on = DATE(2026, 6, 11);
    facts.judged_on = DATE(2027, 3, 2);
    struct appeal appeal = seen(facts, DATE(2027, 3, 2));
    assert_int_equal(appeal.stage, APPEAL_DISMISSED);
    assert_true(says(&appeal, SENTENCE_COURT_DISMISSED));
    facts.annuls = true;
    appeal = seen(facts, DATE(2027, 3, 2));
    assert_int_equal(appeal.stage, APPEAL_ANNULLED);
    assert_true(says(&appeal, SENTENCE_COURT_ANNULLED) && cites(&appeal, "L. 214-15"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_board_is_open_two_months_and_late_only_after_the_franc_day),
        cmocka_unit_test(the_term_of_the_board_follows_month_ends_years_and_holidays),
        cmocka_unit_test(a_term_that_was_not_told_is_never_held_against_her),
        cmocka_unit_test(no_term_runs_from_a_decision_that_did_not_reach_her),
        cmocka_unit_test(two_months_of_silence_reject_the_claim),
        cmocka_unit_test(waiting_for_missing_documents_puts_silence_off),
        cmocka_unit_test(two_months_of_silence_reject_the_appeal),
        cmocka_unit_test(the_court_is_open_two_months_after_the_rejection),
        cmocka_unit_test(an_express_rejection_restarts_the_term_only_while_it_runs),
        cmocka_unit_test(an_appeal_ends_where_the_board_or_the_court_takes_it),
        cmocka_unit_test(a_rejection_she_was_not_told_of_is_silence),
        cmocka_unit_test(what_the_board_granted_may_be_taken_to_the_court),
        cmocka_unit_test(a_judgment_ends_the_appeal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
