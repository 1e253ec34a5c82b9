/* A request on its way, one question a page, at one address: what is kept between two pages, and
 * what each file of the journey asks of the others. May include: base, law, case, pay, store, wire,
 * desk, host. */
#ifndef WEB_ASKING_H
#define WEB_ASKING_H
#include "store/drafts.h"
#include "web/call.h"
#include "web/questions.h"

/* Names nothing of what it is for. Without Max-Age it ends with the browser too. */
#define DRAFT_COOKIE "__Host-p"

/* Besides questions.def, where she may stand: the code is offered, shown; all is read again; sent.
 */
#define AT_CODE    "code"
#define AT_SHOWN   "montre"
#define AT_SUMMARY "relire"
#define AT_RECEIPT "recu"

/* What the draft holds beside her answers; no question has a field of these names:
 *   at       where she stands
 *   back     she corrects, and comes back to the summary
 *   was ...  what the question she corrects held before (question_keep)
 *   wrong    the answers of that page were not in the form expected
 *   warned   the account was said to be seen by others, and she was told what that means
 *   asked    whether she was asked for photographs of her document
 *   photo    "refused", "many": what became of the last file
 *   code     the words of the code, until she has noted them
 *   once     makes one claim of two sendings
 *   accord   she ticked that she agrees to be helped: without it nothing is filled in by a helper
 *   l        her language
 *   file, received_on, missing, pay_by, fund   once sent: the receipt */
struct asking {
    struct call *call;
    struct draft draft;
    struct form_data *form;
    int pages; /* received of the document */
};

/* Where she stands, as one of the words above or of questions.def. */
text asking_at(const struct asking *asking);
/* She stands there from now on. */
void asking_go(struct asking *asking, const char *at);
void asking_set(struct asking *asking, const char *name, const char *value);
bool asking_has(const struct asking *asking, const char *name);
/* Writes the draft, and leads the browser to the address of the journey. */
void asking_save_and_show(struct asking *asking);
/* A word for the forms and headers of this journey: its own address, the role's channel. */
const char *asking_address(const struct call *call);

/* ---- pages ---- */

/* The page of where she stands. */
void asking_show(struct asking *asking);
/* The first page. */
enum start_news {
    START_PLAIN,
    START_OVER,          /* the session was over; what she sent is kept for who has the code */
    START_LOST,          /* the same, without a code: nothing is kept */
    START_UNREADABLE,    /* a code that is none; `place` says which word, 0: not which */
    START_WRONG,         /* a code that opens nothing */
    START_WAIT,          /* too many of those: `place` seconds */
    START_AGREE,         /* the helper did not say that she agrees */
    START_AGREE_TO_GO_ON /* the same, with a code */
};
void asking_start_page(struct call *call, enum start_news news, int place);

/* ---- acts ---- */

/* What a question's page sends: on, back, or another file. */
void asking_answer(struct asking *asking, enum question question, const struct form_data *posted,
                   text photo);
/* The same page with what was typed in it, in the language of the button `langue` when it was
 * pressed: neither checked nor a step on. */
void asking_speak(struct asking *asking, const struct form_data *posted, text photo);
/* What the summary sends: to a question again, or away. */
void asking_summary(struct asking *asking, const struct form_data *posted);
/* She stands at that question to correct it; until she has, what it held can come back. */
void asking_correct(struct asking *asking, enum question question);
/* What a file sent with the form is: cleaned and kept, or told why not in the draft. */
MUST_USE err asking_take_photo(struct asking *asking, text bytes);
/* Makes the claim; on success she stands at the receipt. BAD_INPUT: an answer is to be corrected,
 * where she then stands. */
MUST_USE err asking_send(struct asking *asking);

#endif
