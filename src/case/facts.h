/* Facts: what happened to a file, on which legal day, told by whom and when. A journal is the
 * ordered list of a file's facts and the only truth about it; everything else is folded from it.
 * May include: base, law. */
#ifndef CASE_FACTS_H
#define CASE_FACTS_H
#include "base/arena.h"
#include "law/request.h"

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
#define STRAND(name, word, fr) STRAND_##name,
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
extern const struct word_list case_channels;

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

struct fact_kind_row {
    int code;
    const char *word; /* "claim_received" */
    enum strand strand;
    uint32_t lawful_at;  /* bits 1u << STAGE_... */
    enum stage leads_to; /* STAGE_COUNT: stays */
    uint32_t needs;      /* bits of stages of other strands, 0: none */
    const char *basis, *fr;
};
extern const struct fact_kind_row case_fact_kinds[FACT_COUNT];

struct stage_row {
    enum strand strand;
    const char *word, *fr;
};
extern const struct stage_row case_stages[STAGE_COUNT];
extern const char *const case_strand_words[STRAND_COUNT];

/* The kind of that word, or FACT_COUNT. */
enum fact_kind fact_kind_find(text word);
/* The kind of that code, or FACT_COUNT. */
enum fact_kind fact_kind_of_code(int code);

#endif
