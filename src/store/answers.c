#include "store/internal.h"

/* Answers remembered under an idempotency key. */

_Static_assert(STORE_HASH_BYTES == BOUND_BYTES,
               "an answer opens under its own idempotency key only");

/* As they are kept: hashes of what a caller chose and sent would let a thief try guesses. */
struct kept {
    unsigned char key[STORE_HASH_BYTES], digest[STORE_HASH_BYTES];
};

static void keep(const struct store *store, const char *what, const unsigned char *bytes,
                 unsigned char ret[STORE_HASH_BYTES])
{
    struct hashing h = store_hashing_start(store->keys.digest);
    store_hashing_text(&h, text_of(what));
    store_hashing_bytes(&h, bytes, STORE_HASH_BYTES);
    store_hashing_end(&h, ret);
}

static struct kept kept_of(const struct store *store, const unsigned char key[STORE_HASH_BYTES],
                           const unsigned char digest[STORE_HASH_BYTES])
{
    struct kept kept = {{0}, {0}};
    keep(store, "key", key, kept.key);
    keep(store, "digest", digest, kept.digest);
    return kept;
}

err store_remember(struct store *store, file_number file, int64_t moment,
                   const struct idempotency *idempotency)
{
    unsigned char sealed[ANSWER_BYTES_MAX + SEAL_OVERHEAD];
    if (idempotency->answer.length > ANSWER_BYTES_MAX) return ERR_BAD_INPUT;
    struct kept kept = kept_of(store, idempotency->key, idempotency->digest);
    store_seal(store->keys.remember, kept.key, idempotency->answer, sealed);
    return store_post(store, SQL_REMEMBER,
                      VALUES(BYTES_OF(kept.key, STORE_HASH_BYTES),
                             BYTES_OF(kept.digest, STORE_HASH_BYTES),
                             BYTES_OF(sealed, idempotency->answer.length + SEAL_OVERHEAD),
                             INTEGER(file.number), INTEGER(moment)));
}

err store_remembered(struct store *store, const unsigned char key[STORE_HASH_BYTES],
                     const unsigned char digest[STORE_HASH_BYTES], struct arena *a,
                     text *ret_answer)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    CLEANUP(store_rows_end) struct rows rows = {0};
    struct kept kept = kept_of(store, key, digest);
    TRY(store_turn_read(store, &turn));
    TRY(store_row(store, SQL_REMEMBERED, VALUES(BYTES_OF(kept.key, STORE_HASH_BYTES)), &rows));
    text found = store_bytes(&rows, 0), sealed = store_bytes(&rows, 1);
    if (!text_equal(found, (text){(const char *)kept.digest, STORE_HASH_BYTES}))
        return ERR_MISMATCH;
    if (sealed.length < SEAL_OVERHEAD || sealed.length > ANSWER_BYTES_MAX + SEAL_OVERHEAD)
        return ERR_BROKEN;
    struct arena mine = *a;
    ptrdiff_t length = sealed.length - SEAL_OVERHEAD;
    unsigned char *answer = arena_try(&mine, length + 1);
    if (!answer) return ERR_HOST;
    TRY(store_unseal(store->keys.remember, kept.key, sealed, answer));
    *a = mine;
    *ret_answer = (text){(const char *)answer, length};
    return ERR_OK;
}

err store_answers_forget(struct store *store, int64_t before)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_ANSWERS_FORGET, VALUES(INTEGER(before))));
    return store_turn_commit(&turn);
}
