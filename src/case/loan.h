/* The loan's life: what she owes, when, and what ended it. CASF L. 214-12, D. 214-21, D. 214-22.
 * May include: base, law. */
#ifndef CASE_LOAN_H
#define CASE_LOAN_H
#include "case/facts.h"

struct case_file;

/* What is dated in a loan's life, in the order in which what falls on the same day counts: requests
 * and what is spared, then the plan, then payments. */
enum loan_event_kind {
    LOAN_ASKED,    /* a remission is asked for */
    LOAN_ANSWERED, /* and decided: `amount` is remitted */
    LOAN_WRITTEN,  /* `amount` is written off */
    LOAN_AUTHOR,   /* the author paid `amount` */
    LOAN_CHOSEN,   /* she chose `instalments` */
    LOAN_PAID,     /* she paid `amount`, instalment after instalment */
    LOAN_EARLY,    /* she paid `amount` before it was due */
};

struct loan_event {
    date day;
    uint8_t kind; /* enum loan_event_kind */
    uint8_t instalments;
    money amount;
};

/* The last few are kept for answers and write-offs: payments, plans and requests beyond
 * LOAN_EVENTS_ADMITTED are refused. */
#define LOAN_EVENTS_MAX      64
#define LOAN_EVENTS_ADMITTED 60

/* Folded from the facts of the strand. The events stand in the order of their legal days, whatever
 * the order of recording. */
struct loan_life {
    money principal;
    date granted_on;    /* recorded with this principal */
    date attributed_on; /* the award; NO_DATE while there is no loan */
    int events_count;
    struct loan_event events[LOAN_EVENTS_MAX];
    money repaid; /* by her */
    date repaid_on;
    money spared;  /* remitted or written off */
    bool is_asked; /* a remission, not yet decided */
    date asked_on; /* the latest request */
    date answered_on;
    bool has_died;
    bool is_deducted; /* from her benefits, as she chose */
    date deducted_on; /* since, or no longer since */
    money restored;   /* decided to be given back to her */
    money undone;     /* of it, what she had repaid beyond the loan itself */
    date restored_on;
    money transferred; /* asked of the author, one transfer upon another */
    date transferred_on;
    date first_transferred_on;
    enum creditor creditor;
    money author_repaid;
    date author_repaid_on;
};

/* Where the loan stands for her on a day. */
enum loan_status {
    LOAN_NONE,         /* there is no loan */
    LOAN_WAITING,      /* not due yet, or not paid out */
    LOAN_DUE,          /* instalments run */
    LOAN_SUSPENDED,    /* nothing may be asked: proceedings, or an appeal about the loan */
    LOAN_REMISSION,    /* nothing may be asked: a remission is asked for */
    LOAN_TRANSFERRED,  /* nothing may be asked of her: the author repays */
    LOAN_EXTINGUISHED, /* nothing is left */
    LOAN_STATUS_COUNT
};
extern const struct word_list case_loan_statuses;

/* What the law says of the loan on a day. Sums are those of the facts dated by then. */
struct loan_state {
    enum loan_status status;
    money lent;   /* of the principal, what was paid out */
    money repaid; /* by her */
    money spared; /* remitted or written off */
    money left;   /* nobody has repaid it or been spared it */
    money owed;   /* of it, hers to repay, now or later: nothing once the author must */
    date due_on;  /* since when or from when; NO_DATE while suspended or nothing is owed */
    /* The next instalment, or what is left of it; count 0 while none can be told. */
    struct {
        int place, count;
        money amount;
        date due_on;
    } next;
    money arrears; /* of the instalments that fell due before today */
    date arrears_since;
    date claim_until; /* the oldest instalment unpaid; NO_DATE while its time stands still */
    struct author_debt author;
    money author_left;  /* of what the author owes */
    money to_give_back; /* of what she repaid; nothing more is asked, a person decides */
    bool may_be_abandoned;
};

/* The loan on `today`, explained in `why`, which has room for forty steps. */
void case_loan(const struct case_file *file, date today, struct reasoning *why,
               struct loan_state *ret);

#endif
