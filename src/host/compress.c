/* Answers made smaller on their way to a slow network. */
#include "host/host.h"

#include <zlib.h>

static voidpf take(voidpf arena, uInt count, uInt size)
{
    return arena_try(arena, (ptrdiff_t)count * (ptrdiff_t)size);
}

static void leave(voidpf arena, voidpf room)
{
    (void)arena; /* an arena takes nothing back */
    (void)room;
}

text host_gzip(text plain, struct arena *a)
{
    enum { LEVEL = 6, WINDOW_BITS = 14, GZIP = 16, MEMORY = 8, HEAD = 64 };
    ptrdiff_t size = (ptrdiff_t)compressBound((uLong)plain.length) + HEAD;
    char *room = arena_try(a, size);
    struct arena scratch = *a;
    z_stream z = {.zalloc = take, .zfree = leave, .opaque = &scratch};
    if (!room || deflateInit2(&z, LEVEL, Z_DEFLATED, WINDOW_BITS + GZIP, MEMORY,
                              Z_DEFAULT_STRATEGY) != Z_OK) {
        return (text){NULL, 0};
    }
    z.next_in = (Bytef *)(uintptr_t)plain.at;
    z.avail_in = (uInt)plain.length;
    z.next_out = (Bytef *)room;
    z.avail_out = (uInt)size;
    bool whole = deflate(&z, Z_FINISH) == Z_STREAM_END;
    ptrdiff_t length = (ptrdiff_t)z.total_out;
    (void)deflateEnd(&z);
    return whole ? (text){room, length} : (text){NULL, 0};
}
