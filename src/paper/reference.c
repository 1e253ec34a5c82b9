#include "paper/paper.h"

/* The numbers recipients quote. A creditor reference of ISO 11649 ("RF", two check digits, then up
 * to 21 characters): banks check it when it is typed, so a wrong digit credits nobody else. */

#define REFERENCE_DIGITS 15
#define REFERENCE_MAX    INT64_C(999999999999999)

/* The remainder by 97 of the number followed by "RF" as 27 15 and two digits. */
static int remainder_97(int64_t number, int check)
{
    int64_t left = number % 97;
    left = (left * 10000 + 2715) % 97;
    return (int)((left * 100 + check) % 97);
}

void write_paper_reference(struct writer *out, struct paper_reference reference)
{
    must(reference.number > 0 && reference.number <= REFERENCE_MAX);
    write_string(out, "RF");
    write_padded(out, 98 - remainder_97(reference.number, 0), 2);
    write_padded(out, reference.number, REFERENCE_DIGITS);
}

err paper_reference_read(text from, struct paper_reference *ret)
{
    int64_t number = 0;
    int check = 0, digits = 0, letters = 0;
    for (ptrdiff_t i = 0; i < from.length; i++) {
        char c = from.at[i];
        if (c == ' ') continue;
        if (letters < 2) {
            if (c != "RF"[letters++]) return ERR_BAD_INPUT;
            continue;
        }
        if (c < '0' || c > '9' || digits == 2 + REFERENCE_DIGITS) return ERR_BAD_INPUT;
        if (digits < 2) check = check * 10 + (c - '0');
        if (digits >= 2) number = number * 10 + (c - '0');
        digits++;
    }
    bool good = digits == 2 + REFERENCE_DIGITS && number > 0 && check >= 2 && check <= 98 &&
                remainder_97(number, check) == 1;
    if (!good) return ERR_BAD_INPUT;
    *ret = (struct paper_reference){number};
    return ERR_OK;
}

void write_paper_alias(struct writer *out, struct paper_alias alias)
{
    must(alias.number > 0 && alias.number <= REFERENCE_MAX);
    char room[REFERENCE_DIGITS + 1];
    struct writer digits = WRITER(room);
    write_padded(&digits, alias.number, REFERENCE_DIGITS);
    for (int i = 0; i < REFERENCE_DIGITS; i++) {
        if (i > 0 && i % 4 == 0) write_character(out, '-');
        write_character(out, room[i]);
    }
}
