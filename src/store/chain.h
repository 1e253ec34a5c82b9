/* The chain of a file's facts, its sealed end, and the keys it is sealed with.
 * May include: base, law, case. */
#ifndef STORE_CHAIN_H
#define STORE_CHAIN_H
#include "store/internal.h"

/* A fact as it lies on disk. */
struct link {
    file_number file;
    int64_t place, code, day, recorded_at;
    text actor, body; /* the body sealed */
};

/* The hash before the first fact: every file has its own. */
void store_chain_start(file_number file, unsigned char ret[STORE_HASH_BYTES]);
/* `hash` becomes that of the next fact. */
void store_chain_add(unsigned char hash[STORE_HASH_BYTES], const struct link *link);

/* The end of a chain, sealed with a key of the store. */
struct head {
    int64_t length;
    int64_t vault; /* entries in the vault */
    struct erasure erasure;
    unsigned char hash[STORE_HASH_BYTES];
    unsigned char seal[STORE_HASH_BYTES];
};
/* NOT_FOUND; BROKEN when the row is malformed. Does not look at the seal. */
MUST_USE err store_head_read(struct store *store, file_number file, struct head *ret);
/* Whether the seal is this store's. */
bool store_head_holds(const struct store *store, file_number file, const struct head *head);
MUST_USE err store_head_write(struct store *store, file_number file, struct head *head);

/* The keys of a file: that of its bodies, open, and that of its vault, which the keeper opens. */
struct file_keys {
    struct file_key body;
    struct wrapped_key vault;
};
MUST_USE err store_key_make(struct store *store, file_number file, struct file_keys *ret);
/* BROKEN when they are not there or that of the bodies does not open. */
MUST_USE err store_key_read(struct store *store, file_number file, struct file_keys *ret);
/* BROKEN unless both are empty. */
MUST_USE err store_keys_gone(struct store *store, file_number file);
/* That of the vault alone. */
MUST_USE err store_vault_key_read(struct store *store, file_number file, struct wrapped_key *ret);
void store_file_keys_wipe(struct file_keys *keys);

#endif
