/* What fills the pages behind both secrets, and what they share. May include: base, law, case, pay,
 * store, wire, desk, host, likeness. */
#ifndef WEB_PORTAL_VIEWS_H
#define WEB_PORTAL_VIEWS_H
#include "web/portal.h"

/* Each fills one page of the file; `typed` is what its form held, which comes back in it. */
#define PORTAL_FILL(name)                                                     \
    MUST_USE err portal_fill_##name(struct call *call, struct values *values, \
                                    const struct dossier *dossier, const struct form_data *typed)
PORTAL_FILL(home);
PORTAL_FILL(letters);
PORTAL_FILL(loan);
PORTAL_FILL(proceedings);
PORTAL_FILL(appeal);
PORTAL_FILL(contact);
PORTAL_FILL(rights);
PORTAL_FILL(readers);
PORTAL_FILL(pieces);

/* The form that comes back, with what was typed in it, when she stays or changes the language. */
void portal_form(struct values *values, const char *id);
/* What the claim lacks, what she or another asked to change: rows `missing`, `waiting`. */
void portal_missing(struct values *values, const struct case_file *file);
void portal_waiting(struct values *values, const struct dossier *dossier);
/* Whether such a fact of hers would be taken today. */
bool portal_admits(const struct call *call, const struct dossier *dossier, const struct fact *fact);
struct reasoning *portal_reasoning(struct call *call);

#endif
