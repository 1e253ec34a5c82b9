#include "base/date.h"

static bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int date_days_in_month(int year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    must(month >= 1 && month <= 12);
    return days[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

bool date_is_valid(int year, int month, int day)
{
    return year >= DATE_YEAR_MIN && year <= DATE_YEAR_MAX && month >= 1 && month <= 12 &&
           day >= 1 && day <= date_days_in_month(year, month);
}

/* Days before 1 March of the year counted from 1 March 0000, so that leap days end a year. */
int32_t date_number(date d)
{
    must(date_is_valid(d.year, d.month, d.day));
    int32_t year = d.month <= 2 ? d.year - 1 : d.year;
    int32_t month = d.month <= 2 ? d.month + 9 : d.month - 3;
    int32_t days = year * 365 + year / 4 - year / 100 + year / 400;
    return days + (month * 153 + 2) / 5 + d.day - 1 - 719468;
}

date date_from_number(int32_t number)
{
    int32_t days = number + 719468;
    int32_t era = days / 146097, of_era = days % 146097;
    int32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int32_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int32_t month = (5 * of_year + 2) / 153;
    date d = {.year = (int16_t)(year + era * 400 + (month >= 10 ? 1 : 0)),
              .month = (int8_t)(month < 10 ? month + 3 : month - 9),
              .day = (int8_t)(of_year - (153 * month + 2) / 5 + 1)};
    must(date_is_valid(d.year, d.month, d.day));
    return d;
}

date date_plus_days(date d, int days) { return date_from_number(date_number(d) + days); }

date date_plus_months_or_last_day(date d, int months)
{
    must(date_is_valid(d.year, d.month, d.day));
    int count = d.year * 12 + d.month - 1 + months;
    int year = count / 12, month = count % 12 + 1;
    must(year >= DATE_YEAR_MIN && year <= DATE_YEAR_MAX);
    int last = date_days_in_month(year, month);
    return DATE((int16_t)year, (int8_t)month, (int8_t)(d.day < last ? d.day : last));
}

enum weekday date_weekday(date d)
{
    /* 1900-01-01, so many days before 1970-01-01, was a Monday. */
    enum { DAYS_TO_1970 = 25567 };
    return (enum weekday)((date_number(d) + DAYS_TO_1970) % 7);
}

date date_easter(int year)
{
    must(year >= DATE_YEAR_MIN && year <= DATE_YEAR_MAX);
    int golden = year % 19, century = year / 100, of_century = year % 100;
    int moon = (19 * golden + century - century / 4 - (8 * century + 13) / 25 + 15) % 30;
    int sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    int late = (golden + 11 * moon + 22 * sunday) / 451;
    int days = moon + sunday - 7 * late + 114;
    return DATE((int16_t)year, (int8_t)(days / 31), (int8_t)(days % 31 + 1));
}

static int digits(const char *at, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (at[i] < '0' || at[i] > '9') return -1;
        value = value * 10 + at[i] - '0';
    }
    return value;
}

err date_read(text from, date *ret)
{
    if (from.length != 10 || from.at[4] != '-' || from.at[7] != '-') return ERR_BAD_INPUT;
    int year = digits(from.at, 4), month = digits(from.at + 5, 2), day = digits(from.at + 8, 2);
    if (!date_is_valid(year, month, day)) return ERR_BAD_INPUT;
    *ret = DATE((int16_t)year, (int8_t)month, (int8_t)day);
    return ERR_OK;
}

void write_date(struct writer *out, date d)
{
    write_padded(out, d.year, 4);
    write_character(out, '-');
    write_padded(out, d.month, 2);
    write_character(out, '-');
    write_padded(out, d.day, 2);
}

static void write_date_in(struct writer *out, date d, const char *const months[12], bool french)
{
    must(date_is_set(d));
    write_integer(out, d.day);
    if (french && d.day == 1) write_string(out, "er");
    write_character(out, ' ');
    write_string(out, months[d.month - 1]);
    write_character(out, ' ');
    write_integer(out, d.year);
}

void write_date_fr(struct writer *out, date d)
{
    static const char *const months[12] = {"janvier",   "février", "mars",     "avril",
                                           "mai",       "juin",    "juillet",  "août",
                                           "septembre", "octobre", "novembre", "décembre"};
    write_date_in(out, d, months, true);
}

void write_date_en(struct writer *out, date d)
{
    static const char *const months[12] = {"January",   "February", "March",    "April",
                                           "May",       "June",     "July",     "August",
                                           "September", "October",  "November", "December"};
    write_date_in(out, d, months, false);
}
