/* The part of the C library that the pure folders use: compilers call these four by themselves.
 * machine.c supplies them. May include: nothing. */
#ifndef WASM_MACHINE_STRING_H
#define WASM_MACHINE_STRING_H
#include <stddef.h>

void *memset(void *to, int byte, size_t size);
void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
int memcmp(const void *a, const void *b, size_t size);

#endif
