#include "pay/iban.h"

#include <string.h>

static const struct country {
    char code[3];
    int8_t length;
    const char *structure; /* of what follows the check digits, in SWIFT notation */
    bool sepa;
} countries[] = {
#define IBAN(code, length, structure, sepa) {code, length, structure, sepa},
#include "iban.def"
};

static const struct country *country_of(const char *digits)
{
    for (size_t i = 0; i < LENGTH(countries); i++) {
        if (memcmp(countries[i].code, digits, 2) == 0) return &countries[i];
    }
    return NULL;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/* The blanks that come with a pasted number: the space, the no-break space (C2 A0) and the narrow
 * no-break space (E2 80 AF). Gives their bytes, 0 when there is none. */
static ptrdiff_t blank_at(text from)
{
    static const char *const blanks[] = {" ", "\t", "\r", "\n", "\u00a0", "\u202f"};
    for (size_t i = 0; i < LENGTH(blanks); i++) {
        text blank = text_of(blanks[i]);
        if (text_starts_with(from, blank)) return blank.length;
    }
    return 0;
}

/* Capitals and digits without the blanks; false when something else is there or nothing is.
 * *length may exceed the room of an IBAN: the digits past it are counted, not kept. */
static bool tidied(text from, struct iban *iban, int *length)
{
    *iban = (struct iban){{0}};
    *length = 0;
    while (from.length > 0) {
        ptrdiff_t blank = blank_at(from);
        if (blank == 0) {
            char c = from.at[0];
            if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
            if (!is_digit(c) && !is_capital(c)) return false;
            if (*length < IBAN_LENGTH_MAX) iban->digits[*length] = c;
            if (*length <= IBAN_LENGTH_MAX) (*length)++;
        }
        ptrdiff_t taken = blank > 0 ? blank : 1;
        from = (text){from.at + taken, from.length - taken};
    }
    return is_capital(iban->digits[0]) && is_capital(iban->digits[1]) &&
           is_digit(iban->digits[2]) && is_digit(iban->digits[3]);
}

/* Structure "5!n5!n11!c2!n": so many digits (n), capitals (a) or either (c). */
static bool has_structure(const char *at, const char *structure)
{
    while (*structure) {
        int count = 0;
        for (; is_digit(*structure); structure++) count = count * 10 + (*structure - '0');
        must(structure[0] == '!' && structure[1]);
        char kind = structure[1];
        structure += 2;
        for (int i = 0; i < count; i++, at++) {
            if (kind == 'n' && !is_digit(*at)) return false;
            if (kind == 'a' && !is_capital(*at)) return false;
        }
    }
    return true;
}

/* The number, its first four characters put last, letters as 10..35, modulo 97. */
static int remainder_97(const char *digits, int length)
{
    int remainder = 0;
    for (int i = 0; i < length; i++) {
        char c = digits[(i + 4) % length];
        int value = is_digit(c) ? c - '0' : c - 'A' + 10;
        remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder;
}

/* ISO 7064 never makes 00, 01 or 99, though the remainder could not tell them from 97, 98 and 02.
 */
static bool has_check_digits(const struct iban *iban, int length)
{
    int check = (iban->digits[2] - '0') * 10 + (iban->digits[3] - '0');
    return check >= 2 && check <= 98 && remainder_97(iban->digits, length) == 1;
}

/* `count` characters as a RIB counts them: A-I 1 to 9, J-R 1 to 9, S-Z 2 to 9. */
static int64_t rib_number(const char *at, int count)
{
    static const char letters[] = "12345678912345678923456789";
    int64_t number = 0;
    for (int i = 0; i < count; i++) {
        char c = is_digit(at[i]) ? at[i] : letters[at[i] - 'A'];
        number = number * 10 + (c - '0');
    }
    return number;
}

/* The key of a RIB: bank 5, branch 5, account 11, key 2 (Comité français d'organisation et de
 * normalisation bancaires). It sees what the IBAN's digits, computed over a wrong RIB, cannot. */
static bool has_rib_key(const struct iban *iban)
{
    const char *rib = iban->digits + 4;
    int64_t sum =
        89 * rib_number(rib, 5) + 15 * rib_number(rib + 5, 5) + 3 * rib_number(rib + 10, 11);
    return rib_number(rib + 21, 2) == 97 - sum % 97;
}

static bool holds_a_rib(const struct country *country)
{
    return memcmp(country->code, "FR", 2) == 0 || memcmp(country->code, "MC", 2) == 0;
}

enum iban_fault iban_read(text from, struct iban *ret)
{
    struct iban iban;
    int length;
    if (!tidied(from, &iban, &length)) return IBAN_FORM;
    const struct country *country = country_of(iban.digits);
    if (!country) return IBAN_COUNTRY;
    if (length != country->length) return IBAN_LENGTH;
    if (!has_structure(iban.digits + 4, country->structure)) return IBAN_STRUCTURE;
    if (!has_check_digits(&iban, length)) return IBAN_CHECK;
    if (holds_a_rib(country) && !has_rib_key(&iban)) return IBAN_RIB;
    if (!country->sepa) return IBAN_NOT_SEPA;
    *ret = iban;
    return IBAN_GOOD;
}

const char *iban_expected(enum iban_fault fault)
{
    static const char *const expected[IBAN_FAULT_COUNT] = {
        [IBAN_GOOD] = "an account number",
        [IBAN_FORM] = "an IBAN: two letters, two digits, then letters and digits",
        [IBAN_COUNTRY] = "an IBAN of a country that has them",
        [IBAN_LENGTH] = "an IBAN as long as those of its country (27 characters in France)",
        [IBAN_STRUCTURE] = "an IBAN with letters and digits where its country has them",
        [IBAN_CHECK] = "an IBAN whose check digits are right: copy it again",
        [IBAN_RIB] = "an IBAN whose RIB key is right: copy it again",
        [IBAN_NOT_SEPA] = "an IBAN of a country in the SEPA area",
    };
    must(fault < IBAN_FAULT_COUNT);
    return expected[fault];
}
