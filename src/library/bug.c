#include "base/base.h"

/* A library does not write to its caller's terminal: a broken claim about our own code stops the
 * process where a debugger finds it. A program that links the static library and defines base_bug
 * itself decides otherwise. */
_Noreturn void base_bug(const char *file, int line, const char *claim)
{
    (void)file;
    (void)line;
    (void)claim;
    __builtin_trap();
}
