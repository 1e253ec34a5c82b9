#include "web/fields.h"

/* Euros as people write them. */

/* The length of an ordinary, no-break or thin space at the start; 0 when there is none. */
static ptrdiff_t space_length(text from)
{
    static const text spaces[] = {{" ", 1}, {"\u00a0", 2}, {"\u202f", 3}};
    for (size_t i = 0; i < LENGTH(spaces); i++) {
        if (text_starts_with(from, spaces[i])) return spaces[i].length;
    }
    return 0;
}

static void skip(text *from, ptrdiff_t bytes)
{
    from->at += bytes;
    from->length -= bytes;
}

/* Takes at most `max` digits from the start; gives how many. */
static int take_digits(text *from, int max, int64_t *value)
{
    int count = 0;
    while (count < max && from->length > 0 && from->at[0] >= '0' && from->at[0] <= '9') {
        *value = *value * 10 + (from->at[0] - '0');
        skip(from, 1);
        count++;
    }
    return count;
}

/* "1200" or "1 200": after a space stand exactly three digits, before the first one to three. */
static err take_whole(text *from, int64_t *value)
{
    enum { DIGITS_MAX = 9 };
    int count = take_digits(from, DIGITS_MAX, value);
    if (count == 0) return ERR_BAD_INPUT;
    bool grouped = count <= 3;
    for (ptrdiff_t space = space_length(*from); grouped && space > 0; space = space_length(*from)) {
        text after = {from->at + space, from->length - space};
        if (after.length == 0 || after.at[0] < '0' || after.at[0] > '9') break; /* before a sign */
        skip(from, space);
        if (count + 3 > DIGITS_MAX || take_digits(from, 3, value) != 3) return ERR_BAD_INPUT;
        count += 3;
    }
    return ERR_OK;
}

err euros_read(text from, int64_t *ret_cents)
{
    int64_t whole = 0, part = 0;
    from = text_trim(from);
    TRY(take_whole(&from, &whole));
    if (from.length > 0 && (from.at[0] == ',' || from.at[0] == '.')) {
        skip(&from, 1);
        if (take_digits(&from, 2, &part) == 1) part *= 10;
    }
    if (from.length > 0) skip(&from, space_length(from));
    if (text_starts_with(from, T("€"))) skip(&from, T("€").length);
    if (from.length > 0) return ERR_BAD_INPUT;
    *ret_cents = whole * 100 + part;
    return ERR_OK;
}
