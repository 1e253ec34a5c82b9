#include "tests/test.h"

#include "signin/signin.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* Tokens signed here with HS256, claim by claim. Signatures by keys of the provider's are tested
 * against real ones in tests/oidc. */

#define NOW   1764061200
#define NONCE "nonce-of-32-signs-at-least-in-tests"

static char room[1 << 20];
static const char secret[] = "a secret of tests, of 32 signs or more";
static struct signin_config config = {.issuer = "https://fournisseur.exemple",
                                      .client_id = "abri",
                                      .acr = {"eidas2"},
                                      .acr_count = 1};

static struct signin_token_want want(void)
{
    return (struct signin_token_want){
        .alg = SIGNIN_HS256,
        .issuer = text_of(config.issuer),
        .client_id = T("abri"),
        .secret = text_of(secret),
        .nonce = T(NONCE),
        .access_token = T("access"),
        .config = &config,
        .now = NOW,
        .asked_at = NOW - 10,
    };
}

static void encode(const void *bytes, size_t size, char *ret, size_t max)
{
    (void)sodium_bin2base64(ret, max, bytes, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static text sign(const char *head, const char *claims)
{
    static char token[8192];
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;
    char part[4096];
    encode(head, strlen(head), part, sizeof part);
    int length = snprintf(token, sizeof token, "%s.", part);
    encode(claims, strlen(claims), part, sizeof part);
    length += snprintf(token + length, sizeof token - (size_t)length, "%s", part);
    crypto_auth_hmacsha256_init(&state, (const unsigned char *)secret, sizeof secret - 1);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)token, (unsigned long long)length);
    crypto_auth_hmacsha256_final(&state, mac);
    encode(mac, sizeof mac, part, sizeof part);
    (void)snprintf(token + length, sizeof token - (size_t)length, ".%s", part);
    return text_of(token);
}

#define HEAD "{\"alg\":\"HS256\"}"
#define BASE                                                                               \
    "\"iss\":\"https://fournisseur.exemple\",\"sub\":\"camille\",\"nonce\":\"" NONCE "\"," \
    "\"acr\":\"eidas2\",\"exp\":1764061300,\"iat\":1764061190"

static enum signin_reason read_token(text token)
{
    struct arena a = arena_over(room, sizeof room);
    struct signin_claims claims;
    struct signin_token_want wanted = want();
    return signin_token_read(&wanted, token, &a, &claims);
}

static void each_claim_counts(void **state)
{
    (void)state;
    static const struct {
        const char *claims;
        enum signin_reason reason;
    } cases[] = {
        {"{" BASE ",\"aud\":\"abri\"}", SIGNIN_GOOD},
        {"{" BASE ",\"aud\":[\"abri\"]}", SIGNIN_GOOD},
        {"{" BASE ",\"aud\":[\"x\",\"abri\"],\"azp\":\"abri\"}", SIGNIN_GOOD},
        {"{" BASE ",\"aud\":[\"x\",\"abri\"]}", SIGNIN_AUD},
        {"{" BASE ",\"aud\":\"abri\",\"azp\":\"x\"}", SIGNIN_AUD},
        {"{" BASE ",\"aud\":\"abr\"}", SIGNIN_AUD},
        {"{" BASE ",\"aud\":[]}", SIGNIN_AUD},
        {"{" BASE ",\"aud\":{\"abri\":1}}", SIGNIN_AUD},
        {"{" BASE "}", SIGNIN_AUD},
        {"{" BASE ",\"aud\":\"abri\",\"nbf\":1764061259}", SIGNIN_GOOD},
        {"{" BASE ",\"aud\":\"abri\",\"nbf\":1764061261}", SIGNIN_TIME},
        {"{" BASE ",\"aud\":\"abri\",\"at_hash\":\"x\"}", SIGNIN_AT_HASH},
        {"{" BASE ",\"aud\":\"abri\",\"at_hash\":1}", SIGNIN_AT_HASH},
        {"{" BASE ",\"aud\":\"abri\",\"auth_time\":1764061190}", SIGNIN_GOOD},
        {"{" BASE ",\"aud\":\"abri\",\"auth_time\":1764061129}", SIGNIN_AUTH_TIME},
        {"{\"aud\":\"abri\"}", SIGNIN_ISS},
        {"[]", SIGNIN_FORM},
        {"{" BASE ",\"aud\":\"abri\"} ", SIGNIN_GOOD},
        {"{" BASE ",\"aud\":\"abri\"}x", SIGNIN_FORM},
        {"{" BASE ",\"aud\":\"abri\",\"aud\":\"abri\"}", SIGNIN_FORM},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        enum signin_reason reason = read_token(sign(HEAD, cases[i].claims));
        if (reason != cases[i].reason)
            fail_msg("%s: %s", cases[i].claims, signin_reason_word(reason));
    }
}

static void times_count_to_the_second(void **state)
{
    (void)state;
    static const struct {
        int exp, iat;
        enum signin_reason reason;
    } cases[] = {
        {NOW + 1, NOW, SIGNIN_GOOD},        {NOW, NOW, SIGNIN_TIME},
        {NOW - 1, NOW - 60, SIGNIN_TIME},   {NOW + 60, NOW + 60, SIGNIN_GOOD},
        {NOW + 60, NOW + 61, SIGNIN_TIME},  {NOW + 60, NOW - 600, SIGNIN_GOOD},
        {NOW + 60, NOW - 601, SIGNIN_TIME},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        char claims[512];
        (void)snprintf(claims, sizeof claims,
                       "{\"iss\":\"https://fournisseur.exemple\",\"sub\":\"c\",\"aud\":\"abri\","
                       "\"nonce\":\"" NONCE "\",\"acr\":\"eidas2\",\"exp\":%d,\"iat\":%d}",
                       cases[i].exp, cases[i].iat);
        assert_int_equal(read_token(sign(HEAD, claims)), cases[i].reason);
    }
}

static void the_head_is_read_for_two_things(void **state)
{
    (void)state;
    static const char claims[] = "{" BASE ",\"aud\":\"abri\"}";
    static const struct {
        const char *head;
        enum signin_reason reason;
    } cases[] = {
        {"{\"alg\":\"HS256\",\"jku\":\"https://x.exemple\",\"x5u\":\"https://x.exemple\"}",
         SIGNIN_GOOD},
        {"{\"alg\":\"none\"}", SIGNIN_ALG},
        {"{\"alg\":\"hs256\"}", SIGNIN_ALG},
        {"{\"alg\":\"HS384\"}", SIGNIN_ALG},
        {"{\"alg\":[\"HS256\"]}", SIGNIN_ALG},
        {"{}", SIGNIN_ALG},
        {"{\"alg\":\"HS256\",\"crit\":[]}", SIGNIN_FORM},
        {"{\"alg\":\"HS256\",\"zip\":\"DEF\"}", SIGNIN_FORM},
        {"{\"alg\":\"HS256\",\"b64\":false}", SIGNIN_FORM},
        {"\"HS256\"", SIGNIN_FORM},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        enum signin_reason reason = read_token(sign(cases[i].head, claims));
        if (reason != cases[i].reason)
            fail_msg("%s: %s", cases[i].head, signin_reason_word(reason));
    }
}

static void a_changed_sign_spoils_a_token(void **state)
{
    (void)state;
    text good = sign(HEAD, "{" BASE ",\"aud\":\"abri\"}");
    char changed[8192];
    assert_int_equal(read_token(good), SIGNIN_GOOD);
    for (ptrdiff_t i = 0; i < good.length; i++) {
        memcpy(changed, good.at, (size_t)good.length);
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        text token = {changed, good.length};
        if (read_token(token) == SIGNIN_GOOD) fail_msg("sign %td", i);
    }
    assert_int_not_equal(read_token((text){good.at, good.length - 1}), SIGNIN_GOOD);
}

static void only_three_parts_are_a_token(void **state)
{
    (void)state;
    static const char *const tokens[] = {"",        ".",      "..",      "a",
                                         "a.b",     "a.b.",   ".a.b",    "a.b.c.",
                                         "a.b.c.d", "a.b=.c", "a.b c.d", "a.b\n.c"};
    for (size_t i = 0; i < LENGTH(tokens); i++)
        assert_int_equal(read_token(text_of(tokens[i])), SIGNIN_FORM);
}

/* The key set is public: a token signed with it as a secret must not pass for one of the
 * provider's. */
static void the_alg_configured_is_the_only_one(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    struct signin_claims claims;
    struct signin_token_want wanted = want();
    wanted.alg = SIGNIN_RS256;
    wanted.keys = text_of(secret);
    text token = sign(HEAD, "{" BASE ",\"aud\":\"abri\"}");
    assert_int_equal(signin_token_read(&wanted, token, &a, &claims), SIGNIN_ALG);
    wanted = want();
    wanted.secret = T("short");
    assert_int_equal(signin_token_read(&wanted, token, &a, &claims), SIGNIN_KEY);
}

static void a_person_is_read_as_told(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    struct signin_claims claims;
    text json = T("{\"sub\":\"c\",\"given_name\":\"Camille\",\"usual_name\":\"EXEMPLE\",\"siret\":"
                  "\"11000001500013\",\"organizational_unit\":\"accueil\",\"more\":[1]}");
    assert_int_equal(signin_userinfo_read(json, &a, &claims), SIGNIN_GOOD);
    assert_true(text_equal(claims.usual_name, T("EXEMPLE")));
    assert_true(text_equal(claims.unit, T("accueil")));
    assert_int_equal(signin_userinfo_read(T("{\"sub\":1}"), &a, &claims), SIGNIN_SUB);
    assert_int_equal(signin_userinfo_read(T("null"), &a, &claims), SIGNIN_FORM);
}

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_claim_counts),
        cmocka_unit_test(times_count_to_the_second),
        cmocka_unit_test(the_head_is_read_for_two_things),
        cmocka_unit_test(a_changed_sign_spoils_a_token),
        cmocka_unit_test(only_three_parts_are_a_token),
        cmocka_unit_test(the_alg_configured_is_the_only_one),
        cmocka_unit_test(a_person_is_read_as_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
