#include "tests/facts.h"
#include "tests/test.h"

#include <string.h>

/* The safe contact: what waits, what is held, what may leave, what is paid in parts. */

static const date monday = {2025, 11, 24}, tuesday = {2025, 11, 25}, wednesday = {2025, 11, 26},
                  thursday = {2025, 11, 27};

#define assert_day(got, expected) assert_int_equal(date_compare((got), (expected)), 0)
#define RECORD(file, fact)        assert_int_equal(record((file), (fact)), ERR_OK)

static struct case_file received_with(struct body claim)
{
    struct case_file file = case_empty((file_number){482109375516});
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED, monday);
    fact.body = claim;
    RECORD(&file, fact);
    return file;
}

static struct case_file received(void) { return received_with(claim_body(monday, "59")); }

static struct case_file granted(void)
{
    struct case_file file = received();
    RECORD(&file, fact_of(FACT_CLAIM_COMPLETED, monday));
    RECORD(&file, decided_fact(&file, tuesday, NO_DATE));
    return file;
}

static struct case_file settled(void)
{
    struct case_file file = granted();
    RECORD(&file, order_fact(&file, tuesday, 1));
    RECORD(&file, payment_fact(FACT_PAYMENT_SENT, tuesday, 1));
    RECORD(&file, payment_fact(FACT_PAYMENT_SETTLED, wednesday, 1));
    return file;
}

static void assert_refused(const struct case_file *file, struct fact fact, const char *where)
{
    struct trouble trouble = {.where = ""};
    assert_int_not_equal(case_admits(file, &fact, DATE(2030, 1, 1), &trouble), ERR_OK);
    assert_string_equal(trouble.where, where);
}

static struct fact asked_at(enum door door, date day, enum asked_for what)
{
    struct fact fact = change_fact(FACT_CHANGE_ASKED, day, what, 0);
    fact.body.door = door;
    return fact;
}

static struct fact confirmed_by(enum confirmation how, date day, enum asked_for what, int place)
{
    struct fact fact = change_fact(FACT_CHANGE_CONFIRMED, day, what, place);
    fact.body.how = how;
    return fact;
}

static date duty_day(const struct case_file *file, date today, enum duty_kind kind)
{
    struct duty duties[DUTY_COUNT];
    int count = case_duties(file, today, duties);
    for (int i = 0; i < count; i++) {
        if (duties[i].kind == kind) return duties[i].due;
    }
    return NO_DATE;
}

/* ---- what waits ---- */

static void t10_what_is_asked_in_her_name_has_no_effect_before_her_word(void **state)
{
    (void)state;
    static const enum door doors[] = {DOOR_ONLINE, DOOR_PHONE, DOOR_DESK, DOOR_ASSOCIATION};
    for (size_t i = 0; i < LENGTH(doors); i++) {
        struct case_file file = granted();
        int account = case_account_place(&file), plan = case_plan_place(&file);
        date marked = case_marked_on(&file);
        for (int what = 0; what < ASKED_COUNT; what++) {
            RECORD(&file, asked_at(doors[i], tuesday, (enum asked_for)what));
        }
        assert_int_equal(case_account_place(&file), account);
        assert_int_equal(case_plan_place(&file), plan);
        assert_day(case_marked_on(&file), marked);
        assert_int_equal(file.stages[STRAND_CLAIM], STAGE_CLAIM_GRANTED);
        assert_int_equal(file.stages[STRAND_CONTACT], STAGE_CONTACT_ASKED);
        RECORD(&file, order_fact(&file, wednesday, 1)); /* the account that was safe is paid */
        assert_int_equal(file.order_account_place, account);
        assert_day(duty_day(&file, wednesday, DUTY_CALL_BACK), wednesday);
    }
}

static void t10_nobody_confirms_the_same_day_nor_with_a_word(void **state)
{
    (void)state;
    struct case_file file = granted();
    int place = file.facts_count;
    RECORD(&file, asked_at(DOOR_ONLINE, tuesday, ASKED_ACCOUNT));
    for (int how = 0; how < CONFIRMATION_COUNT; how++) {
        assert_refused(&file, confirmed_by((enum confirmation)how, tuesday, ASKED_ACCOUNT, place),
                       "/day");
    }
    assert_refused(&file, confirmed_by(CONFIRMED_CODE_WORD, wednesday, ASKED_ACCOUNT, place),
                   "/body/how");
    assert_refused(&file, confirmed_by(CONFIRMED_ASSOCIATION, wednesday, ASKED_ACCOUNT, place),
                   "/body/how");
    assert_refused(&file, confirmed_by(CONFIRMED_IN_PERSON, wednesday, ASKED_ACCOUNT, place - 1),
                   "/body/place");
    assert_refused(&file, confirmed_by(CONFIRMED_IN_PERSON, wednesday, ASKED_CONTACT, place),
                   "/body/place");
    struct case_file later_file = file, agreed = file;
    assert_refused(&later_file,
                   confirmed_by(CONFIRMED_CALL_BACK, DATE(2025, 12, 24), ASKED_ACCOUNT, place),
                   "/body/how"); /* thirty days */
    RECORD(&later_file,
           confirmed_by(CONFIRMED_CALL_BACK, DATE(2025, 12, 23), ASKED_ACCOUNT, place));
    struct fact consents = fact_of(FACT_CONSENTS_CHANGED, tuesday);
    consents.body.consent_association = true;
    RECORD(&agreed, consents);
    RECORD(&agreed, confirmed_by(CONFIRMED_ASSOCIATION, wednesday, ASKED_ACCOUNT, place));
    assert_int_equal(case_account_place(&agreed), place);
    RECORD(&file, confirmed_by(CONFIRMED_IN_PERSON, wednesday, ASKED_ACCOUNT, place));
    assert_int_equal(case_account_place(&file), place);
    assert_int_equal(file.stages[STRAND_CONTACT], STAGE_CONTACT_NONE);
    assert_false(date_is_set(duty_day(&file, wednesday, DUTY_CALL_BACK)));
}

static void t10_a_stranger_does_not_crowd_her_out(void **state)
{
    (void)state;
    struct case_file file = received();
    for (int i = 0; i < 12; i++) {
        enum asked_for what = (enum asked_for)(i % ASKED_COUNT);
        enum door door = i % 2 ? DOOR_PHONE : DOOR_ONLINE;
        int place = file.facts_count;
        RECORD(&file, asked_at(door, monday, what));
        assert_refused(&file, asked_at(DOOR_ONLINE, monday, what), "/body/door");
        assert_refused(&file, asked_at(DOOR_PHONE, monday, what), "/body/door");
        RECORD(&file, change_fact(FACT_CHANGE_DROPPED, monday, what, place));
    }
    assert_refused(&file, asked_at(DOOR_ONLINE, monday, ASKED_ACCOUNT), "/body/door");
    RECORD(&file, asked_at(DOOR_DESK, monday, ASKED_ACCOUNT));
    int hers = file.facts_count; /* she comes again: hers takes the place */
    RECORD(&file, asked_at(DOOR_ASSOCIATION, monday, ASKED_ACCOUNT));
    assert_refused(&file, confirmed_by(CONFIRMED_IN_PERSON, tuesday, ASKED_ACCOUNT, hers - 1),
                   "/body/place");
    RECORD(&file, confirmed_by(CONFIRMED_IN_PERSON, tuesday, ASKED_ACCOUNT, hers));
}

static void t12_withdrawal_under_coercion_waits_to_be_called_back(void **state)
{
    (void)state;
    struct case_file file = received(), decided = granted();
    int place = file.facts_count, decided_place = decided.facts_count;
    assert_refused(&file, fact_of(FACT_CLAIM_WITHDRAWN, monday), "/kind");
    RECORD(&file, asked_at(DOOR_ONLINE, monday, ASKED_WITHDRAWAL));
    assert_refused(&file, fact_of(FACT_CLAIM_WITHDRAWN, tuesday), "/kind");
    assert_int_equal(file.stages[STRAND_CLAIM], STAGE_CLAIM_RECEIVED);
    assert_day(duty_day(&file, monday, DUTY_CALL_BACK), tuesday);
    struct case_file dropped = file;
    RECORD(&dropped, change_fact(FACT_CHANGE_DROPPED, tuesday, ASKED_WITHDRAWAL, place));
    assert_refused(&dropped, fact_of(FACT_CLAIM_WITHDRAWN, tuesday), "/kind");
    RECORD(&file, confirmed_by(CONFIRMED_IN_PERSON, tuesday, ASKED_WITHDRAWAL, place));
    assert_refused(&file, fact_of(FACT_CLAIM_WITHDRAWN, monday), "/day");
    RECORD(&file, fact_of(FACT_CLAIM_WITHDRAWN, tuesday));
    RECORD(&decided, asked_at(DOOR_ONLINE, tuesday, ASKED_WITHDRAWAL));
    assert_refused(&decided,
                   confirmed_by(CONFIRMED_IN_PERSON, wednesday, ASKED_WITHDRAWAL, decided_place),
                   "/body/change");
}

static void the_earliest_that_waits_is_called_back_first(void **state)
{
    (void)state;
    struct case_file file = received();
    int place = file.facts_count;
    RECORD(&file, asked_at(DOOR_DESK, wednesday, ASKED_ACCOUNT));
    RECORD(&file, asked_at(DOOR_DESK, monday, ASKED_CONTACT));
    RECORD(&file, asked_at(DOOR_DESK, thursday, ASKED_WITHDRAWAL));
    assert_day(duty_day(&file, thursday, DUTY_CALL_BACK), tuesday);
    RECORD(&file, change_fact(FACT_CHANGE_DROPPED, thursday, ASKED_CONTACT, place + 1));
    assert_int_equal(file.stages[STRAND_CONTACT], STAGE_CONTACT_ASKED);
    assert_day(duty_day(&file, thursday, DUTY_CALL_BACK), thursday);
}

static void a_plan_is_as_old_as_what_she_last_said(void **state)
{
    (void)state;
    struct case_file none = case_empty((file_number){482109375516}), file = received();
    assert_false(case_contact_is_fresh(&none, monday));
    assert_false(case_contact_is_fresh(&file, date_plus_days(monday, -1)));
    assert_true(case_contact_is_fresh(&file, date_plus_days(monday, 29)));
    assert_false(case_contact_is_fresh(&file, date_plus_days(monday, 30)));
    struct fact reviewed = fact_of(FACT_CONTACT_REVIEWED, date_plus_days(monday, 30));
    reviewed.body.how = CONFIRMED_CALL_BACK;
    assert_refused(&file, reviewed, "/body/how");
    reviewed.body.how = CONFIRMED_ASSOCIATION;
    assert_refused(&file, reviewed, "/body/how");
    reviewed.body.how = CONFIRMED_CODE_WORD;
    RECORD(&file, reviewed);
    assert_true(case_contact_is_fresh(&file, date_plus_days(monday, 59)));
    assert_int_equal(change(&file, date_plus_days(monday, 70), ASKED_CONTACT), ERR_OK);
    assert_int_equal(case_plan_place(&file), 2);
    assert_day(case_marked_on(&file), date_plus_days(monday, 70));
}

static void a_new_code_is_given_to_a_person_who_is_seen(void **state)
{
    (void)state;
    struct case_file file = received();
    struct fact renewed = fact_of(FACT_ACCESS_RENEWED, tuesday);
    static const enum confirmation unseen[] = {CONFIRMED_CALL_BACK, CONFIRMED_ASSOCIATION,
                                               CONFIRMED_CODE_WORD};
    for (size_t i = 0; i < LENGTH(unseen); i++) {
        renewed.body.how = unseen[i];
        assert_refused(&file, renewed, "/body/how");
    }
    renewed.body.how = CONFIRMED_IN_PERSON;
    RECORD(&file, renewed);
    assert_day(case_marked_on(&file), monday); /* it says nothing of how to reach her */
}

/* Before she must be told something on a day when what she said is too old, and only then. */
static void she_is_asked_again_before_she_is_told(void **state)
{
    (void)state;
    struct case_file file = settled();
    RECORD(&file, fact_of(FACT_DECISION_NOTIFIED, tuesday));
    assert_day(duty_day(&file, wednesday, DUTY_REVIEW_CONTACT),
               duty_day(&file, wednesday, DUTY_TELL_RIGHTS_END));
    struct case_file asked = file;
    RECORD(&asked, fact_of(FACT_CONTACT_REVIEWED, DATE(2026, 5, 1)));
    assert_false(date_is_set(duty_day(&asked, DATE(2026, 5, 1), DUTY_REVIEW_CONTACT)));
    RECORD(&file, fact_of(FACT_RIGHTS_TOLD, wednesday));
    RECORD(&file, fact_of(FACT_RIGHTS_END_TOLD, wednesday));
    assert_false(date_is_set(duty_day(&file, wednesday, DUTY_REVIEW_CONTACT)));
}

/* ---- the account ---- */

static void t07_an_account_others_see_is_not_paid_unless_she_says_so(void **state)
{
    (void)state;
    struct body seen = claim_body(monday, "59");
    seen.account_seen_by_others = true;
    struct case_file file = received_with(seen);
    RECORD(&file, fact_of(FACT_CLAIM_COMPLETED, monday));
    RECORD(&file, decided_fact(&file, tuesday, NO_DATE));
    assert_false(case_has_safe_account(&file));
    assert_refused(&file, order_fact(&file, tuesday, 1), "/kind");
    assert_false(case_may_send(&file, NULL, MESSAGE_ORDER, SENT_IN_PERSON, tuesday));
    struct case_file other = file;
    struct fact override = fact_of(FACT_ACCOUNT_CONFIRMED, tuesday);
    override.body.how = CONFIRMED_CODE_WORD;
    assert_refused(&file, override, "/body/how");
    override.body.how = CONFIRMED_CALL_BACK;
    RECORD(&file, override);
    RECORD(&file, order_fact(&file, tuesday, 1));
    assert_int_equal(change(&other, wednesday, ASKED_ACCOUNT), ERR_OK);
    assert_true(case_has_safe_account(&other)); /* another than the one he sees */
    RECORD(&other, order_fact(&other, wednesday, 1));
    /* She says it again since: of that one too, until she confirms. */
    struct case_file told = received_with(claim_body(monday, "59"));
    assert_int_equal(change(&told, wednesday, ASKED_ACCOUNT), ERR_OK);
    struct fact warned = fact_of(FACT_INFORMATION_RECEIVED, wednesday);
    warned.body = seen;
    RECORD(&told, warned);
    assert_false(case_has_safe_account(&told));
    warned.day = monday; /* said before: of the one of the claim */
    struct case_file before = received_with(claim_body(monday, "59"));
    assert_int_equal(change(&before, wednesday, ASKED_ACCOUNT), ERR_OK);
    RECORD(&before, warned);
    assert_true(case_has_safe_account(&before));
}

static void an_account_is_given_with_the_claim_or_waits(void **state)
{
    (void)state;
    struct body bare = claim_body(monday, "59");
    bare.has_account = false;
    struct case_file file = received_with(bare);
    struct fact told = fact_of(FACT_INFORMATION_RECEIVED, tuesday);
    told.body = claim_body(monday, "59");
    RECORD(&file, told);
    assert_false(case_has_account(&file)); /* not in passing: the vault holds none */
    assert_int_equal(case_missing_in(&file), BIT(MISSING_ACCOUNT));
    assert_refused(&file, fact_of(FACT_ACCOUNT_CONFIRMED, tuesday), "/kind");
    assert_int_equal(change(&file, wednesday, ASKED_ACCOUNT), ERR_OK);
    assert_true(case_has_safe_account(&file));
    assert_int_equal(case_missing_in(&file), 0);
    assert_int_equal(case_account_place(&file), 2);
}

static void an_order_is_to_the_account_in_force_and_no_other(void **state)
{
    (void)state;
    struct case_file file = granted();
    RECORD(&file, order_fact(&file, tuesday, 1));
    assert_true(case_order_stands(&file));
    assert_refused(&file, payment_fact(FACT_ORDER_CANCELLED, tuesday, 1), "/kind");
    assert_int_equal(change(&file, wednesday, ASKED_ACCOUNT), ERR_OK);
    assert_false(case_order_stands(&file));
    assert_refused(&file, payment_fact(FACT_PAYMENT_SENT, wednesday, 1), "/kind");
    assert_true(date_is_set(duty_day(&file, wednesday, DUTY_CANCEL_ORDER)));
    RECORD(&file, payment_fact(FACT_ORDER_CANCELLED, wednesday, 1));
    RECORD(&file, order_fact(&file, wednesday, 2));
    RECORD(&file, payment_fact(FACT_PAYMENT_SENT, wednesday, 2));
    struct case_file unsafe = granted();
    RECORD(&unsafe, order_fact(&unsafe, tuesday, 1));
    unsafe.claim.account_seen_by_others = true;
    unsafe.account_warned_on = tuesday;
    assert_false(case_order_stands(&unsafe));
}

/* ---- a request held ---- */

static struct fact held_for(enum anomaly anomaly, date day)
{
    struct fact fact = fact_of(FACT_ANOMALY_HELD, day);
    fact.body.anomalies = BIT(anomaly);
    return fact;
}

static void t11_a_request_of_another_burns_no_right(void **state)
{
    (void)state;
    struct case_file his = received();
    RECORD(&his, fact_of(FACT_CLAIM_COMPLETED, monday));
    assert_false(case_is_held(&his));
    assert_refused(&his, fact_of(FACT_ANOMALY_HELD, monday), "/body/anomalies");
    RECORD(&his, held_for(ANOMALY_ACCOUNT_HOLDER, monday));
    assert_true(case_is_held(&his));
    assert_refused(&his, decided_fact(&his, tuesday, NO_DATE), "/kind");
    assert_day(duty_day(&his, monday, DUTY_RESOLVE_HOLD), DATE(2025, 12, 1));
    assert_refused(&his, fact_of(FACT_HELD_REJECTED, date_plus_days(monday, -1)), "/day");
    RECORD(&his, fact_of(FACT_HELD_REJECTED, tuesday));
    assert_true(case_is_rejected(&his));
    struct duty duties[DUTY_COUNT];
    assert_int_equal(case_duties(&his, tuesday, duties), 0);
    assert_false(date_is_set(case_awarded_on(&his)));
    struct case_file hers = received(); /* nothing stands against hers */
    RECORD(&hers, fact_of(FACT_CLAIM_COMPLETED, monday));
    RECORD(&hers, decided_fact(&hers, tuesday, case_awarded_on(&his)));
    assert_int_equal(hers.stages[STRAND_CLAIM], STAGE_CLAIM_GRANTED);
    assert_day(case_awarded_on(&hers), tuesday);
}

static void t11_what_was_granted_to_another_is_stopped_and_never_claimed_from_her(void **state)
{
    (void)state;
    struct case_file his = granted(), paid = settled();
    RECORD(&his, order_fact(&his, tuesday, 1));
    RECORD(&his, held_for(ANOMALY_PARTNER, wednesday));
    assert_refused(&his, payment_fact(FACT_PAYMENT_SENT, wednesday, 1), "/kind");
    RECORD(&his, fact_of(FACT_HELD_REJECTED, wednesday));
    assert_int_equal(case_due(&his).cents, 0);
    assert_false(date_is_set(case_awarded_on(&his)));
    assert_true(date_is_set(duty_day(&his, wednesday, DUTY_CANCEL_ORDER)));
    RECORD(&his, payment_fact(FACT_ORDER_CANCELLED, wednesday, 1));
    RECORD(&paid, held_for(ANOMALY_OTHER, thursday));
    RECORD(&paid, fact_of(FACT_HELD_REJECTED, thursday));
    struct fact debt = fact_of(FACT_DEBT_NOTIFIED, thursday);
    debt.body.amount = paid.paid;
    assert_refused(&paid, debt, "/kind");
    struct duty duties[DUTY_COUNT];
    assert_int_equal(case_duties(&paid, thursday, duties), 0);
}

static void a_doubt_gives_no_time_and_is_looked_at_once(void **state)
{
    (void)state;
    struct case_file file = granted();
    RECORD(&file, held_for(ANOMALY_DOCUMENT, wednesday));
    assert_refused(&file, order_fact(&file, wednesday, 1), "/kind");
    RECORD(&file, fact_of(FACT_HELD_RELEASED, wednesday));
    assert_false(case_is_held(&file));
    RECORD(&file, order_fact(&file, wednesday, 1));
    assert_refused(&file, held_for(ANOMALY_DOCUMENT, thursday), "/body/anomalies");
    struct fact both = held_for(ANOMALY_OTHER, DATE(2025, 12, 5));
    both.body.anomalies |= BIT(ANOMALY_DOCUMENT);
    RECORD(&file, both);
    /* held after the last day to pay: the next working day */
    assert_day(duty_day(&file, DATE(2025, 12, 5), DUTY_RESOLVE_HOLD), DATE(2025, 12, 8));
}

static void t11_her_right_is_restored_when_the_award_was_not_hers(void **state)
{
    (void)state;
    struct case_file file = received(), old = received();
    RECORD(&file, fact_of(FACT_CLAIM_COMPLETED, monday));
    RECORD(&file, decided_fact(&file, tuesday, DATE(2025, 6, 1)));
    assert_int_equal(file.stages[STRAND_CLAIM], STAGE_CLAIM_REFUSED);
    struct fact restored = fact_of(FACT_RIGHT_RESTORED, wednesday);
    restored.body.earlier_award = DATE(2025, 6, 1);
    assert_refused(&file, restored, "/body/earlier_award");
    restored.body.earlier_award = NO_DATE;
    RECORD(&file, restored);
    assert_day(duty_day(&file, wednesday, DUTY_DECIDE_AGAIN), DATE(2025, 12, 3));
    struct replacement law;
    assert_true(case_replacement(&file, wednesday, NO_DATE, &law));
    struct fact again = fact_of(FACT_DECISION_REPLACED, wednesday);
    again.body = law.body;
    RECORD(&file, again);
    assert_int_equal(case_due(&file).cents, 64652);
    /* refused for another ground: no right to restore */
    struct body outside = claim_body(monday, "59");
    outside.request.violence_against = VICTIM_CHILD_ONLY;
    old = received_with(outside);
    RECORD(&old, decided_fact(&old, tuesday, NO_DATE));
    assert_refused(&old, restored, "/body/earlier_award");
}

/* ---- the gate ---- */

static struct contact_plan plan_by(enum contact_channel channel)
{
    return (struct contact_plan){.channel = channel, .has_value = true};
}

static bool sends(const struct case_file *file, const struct contact_plan *plan, enum sending by)
{
    return case_may_send(file, plan, MESSAGE_DECISION, by, tuesday);
}

static void t05_nothing_leaves_but_by_the_way_she_said(void **state)
{
    (void)state;
    struct case_file file = granted();
    static const enum contact_channel uses[SENDING_COUNT] = {
        [SENT_BY_PHONE] = CONTACT_PHONE,
        [SENT_BY_EMAIL] = CONTACT_EMAIL,
        [SENT_BY_POST] = CONTACT_POST,
        [SENT_BY_ASSOCIATION] = CONTACT_ASSOCIATION,
    };
    file.claim.consent_association = true;
    for (int channel = 0; channel < CONTACT_CHANNEL_COUNT; channel++) {
        struct contact_plan plan = plan_by((enum contact_channel)channel);
        for (int by = 0; by < SENDING_COUNT; by++) {
            bool leaves = by != SENT_IN_PERSON && by != SENT_TO_PORTAL;
            bool right = !leaves || (int)uses[by] == channel;
            assert_int_equal(sends(&file, &plan, (enum sending)by), right);
            assert_int_equal(sends(&file, NULL, (enum sending)by), !leaves);
            struct contact_plan ruled_out = plan, empty = plan;
            ruled_out.never = BIT(channel);
            empty.has_value = false;
            assert_int_equal(sends(&file, &ruled_out, (enum sending)by), !leaves);
            bool known = !leaves || (right && by == SENT_BY_ASSOCIATION);
            assert_int_equal(sends(&file, &empty, (enum sending)by), known);
        }
    }
    file.claim.consent_association = false;
    struct contact_plan helped = plan_by(CONTACT_ASSOCIATION);
    assert_false(sends(&file, &helped, SENT_BY_ASSOCIATION));
}

static void t05_a_held_request_is_told_to_nobody_but_in_person(void **state)
{
    (void)state;
    struct case_file file = granted();
    file.claim.consent_association = file.claim.consent_departement = true;
    struct contact_plan plan = plan_by(CONTACT_PHONE);
    for (int m = 0; m < MESSAGE_COUNT; m++) {
        assert_true(case_may_send(&file, &plan, (enum message)m, SENT_BY_PHONE, tuesday));
    }
    RECORD(&file, held_for(ANOMALY_OTHER, tuesday));
    for (int rejected = 0; rejected < 2; rejected++) {
        for (int m = 0; m < MESSAGE_COUNT; m++) {
            assert_false(case_may_send(&file, &plan, (enum message)m, SENT_BY_PHONE, tuesday));
            assert_false(case_may_send(&file, &plan, (enum message)m, SENT_TO_PORTAL, tuesday));
            assert_int_equal(case_may_send(&file, &plan, (enum message)m, SENT_IN_PERSON, tuesday),
                             case_messages[m].towards == TO_HER);
        }
        if (!rejected) RECORD(&file, fact_of(FACT_HELD_REJECTED, tuesday));
    }
}

static void t05_who_helps_her_is_told_with_her_agreement_and_her_plan(void **state)
{
    (void)state;
    static const enum message helpers[] = {MESSAGE_DEPARTEMENT, MESSAGE_ASSOCIATION};
    for (size_t i = 0; i < LENGTH(helpers); i++) {
        struct case_file file = granted();
        struct contact_plan plan = plan_by(CONTACT_DESK), none = plan_by(CONTACT_NONE);
        assert_false(case_may_send(&file, &plan, helpers[i], SENT_IN_PERSON, tuesday));
        file.claim.consent_association = file.claim.consent_departement = true;
        assert_true(case_may_send(&file, &plan, helpers[i], SENT_IN_PERSON, tuesday));
        assert_false(case_may_send(&file, &none, helpers[i], SENT_IN_PERSON, tuesday));
        assert_false(case_may_send(&file, NULL, helpers[i], SENT_IN_PERSON, tuesday));
        plan.never = BIT(CONTACT_ASSOCIATION);
        assert_int_equal(case_may_send(&file, &plan, helpers[i], SENT_IN_PERSON, tuesday),
                         helpers[i] == MESSAGE_DEPARTEMENT);
    }
}

static void every_fact_that_tells_is_a_message(void **state)
{
    (void)state;
    int messages = 0;
    for (int kind = 0; kind < FACT_COUNT; kind++) {
        enum message message = case_message_of((enum fact_kind)kind);
        if (message == MESSAGE_COUNT) continue;
        assert_int_equal(case_messages[message].recorded_by, kind);
        messages++;
    }
    assert_int_equal(messages, MESSAGE_COUNT);
    assert_int_equal(case_message_of(FACT_CLAIM_WITHDRAWN), MESSAGE_COUNT);
    assert_int_equal(case_limits[LIMIT_HELD_HOURS], 24);
}

/* ---- in parts, and taken ---- */

static struct fact parts_of(date day, int64_t first, int64_t second, date later_day)
{
    struct fact fact = fact_of(FACT_PARTS_CHOSEN, day);
    fact.body.written = true;
    fact.body.parts_count = 2;
    fact.body.parts[0] = (struct payment_part){{first}, day};
    fact.body.parts[1] = (struct payment_part){{second}, later_day};
    return fact;
}

static struct fact order_of(date day, int64_t reference, int64_t cents)
{
    struct fact fact = fact_of(FACT_PAYMENT_ORDERED, day);
    fact.body.reference = reference;
    fact.body.amount = (money){cents};
    fact.body.execution_on = day;
    return fact;
}

static void pay(struct case_file *file, date day, int64_t reference, int64_t cents)
{
    RECORD(file, order_of(day, reference, cents));
    RECORD(file, payment_fact(FACT_PAYMENT_SENT, day, reference));
    RECORD(file, payment_fact(FACT_PAYMENT_SETTLED, day, reference));
}

static void t25_parts_are_hers_to_choose_and_add_up_to_the_cent(void **state)
{
    (void)state;
    struct case_file file = granted();
    date saturday = DATE(2026, 1, 10), next_monday = DATE(2026, 1, 12);
    struct fact parts = parts_of(tuesday, 30000, 34652, saturday), wrong = parts;
    wrong.body.written = false;
    assert_refused(&file, wrong, "/body/written");
    wrong = parts;
    wrong.body.how = CONFIRMED_CODE_WORD;
    assert_refused(&file, wrong, "/body/how");
    for (int off = -1; off <= 1; off += 2) {
        wrong = parts_of(tuesday, 30000, 34652 + off, saturday);
        assert_refused(&file, wrong, "/body/parts");
    }
    wrong = parts_of(tuesday, 64652, 0, saturday);
    assert_refused(&file, wrong, "/body/parts");
    wrong = parts;
    wrong.body.parts_count = 0;
    assert_refused(&file, wrong, "/body/parts");
    wrong = parts;
    wrong.body.parts[0].not_before = monday;
    assert_refused(&file, wrong, "/body/parts");
    assert_refused(&file, parts_of(tuesday, 30000, 34652, DATE(2026, 11, 26)), "/body/parts");
    struct case_file last_day = file;
    RECORD(&last_day, parts_of(tuesday, 30000, 34652, DATE(2026, 11, 25)));
    assert_false(date_is_set(case_next_part(&file))); /* at once, unless she chooses */
    RECORD(&file, parts);
    assert_day(duty_day(&file, tuesday, DUTY_ORDER_PAYMENT), DATE(2025, 12, 1));
    assert_refused(&file, order_of(wednesday, 1, 64652), "/body/amount_cents");
    pay(&file, wednesday, 1, 30000);
    assert_day(case_next_part(&file), next_monday);
    assert_day(duty_day(&file, wednesday, DUTY_PAY_PART), next_monday);
    assert_refused(&file, order_of(thursday, 2, 34652), "/body/execution_on");
    RECORD(&file, order_of(next_monday, 2, 34652));
    assert_day(duty_day(&file, next_monday, DUTY_SEND_PAYMENT), next_monday);
    RECORD(&file, payment_fact(FACT_PAYMENT_SENT, next_monday, 2));
    RECORD(&file, payment_fact(FACT_PAYMENT_SETTLED, next_monday, 2));
    assert_int_equal(case_owed(&file).cents, 0);
    assert_false(date_is_set(case_next_part(&file)));
    assert_int_equal(case_overpaid(&file).cents, 0);
}

/* What comes back is owed again from the first part; what she is owed beyond her choice is due. */
static void t25_parts_follow_what_comes_back_and_what_is_added(void **state)
{
    (void)state;
    struct case_file file = granted();
    RECORD(&file, parts_of(tuesday, 30000, 34652, DATE(2026, 1, 12)));
    pay(&file, wednesday, 1, 30000);
    struct fact again = parts_of(thursday, 14652, 20000, DATE(2026, 2, 2));
    again.body.parts[0].not_before = DATE(2026, 1, 20);
    struct case_file changed = file;
    RECORD(&changed, again);
    struct fact back = payment_fact(FACT_PAYMENT_RETURNED, thursday, 1);
    RECORD(&changed, back); /* older than her choice: due at once */
    assert_int_equal(case_payable(&changed, thursday).cents, 30000);
    RECORD(&file, back);
    assert_int_equal(case_payable(&file, thursday).cents, 30000);
    assert_int_equal(case_payable(&file, DATE(2026, 1, 12)).cents, 64652);
    file.decision.amount.cents -= 20000; /* another decision gives less: never below nothing */
    assert_int_equal(case_payable(&file, thursday).cents, 10000);
    file.decision.amount.cents = 20000;
    assert_int_equal(case_payable(&file, thursday).cents, 0);
    assert_day(case_next_part(&file), DATE(2026, 1, 12));
}

static void t25_what_another_took_is_owed_again_and_no_debt_of_hers(void **state)
{
    (void)state;
    struct case_file file = settled(), sent = granted();
    struct fact taken = fact_of(FACT_PAYMENT_TAKEN, thursday);
    taken.body.reference = 1;
    taken.body.taken = TAKEN_FROM_HER_ACCOUNT;
    RECORD(&sent, order_fact(&sent, tuesday, 1));
    RECORD(&sent, payment_fact(FACT_PAYMENT_SENT, tuesday, 1));
    assert_refused(&sent, taken, "/body/reference");
    RECORD(&file, taken);
    assert_int_equal(case_owed(&file).cents, 64652);
    assert_int_equal(case_overpaid(&file).cents, 0);
    assert_int_equal(file.stages[STRAND_PAYMENT], STAGE_PAYMENT_RETURNED);
    assert_day(file.first_payment_on, wednesday);
    assert_day(duty_day(&file, thursday, DUTY_ASK_FOR_ACCOUNT), DATE(2025, 12, 4));
    assert_refused(&file, taken, "/body/reference");
    struct fact unknown = taken;
    unknown.body.reference = 9;
    assert_refused(&file, unknown, "/body/reference");
    struct case_file untouched = file; /* a journal read from disk may name none */
    assert_int_equal(case_apply(&untouched, &unknown), ERR_OK);
    assert_int_equal(case_apply(&untouched, &taken), ERR_OK);
    assert_int_equal(untouched.paid.cents, file.paid.cents);
    assert_int_equal(change(&file, DATE(2025, 11, 28), ASKED_ACCOUNT), ERR_OK);
    pay(&file, DATE(2025, 12, 1), 2, 64652);
    taken.body.reference = 2;
    taken.day = DATE(2025, 12, 2);
    assert_refused(&file, taken, "/body/taken"); /* once only, of an account of hers */
    taken.body.taken = TAKEN_ON_ANOTHER_ACCOUNT;
    RECORD(&file, taken);
    /* the bank finds it after all: it is the fund's again, and she is owed the same */
    RECORD(&file, payment_fact(FACT_PAYMENT_RETURNED, DATE(2025, 12, 3), 2));
    assert_int_equal(case_owed(&file).cents, 64652);
    assert_refused(&file, payment_fact(FACT_PAYMENT_RETURNED, DATE(2025, 12, 3), 2),
                   "/body/reference");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t10_what_is_asked_in_her_name_has_no_effect_before_her_word),
        cmocka_unit_test(t10_nobody_confirms_the_same_day_nor_with_a_word),
        cmocka_unit_test(t10_a_stranger_does_not_crowd_her_out),
        cmocka_unit_test(t12_withdrawal_under_coercion_waits_to_be_called_back),
        cmocka_unit_test(the_earliest_that_waits_is_called_back_first),
        cmocka_unit_test(a_plan_is_as_old_as_what_she_last_said),
        cmocka_unit_test(a_new_code_is_given_to_a_person_who_is_seen),
        cmocka_unit_test(she_is_asked_again_before_she_is_told),
        cmocka_unit_test(t07_an_account_others_see_is_not_paid_unless_she_says_so),
        cmocka_unit_test(an_account_is_given_with_the_claim_or_waits),
        cmocka_unit_test(an_order_is_to_the_account_in_force_and_no_other),
        cmocka_unit_test(t11_a_request_of_another_burns_no_right),
        cmocka_unit_test(t11_what_was_granted_to_another_is_stopped_and_never_claimed_from_her),
        cmocka_unit_test(a_doubt_gives_no_time_and_is_looked_at_once),
        cmocka_unit_test(t11_her_right_is_restored_when_the_award_was_not_hers),
        cmocka_unit_test(t05_nothing_leaves_but_by_the_way_she_said),
        cmocka_unit_test(t05_a_held_request_is_told_to_nobody_but_in_person),
        cmocka_unit_test(t05_who_helps_her_is_told_with_her_agreement_and_her_plan),
        cmocka_unit_test(every_fact_that_tells_is_a_message),
        cmocka_unit_test(t25_parts_are_hers_to_choose_and_add_up_to_the_cent),
        cmocka_unit_test(t25_parts_follow_what_comes_back_and_what_is_added),
        cmocka_unit_test(t25_what_another_took_is_owed_again_and_no_debt_of_hers),
    };
    return cmocka_run_group_tests_name("case_contact", tests, NULL, NULL);
}
