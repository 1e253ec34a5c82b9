#include "unit/desk_fixture.h"

#include "desk/roles.h"

/* Who may record which fact and bring which claim: the tables against the list of kinds, and the
 * desk against the tables. */

static const role_set powers[FACT_COUNT] = {
#define POWER(kind, who) [FACT_##kind] = (who),
#include "desk/powers.def"
};
static const role_set channels[CHANNEL_COUNT] = {
#define BRINGS(channel, who) [CHANNEL_##channel] = (who),
#include "desk/powers.def"
};

static void every_kind_of_fact_and_every_channel_has_one_line(void **state)
{
    int lines[FACT_COUNT] = {0}, ways[CHANNEL_COUNT] = {0};
    (void)state;
#define POWER(kind, who) lines[FACT_##kind]++;
#include "desk/powers.def"
#define BRINGS(channel, who) ways[CHANNEL_##channel]++;
#include "desk/powers.def"
    for (int i = 0; i < FACT_COUNT; i++) {
        if (lines[i] != 1) fail_msg("%s: %d lines", case_fact_kinds[i].word, lines[i]);
    }
    for (int i = 0; i < CHANNEL_COUNT; i++) assert_int_equal(ways[i], 1);
}

static void a_role_that_is_not_listed_records_nothing(void **state)
{
    struct store *store = desk_store();
    struct desk public = desk_of(store, "", ROLE_COUNT, "");
    file_number file = claim_by(&public, CHANNEL_ONLINE, 1);
    int refused = 0;
    (void)state;
    for (int kind = 0; kind < FACT_COUNT; kind++) {
        for (int role = 0; role <= ROLE_COUNT; role++) {
            struct desk desk = desk_of(store, "agent.exemple", (enum role)role, "CAF-59");
            if (role_in((enum role)role, powers[kind])) continue;
            struct desk_fact wish = {
                .file = file, .expected = -1, .fact = {.kind = (enum fact_kind)kind, .day = TODAY}};
            err e = desk_record(&desk, &wish, NULL, NULL);
            if (e != ERR_FORBIDDEN)
                fail_msg("%s by role %d: %s", case_fact_kinds[kind].word, role, err_meaning(e));
            refused++;
        }
    }
    assert_true(refused > FACT_COUNT * 10);
    struct desk console = desk_of(store, "", ROLE_COUNT, "");
    console.console = true;
    struct dossier dossier;
    assert_int_equal(desk_open(&console, file, &dossier), ERR_OK);
    assert_int_equal(dossier.journal.count, 2); /* received, complete: nothing since */
    store_close(store);
}

static void money_is_the_accountants_and_nothing_else_is(void **state)
{
    (void)state;
    for (int kind = 0; kind < FACT_COUNT; kind++) {
        bool out = case_fact_kinds[kind].strand == STRAND_PAYMENT;
        if (out && kind != FACT_PARTS_CHOSEN) assert_int_equal(powers[kind], ACCOUNTANT);
        if (role_in(ROLE_ACCOUNTANT, powers[kind])) assert_int_equal(powers[kind], ACCOUNTANT);
    }
}

static void nobody_decides_who_is_not_of_the_office(void **state)
{
    static const enum fact_kind decisions[] = {FACT_CLAIM_GRANTED, FACT_CLAIM_REFUSED,
                                               FACT_DECISION_REPLACED};
    static const enum fact_kind directors[] = {FACT_REMISSION_DECIDED, FACT_PENALTY_CHOSEN,
                                               FACT_PENALTY_FIXED, FACT_FACTS_REPROACHED};
    static const enum fact_kind polices[] = {FACT_COMPLAINT_RECEIVED, FACT_VICTIM_INFORMED,
                                             FACT_FORM_OFFERED};
    (void)state;
    for (size_t i = 0; i < LENGTH(decisions); i++)
        assert_int_equal(powers[decisions[i]], CLERK | SUPERVISOR);
    for (size_t i = 0; i < LENGTH(directors); i++)
        assert_int_equal(powers[directors[i]], SUPERVISOR);
    for (size_t i = 0; i < LENGTH(polices); i++) assert_int_equal(powers[polices[i]], POLICE);
    assert_int_equal(powers[FACT_CLAIM_RECEIVED], NOBODY);
    for (int role = 0; role <= ROLE_COUNT; role++) assert_false(role_in((enum role)role, NOBODY));
}

static void a_channel_is_open_to_those_it_names(void **state)
{
    (void)state;
    for (int channel = 0; channel < CHANNEL_COUNT; channel++) {
        for (int role = 0; role <= ROLE_COUNT; role++) {
            struct store *store = desk_store();
            struct desk desk = desk_of(store, "agent.exemple", (enum role)role, "CAF-59");
            struct desk_claim claim = {.body = {.request = request_defaults(TODAY),
                                                .channel = (enum channel)channel,
                                                .undertakes_repayment = true,
                                                .undertakes_reporting = true}};
            claim.body.request.department = law_department(T("59"));
            struct receipt receipt;
            bool may = role_in((enum role)role, channels[channel]);
            assert_int_equal(desk_receive(&desk, &claim, NULL, 1, &receipt),
                             may ? ERR_OK : ERR_FORBIDDEN);
            store_close(store);
        }
    }
}

static void each_purpose_is_open_to_some_and_each_role_has_its_ordinary_one(void **state)
{
    static const struct {
        enum role role;
        enum purpose ordinary;
    } rows[] = {
        {ROLE_CLERK, PURPOSE_INSTRUCT},
        {ROLE_SUPERVISOR, PURPOSE_INSTRUCT},
        {ROLE_ACCOUNTANT, PURPOSE_PAY},
        {ROLE_POLICE, PURPOSE_TRANSMIT},
        {ROLE_PROSECUTOR, PURPOSE_TRANSMIT},
        {ROLE_DOCTOR, PURPOSE_NONE},
        {ROLE_DEPARTEMENT, PURPOSE_SUPPORT},
        {ROLE_ASSOCIATION, PURPOSE_SUPPORT},
        {ROLE_STRUCTURE, PURPOSE_SUPPORT},
        {ROLE_COURT, PURPOSE_PROCEEDINGS},
        {ROLE_AUDITOR, PURPOSE_AUDIT},
        {ROLE_DATA_PROTECTION_OFFICER, PURPOSE_DATA_PROTECTION},
        {ROLE_STATISTICIAN, PURPOSE_NONE},
        {ROLE_REFERENT, PURPOSE_NONE},
        {ROLE_ADMINISTRATOR, PURPOSE_NONE},
        {ROLE_VICTIM, PURPOSE_FOLLOW},
        {ROLE_COUNT, PURPOSE_NONE},
    };
    (void)state;
    assert_int_equal(LENGTH(rows), ROLE_COUNT + 1);
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct agent agent = {.role = rows[i].role};
        assert_int_equal(rows[i].role, (int)i);
        assert_int_equal(desk_ordinary_purpose(&agent), rows[i].ordinary);
        assert_false(desk_may_state(&agent, PURPOSE_NONE));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_fact_and_every_channel_has_one_line),
        cmocka_unit_test(a_role_that_is_not_listed_records_nothing),
        cmocka_unit_test(money_is_the_accountants_and_nothing_else_is),
        cmocka_unit_test(nobody_decides_who_is_not_of_the_office),
        cmocka_unit_test(a_channel_is_open_to_those_it_names),
        cmocka_unit_test(each_purpose_is_open_to_some_and_each_role_has_its_ordinary_one),
    };
    return cmocka_run_group_tests_name("desk_roles", tests, NULL, NULL);
}
