#include "paper/paper.h"

/* What of a name may be written on a document: letters. An address, a number or an e-mail typed in
 * the place of a name loses all that would make it one. */

/* Letters of the scripts that have case or stand in the Latin blocks; combining accents. */
static bool is_letter(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) return true;
    if (c == 0xD7 || c == 0xF7) return false; /* the signs for times and divided by */
    return (c >= 0xC0 && c <= 0x24F) || (c >= 0x300 && c <= 0x36F) || (c >= 0x370 && c <= 0x1FFF);
}

static void write_unit(struct writer *out, text part, ptrdiff_t start, ptrdiff_t end)
{
    if (out->length + end - start <= PAPER_NAME_BYTES) {
        write_bytes(out, part.at + start, end - start);
    }
}

static void write_part(struct writer *out, text part)
{
    bool blank = out->length > 0; /* one is owed before the next letter */
    if (!text_is_utf8(part)) return;
    for (ptrdiff_t place = 0; place < part.length;) {
        ptrdiff_t start = place;
        uint32_t c = text_next_character(part, &place);
        bool joins = c == '-' || c == '\'' || c == 0x2019;
        if (!is_letter(c) && !joins) {
            blank = blank || (c == ' ' && out->length > 0);
            continue;
        }
        if (blank && out->length + 1 + place - start <= PAPER_NAME_BYTES) {
            write_character(out, ' ');
        }
        blank = false;
        write_unit(out, part, start, place);
    }
}

void paper_name_read(text family, text given, struct paper_name *ret)
{
    struct paper_name name = {""};
    struct writer out = WRITER(name.words);
    write_part(&out, family);
    write_part(&out, given);
    writer_string(&out);
    *ret = name;
}
