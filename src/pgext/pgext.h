/* The law as functions of PostgreSQL. This folder is a user of the library like any other: it sees
 * abri.h, the public header, and the server's own. May include: library. */
#ifndef PGEXT_PGEXT_H
#define PGEXT_PGEXT_H
#include <postgres.h>

#include <utils/date.h>
#include <utils/jsonb.h>

#include <abri.h>

/* Ends the statement: SQLSTATE 22023, "/children: expected an integer from 0 to 30"; the JSON
 * pointer also stands alone, where GET STACKED DIAGNOSTICS finds it as COLUMN_NAME. */
_Noreturn void pgext_refuse(const struct abri_trouble *trouble);

/* Reads the request, every key of the interface checked; does not return when it is wrong. */
void pgext_request(Jsonb *document, struct abri_request *ret);

/* The scale of that day and place; does not return when there is none. It lasts as long as the
 * backend: rules and amounts are those of this module, so nothing can make it stale. */
const struct abri_scale *pgext_scale(DateADT day, const char *department, size_t length);

/* Days of the server to days of the library, and back; what the library does not know is 0. */
int32 pgext_day(DateADT day);
DateADT pgext_date(int32 day);

#endif
