#include "wasm/lines.h"

/* What a page sees of the law: it writes a question into the input room, asks, and reads the answer
 * from the output room. The module imports nothing, so it can neither send, store nor look at the
 * clock. */

char *abri_input(void);
char *abri_output(void);
int32_t abri_assess(int32_t length);

static char input[WASM_QUESTION_MAX], output[WASM_ANSWER_MAX];

char *abri_input(void) { return input; }
char *abri_output(void) { return output; }

/* The length of the answer; 0 when the question cannot lie in the input room. */
int32_t abri_assess(int32_t length)
{
    if (length < 0 || length > WASM_QUESTION_MAX) return 0;
    struct writer out = WRITER(output);
    wasm_answer((text){input, length}, &out);
    must(!out.full);
    return (int32_t)out.length;
}
