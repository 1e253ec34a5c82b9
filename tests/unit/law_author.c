#include "law/author.h"
#include "tests/reasons.h"
#include "tests/test.h"

/* A loan of 568.94 awarded in March 2025, asked about in 2026, nothing known. */
static struct outcome_known loan_of(int64_t cents)
{
    return (struct outcome_known){.form = FORM_LOAN,
                                  .attributed_on = {2025, 3, 10},
                                  .outstanding = {cents},
                                  .on = {2026, 6, 1}};
}

static struct author_debt debt_for(const struct outcome_known *known, struct reasoning *why)
{
    struct author_debt debt;
    *why = (struct reasoning){.count = 0};
    law_author(known, why, &debt);
    assert_true(is_founded(why));
    return debt;
}

/* L. 214-12; F01, F05, F06. */
static void each_outcome_says_who_asks_whom(void **state)
{
    (void)state;
    static const struct {
        enum penal_outcome outcome;
        bool final;
        enum creditor creditor;
        enum asked asked;
        enum sentence said;
    } cases[] = {
        {PENAL_PENDING, false, CREDITOR_NONE, ASKED_NOT_YET, SENTENCE_AUTHOR_NOT_FINAL},
        {PENAL_PENDING, true, CREDITOR_NONE, ASKED_NOT_YET, SENTENCE_AUTHOR_NOT_FINAL},
        {PENAL_REPAYMENT_ORDERED, true, CREDITOR_TREASURY, ASKED_NOTHING,
         SENTENCE_AUTHOR_TREASURY}, /* F01 */
        {PENAL_REPAYMENT_ORDERED, false, CREDITOR_NONE, ASKED_NOT_YET,
         SENTENCE_AUTHOR_NOT_FINAL}, /* F06: an appeal is pending */
        {PENAL_COMPOSITION, false, CREDITOR_FUND, ASKED_NOTHING, SENTENCE_AUTHOR_FUND},
        {PENAL_COMPOSITION, true, CREDITOR_FUND, ASKED_NOTHING, SENTENCE_AUTHOR_FUND},
        {PENAL_CONDITIONAL_DISMISSAL, false, CREDITOR_FUND, ASKED_NOTHING, SENTENCE_AUTHOR_FUND},
        {PENAL_PENALTY_EXCLUDED, true, CREDITOR_NONE, ASKED_AS_DUE, SENTENCE_AUTHOR_OWES_NOTHING},
        {PENAL_PENALTY_EXCLUDED, false, CREDITOR_NONE, ASKED_NOT_YET, SENTENCE_AUTHOR_NOT_FINAL},
        {PENAL_PENALTY_NOT_ORDERED, true, CREDITOR_NONE, ASKED_AS_DUE,
         SENTENCE_AUTHOR_OWES_NOTHING}, /* F05 */
        {PENAL_PENALTY_NOT_ORDERED, false, CREDITOR_NONE, ASKED_NOT_YET, SENTENCE_AUTHOR_NOT_FINAL},
        {PENAL_ACQUITTAL, true, CREDITOR_NONE, ASKED_AS_DUE, SENTENCE_AUTHOR_OWES_NOTHING},
        {PENAL_ACQUITTAL, false, CREDITOR_NONE, ASKED_NOT_YET, SENTENCE_AUTHOR_NOT_FINAL},
        {PENAL_DISMISSAL, false, CREDITOR_NONE, ASKED_AS_DUE, SENTENCE_AUTHOR_OWES_NOTHING},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct outcome_known known = loan_of(56894);
        known.outcome = cases[i].outcome;
        known.final = cases[i].final;
        assert_int_equal(law_outcome_is_over(known.outcome, known.final),
                         cases[i].asked != ASKED_NOT_YET);
        if (cases[i].creditor != CREDITOR_NONE) {
            assert_true(law_outcome_binds_author(known.outcome));
        } else if (cases[i].asked == ASKED_AS_DUE) {
            assert_false(law_outcome_binds_author(known.outcome));
        }
        struct reasoning why;
        struct author_debt debt = debt_for(&known, &why);
        assert_int_equal(debt.creditor, cases[i].creditor);
        assert_int_equal(debt.asked, cases[i].asked);
        assert_int_equal(debt.amount.cents, cases[i].creditor == CREDITOR_NONE ? 0 : 56894);
        assert_true(says(&why, cases[i].said));
        assert_int_equal(says(&why, SENTENCE_AUTHOR_NOT_HER), cases[i].creditor != CREDITOR_NONE);
    }
}

/* I13: the least of what is outstanding, what was ordered and 5,000 euros; F03. I14: what she has
 * repaid is never asked again, and its return is for a person to decide. */
static void the_author_owes_the_least_of_three_amounts(void **state)
{
    (void)state;
    static const struct {
        int64_t outstanding, repaid;
        bool states_amount;
        int64_t ordered, owes, left_over, to_give_back;
    } cases[] = {
        {56894, 0, true, 56894, 56894, 0, 0},  /* F01: the full loan */
        {25861, 0, true, 600000, 25861, 0, 0}, /* F03 */
        {25861, 0, false, 0, 25861, 0, 0},
        {25861, 0, true, 10000, 10000, 15861, 0},
        {25861, 0, true, 0, 0, 25861, 0},
        {500000, 0, true, 500000, 500000, 0, 0},
        {500001, 0, true, 600000, 500000, 1, 0},
        {600000, 0, false, 0, 500000, 100000, 0},
        {20471, 5390, true, 25861, 20471, 0, 5390}, /* five instalments repaid */
        {20471, 5390, true, 22000, 20471, 0, 1529},
        {20471, 5390, true, 15000, 15000, 5471, 0},
        {20471, 5390, true, 600000, 20471, 0, 5390},
        {0, 25861, false, 0, 0, 0, 25861}, /* she has repaid all of it */
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct outcome_known known = loan_of(cases[i].outstanding);
        known.outcome = PENAL_REPAYMENT_ORDERED;
        known.final = true;
        known.repaid.cents = cases[i].repaid;
        known.states_amount = cases[i].states_amount;
        known.ordered.cents = cases[i].ordered;
        struct reasoning why;
        struct author_debt debt = debt_for(&known, &why);
        if (debt.amount.cents != cases[i].owes || debt.left_over.cents != cases[i].left_over ||
            debt.to_give_back.cents != cases[i].to_give_back) {
            fail_msg("case %zu: %lld, %lld, %lld", i, (long long)debt.amount.cents,
                     (long long)debt.left_over.cents, (long long)debt.to_give_back.cents);
        }
        assert_int_equal(debt.asked, ASKED_NOTHING);
        assert_int_equal(says(&why, SENTENCE_AUTHOR_LEFT_OVER), cases[i].left_over > 0);
        assert_int_equal(says(&why, SENTENCE_AUTHOR_TO_GIVE_BACK), cases[i].to_give_back > 0);
    }
}

/* L. 214-12 I, last paragraph; F07. */
static void the_author_is_asked_at_once_even_before_the_24th_month(void **state)
{
    (void)state;
    static const struct {
        date on;
        bool before_due;
    } cases[] = {{{2025, 9, 1}, true}, {{2027, 3, 9}, true}, {{2027, 3, 10}, false}};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct outcome_known known = loan_of(56894);
        known.outcome = PENAL_REPAYMENT_ORDERED;
        known.final = true;
        known.on = cases[i].on;
        struct reasoning why;
        struct author_debt debt = debt_for(&known, &why);
        assert_int_equal(debt.amount.cents, 56894);
        assert_int_equal(says(&why, SENTENCE_AUTHOR_AT_ONCE), cases[i].before_due);
    }
}

/* F08: L. 214-12 is about loans alone. */
static void a_grant_is_asked_of_nobody(void **state)
{
    (void)state;
    for (int outcome = 0; outcome < PENAL_COUNT; outcome++) {
        struct outcome_known known = loan_of(116374);
        known.form = FORM_GRANT;
        known.outcome = (enum penal_outcome)outcome;
        known.final = true;
        struct reasoning why;
        struct author_debt debt = debt_for(&known, &why);
        assert_int_equal(debt.creditor, CREDITOR_NONE);
        assert_int_equal(debt.asked, ASKED_NOTHING);
        assert_int_equal(debt.amount.cents, 0);
        assert_true(says(&why, SENTENCE_AUTHOR_GRANT));
    }
}

/* The finance act for 2024 gave the court's debts to the Treasury; before it, the fund asked. */
static void the_treasury_collects_since_2024_only(void **state)
{
    (void)state;
    static const struct {
        date on;
        enum penal_outcome outcome;
        enum creditor creditor;
        const char *creditor_by, *owes_by, *at_once_by;
    } cases[] = {
        {{2023, 12, 31},
         PENAL_REPAYMENT_ORDERED,
         CREDITOR_FUND,
         "CASF L. 214-12, al. 1",
         "CASF L. 214-12, al. 1",
         "CASF L. 214-12, al. 1"},
        {{2024, 1, 1},
         PENAL_REPAYMENT_ORDERED,
         CREDITOR_TREASURY,
         "CASF L. 214-12, I, al. 4",
         "CASF L. 214-12, I, 1°",
         "CASF L. 214-12, I, al. 5"},
        {{2023, 12, 31},
         PENAL_COMPOSITION,
         CREDITOR_FUND,
         "CASF L. 214-12, al. 1",
         "CASF L. 214-12, al. 1",
         "CASF L. 214-12, al. 1"},
        {{2024, 1, 1},
         PENAL_COMPOSITION,
         CREDITOR_FUND,
         "CASF L. 214-12, I, 2°",
         "CASF L. 214-12, I, 2°",
         "CASF L. 214-12, I, al. 5"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct outcome_known known = loan_of(24310);
        known.attributed_on = DATE(2023, 12, 5);
        known.on = cases[i].on;
        known.outcome = cases[i].outcome;
        known.final = true;
        struct reasoning why;
        assert_int_equal(debt_for(&known, &why).creditor, cases[i].creditor);
        enum sentence said = cases[i].creditor == CREDITOR_TREASURY ? SENTENCE_AUTHOR_TREASURY
                                                                    : SENTENCE_AUTHOR_FUND;
        char room[64];
        assert_string_equal(cited_for(&why, said, room), cases[i].creditor_by);
        assert_string_equal(cited_for(&why, SENTENCE_AUTHOR_OWES, room), cases[i].owes_by);
        assert_string_equal(cited_for(&why, SENTENCE_AUTHOR_AT_ONCE, room), cases[i].at_once_by);
    }
}

static void each_outcome_has_a_word_of_its_own(void **state)
{
    (void)state;
    assert_int_equal(law_penal_outcomes.count, PENAL_COUNT);
    for (int i = 0; i < PENAL_COUNT; i++) {
        const struct word *word = &law_penal_outcomes.words[i];
        assert_int_equal(words_find(&law_penal_outcomes, text_of(word->word)), i);
        assert_string_not_equal(word->in[LANGUAGE_FR], word->in[LANGUAGE_EN]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_outcome_says_who_asks_whom),
        cmocka_unit_test(the_author_owes_the_least_of_three_amounts),
        cmocka_unit_test(the_author_is_asked_at_once_even_before_the_24th_month),
        cmocka_unit_test(a_grant_is_asked_of_nobody),
        cmocka_unit_test(the_treasury_collects_since_2024_only),
        cmocka_unit_test(each_outcome_has_a_word_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
