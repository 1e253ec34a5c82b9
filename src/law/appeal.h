/* Where an appeal stands: the fund's board first, then the administrative court (CASF L. 214-15).
 * Computed from what happened, never recorded. May include: base. */
#ifndef LAW_APPEAL_H
#define LAW_APPEAL_H
#include "law/terms.h"

enum board_answer { BOARD_SILENT, BOARD_REJECTS, BOARD_GRANTS };

/* What happened so far, day by day; NO_DATE: it has not. Days of sending are those of the postmark.
 * `states_remedies`: whether the paper told her the remedies and their terms. */
struct appeal_facts {
    const struct department *seat;  /* of the fund */
    const struct department *court; /* whose collectivity the administrative court sits in */
    const struct department *home;  /* where she lives; NULL: abroad */

    date claimed_on; /* the fund received the claim */
    bool claim_receipt_states_remedies;
    date missing_asked_on, missing_due_on, missing_received_on; /* all the missing documents */

    date decided_on;  /* what she contests was decided; read when notified_on is unset */
    date notified_on; /* and reached her; NO_DATE: not yet, or nobody knows when: no term runs */
    bool notice_states_remedies;

    date appealed_on;           /* she wrote to the board */
    date appeal_received_on;    /* not before appealed_on; set with it */
    date documents_received_on; /* the last she produced after that */
    bool appeal_receipt_states_remedies;

    enum board_answer answer;
    date answered_on; /* set unless the board is silent */
    /* A rejection she was not told of is silence (R. 142-6). Not before answered_on. */
    date answer_notified_on;
    bool answer_states_remedies;

    date sued_on;                  /* she wrote to the court */
    bool sued_through_the_prefect; /* R. 421-7 al. 4: no distance term then */
    date judged_on;                /* by the court, not before sued_on */
    bool annuls;                   /* the decision she contests */
};

enum appeal_stage {
    APPEAL_CLAIM_PENDING, /* neither a decision nor its two months of silence */
    APPEAL_TO_BOARD,      /* the board may be written to */
    APPEAL_BEFORE_BOARD,
    APPEAL_TO_COURT, /* the court may be written to */
    APPEAL_BEFORE_COURT,
    APPEAL_GRANTED,   /* by the board */
    APPEAL_ANNULLED,  /* the court found for her */
    APPEAL_DISMISSED, /* it did not */
};

/* One remedy. `term` is all NO_DATE as long as nothing starts it. */
struct remedy {
    struct term term;
    bool is_opposable; /* she was told the remedy and its term */
    bool is_late;      /* opposable and sent, or not sent, after the enforced day: may be refused */
};

struct appeal {
    enum appeal_stage stage;
    date claim_rejected_on;  /* the day silence rejects, or did reject, the claim; else NO_DATE */
    date appeal_rejected_on; /* the same for the appeal */
    struct remedy board, court;
    struct reasoning why;
};

/* Every day of the facts is `today` or before, but missing_due_on, which is not before
 * missing_asked_on. */
void law_appeal(const struct appeal_facts *facts, date today, struct appeal *ret);

/* CRPA L. 231-4 3° with L. 114-5: the day two months of silence reject the claim, put off by the
 * days its missing documents were awaited. */
date law_claim_silence(const struct appeal_facts *facts);
/* CSS R. 142-6: the same for the appeal, from its reception or from the last documents. */
date law_appeal_silence(const struct appeal_facts *facts);
/* CJA R. 421-7: the months that distance adds to the term of the court. */
int law_distance_months(const struct department *court, const struct department *home);

#endif
