/* Requests that are being written. A draft is sealed under a key of its own, which lies here twice
 * at most: wrapped under the word of the session that writes it, and under the code that goes on
 * with it, both known to her alone. Who has the store, its keys and the keeper reads none. Moments
 * are microseconds since 1970 and are given. May include: base, law, case, likeness. */
#ifndef STORE_DRAFTS_H
#define STORE_DRAFTS_H
#include "likeness/memorable.h"
#include "store/store.h"

#define DRAFT_BYTES_MAX  ((ptrdiff_t)80 * 1024) /* of its words */
#define DRAFT_PAGES_MAX  6                      /* of the documents sent with it */
#define DRAFT_TYPE_MAX   7
#define DRAFT_IDLE       (INT64_C(180) * 1000000)
#define DRAFT_IDLE_NOTED (INT64_C(15) * 1000000)

/* An open draft. Its key opens it and nothing else. */
struct draft {
    int64_t number;
    unsigned char key[STORE_KEY_BYTES];
    bool has_code;
    text words; /* in the caller's arena */
};
void store_draft_wipe(struct draft *draft);

/* A new one, without a code; the word of its session is shown to her browser alone. BAD_INPUT for
 * words of more than DRAFT_BYTES_MAX, here and below. */
MUST_USE err store_draft_begin(struct store *store, text words, int64_t now,
                               char ret_word[TOKEN_LENGTH + 1]);
/* NOT_FOUND when the session was unused for DRAFT_IDLE or there is none; this is a use of it. */
MUST_USE err store_draft_open(struct store *store, text word, int64_t now, struct arena *a,
                              struct draft *ret);
/* The same up to DRAFT_LATE after its last use, without being one: to keep what she sends to a
 * session that is over. Nothing of it may be shown. */
#define DRAFT_LATE (INT64_C(3600) * 1000000)
MUST_USE err store_draft_open_late(struct store *store, text word, int64_t now, struct arena *a,
                                   struct draft *ret);
MUST_USE err store_draft_write(struct store *store, const struct draft *draft, text words);
/* The code that goes on with it from then on; a code before is worth nothing any more. */
MUST_USE err store_draft_code(struct store *store, const struct draft *draft,
                              const unsigned char code[MEMORABLE_BYTES]);
/* Opens a session for who has the code; the one before ends. NOT_FOUND when the code opens nothing
 * or the draft was not touched since `kept_since`, after the same work. */
MUST_USE err store_draft_resume(struct store *store, const unsigned char code[MEMORABLE_BYTES],
                                int64_t now, int64_t kept_since, char ret_word[TOKEN_LENGTH + 1]);
/* Ends the session; a draft without a code goes with it. Nothing happens when there is none. */
MUST_USE err store_draft_leave(struct store *store, text word);

/* ---- what she sends with it ---- */

struct draft_page {
    char type[DRAFT_TYPE_MAX + 1]; /* "jpeg" */
    text bytes;                    /* in the caller's arena */
};
/* Cleaned bytes. BAD_INPUT beyond DRAFT_PAGES_MAX or ATTACHMENT_BYTES_MAX. */
MUST_USE err store_draft_page_add(struct store *store, const struct draft *draft,
                                  const struct draft_page *page);
MUST_USE err store_draft_pages(struct store *store, const struct draft *draft, int *ret_count);
/* Page 0, 1, ...; NOT_FOUND. The arena needs its bytes. */
MUST_USE err store_draft_page(struct store *store, const struct draft *draft, int number,
                              struct arena *a, struct draft_page *ret);
MUST_USE err store_draft_pages_drop(struct store *store, const struct draft *draft);

/* ---- its end ---- */

/* It was sent: pages and code are erased, the words replaced by those given; its session shows
 * them until it ends. */
MUST_USE err store_draft_sent(struct store *store, const struct draft *draft, text words);
/* Erases those without a code whose session is over at `now`, and all untouched since `kept_since`.
 */
MUST_USE err store_drafts_forget(struct store *store, int64_t now, int64_t kept_since);

#endif
