/* The decision on a claim, article by article: who, which document, how often, residence, which
 * fund, how much, grant or loan, payable by when. May include: base. */
#ifndef LAW_ASSESS_H
#define LAW_ASSESS_H
#include "law/reasoning.h"
#include "law/request.h"

struct decision {
    enum outcome outcome;
    uint32_t grounds; /* bits 1u << GROUND_... */
    uint32_t doubts;  /* those of the grounds that an agent must settle first */
    uint32_t flags;   /* bits 1u << FLAG_... */
    bool has_amount;  /* false before the law: there was no amount to speak of */
    money full;
    int reduction_percent;
    money amount;
    enum form form;
    date pay_by;          /* NO_DATE when refused */
    date next_award_from; /* NO_DATE when no award counts */
    const struct fund *fund;
    struct reasoning why;
};

/* The request must have passed request_check. Parameters published after `known_on` are unknown;
 * ALL_KNOWN takes every line of the tables. */
void law_assess(const struct request *request, date known_on, struct decision *ret);

/* The last day to pay, counted from the day everything was known (CASF L. 214-10 al. 3, D. 214-19).
 */
date law_pay_by(const struct fund *fund, enum beneficiary of, date completed_on);

/* The end of the six months of rights opened by the first payment (CASF L. 214-10 al. 4). */
date law_rights_end(date first_payment);

/* The remedies and mentions a notified decision prints (CASF L. 214-15; CRPA R. 311-3-1-1): texts
 * in one language, numbered from 0; NULL after the last. */
const char *law_remedy(enum language language, int number);
const char *law_algorithm_mention(enum language language);
/* What can be done when what transparency.h answers is not given (CRPA R. 343-1). */
const char *law_access_remedy(enum language language);

/* The digest of the rule and parameter tables this program was built from, as hexadecimal SHA-256.
 */
const char *law_rules_digest(void);

#endif
