/* What a process of ours takes from itself once it has started, and the memory it keeps secrets in.
 * Nobody outside host includes it. May include: base. */
#ifndef HOST_CONFINE_H
#define HOST_CONFINE_H
#include "host/host.h"

/* Fills the trouble and gives back the error, so that a failure is one line at its place. */
err host_trouble(struct trouble *trouble, err e, const char *where, const char *expected);

/* Monotonic microseconds: for delays, never for dates. */
int64_t host_elapsed(void);

/* Gives up root (see host.h on accounts), capabilities, the file system but `reads`, and every call
 * to the kernel that calls.def does not give to these powers. Not to be undone. */
MUST_USE err host_confine(const char *name, unsigned powers, const char *const *reads,
                          struct trouble *trouble);

#endif
