#include "wire/csv.h"
#include "wire/directory.h"

/* The list of the courts of each commune, as the ministry publishes it. */

#define COLUMNS_MAX 32

enum column { COMMUNE, ORIGIN, NUMBER, COLUMN_COUNT };
static const char *const names[COLUMN_COUNT] = {"Commune", "Orig. TJ", "N° TJ"};

static err refuse(struct trouble *trouble, int64_t line, const char *column, const char *expected)
{
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&where, "line ");
    write_integer(&where, line);
    if (column) write_string(&where, ", ");
    if (column) write_string(&where, column);
    write_string(&what, expected);
    writer_string(&where);
    writer_string(&what);
    return ERR_BAD_INPUT;
}

/* A cell without the quotes round it; names of courts hold no quotes. False past the last. */
static bool cell_next(text *line, text *ret)
{
    if (!line->at) return false;
    bool last = true;
    for (ptrdiff_t i = 0; i < line->length && last; i++) last = line->at[i] != ';';
    text cell = text_trim(text_cut(line, ';'));
    bool quoted = cell.length >= 2 && cell.at[0] == '"' && cell.at[cell.length - 1] == '"';
    *ret = quoted ? (text){cell.at + 1, cell.length - 2} : cell;
    if (last) line->at = NULL;
    return true;
}

static int cells_of(text line, text cells[COLUMNS_MAX])
{
    int count = 0;
    text cell;
    while (count <= COLUMNS_MAX && cell_next(&line, &cell)) {
        if (count < COLUMNS_MAX) cells[count] = cell;
        count++;
    }
    return count;
}

static text line_next(text *rest)
{
    text line = text_cut(rest, '\n');
    if (line.length > 0 && line.at[line.length - 1] == '\r') line.length--;
    return line;
}

static err read_header(text line, int at[COLUMN_COUNT], int *ret_columns, struct trouble *trouble)
{
    text cells[COLUMNS_MAX];
    int count = cells_of(line, cells);
    if (count > COLUMNS_MAX) return refuse(trouble, 1, NULL, "at most 32 columns");
    for (int c = 0; c < COLUMN_COUNT; c++) {
        at[c] = -1;
        for (int i = 0; i < count; i++) {
            if (!text_equal(cells[i], text_of(names[c]))) continue;
            if (at[c] >= 0) return refuse(trouble, 1, names[c], "this column once");
            at[c] = i;
        }
        if (at[c] < 0) return refuse(trouble, 1, names[c], "this column, parted by semicolons");
    }
    *ret_columns = count;
    return ERR_OK;
}

err wire_courts_read(text csv, struct courts_taker taker, int64_t *ret_count,
                     struct trouble *trouble)
{
    int at[COLUMN_COUNT], columns = 0;
    int64_t line_number = 1, count = 0;
    text rest = csv;
    if (!text_is_utf8(csv)) return refuse(trouble, 1, NULL, "well-formed UTF-8");
    if (text_starts_with(rest, CSV_BYTE_ORDER_MARK)) rest = (text){csv.at + 3, csv.length - 3};
    TRY(read_header(line_next(&rest), at, &columns, trouble));
    while (rest.length > 0) {
        text cells[COLUMNS_MAX];
        struct near_court court;
        line_number++;
        if (cells_of(line_next(&rest), cells) != columns)
            return refuse(trouble, line_number, NULL, "as many cells as the first line has");
        const struct department *where = near_department_of(cells[at[COMMUNE]]);
        if (!where) return refuse(trouble, line_number, names[COMMUNE], "the code of a commune");
        if (!near_court_of(cells[at[ORIGIN]], cells[at[NUMBER]], &court))
            return refuse(trouble, line_number, names[NUMBER], "a court of data/tribunaux.csv");
        TRY(taker.take(taker.context, where, cells[at[COMMUNE]], &court));
        count++;
    }
    if (count == 0) return refuse(trouble, 2, NULL, "a commune");
    *ret_count = count;
    return ERR_OK;
}
