#include "wire/csv_out.h"

#include "wire/out.h"

void write_export_mark(struct writer *out, const struct export_mark *mark)
{
    write_paper_alias(out, mark->reader);
    write_character(out, ' ');
    write_utc(out, mark->moment);
}

struct csv_sheet csv_begin(struct arena *a, const struct export_mark *mark)
{
    return (struct csv_sheet){.out = wire_out_begin(a), .mark = *mark};
}

static void next_cell(struct csv_sheet *sheet)
{
    if (sheet->in_row) write_character(&sheet->out, ',');
    sheet->in_row = true;
}

/* What a spreadsheet takes for the start of a formula: = + - @, tab and ends of line, and the wide
 * forms of the four signs (U+FF1D, FF0B, FF0D, FF20). */
static bool starts_formula(uint32_t c)
{
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '\n' ||
           c == 0xFF1D || c == 0xFF0B || c == 0xFF0D || c == 0xFF20;
}

/* Blanks before the sign do not hide it: some programs trim them. */
static bool is_formula(text cell)
{
    for (ptrdiff_t place = 0; place < cell.length;) {
        uint32_t c = text_next_character(cell, &place);
        if (starts_formula(c)) return true;
        bool blank = c == ' ' || c == 0xA0 || c == 0x202F || c == 0xFEFF || c < ' ';
        if (!blank) return false;
    }
    return false;
}

/* In quotes whatever any separator or country makes of it. Bytes that are not UTF-8 are dropped
 * with the cell: they were refused when they came. */
void csv_text(struct csv_sheet *sheet, text cell)
{
    next_cell(sheet);
    if (!text_is_utf8(cell)) cell = T("");
    if (cell.length == 0) return;
    write_character(&sheet->out, '"');
    if (is_formula(cell)) write_character(&sheet->out, '\'');
    for (ptrdiff_t i = 0; i < cell.length; i++) {
        if (cell.at[i] == '"') write_character(&sheet->out, '"');
        write_character(&sheet->out, cell.at[i]);
    }
    write_character(&sheet->out, '"');
}

void csv_word(struct csv_sheet *sheet, const char *cell) { csv_text(sheet, text_of(cell)); }

void csv_integer(struct csv_sheet *sheet, int64_t cell)
{
    next_cell(sheet);
    write_integer(&sheet->out, cell);
}

void csv_money(struct csv_sheet *sheet, money cell)
{
    next_cell(sheet);
    write_money_plain(&sheet->out, cell);
}

void csv_day(struct csv_sheet *sheet, date cell)
{
    next_cell(sheet);
    if (date_is_set(cell)) write_date(&sheet->out, cell);
}

void csv_empty(struct csv_sheet *sheet) { next_cell(sheet); }

void csv_end_row(struct csv_sheet *sheet)
{
    if (sheet->in_body) {
        char room[64];
        struct writer mark = WRITER(room);
        write_export_mark(&mark, &sheet->mark);
        csv_text(sheet, writer_text(&mark));
    } else {
        csv_word(sheet, "exported_for");
    }
    write_string(&sheet->out, "\r\n");
    sheet->in_row = false;
    sheet->in_body = true;
}

text csv_end(struct arena *a, struct csv_sheet *sheet) { return wire_out_end(a, &sheet->out); }
