/* The platform of the tests: a broken claim says where and stops the program. */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void base_bug(const char *file, int line, const char *claim)
{
    fprintf(stderr, "%s:%d: must(%s)\n", file, line, claim);
    abort();
}
