/* What a claim says, as the law reads it: nothing of who she is.
 * May include: base. */
#ifndef LAW_REQUEST_H
#define LAW_REQUEST_H
#include "law/funds.h"
#include "law/words.h"

#define REQUEST_CHILDREN_MAX        30
#define REQUEST_DOCUMENTS_MAX       16
#define REQUEST_AWARDS_MAX          16
#define REQUEST_RESOURCES_CENTS_MAX INT64_C(100000000) /* a million euros a month */

struct child {
    date born_on; /* NO_DATE: said to be under 21, without a birth date */
    bool shared_custody;
};

struct document {
    enum document_kind kind;
    date dated;
};

struct request {
    date requested_on;
    date completed_on; /* not before requested_on */
    date decided_on;   /* not before completed_on */
    const struct department *department;
    money resources; /* hers alone, net, of the month before (D. 214-15) */
    int children_count;
    struct child children[REQUEST_CHILDREN_MAX];
    enum relationship relationship;
    enum victim violence_against;
    int documents_count;
    struct document documents[REQUEST_DOCUMENTS_MAX]; /* none dated after completed_on */
    enum residence residence;
    enum beneficiary beneficiary_of;
    int awards_count;
    date awards[REQUEST_AWARDS_MAX]; /* earlier decisions granting the aid, none after decided_on */
    enum smic_reference smic_reference;
};

/* The request with every default of the interface: only the three required values are missing. */
struct request request_defaults(date requested_on);

/* Whether the days stand in order and the numbers within bounds. Says in `trouble` which value does
 * not, as a JSON pointer, and what was expected. Every entry point checks it once; law relies on
 * it. */
MUST_USE err request_check(const struct request *request, struct trouble *trouble);

#endif
