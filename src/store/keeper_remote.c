#include "store/keeper_message.h"

#include <sodium.h>
#include <string.h>

/* What the one who asks makes of a reply: only what a keeper may say comes through. */
static err outcome_of(err outcome)
{
    bool known = outcome == ERR_OK || outcome == ERR_BAD_INPUT || outcome == ERR_BROKEN ||
                 outcome == ERR_FORBIDDEN || outcome == ERR_HOST;
    return known ? outcome : ERR_STORE_DOWN;
}

/* One request and its reply, whatever it says. */
static err converse(struct keeper_line *line, struct keeper_request *request,
                    struct keeper_reply *ret)
{
    request->number = ++line->asked;
    size_t size = keeper_request_write(request, line->request), replied = 0;
    err e =
        line->call(line->context, line->request, size, line->reply, sizeof line->reply, &replied);
    if (e != ERR_OK || replied > sizeof line->reply) {
        line->unanswered++;
        return ERR_STORE_DOWN;
    }
    /* The reply to another request, late by one, would be another person's words. */
    struct keeper_reply reply;
    bool good = keeper_reply_read((text){(const char *)line->reply, (ptrdiff_t)replied}, &reply) &&
                reply.number == request->number && reply.operation == request->operation;
    line->malformed += !good;
    if (!good) return ERR_STORE_DOWN;
    *ret = reply;
    return ERR_OK;
}

static err exchange(struct keeper_line *line, struct keeper_request *request, ptrdiff_t expected,
                    void *ret)
{
    struct keeper_reply reply;
    TRY(converse(line, request, &reply));
    ptrdiff_t length = reply.outcome == ERR_OK ? expected : 0;
    if (reply.bytes.length != length) {
        line->malformed++;
        return ERR_STORE_DOWN;
    }
    if (length > 0) memcpy(ret, reply.bytes.at, (size_t)length);
    return outcome_of(reply.outcome);
}

/* Nothing of a request or a reply stays in memory after it. */
static err ask(struct keeper_line *line, struct keeper_request *request, ptrdiff_t expected,
               void *ret)
{
    size_t most = KEEPER_REQUEST_BYTES + (size_t)request->bytes.length;
    err e = exchange(line, request, expected, ret);
    sodium_memzero(line->request, most);
    sodium_memzero(line->reply,
                   e == ERR_OK ? KEEPER_REPLY_BYTES + (size_t)expected : sizeof line->reply);
    return e;
}

static err far_make_key(void *context, file_number file, struct wrapped_key *ret)
{
    struct keeper_request request = {.operation = KEEPER_MAKE_KEY, .piece.file = file};
    return ask(context, &request, KEEPER_WRAPPED_BYTES, ret->bytes);
}

static err far_seal(void *context, const struct piece *piece, const struct wrapped_key *key,
                    text plain, unsigned char *ret)
{
    if (plain.length > KEEPER_PLAIN_MAX) return ERR_BAD_INPUT;
    struct keeper_request request = {KEEPER_SEAL, 0, *piece, *key, plain};
    return ask(context, &request, plain.length + SEAL_OVERHEAD, ret);
}

static err far_open(void *context, const struct piece *piece, const struct wrapped_key *key,
                    text sealed, unsigned char *ret)
{
    if (sealed.length > KEEPER_PLAIN_MAX + SEAL_OVERHEAD) return ERR_BAD_INPUT;
    if (sealed.length < SEAL_OVERHEAD) return ERR_BROKEN;
    struct keeper_request request = {KEEPER_OPEN, 0, *piece, *key, sealed};
    return ask(context, &request, sealed.length - SEAL_OVERHEAD, ret);
}

static err far_blind(void *context, text normalised, struct blind *ret)
{
    if (normalised.length > KEEPER_BLIND_MAX) return ERR_BAD_INPUT;
    struct keeper_request request = {.operation = KEEPER_BLIND, .bytes = normalised};
    return ask(context, &request, STORE_HASH_BYTES, ret->bytes);
}

/* The only reply whose length is not known beforehand. */
static err liken(struct keeper_line *line, struct keeper_request *request, struct party_keys *ret)
{
    struct keeper_reply reply;
    TRY(converse(line, request, &reply));
    if (reply.outcome == ERR_OK && keeper_party_keys_read(reply.bytes, ret)) return ERR_OK;
    bool is_refusal = reply.outcome != ERR_OK && reply.bytes.length == 0;
    line->malformed += !is_refusal;
    return is_refusal ? outcome_of(reply.outcome) : ERR_STORE_DOWN;
}

static err far_liken(void *context, const struct likeness_person *person, bool seeks,
                     struct party_keys *ret)
{
    struct keeper_line *line = context;
    char room[KEEPER_PERSON_MAX];
    struct writer out = WRITER(room);
    TRY(keeper_person_write(person, seeks, &out));
    struct keeper_request request = {.operation = KEEPER_LIKEN, .bytes = writer_text(&out)};
    err e = liken(line, &request, ret);
    sodium_memzero(room, sizeof room);
    sodium_memzero(line->request, KEEPER_REQUEST_BYTES + (size_t)out.length);
    sodium_memzero(line->reply, sizeof line->reply);
    return e;
}

static err far_sign(void *context, text message, unsigned char ret[SIGNATURE_BYTES])
{
    if (message.length > KEEPER_SIGN_MAX) return ERR_BAD_INPUT;
    struct keeper_request request = {.operation = KEEPER_SIGN, .bytes = message};
    return ask(context, &request, SIGNATURE_BYTES, ret);
}

static err far_public_key(void *context, unsigned char ret[SIGNATURE_KEY_BYTES])
{
    struct keeper_request request = {.operation = KEEPER_PUBLIC_KEY};
    return ask(context, &request, SIGNATURE_KEY_BYTES, ret);
}

static void far_wipe(void *context)
{
    struct keeper_line *line = context;
    sodium_memzero(line->request, sizeof line->request);
    sodium_memzero(line->reply, sizeof line->reply);
}

struct keeper keeper_far(struct keeper_line *line)
{
    static const struct keeper_operations far = {
        .make_key = far_make_key,
        .seal = far_seal,
        .open = far_open,
        .blind = far_blind,
        .liken = far_liken,
        .sign = far_sign,
        .public_key = far_public_key,
        .wipe = far_wipe,
    };
    return (struct keeper){&far, line};
}
