#include <string.h>

#include "signin/inside.h"
#include "wire/out.h"
#include "wire/wire.h"

/* Who asks the provider: what it says of itself, its keys, a code for a person. */

#define HOUR        3600
#define AGAIN_AFTER 2  /* seconds after a failure */
#define KEYS_AFTER  60 /* seconds between two looks for a key that is not in the set */
#define CODE_MAX    2048
#define ACCESS_MAX  8192

static void drop(json_t **document) { wire_json_drop(document); }

/* ---- what the provider says of itself ---- */

/* Over TLS unless the issuer itself is on this machine. */
static void get_endpoint(const struct json_at *top, const char *name, bool near,
                         char ret[SIGNIN_URL_MAX + 1])
{
    struct json_at at = wire_at(top, name);
    signin_get_address(&at, ret);
    if (!near && ret[0] != '\0' && !text_starts_with(text_of(ret), T("https://")))
        wire_expected(&at, "an address that starts with https://");
}

err signin_discovery_read(const struct signin_config *config, text json,
                          struct signin_endpoints *ret)
{
    CLEANUP(drop) json_t *document = NULL;
    struct json_reader reader = {.failed = false};
    struct trouble trouble;
    char issuer[SIGNIN_URL_MAX + 1] = "";
    bool near = !text_starts_with(text_of(config->issuer), T("https://"));
    struct signin_endpoints found = {.authorize = ""};
    TRY(wire_json_load(json, &document, &trouble));
    struct json_at top = wire_at_top(&reader, document);
    struct json_at at = wire_at_needed(&top, "issuer");
    signin_get_string(&at, issuer, sizeof issuer);
    get_endpoint(&top, "authorization_endpoint", near, found.authorize);
    get_endpoint(&top, "token_endpoint", near, found.token);
    get_endpoint(&top, "userinfo_endpoint", near, found.userinfo);
    get_endpoint(&top, "jwks_uri", near, found.keys);
    get_endpoint(&top, "end_session_endpoint", near, found.end_session);
    TRY(wire_json_end(&reader, &trouble));
    if (strcmp(issuer, config->issuer) != 0) return ERR_BAD_INPUT;
    if (!found.authorize[0] || !found.token[0] || !found.userinfo[0] || !found.keys[0])
        return ERR_BAD_INPUT;
    *ret = found;
    return ERR_OK;
}

static enum signin_reason get(struct signin_asker *asker, const struct signin_question *question,
                              struct arena *a, text *ret)
{
    int status = 0;
    if (asker->fetch(asker->context, question, a, &status, ret) != ERR_OK) return SIGNIN_DOWN;
    if (status >= 500) return SIGNIN_DOWN;
    return status == 200 ? SIGNIN_GOOD : SIGNIN_CODE;
}

static enum signin_reason learn_keys(struct signin_asker *asker, int64_t now, struct arena *a)
{
    text body = {NULL, 0};
    asker->keys_at = now;
    struct signin_question question = {.address = asker->endpoints.keys};
    enum signin_reason reason = get(asker, &question, a, &body);
    if (reason != SIGNIN_GOOD) return SIGNIN_DOWN;
    if (body.length > SIGNIN_ANSWER_MAX) return SIGNIN_DISCOVERY;
    if (body.length > 0) memcpy(asker->keys, body.at, (size_t)body.length);
    asker->keys_length = body.length;
    return SIGNIN_GOOD;
}

enum signin_reason signin_learn(struct signin_asker *asker, int64_t now, struct arena *a)
{
    char address[SIGNIN_URL_MAX + 64];
    struct signin_endpoints endpoints;
    struct writer out = WRITER(address);
    text body = {NULL, 0}, issuer = text_of(asker->config->issuer);
    if (asker->known && now - asker->known_at < HOUR) return SIGNIN_GOOD;
    if (now - asker->tried_at < AGAIN_AFTER) return asker->known ? SIGNIN_GOOD : SIGNIN_DOWN;
    asker->tried_at = now;
    if (issuer.length > 0 && issuer.at[issuer.length - 1] == '/') issuer.length--;
    write_text(&out, issuer);
    write_string(&out, "/.well-known/openid-configuration");
    struct signin_question question = {.address = writer_string(&out)};
    enum signin_reason reason = get(asker, &question, a, &body);
    if (reason == SIGNIN_GOOD && signin_discovery_read(asker->config, body, &endpoints) != ERR_OK)
        reason = SIGNIN_DISCOVERY;
    if (reason == SIGNIN_GOOD) {
        asker->endpoints = endpoints;
        reason = learn_keys(asker, now, a);
    }
    /* What was known goes on being true while the provider cannot be asked again. */
    if (reason != SIGNIN_GOOD) return asker->known ? SIGNIN_GOOD : reason;
    asker->known = true;
    asker->known_at = now;
    return SIGNIN_GOOD;
}

/* ---- a code for tokens ---- */

struct tokens {
    text access, id;
};

static text copy_member(const json_t *object, const char *name, ptrdiff_t max, struct arena *a)
{
    const char *value = json_string_value(json_object_get(object, name));
    text from = text_of(value);
    if (from.length == 0 || from.length > max) return (text){NULL, 0};
    char *room = arena_try(a, from.length + 1);
    if (!room) return (text){NULL, 0};
    memcpy(room, from.at, (size_t)from.length);
    return (text){room, from.length};
}

static bool is_header_safe(text word)
{
    for (ptrdiff_t i = 0; i < word.length; i++) {
        if (word.at[i] <= ' ' || word.at[i] >= 0x7F) return false;
    }
    return word.length > 0;
}

static enum signin_reason redeem(struct signin_asker *asker, const struct signin_return *given,
                                 struct arena *a, struct tokens *ret)
{
    CLEANUP(drop) json_t *answer = NULL;
    struct trouble trouble;
    const struct signin_config *config = asker->config;
    text body = {NULL, 0};
    if (given->code.length < 1 || given->code.length > CODE_MAX) return SIGNIN_ANSWER;
    struct writer form = wire_out_begin(a);
    signin_write_part(&form, true, "grant_type", T("authorization_code"));
    signin_write_part(&form, false, "code", given->code);
    signin_write_part(&form, false, "redirect_uri", text_of(config->redirect_uri));
    signin_write_part(&form, false, "client_id", text_of(config->client_id));
    signin_write_part(&form, false, "client_secret", asker->secret);
    signin_write_part(&form, false, "code_verifier", given->verifier);
    struct signin_question question = {asker->endpoints.token, wire_out_end(a, &form), {NULL, 0}};
    if (!question.form.at) return SIGNIN_DOWN;
    enum signin_reason reason = get(asker, &question, a, &body);
    if (reason != SIGNIN_GOOD) return reason;
    if (wire_json_load(body, &answer, &trouble) != ERR_OK) return SIGNIN_CODE;
    ret->access = copy_member(answer, "access_token", ACCESS_MAX, a);
    ret->id = copy_member(answer, "id_token", SIGNIN_TOKEN_MAX, a);
    return ret->id.at && is_header_safe(ret->access) ? SIGNIN_GOOD : SIGNIN_CODE;
}

/* ---- tokens for a person ---- */

static struct signin_token_want want_of(const struct signin_asker *asker,
                                        const struct signin_return *given, int64_t now)
{
    return (struct signin_token_want){
        .alg = asker->config->alg,
        .issuer = text_of(asker->config->issuer),
        .client_id = text_of(asker->config->client_id),
        .secret = asker->secret,
        .keys = {asker->keys, asker->keys_length},
        .config = asker->config,
        .now = now,
        .asked_at = given->asked_at,
    };
}

/* A provider changes its keys: when the token names none we know, the set is read again. */
static enum signin_reason read_token(struct signin_asker *asker, struct signin_token_want *want,
                                     text token, struct arena *a, struct signin_claims *ret)
{
    enum signin_reason reason = signin_token_read(want, token, a, ret);
    if (reason != SIGNIN_KEY || want->now - asker->keys_at < KEYS_AFTER) return reason;
    if (learn_keys(asker, want->now, a) != SIGNIN_GOOD) return reason;
    want->keys = (text){asker->keys, asker->keys_length};
    return signin_token_read(want, token, a, ret);
}

static enum signin_reason read_userinfo(struct signin_asker *asker, struct signin_token_want *want,
                                        const struct tokens *tokens, struct arena *a,
                                        struct signin_claims *ret)
{
    struct signin_question question = {asker->endpoints.userinfo, {NULL, 0}, tokens->access};
    text body = {NULL, 0};
    if (get(asker, &question, a, &body) != SIGNIN_GOOD) return SIGNIN_USERINFO;
    want->nonce = (text){NULL, 0};
    enum signin_reason reason = asker->config->userinfo_signed
                                    ? read_token(asker, want, text_trim(body), a, ret)
                                    : signin_userinfo_read(body, a, ret);
    return reason == SIGNIN_GOOD ? SIGNIN_GOOD : SIGNIN_USERINFO;
}

/* "Camille EXEMPLE", as much of it as fits. */
static text shown_name(const struct signin_claims *claims, struct arena *a)
{
    struct writer out = wire_out_begin(a);
    write_text(&out, claims->given_name);
    if (claims->given_name.length > 0 && claims->usual_name.length > 0) write_character(&out, ' ');
    write_text(&out, claims->usual_name);
    text whole = wire_out_end(a, &out);
    while (whole.length > 64 || (whole.length > 0 && !text_is_utf8(whole))) whole.length--;
    return whole;
}

enum signin_reason signin_exchange(struct signin_asker *asker, const struct signin_return *given,
                                   int64_t now, struct arena *a, struct signin_person *ret)
{
    struct signin_claims id, info;
    struct tokens tokens;
    enum signin_reason reason = signin_learn(asker, now, a);
    if (reason == SIGNIN_GOOD) reason = redeem(asker, given, a, &tokens);
    if (reason != SIGNIN_GOOD) return reason;
    struct signin_token_want want = want_of(asker, given, now);
    want.nonce = given->nonce;
    want.access_token = tokens.access;
    if (given->nonce.length == 0) return SIGNIN_NONCE;
    reason = read_token(asker, &want, tokens.id, a, &id);
    if (reason == SIGNIN_GOOD) reason = read_userinfo(asker, &want, &tokens, a, &info);
    if (reason != SIGNIN_GOOD) return reason;
    if (!text_equal(id.sub, info.sub)) return SIGNIN_SUB;
    *ret = (struct signin_person){info.sub, info.siret, info.unit, shown_name(&info, a), tokens.id};
    return SIGNIN_GOOD;
}
