#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/simulation.h"

/* A reform: amounts by their names in the interface, in euros. */

static err complain(const char *path, int line, const char *expected)
{
    fprintf(stderr, "%s:%d: expected %s\n", path, line, expected);
    return ERR_BAD_INPUT;
}

/* The names, for the message that asks for one. */
static err unknown_name(const char *path, int line)
{
    fprintf(stderr, "%s:%d: expected one of", path, line);
    for (int i = 0; i < PARAMETER_COUNT; i++) fprintf(stderr, " %s", law_parameter_names[i].name);
    fprintf(stderr, "\n");
    return ERR_BAD_INPUT;
}

/* Digits only, up to `digits` of them. */
static bool read_digits(text from, int digits, int64_t *ret)
{
    if (from.length == 0 || from.length > digits || from.at[0] < '0' || from.at[0] > '9')
        return false;
    return text_read_integer(from, ret) == ERR_OK;
}

/* "700", "700.5" and "700.005" become 700000, 700500 and 700005. */
static bool read_thousandths(text from, int64_t *ret)
{
    bool has_point = memchr(from.at, '.', (size_t)from.length) != NULL;
    text decimals = from;
    text euros = text_cut(&decimals, '.');
    int64_t whole = 0, part = 0;
    if (!read_digits(euros, 9, &whole)) return false;
    if (has_point && !read_digits(decimals, 3, &part)) return false;
    for (ptrdiff_t i = decimals.length; has_point && i < 3; i++) part *= 10;
    *ret = whole * 1000 + part;
    return *ret < REFORM_THOUSANDTHS_END;
}

static err read_line(const char *path, int number, text line, struct reform *reform)
{
    text rest = line;
    line = text_trim(text_cut(&rest, '#'));
    if (line.length == 0) return ERR_OK;
    bool has_equal = memchr(line.at, '=', (size_t)line.length) != NULL;
    if (!has_equal) return complain(path, number, "NAME = EUROS");
    text value = line;
    text name = text_trim(text_cut(&value, '='));
    for (int i = 0; i < PARAMETER_COUNT; i++) {
        if (!text_equal(name, text_of(law_parameter_names[i].name))) continue;
        if (reform->has[i]) return complain(path, number, "each name once");
        int64_t thousandths = 0;
        if (!read_thousandths(text_trim(value), &thousandths)) {
            return complain(path, number, "euros from 0 to 9999.999, with at most three decimals");
        }
        reform->has[i] = true;
        reform->value[i] = (mils){thousandths};
        return ERR_OK;
    }
    return unknown_name(path, number);
}

static void close_file(FILE **file)
{
    if (*file) fclose(*file);
}

static void free_line(char **line) { free(*line); }

err reform_read(const char *path, struct reform *ret)
{
    CLEANUP(close_file) FILE *file = fopen(path, "r");
    CLEANUP(free_line) char *line = NULL;
    size_t room = 0;
    struct reform reform = {.has = {false}};
    if (file) {
        for (int number = 1;; number++) {
            ssize_t length = getline(&line, &room, file);
            if (length < 0) break;
            TRY(read_line(path, number, (text){line, length}, &reform));
        }
    }
    if (!file || ferror(file)) {
        fprintf(stderr, "abri: %s: %s\n", path, strerror(errno));
        return ERR_HOST;
    }
    *ret = reform;
    return ERR_OK;
}
