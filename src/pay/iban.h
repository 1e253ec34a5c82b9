/* Account numbers: ISO 13616 structure by country, check digits by ISO 7064 MOD 97-10.
 * May include: base. */
#ifndef PAY_IBAN_H
#define PAY_IBAN_H
#include "base/text.h"

#define IBAN_LENGTH_MAX 34

struct iban {
    char digits[IBAN_LENGTH_MAX + 1]; /* capitals, no spaces */
};

enum iban_fault {
    IBAN_GOOD,
    IBAN_FORM,
    IBAN_COUNTRY,
    IBAN_LENGTH,
    IBAN_STRUCTURE,
    IBAN_CHECK,
    IBAN_RIB,
    IBAN_NOT_SEPA
};

/* Reads an IBAN as people write it (small letters, spaces). A French or Monegasque one must have a
 * right RIB key too; a country outside SEPA is refused, since a SEPA transfer cannot reach it. */
enum iban_fault iban_read(text from, struct iban *ret);
/* What was expected, in English, for a trouble. */
const char *iban_expected(enum iban_fault fault);

#endif
