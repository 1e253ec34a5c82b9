#include "case/rules.h"
#include "tests/facts.h"
#include "tests/reasons.h"
#include "tests/stages.h"
#include "tests/test.h"

#include <string.h>

/* A grant of Lille, paid on 20 January 2026 (J02); she agreed to an association. */
static const date paid_on = {2026, 1, 20};

#define RECORD(file, fact) assert_int_equal(record((file), (fact)), ERR_OK)

static struct case_file granted(void)
{
    struct case_file file = case_empty((file_number){482109375516});
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED, DATE(2026, 1, 15));
    fact.body = claim_body(DATE(2026, 1, 15), "59");
    fact.body.consent_association = true;
    RECORD(&file, fact);
    RECORD(&file, fact_of(FACT_CLAIM_COMPLETED, DATE(2026, 1, 15)));
    RECORD(&file, decided_fact(&file, DATE(2026, 1, 15), NO_DATE));
    return file;
}

static void pay(struct case_file *file, date day, int64_t reference)
{
    RECORD(file, order_fact(file, day, reference));
    RECORD(file, payment_fact(FACT_PAYMENT_SENT, day, reference));
    RECORD(file, payment_fact(FACT_PAYMENT_SETTLED, day, reference));
}

static struct case_file paid(void)
{
    struct case_file file = granted();
    pay(&file, paid_on, 1);
    return file;
}

static struct rights_state seen(const struct case_file *file, date today, struct reasoning *why)
{
    struct rights_state state;
    *why = (struct reasoning){.count = 0};
    case_rights(file, today, why, &state);
    return state;
}

static void assert_day(date got, date expected)
{
    if (date_compare(got, expected) != 0) fail_msg("%d-%d-%d", got.year, got.month, got.day);
}

static void assert_refused(const struct case_file *file, struct fact fact, err expected,
                           const char *where, const char *says_so)
{
    struct trouble trouble = {.where = "", .expected = ""};
    assert_int_equal(case_admits(file, &fact, DATE(2027, 1, 1), &trouble), expected);
    assert_string_equal(trouble.where, where);
    if (!strstr(trouble.expected, says_so)) fail_msg("%s", trouble.expected);
}

static int duties_of(const struct case_file *file, date today, struct duty ret[DUTY_COUNT])
{
    struct duty_list list = {ret, 0, today, NO_DATE};
    case_rights_duties(file, &list);
    return list.count;
}

/* ---- the six months ---- */

/* J02 */
static void the_rights_are_open_six_months_from_the_first_payment(void **state)
{
    (void)state;
    struct reasoning why;
    struct case_file file = granted();
    struct rights_state rights = seen(&file, paid_on, &why);
    assert_int_equal(rights.position, RIGHTS_CLOSED);
    assert_true(says(&why, SENTENCE_RIGHTS_CLOSED) && !date_is_set(rights.until));

    file = paid();
    rights = seen(&file, DATE(2026, 7, 20), &why);
    assert_int_equal(rights.position, RIGHTS_OPEN);
    assert_day(rights.from, paid_on);
    assert_day(rights.until, DATE(2026, 7, 20));
    assert_day(rights.remind_by, DATE(2026, 6, 20));
    assert_true(says(&why, SENTENCE_RIGHT_TO_CONFIRM) && is_founded(&why));
    assert_false(rights.told || rights.end_told || rights.accompanied);
    rights = seen(&file, DATE(2026, 7, 21), &why);
    assert_int_equal(rights.position, RIGHTS_ENDED);
    assert_day(rights.until, DATE(2026, 7, 20));
}

/* A payment that came back opens nothing; paid again, the six months still run from the first. */
static void only_a_payment_that_stands_opens_them(void **state)
{
    (void)state;
    struct reasoning why;
    struct duty duties[DUTY_COUNT];
    struct case_file file = paid();
    RECORD(&file, payment_fact(FACT_PAYMENT_RETURNED, DATE(2026, 1, 26), 1));
    assert_int_equal(seen(&file, DATE(2026, 1, 26), &why).position, RIGHTS_CLOSED);
    assert_int_equal(duties_of(&file, DATE(2026, 1, 26), duties), 0);
    assert_refused(&file, fact_of(FACT_RIGHTS_TOLD, DATE(2026, 1, 26)), ERR_NOT_LAWFUL, "/kind",
                   "payment_settled first");
    RECORD(&file, fact_of(FACT_ACCOUNT_CONFIRMED, DATE(2026, 1, 27)));
    pay(&file, DATE(2026, 2, 3), 2);
    struct rights_state rights = seen(&file, DATE(2026, 2, 3), &why);
    assert_day(rights.until, DATE(2026, 7, 20));
    assert_int_equal(duties_of(&file, DATE(2026, 2, 3), duties), 2);
    assert_day(duties[0].due, paid_on);
    file.stages[STRAND_CLAIM] = STAGE_CLAIM_REFUSED; /* the award fell */
    assert_int_equal(seen(&file, DATE(2026, 2, 3), &why).position, RIGHTS_CLOSED);
    assert_int_equal(duties_of(&file, DATE(2026, 2, 3), duties), 0);
}

static void they_are_told_then_their_end_is(void **state)
{
    (void)state;
    struct reasoning why;
    struct duty duties[DUTY_COUNT];
    struct case_file file = granted();
    assert_refused(&file, fact_of(FACT_RIGHTS_TOLD, paid_on), ERR_NOT_LAWFUL, "/kind",
                   "needs payment ordered");
    file = paid();
    assert_int_equal(duties_of(&file, DATE(2026, 1, 23), duties), 2);
    assert_int_equal(duties[0].kind, DUTY_TELL_RIGHTS);
    assert_day(duties[0].due, paid_on);
    assert_int_equal(duties[0].late_days, 3);
    assert_int_equal(duties[1].kind, DUTY_TELL_RIGHTS_END);
    assert_day(duties[1].due, DATE(2026, 6, 20));
    struct fact told = fact_of(FACT_RIGHTS_TOLD, DATE(2026, 1, 19));
    assert_refused(&file, told, ERR_BAD_INPUT, "/day", "not before");
    told.day = paid_on;
    RECORD(&file, told);
    assert_int_equal(duties_of(&file, DATE(2026, 7, 1), duties), 1);
    assert_int_equal(duties[0].late_days, 11);
    assert_true(seen(&file, paid_on, &why).told);
    struct fact end = fact_of(FACT_RIGHTS_END_TOLD, DATE(2026, 1, 19));
    assert_refused(&file, end, ERR_BAD_INPUT, "/day", "not before");
    end.day = DATE(2026, 6, 18);
    RECORD(&file, end);
    assert_int_equal(duties_of(&file, DATE(2026, 7, 1), duties), 0);
    assert_true(seen(&file, DATE(2026, 6, 18), &why).end_told);
}

/* A complement on its way does not keep her rights from being told. */
static void rights_are_told_while_a_complement_is_ordered(void **state)
{
    (void)state;
    struct case_file file = paid();
    file.stages[STRAND_PAYMENT] = STAGE_PAYMENT_ORDERED;
    RECORD(&file, fact_of(FACT_RIGHTS_TOLD, DATE(2026, 1, 21)));
}

/* ---- the association ---- */

/* L. 214-8 */
static void a_support_begins_after_a_referral_and_ends_once(void **state)
{
    (void)state;
    struct reasoning why;
    struct case_file file = granted();
    struct fact accepted = fact_of(FACT_REFERRAL_ACCEPTED, DATE(2026, 1, 17));
    struct fact closed = fact_of(FACT_REFERRAL_CLOSED, DATE(2026, 3, 2));
    assert_refused(&file, accepted, ERR_NOT_LAWFUL, "/kind", "referred_to_association first");
    assert_refused(&file, closed, ERR_NOT_LAWFUL, "/kind", "referral_accepted first");
    RECORD(&file, fact_of(FACT_REFERRED_TO_ASSOCIATION, DATE(2026, 1, 16)));
    assert_refused(&file, closed, ERR_NOT_LAWFUL, "/kind", "referral_accepted first");
    accepted.day = DATE(2026, 1, 15);
    assert_refused(&file, accepted, ERR_BAD_INPUT, "/day", "not before");
    accepted.day = DATE(2026, 1, 16);
    RECORD(&file, accepted);
    assert_true(seen(&file, DATE(2026, 1, 16), &why).accompanied);
    assert_refused(&file, accepted, ERR_NOT_LAWFUL, "/kind", "referral_closed first");
    closed.day = DATE(2026, 1, 15);
    assert_refused(&file, closed, ERR_BAD_INPUT, "/day", "not before");
    closed.day = DATE(2026, 3, 2);
    RECORD(&file, closed);
    assert_false(seen(&file, DATE(2026, 3, 2), &why).accompanied);
    assert_refused(&file, closed, ERR_NOT_LAWFUL, "/kind", "referral_accepted first");
    accepted.day = DATE(2026, 3, 1); /* begun again, not before it had ended */
    assert_refused(&file, accepted, ERR_BAD_INPUT, "/day", "not before");
    accepted.day = DATE(2026, 3, 2);
    RECORD(&file, accepted);
    assert_true(seen(&file, DATE(2026, 3, 2), &why).accompanied);
}

/* The table of facts.def, line by line. */
static void each_fact_has_its_stages(void **state)
{
    (void)state;
    static const struct {
        enum fact_kind kind;
        const char *stages;
    } cases[] = {
        {FACT_RIGHTS_TOLD,
         "untold -> told; needs payment ordered payment sent payment settled payment returned"},
        {FACT_RIGHTS_END_TOLD, "told -> end_told"},
        {FACT_REFERRAL_ACCEPTED,
         "untold told end_told -> same; needs claim received claim complete "
         "claim granted claim refused"},
        {FACT_REFERRAL_CLOSED,
         "untold told end_told -> same; needs claim received claim complete claim "
         "granted claim refused"},
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
        cmocka_unit_test(the_rights_are_open_six_months_from_the_first_payment),
        cmocka_unit_test(only_a_payment_that_stands_opens_them),
        cmocka_unit_test(they_are_told_then_their_end_is),
        cmocka_unit_test(rights_are_told_while_a_complement_is_ordered),
        cmocka_unit_test(a_support_begins_after_a_referral_and_ends_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
