/* Controls and penalties: CASF L. 214-16, CSS L. 114-9 ff., L. 114-17, L. 114-21, R. 114-11 to
 * R. 114-14. Nothing here ranks, scores or suspects anybody: a control is opened by a person, what
 * it finds is a fact, and the law bounds what the director may do with it. A penalty is contested
 * in court, without the board (CSS L. 142-4, al. 3).
 *
 * No text says by when a control must be closed, nor a formal notice for an unpaid penalty sent: no
 * duty asks for them. The facts told of the procedure are dated from the day she received them.
 * May include: base, law. */
#ifndef CASE_CONTROL_H
#define CASE_CONTROL_H
#include "case/facts.h"

struct case_file;

/* Folded from the facts of the strand: the latest control. */
struct control_life {
    date opened_on, closed_on;
    bool irregular;
    /* What third parties gave, for the first time told to her; the latest copy she asked for. */
    date content_told_on, origin_told_on;
    date copy_asked_on, copy_given_on;
    /* The procedure of a penalty. */
    date accused_on;
    enum breach breach;
    enum intent intent;
    date facts_from;
    bool sums_known;
    money sums;
    date earlier_sanction;
    date heard_on;
    enum penalty_choice choice;
    date chosen_on;
    date more_time_on, opinion_on; /* of the commission */
    enum penalty_choice final;     /* after it; never itself again */
    date final_on;
    money penalty; /* the fine; 0 without one */
    date penalty_received_on, notice_on, paid_on;
};

/* What the law makes of it on a day. */
struct control_state {
    bool told; /* of something third parties gave, or she asked for its copy */
    enum third_party_use third_party;

    bool accused; /* facts are reproached, and the procedure is told below */
    struct penalty_bounds bounds;
    struct penalty_clock clock;
    money penalty; /* imposed, before any increase; 0 without one */
    money due;     /* what she must pay of it, once it reached her */
};

/* Adds its steps to `why`. No fact of the file is after `today`. */
void case_control(const struct case_file *file, date today, struct reasoning *why,
                  struct control_state *ret);

/* ---- inside the strand ---- */

/* Whether third-party information could be used on that day, by what had happened. */
enum third_party_use control_use_on(const struct control_life *life, date day,
                                    struct reasoning *why);
/* Where the procedure stood on that day, by what had happened. She must have been accused. */
void control_clock(const struct case_file *file, date day, struct reasoning *why,
                   struct penalty_clock *ret);
/* The same, without saying why. */
struct penalty_clock control_clock_on(const struct case_file *file, date day);
/* What a penalty for these facts may be. */
void control_bounds(const struct control_life *life, struct reasoning *why,
                    struct penalty_bounds *ret);
/* What she must pay of the penalty at that stage of the procedure. */
money control_due(const struct control_life *life, enum penalty_stage stage);
/* What the notification of the facts says of them. */
void control_reproach(struct control_life *life, const struct fact *fact);
/* Whether she asked for a copy and has not got it. */
bool control_owes_copy(const struct control_life *life);

/* What the facts of the procedure must say, in control_penalty.c. */
err penalty_check_reproached(const struct case_file *file, const struct fact *fact, date today,
                             struct trouble *trouble);
err penalty_check_observations(const struct case_file *file, const struct fact *fact, date today,
                               struct trouble *trouble);
err penalty_check_chosen(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble);
err penalty_check_more_time(const struct case_file *file, const struct fact *fact, date today,
                            struct trouble *trouble);
err penalty_check_opinion(const struct case_file *file, const struct fact *fact, date today,
                          struct trouble *trouble);
err penalty_check_fixed(const struct case_file *file, const struct fact *fact, date today,
                        struct trouble *trouble);
err penalty_check_received(const struct case_file *file, const struct fact *fact, date today,
                           struct trouble *trouble);
err penalty_check_notice(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble);
err penalty_check_paid(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble);

#endif
