#include "law/funds.h"

/* Working days: Monday to Friday less the legal holidays of the fund's seat. Code du travail L.
 * 3133-1 lists eleven; L. 3134-13 adds Good Friday and 26 December in Alsace and Moselle (Good
 * Friday where a Protestant church stands: it does at every seat there); L. 3422-2 adds the day of
 * the abolition of slavery overseas. */

static const struct {
    int8_t month, day;
} fixed[] = {{1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}};

/* Easter Monday, Ascension, Whit Monday: days after Easter Sunday. */
static const int8_t after_easter[] = {1, 39, 50};
enum { GOOD_FRIDAY = -2 };

static bool is_fixed_holiday(date day)
{
    for (size_t i = 0; i < LENGTH(fixed); i++) {
        if (day.month == fixed[i].month && day.day == fixed[i].day) return true;
    }
    return false;
}

/* Easter Sunday lies between 22 March and 25 April: its holidays fall in March to June. */
static bool is_easter_holiday(date day)
{
    if (day.month < 3 || day.month > 6) return false;
    int32_t since_easter = date_number(day) - date_number(date_easter(day.year));
    for (size_t i = 0; i < LENGTH(after_easter); i++) {
        if (since_easter == after_easter[i]) return true;
    }
    return false;
}

static bool is_local_holiday(const struct department *where, date day)
{
    if (where->holidays == HOLIDAYS_NATIONAL) return false;
    if (where->holidays == HOLIDAYS_ALSACE_MOSELLE) {
        return (day.month == 12 && day.day == 26) ||
               date_compare(day, date_plus_days(date_easter(day.year), GOOD_FRIDAY)) == 0;
    }
    return day.month == where->abolition_month && day.day == where->abolition_day;
}

bool law_is_holiday(const struct department *where, date day)
{
    return is_fixed_holiday(day) || is_easter_holiday(day) || is_local_holiday(where, day);
}

bool law_is_working_day(const struct fund *fund, date day)
{
    return date_weekday(day) < SATURDAY && !law_is_holiday(fund->seat, day);
}

date law_working_days_after(const struct fund *fund, date day, int count)
{
    must(count >= 0);
    for (int32_t number = date_number(day); count > 0;) {
        day = date_from_number(++number);
        if (law_is_working_day(fund, day)) count--;
    }
    return day;
}
