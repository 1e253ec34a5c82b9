#include "tests/scenario.h"

#include "case/loan_rules.h"
#include "wire/life.h"

#include <string.h>

/* What the law says of each strand on the day of the scenario, in the very lines of a file's life.
 */

/* Spaces that do not break are written as any other in a scenario. */
static void write_plain(struct writer *out, const char *line, size_t length)
{
    static const char *const spaces[] = {"\u00a0", "\u202f"};
    for (size_t i = 0; i < length;) {
        size_t skip = 0;
        for (size_t k = 0; k < LENGTH(spaces); k++) {
            size_t size = strlen(spaces[k]);
            if (strncmp(line + i, spaces[k], size) == 0) skip = size;
        }
        write_character(out, skip > 0 ? ' ' : line[i]);
        i += skip > 0 ? skip : 1;
    }
}

/* Each line of the view is an item; of the lines that say why, the article alone, when `why`. */
static void write_lines(struct writer *out, const char *view, bool why)
{
    static const char said_why[] = "      ", dash[] = " — ";
    while (*view != '\0') {
        size_t length = strcspn(view, "\n"), blanks = strspn(view, " ");
        size_t said = length;
        const char *end = strstr(view, dash);
        bool is_why = strncmp(view, said_why, sizeof said_why - 1) == 0;
        if (is_why && end && end < view + length) said = (size_t)(end - view);
        if (is_why == why) {
            if (out->length > 0) write_string(out, " ; ");
            write_plain(out, view + blanks, said - blanks);
        }
        view += length + (view[length] == '\n');
    }
}

static void write_view(const struct scenario *s, enum strand strand, bool why, struct writer *out)
{
    static char room[32768];
    struct sheet sheet = {.out = WRITER(room), .language = LANGUAGE_FR};
    struct view_wish wish = {scenario_today(s), why};
    sheet_view(&sheet, strand, &s->file, &wish);
    if (!why) write_string(out, case_stages[s->file.stages[strand]].fr);
    write_lines(out, writer_string(&sheet.out), why);
}

/* "24/24 10,77 2027-12-15", every instalment of the plan as it stands. */
static void write_instalments(const struct scenario *s, struct writer *out)
{
    struct calendar calendar;
    loan_replay(&s->file, scenario_today(s), &calendar);
    for (int place = 1; place <= calendar.plan.count; place++) {
        if (out->length > 0) write_string(out, " ; ");
        write_integer(out, calendar.gone + place);
        write_character(out, '/');
        write_integer(out, calendar.gone + calendar.plan.count);
        write_character(out, ' ');
        scenario_write_euros(out, law_instalment(calendar.plan.rest, calendar.plan.count, place));
        write_character(out, ' ');
        write_date(out, law_instalment_due_on(&calendar.plan, place));
    }
}

bool scenario_view(const struct scenario *s, const char *key, struct writer *out)
{
    static const char because[] = "pourquoi-";
    if (strcmp(key, "mensualités") == 0) {
        write_instalments(s, out);
        return true;
    }
    bool why = strncmp(key, because, sizeof because - 1) == 0;
    if (why) key += sizeof because - 1;
    for (int i = 0; i < STRAND_COUNT; i++) {
        if (!scenario_is_key(key, case_strands[i].fr)) continue;
        write_view(s, (enum strand)i, why, out);
        return true;
    }
    return false;
}
