/* What reads as a request is decided, written and read again to the same. */
#include "tests/fuzz/fuzz.h"

#include "law/parameters.h"
#include "wire/wire.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static char room[1 << 18];
    struct arena a = arena_over(room, sizeof room);
    struct request request, again;
    struct trouble trouble;
    err e = wire_request_read((text){(const char *)bytes, (ptrdiff_t)size}, &request, &trouble);
    if (e != ERR_OK) return 0;
    text json = wire_request_write(&request, &a);
    must(json.at && wire_request_read(json, &again, &trouble) == ERR_OK);
    must(memcmp(&request, &again, sizeof request) == 0);
    struct decision decision;
    law_assess(&request, ALL_KNOWN, &decision);
    must(wire_decision_write(&decision, LANGUAGE_FR, &a).at);
    must(wire_decision_text(&request, &decision, LANGUAGE_EN, &a).at);
    return 0;
}
