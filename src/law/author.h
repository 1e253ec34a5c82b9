/* The author's debt: what the outcome of the criminal proceedings means for the loan, for the
 * author and for her. CASF L. 214-12 and D. 214-21 2°. May include: base. */
#ifndef LAW_AUTHOR_H
#define LAW_AUTHOR_H
#include "law/reasoning.h"

enum penal_outcome {
#define PENAL_OUTCOME(name, ...) PENAL_##name,
#include "law/penal.def"
    PENAL_COUNT
};

/* The words of penal.def, in the order of the enum. */
extern const struct word_list law_penal_outcomes;

/* Whether the proceedings are over: a judgment once it is final, any other outcome at once. */
bool law_outcome_is_over(enum penal_outcome outcome, bool final);

/* Whether such an outcome makes the author repay the loan. */
bool law_outcome_binds_author(enum penal_outcome outcome);

/* What the fund knows, on the day the question is put. */
struct outcome_known {
    enum form form;     /* of the aid: a grant is asked of nobody */
    date attributed_on; /* the loan's award */
    money outstanding;  /* what nobody has repaid or been spared */
    money repaid;       /* what she has repaid */
    date on;            /* the day of the question */
    enum penal_outcome outcome;
    bool final;         /* no appeal is possible any more; read for judgments only */
    bool states_amount; /* the decision says how much */
    money ordered;      /* how much it says */
};

/* Who may ask the author. The Treasury's accountant gets the court's extract of the decision and
 * the fund's attestation of the amount. */
enum creditor { CREDITOR_NONE, CREDITOR_FUND, CREDITOR_TREASURY };

/* What may be asked of her. */
enum asked {
    ASKED_AS_DUE,  /* the loan as it falls due, once the outcome is known */
    ASKED_NOT_YET, /* nothing while the proceedings are pending */
    ASKED_NOTHING, /* nothing: the author repays, or there is no loan */
};

struct author_debt {
    enum creditor creditor;
    money amount; /* what the author owes: the least of what is outstanding, what was ordered and
                     the ceiling */
    enum asked asked;
    money left_over;    /* outstanding above the author's debt: no text says whose it is */
    money to_give_back; /* what the author could still repay of what she has repaid: no text says
                           who gets it; never asked of her again */
};

void law_author(const struct outcome_known *known, struct reasoning *why, struct author_debt *ret);

#endif
