/* Facts: what happened to a file, on which legal day, told by whom and when. A journal is the
 * ordered list of a file's facts and the only truth about it; everything else is folded from it.
 * May include: base, law. */
#ifndef CASE_FACTS_H
#define CASE_FACTS_H
#include "base/arena.h"
#include "law/author.h"
#include "law/loan_end.h"
#include "law/overpayment.h"
#include "law/penalty.h"
#include "law/request.h"
#include "law/withholding.h"

/* A file number: eleven random digits and a check digit (ISO 7064 MOD 11,10), which refuses every
 * single wrong digit and nearly every swap; read over the phone as three groups of four. */
typedef struct {
    int64_t number;
} file_number;

#define FILE_NUMBER_DIGITS 12

/* The file number made of eleven digits of chance. */
file_number file_number_make(uint64_t random);
/* Reads "482109375516" or "4821-0937-5516" (or with spaces). BAD_INPUT when malformed or the check
 * fails. */
MUST_USE err file_number_read(text from, file_number *ret);
void write_file_number(struct writer *out, file_number file);

enum strand {
#define STRAND(name, word, fr, first) STRAND_##name,
#include "case/strands.def"
    STRAND_COUNT
};

enum stage {
#define STAGE(strand, name, word, fr) STAGE_##strand##_##name,
#include "case/strands.def"
    STAGE_COUNT
};

enum fact_kind {
#define FACT(code, name, ...) FACT_##name,
#include "case/facts.def"
    FACT_COUNT
};

/* Through which door the claim came. */
enum channel {
    CHANNEL_ONLINE,
    CHANNEL_DESK,
    CHANNEL_POLICE,
    CHANNEL_PROSECUTOR,
    CHANNEL_ASSOCIATION,
    CHANNEL_COUNT
};

/* Why a decision is replaced by another. */
enum cause {
    CAUSE_APPEAL,      /* the board granted the appeal: CRPA L. 412-7 */
    CAUSE_JUDGMENT,    /* the court annulled the decision */
    CAUSE_DECREE,      /* an amount published after the decision was in force at the request */
    CAUSE_INFORMATION, /* what was told before the decision turns out to be otherwise */
    CAUSE_COUNT
};

/* What an appeal is against. */
enum subject { SUBJECT_DECISION, SUBJECT_DEBT, SUBJECT_LOAN, SUBJECT_COUNT };

/* What she, or another in her name, asks to change; it waits until she confirms it. */
enum asked_for { ASKED_ACCOUNT, ASKED_CONTACT, ASKED_WITHDRAWAL, ASKED_COUNT };

/* Where it was asked. Nobody is seen online or on the telephone. */
enum door { DOOR_ONLINE, DOOR_PHONE, DOOR_DESK, DOOR_ASSOCIATION, DOOR_COUNT };

/* How she herself confirmed. */
enum confirmation {
    CONFIRMED_IN_PERSON,   /* her identity was seen */
    CONFIRMED_CALL_BACK,   /* called by the way that was safe before */
    CONFIRMED_ASSOCIATION, /* by the association that supports her */
    CONFIRMED_CODE_WORD,   /* she called and gave the word agreed: no change is confirmed so */
    CONFIRMATION_COUNT
};

/* By which way something was told to her. */
enum sending {
    SENT_IN_PERSON,
    SENT_BY_PHONE,
    SENT_BY_EMAIL,
    SENT_BY_POST,
    SENT_BY_ASSOCIATION,
    SENT_TO_PORTAL, /* left where she comes to look */
    SENDING_COUNT
};

/* Why a request in her name is held. */
enum anomaly {
    ANOMALY_SAME_PERSON,    /* a file of the same person is open, with another contact or account */
    ANOMALY_ACCOUNT_HOLDER, /* the account is another's */
    ANOMALY_PARTNER,        /* the contact is that of the partner */
    ANOMALY_DOCUMENT,       /* the document was seen in another file */
    ANOMALY_OTHER,
    ANOMALY_COUNT
};

/* Who said whether it is hers. */
enum authentication { BY_ISSUER, SEEN_IN_PERSON, AUTHENTICATION_COUNT };

/* How a payment that had arrived went to another. */
enum taking {
    TAKEN_ON_ANOTHER_ACCOUNT, /* it was not hers: what she is owed is not paid (code civil 1342-2)
                               */
    TAKEN_FROM_HER_ACCOUNT,   /* by another, under coercion: paying again is a choice of the fund */
    TAKING_COUNT
};

/* A payment in parts, at her written choice. */
#define PAYMENT_PARTS_MAX 6
struct payment_part {
    money amount;
    date not_before;
};

/* The words of these lists and of those of law that facts alone say, in the order of the enums:
 * part of the canonical bytes. */
extern const struct word_list case_channels, case_causes, case_subjects, case_answers,
    case_write_offs, case_creditors, case_breaches, case_intents, case_choices, case_changes,
    case_doors, case_confirmations, case_sendings, case_anomalies, case_authentications,
    case_takings;

/* Another debt of hers towards the same fund, told with a withholding (CSS D. 553-4). */
#define OTHER_DEBTS_MAX 8
struct other_debt {
    date established_on;
    money established, left;
};

/* What each kind of fact says beyond its day. Only what a rule reads; who and where she is stays in
 * the vault. The fields and their order in the canonical bytes are told by bodies.c. */
struct body {
    /* claim_received, information: days of completion and decision, and earlier awards, are not
     * here */
    struct request request;
    enum channel channel;
    bool consent_departement; /* L. 214-9 al. 2: express agreement */
    bool consent_association;
    bool undertakes_repayment; /* D. 214-18 al. 4 */
    bool undertakes_reporting; /* D. 214-18 al. 4 */
    bool has_account;          /* an account to pay to is in the vault */
    bool account_seen_by_others;
    /* transmitted */
    const struct fund *fund;
    /* granted, refused: the decision, as the law of that day gave it */
    money full;
    int reduction_percent;
    money amount;
    enum form form;
    uint32_t grounds;
    date
        earlier_award; /* the latest award that counted for D. 214-12; NO_DATE when there is none */
    bool settled_by_agent; /* the law said review; the agent settled it */
    /* payment_ordered, _sent, _settled, _returned */
    int64_t reference; /* the neutral number the bank carries back, > 0 */
    date execution_on;
    int64_t batch;  /* the payment message the order left in, > 0 */
    char reason[5]; /* ISO 20022 return reason, "AC04" */
    /* parts_chosen, with `how` */
    struct payment_part parts[PAYMENT_PARTS_MAX];
    int parts_count;
    bool written;
    enum taking taken; /* payment_taken */
    /* decision_replaced: the decision as above, and */
    bool grants;
    enum cause cause;
    /* loan, debt: an `amount` each, and */
    int instalments; /* plan_chosen, debt_plan_agreed: how many monthly payments */
    bool accepted;   /* she chose it, or the answer is in her favour */
    enum answer good_faith, precarity; /* remission_decided */
    bool fraud; /* remission_decided, debt_notified, withholding_set: established */
    enum write_off write_off;
    enum creditor creditor;     /* loan_transferred */
    bool oral;                  /* rectification_asked */
    date received_on;           /* debt_notified, appeal_filed: the day it arrived */
    struct household household; /* withholding_set; its territory is that of the claim */
    money scale;                /* withholding_set: a month by the scale, `amount` with the raise */
    int raised_percent;         /* withholding_set: after fraud, 0..FRAUD_PERCENT_MAX */
    bool repeated;              /* withholding_set: the fraud is a repeated one */
    struct other_debt others[OTHER_DEBTS_MAX]; /* withholding_applied */
    int others_count;
    /* penal: `day` is when it happened */
    date known_on; /* when the fund learned it */
    enum penal_outcome outcome;
    bool final;         /* no appeal is possible any more */
    bool states_amount; /* then `amount` is what it says */
    /* appeal */
    enum subject subject;
    bool states_remedies;
    bool through_prefect; /* court_seised: CJA R. 421-7, al. 4 */
    /* control */
    bool content_told, origin_told; /* third_party_told */
    bool uses_third_party;          /* control_closed */
    bool irregular;                 /* control_closed: something was found */
    enum breach breach;             /* facts_reproached, with `intent`, `facts_from` and the sums */
    enum intent intent;
    date facts_from;
    bool sums_known;
    enum penalty_choice choice; /* penalty_chosen, penalty_fixed, with `amount` */
    /* contact */
    enum asked_for change;
    enum door door;                 /* change_asked */
    int place;                      /* change_confirmed, change_dropped: of the fact that asked */
    enum confirmation how;          /* change_confirmed, contact_reviewed, account_confirmed */
    enum sending sent_by;           /* decision_notified, rights_told, rights_end_told */
    uint32_t anomalies;             /* anomaly_held: bits of enum anomaly */
    enum authentication checked_by; /* held_released, held_rejected */
};

#define ACTOR_LENGTH_MAX 48

struct fact {
    enum fact_kind kind;
    date day;                         /* when it is legally dated */
    int64_t recorded_at;              /* when it was recorded: microseconds since 1970, UTC */
    char actor[ACTOR_LENGTH_MAX + 1]; /* "agent:12", "public", "bank" */
    struct body body;
};

struct journal {
    file_number file;
    const struct fact *facts;
    int count;
};

#define JOURNAL_FACTS_MAX 1000

/* Sets of stages are bits STAGE_BIT(stage); STAGE_SAME is the one the strand is already in. */
#define STAGE_BIT(stage) (UINT64_C(1) << (stage))
#define STAGE_SAME       (UINT64_C(1) << 63)
_Static_assert(STAGE_COUNT < 64, "a set of stages and STAGE_SAME are 64 bits");

struct fact_kind_row {
    int code;
    const char *word; /* "claim_received" */
    enum strand strand;
    uint64_t lawful_at;
    uint64_t leads_to; /* one stage, perhaps STAGE_SAME; several: the strand says which */
    uint64_t needs;    /* of other strands; none: nothing is needed */
    const char *basis, *fr;
};
extern const struct fact_kind_row case_fact_kinds[FACT_COUNT];

struct stage_row {
    enum strand strand;
    const char *word, *fr;
};
extern const struct stage_row case_stages[STAGE_COUNT];
struct strand_row {
    const char *word, *fr;
    enum stage first; /* where every file starts */
};
extern const struct strand_row case_strands[STRAND_COUNT];

/* The kind of that word, or FACT_COUNT. */
enum fact_kind fact_kind_find(text word);
/* The kind of that code, or FACT_COUNT. */
enum fact_kind fact_kind_of_code(int code);

#endif
