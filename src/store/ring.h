/* The key ring: every key of the store, in one array, while it is opened or changed. Nothing
 * outside the folder includes this. May include: base, law, case. */
#ifndef STORE_RING_H
#define STORE_RING_H
#include "store/internal.h"

enum ring_key {
#define KEY(name, kept, code, holder, rotation) RING_##name,
#include "store/ring.def"
    RING_KEYS
};
struct ring {
    unsigned char name[STORE_KEY_BYTES]; /* public, new at each rotation */
    unsigned char keys[RING_KEYS][STORE_KEY_BYTES];
};
void store_ring_wipe(struct ring *ring);

/* Reads the ring, or makes one when the store has none. BAD_INPUT and its trouble when the master
 * key is another one's. */
MUST_USE err store_ring_open(struct store *store, const unsigned char master[STORE_KEY_BYTES],
                             struct ring *ret, struct trouble *trouble);
/* STORE_DOWN unless the ring in force bears that name. */
MUST_USE err store_ring_is(struct store *store, const unsigned char name[STORE_KEY_BYTES]);
/* Names the ring of a store that has none. */
MUST_USE err store_ring_name(struct store *store, const unsigned char name[STORE_KEY_BYTES]);
/* The ring again, of what a store holds. */
void store_ring_gather(const struct store_keys *keys, const struct vault_keys *vault,
                       struct ring *ret);
/* A ring with new keys where ring.def renews them, and a new name. */
void store_ring_renew(const struct ring *ring, struct ring *ret);
/* Puts the ring in place of the store's, under another master key. BAD_INPUT when it is the same.
 */
MUST_USE err store_ring_replace(struct store *store, const unsigned char master[STORE_KEY_BYTES],
                                const struct ring *ring);
/* What each side may hold of it. */
void store_ring_share(const struct ring *ring, struct store_keys *ret_keys,
                      struct vault_keys *ret_vault);

#endif
