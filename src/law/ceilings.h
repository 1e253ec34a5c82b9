/* The ceilings of ceilings.def: what was in force on a day, as far as it was published on another.
 * May include: base. */
#ifndef LAW_CEILINGS_H
#define LAW_CEILINGS_H
#include "law/parameters.h"

enum ceiling_of { CEILING_SOCIAL_SECURITY, CEILING_AUTHOR_DEBT };

/* Whether a new line is expected each 1 January, or only when the law changes. */
enum renewal { YEARLY, BY_LAW };

/* One line of ceilings.def. */
struct ceiling {
    enum ceiling_of what;
    date since, published;
    int euros;
    enum renewal renewal;
    const char *fixed_by;
    enum confidence confidence;
};

struct ceiling_in_force {
    const struct ceiling *line;
    bool may_be_outdated; /* 1 January has passed since, and no later line is known */
};

/* The ceiling in force on `day`, as known on `known_on` (ALL_KNOWN: every line). The oldest line is
 * known on every day and holds for every day before it: no loan is older. */
struct ceiling_in_force law_ceiling(enum ceiling_of what, date day, date known_on);

#endif
