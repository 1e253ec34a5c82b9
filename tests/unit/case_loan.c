#include "case/loan_rules.h"
#include "tests/loans.h"

/* The facts of the loan: what each changes, what is refused and with which words, what is due. */

static const date awarded = {2024, 1, 15}, today = {2040, 1, 1};

static enum stage stage_of(const struct case_file *file) { return file->stages[STRAND_LOAN]; }

/* Another decision in the place of the one in force, after corrected information. */
static void correct(struct case_file *file, date day, int children, int64_t resources)
{
    struct fact fact = fact_of(FACT_INFORMATION_CORRECTED, day);
    fact.body = claim_body(file->claim.request.requested_on, "59");
    fact.body.request.children_count = children;
    fact.body.request.resources = (money){resources};
    tell(file, fact);
    struct replacement law;
    assert_true(case_replacement(file, day, NO_DATE, &law));
    fact = fact_of(FACT_DECISION_REPLACED, day);
    fact.body = law.body;
    tell(file, fact);
}

static void write_off(struct case_file *file, enum write_off what, date day)
{
    struct fact fact = fact_of(FACT_LOAN_WRITTEN_OFF, day);
    fact.body.write_off = what;
    tell(file, fact);
}

/* D. 214-13: the loan of the decision in force, to the cent, once. */
static void the_loan_recorded_is_the_one_decided(void **state)
{
    (void)state;
    struct case_file file = decided_file(awarded, 0, 250000);
    assert_day(duty_day(&file, DUTY_OPEN_LOAN), awarded);
    assert_refusal(&file, sum_fact(FACT_LOAN_GRANTED, awarded, 24311), today, ERR_NOT_LAWFUL,
                   "/body/amount_cents", "24310: what the decision in force lends");
    assert_refusal(&file, sum_fact(FACT_LOAN_GRANTED, DATE(2024, 1, 14), 24310), today,
                   ERR_BAD_INPUT, "/day", "a day not before that of the fact this one answers to");
    tell_sum(&file, FACT_LOAN_GRANTED, DATE(2024, 1, 17), 24310);
    assert_int_equal(stage_of(&file), STAGE_LOAN_RUNNING);
    assert_day(file.loan.attributed_on, awarded);
    assert_false(date_is_set(duty_day(&file, DUTY_OPEN_LOAN)));
    assert_refusal(&file, sum_fact(FACT_LOAN_GRANTED, DATE(2024, 1, 18), 24310), today,
                   ERR_NOT_LAWFUL, "/kind", "nothing: the loan of that amount is recorded");
    assert_refusal(&file, fact_of(FACT_LOAN_ANNULLED, DATE(2024, 1, 18)), today, ERR_NOT_LAWFUL,
                   "/kind",
                   "nothing: the decision in force is a loan; loan_granted records another amount "
                   "(CRPA L. 412-7)");

    struct case_file grant = decided_file(awarded, 0, 0);
    assert_false(date_is_set(duty_day(&grant, DUTY_OPEN_LOAN)));
    assert_refusal(&grant, sum_fact(FACT_LOAN_GRANTED, awarded, 60775), today, ERR_NOT_LAWFUL,
                   "/kind", "nothing: the decision in force is no loan (CASF D. 214-13)");
}

/* CRPA L. 412-7: another decision, no loan: what she repaid is to be given back. */
static void a_loan_that_is_no_longer_decided_is_annulled(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell_sum(&file, FACT_INSTALMENT_RECEIVED, DATE(2026, 1, 15), 1013);
    tell_on(&file, FACT_REMISSION_ASKED, DATE(2026, 1, 20));
    correct(&file, DATE(2026, 2, 1), 0, 140000); /* 364.65, not repayable */
    assert_int_equal(file.decision.form, FORM_GRANT);
    assert_day(duty_day(&file, DUTY_ANNUL_LOAN), DATE(2026, 2, 1));
    assert_false(date_is_set(duty_day(&file, DUTY_OPEN_LOAN)));
    tell_on(&file, FACT_LOAN_ANNULLED, DATE(2026, 2, 2));
    assert_int_equal(stage_of(&file), STAGE_LOAN_NONE);
    assert_false(date_is_set(duty_day(&file, DUTY_ANNUL_LOAN)));
    assert_false(date_is_set(duty_day(&file, DUTY_DECIDE_REMISSION)));
    assert_int_equal(loan_on(&file, DATE(2026, 2, 2)).status, LOAN_NONE);
    assert_int_equal(loan_on(&file, DATE(2026, 2, 2)).to_give_back.cents, 1013);
    assert_day(duty_day(&file, DUTY_DECIDE_RESTITUTION), DATE(2026, 2, 1));
    int64_t complement = file.decision.amount.cents - 24310;
    assert_int_equal(case_owed(&file).cents, complement);
    tell_sum(&file, FACT_RESTITUTION_DECIDED, DATE(2026, 2, 3), 1013);
    assert_int_equal(stage_of(&file), STAGE_LOAN_NONE);
    assert_int_equal(case_owed(&file).cents, complement + 1013);
    assert_int_equal(loan_on(&file, DATE(2026, 2, 3)).owed.cents, 0);
    assert_int_equal(loan_on(&file, DATE(2026, 2, 3)).to_give_back.cents, 0);
    assert_false(date_is_set(duty_day(&file, DUTY_DECIDE_RESTITUTION)));

    /* a loan again: what was given back counts neither way, and no remission is pending */
    pay_out(&file, DATE(2026, 2, 4), 2);
    correct(&file, DATE(2026, 3, 1), 0, 250000);
    assert_day(duty_day(&file, DUTY_OPEN_LOAN), DATE(2026, 3, 1));
    tell_sum(&file, FACT_LOAN_GRANTED, DATE(2026, 3, 1), 24310);
    assert_int_equal(stage_of(&file), STAGE_LOAN_RUNNING);
    struct loan_state s = loan_on(&file, DATE(2026, 3, 1));
    assert_int_equal(s.status, LOAN_DUE);
    assert_int_equal(s.owed.cents, 24310);
    assert_int_equal(s.to_give_back.cents, 0);
}

/* Refused in the end, all of it is an overpayment; what she repaid of the loan lessens it. */
static void what_she_repaid_is_given_back_after_a_refusal_too(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2024, 6, 1), 4310);
    struct fact fact = fact_of(FACT_INFORMATION_CORRECTED, DATE(2024, 7, 1));
    fact.body = claim_body(awarded, "59");
    fact.body.request.resources = (money){250000};
    fact.body.request.relationship = RELATIONSHIP_OTHER;
    tell(&file, fact);
    struct replacement law;
    assert_true(case_replacement(&file, DATE(2024, 7, 1), NO_DATE, &law));
    fact = fact_of(FACT_DECISION_REPLACED, DATE(2024, 7, 1));
    fact.body = law.body;
    tell(&file, fact);
    assert_int_equal(file.stages[STRAND_CLAIM], STAGE_CLAIM_REFUSED);
    assert_day(duty_day(&file, DUTY_ANNUL_LOAN), DATE(2024, 7, 1));
    tell_on(&file, FACT_LOAN_ANNULLED, DATE(2024, 7, 1));
    tell_sum(&file, FACT_RESTITUTION_DECIDED, DATE(2024, 7, 2), 4310);
    assert_int_equal(case_due(&file).cents, 4310);
    assert_int_equal(case_net_paid(&file).cents - case_due(&file).cents, 20000);
    assert_int_equal(case_owed(&file).cents, 0);
}

/* Another amount lent: the calendar begins anew with it, payments kept. */
static void another_amount_lent_changes_what_is_left(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 3);
    int64_t more = file.decision.amount.cents;
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2024, 6, 1), more - 20000);
    correct(&file, DATE(2024, 7, 1), 0, 600000);
    assert_day(duty_day(&file, DUTY_OPEN_LOAN), DATE(2024, 7, 1));
    assert_false(date_is_set(duty_day(&file, DUTY_ANNUL_LOAN)));
    tell_sum(&file, FACT_LOAN_GRANTED, DATE(2024, 7, 1), 24310);
    /* less lent than she has repaid */
    assert_int_equal(stage_of(&file), STAGE_LOAN_EXTINGUISHED);
    int64_t beyond = more - 20000 - 24310;
    assert_int_equal(loan_on(&file, DATE(2024, 7, 1)).to_give_back.cents, beyond);
    assert_refusal(&file, sum_fact(FACT_RESTITUTION_DECIDED, DATE(2024, 7, 2), beyond + 1), today,
                   ERR_NOT_LAWFUL, "/body/amount_cents",
                   "at most 9172: what she repaid and need not bear (CASF L. 214-12)");
    assert_int_equal(beyond, 9172);
    /* the author, were there an order, would bear what she bore of the loan itself, no more */
    struct case_file ordered = file;
    tell(&ordered, ordered_fact(60000, DATE(2024, 7, 1), DATE(2024, 7, 1)));
    assert_int_equal(loan_on(&ordered, DATE(2024, 7, 1)).author.to_give_back.cents, 24310);
    assert_int_equal(loan_on(&ordered, DATE(2024, 7, 1)).to_give_back.cents, 24310 + beyond);
    tell_sum(&file, FACT_RESTITUTION_DECIDED, DATE(2024, 7, 2), beyond);
    assert_int_equal(file.loan.undone.cents, beyond);
    assert_int_equal(loan_on(&file, DATE(2024, 7, 2)).status, LOAN_EXTINGUISHED);
    assert_int_equal(loan_on(&file, DATE(2024, 7, 2)).to_give_back.cents, 0);
    /* and more again: what is left is what she has not borne */
    correct(&file, DATE(2024, 8, 1), 3, 600000);
    tell_sum(&file, FACT_LOAN_GRANTED, DATE(2024, 8, 1), more);
    assert_int_equal(stage_of(&file), STAGE_LOAN_RUNNING);
    assert_int_equal(loan_on(&file, DATE(2024, 8, 1)).owed.cents, more - 24310);
}

static void money_in_is_more_than_nothing_and_no_more_than_is_left(void **state)
{
    (void)state;
    static const enum fact_kind kinds[] = {FACT_INSTALMENT_RECEIVED, FACT_EARLY_REPAYMENT};
    for (size_t i = 0; i < LENGTH(kinds); i++) {
        struct case_file file = free_loan(awarded, 0);
        date day = {2026, 1, 15};
        assert_refusal(&file, sum_fact(kinds[i], day, 0), today, ERR_BAD_INPUT,
                       "/body/amount_cents", "an amount, more than 0");
        assert_refusal(&file, sum_fact(kinds[i], day, 24311), today, ERR_NOT_LAWFUL,
                       "/body/amount_cents",
                       "at most 24310: what is left of the loan paid out (CASF D. 214-21)");
        assert_refusal(&file, sum_fact(kinds[i], DATE(2024, 1, 14), 100), today, ERR_BAD_INPUT,
                       "/day", "a day not before that of the fact this one answers to");
        assert_refusal(&file, sum_fact(kinds[i], day, 100), DATE(2026, 1, 14), ERR_BAD_INPUT,
                       "/day", "a day not after today");
        tell_sum(&file, kinds[i], day, 24310);
        assert_int_equal(stage_of(&file), STAGE_LOAN_EXTINGUISHED);
        struct fact more = sum_fact(kinds[i], day, 1);
        struct trouble trouble;
        assert_int_equal(case_admits(&file, &more, today, &trouble), ERR_NOT_LAWFUL);
        assert_string_equal(trouble.where, "/kind");
    }
}

static void a_plan_has_from_1_to_24_instalments(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    struct fact fact = plan_fact(DATE(2025, 1, 1), 0);
    assert_refusal(&file, fact, today, ERR_BAD_INPUT, "/body/instalments", "a number from 1 to 24");
    fact.body.instalments = 25;
    assert_refusal(&file, fact, today, ERR_BAD_INPUT, "/body/instalments", "a number from 1 to 24");
    fact.body.instalments = 24;
    tell(&file, fact);
    fact.day = DATE(2024, 1, 14);
    assert_refusal(&file, fact, today, ERR_BAD_INPUT, "/day",
                   "a day not before that of the fact this one answers to");
}

static void a_deduction_is_chosen_and_taken_back(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    struct fact fact = fact_of(FACT_DEDUCTION_CHOSEN, DATE(2025, 1, 1));
    const char *other = "another choice than the one in force (CASF D. 214-21, al. 5)";
    assert_refusal(&file, fact, today, ERR_NOT_LAWFUL, "/body/accepted", other);
    fact.body.accepted = true;
    tell(&file, fact);
    assert_refusal(&file, fact, today, ERR_NOT_LAWFUL, "/body/accepted", other);
    fact.body.accepted = false;
    tell(&file, fact);
    assert_false(file.loan.is_deducted);
}

/* CSS L. 845-3: good faith or precarity, never a fraud, and no more than is left. */
static void a_remission_is_what_the_law_allows(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell_on(&file, FACT_REMISSION_ASKED, DATE(2026, 1, 20));
    static const struct {
        enum answer good_faith, precarity;
        bool fraud, allowed;
    } cases[] = {
        {ANSWER_YES, ANSWER_NO, false, true},      {ANSWER_NO, ANSWER_YES, false, true},
        {ANSWER_UNKNOWN, ANSWER_YES, false, true}, {ANSWER_NO, ANSWER_NO, false, false},
        {ANSWER_UNKNOWN, ANSWER_NO, false, false}, {ANSWER_YES, ANSWER_YES, true, false},
        {ANSWER_NO, ANSWER_UNKNOWN, false, false},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct fact fact = remission_fact(DATE(2026, 1, 25), 24310);
        fact.body.good_faith = cases[i].good_faith;
        fact.body.precarity = cases[i].precarity;
        fact.body.fraud = cases[i].fraud;
        struct case_file decided = file;
        if (cases[i].allowed) {
            tell(&decided, fact);
            assert_int_equal(stage_of(&decided), STAGE_LOAN_EXTINGUISHED);
        } else {
            assert_refusal(&decided, fact, today, ERR_NOT_LAWFUL, "/body/amount_cents",
                           "0: a remission needs good faith or precarity known, and no fraud (CSS "
                           "L. 845-3)");
        }
        decided = file;
        fact.body.amount.cents = 0; /* refused */
        tell(&decided, fact);
        assert_int_equal(stage_of(&decided), STAGE_LOAN_RUNNING);
        assert_int_equal(loan_on(&decided, DATE(2026, 1, 25)).owed.cents, 24310);
    }
    assert_refusal(&file, remission_fact(DATE(2026, 1, 25), 24311), today, ERR_NOT_LAWFUL,
                   "/body/amount_cents", "at most 24310: what is left to repay");
    assert_refusal(&file, remission_fact(DATE(2026, 1, 19), 100), today, ERR_BAD_INPUT, "/day",
                   "a day not before that of the fact this one answers to");
    tell(&file, remission_fact(DATE(2026, 1, 25), 0));
    assert_refusal(&file, fact_of(FACT_REMISSION_ASKED, DATE(2026, 1, 24)), today, ERR_BAD_INPUT,
                   "/day", "a day not before that of the fact this one answers to");
}

static void nothing_is_remitted_before_it_is_paid_out(void **state)
{
    (void)state;
    struct case_file file = decided_file(awarded, 0, 250000);
    tell_sum(&file, FACT_LOAN_GRANTED, awarded, 24310);
    assert_refusal(&file, fact_of(FACT_REMISSION_ASKED, awarded), today, ERR_NOT_LAWFUL, "/kind",
                   "nothing: there is nothing left to remit (CASF D. 214-21, al. 6)");
    struct fact off = fact_of(FACT_LOAN_WRITTEN_OFF, awarded);
    off.body.write_off = WRITE_OFF_IRRECOVERABLE;
    assert_refusal(&file, off, today, ERR_NOT_LAWFUL, "/body/write_off",
                   "death: nothing was paid out that is left to repay");
    write_off(&file, WRITE_OFF_DEATH, awarded);
    assert_int_equal(stage_of(&file), STAGE_LOAN_EXTINGUISHED);
    assert_int_equal(loan_on(&file, awarded).status, LOAN_EXTINGUISHED);
    pay_out(&file, awarded, 1); /* it was on its way: nobody owes it */
    assert_int_equal(loan_on(&file, awarded).owed.cents, 0);
    assert_int_equal(loan_on(&file, awarded).status, LOAN_EXTINGUISHED);
}

static void each_write_off_has_its_case(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    struct fact off = fact_of(FACT_LOAN_WRITTEN_OFF, DATE(2026, 1, 20));
    off.body.write_off = WRITE_OFF_REMISSION;
    assert_refusal(&file, off, today, ERR_NOT_LAWFUL, "/body/write_off",
                   "another: remission_decided remits (CASF D. 214-21, al. 6)");
    off.day = DATE(2024, 1, 14);
    assert_refusal(&file, off, today, ERR_BAD_INPUT, "/day",
                   "a day not before that of the fact this one answers to");
    tell_on(&file, FACT_REMISSION_ASKED, DATE(2026, 1, 10));
    write_off(&file, WRITE_OFF_IRRECOVERABLE, DATE(2026, 1, 20));
    assert_int_equal(stage_of(&file), STAGE_LOAN_EXTINGUISHED);
    assert_int_equal(loan_on(&file, DATE(2026, 1, 20)).spared.cents, 24310);
    assert_int_equal(loan_on(&file, DATE(2026, 1, 20)).status, LOAN_EXTINGUISHED);
    assert_false(date_is_set(duty_day(&file, DUTY_DECIDE_REMISSION)));

    /* a loan decided after her death is asked of nobody */
    file = free_loan(awarded, 0);
    write_off(&file, WRITE_OFF_DEATH, DATE(2024, 6, 1));
    correct(&file, DATE(2024, 7, 1), 3, 600000);
    tell_sum(&file, FACT_LOAN_GRANTED, DATE(2024, 7, 1), file.decision.amount.cents);
    assert_int_equal(stage_of(&file), STAGE_LOAN_EXTINGUISHED);
}

/* L. 214-12, I: the creditor and the cents are the law's. */
static void the_transfer_is_the_law_s(void **state)
{
    (void)state;
    date day = {2026, 2, 4};
    struct case_file file = free_loan(awarded, 0);
    tell(&file, opened_fact(DATE(2025, 1, 1), DATE(2025, 1, 1)));
    assert_refusal(&file, transfer_fact(CREDITOR_FUND, day, 24310), today, ERR_NOT_LAWFUL, "/kind",
                   "outcome_known first: a final decision that makes the author repay (CASF L. "
                   "214-12, I)");
    struct case_file fund = file;
    tell(&file, ordered_fact(10000, DATE(2026, 2, 1), DATE(2026, 2, 3)));
    assert_refusal(&file, transfer_fact(CREDITOR_TREASURY, day, 10001), today, ERR_NOT_LAWFUL,
                   "/body/amount_cents", "10000: what the author owes and was not asked yet");
    assert_refusal(&file, transfer_fact(CREDITOR_FUND, day, 10000), today, ERR_NOT_LAWFUL,
                   "/body/creditor", "treasury: a court ordered it (CASF L. 214-12, I, al. 4)");
    assert_refusal(&file, transfer_fact(CREDITOR_TREASURY, DATE(2026, 2, 2), 10000), today,
                   ERR_BAD_INPUT, "/day", "a day not before that of the fact this one answers to");
    tell_on(&file, FACT_REMISSION_ASKED, DATE(2026, 2, 3)); /* it has lost its object */
    tell(&file, transfer_fact(CREDITOR_TREASURY, day, 10000));
    assert_refusal(&file, transfer_fact(CREDITOR_TREASURY, day, 10000), today, ERR_NOT_LAWFUL,
                   "/kind", "nothing: the author owes nothing more (CASF L. 214-12, I)");
    assert_false(date_is_set(duty_day(&file, DUTY_DECIDE_REMISSION)));

    tell(&fund, outcome_fact(PENAL_CONDITIONAL_DISMISSAL, false, DATE(2026, 2, 1), day));
    assert_refusal(&fund, transfer_fact(CREDITOR_TREASURY, day, 24310), today, ERR_NOT_LAWFUL,
                   "/body/creditor", "fund: it asks the author itself (CASF L. 214-12, I)");
    tell(&fund, opened_fact(DATE(2026, 2, 2), day)); /* other proceedings do not stand in the way */
    tell(&fund, transfer_fact(CREDITOR_FUND, day, 24310));
}

static void the_author_pays_what_is_left_and_the_rest_is_decided(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell(&file, ordered_fact(10000, DATE(2026, 2, 1), DATE(2026, 2, 3)));
    tell(&file, transfer_fact(CREDITOR_TREASURY, DATE(2026, 2, 4), 10000));
    assert_refusal(&file, sum_fact(FACT_AUTHOR_REPAID, DATE(2026, 2, 3), 100), today, ERR_BAD_INPUT,
                   "/day", "a day not before that of the fact this one answers to");
    assert_refusal(&file, sum_fact(FACT_AUTHOR_REPAID, DATE(2026, 3, 1), 0), today, ERR_BAD_INPUT,
                   "/body/amount_cents", "an amount, more than 0");
    assert_refusal(&file, sum_fact(FACT_AUTHOR_REPAID, DATE(2026, 3, 1), 10001), today,
                   ERR_NOT_LAWFUL, "/body/amount_cents",
                   "at most 10000: what the author still owes");
    tell_sum(&file, FACT_AUTHOR_REPAID, DATE(2026, 3, 1), 9999);
    assert_false(date_is_set(duty_day(&file, DUTY_DECIDE_LEFT_OVER)));
    tell_sum(&file, FACT_AUTHOR_REPAID, DATE(2026, 4, 1), 1);
    /* nobody is asked for the difference; somebody decides */
    assert_int_equal(stage_of(&file), STAGE_LOAN_TRANSFERRED);
    assert_day(duty_day(&file, DUTY_DECIDE_LEFT_OVER), DATE(2026, 4, 1));
    struct loan_state s = loan_on(&file, DATE(2026, 4, 1));
    assert_int_equal(s.author.left_over.cents, 14310);
    assert_int_equal(s.owed.cents, 0);
    assert_int_equal(s.left.cents, 14310);
    struct fact off = fact_of(FACT_LOAN_WRITTEN_OFF, DATE(2026, 5, 1));
    off.body.write_off = WRITE_OFF_DEATH;
    const char *only = "irrecoverable: the author owes it, nothing is asked of her or of her heirs "
                       "(CASF L. 214-12, I)";
    assert_refusal(&file, off, today, ERR_NOT_LAWFUL, "/body/write_off", only);
    off.body.write_off = WRITE_OFF_ABANDONED;
    assert_refusal(&file, off, today, ERR_NOT_LAWFUL, "/body/write_off", only);
    write_off(&file, WRITE_OFF_IRRECOVERABLE, DATE(2026, 5, 1));
    assert_int_equal(stage_of(&file), STAGE_LOAN_EXTINGUISHED);
    assert_int_equal(loan_on(&file, DATE(2026, 5, 1)).status, LOAN_EXTINGUISHED);
    assert_int_equal(loan_on(&file, DATE(2026, 5, 1)).spared.cents, 14310);
    assert_false(date_is_set(duty_day(&file, DUTY_DECIDE_LEFT_OVER)));
}

/* What she was given back is written off with the rest when the author cannot pay it. */
static void what_the_author_cannot_pay_is_written_off_whole(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2024, 6, 1), 4310);
    tell(&file, ordered_fact(24310, DATE(2026, 2, 1), DATE(2026, 2, 3)));
    tell_sum(&file, FACT_RESTITUTION_DECIDED, DATE(2026, 2, 3), 4310);
    tell(&file, transfer_fact(CREDITOR_TREASURY, DATE(2026, 2, 4), 24310));
    tell_sum(&file, FACT_AUTHOR_REPAID, DATE(2026, 3, 1), 4000);
    write_off(&file, WRITE_OFF_IRRECOVERABLE, DATE(2027, 5, 1));
    struct loan_state s = loan_on(&file, DATE(2027, 5, 1));
    assert_int_equal(s.status, LOAN_EXTINGUISHED);
    assert_int_equal(s.spared.cents, 20310);
    assert_int_equal(s.left.cents + s.author_left.cents + s.to_give_back.cents, 0);
}

/* The outcome turns out to be another: the claim comes back to where it was. */
static void a_transfer_ends_when_no_outcome_makes_the_author_repay(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell(&file, ordered_fact(24310, DATE(2025, 2, 1), DATE(2025, 2, 3)));
    tell(&file, transfer_fact(CREDITOR_TREASURY, DATE(2025, 2, 4), 24310));
    assert_refusal(&file, fact_of(FACT_TRANSFER_ENDED, DATE(2025, 3, 1)), today, ERR_NOT_LAWFUL,
                   "/kind",
                   "outcome_known first: the outcome still makes the author repay (CASF L. 214-12, "
                   "I)");
    struct fact judged = ordered_fact(24310, DATE(2025, 2, 1), DATE(2025, 3, 5));
    judged.body.final = false; /* there was an appeal */
    tell(&file, judged);
    assert_day(duty_day(&file, DUTY_END_TRANSFER), DATE(2025, 3, 5));
    assert_int_equal(loan_on(&file, DATE(2026, 3, 1)).status, LOAN_TRANSFERRED);
    assert_int_equal(loan_on(&file, DATE(2026, 3, 1)).author_left.cents, 0);
    assert_refusal(&file, sum_fact(FACT_AUTHOR_REPAID, DATE(2025, 3, 6), 1), today, ERR_NOT_LAWFUL,
                   "/body/amount_cents", "at most 0: what the author still owes");
    tell_on(&file, FACT_TRANSFER_ENDED, DATE(2025, 3, 6));
    assert_int_equal(stage_of(&file), STAGE_LOAN_RUNNING);
    assert_int_equal(loan_on(&file, DATE(2026, 3, 1)).status, LOAN_SUSPENDED);
    tell(&file, outcome_fact(PENAL_ACQUITTAL, true, DATE(2026, 4, 1), DATE(2026, 4, 2)));
    assert_int_equal(loan_on(&file, DATE(2026, 4, 2)).status, LOAN_DUE);
    assert_day(duty_day(&file, DUTY_CLAIM_INSTALMENT), DATE(2026, 4, 2));
    assert_false(date_is_set(duty_day(&file, DUTY_SEND_PACKET)));
}

static void a_request_outlives_a_transfer_that_ended(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell_on(&file, FACT_REMISSION_ASKED, DATE(2025, 1, 1));
    tell(&file, ordered_fact(24310, DATE(2025, 2, 1), DATE(2025, 2, 3)));
    tell(&file, transfer_fact(CREDITOR_TREASURY, DATE(2025, 2, 4), 24310));
    tell(&file, outcome_fact(PENAL_ACQUITTAL, true, DATE(2025, 2, 1), DATE(2025, 3, 5)));
    tell_on(&file, FACT_TRANSFER_ENDED, DATE(2025, 3, 6));
    assert_int_equal(stage_of(&file), STAGE_LOAN_REMISSION);
    assert_day(duty_day(&file, DUTY_DECIDE_REMISSION), DATE(2025, 3, 1));
}

/* While the author is asked, another decision changes what the author owes, not whom is asked. */
static void a_decision_replaced_after_the_transfer_leaves_it_with_the_author(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell(&file, outcome_fact(PENAL_COMPOSITION, false, DATE(2024, 3, 1), DATE(2024, 3, 2)));
    tell(&file, transfer_fact(CREDITOR_FUND, DATE(2024, 3, 3), 24310));
    correct(&file, DATE(2024, 7, 1), 3, 600000);
    tell_sum(&file, FACT_LOAN_GRANTED, DATE(2024, 7, 1), file.decision.amount.cents);
    assert_int_equal(stage_of(&file), STAGE_LOAN_TRANSFERRED);
    assert_false(date_is_set(duty_day(&file, DUTY_TRANSFER_CLAIM)));
    int64_t complement = case_owed(&file).cents;
    pay_out(&file, DATE(2024, 7, 3), 2);
    assert_day(duty_day(&file, DUTY_TRANSFER_CLAIM), DATE(2024, 7, 1));
    tell(&file, transfer_fact(CREDITOR_FUND, DATE(2024, 7, 4), complement));
    assert_day(file.loan.first_transferred_on, DATE(2024, 3, 3));
    /* no loan any more: nothing is asked of the author either */
    correct(&file, DATE(2024, 8, 1), 0, 0);
    assert_day(duty_day(&file, DUTY_ANNUL_LOAN), DATE(2024, 8, 1));
    tell_on(&file, FACT_LOAN_ANNULLED, DATE(2024, 8, 1));
    struct loan_state s = loan_on(&file, DATE(2024, 8, 1));
    assert_int_equal(s.status, LOAN_NONE);
    assert_int_equal(s.author_left.cents, 0);
    assert_false(date_is_set(duty_day(&file, DUTY_TRANSFER_CLAIM)));
}

/* Both paid, then less is lent: what was paid twice is given back to her once. */
static void what_both_paid_is_given_back_once(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 3);
    int64_t lent = file.decision.amount.cents;
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2024, 6, 1), 10000);
    tell(&file, ordered_fact(lent, DATE(2025, 2, 1), DATE(2025, 2, 3)));
    tell(&file, transfer_fact(CREDITOR_TREASURY, DATE(2025, 2, 4), lent - 10000));
    tell_sum(&file, FACT_AUTHOR_REPAID, DATE(2025, 3, 1), lent - 10000);
    assert_int_equal(loan_on(&file, DATE(2025, 3, 1)).to_give_back.cents, 10000);
    correct(&file, DATE(2025, 4, 1), 0, 600000);
    tell_sum(&file, FACT_LOAN_GRANTED, DATE(2025, 4, 1), 24310);
    assert_int_equal(loan_on(&file, DATE(2025, 4, 1)).to_give_back.cents, 10000);
    struct case_file freed = file;
    tell(&freed, outcome_fact(PENAL_ACQUITTAL, true, DATE(2025, 2, 1), DATE(2025, 5, 1)));
    assert_int_equal(loan_on(&freed, DATE(2025, 5, 1)).to_give_back.cents, 10000);
    tell_sum(&file, FACT_RESTITUTION_DECIDED, DATE(2025, 4, 2), 10000);
    assert_int_equal(loan_on(&file, DATE(2025, 4, 2)).to_give_back.cents, 0);
    assert_int_equal(loan_on(&file, DATE(2025, 4, 2)).status, LOAN_EXTINGUISHED);
}

static void a_restitution_is_more_than_nothing(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    tell_sum(&file, FACT_EARLY_REPAYMENT, DATE(2024, 6, 1), 4310);
    assert_refusal(&file, sum_fact(FACT_RESTITUTION_DECIDED, DATE(2024, 6, 2), 0), today,
                   ERR_BAD_INPUT, "/body/amount_cents", "an amount, more than 0");
    assert_refusal(&file, sum_fact(FACT_RESTITUTION_DECIDED, DATE(2024, 6, 2), 1), today,
                   ERR_NOT_LAWFUL, "/body/amount_cents",
                   "at most 0: what she repaid and need not bear (CASF L. 214-12)");
    tell(&file, ordered_fact(24310, DATE(2024, 6, 10), DATE(2024, 6, 10)));
    assert_refusal(&file, sum_fact(FACT_RESTITUTION_DECIDED, DATE(2024, 5, 31), 1), today,
                   ERR_BAD_INPUT, "/day", "a day not before that of the fact this one answers to");
    tell_sum(&file, FACT_RESTITUTION_DECIDED, DATE(2024, 6, 10), 1000);
    assert_int_equal(loan_on(&file, DATE(2024, 6, 10)).to_give_back.cents, 3310);
    assert_day(duty_day(&file, DUTY_DECIDE_RESTITUTION), DATE(2024, 6, 10));
}

/* Payments always find room; plans and requests beyond sixty events do not. */
static void a_payment_always_finds_room(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    const char *full = "a payment: a file holds sixty plans, requests and payments";
    date day = {2026, 1, 15};
    for (int i = 0; i < LOAN_EVENTS_ADMITTED - 1; i++) {
        day = date_plus_days(day, 1);
        tell_sum(&file, FACT_INSTALMENT_RECEIVED, day, 10);
    }
    struct case_file other = file;
    tell(&other, plan_fact(day, 1));
    assert_refusal(&other, plan_fact(day, 2), today, ERR_NOT_LAWFUL, "/kind", full);
    assert_refusal(&other, fact_of(FACT_REMISSION_ASKED, day), today, ERR_NOT_LAWFUL, "/kind",
                   full);
    tell_sum(&other, FACT_EARLY_REPAYMENT, day, 5); /* the first of its kind */
    tell_sum(&other, FACT_EARLY_REPAYMENT, day, 5);
    tell_sum(&other, FACT_INSTALMENT_RECEIVED, day, 5);
    assert_int_equal(other.loan.events_count, LOAN_EVENTS_ADMITTED + 1);
    assert_int_equal(loan_on(&other, day).owed.cents, 24310 - 605);
    assert_int_equal(other.loan.repaid.cents, 605);

    tell_on(&file, FACT_REMISSION_ASKED, day);
    tell(&file, remission_fact(day, 100));
    write_off(&file, WRITE_OFF_IRRECOVERABLE, day);
    assert_int_equal(file.loan.events_count, LOAN_EVENTS_ADMITTED + 2);
    assert_int_equal(loan_on(&file, day).status, LOAN_EXTINGUISHED);

    /* a journal from disk that holds more folds all the same */
    struct fact asked = fact_of(FACT_REMISSION_ASKED, day), answered = remission_fact(day, 0);
    for (int i = 0; i < LOAN_EVENTS_MAX; i++) {
        assert_int_equal(case_apply(&other, &asked), ERR_OK);
        assert_int_equal(case_apply(&other, &answered), ERR_OK);
    }
    assert_int_equal(other.loan.events_count, LOAN_EVENTS_MAX);
    assert_int_equal(stage_of(&other), STAGE_LOAN_RUNNING);
}

/* Written off twice, as no admitted file is: nothing is counted twice. */
static void a_journal_from_disk_may_say_anything(void **state)
{
    (void)state;
    struct case_file file = free_loan(awarded, 0);
    struct fact paid = sum_fact(FACT_INSTALMENT_RECEIVED, awarded, 100000000);
    struct fact off = fact_of(FACT_LOAN_WRITTEN_OFF, awarded);
    off.body.write_off = WRITE_OFF_IRRECOVERABLE;
    file.stages[STRAND_LOAN] = STAGE_LOAN_RUNNING;
    file.loan.repaid.cents = 100000000;
    assert_int_equal(case_apply(&file, &off), ERR_OK);
    assert_int_equal(file.loan.spared.cents, 0);
    file = free_loan(awarded, 0);
    assert_int_equal(case_apply(&file, &paid), ERR_OK);
    assert_int_equal(stage_of(&file), STAGE_LOAN_EXTINGUISHED);
    struct fact back = sum_fact(FACT_RESTITUTION_DECIDED, awarded, 100000000);
    assert_int_equal(case_apply(&file, &back), ERR_OK);
    assert_int_equal(case_apply(&file, &back), ERR_OK);
    assert_int_equal(loan_on(&file, awarded).owed.cents, 0);
    assert_int_equal(loan_on(&file, awarded).to_give_back.cents, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_loan_recorded_is_the_one_decided),
        cmocka_unit_test(a_loan_that_is_no_longer_decided_is_annulled),
        cmocka_unit_test(what_she_repaid_is_given_back_after_a_refusal_too),
        cmocka_unit_test(another_amount_lent_changes_what_is_left),
        cmocka_unit_test(money_in_is_more_than_nothing_and_no_more_than_is_left),
        cmocka_unit_test(a_plan_has_from_1_to_24_instalments),
        cmocka_unit_test(a_deduction_is_chosen_and_taken_back),
        cmocka_unit_test(a_remission_is_what_the_law_allows),
        cmocka_unit_test(nothing_is_remitted_before_it_is_paid_out),
        cmocka_unit_test(each_write_off_has_its_case),
        cmocka_unit_test(the_transfer_is_the_law_s),
        cmocka_unit_test(the_author_pays_what_is_left_and_the_rest_is_decided),
        cmocka_unit_test(what_the_author_cannot_pay_is_written_off_whole),
        cmocka_unit_test(a_transfer_ends_when_no_outcome_makes_the_author_repay),
        cmocka_unit_test(a_request_outlives_a_transfer_that_ended),
        cmocka_unit_test(a_decision_replaced_after_the_transfer_leaves_it_with_the_author),
        cmocka_unit_test(what_both_paid_is_given_back_once),
        cmocka_unit_test(a_restitution_is_more_than_nothing),
        cmocka_unit_test(a_payment_always_finds_room),
        cmocka_unit_test(a_journal_from_disk_may_say_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
