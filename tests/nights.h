/* Files of which something turns by the passing of the days alone, told fact by fact as an office
 * would: each fact is admitted. For the tests and the measures of the night. */
#ifndef TESTS_NIGHTS_H
#define TESTS_NIGHTS_H
#include "desk/desk.h"

/* What turns, and on which day of 2026 when nothing is shifted. */
enum night_kind {
    NIGHT_PRESCRIBED,    /* 6 June: what was paid in excess may be claimed no longer */
    NIGHT_SCHEDULE_OVER, /* 9 June: what a schedule left unpaid may be recovered */
    NIGHT_SILENCE,       /* 8 June: silence rejects the appeal, and the schedule goes on */
    NIGHT_COMMISSION,    /* 6 June: the opinion is deemed given; 7 July: the penalty is abandoned */
    NIGHT_QUIET,         /* never */
    NIGHT_KINDS
};

/* Every day is so many days later, at most a month; payments are told apart by the number. */
struct night_file {
    enum night_kind kind;
    int shift_days;
    file_number number;
};

/* The journal is written, and what was kept of it on `day`, 25 May 2026 or later, the last of the
 * amounts' publications. The arena keeps nothing. Stops the program when a fact is not lawful. */
MUST_USE err night_put(struct store *store, struct arena scratch, const struct night_file *what,
                       date day);

#endif
