#include "store/drafts.h"
#include "store/internal.h"

#include <sodium.h>
#include <string.h>

/* Argon2id as for passwords (accounts.c): the code has 56 bits of chance, and who has the store and
 * its keys must pay this for each guess. */
#define CODE_PASSES 3
#define CODE_MEMORY ((size_t)19 * 1024 * 1024)

enum wrapped_under { UNDER_SESSION, UNDER_CODE };

void store_draft_wipe(struct draft *draft) { sodium_memzero(draft->key, sizeof draft->key); }

/* ---- keys ---- */

static void keyed(const struct store *store, const char *use, text of,
                  unsigned char ret[STORE_HASH_BYTES])
{
    struct hashing h = store_hashing_start(store->keys.agents);
    store_hashing_text(&h, text_of(use));
    store_hashing_text(&h, of);
    store_hashing_end(&h, ret);
}

/* What a secret finds the draft by, and what it opens its key with. */
struct way {
    unsigned char found_by[STORE_HASH_BYTES], opens[STORE_KEY_BYTES];
};
static void way_wipe(struct way *way) { sodium_memzero(way, sizeof *way); }

static void way_of_word(const struct store *store, text word, struct way *ret)
{
    keyed(store, "draft session", word, ret->found_by);
    keyed(store, "draft session key", word, ret->opens);
}

static err way_of_code(const struct store *store, const unsigned char code[MEMORABLE_BYTES],
                       struct way *ret)
{
    unsigned char salt[STORE_HASH_BYTES], slow[STORE_KEY_BYTES];
    _Static_assert(STORE_HASH_BYTES >= crypto_pwhash_SALTBYTES, "the salt is the hash's beginning");
    keyed(store, "draft code salt", T(""), salt);
    if (crypto_pwhash(slow, sizeof slow, (const char *)code, MEMORABLE_BYTES, salt, CODE_PASSES,
                      CODE_MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return ERR_HOST;
    keyed(store, "draft code", store_key_text(slow), ret->found_by);
    keyed(store, "draft code key", store_key_text(slow), ret->opens);
    sodium_memzero(slow, sizeof slow);
    return ERR_OK;
}

static struct bound bound_of_key(int64_t number, enum wrapped_under under)
{
    return store_bound(SEALED_DRAFT_KEY, (file_number){number}, 0, under);
}

static void wrap(const struct way *way, const struct draft *draft, enum wrapped_under under,
                 unsigned char ret[KEEPER_WRAPPED_BYTES])
{
    store_seal(way->opens, bound_of_key(draft->number, under).bytes, store_key_text(draft->key),
               ret);
}

static err unwrap(const struct way *way, text wrapped, enum wrapped_under under,
                  struct draft *draft)
{
    if (wrapped.length != KEEPER_WRAPPED_BYTES) return ERR_BROKEN;
    return store_unseal(way->opens, bound_of_key(draft->number, under).bytes, wrapped, draft->key);
}

/* ---- words ---- */

static err seal_words(const struct draft *draft, text words,
                      unsigned char ret[DRAFT_BYTES_MAX + SEAL_OVERHEAD])
{
    if (words.length > DRAFT_BYTES_MAX) return ERR_BAD_INPUT;
    struct bound bound = store_bound(SEALED_DRAFT, (file_number){draft->number}, 0, 0);
    store_seal(draft->key, bound.bytes, words, ret);
    return ERR_OK;
}

static err open_words(struct draft *draft, text sealed, struct arena *a)
{
    struct bound bound = store_bound(SEALED_DRAFT, (file_number){draft->number}, 0, 0);
    if (sealed.length < SEAL_OVERHEAD || sealed.length > DRAFT_BYTES_MAX + SEAL_OVERHEAD)
        return ERR_BROKEN;
    char *room = arena_try(a, sealed.length);
    if (!room) return ERR_HOST;
    TRY(store_unseal(draft->key, bound.bytes, sealed, (unsigned char *)room));
    draft->words = (text){room, sealed.length - SEAL_OVERHEAD};
    return ERR_OK;
}

/* ---- sessions ---- */

err store_draft_begin(struct store *store, text words, int64_t now, char ret_word[TOKEN_LENGTH + 1])
{
    CLEANUP(store_draft_wipe) struct draft draft = {.number = 0};
    CLEANUP(way_wipe) struct way way;
    char word[TOKEN_LENGTH + 1];
    unsigned char hash[STORE_HASH_BYTES], wrapped[KEEPER_WRAPPED_BYTES];
    unsigned char sealed[DRAFT_BYTES_MAX + SEAL_OVERHEAD];
    uint64_t chance;
    randombytes_buf(&chance, sizeof chance);
    randombytes_buf(draft.key, sizeof draft.key);
    draft.number = (int64_t)(chance >> 1);
    store_token_make(word, hash);
    way_of_word(store, text_of(word), &way);
    wrap(&way, &draft, UNDER_SESSION, wrapped);
    TRY(seal_words(&draft, words, sealed));
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_DRAFT_ADD,
                  VALUES(INTEGER(draft.number), BYTES_OF(way.found_by, STORE_HASH_BYTES),
                         BYTES_OF(wrapped, sizeof wrapped), BYTES_OF("", 0), INTEGER(now),
                         BYTES_OF(sealed, words.length + SEAL_OVERHEAD))));
    TRY(store_turn_commit(&turn));
    memcpy(ret_word, word, sizeof word);
    sodium_memzero(word, sizeof word);
    return ERR_OK;
}

/* The draft of a session, and how long it was unused. */
static err find(struct store *store, text word, int64_t now, struct arena *a, struct draft *ret,
                int64_t *ret_idle)
{
    CLEANUP(way_wipe) struct way way;
    CLEANUP(store_rows_end) struct rows rows = {0};
    if (word.length != TOKEN_LENGTH) return ERR_NOT_FOUND;
    way_of_word(store, word, &way);
    TRY(store_row(store, SQL_DRAFT_OF_SESSION, VALUES(BYTES_OF(way.found_by, STORE_HASH_BYTES)),
                  &rows));
    if (__builtin_sub_overflow(now, store_integer(&rows, 3), ret_idle)) return ERR_BROKEN;
    if (*ret_idle > DRAFT_LATE) return ERR_NOT_FOUND;
    ret->number = store_integer(&rows, 0);
    ret->has_code = store_integer(&rows, 2) > 0;
    TRY(unwrap(&way, store_bytes(&rows, 1), UNDER_SESSION, ret));
    return open_words(ret, store_bytes(&rows, 4), a);
}

err store_draft_open(struct store *store, text word, int64_t now, struct arena *a,
                     struct draft *ret)
{
    CLEANUP(store_draft_wipe) struct draft draft = {.number = 0};
    int64_t idle = 0;
    TRY(find(store, word, now, a, &draft, &idle));
    if (idle > DRAFT_IDLE) return ERR_NOT_FOUND;
    if (idle >= DRAFT_IDLE_NOTED) { /* a clock set back does not shorten it */
        CLEANUP(store_turn_end) struct turn turn = {0};
        TRY(store_turn_write(store, &turn));
        TRY(store_run(store, SQL_DRAFT_TOUCH, VALUES(INTEGER(now), INTEGER(draft.number))));
        TRY(store_turn_commit(&turn));
    }
    *ret = draft;
    return ERR_OK;
}

err store_draft_open_late(struct store *store, text word, int64_t now, struct arena *a,
                          struct draft *ret)
{
    CLEANUP(store_draft_wipe) struct draft draft = {.number = 0};
    int64_t idle = 0;
    TRY(find(store, word, now, a, &draft, &idle));
    *ret = draft;
    return ERR_OK;
}

err store_draft_write(struct store *store, const struct draft *draft, text words)
{
    unsigned char sealed[DRAFT_BYTES_MAX + SEAL_OVERHEAD];
    TRY(seal_words(draft, words, sealed));
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_DRAFT_WRITE,
                  VALUES(BYTES_OF(sealed, words.length + SEAL_OVERHEAD), INTEGER(draft->number))));
    return store_turn_commit(&turn);
}

/* ---- the code ---- */

err store_draft_code(struct store *store, const struct draft *draft,
                     const unsigned char code[MEMORABLE_BYTES])
{
    CLEANUP(way_wipe) struct way way;
    unsigned char wrapped[KEEPER_WRAPPED_BYTES];
    TRY(way_of_code(store, code, &way));
    wrap(&way, draft, UNDER_CODE, wrapped);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_DRAFT_CODE,
                  VALUES(BYTES_OF(way.found_by, STORE_HASH_BYTES),
                         BYTES_OF(wrapped, sizeof wrapped), INTEGER(draft->number))));
    return store_turn_commit(&turn);
}

static err find_by_code(struct store *store, const struct way *way, int64_t kept_since,
                        struct draft *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_DRAFT_OF_CODE,
                  VALUES(BYTES_OF(way->found_by, STORE_HASH_BYTES), INTEGER(kept_since)), &rows));
    ret->number = store_integer(&rows, 0);
    return unwrap(way, store_bytes(&rows, 1), UNDER_CODE, ret);
}

err store_draft_resume(struct store *store, const unsigned char code[MEMORABLE_BYTES], int64_t now,
                       int64_t kept_since, char ret_word[TOKEN_LENGTH + 1])
{
    CLEANUP(store_draft_wipe) struct draft draft = {.number = 0};
    CLEANUP(way_wipe) struct way way;
    CLEANUP(way_wipe) struct way session;
    char word[TOKEN_LENGTH + 1];
    unsigned char hash[STORE_HASH_BYTES], wrapped[KEEPER_WRAPPED_BYTES];
    TRY(way_of_code(store, code, &way));
    store_token_make(word, hash);
    way_of_word(store, text_of(word), &session);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(find_by_code(store, &way, kept_since, &draft));
    wrap(&session, &draft, UNDER_SESSION, wrapped);
    TRY(store_run(store, SQL_DRAFT_SESSION,
                  VALUES(BYTES_OF(session.found_by, STORE_HASH_BYTES),
                         BYTES_OF(wrapped, sizeof wrapped), INTEGER(now), INTEGER(draft.number))));
    TRY(store_turn_commit(&turn));
    memcpy(ret_word, word, sizeof word);
    sodium_memzero(word, sizeof word);
    return ERR_OK;
}

/* ---- ends ---- */

static err erase(struct store *store, int64_t number)
{
    TRY(store_run(store, SQL_DRAFT_PAGES_ERASE, VALUES(INTEGER(number))));
    return store_run(store, SQL_DRAFT_ERASE, VALUES(INTEGER(number)));
}

static err read_session(struct store *store, const struct way *way, int64_t *ret_number,
                        int64_t *ret_touched, bool *ret_has_code)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_DRAFT_OF_SESSION, VALUES(BYTES_OF(way->found_by, STORE_HASH_BYTES)),
                  &rows));
    *ret_number = store_integer(&rows, 0);
    *ret_has_code = store_integer(&rows, 2) > 0;
    *ret_touched = store_integer(&rows, 3);
    return ERR_OK;
}

err store_draft_leave(struct store *store, text word)
{
    CLEANUP(way_wipe) struct way way;
    int64_t number = 0, touched = 0;
    bool has_code = false;
    if (word.length != TOKEN_LENGTH) return ERR_OK;
    way_of_word(store, word, &way);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    err e = read_session(store, &way, &number, &touched, &has_code);
    if (e == ERR_NOT_FOUND) return ERR_OK;
    if (e != ERR_OK) return e;
    if (has_code) {
        TRY(store_run(store, SQL_DRAFT_SESSION,
                      VALUES(BYTES_OF("", 0), BYTES_OF("", 0), INTEGER(touched), INTEGER(number))));
    } else {
        TRY(erase(store, number));
    }
    return store_turn_commit(&turn);
}

err store_draft_sent(struct store *store, const struct draft *draft, text words)
{
    unsigned char sealed[DRAFT_BYTES_MAX + SEAL_OVERHEAD];
    TRY(seal_words(draft, words, sealed));
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_DRAFT_PAGES_ERASE, VALUES(INTEGER(draft->number))));
    TRY(store_run(store, SQL_DRAFT_CODE,
                  VALUES(BYTES_OF("", 0), BYTES_OF("", 0), INTEGER(draft->number))));
    TRY(store_run(store, SQL_DRAFT_WRITE,
                  VALUES(BYTES_OF(sealed, words.length + SEAL_OVERHEAD), INTEGER(draft->number))));
    return store_turn_commit(&turn);
}

#define OVER_AT_A_TIME 64

static err over(struct store *store, int64_t now, int64_t kept_since, int64_t *ret, int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_DRAFTS_OVER,
                   VALUES(INTEGER(kept_since), INTEGER(now - DRAFT_IDLE), INTEGER(OVER_AT_A_TIME)),
                   &rows));
    return store_numbers(&rows, OVER_AT_A_TIME, ret, ret_count);
}

err store_drafts_forget(struct store *store, int64_t now, int64_t kept_since)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    for (int count = OVER_AT_A_TIME; count == OVER_AT_A_TIME;) {
        int64_t numbers[OVER_AT_A_TIME];
        TRY(over(store, now, kept_since, numbers, &count));
        for (int i = 0; i < count; i++) TRY(erase(store, numbers[i]));
    }
    return store_turn_commit(&turn);
}
