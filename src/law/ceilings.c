#include "law/ceilings.h"

static const struct ceiling ceilings[] = {
#define CEILING(what, y, m, d, py, pm, pd, euros, renewal, by, confidence) \
    {CEILING_##what, {y, m, d}, {py, pm, pd}, euros, renewal, by, confidence},
#include "law/ceilings.def"
};

struct ceiling_in_force law_ceiling(enum ceiling_of what, date day, date known_on)
{
    const struct ceiling *found = NULL;
    for (size_t i = 0; i < LENGTH(ceilings); i++) {
        const struct ceiling *line = &ceilings[i];
        if (line->what != what) continue;
        bool known = !date_is_set(known_on) || date_compare(line->published, known_on) <= 0;
        if (!found || (known && date_compare(line->since, day) <= 0)) found = line;
    }
    must(found);
    bool yearly = found->renewal == YEARLY;
    return (struct ceiling_in_force){found, yearly && day.year > found->since.year};
}
