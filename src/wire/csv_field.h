/* Inside the CSV reader: where a field and a line end, and what a field says once its quotes are
 * off. May include: base. */
#ifndef WIRE_CSV_FIELD_H
#define WIRE_CSV_FIELD_H
#include "wire/csv.h"

/* Longest field the program reads, without its quotes. */
#define CSV_FIELD_BYTES 64

/* The end of the field that begins here: a comma, a line feed, or the end of the bytes. A fault is
 * noted, its absence is not. */
const char *csv_field_end(const char *at, const char *end, enum csv_fault *fault);

struct csv_shape {
    const char *end; /* after the last field: a line feed, or the end of the bytes */
    int fields;
    enum csv_fault fault;
};
/* The line that begins here. */
struct csv_shape csv_shape(const char *at, const char *end);

/* The field without its quotes, the doubled ones single; the room is used when it was quoted. False
 * when it is longer than anything the program reads. */
bool csv_unquote(text field, char room[CSV_FIELD_BYTES], text *ret);

/* What stands between, without the CR of a line's end. */
text csv_without_cr(const char *at, const char *end);

#endif
