#include "store/agents.h"
#include "store/signin.h"

#include <sodium.h>
#include <string.h>

/* A session nobody used for a day is forgotten when the next one begins, whatever the limits. */
#define FORGOTTEN_AFTER (INT64_C(24) * 60 * 60 * 1000000)
/* The name shown, a line break, the provider's word. */
#define SEALED_MAX (LABEL_MAX + 1 + PROVIDER_WORD_MAX)

err store_session_add(struct store *store, const struct agent *agent, text shown,
                      text provider_word, int64_t now, char ret_token[TOKEN_LENGTH + 1])
{
    char token[TOKEN_LENGTH + 1], plain[SEALED_MAX];
    unsigned char hash[STORE_HASH_BYTES], sealed[SEALED_MAX + SEAL_OVERHEAD];
    struct writer out = WRITER(plain);
    if (shown.length > LABEL_MAX || provider_word.length > PROVIDER_WORD_MAX) return ERR_BAD_INPUT;
    write_text(&out, shown);
    write_character(&out, '\n');
    write_text(&out, provider_word);
    store_token_make(token, hash);
    store_seal(store->keys.agents, hash, writer_text(&out), sealed);
    sodium_memzero(plain, sizeof plain);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_SESSIONS_FORGET, VALUES(INTEGER(now - FORGOTTEN_AFTER))));
    TRY(store_run(store, SQL_SESSION_ADD,
                  VALUES(BYTES_OF(hash, sizeof hash), WORDS(text_of(agent->name)),
                         WORDS(store_role_word(agent->role)), WORDS(text_of(agent->body)),
                         INTEGER(now), BYTES_OF(sealed, out.length + SEAL_OVERHEAD))));
    TRY(store_turn_commit(&turn));
    memcpy(ret_token, token, sizeof token);
    return ERR_OK;
}

/* What is sealed in the session; `plain` has room for SEALED_MAX bytes. */
static err unseal(const struct store *store, const unsigned char hash[STORE_HASH_BYTES],
                  const struct rows *rows, char *plain, text *ret)
{
    text sealed = store_bytes(rows, 6);
    if (sealed.length < SEAL_OVERHEAD || sealed.length > SEALED_MAX + SEAL_OVERHEAD)
        return ERR_BROKEN;
    TRY(store_unseal(store->keys.agents, hash, sealed, (unsigned char *)plain));
    *ret = (text){plain, sealed.length - SEAL_OVERHEAD};
    return ERR_OK;
}

static err find_session(struct store *store, const unsigned char hash[STORE_HASH_BYTES],
                        struct session *ret)
{
    char plain[SEALED_MAX];
    text words;
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_SESSION_READ, VALUES(BYTES_OF(hash, STORE_HASH_BYTES)), &rows));
    struct session session = {.used_at = store_integer(&rows, 3),
                              .started_at = store_integer(&rows, 4),
                              .proven_at = store_integer(&rows, 5)};
    TRY(store_agent_read(&rows, &session.agent));
    TRY(unseal(store, hash, &rows, plain, &words));
    text shown = text_cut(&words, '\n');
    if (shown.length > LABEL_MAX) return ERR_BROKEN;
    if (shown.length > 0) memcpy(session.shown, shown.at, (size_t)shown.length);
    sodium_memzero(plain, sizeof plain);
    *ret = session;
    return ERR_OK;
}

err store_session_check(struct store *store, text token, int64_t now,
                        const struct session_limits *limits, bool uses, struct session *ret)
{
    unsigned char hash[STORE_HASH_BYTES];
    struct session session;
    int64_t age = 0, idle = 0;
    if (token.length != TOKEN_LENGTH) return ERR_NOT_FOUND;
    store_hash(token, hash);
    TRY(find_session(store, hash, &session));
    if (__builtin_sub_overflow(now, session.used_at, &idle) ||
        __builtin_sub_overflow(now, session.started_at, &age))
        return ERR_BROKEN;
    if (idle > limits->idle || age > limits->whole) return ERR_NOT_FOUND;
    if (uses && idle >= SESSION_NOTED_EVERY) { /* a clock set back does not shorten it */
        CLEANUP(store_turn_end) struct turn turn = {0};
        TRY(store_turn_write(store, &turn));
        TRY(store_run(store, SQL_SESSION_USED, VALUES(INTEGER(now), BYTES_OF(hash, sizeof hash))));
        TRY(store_turn_commit(&turn));
        session.used_at = now;
    }
    *ret = session;
    return ERR_OK;
}

static err prove(struct store *store, const unsigned char hash[STORE_HASH_BYTES], int64_t now)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    return store_row(store, SQL_SESSION_PROVEN,
                     VALUES(INTEGER(now), BYTES_OF(hash, STORE_HASH_BYTES)), &rows);
}

err store_session_prove(struct store *store, text token, int64_t now)
{
    unsigned char hash[STORE_HASH_BYTES];
    store_hash(token, hash);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(prove(store, hash, now));
    return store_turn_commit(&turn);
}

err store_session_provider_word(struct store *store, text token, struct arena *a, text *ret)
{
    unsigned char hash[STORE_HASH_BYTES];
    char plain[SEALED_MAX];
    text words;
    store_hash(token, hash);
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_SESSION_READ, VALUES(BYTES_OF(hash, sizeof hash)), &rows));
    TRY(unseal(store, hash, &rows, plain, &words));
    (void)text_cut(&words, '\n');
    *ret = arena_copy(a, words);
    sodium_memzero(plain, sizeof plain);
    return ERR_OK;
}

err store_session_end(struct store *store, text token)
{
    unsigned char hash[STORE_HASH_BYTES];
    store_hash(token, hash);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_SESSION_END, VALUES(BYTES_OF(hash, sizeof hash))));
    return store_turn_commit(&turn);
}

err store_sessions_end_of(struct store *store, text name)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_SESSIONS_END_OF, VALUES(WORDS(name))));
    return store_turn_commit(&turn);
}
