#include "host/inside.h"

#include <time.h>

#define SECOND INT64_C(1000000)
#define DAY    (86400 * SECOND)
#define HOUR   (3600 * SECOND)

static int64_t read_clock(clockid_t which)
{
    struct timespec now;
    must(clock_gettime(which, &now) == 0);
    return (int64_t)now.tv_sec * SECOND + now.tv_nsec / 1000;
}

int64_t host_now(void) { return read_clock(CLOCK_REALTIME); }

int64_t host_elapsed(void) { return read_clock(CLOCK_MONOTONIC); }

static int64_t days_of(int64_t moment)
{
    int64_t days = moment / DAY;
    return moment % DAY < 0 ? days - 1 : days;
}

/* One o'clock UTC on the last Sunday of a month of 31 days: when summer time begins and ends. */
static int64_t change_of_time(int year, int month)
{
    date last = DATE((int16_t)year, (int8_t)month, 31);
    int after_sunday = ((int)date_weekday(last) - (int)SUNDAY + 7) % 7;
    return (int64_t)(date_number(last) - after_sunday) * DAY + HOUR;
}

date host_day_of(int64_t moment)
{
    int year = date_from_number((int32_t)days_of(moment)).year;
    bool summer = moment >= change_of_time(year, 3) && moment < change_of_time(year, 10);
    return date_from_number((int32_t)days_of(moment + (summer ? 2 : 1) * HOUR));
}

int64_t host_day_start(date day)
{
    int64_t summer = date_number(day) * DAY - 2 * HOUR;
    return date_compare(host_day_of(summer), day) == 0 ? summer : summer + HOUR;
}

void write_moment(struct writer *out, int64_t moment)
{
    int64_t days = days_of(moment);
    int64_t seconds = (moment - days * DAY) / SECOND;
    write_date(out, date_from_number((int32_t)days));
    write_character(out, 'T');
    write_padded(out, seconds / 3600, 2);
    write_character(out, ':');
    write_padded(out, seconds / 60 % 60, 2);
    write_character(out, ':');
    write_padded(out, seconds % 60, 2);
    write_character(out, 'Z');
}
