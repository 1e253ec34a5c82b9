#include "paper/statistics.h"

/* ---- quarters ---- */

struct quarter quarter_of(date day) { return (struct quarter){day.year, (day.month - 1) / 3 + 1}; }

date quarter_first_day(struct quarter quarter)
{
    return (date){(int16_t)quarter.year, (int8_t)(quarter.number * 3 - 2), 1};
}

date quarter_last_day(struct quarter quarter)
{
    return date_plus_days(date_plus_months_or_last_day(quarter_first_day(quarter), 3), -1);
}

int64_t quarter_code(struct quarter quarter) { return quarter.year * 10 + quarter.number; }

err quarter_of_code(int64_t code, struct quarter *ret)
{
    int64_t year = code / 10, number = code % 10;
    bool good = year >= DATE_YEAR_MIN && year < DATE_YEAR_MAX && number >= 1 && number <= 4;
    if (!good) return ERR_BAD_INPUT;
    *ret = (struct quarter){(int)year, (int)number};
    return ERR_OK;
}

/* ---- counting ---- */

static void count_in(struct counted *in, int64_t cents)
{
    in->count++;
    in->cents += cents;
    if (cents > in->largest) in->largest = cents;
}

static int place_of(const struct department *where)
{
    for (int i = 0; i < law_department_count(); i++) {
        if (law_department_at(i) == where) return i;
    }
    return -1;
}

void statistics_add(struct statistics *to, const struct case_file *file)
{
    must(law_department_count() <= STATISTICS_PLACES_MAX);
    bool stands = file->stages[STRAND_CLAIM] == STAGE_CLAIM_GRANTED &&
                  date_is_set(file->awarded_on) &&
                  quarter_code(quarter_of(file->awarded_on)) == quarter_code(to->quarter);
    int place = stands ? place_of(file->claim.request.department) : -1;
    if (place < 0) return;
    int spans[2] = {(file->awarded_on.month - 1) % 3, STATISTICS_QUARTER};
    for (int i = 0; i < 2; i++) {
        int64_t cents = file->decision.amount.cents;
        count_in(&to->places[place][spans[i]], cents);
        count_in(&to->forms[file->decision.form][spans[i]], cents);
        count_in(&to->country[spans[i]], cents);
    }
}

/* ---- the register's bytes ---- */

static void write_figure(struct writer *out, const char *row, int span, const struct released *one)
{
    write_string(out, row);
    write_character(out, ' ');
    write_integer(out, span);
    if (one->shown) {
        write_character(out, ' ');
        write_integer(out, one->count);
        write_character(out, ' ');
        write_integer(out, one->cents);
    } else {
        write_string(out, " - -");
    }
    write_character(out, '\n');
}

static void write_row(struct writer *out, const char *row,
                      const struct released figures[STATISTICS_SPANS])
{
    for (int span = 0; span < STATISTICS_SPANS; span++) {
        write_figure(out, row, span, &figures[span]);
    }
}

void write_release(struct writer *out, const struct release *release)
{
    write_integer(out, quarter_code(release->quarter));
    write_character(out, '\n');
    write_row(out, "country", release->country);
    for (int form = 0; form < FORM_COUNT; form++) {
        write_row(out, law_forms.words[form].word, release->forms[form]);
    }
    for (int i = 0; i < law_department_count(); i++) {
        write_row(out, law_department_at(i)->code, release->places[i]);
    }
}

/* Where a row's figures are kept; NULL for a row that is none. */
static struct released *row_of(struct release *release, text row)
{
    if (text_equal(row, T("country"))) return release->country;
    int form = words_find(&law_forms, row);
    if (form >= 0) return release->forms[form];
    const struct department *where = law_department(row);
    return where ? release->places[place_of(where)] : NULL;
}

static err figure_read(text line, struct release *release)
{
    struct released *row = row_of(release, text_cut(&line, ' '));
    int64_t span = 0;
    TRY(text_read_integer(text_cut(&line, ' '), &span));
    if (!row || span < 0 || span >= STATISTICS_SPANS) return ERR_BAD_INPUT;
    if (text_equal(line, T("- -"))) return ERR_OK;
    struct released one = {.shown = true};
    TRY(text_read_integer(text_cut(&line, ' '), &one.count));
    TRY(text_read_integer(line, &one.cents));
    if (one.count < 0 || one.cents < 0) return ERR_BAD_INPUT;
    row[span] = one;
    return ERR_OK;
}

err release_read(text from, struct release *ret)
{
    int64_t code = 0;
    *ret = (struct release){.quarter = {0, 0}};
    TRY(text_read_integer(text_cut(&from, '\n'), &code));
    TRY(quarter_of_code(code, &ret->quarter));
    while (from.length > 0) TRY(figure_read(text_cut(&from, '\n'), ret));
    return ERR_OK;
}
