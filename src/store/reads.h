/* The read log: who read what of whom, when and why. An entry is written in the transaction of the
 * reading it allows: no entry, no reading. Entries are only added: in one of 16 lanes (by the
 * file's number, so that writers on a larger store do not queue behind one row), each chained to
 * the one before by BLAKE2b, the end of each lane sealed with a key of the store. Every hour that
 * sees an entry begins with an anchor: the ends of all lanes, chained and signed (Ed25519), which
 * anybody may keep and compare. doc/operations.md gives the format. Moments are microseconds since
 * 1970. May include: base, law, case. */
#ifndef STORE_READS_H
#define STORE_READS_H
#include "store/keeper.h"

/* What is read: READ_FILE, READ_QUEUE, ... */
enum read_what {
#define READ(name, word, scope, she_sees, fr, en) READ_##name,
#include "store/reads.def"
    READ_COUNT
};
enum read_scope { READ_SCOPE_ONE, READ_SCOPE_MANY };
struct read_row {
    enum read_scope scope;
    bool she_sees;
};
extern const struct read_row store_read_rows[READ_COUNT];
extern const struct word_list store_reads; /* "file_opened", ... */

#define READ_LANES       16
#define READ_ROLE_MAX    32
#define READ_PURPOSE_MAX 32
#define READ_REASON_MAX  500
#define READS_KEPT_YEARS 3 /* then `abri reads trim` may cut */

/* ---- writing ---- */

struct read_entry {
    int64_t moment;
    text agent; /* account's name; "victim", "console", "public", "system" */
    text role, body;
    enum read_what what;
    file_number file; /* 0: about no file */
    uint32_t kinds;   /* what of the vault is opened: bits of enum vault_kind */
    text purpose;     /* its word; empty when none was stated */
    text reason;      /* in the agent's words, sealed under the file's key; empty when none */
};

/* Whether the agent of an entry has an account or a token, and is none of those four. */
bool store_read_by_an_agent(text agent);

/* Adds the entry to the transaction that store_begin opened, and an anchor before it when its hour
 * has none; nothing is durable before store_commit. A reason needs a file. BAD_INPUT for a text
 * longer than the sizes above or a reason without a file; NOT_FOUND for a reason about a file that
 * is not there; BROKEN when the end of the lane is not what this store wrote. */
MUST_USE err store_read_entry(struct store *store, const struct read_entry *entry);

/* ---- reading the log itself ---- */

/* An entry as it lies in the log. */
struct read_line {
    int lane;
    int64_t place;
    int64_t moment;
    char agent[LABEL_MAX + 1], role[READ_ROLE_MAX + 1], body[BODY_CODE_MAX + 1];
    enum read_what what;
    file_number file;
    uint32_t kinds;
    char purpose[READ_PURPOSE_MAX + 1];
    unsigned char reason[READ_REASON_MAX + SEAL_OVERHEAD]; /* sealed */
    int reason_length;                                     /* 0: none */
    unsigned char hash[STORE_HASH_BYTES];
};

/* Where a page begins: after the line of that moment, lane and place, going back in time. */
struct read_cursor {
    int64_t moment;
    int64_t lane, place;
};
#define READ_NEWEST ((struct read_cursor){INT64_MAX, 0, 0})

/* Which lines: of a file (0: of all), of an agent (empty: of all), not before `from`. */
struct read_filter {
    file_number file;
    text agent;
    int64_t from;
    int64_t reader; /* not those of files kept from him (parties.h); 0: from nobody */
};
/* At most `max` lines, the newest first, after the cursor. */
MUST_USE err store_reads_page(struct store *store, const struct read_filter *filter,
                              struct read_cursor after, int max, struct read_line *ret,
                              int *ret_count);
/* The first agent of the log whose name comes after `after`. NOT_FOUND past the last. */
MUST_USE err store_reads_next_agent(struct store *store, text after, char ret[LABEL_MAX + 1]);
/* At most `max` lines of one lane, in the order of the chain, from a place on. */
MUST_USE err store_reads_lane(struct store *store, int lane, int64_t from, int max,
                              struct read_line *ret, int *ret_count);
/* The first place of the lane whose moment is not before `moment`; its length when none is. */
MUST_USE err store_reads_place(struct store *store, int lane, int64_t moment, int64_t *ret);

/* The reason of a line, opened. NOT_FOUND when it has none; BROKEN when it does not open, as when
 * the file's key was destroyed. */
MUST_USE err store_read_reason(struct store *store, const struct read_line *line, struct arena *a,
                               text *ret);

/* The same agent has the same number in one file, another one in another file: tells her whether
 * it was the same person again, never who. */
uint32_t store_reader_number(const struct store *store, file_number file, text agent);

/* ---- anchors ---- */

#define ANCHOR_WORDS_MAX       4096
#define ANCHOR_SIGNATURE_BYTES SIGNATURE_BYTES
#define ANCHOR_KEY_BYTES       SIGNATURE_KEY_BYTES

/* The words are what is signed: see doc/operations.md. */
struct anchor {
    int64_t place, moment;
    text words;
    unsigned char signature[ANCHOR_SIGNATURE_BYTES];
};

/* Makes one now, whatever the hour. */
MUST_USE err store_anchor_make(struct store *store, int64_t moment);
/* The anchor at a place, the first is 0. NOT_FOUND past the last; BROKEN when malformed. */
MUST_USE err store_anchor_read(struct store *store, int64_t place, struct arena *a,
                               struct anchor *ret);
MUST_USE err store_anchors_count(struct store *store, int64_t *ret);
/* The public key anchors are signed with: the keeper's. */
MUST_USE err store_anchor_key(const struct store *store, unsigned char ret[ANCHOR_KEY_BYTES]);

/* Where a lane begins (0 until trimmed) and the hash before its first entry; where it ends. */
struct lane {
    int64_t number;
    int64_t start, length;
    unsigned char start_hash[STORE_HASH_BYTES], hash[STORE_HASH_BYTES];
};
/* BROKEN when it is not there or not what this store wrote. */
MUST_USE err store_lane_read(struct store *store, int number, struct lane *ret);

/* ---- keeping ---- */

/* Takes the entries before the moment out, lane by lane; an anchor made in the same transaction
 * signs where each lane now begins. */
MUST_USE err store_reads_trim(struct store *store, int64_t before, int64_t now, int64_t *ret_cut);

struct reads_verification {
    int64_t entries, anchors;
    int64_t broken; /* lanes and anchors that do not verify */
};
/* Walks every lane and every anchor; calls `broken` with the lane and its first bad place; lane
 * READ_LANES stands for the anchors. */
MUST_USE err store_reads_verify(struct store *store, struct reads_verification *ret,
                                void (*broken)(void *context, int lane, int64_t place),
                                void *context);
/* Whether an anchor that was exported from this store, with its signature in hexadecimal, is still
 * one of its anchors: BROKEN when the store is an older copy or another story, BAD_INPUT when it is
 * no anchor or the signature is not this store's. */
MUST_USE err store_anchor_compare(struct store *store, text words, text signature,
                                  struct arena scratch);

#endif
