#include "store/agents.h"

#include <sodium.h>
#include <string.h>

/* Argon2id with 19 MiB and three passes. OWASP's second choice has two: a third costs an office a
 * few milliseconds more a day; the larger settings of libsodium (64 MiB) would not fit a
 * worker's 32. */
#define PASSWORD_PASSES    3
#define PASSWORD_MEMORY    ((size_t)19 * 1024 * 1024)
#define PASSWORD_BYTES_MAX 1024

/* Some password hashed with those settings, for names that have no account. */
static const char hash_of_nobody[crypto_pwhash_STRBYTES] =
    "$argon2id$v=19$m=19456,t=3,p=1$XYOhDTyWPZugthRdUOfsiw"
    "$Uvwpv3bJISsu1w+bdoQzsXHD2gH0H89Ppd7pMAEGct8";

static const struct word roles[] = {
#define ROLE(name, word, fr, en) {word, {fr, en}},
#include "store/roles.def"
};
const struct word_list store_roles = {"role", roles, ROLE_COUNT};

text store_role_word(enum role role)
{
    must(role >= 0 && role < ROLE_COUNT);
    return text_of(roles[role].word);
}

err store_agent_read(const struct rows *rows, struct agent *ret)
{
    text name = store_bytes(rows, 0), body = store_bytes(rows, 2);
    int role = words_find(&store_roles, store_bytes(rows, 1));
    if (role < 0 || name.length > LABEL_MAX || body.length > BODY_CODE_MAX) return ERR_BROKEN;
    struct agent agent = {.role = (enum role)role};
    if (name.length > 0) memcpy(agent.name, name.at, (size_t)name.length);
    if (body.length > 0) memcpy(agent.body, body.at, (size_t)body.length);
    *ret = agent;
    return ERR_OK;
}

err store_account_add(struct store *store, const struct agent *agent, text password)
{
    char hash[crypto_pwhash_STRBYTES];
    if (password.length < 1 || password.length > PASSWORD_BYTES_MAX) return ERR_BAD_INPUT;
    if (crypto_pwhash_str(hash, password.at, (unsigned long long)password.length, PASSWORD_PASSES,
                          PASSWORD_MEMORY) != 0)
        return ERR_HOST;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_ACCOUNT_ADD,
                  VALUES(WORDS(text_of(agent->name)), WORDS(store_role_word(agent->role)),
                         WORDS(text_of(agent->body)), WORDS(text_of(hash)))));
    return store_turn_commit(&turn);
}

/* The account and its hash; nobody's hash when there is no such name. */
static err find_account(struct store *store, text name, struct agent *ret,
                        char ret_hash[crypto_pwhash_STRBYTES], bool *ret_found)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    memcpy(ret_hash, hash_of_nobody, crypto_pwhash_STRBYTES);
    *ret_found = false;
    err e = store_row(store, SQL_ACCOUNT_READ, VALUES(WORDS(name)), &rows);
    if (e == ERR_NOT_FOUND) return ERR_OK;
    if (e != ERR_OK) return e;
    text hash = store_bytes(&rows, 3);
    if (hash.length < 1 || hash.length >= crypto_pwhash_STRBYTES) return ERR_BROKEN;
    TRY(store_agent_read(&rows, ret));
    memset(ret_hash, 0, crypto_pwhash_STRBYTES);
    memcpy(ret_hash, hash.at, (size_t)hash.length);
    *ret_found = true;
    return ERR_OK;
}

err store_account_check(struct store *store, text name, text password, struct agent *ret)
{
    char hash[crypto_pwhash_STRBYTES];
    struct agent agent = {0};
    bool found = false;
    TRY(find_account(store, name, &agent, hash, &found));
    bool too_long = password.length > PASSWORD_BYTES_MAX;
    unsigned long long length = too_long ? 0 : (unsigned long long)password.length;
    bool right = crypto_pwhash_str_verify(hash, length > 0 ? password.at : "", length) == 0;
    if (!found || !right || too_long) return ERR_NOT_FOUND;
    *ret = agent;
    return ERR_OK;
}

err store_fund_account_set(struct store *store, const struct fund *fund,
                           const struct fund_account *account)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_FUND_SET,
                  VALUES(WORDS(text_of(fund->code)), WORDS(text_of(account->holder)),
                         WORDS(text_of(account->iban)))));
    return store_turn_commit(&turn);
}

err store_fund_account(struct store *store, const struct fund *fund, struct fund_account *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_FUND_READ, VALUES(WORDS(text_of(fund->code))), &rows));
    struct fund_account account = {0};
    text holder = store_bytes(&rows, 0), iban = store_bytes(&rows, 1);
    if (holder.length >= (ptrdiff_t)sizeof account.holder) return ERR_BROKEN;
    if (iban.length >= (ptrdiff_t)sizeof account.iban) return ERR_BROKEN;
    if (holder.length > 0) memcpy(account.holder, holder.at, (size_t)holder.length);
    if (iban.length > 0) memcpy(account.iban, iban.at, (size_t)iban.length);
    *ret = account;
    return ERR_OK;
}
