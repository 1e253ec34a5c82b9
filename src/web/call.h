/* One request on its way through the program.
 * May include: base, law, case, pay, store, wire, desk, host. */
#ifndef WEB_CALL_H
#define WEB_CALL_H
#include "store/portal.h"
#include "store/signin.h"
#include "web/template.h"
#include "web/web.h"
#include "wire/csv_out.h"
#include "wire/wire.h"

struct call {
    struct web *web;
    const struct host_request *request;
    struct host_answer *answer;
    struct desk desk; /* the store, the agent (role ROLE_COUNT: the public), the day, the arena */
    bool signed_in;   /* by a session or a token */
    bool by_session;
    bool by_token;
    bool bad_token;             /* a bearer token was given and is not good */
    err unidentified;           /* the store could not say who asks, and why not */
    bool session_over;          /* a session's word was given and opens nothing any more */
    struct session session;     /* when by_session */
    struct portal_session hers; /* on the pages of /suivi: which of her two secrets opened it */
    uint32_t scopes;            /* when by_token: bits of enum scope */
    text parameter;             /* what stood for {} in the path */
    int64_t alias;              /* the number by which another body knows the file; else 0 */
    enum tongue wished;         /* the language that was asked for */
    enum tongue tongue;         /* of the page: the same, or French where it is not translated */
    enum language language;     /* in which the law speaks there */
    char csrf[65];              /* of the session, for its forms */
};

/* The handlers that routes.def names. */
#define ROUTE(method, path, open_to, answers, what) void answers(struct call *call);
#include "web/routes.def"

/* ---- answers ---- */

void answer_json(struct call *call, int status, text json);
/* A problem of the interface: RFC 9457, with the status that fits the error. */
void answer_problem(struct call *call, err e);
void answer_problem_status(struct call *call, int status, const char *title,
                           const struct trouble *trouble);
/* A page filled with values; the layout's own values are added here. */
void answer_page(struct call *call, int status, const char *page, struct values *values);
/* A drawing of ours, compressed like a page. */
void answer_drawing(struct call *call, text svg);
/* The plain fields of a form with files and the first file that is not empty; both live with the
 * request. */
MUST_USE err call_multipart(struct call *call, struct form_data *ret, text *ret_file);
/* The same of a form that bears the session's secret: FORBIDDEN without it. */
MUST_USE err attachment_sent(struct call *call, struct form_data *ret, text *ret_file);
bool accepts_gzip(const struct host_request *request);
/* Whether programs ask there, with a token; else people, in a session. */
bool is_interface(text path);
/* The page that says what went wrong. */
void answer_error(struct call *call, err e);
/* To another page; to one of ours in the language that was asked for. */
void answer_redirect(struct call *call, const char *where);
/* To the page of the file, by GET, so that reloading it records nothing. */
void answer_to_file(struct call *call, file_number file);
int status_of(err e);
/* The number as pages show it; the empty text for number 0, no file. */
text call_file_text(struct call *call, file_number file);

/* Who reads, and when, as exports and printed pages bear it: a number the office can lead back to
 * the agent, and nobody else. */
struct export_mark call_mark(const struct call *call);

/* The values every page needs: language, exit, titles. */
struct values *page_values(struct call *call, const char *title);

/* ---- requests ---- */

/* The Idempotency-Key header, 1 to 255 printable characters. BAD_INPUT with the trouble filled
 * otherwise. */
MUST_USE err call_once(struct call *call, struct desk_once *ret);
/* The page speaks that language, if it stands in translated.def. */
void call_speak(struct call *call, enum tongue wished);
/* The language stays with a form: its hidden field `l` wins over the browser's wish. True when its
 * button `langue` was pressed, which changes the language and nothing else: the handler shows the
 * same step again, with what it holds, and neither checks nor records anything. A page that
 * promises this gives the value "language_form", the id of its form. */
bool call_follow_language(struct call *call, const struct form_data *form);
/* "l=en" of the query: a value of a query that has only short words and numbers; the empty text
 * when absent. */
text query_value(text query, const char *name);
/* A number of the query between 0 and max; `otherwise` when absent or wrong. */
int query_number(const struct call *call, const char *name, int max, int otherwise);
/* Where in the queue a page begins, by the "after" of the query: at the first, without a day, when
 * absent or wrong. And how a page names its last duty for the next. */
struct queued queue_after(const struct call *call);
text queue_place(const struct queued *last, struct arena *a);
/* BAD_INPUT, the trouble saying where and what was expected. */
err call_wrong(struct call *call, const char *where, const char *expected);
/* The file of the number in the path: for another body, the number by which it alone knows it. */
MUST_USE err call_file(struct call *call, file_number *ret);
/* Reads the form and checks the session's token in it. */
MUST_USE err call_form(struct call *call, struct form_data *ret);

/* ---- claims, from the interface and from the form ---- */

/* Records what wire has read; gives new chance to a file number that met an existing one. */
struct claim_besides { /* its own words; NULL: nothing (desk.h) */
    bool is_helped;
    err (*with)(void *context, const struct receipt *receipt); /* in the same transaction */
    void *context;
};
MUST_USE err receive_claim(struct call *call, const struct claim *claim,
                           const struct desk_once *once, const struct claim_besides *besides,
                           struct receipt *ret);
/* Ends the session of a request being written, and its cookie; what has a code is kept. */
MUST_USE err draft_leave(struct call *call);

/* Takes in a photograph or a PDF of a file, cleaned; `kind` is what it shows. BAD_INPUT, the
 * trouble saying what is accepted; or as desk_attach. */
MUST_USE err call_take_in(struct call *call, file_number file, text kind, text bytes,
                          int *ret_number);

/* The documents a file calls for today, as rows "documents", and what was typed in their form. */
struct refused;
void document_choices(struct values *values, const struct dossier *dossier, date today,
                      struct arena scratch, const struct refused *refused);

/* ---- sessions ---- */

#define SESSION_COOKIE "__Host-s"
void call_identify(struct call *call);
/* Whether the store failed while it looked up who asks; noted, so that nobody is told to sign in
 * again for that. */
bool call_could_not_say(struct call *call, err e);
/* Why a call of the interface opens a file: its header Abri-Purpose. */
void call_purpose(struct call *call);
/* The word that the session's own forms carry. */
void call_derive_csrf(struct call *call, text token);
void session_cookie_set(struct call *call, const char *token);
void session_cookie_end(struct call *call);

/* Whether the caller's token reaches that handler; true for who has no token. */
bool call_in_scope(const struct call *call, void (*answers)(struct call *));

/* The agent proved who it is within PROOF_FRESH: asked before what an impostor at an open desk
 * would do first, a change of where to pay or how to reach her. */
#define PROOF_FRESH (INT64_C(300) * 1000000)
bool call_proven(const struct call *call);
/* Leads to the page that asks for the proof, and back to this one. */
void answer_prove_first(struct call *call);

/* Ends the session the browser has, opens another one (a word seen before the sign-in opens nothing
 * after it) and sets its cookie. */
MUST_USE err call_begin_session(struct call *call, const struct agent *agent, text shown,
                                text provider_word);
/* A way back within the office's pages: the query's `de` when it is one, else the queue. */
const char *call_way_back(struct call *call);
/* Leads to the provider's own end of the session; false when there is nothing to end there. */
bool answer_provider_end(struct call *call, text provider_word);
/* The sign-in page; `status` 200, 401 (back from the provider, in vain), 403 or 429 says why. */
void answer_entrance(struct call *call, int status, int64_t wait);

/* When and where the page goes by itself when nobody acts. */
void session_values(struct call *call, struct values *values);

/* What was refused, counted and said in the log. */
enum turned_away {
#define REFUSAL(name, meaning) REFUSED_##name,
#include "web/refusals.def"
    REFUSAL_COUNT
};
void call_refused(struct call *call, enum turned_away what);
/* The same of a return from the provider, and why. */
void call_refused_return(struct call *call, enum signin_reason reason);

#endif
