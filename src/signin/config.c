#include <string.h>

#include "signin/inside.h"

/* The configuration an office writes: who the provider is and who of its people is what here. */

const char *signin_reason_word(enum signin_reason reason)
{
    static const char *const words[] = {
        [SIGNIN_GOOD] = "good",
#define REASON(name, word) [SIGNIN_##name] = word,
#include "signin/reasons.def"
    };
    must(reason >= 0 && reason < SIGNIN_REASON_COUNT);
    return words[reason];
}

/* ---- addresses ---- */

static bool is_plain(text address)
{
    for (ptrdiff_t i = 0; i < address.length; i++) {
        char c = address.at[i];
        if (c <= ' ' || c >= 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' || c == '#')
            return false;
    }
    return true;
}

bool signin_address_is_safe(text address)
{
    if (!is_plain(address)) return false;
    if (text_starts_with(address, T("https://"))) return address.length > 8;
    text rest = {address.at + 7, address.length - 7};
    if (!text_starts_with(address, T("http://"))) return false;
    text host = text_cut(&rest, '/');
    if (text_starts_with(host, T("[::1]"))) {
        host = (text){host.at + 5, host.length - 5};
        return host.length == 0 || host.at[0] == ':';
    }
    text name = text_cut(&host, ':');
    return text_equal(name, T("127.0.0.1")) || text_equal(name, T("localhost"));
}

/* ---- values ---- */

void signin_get_string(const struct json_at *at, char *ret, ptrdiff_t size)
{
    text value = {NULL, 0};
    wire_get_text(at, &value, (int)size - 1);
    if (value.length >= size) {
        wire_expected(at, "a shorter text");
        return;
    }
    if (value.length > 0) memcpy(ret, value.at, (size_t)value.length);
    ret[value.length] = '\0';
}

void signin_get_address(const struct json_at *at, char ret[SIGNIN_URL_MAX + 1])
{
    signin_get_string(at, ret, SIGNIN_URL_MAX + 1);
    if (ret[0] != '\0' && !signin_address_is_safe(text_of(ret)))
        wire_expected(at, "an address that starts with https://");
}

static const struct word algs[] = {
    [SIGNIN_RS256] = {"RS256", {"RS256", "RS256"}},
    [SIGNIN_ES256] = {"ES256", {"ES256", "ES256"}},
    [SIGNIN_HS256] = {"HS256", {"HS256", "HS256"}},
};
static const struct word_list alg_list = {"alg", algs, LENGTH(algs)};

static const char *const keys[] = {"issuer",
                                   "client_id",
                                   "client_secret_file",
                                   "ca_file",
                                   "redirect_uri",
                                   "post_logout_redirect_uri",
                                   "scope",
                                   "acr",
                                   "alg",
                                   "userinfo",
                                   "timeout_seconds",
                                   "agents"};
static const char *const agent_keys[] = {"siret", "unit", "body", "role"};

static void get_acr(const struct json_at *top, struct signin_config *config)
{
    struct json_at list = wire_at_needed(top, "acr");
    config->acr_count = wire_get_list(&list, SIGNIN_ACR_MAX);
    for (int i = 0; i < config->acr_count; i++) {
        struct json_at at = wire_at_item(&list, i);
        signin_get_string(&at, config->acr[i], sizeof config->acr[i]);
        if (config->acr[i][0] == '\0') wire_expected(&at, "a word such as eidas2");
    }
    if (config->acr_count == 0) wire_expected(&list, "the words for two factors, such as eidas2");
}

static bool is_siret(text siret)
{
    for (ptrdiff_t i = 0; i < siret.length; i++) {
        if (siret.at[i] < '0' || siret.at[i] > '9') return false;
    }
    return siret.length == 14;
}

static void get_agents(const struct json_at *top, struct signin_config *config)
{
    struct json_at list = wire_at_needed(top, "agents");
    config->agents_count = wire_get_list(&list, SIGNIN_AGENTS_MAX);
    for (int i = 0; i < config->agents_count; i++) {
        struct signin_agents *agents = &config->agents[i];
        struct json_at at = wire_at_item(&list, i);
        if (!wire_get_object(&at, agent_keys, LENGTH(agent_keys))) return;
        struct json_at siret = wire_at_needed(&at, "siret"), unit = wire_at(&at, "unit");
        struct json_at body = wire_at_needed(&at, "body"), role = wire_at_needed(&at, "role");
        signin_get_string(&siret, agents->siret, sizeof agents->siret);
        signin_get_string(&unit, agents->unit, sizeof agents->unit);
        signin_get_string(&body, agents->body, sizeof agents->body);
        signin_get_string(&role, agents->role, sizeof agents->role);
        if (!is_siret(text_of(agents->siret))) wire_expected(&siret, "fourteen digits");
    }
}

static void get_userinfo(const struct json_at *top, struct signin_config *config)
{
    static const struct word words[] = {{"json", {"json", "json"}}, {"jwt", {"jwt", "jwt"}}};
    static const struct word_list list = {"userinfo", words, LENGTH(words)};
    struct json_at at = wire_at(top, "userinfo");
    int word = 1;
    wire_get_word(&at, &word, &list);
    config->userinfo_signed = word == 1;
}

static void get_places(const struct json_at *top, struct signin_config *config)
{
    struct json_at issuer = wire_at_needed(top, "issuer"), id = wire_at_needed(top, "client_id");
    struct json_at secret = wire_at_needed(top, "client_secret_file"), ca = wire_at(top, "ca_file");
    struct json_at back = wire_at_needed(top, "redirect_uri");
    struct json_at after = wire_at_needed(top, "post_logout_redirect_uri");
    struct json_at scope = wire_at(top, "scope");
    signin_get_address(&issuer, config->issuer);
    signin_get_string(&id, config->client_id, sizeof config->client_id);
    signin_get_string(&secret, config->secret_file, sizeof config->secret_file);
    signin_get_string(&ca, config->ca_file, sizeof config->ca_file);
    signin_get_address(&back, config->redirect_uri);
    signin_get_address(&after, config->after_logout_uri);
    memcpy(config->scope, "openid given_name usual_name siret organizational_unit",
           sizeof "openid given_name usual_name siret organizational_unit");
    if (scope.value) signin_get_string(&scope, config->scope, sizeof config->scope);
}

static void drop(json_t **document) { wire_json_drop(document); }

err signin_config_read(text json, struct signin_config *ret, struct trouble *trouble)
{
    CLEANUP(drop) json_t *document = NULL;
    struct json_reader reader = {.failed = false};
    int alg = SIGNIN_RS256;
    TRY(wire_json_load(json, &document, trouble));
    *ret = (struct signin_config){.timeout_seconds = 3};
    struct json_at top = wire_at_top(&reader, document);
    wire_refuse_other_keys(&top, keys, LENGTH(keys));
    struct json_at timeout = wire_at(&top, "timeout_seconds"), word = wire_at(&top, "alg");
    get_places(&top, ret);
    get_acr(&top, ret);
    get_userinfo(&top, ret);
    get_agents(&top, ret);
    wire_get_word(&word, &alg, &alg_list);
    wire_get_integer(&timeout, &ret->timeout_seconds, 1, 10);
    ret->alg = (enum signin_alg)alg;
    return wire_json_end(&reader, trouble);
}

const struct signin_agents *signin_agents_of(const struct signin_config *config, text siret,
                                             text unit)
{
    const struct signin_agents *any = NULL;
    for (int i = 0; i < config->agents_count; i++) {
        const struct signin_agents *agents = &config->agents[i];
        if (!text_equal(siret, text_of(agents->siret))) continue;
        if (agents->unit[0] == '\0' && !any) any = agents;
        if (agents->unit[0] != '\0' && text_equal(unit, text_of(agents->unit))) return agents;
    }
    return any;
}
