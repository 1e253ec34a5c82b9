/* Who may look at a file: whose it is, who opened it against the rule, what other bodies are told.
 * May include: base, law, case, pay, store. */
#ifndef DESK_ACCESS_H
#define DESK_ACCESS_H
#include "desk/desk.h"
#include "store/access.h"

/* ---- whose a file is ---- */

/* Takes a file from the queue: it is the agent's from then on. FORBIDDEN when another works on it
 * or when nothing waits in it for the agent's post (a supervisor may all the same); NOT_FOUND as
 * desk_open. */
MUST_USE err desk_take(struct desk *desk, file_number file);
/* A supervisor gives it to an agent of the fund, by name: BAD_INPUT for another. */
MUST_USE err desk_give(struct desk *desk, file_number file, text to);
/* Whether the file is the agent's own: NOT_FOUND. */
MUST_USE err desk_holds(struct desk *desk, file_number file);
/* Whose it is, for the agent's post. */
enum whose { WHOSE_NOBODYS, WHOSE_OWN, WHOSE_ANOTHERS };
MUST_USE err desk_whose(struct desk *desk, file_number file, enum whose *ret);
/* The same of each of several. */
MUST_USE err desk_whose_each(struct desk *desk, const struct queued *rows, int count,
                             enum whose *ret);
/* Which post the agent holds, if any. */
bool desk_has_post(const struct agent *agent, enum post *ret);

/* ---- against the rule ---- */

#define REASON_MIN 10

/* Opens to the agent, for the purpose stated and until the end of the day, a file that is another's
 * or another fund's, to read and not to record; the supervisors of both have a notice. FORBIDDEN
 * without a post; BAD_INPUT without a purpose or a reason; CONFLICT the second time that day;
 * NOT_FOUND. The reason is kept sealed and goes nowhere else. */
MUST_USE err desk_break_glass(struct desk *desk, file_number file, text reason);

/* The notices of the supervisor's fund, the unread first. */
MUST_USE err desk_notices(struct desk *desk, int skip, int max, struct notice *ret, int *ret_count);
/* One of them, with its reason; read from then on, unless it is about the supervisor. */
MUST_USE err desk_notice_read(struct desk *desk, int64_t number, struct notice *ret,
                              text *ret_reason);

/* ---- other bodies ---- */

/* Whether the office has what the agent's body brought: OK, whatever became of it since; NOT_FOUND
 * for every other number. */
MUST_USE err desk_received(struct desk *desk, file_number file);

/* Whether the agent's body knows files by numbers of its own alone; and the file of such a number:
 * NOT_FOUND. */
bool desk_knows_aliases(const struct agent *agent);
MUST_USE err desk_file_of_alias(struct desk *desk, int64_t alias, file_number *ret);

/* What a body may know of a file that was sent to it, and nothing more. */
struct extract {
    date sent_on;
    int children;      /* the département: -1 when not told */
    date rights_until; /* the département: the rights attached to the aid (L. 214-10) */
    money lent;        /* the court: the loan attested (L. 214-10-1), 0 when not told */
};
MUST_USE err desk_extract(struct desk *desk, file_number file, struct extract *ret);

#endif
