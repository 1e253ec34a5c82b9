/* Her own file, behind a code and a second secret: the pages of /suivi. What a code alone shows is
 * the same for every file, and for none. May include: base, law, case, pay, store, wire, desk,
 * host, likeness. */
#ifndef WEB_PORTAL_H
#define WEB_PORTAL_H
#include "web/call.h"

/* ---- for the rest of web ---- */

/* Whose session the browser has, on the pages of /suivi. */
void portal_identify(struct call *call);
/* Ends it, wherever it is: the exit. */
void portal_end(struct call *call);
/* Gives the page of a receipt its part `suivi_offre`: the ticket that makes her two secrets, or
 * nothing when the file has them already or is older than half an hour. */
void portal_offer(struct call *call, struct values *values, file_number file);
/* For the desk: whether the word said is that of the contact entry. */
enum said_word portal_check_word(text contact, text said, struct arena scratch);
/* Gives the page of a file at a desk its part `suivi_guichet`. */
void portal_desk_values(struct call *call, struct values *values, const struct refused *refused);

/* ---- among its own files ---- */

/* What was done, said at the top of the page that follows; why not, in her language. */
enum portal_result {
    PORTAL_NOTHING,
    PORTAL_DONE,    /* recorded */
    PORTAL_REFUSED, /* the law says no */
    PORTAL_WRONG,   /* a field is not in its form */
};
struct portal_said {
    enum portal_result result;
    const char *why, *field; /* which field is wrong, or "" */
};
#define SAID_NOTHING ((struct portal_said){PORTAL_NOTHING, "", ""})

/* One page of hers: what it is called in forms, the template, the flag of its entry in the menu,
 * whether it opens the file, and what fills it. */
struct portal_view {
    const char *name, *page, *flag;
    bool opens;
    err (*fill)(struct call *call, struct values *values, const struct dossier *dossier,
                const struct form_data *typed);
};
extern const struct portal_view portal_views[];
/* That of the name, or the first: where the file stands. */
const struct portal_view *portal_view(text name);
/* Shows it, with what was typed in its form; NULL: nothing was. */
void portal_show(struct call *call, const struct portal_view *view, const struct form_data *typed,
                 struct portal_said said);
/* Does what a form of hers asks for, once, and shows the page it came from; false when the name is
 * no act. */
bool portal_act(struct call *call, text name, const struct form_data *form);
/* The door, saying that the time is over when it is. */
void portal_door(struct call *call);
/* The door after a change asked for by its form: the field that is malformed, or NULL: noted. */
void portal_asked(struct call *call, const struct form_data *form, const char *wrong);
/* Whether only time, or another language, was asked for: the page was answered, as it was. */
bool portal_stays(struct call *call, const struct form_data *form);
file_number portal_file(const struct call *call);

#endif
