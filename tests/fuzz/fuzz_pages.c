/* PDF: what is cleaned opens again. */
#include "tests/fuzz/fuzz.h"

#include "wire/upload.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static char room[1 << 24];
    struct arena a = arena_over(room, sizeof room);
    text clean, again;
    if (size > 1 << 18) return 0;
    if (upload_clean_pdf((text){(const char *)bytes, (ptrdiff_t)size}, &a, &clean) != ERR_OK)
        return 0;
    /* refused or taken, nothing breaks; and what is taken twice is taken the third time alike */
    if (upload_clean_pdf(clean, &a, &again) == ERR_OK)
        must(upload_clean_pdf(again, &a, &clean) == ERR_OK);
    return 0;
}
