/* Releases of figures as CSV and JSON. May include: base, law, case, paper. */
#ifndef WIRE_STATISTICS_H
#define WIRE_STATISTICS_H
#include "paper/statistics.h"
#include "wire/csv_out.h"

#define WIRE_RELEASES_ROOM(count) (65536 + 65536 * (ptrdiff_t)(count))

/* A row a figure: quarter, month ("2025-10", or "all"), place ("FR" or a département), form ("all",
 * "grant", "loan"), shown, awards, euros. A hidden figure has no number. */
text wire_releases_csv(const struct release *releases, int count, const struct export_mark *mark,
                       struct arena *a);
/* {"exported_for", "rules": {...}, "releases": [{"quarter", "figures": [{...}]}]} */
text wire_releases_json(const struct release *releases, int count, const struct export_mark *mark,
                        struct arena *a);

#endif
