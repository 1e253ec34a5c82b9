#include "unit/desk_fixture.h"

#include "desk/log.h"
#include "desk/portal.h"

/* Her own file, at the desk: what she may do in it and nobody else, what she may not, and a code
 * that was lost. */

static struct store *store;
static file_number file, another;

static struct desk console(void)
{
    struct desk desk = desk_of(store, "agent.un", ROLE_CLERK, "CAF-59");
    desk.console = true; /* assignment is another test's */
    return desk;
}

static struct desk herself(file_number number)
{
    char digits[16];
    (void)snprintf(digits, sizeof digits, "%012lld", (long long)number.number);
    return desk_of(store, digits, ROLE_VICTIM, digits);
}

/* The word of this test's plans is "lilas"; the account of the fixture has none. */
static bool has_word = true;
static enum said_word check_word(text contact, text said, struct arena scratch)
{
    (void)contact, (void)scratch;
    if (!has_word) return SAID_NONE_AGREED;
    return text_equal(said, T("lilas")) ? SAID_RIGHT : SAID_WRONG;
}

static int set_up(void **state)
{
    (void)state;
    has_word = true;
    store = desk_store();
    struct desk public = desk_of(store, "", ROLE_COUNT, "");
    file = claim_by(&public, CHANNEL_ONLINE, 1);
    another = claim_by(&public, CHANNEL_ONLINE, 2);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    return 0;
}

static err records(struct desk desk, enum fact_kind kind, struct body body)
{
    struct desk_fact wish = {.file = file,
                             .expected = -1,
                             .fact = {.kind = kind, .day = desk.today, .body = body},
                             .has_body = true};
    return desk_record(&desk, &wish, NULL, NULL);
}

static int facts_count(void)
{
    struct desk desk = console();
    struct dossier dossier;
    assert_int_equal(desk_open(&desk, file, &dossier), ERR_OK);
    return dossier.journal.count;
}

static void she_opens_her_own_file_and_no_other(void **state)
{
    (void)state;
    struct dossier dossier;
    struct desk desk = herself(file);
    assert_int_equal(desk_open(&desk, file, &dossier), ERR_OK);
    assert_int_equal(desk_open(&desk, another, &dossier), ERR_NOT_FOUND);
    assert_int_equal(desk_open(&desk, (file_number){100000000000}, &dossier), ERR_NOT_FOUND);
    struct desk nobody = desk_of(store, "x", ROLE_VICTIM, "CAF-59");
    assert_int_equal(desk_open(&nobody, file, &dossier), ERR_NOT_FOUND);
    text words;
    for (int kind = 0; kind < VAULT_KIND_COUNT; kind++)
        assert_int_equal(desk_disclose(&desk, file, (enum vault_kind)kind, desk.arena, &words),
                         ERR_FORBIDDEN);
}

/* Every kind that is not hers, whatever its body says. */
static void she_records_what_is_named_and_nothing_else(void **state)
{
    static const enum fact_kind hers[] = {
        FACT_CONSENTS_CHANGED, FACT_EXPLANATION_ASKED,   FACT_PLAN_CHOSEN,
        FACT_DEDUCTION_CHOSEN, FACT_REMISSION_ASKED,     FACT_PROCEEDINGS_KNOWN,
        FACT_OUTCOME_KNOWN,    FACT_RECTIFICATION_ASKED, FACT_DEBT_PLAN_ACCEPTED,
        FACT_APPEAL_FILED,     FACT_CHANGE_ASKED,        FACT_CHANGE_DROPPED};
    (void)state;
    int before = facts_count();
    for (int kind = 0; kind < FACT_COUNT; kind++) {
        bool is_hers = false;
        for (size_t i = 0; i < LENGTH(hers); i++) is_hers |= hers[i] == (enum fact_kind)kind;
        struct agent she = {.role = ROLE_VICTIM};
        assert_int_equal(desk_may_record(&she, (enum fact_kind)kind), is_hers);
        if (is_hers) continue;
        struct body body = {.how = CONFIRMED_IN_PERSON};
        assert_int_equal(records(herself(file), (enum fact_kind)kind, body), ERR_FORBIDDEN);
    }
    assert_int_equal(facts_count(), before);
}

static err asks_at(struct desk desk, enum door door)
{
    return records(desk, FACT_CHANGE_ASKED,
                   (struct body){.change = ASKED_WITHDRAWAL, .door = door});
}

static void t10_she_undoes_only_what_was_asked_where_nobody_is_seen(void **state)
{
    (void)state;
    assert_int_equal(asks_at(herself(file), DOOR_DESK), ERR_NOT_LAWFUL);
    assert_int_equal(asks_at(herself(file), DOOR_ONLINE), ERR_OK);
    struct body drop = {.change = ASKED_WITHDRAWAL, .place = facts_count() - 1};
    assert_int_equal(records(herself(file), FACT_CHANGE_DROPPED, drop), ERR_OK);
    assert_int_equal(asks_at(console(), DOOR_DESK), ERR_OK);
    drop.place = facts_count() - 1;
    assert_int_equal(records(herself(file), FACT_CHANGE_DROPPED, drop), ERR_NOT_LAWFUL);
    assert_int_equal(records(console(), FACT_CHANGE_DROPPED, drop), ERR_OK);
    struct desk desk = console();
    struct dossier dossier;
    assert_int_equal(desk_open(&desk, file, &dossier), ERR_OK);
    assert_string_equal(dossier.journal.facts[dossier.journal.count - 4].actor, "victim");
}

static err renews(struct desk desk, bool is_seen, const char *word, struct portal_ticket *ret)
{
    struct portal_renewal wish = {file, is_seen, text_of(word)};
    desk.check_word = check_word;
    return desk_portal_renew(&desk, &wish, ret);
}

static void t10_a_lost_code_wants_her_face_and_her_word(void **state)
{
    (void)state;
    struct portal_ticket ticket = {""};
    file_number found = {0};
    int before = facts_count();
    assert_int_equal(renews(console(), true, "jasmin", &ticket), ERR_NOT_LAWFUL);
    assert_int_equal(renews(console(), true, "", &ticket), ERR_NOT_LAWFUL);
    assert_int_equal(renews(console(), false, "lilas", &ticket), ERR_NOT_LAWFUL);
    struct desk payer = desk_of(store, "agent.deux", ROLE_ACCOUNTANT, "CAF-59");
    assert_int_equal(renews(payer, true, "lilas", &ticket), ERR_FORBIDDEN);
    assert_int_equal(renews(herself(file), true, "lilas", &ticket), ERR_FORBIDDEN);
    struct desk elsewhere = desk_of(store, "agent.trois", ROLE_CLERK, "CAF-13");
    assert_int_equal(renews(elsewhere, true, "lilas", &ticket), ERR_NOT_FOUND);
    assert_int_equal(facts_count(), before);
    assert_string_equal(ticket.digits, "");
    assert_int_equal(renews(console(), true, "lilas", &ticket), ERR_OK);
    assert_int_equal(facts_count(), before + 1);
    assert_int_equal(store_portal_ticket_read(store, text_of(ticket.digits), NOW, &found), ERR_OK);
    assert_true(found.number == file.number);
    has_word = false; /* none was agreed: her face alone */
    assert_int_equal(renews(console(), true, "", &ticket), ERR_OK);
    struct desk blind = console();
    struct portal_renewal wish = {file, true, T("lilas")};
    assert_int_equal(desk_portal_renew(&blind, &wish, &ticket), ERR_NOT_LAWFUL); /* nobody reads */
}

/* Each opening of hers stands in the log, and she reads it there. */
static void her_own_openings_are_in_the_log(void **state)
{
    (void)state;
    struct dossier dossier;
    struct reader readers[8];
    int count = 0;
    struct desk desk = herself(file);
    assert_int_equal(desk_open(&desk, file, &dossier), ERR_OK);
    assert_int_equal(desk_reads_of(&desk, file, READ_NEWEST, 8, readers, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_string_equal(readers[0].role, "victim");
    assert_string_equal(readers[0].purpose, "follow");
    assert_int_equal(desk_reads_of(&desk, another, READ_NEWEST, 8, readers, &count), ERR_NOT_FOUND);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(she_opens_her_own_file_and_no_other),
        TEST(she_records_what_is_named_and_nothing_else),
        TEST(t10_she_undoes_only_what_was_asked_where_nobody_is_seen),
        TEST(t10_a_lost_code_wants_her_face_and_her_word),
        TEST(her_own_openings_are_in_the_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
