/* When an overpayment may be recovered at the earliest: the right of rectification of CSS L.
 * 133-4-1 and R. 133-9-2, which CASF L. 214-14 al. 3 applies to the aid, then the formal notice,
 * the constraint (CSS L. 161-1-5, R. 133-3) and the opposition to it, which goes to the
 * administrative court (CASF L. 214-15). May include: base. */
#ifndef LAW_RECTIFICATION_H
#define LAW_RECTIFICATION_H
#include "law/funds.h"

extern const struct article css_l133_4_1, css_r133_9_2, css_r142_1, css_r133_3, css_l161_1_5;

/* The delays of rectification.def. */
enum delay {
#define DELAY(name, ...) DELAY_##name,
#include "law/rectification.def"
    DELAY_COUNT
};

/* The last day of a delay that `from` set running, with its article. `where` is the département
 * whose holidays count. */
date law_delay_end(enum delay delay, const struct department *where, date from,
                   struct reasoning *why);

/* The first day the fund may issue a constraint: the formal notice of that day stayed without
 * effect for its whole month. */
date law_constraint_from(const struct department *where, date notice_received_on,
                         struct reasoning *why);

enum rectification_answer {
    RECTIFICATION_UNANSWERED,
    RECTIFICATION_REJECTED, /* wholly or in part */
    RECTIFICATION_ACCEPTED  /* wholly: there is no debt any more */
};

/* What has happened since the debt was notified; NO_DATE is what has not. */
struct rectification {
    const struct department *where;
    date received_on;  /* she received the notification of the debt */
    date requested_on; /* she asked for a rectification, in writing or orally */
    enum rectification_answer answer;
    date answered_on;           /* she was notified of the answer */
    date repaid_on;             /* the whole */
    date schedule_accepted_on;  /* she accepted the principle of a schedule */
    date schedule_concluded_on; /* its payments were agreed */
    int schedule_months;        /* then 1 to 12 */
    date contested_on;          /* she appealed; a late request for rectification is an appeal */
    date contest_over_on;       /* that appeal was answered for good */
};

enum recovery_reason {
    RECOVERY_NOT_NOTIFIED,           /* never: she has not received the notification */
    RECOVERY_NOT_OWED,               /* never: the rectification was accepted */
    RECOVERY_REPAID,                 /* never: she repaid */
    RECOVERY_WAITS_FOR_THE_APPEAL,   /* no day yet: L. 214-14 al. 1 wants an uncontested debt */
    RECOVERY_NO_RECTIFICATION,       /* the 20 days are over */
    RECOVERY_AFTER_SILENCE,          /* two months after a silent rejection */
    RECOVERY_AFTER_REJECTION,        /* seven days after an express one */
    RECOVERY_SCHEDULE_NOT_CONCLUDED, /* within a month of accepting its principle */
    RECOVERY_SCHEDULE_OVER,          /* what is left unpaid when the schedule ends */
    RECOVERY_APPEAL_OVER,            /* the appeal ended after every other delay */
    RECOVERY_REASON_COUNT
};

/* The earliest day recovery may start if nothing more happens; NO_DATE when there is none. */
struct recovery_start {
    date from;
    enum recovery_reason reason;
};
struct recovery_start law_recovery_start(const struct rectification *so_far, struct reasoning *why);

#endif
