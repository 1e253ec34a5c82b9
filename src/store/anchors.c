#include "store/lanes.h"

#include <sodium.h>
#include <string.h>

#define HOUR (INT64_C(3600) * 1000000)

/* ---- the signature ----
 *
 * The keeper signs "abri anchor 1", a line feed, the hash of the words in hexadecimal, a line feed:
 * short, and nothing else that is ever signed begins so. */

#define SIGNED_BYTES (15 + 2 * STORE_HASH_BYTES)

static text to_sign(text words, char room[SIGNED_BYTES])
{
    unsigned char hash[STORE_HASH_BYTES];
    struct writer out = {room, 0, SIGNED_BYTES, false};
    store_hash(words, hash);
    write_string(&out, "abri anchor 1\n");
    write_hex(&out, hash, sizeof hash);
    write_character(&out, '\n');
    must(!out.full);
    return writer_text(&out);
}

err store_anchor_key(const struct store *store, unsigned char ret[ANCHOR_KEY_BYTES])
{
    return store->keeper.does->public_key(store->keeper.context, ret);
}

bool store_anchor_signed(const unsigned char key[ANCHOR_KEY_BYTES], text words,
                         const unsigned char signature[ANCHOR_SIGNATURE_BYTES])
{
    char room[SIGNED_BYTES];
    return keeper_signed(key, to_sign(words, room), signature);
}

/* ---- the words ----
 *
 *     abri anchor 1
 *     PLACE MOMENT
 *     PREVIOUS            hash of the words of the anchor before; the genesis of lane 16 for the
 * first LANE START START_HASH LENGTH HASH            sixteen times
 *
 * Numbers in decimal, hashes in hexadecimal, one blank between, a line feed after each line. */

static void write_lane(struct writer *out, const struct lane *lane)
{
    write_integer(out, lane->number);
    write_character(out, ' ');
    write_integer(out, lane->start);
    write_character(out, ' ');
    write_hex(out, lane->start_hash, STORE_HASH_BYTES);
    write_character(out, ' ');
    write_integer(out, lane->length);
    write_character(out, ' ');
    write_hex(out, lane->hash, STORE_HASH_BYTES);
    write_character(out, '\n');
}

static void write_anchor(struct writer *out, const struct anchor_words *anchor)
{
    write_string(out, "abri anchor 1\n");
    write_integer(out, anchor->place);
    write_character(out, ' ');
    write_integer(out, anchor->moment);
    write_character(out, '\n');
    write_hex(out, anchor->previous, STORE_HASH_BYTES);
    write_character(out, '\n');
    for (int i = 0; i < READ_LANES; i++) write_lane(out, &anchor->lanes[i]);
}

static err read_hash(text from, unsigned char ret[STORE_HASH_BYTES])
{
    size_t length = 0;
    if (from.length != (ptrdiff_t)2 * STORE_HASH_BYTES ||
        sodium_hex2bin(ret, STORE_HASH_BYTES, from.at, (size_t)from.length, NULL, &length, NULL) !=
            0 ||
        length != STORE_HASH_BYTES)
        return ERR_BAD_INPUT;
    return ERR_OK;
}

static err parse_lane(text line, int number, struct lane *ret)
{
    TRY(text_read_integer(text_cut(&line, ' '), &ret->number));
    TRY(text_read_integer(text_cut(&line, ' '), &ret->start));
    TRY(read_hash(text_cut(&line, ' '), ret->start_hash));
    TRY(text_read_integer(text_cut(&line, ' '), &ret->length));
    TRY(read_hash(line, ret->hash));
    bool good = ret->number == number && ret->start >= 0 && ret->start <= ret->length;
    return good ? ERR_OK : ERR_BAD_INPUT;
}

err store_anchor_parse(text words, struct anchor_words *ret)
{
    struct anchor_words anchor = {0};
    text rest = words;
    if (words.length > ANCHOR_WORDS_MAX) return ERR_BAD_INPUT;
    if (!text_equal(text_cut(&rest, '\n'), T("abri anchor 1"))) return ERR_BAD_INPUT;
    text line = text_cut(&rest, '\n');
    TRY(text_read_integer(text_cut(&line, ' '), &anchor.place));
    TRY(text_read_integer(line, &anchor.moment));
    TRY(read_hash(text_cut(&rest, '\n'), anchor.previous));
    for (int i = 0; i < READ_LANES; i++)
        TRY(parse_lane(text_cut(&rest, '\n'), i, &anchor.lanes[i]));
    /* Written in one way only: what reads the same is the same. */
    char room[ANCHOR_WORDS_MAX];
    struct writer again = WRITER(room);
    write_anchor(&again, &anchor);
    if (anchor.place < 0 || !text_equal(writer_text(&again), words)) return ERR_BAD_INPUT;
    *ret = anchor;
    return ERR_OK;
}

/* ---- making one ---- */

err store_anchor_add(struct store *store, int64_t moment)
{
    struct lane own;
    TRY(store_lane_take(store, ANCHOR_LANE, &own));
    struct anchor_words anchor = {.place = own.length, .moment = moment};
    memcpy(anchor.previous, own.hash, STORE_HASH_BYTES);
    for (int i = 0; i < READ_LANES; i++) TRY(store_lane_read(store, i, &anchor.lanes[i]));
    char room[ANCHOR_WORDS_MAX];
    struct writer out = WRITER(room);
    write_anchor(&out, &anchor);
    must(!out.full);
    text words = writer_text(&out);
    unsigned char signature[ANCHOR_SIGNATURE_BYTES];
    char signed_room[SIGNED_BYTES];
    TRY(store->keeper.does->sign(store->keeper.context, to_sign(words, signed_room), signature));
    store_hash(words, own.hash);
    own.length++;
    TRY(store_run(store, SQL_ANCHOR_ADD,
                  VALUES(INTEGER(anchor.place), INTEGER(moment), BYTES_OF(words.at, words.length),
                         BYTES_OF(signature, sizeof signature))));
    return store_lane_write(store, &own);
}

err store_anchor_make(struct store *store, int64_t moment)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_anchor_add(store, moment));
    return store_turn_commit(&turn);
}

static err last_moment(struct store *store, int64_t *ret)
{
    struct lane own;
    TRY(store_lane_read(store, ANCHOR_LANE, &own));
    if (own.length == 0) return ERR_NOT_FOUND;
    CLEANUP(store_rows_end) struct rows rows = {0};
    err e = store_row(store, SQL_ANCHOR_READ, VALUES(INTEGER(own.length - 1)), &rows);
    if (e == ERR_NOT_FOUND) return ERR_BROKEN;
    TRY(e);
    *ret = store_integer(&rows, 0);
    return ERR_OK;
}

/* The hour is remembered only when it was read from the store: what this transaction writes may yet
 * be undone. */
static err add_hourly(struct store *store, int64_t moment)
{
    int64_t last = 0, hour = moment / HOUR;
    if (store->anchored_hour == hour) return ERR_OK;
    err e = last_moment(store, &last);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    if (e == ERR_NOT_FOUND || last / HOUR != hour) return store_anchor_add(store, moment);
    store->anchored_hour = hour;
    return ERR_OK;
}

err store_anchor_hourly(struct store *store, int64_t moment)
{
    err e = add_hourly(store, moment);
    return e == ERR_BROKEN ? ERR_OK : e;
}

/* ---- reading them ---- */

err store_anchors_count(struct store *store, int64_t *ret)
{
    struct lane own;
    TRY(store_lane_read(store, ANCHOR_LANE, &own));
    *ret = own.length;
    return ERR_OK;
}

err store_anchor_read(struct store *store, int64_t place, struct arena *a, struct anchor *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_ANCHOR_READ, VALUES(INTEGER(place)), &rows));
    struct anchor anchor = {.place = place, .moment = store_integer(&rows, 0)};
    text signature = store_bytes(&rows, 2);
    if (signature.length != ANCHOR_SIGNATURE_BYTES) return ERR_BROKEN;
    memcpy(anchor.signature, signature.at, ANCHOR_SIGNATURE_BYTES);
    text words = store_bytes(&rows, 1);
    if (words.length > ANCHOR_WORDS_MAX) return ERR_BROKEN;
    struct arena mine = *a;
    char *room = arena_try(&mine, words.length + 1);
    if (!room) return ERR_HOST;
    if (words.length > 0) memcpy(room, words.at, (size_t)words.length);
    anchor.words = (text){room, words.length};
    *a = mine;
    *ret = anchor;
    return ERR_OK;
}
