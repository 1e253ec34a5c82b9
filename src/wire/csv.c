#define _GNU_SOURCE /* memrchr */
#include "wire/csv.h"

#include <string.h>

#include "wire/csv_field.h"

ptrdiff_t wire_csv_line(text bytes)
{
    if (bytes.length == 0) return 0;
    const char *end = bytes.at + bytes.length;
    const char *line_end = csv_shape(bytes.at, end).end;
    return line_end == end ? 0 : line_end + 1 - bytes.at;
}

ptrdiff_t wire_csv_cut(text bytes)
{
    if (bytes.length == 0) return 0;
    if (!memchr(bytes.at, '"', (size_t)bytes.length)) {
        const char *last = memrchr(bytes.at, '\n', (size_t)bytes.length);
        return last ? last + 1 - bytes.at : 0;
    }
    ptrdiff_t whole = 0;
    for (;;) {
        ptrdiff_t line = wire_csv_line((text){bytes.at + whole, bytes.length - whole});
        if (line == 0) return whole;
        whole += line;
    }
}

static err wrong(struct trouble *trouble, const char *column, const char *expected)
{
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    if (column) write_string(&where, "column ");
    if (column) write_string(&where, column);
    write_string(&what, expected);
    writer_string(&where);
    writer_string(&what);
    return ERR_BAD_INPUT;
}

/* Notes which of the wanted columns this one is, if any. */
static err column(struct csv_header *header, text name, struct trouble *trouble)
{
    char room[CSV_FIELD_BYTES];
    text plain;
    int place = header->columns++;
    header->wanted_by[place] = -1;
    if (!csv_unquote(name, room, &plain)) return ERR_OK;
    for (int i = 0; i < header->wanted_count; i++) {
        const struct csv_wanted *wanted = &header->wanted[i];
        if (!text_equal(plain, text_of(wanted->name))) continue;
        if (wanted->presence == CSV_FORBIDDEN)
            return wrong(trouble, wanted->name, wanted->expected);
        if (header->found_at[i] >= 0) return wrong(trouble, wanted->name, "this column once");
        header->found_at[i] = (int16_t)place;
        header->wanted_by[place] = (int16_t)i;
    }
    return ERR_OK;
}

err wire_csv_header(text line, const struct csv_wanted *wanted, int wanted_count,
                    struct csv_header *ret, struct trouble *trouble)
{
    must(wanted_count <= CSV_WANTED_MAX);
    struct csv_header header = {.wanted = wanted, .wanted_count = wanted_count};
    for (int i = 0; i < CSV_WANTED_MAX; i++) header.found_at[i] = -1;
    const char *at = line.at, *end = line.at + line.length;
    if (line.length == 0) return wrong(trouble, NULL, "a header that names the columns");
    struct csv_shape whole = csv_shape(at, end);
    if (whole.fault != CSV_FAULT_NONE || memchr(at, '\0', (size_t)line.length)) {
        return wrong(trouble, NULL, "a header of names, quoted as RFC 4180 says or not at all");
    }
    if (whole.fields > CSV_COLUMNS_MAX) return wrong(trouble, NULL, "at most 256 columns");
    for (int i = 0; i < whole.fields; i++) {
        enum csv_fault none = CSV_FAULT_NONE;
        const char *stop = csv_field_end(at, end, &none);
        bool last = i == whole.fields - 1;
        text name = last ? csv_without_cr(at, stop) : (text){at, stop - at};
        TRY(column(&header, name, trouble));
        at = stop + 1;
    }
    for (int i = 0; i < wanted_count; i++) {
        bool missing = wanted[i].presence == CSV_REQUIRED && header.found_at[i] < 0;
        if (missing) return wrong(trouble, wanted[i].name, "this column in the header");
    }
    *ret = header;
    return ERR_OK;
}

static const char *expected_by(const struct csv_header *header, const struct csv_bad *bad)
{
    switch (bad->fault) {
    case CSV_FAULT_NONE: break;
    case CSV_FAULT_CELL: return header->wanted[bad->wanted].expected;
    case CSV_FAULT_FIELDS: return "as many fields as the header has";
    case CSV_FAULT_QUOTE: return "quotes around whole fields only, doubled inside them";
    case CSV_FAULT_NUL: return "text without NUL bytes";
    case CSV_FAULT_OPEN: return "a closing quote";
    }
    return "";
}

void wire_csv_explain(const struct csv_header *header, const struct csv_bad *bad,
                      struct trouble *ret)
{
    bool cell = bad->fault == CSV_FAULT_CELL;
    const char *name = cell ? header->wanted[bad->wanted].name : NULL;
    (void)wrong(ret, name, expected_by(header, bad));
}
