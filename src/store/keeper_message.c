#include "store/keeper_message.h"

#include <string.h>

#define BYTES_MAX (KEEPER_PLAIN_MAX + SEAL_OVERHEAD)
_Static_assert(KEEPER_REQUEST_BYTES + BYTES_MAX <= KEEPER_MESSAGE_MAX &&
                   KEEPER_REPLY_BYTES + BYTES_MAX <= KEEPER_MESSAGE_MAX,
               "the longest message fits");

static unsigned char *put(unsigned char *at, uint64_t number)
{
    for (int i = 0; i < 8; i++) at[i] = (unsigned char)(number >> (8 * i) & 0xFF);
    return at + 8;
}

static uint64_t take(const unsigned char **at)
{
    uint64_t number = 0;
    for (int i = 7; i >= 0; i--) number = number << 8 | (*at)[i];
    *at += 8;
    return number;
}

static unsigned char *put_bytes(unsigned char *at, text bytes)
{
    must(bytes.length >= 0 && bytes.length <= BYTES_MAX);
    at = put(at, (uint64_t)bytes.length);
    if (bytes.length > 0) memmove(at, bytes.at, (size_t)bytes.length);
    return at + bytes.length;
}

/* The bytes must end where the message does. */
static bool take_bytes(const unsigned char *at, const unsigned char *end, text *ret)
{
    uint64_t length = take(&at);
    if (length > BYTES_MAX || length != (uint64_t)(end - at)) return false;
    *ret = (text){(const char *)at, (ptrdiff_t)length};
    return true;
}

/* ---- requests ---- */

size_t keeper_request_write(const struct keeper_request *request, unsigned char *ret)
{
    unsigned char *at = put(ret, KEEPER_VERSION | (uint64_t)request->operation << 8);
    at = put(at, request->number);
    at = put(at, (uint64_t)request->piece.what);
    at = put(at, (uint64_t)request->piece.file.number);
    at = put(at, (uint64_t)request->piece.place);
    at = put(at, (uint64_t)request->piece.kind);
    memcpy(at, request->key.bytes, KEEPER_WRAPPED_BYTES);
    at = put_bytes(at + KEEPER_WRAPPED_BYTES, request->bytes);
    return (size_t)(at - ret);
}

bool keeper_request_read(text from, struct keeper_request *ret)
{
    if (from.length < KEEPER_REQUEST_BYTES) return false;
    const unsigned char *at = (const unsigned char *)from.at, *end = at + from.length;
    struct keeper_request request;
    memset(&request, 0, sizeof request);
    uint64_t head = take(&at), operation = head >> 8;
    if ((head & 0xFF) != KEEPER_VERSION) return false;
    if (operation < KEEPER_MAKE_KEY || operation >= KEEPER_OPERATIONS) return false;
    request.operation = (enum keeper_operation)operation;
    request.number = take(&at);
    uint64_t what = take(&at);
    if (what > SEALED_DOCUMENT) return false;
    request.piece.what = (enum sealed_kind)what;
    request.piece.file.number = (int64_t)take(&at);
    request.piece.place = (int64_t)take(&at);
    request.piece.kind = (int64_t)take(&at);
    memcpy(request.key.bytes, at, KEEPER_WRAPPED_BYTES);
    if (!take_bytes(at + KEEPER_WRAPPED_BYTES, end, &request.bytes)) return false;
    *ret = request;
    return true;
}

/* ---- replies ---- */

size_t keeper_reply_write(const struct keeper_reply *reply, unsigned char *ret)
{
    unsigned char *at =
        put(ret, KEEPER_VERSION | (uint64_t)reply->operation << 8 | (uint64_t)reply->outcome << 16);
    at = put(at, reply->number);
    at = put_bytes(at, reply->bytes);
    return (size_t)(at - ret);
}

bool keeper_reply_read(text from, struct keeper_reply *ret)
{
    if (from.length < KEEPER_REPLY_BYTES) return false;
    const unsigned char *at = (const unsigned char *)from.at, *end = at + from.length;
    struct keeper_reply reply;
    memset(&reply, 0, sizeof reply);
    uint64_t head = take(&at), operation = head >> 8 & 0xFF, outcome = head >> 16;
    if ((head & 0xFF) != KEEPER_VERSION || outcome >= ERR_COUNT) return false;
    if (operation < KEEPER_MAKE_KEY || operation >= KEEPER_OPERATIONS) return false;
    reply.operation = (enum keeper_operation)operation;
    reply.outcome = (err)outcome;
    reply.number = take(&at);
    if (!take_bytes(at, end, &reply.bytes)) return false;
    *ret = reply;
    return true;
}
