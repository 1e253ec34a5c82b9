#include "near/inside.h"

/* From what people type, and from names as they are written, to capitals that can be compared. */

static void end_word(struct writer *out, ptrdiff_t start)
{
    text word = {out->at + start, out->length - start};
    bool saint = text_equal(word, T("ST")), sainte = text_equal(word, T("STE"));
    if (!saint && !sainte) return;
    out->length = start;
    write_string(out, saint ? "SAINT" : "SAINTE");
}

void near_fold(struct writer *out, text from)
{
    ptrdiff_t start = out->length;
    bool open = false;
    if (!text_is_utf8(from)) return;
    for (ptrdiff_t place = 0; place < from.length && !out->full;) {
        char itself[1];
        uint32_t c = text_next_character(from, &place);
        if (text_is_mark(c)) continue;
        text piece = text_spelled(c, itself);
        for (ptrdiff_t i = 0; i < piece.length; i++) {
            char sign = piece.at[i];
            if (sign >= 'a' && sign <= 'z') sign = (char)(sign - 'a' + 'A');
            bool counts = (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9');
            if (!counts && open) end_word(out, start);
            if (counts && !open && out->length > 0) write_character(out, ' ');
            if (counts && !open) start = out->length;
            if (counts) write_character(out, sign);
            open = counts;
        }
        if (piece.length > 0) continue;
        if (open) end_word(out, start);
        open = false;
    }
    if (open) end_word(out, start);
}

int near_slips(text a, text b, int max)
{
    int rows[3][NEAR_TYPED_MAX + 1];
    ptrdiff_t apart = a.length - b.length;
    if (apart > max || apart < -max || b.length > NEAR_TYPED_MAX) return max + 1;
    int *before = rows[0], *above = rows[1], *row = rows[2];
    for (int j = 0; j <= b.length; j++) above[j] = j;
    for (ptrdiff_t i = 1; i <= a.length; i++) {
        int least = row[0] = (int)i;
        for (ptrdiff_t j = 1; j <= b.length; j++) {
            int best = above[j - 1] + (a.at[i - 1] != b.at[j - 1]);
            if (above[j] + 1 < best) best = above[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            bool round = i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1];
            if (round && before[j - 2] + 1 < best) best = before[j - 2] + 1;
            row[j] = best;
            if (best < least) least = best;
        }
        if (least > max) return max + 1;
        int *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return above[b.length] > max ? max + 1 : above[b.length];
}
