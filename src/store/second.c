#include "store/second.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define STEP           (INT64_C(30) * 1000000)
#define WINDOW         1 /* steps before and after: two clocks are never quite the same */
#define DIGITS         6
#define RECOVERY_BYTES 10

_Static_assert(SECOND_SECRET_BYTES * 8 == SECOND_SECRET_LENGTH * 5, "base32 without padding");
_Static_assert(RECOVERY_BYTES * 8 == RECOVERY_CODE_LENGTH * 5, "base32 without padding");

/* ---- words ---- */

static void base32(const unsigned char *bytes, ptrdiff_t length, const char *letters, char *ret)
{
    ptrdiff_t count = length * 8 / 5;
    for (ptrdiff_t i = 0; i < count; i++) {
        ptrdiff_t bit = i * 5, at = bit / 8;
        unsigned two = (unsigned)bytes[at] << 8 | (at + 1 < length ? bytes[at + 1] : 0u);
        ret[i] = letters[two >> (11 - bit % 8) & 31u];
    }
    ret[count] = '\0';
}

/* A secret belongs to one account: moved to another one, it does not open. */
static void bound_of(text name, unsigned char ret[STORE_HASH_BYTES])
{
    struct hashing h = store_hashing_start(NULL);
    store_hashing_text(&h, T("second factor"));
    store_hashing_text(&h, name);
    store_hashing_end(&h, ret);
}
_Static_assert(STORE_HASH_BYTES == BOUND_BYTES, "a hash binds");

static void recovery_hash(const struct store *store, text name, text code,
                          unsigned char ret[STORE_HASH_BYTES])
{
    struct hashing h = store_hashing_start(store->keys.agents);
    store_hashing_text(&h, T("recovery code"));
    store_hashing_text(&h, name);
    store_hashing_text(&h, code);
    store_hashing_end(&h, ret);
}

/* As it is kept: small letters and digits, without what people put between. */
static text plain_code(text typed, char room[RECOVERY_CODE_LENGTH + 1])
{
    ptrdiff_t length = 0;
    for (ptrdiff_t i = 0; i < typed.length; i++) {
        char c = typed.at[i];
        if (c == ' ' || c == '-') continue;
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if (length == RECOVERY_CODE_LENGTH) return (text){room, 0};
        room[length++] = c;
    }
    return (text){room, length};
}

/* ---- the code ---- */

/* The latest step of the window whose code it is; 0 for none. Every step is computed and compared
 * whole: how long it takes tells nothing. */
static err step_of(const unsigned char secret[SECOND_SECRET_BYTES], text code, int64_t now,
                   int64_t *ret)
{
    char typed[DIGITS + 1] = {0}, right[DIGITS + 1];
    bool whole = code.length == DIGITS;
    if (whole) memcpy(typed, code.at, DIGITS);
    int64_t found = 0, middle = now / STEP;
    for (int64_t step = middle - WINDOW; step <= middle + WINDOW; step++) {
        if (step <= 0) continue;
        if (oath_hotp_generate((const char *)secret, SECOND_SECRET_BYTES, (uint64_t)step, DIGITS,
                               false, OATH_HOTP_DYNAMIC_TRUNCATION, right) != OATH_OK)
            return ERR_HOST;
        if (sodium_memcmp(typed, right, DIGITS) == 0 && whole) found = step;
    }
    *ret = found;
    return ERR_OK;
}

static err is_recovery(struct store *store, text name, const unsigned char hash[STORE_HASH_BYTES],
                       bool *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e = store_row(store, SQL_RECOVERY_READ,
                      VALUES(WORDS(name), BYTES_OF(hash, STORE_HASH_BYTES)), &rows);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    *ret = e == ERR_OK;
    return ERR_OK;
}

/* Where there is no secret, opening is tried all the same: it takes as long. */
static err open_secret(const struct store *store, text name, text sealed,
                       unsigned char ret[SECOND_SECRET_BYTES])
{
    static const char nothing[SEALED_SECRET_BYTES];
    unsigned char bound[STORE_HASH_BYTES];
    bool is_kept = sealed.length == SEALED_SECRET_BYTES;
    bound_of(name, bound);
    if (sealed.length > 0 && !is_kept) return ERR_BROKEN;
    if (!is_kept) sealed = (text){nothing, sizeof nothing};
    err e = store_unseal(store->keys.agents, bound, sealed, ret);
    return is_kept ? e : ERR_OK;
}

err store_second_find(struct store *store, const struct proof *proof,
                      const struct second_kept *kept, int64_t now, struct second_found *ret)
{
    unsigned char secret[SECOND_SECRET_BYTES] = {0};
    char room[RECOVERY_CODE_LENGTH + 1];
    struct second_found found = {0};
    TRY(open_secret(store, proof->name, kept->sealed, secret));
    text plain = plain_code(proof->code, room);
    err e = step_of(secret, plain, now, &found.step);
    sodium_memzero(secret, sizeof secret);
    if (e != ERR_OK) return e;
    found.is_step = kept->sealed.length > 0 && found.step > kept->step;
    recovery_hash(store, proof->name, plain, found.hash);
    TRY(is_recovery(store, proof->name, found.hash, &found.is_recovery));
    *ret = found;
    return ERR_OK;
}

err store_second_take(struct store *store, text name, const struct second_found *found)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    if (found->is_step)
        return store_row(store, SQL_ACCOUNT_STEP, VALUES(INTEGER(found->step), WORDS(name)), &rows);
    return store_row(store, SQL_RECOVERY_USE,
                     VALUES(WORDS(name), BYTES_OF(found->hash, STORE_HASH_BYTES)), &rows);
}

/* ---- enrolment ---- */

static err write_recovery(struct store *store, text name, struct second_factor *second)
{
    TRY(store_run(store, SQL_RECOVERY_CLEAR, VALUES(WORDS(name))));
    for (int i = 0; i < RECOVERY_CODES; i++) {
        unsigned char chance[RECOVERY_BYTES], hash[STORE_HASH_BYTES];
        randombytes_buf(chance, sizeof chance);
        base32(chance, sizeof chance, "abcdefghijklmnopqrstuvwxyz234567", second->recovery[i]);
        recovery_hash(store, name, text_of(second->recovery[i]), hash);
        TRY(store_run(store, SQL_RECOVERY_ADD, VALUES(WORDS(name), BYTES_OF(hash, sizeof hash))));
    }
    return ERR_OK;
}

static err write_secret(struct store *store, text name, struct second_factor *second)
{
    unsigned char secret[SECOND_SECRET_BYTES], bound[STORE_HASH_BYTES];
    unsigned char sealed[SEALED_SECRET_BYTES];
    randombytes_buf(secret, sizeof secret);
    base32(secret, sizeof secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", second->secret);
    bound_of(name, bound);
    store_seal(store->keys.agents, bound, (text){(const char *)secret, sizeof secret}, sealed);
    sodium_memzero(secret, sizeof secret);
    CLEANUP(store_rows_end) struct rows rows = {0};
    return store_row(store, SQL_ACCOUNT_SECOND,
                     VALUES(BYTES_OF(sealed, sizeof sealed), WORDS(name)), &rows);
}

err store_account_second(struct store *store, text name, struct second_factor *ret)
{
    CLEANUP(store_second_wipe) struct second_factor second = {0};
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(write_secret(store, name, &second));
    TRY(write_recovery(store, name, &second));
    TRY(store_run(store, SQL_SESSIONS_END_OF, VALUES(WORDS(name))));
    TRY(store_turn_commit(&turn));
    *ret = second;
    return ERR_OK;
}

void store_second_wipe(struct second_factor *second) { sodium_memzero(second, sizeof *second); }
