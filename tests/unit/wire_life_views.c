#include "tests/facts.h"
#include "tests/test.h"

#include "wire/life.h"

#include <string.h>

/* What the law says of each strand, as lines below it. The figures themselves are tested where they
 * are computed. */

static struct case_file file;

static void happens(struct fact fact)
{
    struct trouble trouble = {.where = "", .expected = ""};
    if (case_admits(&file, &fact, DATE(2030, 1, 1), &trouble) != ERR_OK) {
        fail_msg("%s: %s: %s", case_fact_kinds[fact.kind].word, trouble.where, trouble.expected);
    }
    assert_int_equal(case_apply(&file, &fact), ERR_OK);
}

static void happens_on(enum fact_kind kind, date day) { happens(fact_of(kind, day)); }

/* A loan of 258,61 awarded and notified on 15 January 2025, of 2 139,46 of resources. */
static void a_loan_is_notified(void)
{
    date day = DATE(2025, 11, 25);
    file = case_empty((file_number){INT64_C(482109375516)});
    struct fact claim = fact_of(FACT_CLAIM_RECEIVED, day), loan = fact_of(FACT_LOAN_GRANTED, day);
    claim.body = claim_body(day, "59");
    claim.body.request.resources = (money){213946};
    happens(claim);
    happens_on(FACT_CLAIM_COMPLETED, day);
    happens(decided_fact(&file, day, NO_DATE));
    loan.body.amount = file.decision.amount;
    happens(loan);
    happens_on(FACT_DECISION_NOTIFIED, day);
}

static void it_is_paid(void)
{
    date day = DATE(2025, 11, 26);
    happens(order_fact(&file, day, 1));
    happens(payment_fact(FACT_PAYMENT_SENT, day, 1));
    happens(payment_fact(FACT_PAYMENT_SETTLED, day, 1));
}

static const char *view_in(enum strand strand, date today, bool why, enum language language)
{
    static char room[32768];
    struct sheet sheet = {.out = WRITER(room), .language = language};
    struct view_wish wish = {today, why};
    sheet_view(&sheet, strand, &file, &wish);
    return writer_string(&sheet.out);
}

static const char *view(enum strand strand, date today)
{
    return view_in(strand, today, false, LANGUAGE_FR);
}

static void assert_says(const char *view, const char *line)
{
    if (!strstr(view, line)) fail_msg("%s\nlacks\n%s", view, line);
}

static void nothing_is_said_of_what_has_not_begun(void **state)
{
    (void)state;
    file = case_empty((file_number){INT64_C(482109375516)});
    for (int i = 0; i < STRAND_COUNT; i++) {
        assert_string_equal(view_in((enum strand)i, DATE(2025, 11, 25), true, LANGUAGE_FR), "");
    }
    struct fact claim = fact_of(FACT_CLAIM_RECEIVED, DATE(2025, 11, 25));
    claim.body = claim_body(DATE(2025, 11, 25), "59");
    happens(claim);
    static const enum strand untouched[] = {STRAND_CLAIM,  STRAND_PAYMENT, STRAND_RIGHTS,
                                            STRAND_LOAN,   STRAND_PENAL,   STRAND_DEBT,
                                            STRAND_CONTROL};
    for (size_t i = 0; i < LENGTH(untouched); i++) {
        assert_string_equal(view_in(untouched[i], DATE(2025, 11, 25), true, LANGUAGE_FR), "");
    }
    assert_string_equal(view(STRAND_APPEAL, DATE(2025, 11, 25)),
                        "    le silence rejette la demande le\u00a0: 2026-01-25\n");
}

static void the_loan_says_what_is_owed_and_when(void **state)
{
    (void)state;
    a_loan_is_notified();
    it_is_paid();
    assert_string_equal(view(STRAND_LOAN, DATE(2026, 1, 1)),
                        "    ce jour\u00a0: pas encore exigible\n"
                        "    prêté\u00a0: 258,61\u00a0€\n"
                        "    reste\u00a0: 258,61\u00a0€\n"
                        "    reste à sa charge\u00a0: 258,61\u00a0€\n"
                        "    réclamable jusqu'au\u00a0: 2032-11-25\n");
    assert_string_equal(view(STRAND_PENAL, DATE(2026, 1, 1)),
                        "    suspend le remboursement\u00a0: oui\n");
    happens_on(FACT_NO_PROCEEDINGS, DATE(2026, 1, 5));
    const char *due = view_in(STRAND_LOAN, DATE(2027, 12, 26), false, LANGUAGE_EN);
    assert_string_equal(due, "    that day: due\n"
                             "    lent: €258.61\n"
                             "    left: €258.61\n"
                             "    left for her: €258.61\n"
                             "    due on: 2027-11-25\n"
                             "    next instalment: 1/24, €10.78 on 2027-11-25\n"
                             "    instalments late: €21.56\n"
                             "    late since: 2027-11-25\n"
                             "    may be claimed until: 2032-11-25\n");
    assert_says(view(STRAND_PENAL, DATE(2026, 1, 5)), "non\n    depuis le\u00a0: 2026-01-05\n");
    const char *why = view_in(STRAND_LOAN, DATE(2027, 12, 26), true, LANGUAGE_FR);
    assert_says(why, "\n    pourquoi\u00a0:\n      CASF D. 214-21, 1° — ");
    assert_says(why, "\n      CASF D. 214-21, al. 1 — ");
}

static void the_author_s_debt_is_said(void **state)
{
    (void)state;
    a_loan_is_notified();
    it_is_paid();
    struct fact outcome = fact_of(FACT_OUTCOME_KNOWN, DATE(2026, 5, 4));
    outcome.body.known_on = DATE(2026, 5, 20);
    outcome.body.outcome = PENAL_REPAYMENT_ORDERED;
    outcome.body.final = true;
    happens(outcome);
    const char *loan = view(STRAND_LOAN, DATE(2026, 6, 1));
    assert_says(loan, "    ce jour\u00a0: demandé à l'auteur\n");
    assert_says(loan, "    dû par l'auteur\u00a0: 258,61\u00a0€\n"
                      "    à\u00a0: le comptable public\n"
                      "    que l'auteur doit encore\u00a0: 258,61\u00a0€\n");
    assert_says(view(STRAND_PENAL, DATE(2026, 6, 1)),
                "    issue\u00a0: condamnation à rembourser le prêt (code pénal, 222-44-1)\n"
                "    l'auteur doit rembourser\u00a0: oui\n");
}

static void appeals_say_the_day_shown_and_the_day_enforced(void **state)
{
    (void)state;
    a_loan_is_notified();
    assert_string_equal(view(STRAND_APPEAL, DATE(2026, 1, 2)),
                        "    contre la décision, avant la fin du\u00a0: 2026-01-26\n");
    struct fact appeal = fact_of(FACT_APPEAL_FILED, DATE(2026, 1, 5));
    appeal.body.received_on = DATE(2026, 1, 7);
    happens(appeal);
    const char *filed = view(STRAND_APPEAL, DATE(2026, 1, 8));
    assert_says(filed, "    contre\u00a0: la décision sur la demande\n"
                       "    ce jour\u00a0: devant la commission\n"
                       "    le silence rejette le recours le\u00a0: 2026-03-07\n");
    const char *silent = view(STRAND_APPEAL, DATE(2026, 3, 8));
    assert_says(silent, "    ce jour\u00a0: à porter devant le tribunal\n");
    assert_says(silent, "    devant le tribunal, avant la fin du\u00a0: ");
    assert_says(silent, ", sans délai opposable\n"); /* no receipt told her the terms */

    struct fact receipt = fact_of(FACT_APPEAL_ACKNOWLEDGED, DATE(2026, 1, 8));
    receipt.body.states_remedies = true;
    happens(receipt);
    assert_says(view(STRAND_APPEAL, DATE(2026, 5, 11)),
                "    devant le tribunal, avant la fin du\u00a0: 2026-05-07, tardif après le "
                "2026-05-11\n");
    assert_says(view(STRAND_APPEAL, DATE(2026, 5, 12)), "après le 2026-05-11, tardif\n");
}

static void controls_say_the_bounds_of_a_penalty(void **state)
{
    (void)state;
    a_loan_is_notified();
    it_is_paid();
    happens_on(FACT_CONTROL_OPENED, DATE(2026, 2, 2));
    assert_string_equal(view(STRAND_CONTROL, DATE(2026, 2, 2)), "");
    struct fact told = fact_of(FACT_THIRD_PARTY_TOLD, DATE(2026, 2, 4));
    told.body.content_told = told.body.origin_told = true;
    happens(told);
    assert_string_equal(view(STRAND_CONTROL, DATE(2026, 2, 4)),
                        "    renseignements d'un tiers\u00a0: opposables\n");
    struct fact closed = fact_of(FACT_CONTROL_CLOSED, DATE(2026, 2, 9));
    closed.body.irregular = true;
    happens(closed);
    struct fact reproached = fact_of(FACT_FACTS_REPROACHED, DATE(2026, 2, 10));
    reproached.body.intent = INTENT_WILFUL;
    reproached.body.facts_from = DATE(2025, 11, 25);
    reproached.body.sums_known = true;
    reproached.body.amount = (money){25861};
    happens(reproached);
    const char *control = view(STRAND_CONTROL, DATE(2026, 2, 11));
    assert_says(control, "    pénalité\u00a0: elle peut s'expliquer\n"
                         "    au plus\u00a0: 181,03\u00a0€\n"
                         "    elle peut s'expliquer avant la fin du\u00a0: 2026-03-10\n");
    assert_says(view_in(STRAND_CONTROL, DATE(2026, 2, 11), true, LANGUAGE_EN),
                "\n    why:\n      CSS L. 114-21 — ");
}

static void rights_say_until_when(void **state)
{
    (void)state;
    a_loan_is_notified();
    it_is_paid();
    assert_string_equal(view(STRAND_RIGHTS, DATE(2025, 12, 1)),
                        "    ce jour\u00a0: ouverts\n"
                        "    du\u00a0: 2025-11-26\n"
                        "    jusqu'au\u00a0: 2026-05-26\n"
                        "    à rappeler avant le\u00a0: 2026-04-26\n");
}

static void the_claim_says_why_it_was_decided_so(void **state)
{
    (void)state;
    a_loan_is_notified();
    assert_string_equal(view(STRAND_CLAIM, DATE(2025, 12, 1)), "");
    assert_says(view_in(STRAND_CLAIM, DATE(2025, 12, 1), true, LANGUAGE_FR),
                "      CASF D. 214-13, 1° — ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_said_of_what_has_not_begun),
        cmocka_unit_test(the_loan_says_what_is_owed_and_when),
        cmocka_unit_test(the_author_s_debt_is_said),
        cmocka_unit_test(appeals_say_the_day_shown_and_the_day_enforced),
        cmocka_unit_test(controls_say_the_bounds_of_a_penalty),
        cmocka_unit_test(rights_say_until_when),
        cmocka_unit_test(the_claim_says_why_it_was_decided_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
