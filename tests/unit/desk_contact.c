#include "unit/desk_fixture.h"

/* The safe contact at the desk: what waits a day and a night, what the gate stops, which account is
 * paid, which request is held. */

#define HOUR INT64_C(3600000000)

static struct store *store;
static file_number file;

static struct desk clerk(int64_t hours)
{
    struct desk desk = desk_of(store, "agent.un", ROLE_CLERK, "CAF-59");
    desk.console = true; /* assignment is another test's */
    desk.now = NOW + hours * HOUR;
    desk.today = date_plus_days(TODAY, (int)((hours + 9) / 24));
    return desk;
}

static int set_up(void **state)
{
    (void)state;
    store = desk_store();
    struct desk public = desk_of(store, "", ROLE_COUNT, "");
    file = claim_by(&public, CHANNEL_ONLINE, 1);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    return 0;
}

static err tells(struct desk desk, enum fact_kind kind, struct body body)
{
    struct desk_fact wish = {.file = file,
                             .expected = -1,
                             .fact = {.kind = kind, .day = desk.today, .body = body},
                             .has_body = true};
    return desk_record(&desk, &wish, NULL, NULL);
}

static err leaves_to_the_desk(struct desk desk, enum fact_kind kind)
{
    struct desk_fact wish = {
        .file = file, .expected = -1, .fact = {.kind = kind, .day = desk.today}};
    return desk_record(&desk, &wish, NULL, NULL);
}

static err asks(struct desk desk, struct body body, const char *words)
{
    struct desk_fact wish = {.file = file,
                             .expected = -1,
                             .fact = {.kind = FACT_CHANGE_ASKED, .day = desk.today, .body = body},
                             .has_body = true,
                             .vault_count = 1};
    struct vault_entry entry = {desk_vault_of(&wish.fact), text_of(words)};
    wish.vault = &entry;
    return desk_record(&desk, &wish, NULL, NULL);
}

static struct dossier opened(struct desk desk)
{
    struct dossier dossier;
    assert_int_equal(desk_open(&desk, file, &dossier), ERR_OK);
    return dossier;
}

static const char his[] = "FR7699999123459876543210925\nDominique FICTIF";

/* The IBAN a batch would pay now. */
static void paid_iban(struct desk desk, char ret[IBAN_LENGTH_MAX + 1])
{
    struct outgoing one;
    int count = 0;
    int64_t after = 0;
    assert_int_equal(desk_export(&desk, date_plus_days(desk.today, 9), &after, &one, 1, &count),
                     ERR_OK);
    assert_int_equal(count, 1);
    memcpy(ret, one.message.orders[0].iban.digits, IBAN_LENGTH_MAX + 1);
}

static void t10_who_knows_the_number_changes_nothing(void **state)
{
    (void)state;
    static const struct {
        enum asked_for what;
        const char *words;
    } tries[] = {{ASKED_ACCOUNT, his},
                 {ASKED_CONTACT, "{\"channel\":\"phone\",\"value\":\"0600000000\"}"},
                 {ASKED_WITHDRAWAL, ""}};
    struct dossier before = opened(clerk(0));
    for (size_t i = 0; i < LENGTH(tries); i++) {
        struct desk public = desk_of(store, "", ROLE_COUNT, "");
        struct desk_fact wish = {.file = file, .fact = {.kind = FACT_CHANGE_ASKED}};
        wish.fact.body.change = tries[i].what;
        struct vault_entry entry = {desk_vault_of(&wish.fact), text_of(tries[i].words)};
        wish.vault = &entry;
        wish.vault_count = tries[i].words[0] != '\0';
        assert_int_equal(desk_ask(&public, &wish), ERR_OK);
        assert_int_equal(desk_ask(&public, &wish), ERR_OK); /* refused: nobody learns it */
        wish.file = (file_number){100000000000};
        assert_int_equal(desk_ask(&public, &wish), ERR_OK); /* there is no such file */
        assert_string_equal(public.trouble.expected, "");
    }
    struct dossier after = opened(clerk(0));
    assert_int_equal(after.journal.count, before.journal.count + 3);
    assert_int_equal(after.file.stages[STRAND_CLAIM], before.file.stages[STRAND_CLAIM]);
    assert_int_equal(case_account_place(&after.file), case_account_place(&before.file));
    struct desk desk = clerk(0);
    text account, contact;
    assert_int_equal(desk_disclose(&desk, file, VAULT_ACCOUNT, desk.arena, &account), ERR_OK);
    assert_true(text_equal(account, T("FR7699999000010000000000115\nCamille EXEMPLE")));
    assert_int_equal(desk_disclose(&desk, file, VAULT_CONTACT, desk.arena, &contact), ERR_OK);
    assert_true(text_equal(contact, T("{\"channel\":\"phone\",\"value\":\"0100000000\"}")));
}

static void t10_a_change_waits_a_day_and_a_night(void **state)
{
    (void)state;
    struct body change = {.change = ASKED_ACCOUNT, .door = DOOR_DESK, .how = CONFIRMED_IN_PERSON};
    assert_int_equal(asks(clerk(0), change, his), ERR_OK);
    change.place = opened(clerk(0)).journal.count - 1;
    for (int hours = 0; hours < 24; hours += 23) {
        assert_int_equal(tells(clerk(hours), FACT_CHANGE_CONFIRMED, change), ERR_NOT_LAWFUL);
    }
    assert_int_equal(tells(clerk(24), FACT_CHANGE_CONFIRMED, change), ERR_OK);
}

static void t10_she_is_called_only_where_she_was_safe(void **state)
{
    (void)state;
    struct body change = {.change = ASKED_WITHDRAWAL, .door = DOOR_PHONE};
    struct desk desk = clerk(0);
    assert_int_equal(tells(desk, FACT_CHANGE_ASKED, change), ERR_OK);
    change.place = opened(clerk(0)).journal.count - 1;
    change.how = CONFIRMED_CALL_BACK;
    desk = clerk(24);
    desk.read_plan = NULL; /* nobody can read where that is */
    assert_int_equal(tells(desk, FACT_CHANGE_CONFIRMED, change), ERR_NOT_LAWFUL);
    desk = clerk(24 * 40);
    assert_int_equal(tells(desk, FACT_CHANGE_CONFIRMED, change), ERR_NOT_LAWFUL);
    assert_int_equal(tells(clerk(24), FACT_CHANGE_CONFIRMED, change), ERR_OK);
    struct dossier dossier = opened(clerk(24)); /* and what she confirmed goes with her word */
    assert_int_equal(dossier.file.stages[STRAND_CLAIM], STAGE_CLAIM_WITHDRAWN);
}

static void a_change_comes_with_what_is_asked_and_nothing_else_does(void **state)
{
    (void)state;
    struct body account = {.change = ASKED_ACCOUNT, .door = DOOR_DESK};
    struct body nothing = {.change = ASKED_WITHDRAWAL, .door = DOOR_DESK};
    assert_int_equal(tells(clerk(0), FACT_CHANGE_ASKED, account), ERR_BAD_INPUT);
    assert_int_equal(asks(clerk(0), account, ""), ERR_BAD_INPUT);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_CHANGE_ASKED), ERR_BAD_INPUT);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_ACCOUNT_CONFIRMED), ERR_BAD_INPUT);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_ANOMALY_HELD), ERR_BAD_INPUT);
    struct vault_entry entry = {VAULT_ACCOUNT, text_of(his)};
    struct desk desk = clerk(0);
    struct desk_fact wish = {.file = file,
                             .expected = -1,
                             .fact = {.kind = FACT_ACCOUNT_CONFIRMED, .day = TODAY},
                             .has_body = true,
                             .vault = &entry,
                             .vault_count = 1};
    assert_int_equal(desk_record(&desk, &wish, NULL, NULL), ERR_BAD_INPUT);
    assert_int_equal(tells(clerk(0), FACT_CHANGE_ASKED, nothing), ERR_OK);
}

static void t05_the_desk_records_no_sending_the_gate_refuses(void **state)
{
    (void)state;
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_CLAIM_GRANTED), ERR_OK);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_DECISION_NOTIFIED), ERR_BAD_INPUT);
    static const enum sending wrong[] = {SENT_BY_EMAIL, SENT_BY_POST, SENT_BY_ASSOCIATION};
    for (size_t i = 0; i < LENGTH(wrong); i++) {
        struct body body = {.sent_by = wrong[i]};
        assert_int_equal(tells(clerk(0), FACT_DECISION_NOTIFIED, body), ERR_NOT_LAWFUL);
    }
    struct desk blind = clerk(0);
    blind.read_plan = NULL;
    struct body phone = {.sent_by = SENT_BY_PHONE};
    assert_int_equal(tells(blind, FACT_DECISION_NOTIFIED, phone), ERR_NOT_LAWFUL);
    assert_int_equal(leaves_to_the_desk(blind, FACT_SENT_TO_DEPARTEMENT), ERR_NOT_LAWFUL);
    assert_int_equal(leaves_to_the_desk(blind, FACT_REFERRED_TO_ASSOCIATION), ERR_NOT_LAWFUL);
    assert_int_equal(tells(clerk(24 * 30), FACT_DECISION_NOTIFIED, phone), ERR_NOT_LAWFUL);
    assert_int_equal(tells(clerk(24 * 29), FACT_DECISION_NOTIFIED, phone), ERR_OK);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_SENT_TO_DEPARTEMENT), ERR_OK);
    struct dossier dossier = opened(clerk(0));
    text contact = T("{}"), none = {NULL, 0};
    struct desk desk = clerk(0);
    assert_true(desk_may_send(&desk, &dossier.file, contact, MESSAGE_RIGHTS, SENT_BY_PHONE));
    assert_false(desk_may_send(&desk, &dossier.file, none, MESSAGE_RIGHTS, SENT_BY_PHONE));
    assert_true(desk_neutral_words(&desk, &dossier.file, contact, MESSAGE_RIGHTS, SENT_BY_PHONE,
                                   LANGUAGE_FR)
                    .length > 0);
    assert_int_equal(
        desk_neutral_words(&desk, &dossier.file, none, MESSAGE_RIGHTS, SENT_BY_PHONE, LANGUAGE_FR)
            .length,
        0);
}

static void t07_the_account_in_force_is_paid_and_no_other(void **state)
{
    (void)state;
    char iban[IBAN_LENGTH_MAX + 1], again[IBAN_LENGTH_MAX + 1];
    struct body change = {.change = ASKED_ACCOUNT, .door = DOOR_DESK, .how = CONFIRMED_IN_PERSON};
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_CLAIM_GRANTED), ERR_OK);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_PAYMENT_ORDERED), ERR_OK);
    assert_int_equal(asks(clerk(0), change, his), ERR_OK);
    change.place = opened(clerk(0)).journal.count - 1;
    paid_iban(clerk(0), iban);
    assert_string_equal(iban, "FR7699999000010000000000115");
    /* Confirmed since: the message of that batch is the same bytes for ever. */
    assert_int_equal(tells(clerk(24), FACT_CHANGE_CONFIRMED, change), ERR_OK);
    paid_iban(clerk(24), again);
    assert_string_equal(again, iban);
}

static void t07_the_account_she_confirmed_is_paid_from_then_on(void **state)
{
    (void)state;
    char iban[IBAN_LENGTH_MAX + 1];
    struct body change = {.change = ASKED_ACCOUNT, .door = DOOR_DESK, .how = CONFIRMED_IN_PERSON};
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_CLAIM_GRANTED), ERR_OK);
    assert_int_equal(asks(clerk(0), change, his), ERR_OK);
    change.place = opened(clerk(0)).journal.count - 1;
    assert_int_equal(tells(clerk(24), FACT_CHANGE_CONFIRMED, change), ERR_OK);
    assert_int_equal(leaves_to_the_desk(clerk(24), FACT_PAYMENT_ORDERED), ERR_OK);
    paid_iban(clerk(24), iban);
    assert_string_equal(iban, "FR7699999123459876543210925");
}

static void t07_an_account_others_see_is_not_ordered(void **state)
{
    (void)state;
    struct desk public = desk_of(store, "", ROLE_COUNT, "");
    struct desk_claim claim = {.body = {.request = request_defaults(TODAY),
                                        .channel = CHANNEL_ONLINE,
                                        .undertakes_repayment = true,
                                        .undertakes_reporting = true,
                                        .has_account = true,
                                        .account_seen_by_others = true},
                               .vault = {{VAULT_ACCOUNT, text_of(his)}},
                               .vault_count = 1};
    claim.body.request.department = law_department(T("59"));
    struct receipt receipt;
    assert_int_equal(desk_receive(&public, &claim, NULL, 2, &receipt), ERR_OK);
    file = receipt.file;
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_CLAIM_GRANTED), ERR_OK);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_PAYMENT_ORDERED), ERR_NOT_LAWFUL);
    struct body hers = {.how = CONFIRMED_IN_PERSON};
    assert_int_equal(tells(clerk(0), FACT_ACCOUNT_CONFIRMED, hers), ERR_OK);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_PAYMENT_ORDERED), ERR_OK);
}

/* ---- a request held ---- */

static file_number claim_of_her(uint64_t chance, const char *contact, const char *account,
                                uint32_t anomalies)
{
    struct desk public = desk_of(store, "", ROLE_COUNT, "");
    struct desk_claim claim = {
        .body = {.request = request_defaults(TODAY),
                 .channel = CHANNEL_ONLINE,
                 .undertakes_repayment = true,
                 .undertakes_reporting = true,
                 .has_account = true},
        .vault = {{VAULT_CONTACT, text_of(contact)}, {VAULT_ACCOUNT, text_of(account)}},
        .vault_count = 2,
        .identity = T("EXEMPLE|CAMILLE|1990-01-01"),
        .anomalies = anomalies};
    claim.body.request.department = law_department(T("59"));
    struct receipt receipt;
    assert_int_equal(desk_receive(&public, &claim, NULL, chance, &receipt), ERR_OK);
    assert_int_equal(date_compare(receipt.pay_by, NO_DATE) > 0, 1); /* the receipt of any other */
    return receipt.file;
}

static enum stage hold_of(file_number number)
{
    file = number;
    return opened(clerk(0)).file.stages[STRAND_HOLD];
}

static void t11_his_request_in_her_name_is_held_and_her_right_is_whole(void **state)
{
    (void)state;
    static const char desk_plan_words[] = "{\"channel\":\"desk\"}";
    static const char hers[] = "FR7699999000010000000000115\nCamille EXEMPLE";
    struct body issuer = {.checked_by = BY_ISSUER};
    file_number first = claim_of_her(3, "{\"channel\":\"phone\",\"value\":\"06\"}", his,
                                     1u << ANOMALY_ACCOUNT_HOLDER);
    file_number second = claim_of_her(4, desk_plan_words, hers, 0);
    assert_int_equal(hold_of(first), STAGE_HOLD_HELD);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_CLAIM_GRANTED), ERR_NOT_LAWFUL);
    assert_int_equal(hold_of(second), STAGE_HOLD_HELD); /* another contact for the same person */
    assert_int_equal(tells(clerk(0), FACT_HELD_RELEASED, issuer), ERR_OK);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_CLAIM_GRANTED), ERR_OK);
    file = first;
    assert_int_equal(tells(clerk(0), FACT_HELD_REJECTED, issuer), ERR_OK);
    file_number third = claim_of_her(5, desk_plan_words, hers, 0); /* the same again: hers */
    assert_int_equal(hold_of(third), STAGE_HOLD_NONE);
}

static void t11_an_award_to_another_is_undone_in_her_own_file(void **state)
{
    (void)state;
    static const char hers[] = "FR7699999000010000000000115\nCamille EXEMPLE";
    struct body issuer = {.checked_by = BY_ISSUER}, other = {.anomalies = 1u << ANOMALY_OTHER};
    file_number first = claim_of_her(6, "{\"channel\":\"desk\"}", hers, 0);
    file = first;
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_CLAIM_GRANTED), ERR_OK);
    file_number second = claim_of_her(7, "{\"channel\":\"desk\"}", hers, 0);
    file = second;
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_CLAIM_REFUSED), ERR_OK);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_RIGHT_RESTORED), ERR_NOT_LAWFUL);
    file = first;
    assert_int_equal(tells(clerk(0), FACT_ANOMALY_HELD, other), ERR_OK);
    assert_int_equal(tells(clerk(0), FACT_HELD_REJECTED, issuer), ERR_OK);
    file = second;
    struct body wrong = {.earlier_award = date_plus_days(TODAY, -400)};
    assert_int_equal(tells(clerk(0), FACT_RIGHT_RESTORED, wrong), ERR_NOT_LAWFUL);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_RIGHT_RESTORED), ERR_OK);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_DECISION_REPLACED), ERR_OK);
    assert_int_equal(opened(clerk(0)).file.stages[STRAND_CLAIM], STAGE_CLAIM_GRANTED);
}

/* Each costs nothing to make. Numbers rise with chance: what counts stands behind them all. */
static void t11_no_number_of_requests_hides_what_was_before(void **state)
{
    (void)state;
    static const char hers[] = "FR7699999000010000000000115\nCamille EXEMPLE";
    static const char here[] = "{\"channel\":\"desk\"}";
    static const char elsewhere[] = "{\"channel\":\"phone\",\"value\":\"06\"}";
    file_number first = claim_of_her(100, here, hers, 0), last = first;
    for (uint64_t chance = 101; chance < 300; chance++) last = claim_of_her(chance, here, hers, 0);
    assert_true(first.number < last.number);
    file = last;
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_CLAIM_GRANTED), ERR_OK);
    file = first;
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_CLAIM_GRANTED), ERR_NOT_LAWFUL);
    assert_int_equal(leaves_to_the_desk(clerk(0), FACT_CLAIM_REFUSED), ERR_OK);
    assert_int_equal(hold_of(claim_of_her(300, here, hers, 0)), STAGE_HOLD_NONE);
    assert_int_equal(hold_of(claim_of_her(301, elsewhere, hers, 0)), STAGE_HOLD_HELD);
    assert_int_equal(hold_of(claim_of_her(302, here, hers, 0)), STAGE_HOLD_HELD);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t10_who_knows_the_number_changes_nothing),
        TEST(t10_a_change_waits_a_day_and_a_night),
        TEST(t10_she_is_called_only_where_she_was_safe),
        TEST(a_change_comes_with_what_is_asked_and_nothing_else_does),
        TEST(t05_the_desk_records_no_sending_the_gate_refuses),
        TEST(t07_the_account_in_force_is_paid_and_no_other),
        TEST(t07_the_account_she_confirmed_is_paid_from_then_on),
        TEST(t07_an_account_others_see_is_not_ordered),
        TEST(t11_his_request_in_her_name_is_held_and_her_right_is_whole),
        TEST(t11_an_award_to_another_is_undone_in_her_own_file),
        TEST(t11_no_number_of_requests_hides_what_was_before),
    };
    return cmocka_run_group_tests_name("desk_contact", tests, NULL, NULL);
}
