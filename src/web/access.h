/* What the calls and pages of a file share about who may look.
 * May include: base, law, case, pay, store, wire, desk, host. */
#ifndef WEB_ACCESS_H
#define WEB_ACCESS_H
#include "desk/access.h"
#include "web/refused.h"

/* "received", and nothing else, about a file that another body brought. */
void answer_received(struct call *call, int status, file_number file);

/* The notices as a member of a JSON object; NOTICE_ROOM bytes each are enough. */
#define NOTICE_ROOM 1024
void write_notices(struct call *call, struct writer *out, const struct notice *notices, int count);
/* The unread ones as rows `notices` of a page; none for who does not supervise. */
void add_notices(struct call *call, struct values *values);

/* The page of the file, opened anew, after one of its forms was refused; an error that is neither
 * what was typed nor the state of the file has its own page. */
void dossier_refused(struct call *call, file_number file, err e, const struct refused *refused);

/* Which parts of the vault the page may offer to show, and the purposes to choose from. */
void add_showing(struct call *call, struct values *values);
/* States the purpose that the form chose; without one, the ordinary purpose stays. */
void form_purpose(struct call *call, const struct form_data *form);
/* In the place of a file that is not the agent's to open: how it may be. */
void page_closed(struct call *call, file_number file, err e);

#endif
