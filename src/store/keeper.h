/* The keeper holds what opens the vault: the key that wraps each file's vault key, the key of the
 * blind indexes, the seed that signs. It is asked, never given away: a process that serves pages
 * holds a keeper on the other side of a socket, and cannot read more than it is let.
 *
 * keeper_of_keys answers in the process (command line, tests, memory:). keeper_far encodes the same
 * questions as messages and hands them to a transport; keeper_answer, on the other side, turns one
 * request into one reply. May include: base, law, case, likeness. */
#ifndef STORE_KEEPER_H
#define STORE_KEEPER_H
#include "likeness/likeness.h"
#include "store/store.h"

#define SEAL_OVERHEAD        40 /* nonce 24, tag 16 */
#define KEEPER_WRAPPED_BYTES (STORE_KEY_BYTES + SEAL_OVERHEAD)
#define KEEPER_PLAIN_MAX     65536 /* bytes sealed or opened at a time; larger things go in parts */
#define KEEPER_BLIND_MAX     4096
#define KEEPER_SIGN_MAX      1024
#define KEEPER_PERSON_MAX    16384 /* bytes of a person in a message */
#define SIGNATURE_BYTES      64
#define SIGNATURE_KEY_BYTES  32

/* What a sealed piece is, and of which file and place: without the same words it does not open.
 * Kept for ever. */
enum sealed_kind {
    SEALED_KEY = 1,   /* the body key of a file */
    SEALED_BODY,      /* place, kind: of the fact */
    SEALED_VAULT,     /* place: of the fact it came with; kind: enum vault_kind */
    SEALED_VAULT_KEY, /* the vault key of a file */
    SEALED_RING,      /* kind: which key of the store */
    SEALED_DOCUMENT,  /* place: of the document in the file; kind: which part of it */
    SEALED_NOTICE,    /* place: the number of the notice */
    SEALED_REASON =
        16, /* why a file was read, under its body key; place, kind: of the entry, its lane */
    SEALED_ALERT = 24, /* under a key of the store; place: its number; kind: of the alert */
    SEALED_AGENT,      /* under a key of the store; place: the agent's number */
    SEALED_ACCESS,     /* under a key of the store; place: of the request */
    /* Of drafts (drafts.h), whose number stands for the file. */
    SEALED_DRAFT_KEY = 40, /* under a word only she has; kind: 0 of the session, 1 of the code */
    SEALED_DRAFT,          /* under the draft's own key: its words */
    SEALED_DRAFT_PAGE,     /* the same; place: of the page; kind: which part of it */
};

/* A piece of the vault. `what` is SEALED_VAULT or SEALED_DOCUMENT. */
struct piece {
    enum sealed_kind what;
    file_number file;
    int64_t place, kind;
};

/* A file's vault key as it lies in the store: sealed under a key only the keeper holds. */
struct wrapped_key {
    unsigned char bytes[KEEPER_WRAPPED_BYTES];
};

/* A text of a person, hashed; and what it would be to share it. */
#define PARTY_KEY_BYTES 16
struct party_key {
    unsigned char bytes[PARTY_KEY_BYTES];
    unsigned char class; /* enum likeness_class */
};
struct party_keys {
    int count;
    struct party_key keys[LIKENESS_TEXTS_MAX];
};

/* Errors of every operation: STORE_DOWN when the keeper cannot be reached or asks to wait;
 * FORBIDDEN when this process may not ask that; BAD_INPUT past the sizes above. Outputs untouched.
 */
struct keeper_operations {
    /* A new vault key for a file. */
    MUST_USE err (*make_key)(void *context, file_number file, struct wrapped_key *ret);
    /* `ret` has room for plain.length + SEAL_OVERHEAD bytes. BROKEN: not the key of that file. */
    MUST_USE err (*seal)(void *context, const struct piece *piece, const struct wrapped_key *key,
                         text plain, unsigned char *ret);
    /* `ret` has room for sealed.length - SEAL_OVERHEAD bytes. BROKEN: key or piece do not open. */
    MUST_USE err (*open)(void *context, const struct piece *piece, const struct wrapped_key *key,
                         text sealed, unsigned char *ret);
    /* BLAKE2b under the key of the blind indexes. The caller puts first what kind of thing it is,
     * so that a telephone never equals a name. */
    MUST_USE err (*blind)(void *context, text normalised, struct blind *ret);
    /* The texts of a person (likeness.h), each hashed under the key of the blind indexes: as kept
     * of a party, or as sought for an agent. One question for each person, so that who may only ask
     * so often can try so many people, not so many texts. BAD_INPUT past KEEPER_PERSON_MAX bytes.
     */
    MUST_USE err (*liken)(void *context, const struct likeness_person *person, bool seeks,
                          struct party_keys *ret);
    /* Ed25519. */
    MUST_USE err (*sign)(void *context, text message, unsigned char ret[SIGNATURE_BYTES]);
    MUST_USE err (*public_key)(void *context, unsigned char ret[SIGNATURE_KEY_BYTES]);
    /* Forgets every secret in this process; nothing may be asked after. */
    void (*wipe)(void *context);
};
struct keeper {
    const struct keeper_operations *does;
    void *context;
};

/* Whether the message was signed by the holder of that public key. */
bool keeper_signed(const unsigned char public_key[SIGNATURE_KEY_BYTES], text message,
                   const unsigned char signature[SIGNATURE_BYTES]);

/* ---- in the process ---- */

struct vault_keys {
    unsigned char wrap[STORE_KEY_BYTES];  /* the vault keys of the files */
    unsigned char blind[STORE_KEY_BYTES]; /* identities, parties */
    unsigned char sign[STORE_KEY_BYTES];  /* seed of the Ed25519 pair */
};
/* The keys must outlive the keeper, whose wipe wipes them. */
struct keeper keeper_of_keys(struct vault_keys *keys);

/* Opens the store's key ring: what a process of pages may hold in *ret_keys, what only the keeper
 * may in *ret_vault. Makes the store and its ring when new (memory: gives a ring for the next
 * store_open_with). Errors as store_open. The caller wipes both. */
MUST_USE err store_unlock(text url, const unsigned char master_key[STORE_KEY_BYTES],
                          struct store_keys *ret_keys, struct vault_keys *ret_vault,
                          struct trouble *trouble);
void store_keys_wipe(struct store_keys *keys);
void vault_keys_wipe(struct vault_keys *keys);

/* ---- far away: messages ---- */

/* The longest request and reply. */
#define KEEPER_MESSAGE_MAX (KEEPER_PLAIN_MAX + 256)

/* Sends a request and waits for its reply, of at most `max` bytes. Any error is STORE_DOWN to who
 * asked. */
typedef err keeper_call(void *context, const void *request, size_t size, void *reply, size_t max,
                        size_t *ret_size);

/* The side that asks. Set call and context, the rest to zero; large, so static. */
struct keeper_line {
    keeper_call *call;
    void *context;
    uint64_t asked;     /* requests sent; each reply must name its own */
    int64_t unanswered; /* the transport failed */
    int64_t malformed;  /* replies that were not one: refused */
    unsigned char request[KEEPER_MESSAGE_MAX], reply[KEEPER_MESSAGE_MAX];
};
struct keeper keeper_far(struct keeper_line *line);

enum keeper_operation {
    KEEPER_MAKE_KEY = 1,
    KEEPER_SEAL,
    KEEPER_OPEN,
    KEEPER_BLIND,
    KEEPER_SIGN,
    KEEPER_PUBLIC_KEY,
    KEEPER_LIKEN,
    KEEPER_OPERATIONS
};
#define KEEPER_MAY(operation) (1u << (operation))

/* At most `burst` at once, then `per_second`. Level in millionths, moments in microseconds. */
struct keeper_bucket {
    int64_t burst, per_second;
    int64_t level, at; /* zero at the start: full */
    bool started;
};

/* The side that answers, one for each line: who asks there, how often, how much was done. */
struct keeper_desk {
    struct keeper keeper;
    unsigned may;                  /* KEEPER_MAY(...) of what this line may ask */
    struct keeper_bucket openings; /* of OPEN; burst > 0 */
    struct keeper_bucket blinds; /* of BLIND, LIKEN: each is a guess that can be tried; burst > 0 */
    int64_t done[KEEPER_OPERATIONS];
    int64_t malformed, not_allowed, too_many, failed;
    struct piece last_opened; /* for the log: file, what, place, kind; no word of it */
};
/* One request in, one reply out; the size of the reply, 0 when the request is none (counted; there
 * is nobody to answer). `reply` has room for KEEPER_MESSAGE_MAX bytes. now: microseconds. Reads no
 * clock and touches nothing but *desk. */
size_t keeper_answer(struct keeper_desk *desk, int64_t now, text request, unsigned char *reply);

#endif
