#include "host/host.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#define LINE_MAX_BYTES 1024

void host_log(const char *format, ...)
{
    char line[LINE_MAX_BYTES], words[LINE_MAX_BYTES - 64];
    struct writer out = WRITER(line);
    write_moment(&out, host_now());
    write_string(&out, " abri[");
    write_integer(&out, getpid());
    write_string(&out, "]: ");

    va_list arguments;
    va_start(arguments, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start is just above */
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    /* One call is one line: what is quoted cannot forge a second one. */
    for (const char *c = words; *c; c++) write_character(&out, (unsigned char)*c < ' ' ? '?' : *c);
    write_character(&out, '\n');
    /* One write: the lines of several workers do not mix. Nobody can be told when it fails. */
    ssize_t written = write(STDERR_FILENO, out.at, (size_t)out.length);
    (void)written;
}
