/* The safe contact in the pages. May include: base, law, case, pay, store, wire, desk, host. */
#ifndef WEB_CONTACT_H
#define WEB_CONTACT_H
#include "web/call.h"

/* What waits, what is held, and which buttons are left. */
void contact_values(struct call *call, struct values *values, const struct dossier *dossier,
                    const struct disclosed *disclosed);

/* Whether what the form asks for moves where money goes: the agent proves again who they are. */
bool contact_needs_proof(const struct form_data *form);

/* What the form says of a fact of that kind, when it is one that is told in words: how she
 * confirmed, by which way she was told, what is asked for. `entry` must live as long as the wish.
 * BAD_INPUT when a word is none of the list or an account is malformed. */
MUST_USE err contact_wish(const struct form_data *form, struct arena *a, struct vault_entry *entry,
                          struct desk_fact *wish);

#endif
