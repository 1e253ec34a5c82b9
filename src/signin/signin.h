/* Agents that a provider of identities vouches for: OpenID Connect, authorization code with PKCE.
 * Who asks the provider runs apart from the pages (a helper of host's) and holds the client's
 * secret; the pages hold neither secret nor network, and get either a person or a reason why not.
 *
 * Clock, chance and network are given: everything here can be run by a test. May include: base,
 * wire. */
#ifndef SIGNIN_SIGNIN_H
#define SIGNIN_SIGNIN_H
#include "base/arena.h"

enum signin_reason {
    SIGNIN_GOOD,
#define REASON(name, word) SIGNIN_##name,
#include "signin/reasons.def"
    SIGNIN_REASON_COUNT
};
/* The word of a reason, for the log. */
const char *signin_reason_word(enum signin_reason reason);

/* ---- what an office writes down ---- */

#define SIGNIN_URL_MAX    512
#define SIGNIN_WORD_MAX   255
#define SIGNIN_ACR_MAX    8
#define SIGNIN_AGENTS_MAX 256

enum signin_alg { SIGNIN_RS256, SIGNIN_ES256, SIGNIN_HS256 };

/* Who comes from where is what here. unit: empty for every unit of that siret. */
struct signin_agents {
    char siret[15], unit[65], body[17], role[33];
};
struct signin_config {
    char issuer[SIGNIN_URL_MAX + 1]; /* as registered, to the last sign */
    char client_id[SIGNIN_WORD_MAX + 1];
    char secret_file[SIGNIN_URL_MAX + 1], ca_file[SIGNIN_URL_MAX + 1]; /* ca_file: or empty */
    char redirect_uri[SIGNIN_URL_MAX + 1], after_logout_uri[SIGNIN_URL_MAX + 1];
    char scope[SIGNIN_WORD_MAX + 1];
    char acr[SIGNIN_ACR_MAX][SIGNIN_WORD_MAX + 1]; /* one of them is needed: two factors */
    int acr_count;
    enum signin_alg alg;     /* of the ID token and of a signed userinfo; no other is looked at */
    bool userinfo_signed;    /* else JSON over the same TLS */
    int64_t timeout_seconds; /* for one question to the provider */
    struct signin_agents agents[SIGNIN_AGENTS_MAX];
    int agents_count;
};
/* Reads the configuration, JSON. BAD_INPUT with the place of the first thing that is wrong; every
 * address is https, or http on this machine's own loopback. */
MUST_USE err signin_config_read(text json, struct signin_config *ret, struct trouble *trouble);
/* NULL when nobody of that siret and unit is anything here. */
const struct signin_agents *signin_agents_of(const struct signin_config *config, text siret,
                                             text unit);
/* https, or http to 127.0.0.1, [::1] or localhost. */
bool signin_address_is_safe(text address);

/* ---- the way there and the way out ---- */

/* Three words nobody can guess, one of another: kept by the browser alone. 43 letters each. */
struct signin_words {
    text state, nonce, verifier;
};
struct signin_places {
    text authorize, end_session; /* end_session: empty when the provider has none */
};
/* Where the browser is sent; the empty text when the arena is too small. */
text signin_way_there(const struct signin_config *config, const struct signin_places *places,
                      const struct signin_words *words, struct arena *a);
text signin_way_out(const struct signin_config *config, const struct signin_places *places,
                    text id_token, text state, struct arena *a);

/* ---- tokens ---- */

#define SIGNIN_TOKEN_MAX 16384
struct signin_token_want {
    enum signin_alg alg;
    text issuer, client_id;
    text secret;       /* of the client, for HS256 */
    text keys;         /* the provider's key set, JSON */
    text nonce;        /* empty: of a userinfo, which has none and no acr */
    text access_token; /* its at_hash, when there is one, must be of this */
    const struct signin_config *config;
    int64_t now, asked_at; /* seconds; asked_at: when the browser was sent there */
};
struct signin_claims {
    text sub, acr, siret, unit, given_name, usual_name;
};
/* A token of three parts: its alg is the one wanted, its signature that of the one key of the set
 * it names, its claims right. Looks nowhere but in `keys`, whatever the token's head says. The
 * slices live in the arena. */
MUST_USE enum signin_reason signin_token_read(const struct signin_token_want *want, text token,
                                              struct arena *a, struct signin_claims *ret);
/* The same claims from JSON without signature. */
MUST_USE enum signin_reason signin_userinfo_read(text json, struct arena *a,
                                                 struct signin_claims *ret);

/* ---- the provider ---- */

struct signin_endpoints {
    char authorize[SIGNIN_URL_MAX + 1], token[SIGNIN_URL_MAX + 1], userinfo[SIGNIN_URL_MAX + 1];
    char keys[SIGNIN_URL_MAX + 1], end_session[SIGNIN_URL_MAX + 1];
};
/* What the provider says of itself; its issuer must be the one configured. BAD_INPUT. */
MUST_USE err signin_discovery_read(const struct signin_config *config, text json,
                                   struct signin_endpoints *ret);

/* ---- who asks the provider ---- */

#define SIGNIN_ANSWER_MAX 65536 /* bytes of an answer of the provider */
struct signin_question {
    const char *address;
    text form;   /* sent by POST; empty: GET */
    text bearer; /* or empty */
};
/* Any error: not reached in time, or too long an answer. ret_body lives in the arena. */
typedef err signin_fetch(void *context, const struct signin_question *question, struct arena *a,
                         int *ret_status, text *ret_body);

struct signin_asker {
    const struct signin_config *config;
    text secret;
    signin_fetch *fetch;
    void *context;
    struct signin_endpoints endpoints;
    bool known;
    int64_t known_at, tried_at, keys_at; /* seconds */
    char keys[SIGNIN_ANSWER_MAX];
    ptrdiff_t keys_length;
};

/* Learns what the provider says of itself, once and then every hour; when it could not, again no
 * sooner than in two seconds. */
MUST_USE enum signin_reason signin_learn(struct signin_asker *asker, int64_t now, struct arena *a);

/* A person the provider vouches for. */
struct signin_person {
    text sub, siret, unit, shown, id_token;
};
struct signin_return {
    text code, nonce, verifier;
    int64_t asked_at;
};
/* Exchanges the code and checks all there is to check. */
MUST_USE enum signin_reason signin_exchange(struct signin_asker *asker,
                                            const struct signin_return *given, int64_t now,
                                            struct arena *a, struct signin_person *ret);

/* ---- between the pages and who asks: messages ---- */

#define SIGNIN_MESSAGE_MAX 32768

/* The asker's side: one request in, one reply out. BAD_INPUT for what is no request. */
MUST_USE err signin_answer(struct signin_asker *asker, int64_t now, text request, struct arena *a,
                           text *ret_reply);

/* The pages' side. Any error of the transport is SIGNIN_DOWN. */
typedef err signin_call(void *context, const void *request, size_t size, void *reply, size_t max,
                        size_t *ret_size);
struct signin_line {
    signin_call *call;
    void *context;
};
MUST_USE enum signin_reason signin_ask_places(const struct signin_line *line, struct arena *a,
                                              struct signin_places *ret);
MUST_USE enum signin_reason signin_ask_person(const struct signin_line *line,
                                              const struct signin_return *given, struct arena *a,
                                              struct signin_person *ret);

#endif
