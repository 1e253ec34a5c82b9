#include <sodium.h>

#include "signin/inside.h"
#include "wire/out.h"
#include "wire/wire.h"

/* The addresses a browser is sent to. Only parameters the provider lists: one it does not know
 * would be answered by an error. */

void signin_write_part(struct writer *out, bool first, const char *name, text value)
{
    if (!first) write_character(out, '&');
    write_string(out, name);
    write_character(out, '=');
    for (ptrdiff_t i = 0; i < value.length; i++) {
        unsigned char c = (unsigned char)value.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) {
            write_character(out, (char)c);
        } else {
            write_character(out, '%');
            write_hex(out, &c, 1);
        }
    }
}

void signin_digest(text bytes, ptrdiff_t length, char ret[45])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)bytes.at, (unsigned long long)bytes.length);
    (void)sodium_bin2base64(ret, 45, hash, (size_t)length,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* {"id_token":{"acr":{"essential":true,"values":["eidas2"]}}} */
static text claims_of(const struct signin_config *config, struct arena *a)
{
    struct writer out = wire_out_begin(a);
    write_string(&out, "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[");
    for (int i = 0; i < config->acr_count; i++) {
        if (i > 0) write_character(&out, ',');
        write_json_string(&out, text_of(config->acr[i]));
    }
    write_string(&out, "]}}}");
    return wire_out_end(a, &out);
}

static bool has_query(text address)
{
    text rest = address;
    return text_cut(&rest, '?').length < address.length;
}

text signin_way_there(const struct signin_config *config, const struct signin_places *places,
                      const struct signin_words *words, struct arena *a)
{
    char challenge[45];
    signin_digest(words->verifier, crypto_hash_sha256_BYTES, challenge);
    text claims = claims_of(config, a);
    if (!claims.at) return claims;
    struct writer out = wire_out_begin(a);
    write_text(&out, places->authorize);
    write_character(&out, has_query(places->authorize) ? '&' : '?');
    signin_write_part(&out, true, "response_type", T("code"));
    signin_write_part(&out, false, "client_id", text_of(config->client_id));
    signin_write_part(&out, false, "redirect_uri", text_of(config->redirect_uri));
    signin_write_part(&out, false, "scope", text_of(config->scope));
    signin_write_part(&out, false, "state", words->state);
    signin_write_part(&out, false, "nonce", words->nonce);
    signin_write_part(&out, false, "prompt", T("login"));
    signin_write_part(&out, false, "claims", claims);
    signin_write_part(&out, false, "code_challenge", text_of(challenge));
    signin_write_part(&out, false, "code_challenge_method", T("S256"));
    return wire_out_end(a, &out);
}

text signin_way_out(const struct signin_config *config, const struct signin_places *places,
                    text id_token, text state, struct arena *a)
{
    struct writer out = wire_out_begin(a);
    write_text(&out, places->end_session);
    write_character(&out, has_query(places->end_session) ? '&' : '?');
    signin_write_part(&out, true, "id_token_hint", id_token);
    signin_write_part(&out, false, "state", state);
    signin_write_part(&out, false, "post_logout_redirect_uri", text_of(config->after_logout_uri));
    return wire_out_end(a, &out);
}
