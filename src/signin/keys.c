#include "signin/keys.h"

#include <rhonabwy.h>
#include <string.h>

#include "signin/inside.h"

/* A key as rhonabwy gets it holds its numbers alone: with the members that say where else to look
 * (x5u, x5c), the library would look there. */

#define KEYS_MAX     32
#define RSA_BITS_MIN 2048

static const struct {
    const char *word, *kty, *curve;
    const char *numbers[2];
    jwa_alg alg;
} kinds[] = {
    [SIGNIN_RS256] = {"RS256", "RSA", NULL, {"n", "e"}, R_JWA_ALG_RS256},
    [SIGNIN_ES256] = {"ES256", "EC", "P-256", {"x", "y"}, R_JWA_ALG_ES256},
    [SIGNIN_HS256] = {"HS256", "oct", NULL, {NULL, NULL}, R_JWA_ALG_HS256},
};

const char *signin_alg_word(enum signin_alg alg) { return kinds[alg].word; }

static void drop_key(jwk_t **key) { r_jwk_free(*key); }
static void drop_token(jws_t **token) { r_jws_free(*token); }
static void drop_json(json_t **json) { wire_json_drop(json); }

/* ---- the set ---- */

static bool says(const json_t *key, const char *name, const char *value)
{
    const char *said = json_string_value(json_object_get(key, name));
    return said && strcmp(said, value) == 0;
}

static bool is_silent(const json_t *key, const char *name) { return !json_object_get(key, name); }

static bool fits(const json_t *key, enum signin_alg alg, text kid)
{
    const char *own = json_string_value(json_object_get(key, "kid"));
    if (!json_is_object(key) || !says(key, "kty", kinds[alg].kty)) return false;
    if (!is_silent(key, "use") && !says(key, "use", "sig")) return false;
    if (!is_silent(key, "alg") && !says(key, "alg", kinds[alg].word)) return false;
    if (kinds[alg].curve && !says(key, "crv", kinds[alg].curve)) return false;
    return kid.length == 0 || (own && text_equal(kid, text_of(own)));
}

/* The one that fits; two of them, and nobody knows which is meant. */
static const json_t *find(json_t *set, enum signin_alg alg, text kid)
{
    json_t *keys = json_object_get(set, "keys");
    const json_t *found = NULL;
    size_t count = json_array_size(keys);
    if (!json_is_array(keys) || count > KEYS_MAX) return NULL;
    for (size_t i = 0; i < count; i++) {
        const json_t *key = json_array_get(keys, i);
        if (!fits(key, alg, kid)) continue;
        if (found) return NULL;
        found = key;
    }
    return found;
}

/* ---- the key ---- */

static bool take_numbers(const json_t *from, enum signin_alg alg, jwk_t *to)
{
    if (r_jwk_set_property_str(to, "kty", kinds[alg].kty) != RHN_OK) return false;
    if (kinds[alg].curve && r_jwk_set_property_str(to, "crv", kinds[alg].curve) != RHN_OK)
        return false;
    for (int i = 0; i < 2; i++) {
        const char *number = json_string_value(json_object_get(from, kinds[alg].numbers[i]));
        if (!number || r_jwk_set_property_str(to, kinds[alg].numbers[i], number) != RHN_OK)
            return false;
    }
    return true;
}

static bool is_long_enough(jwk_t *key, enum signin_alg alg)
{
    unsigned bits = 0;
    int kind = r_jwk_key_type(key, &bits, R_FLAG_IGNORE_REMOTE);
    if (!(kind & R_KEY_TYPE_PUBLIC)) return false;
    return alg != SIGNIN_RS256 || bits >= RSA_BITS_MIN;
}

static bool take_key(const struct signin_token_want *want, text kid, jwk_t *ret)
{
    CLEANUP(drop_json) json_t *set = NULL;
    struct trouble trouble;
    if (want->alg == SIGNIN_HS256)
        return want->secret.length >= 32 &&
               r_jwk_import_from_symmetric_key(ret, (const unsigned char *)want->secret.at,
                                               (size_t)want->secret.length) == RHN_OK;
    if (wire_json_load(want->keys, &set, &trouble) != ERR_OK) return false;
    const json_t *found = find(set, want->alg, kid);
    return found && take_numbers(found, want->alg, ret) && is_long_enough(ret, want->alg);
}

/* ---- the signature ---- */

enum signin_reason signin_signature_check(const struct signin_token_want *want, text token,
                                          text kid)
{
    CLEANUP(drop_key) jwk_t *key = NULL;
    CLEANUP(drop_token) jws_t *jws = NULL;
    if (r_jwk_init(&key) != RHN_OK || r_jws_init(&jws) != RHN_OK) return SIGNIN_KEY;
    if (!take_key(want, kid, key)) return SIGNIN_KEY;
    if (r_jws_advanced_parsen(jws, token.at, (size_t)token.length, R_PARSE_NONE,
                              R_FLAG_IGNORE_REMOTE) != RHN_OK)
        return SIGNIN_FORM;
    if (r_jws_get_alg(jws) != kinds[want->alg].alg) return SIGNIN_ALG;
    return r_jws_verify_signature(jws, key, R_FLAG_IGNORE_REMOTE) == RHN_OK ? SIGNIN_GOOD
                                                                            : SIGNIN_SIGNATURE;
}
