#include "store/parties.h"
#include "store/internal.h"

#include <sodium.h>
#include <string.h>

/* ---- the keys of a party ---- */

err store_liken(struct store *store, const struct likeness_person *person, bool seeks,
                struct party_keys *ret)
{
    return store->keeper.does->liken(store->keeper.context, person, seeks, ret);
}

#define PADDED_TO 64
#define KEPT_MAX  (LIKENESS_TEXTS_MAX + PADDED_TO)

static bool goes_before(const unsigned char *a, const unsigned char *b)
{
    return memcmp(a, b, PARTY_KEY_BYTES) < 0;
}

/* In the order of their bytes, which is chance: a heap, since there may be thousands. */
static void sift(unsigned char (*keys)[PARTY_KEY_BYTES], int root, int count)
{
    for (int child = 2 * root + 1; child < count; child = 2 * root + 1) {
        unsigned char kept[PARTY_KEY_BYTES];
        if (child + 1 < count && goes_before(keys[child], keys[child + 1])) child++;
        if (!goes_before(keys[root], keys[child])) return;
        memcpy(kept, keys[root], PARTY_KEY_BYTES);
        memcpy(keys[root], keys[child], PARTY_KEY_BYTES);
        memcpy(keys[child], kept, PARTY_KEY_BYTES);
        root = child;
    }
}

static void put_in_order(unsigned char (*keys)[PARTY_KEY_BYTES], int count)
{
    for (int i = count / 2 - 1; i >= 0; i--) sift(keys, i, count);
    for (int i = count - 1; i > 0; i--) {
        unsigned char kept[PARTY_KEY_BYTES];
        memcpy(kept, keys[0], PARTY_KEY_BYTES);
        memcpy(keys[0], keys[i], PARTY_KEY_BYTES);
        memcpy(keys[i], kept, PARTY_KEY_BYTES);
        sift(keys, 0, i);
    }
}

/* What two files may share for a reason that is not innocent. */
static bool is_mark(const struct party_key *key)
{
    return key->class == LIKENESS_IBAN || key->class == LIKENESS_PHONE ||
           key->class == LIKENESS_PROOF;
}

static err add_marks(struct store *store, file_number file, const struct party_keys *keys)
{
    for (int i = 0; i < keys->count; i++) {
        if (!is_mark(&keys->keys[i])) continue;
        TRY(store_run(
            store, SQL_MARK_ADD,
            VALUES(BYTES_OF(keys->keys[i].bytes, PARTY_KEY_BYTES), INTEGER(file.number))));
    }
    return ERR_OK;
}

static err add(struct store *store, file_number file, enum party party,
               const struct party_keys *keys)
{
    static unsigned char kept[KEPT_MAX][PARTY_KEY_BYTES]; /* too large for the stack */
    int count = (keys->count + PADDED_TO - 1) / PADDED_TO * PADDED_TO;
    randombytes_buf(kept, (size_t)count * PARTY_KEY_BYTES);
    for (int i = 0; i < keys->count; i++) memcpy(kept[i], keys->keys[i].bytes, PARTY_KEY_BYTES);
    put_in_order(kept, count);
    for (int i = count - 1; i > 0; i--) { /* a text that came twice */
        if (memcmp(kept[i - 1], kept[i], PARTY_KEY_BYTES) == 0)
            randombytes_buf(kept[i], PARTY_KEY_BYTES);
    }
    put_in_order(kept, count);
    TRY(store_run(store, SQL_PARTY_ADD,
                  VALUES(INTEGER(file.number), INTEGER(party),
                         BYTES_OF(kept, (ptrdiff_t)count * PARTY_KEY_BYTES))));
    return add_marks(store, file, keys);
}

err store_party_add(struct store *store, file_number file, enum party party,
                    const struct party_keys *keys)
{
    if (keys->count == 0) return ERR_OK;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(add(store, file, party, keys));
    return store_turn_commit(&turn);
}

err store_party_files(struct store *store, file_number file, const struct party_key *key, int max,
                      file_number *ret, int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(
        store, SQL_MARK_FILES,
        VALUES(BYTES_OF(key->bytes, PARTY_KEY_BYTES), INTEGER(file.number), INTEGER(max)), &rows));
    return store_numbers(&rows, max, &ret->number, ret_count);
}

/* ---- whom they meet ---- */

/* Adds the class to the meeting, which is made when it is new. HOST when the arena is full. */
static err meet(struct meeting **list, const struct meeting *who, int class, struct arena *a)
{
    for (struct meeting *one = *list; one; one = one->next) {
        if (one->agent != who->agent || one->person != who->person ||
            one->file.number != who->file.number || one->party != who->party)
            continue;
        one->classes |= 1u << class;
        return ERR_OK;
    }
    struct meeting *one = arena_try(a, (ptrdiff_t)sizeof *one);
    if (!one) return ERR_HOST;
    *one = *who;
    one->classes = 1u << class;
    one->next = *list;
    *list = one;
    return ERR_OK;
}

static err meet_agents(struct store *store, const struct party_key *key, struct meeting **list,
                       struct arena *a)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_AGENTS_SHARING, VALUES(BYTES_OF(key->bytes, PARTY_KEY_BYTES)),
                   &rows));
    for (bool row = true; row;) {
        TRY(store_next(&rows, &row));
        if (!row) break;
        struct meeting who = {.agent = store_integer(&rows, 0),
                              .person = (int)store_integer(&rows, 1)};
        int64_t class = store_integer(&rows, 2);
        if (class < 0 || class >= LIKENESS_COUNT) return ERR_BROKEN;
        TRY(meet(list, &who, (int)class, a));
    }
    return ERR_OK;
}

err store_party_agents(struct store *store, const struct party_keys *keys, struct arena *a,
                       struct meeting **ret)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    struct meeting *list = NULL;
    TRY(store_turn_read(store, &turn));
    for (int i = 0; i < keys->count; i++) TRY(meet_agents(store, &keys->keys[i], &list, a));
    *ret = list;
    return ERR_OK;
}

/* ---- one against all ---- */

static bool holds(text kept, const unsigned char key[PARTY_KEY_BYTES])
{
    const unsigned char *at = (const unsigned char *)kept.at;
    ptrdiff_t low = 0, high = kept.length / PARTY_KEY_BYTES;
    while (low < high) {
        ptrdiff_t middle = (low + high) / 2;
        int order = memcmp(at + middle * PARTY_KEY_BYTES, key, PARTY_KEY_BYTES);
        if (order == 0) return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static err scan_one(text kept, const struct seekers *seekers, struct meeting *who,
                    struct meeting **list, struct arena *a)
{
    for (int i = 0; i < seekers->count; i++) {
        const struct party_keys *keys = seekers->people[i];
        uint32_t classes = 0;
        for (int k = 0; k < keys->count; k++) {
            if (holds(kept, keys->keys[k].bytes)) classes |= 1u << keys->keys[k].class;
        }
        who->person = i;
        for (int class = 0; class < LIKENESS_COUNT; class ++) {
            if (classes & 1u << class) TRY(meet(list, who, class, a));
        }
    }
    return ERR_OK;
}

err store_party_scan(struct store *store, const struct seekers *seekers, int max,
                     struct party_place *at, struct arena *a, struct meeting **ret)
{
    struct meeting *list = NULL;
    struct party_place place = *at;
    int count = 0;
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_PARTY_SCAN,
                   VALUES(INTEGER(place.file.number), INTEGER(place.place), INTEGER(max)), &rows));
    for (bool row = true; count < max; count++) {
        TRY(store_next(&rows, &row));
        if (!row) break;
        place = (struct party_place){{store_integer(&rows, 0)}, (int)store_integer(&rows, 1), true};
        int64_t party = store_integer(&rows, 2);
        if (party < 0 || party >= PARTY_COUNT) return ERR_BROKEN;
        struct meeting who = {
            .agent = seekers->agent, .file = place.file, .party = (enum party)party};
        TRY(scan_one(store_bytes(&rows, 3), seekers, &who, &list, a));
    }
    place.more = count == max;
    *at = place;
    *ret = list;
    return ERR_OK;
}
