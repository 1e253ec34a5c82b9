#include "case/contested.h"
#include "case/rules.h"
#include "tests/facts.h"
#include "tests/reasons.h"
#include "tests/stages.h"
#include "tests/test.h"

#include <string.h>

/* A refusal of 12 January 2026 that reached her on the 15th, in Lille. */
static const date decided = {2026, 1, 12}, notified = {2026, 1, 15};

static struct case_file received(const char *department)
{
    struct case_file file = case_empty((file_number){482109375516});
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED, DATE(2026, 1, 5));
    fact.body = claim_body(DATE(2026, 1, 5), department);
    assert_int_equal(record(&file, fact), ERR_OK);
    return file;
}

static struct case_file refused(void)
{
    struct case_file file = received("59");
    assert_int_equal(record(&file, decided_fact(&file, decided, DATE(2025, 9, 1))), ERR_OK);
    assert_int_equal(record(&file, fact_of(FACT_DECISION_NOTIFIED, notified)), ERR_OK);
    return file;
}

static struct fact filed_fact(enum subject subject, date day, date received_on)
{
    struct fact fact = fact_of(FACT_APPEAL_FILED, day);
    fact.body.subject = subject;
    fact.body.received_on = received_on;
    return fact;
}

static struct fact flag_fact(enum fact_kind kind, date day, bool flag)
{
    struct fact fact = fact_of(kind, day);
    fact.body.accepted = fact.body.states_remedies = fact.body.through_prefect = flag;
    return fact;
}

#define RECORD(file, fact) assert_int_equal(record((file), (fact)), ERR_OK)

/* Her appeal of 25 February, received that day and acknowledged with its remedies. */
static struct case_file appealed(void)
{
    struct case_file file = refused();
    RECORD(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 2, 25), DATE(2026, 2, 25)));
    RECORD(&file, flag_fact(FACT_APPEAL_ACKNOWLEDGED, DATE(2026, 2, 26), true));
    return file;
}

/* The same, rejected by the board on 8 April; she was told on the 10th. */
static struct case_file rejected(void)
{
    struct case_file file = appealed();
    RECORD(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 4, 8), false));
    RECORD(&file, flag_fact(FACT_APPEAL_NOTIFIED, DATE(2026, 4, 10), true));
    return file;
}

/* Silence rejects the appeal on 25 April; she writes to the court on 11 June. */
static struct case_file sued(void)
{
    struct case_file file = appealed();
    RECORD(&file, flag_fact(FACT_COURT_SEISED, DATE(2026, 6, 11), false));
    return file;
}

/* A grant of 12 January, told on the 15th with its remedies, and an overpayment notified on 2 March
 * and received on the 4th, as the debt strand would hold it. */
static struct case_file indebted(void)
{
    struct case_file file = received("59");
    RECORD(&file, fact_of(FACT_CLAIM_COMPLETED, DATE(2026, 1, 5)));
    RECORD(&file, decided_fact(&file, decided, NO_DATE));
    RECORD(&file, fact_of(FACT_DECISION_NOTIFIED, notified));
    file.stages[STRAND_DEBT] = STAGE_DEBT_NOTIFIED;
    file.debt.notified_on = DATE(2026, 3, 2);
    file.debt.received_on = DATE(2026, 3, 4);
    return file;
}

static struct appeal_state seen_why(const struct case_file *file, date today, struct reasoning *why)
{
    struct appeal_state state;
    *why = (struct reasoning){.count = 0};
    case_appeal(file, today, why, &state);
    return state;
}

static struct appeal_state seen(const struct case_file *file, date today)
{
    struct reasoning why;
    return seen_why(file, today, &why);
}

static void assert_day(date got, date expected)
{
    if (date_compare(got, expected) != 0) fail_msg("%d-%d-%d", got.year, got.month, got.day);
}

static void assert_term(struct remedy remedy, date shown, date enforced)
{
    assert_day(remedy.term.shown, shown);
    assert_day(remedy.term.enforced, enforced);
}

static void assert_refused(const struct case_file *file, struct fact fact, date today, err expected,
                           const char *where, const char *says_so)
{
    struct trouble trouble = {.where = "", .expected = ""};
    assert_int_equal(case_admits(file, &fact, today, &trouble), expected);
    assert_string_equal(trouble.where, where);
    if (!strstr(trouble.expected, says_so)) fail_msg("%s", trouble.expected);
}

static const date later_day = {2027, 6, 1};

/* ---- what she may do ---- */

/* H01 */
static void the_board_is_open_two_months_and_late_only_after_the_franc_day(void **state)
{
    (void)state;
    struct case_file file = refused();
    struct reasoning why;
    struct appeal_state appeal = seen_why(&file, notified, &why);
    assert_false(appeal.filed);
    assert_term(appeal.open[SUBJECT_DECISION], DATE(2026, 3, 16), DATE(2026, 3, 16));
    assert_true(appeal.open[SUBJECT_DECISION].is_opposable && is_founded(&why));
    assert_false(date_is_set(appeal.open[SUBJECT_DEBT].term.shown));
    assert_false(date_is_set(appeal.open[SUBJECT_LOAN].term.shown));
    assert_false(date_is_set(appeal.claim_rejected_on));
    assert_false(seen(&file, DATE(2026, 3, 16)).open[SUBJECT_DECISION].is_late);
    assert_true(seen(&file, DATE(2026, 3, 17)).open[SUBJECT_DECISION].is_late);

    struct case_file in_time = file, late = file;
    RECORD(&in_time, filed_fact(SUBJECT_DECISION, DATE(2026, 3, 16), DATE(2026, 3, 18)));
    appeal = seen(&in_time, later_day);
    assert_true(appeal.filed && appeal.subject == SUBJECT_DECISION);
    assert_false(appeal.board.is_late);
    assert_false(date_is_set(appeal.open[SUBJECT_DECISION].term.shown));
    /* late: recorded all the same, and said to be late */
    RECORD(&late, filed_fact(SUBJECT_DECISION, DATE(2026, 3, 17), DATE(2026, 3, 18)));
    appeal = seen_why(&late, DATE(2026, 3, 18), &why);
    assert_true(appeal.board.is_late && says(&why, SENTENCE_REMEDY_LATE) && is_founded(&why));
    assert_int_equal(appeal.stage, APPEAL_BEFORE_BOARD);
}

/* H03 */
static void the_last_documents_start_silence_again(void **state)
{
    (void)state;
    struct case_file file = refused();
    RECORD(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 1, 30), DATE(2026, 2, 1)));
    RECORD(&file, fact_of(FACT_APPEAL_DOCUMENTS, DATE(2026, 2, 25)));
    struct appeal_state appeal = seen(&file, DATE(2026, 4, 24));
    assert_int_equal(appeal.stage, APPEAL_BEFORE_BOARD);
    assert_day(appeal.appeal_rejected_on, DATE(2026, 4, 25));
    assert_int_equal(seen(&file, DATE(2026, 4, 25)).stage, APPEAL_TO_COURT);

    struct case_file before = file, after = file;
    RECORD(&before, fact_of(FACT_APPEAL_DOCUMENTS, DATE(2026, 4, 24)));
    assert_day(seen(&before, DATE(2026, 4, 24)).appeal_rejected_on, DATE(2026, 6, 24));
    /* what silence has rejected stays rejected */
    RECORD(&after, fact_of(FACT_APPEAL_DOCUMENTS, DATE(2026, 4, 25)));
    struct reasoning why;
    appeal = seen_why(&after, DATE(2026, 4, 26), &why);
    assert_day(appeal.appeal_rejected_on, DATE(2026, 4, 25));
    assert_true(says(&why, SENTENCE_APPEAL_LATE_DOCUMENTS));
    assert_refused(&after, fact_of(FACT_APPEAL_DOCUMENTS, DATE(2026, 4, 24)), later_day,
                   ERR_BAD_INPUT, "/day", "not before");
}

/* H02 and H04: no month more for who lives where the court sits. */
static void the_court_is_open_two_months_after_the_rejection(void **state)
{
    (void)state;
    struct case_file file = rejected();
    struct appeal_state appeal = seen(&file, DATE(2026, 4, 10));
    assert_int_equal(appeal.stage, APPEAL_TO_COURT);
    assert_term(appeal.court, DATE(2026, 6, 10), DATE(2026, 6, 11));

    struct case_file reunion = received("974");
    RECORD(&reunion, decided_fact(&reunion, decided, DATE(2025, 9, 1)));
    RECORD(&reunion, fact_of(FACT_DECISION_NOTIFIED, notified));
    RECORD(&reunion, filed_fact(SUBJECT_DECISION, DATE(2026, 2, 25), DATE(2026, 2, 25)));
    RECORD(&reunion, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 4, 8), false));
    RECORD(&reunion, flag_fact(FACT_APPEAL_NOTIFIED, DATE(2026, 4, 10), true));
    appeal = seen(&reunion, DATE(2026, 4, 10));
    assert_term(appeal.court, DATE(2026, 6, 10), DATE(2026, 6, 11));

    struct fact moved = fact_of(FACT_INFORMATION_CORRECTED, DATE(2026, 2, 1));
    moved.body = file.claim;
    moved.body.request.department = law_department(T("974"));
    moved.body.request.requested_on = file.claim.request.requested_on;
    RECORD(&file, moved); /* she now lives overseas, her fund is still in Lille: a month more */
    assert_term(seen(&file, DATE(2026, 4, 10)).court, DATE(2026, 7, 10), DATE(2026, 7, 13));
    RECORD(&file, flag_fact(FACT_COURT_SEISED, DATE(2026, 6, 12), true));
    appeal = seen(&file, DATE(2026, 6, 12)); /* R. 421-7 al. 4 */
    assert_term(appeal.court, DATE(2026, 6, 10), DATE(2026, 6, 11));
    assert_true(appeal.court.is_late && appeal.stage == APPEAL_BEFORE_COURT);
}

/* H05, then the same for a decision that was not notified, for a loan, for the receipts. */
static void a_term_that_was_not_told_is_never_held_against_her(void **state)
{
    (void)state;
    struct case_file file = refused();
    RECORD(&file, fact_of(FACT_REMEDIES_NOT_STATED, notified));
    struct appeal_state appeal = seen(&file, later_day);
    assert_term(appeal.open[SUBJECT_DECISION], DATE(2026, 3, 16), DATE(2026, 3, 16));
    assert_false(appeal.open[SUBJECT_DECISION].is_opposable);
    assert_false(appeal.open[SUBJECT_DECISION].is_late);
    RECORD(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 12, 1), DATE(2026, 12, 1)));
    assert_false(seen(&file, later_day).board.is_late);

    file = received("59");
    RECORD(&file, decided_fact(&file, decided, DATE(2025, 9, 1)));
    struct reasoning why;
    appeal = seen_why(&file, later_day, &why);
    assert_false(date_is_set(appeal.open[SUBJECT_DECISION].term.shown));
    assert_true(says(&why, SENTENCE_NOT_NOTIFIED));

    file = indebted();
    file.stages[STRAND_LOAN] = STAGE_LOAN_RUNNING;
    RECORD(&file, filed_fact(SUBJECT_LOAN, DATE(2026, 12, 1), DATE(2026, 12, 1)));
    appeal = seen_why(&file, DATE(2026, 12, 1), &why);
    assert_int_equal(appeal.subject, SUBJECT_LOAN);
    assert_false(appeal.board.is_late || date_is_set(appeal.board.term.shown));
    assert_true(says(&why, SENTENCE_NOT_NOTIFIED) && is_founded(&why));
}

static void a_receipt_that_came_after_silence_told_her_nothing(void **state)
{
    (void)state;
    static const struct {
        date acknowledged_on;
        bool states, opposable;
    } cases[] = {
        {{2026, 2, 26}, true, true},
        {{2026, 2, 26}, false, false},
        {{2026, 4, 25}, true, true},
        {{2026, 4, 26}, true, false},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct case_file file = refused();
        RECORD(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 2, 25), DATE(2026, 2, 25)));
        RECORD(&file,
               flag_fact(FACT_APPEAL_ACKNOWLEDGED, cases[i].acknowledged_on, cases[i].states));
        struct appeal_state appeal = seen(&file, DATE(2026, 6, 27));
        assert_term(appeal.court, DATE(2026, 6, 25), DATE(2026, 6, 26));
        assert_int_equal(appeal.court.is_opposable, cases[i].opposable);
        assert_int_equal(appeal.court.is_late, cases[i].opposable);
    }
}

/* CRPA L. 231-4 3°: two months without a decision on the claim of 5 January. */
static void silence_on_the_claim_may_be_appealed(void **state)
{
    (void)state;
    struct case_file file = received("59");
    struct appeal_state appeal = seen(&file, DATE(2026, 3, 4));
    assert_day(appeal.claim_rejected_on, DATE(2026, 3, 5));
    assert_false(date_is_set(appeal.open[SUBJECT_DECISION].term.shown));
    assert_refused(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 3, 4), DATE(2026, 3, 4)),
                   later_day, ERR_NOT_LAWFUL, "/day", "2026-03-05");
    appeal = seen(&file, DATE(2026, 3, 5));
    assert_day(appeal.open[SUBJECT_DECISION].term.shown, DATE(2026, 5, 5));
    assert_false(appeal.open[SUBJECT_DECISION].is_opposable);

    RECORD(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 3, 5), DATE(2026, 3, 6)));
    struct reasoning why;
    appeal = seen_why(&file, DATE(2026, 3, 6), &why);
    assert_int_equal(appeal.stage, APPEAL_BEFORE_BOARD);
    assert_true(says(&why, SENTENCE_CLAIM_SILENCE) && is_founded(&why));
    /* decided at last: another thing to contest, once the board has answered */
    RECORD(&file, decided_fact(&file, DATE(2026, 3, 20), DATE(2025, 9, 1)));
    RECORD(&file, fact_of(FACT_DECISION_NOTIFIED, DATE(2026, 3, 20)));
    appeal = seen(&file, DATE(2026, 3, 20));
    assert_int_equal(appeal.stage, APPEAL_BEFORE_BOARD);
    assert_day(appeal.open[SUBJECT_DECISION].term.shown, DATE(2026, 5, 20));
    RECORD(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 3, 30), false));
    RECORD(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 4, 2), DATE(2026, 4, 3)));
    appeal = seen(&file, DATE(2026, 4, 3));
    assert_term(appeal.board, DATE(2026, 5, 20), DATE(2026, 5, 21));
}

static void a_file_without_a_claim_has_nothing_to_contest(void **state)
{
    (void)state;
    struct reasoning why;
    struct case_file file = case_empty((file_number){482109375516});
    assert_false(seen_why(&file, later_day, &why).filed);
    assert_int_equal(why.count, 0);
    file = received("59");
    assert_int_equal(withdraw(&file, DATE(2026, 1, 6)), ERR_OK);
    assert_false(date_is_set(seen_why(&file, later_day, &why).claim_rejected_on));
    assert_int_equal(why.count, 0);
}

/* ---- overpayments ---- */

/* R. 133-9-2 III: a rectification puts the term off. */
static void a_debt_is_contested_from_its_notice_or_from_the_end_of_its_rectification(void **state)
{
    (void)state;
    static const struct {
        date requested, answered, shown;
    } cases[] = {
        {{0, 0, 0}, {0, 0, 0}, {2026, 5, 4}},
        {{2026, 3, 10}, {0, 0, 0}, {2026, 6, 10}},
        {{2026, 3, 10}, {2026, 3, 17}, {2026, 5, 18}}, /* 17 May is a Sunday */
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct case_file file = indebted();
        file.debt.requested_on = cases[i].requested;
        file.debt.answered_on = cases[i].answered;
        struct reasoning why;
        struct appeal_state appeal = seen_why(&file, DATE(2026, 3, 20), &why);
        assert_day(appeal.open[SUBJECT_DEBT].term.shown, cases[i].shown);
        assert_true(appeal.open[SUBJECT_DEBT].is_opposable);
        assert_int_equal(says(&why, SENTENCE_APPEAL_INTERRUPTED), i > 0);
        RECORD(&file, filed_fact(SUBJECT_DEBT, DATE(2026, 3, 20), DATE(2026, 3, 20)));
        appeal = seen_why(&file, DATE(2026, 3, 20), &why);
        assert_day(appeal.board.term.shown, cases[i].shown);
        assert_int_equal(says(&why, SENTENCE_APPEAL_INTERRUPTED), i > 0);
        assert_false(date_is_set(appeal.open[SUBJECT_DEBT].term.shown));
        assert_day(appeal.open[SUBJECT_DECISION].term.shown, DATE(2026, 3, 16));
        assert_true(is_founded(&why));
        assert_refused(&file, filed_fact(SUBJECT_DEBT, DATE(2026, 3, 21), DATE(2026, 3, 21)),
                       later_day, ERR_NOT_LAWFUL, "/kind", "already");
        /* a new debt takes its place: the notification of the first is not kept */
        file.debt.notified_on = file.debt.received_on = DATE(2026, 9, 1);
        file.debt.requested_on = NO_DATE;
        appeal = seen(&file, DATE(2026, 9, 1));
        assert_false(date_is_set(appeal.board.term.shown) || appeal.board.is_late);
        assert_day(appeal.open[SUBJECT_DEBT].term.shown, DATE(2026, 11, 2));
    }
}

/* ---- one appeal at a time ---- */

static void what_is_contested_must_stand(void **state)
{
    (void)state;
    struct case_file file = refused();
    assert_refused(&file, filed_fact(SUBJECT_DEBT, DATE(2026, 2, 1), DATE(2026, 2, 1)), later_day,
                   ERR_NOT_LAWFUL, "/body/subject", "R. 142-1");
    assert_refused(&file, filed_fact(SUBJECT_LOAN, DATE(2026, 2, 1), DATE(2026, 2, 1)), later_day,
                   ERR_NOT_LAWFUL, "/body/subject", "R. 142-1");
    assert_refused(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 1, 11), DATE(2026, 2, 1)),
                   later_day, ERR_BAD_INPUT, "/day", "not before");
    assert_refused(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 2, 1), DATE(2026, 1, 31)),
                   later_day, ERR_BAD_INPUT, "/body/received_on", "postmark");
    assert_refused(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 2, 1), DATE(2026, 2, 3)),
                   DATE(2026, 2, 2), ERR_BAD_INPUT, "/body/received_on", "postmark");
    struct case_file debtor = indebted();
    assert_refused(&debtor, filed_fact(SUBJECT_DEBT, DATE(2026, 3, 1), DATE(2026, 3, 1)), later_day,
                   ERR_NOT_LAWFUL, "/day", "2026-03-02");
    RECORD(&file, filed_fact(SUBJECT_DECISION, decided, decided)); /* before it reached her */
    assert_false(seen(&file, notified).board.is_late);
}

static void nothing_is_contested_twice(void **state)
{
    (void)state;
    struct case_file file = appealed();
    struct fact again = filed_fact(SUBJECT_DECISION, DATE(2026, 3, 1), DATE(2026, 3, 1));
    assert_refused(&file, again, later_day, ERR_NOT_LAWFUL, "/kind", "contests this one already");
    file = rejected();
    assert_refused(&file, again, later_day, ERR_NOT_LAWFUL, "/kind", "court_seised");
    assert_false(date_is_set(seen(&file, later_day).open[SUBJECT_DECISION].term.shown));
    file = sued();
    assert_refused(&file, again, later_day, ERR_NOT_LAWFUL, "/kind", "appeal is litigated");
    RECORD(&file, flag_fact(FACT_JUDGED, DATE(2027, 2, 1), false));
    assert_refused(&file, again, later_day, ERR_NOT_LAWFUL, "/kind", "contests this one already");
}

/* Of a loan: nobody knows which of its decisions an appeal is against. */
static void an_appeal_on_a_loan_may_follow_an_answer(void **state)
{
    (void)state;
    struct case_file file = indebted();
    file.stages[STRAND_LOAN] = STAGE_LOAN_REMISSION;
    struct fact first = filed_fact(SUBJECT_LOAN, DATE(2026, 12, 1), DATE(2026, 12, 1));
    struct fact second = filed_fact(SUBJECT_LOAN, DATE(2027, 2, 1), DATE(2027, 2, 1));
    RECORD(&file, first);
    assert_refused(&file, second, DATE(2027, 1, 31), ERR_BAD_INPUT, "/day", "today");
    struct case_file silent = file;
    second.body.received_on = second.day = DATE(2027, 1, 31);
    assert_refused(&file, second, DATE(2027, 1, 31), ERR_NOT_LAWFUL, "/kind", "2027-02-01");
    assert_int_equal(case_admits(&silent, &second, DATE(2027, 2, 1), &(struct trouble){0}), ERR_OK);
    RECORD(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2027, 1, 2), true));
    RECORD(&file, second);
    assert_day(file.appeal.filed_on, second.day);
    assert_false(file.appeal.granted || date_is_set(file.appeal.decided_on));

    RECORD(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2027, 2, 8), false));
    struct fact third = filed_fact(SUBJECT_LOAN, DATE(2027, 2, 9), DATE(2027, 2, 9));
    file.loan.answered_on = second.day; /* her remission was refused: contested once */
    assert_refused(&file, third, later_day, ERR_NOT_LAWFUL, "/kind", "already");
    file.loan.answered_on = date_plus_days(second.day, 1);
    RECORD(&file, third);
}

/* Silence answers an appeal: another, on another matter, is not lost. */
static void an_appeal_on_another_matter_may_follow_silence(void **state)
{
    (void)state;
    struct case_file file = indebted();
    RECORD(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 2, 25), DATE(2026, 2, 25)));
    struct fact debt = filed_fact(SUBJECT_DEBT, DATE(2026, 4, 20), DATE(2026, 4, 20));
    assert_refused(&file, debt, DATE(2026, 4, 24), ERR_NOT_LAWFUL, "/kind", "2026-04-25");
    assert_int_equal(case_admits(&file, &debt, DATE(2026, 4, 25), &(struct trouble){0}), ERR_OK);
    assert_int_equal(case_apply(&file, &debt), ERR_OK);
    assert_int_equal(file.appeal.subject, SUBJECT_DEBT);
    struct fact decision = filed_fact(SUBJECT_DECISION, DATE(2026, 7, 1), DATE(2026, 7, 1));
    assert_refused(&file, decision, later_day, ERR_NOT_LAWFUL, "/kind", "already");
}

/* CRPA L. 412-7: what she won is carried out before another appeal hides it. */
static void what_was_won_is_carried_out_first(void **state)
{
    (void)state;
    struct case_file file = indebted();
    RECORD(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 2, 25), DATE(2026, 2, 25)));
    RECORD(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 4, 8), true));
    struct fact debt = filed_fact(SUBJECT_DEBT, DATE(2026, 4, 9), DATE(2026, 4, 9));
    assert_refused(&file, debt, later_day, ERR_NOT_LAWFUL, "/kind", "2026-04-08");
    struct case_file at_once = file; /* decided, contested and answered the same day: not done */
    at_once.decided_on = at_once.appeal.filed_on = DATE(2026, 4, 8);
    assert_refused(&at_once, debt, later_day, ERR_NOT_LAWFUL, "/kind", "2026-04-08");
    at_once.appeal.filed_on = DATE(2026, 4, 7); /* replaced the day of the answer: done */
    RECORD(&at_once, debt);
    struct replacement law;
    assert_true(case_replacement(&file, DATE(2026, 4, 9), NO_DATE, &law));
    struct fact replaced = fact_of(FACT_DECISION_REPLACED, DATE(2026, 4, 9));
    replaced.body = law.body;
    RECORD(&file, replaced);
    RECORD(&file, fact_of(FACT_DECISION_NOTIFIED, DATE(2026, 4, 9)));
    /* the board has answered: against what replaced the decision, the court */
    assert_false(date_is_set(seen(&file, DATE(2026, 4, 9)).open[SUBJECT_DECISION].term.shown));
    RECORD(&file, debt);
    /* the debt: until it is struck out */
    RECORD(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 5, 4), true));
    struct fact next = filed_fact(SUBJECT_DECISION, DATE(2026, 5, 5), DATE(2026, 5, 5));
    assert_refused(&file, next, later_day, ERR_NOT_LAWFUL, "/kind", "2026-05-04");
    RECORD(&file, fact_of(FACT_DEBT_CANCELLED, DATE(2026, 5, 5)));
    RECORD(&file, next);
}

/* Against a decision that owes nothing to the appeal she won, the board is open again. */
static void a_decision_for_another_cause_goes_to_the_board(void **state)
{
    (void)state;
    struct case_file file = indebted();
    RECORD(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 2, 25), DATE(2026, 2, 25)));
    RECORD(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 4, 8), true));
    static const enum cause causes[] = {CAUSE_APPEAL, CAUSE_INFORMATION};
    for (size_t i = 0; i < LENGTH(causes); i++) {
        file.decided_on = DATE(2026, 4, 9);
        file.notified_on = DATE(2026, 4, 10);
        file.decision.cause = causes[i];
        struct appeal_state appeal = seen(&file, DATE(2026, 4, 10));
        assert_int_equal(date_is_set(appeal.open[SUBJECT_DECISION].term.shown), i == 1);
    }
    file.decision.cause = CAUSE_APPEAL; /* decided between her appeal and the board's answer */
    file.decided_on = DATE(2026, 4, 7);
    assert_day(seen(&file, DATE(2026, 4, 10)).open[SUBJECT_DECISION].term.shown, DATE(2026, 6, 10));
    file.appeal.subject = SUBJECT_LOAN; /* won on another matter */
    file.decided_on = DATE(2026, 4, 9);
    assert_day(seen(&file, DATE(2026, 4, 10)).open[SUBJECT_DECISION].term.shown, DATE(2026, 6, 10));
}

/* A judgment is carried out by the fund: its new decision goes to the board again. */
static void a_decision_after_a_judgment_goes_to_the_board(void **state)
{
    (void)state;
    struct case_file file = indebted();
    RECORD(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 2, 25), DATE(2026, 2, 25)));
    RECORD(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 4, 8), false));
    RECORD(&file, flag_fact(FACT_COURT_SEISED, DATE(2026, 4, 20), false));
    RECORD(&file, flag_fact(FACT_JUDGED, DATE(2026, 9, 1), true));
    struct appeal_state appeal = seen(&file, DATE(2026, 9, 1));
    assert_int_equal(appeal.stage, APPEAL_ANNULLED);
    struct fact debt = filed_fact(SUBJECT_DEBT, DATE(2026, 9, 2), DATE(2026, 9, 2));
    assert_refused(&file, debt, later_day, ERR_NOT_LAWFUL, "/kind", "2026-09-01");
    struct replacement law;
    assert_true(case_replacement(&file, DATE(2026, 9, 2), NO_DATE, &law));
    struct fact replaced = fact_of(FACT_DECISION_REPLACED, DATE(2026, 9, 2));
    replaced.body = law.body;
    RECORD(&file, replaced);
    RECORD(&file, fact_of(FACT_DECISION_NOTIFIED, DATE(2026, 9, 4)));
    appeal = seen(&file, DATE(2026, 9, 4));
    assert_term(appeal.open[SUBJECT_DECISION], DATE(2026, 11, 4), DATE(2026, 11, 5));
    assert_false(date_is_set(appeal.board.term.shown)); /* the first decision is gone */
    RECORD(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 10, 1), DATE(2026, 10, 1)));
    assert_false(file.appeal.annulled || date_is_set(file.appeal.sued_on));
}

/* ---- each fact in its turn ---- */

static void no_fact_is_before_what_it_answers_to(void **state)
{
    (void)state;
    struct case_file filed = refused();
    RECORD(&filed, filed_fact(SUBJECT_DECISION, DATE(2026, 2, 23), DATE(2026, 2, 25)));
    struct case_file answered = filed, acknowledged = filed, litigated = sued();
    RECORD(&answered, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 4, 8), false));
    RECORD(&acknowledged, flag_fact(FACT_APPEAL_ACKNOWLEDGED, DATE(2026, 2, 27), false));
    struct case_file told = answered;
    RECORD(&told, flag_fact(FACT_APPEAL_NOTIFIED, DATE(2026, 4, 10), false));
    const struct {
        const struct case_file *file;
        enum fact_kind kind;
        date first;
    } cases[] = {
        {&filed, FACT_APPEAL_ACKNOWLEDGED, {2026, 2, 25}},
        {&acknowledged, FACT_APPEAL_ACKNOWLEDGED, {2026, 2, 27}},
        {&filed, FACT_APPEAL_DOCUMENTS, {2026, 2, 25}},
        {&filed, FACT_APPEAL_DECIDED, {2026, 2, 25}},
        {&answered, FACT_APPEAL_NOTIFIED, {2026, 4, 8}},
        {&told, FACT_APPEAL_NOTIFIED, {2026, 4, 10}},
        {&litigated, FACT_JUDGED, {2026, 6, 11}},
        {&litigated, FACT_APPEAL_DECIDED, {2026, 2, 25}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct fact fact = flag_fact(cases[i].kind, cases[i].first, true);
        struct trouble trouble;
        assert_int_equal(case_admits(cases[i].file, &fact, fact.day, &trouble), ERR_OK);
        fact.day = date_plus_days(fact.day, -1);
        assert_refused(cases[i].file, fact, later_day, ERR_BAD_INPUT, "/day", "not before");
    }
}

/* R. 142-1-A, III */
static void she_is_told_again_only_of_remedies_left_out(void **state)
{
    (void)state;
    struct case_file file = refused();
    RECORD(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 2, 25), DATE(2026, 2, 25)));
    for (int with = 0; with < 2; with++) {
        RECORD(&file, flag_fact(FACT_APPEAL_ACKNOWLEDGED, DATE(2026, 2, 26), with == 1));
        assert_refused(&file, flag_fact(FACT_APPEAL_ACKNOWLEDGED, DATE(2026, 3, 1), false),
                       later_day, ERR_NOT_LAWFUL, "/kind", "R. 142-1-A");
    }
    assert_refused(&file, flag_fact(FACT_APPEAL_ACKNOWLEDGED, DATE(2026, 3, 1), true), later_day,
                   ERR_NOT_LAWFUL, "/kind", "R. 142-1-A");
    RECORD(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 4, 8), false));
    RECORD(&file, flag_fact(FACT_APPEAL_NOTIFIED, DATE(2026, 4, 10), false));
    struct appeal_state appeal = seen(&file, later_day);
    assert_false(appeal.court.is_opposable || appeal.court.is_late);
    RECORD(&file, flag_fact(FACT_APPEAL_NOTIFIED, DATE(2026, 5, 4), true));
    appeal = seen(&file, later_day);
    assert_term(appeal.court, DATE(2026, 7, 6), DATE(2026, 7, 6));
    assert_true(appeal.court.is_late);
    assert_refused(&file, flag_fact(FACT_APPEAL_NOTIFIED, DATE(2026, 5, 5), true), later_day,
                   ERR_NOT_LAWFUL, "/kind", "told");
}

/* R. 142-6: the board may still answer after its silence, and while the court is seised of it. */
static void the_board_may_answer_late(void **state)
{
    (void)state;
    struct case_file file = appealed();
    RECORD(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 5, 12), false));
    assert_int_equal(file.stages[STRAND_APPEAL], STAGE_APPEAL_DECIDED);
    RECORD(&file, flag_fact(FACT_APPEAL_NOTIFIED, DATE(2026, 5, 15), true));
    assert_term(seen(&file, DATE(2026, 5, 15)).court, DATE(2026, 7, 15), DATE(2026, 7, 16));

    file = sued();
    assert_refused(&file, flag_fact(FACT_APPEAL_NOTIFIED, DATE(2026, 6, 12), true), later_day,
                   ERR_NOT_LAWFUL, "/kind", "appeal_decided first");
    RECORD(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 6, 20), true));
    assert_int_equal(file.stages[STRAND_APPEAL], STAGE_APPEAL_LITIGATED);
    RECORD(&file, flag_fact(FACT_APPEAL_NOTIFIED, DATE(2026, 6, 22), true));
    struct appeal_state appeal = seen(&file, DATE(2026, 6, 22));
    assert_int_equal(appeal.stage, APPEAL_GRANTED);
    assert_false(date_is_set(appeal.appeal_rejected_on));
    assert_refused(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 6, 23), true), later_day,
                   ERR_NOT_LAWFUL, "/kind", "the board has answered");
    RECORD(&file, flag_fact(FACT_JUDGED, DATE(2026, 9, 1), false)); /* nothing left to judge */
    assert_int_equal(file.stages[STRAND_APPEAL], STAGE_APPEAL_DECIDED);
    assert_int_equal(seen(&file, DATE(2026, 9, 1)).stage, APPEAL_GRANTED);
}

/* L. 214-15 al. 1 */
static void the_court_comes_after_the_board_or_its_silence(void **state)
{
    (void)state;
    struct case_file file = appealed();
    struct fact fact = flag_fact(FACT_COURT_SEISED, DATE(2026, 4, 24), false);
    assert_refused(&file, fact, later_day, ERR_NOT_LAWFUL, "/day", "2026-04-25");
    fact.day = DATE(2026, 4, 25);
    struct trouble trouble;
    assert_int_equal(case_admits(&file, &fact, later_day, &trouble), ERR_OK);
    struct case_file late = file;
    RECORD(&late, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 5, 12), false));
    assert_int_equal(case_admits(&late, &fact, later_day, &trouble), ERR_OK);
    RECORD(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 4, 8), false));
    fact.day = DATE(2026, 4, 7);
    assert_refused(&file, fact, later_day, ERR_NOT_LAWFUL, "/day", "2026-04-08");
    fact.day = DATE(2026, 4, 8);
    RECORD(&file, fact);
    assert_int_equal(seen(&file, DATE(2026, 4, 8)).stage, APPEAL_BEFORE_COURT);
    RECORD(&file, flag_fact(FACT_JUDGED, DATE(2026, 12, 1), false));
    assert_int_equal(seen(&file, later_day).stage, APPEAL_DISMISSED);
    fact.day = DATE(2026, 12, 2);
    assert_refused(&file, fact, later_day, ERR_NOT_LAWFUL, "/kind", "the court has judged");
}

/* What other strands tell before the appeal may as well be told after it. */
static void the_order_of_telling_changes_nothing(void **state)
{
    (void)state;
    struct case_file base = received("59");
    RECORD(&base, decided_fact(&base, decided, DATE(2025, 9, 1)));
    struct fact filed = filed_fact(SUBJECT_DECISION, DATE(2026, 3, 17), DATE(2026, 3, 18));
    struct fact told = fact_of(FACT_DECISION_NOTIFIED, notified);
    struct case_file on_time = base, late = base;
    RECORD(&on_time, told);
    RECORD(&on_time, filed);
    RECORD(&late, filed);
    assert_false(seen(&late, later_day).board.is_late);
    RECORD(&late, told);
    assert_memory_equal(&on_time.appeal, &late.appeal, sizeof late.appeal);
    assert_true(seen(&on_time, later_day).board.is_late);
    assert_true(seen(&late, later_day).board.is_late);

    /* a decision of the day after the appeal, told before or after it */
    struct case_file before = late, after = late;
    before.decided_on = DATE(2026, 3, 18);
    before.notified_on = NO_DATE;
    RECORD(&before, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 4, 8), false));
    RECORD(&after, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 4, 8), false));
    assert_memory_equal(&before.appeal, &after.appeal, sizeof after.appeal);
    assert_false(seen(&before, later_day).board.is_late);
    assert_refused(&after, filed, later_day, ERR_NOT_LAWFUL, "/kind", "already");
    filed.day = DATE(2026, 3, 16);
    assert_refused(&before, filed, later_day, ERR_BAD_INPUT, "/day", "not before");
}

/* ---- what is due ---- */

static int duties_of(const struct case_file *file, date today, struct duty ret[DUTY_COUNT])
{
    struct duty_list list = {ret, 0, today, NO_DATE};
    case_appeal_duties(file, &list);
    return list.count;
}

static void assert_duty(struct duty got, enum duty_kind kind, date due, int late_days)
{
    assert_int_equal(got.kind, kind);
    assert_day(got.due, due);
    assert_int_equal(got.late_days, late_days);
}

static void an_appeal_is_acknowledged_decided_and_notified(void **state)
{
    (void)state;
    struct duty duties[DUTY_COUNT];
    struct case_file file = refused();
    assert_int_equal(duties_of(&file, notified, duties), 0);
    RECORD(&file, filed_fact(SUBJECT_DECISION, DATE(2026, 2, 23), DATE(2026, 2, 25)));
    assert_int_equal(duties_of(&file, DATE(2026, 2, 26), duties), 2);
    assert_duty(duties[0], DUTY_ACKNOWLEDGE_APPEAL, DATE(2026, 2, 25), 1);
    assert_duty(duties[1], DUTY_DECIDE_APPEAL, DATE(2026, 4, 25), 0);
    assert_int_equal(case_duty_rows[DUTY_DECIDE_APPEAL].who, DUTY_BOARD);
    RECORD(&file, flag_fact(FACT_APPEAL_ACKNOWLEDGED, DATE(2026, 2, 26), true));
    assert_int_equal(duties_of(&file, DATE(2026, 5, 5), duties), 1); /* late, not dropped */
    assert_duty(duties[0], DUTY_DECIDE_APPEAL, DATE(2026, 4, 25), 10);
    struct case_file litigated = file;
    RECORD(&file, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 4, 8), false));
    assert_int_equal(duties_of(&file, DATE(2026, 4, 8), duties), 1);
    assert_duty(duties[0], DUTY_NOTIFY_APPEAL, DATE(2026, 4, 8), 0);
    RECORD(&file, flag_fact(FACT_APPEAL_NOTIFIED, DATE(2026, 4, 10), true));
    assert_int_equal(duties_of(&file, DATE(2026, 4, 10), duties), 0);
    RECORD(&litigated, flag_fact(FACT_COURT_SEISED, DATE(2026, 5, 5), false));
    assert_int_equal(duties_of(&litigated, later_day, duties), 0);
    RECORD(&litigated, flag_fact(FACT_APPEAL_DECIDED, DATE(2026, 5, 12), false));
    assert_int_equal(duties_of(&litigated, later_day, duties), 1);
    RECORD(&litigated, flag_fact(FACT_JUDGED, DATE(2026, 12, 1), false));
    assert_int_equal(duties_of(&litigated, later_day, duties), 0);
}

/* A journal from disk may hold any day of the calendar, in any order. */
static void the_days_of_a_disk_are_no_trouble(void **state)
{
    (void)state;
    struct case_file file = refused(), backwards = file;
    struct fact early = filed_fact(SUBJECT_DECISION, DATE(2026, 2, 25), DATE(2025, 2, 25));
    assert_int_equal(case_apply(&backwards, &early), ERR_OK);
    assert_day(contested_silence(&backwards.appeal), DATE(2026, 4, 25));
    struct fact filed = filed_fact(SUBJECT_DECISION, DATE(2199, 12, 31), DATE(2199, 12, 31));
    assert_int_equal(case_apply(&file, &filed), ERR_OK);
    struct fact documents = fact_of(FACT_APPEAL_DOCUMENTS, DATE(2199, 12, 31));
    assert_int_equal(case_apply(&file, &documents), ERR_OK);
    assert_day(contested_silence(&file.appeal), DATE(2199, 12, 31));
}

/* The table of facts.def, line by line. */
static void each_fact_has_its_stages(void **state)
{
    (void)state;
    static const struct {
        enum fact_kind kind;
        const char *stages;
    } cases[] = {
        {FACT_APPEAL_FILED, "none filed decided -> filed; needs claim received claim complete "
                            "claim granted claim refused"},
        {FACT_APPEAL_ACKNOWLEDGED, "filed -> same"},
        {FACT_APPEAL_DOCUMENTS, "filed -> same"},
        {FACT_APPEAL_DECIDED, "filed litigated -> same decided"},
        {FACT_APPEAL_NOTIFIED, "decided litigated -> same"},
        {FACT_COURT_SEISED, "filed decided -> litigated"},
        {FACT_JUDGED, "litigated -> decided"},
    };
    char room[256];
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_string_equal(stages_of(cases[i].kind, room), cases[i].stages);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fact_has_its_stages),
        cmocka_unit_test(the_board_is_open_two_months_and_late_only_after_the_franc_day),
        cmocka_unit_test(the_last_documents_start_silence_again),
        cmocka_unit_test(the_court_is_open_two_months_after_the_rejection),
        cmocka_unit_test(a_term_that_was_not_told_is_never_held_against_her),
        cmocka_unit_test(a_receipt_that_came_after_silence_told_her_nothing),
        cmocka_unit_test(silence_on_the_claim_may_be_appealed),
        cmocka_unit_test(a_file_without_a_claim_has_nothing_to_contest),
        cmocka_unit_test(a_debt_is_contested_from_its_notice_or_from_the_end_of_its_rectification),
        cmocka_unit_test(what_is_contested_must_stand),
        cmocka_unit_test(nothing_is_contested_twice),
        cmocka_unit_test(an_appeal_on_a_loan_may_follow_an_answer),
        cmocka_unit_test(an_appeal_on_another_matter_may_follow_silence),
        cmocka_unit_test(what_was_won_is_carried_out_first),
        cmocka_unit_test(a_decision_for_another_cause_goes_to_the_board),
        cmocka_unit_test(a_decision_after_a_judgment_goes_to_the_board),
        cmocka_unit_test(no_fact_is_before_what_it_answers_to),
        cmocka_unit_test(she_is_told_again_only_of_remedies_left_out),
        cmocka_unit_test(the_board_may_answer_late),
        cmocka_unit_test(the_court_comes_after_the_board_or_its_silence),
        cmocka_unit_test(the_order_of_telling_changes_nothing),
        cmocka_unit_test(an_appeal_is_acknowledged_decided_and_notified),
        cmocka_unit_test(the_days_of_a_disk_are_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
