/* The forms of the pages as JSON, so that a page and the interface are checked by the same reader;
 * and what it refused, as words beside the field. May include: base, law, case, pay, store, wire,
 * desk, host. */
#ifndef WEB_FIELDS_H
#define WEB_FIELDS_H
#include "web/call.h"

/* The form as an assess input ("/request" of a claim) or as a whole claim. */
text form_request_json(const struct form_data *form, struct arena *a);
text form_claim_json(const struct form_data *form, struct arena *a);

/* The field whose place the reader's trouble names, as it stands in fields.def; NULL for none. */
const char *form_field_at(const char *where);
/* Says in the page what to write in that field, after form_values; `message` NULL: the advice of
 * fields.def. */
void form_fault(struct values *values, const char *field, const char *message);

/* What to write in that field; "" for none of fields.def. */
const char *form_advice(enum tongue tongue, const char *field);
/* The départements where the aid exists, and a list of words: rows value, label, chosen. When
 * nothing is chosen yet, the word `otherwise` is, -1 for none. */
void form_departments(struct values *values, text chosen);
void form_choices(struct values *values, const char *name, const struct word_list *list,
                  text chosen, int otherwise);

/* "713,15", "713.15", "1 200 €" as cents; a space only between groups of three digits, the sign
 * only at the end; BAD_INPUT for anything else. */
MUST_USE err euros_read(text from, int64_t *ret_cents);

/* The values every form page needs: lists of départements and words with what was chosen, each
 * field's words so far, and the faults: rows `errors` (field, label, message) and, in each field's
 * own value `error_FIELD`, the message. */
void form_values(struct values *values, const struct form_data *form,
                 const struct trouble *trouble);

#endif
