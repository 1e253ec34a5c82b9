#include "case/rules.h"
#include "tests/facts.h"
#include "tests/reasons.h"
#include "tests/stages.h"
#include "tests/test.h"
#include "tests/unit/turns.h"

#include <string.h>

/* A claim of Lille, received on 5 January 2025. A control opened on 3 November 2025, closed on the
 * 28th; facts notified on 15 January 2026: her month ends on Monday 16 February. */
static const date received_on = {2025, 1, 5}, opened_on = {2025, 11, 3}, closed_on = {2025, 11, 28},
                  accused_on = {2026, 1, 15}, later_day = {2029, 1, 1};

static struct fact finding(date day, bool irregular, bool uses)
{
    struct fact fact = fact_of(FACT_CONTROL_CLOSED, day);
    fact.body.irregular = irregular;
    fact.body.uses_third_party = uses;
    return fact;
}

static struct fact told_fact(date day, bool content, bool origin)
{
    struct fact fact = fact_of(FACT_THIRD_PARTY_TOLD, day);
    fact.body.content_told = content;
    fact.body.origin_told = origin;
    return fact;
}

/* A wilful omission of 2025, on the overpayment of I01. */
static struct fact reproach(void)
{
    struct fact fact = fact_of(FACT_FACTS_REPROACHED, accused_on);
    fact.body.breach = BREACH_UNDECLARED_CHANGE;
    fact.body.intent = INTENT_WILFUL;
    fact.body.facts_from = DATE(2025, 3, 1);
    fact.body.sums_known = true;
    fact.body.amount = (money){56894};
    return fact;
}

static struct fact choice(enum fact_kind kind, date day, enum penalty_choice what, int64_t cents)
{
    struct fact fact = fact_of(kind, day);
    fact.body.choice = what;
    fact.body.amount = (money){cents};
    return fact;
}

static struct fact paid(date day, int64_t cents)
{
    struct fact fact = fact_of(FACT_PENALTY_PAID, day);
    fact.body.amount = (money){cents};
    return fact;
}

#define RECORD(file, fact) assert_int_equal(record((file), (fact)), ERR_OK)

static struct case_file opened(void)
{
    struct case_file file = case_empty((file_number){482109375516});
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED, received_on);
    fact.body = claim_body(received_on, "59");
    RECORD(&file, fact);
    RECORD(&file, fact_of(FACT_CONTROL_OPENED, opened_on));
    return file;
}

static struct case_file accused(void)
{
    struct case_file file = opened();
    RECORD(&file, finding(closed_on, true, false));
    RECORD(&file, reproach());
    return file;
}

static struct case_file fined(void)
{
    struct case_file file = accused();
    RECORD(&file, choice(FACT_PENALTY_CHOSEN, DATE(2026, 3, 1), CHOICE_FINE, 39826));
    return file;
}

static struct case_file at_commission(void)
{
    struct case_file file = accused();
    RECORD(&file, choice(FACT_PENALTY_CHOSEN, DATE(2026, 3, 1), CHOICE_COMMISSION, 0));
    return file;
}

static struct control_state seen_why(const struct case_file *file, date today,
                                     struct reasoning *why)
{
    struct control_state state;
    *why = (struct reasoning){.count = 0};
    case_control(file, today, why, &state);
    return state;
}

static struct control_state seen(const struct case_file *file, date today)
{
    struct reasoning why;
    return seen_why(file, today, &why);
}

static void assert_day(date got, date expected)
{
    if (date_compare(got, expected) != 0) fail_msg("%d-%d-%d", got.year, got.month, got.day);
}

static void assert_refused(const struct case_file *file, struct fact fact, err expected,
                           const char *where, const char *says_so)
{
    struct trouble trouble = {.where = "", .expected = ""};
    assert_int_equal(case_admits(file, &fact, later_day, &trouble), expected);
    assert_string_equal(trouble.where, where);
    if (!strstr(trouble.expected, says_so)) fail_msg("%s", trouble.expected);
}

static void assert_admitted(const struct case_file *file, struct fact fact)
{
    struct trouble trouble = {.where = "", .expected = ""};
    assert_int_equal(case_admits(file, &fact, later_day, &trouble), ERR_OK);
}

/* ---- the control ---- */

/* L. 114-21 */
static void what_third_parties_gave_serves_only_once_told_and_copied(void **state)
{
    (void)state;
    struct case_file file = opened();
    struct fact uses = finding(closed_on, true, true);
    struct reasoning why;
    assert_int_equal(seen_why(&file, closed_on, &why).told + why.count, 0);
    assert_refused(&file, uses, ERR_NOT_LAWFUL, "/body/uses_third_party", "third_party_told");
    assert_refused(&file, told_fact(DATE(2025, 11, 10), false, false), ERR_BAD_INPUT,
                   "/body/content_told", "L. 114-21");
    RECORD(&file, told_fact(DATE(2025, 11, 10), true, false));
    assert_refused(&file, uses, ERR_NOT_LAWFUL, "/body/uses_third_party", "third_party_told");
    assert_int_equal(seen(&file, closed_on).third_party, THIRD_PARTY_TELL_FIRST);
    struct case_file other = opened();
    RECORD(&other, told_fact(DATE(2025, 11, 10), false, true));
    assert_true(seen(&other, closed_on).told);
    RECORD(&file, told_fact(DATE(2025, 11, 28), false, true));
    RECORD(&file, told_fact(DATE(2025, 11, 30), true, true)); /* the first time counts */
    struct case_file sooner = file; /* recorded later: it was told on the 5th already */
    RECORD(&sooner, told_fact(DATE(2025, 11, 5), true, false));
    assert_day(sooner.control.content_told_on, DATE(2025, 11, 5));
    assert_admitted(&file, uses);
    uses.day = DATE(2025, 11, 27); /* their origin was told on the 28th */
    assert_refused(&file, uses, ERR_NOT_LAWFUL, "/body/uses_third_party", "third_party_told");
    uses.day = DATE(2025, 12, 1);

    assert_refused(&file, fact_of(FACT_COPY_GIVEN, DATE(2025, 12, 1)), ERR_NOT_LAWFUL, "/kind",
                   "copy_asked first");
    RECORD(&file, fact_of(FACT_COPY_ASKED, DATE(2025, 12, 1)));
    assert_refused(&file, uses, ERR_NOT_LAWFUL, "/body/uses_third_party", "copy_given");
    assert_refused(&file, fact_of(FACT_COPY_ASKED, DATE(2025, 12, 2)), ERR_NOT_LAWFUL, "/kind",
                   "asked for already");
    struct control_state control = seen_why(&file, DATE(2025, 12, 1), &why);
    assert_int_equal(control.third_party, THIRD_PARTY_COPY_FIRST);
    assert_true(control.told && is_founded(&why));
    struct fact before = finding(DATE(2025, 11, 30), true, true);
    assert_admitted(&file, before); /* closed before she asked */
    RECORD(&file, fact_of(FACT_COPY_GIVEN, DATE(2025, 12, 3)));
    assert_refused(&file, uses, ERR_NOT_LAWFUL, "/body/uses_third_party", "copy_given");
    uses.day = DATE(2025, 12, 3);
    assert_admitted(&file, uses);
    assert_refused(&file, fact_of(FACT_COPY_ASKED, DATE(2025, 12, 2)), ERR_BAD_INPUT, "/day",
                   "not before");
    RECORD(&file, uses);
    assert_int_equal(seen(&file, DATE(2025, 12, 3)).third_party, THIRD_PARTY_USABLE);
    assert_false(seen(&file, DATE(2025, 12, 3)).accused);
}

static void a_copy_only_is_told_of(void **state)
{
    (void)state;
    struct case_file file = opened();
    RECORD(&file, fact_of(FACT_COPY_ASKED, opened_on));
    struct control_state control = seen(&file, opened_on);
    assert_true(control.told);
    assert_int_equal(control.third_party, THIRD_PARTY_TELL_FIRST);
}

static void another_control_begins_anew_but_owes_the_same_copy(void **state)
{
    (void)state;
    struct case_file file = opened();
    RECORD(&file, fact_of(FACT_COPY_ASKED, opened_on));
    RECORD(&file, finding(closed_on, true, false));
    assert_refused(&file, fact_of(FACT_CONTROL_OPENED, DATE(2025, 11, 27)), ERR_BAD_INPUT, "/day",
                   "not before");
    struct case_file given = file;
    RECORD(&given, fact_of(FACT_COPY_GIVEN, closed_on));
    RECORD(&file, fact_of(FACT_CONTROL_OPENED, closed_on));
    RECORD(&given, fact_of(FACT_CONTROL_OPENED, closed_on));
    assert_false(file.control.irregular || date_is_set(file.control.closed_on));
    assert_day(file.control.copy_asked_on, opened_on);
    assert_day(given.control.copy_asked_on, NO_DATE);
}

static void no_fact_is_before_what_it_answers_to(void **state)
{
    (void)state;
    struct case_file none = case_empty((file_number){482109375516});
    struct fact claim = fact_of(FACT_CLAIM_RECEIVED, received_on);
    claim.body = claim_body(received_on, "59");
    RECORD(&none, claim);
    struct case_file open = opened(), asked = opened(), closed = opened(), facts = accused();
    RECORD(&asked, fact_of(FACT_COPY_ASKED, DATE(2025, 11, 10)));
    RECORD(&closed, finding(closed_on, true, false));
    struct case_file heard = accused(), chosen = fined(), commission = at_commission();
    RECORD(&heard, fact_of(FACT_OBSERVATIONS_MADE, DATE(2026, 3, 2)));
    struct case_file told = fined();
    RECORD(&told, fact_of(FACT_PENALTY_RECEIVED, DATE(2026, 3, 5)));
    struct case_file over = told;
    RECORD(&over, paid(DATE(2026, 4, 1), 39826));
    struct fact late = reproach();
    late.day = closed_on;
    late.body.facts_from = received_on;
    const struct {
        const struct case_file *file;
        struct fact fact; /* of the first day it may be of */
    } cases[] = {
        {&none, fact_of(FACT_CONTROL_OPENED, received_on)},
        {&over, fact_of(FACT_CONTROL_OPENED, DATE(2026, 4, 1))},
        {&open, told_fact(opened_on, true, true)},
        {&open, fact_of(FACT_COPY_ASKED, opened_on)},
        {&asked, fact_of(FACT_COPY_GIVEN, DATE(2025, 11, 10))},
        {&open, finding(opened_on, false, false)},
        {&closed, late},
        {&facts, fact_of(FACT_OBSERVATIONS_MADE, accused_on)},
        {&heard, choice(FACT_PENALTY_CHOSEN, DATE(2026, 3, 2), CHOICE_WARN, 0)},
        {&commission, fact_of(FACT_MORE_TIME_ASKED, DATE(2026, 3, 1))},
        {&commission, fact_of(FACT_OPINION_GIVEN, DATE(2026, 3, 1))},
        {&chosen, fact_of(FACT_PENALTY_RECEIVED, DATE(2026, 3, 1))},
        {&told, paid(DATE(2026, 3, 5), 39826)},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct fact fact = cases[i].fact;
        assert_admitted(cases[i].file, fact);
        fact.day = date_plus_days(fact.day, -1);
        assert_refused(cases[i].file, fact, ERR_BAD_INPUT, "/day", "not before");
    }
    struct fact notice = fact_of(FACT_PENALTY_NOTICE, DATE(2026, 3, 4));
    assert_refused(&told, notice, ERR_BAD_INPUT, "/day", "not before");
}

/* ---- what may be reproached ---- */

/* I04 */
static void good_faith_is_not_punished(void **state)
{
    (void)state;
    struct case_file file = opened();
    RECORD(&file, finding(closed_on, true, false));
    struct fact fact = reproach();
    fact.body.intent = INTENT_GOOD_FAITH;
    assert_refused(&file, fact, ERR_NOT_LAWFUL, "/body/intent", "good faith");
    fact.body.breach = BREACH_INACCURATE_DECLARATION;
    assert_refused(&file, fact, ERR_NOT_LAWFUL, "/body/intent", "L. 114-17");
    fact.body.breach = BREACH_OBSTRUCTION; /* good faith clears what is declared only */
    assert_admitted(&file, fact);
    fact = reproach();
    fact.body.facts_from = DATE(2023, 11, 27);
    assert_refused(&file, fact, ERR_NOT_LAWFUL, "/body/facts_from", "since the aid exists");
    fact.body.facts_from = DATE(2023, 11, 28);
    assert_admitted(&file, fact);
}

static void facts_are_reproached_once_and_only_after_a_finding(void **state)
{
    (void)state;
    struct case_file clean = opened();
    RECORD(&clean, finding(closed_on, false, false));
    assert_refused(&clean, reproach(), ERR_NOT_LAWFUL, "/kind", "no irregularity");
    struct case_file file = accused();
    RECORD(&file, choice(FACT_PENALTY_CHOSEN, DATE(2026, 2, 17), CHOICE_ABANDON, 0));
    assert_refused(&file, reproach(), ERR_NOT_LAWFUL, "/kind", "reproached already");
}

static void the_body_of_a_reproach_holds_together(void **state)
{
    (void)state;
    struct case_file file = opened();
    RECORD(&file, finding(closed_on, true, false));
    struct fact fact = reproach();
    fact.body.facts_from = accused_on;
    fact.body.earlier_award = date_plus_days(accused_on, -1);
    assert_admitted(&file, fact);
    fact.body.facts_from = date_plus_days(accused_on, 1);
    assert_refused(&file, fact, ERR_BAD_INPUT, "/body/facts_from", "not after");
    fact = reproach();
    fact.body.earlier_award = accused_on;
    assert_refused(&file, fact, ERR_BAD_INPUT, "/body/earlier_sanction", "before");
    fact = reproach();
    fact.body.sums_known = false;
    assert_refused(&file, fact, ERR_BAD_INPUT, "/body/amount_cents", "0 when");
    fact.body.amount.cents = 0;
    assert_admitted(&file, fact);
}

/* ---- what the director may choose ---- */

/* I01, and the floor of a fraud: to the cent. */
static void a_fine_keeps_to_its_bounds_to_the_cent(void **state)
{
    (void)state;
    static const struct {
        enum intent intent;
        int64_t sums;
        date earlier;
        int64_t least, most; /* sums below 0: not known */
    } cases[] = {
        {INTENT_WILFUL, 56894, {0, 0, 0}, 1, 39826}, /* I01 */
        {INTENT_WILFUL, -1, {0, 0, 0}, 1, 1570000},
        {INTENT_WILFUL, -1, {2024, 1, 1}, 1, 3140000},
        {INTENT_FRAUD, 56894, {0, 0, 0}, 13083, 170682},
        {INTENT_FRAUD, 1000, {0, 0, 0}, 13083, 13083},
        {INTENT_GANG, 56894, {0, 0, 0}, 13083, 227576},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct case_file file = opened();
        RECORD(&file, finding(closed_on, true, false));
        struct fact facts = reproach();
        facts.body.intent = cases[i].intent;
        facts.body.sums_known = cases[i].sums >= 0;
        facts.body.amount.cents = cases[i].sums >= 0 ? cases[i].sums : 0;
        facts.body.earlier_award = cases[i].earlier;
        RECORD(&file, facts);
        struct fact fine = choice(FACT_PENALTY_CHOSEN, DATE(2026, 3, 1), CHOICE_FINE, 0);
        char room[64];
        struct writer range = WRITER(room);
        write_integer(&range, cases[i].least);
        write_string(&range, " to ");
        write_integer(&range, cases[i].most);
        const char *expected = writer_string(&range);
        fine.body.amount.cents = cases[i].least - 1;
        assert_refused(&file, fine, ERR_NOT_LAWFUL, "/body/amount_cents", expected);
        fine.body.amount.cents = cases[i].most + 1;
        assert_refused(&file, fine, ERR_NOT_LAWFUL, "/body/amount_cents", expected);
        fine.body.amount.cents = cases[i].least;
        assert_admitted(&file, fine);
        fine.body.amount.cents = cases[i].most;
        RECORD(&file, fine);
        struct control_state control = seen(&file, DATE(2026, 3, 1));
        assert_int_equal(control.penalty.cents, cases[i].most);
        assert_int_equal(control.bounds.maximum.cents, cases[i].most);
        assert_int_equal(control.due.cents, 0); /* it has not reached her */
    }
}

/* R. 114-11 al. 3 */
static void nothing_is_chosen_before_her_month_is_over(void **state)
{
    (void)state;
    struct case_file file = accused();
    struct fact warn = choice(FACT_PENALTY_CHOSEN, DATE(2026, 2, 16), CHOICE_WARN, 0);
    assert_refused(&file, warn, ERR_NOT_LAWFUL, "/day", "2026-02-16");
    RECORD(&file, fact_of(FACT_OBSERVATIONS_MADE, DATE(2026, 1, 20)));
    assert_refused(&file, warn, ERR_NOT_LAWFUL, "/day", "2026-02-16");
    warn.day = DATE(2026, 2, 17);
    assert_admitted(&file, warn);
    warn.body.amount.cents = 1;
    assert_refused(&file, warn, ERR_BAD_INPUT, "/body/amount_cents", "a fine alone");
    warn.body.amount.cents = 0;
    warn.body.choice = CHOICE_NONE;
    assert_refused(&file, warn, ERR_BAD_INPUT, "/body/choice", "commission");
    warn.body.choice = CHOICE_WARN;
    struct fact late = fact_of(FACT_OBSERVATIONS_MADE, DATE(2026, 2, 10));
    RECORD(&file, choice(FACT_PENALTY_CHOSEN, DATE(2026, 2, 17), CHOICE_COMMISSION, 0));
    assert_refused(&file, warn, ERR_NOT_LAWFUL, "/kind", "has chosen");
    RECORD(&file, late); /* recorded after the choice, made before */
    late.day = DATE(2026, 2, 18);
    assert_refused(&file, late, ERR_NOT_LAWFUL, "/day", "2026-02-17");
}

static void a_warning_or_an_abandonment_closes_the_procedure(void **state)
{
    (void)state;
    static const struct {
        enum penalty_choice choice;
        enum stage stage;
        enum penalty_stage procedure;
    } cases[] = {
        {CHOICE_ABANDON, STAGE_CONTROL_CLOSED, PENALTY_ABANDONED},
        {CHOICE_WARN, STAGE_CONTROL_CLOSED, PENALTY_WARNED},
        {CHOICE_FINE, STAGE_CONTROL_ACCUSED, PENALTY_TO_NOTIFY},
        {CHOICE_COMMISSION, STAGE_CONTROL_ACCUSED, PENALTY_BEFORE_COMMISSION},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct case_file file = accused();
        int64_t cents = cases[i].choice == CHOICE_FINE ? 1000 : 0;
        RECORD(&file, choice(FACT_PENALTY_CHOSEN, DATE(2026, 3, 1), cases[i].choice, cents));
        assert_int_equal(file.stages[STRAND_CONTROL], cases[i].stage);
        struct reasoning why;
        struct control_state control = seen_why(&file, DATE(2026, 3, 1), &why);
        assert_int_equal(control.clock.stage, cases[i].procedure);
        assert_int_equal(control.penalty.cents, cents);
        /* L. 142-4 al. 3: no board for a penalty */
        assert_true(says(&why, SENTENCE_PENALTY_NO_BOARD) && is_founded(&why));
    }
}

/* ---- the commission ---- */

static void the_commission_gives_its_opinion_before_the_penalty_is_fixed(void **state)
{
    (void)state;
    struct case_file file = accused();
    struct fact fixed = choice(FACT_PENALTY_FIXED, DATE(2026, 4, 1), CHOICE_FINE, 39826);
    assert_refused(&file, fixed, ERR_NOT_LAWFUL, "/kind", "commission first");
    assert_refused(&file, fact_of(FACT_MORE_TIME_ASKED, DATE(2026, 3, 2)), ERR_NOT_LAWFUL, "/kind",
                   "commission first");
    assert_refused(&file, fact_of(FACT_OPINION_GIVEN, DATE(2026, 3, 2)), ERR_NOT_LAWFUL, "/kind",
                   "commission first");
    file = at_commission(); /* its opinion by 1 April, fixed by 1 May */
    assert_refused(&file, fixed, ERR_NOT_LAWFUL, "/day", "2026-04-01");
    fixed.day = DATE(2026, 4, 2);
    assert_admitted(&file, fixed); /* deemed given */
    fixed.body.amount.cents = 39827;
    assert_refused(&file, fixed, ERR_NOT_LAWFUL, "/body/amount_cents", "1 to 39826");
    fixed.body.amount.cents = 39826;
    fixed.body.choice = CHOICE_COMMISSION;
    assert_refused(&file, fixed, ERR_BAD_INPUT, "/body/choice", "warn or fine");
    fixed.body.choice = CHOICE_NONE;
    assert_refused(&file, fixed, ERR_BAD_INPUT, "/body/choice", "warn or fine");
    fixed.body.choice = CHOICE_FINE;
    fixed.day = DATE(2026, 5, 2); /* R. 114-11 al. 11: abandoned by silence */
    assert_refused(&file, fixed, ERR_NOT_LAWFUL, "/day", "2026-05-01");
    assert_int_equal(seen(&file, DATE(2026, 5, 2)).clock.stage, PENALTY_ABANDONED);

    struct case_file longer = file;
    struct fact more = fact_of(FACT_MORE_TIME_ASKED, DATE(2026, 4, 2));
    assert_refused(&longer, more, ERR_NOT_LAWFUL, "/kind", "before the opinion is due");
    more.day = DATE(2026, 4, 1);
    RECORD(&longer, more);
    assert_refused(&longer, more, ERR_NOT_LAWFUL, "/kind", "once");
    assert_int_equal(seen(&longer, DATE(2026, 5, 1)).clock.stage, PENALTY_BEFORE_COMMISSION);

    RECORD(&file, fact_of(FACT_OPINION_GIVEN, DATE(2026, 3, 10)));
    assert_refused(&file, fact_of(FACT_OPINION_GIVEN, DATE(2026, 3, 11)), ERR_NOT_LAWFUL, "/kind",
                   "the opinion is given");
    fixed.day = DATE(2026, 3, 9);
    assert_refused(&file, fixed, ERR_NOT_LAWFUL, "/day", "opinion_given first");
    fixed.day = DATE(2026, 3, 10);
    struct case_file warned = file;
    RECORD(&file, fixed);
    assert_int_equal(file.stages[STRAND_CONTROL], STAGE_CONTROL_ACCUSED);
    assert_refused(&file, fixed, ERR_NOT_LAWFUL, "/kind", "once");
    assert_int_equal(seen(&file, DATE(2026, 3, 10)).penalty.cents, 39826);
    RECORD(&warned, choice(FACT_PENALTY_FIXED, DATE(2026, 4, 10), CHOICE_WARN, 0));
    assert_int_equal(warned.stages[STRAND_CONTROL], STAGE_CONTROL_CLOSED);
    assert_int_equal(seen(&warned, later_day).clock.stage, PENALTY_WARNED);
}

/* A journal from disk that goes to the commission twice is read, not trusted. */
static void the_commission_is_never_the_last_word(void **state)
{
    (void)state;
    struct case_file file = at_commission();
    struct fact fixed = choice(FACT_PENALTY_FIXED, DATE(2026, 4, 2), CHOICE_COMMISSION, 500);
    assert_int_equal(case_apply(&file, &fixed), ERR_OK);
    assert_int_equal(seen(&file, DATE(2026, 4, 2)).clock.stage, PENALTY_TO_FIX);
    assert_int_equal(file.control.penalty.cents, 0);
}

static void another_control_waits_for_the_end_of_the_procedure(void **state)
{
    (void)state;
    struct case_file file = at_commission();
    assert_refused(&file, fact_of(FACT_CONTROL_OPENED, DATE(2026, 5, 1)), ERR_NOT_LAWFUL, "/kind",
                   "end of the procedure");
    RECORD(&file, fact_of(FACT_CONTROL_OPENED, DATE(2026, 5, 2))); /* abandoned by silence */
    assert_false(seen(&file, DATE(2026, 5, 2)).accused);
}

/* ---- the payment ---- */

/* R. 114-11, L. 114-17-2: two months, the notice, a month, 10 %. */
static void a_penalty_is_paid_as_due_that_day(void **state)
{
    (void)state;
    struct case_file file = fined();
    assert_refused(&file, paid(DATE(2026, 3, 5), 39826), ERR_NOT_LAWFUL, "/kind",
                   "penalty_received first");
    assert_refused(&file, fact_of(FACT_PENALTY_NOTICE, DATE(2026, 3, 5)), ERR_NOT_LAWFUL, "/kind",
                   "penalty_received first");
    RECORD(&file, fact_of(FACT_PENALTY_RECEIVED, DATE(2026, 3, 5)));
    assert_refused(&file, fact_of(FACT_PENALTY_RECEIVED, DATE(2026, 3, 5)), ERR_NOT_LAWFUL, "/kind",
                   "told once");
    assert_refused(&file, fact_of(FACT_PENALTY_RECEIVED, DATE(2026, 3, 4)), ERR_NOT_LAWFUL, "/kind",
                   "told once");
    assert_refused(&file, fact_of(FACT_PENALTY_NOTICE, DATE(2026, 5, 6)), ERR_NOT_LAWFUL, "/day",
                   "2026-05-06");
    RECORD(&file, fact_of(FACT_PENALTY_NOTICE, DATE(2026, 5, 11)));
    assert_refused(&file, fact_of(FACT_PENALTY_NOTICE, DATE(2026, 5, 12)), ERR_NOT_LAWFUL, "/kind",
                   "notice was received");
    static const struct {
        date day;
        enum penalty_stage stage;
        int64_t due;
    } cases[] = {
        {{2026, 3, 5}, PENALTY_TO_PAY, 39826},  {{2026, 5, 6}, PENALTY_TO_PAY, 39826},
        {{2026, 5, 7}, PENALTY_UNPAID, 39826},  {{2026, 5, 11}, PENALTY_NOTICE, 39826},
        {{2026, 6, 12}, PENALTY_NOTICE, 39826}, {{2026, 6, 13}, PENALTY_INCREASED, 43809},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct reasoning why;
        struct control_state control = seen_why(&file, cases[i].day, &why);
        assert_int_equal(control.clock.stage, cases[i].stage);
        assert_int_equal(control.due.cents, cases[i].due);
        assert_int_equal(control.penalty.cents, 39826);
        assert_true(says(&why, SENTENCE_PENALTY_DUE) && is_founded(&why));
        struct case_file over = file;
        assert_refused(&over, paid(cases[i].day, cases[i].due - 1), ERR_NOT_LAWFUL,
                       "/body/amount_cents", "due that day");
        assert_refused(&over, paid(cases[i].day, cases[i].due + 1), ERR_NOT_LAWFUL,
                       "/body/amount_cents", "due that day");
        RECORD(&over, paid(cases[i].day, cases[i].due));
        assert_int_equal(over.stages[STRAND_CONTROL], STAGE_CONTROL_CLOSED);
        control = seen(&over, later_day);
        assert_int_equal(control.clock.stage, PENALTY_PAID);
        assert_int_equal(control.due.cents, 0);
    }
}

/* ---- what is due ---- */

static int duties_of(const struct case_file *file, date today, struct duty ret[DUTY_COUNT])
{
    struct duty_list list = {ret, 0, today, NO_DATE};
    case_control_duties(file, &list);
    return list.count;
}

static void assert_duty(struct duty got, enum duty_kind kind, date due, int late_days)
{
    assert_int_equal(got.kind, kind);
    assert_day(got.due, due);
    assert_int_equal(got.late_days, late_days);
}

static void the_director_and_the_commission_have_their_days(void **state)
{
    (void)state;
    struct duty duties[DUTY_COUNT];
    struct case_file none = case_empty((file_number){482109375516});
    assert_int_equal(duties_of(&none, later_day, duties), 0);
    struct case_file file = opened();
    assert_int_equal(duties_of(&file, later_day, duties), 0); /* no text says by when to close */
    RECORD(&file, fact_of(FACT_COPY_ASKED, DATE(2025, 11, 10)));
    assert_int_equal(duties_of(&file, DATE(2025, 11, 12), duties), 1);
    assert_duty(duties[0], DUTY_GIVE_COPY, DATE(2025, 11, 10), 2);

    file = accused();
    static const date days[] = {{2026, 1, 15}, {2026, 2, 17}, {2026, 3, 20}};
    for (size_t i = 0; i < LENGTH(days); i++) {
        assert_int_equal(duties_of(&file, days[i], duties), 1);
        assert_duty(duties[0], DUTY_CHOOSE_PENALTY, DATE(2026, 3, 15), i == 2 ? 5 : 0);
    }
    assert_int_equal(case_duty_rows[DUTY_CHOOSE_PENALTY].who, DUTY_DIRECTOR);

    struct case_file commission = at_commission();
    assert_int_equal(duties_of(&commission, DATE(2026, 4, 1), duties), 2);
    assert_duty(duties[0], DUTY_GIVE_OPINION, DATE(2026, 4, 1), 0);
    assert_duty(duties[1], DUTY_FIX_PENALTY, DATE(2026, 5, 1), 0);
    assert_int_equal(duties_of(&commission, DATE(2026, 5, 1), duties), 1);
    assert_duty(duties[0], DUTY_FIX_PENALTY, DATE(2026, 5, 1), 0);
    assert_int_equal(duties_of(&commission, DATE(2026, 5, 2), duties), 0); /* abandoned */
    RECORD(&commission, choice(FACT_PENALTY_FIXED, DATE(2026, 4, 2), CHOICE_FINE, 39826));
    assert_int_equal(duties_of(&commission, DATE(2026, 5, 3), duties), 1);
    assert_duty(duties[0], DUTY_NOTIFY_PENALTY, DATE(2026, 5, 1), 2);

    file = fined();
    assert_int_equal(duties_of(&file, DATE(2026, 3, 1), duties), 1);
    assert_duty(duties[0], DUTY_NOTIFY_PENALTY, DATE(2026, 3, 15), 0);
    RECORD(&file, fact_of(FACT_PENALTY_RECEIVED, DATE(2026, 3, 5)));
    assert_int_equal(duties_of(&file, later_day, duties), 0);
}

/* The table of facts.def, line by line. */
static void each_fact_has_its_stages(void **state)
{
    (void)state;
    static const struct {
        enum fact_kind kind;
        const char *stages;
    } cases[] = {
        {FACT_CONTROL_OPENED, "none closed accused -> opened; needs claim received claim complete "
                              "claim granted claim refused"},
        {FACT_THIRD_PARTY_TOLD, "opened closed accused -> same"},
        {FACT_COPY_ASKED, "opened closed accused -> same"},
        {FACT_COPY_GIVEN, "opened closed accused -> same"},
        {FACT_CONTROL_CLOSED, "opened -> closed"},
        {FACT_FACTS_REPROACHED, "closed -> accused"},
        {FACT_OBSERVATIONS_MADE, "accused -> same"},
        {FACT_PENALTY_CHOSEN, "accused -> same closed"},
        {FACT_MORE_TIME_ASKED, "accused -> same"},
        {FACT_OPINION_GIVEN, "accused -> same"},
        {FACT_PENALTY_FIXED, "accused -> same closed"},
        {FACT_PENALTY_RECEIVED, "accused -> same"},
        {FACT_PENALTY_NOTICE, "accused -> same"},
        {FACT_PENALTY_PAID, "accused -> closed"},
    };
    char room[256];
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_string_equal(stages_of(cases[i].kind, room), cases[i].stages);
    }
}

/* A month for the opinion, another to fix the penalty. */
static void what_is_due_turns_when_the_terms_of_the_commission_end(void **state)
{
    (void)state;
    struct case_file file = accused();
    assert_turns(&file, DATE(2026, 2, 1), NO_DATE);
    file = at_commission();
    assert_turns(&file, DATE(2026, 3, 1), DATE(2026, 4, 2));
    assert_turns(&file, DATE(2026, 4, 2), DATE(2026, 5, 2));
    assert_turns(&file, DATE(2026, 5, 2), NO_DATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_due_turns_when_the_terms_of_the_commission_end),
        cmocka_unit_test(each_fact_has_its_stages),
        cmocka_unit_test(what_third_parties_gave_serves_only_once_told_and_copied),
        cmocka_unit_test(a_copy_only_is_told_of),
        cmocka_unit_test(another_control_begins_anew_but_owes_the_same_copy),
        cmocka_unit_test(no_fact_is_before_what_it_answers_to),
        cmocka_unit_test(good_faith_is_not_punished),
        cmocka_unit_test(facts_are_reproached_once_and_only_after_a_finding),
        cmocka_unit_test(the_body_of_a_reproach_holds_together),
        cmocka_unit_test(a_fine_keeps_to_its_bounds_to_the_cent),
        cmocka_unit_test(nothing_is_chosen_before_her_month_is_over),
        cmocka_unit_test(a_warning_or_an_abandonment_closes_the_procedure),
        cmocka_unit_test(the_commission_gives_its_opinion_before_the_penalty_is_fixed),
        cmocka_unit_test(the_commission_is_never_the_last_word),
        cmocka_unit_test(another_control_waits_for_the_end_of_the_procedure),
        cmocka_unit_test(a_penalty_is_paid_as_due_that_day),
        cmocka_unit_test(the_director_and_the_commission_have_their_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
