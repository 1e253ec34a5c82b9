#include "cli/simulation.h"
#include "web/template.h"

/* A reform as a page for people: three drawings, each with its table. */

/* Of a drawing, in its own units. A bar is as long as a household of the group gains or loses in
 * the mean; the zero stands where the longest bars of both sides fit. */
#define BARS_LEFT  160
#define BARS_WIDTH 440
#define BAR_HEIGHT 16
#define BAR_STEP   22

/* Cents a household, to the nearest, halves away from zero. */
static int64_t mean_of(const struct change *c)
{
    int64_t twice = 2 * (c->reform - c->baseline);
    return (twice + (twice < 0 ? -c->rows : c->rows)) / (2 * c->rows);
}

struct span {
    int64_t least, most; /* with zero between them */
};

static struct span span_of(const struct changes *changes, enum change_group group)
{
    struct span span = {0, 0};
    struct change_line line;
    for (int place = 0; changes_next(changes, &place, &line);) {
        if (line.group != group) continue;
        int64_t mean = mean_of(line.change);
        if (mean < span.least) span.least = mean;
        if (mean > span.most) span.most = mean;
    }
    return span;
}

static int64_t across(const struct span *span, int64_t value)
{
    int64_t width = span->most - span->least;
    return BARS_LEFT + (width > 0 ? (value - span->least) * BARS_WIDTH / width : 0);
}

/* Tenths of a percent: 12.5 -> "12,5 %". */
static void put_share(struct values *to, const char *name, int64_t part, int64_t whole)
{
    char room[32];
    struct writer out = WRITER(room);
    int64_t tenths = whole > 0 ? (2000 * part + whole) / (2 * whole) : 0;
    bool french = values_language(to) == LANGUAGE_FR;
    write_integer(&out, tenths / 10);
    write_string(&out, french ? "," : ".");
    write_integer(&out, tenths % 10);
    write_string(&out, french ? "\xC2\xA0%" : "%");
    values_text(to, name, arena_copy(values_arena(to), writer_text(&out)));
}

static void put_numbers(struct values *to, const struct change *c)
{
    values_integer(to, "rows", c->rows);
    values_money(to, "baseline", (money){c->baseline});
    values_money(to, "reform", (money){c->reform});
    values_money(to, "difference", (money){c->reform - c->baseline});
    values_money(to, "mean", (money){c->rows > 0 ? mean_of(c) : 0});
    put_share(to, "winners", c->winners, c->rows);
    put_share(to, "losers", c->losers, c->rows);
}

static void put_label(struct values *to, const struct change_line *line)
{
    char room[96];
    struct writer out = WRITER(room);
    if (line->group == CHANGE_DEPARTMENT) {
        write_string(&out, law_department_at(line->key)->code);
        write_string(&out, " ");
        write_string(&out, law_department_at(line->key)->name);
    } else if (line->group == CHANGE_CHILDREN) {
        write_integer(&out, line->key);
    } else {
        int step = SIMULATION_BAND_CENTS / 100;
        bool last = line->key + 1 == SIMULATION_BANDS;
        if (last) write_string(&out, "\xE2\x89\xA5 ");
        write_integer(&out, (int64_t)line->key * step);
        if (!last) write_string(&out, "\xE2\x80\x93");
        if (!last) write_integer(&out, (int64_t)(line->key + 1) * step);
        write_string(&out, "\xC2\xA0\xE2\x82\xAC");
    }
    values_text(to, "label", arena_copy(values_arena(to), writer_text(&out)));
}

static void put_group(struct values *values, const struct changes *changes, enum change_group group,
                      const char *title)
{
    struct values *drawing = values_row(values, "drawings");
    struct span span = span_of(changes, group);
    int64_t zero = across(&span, 0), y = 0;
    struct change_line line;
    values_string(drawing, "heading", title);
    for (int place = 0; changes_next(changes, &place, &line);) {
        if (line.group != group) continue;
        struct values *row = values_row(drawing, "lines");
        int64_t mean = mean_of(line.change), end = across(&span, mean);
        put_label(row, &line);
        put_numbers(row, line.change);
        values_flag(row, "is_loss", mean < 0);
        values_integer(row, "x", mean < 0 ? end : zero);
        values_integer(row, "width", mean < 0 ? zero - end : end - zero);
        values_integer(row, "y", y);
        values_integer(row, "text_y", y + BAR_HEIGHT - 4);
        y += BAR_STEP;
    }
    values_integer(drawing, "zero", zero);
    values_integer(drawing, "height", y);
}

/* "rsa_flat_amount = 700.00" */
static void put_parameters(struct values *values, const struct reform *reform)
{
    values_list(values, "parameters");
    for (int i = 0; i < PARAMETER_COUNT; i++) {
        if (!reform->has[i]) continue;
        struct values *row = values_row(values, "parameters");
        char room[32];
        struct writer out = WRITER(room);
        write_integer(&out, reform->value[i].thousandths / 1000);
        write_string(&out, ".");
        write_padded(&out, reform->value[i].thousandths % 1000, 3);
        values_string(row, "parameter", law_parameter_names[i].name);
        values_text(row, "euros", arena_copy(values_arena(row), writer_text(&out)));
    }
}

err changes_page(const struct simulation *simulation, const struct changes *changes,
                 struct arena *a, text *ret)
{
    enum tongue tongue = simulation->language == LANGUAGE_EN ? TONGUE_EN : TONGUE_FR;
    struct values *values = values_new(a, tongue);
    struct change whole = changes_whole(changes);
    values_string(values, "lang", tongues[tongue].word);
    put_parameters(values, &simulation->reform);
    put_numbers(values, &whole);
    values_money(values, "gained", (money){whole.gained});
    values_money(values, "lost", (money){whole.lost});
    values_list(values, "drawings");
    if (whole.rows > 0) {
        put_group(values, changes, CHANGE_BAND, SAY(tongue, "Par ressources du mois"));
        put_group(values, changes, CHANGE_CHILDREN, SAY(tongue, "Par nombre d'enfants"));
        put_group(values, changes, CHANGE_DEPARTMENT, SAY(tongue, "Par département"));
    }
    return page_render("reforme", values, a, ret);
}
