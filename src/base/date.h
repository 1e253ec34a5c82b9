/* Days of the civil calendar. The law counts days, months and working days; it has no hours.
 * May include: base. */
#ifndef BASE_DATE_H
#define BASE_DATE_H
#include "base/text.h"

typedef struct {
    int16_t year;
    int8_t month; /* 1..12 */
    int8_t day;   /* 1..31 */
} date;

#define DATE(y, m, d) ((date){(y), (m), (d)})
/* No day at all: the zero value. Every other value of the type is a real day of 1900..2199. */
#define NO_DATE       ((date){0, 0, 0})
#define DATE_YEAR_MIN 1900
#define DATE_YEAR_MAX 2199

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

/* Whether year, month and day name a real day the program accepts. */
bool date_is_valid(int year, int month, int day);
static inline bool date_is_set(date d) { return d.year != 0; }

/* Negative, zero or positive as a is before, equal to or after b. NO_DATE is before every day. */
static inline int date_compare(date a, date b)
{
    int first = a.year * 0x10000 + a.month * 0x100 + a.day;
    return first - (b.year * 0x10000 + b.month * 0x100 + b.day);
}

/* Days since 1970-01-01, and back. The day number must be one of 1900..2199. */
int32_t date_number(date d);
date date_from_number(int32_t number);

date date_plus_days(date d, int days);

/* The same day number `months` later (or earlier when negative), or the last day of that month
 * when it has no such day: code de procédure civile, art. 641 al. 2. */
date date_plus_months_or_last_day(date d, int months);

enum weekday date_weekday(date d);
int date_days_in_month(int year, int month);

/* Easter Sunday of the Gregorian calendar (Butcher's computus). */
date date_easter(int year);

/* Reads exactly YYYY-MM-DD. BAD_INPUT when the form is wrong or the day does not exist. */
MUST_USE err date_read(text from, date *ret);

/* "2025-11-28"; the French and the English way: "28 novembre 2025", "28 November 2025",
 * "1er avril 2025". */
void write_date(struct writer *out, date d);
void write_date_fr(struct writer *out, date d);
void write_date_en(struct writer *out, date d);

#endif
