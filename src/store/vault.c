#include "store/chain.h"

#include <sodium.h>
#include <string.h>

/* ---- who she is, where, how to reach her, where to pay ---- */

static err write_entry(struct store *store, const struct wrapped_key *key, file_number file,
                       int place, const struct vault_entry *entry)
{
    unsigned char sealed[VAULT_WORDS_MAX + SEAL_OVERHEAD];
    if (entry->words.length > VAULT_WORDS_MAX) return ERR_BAD_INPUT;
    struct piece piece = {SEALED_VAULT, file, place, entry->kind};
    const struct keeper *keeper = &store->keeper;
    TRY(keeper->does->seal(keeper->context, &piece, key, entry->words, sealed));
    return store_run(store, SQL_VAULT_ADD,
                     VALUES(INTEGER(file.number), INTEGER(place), INTEGER(entry->kind),
                            BYTES_OF(sealed, entry->words.length + SEAL_OVERHEAD)));
}

err store_vault_write(struct store *store, const struct wrapped_key *key, file_number file,
                      int place, const struct vault_entry *entries, int count)
{
    for (int i = 0; i < count; i++) TRY(write_entry(store, key, file, place, &entries[i]));
    return ERR_OK;
}

/* A newer account taken out of the vault would send the money to the older one: the head knows how
 * many entries there are, and each opens at its own place only. */
err store_vault_count(struct store *store, file_number file)
{
    struct head head;
    TRY(store_head_read(store, file, &head));
    if (!store_head_holds(store, file, &head)) return ERR_BROKEN;
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_VAULT_COUNT, VALUES(INTEGER(file.number)), &rows));
    return store_integer(&rows, 0) == head.vault ? ERR_OK : ERR_BROKEN;
}

/* The words of the entry in the row: its place and its sealed bytes. */
static err open_entry(struct store *store, file_number file, enum vault_kind kind,
                      const struct rows *rows, struct arena *a, text *ret)
{
    struct wrapped_key key;
    TRY(store_vault_key_read(store, file, &key));
    text sealed = store_bytes(rows, 1);
    if (sealed.length < SEAL_OVERHEAD || sealed.length > VAULT_WORDS_MAX + SEAL_OVERHEAD)
        return ERR_BROKEN;
    struct arena mine = *a;
    ptrdiff_t length = sealed.length - SEAL_OVERHEAD;
    unsigned char *words = arena_try(&mine, length + 1);
    if (!words) return ERR_HOST;
    struct piece piece = {SEALED_VAULT, file, store_integer(rows, 0), kind};
    const struct keeper *keeper = &store->keeper;
    TRY(keeper->does->open(keeper->context, &piece, &key, sealed, words));
    *a = mine;
    *ret = (text){(const char *)words, length};
    return ERR_OK;
}

err store_vault_read(struct store *store, file_number file, enum vault_kind kind, struct arena *a,
                     text *ret)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_read(store, &turn));
    TRY(store_vault_count(store, file));
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_VAULT_LATEST, VALUES(INTEGER(file.number), INTEGER(kind)), &rows));
    return open_entry(store, file, kind, &rows, a, ret);
}

err store_vault_read_at(struct store *store, file_number file, enum vault_kind kind, int place,
                        struct arena *a, text *ret)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_read(store, &turn));
    TRY(store_vault_count(store, file));
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_VAULT_AT, VALUES(INTEGER(file.number), INTEGER(kind), INTEGER(place)),
                  &rows));
    return open_entry(store, file, kind, &rows, a, ret);
}

/* ---- the same person, without her name ---- */

err store_blind(const struct store *store, text normalised, struct blind *ret)
{
    return store->keeper.does->blind(store->keeper.context, normalised, ret);
}

err store_same_person(struct store *store, const struct blind *identity, int max, file_number *ret,
                      int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_SAME_PERSON,
                   VALUES(BYTES_OF(identity->bytes, STORE_HASH_BYTES), INTEGER(max)), &rows));
    return store_numbers(&rows, max, &ret->number, ret_count);
}

err store_identity(struct store *store, file_number file, struct blind *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_IDENTITY_READ, VALUES(INTEGER(file.number)), &rows));
    text blind = store_bytes(&rows, 0);
    if (blind.length != STORE_HASH_BYTES) return ERR_BROKEN;
    memcpy(ret->bytes, blind.at, STORE_HASH_BYTES);
    return ERR_OK;
}

int64_t store_payment_reference(const struct store *store, file_number file, int place, int attempt)
{
    unsigned char hash[STORE_HASH_BYTES];
    struct hashing h = store_hashing_start(store->keys.payment);
    store_hashing_number(&h, file.number);
    store_hashing_number(&h, place);
    store_hashing_number(&h, attempt);
    store_hashing_end(&h, hash);
    uint64_t number = 0;
    for (int i = 0; i < 8; i++) number = number << 8 | hash[i];
    return (int64_t)(number % UINT64_C(999999999999999)) + 1;
}

/* ---- answers remembered ---- */

_Static_assert(STORE_HASH_BYTES == BOUND_BYTES,
               "an answer opens under its own idempotency key only");

err store_remember(struct store *store, const struct idempotency *idempotency)
{
    unsigned char sealed[ANSWER_BYTES_MAX + SEAL_OVERHEAD];
    if (idempotency->answer.length > ANSWER_BYTES_MAX) return ERR_BAD_INPUT;
    store_seal(store->keys.remember, idempotency->key, idempotency->answer, sealed);
    return store_run(store, SQL_REMEMBER,
                     VALUES(BYTES_OF(idempotency->key, STORE_HASH_BYTES),
                            BYTES_OF(idempotency->digest, STORE_HASH_BYTES),
                            BYTES_OF(sealed, idempotency->answer.length + SEAL_OVERHEAD)));
}

err store_remembered(struct store *store, const unsigned char key[STORE_HASH_BYTES],
                     const unsigned char digest[STORE_HASH_BYTES], struct arena *a,
                     text *ret_answer)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_REMEMBERED, VALUES(BYTES_OF(key, STORE_HASH_BYTES)), &rows));
    text kept = store_bytes(&rows, 0), sealed = store_bytes(&rows, 1);
    if (!text_equal(kept, (text){(const char *)digest, STORE_HASH_BYTES})) return ERR_MISMATCH;
    if (sealed.length < SEAL_OVERHEAD || sealed.length > ANSWER_BYTES_MAX + SEAL_OVERHEAD)
        return ERR_BROKEN;
    struct arena mine = *a;
    ptrdiff_t length = sealed.length - SEAL_OVERHEAD;
    unsigned char *answer = arena_try(&mine, length + 1);
    if (!answer) return ERR_HOST;
    TRY(store_unseal(store->keys.remember, key, sealed, answer));
    *a = mine;
    *ret_answer = (text){(const char *)answer, length};
    return ERR_OK;
}
