/* Her own way in to her file, at a desk: a code that was lost or taken. What she then does herself
 * is recorded like any other fact (desk.h), by an agent of role victim whose body is the twelve
 * digits of her file. May include: base, law, case, paper, pay, store. */
#ifndef DESK_PORTAL_H
#define DESK_PORTAL_H
#include "desk/desk.h"
#include "store/portal.h"

/* She stands at the desk: her identity was seen, and she said the word agreed, when her plan has
 * one. */
struct portal_renewal {
    file_number file;
    bool is_seen;
    text word;
};
/* The old code opens nothing from then on, its sessions end, and the ticket makes new secrets: she
 * types them herself, elsewhere. The agent learns neither. Recorded in the journal. FORBIDDEN;
 * NOT_LAWFUL, the trouble saying which of the two proofs is missing; or as desk_open. */
MUST_USE err desk_portal_renew(struct desk *desk, const struct portal_renewal *wish,
                               struct portal_ticket *ret);

#endif
