/* Rows that say who acts: the same three columns for accounts, tokens and sessions.
 * May include: base, law, case. */
#ifndef STORE_AGENTS_H
#define STORE_AGENTS_H
#include "store/internal.h"

/* Columns 0 to 2: name, role, body. BROKEN when they are no agent's. */
MUST_USE err store_agent_read(const struct rows *rows, struct agent *ret);
/* The role as the tables keep it. */
text store_role_word(enum role role);

#endif
