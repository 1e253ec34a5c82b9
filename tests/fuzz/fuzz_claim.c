/* The parts a claim leaves in the vault make the same claim again, and its fact reads again. */
#include "tests/fuzz/fuzz.h"

#include "wire/wire.h"

static void write_part(struct writer *out, const char *key, text part)
{
    if (part.length > 0) write_string(out, key);
    write_text(out, part);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static char room[1 << 18], json[1 << 17];
    struct arena a = arena_over(room, sizeof room);
    struct claim claim, again;
    struct trouble trouble;
    const date today = {2026, 1, 1};
    if (wire_claim_read((text){(const char *)bytes, (ptrdiff_t)size}, today, &a, &claim,
                        &trouble) != ERR_OK)
        return 0;
    struct writer out = WRITER(json);
    write_string(&out, "{\"channel\":\"desk\",\"request\":{\"requested_on\":\"2025-11-25\","
                       "\"department\":\"59\",\"resources_cents\":0}");
    write_part(&out, ",\"person\":", claim.person);
    write_part(&out, ",\"safe_contact\":", claim.contact);
    write_part(&out, ",\"payment\":", claim.account);
    write_part(&out, ",\"partner\":", claim.partner);
    write_character(&out, '}');
    must(wire_claim_read(writer_text(&out), today, &a, &again, &trouble) == ERR_OK);
    must(text_equal(claim.person, again.person) && text_equal(claim.contact, again.contact) &&
         text_equal(claim.account, again.account) && text_equal(claim.partner, again.partner) &&
         text_equal(claim.identity, again.identity));
    return 0;
}
