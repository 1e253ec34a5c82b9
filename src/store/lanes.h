/* The lanes of the read log and the ends of their chains, as the files of the log share them.
 * Nothing outside the folder includes this. May include: base, law, case. */
#ifndef STORE_LANES_H
#define STORE_LANES_H
#include "store/internal.h"
#include "store/reads.h"

/* The lane after the last: the chain of the anchors. */
#define ANCHOR_LANE READ_LANES

/* The hash before the first link of a lane. */
void store_lane_genesis(int64_t number, unsigned char ret[STORE_HASH_BYTES]);
/* The end of a lane, for one who will write its next link; nobody else writes it meanwhile. */
MUST_USE err store_lane_take(struct store *store, int64_t number, struct lane *ret);
MUST_USE err store_lane_write(struct store *store, const struct lane *lane);

/* `hash` becomes that of the line. */
void store_line_chain(unsigned char hash[STORE_HASH_BYTES], const struct read_line *line);
/* The columns of a statement that reads lines, in the order of READ_COLUMNS. */
MUST_USE err store_line_read(const struct rows *rows, struct read_line *ret);

/* Adds an anchor unless the hour of the moment has one. None is made, and signed, over a lane that
 * does not hold; the other lanes go on, for nobody may be paid late because of one, and verify
 * names it. */
MUST_USE err store_anchor_hourly(struct store *store, int64_t moment);
MUST_USE err store_anchor_add(struct store *store, int64_t moment);

/* An anchor's words, taken apart. BAD_INPUT for words no anchor has. */
struct anchor_words {
    int64_t place, moment;
    unsigned char previous[STORE_HASH_BYTES];
    struct lane lanes[READ_LANES];
};
MUST_USE err store_anchor_parse(text words, struct anchor_words *ret);
bool store_anchor_signed(const unsigned char key[ANCHOR_KEY_BYTES], text words,
                         const unsigned char signature[ANCHOR_SIGNATURE_BYTES]);

#endif
