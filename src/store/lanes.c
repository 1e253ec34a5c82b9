#include "store/lanes.h"

#include <sodium.h>
#include <string.h>

/* The ends of the lanes, and taking old entries out of them. */

void store_lane_genesis(int64_t number, unsigned char ret[STORE_HASH_BYTES])
{
    struct hashing h = store_hashing_start(NULL);
    store_hashing_text(&h, T("abri reads 1"));
    store_hashing_number(&h, number);
    store_hashing_end(&h, ret);
}

static void seal_lane(const unsigned char key[STORE_KEY_BYTES], const struct lane *lane,
                      unsigned char ret[STORE_HASH_BYTES])
{
    struct hashing h = store_hashing_start(key);
    store_hashing_text(&h, T("abri lane 1"));
    store_hashing_number(&h, lane->number);
    store_hashing_number(&h, lane->start);
    store_hashing_bytes(&h, lane->start_hash, STORE_HASH_BYTES);
    store_hashing_number(&h, lane->length);
    store_hashing_bytes(&h, lane->hash, STORE_HASH_BYTES);
    store_hashing_end(&h, ret);
}

/* A lane that is not there was taken away: all are made with the store. */
static err read_lane(struct store *store, enum statement statement, int64_t number,
                     struct lane *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e = store_row(store, statement, VALUES(INTEGER(number)), &rows);
    if (e == ERR_NOT_FOUND) return ERR_BROKEN;
    if (e != ERR_OK) return e;
    struct lane lane = {
        .number = number, .start = store_integer(&rows, 0), .length = store_integer(&rows, 2)};
    text start_hash = store_bytes(&rows, 1);
    if (start_hash.length != STORE_HASH_BYTES) return ERR_BROKEN;
    memcpy(lane.start_hash, start_hash.at, STORE_HASH_BYTES);
    text hash = store_bytes(&rows, 3);
    if (hash.length != STORE_HASH_BYTES) return ERR_BROKEN;
    memcpy(lane.hash, hash.at, STORE_HASH_BYTES);
    text seal = store_bytes(&rows, 4);
    unsigned char expected[STORE_HASH_BYTES];
    seal_lane(store->keys.reads, &lane, expected);
    if (seal.length != STORE_HASH_BYTES || sodium_memcmp(seal.at, expected, sizeof expected) != 0)
        return ERR_BROKEN;
    *ret = lane;
    return ERR_OK;
}

err store_lane_read(struct store *store, int number, struct lane *ret)
{
    return read_lane(store, SQL_LANE_READ, number, ret);
}

err store_lane_take(struct store *store, int64_t number, struct lane *ret)
{
    return read_lane(store, SQL_LANE_TAKE, number, ret);
}

err store_lane_write(struct store *store, const struct lane *lane)
{
    unsigned char seal[STORE_HASH_BYTES];
    seal_lane(store->keys.reads, lane, seal);
    return store_post(store, SQL_LANE_WRITE,
                      VALUES(INTEGER(lane->start), BYTES_OF(lane->start_hash, STORE_HASH_BYTES),
                             INTEGER(lane->length), BYTES_OF(lane->hash, STORE_HASH_BYTES),
                             BYTES_OF(seal, sizeof seal), INTEGER(lane->number)));
}

err store_lanes_make(struct store *store, const unsigned char key[STORE_KEY_BYTES])
{
    for (int64_t number = 0; number <= ANCHOR_LANE; number++) {
        struct lane lane = {.number = number};
        unsigned char seal[STORE_HASH_BYTES];
        store_lane_genesis(number, lane.start_hash);
        store_lane_genesis(number, lane.hash);
        seal_lane(key, &lane, seal);
        TRY(store_run(store, SQL_LANE_ADD,
                      VALUES(INTEGER(number), INTEGER(0),
                             BYTES_OF(lane.start_hash, STORE_HASH_BYTES), INTEGER(0),
                             BYTES_OF(lane.hash, STORE_HASH_BYTES), BYTES_OF(seal, sizeof seal))));
    }
    return ERR_OK;
}

/* ---- what is old ---- */

err store_reads_place(struct store *store, int lane, int64_t moment, int64_t *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e = store_row(store, SQL_READS_SINCE, VALUES(INTEGER(lane), INTEGER(moment)), &rows);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    if (e == ERR_OK) {
        *ret = store_integer(&rows, 0);
        return ERR_OK;
    }
    struct lane end;
    TRY(store_lane_read(store, lane, &end));
    *ret = end.length;
    return ERR_OK;
}

/* Moves the lane's start to the first entry that is kept. The clock may have been set back:
 * whatever lies before that entry goes, nothing after it. */
static err move_start(struct store *store, int number, int64_t before, int64_t *cut)
{
    struct lane lane;
    int64_t start = 0;
    TRY(store_lane_take(store, number, &lane));
    TRY(store_reads_place(store, number, before, &start));
    if (start <= lane.start) return ERR_OK;
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e = store_row(store, SQL_READ_HASH, VALUES(INTEGER(number), INTEGER(start - 1)), &rows);
    if (e == ERR_NOT_FOUND) return ERR_BROKEN;
    TRY(e);
    text hash = store_bytes(&rows, 0);
    if (hash.length != STORE_HASH_BYTES) return ERR_BROKEN;
    memcpy(lane.start_hash, hash.at, STORE_HASH_BYTES);
    *cut += start - lane.start;
    lane.start = start;
    return store_lane_write(store, &lane);
}

static err trim(struct store *store, int64_t before, int64_t now, int64_t *cut)
{
    for (int number = 0; number < READ_LANES; number++) TRY(move_start(store, number, before, cut));
    TRY(store_anchor_add(store, now));
    for (int number = 0; number < READ_LANES; number++) {
        struct lane lane;
        TRY(store_lane_read(store, number, &lane));
        TRY(store_run(store, SQL_READS_TRIM, VALUES(INTEGER(number), INTEGER(lane.start))));
    }
    return ERR_OK;
}

err store_reads_trim(struct store *store, int64_t before, int64_t now, int64_t *ret_cut)
{
    int64_t cut = 0;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(trim(store, before, now, &cut));
    TRY(store_turn_commit(&turn));
    *ret_cut = cut;
    return ERR_OK;
}
