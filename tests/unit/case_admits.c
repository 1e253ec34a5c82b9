#include "tests/facts.h"
#include "tests/test.h"

#include <string.h>

static const date monday = {2025, 11, 24}, tuesday = {2025, 11, 25}, wednesday = {2025, 11, 26},
                  thursday = {2025, 11, 27};

/* A file in each stage a fact may meet. */
static struct case_file empty_file(void) { return case_empty((file_number){482109375516}); }

static struct case_file received_file(void)
{
    struct case_file file = empty_file();
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED, monday);
    fact.body = claim_body(monday, "59");
    assert_int_equal(record(&file, fact), ERR_OK);
    return file;
}

static struct case_file complete_file(void)
{
    struct case_file file = received_file();
    assert_int_equal(record(&file, fact_of(FACT_CLAIM_COMPLETED, tuesday)), ERR_OK);
    return file;
}

static struct case_file granted_file(void)
{
    struct case_file file = complete_file();
    assert_int_equal(record(&file, decided_fact(&file, tuesday, NO_DATE)), ERR_OK);
    return file;
}

static struct case_file ordered_file(void)
{
    struct case_file file = granted_file();
    assert_int_equal(record(&file, order_fact(&file, wednesday, 7)), ERR_OK);
    return file;
}

static struct case_file sent_file(void)
{
    struct case_file file = ordered_file();
    assert_int_equal(record(&file, payment_fact(FACT_PAYMENT_SENT, wednesday, 7)), ERR_OK);
    return file;
}

static struct case_file settled_file(void)
{
    struct case_file file = sent_file();
    assert_int_equal(record(&file, payment_fact(FACT_PAYMENT_SETTLED, thursday, 7)), ERR_OK);
    return file;
}

static struct case_file refused_file(void)
{
    struct case_file file = complete_file();
    assert_int_equal(record(&file, decided_fact(&file, tuesday, DATE(2025, 6, 1))), ERR_OK);
    return file;
}

static struct case_file withdrawn_file(void)
{
    struct case_file file = complete_file();
    assert_int_equal(withdraw(&file, wednesday), ERR_OK);
    return file;
}

static struct case_file returned_file(void)
{
    struct case_file file = sent_file();
    assert_int_equal(record(&file, payment_fact(FACT_PAYMENT_RETURNED, thursday, 7)), ERR_OK);
    return file;
}

static struct case_file agreed_file(void)
{
    struct case_file file = received_file();
    struct fact fact = fact_of(FACT_CONSENTS_CHANGED, monday);
    fact.body.consent_departement = fact.body.consent_association = true;
    assert_int_equal(record(&file, fact), ERR_OK);
    return file;
}

static void assert_refused(const struct case_file *file, struct fact fact, date today, err expected,
                           const char *where)
{
    struct trouble trouble = {.where = ""};
    assert_int_equal(case_admits(file, &fact, today, &trouble), expected);
    assert_string_equal(trouble.where, where);
}

/* The stage of the fact's own strand, the text that rules it, what is missing elsewhere and what is
 * lawful, in full: a word cut in two would name a fact that does not exist. */
static void a_refused_stage_names_the_text_and_every_fact_that_is_lawful(void **state)
{
    (void)state;
    static const struct {
        struct case_file (*file)(void);
        enum fact_kind kind;
        const char *expected;
    } cases[] = {
        {empty_file, FACT_CLAIM_COMPLETED,
         "claim is new (CASF D. 214-19); lawful now: claim_received"},
        {received_file, FACT_CLAIM_GRANTED,
         "claim is received (CASF L. 214-9, L. 214-11); lawful now: information_received "
         "claim_completed claim_transmitted claim_refused claim_withdrawn sent_to_departement "
         "referred_to_association account_confirmed consents_changed filled_with_help"},
        {withdrawn_file, FACT_CLAIM_RECEIVED,
         "claim is withdrawn (CASF L. 214-9, D. 214-18); lawful now:"},
        {received_file, FACT_PAYMENT_ORDERED,
         "payment is none (CASF L. 214-10, al. 3, D. 214-13); needs claim granted; lawful now:"},
        {granted_file, FACT_PAYMENT_SENT,
         "payment is none (CASF L. 214-10, al. 3); lawful now: payment_ordered parts_chosen"},
        {sent_file, FACT_PAYMENT_ORDERED,
         "payment is sent (CASF L. 214-10, al. 3, D. 214-13); lawful now: payment_settled "
         "payment_returned payment_taken"},
        {withdrawn_file, FACT_APPEAL_FILED,
         "appeal is none (CASF L. 214-15 ; CSS L. 142-4, R. 142-1); needs claim received or claim "
         "complete or claim granted or claim refused; lawful now:"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct case_file file = cases[i].file();
        struct fact fact = fact_of(cases[i].kind, thursday);
        struct trouble trouble;
        assert_int_equal(case_admits(&file, &fact, thursday, &trouble), ERR_NOT_LAWFUL);
        assert_string_equal(trouble.where, "/kind");
        assert_string_equal(trouble.expected, cases[i].expected);
    }
}

/* Whatever is refused by its stage is told whole. */
static void no_refusal_is_cut_short(void **state)
{
    (void)state;
    static struct case_file (*const files[])(void) = {empty_file,   received_file, complete_file,
                                                      granted_file, refused_file,  settled_file};
    for (size_t i = 0; i < LENGTH(files); i++) {
        struct case_file file = files[i]();
        for (int kind = 0; kind < FACT_COUNT; kind++) {
            if (case_allows(&file, (enum fact_kind)kind)) continue;
            struct fact fact = fact_of((enum fact_kind)kind, thursday);
            struct trouble trouble;
            assert_int_equal(case_admits(&file, &fact, thursday, &trouble), ERR_NOT_LAWFUL);
            assert_true(strlen(trouble.expected) < sizeof trouble.expected - 32);
            assert_non_null(strstr(trouble.expected, case_fact_kinds[kind].basis));
        }
    }
}

static void no_fact_is_of_tomorrow_nor_before_what_it_answers_to(void **state)
{
    (void)state;
    struct case_file received = received_file(), agreed = agreed_file(), complete = complete_file();
    struct case_file granted = granted_file(), ordered = ordered_file(), sent = sent_file();
    struct case_file returned = returned_file(), leaving = received_file();
    assert_int_equal(record(&returned, fact_of(FACT_ACCOUNT_CONFIRMED, thursday)), ERR_OK);
    assert_int_equal(change(&leaving, tuesday, ASKED_WITHDRAWAL), ERR_OK);
    const struct {
        const struct case_file *file;
        struct fact fact;
        date first; /* the first day it may be of */
    } cases[] = {
        {&received, fact_of(FACT_CLAIM_COMPLETED, monday), monday},
        {&leaving, fact_of(FACT_CLAIM_WITHDRAWN, tuesday), tuesday},
        {&agreed, fact_of(FACT_SENT_TO_DEPARTEMENT, monday), monday},
        {&agreed, fact_of(FACT_REFERRED_TO_ASSOCIATION, monday), monday},
        {&received, fact_of(FACT_ACCOUNT_CONFIRMED, monday), monday},
        {&complete, decided_fact(&complete, tuesday, NO_DATE), tuesday},
        {&complete, decided_fact(&complete, tuesday, DATE(2025, 6, 1)), tuesday},
        {&granted, fact_of(FACT_DECISION_NOTIFIED, tuesday), tuesday},
        {&granted, order_fact(&granted, tuesday, 1), tuesday},
        {&ordered, payment_fact(FACT_PAYMENT_SENT, wednesday, 7), wednesday},
        {&sent, payment_fact(FACT_PAYMENT_SETTLED, wednesday, 7), wednesday},
        {&sent, payment_fact(FACT_PAYMENT_RETURNED, wednesday, 7), wednesday},
        {&returned, order_fact(&returned, thursday, 8), thursday},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct fact fact = cases[i].fact;
        struct trouble trouble;
        fact.day = cases[i].first;
        assert_int_equal(case_admits(cases[i].file, &fact, fact.day, &trouble), ERR_OK);
        assert_refused(cases[i].file, fact, date_plus_days(fact.day, -1), ERR_BAD_INPUT, "/day");
        fact.day = date_plus_days(cases[i].first, -1);
        assert_refused(cases[i].file, fact, thursday, ERR_BAD_INPUT, "/day");
    }
}

/* D. 214-19: the delay cannot start before the last information came, nor before her document. */
static void a_claim_is_complete_once_everything_has_come(void **state)
{
    (void)state;
    struct case_file file = received_file();
    struct fact told = fact_of(FACT_INFORMATION_RECEIVED, tuesday);
    told.body = claim_body(monday, "59");
    told.body.request.documents[0].dated = wednesday;
    struct trouble trouble;
    assert_int_equal(case_admits(&file, &told, tuesday, &trouble), ERR_BAD_INPUT);
    assert_string_equal(trouble.where, "/documents/0/dated");
    assert_int_equal(case_admits(&file, &told, wednesday, &trouble), ERR_OK);
    assert_int_equal(case_apply(&file, &told), ERR_OK);
    assert_refused(&file, fact_of(FACT_CLAIM_COMPLETED, monday), thursday, ERR_BAD_INPUT, "/day");
    assert_refused(&file, fact_of(FACT_CLAIM_COMPLETED, tuesday), thursday, ERR_BAD_INPUT,
                   "/documents/0/dated");
    struct fact refused = fact_of(FACT_CLAIM_REFUSED, tuesday);
    assert_refused(&file, refused, thursday, ERR_BAD_INPUT, "/documents/0/dated");
    assert_int_equal(record(&file, fact_of(FACT_CLAIM_COMPLETED, wednesday)), ERR_OK);
    refused.day = tuesday;
    assert_refused(&file, refused, thursday, ERR_BAD_INPUT, "/day");
}

static void a_claim_out_of_bounds_is_not_received(void **state)
{
    (void)state;
    struct case_file file = empty_file();
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED, monday);
    fact.body = claim_body(tuesday, "59");
    assert_refused(&file, fact, thursday, ERR_BAD_INPUT, "/requested_on");
    fact.body = claim_body(monday, "987");
    assert_refused(&file, fact, thursday, ERR_BAD_INPUT, "/department");
    fact.body = claim_body(monday, "none");
    assert_refused(&file, fact, thursday, ERR_BAD_INPUT, "/department");
    fact.body = claim_body(monday, "59");
    fact.body.request.resources.cents = -1;
    assert_refused(&file, fact, thursday, ERR_BAD_INPUT, "/resources_cents");
    fact.day = NO_DATE;
    assert_refused(&file, fact, thursday, ERR_BAD_INPUT, "/requested_on");
}

static void a_claim_is_passed_on_to_a_fund(void **state)
{
    (void)state;
    struct case_file file = received_file();
    struct fact fact = fact_of(FACT_CLAIM_TRANSMITTED, tuesday);
    assert_refused(&file, fact, thursday, ERR_BAD_INPUT, "/body/fund");
    fact.body.fund = law_fund(T("CAF-62"));
    assert_int_equal(record(&file, fact), ERR_OK);
    assert_string_equal(file.fund->code, "CAF-62");
}

/* An office decides what the law says, to the cent. */
/* Who brings it may have helped her with it, and says so once. */
static void help_is_told_once_by_who_brought_the_claim(void **state)
{
    (void)state;
    struct fact help = fact_of(FACT_FILLED_WITH_HELP, monday);
    for (enum channel channel = 0; channel < CHANNEL_COUNT; channel++) {
        struct case_file file = received_file();
        file.claim.channel = channel;
        if (channel == CHANNEL_ONLINE) {
            assert_refused(&file, help, monday, ERR_NOT_LAWFUL, "/kind");
            continue;
        }
        assert_int_equal(record(&file, help), ERR_OK);
        assert_int_equal(date_compare(file.helped_on, monday), 0);
        assert_refused(&file, help, monday, ERR_NOT_LAWFUL, "/kind");
    }
}

static void a_decision_is_the_law_s(void **state)
{
    (void)state;
    struct case_file file = complete_file();
    struct fact lawful = decided_fact(&file, wednesday, NO_DATE);
    struct trouble trouble;
    assert_int_equal(case_admits(&file, &lawful, thursday, &trouble), ERR_OK);

    struct fact fact = lawful;
    fact.kind = FACT_CLAIM_REFUSED;
    assert_refused(&file, fact, thursday, ERR_NOT_LAWFUL, "/kind");
    fact = lawful;
    fact.body.amount.cents++;
    assert_refused(&file, fact, thursday, ERR_NOT_LAWFUL, "/body");
    fact = lawful;
    fact.body.form = FORM_LOAN;
    assert_refused(&file, fact, thursday, ERR_NOT_LAWFUL, "/body");
    fact = lawful;
    fact.body.settled_by_agent = true;
    assert_refused(&file, fact, thursday, ERR_NOT_LAWFUL, "/body");
    fact = lawful;
    fact.body.earlier_award = thursday;
    assert_refused(&file, fact, thursday, ERR_BAD_INPUT, "/body/earlier_award");

    struct fact same_day = decided_fact(&file, wednesday, wednesday);
    assert_int_equal(case_admits(&file, &same_day, thursday, &trouble), ERR_OK);
    struct fact refusal = decided_fact(&file, wednesday, DATE(2025, 6, 1));
    assert_int_equal(refusal.kind, FACT_CLAIM_REFUSED);
    assert_int_equal(case_admits(&file, &refusal, thursday, &trouble), ERR_OK);
    fact = refusal;
    fact.kind = FACT_CLAIM_GRANTED;
    assert_refused(&file, fact, thursday, ERR_NOT_LAWFUL, "/kind");
    fact = refusal;
    fact.body.grounds |= BIT(GROUND_RESIDENCE);
    assert_refused(&file, fact, thursday, ERR_NOT_LAWFUL, "/body");
}

/* What the law leaves to an agent the agent settles, either way; the sums stay the law's. */
static void an_agent_settles_what_the_law_leaves_open(void **state)
{
    (void)state;
    struct case_file file = empty_file();
    struct fact claim = fact_of(FACT_CLAIM_RECEIVED, monday);
    claim.body = claim_body(monday, "59");
    claim.body.request.residence = RESIDENCE_UNKNOWN;
    assert_int_equal(record(&file, claim), ERR_OK);
    assert_int_equal(record(&file, fact_of(FACT_CLAIM_COMPLETED, monday)), ERR_OK);

    struct fact fact = decided_fact(&file, tuesday, NO_DATE);
    assert_true(fact.body.settled_by_agent);
    struct trouble trouble;
    assert_int_equal(case_admits(&file, &fact, thursday, &trouble), ERR_OK);
    fact.body.amount.cents--;
    assert_refused(&file, fact, thursday, ERR_NOT_LAWFUL, "/body");
    fact.body.amount.cents++;
    fact.kind = FACT_CLAIM_REFUSED;
    assert_refused(&file, fact, thursday, ERR_NOT_LAWFUL, "/body/grounds");
    fact.body.grounds = BIT(GROUND_RESIDENCE);
    assert_int_equal(case_admits(&file, &fact, thursday, &trouble), ERR_OK);
    fact.body.settled_by_agent = false;
    assert_refused(&file, fact, thursday, ERR_NOT_LAWFUL, "/body");
}

/* D. 214-13 al. 1: what is owed, at once, to an account she says is safe. */
static void an_order_pays_what_is_owed_to_a_safe_account(void **state)
{
    (void)state;
    struct case_file file = granted_file();
    struct fact order = order_fact(&file, wednesday, 1);
    order.body.amount.cents--;
    assert_refused(&file, order, thursday, ERR_NOT_LAWFUL, "/body/amount_cents");
    order = order_fact(&file, wednesday, 1);
    order.body.execution_on = tuesday;
    assert_refused(&file, order, thursday, ERR_BAD_INPUT, "/body/execution_on");
    order.body.execution_on = wednesday;
    file.claim.account_seen_by_others = true;
    assert_refused(&file, order, thursday, ERR_NOT_LAWFUL, "/kind");
    file.claim.account_seen_by_others = false;
    file.claim.has_account = false;
    assert_refused(&file, order, thursday, ERR_NOT_LAWFUL, "/kind");
    assert_refused(&file, fact_of(FACT_ACCOUNT_CONFIRMED, wednesday), thursday, ERR_NOT_LAWFUL,
                   "/kind");
    assert_int_equal(change(&file, wednesday, ASKED_ACCOUNT), ERR_OK);
    assert_int_equal(record(&file, order), ERR_OK);
}

static void the_bank_answers_to_the_latest_order(void **state)
{
    (void)state;
    struct case_file ordered = ordered_file(), sent = sent_file(), returned = returned_file();
    assert_refused(&ordered, payment_fact(FACT_PAYMENT_SENT, thursday, 8), thursday, ERR_NOT_LAWFUL,
                   "/body/reference");
    assert_refused(&sent, payment_fact(FACT_PAYMENT_SETTLED, thursday, 8), thursday, ERR_NOT_LAWFUL,
                   "/body/reference");
    assert_refused(&sent, payment_fact(FACT_PAYMENT_RETURNED, thursday, 8), thursday,
                   ERR_NOT_LAWFUL, "/body/reference");
    assert_refused(&returned, order_fact(&returned, thursday, 8), thursday, ERR_NOT_LAWFUL,
                   "/kind");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refused_stage_names_the_text_and_every_fact_that_is_lawful),
        cmocka_unit_test(no_refusal_is_cut_short),
        cmocka_unit_test(no_fact_is_of_tomorrow_nor_before_what_it_answers_to),
        cmocka_unit_test(a_claim_is_complete_once_everything_has_come),
        cmocka_unit_test(a_claim_out_of_bounds_is_not_received),
        cmocka_unit_test(a_claim_is_passed_on_to_a_fund),
        cmocka_unit_test(help_is_told_once_by_who_brought_the_claim),
        cmocka_unit_test(a_decision_is_the_law_s),
        cmocka_unit_test(an_agent_settles_what_the_law_leaves_open),
        cmocka_unit_test(an_order_pays_what_is_owed_to_a_safe_account),
        cmocka_unit_test(the_bank_answers_to_the_latest_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
