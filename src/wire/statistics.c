#include "wire/statistics.h"

#include "wire/out.h"

/* Where a figure stands. */
struct figure {
    struct quarter quarter;
    int span;
    const char *place, *form;
    const struct released *released;
};

typedef void take_figure(void *to, const struct figure *figure);

static void walk_row(const struct release *release, const char *place, const char *form,
                     const struct released row[STATISTICS_SPANS], take_figure *take, void *to)
{
    for (int span = 0; span < STATISTICS_SPANS; span++) {
        struct figure figure = {release->quarter, span, place, form, &row[span]};
        take(to, &figure);
    }
}

static void walk(const struct release *release, take_figure *take, void *to)
{
    walk_row(release, "FR", "all", release->country, take, to);
    for (int form = 0; form < FORM_COUNT; form++) {
        walk_row(release, "FR", law_forms.words[form].word, release->forms[form], take, to);
    }
    for (int i = 0; i < law_department_count(); i++) {
        walk_row(release, law_department_at(i)->code, "all", release->places[i], take, to);
    }
}

/* "2025-T4" */
static void write_quarter(struct writer *out, struct quarter quarter)
{
    write_integer(out, quarter.year);
    write_string(out, "-T");
    write_integer(out, quarter.number);
}

/* "2025-10"; "all" for the quarter. */
static void write_span(struct writer *out, const struct figure *figure)
{
    if (figure->span == STATISTICS_QUARTER) {
        write_string(out, "all");
        return;
    }
    write_integer(out, figure->quarter.year);
    write_character(out, '-');
    write_padded(out, quarter_first_day(figure->quarter).month + figure->span, 2);
}

/* ---- CSV ---- */

static void csv_figure(void *to, const struct figure *figure)
{
    struct csv_sheet *sheet = to;
    char quarter_room[16], span_room[16];
    struct writer quarter = WRITER(quarter_room), span = WRITER(span_room);
    write_quarter(&quarter, figure->quarter);
    write_span(&span, figure);
    csv_text(sheet, writer_text(&quarter));
    csv_text(sheet, writer_text(&span));
    csv_word(sheet, figure->place);
    csv_word(sheet, figure->form);
    csv_word(sheet, figure->released->shown ? "yes" : "no");
    if (figure->released->shown) {
        csv_integer(sheet, figure->released->count);
        csv_integer(sheet, figure->released->cents / 100);
    } else {
        csv_empty(sheet);
        csv_empty(sheet);
    }
    csv_end_row(sheet);
}

text wire_releases_csv(const struct release *releases, int count, const struct export_mark *mark,
                       struct arena *a)
{
    static const char *const columns[] = {"quarter", "month",  "place", "form",
                                          "shown",   "awards", "euros"};
    struct csv_sheet sheet = csv_begin(a, mark);
    for (size_t i = 0; i < LENGTH(columns); i++) csv_word(&sheet, columns[i]);
    csv_end_row(&sheet);
    for (int i = 0; i < count; i++) walk(&releases[i], csv_figure, &sheet);
    return csv_end(a, &sheet);
}

/* ---- JSON ---- */

static void json_figure(void *to, const struct figure *figure)
{
    struct writer *out = to;
    char room[16];
    struct writer span = WRITER(room);
    write_span(&span, figure);
    write_comma(out);
    write_string(out, "\n{");
    write_json_text(out, "month", writer_text(&span));
    write_json_word(out, "place", figure->place);
    write_json_word(out, "form", figure->form);
    write_json_flag(out, "shown", figure->released->shown);
    if (figure->released->shown) {
        write_json_integer(out, "awards", figure->released->count);
        write_json_integer(out, "euros", figure->released->cents / 100);
    }
    write_character(out, '}');
}

static void write_rules(struct writer *out)
{
    write_key(out, "rules");
    write_character(out, '{');
    write_json_integer(out, "fewest", STATISTICS_FEWEST);
    write_json_integer(out, "dominance_percent", STATISTICS_DOMINANCE);
    write_json_integer(out, "awards_to_the_nearest", STATISTICS_ROUND_COUNT);
    write_json_integer(out, "euros_to_the_nearest", STATISTICS_ROUND_CENTS / 100);
    write_character(out, '}');
}

text wire_releases_json(const struct release *releases, int count, const struct export_mark *mark,
                        struct arena *a)
{
    char room[64];
    struct writer out = wire_out_begin(a), made_for = WRITER(room);
    write_export_mark(&made_for, mark);
    write_character(&out, '{');
    write_json_text(&out, "exported_for", writer_text(&made_for));
    write_rules(&out);
    write_key(&out, "releases");
    write_character(&out, '[');
    for (int i = 0; i < count; i++) {
        char quarter_room[16];
        struct writer quarter = WRITER(quarter_room);
        write_quarter(&quarter, releases[i].quarter);
        write_comma(&out);
        write_character(&out, '{');
        write_json_text(&out, "quarter", writer_text(&quarter));
        write_key(&out, "figures");
        write_character(&out, '[');
        walk(&releases[i], json_figure, &out);
        write_string(&out, "]}");
    }
    write_string(&out, "]}\n");
    return wire_out_end(a, &out);
}
