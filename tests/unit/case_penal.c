#include "tests/loans.h"

static const date awarded = {2025, 11, 25};

static struct penal_state penal_on(const struct case_file *file, date today)
{
    struct reasoning why = {.count = 0};
    struct penal_state state;
    case_penal(file, today, &why, &state);
    assert_true(is_founded(&why));
    return state;
}

static bool penal_says(const struct case_file *file, date today, enum sentence sentence)
{
    struct reasoning why = {.count = 0};
    struct penal_state state;
    case_penal(file, today, &why, &state);
    return says(&why, sentence);
}

static enum stage stage_of(const struct case_file *file) { return file->stages[STRAND_PENAL]; }

/* D. 214-21, 1°: she is never asked by mistake; the fund asks the court by the 24th month. */
static void unknown_proceedings_count_as_pending_until_verified(void **state)
{
    (void)state;
    struct case_file file = loan_file(awarded, 0);
    struct penal_state found = penal_on(&file, DATE(2027, 12, 1));
    assert_int_equal(found.are, STAGE_PENAL_UNKNOWN);
    assert_true(found.suspends && penal_is_pending(&file.penal));
    assert_false(date_is_set(found.since));
    assert_null(found.latest);
    assert_true(penal_says(&file, DATE(2027, 12, 1), SENTENCE_PENAL_UNKNOWN));
    assert_day(duty_day(&file, DUTY_VERIFY_PROCEEDINGS), DATE(2027, 11, 25));

    tell_on(&file, FACT_REMISSION_ASKED, DATE(2027, 1, 1));
    assert_day(duty_day(&file, DUTY_VERIFY_PROCEEDINGS), DATE(2027, 11, 25));
    tell_on(&file, FACT_NO_PROCEEDINGS, DATE(2027, 11, 20));
    assert_int_equal(stage_of(&file), STAGE_PENAL_NONE);
    assert_false(date_is_set(duty_day(&file, DUTY_VERIFY_PROCEEDINGS)));
    found = penal_on(&file, DATE(2027, 11, 20));
    assert_int_equal(found.are, STAGE_PENAL_NONE);
    assert_false(found.suspends || penal_is_pending(&file.penal));
    assert_day(found.since, DATE(2027, 11, 20));
    assert_true(penal_says(&file, DATE(2027, 11, 20), SENTENCE_PENAL_NONE));
    assert_int_equal(penal_on(&file, DATE(2027, 11, 19)).are, STAGE_PENAL_UNKNOWN);
}

/* A file without a loan owes no answer about proceedings. */
static void nothing_is_asked_of_the_court_without_a_loan(void **state)
{
    (void)state;
    struct case_file grant = decided_file(awarded, 2, 0);
    assert_int_equal(grant.decision.form, FORM_GRANT);
    assert_false(date_is_set(duty_day(&grant, DUTY_VERIFY_PROCEEDINGS)));
    assert_false(date_is_set(duty_day(&grant, DUTY_SEND_ATTESTATION)));
    struct case_file ended = loan_file(awarded, 0);
    struct fact death = fact_of(FACT_LOAN_WRITTEN_OFF, DATE(2026, 1, 5));
    death.body.write_off = WRITE_OFF_DEATH;
    tell(&ended, death);
    assert_false(date_is_set(duty_day(&ended, DUTY_VERIFY_PROCEEDINGS)));
}

/* CPP 15-3-2-1 and L. 214-9 al. 2: before any claim. */
static void the_police_inform_and_offer_the_form(void **state)
{
    (void)state;
    struct case_file file = case_empty((file_number){482109375516});
    struct duty duties[DUTY_COUNT];
    assert_int_equal(case_duties(&file, awarded, duties), 0);
    tell_on(&file, FACT_COMPLAINT_RECEIVED, DATE(2025, 11, 20));
    assert_int_equal(stage_of(&file), STAGE_PENAL_PENDING);
    assert_int_equal(case_duties(&file, DATE(2025, 11, 22), duties), 2);
    assert_int_equal(duties[0].kind, DUTY_INFORM_VICTIM);
    assert_int_equal(duties[1].kind, DUTY_OFFER_FORM);
    assert_int_equal(duties[0].late_days, 2);
    assert_int_equal(case_duty_rows[duties[0].kind].who, DUTY_POLICE);

    tell_on(&file, FACT_VICTIM_INFORMED, DATE(2025, 11, 20));
    struct fact offer = fact_of(FACT_FORM_OFFERED, DATE(2025, 11, 20));
    tell(&file, offer); /* she declines */
    assert_int_equal(case_duties(&file, awarded, duties), 0);
    offer.day = DATE(2025, 11, 21);
    offer.body.accepted = true;
    tell(&file, offer);
    assert_int_equal(case_duties(&file, awarded, duties), 1);
    assert_int_equal(duties[0].kind, DUTY_SEND_FORM);
    assert_day(duties[0].due, DATE(2025, 11, 21));

    /* recorded late, a former answer changes nothing */
    offer.day = DATE(2025, 11, 20);
    offer.body.accepted = false;
    tell(&file, offer);
    assert_day(duty_day(&file, DUTY_SEND_FORM), DATE(2025, 11, 21));

    struct fact claim = fact_of(FACT_CLAIM_RECEIVED, awarded);
    claim.body = claim_body(awarded, "59");
    tell(&file, claim);
    assert_false(date_is_set(duty_day(&file, DUTY_SEND_FORM)));

    /* another complaint: she is informed again; she has made her claim */
    tell_on(&file, FACT_COMPLAINT_RECEIVED, DATE(2025, 12, 1));
    assert_day(duty_day(&file, DUTY_INFORM_VICTIM), DATE(2025, 12, 1));
    assert_false(date_is_set(duty_day(&file, DUTY_OFFER_FORM)));
    tell_on(&file, FACT_VICTIM_INFORMED, DATE(2025, 12, 1));
    assert_false(date_is_set(duty_day(&file, DUTY_INFORM_VICTIM)));
    assert_int_equal(file.penal.procedures_count, 1);

    assert_int_equal(withdraw(&file, DATE(2025, 12, 2)), ERR_OK);
    tell_on(&file, FACT_COMPLAINT_RECEIVED, DATE(2025, 12, 3));
    assert_int_equal(case_duties(&file, awarded, duties), 1);
    assert_int_equal(duties[0].kind, DUTY_INFORM_VICTIM);
}

static void the_police_say_nothing_twice(void **state)
{
    (void)state;
    date today = {2025, 12, 31};
    struct case_file file = case_empty((file_number){482109375516});
    tell_on(&file, FACT_VICTIM_INFORMED, DATE(2025, 11, 1)); /* after a report to the prosecutor */
    assert_refusal(&file, fact_of(FACT_VICTIM_INFORMED, DATE(2025, 11, 2)), today, ERR_NOT_LAWFUL,
                   "/kind", "nothing: she was informed since the complaint (CPP 15-3-2-1)");
    struct fact offer = fact_of(FACT_FORM_OFFERED, DATE(2025, 11, 1));
    offer.body.accepted = true;
    tell(&file, offer);
    assert_refusal(&file, offer, today, ERR_NOT_LAWFUL, "/body/accepted",
                   "another answer than the one recorded since the complaint");
    tell_on(&file, FACT_COMPLAINT_RECEIVED, DATE(2025, 11, 20));
    assert_refusal(&file, fact_of(FACT_VICTIM_INFORMED, DATE(2025, 11, 19)), today, ERR_BAD_INPUT,
                   "/day", "a day not before that of the fact this one answers to");
    assert_refusal(&file, fact_of(FACT_COMPLAINT_RECEIVED, DATE(2025, 11, 20)), today,
                   ERR_NOT_LAWFUL, "/day", "another day: the complaint of that day is recorded");
    tell_on(&file, FACT_VICTIM_INFORMED, DATE(2025, 11, 20));
    offer.day = DATE(2025, 11, 20);
    tell(&file, offer);
    assert_day(file.penal.form_offered_on, DATE(2025, 11, 20));
}

/* L. 214-12, I: a judgment once it is final, anything else at once; F06. */
static void each_outcome_ends_the_proceedings_or_not(void **state)
{
    (void)state;
    for (int outcome = PENAL_PENDING + 1; outcome < PENAL_COUNT; outcome++) {
        for (int final = 0; final <= 1; final++) {
            struct case_file file = loan_file(awarded, 0);
            tell(&file, opened_fact(DATE(2025, 12, 1), DATE(2025, 12, 5)));
            assert_int_equal(stage_of(&file), STAGE_PENAL_PENDING);
            tell(&file, outcome_fact((enum penal_outcome)outcome, final, DATE(2026, 6, 1),
                                     DATE(2026, 6, 20)));
            bool over = law_outcome_is_over((enum penal_outcome)outcome, final);
            assert_int_equal(stage_of(&file), over ? STAGE_PENAL_ENDED : STAGE_PENAL_PENDING);
            assert_int_equal(penal_is_pending(&file.penal), !over);
            struct penal_state found = penal_on(&file, DATE(2026, 6, 20));
            assert_int_equal(found.are, stage_of(&file));
            assert_int_equal(found.suspends, !over);
            assert_int_equal(found.latest->outcome, outcome);
            assert_true(penal_says(&file, DATE(2026, 6, 20), SENTENCE_PENAL_OUTCOME_KNOWN));
            assert_int_equal(found.binding != NULL,
                             over && law_outcome_binds_author((enum penal_outcome)outcome));
            assert_day(found.since, over ? DATE(2026, 6, 20) : DATE(2025, 12, 1));
            /* judged, but not known yet */
            found = penal_on(&file, DATE(2026, 6, 19));
            assert_int_equal(found.are, STAGE_PENAL_PENDING);
            assert_null(found.latest);
            assert_null(found.binding);
            /* not opened yet: the fund knows nothing */
            assert_int_equal(penal_on(&file, DATE(2025, 11, 30)).are, STAGE_PENAL_UNKNOWN);
        }
    }
}

/* An appeal: not final, then final. What comes last counts. */
static void a_judgment_becomes_final_or_is_reversed(void **state)
{
    (void)state;
    struct case_file file = loan_file(awarded, 0);
    tell_on(&file, FACT_COMPLAINT_RECEIVED, DATE(2025, 11, 20));
    tell(&file, opened_fact(DATE(2025, 12, 1), DATE(2026, 1, 5))); /* what the complaint led to */
    assert_int_equal(file.penal.procedures_count, 1);
    assert_day(file.penal.procedures[0].opened_on, DATE(2025, 11, 20));
    struct fact judged = ordered_fact(20000, DATE(2026, 6, 1), DATE(2026, 6, 20));
    judged.body.final = false;
    tell(&file, judged);
    assert_int_equal(stage_of(&file), STAGE_PENAL_PENDING);
    assert_null(penal_binding(&file.penal, NO_DATE));
    tell(&file, outcome_fact(PENAL_ACQUITTAL, true, DATE(2027, 3, 1), DATE(2027, 3, 9)));
    assert_int_equal(stage_of(&file), STAGE_PENAL_ENDED);
    assert_int_equal(file.penal.procedures_count, 1);
    assert_null(penal_binding(&file.penal, NO_DATE));

    /* in truth the acquittal is under appeal: the same day told again corrects it */
    tell(&file, outcome_fact(PENAL_ACQUITTAL, false, DATE(2027, 3, 1), DATE(2027, 4, 1)));
    assert_int_equal(stage_of(&file), STAGE_PENAL_PENDING);
    tell(&file, ordered_fact(25861, DATE(2028, 1, 10), DATE(2028, 1, 12)));
    assert_int_equal(file.penal.procedures_count, 1);
    assert_int_equal(penal_binding(&file.penal, NO_DATE)->ordered.cents, 25861);
    assert_null(penal_binding(&file.penal, DATE(2028, 1, 11)));
    assert_non_null(penal_binding(&file.penal, DATE(2028, 1, 12)));
}

/* Several in turn, or at once: none is lost. */
static void several_proceedings_are_kept_apart(void **state)
{
    (void)state;
    struct case_file file = loan_file(awarded, 0);
    tell(&file, opened_fact(DATE(2026, 3, 1), DATE(2026, 3, 2)));
    tell(&file, opened_fact(DATE(2026, 2, 1), DATE(2026, 4, 2)));
    tell(&file, outcome_fact(PENAL_DISMISSAL, false, DATE(2026, 5, 1), DATE(2026, 5, 3)));
    assert_true(file.penal.procedures[1].is_over); /* of the one opened first */
    assert_int_equal(stage_of(&file), STAGE_PENAL_PENDING);
    tell(&file, ordered_fact(10000, DATE(2026, 9, 1), DATE(2026, 9, 2)));
    assert_int_equal(stage_of(&file), STAGE_PENAL_ENDED);

    /* known by its outcome alone, then one the fund learned of late */
    tell(&file, ordered_fact(15000, DATE(2027, 1, 1), DATE(2027, 1, 2)));
    tell(&file, ordered_fact(15000, DATE(2027, 2, 1), DATE(2027, 2, 2)));
    tell(&file, opened_fact(DATE(2026, 12, 1), DATE(2027, 3, 1)));
    assert_int_equal(stage_of(&file), STAGE_PENAL_PENDING);
    tell(&file, outcome_fact(PENAL_ACQUITTAL, true, DATE(2026, 11, 1), DATE(2027, 3, 2)));
    assert_int_equal(stage_of(&file), STAGE_PENAL_PENDING); /* it is older: of another */
    tell(&file, outcome_fact(PENAL_ACQUITTAL, true, DATE(2027, 4, 1), DATE(2027, 4, 2)));
    assert_int_equal(stage_of(&file), STAGE_PENAL_ENDED);
    assert_int_equal(file.penal.procedures_count, 6);

    /* the one that reaches furthest, the first of equals; the least that is said of it */
    const struct procedure *binding = penal_binding(&file.penal, NO_DATE);
    assert_day(binding->decided_on, DATE(2027, 1, 1));
    tell(&file, outcome_fact(PENAL_COMPOSITION, false, DATE(2027, 5, 1), DATE(2027, 5, 1)));
    assert_day(penal_binding(&file.penal, NO_DATE)->decided_on, DATE(2027, 5, 1));
    assert_day(penal_binding(&file.penal, DATE(2027, 1, 1))->decided_on, DATE(2026, 9, 1));

    struct proceedings all[PROCEDURES_MAX];
    assert_int_equal(penal_proceedings(&file.penal, all), 7);
    static const date opened[] = {{2026, 2, 1}, {2026, 3, 1}, {2026, 11, 1}, {2026, 12, 1},
                                  {2027, 1, 1}, {2027, 2, 1}, {2027, 5, 1}};
    for (int i = 0; i < 7; i++) {
        assert_day(all[i].opened_on, opened[i]);
        assert_int_equal(all[i].are, PROCEEDINGS_OVER);
    }
    assert_day(all[0].outcome_known_on, DATE(2026, 5, 3));

    static const struct {
        date day;
        bool suspends;
        enum stage are;
    } days[] = {
        {{2026, 5, 2}, true, STAGE_PENAL_PENDING},  {{2026, 5, 3}, true, STAGE_PENAL_PENDING},
        {{2026, 9, 1}, true, STAGE_PENAL_PENDING},  {{2026, 9, 2}, false, STAGE_PENAL_ENDED},
        {{2026, 10, 31}, false, STAGE_PENAL_ENDED}, {{2026, 11, 1}, true, STAGE_PENAL_PENDING},
        {{2027, 3, 2}, true, STAGE_PENAL_PENDING},  {{2027, 4, 2}, false, STAGE_PENAL_ENDED},
    };
    for (size_t i = 0; i < LENGTH(days); i++) {
        assert_int_equal(penal_suspends_on(&file.penal, days[i].day), days[i].suspends);
        assert_int_equal(penal_on(&file, days[i].day).are, days[i].are);
    }
    assert_day(penal_on(&file, DATE(2026, 5, 2)).since, DATE(2026, 2, 1));
    assert_day(penal_on(&file, DATE(2026, 5, 3)).since, DATE(2026, 3, 1));
    assert_int_equal(penal_on(&file, DATE(2026, 9, 2)).latest->outcome, PENAL_REPAYMENT_ORDERED);
    assert_int_equal(penal_on(&file, DATE(2027, 4, 2)).latest->outcome, PENAL_ACQUITTAL);
}

static void proceedings_still_pending_are_told_as_such(void **state)
{
    (void)state;
    struct case_file file = loan_file(awarded, 0);
    tell(&file, opened_fact(DATE(2026, 3, 1), DATE(2026, 3, 2)));
    struct proceedings all[PROCEDURES_MAX];
    assert_int_equal(penal_proceedings(&file.penal, all), 1);
    assert_int_equal(all[0].are, PROCEEDINGS_PENDING);
    assert_true(penal_says(&file, DATE(2026, 3, 1), SENTENCE_PENAL_OPENED));
    assert_true(penal_is_open_on(&file.penal, DATE(2026, 3, 1)));
    assert_false(penal_is_open_on(&file.penal, DATE(2026, 2, 28)));
}

static void what_the_fund_learns_has_its_day(void **state)
{
    (void)state;
    date today = {2026, 6, 1};
    struct case_file file = loan_file(awarded, 0);
    const char *learned = "the day the fund learned it: not before /day, not after today";
    assert_refusal(&file, opened_fact(DATE(2026, 1, 2), DATE(2026, 1, 1)), today, ERR_BAD_INPUT,
                   "/body/known_on", learned);
    assert_refusal(&file, opened_fact(DATE(2026, 1, 2), DATE(2026, 6, 2)), today, ERR_BAD_INPUT,
                   "/body/known_on", learned);
    assert_refusal(&file, outcome_fact(PENAL_DISMISSAL, false, DATE(2026, 1, 2), DATE(2026, 6, 2)),
                   today, ERR_BAD_INPUT, "/body/known_on", learned);
    assert_refusal(&file, outcome_fact(PENAL_PENDING, false, DATE(2026, 1, 2), DATE(2026, 1, 2)),
                   today, ERR_BAD_INPUT, "/body/outcome",
                   "an outcome; proceedings_known says that they are pending");
    assert_refusal(&file, fact_of(FACT_NO_PROCEEDINGS, DATE(2025, 11, 24)), today, ERR_BAD_INPUT,
                   "/day", "a day not before that of the fact this one answers to");
    tell(&file, opened_fact(DATE(2026, 1, 2), DATE(2026, 1, 2)));
    assert_refusal(&file, opened_fact(DATE(2026, 1, 2), DATE(2026, 1, 5)), today, ERR_NOT_LAWFUL,
                   "/day", "another day: the proceedings opened that day are known");
    tell(&file, outcome_fact(PENAL_DISMISSAL, false, DATE(2026, 2, 2), DATE(2026, 2, 2)));
    tell(&file, opened_fact(DATE(2026, 1, 2), DATE(2026, 3, 1))); /* taken up again */
    assert_int_equal(file.penal.procedures_count, 2);
}

static void an_amount_goes_with_an_outcome_that_states_one(void **state)
{
    (void)state;
    date today = {2026, 6, 1}, day = {2026, 2, 2};
    struct case_file file = loan_file(awarded, 0);
    struct fact fact = ordered_fact(0, day, day);
    assert_refusal(&file, fact, today, ERR_BAD_INPUT, "/body/amount_cents",
                   "the amount the decision states, more than 0");
    fact.body.states_amount = false;
    fact.body.amount.cents = 1;
    assert_refusal(&file, fact, today, ERR_BAD_INPUT, "/body/amount_cents",
                   "0 when the decision states no amount");
    fact = ordered_fact(100, day, day);
    fact.body.outcome = PENAL_ACQUITTAL;
    assert_refusal(&file, fact, today, ERR_BAD_INPUT, "/body/states_amount",
                   "false: such an outcome makes the author repay nothing");
}

/* Each word of it may be corrected; none of them changed is no news. */
static void the_same_outcome_is_not_told_twice(void **state)
{
    (void)state;
    date day = {2026, 2, 2}, today = {2026, 6, 1};
    struct case_file file = loan_file(awarded, 0);
    struct fact told = ordered_fact(10000, day, day);
    tell(&file, told);
    struct fact later_known = told;
    later_known.body.known_on = DATE(2026, 2, 9);
    assert_refusal(&file, later_known, today, ERR_NOT_LAWFUL, "/body",
                   "an outcome that differs from the one known of that day");
    struct fact news[4] = {told, told, told, told};
    news[0].body.outcome = PENAL_COMPOSITION;
    news[1].body.final = false;
    news[2].body.amount.cents = 10001;
    news[3].body.states_amount = false;
    news[3].body.amount.cents = 0;
    for (size_t i = 0; i < LENGTH(news); i++) {
        struct case_file corrected = file;
        tell(&corrected, news[i]);
        assert_int_equal(corrected.penal.procedures_count, 1);
        assert_int_equal(corrected.penal.procedures[0].ordered.cents, news[i].body.amount.cents);
    }
}

/* Eight are enough for any life; a journal from disk that holds more is folded all the same. */
static void a_ninth_procedure_is_refused_and_a_journal_with_it_folds(void **state)
{
    (void)state;
    date today = {2040, 1, 1};
    const char *full = "outcome_known: a file holds eight proceedings at most";
    struct case_file file = loan_file(awarded, 0);
    for (int8_t i = 1; i <= PROCEDURES_MAX; i++) {
        tell(&file, outcome_fact(PENAL_DISMISSAL, false, DATE(2026, 2, i), DATE(2026, 2, i)));
    }
    struct fact opened = opened_fact(DATE(2026, 3, 1), DATE(2026, 3, 1));
    struct fact complaint = fact_of(FACT_COMPLAINT_RECEIVED, DATE(2026, 3, 1));
    struct fact outcome =
        outcome_fact(PENAL_COMPOSITION, false, DATE(2026, 3, 1), DATE(2026, 3, 1));
    assert_refusal(&file, opened, today, ERR_NOT_LAWFUL, "/kind", full);
    assert_refusal(&file, complaint, today, ERR_NOT_LAWFUL, "/kind", full);
    assert_refusal(&file, outcome, today, ERR_NOT_LAWFUL, "/kind", full);
    struct case_file with_outcome = file;
    assert_int_equal(case_apply(&with_outcome, &outcome), ERR_OK);
    assert_int_equal(stage_of(&with_outcome), STAGE_PENAL_ENDED);
    assert_non_null(penal_binding(&with_outcome.penal, NO_DATE));
    assert_int_equal(case_apply(&file, &opened), ERR_OK);
    assert_int_equal(stage_of(&file), STAGE_PENAL_PENDING);
    assert_int_equal(file.penal.procedures_count, PROCEDURES_MAX);
    tell(&file, complaint);
    tell(&file, outcome);
    assert_int_equal(stage_of(&file), STAGE_PENAL_ENDED);
}

/* L. 214-10-1: on notification of the award, and again of a new one. */
static void the_courts_are_told_of_each_loan_notified(void **state)
{
    (void)state;
    date today = {2026, 6, 1};
    struct case_file file = decided_file(awarded, 0, 250000);
    struct fact sent = fact_of(FACT_ATTESTATION_SENT, DATE(2025, 11, 26));
    struct trouble trouble;
    assert_int_equal(case_admits(&file, &sent, today, &trouble), ERR_NOT_LAWFUL); /* no loan yet */
    file.notified_on = NO_DATE;
    tell_sum(&file, FACT_LOAN_GRANTED, awarded, 25861);
    assert_false(date_is_set(duty_day(&file, DUTY_SEND_ATTESTATION)));
    assert_refusal(&file, sent, today, ERR_NOT_LAWFUL, "/kind",
                   "decision_notified first (CASF L. 214-10-1)");
    tell_on(&file, FACT_DECISION_NOTIFIED, DATE(2025, 11, 26));
    assert_day(duty_day(&file, DUTY_SEND_ATTESTATION), DATE(2025, 11, 26));
    tell(&file, sent);
    assert_false(date_is_set(duty_day(&file, DUTY_SEND_ATTESTATION)));
    assert_refusal(&file, sent, today, ERR_NOT_LAWFUL, "/kind",
                   "nothing: the courts have the attestation of this award");
    file.notified_on = DATE(2026, 2, 2); /* of the decision in its place */
    assert_day(duty_day(&file, DUTY_SEND_ATTESTATION), DATE(2026, 2, 2));
    file.decision.form = FORM_GRANT;
    assert_false(date_is_set(duty_day(&file, DUTY_SEND_ATTESTATION)));
}

static void a_loan_notified_before_2024_is_told_to_no_court(void **state)
{
    (void)state;
    struct case_file file = loan_file(DATE(2023, 12, 5), 0);
    assert_false(date_is_set(duty_day(&file, DUTY_SEND_ATTESTATION)));
    assert_refusal(&file, fact_of(FACT_ATTESTATION_SENT, DATE(2024, 1, 2)), DATE(2024, 2, 1),
                   ERR_NOT_LAWFUL, "/kind",
                   "nothing: CASF L. 214-10-1 is about loans notified since 2024-01-01");
}

/* L. 214-12, I al. 4: to the public accountant, for what a court ordered. */
static void the_accountant_gets_a_packet_for_each_transfer_to_the_treasury(void **state)
{
    (void)state;
    date today = {2026, 6, 1};
    const char *first = "loan_transferred first, to the Treasury: one packet for each transfer "
                        "(CASF L. 214-12, I)";
    struct case_file file = loan_file(awarded, 0);
    tell(&file, ordered_fact(25861, DATE(2026, 2, 1), DATE(2026, 2, 3)));
    tell(&file, transfer_fact(CREDITOR_TREASURY, DATE(2026, 2, 4), 25861));
    assert_day(duty_day(&file, DUTY_SEND_PACKET), DATE(2026, 2, 4));
    struct fact packet = fact_of(FACT_PACKET_SENT, DATE(2026, 2, 3));
    assert_refusal(&file, packet, today, ERR_BAD_INPUT, "/day",
                   "a day not before that of the fact this one answers to");
    tell(&file, opened_fact(DATE(2026, 2, 20), DATE(2026, 2, 21))); /* another procedure */
    packet.day = DATE(2026, 2, 25);
    tell(&file, packet);
    assert_false(date_is_set(duty_day(&file, DUTY_SEND_PACKET)));
    assert_refusal(&file, packet, today, ERR_NOT_LAWFUL, "/kind", first);

    struct case_file fund = loan_file(awarded, 0);
    tell(&fund, outcome_fact(PENAL_COMPOSITION, false, DATE(2026, 2, 1), DATE(2026, 2, 3)));
    tell(&fund, transfer_fact(CREDITOR_FUND, DATE(2026, 2, 4), 25861));
    assert_false(date_is_set(duty_day(&fund, DUTY_SEND_PACKET)));
    assert_refusal(&fund, packet, today, ERR_NOT_LAWFUL, "/kind", first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_proceedings_count_as_pending_until_verified),
        cmocka_unit_test(nothing_is_asked_of_the_court_without_a_loan),
        cmocka_unit_test(the_police_inform_and_offer_the_form),
        cmocka_unit_test(the_police_say_nothing_twice),
        cmocka_unit_test(each_outcome_ends_the_proceedings_or_not),
        cmocka_unit_test(a_judgment_becomes_final_or_is_reversed),
        cmocka_unit_test(several_proceedings_are_kept_apart),
        cmocka_unit_test(proceedings_still_pending_are_told_as_such),
        cmocka_unit_test(what_the_fund_learns_has_its_day),
        cmocka_unit_test(an_amount_goes_with_an_outcome_that_states_one),
        cmocka_unit_test(the_same_outcome_is_not_told_twice),
        cmocka_unit_test(a_ninth_procedure_is_refused_and_a_journal_with_it_folds),
        cmocka_unit_test(the_courts_are_told_of_each_loan_notified),
        cmocka_unit_test(a_loan_notified_before_2024_is_told_to_no_court),
        cmocka_unit_test(the_accountant_gets_a_packet_for_each_transfer_to_the_treasury),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
