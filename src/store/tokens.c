#include "store/agents.h"
#include "store/signin.h"

#include <string.h>

static const struct word scopes[] = {
    [SCOPE_CLAIMS_WRITE] = {"claims:write", {"enregistrer des demandes", "record claims"}},
    [SCOPE_FILES_READ] = {"files:read", {"lire des dossiers", "read files"}},
    [SCOPE_FACTS_WRITE] = {"facts:write", {"enregistrer des faits", "record facts"}},
    [SCOPE_PAYMENTS_WRITE] = {"payments:write", {"remettre des paiements", "send payments"}},
    [SCOPE_DUTIES_READ] = {"duties:read", {"lire ce qui est à faire", "read what is due"}},
    [SCOPE_READS_READ] = {"reads:read", {"lire qui a consulté", "read who has read"}},
    [SCOPE_REPORTS] = {"reports", {"envoyer ou prendre des signalements", "send or take reports"}},
    [SCOPE_FIGURES] = {"figures", {"publier et lire les chiffres", "release and read figures"}},
};
const struct word_list store_scopes = {"scope", scopes, SCOPE_COUNT};

/* ---- scopes as the table keeps them: their words, which outlive the order of the enum ---- */

static text write_scopes(uint32_t bits, char room[256])
{
    struct writer out = {room, 0, 256, false};
    for (int i = 0; i < SCOPE_COUNT; i++) {
        if (!(bits & 1u << i)) continue;
        if (out.length > 0) write_character(&out, ' ');
        write_string(&out, scopes[i].word);
    }
    must(!out.full);
    return writer_text(&out);
}

static err read_scopes(text words, uint32_t *ret)
{
    uint32_t bits = 0;
    while (words.length > 0) {
        int scope = words_find(&store_scopes, text_cut(&words, ' '));
        if (scope < 0) return ERR_BROKEN;
        bits |= 1u << scope;
    }
    *ret = bits;
    return ERR_OK;
}

/* Columns 0 to 5: the agent's three, scopes, expires_at, revoked_at. */
static err read_token(const struct rows *rows, struct agent *ret_agent, struct grant *ret_grant)
{
    struct grant grant = {.expires_at = store_integer(rows, 4),
                          .revoked_at = store_integer(rows, 5)};
    TRY(read_scopes(store_bytes(rows, 3), &grant.scopes));
    TRY(store_agent_read(rows, ret_agent));
    *ret_grant = grant;
    return ERR_OK;
}

/* ---- tokens ---- */

static void handle_of(const unsigned char hash[STORE_HASH_BYTES], char ret[HANDLE_LENGTH + 1])
{
    struct writer out = {ret, 0, HANDLE_LENGTH + 1, false};
    write_hex(&out, hash, HANDLE_LENGTH / 2);
    (void)writer_string(&out);
}

err store_token_add(struct store *store, const struct agent *agent, const struct grant *grant,
                    char ret_token[TOKEN_LENGTH + 1])
{
    char token[TOKEN_LENGTH + 1], handle[HANDLE_LENGTH + 1], room[256];
    unsigned char hash[STORE_HASH_BYTES];
    store_token_make(token, hash);
    handle_of(hash, handle);
    text words = write_scopes(grant->scopes, room);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_TOKEN_ADD,
                  VALUES(BYTES_OF(hash, sizeof hash), WORDS(text_of(handle)),
                         WORDS(text_of(agent->name)), WORDS(store_role_word(agent->role)),
                         WORDS(text_of(agent->body)), WORDS(words), INTEGER(grant->made_at),
                         INTEGER(grant->expires_at))));
    TRY(store_turn_commit(&turn));
    memcpy(ret_token, token, sizeof token);
    return ERR_OK;
}

err store_token_check(struct store *store, text token, int64_t now, struct agent *ret,
                      uint32_t *ret_scopes)
{
    unsigned char hash[STORE_HASH_BYTES];
    struct agent agent;
    struct grant grant;
    if (token.length != TOKEN_LENGTH) return ERR_NOT_FOUND;
    store_hash(token, hash);
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_TOKEN_READ, VALUES(BYTES_OF(hash, sizeof hash)), &rows));
    TRY(read_token(&rows, &agent, &grant));
    if (grant.revoked_at != 0 || now >= grant.expires_at) return ERR_NOT_FOUND;
    *ret = agent;
    *ret_scopes = grant.scopes;
    return ERR_OK;
}

err store_tokens(struct store *store, text after, int max, struct listed_token *ret, int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    int count = 0;
    TRY(store_rows(store, SQL_TOKENS_LIST, VALUES(WORDS(after), INTEGER(max)), &rows));
    for (bool row = false; count < max; count++) {
        TRY(store_next(&rows, &row));
        if (!row) break;
        text handle = store_bytes(&rows, 6);
        if (handle.length != HANDLE_LENGTH) return ERR_BROKEN;
        ret[count] = (struct listed_token){0};
        TRY(read_token(&rows, &ret[count].agent, &ret[count].grant));
        memcpy(ret[count].handle, handle.at, HANDLE_LENGTH);
        ret[count].grant.made_at = store_integer(&rows, 7);
    }
    *ret_count = count;
    return ERR_OK;
}

static err revoke(struct store *store, text handle, int64_t now)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    return store_row(store, SQL_TOKEN_REVOKE, VALUES(INTEGER(now), WORDS(handle)), &rows);
}

err store_token_revoke(struct store *store, text handle, int64_t now)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(revoke(store, handle, now));
    return store_turn_commit(&turn);
}
