#include "unit/store_fixture.h"

#include "store/signin.h"

#define SECOND INT64_C(1000000)
#define NOW    (INT64_C(1764061200) * SECOND)

static const struct agent clerk = {"agent.exemple", ROLE_CLERK, "CAF-59"};
static const struct session_limits limits = {900 * SECOND, 43200 * SECOND};

static int set_up(void **state)
{
    *state = open_url("memory:");
    return 0;
}
static int tear_down(void **state)
{
    store_close(*state);
    return 0;
}

static void assert_clerk(const struct agent *agent)
{
    assert_string_equal(agent->name, clerk.name);
    assert_int_equal(agent->role, clerk.role);
    assert_string_equal(agent->body, clerk.body);
}

/* ---- accounts ---- */

static err enter(struct store *store, const char *name, text password, struct agent *ret)
{
    struct proof proof = {text_of(name), password, T("")};
    return store_account_check(store, &proof, NOW, ret);
}

static void an_account_opens_with_its_password_only(void **state)
{
    struct store *store = *state;
    struct agent found = {.name = "untouched"};
    text phrase = T("une phrase d'exemple");
    assert_int_equal(store_account_add(store, &clerk, phrase, false), ERR_OK);
    assert_int_equal(enter(store, "agent.exemple", T("une phrase"), &found), ERR_NOT_FOUND);
    assert_int_equal(enter(store, "agent.exemple", T(""), &found), ERR_NOT_FOUND);
    assert_int_equal(enter(store, "agent", phrase, &found), ERR_NOT_FOUND);
    assert_int_equal(enter(store, "", T(""), &found), ERR_NOT_FOUND);
    assert_string_equal(found.name, "untouched");
    assert_int_equal(enter(store, "agent.exemple", phrase, &found), ERR_OK);
    assert_clerk(&found);
}

static void a_name_is_taken_once(void **state)
{
    assert_int_equal(store_account_add(*state, &clerk, T("une phrase d'exemple"), false), ERR_OK);
    assert_int_equal(store_account_add(*state, &clerk, T("une autre phrase"), false), ERR_CONFLICT);
}

static void a_password_has_rules(void **state)
{
    static char long_one[1025];
    struct agent found, same = {"nom d'exemple", ROLE_CLERK, "CAF-59"};
    struct agent provided = {"idp-exemple", ROLE_CLERK, "CAF-59"};
    text over = {long_one, sizeof long_one};
    assert_int_equal(store_account_add(*state, &clerk, T(""), false), ERR_BAD_INPUT);
    assert_int_equal(store_account_add(*state, &clerk, T("onze signes"), false), ERR_BAD_INPUT);
    assert_int_equal(store_account_add(*state, &clerk, T("éééééééé"), false), ERR_BAD_INPUT);
    assert_int_equal(store_account_add(*state, &clerk, over, false), ERR_BAD_INPUT);
    assert_int_equal(store_account_add(*state, &same, text_of(same.name), false), ERR_BAD_INPUT);
    assert_int_equal(store_account_add(*state, &provided, T("une phrase d'exemple"), false),
                     ERR_BAD_INPUT);
    assert_int_equal(enter(*state, "agent.exemple", over, &found), ERR_NOT_FOUND);
    assert_int_equal(store_account_add(*state, &clerk, T("douze signes"), false), ERR_OK);
}

static void the_hash_for_unknown_names_costs_as_much_as_a_real_one(void **state)
{
    only_of_sqlite();
    (void)state;
    struct place place = place_make();
    struct store *store = open_url(place.url);
    assert_int_equal(store_account_add(store, &clerk, T("une phrase d'exemple"), false), ERR_OK);
    store_close(store);
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_open(place.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT password FROM accounts", -1, &s, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    const char *hash = (const char *)sqlite3_column_text(s, 0);
    assert_int_equal(strncmp(hash, "$argon2id$v=19$m=19456,t=3,p=1$", 31), 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
    place_remove(&place);
}

/* ---- tokens ---- */

static const struct grant grant = {
    .scopes = 1u << SCOPE_FILES_READ, .made_at = NOW, .expires_at = NOW + 10 * SECOND};

static void a_token_opens_as_its_agent(void **state)
{
    struct store *store = *state;
    char token[TOKEN_LENGTH + 1] = "", other[TOKEN_LENGTH + 1] = "";
    struct agent found;
    uint32_t scopes = 0;
    assert_int_equal(store_token_add(store, &clerk, &grant, token), ERR_OK);
    assert_int_equal(store_token_add(store, &clerk, &grant, other), ERR_OK);
    assert_int_equal(strlen(token), TOKEN_LENGTH);
    assert_int_equal(
        strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
        TOKEN_LENGTH);
    assert_string_not_equal(token, other);
    assert_int_equal(store_token_check(store, text_of(token), NOW, &found, &scopes), ERR_OK);
    assert_clerk(&found);
    assert_int_equal(scopes, 1u << SCOPE_FILES_READ);
    token[0] = token[0] == 'A' ? 'B' : 'A';
    assert_int_equal(store_token_check(store, text_of(token), NOW, &found, &scopes), ERR_NOT_FOUND);
    assert_int_equal(store_token_check(store, T(""), NOW, &found, &scopes), ERR_NOT_FOUND);
}

static void a_token_expires(void **state)
{
    char token[TOKEN_LENGTH + 1];
    struct agent found;
    uint32_t scopes;
    assert_int_equal(store_token_add(*state, &clerk, &grant, token), ERR_OK);
    text word = text_of(token);
    assert_int_equal(store_token_check(*state, word, grant.expires_at - 1, &found, &scopes),
                     ERR_OK);
    assert_int_equal(store_token_check(*state, word, grant.expires_at, &found, &scopes),
                     ERR_NOT_FOUND);
}

static void a_token_is_listed_and_revoked_by_its_handle(void **state)
{
    char tokens[3][TOKEN_LENGTH + 1];
    struct listed_token listed[2], last;
    struct agent found;
    uint32_t scopes;
    int count = 0, opening = 0;
    for (int i = 0; i < 3; i++)
        assert_int_equal(store_token_add(*state, &clerk, &grant, tokens[i]), ERR_OK);
    assert_int_equal(store_tokens(*state, T(""), 2, listed, &count), ERR_OK);
    assert_int_equal(count, 2);
    assert_true(strcmp(listed[0].handle, listed[1].handle) < 0);
    assert_clerk(&listed[0].agent);
    assert_int_equal(listed[0].grant.scopes, grant.scopes);
    assert_int_equal(listed[0].grant.made_at, NOW);
    assert_int_equal(store_tokens(*state, text_of(listed[1].handle), 2, &last, &count), ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(store_token_revoke(*state, text_of(last.handle), NOW), ERR_OK);
    assert_int_equal(store_token_revoke(*state, text_of(last.handle), NOW), ERR_NOT_FOUND);
    assert_int_equal(store_token_revoke(*state, T("0123456789abcdef"), NOW), ERR_NOT_FOUND);
    for (int i = 0; i < 3; i++)
        opening += store_token_check(*state, text_of(tokens[i]), NOW, &found, &scopes) == ERR_OK;
    assert_int_equal(opening, 2);
}

/* ---- sessions ---- */

static err look(struct store *store, const char *token, int64_t seconds, bool uses)
{
    struct session found;
    return store_session_check(store, text_of(token), seconds * SECOND, &limits, uses, &found);
}

static void begin(struct store *store, int64_t seconds, char token[TOKEN_LENGTH + 1])
{
    assert_int_equal(
        store_session_add(store, &clerk, T("Agente EXEMPLE"), T("word"), seconds * SECOND, token),
        ERR_OK);
}

static void a_session_lasts_while_it_is_used(void **state)
{
    struct store *store = *state;
    char token[TOKEN_LENGTH + 1];
    struct session found;
    begin(store, 1000, token);
    assert_int_equal(
        store_session_check(store, text_of(token), 1600 * SECOND, &limits, true, &found), ERR_OK);
    assert_clerk(&found.agent);
    assert_string_equal(found.shown, "Agente EXEMPLE");
    assert_int_equal(found.started_at, 1000 * SECOND);
    assert_int_equal(found.used_at, 1600 * SECOND);
    assert_int_equal(look(store, token, 2500, true), ERR_OK);
    assert_int_equal(look(store, token, 3401, true), ERR_NOT_FOUND);
}

static void looking_at_a_session_does_not_use_it(void **state)
{
    char token[TOKEN_LENGTH + 1];
    begin(*state, 1000, token);
    assert_int_equal(look(*state, token, 1840, false), ERR_OK);
    assert_int_equal(look(*state, token, 1901, true), ERR_NOT_FOUND);
}

static void a_session_ends_whatever_its_use(void **state)
{
    char token[TOKEN_LENGTH + 1];
    begin(*state, 1000, token);
    for (int64_t at = 1000; at <= 1000 + 43200; at += 600)
        assert_int_equal(look(*state, token, at, true), ERR_OK);
    assert_int_equal(look(*state, token, 1000 + 43201, true), ERR_NOT_FOUND);
}

static void a_clock_set_back_does_not_end_a_session(void **state)
{
    char token[TOKEN_LENGTH + 1];
    begin(*state, 1000, token);
    assert_int_equal(look(*state, token, 500, true), ERR_OK);
    assert_int_equal(look(*state, token, 1900, true), ERR_OK);
}

static void an_ended_session_opens_nothing(void **state)
{
    char token[TOKEN_LENGTH + 1];
    begin(*state, 0, token);
    assert_int_equal(store_session_end(*state, text_of(token)), ERR_OK);
    assert_int_equal(look(*state, token, 1, true), ERR_NOT_FOUND);
    assert_int_equal(store_session_end(*state, text_of(token)), ERR_OK);
}

static void signing_out_everywhere_ends_the_sessions_of_one_agent(void **state)
{
    char here[TOKEN_LENGTH + 1], there[TOKEN_LENGTH + 1], another[TOKEN_LENGTH + 1];
    struct agent other = {"autre.exemple", ROLE_CLERK, "CAF-59"};
    begin(*state, 0, here);
    begin(*state, 0, there);
    assert_string_not_equal(here, there);
    assert_int_equal(store_session_add(*state, &other, T("X"), T(""), 0, another), ERR_OK);
    assert_int_equal(store_sessions_end_of(*state, text_of(clerk.name)), ERR_OK);
    assert_int_equal(look(*state, here, 1, true), ERR_NOT_FOUND);
    assert_int_equal(look(*state, there, 1, true), ERR_NOT_FOUND);
    assert_int_equal(look(*state, another, 1, true), ERR_OK);
}

static void a_session_notes_its_last_proof(void **state)
{
    char token[TOKEN_LENGTH + 1];
    struct session found;
    begin(*state, 1000, token);
    text word = text_of(token);
    assert_int_equal(store_session_check(*state, word, 1001 * SECOND, &limits, true, &found),
                     ERR_OK);
    assert_int_equal(found.proven_at, 1000 * SECOND);
    assert_int_equal(store_session_prove(*state, word, 1002 * SECOND), ERR_OK);
    assert_int_equal(store_session_check(*state, word, 1003 * SECOND, &limits, true, &found),
                     ERR_OK);
    assert_int_equal(found.proven_at, 1002 * SECOND);
    assert_int_equal(store_session_prove(*state, T("nothing"), 0), ERR_NOT_FOUND);
}

static void a_session_keeps_the_providers_word(void **state)
{
    char token[TOKEN_LENGTH + 1];
    struct arena a = new_arena();
    text word;
    begin(*state, 1000, token);
    assert_int_equal(store_session_provider_word(*state, text_of(token), &a, &word), ERR_OK);
    assert_true(text_equal(word, T("word")));
    assert_int_equal(store_session_provider_word(*state, T("none"), &a, &word), ERR_NOT_FOUND);
}

/* ---- wrong proofs ---- */

static void t27_wrong_proofs_cost_time_to_their_pair_alone(void **state)
{
    struct store *store = *state;
    struct pair hers = store_pair(store, T("192.0.2.1"), T("agent.exemple"));
    struct pair elsewhere = store_pair(store, T("198.51.100.7"), T("agent.exemple"));
    struct pair another = store_pair(store, T("192.0.2.1"), T("autre.exemple"));
    int64_t wait = 0, now = NOW;
    for (int i = 0; i < ATTEMPTS_FREE; i++)
        assert_int_equal(store_attempt(store, &hers, now, &wait), ERR_OK);
    assert_int_equal(store_attempt(store, &hers, now, &wait), ERR_OK);
    int64_t expected = 2 * SECOND;
    for (int i = 0; i < 12; i++) {
        assert_int_equal(store_attempt(store, &hers, now, &wait), ERR_FORBIDDEN);
        assert_int_equal(wait, expected);
        assert_int_equal(store_attempt(store, &hers, now + expected - 1, &wait), ERR_FORBIDDEN);
        assert_int_equal(wait, 1);
        now += expected;
        assert_int_equal(store_attempt(store, &hers, now, &wait), ERR_OK);
        expected = expected >= 512 * SECOND ? ATTEMPT_WAIT_MAX : 2 * expected;
        if (expected > ATTEMPT_WAIT_MAX) expected = ATTEMPT_WAIT_MAX;
    }
    /* Who guesses her secret elsewhere, and what else is done here, waits for nothing. */
    assert_int_equal(store_attempt(store, &elsewhere, now, &wait), ERR_OK);
    assert_int_equal(store_attempt(store, &another, now, &wait), ERR_OK);
}

static void t27_a_right_proof_and_an_hour_clear_the_wait(void **state)
{
    struct store *store = *state;
    struct pair pair = store_pair(store, T("192.0.2.1"), T("agent.exemple"));
    int64_t wait = 0;
    for (int i = 0; i < ATTEMPTS_FREE + 1; i++)
        assert_int_equal(store_attempt(store, &pair, NOW, &wait), ERR_OK);
    assert_int_equal(store_attempt(store, &pair, NOW, &wait), ERR_FORBIDDEN);
    assert_int_equal(store_attempt_passed(store, &pair), ERR_OK);
    for (int i = 0; i < ATTEMPTS_FREE + 1; i++)
        assert_int_equal(store_attempt(store, &pair, NOW, &wait), ERR_OK);
    assert_int_equal(store_attempt(store, &pair, NOW, &wait), ERR_FORBIDDEN);
    int64_t later = NOW + ATTEMPTS_KEPT_FOR + SECOND;
    for (int i = 0; i < ATTEMPTS_FREE + 1; i++)
        assert_int_equal(store_attempt(store, &pair, later, &wait), ERR_OK);
}

static void a_clock_set_back_makes_nobody_wait_for_ever(void **state)
{
    struct pair pair = store_pair(*state, T("192.0.2.1"), T("agent.exemple"));
    int64_t wait = 0;
    for (int i = 0; i < ATTEMPTS_FREE + 1; i++)
        assert_int_equal(store_attempt(*state, &pair, NOW, &wait), ERR_OK);
    assert_int_equal(store_attempt(*state, &pair, NOW - 3000 * SECOND, &wait), ERR_OK);
}

static void a_device_is_signed_for_one_name(void **state)
{
    char mine[DEVICE_SIGN_LENGTH + 1], same[DEVICE_SIGN_LENGTH + 1], other[DEVICE_SIGN_LENGTH + 1];
    store_device_sign(*state, T("agent.exemple"), T("nonce"), mine);
    store_device_sign(*state, T("agent.exemple"), T("nonce"), same);
    store_device_sign(*state, T("autre.exemple"), T("nonce"), other);
    assert_string_equal(mine, same);
    assert_string_not_equal(mine, other);
    store_device_sign(*state, T("agent.exemple"), T("other"), other);
    assert_string_not_equal(mine, other);
    struct pair one = store_pair(*state, T("ab"), T("c")),
                two = store_pair(*state, T("a"), T("bc"));
    assert_memory_not_equal(one.bytes, two.bytes, sizeof one.bytes);
}

static void what_serves_once_serves_once(void **state)
{
    assert_int_equal(store_serve_once(*state, T("a word"), NOW), ERR_OK);
    assert_int_equal(store_serve_once(*state, T("a word"), NOW), ERR_CONFLICT);
    assert_int_equal(store_serve_once(*state, T("another"), NOW), ERR_OK);
    char one[TOKEN_LENGTH + 1], two[TOKEN_LENGTH + 1];
    store_derive_word(*state, "state", T("secret"), one);
    store_derive_word(*state, "nonce", T("secret"), two);
    assert_string_not_equal(one, two);
    assert_int_equal(strlen(one), TOKEN_LENGTH);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_account_opens_with_its_password_only),
        TEST(a_name_is_taken_once),
        TEST(a_password_has_rules),
        TEST(the_hash_for_unknown_names_costs_as_much_as_a_real_one),
        TEST(a_token_opens_as_its_agent),
        TEST(a_token_expires),
        TEST(a_token_is_listed_and_revoked_by_its_handle),
        TEST(a_session_lasts_while_it_is_used),
        TEST(looking_at_a_session_does_not_use_it),
        TEST(a_session_ends_whatever_its_use),
        TEST(a_clock_set_back_does_not_end_a_session),
        TEST(an_ended_session_opens_nothing),
        TEST(signing_out_everywhere_ends_the_sessions_of_one_agent),
        TEST(a_session_notes_its_last_proof),
        TEST(a_session_keeps_the_providers_word),
        TEST(t27_wrong_proofs_cost_time_to_their_pair_alone),
        TEST(t27_a_right_proof_and_an_hour_clear_the_wait),
        TEST(a_clock_set_back_makes_nobody_wait_for_ever),
        TEST(a_device_is_signed_for_one_name),
        TEST(what_serves_once_serves_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
