#include "cli/simulation.h"

/* Who gains and who loses by a reform: counted by groups, in cents, and told as CSV. */

static void count_one(struct change *to, int32_t baseline, int32_t reform)
{
    to->rows++;
    to->baseline += baseline;
    to->reform += reform;
    to->winners += reform > baseline;
    to->losers += reform < baseline;
    to->gained += reform > baseline ? reform - baseline : 0;
    to->lost += reform < baseline ? baseline - reform : 0;
}

void changes_count(struct changes *to, const struct change_rows *rows)
{
    for (int i = 0; i < rows->count; i++) {
        int band = rows->resources[i] / SIMULATION_BAND_CENTS;
        if (band >= SIMULATION_BANDS) band = SIMULATION_BANDS - 1;
        int32_t baseline = rows->baseline[i], reform = rows->reform[i];
        count_one(&to->by_department[rows->department[i]], baseline, reform);
        count_one(&to->by_children[rows->children[i]], baseline, reform);
        count_one(&to->by_band[band], baseline, reform);
    }
}

static void add(struct change *to, const struct change *from)
{
    to->rows += from->rows;
    to->baseline += from->baseline;
    to->reform += from->reform;
    to->winners += from->winners;
    to->losers += from->losers;
    to->gained += from->gained;
    to->lost += from->lost;
}

void changes_add(struct changes *to, const struct changes *from)
{
    for (size_t i = 0; i < LENGTH(to->by_department); i++)
        add(&to->by_department[i], &from->by_department[i]);
    for (size_t i = 0; i < LENGTH(to->by_children); i++)
        add(&to->by_children[i], &from->by_children[i]);
    for (size_t i = 0; i < LENGTH(to->by_band); i++) add(&to->by_band[i], &from->by_band[i]);
}

struct change changes_whole(const struct changes *changes)
{
    struct change whole = {0};
    for (size_t i = 0; i < LENGTH(changes->by_band); i++) add(&whole, &changes->by_band[i]);
    return whole;
}

bool changes_next(const struct changes *changes, int *place, struct change_line *ret)
{
    const struct {
        const struct change *at;
        int count;
    } groups[CHANGE_GROUPS] = {
        [CHANGE_DEPARTMENT] = {changes->by_department, law_department_count()},
        [CHANGE_CHILDREN] = {changes->by_children, (int)LENGTH(changes->by_children)},
        [CHANGE_BAND] = {changes->by_band, SIMULATION_BANDS},
    };
    int before = 0;
    for (int g = 0; g < CHANGE_GROUPS; g++) {
        for (int key = *place - before; key < groups[g].count; key++) {
            *place = before + key + 1;
            *ret = (struct change_line){(enum change_group)g, key, &groups[g].at[key]};
            if (ret->change->rows > 0) return true;
        }
        before += groups[g].count;
    }
    return false;
}

void write_change_key(struct writer *out, const struct change_line *line)
{
    if (line->group == CHANGE_DEPARTMENT) {
        write_string(out, law_department_at(line->key)->code);
    } else if (line->group == CHANGE_CHILDREN) {
        write_integer(out, line->key);
    } else {
        write_integer(out, (int64_t)line->key * SIMULATION_BAND_CENTS);
        write_string(out, "-");
        if (line->key + 1 < SIMULATION_BANDS)
            write_integer(out, (int64_t)(line->key + 1) * SIMULATION_BAND_CENTS);
    }
}

static void write_line(struct writer *out, const struct change *c)
{
    const int64_t cells[] = {c->rows,    c->baseline, c->reform, c->reform - c->baseline,
                             c->winners, c->losers,   c->gained, c->lost};
    for (size_t i = 0; i < LENGTH(cells); i++) {
        write_string(out, ",");
        write_integer(out, cells[i]);
    }
    write_string(out, "\n");
}

void write_change_table(struct writer *out, const struct changes *changes)
{
    static const char *const names[CHANGE_GROUPS] = {"department", "children", "resources_cents"};
    write_string(out, "group,key,rows,baseline_cents,reform_cents,difference_cents,winners,losers,"
                      "gained_cents,lost_cents\nall,");
    struct change whole = changes_whole(changes);
    write_line(out, &whole);
    struct change_line line;
    for (int place = 0; changes_next(changes, &place, &line);) {
        write_string(out, names[line.group]);
        write_string(out, ",");
        write_change_key(out, &line);
        write_line(out, line.change);
    }
}
