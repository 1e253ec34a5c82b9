/* Sets of roles, as the tables of who may do what write them: OFFICE | ACCOUNTANT. No set has a
 * default: who is not named is refused. For the files that read such a table.
 * May include: base, law, case, pay, store. */
#ifndef DESK_ROLES_H
#define DESK_ROLES_H
#include "store/store.h"

typedef uint32_t role_set;
_Static_assert(ROLE_COUNT < 32, "a set of roles fits its bits");

enum {
#define ROLE(name, word, fr, en) name = 1 << ROLE_##name,
#include "store/roles.def"
    NOBODY = 0,
    OFFICE = CLERK | SUPERVISOR, /* of the competent fund */
};
/* Everybody, whoever they are, and who has not said who they are: ROLE_COUNT. */
#define EVERYBODY ((1u << (ROLE_COUNT + 1)) - 1)

static inline bool role_in(enum role role, role_set set) { return (set & 1u << role) != 0; }

#endif
