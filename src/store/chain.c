#include "store/chain.h"

#include <sodium.h>
#include <string.h>

/* ---- the chain ----
 *
 * genesis -> hash of fact 0 -> hash of fact 1 -> ... -> the head, which is sealed by the store's
 * key. A changed fact breaks its own link; a missing tail, or a chain made again without the key,
 * the head. */

void store_chain_start(file_number file, unsigned char ret[STORE_HASH_BYTES])
{
    struct hashing h = store_hashing_start(NULL);
    store_hashing_text(&h, T("abri journal 1"));
    store_hashing_number(&h, file.number);
    store_hashing_end(&h, ret);
}

void store_chain_add(unsigned char hash[STORE_HASH_BYTES], const struct link *link)
{
    struct hashing h = store_hashing_start(NULL);
    store_hashing_bytes(&h, hash, STORE_HASH_BYTES);
    store_hashing_number(&h, link->file.number);
    store_hashing_number(&h, link->place);
    store_hashing_number(&h, link->code);
    store_hashing_number(&h, link->day);
    store_hashing_number(&h, link->recorded_at);
    store_hashing_text(&h, link->actor);
    store_hashing_text(&h, link->body);
    store_hashing_end(&h, hash);
}

static void head_seal(const struct store *store, file_number file, const struct head *head,
                      unsigned char ret[STORE_HASH_BYTES])
{
    struct hashing h = store_hashing_start(store->keys.head);
    store_hashing_number(&h, file.number);
    store_hashing_number(&h, head->length);
    store_hashing_number(&h, head->vault);
    store_hashing_number(&h, store_day(head->erasure.day));
    store_hashing_number(&h, head->erasure.reason);
    store_hashing_bytes(&h, head->hash, STORE_HASH_BYTES);
    store_hashing_end(&h, ret);
}

err store_head_read(struct store *store, file_number file, struct head *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_HEAD_READ, VALUES(INTEGER(file.number)), &rows));
    struct head head = {.length = store_integer(&rows, 0), .vault = store_integer(&rows, 2)};
    int64_t reason = store_integer(&rows, 5);
    if (reason < 0 || reason >= ERASURE_REASONS) return ERR_BROKEN;
    head.erasure.reason = (enum erasure_reason)reason;
    TRY(store_day_read(store_integer(&rows, 4), &head.erasure.day));
    text hash = store_bytes(&rows, 1);
    if (hash.length != STORE_HASH_BYTES) return ERR_BROKEN;
    memcpy(head.hash, hash.at, STORE_HASH_BYTES);
    text seal = store_bytes(&rows, 3);
    if (seal.length != STORE_HASH_BYTES) return ERR_BROKEN;
    memcpy(head.seal, seal.at, STORE_HASH_BYTES);
    *ret = head;
    return ERR_OK;
}

bool store_head_holds(const struct store *store, file_number file, const struct head *head)
{
    unsigned char seal[STORE_HASH_BYTES];
    head_seal(store, file, head, seal);
    return sodium_memcmp(seal, head->seal, sizeof seal) == 0;
}

err store_head_write(struct store *store, file_number file, struct head *head)
{
    head_seal(store, file, head, head->seal);
    return store_post(store, SQL_HEAD_WRITE,
                      VALUES(INTEGER(file.number), INTEGER(head->length),
                             BYTES_OF(head->hash, STORE_HASH_BYTES), INTEGER(head->vault),
                             BYTES_OF(head->seal, STORE_HASH_BYTES),
                             INTEGER(store_day(head->erasure.day)), INTEGER(head->erasure.reason)));
}

/* ---- the keys of the files ---- */

void store_file_keys_wipe(struct file_keys *keys) { store_file_key_wipe(&keys->body); }

err store_key_make(struct store *store, file_number file, struct file_keys *ret)
{
    struct bound bound = store_bound(SEALED_KEY, file, 0, 0);
    unsigned char wrapped[KEEPER_WRAPPED_BYTES];
    CLEANUP(store_file_keys_wipe) struct file_keys keys;
    randombytes_buf(keys.body.bytes, sizeof keys.body.bytes);
    store_seal(store->keys.body, bound.bytes, store_key_text(keys.body.bytes), wrapped);
    TRY(store->keeper.does->make_key(store->keeper.context, file, &keys.vault));
    TRY(store_post(store, SQL_KEY_ADD,
                   VALUES(INTEGER(file.number), BYTES_OF(wrapped, sizeof wrapped),
                          BYTES_OF(keys.vault.bytes, sizeof keys.vault.bytes))));
    *ret = keys;
    return ERR_OK;
}

/* Both as they lie in the store. */
static err read_wrapped(struct store *store, file_number file, struct wrapped_key *ret_body,
                        struct wrapped_key *ret_vault)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e = store_row(store, SQL_KEY_READ, VALUES(INTEGER(file.number)), &rows);
    if (e == ERR_NOT_FOUND) return ERR_BROKEN;
    if (e != ERR_OK) return e;
    text body = store_bytes(&rows, 0);
    if (body.length != KEEPER_WRAPPED_BYTES) return ERR_BROKEN;
    memcpy(ret_body->bytes, body.at, KEEPER_WRAPPED_BYTES);
    text vault = store_bytes(&rows, 1);
    if (vault.length != KEEPER_WRAPPED_BYTES) return ERR_BROKEN;
    memcpy(ret_vault->bytes, vault.at, KEEPER_WRAPPED_BYTES);
    return ERR_OK;
}

err store_key_read(struct store *store, file_number file, struct file_keys *ret)
{
    struct bound bound = store_bound(SEALED_KEY, file, 0, 0);
    struct wrapped_key body, vault;
    TRY(read_wrapped(store, file, &body, &vault));
    text wrapped = {(const char *)body.bytes, KEEPER_WRAPPED_BYTES};
    TRY(store_unseal(store->keys.body, bound.bytes, wrapped, ret->body.bytes));
    ret->vault = vault;
    return ERR_OK;
}

err store_keys_gone(struct store *store, file_number file)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e = store_row(store, SQL_KEY_READ, VALUES(INTEGER(file.number)), &rows);
    if (e == ERR_NOT_FOUND) return ERR_BROKEN;
    if (e != ERR_OK) return e;
    bool gone = store_bytes(&rows, 0).length == 0 && store_bytes(&rows, 1).length == 0;
    return gone ? ERR_OK : ERR_BROKEN;
}

err store_vault_key_read(struct store *store, file_number file, struct wrapped_key *ret)
{
    struct wrapped_key body;
    return read_wrapped(store, file, &body, ret);
}
