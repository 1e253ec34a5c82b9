/* Public lists of who may help, as the State publishes them: the national directory (DILA, JSON)
 * and the courts of each commune (ministry of justice, CSV). Read strictly: one thing in another
 * form than it should be refuses the whole, with its place. May include: base, law, near. */
#ifndef WIRE_DIRECTORY_H
#define WIRE_DIRECTORY_H
#include "base/arena.h"
#include "near/near.h"

/* Takes one structure that is shown, and the département it is in. Its words live until it returns.
 */
struct directory_taker {
    err (*take)(void *context, const struct department *where, const struct near_place *place);
    void *context;
};
/* What was left out, and why. */
struct directory_count {
    int64_t taken;
    int64_t other_kinds; /* services that are not about help */
    int64_t elsewhere;   /* in no département of ours */
    int64_t hidden;      /* taken without an address: people live there */
};

/* {"service": [...]}, or the list alone; each service at most WIRE_JSON_MAX bytes. BAD_INPUT with
 * the place, "/service/12/adresse/0/code_postal"; what `take` fails with. Some services are taken
 * before a later one is refused: the caller keeps nothing until the end. */
MUST_USE err wire_directory_read(text json, struct directory_taker taker,
                                 struct directory_count *ret, struct trouble *trouble);

struct courts_taker {
    err (*take)(void *context, const struct department *where, text commune,
                const struct near_court *court);
    void *context;
};
/* Columns parted by semicolons, as published: "Commune", "Orig. TJ", "N° TJ" among them, in any
 * order, UTF-8. A court must be one of those built in. BAD_INPUT with "line 12, N° TJ". */
MUST_USE err wire_courts_read(text csv, struct courts_taker taker, int64_t *ret_count,
                              struct trouble *trouble);

#endif
