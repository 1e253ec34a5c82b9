/* The body of a fact that reads as JSON fits its canonical bytes, which read again to the same. */
#include "tests/fuzz/fuzz.h"

#include "wire/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static char room[1 << 16], canonical_room[BODY_BYTES_MAX];
    struct arena a = arena_over(room, sizeof room);
    struct fact fact;
    struct body again;
    struct trouble trouble;
    bool has_body;
    text account, json = {(const char *)bytes, (ptrdiff_t)size};
    if (wire_fact_read(json, &a, &fact, &has_body, &account, &trouble) != ERR_OK) return 0;
    if (!has_body) return 0;
    struct writer canonical = WRITER(canonical_room);
    body_write(&canonical, fact.kind, &fact.body);
    must(!canonical.full);
    must(body_read(writer_text(&canonical), fact.kind, &again) == ERR_OK);
    must(body_equal(fact.kind, &fact.body, &again));
    return 0;
}
