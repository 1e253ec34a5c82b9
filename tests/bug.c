/* What a test does when must() fails: say where and stop. */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void base_bug(const char *file, int line, const char *claim)
{
    fprintf(stderr, "%s:%d: bug: %s\n", file, line, claim);
    abort();
}
