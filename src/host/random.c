#include "host/host.h"

#include <errno.h>
#include <sys/random.h>

void host_random(void *ret, ptrdiff_t size)
{
    char *at = ret;
    while (size > 0) {
        ssize_t got = getrandom(at, (size_t)size, 0);
        must(got > 0 || errno == EINTR); /* a machine without chance must not make keys */
        if (got <= 0) continue;
        at += got;
        size -= got;
    }
}
