#include "store/seal.h"

#include <sodium.h>
#include <string.h>

_Static_assert(SIGNATURE_BYTES == crypto_sign_BYTES &&
                   SIGNATURE_KEY_BYTES == crypto_sign_PUBLICKEYBYTES &&
                   STORE_KEY_BYTES == crypto_sign_SEEDBYTES,
               "the header keeps libsodium's sizes");

/* ---- vault keys ---- */

static struct bound bound_of_key(file_number file)
{
    return store_bound(SEALED_VAULT_KEY, file, 0, 0);
}

static err local_make_key(void *context, file_number file, struct wrapped_key *ret)
{
    const struct vault_keys *keys = context;
    CLEANUP(store_file_key_wipe) struct file_key key;
    randombytes_buf(key.bytes, sizeof key.bytes);
    store_seal(keys->wrap, bound_of_key(file).bytes, store_key_text(key.bytes), ret->bytes);
    return ERR_OK;
}

static err unwrap(const struct vault_keys *keys, file_number file, const struct wrapped_key *key,
                  struct file_key *ret)
{
    text wrapped = {(const char *)key->bytes, KEEPER_WRAPPED_BYTES};
    return store_unseal(keys->wrap, bound_of_key(file).bytes, wrapped, ret->bytes);
}

/* ---- pieces ---- */

static bool is_of_the_vault(const struct piece *piece)
{
    return piece->what == SEALED_VAULT || piece->what == SEALED_DOCUMENT;
}

static struct bound bound_of_piece(const struct piece *piece)
{
    return store_bound(piece->what, piece->file, piece->place, piece->kind);
}

static err local_seal(void *context, const struct piece *piece, const struct wrapped_key *key,
                      text plain, unsigned char *ret)
{
    CLEANUP(store_file_key_wipe) struct file_key own = {0};
    if (!is_of_the_vault(piece) || plain.length > KEEPER_PLAIN_MAX) return ERR_BAD_INPUT;
    TRY(unwrap(context, piece->file, key, &own));
    store_seal(own.bytes, bound_of_piece(piece).bytes, plain, ret);
    return ERR_OK;
}

static err local_open(void *context, const struct piece *piece, const struct wrapped_key *key,
                      text sealed, unsigned char *ret)
{
    CLEANUP(store_file_key_wipe) struct file_key own = {0};
    if (!is_of_the_vault(piece) || sealed.length > KEEPER_PLAIN_MAX + SEAL_OVERHEAD)
        return ERR_BAD_INPUT;
    TRY(unwrap(context, piece->file, key, &own));
    return store_unseal(own.bytes, bound_of_piece(piece).bytes, sealed, ret);
}

/* ---- blind indexes, signatures ---- */

static err local_blind(void *context, text normalised, struct blind *ret)
{
    const struct vault_keys *keys = context;
    if (normalised.length > KEEPER_BLIND_MAX) return ERR_BAD_INPUT;
    struct hashing h = store_hashing_start(keys->blind);
    store_hashing_text(&h, normalised);
    store_hashing_end(&h, ret->bytes);
    return ERR_OK;
}

/* No blind of a text is hashed after this number: a text is never so long. */
#define PARTY_SPACE INT64_C(0x7061727479)

struct likening {
    const struct vault_keys *keys;
    struct party_keys *to;
};

static err take_text(void *context, enum likeness_class class, text words)
{
    const struct likening *likening = context;
    struct party_keys *to = likening->to;
    unsigned char hash[STORE_HASH_BYTES];
    must(to->count < LIKENESS_TEXTS_MAX);
    struct hashing h = store_hashing_start(likening->keys->blind);
    store_hashing_number(&h, PARTY_SPACE);
    store_hashing_text(&h, words);
    store_hashing_end(&h, hash);
    struct party_key *key = &to->keys[to->count++];
    memcpy(key->bytes, hash, PARTY_KEY_BYTES);
    key->class = (unsigned char)class;
    return ERR_OK;
}

static err local_liken(void *context, const struct likeness_person *person, bool seeks,
                       struct party_keys *ret)
{
    struct likening likening = {context, ret};
    struct likeness_taker taker = {take_text, &likening};
    ret->count = 0;
    return seeks ? likeness_sought(person, taker) : likeness_kept(person, taker);
}

static err local_sign(void *context, text message, unsigned char ret[SIGNATURE_BYTES])
{
    const struct vault_keys *keys = context;
    unsigned char public_key[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    if (message.length > KEEPER_SIGN_MAX) return ERR_BAD_INPUT;
    int bad = crypto_sign_seed_keypair(public_key, secret, keys->sign);
    must(!bad);
    bad = crypto_sign_detached(ret, NULL, (const unsigned char *)message.at,
                               (unsigned long long)message.length, secret);
    must(!bad);
    sodium_memzero(secret, sizeof secret);
    return ERR_OK;
}

static err local_public_key(void *context, unsigned char ret[SIGNATURE_KEY_BYTES])
{
    const struct vault_keys *keys = context;
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    int bad = crypto_sign_seed_keypair(ret, secret, keys->sign);
    must(!bad);
    sodium_memzero(secret, sizeof secret);
    return ERR_OK;
}

bool keeper_signed(const unsigned char public_key[SIGNATURE_KEY_BYTES], text message,
                   const unsigned char signature[SIGNATURE_BYTES])
{
    return crypto_sign_verify_detached(signature, (const unsigned char *)message.at,
                                       (unsigned long long)message.length, public_key) == 0;
}

/* ---- the keeper ---- */

void vault_keys_wipe(struct vault_keys *keys) { sodium_memzero(keys, sizeof *keys); }

static void local_wipe(void *context) { vault_keys_wipe(context); }

struct keeper keeper_of_keys(struct vault_keys *keys)
{
    static const struct keeper_operations local = {
        .make_key = local_make_key,
        .seal = local_seal,
        .open = local_open,
        .blind = local_blind,
        .liken = local_liken,
        .sign = local_sign,
        .public_key = local_public_key,
        .wipe = local_wipe,
    };
    return (struct keeper){&local, keys};
}
