/* What the pages say in each language, from po/WORD.po, sorted by the French.
 * May include: base, law, case, pay, store, wire, desk, host. */
#ifndef WEB_CATALOGUE_H
#define WEB_CATALOGUE_H
#include "web/template.h"

struct message {
    const char *french, *said;
};
struct catalogue {
    const struct message *messages;
    int count;
};
/* By language; that of French, the source, has what it writes otherwise. */
extern const struct catalogue *const web_catalogues[TONGUE_COUNT];

#endif
