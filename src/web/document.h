/* A document that leaves, as the page that stands alone. May include: base, law, case, paper, wire.
 */
#ifndef WEB_DOCUMENT_H
#define WEB_DOCUMENT_H
#include "wire/paper.h"

/* The same lines as wire_paper_text. HOST when the arena is too small. */
MUST_USE err document_page(const struct paper *paper, enum paper_version version,
                           enum language language, struct arena *a, text *ret);

#endif
