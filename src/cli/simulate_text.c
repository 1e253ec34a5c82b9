#include <endian.h>
#include <string.h>

#include "cli/simulation.h"

/* Amounts to text. Most of the time of a run that writes rows is spent here: bytes are copied in
 * fixed blocks, which may go past the end of what is meant (both rooms have CSV_PADDING bytes more)
 * and are overwritten by what follows. */

#define BLOCK      16
#define AMOUNT_MAX 99999999

_Static_assert(BLOCK <= CSV_PADDING, "a block may be read past the end of a piece");

static char *put_bytes(char *to, const char *from, ptrdiff_t length)
{
    for (ptrdiff_t i = 0; i < length; i += BLOCK) memcpy(to + i, from + i, BLOCK);
    return to + length;
}

/* Up to eight digits at once: split in two fours, each in two twos, each in two ones, the first in
 * the lowest byte; the zeros in front are shifted away. */
static char *put_amount(char *to, int32_t amount)
{
    must(amount >= 0 && amount <= AMOUNT_MAX);
    uint64_t fours = (uint64_t)(amount / 10000) | (uint64_t)(amount % 10000) << 32;
    uint64_t hundreds = (fours * 5243 >> 19) & UINT64_C(0x0000007F0000007F);
    uint64_t twos = hundreds | (fours - hundreds * 100) << 16;
    uint64_t tens = (twos * 103 >> 10) & UINT64_C(0x000F000F000F000F);
    uint64_t ones = tens | (twos - tens * 10) << 8;
    int zeros = __builtin_ctzll(ones | UINT64_C(1) << 56) / 8;
    uint64_t digits = htole64((ones | UINT64_C(0x3030303030303030)) >> (8 * zeros));
    memcpy(to, &digits, sizeof digits);
    return to + 8 - zeros;
}

static char *put_answer(char *to, const struct work *work, enum variant variant, int row)
{
    *to++ = ',';
    to = put_amount(to, work->amounts[variant][row]);
    const struct ending *ending = work->loans[variant][row] ? &work->loan : &work->grant;
    memcpy(to, ending->bytes, sizeof ending->bytes);
    return to + ending->length;
}

void simulation_write(struct work *work)
{
    bool has_reform = work->simulation->has_reform;
    char *to = work->out.at + work->out.length;
    for (int i = 0; i < work->rows.count; i++) {
        const char *at = work->rows.at[i];
        int32_t length = work->rows.length[i];
        to = put_bytes(to, at, length);
        to = put_answer(to, work, BASELINE, i);
        if (has_reform) to = put_answer(to, work, REFORM, i);
        if (at[length] == '\r') *to++ = '\r';
        *to++ = '\n';
    }
    work->out.length = to - work->out.at;
    must(work->out.length + BLOCK <= work->out.capacity);
}

static struct ending ending(enum form form)
{
    struct ending ending = {.length = 0};
    struct writer out = WRITER(ending.bytes);
    write_character(&out, ',');
    write_string(&out, law_forms.words[form].word);
    must(!out.full);
    ending.length = (int)out.length;
    return ending;
}

void simulation_endings(struct work *work)
{
    work->grant = ending(FORM_GRANT);
    work->loan = ending(FORM_LOAN);
}

ptrdiff_t simulation_out_bytes(void)
{
    ptrdiff_t shortest = sizeof "0,0\n" - 1;
    ptrdiff_t added = VARIANTS_MAX * (9 + (ptrdiff_t)sizeof(struct ending)) + 1;
    return SIMULATION_PIECE_BYTES + (SIMULATION_PIECE_BYTES / shortest + 1) * added + BLOCK;
}
