/* The safe contact in the pages. May include: base, law, case, pay, store, wire, desk, host. */
#ifndef WEB_CONTACT_H
#define WEB_CONTACT_H
#include "web/refused.h"

/* What waits, what is held, and which buttons are left; with what was typed in the form that was
 * refused. */
void contact_values(struct call *call, struct values *values, const struct dossier *dossier,
                    const struct disclosed *disclosed, const struct refused *refused);

/* What the form asks to change, with what comes with it. BAD_INPUT when it is malformed: *ret_wrong
 * names the field, or "". */
MUST_USE err contact_read_asked(const struct form_data *form, struct arena *a,
                                struct vault_entry *entry, struct desk_fact *wish,
                                const char **ret_wrong);
/* The fields of pages/champs_compte.html and champs_joindre.html, as they were typed; `why` beside
 * the field that is wrong ("": none is). */
void contact_typed(struct values *values, const struct form_data *typed, const char *wrong,
                   const char *why);
/* Whether what the form asks for moves where money goes: the agent proves again who they are. */
bool contact_needs_proof(const struct form_data *form);

/* What the form says of a fact of that kind, when it is one that is told in words: how she
 * confirmed, by which way she was told, what is asked for. `entry` must live as long as the wish.
 * BAD_INPUT when a word is none of the list or an account is malformed: *ret_wrong names the field,
 * or "". */
MUST_USE err contact_wish(const struct form_data *form, struct arena *a, struct vault_entry *entry,
                          struct desk_fact *wish, const char **ret_wrong);

#endif
