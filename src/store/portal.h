/* How she comes in to her own file: a code and a second secret that she alone knows. Who copies the
 * store learns neither, nor can try guesses: both are hashed by the keeper under the key of the
 * blind indexes, and the second then as argon2id. Whether a code is anybody's costs the same work
 * to find out, and so does whether a secret is right. Moments are microseconds since 1970 and are
 * given. May include: base, law, case. */
#ifndef STORE_PORTAL_H
#define STORE_PORTAL_H
#include "store/store.h"

/* ---- the two secrets ---- */

#define PORTAL_SECRET_CHARACTERS_MIN 8
/* Letters of a code, as the caller has normalised it; of a secret, likewise. */
#define PORTAL_WORDS_MAX 256
/* Whether it may be kept as a second secret: long enough, and not the code. */
bool store_portal_is_good(text secret, text code);

/* What a code led to: the file, 0 when it is nobody's; and the code's own hash, in hexadecimal, by
 * which wrong secrets are counted. */
#define PORTAL_TAG_LENGTH 32
struct portal_found {
    file_number file;
    char tag[PORTAL_TAG_LENGTH + 1];
};
/* The same work whether or not it is somebody's. */
MUST_USE err store_portal_find(struct store *store, text code, struct portal_found *ret);
/* NOT_FOUND for a wrong one, and for file 0, after the same work: one hash of the keeper's, one row
 * looked for, one argon2id. */
MUST_USE err store_portal_check(struct store *store, file_number file, text secret);
/* The code opens nothing any more. OK also when there was none. */
MUST_USE err store_portal_close(struct store *store, file_number file);

/* ---- tickets ---- */

/* What makes the two secrets of a file, once, soon: ten digits, of chance, given at the end of her
 * request or at a desk. A new one makes the one before worth nothing. */
#define PORTAL_TICKET_DIGITS 10
#define PORTAL_TICKET_LIFE   (INT64_C(30) * 60 * 1000000)
struct portal_ticket {
    char digits[PORTAL_TICKET_DIGITS + 1];
};
MUST_USE err store_portal_ticket(struct store *store, file_number file, int64_t now,
                                 struct portal_ticket *ret);
/* The same for a file that was opened less than PORTAL_TICKET_LIFE ago and has no code yet:
 * NOT_FOUND otherwise. */
MUST_USE err store_portal_first_ticket(struct store *store, file_number file, int64_t now,
                                       struct portal_ticket *ret);
/* The file of a ticket whose time has not passed: NOT_FOUND alike for one that is past, has served
 * or never was. */
MUST_USE err store_portal_ticket_read(struct store *store, text digits, int64_t now,
                                      file_number *ret);
/* Uses the ticket: the file has this code and this secret from then on, and no other. NOT_FOUND as
 * above; BAD_INPUT for a secret that is not good; CONFLICT when the code is another file's: draw
 * another. */
MUST_USE err store_portal_make(struct store *store, text digits, text code, text secret,
                               int64_t now, file_number *ret);

/* ---- the sessions ---- */

/* Of the two secrets, which opened it. */
enum portal_level { PORTAL_OUT, PORTAL_CODE, PORTAL_BOTH };
struct portal_session {
    enum portal_level level;
    struct portal_found found;
};
/* A session of hers among the others (store/signin.h): sealed, so that the row does not say whose
 * it is, nor of which level, nor whether the code is anybody's. */
MUST_USE err store_portal_enter(struct store *store, const struct portal_session *session,
                                int64_t now, char ret_token[TOKEN_LENGTH + 1]);
#define PORTAL_IDLE  (INT64_C(3) * 60 * 1000000)
#define PORTAL_WHOLE (INT64_C(60) * 60 * 1000000)
/* NOT_FOUND past its time, and for an agent's. */
MUST_USE err store_portal_session(struct store *store, text token, int64_t now,
                                  struct portal_session *ret);
/* Those of a file, everywhere. */
MUST_USE err store_portal_leave(struct store *store, file_number file);

#endif
