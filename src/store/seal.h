/* Sealing: what is kept is unreadable without the master key, and a piece moved to another place
 * does not open there. XChaCha20-Poly1305 under two keys per file, each wrapped by a key of the
 * store's ring (ring.def); BLAKE2b for every hash. The master key itself is not kept. May include:
 * base, law, case. */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H
#include "store/keeper.h"

/* The key of one file; wiped when it leaves its scope. */
struct file_key {
    unsigned char bytes[STORE_KEY_BYTES];
};
void store_file_key_wipe(struct file_key *key);
text store_key_text(const unsigned char key[STORE_KEY_BYTES]);

/* Where a sealed piece belongs, as bytes: without the same it does not open. */
#define BOUND_BYTES 32
struct bound {
    unsigned char bytes[BOUND_BYTES];
};
struct bound store_bound(enum sealed_kind what, file_number file, int64_t place, int64_t kind);

/* `ret` has room for plain.length + SEAL_OVERHEAD bytes. `bound` is any BOUND_BYTES bytes. */
void store_seal(const unsigned char key[STORE_KEY_BYTES], const unsigned char bound[BOUND_BYTES],
                text plain, unsigned char *ret);
/* `ret` has room for sealed.length - SEAL_OVERHEAD bytes. BROKEN when it does not open; `ret` is
 * then all zeros. */
MUST_USE err store_unseal(const unsigned char key[STORE_KEY_BYTES],
                          const unsigned char bound[BOUND_BYTES], text sealed, unsigned char *ret);

/* Hashing several pieces: numbers as eight bytes, little end first, texts after their length. */
struct hashing {
    _Alignas(64) unsigned char state[384];
};
struct hashing store_hashing_start(const unsigned char *key); /* NULL, or 32 bytes */
void store_hashing_bytes(struct hashing *h, const void *bytes, size_t size);
void store_hashing_number(struct hashing *h, int64_t number);
void store_hashing_text(struct hashing *h, text what);
void store_hashing_end(struct hashing *h, unsigned char ret[STORE_HASH_BYTES]);

/* A token to be shown once, and the hash that is kept of it. */
void store_token_make(char ret_token[TOKEN_LENGTH + 1], unsigned char ret_hash[STORE_HASH_BYTES]);

#endif
