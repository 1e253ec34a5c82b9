/* CSV as populations are given (RFC 4180): a header, then one line a household, in pieces cut at
 * line ends, so that a file of any size takes constant memory. Fields may be quoted, and a quoted
 * field may hold line ends; lines end with LF or CRLF; NUL is refused. The columns the program
 * reads become 32-bit integers, every other byte is left as it stands. May include: base. */
#ifndef WIRE_CSV_H
#define WIRE_CSV_H
#include "base/text.h"

#define CSV_COLUMNS_MAX 256  /* of a file */
#define CSV_WANTED_MAX  8    /* read by the program */
#define CSV_ROWS        2048 /* of a batch */

/* Bytes that must follow a piece: a line feed, then anything. */
#define CSV_PADDING 16

#define CSV_BYTE_ORDER_MARK T("\xEF\xBB\xBF")

enum csv_presence { CSV_OPTIONAL, CSV_REQUIRED, CSV_FORBIDDEN };

/* A column the program reads: a whole number from 0 to max, digits only, or what `read` makes of
 * the field. */
struct csv_wanted {
    const char *name;
    const char *expected; /* "a whole number from 0 to 30" */
    int32_t max;
    bool (*read)(text field, int32_t *ret);
    enum csv_presence presence;
};

struct csv_header {
    const struct csv_wanted *wanted;
    int wanted_count;
    int columns;
    int16_t wanted_by[CSV_COLUMNS_MAX]; /* place in `wanted`, or -1: passed through */
    int16_t found_at[CSV_WANTED_MAX];   /* column, or -1: absent */
};

/* The bytes of the first line with its end; 0 when its end is not among them. */
ptrdiff_t wire_csv_line(text bytes);
/* The bytes of all whole lines. */
ptrdiff_t wire_csv_cut(text bytes);

/* Reads the first line. BAD_INPUT says in trouble.where "column X" or nothing. */
MUST_USE err wire_csv_header(text line, const struct csv_wanted *wanted, int wanted_count,
                             struct csv_header *ret, struct trouble *trouble);

enum csv_fault {
    CSV_FAULT_NONE,
    CSV_FAULT_CELL,   /* not what the column expects */
    CSV_FAULT_FIELDS, /* more or fewer than the header has */
    CSV_FAULT_QUOTE,  /* inside an unquoted field, or followed by something */
    CSV_FAULT_NUL,
    CSV_FAULT_OPEN, /* a quote that never closes: nothing after it can be trusted */
};

struct csv_bad {
    enum csv_fault fault;
    int wanted;   /* CSV_FAULT_CELL: place in `wanted` */
    int64_t line; /* from the beginning of the piece, which is 0 */
};
/* Where (after the line number) and what was expected; never the field's own words. */
void wire_csv_explain(const struct csv_header *header, const struct csv_bad *bad,
                      struct trouble *ret);

/* A piece being read. */
struct csv_piece {
    const char *at, *end; /* whole lines, the last one perhaps without its end */
    int64_t line;         /* of `at`, from 0 */
    bool has_nul;
};
/* `bytes` must be followed by CSV_PADDING bytes, the first a line feed. */
struct csv_piece wire_csv_piece(text bytes);

/* Rows as columns. A column that is absent from the file is left alone. */
struct csv_rows {
    int count;
    int32_t cells[CSV_WANTED_MAX][CSV_ROWS];
    const char *at[CSV_ROWS]; /* each row as it stood, its line end (if any) after it */
    int32_t length[CSV_ROWS]; /* without its line end */
};

/* The next rows: until there are CSV_ROWS, or the piece ends, or a line is bad (which is passed:
 * the caller may go on). False when nothing was left. */
bool wire_csv_rows(const struct csv_header *header, struct csv_piece *piece, struct csv_rows *ret,
                   struct csv_bad *ret_bad);

#endif
