#include "store/internal.h"
#include "store/signin.h"

#include <sodium.h>
#include <string.h>

#define WAIT_FIRST   (INT64_C(2) * 1000000)
#define SERVED_KEPT  (INT64_C(24) * 60 * 60 * 1000000)
#define FAILURES_MAX 64 /* the wait is long at its longest before */

/* ---- the pair ---- */

static void keyed(const struct store *store, const char *use, text first, text second,
                  unsigned char ret[STORE_HASH_BYTES])
{
    struct hashing h = store_hashing_start(store->keys.agents);
    store_hashing_text(&h, text_of(use));
    store_hashing_text(&h, first);
    store_hashing_text(&h, second);
    store_hashing_end(&h, ret);
}

struct pair store_pair(const struct store *store, text device, text secret)
{
    struct pair pair = {{0}};
    keyed(store, "pair", device, secret, pair.bytes);
    return pair;
}

static void as_word(const unsigned char hash[STORE_HASH_BYTES], char ret[TOKEN_LENGTH + 1])
{
    (void)sodium_bin2base64(ret, TOKEN_LENGTH + 1, hash, STORE_HASH_BYTES,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void store_device_sign(const struct store *store, text name, text nonce,
                       char ret[DEVICE_SIGN_LENGTH + 1])
{
    _Static_assert(DEVICE_SIGN_LENGTH == TOKEN_LENGTH, "32 bytes in base64");
    unsigned char hash[STORE_HASH_BYTES];
    keyed(store, "device", name, nonce, hash);
    as_word(hash, ret);
}

void store_derive_word(const struct store *store, const char *use, text secret,
                       char ret[TOKEN_LENGTH + 1])
{
    unsigned char hash[STORE_HASH_BYTES];
    keyed(store, "word", text_of(use), secret, hash);
    as_word(hash, ret);
}

/* ---- wrong proofs ---- */

static int64_t wait_after(int64_t failures)
{
    int64_t wait = 0;
    for (int64_t i = ATTEMPTS_FREE; i < failures && wait < ATTEMPT_WAIT_MAX; i++)
        wait = wait == 0 ? WAIT_FIRST : 2 * wait;
    return wait < ATTEMPT_WAIT_MAX ? wait : ATTEMPT_WAIT_MAX;
}

static err read_pair(struct store *store, const struct pair *pair, int64_t *ret_failures,
                     int64_t *ret_last)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e =
        store_row(store, SQL_ATTEMPT_READ, VALUES(BYTES_OF(pair->bytes, STORE_HASH_BYTES)), &rows);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    *ret_failures = e == ERR_OK ? store_integer(&rows, 0) : 0;
    *ret_last = e == ERR_OK ? store_integer(&rows, 1) : 0;
    return *ret_failures >= 0 && *ret_failures <= FAILURES_MAX ? ERR_OK : ERR_BROKEN;
}

err store_attempt(struct store *store, const struct pair *pair, int64_t now, int64_t *ret_wait)
{
    int64_t failures = 0, last = 0, since = 0;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_ATTEMPTS_FORGET, VALUES(INTEGER(now - ATTEMPTS_KEPT_FOR))));
    TRY(read_pair(store, pair, &failures, &last));
    if (__builtin_sub_overflow(now, last, &since)) return ERR_BROKEN;
    int64_t wait = wait_after(failures);
    /* A clock set back makes nobody wait longer than the wait itself. */
    if (failures > 0 && since >= 0 && since < wait) {
        *ret_wait = wait - since;
        return ERR_FORBIDDEN;
    }
    if (failures < FAILURES_MAX) failures++;
    TRY(store_run(
        store, SQL_ATTEMPT_WRITE,
        VALUES(BYTES_OF(pair->bytes, STORE_HASH_BYTES), INTEGER(failures), INTEGER(now))));
    return store_turn_commit(&turn);
}

err store_attempt_passed(struct store *store, const struct pair *pair)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_ATTEMPT_CLEAR, VALUES(BYTES_OF(pair->bytes, STORE_HASH_BYTES))));
    return store_turn_commit(&turn);
}

/* ---- what serves once ---- */

err store_serve_once(struct store *store, text word, int64_t now)
{
    unsigned char hash[STORE_HASH_BYTES];
    store_hash(word, hash);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_SERVED_FORGET, VALUES(INTEGER(now - SERVED_KEPT))));
    TRY(store_run(store, SQL_SERVED_ADD, VALUES(BYTES_OF(hash, sizeof hash), INTEGER(now))));
    return store_turn_commit(&turn);
}
