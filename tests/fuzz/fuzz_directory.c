/* A list of who may help is taken whole or refused with its place; no address of a shelter comes
 * through, and each row reads again. */
#include "tests/fuzz/fuzz.h"

#include "near/inside.h"
#include "wire/directory.h"

static err take(void *context, const struct department *where, const struct near_place *place)
{
    static char room[8192];
    struct writer out = WRITER(room);
    struct near_place again;
    (void)context;
    must(where && place->kind < NEAR_KIND_COUNT);
    near_place_write(&out, place);
    must(!out.full);
    text row = writer_text(&out);
    must(near_place_next(&row, &again) && row.length == 0);
    must(!near_kinds[again.kind].shelters || (again.line.length == 0 && again.commune.length == 0));
    return ERR_OK;
}

static err take_court(void *context, const struct department *where, text commune,
                      const struct near_court *court)
{
    (void)context;
    must(where && commune.length == 5 && court->name.length > 0);
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct trouble trouble = {"", ""};
    struct directory_count count = {0};
    int64_t communes = 0;
    text file = {(const char *)bytes, (ptrdiff_t)size};
    err e = wire_directory_read(file, (struct directory_taker){take, NULL}, &count, &trouble);
    must(e == ERR_OK || trouble.expected[0]);
    trouble = (struct trouble){"", ""};
    e = wire_courts_read(file, (struct courts_taker){take_court, NULL}, &communes, &trouble);
    must(e == ERR_OK || trouble.expected[0]);
    /* What she types is folded the same way; a search passes over all communes, and is left out. */
    char room[NEAR_TYPED_MAX];
    struct writer folded = WRITER(room);
    near_fold(&folded, file);
    for (ptrdiff_t i = 0; i < folded.length; i++) {
        char c = room[i];
        must((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ');
    }
    must(near_slips(writer_text(&folded), T("SAINT DENIS"), 2) <= 3);
    return 0;
}
