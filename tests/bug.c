#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

/* The platform of the tests: a broken claim stops the program with its place. */
_Noreturn void base_bug(const char *file, int line, const char *claim)
{
    fprintf(stderr, "%s:%d: must(%s)\n", file, line, claim);
    abort();
}
