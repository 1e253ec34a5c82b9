/* CSV as the program gives it away (RFC 4180, UTF-8): one writer for every export. A cell of words
 * never begins as a formula does, whatever was typed in it; numbers and days stay numbers and days.
 * Each row ends with who it was made for and when, so that a row cut out of its sheet still says
 * from whose hands it came. May include: base, law, case, paper. */
#ifndef WIRE_CSV_OUT_H
#define WIRE_CSV_OUT_H
#include "paper/paper.h"

/* For whom an export is made: the number by which the office knows that reader, and the moment in
 * microseconds since 1970. */
struct export_mark {
    struct paper_alias reader;
    int64_t moment;
};
/* "0123-4567-8901-234 2026-11-28T18:03:00Z" */
void write_export_mark(struct writer *out, const struct export_mark *mark);

struct csv_sheet {
    struct writer out; /* wire_out_begin, wire_out_end */
    struct export_mark mark;
    bool in_row, in_body;
};
/* The first row is the names of the columns; csv_end_row adds the mark's. */
struct csv_sheet csv_begin(struct arena *a, const struct export_mark *mark);
void csv_text(struct csv_sheet *sheet, text cell);
void csv_word(struct csv_sheet *sheet, const char *cell);
void csv_integer(struct csv_sheet *sheet, int64_t cell);
void csv_money(struct csv_sheet *sheet, money cell); /* 930.99 */
void csv_day(struct csv_sheet *sheet, date cell);    /* empty for NO_DATE */
void csv_empty(struct csv_sheet *sheet);
void csv_end_row(struct csv_sheet *sheet);
/* What was written; the empty text, its pointer NULL, when the arena was too small. */
text csv_end(struct arena *a, struct csv_sheet *sheet);

#endif
