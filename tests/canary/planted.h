/* A claim with a marker in every field where she says something, found in the description of the
 * interface: a field added there gets its marker without anybody thinking of it. */
#ifndef TESTS_CANARY_PLANTED_H
#define TESTS_CANARY_PLANTED_H
#include "tests/canary/scanner.h"

#include "wire/wire.h"

#include <jansson.h>

struct planted {
    struct marker markers[MARKERS_MAX];
    int count;
    json_t *claim; /* as a public claim */
};

/* Walks components.schemas.Claim of the description at that path. */
void planted_make(const char *openapi_path, struct planted *ret);
void planted_end(struct planted *planted);

/* The bit of the marker of that path; stops the test when there is none. */
uint64_t planted_bit(const struct planted *planted, const char *path);

#endif
