#include "store/seal.h"

#include <sodium.h>
#include <string.h>

_Static_assert(SEAL_OVERHEAD == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES +
                                    crypto_aead_xchacha20poly1305_ietf_ABYTES,
               "a sealed piece is its nonce, its text and its tag");
_Static_assert(STORE_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
               "every key has 32 bytes");
_Static_assert(sizeof(struct hashing) == sizeof(crypto_generichash_state),
               "the header keeps room for libsodium's state");

#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES

/* ---- keys ---- */

void store_file_key_wipe(struct file_key *key) { sodium_memzero(key, sizeof *key); }

text store_key_text(const unsigned char key[STORE_KEY_BYTES])
{
    return (text){(const char *)key, STORE_KEY_BYTES};
}

/* ---- sealing ---- */

static void put_number(unsigned char *at, int64_t number)
{
    for (int i = 0; i < 8; i++) at[i] = (unsigned char)((uint64_t)number >> (8 * i) & 0xFF);
}

struct bound store_bound(enum sealed_kind what, file_number file, int64_t place, int64_t kind)
{
    struct bound bound = {0};
    put_number(bound.bytes, (int64_t)what);
    put_number(bound.bytes + 8, file.number);
    put_number(bound.bytes + 16, place);
    put_number(bound.bytes + 24, kind);
    return bound;
}

void store_seal(const unsigned char key[STORE_KEY_BYTES], const unsigned char bound[BOUND_BYTES],
                text plain, unsigned char *ret)
{
    static const unsigned char nothing[1] = {0};
    const unsigned char *at = plain.length > 0 ? (const unsigned char *)plain.at : nothing;
    randombytes_buf(ret, NONCE_BYTES);
    int bad = crypto_aead_xchacha20poly1305_ietf_encrypt(ret + NONCE_BYTES, NULL, at,
                                                         (unsigned long long)plain.length, bound,
                                                         BOUND_BYTES, NULL, ret, key);
    must(!bad);
}

err store_unseal(const unsigned char key[STORE_KEY_BYTES], const unsigned char bound[BOUND_BYTES],
                 text sealed, unsigned char *ret)
{
    if (sealed.length < SEAL_OVERHEAD) return ERR_BROKEN;
    const unsigned char *at = (const unsigned char *)sealed.at;
    int bad = crypto_aead_xchacha20poly1305_ietf_decrypt(
        ret, NULL, NULL, at + NONCE_BYTES, (unsigned long long)sealed.length - NONCE_BYTES, bound,
        BOUND_BYTES, at, key);
    return bad ? ERR_BROKEN : ERR_OK;
}

/* ---- hashing ---- */

static crypto_generichash_state *state_of(struct hashing *h)
{
    return (crypto_generichash_state *)(void *)h->state;
}

struct hashing store_hashing_start(const unsigned char *key)
{
    struct hashing h = {0};
    int bad =
        crypto_generichash_init(state_of(&h), key, key ? STORE_KEY_BYTES : 0, STORE_HASH_BYTES);
    must(!bad);
    return h;
}

void store_hashing_bytes(struct hashing *h, const void *bytes, size_t size)
{
    if (size == 0) return;
    int bad = crypto_generichash_update(state_of(h), bytes, size);
    must(!bad);
}

void store_hashing_number(struct hashing *h, int64_t number)
{
    unsigned char bytes[8];
    put_number(bytes, number);
    store_hashing_bytes(h, bytes, sizeof bytes);
}

void store_hashing_text(struct hashing *h, text what)
{
    store_hashing_number(h, what.length);
    store_hashing_bytes(h, what.at, (size_t)what.length);
}

void store_hashing_end(struct hashing *h, unsigned char ret[STORE_HASH_BYTES])
{
    int bad = crypto_generichash_final(state_of(h), ret, STORE_HASH_BYTES);
    must(!bad);
    sodium_memzero(h, sizeof *h);
}

void store_hash(text bytes, unsigned char ret[STORE_HASH_BYTES])
{
    struct hashing h = store_hashing_start(NULL);
    store_hashing_bytes(&h, bytes.at, (size_t)bytes.length);
    store_hashing_end(&h, ret);
}

void store_token_make(char ret_token[TOKEN_LENGTH + 1], unsigned char ret_hash[STORE_HASH_BYTES])
{
    unsigned char chance[32];
    randombytes_buf(chance, sizeof chance);
    (void)sodium_bin2base64(ret_token, TOKEN_LENGTH + 1, chance, sizeof chance,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(chance, sizeof chance);
    store_hash((text){ret_token, TOKEN_LENGTH}, ret_hash);
}
