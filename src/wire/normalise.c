#include "wire/out.h"
#include "wire/wire.h"

/* What a letter of SEPA is to the blind index: a capital, a space, or nothing. */
static char capital(char c)
{
    if (c >= 'A' && c <= 'Z') return c;
    if (c >= 'a' && c <= 'z') return (char)(c - 'a' + 'A');
    return c == ' ' || c == '-' || c == '\'' ? ' ' : '\0';
}

text wire_normalise(text name, struct arena *a)
{
    if (!text_is_utf8(name)) return T("");
    struct writer out = wire_out_begin(a);
    bool blank = false;
    for (ptrdiff_t place = 0; place < name.length;) {
        ptrdiff_t start = place;
        text_next_character(name, &place);
        char room[8];
        struct writer letters = WRITER(room);
        write_sepa(&letters, (text){name.at + start, place - start});
        for (ptrdiff_t i = 0; i < letters.length; i++) {
            char c = capital(room[i]);
            if (c == ' ') blank = out.length > 0;
            if (c == ' ' || c == '\0') continue;
            if (blank) write_character(&out, ' ');
            blank = false;
            write_character(&out, c);
        }
    }
    return wire_out_end(a, &out);
}
