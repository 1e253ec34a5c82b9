/* The forms of the pages as JSON, so that a page and the interface are checked by the same reader;
 * and what it refused, as words beside the field. May include: base, law, case, pay, store, wire,
 * desk, host. */
#ifndef WEB_FIELDS_H
#define WEB_FIELDS_H
#include "web/call.h"

/* The form as an assess input ("/request" of a claim) or as a whole claim. */
text form_request_json(const struct form_data *form, struct arena *a);
text form_claim_json(const struct form_data *form, struct arena *a);

/* "713,15", "713.15", "1 200 €" as cents; a space only between groups of three digits, the sign
 * only at the end; BAD_INPUT for anything else. */
MUST_USE err euros_read(text from, int64_t *ret_cents);

/* The values every form page needs: lists of départements and words with what was chosen, each
 * field's words so far, and the faults: rows `errors` (field, label, message) and, in each field's
 * own value `error_FIELD`, the message. */
void form_values(struct values *values, const struct form_data *form,
                 const struct trouble *trouble);

#endif
