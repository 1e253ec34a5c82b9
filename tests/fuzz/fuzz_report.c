/* A doctor's report, a wish for a document, a kept release, a reference an author quotes: whatever
 * the bytes, refused or read, and what was read is written again to the same. */
#include "tests/fuzz/fuzz.h"

#include "paper/statistics.h"
#include "wire/paper.h"
#include "wire/report.h"
#include "wire/wire.h"

static char room[1 << 20], again[2 * RELEASE_BYTES_MAX];

static void read_release(text bytes)
{
    static struct release release, second;
    struct writer out = WRITER(again);
    if (release_read(bytes, &release) != ERR_OK) return;
    write_release(&out, &release);
    if (out.full) return; /* numbers longer than any release has */
    must(release_read(writer_text(&out), &second) == ERR_OK);
}

static void read_reference(text bytes)
{
    struct paper_reference reference, second;
    char written[32];
    struct writer out = WRITER(written);
    if (paper_reference_read(bytes, &reference) != ERR_OK) return;
    write_paper_reference(&out, reference);
    must(paper_reference_read(writer_text(&out), &second) == ERR_OK);
    must(second.number == reference.number);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct arena a = arena_over(room, sizeof room);
    text given = {(const char *)bytes, (ptrdiff_t)size};
    struct report_in report;
    struct paper_wish wish;
    struct paper_name name;
    struct trouble trouble;
    if (wire_report_read(given, DATE(2025, 11, 25), &a, &report, &trouble) == ERR_OK) {
        must(report.document.length > 0 && report.basis != REPORT_NOT_ALLOWED);
    }
    if (wire_paper_wish_read(given, &a, &wish, &trouble) == ERR_OK) must(wish.kind < PAPER_COUNT);
    paper_name_read(given, given, &name);
    must(text_is_utf8(text_of(name.words)) || name.words[0] == '\0');
    read_release(given);
    read_reference(given);
    return 0;
}
