#include "law/amount.h"
#include "tests/property/random.h"
#include "tests/test.h"

static struct random random;

enum { CLAIMS = 30000 };

static struct setting random_setting(void)
{
    return (struct setting){
        .requested_on = random_day(&random),
        .mayotte = random_below(&random, 4) == 0,
        .smic_reference = (enum smic_reference)random_below(&random, SMIC_REFERENCE_COUNT),
        .known_on = ALL_KNOWN,
    };
}

static struct aid aid_on(const struct setting *setting, int64_t cents, int children)
{
    struct reasoning unread = {.count = 0};
    struct aid aid;
    law_aid(setting, (money){cents}, children, &unread, &aid);
    return aid;
}

static void one_more_euro_never_brings_more_and_one_more_child_never_less(void **state)
{
    (void)state;
    for (int i = 0; i < CLAIMS; i++) {
        struct setting setting = random_setting();
        int64_t cents = random_below(&random, 600001);
        int children = random_below(&random, REQUEST_CHILDREN_MAX);
        struct aid aid = aid_on(&setting, cents, children);
        struct aid richer = aid_on(&setting, cents + 1 + random_below(&random, 100000), children);
        struct aid larger = aid_on(&setting, cents, children + 1);
        assert_true(richer.amount.cents <= aid.amount.cents);
        assert_true(richer.form >= aid.form); /* once a loan, a loan above */
        assert_true(larger.amount.cents >= aid.amount.cents);
        assert_true(larger.form <= aid.form); /* a child never makes it a loan */
    }
}

/* Rulebook, section 0: the three invariants. */
static void a_loan_is_always_forty_percent(void **state)
{
    (void)state;
    for (int i = 0; i < CLAIMS; i++) {
        struct setting setting = random_setting();
        struct thresholds thresholds;
        law_thresholds(&setting, &thresholds);
        int64_t cents = random_below(&random, 600001);
        int children = random_below(&random, REQUEST_CHILDREN_MAX + 1);
        struct aid aid = aid_on(&setting, cents, children);
        if (aid.form == FORM_LOAN) assert_int_equal(aid.reduction_percent, 60);
        if (children == 0) {
            assert_int_equal(aid.form == FORM_LOAN, aid.reduction_percent == 60);
        }
        int row = children < 3 ? children : 3;
        assert_int_equal(aid.form == FORM_LOAN, cents > thresholds.loan[row].cents);
        assert_int_equal(aid.reduction_percent == 60, cents > thresholds.reduction[2].cents);
        assert_int_equal(aid.amount.cents,
                         (aid.full.cents * (100 - aid.reduction_percent) + 50) / 100);
        if (aid.form == FORM_LOAN) assert_true(aid.amount.cents <= 500000);
    }
}

static void thresholds_never_fall_from_one_to_the_next(void **state)
{
    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct setting setting = random_setting();
        struct thresholds t;
        law_thresholds(&setting, &t);
        for (int k = 1; k < REDUCTION_THRESHOLDS; k++) {
            assert_true(t.reduction[k - 1].cents < t.reduction[k].cents);
        }
        for (int k = 1; k < LOAN_THRESHOLDS; k++) {
            assert_true(t.loan[k - 1].cents < t.loan[k].cents);
        }
        assert_int_equal(t.loan[0].cents, t.reduction[2].cents);
    }
}

/* Whatever amounts a reform puts in the place of the law's, the columns follow: there is a straight
 * line for each band, and it gives what was computed cell by cell. */
static void the_columns_follow_any_reform(void **state)
{
    (void)state;
    for (int i = 0; i < 2000; i++) {
        struct reform reform = {.has = {false}};
        for (int what = 0; what < PARAMETER_COUNT; what++) {
            reform.has[what] = random_flag(&random);
            reform.value[what].thousandths =
                random_below(&random, i % 2 ? (int)REFORM_THOUSANDTHS_END : 3000);
        }
        struct setting setting = random_setting();
        setting.reform = &reform;
        struct scale scale;
        law_scale(&setting, &scale);
        for (int32_t children = 0; children <= REQUEST_CHILDREN_MAX; children++) {
            for (int band = 0; band < SCALE_BANDS; band++) {
                int32_t cents = band == 0 ? 0 : scale.above_cents[band - 1] + 1, amount, loan;
                law_amounts(&scale, &cents, &children, &amount, &loan, 1);
                assert_int_equal(amount, law_scale_amount(&scale, cents, children));
                assert_int_equal(loan, law_scale_loan(&scale, cents, children));
                struct aid aid = aid_on(&setting, cents, children);
                assert_int_equal(amount, aid.amount.cents);
                assert_int_equal(loan, aid.form == FORM_LOAN);
            }
        }
    }
}

static void assert_granted(const struct request *request, const struct decision *decision)
{
    assert_int_equal(decision->grounds, 0);
    assert_true(law_is_working_day(decision->fund, decision->pay_by));
    assert_true(date_compare(decision->pay_by, request->completed_on) > 0);
    assert_int_equal(date_compare(decision->next_award_from,
                                  date_plus_months_or_last_day(request->decided_on, 12)),
                     0);
}

/* What must hold of every decision, whatever was asked. */
static void every_decision_keeps_its_word(void **state)
{
    (void)state;
    int outcomes[OUTCOME_COUNT] = {0};
    for (int i = 0; i < CLAIMS; i++) {
        struct request request = random_request(&random);
        struct trouble trouble;
        assert_int_equal(request_check(&request, &trouble), ERR_OK);
        struct decision decision = decision_on(&request), again = decision_on(&request);
        outcomes[decision.outcome]++;
        assert_int_equal(decision.outcome, again.outcome);
        assert_int_equal(decision.amount.cents, again.amount.cents);
        assert_true(decision.has_amount && decision.amount.cents > 0);
        assert_int_equal(decision.doubts & ~decision.grounds, 0);
        bool refused = (decision.grounds & ~decision.doubts) != 0;
        assert_int_equal(decision.outcome == OUTCOME_REFUSED, refused);
        assert_int_equal(date_is_set(decision.pay_by), !refused);
        if (decision.outcome == OUTCOME_GRANTED) assert_granted(&request, &decision);
        for (int k = 0; k < decision.why.count; k++) {
            assert_non_null(decision.why.steps[k].article);
        }
    }
    for (int i = 0; i < OUTCOME_COUNT; i++) assert_true(outcomes[i] > CLAIMS / 100);
}

/* A document or an award more can only help or harm in one way. */
static void one_document_more_never_harms_one_award_more_never_helps(void **state)
{
    (void)state;
    static const int rank[OUTCOME_COUNT] = {
        [OUTCOME_REFUSED] = 0, [OUTCOME_REVIEW] = 1, [OUTCOME_GRANTED] = 2};
    for (int i = 0; i < CLAIMS; i++) {
        struct request request = random_request(&random);
        if (request.documents_count == 0) continue;
        struct decision decision = decision_on(&request);
        request.documents_count--;
        struct decision poorer = decision_on(&request);
        assert_true(rank[poorer.outcome] <= rank[decision.outcome]);
        request.documents_count++;
        if (request.awards_count == 0) continue;
        request.awards_count--;
        assert_true(rank[decision_on(&request).outcome] >= rank[decision.outcome]);
    }
}

int main(void)
{
    random = random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_more_euro_never_brings_more_and_one_more_child_never_less),
        cmocka_unit_test(a_loan_is_always_forty_percent),
        cmocka_unit_test(thresholds_never_fall_from_one_to_the_next),
        cmocka_unit_test(the_columns_follow_any_reform),
        cmocka_unit_test(every_decision_keeps_its_word),
        cmocka_unit_test(one_document_more_never_harms_one_award_more_never_helps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
