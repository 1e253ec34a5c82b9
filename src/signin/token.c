#include <sodium.h>
#include <string.h>

#include "signin/inside.h"
#include "signin/keys.h"

/* An ID token, or a signed userinfo: what it must say. The head is read for `alg` and `kid` alone;
 * whatever else it offers (a key, a place to fetch one) is not looked at. */

#define LEEWAY  60  /* seconds two clocks may differ */
#define AGE_MAX 600 /* seconds from the token's making to our reading it */

static void drop(json_t **document) { wire_json_drop(document); }

/* ---- parts ---- */

static bool is_base64(text part)
{
    for (ptrdiff_t i = 0; i < part.length; i++) {
        char c = part.at[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '-' || c == '_';
        if (!good) return false;
    }
    return part.length > 0;
}

/* Three parts, no more, of the right letters. */
static bool split(text token, text ret[3])
{
    if (token.length > SIGNIN_TOKEN_MAX) return false;
    text rest = token;
    ptrdiff_t length = 2;
    for (int i = 0; i < 3; i++) {
        ret[i] = text_cut(&rest, '.');
        length += ret[i].length;
        if (!is_base64(ret[i])) return false;
    }
    return length == token.length; /* no fourth, not even an empty one */
}

static bool open_part(text part, struct arena *a, json_t **ret)
{
    struct trouble trouble;
    size_t length = 0;
    char *room = arena_try(a, part.length + 1);
    if (!room ||
        sodium_base642bin((unsigned char *)room, (size_t)part.length, part.at, (size_t)part.length,
                          NULL, &length, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return false;
    return wire_json_load((text){room, (ptrdiff_t)length}, ret, &trouble) == ERR_OK;
}

/* ---- values ---- */

/* The member's string, or the empty text: absent, or no string. */
static text said(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    if (!json_is_string(value)) return (text){NULL, 0};
    return (text){json_string_value(value), (ptrdiff_t)json_string_length(value)};
}

static bool has(const json_t *object, const char *name) { return json_object_get(object, name); }

static bool is_time(const json_t *claims, const char *name, int64_t min, int64_t max)
{
    const json_t *value = json_object_get(claims, name);
    if (!json_is_integer(value)) return false;
    int64_t time = json_integer_value(value);
    return time >= min && time <= max;
}

/* ---- claims ---- */

static bool is_for_us(const json_t *claims, text client_id)
{
    const json_t *aud = json_object_get(claims, "aud");
    bool found = false;
    size_t count = json_array_size(aud);
    if (json_is_string(aud)) {
        found = text_equal(said(claims, "aud"), client_id);
    } else {
        for (size_t i = 0; i < count && i < 16; i++) {
            const char *one = json_string_value(json_array_get(aud, i));
            if (one && text_equal(text_of(one), client_id)) found = true;
        }
    }
    if (!found) return false;
    if (count > 1 || has(claims, "azp")) return text_equal(said(claims, "azp"), client_id);
    return true;
}

static bool is_in_time(const json_t *claims, const struct signin_token_want *want)
{
    bool id = want->nonce.length > 0;
    int64_t now = want->now;
    if (id && !has(claims, "exp")) return false;
    if (id && !has(claims, "iat")) return false;
    if (has(claims, "exp") && !is_time(claims, "exp", now + 1, INT64_MAX)) return false;
    if (has(claims, "iat") && !is_time(claims, "iat", now - AGE_MAX, now + LEEWAY)) return false;
    return !has(claims, "nbf") || is_time(claims, "nbf", INT64_MIN, now + LEEWAY);
}

static bool is_acr(const struct signin_config *config, text acr)
{
    for (int i = 0; i < config->acr_count; i++) {
        if (text_equal(acr, text_of(config->acr[i]))) return true;
    }
    return false;
}

static bool is_same(text a, text b)
{
    return a.length == b.length && a.length > 0 && sodium_memcmp(a.at, b.at, (size_t)a.length) == 0;
}

/* The first half of the access token's hash: the token was made for this sign-in. */
static bool is_hash_of(text claimed, text access_token)
{
    char digest[45];
    signin_digest(access_token, crypto_hash_sha256_BYTES / 2, digest);
    return is_same(claimed, text_of(digest));
}

static enum signin_reason check_id(const json_t *claims, const struct signin_token_want *want)
{
    if (!is_same(said(claims, "nonce"), want->nonce)) return SIGNIN_NONCE;
    if (!is_acr(want->config, said(claims, "acr"))) return SIGNIN_ACR;
    if (has(claims, "at_hash") && !is_hash_of(said(claims, "at_hash"), want->access_token))
        return SIGNIN_AT_HASH;
    /* prompt=login can be taken out of the address by who sits at the browser. */
    if (has(claims, "auth_time") &&
        !is_time(claims, "auth_time", want->asked_at - LEEWAY, INT64_MAX))
        return SIGNIN_AUTH_TIME;
    return SIGNIN_GOOD;
}

static enum signin_reason take(const json_t *from, struct arena *a, struct signin_claims *ret)
{
    const struct {
        const char *name;
        text *to;
    } members[] = {
        {"sub", &ret->sub},
        {"acr", &ret->acr},
        {"siret", &ret->siret},
        {"organizational_unit", &ret->unit},
        {"given_name", &ret->given_name},
        {"usual_name", &ret->usual_name},
    };
    for (size_t i = 0; i < LENGTH(members); i++) {
        text value = said(from, members[i].name);
        if (value.length > SIGNIN_WORD_MAX) return SIGNIN_FORM;
        char *room = arena_try(a, value.length + 1);
        if (!room) return SIGNIN_FORM;
        if (value.length > 0) memcpy(room, value.at, (size_t)value.length);
        *members[i].to = (text){room, value.length};
    }
    return ret->sub.length > 0 ? SIGNIN_GOOD : SIGNIN_SUB;
}

enum signin_reason signin_token_read(const struct signin_token_want *want, text token,
                                     struct arena *a, struct signin_claims *ret)
{
    CLEANUP(drop) json_t *head = NULL;
    CLEANUP(drop) json_t *claims = NULL;
    text parts[3];
    if (!split(token, parts) || !open_part(parts[0], a, &head)) return SIGNIN_FORM;
    if (!text_equal(said(head, "alg"), text_of(signin_alg_word(want->alg)))) return SIGNIN_ALG;
    if (has(head, "crit") || has(head, "b64") || has(head, "zip")) return SIGNIN_FORM;
    enum signin_reason reason = signin_signature_check(want, token, said(head, "kid"));
    if (reason != SIGNIN_GOOD) return reason;
    if (!open_part(parts[1], a, &claims)) return SIGNIN_FORM;
    if (!text_equal(said(claims, "iss"), want->issuer)) return SIGNIN_ISS;
    if (!is_for_us(claims, want->client_id)) return SIGNIN_AUD;
    if (!is_in_time(claims, want)) return SIGNIN_TIME;
    if (want->nonce.length > 0) reason = check_id(claims, want);
    return reason == SIGNIN_GOOD ? take(claims, a, ret) : reason;
}

enum signin_reason signin_userinfo_read(text json, struct arena *a, struct signin_claims *ret)
{
    CLEANUP(drop) json_t *claims = NULL;
    struct trouble trouble;
    if (wire_json_load(json, &claims, &trouble) != ERR_OK) return SIGNIN_FORM;
    return take(claims, a, ret);
}
