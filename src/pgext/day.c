#include "pgext.h"

#include <utils/datetime.h>

/* Both ends of the calendar of the law, as days since 2000-01-01. */
#define FIRST_DAY (-36524) /* 1900-01-01 */
#define LAST_DAY  73048    /* 2199-12-31 */

int32 pgext_day(DateADT day)
{
    int year, month, in_month;
    if (day < FIRST_DAY || day > LAST_DAY) return 0;
    j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &in_month);
    return year * 10000 + month * 100 + in_month;
}

DateADT pgext_date(int32 day)
{
    return date2j(day / 10000, day / 100 % 100, day % 100) - POSTGRES_EPOCH_JDATE;
}
