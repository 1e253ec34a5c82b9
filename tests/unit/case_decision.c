/* The decision in force: replaced, recomputed, explained; and what is then owed. */
#include "tests/facts.h"
#include "tests/test.h"
#include "tests/unit/turns.h"

#include <string.h>

static const date asked = {2024, 4, 10}, decided = {2024, 4, 12}, decree = {2024, 4, 30};

static struct case_file claimed(struct body claim)
{
    struct case_file file = case_empty((file_number){482109375516});
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED, claim.request.requested_on);
    fact.body = claim;
    assert_int_equal(record(&file, fact), ERR_OK);
    fact = fact_of(FACT_CLAIM_COMPLETED, claim.request.requested_on);
    assert_int_equal(record(&file, fact), ERR_OK);
    return file;
}

static void pay(struct case_file *file, date day, int64_t reference)
{
    struct fact order = order_fact(file, day, reference);
    order.body.amount = case_owed(file);
    assert_int_equal(record(file, order), ERR_OK);
    assert_int_equal(record(file, payment_fact(FACT_PAYMENT_SENT, day, reference)), ERR_OK);
    assert_int_equal(record(file, payment_fact(FACT_PAYMENT_SETTLED, day, reference)), ERR_OK);
}

/* Asked for in April 2024, before the amount of 1 April was published on the 30th. */
static struct case_file decided_file(void)
{
    struct case_file file = claimed(claim_body(asked, "59"));
    assert_int_equal(record(&file, decided_fact(&file, decided, NO_DATE)), ERR_OK);
    assert_int_equal(record(&file, fact_of(FACT_DECISION_NOTIFIED, decided)), ERR_OK);
    return file;
}

static struct case_file paid_file(void)
{
    struct case_file file = decided_file();
    pay(&file, decided, 1);
    return file;
}

static struct case_file refused_file(void)
{
    struct case_file file = claimed(claim_body(asked, "59"));
    assert_int_equal(record(&file, decided_fact(&file, decided, DATE(2024, 1, 2))), ERR_OK);
    return file;
}

static struct fact replaced_fact(const struct case_file *file, date day)
{
    struct replacement law;
    struct fact fact = fact_of(FACT_DECISION_REPLACED, day);
    assert_true(case_replacement(file, day, file->decision.earlier_award, &law));
    fact.body = law.body;
    return fact;
}

static struct fact corrected_fact(date day, money resources)
{
    struct fact fact = fact_of(FACT_INFORMATION_CORRECTED, day);
    fact.body = claim_body(asked, "59");
    fact.body.request.resources = resources;
    return fact;
}

static void assert_refused(const struct case_file *file, struct fact fact, err expected,
                           const char *where)
{
    struct trouble trouble = {.where = ""};
    assert_int_equal(case_admits(file, &fact, DATE(2030, 1, 1), &trouble), expected);
    assert_string_equal(trouble.where, where);
}

static bool has_duty(const struct case_file *file, date today, enum duty_kind kind, date due)
{
    struct duty duties[DUTY_COUNT];
    int count = case_duties(file, today, duties);
    for (int i = 0; i < count; i++) {
        if (duties[i].kind == kind) return date_compare(duties[i].due, due) == 0;
    }
    return false;
}

static bool has_no_duty(const struct case_file *file, date today, enum duty_kind kind)
{
    struct duty duties[DUTY_COUNT];
    int count = case_duties(file, today, duties);
    for (int i = 0; i < count; i++) {
        if (duties[i].kind == kind) return false;
    }
    return true;
}

/* Décret n° 2024-396: 635.71 since 1 April, published on the 30th: 607.75 was right on the 12th. */
static void a_decree_published_late_leaves_a_complement(void **state)
{
    (void)state;
    struct case_file file = paid_file();
    assert_int_equal(file.paid.cents, 60775);
    assert_true(has_no_duty(&file, DATE(2024, 4, 29), DUTY_REVALUE));
    /* five working days from Tuesday 30 April, but for 1 May, 8 May and Ascension Day */
    assert_true(has_duty(&file, decree, DUTY_REVALUE, DATE(2024, 5, 10)));
    struct fact fact = replaced_fact(&file, DATE(2024, 5, 2));
    assert_int_equal(fact.body.cause, CAUSE_DECREE);
    assert_int_equal(fact.body.amount.cents, 63571);
    assert_int_equal(record(&file, fact), ERR_OK);
    assert_int_equal(case_owed(&file).cents, 2796);
    assert_int_equal(date_compare(file.awarded_on, decided), 0);
    assert_int_equal(date_compare(file.assessed_on, decided), 0);
    assert_false(date_is_set(file.notified_on));
    assert_true(has_duty(&file, DATE(2024, 5, 2), DUTY_PAY_COMPLEMENT, DATE(2024, 5, 10)));
    assert_true(has_duty(&file, DATE(2024, 5, 2), DUTY_NOTIFY, DATE(2024, 5, 2)));
    pay(&file, DATE(2024, 5, 3), 2);
    assert_int_equal(file.paid.cents, 63571);
    assert_int_equal(date_compare(file.first_payment_on, decided), 0);
    assert_true(has_no_duty(&file, DATE(2026, 1, 1), DUTY_PAY_COMPLEMENT));
    assert_true(has_no_duty(&file, DATE(2026, 1, 1), DUTY_REVALUE));
    assert_refused(&file, fact, ERR_NOT_LAWFUL, "/kind");
}

/* Nobody is made worse off before the law changed for her: the same amount calls for nothing. */
static void a_decree_that_changes_nothing_replaces_nothing(void **state)
{
    (void)state;
    struct case_file file = refused_file();
    struct replacement law;
    assert_false(case_replacement(&file, DATE(2024, 5, 2), DATE(2024, 1, 2), &law));
    assert_true(has_no_duty(&file, DATE(2024, 5, 2), DUTY_REVALUE));
    file = paid_file();
    assert_false(case_replacement(&file, DATE(2024, 4, 29), NO_DATE, &law));
}

static void corrected_information_is_decided_upon(void **state)
{
    (void)state;
    struct case_file file = paid_file();
    assert_int_equal(record(&file, corrected_fact(DATE(2024, 4, 16), (money){150000})), ERR_OK);
    assert_true(has_duty(&file, DATE(2024, 4, 16), DUTY_DECIDE_AGAIN, DATE(2024, 4, 23)));
    struct fact fact = replaced_fact(&file, DATE(2024, 4, 17));
    assert_int_equal(fact.body.cause, CAUSE_INFORMATION);
    assert_int_equal(fact.body.amount.cents, 36465); /* 607.75 less 40 % */
    struct fact wrong = fact;
    wrong.body.amount.cents++;
    assert_refused(&file, wrong, ERR_NOT_LAWFUL, "/body");
    wrong = fact;
    wrong.body.cause = CAUSE_APPEAL;
    assert_refused(&file, wrong, ERR_NOT_LAWFUL, "/body");
    wrong = fact;
    wrong.body.grants = false;
    assert_refused(&file, wrong, ERR_NOT_LAWFUL, "/body");
    wrong = fact;
    wrong.body.earlier_award = DATE(2024, 4, 18);
    assert_refused(&file, wrong, ERR_BAD_INPUT, "/body/earlier_award");
    assert_int_equal(record(&file, fact), ERR_OK);
    assert_int_equal(case_owed(&file).cents, 0);
    assert_int_equal(case_due(&file).cents, 36465);
    assert_int_equal(case_net_paid(&file).cents, 60775);
    assert_false(date_is_set(file.corrected_on));
    struct fact order = order_fact(&file, DATE(2024, 4, 18), 2);
    assert_refused(&file, order, ERR_NOT_LAWFUL, "/kind");
}

static void a_correction_does_not_change_the_day_of_the_request(void **state)
{
    (void)state;
    struct case_file file = decided_file();
    struct fact fact = corrected_fact(DATE(2024, 4, 16), (money){0});
    fact.body.request.requested_on = DATE(2024, 4, 9);
    assert_refused(&file, fact, ERR_NOT_LAWFUL, "/body/requested_on");
    fact.body.request.requested_on = asked;
    fact.body.request.resources.cents = -1;
    assert_refused(&file, fact, ERR_BAD_INPUT, "/resources_cents");
    fact.body.request.resources.cents = 0;
    assert_int_equal(record(&file, fact), ERR_OK);
    /* what was said already leaves the decision as it is, and her account */
    assert_true(has_no_duty(&file, DATE(2024, 4, 16), DUTY_DECIDE_AGAIN));
    assert_true(file.claim.has_account);
}

/* A correction that refuses takes the award away, and with it the twelve months. */
static void a_correction_may_refuse(void **state)
{
    (void)state;
    struct case_file file = paid_file();
    struct fact fact = corrected_fact(DATE(2024, 4, 16), (money){0});
    fact.body.request.documents_count = 0;
    assert_int_equal(record(&file, fact), ERR_OK);
    fact = replaced_fact(&file, DATE(2024, 4, 17));
    assert_false(fact.body.grants);
    assert_int_equal(fact.body.grounds, BIT(GROUND_NO_DOCUMENT));
    assert_int_equal(record(&file, fact), ERR_OK);
    assert_int_equal(file.stages[STRAND_CLAIM], STAGE_CLAIM_REFUSED);
    assert_false(date_is_set(file.awarded_on));
    assert_int_equal(case_due(&file).cents, 0);
    assert_int_equal(case_owed(&file).cents, 0);
}

/* The law leaves it to an agent, who may keep to the decision or not, with a ground. */
static void what_the_law_leaves_open_an_agent_settles_again(void **state)
{
    (void)state;
    struct case_file file = paid_file();
    struct fact fact = corrected_fact(DATE(2024, 4, 16), (money){100000});
    fact.body.request.residence = RESIDENCE_UNKNOWN;
    assert_int_equal(record(&file, fact), ERR_OK);
    fact = replaced_fact(&file, DATE(2024, 4, 17));
    assert_true(fact.body.grants);
    assert_true(fact.body.settled_by_agent);
    struct fact refuses = fact;
    refuses.body.grants = false;
    assert_refused(&file, refuses, ERR_NOT_LAWFUL, "/body/grounds");
    refuses.body.grounds = BIT(GROUND_RESIDENCE);
    struct case_file refused = file;
    assert_int_equal(record(&refused, refuses), ERR_OK);
    assert_int_equal(record(&file, fact), ERR_OK);
    assert_int_equal(case_due(&file).cents, 48620);
}

/* CRPA L. 412-7: the decision on appeal takes the place of the first; the award runs from it, and
 * its payment has its own three or five days. */
static void a_decision_after_an_appeal_takes_the_first_one_s_place(void **state)
{
    (void)state;
    struct case_file file = refused_file();
    file.appeal = (struct appeal_life){
        .subject = SUBJECT_DECISION, .granted = true, .decided_on = DATE(2024, 6, 3)};
    assert_true(has_duty(&file, DATE(2024, 6, 3), DUTY_REPLACE_DECISION, DATE(2024, 6, 10)));
    struct fact fact = replaced_fact(&file, DATE(2024, 6, 4));
    assert_int_equal(fact.body.cause, CAUSE_APPEAL);
    /* the board found that the earlier award was another person's */
    fact.body.earlier_award = NO_DATE;
    fact.body.grants = true;
    fact.body.grounds = 0;
    fact.body.settled_by_agent = true;
    assert_int_equal(record(&file, fact), ERR_OK);
    assert_int_equal(file.stages[STRAND_CLAIM], STAGE_CLAIM_GRANTED);
    assert_int_equal(case_owed(&file).cents, 63571);
    assert_int_equal(date_compare(file.awarded_on, DATE(2024, 6, 4)), 0);
    assert_int_equal(date_compare(file.assessed_on, DATE(2024, 6, 4)), 0);
    assert_true(has_duty(&file, DATE(2024, 6, 4), DUTY_ORDER_PAYMENT, DATE(2024, 6, 10)));
    assert_true(has_no_duty(&file, DATE(2024, 6, 4), DUTY_REPLACE_DECISION));
}

static void
a_judgment_comes_before_an_appeal_and_an_appeal_against_a_debt_replaces_nothing(void **state)
{
    (void)state;
    struct case_file file = refused_file();
    file.appeal = (struct appeal_life){.subject = SUBJECT_DECISION,
                                       .granted = true,
                                       .decided_on = DATE(2024, 6, 3),
                                       .annulled = true,
                                       .judged_on = DATE(2025, 2, 3)};
    struct fact fact = replaced_fact(&file, DATE(2025, 2, 4));
    assert_int_equal(fact.body.cause, CAUSE_JUDGMENT);
    assert_true(has_duty(&file, DATE(2025, 2, 4), DUTY_REPLACE_DECISION, DATE(2025, 2, 10)));
    file.appeal.judged_on = DATE(2024, 4, 11); /* of an earlier decision */
    assert_int_equal(replaced_fact(&file, DATE(2025, 2, 4)).body.cause, CAUSE_APPEAL);
    file.appeal.decided_on = DATE(2024, 4, 11);
    struct replacement law;
    assert_false(case_replacement(&file, DATE(2024, 4, 20), NO_DATE, &law));
    file.appeal.judged_on = file.appeal.decided_on = DATE(2025, 2, 3);
    file.appeal.subject = SUBJECT_DEBT;
    assert_false(case_replacement(&file, DATE(2024, 4, 20), NO_DATE, &law));
}

/* A journal may hold a cause whose day it lacks: the fact's own day then counts. */
static void a_replacement_without_its_cause_runs_from_its_own_day(void **state)
{
    (void)state;
    for (int cause = 0; cause < CAUSE_COUNT; cause++) {
        struct case_file file = refused_file();
        struct fact fact = fact_of(FACT_DECISION_REPLACED, DATE(2024, 4, 20));
        fact.body = (struct body){.cause = (enum cause)cause, .grants = true, .amount = {60775}};
        assert_int_equal(case_apply(&file, &fact), ERR_OK);
        assert_int_equal(date_compare(file.change_payable_from, DATE(2024, 4, 20)), 0);
    }
}

/* An award not yet paid keeps the deadline it had. */
static void a_decision_does_not_fall_before_what_makes_it_fall(void **state)
{
    (void)state;
    struct case_file file = paid_file();
    assert_int_equal(record(&file, corrected_fact(DATE(2024, 4, 20), (money){150000})), ERR_OK);
    assert_refused(&file, replaced_fact(&file, DATE(2024, 4, 19)), ERR_BAD_INPUT, "/day");
    assert_int_equal(record(&file, replaced_fact(&file, DATE(2024, 4, 20))), ERR_OK);
}

static void what_was_owed_already_is_not_put_off(void **state)
{
    (void)state;
    struct case_file file = decided_file();
    assert_int_equal(record(&file, corrected_fact(DATE(2024, 4, 16), (money){100000})), ERR_OK);
    assert_int_equal(record(&file, replaced_fact(&file, DATE(2024, 4, 17))), ERR_OK);
    assert_true(has_duty(&file, DATE(2024, 4, 17), DUTY_ORDER_PAYMENT, DATE(2024, 4, 17)));
}

static void an_order_of_a_decision_replaced_does_not_leave(void **state)
{
    (void)state;
    struct case_file file = decided_file();
    assert_int_equal(record(&file, order_fact(&file, decided, 1)), ERR_OK);
    assert_refused(&file, payment_fact(FACT_ORDER_CANCELLED, DATE(2024, 4, 15), 1), ERR_NOT_LAWFUL,
                   "/kind");
    assert_int_equal(record(&file, corrected_fact(DATE(2024, 4, 16), (money){100000})), ERR_OK);
    assert_int_equal(record(&file, replaced_fact(&file, DATE(2024, 4, 17))), ERR_OK);
    assert_refused(&file, payment_fact(FACT_PAYMENT_SENT, DATE(2024, 4, 17), 1), ERR_NOT_LAWFUL,
                   "/kind");
    assert_refused(&file, payment_fact(FACT_PAYMENT_SENT, DATE(2024, 4, 17), 2), ERR_NOT_LAWFUL,
                   "/body/reference");
    assert_refused(&file, payment_fact(FACT_ORDER_CANCELLED, DATE(2024, 4, 17), 2), ERR_NOT_LAWFUL,
                   "/body/reference");
    assert_true(has_duty(&file, DATE(2024, 4, 17), DUTY_CANCEL_ORDER, DATE(2024, 4, 17)));
    struct fact cancel = payment_fact(FACT_ORDER_CANCELLED, DATE(2024, 4, 17), 1);
    assert_int_equal(record(&file, cancel), ERR_OK);
    assert_int_equal(file.stages[STRAND_PAYMENT], STAGE_PAYMENT_NONE);
    pay(&file, DATE(2024, 4, 18), 2);
    assert_int_equal(file.paid.cents, 48620);
}

/* The bank may give the first payment back after the complement was ordered: both are then owed. */
static void an_earlier_payment_that_comes_back_is_owed_again(void **state)
{
    (void)state;
    struct case_file file = paid_file();
    assert_int_equal(record(&file, replaced_fact(&file, DATE(2024, 5, 2))), ERR_OK);
    struct fact order = order_fact(&file, DATE(2024, 5, 3), 2);
    order.body.amount = case_owed(&file);
    assert_int_equal(record(&file, order), ERR_OK);
    struct case_file sent = file;
    struct fact back = payment_fact(FACT_PAYMENT_RETURNED, DATE(2024, 5, 3), 1);
    assert_int_equal(record(&file, back), ERR_OK);
    assert_int_equal(file.stages[STRAND_PAYMENT], STAGE_PAYMENT_ORDERED);
    assert_int_equal(case_owed(&file).cents, 63571);
    assert_true(has_duty(&file, DATE(2024, 5, 3), DUTY_CANCEL_ORDER, DATE(2024, 4, 17)));
    assert_refused(&file, back, ERR_NOT_LAWFUL, "/body/reference");
    assert_refused(&file, payment_fact(FACT_PAYMENT_RETURNED, DATE(2024, 5, 3), 9), ERR_NOT_LAWFUL,
                   "/body/reference");
    struct fact cancel = payment_fact(FACT_ORDER_CANCELLED, DATE(2024, 5, 3), 2);
    assert_int_equal(record(&file, cancel), ERR_OK);
    assert_int_equal(file.stages[STRAND_PAYMENT], STAGE_PAYMENT_SETTLED);
    assert_true(has_duty(&file, DATE(2024, 5, 3), DUTY_ASK_FOR_ACCOUNT, DATE(2024, 4, 17)));

    assert_int_equal(record(&sent, payment_fact(FACT_PAYMENT_SENT, DATE(2024, 5, 3), 2)), ERR_OK);
    assert_int_equal(record(&sent, back), ERR_OK);
    assert_int_equal(sent.stages[STRAND_PAYMENT], STAGE_PAYMENT_SENT);
    struct fact settled = payment_fact(FACT_PAYMENT_SETTLED, DATE(2024, 5, 6), 2);
    assert_int_equal(record(&sent, settled), ERR_OK);
    assert_int_equal(sent.paid.cents, 2796);
    assert_int_equal(case_owed(&sent).cents, 60775);
    back = payment_fact(FACT_PAYMENT_RETURNED, DATE(2024, 5, 7), 2);
    assert_int_equal(record(&sent, back), ERR_OK);
    assert_int_equal(case_missing_in(&sent), BIT(MISSING_ACCOUNT));
    assert_int_equal(record(&sent, fact_of(FACT_ACCOUNT_CONFIRMED, DATE(2024, 5, 7))), ERR_OK);
    assert_int_equal(case_missing_in(&sent), 0);
    assert_int_equal(sent.stages[STRAND_PAYMENT], STAGE_PAYMENT_RETURNED);
    assert_int_equal(sent.paid.cents, 0);
}

static void a_return_of_an_unknown_order_changes_no_sum(void **state)
{
    (void)state;
    struct case_file file = paid_file();
    struct fact back = payment_fact(FACT_PAYMENT_RETURNED, DATE(2024, 5, 3), 9);
    assert_int_equal(case_apply(&file, &back), ERR_OK); /* from a journal on disk */
    assert_int_equal(file.paid.cents, 60775);
}

static void sixteen_orders_are_the_most_a_file_takes(void **state)
{
    (void)state;
    struct case_file file = decided_file();
    for (int i = 1; i <= PAYMENT_ORDERS_MAX; i++) {
        assert_int_equal(record(&file, order_fact(&file, decided, i)), ERR_OK);
        assert_int_equal(record(&file, payment_fact(FACT_PAYMENT_SENT, decided, i)), ERR_OK);
        assert_int_equal(record(&file, payment_fact(FACT_PAYMENT_RETURNED, decided, i)), ERR_OK);
        assert_int_equal(record(&file, fact_of(FACT_ACCOUNT_CONFIRMED, decided)), ERR_OK);
    }
    struct fact order = order_fact(&file, decided, 17);
    assert_refused(&file, order, ERR_NOT_LAWFUL, "/kind");
    assert_int_equal(case_apply(&file, &order), ERR_OK); /* from a journal on disk */
    assert_int_equal(file.orders_count, PAYMENT_ORDERS_MAX);
}

static void what_is_given_back_is_paid_like_the_aid(void **state)
{
    (void)state;
    struct case_file file = paid_file();
    file.loan.restored = (money){5000};
    file.loan.restored_on = DATE(2024, 4, 15);
    assert_int_equal(case_owed(&file).cents, 5000);
    assert_true(has_duty(&file, DATE(2024, 4, 15), DUTY_PAY_COMPLEMENT, DATE(2024, 4, 22)));
}

static void a_decision_is_notified_once_and_its_remedies_with_it(void **state)
{
    (void)state;
    struct case_file file = claimed(claim_body(asked, "59"));
    assert_int_equal(record(&file, decided_fact(&file, decided, NO_DATE)), ERR_OK);
    assert_refused(&file, fact_of(FACT_REMEDIES_NOT_STATED, decided), ERR_NOT_LAWFUL, "/kind");
    assert_int_equal(record(&file, fact_of(FACT_DECISION_NOTIFIED, decided)), ERR_OK);
    assert_refused(&file, fact_of(FACT_DECISION_NOTIFIED, decided), ERR_NOT_LAWFUL, "/kind");
    assert_int_equal(record(&file, fact_of(FACT_REMEDIES_NOT_STATED, decided)), ERR_OK);
    assert_true(file.remedies_not_stated);
}

/* CRPA L. 311-3-1: within a month, R. 311-12 and R. 311-13. */
static void an_explanation_asked_for_is_due_in_a_month(void **state)
{
    (void)state;
    struct case_file file = decided_file();
    date day = DATE(2024, 12, 31);
    assert_refused(&file, fact_of(FACT_EXPLANATION_GIVEN, day), ERR_NOT_LAWFUL, "/kind");
    assert_int_equal(record(&file, fact_of(FACT_EXPLANATION_ASKED, day)), ERR_OK);
    assert_refused(&file, fact_of(FACT_EXPLANATION_ASKED, day), ERR_NOT_LAWFUL, "/kind");
    assert_true(has_duty(&file, day, DUTY_EXPLAIN, DATE(2025, 1, 31)));
    assert_refused(&file, fact_of(FACT_EXPLANATION_GIVEN, DATE(2024, 12, 30)), ERR_BAD_INPUT,
                   "/day");
    assert_int_equal(record(&file, fact_of(FACT_EXPLANATION_GIVEN, day)), ERR_OK);
    assert_true(has_no_duty(&file, day, DUTY_EXPLAIN));
}

/* L. 214-9 al. 2 (rulebook C14): with her express agreement, which she may give and take back. */
static void nothing_leaves_without_her_agreement(void **state)
{
    (void)state;
    struct case_file file = decided_file();
    assert_refused(&file, fact_of(FACT_SENT_TO_DEPARTEMENT, decided), ERR_NOT_LAWFUL, "/kind");
    assert_refused(&file, fact_of(FACT_REFERRED_TO_ASSOCIATION, decided), ERR_NOT_LAWFUL, "/kind");
    struct fact agrees = fact_of(FACT_CONSENTS_CHANGED, decided);
    agrees.body.consent_departement = true;
    assert_int_equal(record(&file, agrees), ERR_OK);
    assert_true(has_duty(&file, decided, DUTY_SEND_TO_DEPARTEMENT, asked));
    assert_refused(&file, fact_of(FACT_REFERRED_TO_ASSOCIATION, decided), ERR_NOT_LAWFUL, "/kind");
    struct case_file taken_back = file;
    assert_int_equal(record(&file, fact_of(FACT_SENT_TO_DEPARTEMENT, decided)), ERR_OK);
    assert_int_equal(record(&taken_back, fact_of(FACT_CONSENTS_CHANGED, decided)), ERR_OK);
    assert_refused(&taken_back, fact_of(FACT_SENT_TO_DEPARTEMENT, decided), ERR_NOT_LAWFUL,
                   "/kind");
}

/* Nobody knows of it before; a table that does says from when. */
static void what_is_decided_turns_on_the_day_of_the_decree(void **state)
{
    (void)state;
    struct case_file file = decided_file();
    assert_turns(&file, decided, decree);
    assert_turns(&file, DATE(2024, 4, 29), decree);
    assert_turns(&file, decree, NO_DATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_decided_turns_on_the_day_of_the_decree),
        cmocka_unit_test(a_decree_published_late_leaves_a_complement),
        cmocka_unit_test(a_decree_that_changes_nothing_replaces_nothing),
        cmocka_unit_test(corrected_information_is_decided_upon),
        cmocka_unit_test(a_correction_does_not_change_the_day_of_the_request),
        cmocka_unit_test(a_correction_may_refuse),
        cmocka_unit_test(what_the_law_leaves_open_an_agent_settles_again),
        cmocka_unit_test(a_decision_after_an_appeal_takes_the_first_one_s_place),
        cmocka_unit_test(
            a_judgment_comes_before_an_appeal_and_an_appeal_against_a_debt_replaces_nothing),
        cmocka_unit_test(a_replacement_without_its_cause_runs_from_its_own_day),
        cmocka_unit_test(a_decision_does_not_fall_before_what_makes_it_fall),
        cmocka_unit_test(what_was_owed_already_is_not_put_off),
        cmocka_unit_test(an_order_of_a_decision_replaced_does_not_leave),
        cmocka_unit_test(an_earlier_payment_that_comes_back_is_owed_again),
        cmocka_unit_test(a_return_of_an_unknown_order_changes_no_sum),
        cmocka_unit_test(sixteen_orders_are_the_most_a_file_takes),
        cmocka_unit_test(what_is_given_back_is_paid_like_the_aid),
        cmocka_unit_test(a_decision_is_notified_once_and_its_remedies_with_it),
        cmocka_unit_test(an_explanation_asked_for_is_due_in_a_month),
        cmocka_unit_test(nothing_leaves_without_her_agreement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
