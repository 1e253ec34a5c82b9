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
    return store_post(store, SQL_VAULT_ADD,
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

err store_same_person(struct store *store, const struct blind *identity, file_number after, int max,
                      file_number *ret, int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(
        store, SQL_SAME_PERSON,
        VALUES(BYTES_OF(identity->bytes, STORE_HASH_BYTES), INTEGER(after.number), INTEGER(max)),
        &rows));
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

/* ---- the key anchors are verified with ---- */

err store_public_key(struct store *store, char ret_pem[PUBLIC_KEY_PEM_MAX])
{
    /* SEQUENCE { SEQUENCE { OID 1.3.101.112 }, BIT STRING of 32 bytes } */
    unsigned char der[12 + SIGNATURE_KEY_BYTES] = {0x30, 0x2A, 0x30, 0x05, 0x06, 0x03,
                                                   0x2B, 0x65, 0x70, 0x03, 0x21, 0x00};
    char words[sodium_base64_ENCODED_LEN(sizeof der, sodium_base64_VARIANT_ORIGINAL)];
    TRY(store->keeper.does->public_key(store->keeper.context, der + 12));
    (void)sodium_bin2base64(words, sizeof words, der, sizeof der, sodium_base64_VARIANT_ORIGINAL);
    struct writer out = {ret_pem, 0, PUBLIC_KEY_PEM_MAX, false};
    write_string(&out, "-----BEGIN PUBLIC KEY-----\n");
    write_string(&out, words);
    write_string(&out, "\n-----END PUBLIC KEY-----\n");
    (void)writer_string(&out);
    must(!out.full);
    return ERR_OK;
}
