#include <stdio.h>
#include <stdlib.h>

#include "wasm/lines.h"

/* The answers of the module, given by the machine that built it. Reads questions from standard
 * input, each after its length (four bytes, the lowest first), and writes the answers the same way.
 */

_Noreturn void base_bug(const char *file, int line, const char *claim)
{
    fprintf(stderr, "%s:%d: must(%s)\n", file, line, claim);
    abort();
}

static char question[WASM_QUESTION_MAX], answer[WASM_ANSWER_MAX];

static bool read_length(size_t *ret)
{
    unsigned char bytes[4];
    if (fread(bytes, 1, sizeof bytes, stdin) != sizeof bytes) return false;
    *ret =
        (size_t)bytes[0] | (size_t)bytes[1] << 8 | (size_t)bytes[2] << 16 | (size_t)bytes[3] << 24;
    return true;
}

static void write_answer(text what)
{
    for (int shift = 0; shift < 32; shift += 8) putchar((int)(what.length >> shift & 0xFF));
    fwrite(what.at, 1, (size_t)what.length, stdout);
}

int main(void)
{
    size_t length;
    while (read_length(&length)) {
        if (length > sizeof question || fread(question, 1, length, stdin) != length) return 2;
        struct writer out = WRITER(answer);
        wasm_answer((text){question, (ptrdiff_t)length}, &out);
        must(!out.full);
        write_answer(writer_text(&out));
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
