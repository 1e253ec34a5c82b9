#include "desk/conflict.h"
#include "desk/internal.h"
#include "store/parties.h"

/* The lists of the referent and of the data-protection officer, and what is done of them. */

/* Whose list it is. FORBIDDEN for who has none. */
static err list_of(struct desk *desk, enum alert_list *ret)
{
    bool officer = !desk->console && desk->agent.role == ROLE_DATA_PROTECTION_OFFICER;
    TRY(desk_check(desk, officer ? DEED_ANSWER_ACCESS : DEED_SETTLE_CONFLICTS));
    *ret = officer ? ALERT_OFFICER : ALERT_REFERENT;
    return ERR_OK;
}

static err read_list(struct desk *desk, enum alert_list list, int64_t after, int max,
                     struct alert *ret, int *ret_count)
{
    struct alert_page page = {list, desk_reader(desk), after, max};
    return store_alerts(desk->store, &page, desk->arena, ret, ret_count);
}

err desk_alerts(struct desk *desk, int64_t after, int max, struct alert *ret, int *ret_count)
{
    enum alert_list list;
    int count = 0;
    TRY(list_of(desk, &list));
    TRY(desk_access_send(desk));
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_ALERTS, NO_FILE, 0, &reading));
    TRY(reading_finish(&reading, read_list(desk, list, after, max, ret, &count)));
    *ret_count = count;
    return ERR_OK;
}

/* ---- what is done ---- */

static err move(const struct reading *reading, file_number file, const struct fund *body)
{
    struct desk *desk = reading->desk;
    struct journal journal;
    struct case_file opened;
    const struct fund *now = NULL;
    TRY(reading_file(reading, file, &journal, &opened));
    TRY(store_custody(desk->store, file, &now));
    if (!now) now = opened.fund;
    if (!body || body == now)
        return desk_refuse(desk, ERR_BAD_INPUT, "/body", "the code of another fund");
    return store_custody_set(desk->store, file, body, desk->now);
}

static err settle(const struct reading *reading, const struct alert *alert, enum alert_deed deed,
                  const struct fund *body)
{
    struct desk *desk = reading->desk;
    bool has_file = alert->file.number != 0;
    if (deed == ALERT_LIFT && alert->kind != ALERT_CONFLICT)
        return desk_refuse(desk, ERR_NOT_LAWFUL, "/deed", "an alert about an agent");
    if (deed == ALERT_MOVE && !has_file)
        return desk_refuse(desk, ERR_NOT_LAWFUL, "/deed", "an alert about a file");
    if (deed == ALERT_LIFT) TRY(store_bar_lift(desk->store, alert->agent, alert->file));
    if (deed == ALERT_MOVE) TRY(move(reading, alert->file, body));
    return store_alert_done(desk->store, alert->number, desk->now);
}

/* The alert, when it stands in the reader's list. */
static err find(struct desk *desk, enum alert_list list, int64_t number, struct alert *ret)
{
    int count = 0;
    TRY(read_list(desk, list, number - 1, 1, ret, &count));
    return count == 1 && ret->number == number ? ERR_OK : ERR_NOT_FOUND;
}

static err find_and_settle(const struct reading *reading, enum alert_list list, int64_t number,
                           enum alert_deed deed, const struct fund *body)
{
    struct alert alert;
    TRY(find(reading->desk, list, number, &alert));
    return settle(reading, &alert, deed, body);
}

err desk_alert_settle(struct desk *desk, int64_t number, enum alert_deed deed,
                      const struct fund *body)
{
    enum alert_list list;
    TRY(list_of(desk, &list));
    if (number < 1) return ERR_NOT_FOUND;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_ALERTS, NO_FILE, 0, &reading));
    return reading_finish(&reading, find_and_settle(&reading, list, number, deed, body));
}
