/* Photographs: what is cleaned is a picture of the same kind, tells nothing more, and cleaned again
 * is the same. */
#include "tests/fuzz/fuzz.h"

#include "wire/upload.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static char room[1 << 22];
    struct arena a = arena_over(room, sizeof room);
    text clean, again;
    err (*const cleaners[])(text, struct arena *, text *) = {upload_clean_jpeg, upload_clean_png};
    if (size > 1 << 20) return 0;
    for (size_t i = 0; i < LENGTH(cleaners); i++) {
        if (cleaners[i]((text){(const char *)bytes, (ptrdiff_t)size}, &a, &clean) != ERR_OK)
            continue;
        must(clean.length <= (ptrdiff_t)size + 64);
        must(cleaners[i](clean, &a, &again) == ERR_OK && text_equal(clean, again));
    }
    return 0;
}
