/* What the tests of the desk share: an office in memory with a claim of somebody plainly invented,
 * and agents of it. */
#ifndef DESK_FIXTURE_H
#define DESK_FIXTURE_H
#include "tests/test.h"

#include "desk/desk.h"

#include <stdio.h>
#include <string.h>

#define TODAY DATE(2025, 11, 25)
#define NOW   INT64_C(1764061200000000) /* that day, 9:00 UTC */

static char desk_room[8 << 20];
static struct arena desk_arena;

/* The plan of a claim of these tests: a telephone, said safe that day. */
static inline err desk_plan(text json, struct contact_plan *ret)
{
    if (json.length == 0 || json.at[0] != '{') return ERR_BAD_INPUT;
    *ret = (struct contact_plan){.channel = CONTACT_PHONE, .has_value = true};
    return ERR_OK;
}

/* An agent of a body at work today, for the ordinary purpose of the role. */
static inline struct desk desk_of(struct store *store, const char *name, enum role role,
                                  const char *body)
{
    desk_arena = arena_over(desk_room, sizeof desk_room);
    struct desk desk = {
        .store = store, .today = TODAY, .now = NOW, .arena = &desk_arena, .read_plan = desk_plan};
    desk.agent.role = role;
    (void)snprintf(desk.agent.name, sizeof desk.agent.name, "%s", name);
    (void)snprintf(desk.agent.body, sizeof desk.agent.body, "%s", body);
    desk.purpose = desk_ordinary_purpose(&desk.agent);
    return desk;
}

static inline struct store *desk_store(void)
{
    static const unsigned char master[STORE_KEY_BYTES] = "a key for tests, 32 bytes long..";
    struct store *store = NULL;
    struct trouble trouble = {.where = ""};
    assert_int_equal(store_open(T("memory:"), master, &store, &trouble), ERR_OK);
    return store;
}

/* A complete claim of the Nord, with a vault, to be paid to that account, brought by that desk;
 * chance makes its number. */
static inline file_number claim_paid_to(struct desk *desk, enum channel channel, uint64_t chance,
                                        const char *department, const char *account)
{
    struct desk_claim *claim = TAKE(desk->arena, struct desk_claim, 1);
    claim->body.request = request_defaults(TODAY);
    claim->body.request.department = law_department(text_of(department));
    claim->body.request.resources.cents = 71316;
    claim->body.request.beneficiary_of = BENEFICIARY_CAF;
    claim->body.channel = channel;
    claim->body.consent_departement = claim->body.consent_association = true;
    claim->body.undertakes_repayment = claim->body.undertakes_reporting = true;
    claim->body.has_account = true;
    claim->vault[0] = (struct vault_entry){
        VAULT_PERSON, T("{\"family_name\":\"EXEMPLE\",\"given_names\":\"Camille\"}")};
    claim->vault[1] =
        (struct vault_entry){VAULT_CONTACT, T("{\"channel\":\"phone\",\"value\":\"0100000000\"}")};
    claim->vault[2] = (struct vault_entry){VAULT_ACCOUNT, text_of(account)};
    claim->vault[3] = (struct vault_entry){VAULT_PARTNER, T("{\"family_name\":\"FICTIF\"}")};
    claim->vault_count = 4;
    struct receipt receipt;
    assert_int_equal(desk_receive(desk, claim, NULL, chance, &receipt), ERR_OK);
    return receipt.file;
}

static inline file_number claim_by(struct desk *desk, enum channel channel, uint64_t chance)
{
    return claim_paid_to(desk, channel, chance, "59",
                         "FR7699999000010000000000115\nCamille EXEMPLE");
}

#endif
