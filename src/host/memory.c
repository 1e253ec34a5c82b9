#include "host/inside.h"

#include <stdlib.h>
#include <sys/mman.h>

struct arena host_arena(ptrdiff_t size)
{
    must(size > 0);
    /* From the kernel, not from the heap: pages never touched cost nothing. */
    void *room =
        mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED) {
        host_log("no memory for an arena of %td bytes", size);
        exit(1);
    }
    return arena_over(room, size);
}

void host_arena_end(struct arena whole)
{
    /* The kernel clears the pages before anybody else sees them. */
    must(munmap(whole.at, (size_t)(whole.end - whole.at)) == 0);
}

err host_trouble(struct trouble *trouble, err e, const char *where, const char *expected)
{
    struct writer place = WRITER(trouble->where), words = WRITER(trouble->expected);
    /* A long path is told by its end, which says more than its beginning. */
    text path = text_of(where);
    ptrdiff_t most = place.capacity - 1;
    if (path.length > most) path = (text){path.at + path.length - most, most};
    write_text(&place, path);
    write_string(&words, expected);
    writer_string(&place);
    writer_string(&words);
    return e;
}
