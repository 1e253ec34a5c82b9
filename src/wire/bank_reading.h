/* How a bank's document is read: bank.c walks the XML and knows no bank message; a family of
 * messages is a table of the leaves it takes and of the parts it opens and closes (bank_camt.c,
 * bank_pain.c). What no table names is passed over. Private to wire. May include: base, law, case,
 * pay. */
#ifndef WIRE_BANK_READING_H
#define WIRE_BANK_READING_H
#include "wire/wire.h"

#include <libxml/xmlreader.h>

#define BANK_DEPTH_MAX 32
#define BANK_PATH_MAX  1024

struct bank_reading;

/* An element that holds text only. Its path starts below the body of the document; the element of a
 * report (Stmt, Rpt or Ntfctn) is always written Rpt. `take` reads it into the member of the
 * reading that lies at `into`, whose type is the one its comment below names. */
struct bank_leaf {
    const char *path;
    err (*take)(struct bank_reading *, text value, void *into);
    size_t into;
    bool repeats; /* may be there more than once in its part */
};
#define INTO(member) offsetof(struct bank_reading, member)

/* An element that holds others. */
struct bank_part {
    const char *path;
    err (*begin)(struct bank_reading *);
    err (*end)(struct bank_reading *);
};

struct bank_family {
    const char *name;               /* as in the namespace: "camt.053." */
    const char *body;               /* the one element of the document */
    const char *report;             /* the elements of the body that hold movements, or NULL */
    const struct bank_leaf *leaves; /* at most 64; a path of NULL ends them */
    const struct bank_part *parts;  /* likewise */
    err (*finish)(struct bank_reading *); /* at the end of the body */
};

/* Amounts are exact to the fifth decimal, the most ISO 20022 allows. */
#define BANK_UNITS_PER_CENT 1000
struct bank_amount {
    int64_t units;
    char currency[4]; /* empty: no amount */
};

enum direction { DIRECTION_UNKNOWN, CREDIT, DEBIT };

/* A number of things and their sum; -1: not stated. */
struct bank_total {
    int64_t count, units;
};

/* A camt transaction within an entry. */
struct camt_transaction {
    int64_t reference; /* 0: none of ours */
    struct bank_amount amount, details, instructed;
    enum direction direction;
    bool returned;
    char reason[5];
};

/* A camt entry: one line of the statement, of one or several transactions. */
struct camt_entry {
    struct bank_amount amount;
    enum direction direction;
    bool reversal;
    bool has_status, booked;
    date booked_on, valued_on;
    int64_t batch;         /* of ours, 0: none */
    struct bank_total sum; /* of the transactions */
    bool has_sum;          /* each of them has an amount in the currency of the entry */
    int64_t batch_count;   /* transactions the batch says it has; -1: does not say */
    int lines, unnamed;    /* transactions of ours: named, and known by their batch only */
    bool against;          /* one of them goes the other way */
    bool unmeasured;       /* one of ours has no amount of its own */
};

/* A page of several, whose stated totals are those of all pages. */
struct camt_page {
    int64_t number;
    bool more_follow;
};

/* A camt report: one account, one period. */
struct camt_report {
    struct camt_page page;
    struct bank_total stated[3], counted[3]; /* all, credits, debits (enum direction) */
    char currency[4];                        /* of the entries; "***" when they have several */
    int64_t booked_net;
    struct bank_amount opening, closing; /* signed */
    char balance_kind[5];
    struct bank_amount balance;
    enum direction balance_direction;
};

/* A status in pain.002, with its reason. */
struct pain_status {
    bool is_set, returned, partial;
    enum bank_word word;
    char reason[5];
};

/* What pain.002 says of one original message or payment. */
struct pain_group {
    int64_t batch; /* 0: not ours */
    struct pain_status status;
    int64_t orders;         /* in the original; -1: does not say */
    int64_t rejected;       /* as stated; -1: does not say */
    char counted_status[5]; /* of the NbOfTxsPerSts being read */
    int64_t counted;        /* of the NbOfTxsPerSts being read */
    int64_t listed, listed_rejected;
};

struct bank_reading {
    xmlTextReaderPtr reader;
    struct trouble *trouble;
    const struct bank_family *family;
    const char *place; /* the table's path being handled, for the trouble; never the input's */
    char space[64];    /* the namespace of the document */

    char path[BANK_PATH_MAX]; /* of the open elements below the body, '/' before each */
    int lengths[BANK_DEPTH_MAX];
    int depth;
    bool is_leaf;
    char value_room[160];
    struct writer value;
    char currency[4]; /* the Ccy attribute of the open leaf */
    uint64_t seen;    /* the leaves taken, as bits; forgotten when their part begins again */
    bool has_body;

    struct bank_line *lines;
    int max, count, foreign, reports;
    struct camt_page page;
    date created_on;

    struct camt_report report;
    struct camt_entry entry;
    struct camt_transaction transaction;

    struct pain_group message, payment;
    bool has_message, in_payment, has_payment_status;
    int64_t order; /* of the transaction being read, 0: not ours */
    struct pain_status status;
    struct bank_amount ordered;
};

extern const struct bank_leaf camt_leaves[], pain_leaves[];
extern const struct bank_part camt_parts[], pain_parts[];
err camt_finish(struct bank_reading *r);
err pain_finish(struct bank_reading *r);

/* The report around the entries: its balances and stated totals are those of its entries. */
err camt_begin_report(struct bank_reading *r);
err camt_end_report(struct bank_reading *r);
err camt_begin_balance(struct bank_reading *r);
err camt_end_balance(struct bank_reading *r);
err camt_count_entry(struct bank_reading *r);

/* What every trouble about sums begins with. */
#define BANK_CLOSES "a sum that closes: "

/* BAD_INPUT, with the line and the place; `expected` says what should be there. */
err bank_refuse(struct bank_reading *r, const char *expected);

/* Readers of leaves: BAD_INPUT when the value is not one. */
err bank_take_amount(struct bank_reading *r, text value, void *into);    /* struct bank_amount */
err bank_take_decimal(struct bank_reading *r, text value, void *into);   /* int64_t units */
err bank_take_count(struct bank_reading *r, text value, void *into);     /* int64_t */
err bank_take_day(struct bank_reading *r, text value, void *into);       /* date */
err bank_take_direction(struct bank_reading *r, text value, void *into); /* enum direction */
err bank_take_flag(struct bank_reading *r, text value, void *into);      /* bool */
err bank_take_code(struct bank_reading *r, text value, void *into);      /* char[5], the first */
err bank_take_reference(struct bank_reading *r, text value, void *into); /* int64_t, 0: not ours */
err bank_take_batch(struct bank_reading *r, text value, void *into);     /* int64_t, 0: not ours */
/* Euros, whole cents: what an amount of ours must be. */
err bank_money(struct bank_reading *r, const struct bank_amount *amount, money *ret);

err bank_add_line(struct bank_reading *r, const struct bank_line *line);
/* The reason, or MS03 when the bank gave none. */
void bank_give_reason(char ret[5], const char *reason);

#endif
