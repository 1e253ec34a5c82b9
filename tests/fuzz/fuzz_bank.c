/* A bank's document is read into lines that name an order or a batch, or refused with its place. */
#include "tests/fuzz/fuzz.h"

#include "wire/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static char room[1 << 16];
    struct arena a = arena_over(room, sizeof room);
    struct trouble trouble = {0};
    struct bank_answer answer = {NULL, -1, -1};
    text xml = {(const char *)bytes, (ptrdiff_t)size};
    err e = wire_bank_read(xml, &a, 32, &answer, &trouble);
    must(e == ERR_OK || (answer.count == -1 && trouble.where[0] && trouble.expected[0]));
    if (e == ERR_OK) must(answer.count >= 0 && answer.foreign >= 0);
    for (int i = 0; i < answer.count; i++) {
        const struct bank_line *line = &answer.lines[i];
        must((line->reference != 0) != (line->batch != 0));
        must(date_is_valid(line->day.year, line->day.month, line->day.day));
        must(line->amount.cents >= 0 && line->amount.cents <= MONEY_CENTS_MAX);
        must((line->word == BANK_RETURNED) == (line->reason[0] != '\0'));
    }
    return 0;
}
