/* Penalties after a control (CASF L. 214-16): the bounds a director must keep to, the days of the
 * procedure, and what must be told before third-party information is used. It bounds what an agent
 * decides on facts that were heard; nothing here ranks, scores or suspects anybody.
 * May include: base. */
#ifndef LAW_PENALTY_H
#define LAW_PENALTY_H
#include "law/parameters.h"
#include "law/terms.h"

/* L. 114-17 I, 1° to 5°. */
enum breach {
    BREACH_INACCURATE_DECLARATION,
    BREACH_UNDECLARED_CHANGE,
    BREACH_UNDECLARED_WORK,
    BREACH_ACTS_TO_OBTAIN,
    BREACH_OBSTRUCTION,
};

/* What was established of the intention. */
enum intent { INTENT_GOOD_FAITH, INTENT_WILFUL, INTENT_FRAUD, INTENT_GANG };

/* What an earlier sanction doubles. R. 114-14 al. 2 doubles "the maximum ceiling", which is read,
 * a penalty being strictly construed, as the multiple of the PMSS alone. */
enum doubling { DOUBLING_CEILING, DOUBLING_CEILING_AND_SHARE };

struct penalty_facts {
    enum breach breach;
    enum intent intent;
    date facts_from; /* the day of the facts; the first one when they were repeated */
    date accused_on; /* the notification of the facts to her */
    bool sums_known;
    money sums;            /* wrongly paid, or that could have been */
    date earlier_sanction; /* an earlier one, final, notified that day; NO_DATE: none */
    enum doubling doubling;
};

struct penalty_bounds {
    bool is_allowed; /* false: neither a penalty nor a warning; nothing below then */
    bool is_doubled;
    int share_percent; /* of the sums */
    money ceiling;     /* the multiple of the PMSS */
    money minimum;     /* 0 without fraud */
    money maximum;     /* the least of share and ceiling, never under the minimum */
    bool may_be_outdated;
};

/* Adds its steps to `why`. */
void law_penalty_bounds(const struct penalty_facts *facts, struct reasoning *why,
                        struct penalty_bounds *ret);

/* L. 114-21: information a third party gave, before it serves a suppression or a recovery. */
struct third_party {
    bool content_told, origin_told;
    date copy_asked_on, copy_given_on;
};
enum third_party_use { THIRD_PARTY_TELL_FIRST, THIRD_PARTY_COPY_FIRST, THIRD_PARTY_USABLE };
enum third_party_use law_third_party_use(const struct third_party *facts, struct reasoning *why);

/* R. 114-11: what happened in the procedure. */
enum penalty_choice {
    CHOICE_NONE,
    CHOICE_ABANDON,
    CHOICE_WARN,
    CHOICE_FINE,
    CHOICE_COMMISSION, /* never the final choice */
};

struct penalty_procedure {
    const struct department *seat;
    date accused_on; /* received */
    date heard_on;
    enum penalty_choice choice;
    date chosen_on;
    bool more_time_asked; /* by the commission */
    date opinion_on;      /* received */
    enum penalty_choice final;
    date final_on;
    date fine_received_on;
    date notice_received_on; /* the formal notice */
    date paid_on;
};

enum penalty_stage {
    PENALTY_HEARING, /* observations may be made: nothing may be decided */
    PENALTY_TO_CHOOSE,
    PENALTY_BEFORE_COMMISSION,
    PENALTY_TO_FIX,
    PENALTY_ABANDONED,
    PENALTY_WARNED,
    PENALTY_TO_NOTIFY,
    PENALTY_TO_PAY,
    PENALTY_UNPAID, /* a formal notice may be sent */
    PENALTY_NOTICE,
    PENALTY_INCREASED, /* by 10 % */
    PENALTY_PAID,
};

struct penalty_clock {
    enum penalty_stage stage;
    struct term observations; /* hers */
    date choose_by, opinion_by;
    date fix_by;             /* while the opinion is awaited: at the latest */
    bool is_overdue;         /* the director did not choose in time: no text says what follows */
    bool is_notified_late;   /* she got the fine after fix_by: it may have been sent in time */
    struct term pay, notice; /* hers */
};

void law_penalty_clock(const struct penalty_procedure *facts, date today, struct reasoning *why,
                       struct penalty_clock *ret);

/* The penalty raised by 10 %, when the formal notice was not obeyed. */
money law_penalty_increased(money penalty);

#endif
