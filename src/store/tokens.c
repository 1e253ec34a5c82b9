#include "store/agents.h"

#include <string.h>

/* A session nobody used for a day is forgotten when the next one begins, whatever the idle limit.
 */
#define FORGOTTEN_AFTER (INT64_C(24) * 60 * 60 * 1000000)

/* ---- tokens ---- */

err store_token_add(struct store *store, const struct agent *agent,
                    char ret_token[TOKEN_LENGTH + 1])
{
    char token[TOKEN_LENGTH + 1];
    unsigned char hash[STORE_HASH_BYTES];
    store_token_make(token, hash);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_TOKEN_ADD,
                  VALUES(BYTES_OF(hash, sizeof hash), WORDS(text_of(agent->name)),
                         WORDS(store_role_word(agent->role)), WORDS(text_of(agent->body)))));
    TRY(store_turn_commit(&turn));
    memcpy(ret_token, token, sizeof token);
    return ERR_OK;
}

err store_token_check(struct store *store, text token, struct agent *ret)
{
    unsigned char hash[STORE_HASH_BYTES];
    if (token.length != TOKEN_LENGTH) return ERR_NOT_FOUND;
    store_hash(token, hash);
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_TOKEN_READ, VALUES(BYTES_OF(hash, sizeof hash)), &rows));
    return store_agent_read(&rows, ret);
}

/* ---- sessions ---- */

err store_session_add(struct store *store, const struct agent *agent, int64_t now,
                      char ret_token[TOKEN_LENGTH + 1])
{
    char token[TOKEN_LENGTH + 1];
    unsigned char hash[STORE_HASH_BYTES];
    store_token_make(token, hash);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_SESSIONS_FORGET, VALUES(INTEGER(now - FORGOTTEN_AFTER))));
    TRY(store_run(store, SQL_SESSION_ADD,
                  VALUES(BYTES_OF(hash, sizeof hash), WORDS(text_of(agent->name)),
                         WORDS(store_role_word(agent->role)), WORDS(text_of(agent->body)),
                         INTEGER(now))));
    TRY(store_turn_commit(&turn));
    memcpy(ret_token, token, sizeof token);
    return ERR_OK;
}

static err find_session(struct store *store, const unsigned char hash[STORE_HASH_BYTES],
                        struct agent *ret, int64_t *ret_used_at)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_SESSION_READ, VALUES(BYTES_OF(hash, STORE_HASH_BYTES)), &rows));
    TRY(store_agent_read(&rows, ret));
    *ret_used_at = store_integer(&rows, 3);
    return ERR_OK;
}

err store_session_check(struct store *store, text token, int64_t now, int64_t idle_limit,
                        struct agent *ret)
{
    unsigned char hash[STORE_HASH_BYTES];
    struct agent agent;
    int64_t used_at = 0, idle = 0;
    if (token.length != TOKEN_LENGTH) return ERR_NOT_FOUND;
    store_hash(token, hash);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(find_session(store, hash, &agent, &used_at));
    if (__builtin_sub_overflow(now, used_at, &idle)) return ERR_BROKEN;
    if (idle > idle_limit) return ERR_NOT_FOUND;
    int64_t used = idle > 0 ? now : used_at; /* a clock set back does not shorten it */
    TRY(store_run(store, SQL_SESSION_USED, VALUES(INTEGER(used), BYTES_OF(hash, sizeof hash))));
    TRY(store_turn_commit(&turn));
    *ret = agent;
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
