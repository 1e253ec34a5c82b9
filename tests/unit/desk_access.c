#include "unit/desk_fixture.h"

#include "desk/access.h"
#include "store/signin.h"

/* Whose a file is, why it is opened, what another body learns. */

static struct store *store;
static file_number file;

static int set_up(void **state)
{
    (void)state;
    store = desk_store();
    struct desk police = desk_of(store, "brigade", ROLE_POLICE, "PN-59");
    file = claim_by(&police, CHANNEL_POLICE, 1);
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    return 0;
}

static struct desk clerk(const char *name) { return desk_of(store, name, ROLE_CLERK, "CAF-59"); }
static struct desk chief(void) { return desk_of(store, "cheffe", ROLE_SUPERVISOR, "CAF-59"); }

static err opens_as(struct desk desk)
{
    struct dossier dossier;
    return desk_open(&desk, file, &dossier);
}
static err records_as(struct desk desk, enum fact_kind kind, const char *to)
{
    struct desk_fact wish = {
        .file = file, .expected = -1, .fact = {.kind = kind, .day = TODAY}, .to = text_of(to)};
    wish.has_body =
        kind == FACT_DECISION_NOTIFIED || kind == FACT_ANOMALY_HELD || kind == FACT_HELD_REJECTED;
    wish.fact.body.anomalies = 1u << ANOMALY_OTHER;
    return desk_record(&desk, &wish, NULL, NULL);
}
static err shows_as(struct desk desk, enum vault_kind kind, text *ret)
{
    return desk_disclose(&desk, file, kind, desk.arena, ret);
}
static void take_as(struct desk desk) { assert_int_equal(desk_take(&desk, file), ERR_OK); }

/* More rows than are asked for at once; each as when it is asked for alone. */
static void whose_each_row_of_the_queue_is(void **state)
{
    enum { ROWS = 60 };
    struct queued rows[ROWS];
    enum whose whose[ROWS], alone;
    struct desk one = clerk("agent.un"), two = clerk("agent.deux");
    struct desk auditor = desk_of(store, "audit", ROLE_AUDITOR, "CAF-59");
    (void)state;
    for (int i = 0; i < ROWS; i++) rows[i] = (struct queued){.file = {i + 1}};
    rows[41].file = file;
    take_as(one);
    assert_int_equal(desk_whose_each(&one, rows, ROWS, whose), ERR_OK);
    for (int i = 0; i < ROWS; i++) {
        assert_int_equal(whose[i], i == 41 ? WHOSE_OWN : WHOSE_NOBODYS);
        assert_int_equal(desk_whose(&one, rows[i].file, &alone), ERR_OK);
        assert_int_equal(whose[i], alone);
    }
    assert_int_equal(desk_whose_each(&two, rows, ROWS, whose), ERR_OK);
    assert_int_equal(whose[41], WHOSE_ANOTHERS);
    assert_int_equal(desk_whose_each(&auditor, rows, ROWS, whose), ERR_OK);
    assert_int_equal(whose[41], WHOSE_NOBODYS); /* who works on no file has none */
}

static void a_file_opens_to_the_agent_it_is_assigned_to(void **state)
{
    struct desk one = clerk("agent.un"), two = clerk("agent.deux");
    (void)state;
    assert_int_equal(opens_as(one), ERR_FORBIDDEN); /* nobody's yet */
    assert_int_equal(records_as(one, FACT_CLAIM_GRANTED, ""), ERR_FORBIDDEN);
    take_as(one);
    take_as(one); /* again: still its own */
    assert_int_equal(opens_as(one), ERR_OK);
    assert_int_equal(opens_as(two), ERR_FORBIDDEN);
    assert_int_equal(desk_take(&two, file), ERR_FORBIDDEN);
    assert_int_equal(records_as(two, FACT_CLAIM_GRANTED, ""), ERR_FORBIDDEN);
    assert_int_equal(records_as(one, FACT_CLAIM_GRANTED, ""), ERR_OK);
    struct desk namesake = desk_of(store, "agent.un", ROLE_CLERK, "*");
    assert_int_equal(opens_as(namesake), ERR_FORBIDDEN); /* the same name in another body */
}

static void a_purpose_is_stated_and_is_the_roles(void **state)
{
    struct desk one = clerk("agent.un");
    (void)state;
    take_as(one);
    for (int purpose = 0; purpose < PURPOSE_COUNT; purpose++) {
        one.purpose = (enum purpose)purpose;
        bool may = desk_may_state(&one.agent, one.purpose);
        err expected = may ? ERR_OK : purpose == PURPOSE_NONE ? ERR_BAD_INPUT : ERR_FORBIDDEN;
        assert_int_equal(opens_as(one), expected);
    }
}

static void who_supervises_audits_or_protects_the_data_sees_the_fund_alone(void **state)
{
    static const struct {
        enum role role;
        enum purpose purpose;
    } rows[] = {{ROLE_SUPERVISOR, PURPOSE_SUPERVISE},
                {ROLE_AUDITOR, PURPOSE_AUDIT},
                {ROLE_DATA_PROTECTION_OFFICER, PURPOSE_DATA_PROTECTION}};
    (void)state;
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct desk here = desk_of(store, "un", rows[i].role, "CAF-59"),
                    all = desk_of(store, "un", rows[i].role, "*"),
                    elsewhere = desk_of(store, "un", rows[i].role, "CAF-13");
        here.purpose = all.purpose = elsewhere.purpose = rows[i].purpose;
        assert_int_equal(opens_as(here), ERR_OK);
        assert_int_equal(opens_as(all), ERR_OK);
        assert_int_equal(opens_as(elsewhere), ERR_NOT_FOUND);
    }
    assert_int_equal(opens_as(chief()), ERR_FORBIDDEN); /* to handle it, it must be given */
}

static void a_file_is_taken_only_while_something_waits_in_it(void **state)
{
    struct desk payer = desk_of(store, "compte", ROLE_ACCOUNTANT, "CAF-59"),
                elsewhere = desk_of(store, "ailleurs", ROLE_CLERK, "CAF-13"),
                auditor = desk_of(store, "audit", ROLE_AUDITOR, "CAF-59"), one = clerk("agent.un"),
                boss = chief();
    (void)state;
    assert_int_equal(desk_take(&payer, file), ERR_FORBIDDEN); /* nothing to pay yet */
    assert_int_equal(desk_take(&elsewhere, file), ERR_NOT_FOUND);
    assert_int_equal(desk_take(&auditor, file), ERR_FORBIDDEN);
    assert_int_equal(desk_take(&one, file), ERR_OK);
    assert_int_equal(records_as(one, FACT_CLAIM_GRANTED, ""), ERR_OK);
    assert_int_equal(desk_take(&payer, file), ERR_OK); /* to be paid now */
    assert_int_equal(opens_as(payer), ERR_OK);
    assert_int_equal(opens_as(one), ERR_OK);          /* each has its own */
    assert_int_equal(desk_take(&boss, file), ERR_OK); /* a supervisor takes over */
    assert_int_equal(opens_as(one), ERR_FORBIDDEN);
}

static void a_quiet_file_is_given_by_a_supervisor_and_not_taken(void **state)
{
    struct desk one = clerk("agent.un"), boss = chief();
    (void)state;
    boss.purpose = PURPOSE_SUPERVISE;
    assert_int_equal(records_as(boss, FACT_ANOMALY_HELD, ""), ERR_OK);
    assert_int_equal(records_as(boss, FACT_HELD_REJECTED, ""), ERR_OK); /* nothing is left to do */
    assert_int_equal(desk_take(&one, file), ERR_FORBIDDEN);
    char token[TOKEN_LENGTH + 1];
    const struct grant grant = {.scopes = 1, .expires_at = INT64_MAX};
    const struct agent named[] = {{"agent.un", ROLE_CLERK, "CAF-59"},
                                  {"ailleurs", ROLE_CLERK, "CAF-13"},
                                  {"audit", ROLE_AUDITOR, "CAF-59"}};
    for (size_t i = 0; i < LENGTH(named); i++)
        assert_int_equal(store_token_add(store, &named[i], &grant, token), ERR_OK);
    assert_int_equal(desk_give(&boss, file, T("personne")), ERR_BAD_INPUT);
    assert_int_equal(desk_give(&boss, file, T("ailleurs")), ERR_BAD_INPUT);
    assert_int_equal(desk_give(&boss, file, T("audit")), ERR_BAD_INPUT);
    assert_int_equal(desk_give(&one, file, T("agent.un")), ERR_FORBIDDEN);
    assert_int_equal(desk_give(&boss, file, T("agent.un")), ERR_OK);
    assert_int_equal(opens_as(one), ERR_OK);
    struct desk far = desk_of(store, "chef", ROLE_SUPERVISOR, "CAF-13");
    assert_int_equal(desk_give(&far, file, T("agent.un")), ERR_NOT_FOUND);
}

/* ---- against the rule ---- */

#define REASON T("elle est au guichet, son agent est absent")

static void a_reason_opens_for_the_day_and_a_supervisor_reads_it(void **state)
{
    struct desk one = clerk("agent.un"), boss = chief();
    struct notice notices[4], notice;
    int count = 0;
    text reason;
    (void)state;
    assert_int_equal(desk_break_glass(&one, file, T("curieux")), ERR_BAD_INPUT);
    assert_int_equal(desk_break_glass(&one, file, T("                    ")), ERR_BAD_INPUT);
    assert_int_equal(opens_as(one), ERR_FORBIDDEN);
    assert_int_equal(desk_break_glass(&one, file, REASON), ERR_OK);
    assert_int_equal(opens_as(one), ERR_OK);
    assert_int_equal(records_as(one, FACT_CLAIM_GRANTED, ""), ERR_FORBIDDEN); /* it only reads */
    assert_int_equal(desk_break_glass(&one, file, REASON), ERR_CONFLICT);     /* once a day */
    one.today = date_plus_days(TODAY, 1);
    assert_int_equal(opens_as(one), ERR_FORBIDDEN); /* and for that day alone */

    assert_int_equal(desk_notices(&one, 0, 4, notices, &count), ERR_FORBIDDEN);
    assert_int_equal(desk_notices(&boss, 0, 4, notices, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_string_equal(notices[0].agent, "agent.un");
    assert_string_equal(notices[0].purpose, "instruct");
    assert_string_equal(notices[0].read_by, "");
    assert_int_equal(date_compare(notices[0].day, TODAY), 0);
    assert_int_equal(desk_notice_read(&boss, notices[0].number, &notice, &reason), ERR_OK);
    assert_true(text_equal(reason, REASON));
    assert_int_equal(desk_notices(&boss, 0, 4, notices, &count), ERR_OK);
    assert_string_equal(notices[0].read_by, "cheffe");
    struct desk far = desk_of(store, "chef", ROLE_SUPERVISOR, "CAF-13");
    assert_int_equal(desk_notices(&far, 0, 4, notices, &count), ERR_OK);
    assert_int_equal(count, 0);
    assert_int_equal(desk_notice_read(&far, 1, &notice, &reason), ERR_NOT_FOUND);
    assert_int_equal(desk_notice_read(&boss, 2, &notice, &reason), ERR_NOT_FOUND);
}

static void another_funds_file_opens_with_a_reason_that_both_supervisors_see(void **state)
{
    struct desk far = desk_of(store, "ailleurs", ROLE_CLERK, "CAF-13"), boss = chief();
    struct desk far_boss = desk_of(store, "chef", ROLE_SUPERVISOR, "CAF-13");
    struct notice notices[4], notice;
    int count = 0;
    text reason;
    (void)state;
    assert_int_equal(opens_as(far), ERR_NOT_FOUND);
    assert_int_equal(desk_break_glass(&far, file, REASON), ERR_OK);
    assert_int_equal(opens_as(far), ERR_OK);
    assert_int_equal(records_as(far, FACT_CLAIM_GRANTED, ""), ERR_NOT_FOUND);
    assert_int_equal(desk_notices(&boss, 0, 4, notices, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(desk_notices(&far_boss, 0, 4, notices, &count), ERR_OK);
    assert_int_equal(count, 1);
    /* A supervisor does not clear the notice about himself. */
    assert_int_equal(desk_break_glass(&far_boss, file, REASON), ERR_OK);
    assert_int_equal(desk_notice_read(&far_boss, 2, &notice, &reason), ERR_OK);
    assert_int_equal(desk_notices(&boss, 0, 4, notices, &count), ERR_OK);
    assert_int_equal(count, 2);
    assert_string_equal(notices[0].agent, "chef");
    assert_string_equal(notices[0].read_by, "");
}

static void nobody_without_a_post_breaks_the_glass(void **state)
{
    (void)state;
    for (int role = 0; role <= ROLE_COUNT; role++) {
        struct desk desk = desk_of(store, "un", (enum role)role, "CAF-13");
        enum post post;
        if (desk_has_post(&desk.agent, &post)) continue;
        err e = desk_break_glass(&desk, file, REASON);
        assert_int_equal(e, ERR_FORBIDDEN);
    }
    struct desk one = clerk("agent.un");
    assert_int_equal(desk_break_glass(&one, (file_number){100000000000}, REASON), ERR_NOT_FOUND);
    one.purpose = PURPOSE_NONE;
    assert_int_equal(desk_break_glass(&one, file, REASON), ERR_BAD_INPUT);
}

/* ---- the vault ---- */

static void what_of_the_vault_shows_depends_on_role_purpose_and_assignment(void **state)
{
    struct desk one = clerk("agent.un"),
                payer = desk_of(store, "compte", ROLE_ACCOUNTANT, "CAF-59");
    text words = T("untouched");
    (void)state;
    assert_int_equal(shows_as(one, VAULT_PERSON, &words), ERR_FORBIDDEN); /* not its own */
    assert_true(text_equal(words, T("untouched")));
    take_as(one);
    assert_int_equal(shows_as(one, VAULT_PERSON, &words), ERR_OK);
    assert_true(text_equal(words, T("{\"family_name\":\"EXEMPLE\",\"given_names\":\"Camille\"}")));
    assert_int_equal(shows_as(one, VAULT_ACCOUNT, &words), ERR_OK);
    assert_true(text_equal(words, T("0115\nCamille EXEMPLE"))); /* never the whole */
    one.purpose = PURPOSE_CONTROL;
    assert_int_equal(shows_as(one, VAULT_ACCOUNT, &words), ERR_FORBIDDEN);
    one.purpose = PURPOSE_NONE;
    assert_int_equal(shows_as(one, VAULT_PERSON, &words), ERR_BAD_INPUT);
    assert_int_equal(records_as(clerk("agent.un"), FACT_CLAIM_GRANTED, ""), ERR_OK);
    take_as(payer);
    assert_int_equal(shows_as(payer, VAULT_ACCOUNT, &words), ERR_OK);
    assert_int_equal(shows_as(payer, VAULT_PERSON, &words), ERR_FORBIDDEN);
    struct desk auditor = desk_of(store, "audit", ROLE_AUDITOR, "CAF-59");
    for (int kind = 0; kind < VAULT_KIND_COUNT; kind++)
        assert_int_equal(shows_as(auditor, (enum vault_kind)kind, &words), ERR_FORBIDDEN);
}

/* ---- other bodies ---- */

/* T15: the unit that took the complaint may be the abuser's own. */
static void t15_the_police_learn_that_it_was_received_and_nothing_after(void **state)
{
    static const enum fact_kind life[] = {FACT_CLAIM_GRANTED, FACT_DECISION_NOTIFIED,
                                          FACT_SENT_TO_DEPARTEMENT};
    struct desk police = desk_of(store, "brigade", ROLE_POLICE, "PN-59"), one = clerk("agent.un");
    struct desk other = desk_of(store, "brigade", ROLE_POLICE, "PN-13");
    struct extract extract;
    text words;
    (void)state;
    take_as(one);
    for (size_t i = 0; i <= LENGTH(life); i++) {
        assert_int_equal(desk_received(&police, file), ERR_OK);
        assert_int_equal(desk_received(&other, file), ERR_NOT_FOUND);
        assert_int_equal(desk_received(&police, (file_number){100000000000}), ERR_NOT_FOUND);
        for (int purpose = 0; purpose < PURPOSE_COUNT; purpose++) {
            police.purpose = (enum purpose)purpose;
            assert_int_equal(opens_as(police), ERR_FORBIDDEN);
            assert_int_equal(desk_extract(&police, file, &extract), ERR_FORBIDDEN);
            err e = shows_as(police, VAULT_PERSON, &words);
            assert_true(e == ERR_FORBIDDEN || (purpose == PURPOSE_NONE && e == ERR_BAD_INPUT));
        }
        police.purpose = PURPOSE_TRANSMIT;
        if (i < LENGTH(life)) assert_int_equal(records_as(one, life[i], ""), ERR_OK);
    }
    assert_int_equal(records_as(police, FACT_VICTIM_INFORMED, ""), ERR_OK); /* its own part */
    assert_int_equal(records_as(other, FACT_VICTIM_INFORMED, ""), ERR_NOT_FOUND);
    for (int role = 0; role <= ROLE_COUNT; role++) {
        bool asks = role == ROLE_POLICE || role == ROLE_PROSECUTOR || role == ROLE_ASSOCIATION;
        struct desk desk = desk_of(store, "un", (enum role)role, "PN-59");
        assert_int_equal(desk_received(&desk, file), asks ? ERR_OK : ERR_FORBIDDEN);
    }
}

static void a_body_knows_of_a_file_what_it_needs_once_it_was_sent(void **state)
{
    struct desk one = clerk("agent.un");
    struct desk north = desk_of(store, "accueil", ROLE_DEPARTEMENT, "DEP-59"),
                south = desk_of(store, "accueil", ROLE_DEPARTEMENT, "DEP-13"),
                helps = desk_of(store, "ecoute", ROLE_ASSOCIATION, "ASSO-59"),
                court = desk_of(store, "greffe", ROLE_COURT, "TJ-59350");
    struct extract extract;
    text words;
    (void)state;
    take_as(one);
    assert_int_equal(records_as(one, FACT_CLAIM_GRANTED, ""), ERR_OK);
    assert_int_equal(desk_extract(&north, file, &extract), ERR_NOT_FOUND); /* not sent yet */
    assert_int_equal(desk_extract(&helps, file, &extract), ERR_NOT_FOUND);
    assert_int_equal(records_as(one, FACT_SENT_TO_DEPARTEMENT, "DEP-13"), ERR_OK);
    assert_int_equal(records_as(one, FACT_REFERRED_TO_ASSOCIATION, "asso 59"), ERR_BAD_INPUT);
    assert_int_equal(records_as(one, FACT_REFERRED_TO_ASSOCIATION, "ASSO-59"), ERR_OK);
    assert_int_equal(desk_extract(&north, file, &extract), ERR_OK); /* where she lives */
    assert_int_equal(extract.children, 0);
    assert_int_equal(extract.lent.cents, 0);
    assert_int_equal(date_compare(extract.sent_on, TODAY), 0);
    assert_int_equal(desk_extract(&south, file, &extract), ERR_NOT_FOUND);
    assert_int_equal(desk_extract(&helps, file, &extract), ERR_OK);
    assert_int_equal(extract.children, -1);
    assert_int_equal(shows_as(helps, VAULT_CONTACT, &words), ERR_OK);
    assert_int_equal(shows_as(helps, VAULT_ACCOUNT, &words), ERR_FORBIDDEN);
    assert_int_equal(shows_as(helps, VAULT_PARTNER, &words), ERR_FORBIDDEN);
    assert_int_equal(shows_as(south, VAULT_CONTACT, &words), ERR_NOT_FOUND);
    assert_int_equal(desk_extract(&court, file, &extract), ERR_NOT_FOUND);
    assert_int_equal(records_as(helps, FACT_REFERRAL_ACCEPTED, ""), ERR_OK);

    /* What she takes back closes what it opened. */
    struct desk_fact wish = {.file = file,
                             .expected = -1,
                             .fact = {.kind = FACT_CONSENTS_CHANGED, .day = TODAY},
                             .has_body = true};
    assert_int_equal(desk_record(&one, &wish, NULL, NULL), ERR_OK);
    assert_int_equal(desk_extract(&north, file, &extract), ERR_NOT_FOUND);
    assert_int_equal(desk_extract(&helps, file, &extract), ERR_NOT_FOUND);
    assert_int_equal(shows_as(helps, VAULT_CONTACT, &words), ERR_NOT_FOUND);
    assert_int_equal(records_as(helps, FACT_REFERRAL_CLOSED, ""), ERR_NOT_FOUND);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(whose_each_row_of_the_queue_is),
        TEST(a_file_opens_to_the_agent_it_is_assigned_to),
        TEST(a_purpose_is_stated_and_is_the_roles),
        TEST(who_supervises_audits_or_protects_the_data_sees_the_fund_alone),
        TEST(a_file_is_taken_only_while_something_waits_in_it),
        TEST(a_quiet_file_is_given_by_a_supervisor_and_not_taken),
        TEST(a_reason_opens_for_the_day_and_a_supervisor_reads_it),
        TEST(another_funds_file_opens_with_a_reason_that_both_supervisors_see),
        TEST(nobody_without_a_post_breaks_the_glass),
        TEST(what_of_the_vault_shows_depends_on_role_purpose_and_assignment),
        TEST(t15_the_police_learn_that_it_was_received_and_nothing_after),
        TEST(a_body_knows_of_a_file_what_it_needs_once_it_was_sent),
    };
    return cmocka_run_group_tests_name("desk_access", tests, NULL, NULL);
}
