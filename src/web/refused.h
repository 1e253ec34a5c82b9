/* A form of the office that was refused: its page comes back with what was typed in it, and says
 * what to write instead, beside the field and at the top; or why nothing was recorded.
 * May include: base, law, case, pay, store, wire, desk, host. */
#ifndef WEB_REFUSED_H
#define WEB_REFUSED_H
#include "web/call.h"

struct refused {
    int status; /* of the answer */
    const struct form_data *typed;
    const char *act;   /* which form of the page it was */
    const char *field; /* that is wrong, as it stands in office.def; "" for none */
    int64_t row;       /* where each row has such a form, the number of its row; else -1 */
    const char *why;
};
/* The page as it is asked for: nothing was refused. */
extern const struct refused REFUSED_NOTHING;

/* That form, refused for the error: `field` is wrong, or "" where none is. */
struct refused refused_form(const struct call *call, err e, const struct form_data *typed,
                            const char *act, const char *field);

/* The field that the desk's trouble names, "" for none of office.def. */
const char *refused_place(const struct call *call);

/* What pages/refus.html says, and `error_FIELD` of each field of office.def. */
void refused_values(struct values *values, const struct refused *refused);
/* Whether it was that form; and what was typed in that field of it, else the empty text. */
bool refused_is(const struct refused *refused, const char *act);
text refused_typed(const struct refused *refused, const char *act, const char *name);

#endif
