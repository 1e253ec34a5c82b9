#include "store/keeper_message.h"

#include <string.h>

/* ---- how often ---- */

#define MILLION INT64_C(1000000)

/* Takes one from the bucket, if it has one. A clock that goes back fills nothing. */
static bool take_one(struct keeper_bucket *bucket, int64_t now)
{
    int64_t full = bucket->burst * MILLION;
    must(bucket->burst > 0 && bucket->per_second >= 0);
    if (!bucket->started)
        *bucket = (struct keeper_bucket){bucket->burst, bucket->per_second, full, now, true};
    int64_t passed = now > bucket->at ? now - bucket->at : 0;
    int64_t wanting = full - bucket->level;
    bool fills = bucket->per_second > 0 && passed >= wanting / bucket->per_second + 1;
    bucket->level = fills ? full : bucket->level + passed * bucket->per_second;
    bucket->at = now;
    if (bucket->level < MILLION) return false;
    bucket->level -= MILLION;
    return true;
}

static err allow(struct keeper_desk *desk, int64_t now, const struct keeper_request *request)
{
    if (!(desk->may & KEEPER_MAY(request->operation))) {
        desk->not_allowed++;
        return ERR_FORBIDDEN;
    }
    bool early = (request->operation == KEEPER_OPEN && !take_one(&desk->openings, now)) ||
                 ((request->operation == KEEPER_BLIND || request->operation == KEEPER_LIKEN) &&
                  !take_one(&desk->blinds, now));
    desk->too_many += early;
    return early ? ERR_STORE_DOWN : ERR_OK;
}

/* ---- what is asked ---- */

static err open_piece(struct keeper_desk *desk, const struct keeper_request *request,
                      unsigned char *ret, ptrdiff_t *ret_length)
{
    const struct keeper *k = &desk->keeper;
    if (request->bytes.length < SEAL_OVERHEAD) return ERR_BROKEN;
    TRY(k->does->open(k->context, &request->piece, &request->key, request->bytes, ret));
    *ret_length = request->bytes.length - SEAL_OVERHEAD;
    desk->last_opened = request->piece;
    return ERR_OK;
}

static err blind(const struct keeper *k, text bytes, unsigned char *ret)
{
    struct blind blind;
    TRY(k->does->blind(k->context, bytes, &blind));
    memcpy(ret, blind.bytes, STORE_HASH_BYTES);
    return ERR_OK;
}

static err liken(const struct keeper *k, text bytes, unsigned char *ret, ptrdiff_t *ret_length)
{
    static struct party_keys keys; /* one question at a time; too large for the stack */
    struct likeness_person person;
    bool seeks = false;
    _Static_assert(LIKENESS_TEXTS_MAX * KEEPER_PARTY_KEY_BYTES <= KEEPER_PLAIN_MAX,
                   "the keys of one person fit in a reply");
    if (bytes.length > KEEPER_PERSON_MAX || !keeper_person_read(bytes, &person, &seeks))
        return ERR_BAD_INPUT;
    TRY(k->does->liken(k->context, &person, seeks, &keys));
    *ret_length = keeper_party_keys_write(&keys, ret);
    return ERR_OK;
}

static err make_key(const struct keeper *k, file_number file, unsigned char *ret)
{
    struct wrapped_key key;
    TRY(k->does->make_key(k->context, file, &key));
    memcpy(ret, key.bytes, KEEPER_WRAPPED_BYTES);
    return ERR_OK;
}

static err answer(struct keeper_desk *desk, const struct keeper_request *request,
                  unsigned char *ret, ptrdiff_t *ret_length)
{
    const struct keeper *k = &desk->keeper;
    switch (request->operation) {
    case KEEPER_MAKE_KEY:
        *ret_length = KEEPER_WRAPPED_BYTES;
        return make_key(k, request->piece.file, ret);
    case KEEPER_SEAL:
        *ret_length = request->bytes.length + SEAL_OVERHEAD;
        return k->does->seal(k->context, &request->piece, &request->key, request->bytes, ret);
    case KEEPER_OPEN: return open_piece(desk, request, ret, ret_length);
    case KEEPER_BLIND: *ret_length = STORE_HASH_BYTES; return blind(k, request->bytes, ret);
    case KEEPER_SIGN:
        *ret_length = SIGNATURE_BYTES;
        return k->does->sign(k->context, request->bytes, ret);
    case KEEPER_PUBLIC_KEY:
        *ret_length = SIGNATURE_KEY_BYTES;
        return k->does->public_key(k->context, ret);
    case KEEPER_LIKEN: return liken(k, request->bytes, ret, ret_length);
    case KEEPER_OPERATIONS: break;
    }
    return ERR_BAD_INPUT;
}

size_t keeper_answer(struct keeper_desk *desk, int64_t now, text request, unsigned char *reply)
{
    struct keeper_request asked;
    if (!keeper_request_read(request, &asked)) {
        desk->malformed++;
        return 0;
    }
    ptrdiff_t length = 0;
    unsigned char *room = reply + KEEPER_REPLY_BYTES;
    /* The longest plain text sealed is one seal longer; a longer one is refused before it is. */
    bool fits = asked.operation != KEEPER_SEAL || asked.bytes.length <= KEEPER_PLAIN_MAX;
    err e = fits ? allow(desk, now, &asked) : ERR_BAD_INPUT;
    if (e == ERR_OK) e = answer(desk, &asked, room, &length);
    if (e == ERR_OK) desk->done[asked.operation]++;
    desk->failed += e != ERR_OK;
    struct keeper_reply out = {
        asked.operation, e, asked.number, {(const char *)room, e == ERR_OK ? length : 0}};
    return keeper_reply_write(&out, reply);
}
