#include "tests/test.h"

#include "signin/signin.h"

#include <stdio.h>
#include <string.h>

/* What an office writes down, and the addresses made of it. */

static char room[1 << 20];

static const char good[] =
    "{\"issuer\": \"https://fournisseur.exemple\", \"client_id\": \"abri\","
    " \"client_secret_file\": \"/etc/abri/provider.secret\","
    " \"redirect_uri\": \"https://abri.exemple/bureau/retour\","
    " \"post_logout_redirect_uri\": \"https://abri.exemple/bureau/fin\","
    " \"acr\": [\"eidas2\", \"eidas3\"], \"agents\": ["
    " {\"siret\": \"11000001500013\", \"body\": \"CAF-59\", \"role\": \"clerk\"},"
    " {\"siret\": \"11000001500013\", \"unit\": \"compta\", \"body\": \"CAF-59\","
    "  \"role\": \"accountant\"}]}";

static struct signin_config config;

static int set_up(void **state)
{
    struct trouble trouble;
    (void)state;
    assert_int_equal(signin_config_read(text_of(good), &config, &trouble), ERR_OK);
    return 0;
}

static void it_is_read(void **state)
{
    (void)state;
    assert_string_equal(config.issuer, "https://fournisseur.exemple");
    assert_string_equal(config.client_id, "abri");
    assert_int_equal(config.acr_count, 2);
    assert_string_equal(config.acr[1], "eidas3");
    assert_int_equal(config.alg, SIGNIN_RS256);
    assert_true(config.userinfo_signed);
    assert_int_equal(config.timeout_seconds, 3);
    assert_int_equal(config.agents_count, 2);
}

/* `from` in the good one becomes `to`. */
static err read_changed(const char *from, const char *to, struct trouble *trouble)
{
    static struct signin_config changed;
    static char json[4096];
    const char *at = strstr(good, from);
    assert_non_null(at);
    (void)snprintf(json, sizeof json, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
    return signin_config_read(text_of(json), &changed, trouble);
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *where;
    } cases[] = {
        {"https://fournisseur.exemple", "http://fournisseur.exemple", "/issuer"},
        {"https://fournisseur.exemple", "https://fournisseur.exemple/#a", "/issuer"},
        {"https://abri.exemple/bureau/retour", "ftp://abri.exemple", "/redirect_uri"},
        {"https://abri.exemple/bureau/fin", "http://127.0.0.1.exemple/",
         "/post_logout_redirect_uri"},
        {"[\"eidas2\", \"eidas3\"]", "[]", "/acr"},
        {"\"client_id\": \"abri\",", "", "/client_id"},
        {"\"acr\":", "\"alg\": \"none\", \"acr\":", "/alg"},
        {"\"acr\":", "\"alg\": \"PS256\", \"acr\":", "/alg"},
        {"\"acr\":", "\"timeout_seconds\": 0, \"acr\":", "/timeout_seconds"},
        {"\"acr\":", "\"timeout_seconds\": 60, \"acr\":", "/timeout_seconds"},
        {"\"acr\":", "\"userinfo\": \"html\", \"acr\":", "/userinfo"},
        {"\"acr\":", "\"unknown\": 1, \"acr\":", "/unknown"},
        {"11000001500013", "1100000150001", "/agents/0/siret"},
        {"11000001500013", "1100000150001a", "/agents/0/siret"},
        {"\"role\": \"clerk\"", "\"rôle\": \"clerk\"", "/agents/0"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct trouble trouble = {"", ""};
        err e = read_changed(cases[i].from, cases[i].to, &trouble);
        if (e != ERR_BAD_INPUT) fail_msg("%s was taken", cases[i].to);
        if (strncmp(trouble.where, cases[i].where, strlen(cases[i].where)) != 0)
            fail_msg("%s: %s instead of %s", cases[i].to, trouble.where, cases[i].where);
    }
}

static void http_is_for_this_machine_alone(void **state)
{
    (void)state;
    static const char *const safe[] = {"https://a.exemple", "http://127.0.0.1:80/x",
                                       "http://[::1]/", "http://localhost:1"};
    static const char *const unsafe[] = {"",
                                         "http://",
                                         "https://",
                                         "http://a.exemple",
                                         "http://127.0.0.1@a.exemple/",
                                         "file:///etc",
                                         "HTTPS://a",
                                         "http://localhost.exemple",
                                         "http://[::1].exemple",
                                         "https://a b",
                                         "https://a\nb",
                                         "javascript:alert(1)",
                                         "//a.exemple"};
    for (size_t i = 0; i < LENGTH(safe); i++)
        if (!signin_address_is_safe(text_of(safe[i]))) fail_msg("%s", safe[i]);
    for (size_t i = 0; i < LENGTH(unsafe); i++)
        if (signin_address_is_safe(text_of(unsafe[i]))) fail_msg("%s", unsafe[i]);
}

static void a_unit_wins_over_its_house(void **state)
{
    (void)state;
    assert_string_equal(signin_agents_of(&config, T("11000001500013"), T("compta"))->role,
                        "accountant");
    assert_string_equal(signin_agents_of(&config, T("11000001500013"), T("accueil"))->role,
                        "clerk");
    assert_string_equal(signin_agents_of(&config, T("11000001500013"), T(""))->role, "clerk");
    assert_null(signin_agents_of(&config, T("11000001500014"), T("compta")));
    assert_null(signin_agents_of(&config, T(""), T("")));
}

/* The verifier and challenge of RFC 7636, appendix B. */
static void the_way_there_says_what_the_standard_says(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    struct signin_places places = {T("https://fournisseur.exemple/auth"), T("")};
    struct signin_words words = {T("s"), T("n"), T("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")};
    text way = signin_way_there(&config, &places, &words, &a);
    assert_string_equal(
        way.at,
        "https://fournisseur.exemple/auth?response_type=code&client_id=abri"
        "&redirect_uri=https%3a%2f%2fabri.exemple%2fbureau%2fretour"
        "&scope=openid%20given_name%20usual_name%20siret%20organizational_unit&state=s&nonce=n"
        "&prompt=login&claims=%7b%22id_token%22%3a%7b%22acr%22%3a%7b%22essential%22%3atrue"
        "%2c%22values%22%3a%5b%22eidas2%22%2c%22eidas3%22%5d%7d%7d%7d"
        "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256");
    places.end_session = T("https://fournisseur.exemple/end?a=b");
    text out = signin_way_out(&config, &places, T("a.b.c"), T("s"), &a);
    assert_string_equal(out.at,
                        "https://fournisseur.exemple/end?a=b&id_token_hint=a.b.c&state=s"
                        "&post_logout_redirect_uri=https%3a%2f%2fabri.exemple%2fbureau%2ffin");
    struct arena small = arena_over(room, 64);
    assert_null(signin_way_there(&config, &places, &words, &small).at);
}

static void a_description_is_of_the_provider_configured(void **state)
{
    (void)state;
    static const char start[] = "{\"issuer\": \"https://fournisseur.exemple\","
                                " \"authorization_endpoint\": \"https://a.exemple/\","
                                " \"token_endpoint\": \"https://t.exemple/\", \"more\": [1, 2],"
                                " \"userinfo_endpoint\": \"https://u.exemple/\", ";
    static const struct {
        const char *end;
        err expected;
    } cases[] = {
        {"\"jwks_uri\": \"https://k.exemple/\"}", ERR_OK},
        {"\"jwks_uri\": \"http://k.exemple/\"}", ERR_BAD_INPUT},
        {"\"jwks_uri\": \"http://127.0.0.1/\"}", ERR_BAD_INPUT}, /* not beside an issuer far away */
        {"\"jwks_uri\": 1}", ERR_BAD_INPUT},
        {"\"other\": 1}", ERR_BAD_INPUT},
    };
    struct signin_endpoints found;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        char json[1024];
        (void)snprintf(json, sizeof json, "%s%s", start, cases[i].end);
        assert_int_equal(signin_discovery_read(&config, text_of(json), &found), cases[i].expected);
    }
    assert_string_equal(found.keys, "https://k.exemple/");
    assert_string_equal(found.end_session, "");
    assert_int_equal(
        signin_discovery_read(&config, T("{\"issuer\": \"https://x.exemple\"}"), &found),
        ERR_BAD_INPUT);
    assert_int_equal(signin_discovery_read(&config, T("[]"), &found), ERR_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(it_is_read, set_up),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(http_is_for_this_machine_alone),
        cmocka_unit_test_setup(a_unit_wins_over_its_house, set_up),
        cmocka_unit_test_setup(the_way_there_says_what_the_standard_says, set_up),
        cmocka_unit_test_setup(a_description_is_of_the_provider_configured, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
