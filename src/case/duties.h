/* What an office must do next: every obligation of a file on a day, its deadline, its article and
 * who must act. Nothing past is dropped: it becomes late. May include: base, law. */
#ifndef CASE_DUTIES_H
#define CASE_DUTIES_H
#include "case/fold.h"

enum duty_kind {
#define DUTY(name, ...) DUTY_##name,
#include "case/duties.def"
    DUTY_COUNT
};

/* Who must act. */
enum duty_who {
    DUTY_FUND,
    DUTY_ACCOUNTANT,
    DUTY_DIRECTOR,   /* of the fund: CSS L. 114-17 */
    DUTY_BOARD,      /* the appeal board: CSS R. 142-1 */
    DUTY_COMMISSION, /* of penalties: CSS R. 114-12 */
    DUTY_BENEFICIARY,
    DUTY_POLICE,
    DUTY_WHO_COUNT
};
extern const struct word_list case_duty_who;

struct duty_row {
    const char *word;
    enum duty_who who;
    const char *article, *fr, *en;
};
extern const struct duty_row case_duty_rows[DUTY_COUNT];

struct duty {
    enum duty_kind kind;
    date due;
    int late_days; /* calendar days past due; 0 when in time */
};

/* The obligations on `today`, by deadline, at most DUTY_COUNT; returns how many. */
int case_duties(const struct case_file *file, date today, struct duty ret[DUTY_COUNT]);

/* The same; *ret_until is the first day after `today` on which they may be others though nothing
 * more is recorded: a term of the law ends, an amount is published. NO_DATE: on no day. */
int case_duties_until(const struct case_file *file, date today, struct duty ret[DUTY_COUNT],
                      date *ret_until);

#endif
