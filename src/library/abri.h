/* The law of France's emergency aid for victims of domestic violence (loi n° 2023-140; CASF
 * L. 214-8 ff., D. 214-11 ff.) as a library: one request to one decision, explained article by
 * article; amounts for whole columns; the amounts in force on a day.
 *
 * Pure: no heap, no file, no clock, no state of its own. Any function may be called by any thread
 * at any time; what it gives back lies in the caller's room, or is a constant of the library. The
 * same input gives the same output, for the same abri_rules().
 *
 * Days are numbers, 20251125 for 25 November 2025, and 0 is no day. Money is whole euro cents. Text
 * is UTF-8, ended by a NUL. Outputs are untouched unless ABRI_OK is returned; a refusal by the law
 * is a decision, thus ABRI_OK.
 *
 * doc/library.md says what stays the same from one release to the next. May include: nothing. */
#ifndef ABRI_H
#define ABRI_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum abri_result {
    ABRI_OK,
    ABRI_BAD_INPUT, /* the trouble says where and what was expected */
    ABRI_NO_ROOM    /* the answer is longer than the room */
};

/* Where an input is wrong and what was expected there; never the input's own words. Every function
 * that asks for one accepts NULL. */
struct abri_trouble {
    char where[96]; /* a JSON pointer into the request: "/documents/0/dated" */
    char expected[640];
};

/* The release, "0.1.0", and the digest of the rule and parameter tables (hexadecimal SHA-256). */
const char *abri_version(void);
const char *abri_rules(void);

/* ---- words ---- */

enum abri_language { ABRI_FRENCH, ABRI_ENGLISH };

/* The lists of the interface; new words come at the end of a list. */
enum abri_list {
    ABRI_OUTCOMES,
    ABRI_GROUNDS,
    ABRI_FLAGS,
    ABRI_FORMS,
    ABRI_RELATIONSHIPS,
    ABRI_VICTIMS,
    ABRI_DOCUMENTS,
    ABRI_RESIDENCES,
    ABRI_BENEFICIARIES,
    ABRI_SMIC_REFERENCES,
    ABRI_FUND_KINDS
};
enum abri_outcome { ABRI_OUTCOME_GRANTED, ABRI_OUTCOME_REFUSED, ABRI_OUTCOME_REVIEW };
enum abri_ground {
    ABRI_GROUND_NO_DOCUMENT,
    ABRI_GROUND_DOCUMENT_TOO_OLD,
    ABRI_GROUND_DOCUMENT_NOT_ACCEPTED,
    ABRI_GROUND_NOT_PARTNER_VIOLENCE,
    ABRI_GROUND_AWARDED_WITHIN_12_MONTHS,
    ABRI_GROUND_RESIDENCE,
    ABRI_GROUND_BEFORE_THE_LAW
};
enum abri_flag {
    ABRI_FLAG_EDGE_DAY,
    ABRI_FLAG_SHARED_CUSTODY,
    ABRI_FLAG_TERRITORY_TO_CONFIRM,
    ABRI_FLAG_RESIDENCE_UNKNOWN,
    ABRI_FLAG_DECIDE_ON_OR_AFTER,
    ABRI_FLAG_PARAMETER_MAY_BE_OUTDATED
};
enum abri_form { ABRI_FORM_GRANT, ABRI_FORM_LOAN };
enum abri_relationship {
    ABRI_RELATIONSHIP_SPOUSE,
    ABRI_RELATIONSHIP_COHABITANT,
    ABRI_RELATIONSHIP_PACS_PARTNER,
    ABRI_RELATIONSHIP_FORMER_SPOUSE,
    ABRI_RELATIONSHIP_FORMER_COHABITANT,
    ABRI_RELATIONSHIP_FORMER_PACS_PARTNER,
    ABRI_RELATIONSHIP_OTHER
};
enum abri_victim { ABRI_VICTIM_APPLICANT, ABRI_VICTIM_CHILD_ONLY };
enum abri_document_kind {
    ABRI_DOCUMENT_COMPLAINT,
    ABRI_DOCUMENT_REPORT_TO_PROSECUTOR,
    ABRI_DOCUMENT_PROTECTION_ORDER,
    ABRI_DOCUMENT_IMMEDIATE_PROTECTION_ORDER,
    ABRI_DOCUMENT_POLICE_LOG,
    ABRI_DOCUMENT_FORCED_MARRIAGE_ORDER,
    ABRI_DOCUMENT_OTHER
};
enum abri_residence {
    ABRI_RESIDENCE_REGULAR,
    ABRI_RESIDENCE_IRREGULAR,
    ABRI_RESIDENCE_TOURIST_VISA,
    ABRI_RESIDENCE_UNKNOWN
};
enum abri_beneficiary { ABRI_BENEFICIARY_CAF, ABRI_BENEFICIARY_MSA, ABRI_BENEFICIARY_NONE };
enum abri_smic_reference {
    ABRI_SMIC_REFERENCE_APRIL,
    ABRI_SMIC_REFERENCE_JANUARY,
    ABRI_SMIC_REFERENCE_IN_FORCE
};
enum abri_fund_kind {
    ABRI_FUND_KIND_CAF,
    ABRI_FUND_KIND_MSA,
    ABRI_FUND_KIND_CSSM,
    ABRI_FUND_KIND_CPS
};

/* The word the interface writes ("granted"), and how a language says it ("accordée"); NULL after
 * the last value of the list. */
const char *abri_word(enum abri_list list, int32_t value);
const char *abri_label(enum abri_list list, int32_t value, enum abri_language language);
/* The value of that word; -1 when the list has none. */
int32_t abri_find(enum abri_list list, const char *word, size_t length);

/* ---- one request, one decision ---- */

#define ABRI_CHILDREN_MAX        30
#define ABRI_DOCUMENTS_MAX       16
#define ABRI_AWARDS_MAX          16
#define ABRI_RESOURCES_CENTS_MAX 100000000 /* a month */

struct abri_child {
    int32_t born_on;        /* 0: said to be under 21, without a birth date */
    int32_t shared_custody; /* 0 or 1 */
};

struct abri_document {
    int32_t kind; /* enum abri_document_kind */
    int32_t dated;
};

/* What a claim says, as the law reads it. abri_request_begin fills it; then requested_on,
 * department and resources_cents must be set, and the rest may be. */
struct abri_request {
    uint32_t begun; /* by abri_request_begin */
    int32_t requested_on;
    int32_t completed_on; /* 0: requested_on */
    int32_t decided_on;   /* 0: completed_on */
    int32_t known_on;     /* only what was published by that day is known; 0: all of it */
    char department[8];   /* "59", "2A", "976" */
    int32_t relationship, violence_against, residence, beneficiary_of, smic_reference;
    int64_t resources_cents; /* hers alone, net, of the month before */
    int32_t children_count;
    struct abri_child children[ABRI_CHILDREN_MAX];
    int32_t documents_count; /* -1, as begun: one complaint of the day of the request */
    struct abri_document documents[ABRI_DOCUMENTS_MAX];
    int32_t awards_count;
    int32_t awards[ABRI_AWARDS_MAX]; /* days of earlier decisions granting the aid */
    uint32_t said;                   /* the library's: what abri_request_set has seen */
    int32_t reserved[16];            /* 0 */
};

void abri_request_begin(struct abri_request *ret);

/* For who has the request as JSON and a reader of JSON: one call for each value of the document in
 * its order, a list or an object before what it holds, each with its JSON pointer (RFC 6901; "" for
 * the whole). `value` is the text of a string (unescaped), a number or a boolean, and `length` its
 * bytes; for a list, `length` is its number of items. What is unknown, said twice or out of bounds
 * is refused at once, what is missing by abri_assess. */
enum abri_type { ABRI_STRING, ABRI_NUMBER, ABRI_BOOLEAN, ABRI_NULL, ABRI_LIST, ABRI_OBJECT };
enum abri_result abri_request_set(struct abri_request *request, const char *pointer,
                                  enum abri_type type, const char *value, size_t length,
                                  struct abri_trouble *trouble);

struct abri_decision {
    int32_t outcome;    /* enum abri_outcome */
    uint32_t grounds;   /* bits 1 << enum abri_ground */
    uint32_t doubts;    /* those of the grounds that an agent must settle first */
    uint32_t flags;     /* bits 1 << enum abri_flag */
    int32_t has_amount; /* 0 before the law was in force; the next four are then 0 */
    int32_t reduction_percent;
    int64_t full_cents, amount_cents;
    int32_t form;            /* enum abri_form */
    int32_t pay_by;          /* 0 when refused */
    int32_t next_award_from; /* 0 when no award counts */
    int32_t fund_kind;       /* enum abri_fund_kind */
    const char *fund_code, *fund_name;
    int32_t reserved[16]; /* 0 */
};
enum abri_result abri_assess(const struct abri_request *request, struct abri_decision *ret,
                             struct abri_trouble *trouble);

/* The decision with its explanation, as abri assess prints it: the JSON of the interface, or text
 * for people. The room is the caller's; `length` is what was written, a NUL after it not counted.
 * ABRI_ANSWER_MAX bytes are always enough. */
#define ABRI_ANSWER_MAX 65536
enum abri_format { ABRI_JSON, ABRI_TEXT };
struct abri_room {
    char *at;
    size_t size, length;
};
enum abri_result abri_answer(const struct abri_request *request, enum abri_format format,
                             enum abri_language language, struct abri_room *room,
                             struct abri_trouble *trouble);

/* ---- amounts of many households ---- */

/* Where other tables apply. */
enum abri_territory { ABRI_TERRITORY_GENERAL, ABRI_TERRITORY_MAYOTTE };

/* A département where the aid exists. */
struct abri_department {
    const char *code, *name;
    int32_t territory;  /* enum abri_territory */
    int32_t to_confirm; /* 1: the rules of the territory could not all be read */
};
enum abri_result abri_department(const char *code, size_t length, struct abri_department *ret,
                                 struct abri_trouble *trouble);

/* Every amount for the requests of one day, place and reading of the law. To be kept and used as
 * often as wanted; plain bytes, which may be copied. */
struct abri_scale {
    uint64_t inside[96];
};

/* Days from 20231128, when the aid began, to 21501231; `known_on` as in a request. */
enum abri_result abri_scale_on(int32_t day, enum abri_territory territory,
                               enum abri_smic_reference smic_reference, int32_t known_on,
                               struct abri_scale *ret, struct abri_trouble *trouble);

/* Whether two scales give the same amounts. */
int abri_scale_equal(const struct abri_scale *a, const struct abri_scale *b);

/* The amount in cents and the form of one household. */
enum abri_result abri_amount(const struct abri_scale *scale, int64_t resources_cents,
                             int32_t children, int64_t *ret_amount_cents, int32_t *ret_form,
                             struct abri_trouble *trouble);

/* The same for columns of `count` rows, which must not overlap. Where a row is wrong nothing is
 * written, and the trouble's place begins with its number, from 0: "/17/children". */
struct abri_columns {
    const int32_t *resources_cents, *children;
    int32_t *amount_cents, *form;
    size_t count;
};
enum abri_result abri_amounts(const struct abri_scale *scale, const struct abri_columns *columns,
                              struct abri_trouble *trouble);

/* ---- the amounts in force ---- */

/* What the amount depends on; new ones come at the end. */
enum abri_parameter_name {
    ABRI_PARAMETER_RSA,
    ABRI_PARAMETER_RSA_MAYOTTE,
    ABRI_PARAMETER_SMIC_NET,
    ABRI_PARAMETER_SMIC_NET_MAYOTTE
};
int32_t abri_parameters(void); /* how many there are */

struct abri_parameter {
    const char *name;        /* "rsa_flat_amount" */
    const char *under;       /* the article that asks for it */
    const char *source;      /* the text that fixed the value */
    int64_t thousandths;     /* of a euro */
    int32_t since;           /* in force since */
    int32_t published;       /* published on */
    int32_t to_confirm;      /* 1: computed, or read in the press */
    int32_t may_be_outdated; /* 1: a yearly revaluation has passed that the tables do not show */
    int32_t reserved[8];     /* 0 */
};
/* Its value on a day, as far as it was known on another; both as for abri_scale_on. */
enum abri_result abri_parameter_on(int32_t name, int32_t day, int32_t known_on,
                                   struct abri_parameter *ret, struct abri_trouble *trouble);

#ifdef __cplusplus
}
#endif
#endif
