/* A file's state: the fold of its facts. Pure: the same journal gives the same file, for ever.
 * May include: base, law. */
#ifndef CASE_FOLD_H
#define CASE_FOLD_H
#include "case/appeal.h"
#include "case/contact.h"
#include "case/control.h"
#include "case/debt.h"
#include "case/facts.h"
#include "case/loan.h"
#include "case/penal.h"
#include "case/rights.h"
#include "law/assess.h"

/* An order to pay her and what became of it. At most PAYMENT_ORDERS_MAX on a file. */
#define PAYMENT_ORDERS_MAX 16
struct payment {
    int64_t reference;
    money amount;
    enum {
        PAYMENT_GIVEN,
        PAYMENT_LEFT,
        PAYMENT_ARRIVED,
        PAYMENT_BACK,
        PAYMENT_DROPPED,
        PAYMENT_LOST /* it arrived, and another took it */
    } is;
};

struct case_file {
    file_number file;
    int facts_count;
    date last_day;
    enum stage stages[STRAND_COUNT];

    /* claim */
    struct body claim; /* the latest information given */
    date received_on;
    date informed_on; /* the latest day she or another told something of the claim */
    date completed_on;
    date decided_on;      /* granted or refused */
    struct body decision; /* the fact that decided */
    date notified_on;     /* the decision in force; NO_DATE again when it is replaced */
    date awarded_on;      /* the first of the decisions that grant, while one is in force */
    date assessed_on;     /* the day of the law that decided: D. 214-12 is tested that day */
    date known_on;        /* the parameters the decision in force knew */
    /* Since when everything was known: for the award that stands, and for its latest change. */
    date award_payable_from, change_payable_from;
    date corrected_on;         /* information corrected and not yet decided upon; else NO_DATE */
    bool remedies_not_stated;  /* by the notification of the decision in force */
    date explanation_asked_on; /* and not yet given; else NO_DATE */
    date sent_to_departement_on;
    date referred_on;
    date helped_on; /* filled in with somebody of the claim's channel, as she agreed */
    date account_confirmed_on;
    date account_warned_on; /* others see the account: the latest day she said so */
    int claim_place;  /* of the claim in the journal, and of its account and plan in the vault */
    date known_award; /* the earlier award as known now: that of the decision, or what became of it
                       */
    const struct fund *fund; /* competent, or transmitted to */

    /* payment */
    struct body order;       /* the latest order */
    int order_account_place; /* of the account it pays, in the vault */
    struct payment payments[PAYMENT_ORDERS_MAX];
    int orders_count;
    date ordered_on, sent_on, settled_on, returned_on; /* the latest */
    date first_sent_on;
    enum stage stage_before_order;
    money paid;                                   /* settled and not returned, order upon order */
    date taken_on;                                /* the latest day another took what had arrived */
    int reissues;                                 /* how often that was from an account of hers */
    struct payment_part parts[PAYMENT_PARTS_MAX]; /* the latest choice; none: at once */
    int parts_count;
    money parts_paid_before; /* what she had kept when she chose */
    date first_payment_on;   /* opens the six months; stays when a payment comes back */

    struct rights_life rights;
    struct loan_life loan;
    struct penal_life penal;
    struct debt_life debt;
    struct appeal_life appeal;
    struct control_life control;
    struct contact_life contact;
    struct hold_life hold;
};

/* An empty file, before its first fact. */
struct case_file case_empty(file_number file);

/* Whether the fact may follow: its stage, its day (not before the fact it answers to, not after
 * `today`), its sums (never more than what is owed), and for a decision, that it is the law's.
 * NOT_LAWFUL or BAD_INPUT says in `trouble` what would be lawful. Today is the day of recording. */
MUST_USE err case_admits(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble);

/* Whether the strands stand where a fact of that kind may follow. */
bool case_allows(const struct case_file *file, enum fact_kind kind);

/* Whether the body of such a fact tells the claim anew. */
bool case_brings_a_request(enum fact_kind kind);

/* Applies one fact whose stage allows it. The file is untouched when it cannot follow, NOT_LAWFUL
 * by its stage, BAD_INPUT when it names no fund and no département the aid covers: a journal read
 * from disk is never trusted. */
MUST_USE err case_apply(struct case_file *file, const struct fact *fact);

/* The whole truth about a file. When a fact could not follow, *ret_place is its place and *ret is
 * the file before it: built where it is asked for, not copied there once it stands. */
MUST_USE err case_fold(const struct journal *journal, struct case_file *ret, int *ret_place);

/* The law's decision on the claim as it stands, decided on `day` with the parameters known that
 * day. `earlier_award` is the latest day the aid was awarded to the same person in another file,
 * NO_DATE when never; not after `day`. The claim must have been received. */
void case_assess(const struct case_file *file, date day, date earlier_award, struct decision *ret);

/* The law that decided, once decided: of that day, with what was published by `known_on`. */
void case_reassess(const struct case_file *file, date known_on, date earlier_award,
                   struct decision *ret);

/* The body of the fact that records such a decision. */
struct body case_decision_body(const struct decision *decision, date earlier_award);

/* Whether the decision in force must give way to another on `day`, why, and to which: after an
 * appeal granted or a judgment, on the law of that day (CRPA L. 412-7); after information was
 * corrected or an amount published late, on the law of the day it was decided, as known now. The
 * claim must have been decided. `payable_from` is the day everything needed was known. */
struct replacement {
    struct body body; /* of DECISION_REPLACED, as the law gives it */
    bool is_open;     /* an agent, the board or the court chooses to grant or not */
    date payable_from;
};
bool case_replacement(const struct case_file *file, date day, date earlier_award,
                      struct replacement *ret);

/* What the decision in force awards, nothing when it refuses, and never less than what a debt
 * struck out lets her keep; with what was decided to be given back.
 */
money case_due(const struct case_file *file);
/* What she keeps of what was paid: less what she repaid of overpayments. */
money case_net_paid(const struct case_file *file);
/* The order of that reference, or NULL. */
const struct payment *case_payment(const struct case_file *file, int64_t reference);
/* What is still to be paid to her, 0 when nothing is. */
money case_owed(const struct case_file *file);
/* The part of it that may be paid on `day`: all, unless she chose to be paid in parts. */
money case_payable(const struct case_file *file, date day);
/* The working day from which the next part may be paid; NO_DATE when no part is left. */
date case_next_part(const struct case_file *file);
/* Whether the order under way is still what may be paid, to the account in force. There must be
 * one. */
bool case_order_stands(const struct case_file *file);
/* By when: three or five working days from the day everything was known (L. 214-10 al. 3). The
 * claim must have been completed. */
date case_pay_by(const struct case_file *file);

/* What is still missing for the claim to be complete or paid, as bits. */
enum missing { MISSING_DOCUMENT, MISSING_UNDERTAKING, MISSING_ACCOUNT, MISSING_COUNT };
extern const struct word_list case_missing;
uint32_t case_missing_of(const struct body *claim);
uint32_t case_missing_in(const struct case_file *file);
/* Whether there is an account only she sees, confirmed since a payment last came back or was taken,
 * and since she last said that others see it. */
bool case_has_safe_account(const struct case_file *file);

#endif
