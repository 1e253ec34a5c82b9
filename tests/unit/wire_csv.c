#include "tests/test.h"

#include <stdio.h>
#include <string.h>

#include "wire/csv.h"

static bool read_letter(text field, int32_t *ret)
{
    if (field.length != 1) return false;
    *ret = (unsigned char)field.at[0];
    return true;
}

enum { AMOUNT, COUNT, LETTER, WANTED };

static const struct csv_wanted wanted[WANTED] = {
    [AMOUNT] = {.name = "amount",
                .expected = "an amount",
                .max = 100000000,
                .presence = CSV_REQUIRED},
    [COUNT] = {.name = "count", .expected = "a count", .max = 30, .presence = CSV_REQUIRED},
    [LETTER] = {.name = "letter", .expected = "a letter", .read = read_letter},
};

static char room[1 << 16];
static struct csv_rows rows;

static text padded(const char *bytes, ptrdiff_t length)
{
    assert_true((size_t)length + CSV_PADDING <= sizeof room);
    memcpy(room, bytes, (size_t)length);
    memset(room + length, '\n', CSV_PADDING);
    return (text){room, length};
}

static struct csv_header header_of(const char *line)
{
    struct csv_header header;
    struct trouble trouble;
    assert_int_equal(wire_csv_header(text_of(line), wanted, WANTED, &header, &trouble), ERR_OK);
    return header;
}

static void headers_are_read_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *line, *where, *expected;
    } cases[] = {
        {"amount,count", NULL, NULL},
        {"x,count,\"amount\",letter\r", NULL, NULL},
        {"\"a \"\"b\"\"\",amount,count", NULL, NULL},
        {"", "", "a header that names the columns"},
        {"amount", "column count", "this column in the header"},
        {"count", "column amount", "this column in the header"},
        {"amount,count,amount", "column amount", "this column once"},
        {"amount,count,\"x", "", "a header of names, quoted as RFC 4180 says or not at all"},
        {"amount,count,x\"", "", "a header of names, quoted as RFC 4180 says or not at all"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct csv_header header;
        struct trouble trouble;
        err e = wire_csv_header(text_of(cases[i].line), wanted, WANTED, &header, &trouble);
        assert_int_equal(e, cases[i].where ? ERR_BAD_INPUT : ERR_OK);
        if (!cases[i].where) continue;
        assert_string_equal(trouble.where, cases[i].where);
        assert_string_equal(trouble.expected, cases[i].expected);
    }
}

static void lines_are_good_or_bad_for_a_reason(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        enum csv_fault fault;
        int wanted;
    } cases[] = {
        {"0,0,a,", CSV_FAULT_NONE, 0},
        {"100000000,30,a,free words", CSV_FAULT_NONE, 0},
        {"000000012,07,a,x", CSV_FAULT_NONE, 0},
        {"0000000000012,07,a,x", CSV_FAULT_NONE, 0},
        {"\"12\",\"3\",\"a\",\"x\"", CSV_FAULT_NONE, 0},
        {"12,3,\"\"\"\",\"a, \"\"b\"\"\n\nc\"", CSV_FAULT_NONE, 0},
        {"100000001,0,a,", CSV_FAULT_CELL, AMOUNT},
        {"4294967297,0,a,", CSV_FAULT_CELL, AMOUNT},
        {"99999999999999999999,0,a,", CSV_FAULT_CELL, AMOUNT},
        {"-1,0,a,", CSV_FAULT_CELL, AMOUNT},
        {"+1,0,a,", CSV_FAULT_CELL, AMOUNT},
        {" 1,0,a,", CSV_FAULT_CELL, AMOUNT},
        {"1 ,0,a,", CSV_FAULT_CELL, AMOUNT},
        {"1.5,0,a,", CSV_FAULT_CELL, AMOUNT},
        {",0,a,", CSV_FAULT_CELL, AMOUNT},
        {"\"\",0,a,", CSV_FAULT_CELL, AMOUNT},
        {"1,31,a,", CSV_FAULT_CELL, COUNT},
        {"1,-1,a,", CSV_FAULT_CELL, COUNT},
        {"1,1\r,a,", CSV_FAULT_CELL, COUNT},
        {"1,1,ab,", CSV_FAULT_CELL, LETTER},
        {"1,1,,", CSV_FAULT_CELL, LETTER},
        {"1,1,a", CSV_FAULT_FIELDS, 0},
        {"1,1,a,x,y", CSV_FAULT_FIELDS, 0},
        {"", CSV_FAULT_FIELDS, 0},
        {"1,1,a,x\"y", CSV_FAULT_QUOTE, 0},
        {"1,1,a,\"x\"y", CSV_FAULT_QUOTE, 0},
        {"1,1,a,\"x\" ", CSV_FAULT_QUOTE, 0},
        {"1,1,a,\"x", CSV_FAULT_OPEN, 0},
        {"1,1,a,\"x\"\"", CSV_FAULT_OPEN, 0},
    };
    struct csv_header header = header_of("amount,count,letter,words");
    static const char *const ends[] = {"", "\n", "\r\n", "\n5,5,z,\n"};
    for (size_t i = 0; i < LENGTH(cases) * LENGTH(ends); i++) {
        char line[128];
        const char *body = cases[i / LENGTH(ends)].line;
        int length = snprintf(line, sizeof line, "%s%s", body, ends[i % LENGTH(ends)]);
        if (length == 0) continue; /* no line at all */
        struct csv_piece piece = wire_csv_piece(padded(line, length));
        struct csv_bad bad;
        assert_true(wire_csv_rows(&header, &piece, &rows, &bad));
        if (bad.fault != cases[i / LENGTH(ends)].fault) fail_msg("\"%s\": %d", line, bad.fault);
        if (bad.fault == CSV_FAULT_CELL) {
            assert_int_equal(bad.wanted, cases[i / LENGTH(ends)].wanted);
        }
        if (bad.fault != CSV_FAULT_NONE) continue;
        assert_int_equal(rows.length[0], strlen(body));
        assert_memory_equal(rows.at[0], body, strlen(body));
    }
}

static void a_nul_is_refused_where_it_stands(void **state)
{
    (void)state;
    static const char bytes[] = "1,1,a,x\n2,2,b,\0y\n3,3,c,z\n";
    struct csv_header header = header_of("amount,count,letter,words");
    struct csv_piece piece = wire_csv_piece(padded(bytes, sizeof bytes - 1));
    struct csv_bad bad;
    assert_true(wire_csv_rows(&header, &piece, &rows, &bad));
    assert_int_equal(bad.fault, CSV_FAULT_NUL);
    assert_int_equal(bad.line, 1);
    assert_int_equal(rows.count, 1);
    assert_true(wire_csv_rows(&header, &piece, &rows, &bad));
    assert_int_equal(bad.fault, CSV_FAULT_NONE);
    assert_int_equal(rows.cells[AMOUNT][0], 3);
    assert_false(wire_csv_rows(&header, &piece, &rows, &bad));
}

static void line_numbers_count_the_line_ends_inside_quotes(void **state)
{
    (void)state;
    static const char bytes[] = "1,1,a,x\n2,2,b,\"\n\n\"\n3,3,c,\"x\r\ny\"\r\n4,99,d,z\n";
    struct csv_header header = header_of("amount,count,letter,words");
    struct csv_piece piece = wire_csv_piece(padded(bytes, sizeof bytes - 1));
    struct csv_bad bad;
    assert_true(wire_csv_rows(&header, &piece, &rows, &bad));
    assert_int_equal(bad.fault, CSV_FAULT_CELL);
    assert_int_equal(bad.line, 6);
    assert_int_equal(piece.line, 7);
    struct trouble trouble;
    wire_csv_explain(&header, &bad, &trouble);
    assert_string_equal(trouble.where, "column count");
    assert_string_equal(trouble.expected, "a count");
}

/* Whatever the numbers, the quick reader (bare fields) and the careful one (quoted fields) agree.
 */
static void both_readers_read_the_same(void **state)
{
    (void)state;
    struct csv_header header = header_of("amount,count");
    uint64_t seed = 20231128;
    for (int round = 0; round < 200000; round++) {
        seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        int32_t amount = (int32_t)(seed >> 33) % 100000001;
        for (uint64_t cut = seed >> 20 & 7; cut > 0; cut--) amount /= 10;
        int32_t count = (int32_t)(seed >> 12 & 31) % 31;
        char line[64];
        int length =
            snprintf(line, sizeof line, "%d,%d\n\"%d\",\"%d\"\n", amount, count, amount, count);
        struct csv_piece piece = wire_csv_piece(padded(line, length));
        struct csv_bad bad;
        assert_true(wire_csv_rows(&header, &piece, &rows, &bad));
        bool same = rows.count == 2 && bad.fault == CSV_FAULT_NONE;
        for (int i = 0; same && i < 2; i++) {
            same = rows.cells[AMOUNT][i] == amount && rows.cells[COUNT][i] == count;
        }
        if (!same) fail_msg("seed 20231128, round %d: %s", round, line);
    }
}

static void pieces_end_where_lines_end(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        ptrdiff_t line, cut;
    } cases[] = {
        {"", 0, 0},
        {"1,2", 0, 0},
        {"1,2\n", 4, 4},
        {"1\n2\n3", 2, 4},
        {"\"a\nb\"\nc", 6, 6},
        {"\"a\nb\nc\n", 0, 0},
        {"1\n\"2\n", 2, 2},
        {"a\"b\nc\nd", 4, 6},
        {"\"a\"\"\nb\"\n", 8, 8},
        {"\n\n", 1, 2},
        {"\"\"\n\"\"\r\n", 3, 7},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_int_equal(wire_csv_line(text_of(cases[i].bytes)), cases[i].line);
        assert_int_equal(wire_csv_cut(text_of(cases[i].bytes)), cases[i].cut);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_read_or_refused),
        cmocka_unit_test(lines_are_good_or_bad_for_a_reason),
        cmocka_unit_test(a_nul_is_refused_where_it_stands),
        cmocka_unit_test(line_numbers_count_the_line_ends_inside_quotes),
        cmocka_unit_test(both_readers_read_the_same),
        cmocka_unit_test(pieces_end_where_lines_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
