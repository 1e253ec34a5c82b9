#include "store/agents.h"

#include <string.h>

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
