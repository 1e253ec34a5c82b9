/* The words of an anchor that somebody kept: what reads as an anchor is one, written in one way
 * only. */
#include "tests/fuzz/fuzz.h"

#include "store/lanes.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct anchor_words anchor;
    text words = {(const char *)bytes, size < 1 << 16 ? (ptrdiff_t)size : 1 << 16};
    if (store_anchor_parse(words, &anchor) != ERR_OK) return 0;
    must(anchor.place >= 0 && words.length <= ANCHOR_WORDS_MAX);
    for (int i = 0; i < READ_LANES; i++) {
        must(anchor.lanes[i].number == i);
        must(anchor.lanes[i].start >= 0 && anchor.lanes[i].start <= anchor.lanes[i].length);
    }
    return 0;
}
