#include "store/lanes.h"

#include <sodium.h>
#include <string.h>

/* Whether the read log is what was written: each lane from its start to its sealed end, each anchor
 * chained and signed, and the lanes at the places the anchors told. */

/* Where the walk along one lane stands. */
struct walk {
    struct store *store;
    struct lane lane;
    int64_t place; /* the next entry's */
    unsigned char hash[STORE_HASH_BYTES];
    struct rows anchors; /* of ANCHORS_WALK: what each said of this lane */
    bool has_anchor;
    struct lane said;      /* by the anchor that comes next */
    int64_t anchor_place;  /* its own place */
    int64_t broken_anchor; /* the first that tells another story; -1: none */
};

/* The next anchor that can be held against the entries: what was cut since cannot. */
static err next_anchor(struct walk *walk)
{
    walk->has_anchor = true;
    while (walk->has_anchor) {
        struct anchor_words anchor;
        TRY(store_next(&walk->anchors, &walk->has_anchor));
        if (!walk->has_anchor) return ERR_OK;
        walk->anchor_place = store_integer(&walk->anchors, 0);
        if (store_anchor_parse(store_bytes(&walk->anchors, 1), &anchor) != ERR_OK) continue;
        walk->said = anchor.lanes[walk->lane.number];
        if (walk->said.length >= walk->place) return ERR_OK;
    }
    return ERR_OK;
}

/* Holds the anchors that told of the lane at this length against it. */
static err compare_anchors(struct walk *walk)
{
    while (walk->has_anchor && walk->said.length == walk->place) {
        bool same = memcmp(walk->said.hash, walk->hash, STORE_HASH_BYTES) == 0;
        if (!same && walk->broken_anchor < 0) walk->broken_anchor = walk->anchor_place;
        TRY(next_anchor(walk));
    }
    return ERR_OK;
}

static err walk_entries(struct walk *walk)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(walk->store, SQL_READS_LANE,
                   VALUES(INTEGER(walk->lane.number), INTEGER(0), INTEGER(INT64_MAX)), &rows));
    for (bool row = true;;) {
        struct read_line line;
        TRY(store_next(&rows, &row));
        if (!row) return ERR_OK;
        TRY(store_line_read(&rows, &line));
        if (line.place != walk->place || walk->place >= walk->lane.length) return ERR_BROKEN;
        if (line.file.number % READ_LANES != walk->lane.number) return ERR_BROKEN;
        store_line_chain(walk->hash, &line);
        if (memcmp(walk->hash, line.hash, STORE_HASH_BYTES) != 0) return ERR_BROKEN;
        walk->place++;
        TRY(compare_anchors(walk));
    }
}

static void walk_end(struct walk *walk) { store_rows_end(&walk->anchors); }

/* *ret_place: the first place that does not hold. */
static err verify_lane(struct store *store, int number, struct reads_verification *sum,
                       int64_t *ret_place, int64_t *ret_anchor)
{
    CLEANUP(walk_end) struct walk walk = {.store = store, .broken_anchor = -1};
    *ret_place = 0;
    TRY(store_lane_read(store, number, &walk.lane));
    walk.place = walk.lane.start;
    memcpy(walk.hash, walk.lane.start_hash, STORE_HASH_BYTES);
    TRY(store_rows(store, SQL_ANCHORS_WALK, NULL, 0, &walk.anchors));
    err e = next_anchor(&walk);
    if (e == ERR_OK) e = compare_anchors(&walk);
    if (e == ERR_OK) e = walk_entries(&walk);
    /* An anchor that saw more entries than there are. */
    if (walk.has_anchor && walk.broken_anchor < 0) walk.broken_anchor = walk.anchor_place;
    sum->entries += walk.place - walk.lane.start;
    *ret_place = walk.place;
    *ret_anchor = walk.broken_anchor;
    if (e != ERR_OK) return e;
    if (walk.place != walk.lane.length) return ERR_BROKEN;
    return memcmp(walk.hash, walk.lane.hash, STORE_HASH_BYTES) == 0 ? ERR_OK : ERR_BROKEN;
}

/* The anchors among themselves, and the starts of the lanes, which the last one that moved them has
 * signed. */
static err verify_anchors(struct store *store, struct reads_verification *sum, int64_t *ret_place)
{
    struct lane own;
    struct anchor_words anchor = {0};
    unsigned char hash[STORE_HASH_BYTES], key[ANCHOR_KEY_BYTES];
    int64_t place = 0;
    *ret_place = 0;
    TRY(store_anchor_key(store, key));
    TRY(store_lane_read(store, ANCHOR_LANE, &own));
    memcpy(hash, own.start_hash, sizeof hash);
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_ANCHORS_WALK, NULL, 0, &rows));
    for (bool row = true;; place++) {
        *ret_place = place;
        TRY(store_next(&rows, &row));
        if (!row) break;
        text signature = store_bytes(&rows, 2), words = store_bytes(&rows, 1);
        bool good = store_integer(&rows, 0) == place &&
                    store_anchor_parse(words, &anchor) == ERR_OK && anchor.place == place &&
                    memcmp(anchor.previous, hash, sizeof hash) == 0 &&
                    signature.length == ANCHOR_SIGNATURE_BYTES &&
                    store_anchor_signed(key, words, (const unsigned char *)signature.at);
        if (!good) return ERR_BROKEN;
        store_hash(words, hash);
        sum->anchors++;
    }
    if (place != own.length || memcmp(hash, own.hash, sizeof hash) != 0) return ERR_BROKEN;
    for (int i = 0; i < READ_LANES; i++) {
        struct lane lane;
        err e = store_lane_read(store, i, &lane);
        if (e == ERR_BROKEN) continue; /* said by its own walk */
        TRY(e);
        if (lane.start == 0) continue;
        bool same = place > 0 && anchor.lanes[i].start == lane.start &&
                    memcmp(anchor.lanes[i].start_hash, lane.start_hash, STORE_HASH_BYTES) == 0;
        if (!same) return ERR_BROKEN;
    }
    return ERR_OK;
}

err store_reads_verify(struct store *store, struct reads_verification *ret,
                       void (*broken)(void *context, int lane, int64_t place), void *context)
{
    struct reads_verification sum = {0};
    int64_t place = 0, first_anchor = -1;
    CLEANUP(store_turn_end) struct turn turn = {0}; /* one moment of the whole log */
    TRY(store_turn_read(store, &turn));
    for (int i = 0; i < READ_LANES; i++) {
        int64_t anchor = -1;
        err e = verify_lane(store, i, &sum, &place, &anchor);
        if (e != ERR_OK && e != ERR_BROKEN) return e;
        if (e == ERR_BROKEN) broken(context, i, place);
        sum.broken += e == ERR_BROKEN;
        if (anchor >= 0 && (first_anchor < 0 || anchor < first_anchor)) first_anchor = anchor;
    }
    err e = verify_anchors(store, &sum, &place);
    if (e != ERR_OK && e != ERR_BROKEN) return e;
    if (e == ERR_BROKEN && (first_anchor < 0 || place < first_anchor)) first_anchor = place;
    if (first_anchor >= 0) broken(context, ANCHOR_LANE, first_anchor);
    sum.broken += first_anchor >= 0;
    *ret = sum;
    return ERR_OK;
}

err store_anchor_compare(struct store *store, text words, text signature, struct arena scratch)
{
    struct anchor_words told;
    struct anchor ours;
    unsigned char key[ANCHOR_KEY_BYTES], bytes[ANCHOR_SIGNATURE_BYTES];
    size_t length = 0;
    if (store_anchor_parse(words, &told) != ERR_OK || signature.length != 2 * sizeof bytes ||
        sodium_hex2bin(bytes, sizeof bytes, signature.at, (size_t)signature.length, NULL, &length,
                       NULL) != 0 ||
        length != sizeof bytes)
        return ERR_BAD_INPUT;
    TRY(store_anchor_key(store, key));
    if (!store_anchor_signed(key, words, bytes)) return ERR_BAD_INPUT;
    err e = store_anchor_read(store, told.place, &scratch, &ours);
    if (e == ERR_NOT_FOUND) return ERR_BROKEN;
    TRY(e);
    return text_equal(ours.words, words) ? ERR_OK : ERR_BROKEN;
}
