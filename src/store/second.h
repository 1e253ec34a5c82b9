/* The second factor of a local account: codes that a machine of the agent's shows (RFC 6238) and
 * recovery codes on paper. May include: base, law, case. */
#ifndef STORE_SECOND_H
#define STORE_SECOND_H
#include "store/internal.h"
#include "store/signin.h"

#define SECOND_SECRET_BYTES 20
#define SEALED_SECRET_BYTES (SECOND_SECRET_BYTES + SEAL_OVERHEAD)

/* What a code turned out to be; `step` and `hash` say which, so that it is taken once. */
struct second_found {
    bool is_step, is_recovery;
    int64_t step;
    unsigned char hash[STORE_HASH_BYTES];
};

/* What the account keeps of it. */
struct second_kept {
    text sealed;  /* empty for an account that has no secret */
    int64_t step; /* of the last code taken */
};

/* Looks for the proof's code among the steps around `now` that are after the last one taken, and
 * among the recovery codes: always both, whatever the code. */
MUST_USE err store_second_find(struct store *store, const struct proof *proof,
                               const struct second_kept *kept, int64_t now,
                               struct second_found *ret);
/* Takes the code found, inside a turn that writes. NOT_FOUND when somebody has taken it meanwhile.
 */
MUST_USE err store_second_take(struct store *store, text name, const struct second_found *found);

#endif
