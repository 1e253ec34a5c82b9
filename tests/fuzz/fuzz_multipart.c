/* Forms with files: the first line is the Content-Type, the rest the body. Every part lies within
 * it. */
#include "tests/fuzz/fuzz.h"

#include "wire/upload.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static char room[1 << 20];
    struct arena a = arena_over(room, sizeof room);
    struct multipart form;
    text body = {(const char *)bytes, (ptrdiff_t)size};
    text type = text_cut(&body, '\n');
    if (wire_multipart_read(type, body, &a, &form) != ERR_OK) return 0;
    must(form.count <= MULTIPART_PARTS_MAX);
    for (int i = 0; i < form.count; i++) {
        text part = form.parts[i].bytes;
        must(part.at >= body.at && part.at + part.length <= body.at + body.length);
        must(form.parts[i].is_file || text_is_utf8(part));
        must(text_is_utf8(form.parts[i].name));
    }
    return 0;
}
