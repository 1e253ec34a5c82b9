#include "tests/facts.h"
#include "tests/test.h"

static struct case_file received(date day, const char *department)
{
    struct case_file file = case_empty((file_number){482109375516});
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED, day);
    fact.body = claim_body(day, department);
    assert_int_equal(record(&file, fact), ERR_OK);
    return file;
}

static struct case_file granted(date day)
{
    struct case_file file = received(day, "59");
    assert_int_equal(record(&file, fact_of(FACT_CLAIM_COMPLETED, day)), ERR_OK);
    assert_int_equal(record(&file, decided_fact(&file, day, NO_DATE)), ERR_OK);
    return file;
}

static void a_claim_goes_from_reception_to_payment(void **state)
{
    (void)state;
    struct case_file file = granted(DATE(2026, 1, 15));
    assert_int_equal(file.stages[STRAND_CLAIM], STAGE_CLAIM_GRANTED);
    assert_string_equal(file.fund->code, "CAF-59");
    assert_int_equal(record(&file, order_fact(&file, DATE(2026, 1, 16), 1)), ERR_OK);
    assert_int_equal(record(&file, payment_fact(FACT_PAYMENT_SENT, DATE(2026, 1, 16), 1)), ERR_OK);
    assert_int_equal(file.paid.cents, 0);
    assert_int_equal(record(&file, payment_fact(FACT_PAYMENT_SETTLED, DATE(2026, 1, 20), 1)),
                     ERR_OK);
    assert_int_equal(file.paid.cents, 64652);
    assert_int_equal(file.order.batch, 1);
    assert_int_equal(date_compare(law_rights_end(file.first_payment_on), DATE(2026, 7, 20)), 0);
    assert_int_equal(file.facts_count, 6);
    assert_int_equal(date_compare(file.last_day, DATE(2026, 1, 20)), 0);
}

/* The six months run from the first payment, even when it comes back later (L. 214-10 al. 4). */
static void the_first_payment_stays_first(void **state)
{
    (void)state;
    struct case_file file = granted(DATE(2026, 1, 15));
    static const date settled[] = {{2026, 1, 20}, {2026, 2, 3}};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(record(&file, order_fact(&file, settled[i], i + 1)), ERR_OK);
        assert_int_equal(record(&file, payment_fact(FACT_PAYMENT_SENT, settled[i], i + 1)), ERR_OK);
        assert_int_equal(record(&file, payment_fact(FACT_PAYMENT_SETTLED, settled[i], i + 1)),
                         ERR_OK);
        if (i == 1) break;
        struct fact back = payment_fact(FACT_PAYMENT_RETURNED, DATE(2026, 1, 26), 1);
        assert_int_equal(record(&file, back), ERR_OK);
        assert_int_equal(file.paid.cents, 0);
        assert_false(case_has_safe_account(&file));
        assert_int_equal(record(&file, fact_of(FACT_ACCOUNT_CONFIRMED, DATE(2026, 1, 27))), ERR_OK);
    }
    assert_int_equal(file.orders_count, 2);
    assert_int_equal(date_compare(file.account_confirmed_on, DATE(2026, 1, 27)), 0);
    assert_int_equal(date_compare(file.first_payment_on, DATE(2026, 1, 20)), 0);
    assert_int_equal(date_compare(file.settled_on, DATE(2026, 2, 3)), 0);
}

/* CRPA L. 114-2: a file passed on stays with its fund, whatever it learns afterwards. */
static void information_does_not_undo_a_transmission(void **state)
{
    (void)state;
    struct case_file file = received(DATE(2025, 11, 24), "64");
    assert_string_equal(file.fund->code, "CAF-64B");
    struct fact passed = fact_of(FACT_CLAIM_TRANSMITTED, DATE(2025, 11, 25));
    passed.body.fund = law_fund(T("CAF-64P"));
    assert_int_equal(record(&file, passed), ERR_OK);
    struct fact told = fact_of(FACT_INFORMATION_RECEIVED, DATE(2025, 11, 26));
    told.body = claim_body(DATE(2025, 11, 24), "64");
    told.body.channel = CHANNEL_ASSOCIATION;
    assert_int_equal(record(&file, told), ERR_OK);
    assert_string_equal(file.fund->code, "CAF-64P");
    assert_int_equal(file.claim.channel, CHANNEL_ONLINE);
    assert_int_equal(date_compare(file.informed_on, DATE(2025, 11, 26)), 0);
}

static void information_moves_a_file_that_was_not_passed_on(void **state)
{
    (void)state;
    struct case_file file = received(DATE(2025, 11, 26), "59");
    struct fact told = fact_of(FACT_INFORMATION_RECEIVED, DATE(2025, 11, 26));
    told.body = claim_body(DATE(2025, 11, 24), "59");
    told.body.request.beneficiary_of = BENEFICIARY_MSA;
    assert_int_equal(record(&file, told), ERR_OK);
    assert_string_equal(file.fund->code, "DMSA59");
}

static void a_fact_out_of_its_stage_leaves_the_file_untouched(void **state)
{
    (void)state;
    struct case_file file = case_empty((file_number){482109375516});
    for (int kind = 1; kind < FACT_COUNT; kind++) {
        struct fact fact = fact_of((enum fact_kind)kind, DATE(2025, 11, 25));
        /* Before a claim, only the police and the courts have something to say. */
        bool allowed = case_allows(&file, fact.kind);
        assert_true(!allowed || case_fact_kinds[kind].strand == STRAND_PENAL);
        if (allowed) continue;
        assert_int_equal(case_apply(&file, &fact), ERR_NOT_LAWFUL);
        assert_int_equal(file.facts_count, 0);
    }
}

/* A journal from disk may be anything: a place the aid does not know is refused, not trusted. */
static void a_fact_without_its_place_cannot_follow(void **state)
{
    (void)state;
    struct case_file file = case_empty((file_number){482109375516});
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED, DATE(2025, 11, 25));
    assert_int_equal(case_apply(&file, &fact), ERR_BAD_INPUT);
    fact.body = claim_body(DATE(2025, 11, 25), "987");
    assert_int_equal(case_apply(&file, &fact), ERR_BAD_INPUT);
    fact.body = claim_body(DATE(2025, 11, 25), "59");
    assert_int_equal(case_apply(&file, &fact), ERR_OK);
    fact.kind = FACT_INFORMATION_RECEIVED;
    fact.body.request.department = NULL;
    assert_int_equal(case_apply(&file, &fact), ERR_BAD_INPUT);
    fact.kind = FACT_CLAIM_TRANSMITTED;
    assert_int_equal(case_apply(&file, &fact), ERR_BAD_INPUT);
    assert_int_equal(file.facts_count, 1);
}

static void a_fold_says_which_fact_could_not_follow(void **state)
{
    (void)state;
    struct fact facts[3] = {fact_of(FACT_CLAIM_RECEIVED, DATE(2025, 11, 25)),
                            fact_of(FACT_CLAIM_WITHDRAWN, DATE(2025, 11, 26)),
                            fact_of(FACT_CLAIM_COMPLETED, DATE(2025, 11, 27))};
    facts[0].body = claim_body(DATE(2025, 11, 25), "59");
    struct case_file file;
    int place = -1;
    struct journal journal = {{482109375516}, facts, 3};
    assert_int_equal(case_fold(&journal, &file, &place), ERR_NOT_LAWFUL);
    assert_int_equal(place, 2);
    assert_int_equal(file.facts_count, 2);
    assert_int_equal(file.stages[STRAND_CLAIM], STAGE_CLAIM_WITHDRAWN);
    journal.count = 2;
    assert_int_equal(case_fold(&journal, &file, &place), ERR_OK);
    assert_int_equal(file.stages[STRAND_CLAIM], STAGE_CLAIM_WITHDRAWN);
    journal.count = 0;
    assert_int_equal(case_fold(&journal, &file, &place), ERR_OK);
    assert_int_equal(file.stages[STRAND_CLAIM], STAGE_CLAIM_NEW);
}

/* The law sees the claim as it stands: completed or not, with an award in another file or none,
 * and the parameters known on the day. */
static void the_law_is_asked_about_the_claim_as_it_stands(void **state)
{
    (void)state;
    struct case_file file = received(DATE(2024, 4, 15), "59");
    struct decision decision;
    case_assess(&file, DATE(2024, 4, 16), NO_DATE, &decision);
    assert_int_equal(decision.full.cents, 60775);
    assert_int_equal(decision.flags, BIT(FLAG_PARAMETER_MAY_BE_OUTDATED));
    assert_int_equal(date_compare(decision.pay_by, DATE(2024, 4, 23)), 0);
    assert_int_equal(record(&file, fact_of(FACT_CLAIM_COMPLETED, DATE(2024, 4, 15))), ERR_OK);
    case_assess(&file, DATE(2024, 4, 30), NO_DATE, &decision);
    assert_int_equal(decision.full.cents, 63571);
    assert_int_equal(date_compare(decision.pay_by, DATE(2024, 4, 22)), 0);
    case_assess(&file, DATE(2024, 4, 30), DATE(2023, 12, 5), &decision);
    assert_int_equal(decision.outcome, OUTCOME_REFUSED);
    struct body body = case_decision_body(&decision, DATE(2023, 12, 5));
    assert_int_equal(body.grounds, BIT(GROUND_AWARDED_WITHIN_12_MONTHS));
    assert_int_equal(body.amount.cents, 63571);
    assert_false(body.settled_by_agent);
}

static void what_is_missing_is_listed(void **state)
{
    (void)state;
    struct body claim = claim_body(DATE(2025, 11, 25), "59");
    assert_int_equal(case_missing_of(&claim), 0);
    claim.undertakes_repayment = false;
    assert_int_equal(case_missing_of(&claim), BIT(MISSING_UNDERTAKING));
    claim.undertakes_repayment = true;
    claim.undertakes_reporting = false;
    assert_int_equal(case_missing_of(&claim), BIT(MISSING_UNDERTAKING));
    claim.request.documents_count = 0;
    claim.has_account = false;
    assert_int_equal(case_missing_of(&claim),
                     BIT(MISSING_DOCUMENT) | BIT(MISSING_UNDERTAKING) | BIT(MISSING_ACCOUNT));
    assert_int_equal(case_missing.count, MISSING_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_goes_from_reception_to_payment),
        cmocka_unit_test(the_first_payment_stays_first),
        cmocka_unit_test(information_does_not_undo_a_transmission),
        cmocka_unit_test(information_moves_a_file_that_was_not_passed_on),
        cmocka_unit_test(a_fact_out_of_its_stage_leaves_the_file_untouched),
        cmocka_unit_test(a_fact_without_its_place_cannot_follow),
        cmocka_unit_test(a_fold_says_which_fact_could_not_follow),
        cmocka_unit_test(the_law_is_asked_about_the_claim_as_it_stands),
        cmocka_unit_test(what_is_missing_is_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
