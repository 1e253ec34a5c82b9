#include "store/internal.h"
#include "store/parties.h"

#include <string.h>

/* Who the agents are, what is kept from them, and who handles a file in their stead. */

int64_t store_agent_number(const struct store *store, text name)
{
    return store_alias(store, T("agent"), name, (file_number){0});
}

/* ---- profiles ---- */

static err seal_name(struct store *store, int64_t agent, text name,
                     unsigned char ret[LABEL_MAX + SEAL_OVERHEAD])
{
    if (name.length < 1 || name.length > LABEL_MAX) return ERR_BAD_INPUT;
    struct bound bound = store_bound(SEALED_AGENT, (file_number){0}, agent, 0);
    store_seal(store->keys.parties, bound.bytes, name, ret);
    return ERR_OK;
}

static err write_profile(struct store *store, int64_t agent, text name, text words)
{
    unsigned char sealed[PROFILE_WORDS_MAX + SEAL_OVERHEAD], own[LABEL_MAX + SEAL_OVERHEAD];
    if (words.length > PROFILE_WORDS_MAX) return ERR_BAD_INPUT;
    const struct keeper *keeper = &store->keeper;
    struct wrapped_key key;
    /* No file has a negative number. */
    struct piece piece = {SEALED_VAULT, {-agent}, 0, VAULT_PERSON};
    TRY(seal_name(store, agent, name, own));
    TRY(keeper->does->make_key(keeper->context, piece.file, &key));
    TRY(keeper->does->seal(keeper->context, &piece, &key, words, sealed));
    return store_run(store, SQL_PROFILE_SET,
                     VALUES(INTEGER(agent), BYTES_OF(own, name.length + SEAL_OVERHEAD),
                            BYTES_OF(key.bytes, KEEPER_WRAPPED_BYTES),
                            BYTES_OF(sealed, words.length + SEAL_OVERHEAD)));
}

static err write_keys(struct store *store, const struct seekers *seekers)
{
    for (int i = 0; i < seekers->count; i++) {
        const struct party_keys *keys = seekers->people[i];
        for (int k = 0; k < keys->count; k++)
            TRY(store_run(store, SQL_AGENT_KEY_ADD,
                          VALUES(BYTES_OF(keys->keys[k].bytes, PARTY_KEY_BYTES),
                                 INTEGER(seekers->agent), INTEGER(i),
                                 INTEGER(keys->keys[k].class))));
    }
    return ERR_OK;
}

err store_profile_set(struct store *store, text name, text words, const struct seekers *seekers,
                      bool replaces)
{
    bool is_new = false;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(write_profile(store, seekers->agent, name, words));
    if (replaces) TRY(store_run(store, SQL_AGENT_KEYS_CLEAR, VALUES(INTEGER(seekers->agent))));
    TRY(write_keys(store, seekers));
    TRY(store_bar(store, seekers->agent, (file_number){0}, &is_new));
    return store_turn_commit(&turn);
}

err store_profile_done(struct store *store, int64_t agent)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_BAR_END, VALUES(INTEGER(agent), INTEGER(0))));
    return store_turn_commit(&turn);
}

err store_profile_name(struct store *store, int64_t agent, struct arena *a, text *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_PROFILE_READ, VALUES(INTEGER(agent)), &rows));
    text sealed = store_bytes(&rows, 0);
    if (sealed.length < SEAL_OVERHEAD || sealed.length > LABEL_MAX + SEAL_OVERHEAD)
        return ERR_BROKEN;
    unsigned char *name = arena_try(a, LABEL_MAX + 1);
    if (!name) return ERR_HOST;
    struct bound bound = store_bound(SEALED_AGENT, (file_number){0}, agent, 0);
    TRY(store_unseal(store->keys.parties, bound.bytes, sealed, name));
    *ret = (text){(const char *)name, sealed.length - SEAL_OVERHEAD};
    return ERR_OK;
}

err store_profile_known(struct store *store, int64_t agent, bool *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e = store_row(store, SQL_PROFILE_READ, VALUES(INTEGER(agent)), &rows);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    *ret = e == ERR_OK;
    return ERR_OK;
}

/* ---- bars ---- */

err store_barred(struct store *store, int64_t agent, file_number file, bool *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_BARRED, VALUES(INTEGER(agent), INTEGER(file.number)), &rows));
    *ret = store_integer(&rows, 0) > 0;
    return ERR_OK;
}

static err bar_known(struct store *store, int64_t agent, file_number file, bool *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e = store_row(store, SQL_BAR_READ, VALUES(INTEGER(agent), INTEGER(file.number)), &rows);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    *ret = e == ERR_OK;
    return ERR_OK;
}

err store_bar(struct store *store, int64_t agent, file_number file, bool *ret_new)
{
    bool known = false;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(bar_known(store, agent, file, &known));
    if (!known) TRY(store_run(store, SQL_BAR_ADD, VALUES(INTEGER(agent), INTEGER(file.number))));
    TRY(store_turn_commit(&turn));
    *ret_new = !known;
    return ERR_OK;
}

err store_bar_lift(struct store *store, int64_t agent, file_number file)
{
    bool known = false;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(bar_known(store, agent, file, &known));
    if (!known) return ERR_NOT_FOUND;
    TRY(store_run(store, SQL_BAR_LIFT, VALUES(INTEGER(agent), INTEGER(file.number))));
    return store_turn_commit(&turn);
}

/* ---- custody ---- */

err store_custody_set(struct store *store, file_number file, const struct fund *body, int64_t now)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_CUSTODY_SET,
                  VALUES(INTEGER(file.number), WORDS(text_of(body->code)), INTEGER(now))));
    TRY(store_run(store, SQL_ASSIGNED_CLEAR, VALUES(INTEGER(file.number)))); /* theirs no more */
    TRY(store_run(store, SQL_DUTIES_MOVE,
                  VALUES(WORDS(text_of(body->code)), INTEGER(file.number))));
    return store_turn_commit(&turn);
}

err store_custody(struct store *store, file_number file, const struct fund **ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e = store_row(store, SQL_CUSTODY_READ, VALUES(INTEGER(file.number)), &rows);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    const struct fund *body = e == ERR_OK ? law_fund(store_bytes(&rows, 0)) : NULL;
    if (e == ERR_OK && !body) return ERR_BROKEN;
    *ret = body;
    return ERR_OK;
}
