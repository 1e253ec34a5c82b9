/* Who comes in, by which proof, for how long: local accounts, tokens, sessions, and what wrong
 * proofs cost. Nothing here can be used again by who copies the store: passwords are argon2id,
 * tokens, session words and recovery codes hashes, the secret of a second factor is sealed. Moments
 * are microseconds since 1970 and are given. May include: base, law, case. */
#ifndef STORE_SIGNIN_H
#define STORE_SIGNIN_H
#include "store/store.h"

/* ---- local accounts ---- */

#define PASSWORD_CHARACTERS_MIN 12
/* Agents that a provider of identities vouches for are named so; no local account is. */
#define PROVIDED_NAME_START "idp-"

/* The password is kept as argon2id only. With `second`, nobody comes in before store_account_second
 * has given the account its codes. BAD_INPUT for a password shorter than PASSWORD_CHARACTERS_MIN or
 * equal to the name, or for a name of a provided agent; CONFLICT when the name is taken. */
MUST_USE err store_account_add(struct store *store, const struct agent *agent, text password,
                               bool second);

/* What proves who one is. code: six digits that serve once, within a step of 30 s before or after,
 * or one of the recovery codes; blanks and hyphens in it do not count. */
struct proof {
    text name, password, code;
};
/* NOT_FOUND for a wrong name, password or code, after the same work for all of them. */
MUST_USE err store_account_check(struct store *store, const struct proof *proof, int64_t now,
                                 struct agent *ret);

/* A new second factor, shown once: the one before and its recovery codes are worth nothing any
 * more, and the account's sessions end. NOT_FOUND. */
#define SECOND_SECRET_LENGTH 32 /* base32 of 20 bytes */
#define RECOVERY_CODES       8
#define RECOVERY_CODE_LENGTH 16 /* base32 of 10 bytes: 80 bits */
struct second_factor {
    char secret[SECOND_SECRET_LENGTH + 1];
    char recovery[RECOVERY_CODES][RECOVERY_CODE_LENGTH + 1];
};
MUST_USE err store_account_second(struct store *store, text name, struct second_factor *ret);
void store_second_wipe(struct second_factor *second);

/* ---- tokens of the interface ---- */

enum scope {
    SCOPE_CLAIMS_WRITE,
    SCOPE_FILES_READ,
    SCOPE_FACTS_WRITE,
    SCOPE_PAYMENTS_WRITE,
    SCOPE_DUTIES_READ,
    SCOPE_READS_READ,
    SCOPE_REPORTS,
    SCOPE_FIGURES,
    SCOPE_COUNT
};
extern const struct word_list store_scopes; /* "claims:write", "files:read", ... */

/* A bearer token for an agent: kept as a hash only, shown once. It opens what its scopes say, and
 * of that what its role may. */
#define HANDLE_LENGTH 16 /* names a token when it is listed or revoked; opens nothing */
struct grant {
    uint32_t scopes;                         /* bits of enum scope */
    int64_t made_at, expires_at, revoked_at; /* revoked_at: 0 while it stands */
};
MUST_USE err store_token_add(struct store *store, const struct agent *agent,
                             const struct grant *grant, char ret_token[TOKEN_LENGTH + 1]);
/* NOT_FOUND alike for one that never was, is expired or revoked. */
MUST_USE err store_token_check(struct store *store, text token, int64_t now, struct agent *ret,
                               uint32_t *ret_scopes);
struct listed_token {
    char handle[HANDLE_LENGTH + 1];
    struct agent agent;
    struct grant grant;
};
/* By handle, those above `after` ("" for the first ones), at most `max`. */
MUST_USE err store_tokens(struct store *store, text after, int max, struct listed_token *ret,
                          int *ret_count);
/* NOT_FOUND also for one revoked before. */
MUST_USE err store_token_revoke(struct store *store, text handle, int64_t now);

/* ---- sessions ---- */

#define PROVIDER_WORD_MAX 4096
struct session {
    struct agent agent;
    char shown[LABEL_MAX + 1]; /* how the page's head calls the agent */
    int64_t started_at, used_at;
    int64_t proven_at; /* the last proof of who it is */
};
struct session_limits {
    int64_t idle;  /* ends so long after its last use */
    int64_t whole; /* and so long after its beginning, whatever its use */
};
/* After sign-in; always a new word. provider_word: the provider's ID token, for the way out; empty
 * for a local account. */
MUST_USE err store_session_add(struct store *store, const struct agent *agent, text shown,
                               text provider_word, int64_t now, char ret_token[TOKEN_LENGTH + 1]);
/* NOT_FOUND past a limit. `uses` moves the last use to `now`, noted every SESSION_NOTED_EVERY;
 * without it the session only is looked at. */
#define SESSION_NOTED_EVERY (INT64_C(15) * 1000000)
MUST_USE err store_session_check(struct store *store, text token, int64_t now,
                                 const struct session_limits *limits, bool uses,
                                 struct session *ret);
/* Who it is was proven again. */
MUST_USE err store_session_prove(struct store *store, text token, int64_t now);
/* The provider's word, or the empty text. NOT_FOUND without a session. */
MUST_USE err store_session_provider_word(struct store *store, text token, struct arena *a,
                                         text *ret);
MUST_USE err store_session_end(struct store *store, text token);
/* All sessions of that agent, on every device. */
MUST_USE err store_sessions_end_of(struct store *store, text name);

/* ---- wrong proofs ---- */

/* Wrong proofs cost time to the pair of a device and a secret: what is guessed (an account, a
 * file's code) is never locked for everybody, so nobody can lock another out. The pair is counted
 * whether or not what it guesses exists. `device`: a device's own word when it has come in before,
 * else an address. */
struct pair {
    unsigned char bytes[STORE_HASH_BYTES];
};
struct pair store_pair(const struct store *store, text device, text secret);

#define ATTEMPTS_FREE     3                         /* then the wait doubles, from two seconds on */
#define ATTEMPT_WAIT_MAX  (INT64_C(900) * 1000000)  /* to a quarter of an hour */
#define ATTEMPTS_KEPT_FOR (INT64_C(3600) * 1000000) /* an hour without a wrong one clears it */
/* Before the proof is looked at: counts it as wrong until store_attempt_passed says otherwise, so
 * that guesses made at once all count. FORBIDDEN while the pair has to wait, with the microseconds
 * left in *ret_wait; the proof must then not be looked at. */
MUST_USE err store_attempt(struct store *store, const struct pair *pair, int64_t now,
                           int64_t *ret_wait);
MUST_USE err store_attempt_passed(struct store *store, const struct pair *pair);

/* A device that came in under that name: `nonce` (any word) signed. The sign is empty of meaning
 * for who has not the store's key. */
#define DEVICE_SIGN_LENGTH 43
void store_device_sign(const struct store *store, text name, text nonce,
                       char ret[DEVICE_SIGN_LENGTH + 1]);

/* ---- what serves once ---- */

/* Three words of one secret: nobody who sees one can tell another. */
void store_derive_word(const struct store *store, const char *use, text secret,
                       char ret[TOKEN_LENGTH + 1]);
/* CONFLICT when it has served before; remembered for a day. */
MUST_USE err store_serve_once(struct store *store, text word, int64_t now);

#endif
