#include "unit/store_fixture.h"

#include "store/second.h"

#include <liboath/oath.h>
#include <sodium.h>

/* The second factor of a local account: codes that serve once, and codes on paper. */

#define SECOND INT64_C(1000000)
#define STEP   (30 * SECOND)
#define NOW    (INT64_C(1764061200) * SECOND)

/* In the place of the library's: what a password costs is tested elsewhere, and here it would be
 * paid fifty times. */
int crypto_pwhash_str(char out[crypto_pwhash_STRBYTES], const char *const passwd,
                      unsigned long long length, unsigned long long passes, size_t memory)
{
    (void)passes;
    (void)memory;
    memset(out, 0, crypto_pwhash_STRBYTES);
    (void)snprintf(out, crypto_pwhash_STRBYTES, "%.*s", (int)length, passwd);
    return 0;
}
int crypto_pwhash_str_verify(const char str[crypto_pwhash_STRBYTES], const char *const passwd,
                             unsigned long long length)
{
    return strlen(str) == length && memcmp(str, passwd, length) == 0 ? 0 : -1;
}

static const struct agent clerk = {"agent.exemple", ROLE_CLERK, "CAF-59"};
static const text name = {"agent.exemple", 13}, password = {"une phrase d'exemple", 20};

static struct second_factor second;

static int set_up(void **state)
{
    struct store *store = open_url("memory:");
    assert_int_equal(store_account_add(store, &clerk, password, true), ERR_OK);
    assert_int_equal(store_account_second(store, name, &second), ERR_OK);
    *state = store;
    return 0;
}
static int tear_down(void **state)
{
    store_close(*state);
    return 0;
}

/* As the agent's own machine shows it: from the secret's letters, by another decoder than ours. */
static text code_at(int64_t moment)
{
    static char code[7];
    char *secret = NULL;
    size_t length = 0;
    assert_int_equal(oath_base32_decode(second.secret, strlen(second.secret), &secret, &length),
                     OATH_OK);
    assert_int_equal(length, SECOND_SECRET_BYTES);
    assert_int_equal(oath_totp_generate(secret, length, (time_t)(moment / SECOND), 30, 0, 6, code),
                     OATH_OK);
    free(secret);
    return text_of(code);
}

static err enter(struct store *store, text code, int64_t now)
{
    struct agent found;
    return store_account_check(store, &(struct proof){name, password, code}, now, &found);
}

static void the_password_alone_does_not_open(void **state)
{
    assert_int_equal(enter(*state, T(""), NOW), ERR_NOT_FOUND);
    assert_int_equal(enter(*state, T("000"), NOW), ERR_NOT_FOUND);
    assert_int_equal(enter(*state, T("0000000"), NOW), ERR_NOT_FOUND);
    struct agent found;
    struct proof wrong = {name, T("une autre phrase"), code_at(NOW)};
    assert_int_equal(store_account_check(*state, &wrong, NOW, &found), ERR_NOT_FOUND);
    assert_int_equal(enter(*state, code_at(NOW), NOW),
                     ERR_OK); /* the wrong password took no code */
}

static void a_code_serves_once(void **state)
{
    assert_int_equal(enter(*state, code_at(NOW), NOW), ERR_OK);
    assert_int_equal(enter(*state, code_at(NOW), NOW), ERR_NOT_FOUND);
    assert_int_equal(enter(*state, code_at(NOW), NOW + STEP), ERR_NOT_FOUND);
    assert_int_equal(enter(*state, code_at(NOW - STEP), NOW), ERR_NOT_FOUND); /* nor an older one */
    assert_int_equal(enter(*state, code_at(NOW + STEP), NOW + STEP), ERR_OK);
}

static void a_code_serves_a_step_before_and_after(void **state)
{
    assert_int_equal(enter(*state, code_at(NOW - 2 * STEP), NOW), ERR_NOT_FOUND);
    assert_int_equal(enter(*state, code_at(NOW + 2 * STEP), NOW), ERR_NOT_FOUND);
    assert_int_equal(enter(*state, code_at(NOW - STEP), NOW), ERR_OK);
    assert_int_equal(enter(*state, code_at(NOW + STEP), NOW), ERR_OK);
}

static void what_people_put_between_digits_does_not_count(void **state)
{
    char spaced[8];
    text code = code_at(NOW);
    (void)snprintf(spaced, sizeof spaced, "%.3s %.3s", code.at, code.at + 3);
    assert_int_equal(enter(*state, text_of(spaced), NOW), ERR_OK);
}

static void each_recovery_code_serves_once(void **state)
{
    char typed[32];
    for (int i = 0; i < RECOVERY_CODES; i++) {
        assert_int_equal(strlen(second.recovery[i]), RECOVERY_CODE_LENGTH);
        (void)snprintf(typed, sizeof typed, "%.4s-%.12s", second.recovery[i],
                       second.recovery[i] + 4);
        if (i > 0) assert_string_not_equal(second.recovery[i], second.recovery[i - 1]);
        assert_int_equal(enter(*state, text_of(typed), NOW), ERR_OK);
        assert_int_equal(enter(*state, text_of(typed), NOW), ERR_NOT_FOUND);
    }
}

static void a_new_second_factor_takes_the_old_one_away(void **state)
{
    struct second_factor old = second;
    char token[TOKEN_LENGTH + 1];
    struct session session;
    struct session_limits limits = {INT64_MAX, INT64_MAX};
    assert_int_equal(store_session_add(*state, &clerk, name, T(""), NOW, token), ERR_OK);
    assert_int_equal(store_account_second(*state, name, &second), ERR_OK);
    assert_int_equal(enter(*state, text_of(old.recovery[0]), NOW), ERR_NOT_FOUND);
    assert_int_equal(store_session_check(*state, text_of(token), NOW, &limits, true, &session),
                     ERR_NOT_FOUND);
    assert_int_equal(enter(*state, text_of(second.recovery[0]), NOW), ERR_OK);
    assert_int_equal(store_account_second(*state, T("personne"), &second), ERR_NOT_FOUND);
}

static void an_account_that_asks_for_a_code_and_has_none_opens_for_nobody(void **state)
{
    struct agent other = {"sans.code", ROLE_CLERK, "CAF-59"}, found;
    assert_int_equal(store_account_add(*state, &other, password, true), ERR_OK);
    static const char *const codes[] = {"", "000000", "aaaaaaaaaaaaaaaa"};
    for (size_t i = 0; i < LENGTH(codes); i++) {
        struct proof proof = {T("sans.code"), password, text_of(codes[i])};
        assert_int_equal(store_account_check(*state, &proof, NOW, &found), ERR_NOT_FOUND);
    }
    /* The code of a secret of zeros, which is compared where there is none. */
    char zeros[SECOND_SECRET_BYTES] = {0}, code[7];
    assert_int_equal(oath_totp_generate(zeros, sizeof zeros, NOW / SECOND, 30, 0, 6, code),
                     OATH_OK);
    struct proof proof = {T("sans.code"), password, text_of(code)};
    assert_int_equal(store_account_check(*state, &proof, NOW, &found), ERR_NOT_FOUND);
}

static void a_secret_moved_to_another_account_does_not_open(void **state)
{
    (void)state;
    struct place place = place_make();
    struct store *store = open_url(place.url);
    struct agent other = {"autre.exemple", ROLE_CLERK, "CAF-59"}, found;
    struct second_factor theirs;
    assert_int_equal(store_account_add(store, &clerk, password, true), ERR_OK);
    assert_int_equal(store_account_add(store, &other, password, true), ERR_OK);
    assert_int_equal(store_account_second(store, name, &second), ERR_OK);
    assert_int_equal(store_account_second(store, T("autre.exemple"), &theirs), ERR_OK);
    store_close(store);
    meddle(&place, "UPDATE accounts SET secret = (SELECT secret FROM accounts WHERE name ="
                   " 'autre.exemple') WHERE name = 'agent.exemple'");
    store = open_url(place.url);
    struct proof proof = {name, password, code_at(NOW)};
    assert_int_equal(store_account_check(store, &proof, NOW, &found), ERR_BROKEN);
    store_close(store);
    place_remove(&place);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_password_alone_does_not_open),
        TEST(a_code_serves_once),
        TEST(a_code_serves_a_step_before_and_after),
        TEST(what_people_put_between_digits_does_not_count),
        TEST(each_recovery_code_serves_once),
        TEST(a_new_second_factor_takes_the_old_one_away),
        TEST(an_account_that_asks_for_a_code_and_has_none_opens_for_nobody),
        TEST(a_secret_moved_to_another_account_does_not_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
