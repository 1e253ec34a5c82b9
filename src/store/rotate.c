#include "store/chain.h"
#include "store/ring.h"

#include <sodium.h>
#include <string.h>

#define PAGE 64

/* The keys before and after, while everything is wrapped again. */
struct change {
    struct store *store;
    struct ring was, is;
    struct store_keys keys; /* of `is` */
    struct vault_keys vault;
    struct rotation done;
};

static void change_wipe(struct change *change) { sodium_memzero(change, sizeof *change); }

/* ---- the keys of the files ---- */

struct wrapped_file {
    file_number file;
    ptrdiff_t body_length, vault_length;
    struct wrapped_key body, vault;
};

static err read_files(struct store *store, file_number after, struct wrapped_file *ret,
                      int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_KEYS_PAGE, VALUES(INTEGER(after.number), INTEGER(PAGE)), &rows));
    int count = 0;
    for (bool row = true; count < PAGE; count++) {
        TRY(store_next(&rows, &row));
        if (!row) break;
        struct wrapped_file one = {.file = {store_integer(&rows, 0)}};
        text body = store_bytes(&rows, 1);
        one.body_length = body.length;
        if (body.length == KEEPER_WRAPPED_BYTES)
            memcpy(one.body.bytes, body.at, KEEPER_WRAPPED_BYTES);
        text vault = store_bytes(&rows, 2);
        one.vault_length = vault.length;
        if (vault.length == KEEPER_WRAPPED_BYTES)
            memcpy(one.vault.bytes, vault.at, KEEPER_WRAPPED_BYTES);
        ret[count] = one;
    }
    *ret_count = count;
    return ERR_OK;
}

/* Opens the key with the old key of the ring and wraps it with the new one. */
static err wrap_again(const struct change *change, enum ring_key which, struct bound bound,
                      struct wrapped_key *key)
{
    CLEANUP(store_file_key_wipe) struct file_key own = {0};
    text wrapped = {(const char *)key->bytes, KEEPER_WRAPPED_BYTES};
    TRY(store_unseal(change->was.keys[which], bound.bytes, wrapped, own.bytes));
    store_seal(change->is.keys[which], bound.bytes, store_key_text(own.bytes), key->bytes);
    return ERR_OK;
}

static err wrap_file(struct change *change, struct wrapped_file *one)
{
    if (one->body_length == 0 && one->vault_length == 0) return ERR_OK; /* erased */
    bool whole = one->body_length == KEEPER_WRAPPED_BYTES && one->vault_length == one->body_length;
    err e =
        whole ? wrap_again(change, RING_BODY, store_bound(SEALED_KEY, one->file, 0, 0), &one->body)
              : ERR_BROKEN;
    if (e == ERR_OK)
        e = wrap_again(change, RING_VAULT, store_bound(SEALED_VAULT_KEY, one->file, 0, 0),
                       &one->vault);
    if (e != ERR_OK) {
        change->done.unopened++;
        return ERR_OK;
    }
    change->done.files++;
    return store_run(change->store, SQL_KEYS_CHANGE,
                     VALUES(BYTES_OF(one->body.bytes, KEEPER_WRAPPED_BYTES),
                            BYTES_OF(one->vault.bytes, KEEPER_WRAPPED_BYTES),
                            INTEGER(one->file.number)));
}

static err wrap_files(struct change *change)
{
    struct wrapped_file page[PAGE];
    file_number after = {INT64_MIN};
    for (int count = PAGE; count == PAGE;) {
        TRY(read_files(change->store, after, page, &count));
        for (int i = 0; i < count; i++) TRY(wrap_file(change, &page[i]));
        if (count > 0) after = page[count - 1].file;
    }
    return ERR_OK;
}

/* ---- the keys of agents' profiles ---- */

/* The first profile after *agent; one whose key is none has length 0. */
static err next_profile(struct store *store, int64_t *agent, struct wrapped_key *ret_key,
                        ptrdiff_t *ret_length, bool *ret_found)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_PROFILES_PAGE, VALUES(INTEGER(*agent), INTEGER(1)), &rows));
    TRY(store_next(&rows, ret_found));
    if (!*ret_found) return ERR_OK;
    *agent = store_integer(&rows, 0);
    text key = store_bytes(&rows, 1);
    *ret_length = key.length == KEEPER_WRAPPED_BYTES ? key.length : 0;
    if (*ret_length > 0) memcpy(ret_key->bytes, key.at, KEEPER_WRAPPED_BYTES);
    return ERR_OK;
}

static err wrap_profiles(struct change *change)
{
    int64_t agent = INT64_MIN;
    for (;;) {
        struct wrapped_key key;
        ptrdiff_t length = 0;
        bool found = false;
        TRY(next_profile(change->store, &agent, &key, &length, &found));
        if (!found) return ERR_OK;
        /* A profile is a piece of the vault under a number that no file has. */
        struct bound bound = store_bound(SEALED_VAULT_KEY, (file_number){-agent}, 0, 0);
        if (length == 0 || wrap_again(change, RING_VAULT, bound, &key) != ERR_OK) {
            change->done.unopened++;
            continue;
        }
        TRY(store_run(change->store, SQL_PROFILE_REWRAP,
                      VALUES(BYTES_OF(key.bytes, KEEPER_WRAPPED_BYTES), INTEGER(agent))));
    }
}

/* ---- heads ---- */

/* A head that does not hold is left as it is: a rotation blesses nothing. */
static err seal_head(struct change *change, file_number file)
{
    struct store *store = change->store;
    struct head head;
    err e = store_head_read(store, file, &head);
    if (e == ERR_BROKEN) return ERR_OK;
    if (e != ERR_OK) return e;
    if (!store_head_holds(store, file, &head)) return ERR_OK;
    struct store_keys old = store->keys;
    store->keys = change->keys;
    e = store_head_write(store, file, &head);
    store->keys = old;
    store_keys_wipe(&old);
    return e;
}

static err seal_heads(struct change *change)
{
    file_number page[PAGE], after = {0};
    for (int count = PAGE; count == PAGE;) {
        TRY(store_files(change->store, after, PAGE, page, &count));
        for (int i = 0; i < count; i++) TRY(seal_head(change, page[i]));
        if (count > 0) after = page[count - 1];
    }
    return ERR_OK;
}

/* ---- answers remembered ---- */

struct remembered {
    unsigned char key[STORE_HASH_BYTES];
    ptrdiff_t length;
    unsigned char sealed[ANSWER_BYTES_MAX + SEAL_OVERHEAD];
};

/* The first answer whose key comes after `key`; one that is no answer has length 0. */
static err next_answer(struct store *store, struct remembered *answer, bool *ret_found)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    text after = {(const char *)answer->key, *ret_found ? STORE_HASH_BYTES : 0};
    TRY(store_rows(store, SQL_ANSWERS_PAGE, VALUES(BYTES_OF(after.at, after.length), INTEGER(1)),
                   &rows));
    TRY(store_next(&rows, ret_found));
    if (!*ret_found) return ERR_OK;
    text key = store_bytes(&rows, 0);
    if (key.length != STORE_HASH_BYTES) return ERR_BROKEN;
    memcpy(answer->key, key.at, STORE_HASH_BYTES);
    text sealed = store_bytes(&rows, 1);
    bool fits = sealed.length >= SEAL_OVERHEAD && sealed.length <= (ptrdiff_t)sizeof answer->sealed;
    answer->length = fits ? sealed.length : 0;
    if (fits) memcpy(answer->sealed, sealed.at, (size_t)sealed.length);
    return ERR_OK;
}

static err seal_answers(struct change *change)
{
    struct remembered answer;
    unsigned char plain[ANSWER_BYTES_MAX];
    bool found = false;
    for (;;) {
        TRY(next_answer(change->store, &answer, &found));
        if (!found) return ERR_OK;
        text sealed = {(const char *)answer.sealed, answer.length};
        if (store_unseal(change->was.keys[RING_REMEMBER], answer.key, sealed, plain) != ERR_OK)
            continue;
        text words = {(const char *)plain, answer.length - SEAL_OVERHEAD};
        store_seal(change->is.keys[RING_REMEMBER], answer.key, words, answer.sealed);
        sodium_memzero(plain, sizeof plain);
        TRY(store_run(change->store, SQL_ANSWER_CHANGE,
                      VALUES(BYTES_OF(answer.sealed, answer.length),
                             BYTES_OF(answer.key, STORE_HASH_BYTES))));
    }
}

/* ---- all of it ---- */

err store_rotate(struct store *store, const unsigned char new_key[STORE_KEY_BYTES],
                 struct rotation *ret)
{
    must(store->own && !store->in_transaction);
    CLEANUP(change_wipe) struct change change = {.store = store};
    store_ring_gather(&store->keys, store->own, &change.was);
    store_ring_renew(&change.was, &change.is);
    store_ring_share(&change.is, &change.keys, &change.vault);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(wrap_files(&change));
    TRY(wrap_profiles(&change));
    TRY(seal_heads(&change));
    TRY(seal_answers(&change));
    TRY(store_ring_replace(store, new_key, &change.is));
    TRY(store_turn_commit(&turn));
    store->keys = change.keys;
    *store->own = change.vault;
    *ret = change.done;
    return ERR_OK;
}
