#include "store/ring.h"

#include <sodium.h>
#include <string.h>

/* The row of `meta` that names the ring in force. */
#define RING_NAME "ring_name"

static const struct {
    const char *kept;
    int code;
    bool renewed; /* by a rotation */
} rows_of[RING_KEYS] = {
#define RENEWED                                 true
#define KEPT                                    false
#define KEY(name, kept, code, holder, rotation) [RING_##name] = {kept, code, rotation},
#include "store/ring.def"
};

/* What is made of the master key itself: it opens the ring and nothing else. */
struct master_keys {
    unsigned char seal[STORE_KEY_BYTES];  /* the ring */
    unsigned char check[STORE_KEY_BYTES]; /* kept in the store: tells a wrong master key */
};

static void master_wipe(struct master_keys *keys) { sodium_memzero(keys, sizeof *keys); }

static struct master_keys derive(const unsigned char master[STORE_KEY_BYTES])
{
    struct master_keys keys;
    _Static_assert(crypto_kdf_CONTEXTBYTES == 8, "a context has eight letters, kept for ever");
    _Static_assert(STORE_KEY_BYTES == crypto_kdf_KEYBYTES, "every key has 32 bytes");
    int bad = crypto_kdf_derive_from_key(keys.seal, STORE_KEY_BYTES, 1, "ringseal", master);
    must(!bad);
    bad = crypto_kdf_derive_from_key(keys.check, STORE_KEY_BYTES, 1, "keycheck", master);
    must(!bad);
    return keys;
}

void store_ring_wipe(struct ring *ring) { sodium_memzero(ring, sizeof *ring); }

void store_keys_wipe(struct store_keys *keys) { sodium_memzero(keys, sizeof *keys); }

/* ---- on disk ---- */

static err read_meta(struct store *store, const char *name, ptrdiff_t length, unsigned char *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_META_READ, VALUES(WORDS(text_of(name))), &rows));
    text kept = store_bytes(&rows, 0);
    if (kept.length != length) return ERR_BROKEN;
    memcpy(ret, kept.at, (size_t)length);
    return ERR_OK;
}

static err write_meta(struct store *store, const char *name, text value)
{
    return store_run(store, SQL_META_WRITE,
                     VALUES(WORDS(text_of(name)), BYTES_OF(value.at, value.length)));
}

static struct bound bound_of(enum ring_key key)
{
    return store_bound(SEALED_RING, (file_number){0}, 0, rows_of[key].code);
}

static err read_ring(struct store *store, const struct master_keys *master, struct ring *ret)
{
    unsigned char sealed[KEEPER_WRAPPED_BYTES];
    TRY(read_meta(store, RING_NAME, STORE_KEY_BYTES, ret->name));
    for (int i = 0; i < RING_KEYS; i++) {
        TRY(read_meta(store, rows_of[i].kept, sizeof sealed, sealed));
        TRY(store_unseal(master->seal, bound_of((enum ring_key)i).bytes,
                         (text){(const char *)sealed, sizeof sealed}, ret->keys[i]));
    }
    return ERR_OK;
}

static err write_ring(struct store *store, const struct master_keys *master,
                      const struct ring *ring)
{
    unsigned char sealed[KEEPER_WRAPPED_BYTES];
    TRY(write_meta(store, "key_check", store_key_text(master->check)));
    TRY(write_meta(store, RING_NAME, store_key_text(ring->name)));
    for (int i = 0; i < RING_KEYS; i++) {
        store_seal(master->seal, bound_of((enum ring_key)i).bytes, store_key_text(ring->keys[i]),
                   sealed);
        TRY(write_meta(store, rows_of[i].kept, (text){(const char *)sealed, sizeof sealed}));
    }
    return ERR_OK;
}

/* ---- opening ---- */

/* NOT_FOUND: the store has no ring yet. A wrong master key is refused before it reads or writes
 * anything. */
static err look(struct store *store, const struct master_keys *master, struct ring *ret,
                struct trouble *trouble)
{
    unsigned char check[STORE_KEY_BYTES];
    TRY(read_meta(store, "key_check", sizeof check, check));
    if (sodium_memcmp(check, master->check, sizeof check) != 0) {
        store_trouble(trouble, "the master key it was made with");
        return ERR_BAD_INPUT;
    }
    err e = read_ring(store, master, ret);
    if (e == ERR_OK || e == ERR_STORE_DOWN || e == ERR_HOST) return e;
    store_trouble(trouble, "its key ring whole");
    return ERR_BROKEN;
}

/* NOT_FOUND: neither a file nor a ring. */
static err any(struct store *store)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    unsigned char name[STORE_KEY_BYTES];
    err e = store_row(store, SQL_KEYS_ANY, NULL, 0, &rows);
    return e == ERR_NOT_FOUND ? read_meta(store, RING_NAME, sizeof name, name) : e;
}

/* A ring is made for an empty store only: files whose ring was taken away stay closed. */
static err make(struct store *store, const struct master_keys *master, struct ring *ret,
                struct trouble *trouble)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    err e = look(store, master, ret, trouble); /* another opener may have been first */
    if (e != ERR_NOT_FOUND) return e;
    e = any(store);
    if (e == ERR_OK) e = ERR_BROKEN;
    if (e == ERR_BROKEN) store_trouble(trouble, "its key ring whole");
    if (e != ERR_NOT_FOUND) return e;
    randombytes_buf(ret, sizeof *ret);
    TRY(write_ring(store, master, ret));
    e = store_lanes_make(store, ret->keys[RING_READS]);
    if (e == ERR_CONFLICT) store_trouble(trouble, "its key ring whole");
    if (e != ERR_OK) return e == ERR_CONFLICT ? ERR_BROKEN : e;
    return store_turn_commit(&turn);
}

err store_ring_open(struct store *store, const unsigned char master[STORE_KEY_BYTES],
                    struct ring *ret, struct trouble *trouble)
{
    CLEANUP(master_wipe) struct master_keys keys = derive(master);
    err e = look(store, &keys, ret, trouble);
    return e == ERR_NOT_FOUND ? make(store, &keys, ret, trouble) : e;
}

err store_ring_is(struct store *store, const unsigned char name[STORE_KEY_BYTES])
{
    unsigned char found[STORE_KEY_BYTES];
    err e = read_meta(store, RING_NAME, sizeof found, found);
    if (e == ERR_NOT_FOUND || e == ERR_BROKEN) return ERR_STORE_DOWN;
    if (e != ERR_OK) return e;
    return memcmp(found, name, sizeof found) == 0 ? ERR_OK : ERR_STORE_DOWN;
}

err store_ring_name(struct store *store, const unsigned char name[STORE_KEY_BYTES])
{
    return write_meta(store, RING_NAME, store_key_text(name));
}

/* Where each key of the ring lies once it is shared. */
struct part {
    unsigned char *shared, *ringed;
};
#define PARTS (RING_KEYS + 1)

static void parts_of(struct ring *ring, struct store_keys *keys, struct vault_keys *vault,
                     struct part ret[PARTS])
{
    const struct part parts[PARTS] = {
        {keys->ring, ring->name},
        {keys->body, ring->keys[RING_BODY]},
        {keys->payment, ring->keys[RING_PAYMENT]},
        {keys->remember, ring->keys[RING_REMEMBER]},
        {keys->head, ring->keys[RING_HEAD]},
        {keys->digest, ring->keys[RING_DIGEST]},
        {keys->reads, ring->keys[RING_READS]},
        {keys->agents, ring->keys[RING_AGENTS]},
        {keys->parties, ring->keys[RING_PARTIES]},
        {vault->wrap, ring->keys[RING_VAULT]},
        {vault->blind, ring->keys[RING_BLIND]},
        {vault->sign, ring->keys[RING_SIGN]},
    };
    memcpy(ret, parts, sizeof parts);
}

void store_ring_share(const struct ring *ring, struct store_keys *ret_keys,
                      struct vault_keys *ret_vault)
{
    CLEANUP(store_ring_wipe) struct ring copy = *ring;
    struct part parts[PARTS];
    parts_of(&copy, ret_keys, ret_vault, parts);
    for (size_t i = 0; i < PARTS; i++) memcpy(parts[i].shared, parts[i].ringed, STORE_KEY_BYTES);
}

void store_ring_gather(const struct store_keys *keys, const struct vault_keys *vault,
                       struct ring *ret)
{
    CLEANUP(store_keys_wipe) struct store_keys own = *keys;
    CLEANUP(vault_keys_wipe) struct vault_keys own_vault = *vault;
    struct part parts[PARTS];
    parts_of(ret, &own, &own_vault, parts);
    for (size_t i = 0; i < PARTS; i++) memcpy(parts[i].ringed, parts[i].shared, STORE_KEY_BYTES);
}

void store_ring_renew(const struct ring *ring, struct ring *ret)
{
    *ret = *ring;
    randombytes_buf(ret->name, sizeof ret->name);
    for (int i = 0; i < RING_KEYS; i++)
        if (rows_of[i].renewed) randombytes_buf(ret->keys[i], STORE_KEY_BYTES);
}

err store_ring_replace(struct store *store, const unsigned char master[STORE_KEY_BYTES],
                       const struct ring *ring)
{
    CLEANUP(master_wipe) struct master_keys keys = derive(master);
    unsigned char check[STORE_KEY_BYTES];
    TRY(read_meta(store, "key_check", sizeof check, check));
    if (sodium_memcmp(check, keys.check, sizeof check) == 0) return ERR_BAD_INPUT;
    return write_ring(store, &keys, ring);
}
