/* The appeal before the fund's board, then the administrative court: CASF L. 214-15, CSS R. 142-1
 * to R. 142-6. What silence means, until when she may go on and whether she is late are computed,
 * never recorded. A late appeal is recorded like any other and said to be late: the board may
 * refuse it as such, the file must not lose it. One appeal at a time: another may follow once the
 * board has answered, or its silence has, and against something else.
 * May include: base, law. */
#ifndef CASE_APPEAL_H
#define CASE_APPEAL_H
#include "case/facts.h"
#include "law/appeal.h"

struct case_file;

/* Folded from the facts of the strand alone, whatever else is told before or after: the latest
 * appeal. What it contests is found by its day: the decision that stood then, if it still does. */
struct appeal_life {
    enum subject subject;
    date filed_on; /* she wrote: the postmark */
    date received_on;
    date acknowledged_on;
    date documents_on;      /* the latest she produced before silence rejected the appeal */
    date late_documents_on; /* the latest after that: they change nothing */
    date decided_on;        /* by the board, expressly */
    date answer_notified_on;
    date sued_on, judged_on;
    date last_filed_on[SUBJECT_COUNT]; /* by subject: nothing is contested twice */
    bool receipt_states_remedies, answer_states_remedies;
    bool granted;  /* by the board, on decided_on */
    bool annulled; /* by the court, on judged_on */
    bool through_prefect;
};

/* What the law makes of it on a day. */
struct appeal_state {
    /* By subject, the board, against what no appeal contests yet. The term is unset when there is
     * nothing to contest, or when it did not reach her as far as the facts tell, as for a loan. */
    struct remedy open[SUBJECT_COUNT];
    date claim_rejected_on; /* an undecided claim: the day silence rejects it, or did */

    bool filed; /* an appeal was, and is told below */
    enum subject subject;
    enum appeal_stage stage;
    /* Hers: the day shown, the day enforced, whether she is late. That of the board is unset when
     * what she contested no longer stands. */
    struct remedy board, court;
    date appeal_rejected_on; /* the day silence rejects it, or did; NO_DATE once granted */
};

/* Adds its steps to `why`. No fact of the file is after `today`. */
void case_appeal(const struct case_file *file, date today, struct reasoning *why,
                 struct appeal_state *ret);

#endif
