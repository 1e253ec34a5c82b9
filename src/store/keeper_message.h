/* The messages between who asks and who keeps. A request: version, operation, its number, the
 * piece, the wrapped key, then bytes; a reply: version, operation, outcome, the number it answers,
 * then bytes. Every request has the same head, whatever it asks, so that there is one way to read
 * one. Numbers little end first. Nothing outside the folder includes this. May include: base, law,
 * case. */
#ifndef STORE_KEEPER_MESSAGE_H
#define STORE_KEEPER_MESSAGE_H
#include "store/keeper.h"

#define KEEPER_VERSION       1
#define KEEPER_REQUEST_BYTES (8 + 8 + 4 * 8 + KEEPER_WRAPPED_BYTES + 8)
#define KEEPER_REPLY_BYTES   (8 + 8 + 8)

struct keeper_request {
    enum keeper_operation operation;
    uint64_t number;
    struct piece piece;
    struct wrapped_key key;
    text bytes;
};
struct keeper_reply {
    enum keeper_operation operation;
    err outcome;
    uint64_t number;
    text bytes;
};

/* The size written; at most KEEPER_MESSAGE_MAX. bytes: at most KEEPER_PLAIN_MAX + SEAL_OVERHEAD. */
size_t keeper_request_write(const struct keeper_request *request, unsigned char *ret);
size_t keeper_reply_write(const struct keeper_reply *reply, unsigned char *ret);
/* Whether it is one, to the last byte; what is read points into the message. */
bool keeper_request_read(text from, struct keeper_request *ret);
bool keeper_reply_read(text from, struct keeper_reply *ret);

/* A person as the bytes of LIKEN, and the keys as those of its reply. BAD_INPUT when it does not
 * fit. */
#define KEEPER_PARTY_KEY_BYTES (PARTY_KEY_BYTES + 1)
MUST_USE err keeper_person_write(const struct likeness_person *person, bool seeks,
                                 struct writer *out);
bool keeper_person_read(text from, struct likeness_person *ret, bool *ret_seeks);
/* The bytes written: at most LIKENESS_TEXTS_MAX * KEEPER_PARTY_KEY_BYTES. */
ptrdiff_t keeper_party_keys_write(const struct party_keys *keys, unsigned char *ret);
bool keeper_party_keys_read(text from, struct party_keys *ret);

#endif
