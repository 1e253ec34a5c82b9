/* How long things are kept (retention.def), and the end of a file. May include: base, law, case,
 * pay, store. */
#ifndef DESK_RETENTION_H
#define DESK_RETENTION_H
#include "desk/desk.h"

enum kept {
#define KEEP(name, kind, count, unit, from, by, confidence, why) KEPT_##name,
#include "desk/retention.def"
    KEPT_COUNT
};
enum kept_kind { KEPT_FILE, KEPT_WITH, KEPT_ALONE };
enum kept_unit { KEPT_DAYS, KEPT_MONTHS, KEPT_YEARS };
enum kept_from {
    FROM_AWARD,
    FROM_FIRST_PAYMENT,
    FROM_LAST_PAYMENT,
    FROM_LOAN_END,
    FROM_PENALTY,
    FROM_END_OF_YEAR, /* of the last payment */
    FROM_LAST_FACT,
    FROM_FILE_END, /* the file is erased */
    FROM_ENTRY     /* it was written, or last used */
};
struct kept_row {
    const char *word; /* "next_aid" */
    enum kept_kind kind;
    int count;
    enum kept_unit unit;
    enum kept_from from;
    const char *by;
    bool sure; /* else to be confirmed */
    const char *why;
};
extern const struct kept_row desk_kept[KEPT_COUNT];

/* The first day it is kept no longer, counted from a day. Never before the law's own last day. */
date desk_kept_until(enum kept what, date from);

/* When a file may be erased, and by which rule. Pure. */
struct retention {
    date from;          /* the first day it may be; NO_DATE while something is open */
    enum kept rule;     /* the one that ends last */
    enum strand strand; /* what is open, when something is */
};
struct retention desk_retention(const struct case_file *file);
/* The day from which one rule lets the file go; NO_DATE when it does not apply. */
date desk_rule_day(const struct case_file *file, enum kept rule);

/* The files that may be erased on `today`, above `after`, at most `max`: each is read, and the
 * whole is one entry of the read log. For the console alone: FORBIDDEN. */
struct due_file {
    file_number file;
    struct retention retention;
};
MUST_USE err desk_due(struct desk *desk, struct due_file *ret, int max, file_number *after,
                      int *ret_count);

/* Erases a file (store_erase), as an entry of the read log. NOT_LAWFUL before its time unless
 * `anyway`, with what keeps it in desk->trouble; and whatever is asked, while a payment is on its
 * way to her. NOT_FOUND; ERASED when it is already. For the console alone: FORBIDDEN. */
MUST_USE err desk_erase(struct desk *desk, file_number file, enum erasure_reason reason,
                        bool anyway);
/* Forgets the remembered answers and the drafts that are kept no longer. */
MUST_USE err desk_forget(struct desk *desk);
/* The moment since which a draft must have been touched to be kept. */
int64_t desk_drafts_since(int64_t now);

#endif
