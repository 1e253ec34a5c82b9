/* Names in the alphabet every bank of the SEPA area must carry (EPC 217-08). A bank that checks the
 * name of an account (verification of payee) compares letters: sepa tools that drop what they do
 * not know turn Chloé into Chlo and the payment into a doubt. So the rule is: the table says what a
 * character becomes, one without a line becomes a full stop, no letter disappears. */
#include "pay/message.h"

static bool is_sepa(uint32_t c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
    static const char others[] = "/-?:().,'+ ";
    for (size_t i = 0; i + 1 < sizeof others; i++) {
        if (c == (unsigned char)others[i]) return true;
    }
    return false;
}

/* What the character becomes: itself, its line in the table, a space for the ends of lines and
 * tabs, a full stop for all else. */
static text in_sepa(uint32_t c, char itself[1])
{
    itself[0] = (char)(c < 128 ? c : '.');
    if (c == '\t' || c == '\n' || c == '\r')
        itself[0] = ' ';
    else if (!is_sepa(c)) {
        text letters;
        if (text_transliterate(c, &letters)) return letters;
        itself[0] = '.';
    }
    return (text){itself, 1};
}

void write_sepa(struct writer *out, text what)
{
    for (ptrdiff_t place = 0; place < what.length;) {
        char itself[1];
        write_text(out, in_sepa(text_next_character(what, &place), itself));
    }
}

/* One more character of a tidy name: no blank at the start or after a blank, no slash at the start
 * or after a slash (a field may not begin or end with one nor hold two). False when the name is
 * full. */
static bool add_tidily(struct writer *name, char c)
{
    char last = ' ';
    for (ptrdiff_t i = name->length; last == ' ' && i > 0; i--) last = name->at[i - 1];
    bool after_blank = name->length == 0 || name->at[name->length - 1] == ' ';
    if (c == ' ' && after_blank) return true;
    if (c == '/' && (name->length == 0 || last == '/')) return true;
    write_character(name, c);
    return !name->full;
}

void pay_name(text name, char ret[PAY_NAME_MAX + 1])
{
    struct writer tidy = {ret, 0, PAY_NAME_MAX, false};
    bool room = true;
    for (ptrdiff_t place = 0; room && place < name.length;) {
        char itself[1];
        text piece = in_sepa(text_next_character(name, &place), itself);
        room = tidy.length + piece.length <= PAY_NAME_MAX; /* no half of an OE */
        for (ptrdiff_t i = 0; room && i < piece.length; i++) room = add_tidily(&tidy, piece.at[i]);
    }
    while (tidy.length > 0 && (ret[tidy.length - 1] == ' ' || ret[tidy.length - 1] == '/'))
        tidy.length--;
    if (tidy.length == 0) ret[tidy.length++] = '.';
    ret[tidy.length] = '\0';
}
