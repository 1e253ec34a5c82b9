#include <string.h>

#include "desk/access.h"
#include "desk/conflict.h"
#include "desk/internal.h"

/* Whose a file is: taken from the queue, given by a supervisor; or opened by another, once a day,
 * with a reason that a supervisor reads the same day. */

bool desk_has_post(const struct agent *agent, enum post *ret)
{
    bool office = agent->role == ROLE_CLERK || agent->role == ROLE_SUPERVISOR;
    if (!office && agent->role != ROLE_ACCOUNTANT) return false;
    *ret = office ? POST_OFFICE : POST_PAYMENTS;
    return true;
}

/* NOT_FOUND when nobody has it. */
static err holder(struct desk *desk, file_number file, enum post post, struct assignment *ret)
{
    return store_assigned(desk->store, file, post, ret);
}

static bool is_agents(const struct assignment *assignment, const struct agent *agent)
{
    return strcmp(assignment->agent, agent->name) == 0 &&
           strcmp(assignment->body, agent->body) == 0;
}

err desk_whose(struct desk *desk, file_number file, enum whose *ret)
{
    enum post post = POST_COUNT;
    struct assignment assignment;
    bool has = desk_has_post(&desk->agent, &post);
    err e = has ? holder(desk, file, post, &assignment) : ERR_NOT_FOUND;
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    *ret = WHOSE_NOBODYS;
    if (e == ERR_OK) *ret = is_agents(&assignment, &desk->agent) ? WHOSE_OWN : WHOSE_ANOTHERS;
    return ERR_OK;
}

/* Of at most ASSIGNED_AT_ONCE of them. */
static err whose_of(struct desk *desk, enum post post, const struct queued *rows, int count,
                    enum whose *ret)
{
    file_number files[ASSIGNED_AT_ONCE] = {{0}};
    struct assigned found[ASSIGNED_AT_ONCE];
    int held = 0;
    for (int i = 0; i < count; i++) files[i] = rows[i].file;
    TRY(store_assigned_of(desk->store, post, files, count, found, &held));
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < held; k++) {
            if (found[k].file.number != files[i].number) continue;
            ret[i] = is_agents(&found[k].to, &desk->agent) ? WHOSE_OWN : WHOSE_ANOTHERS;
        }
    }
    return ERR_OK;
}

err desk_whose_each(struct desk *desk, const struct queued *rows, int count, enum whose *ret)
{
    enum post post = POST_COUNT;
    for (int i = 0; i < count; i++) ret[i] = WHOSE_NOBODYS;
    if (!desk_has_post(&desk->agent, &post)) return ERR_OK;
    for (int i = 0; i < count; i += ASSIGNED_AT_ONCE) {
        int left = count - i;
        TRY(whose_of(desk, post, rows + i, left < ASSIGNED_AT_ONCE ? left : ASSIGNED_AT_ONCE,
                     ret + i));
    }
    return ERR_OK;
}

err desk_holds(struct desk *desk, file_number file)
{
    enum whose whose;
    TRY(desk_whose(desk, file, &whose));
    return whose == WHOSE_OWN ? ERR_OK : ERR_NOT_FOUND;
}

/* ---- taking and giving ---- */

/* Money may come in while one of these runs, whatever the duties say. */
static bool expects_money(const struct case_file *file)
{
    enum stage loan = file->stages[STRAND_LOAN], debt = file->stages[STRAND_DEBT];
    bool lent = loan != STAGE_LOAN_NONE && loan != STAGE_LOAN_EXTINGUISHED;
    bool owed = debt != STAGE_DEBT_NONE && debt != STAGE_DEBT_SETTLED;
    return lent || owed || file->stages[STRAND_CONTROL] == STAGE_CONTROL_ACCUSED;
}

/* Whether there is something to do in the file for that post: who is curious finds no queue that
 * holds it. */
static bool waits(const struct desk *desk, const struct case_file *file, enum post post)
{
    struct duty duties[DUTY_COUNT];
    int count = case_duties(file, desk->today, duties);
    if (post == POST_PAYMENTS && expects_money(file)) return true;
    for (int i = 0; i < count; i++) {
        bool pays = case_duty_rows[duties[i].kind].who == DUTY_ACCOUNTANT;
        if (pays == (post == POST_PAYMENTS)) return true;
    }
    return false;
}

static err take(const struct reading *reading, file_number number)
{
    struct desk *desk = reading->desk;
    struct journal journal;
    struct case_file file;
    struct assignment assignment;
    enum post post = POST_COUNT;
    if (!desk_has_post(&desk->agent, &post)) return desk_permit(desk, false);
    TRY(reading_file(reading, number, &journal, &file));
    TRY(desk_handles(desk, &file));
    err e = holder(desk, number, post, &assignment);
    if (e == ERR_OK && is_agents(&assignment, &desk->agent)) return ERR_OK;
    if (e == ERR_OK && desk->agent.role != ROLE_SUPERVISOR)
        return desk_refuse(desk, ERR_FORBIDDEN, "", "a file that no other agent works on");
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    if (desk->agent.role != ROLE_SUPERVISOR && !waits(desk, &file, post))
        return desk_refuse(desk, ERR_FORBIDDEN, "", "a file that waits in the agent's queue");
    return store_assign(desk->store, number, post, &desk->agent, text_of(desk->agent.name),
                        desk->now);
}

err desk_take(struct desk *desk, file_number file)
{
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_ASSIGNMENT, file, 0, &reading));
    return reading_finish(&reading, take(&reading, file));
}

#define NAMED_MAX 16

/* The agent of that name who works for the fund and has a post there. */
static err find_agent(struct desk *desk, text name, const struct fund *fund, struct agent *ret)
{
    struct agent *found = TAKE(desk->arena, struct agent, NAMED_MAX);
    int count = 0;
    enum post post;
    TRY(store_agents_named(desk->store, name, NAMED_MAX, found, &count));
    for (int i = 0; i < count; i++) {
        text body = text_of(found[i].body);
        bool serves = text_equal(body, T("*")) || text_equal(body, text_of(fund->code));
        if (!serves || !desk_has_post(&found[i], &post)) continue;
        *ret = found[i];
        return ERR_OK;
    }
    return desk_refuse(desk, ERR_BAD_INPUT, "/to", "the name of an agent of this office");
}

static err give(const struct reading *reading, file_number number, text to)
{
    struct desk *desk = reading->desk;
    struct journal journal;
    struct case_file file;
    struct agent agent = {.role = ROLE_COUNT};
    enum post post = POST_COUNT;
    TRY(reading_file(reading, number, &journal, &file));
    const struct fund *office = NULL;
    TRY(desk_office(desk, &file, &office));
    if (!desk_serves(desk, office)) return ERR_NOT_FOUND;
    TRY(find_agent(desk, to, office, &agent));
    must(desk_has_post(&agent, &post));
    TRY(desk_given(desk, number, &agent));
    return store_assign(desk->store, number, post, &agent, text_of(desk->agent.name), desk->now);
}

err desk_give(struct desk *desk, file_number file, text to)
{
    TRY(desk_check(desk, DEED_SUPERVISE));
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_ASSIGNMENT, file, 0, &reading));
    return reading_finish(&reading, give(&reading, file, to));
}

/* ---- against the rule ---- */

static void copy(char *to, size_t size, const char *from)
{
    size_t length = strlen(from);
    must(length < size);
    memcpy(to, from, length + 1);
}

static err break_glass(const struct reading *reading, file_number number, text reason)
{
    struct desk *desk = reading->desk;
    struct journal journal;
    struct case_file file;
    struct notice notice = {.file = number, .day = desk->today, .made_at = desk->now};
    int64_t made = 0;
    TRY(reading_file(reading, number, &journal, &file));
    const struct fund *office = NULL;
    TRY(desk_office(desk, &file, &office));
    if (desk_serves(desk, office) && desk_holds(desk, number) == ERR_OK) return ERR_OK;
    copy(notice.agent, sizeof notice.agent, desk->agent.name);
    copy(notice.body, sizeof notice.body, desk->agent.body);
    copy(notice.fund, sizeof notice.fund, office->code);
    copy(notice.purpose, sizeof notice.purpose, desk_purposes.words[desk->purpose].word);
    return store_notice_add(desk->store, &notice, reason, &made);
}

err desk_break_glass(struct desk *desk, file_number file, text reason)
{
    enum post post;
    TRY(desk_check(desk, DEED_READ_FILE));
    TRY(desk_state(desk));
    TRY(desk_permit(desk, desk_has_post(&desk->agent, &post)));
    reason = text_trim(reason);
    if (reason.length < REASON_MIN || reason.length > NOTICE_REASON_MAX)
        return desk_refuse(desk, ERR_BAD_INPUT, "/reason", "a reason of 10 to 1000 characters");
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_GLASS, file, 0, &reading));
    err e = reading_finish(&reading, break_glass(&reading, file, reason));
    return e == ERR_CONFLICT ? desk_refuse(desk, e, "", "one reason for a file and a day") : e;
}

/* ---- the supervisor's notices ---- */

static bool concerns(const struct desk *desk, const struct notice *notice)
{
    const char *body = desk->agent.body;
    return desk->console || strcmp(body, "*") == 0 || strcmp(body, notice->fund) == 0 ||
           strcmp(body, notice->body) == 0;
}

err desk_notices(struct desk *desk, int skip, int max, struct notice *ret, int *ret_count)
{
    TRY(desk_check(desk, DEED_SUPERVISE));
    text body = text_of(desk->agent.body);
    bool all = desk->console || text_equal(body, T("*"));
    struct notice_page page = {all ? T("") : body, desk_reader(desk), skip, max};
    int count = 0;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_NOTICES, NO_FILE, 0, &reading));
    TRY(reading_finish(&reading, store_notices(desk->store, &page, ret, &count)));
    *ret_count = count;
    return ERR_OK;
}

static err read_notice(struct desk *desk, const struct notice *notice, text *ret_reason)
{
    TRY(store_notice_reason(desk->store, notice->number, desk->arena, ret_reason));
    bool own =
        strcmp(notice->agent, desk->agent.name) == 0 && strcmp(notice->body, desk->agent.body) == 0;
    if (own) return ERR_OK; /* another supervisor reads it */
    return store_notice_read(desk->store, notice->number,
                             desk->console ? T("console") : text_of(desk->agent.name), desk->now);
}

err desk_notice_read(struct desk *desk, int64_t number, struct notice *ret, text *ret_reason)
{
    struct notice notice = {.file = NO_FILE};
    text reason = {NULL, 0};
    bool barred = false;
    TRY(desk_check(desk, DEED_SUPERVISE));
    err e = store_notice(desk->store, number, &notice);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    TRY(desk_barred(desk, notice.file, &barred)); /* the same work for a notice there is not */
    if (e != ERR_OK || barred || !concerns(desk, &notice)) return ERR_NOT_FOUND;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_NOTICE, notice.file, 0, &reading));
    TRY(reading_finish(&reading, read_notice(desk, &notice, &reason)));
    *ret = notice;
    *ret_reason = reason;
    return ERR_OK;
}
