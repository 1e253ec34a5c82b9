/* Which agent a file is assigned to, which other bodies it was sent to, and the notices of files
 * opened against the rule. These rows are the office's own, beside the journal: they say who may
 * look, never what is so. May include: base, law, case. */
#ifndef STORE_ACCESS_H
#define STORE_ACCESS_H
#include "store/store.h"

/* A file is worked on by one agent of the office and paid by one accountant. */
enum post { POST_OFFICE, POST_PAYMENTS, POST_COUNT };

/* Whose the file is; the name and the body, since a name is a body's own. */
struct assignment {
    char agent[LABEL_MAX + 1], body[BODY_CODE_MAX + 1];
    int64_t given_at;
};
/* Assigned to that agent and no longer to another. */
MUST_USE err store_assign(struct store *store, file_number file, enum post post,
                          const struct agent *to, text given_by, int64_t now);
/* NOT_FOUND when nobody has it. */
MUST_USE err store_assigned(struct store *store, file_number file, enum post post,
                            struct assignment *ret);
/* Of several files, those that somebody has at that post, in any order: asked for at once. */
#define ASSIGNED_AT_ONCE 25
struct assigned {
    file_number file;
    struct assignment to; /* without its moment */
};
MUST_USE err store_assigned_of(struct store *store, enum post post, const file_number *files,
                               int count, struct assigned ret[ASSIGNED_AT_ONCE], int *ret_count);

/* Whether the file came from that body or was sent to it: NOT_FOUND when neither. Written by
 * store_append: see shared_with. */
MUST_USE err store_shared(struct store *store, file_number file, text body, date *ret_since);
/* The file that the body knows by that number. NOT_FOUND. */
MUST_USE err store_shared_as(struct store *store, text body, int64_t alias, file_number *ret);

/* The agents of that name, by account, token or session, each role and body once. */
MUST_USE err store_agents_named(struct store *store, text name, int max, struct agent *ret,
                                int *ret_count);

/* ---- notices ---- */

#define NOTICE_REASON_MAX 1000 /* bytes */
#define NOTICE_WORD_MAX   32

/* A file was opened by somebody it is not assigned to. */
struct notice {
    int64_t number; /* given by the store, from 1 */
    file_number file;
    char agent[LABEL_MAX + 1], body[BODY_CODE_MAX + 1];
    char fund[BODY_CODE_MAX + 1]; /* the file's */
    char purpose[NOTICE_WORD_MAX + 1];
    date day;
    int64_t made_at;
    char read_by[LABEL_MAX + 1]; /* empty: nobody has */
};
/* The reason is sealed under the key of the file. CONFLICT when that agent has one for that file
 * and day; BAD_INPUT past the sizes above. Gives the number. */
MUST_USE err store_notice_add(struct store *store, const struct notice *notice, text reason,
                              int64_t *ret_number);
/* Whether that agent has one for that file and day: NOT_FOUND. */
MUST_USE err store_notice_of(struct store *store, file_number file, const struct agent *agent,
                             date day);
/* Of a fund's files or a body's agents (empty: all), the unread first, then the newest; without
 * those about files that are kept from the reader (parties.h; 0: from nobody). */
struct notice_page {
    text fund;
    int64_t reader;
    int skip, max;
};
MUST_USE err store_notices(struct store *store, const struct notice_page *page, struct notice *ret,
                           int *ret_count);
MUST_USE err store_notice(struct store *store, int64_t number, struct notice *ret);
/* Its reason. BROKEN when it does not open, as when the file's key was destroyed. */
MUST_USE err store_notice_reason(struct store *store, int64_t number, struct arena *a, text *ret);
/* The first reader stays. */
MUST_USE err store_notice_read(struct store *store, int64_t number, text by, int64_t now);

#endif
