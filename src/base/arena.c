#include "base/arena.h"

#include <string.h>

#if defined(__has_feature) /* clang's way of saying it */
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

#if defined(ARENA_EMULATION) && defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define FENCE              32
#define POISON(at, size)   __asan_poison_memory_region((at), (size_t)(size))
#define UNPOISON(at, size) __asan_unpoison_memory_region((at), (size_t)(size))
#else
#define FENCE              0
#define POISON(at, size)   ((void)(at))
#define UNPOISON(at, size) ((void)(at))
#endif

#define ALIGNMENT 16

struct arena arena_over(void *room, ptrdiff_t size)
{
    must(room && size >= 0);
    UNPOISON(room, size);
    return (struct arena){room, (char *)room + size};
}

void *arena_try(struct arena *a, ptrdiff_t size)
{
    must(size >= 0);
    ptrdiff_t skip = (ptrdiff_t)(-(uintptr_t)a->at & (ALIGNMENT - 1));
    ptrdiff_t left = a->end - a->at;
    if (left < skip + FENCE || size > left - skip - FENCE) return NULL;
    char *piece = a->at + skip;
    a->at = piece + size + FENCE;
    UNPOISON(piece, size);
    POISON(piece + size, FENCE);
    if (size > 0) memset(piece, 0, (size_t)size);
    return piece;
}

void *arena_take(struct arena *a, ptrdiff_t size)
{
    void *piece = arena_try(a, size);
    must(piece);
    return piece;
}

text arena_copy(struct arena *a, text from)
{
    char *copy = arena_take(a, from.length + 1);
    if (from.length > 0) memcpy(copy, from.at, (size_t)from.length);
    return (text){copy, from.length};
}
