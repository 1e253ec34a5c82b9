#include "desk/internal.h"
#include "desk/reading.h"

/* Reports of health professionals to the prosecutor of a court (code pénal, 226-14). What comes in
 * is sealed at once and leaves sealed: the office is a letter box. */

err desk_report(struct desk *desk, text court, text document, int64_t *ret_number)
{
    TRY(desk_check(desk, DEED_REPORT));
    err e = store_report_add(desk->store, court, desk->now, document, *desk->arena, ret_number);
    if (e == ERR_NOT_FOUND) {
        return desk_refuse(desk, ERR_BAD_INPUT, "/court", "a court whose key is known here");
    }
    return e;
}

/* The doctor's own receipt: the number is known to nobody else. */
err desk_report_receipt(struct desk *desk, int64_t number, struct report_line *ret)
{
    TRY(desk_check(desk, DEED_REPORT));
    return store_report(desk->store, number, ret);
}

err desk_reports(struct desk *desk, int max, struct report_line *ret, int *ret_count)
{
    TRY(desk_check(desk, DEED_TAKE_REPORTS));
    text court = text_of(desk->agent.body);
    int count = 0;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_REPORTS, NO_FILE, 0, &reading));
    err e = store_reports(desk->store, court, INT64_MAX, max, ret, &count);
    TRY(reading_finish(&reading, e));
    *ret_count = count;
    return ERR_OK;
}

err desk_report_take(struct desk *desk, int64_t number, text *ret_sealed)
{
    TRY(desk_check(desk, DEED_TAKE_REPORTS));
    text court = text_of(desk->agent.body), sealed = T("");
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_REPORT, NO_FILE, 0, &reading));
    err e = store_report_take(desk->store, court, number, desk->now, desk->arena, &sealed);
    TRY(reading_finish(&reading, e));
    *ret_sealed = sealed;
    return ERR_OK;
}

err desk_reports_late(struct desk *desk, int max, struct report_line *ret, int *ret_count)
{
    TRY(desk_check(desk, DEED_WATCH_REPORTS));
    int64_t before = desk->now - REPORT_LATE_HOURS * INT64_C(3600) * 1000000;
    return store_reports(desk->store, T(""), before, max, ret, ret_count);
}
