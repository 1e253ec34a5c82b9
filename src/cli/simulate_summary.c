#include "cli/simulation.h"

/* The sums as JSON. */

static void add(struct sum *to, const struct sum *from)
{
    to->rows += from->rows;
    to->cents += from->cents;
    to->loans += from->loans;
}

void simulation_add(struct totals *to, const struct totals *from)
{
    for (size_t i = 0; i < LENGTH(to->by_department); i++) {
        add(&to->by_department[i], &from->by_department[i]);
    }
    for (size_t i = 0; i < LENGTH(to->by_children); i++) {
        add(&to->by_children[i], &from->by_children[i]);
    }
}

static struct sum whole(const struct totals *totals)
{
    struct sum sum = {0};
    for (size_t i = 0; i < LENGTH(totals->by_children); i++) add(&sum, &totals->by_children[i]);
    return sum;
}

/* To the nearest cent, a half going up. */
static int64_t mean(const struct sum *sum)
{
    return (2 * sum->cents + sum->rows) / (2 * sum->rows);
}

static void write_member(struct writer *out, const char *indent, const char *name, int64_t value)
{
    write_string(out, indent);
    write_string(out, "\"");
    write_string(out, name);
    write_string(out, "\": ");
    write_integer(out, value);
    write_string(out, ",\n");
}

/* One group: its rows, and its cents less those of `less` when there is one. */
static void write_group(struct writer *out, const char *comma, const struct sum *sum,
                        const struct sum *less)
{
    write_string(out, "\": {\"rows\": ");
    write_integer(out, sum->rows);
    write_string(out, ", \"total_cents\": ");
    write_integer(out, sum->cents - (less ? less->cents : 0));
    write_string(out, comma);
}

static void write_departments(struct writer *out, const struct totals *totals,
                              const struct totals *less)
{
    const char *before = "\"";
    for (int i = 0; i < law_department_count(); i++) {
        if (totals->by_department[i].rows == 0) continue;
        write_string(out, before);
        write_string(out, law_department_at(i)->code);
        write_group(out, "}", &totals->by_department[i], less ? &less->by_department[i] : NULL);
        before = ", \"";
    }
}

static void write_children(struct writer *out, const struct totals *totals,
                           const struct totals *less)
{
    const char *before = "\"";
    for (int i = 0; i <= REQUEST_CHILDREN_MAX; i++) {
        if (totals->by_children[i].rows == 0) continue;
        write_string(out, before);
        write_integer(out, i);
        write_group(out, "}", &totals->by_children[i], less ? &less->by_children[i] : NULL);
        before = ", \"";
    }
}

/* The members of one variant, or of what it changes: less those of the other. */
static void write_totals(struct writer *out, const char *indent, const struct totals *totals,
                         const struct totals *less)
{
    struct sum sum = whole(totals), other = less ? whole(less) : (struct sum){0};
    write_member(out, indent, "total_cents", sum.cents - other.cents);
    if (sum.rows == 0) {
        write_string(out, indent);
        write_string(out, "\"mean_cents\": null,\n");
    } else {
        write_member(out, indent, "mean_cents", mean(&sum) - (less ? mean(&other) : 0));
    }
    int64_t grants = sum.rows - sum.loans, other_grants = other.rows - other.loans;
    write_member(out, indent, "loans", sum.loans - other.loans);
    write_member(out, indent, "grants", grants - other_grants);
    write_string(out, indent);
    write_string(out, "\"by_department\": {");
    write_departments(out, totals, less);
    write_string(out, "},\n");
    write_string(out, indent);
    write_string(out, "\"by_children\": {");
    write_children(out, totals, less);
    write_string(out, "}\n");
}

/* Who gains and who loses; the last member has no comma. */
static void write_change(struct writer *out, const struct change *c)
{
    const struct {
        const char *name;
        int64_t value;
    } members[] = {{"rows", c->rows},           {"baseline_cents", c->baseline},
                   {"reform_cents", c->reform}, {"winners", c->winners},
                   {"losers", c->losers},       {"gained_cents", c->gained},
                   {"lost_cents", c->lost}};
    for (size_t i = 0; i < LENGTH(members); i++) {
        write_string(out, i == 0 ? "{\"" : ", \"");
        write_string(out, members[i].name);
        write_string(out, "\": ");
        write_integer(out, members[i].value);
    }
    write_string(out, "}");
}

static void write_changes(struct writer *out, const struct changes *changes)
{
    static const char *const names[CHANGE_GROUPS] = {"by_department", "by_children",
                                                     "by_resources_cents"};
    struct change whole = changes_whole(changes);
    struct change_line line;
    int place = 0;
    bool more = changes_next(changes, &place, &line);
    write_string(out, "  \"changes\": {\n    \"all\": ");
    write_change(out, &whole);
    for (int g = 0; g < CHANGE_GROUPS; g++) {
        write_string(out, ",\n    \"");
        write_string(out, names[g]);
        const char *before = "\": {\"";
        for (; more && line.group == (enum change_group)g; before = ", \"") {
            write_string(out, before);
            write_change_key(out, &line);
            write_string(out, "\": ");
            write_change(out, line.change);
            more = changes_next(changes, &place, &line);
        }
        write_string(out, before[0] == ',' ? "}" : "\": {}");
    }
    write_string(out, "\n  }\n");
}

void write_summary(struct writer *out, const struct simulation *simulation,
                   const struct totals totals[VARIANTS_MAX], const struct changes *changes,
                   int64_t bad)
{
    write_string(out, "{\n");
    write_member(out, "  ", "rows", whole(&totals[BASELINE]).rows);
    if (simulation->skip_bad) write_member(out, "  ", "bad", bad);
    if (!simulation->has_reform) {
        write_totals(out, "  ", &totals[BASELINE], NULL);
        write_string(out, "}\n");
        return;
    }
    write_string(out, "  \"baseline\": {\n");
    write_totals(out, "    ", &totals[BASELINE], NULL);
    write_string(out, "  },\n  \"reform\": {\n");
    write_totals(out, "    ", &totals[REFORM], NULL);
    write_string(out, "  },\n  \"difference\": {\n");
    write_totals(out, "    ", &totals[REFORM], &totals[BASELINE]);
    write_string(out, "  },\n");
    write_changes(out, changes);
    write_string(out, "}\n");
}
