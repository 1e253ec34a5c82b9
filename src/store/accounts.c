#include "store/agents.h"
#include "store/password.h"
#include "store/second.h"

#include <string.h>

static bool is_good_password(text name, text password)
{
    return password.length <= PASSWORD_BYTES_MAX &&
           store_password_characters(password) >= PASSWORD_CHARACTERS_MIN &&
           !text_equal(name, password);
}

err store_account_add(struct store *store, const struct agent *agent, text password, bool second)
{
    char hash[crypto_pwhash_STRBYTES];
    text name = text_of(agent->name);
    if (!is_good_password(name, password)) return ERR_BAD_INPUT;
    if (text_starts_with(name, T(PROVIDED_NAME_START))) return ERR_BAD_INPUT;
    TRY(store_password_hash(password, hash));
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_ACCOUNT_ADD,
                  VALUES(WORDS(name), WORDS(store_role_word(agent->role)),
                         WORDS(text_of(agent->body)), WORDS(text_of(hash)), INTEGER(second),
                         BYTES_OF("", 0))));
    return store_turn_commit(&turn);
}

/* An account as it is checked; of nobody when there is none of that name: everything that follows
 * is done for nobody too. */
struct account {
    struct agent agent;
    char hash[crypto_pwhash_STRBYTES];
    unsigned char sealed[SEALED_SECRET_BYTES];
    ptrdiff_t sealed_length;
    int64_t step;
    bool found, second;
};

static err find_account(struct store *store, text name, struct account *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    *ret = (struct account){.second = true};
    memcpy(ret->hash, store_password_of_nobody, sizeof ret->hash);
    err e = store_row(store, SQL_ACCOUNT_READ, VALUES(WORDS(name)), &rows);
    if (e == ERR_NOT_FOUND) return ERR_OK;
    if (e != ERR_OK) return e;
    text hash = store_bytes(&rows, 3), sealed = store_bytes(&rows, 5);
    if (hash.length < 1 || hash.length >= crypto_pwhash_STRBYTES) return ERR_BROKEN;
    if (sealed.length > SEALED_SECRET_BYTES) return ERR_BROKEN;
    TRY(store_agent_read(&rows, &ret->agent));
    memset(ret->hash, 0, sizeof ret->hash);
    memcpy(ret->hash, hash.at, (size_t)hash.length);
    if (sealed.length > 0) memcpy(ret->sealed, sealed.at, (size_t)sealed.length);
    ret->sealed_length = sealed.length;
    ret->second = store_integer(&rows, 4) != 0;
    ret->step = store_integer(&rows, 6);
    ret->found = true;
    return ERR_OK;
}

err store_account_check(struct store *store, const struct proof *proof, int64_t now,
                        struct agent *ret)
{
    struct account account;
    struct second_found code;
    TRY(find_account(store, proof->name, &account));
    bool right = store_password_is(account.hash, proof->password);
    struct second_kept kept = {{(const char *)account.sealed, account.sealed_length}, account.step};
    TRY(store_second_find(store, proof, &kept, now, &code));
    if (account.second && !code.is_step && !code.is_recovery) right = false;
    if (!account.found || !right) return ERR_NOT_FOUND;
    if (account.second) {
        CLEANUP(store_turn_end) struct turn turn = {0};
        TRY(store_turn_write(store, &turn));
        TRY(store_second_take(store, proof->name, &code));
        TRY(store_turn_commit(&turn));
    }
    *ret = account.agent;
    return ERR_OK;
}
