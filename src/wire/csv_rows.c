#include "wire/csv.h"

#include <string.h>

#include "wire/csv_field.h"

/* Two readers of a line. The quick one takes what nearly every line is, unquoted fields that are
 * what they should be, and gives up on anything else; the careful one says what is wrong, or reads
 * it all the same. Only the careful one defines what is accepted. */

static bool whole_number(text field, int32_t max, int32_t *ret)
{
    int64_t value;
    if (field.length == 0 || field.at[0] < '0' || field.at[0] > '9') return false;
    if (text_read_integer(field, &value) != ERR_OK || value > max) return false;
    *ret = (int32_t)value;
    return true;
}

static bool wanted_field(const struct csv_wanted *wanted, text field, int32_t *ret)
{
    char room[CSV_FIELD_BYTES];
    text plain;
    if (!csv_unquote(field, room, &plain)) return false;
    return wanted->read ? wanted->read(plain, ret) : whole_number(plain, wanted->max, ret);
}

struct csv_piece wire_csv_piece(text bytes)
{
    bool has_nul = bytes.length > 0 && memchr(bytes.at, '\0', (size_t)bytes.length);
    return (struct csv_piece){bytes.at, bytes.at + bytes.length, 0, has_nul};
}

static enum csv_fault careful_cells(const struct csv_header *header, const char *at,
                                    const char *end, struct csv_rows *rows, int *ret_wanted)
{
    for (int i = 0; i < header->columns; i++) {
        enum csv_fault none = CSV_FAULT_NONE;
        const char *stop = csv_field_end(at, end, &none);
        text field = i == header->columns - 1 ? csv_without_cr(at, stop) : (text){at, stop - at};
        int wanted = header->wanted_by[i];
        if (wanted >= 0 &&
            !wanted_field(&header->wanted[wanted], field, &rows->cells[wanted][rows->count])) {
            *ret_wanted = wanted;
            return CSV_FAULT_CELL;
        }
        at = stop + 1;
    }
    return CSV_FAULT_NONE;
}

/* Reads one line, whatever it is, and passes it. */
static struct csv_bad careful_row(const struct csv_header *header, struct csv_piece *piece,
                                  struct csv_rows *rows)
{
    const char *at = piece->at;
    struct csv_shape line = csv_shape(at, piece->end);
    struct csv_bad bad = {line.fault, 0, piece->line};
    for (const char *c = at; c < line.end; c++) piece->line += *c == '\n';
    piece->line++;
    piece->at = line.end < piece->end ? line.end + 1 : piece->end;
    if (bad.fault == CSV_FAULT_OPEN) return bad;
    if (memchr(at, '\0', (size_t)(line.end - at))) bad.fault = CSV_FAULT_NUL;
    if (bad.fault == CSV_FAULT_NONE && line.fields != header->columns) bad.fault = CSV_FAULT_FIELDS;
    if (bad.fault != CSV_FAULT_NONE) return bad;
    bad.fault = careful_cells(header, at, line.end, rows, &bad.wanted);
    text row = csv_without_cr(at, line.end);
    rows->at[rows->count] = row.at;
    rows->length[rows->count] = (int32_t)row.length;
    return bad;
}

/* A number of one to nine digits; NULL gives up. The loop is short and nearly always as long as the
 * last time, which a processor foresees; taking eight bytes at once was tried and was no faster. */
static inline const char *quick_number(const char *at, int32_t max, int32_t *ret)
{
    const char *start = at;
    uint32_t value = 0, digit;
    for (; (digit = (uint32_t)(unsigned char)*at - '0') < 10; at++) value = value * 10 + digit;
    ptrdiff_t digits = at - start;
    *ret = (int32_t)value;
    return digits < 1 || digits > 9 || value > (uint32_t)max ? NULL : at;
}

/* The end of an unquoted field, or NULL. The line feed after the piece stops it. */
static inline const char *quick_end(const char *at)
{
    while (*at != ',' && *at != '\n' && *at != '"') at++;
    return *at == '"' ? NULL : at;
}

static const char *quick_value(const struct csv_wanted *wanted, const char *at, int32_t *cell)
{
    const char *end = quick_end(at);
    if (!end) return NULL;
    text field = *end == '\n' ? csv_without_cr(at, end) : (text){at, end - at};
    return wanted->read(field, cell) ? field.at + field.length : NULL;
}

/* What the quick reader does at each column of a line. */
struct step {
    enum { STEP_PASS, STEP_NUMBER, STEP_VALUE } what;
    int32_t max;
    int32_t *cells;
    const struct csv_wanted *wanted;
};

static void plan(const struct csv_header *header, struct csv_rows *rows,
                 struct step ret[CSV_COLUMNS_MAX])
{
    must(header->columns > 0 && header->columns <= CSV_COLUMNS_MAX);
    for (int i = 0; i < header->columns; i++) {
        int place = header->wanted_by[i];
        ret[i] = (struct step){.what = STEP_PASS};
        if (place < 0) continue;
        const struct csv_wanted *wanted = &header->wanted[place];
        ret[i] = (struct step){wanted->read ? STEP_VALUE : STEP_NUMBER, wanted->max,
                               rows->cells[place], wanted};
    }
}

/* Where the line's fields end, or NULL: not as nearly all lines are. */
static inline const char *quick_fields(const struct step *steps, int columns, const char *at,
                                       int row)
{
    for (const struct step *step = steps;; step++) {
        if (step->what == STEP_NUMBER) {
            at = quick_number(at, step->max, &step->cells[row]);
        } else if (step->what == STEP_PASS) {
            at = quick_end(at);
        } else {
            at = quick_value(step->wanted, at, &step->cells[row]);
        }
        if (!at || step == steps + columns - 1) return at;
        if (*at++ != ',') return NULL;
    }
}

/* Reads lines as long as they are as nearly all are. */
static void quick_rows(const struct step *steps, int columns, struct csv_piece *piece,
                       struct csv_rows *rows)
{
    const char *at = piece->at;
    int row = rows->count;
    for (; row < CSV_ROWS && at < piece->end; row++) {
        const char *end = quick_fields(steps, columns, at, row);
        if (!end) break;
        /* Of a last field passed through, a CR is the last byte; of another, the next. */
        const char *feed = *end == '\r' ? end + 1 : end;
        if (*feed != '\n') break;
        if (feed == end && end > at && end[-1] == '\r') end--;
        rows->at[row] = at;
        rows->length[row] = (int32_t)(end - at);
        at = feed + 1;
    }
    piece->line += row - rows->count;
    piece->at = at < piece->end ? at : piece->end;
    rows->count = row;
}

bool wire_csv_rows(const struct csv_header *header, struct csv_piece *piece, struct csv_rows *ret,
                   struct csv_bad *ret_bad)
{
    if (piece->at == piece->end) return false;
    struct step steps[CSV_COLUMNS_MAX];
    plan(header, ret, steps);
    ret->count = 0;
    *ret_bad = (struct csv_bad){CSV_FAULT_NONE, 0, 0};
    while (ret->count < CSV_ROWS && piece->at < piece->end) {
        if (!piece->has_nul) quick_rows(steps, header->columns, piece, ret);
        if (ret->count == CSV_ROWS || piece->at == piece->end) break;
        *ret_bad = careful_row(header, piece, ret);
        if (ret_bad->fault != CSV_FAULT_NONE) break;
        ret->count++;
    }
    return true;
}
