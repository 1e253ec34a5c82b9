#include <string.h>

#include "base/base.h"

/* What the pure folders ask of a machine, for one that has no C library. Written as plain loops:
 * they move a few kilobytes a question. */

void *memset(void *to, int byte, size_t size)
{
    unsigned char *at = to;
    while (size-- > 0) *at++ = (unsigned char)byte;
    return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
    unsigned char *at = to;
    const unsigned char *source = from;
    while (size-- > 0) *at++ = *source++;
    return to;
}

void *memmove(void *to, const void *from, size_t size)
{
    unsigned char *at = to;
    const unsigned char *source = from;
    if ((uintptr_t)at < (uintptr_t)source) return memcpy(to, from, size);
    while (size-- > 0) at[size] = source[size];
    return to;
}

int memcmp(const void *a, const void *b, size_t size)
{
    const unsigned char *left = a, *right = b;
    for (size_t i = 0; i < size; i++) {
        if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
    }
    return 0;
}

/* Stops the module; the page goes back to its ordinary form. */
_Noreturn void base_bug(const char *file, int line, const char *claim)
{
    (void)file;
    (void)line;
    (void)claim;
    __builtin_trap();
}
