/* Dated parameters: what was in force on a day, as far as it was published on another.
 * May include: base. */
#ifndef LAW_PARAMETERS_H
#define LAW_PARAMETERS_H
#include "base/date.h"

enum parameter {
#define PARAMETER(name, ...) PARAMETER_##name,
#include "law/parameters.def"
    PARAMETER_COUNT
};

enum confidence { SURE, TO_CONFIRM };

/* One line of amounts.def. */
struct amount {
    enum parameter what;
    date since, published;
    mils value;
    const char *fixed_by;
    enum confidence confidence;
};

struct parameter_name {
    const char *name, *under, *fr, *en;
    int8_t revalued_month, revalued_day;
};

extern const struct parameter_name law_parameter_names[PARAMETER_COUNT];

/* Everything published by that day is known; ALL_KNOWN knows every line of the table. */
#define ALL_KNOWN NO_DATE

struct amount_in_force {
    const struct amount *amount; /* NULL: the table holds nothing for so early a day */
    bool may_be_outdated; /* a yearly revaluation has passed that the known lines do not show */
};

/* The amount in force on `day`, as known on `known_on`. The oldest line of each parameter is known
 * on every day: there was no aid without it. */
struct amount_in_force law_parameter(enum parameter what, date day, date known_on);

/* Whether an amount in force by `in_force_by` was published after `after`, no later than `until`:
 * what was computed on `after` may have to be computed again. *ret_published is the first such day.
 */
bool law_published_late(date in_force_by, date after, date until, date *ret_published);

/* For each amount published late, the days on which it was in force and nobody knew it: from
 * `since` to the day before `published`. How many there are. */
#define LATE_PUBLICATIONS_MAX 64
struct late_publication {
    date since, published;
};
int law_late_publications(struct late_publication ret[LATE_PUBLICATIONS_MAX]);

/* How many lines the table has: lines are added and never taken out, so that who knows more of them
 * is the later program. */
int law_amounts_known(void);

/* The latest day anything of the table was published: today is not before it. */
date law_last_published(void);

/* A law that might be: other amounts in the place of those in force, for any day. All zero, it
 * changes nothing. */
struct reform {
    bool has[PARAMETER_COUNT];
    mils value[PARAMETER_COUNT];
};
/* Every value of a reform lies from 0 up to here, not reached: 10 000 euros. */
#define REFORM_THOUSANDTHS_END INT64_C(10000000)

#endif
