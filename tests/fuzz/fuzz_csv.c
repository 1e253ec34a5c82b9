/* A file read whole says the same as line by line, and every row stands inside it. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "wire/csv.h"

static const struct csv_wanted wanted[] = {{.name = "a", .max = 99}, {.name = "b", .max = 1 << 30}};
static struct csv_header header;

static void read_piece(text bytes, int64_t *lines, uint64_t *sum)
{
    static char room[1 << 17];
    static struct csv_rows rows; /* an absent column stays zero */
    memcpy(room, bytes.at, (size_t)bytes.length);
    memset(room + bytes.length, '\n', CSV_PADDING);
    struct csv_piece piece = wire_csv_piece((text){room, bytes.length});
    for (struct csv_bad bad; wire_csv_rows(&header, &piece, &rows, &bad);) {
        for (int i = 0; i < rows.count; i++) {
            must(rows.at[i] >= room && rows.at[i] + rows.length[i] <= room + bytes.length);
            for (int c = 0; c < 2; c++) {
                if (header.found_at[c] >= 0) *sum = *sum * 31 + (uint32_t)rows.cells[c][i];
            }
        }
        if (bad.fault != CSV_FAULT_NONE)
            *sum = *sum * 31 + bad.fault + (uint64_t)(*lines + bad.line);
    }
    *lines += piece.line;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    text rest = {(const char *)bytes, size < 1 << 16 ? (ptrdiff_t)size : 1 << 16};
    struct trouble trouble;
    ptrdiff_t first = wire_csv_line(rest);
    if (wire_csv_header((text){rest.at, first}, wanted, LENGTH(wanted), &header, &trouble))
        return 0;
    rest = (text){rest.at + first, rest.length - first};
    int64_t lines[2] = {0, 0};
    uint64_t sums[2] = {0, 0};
    read_piece(rest, &lines[0], &sums[0]);
    for (ptrdiff_t next; rest.length > 0; rest = (text){rest.at + next, rest.length - next}) {
        next = wire_csv_line(rest);
        if (next == 0) next = rest.length;
        read_piece((text){rest.at, next}, &lines[1], &sums[1]);
    }
    must(lines[0] == lines[1] && sums[0] == sums[1]);
    return 0;
}
