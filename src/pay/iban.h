/* Account numbers: ISO 13616 structure by country, check digits by ISO 7064 MOD 97-10.
 * May include: base. */
#ifndef PAY_IBAN_H
#define PAY_IBAN_H
#include "base/text.h"

#define IBAN_LENGTH_MAX 34

struct iban {
    char digits[IBAN_LENGTH_MAX + 1]; /* capitals, no spaces */
};

/* Why an account number is not one we can pay to; the first of these that is true. */
enum iban_fault {
    IBAN_GOOD,
    IBAN_FORM,      /* not two letters, two digits, then letters and digits */
    IBAN_COUNTRY,   /* no country of the registry */
    IBAN_LENGTH,    /* not as long as that country's */
    IBAN_STRUCTURE, /* a letter where that country has a digit, or the reverse */
    IBAN_CHECK,     /* the two check digits: a typing error */
    IBAN_RIB,       /* the key of a French or Monegasque RIB */
    IBAN_NOT_SEPA,  /* right, but a SEPA transfer cannot reach it */
    IBAN_FAULT_COUNT
};

/* Reads an IBAN as people write or paste it: small letters, spaces of any kind between. A French or
 * Monegasque one must have a right RIB key too; a country outside SEPA is refused, since a SEPA
 * transfer cannot reach it. *ret is written only when the answer is IBAN_GOOD. */
enum iban_fault iban_read(text from, struct iban *ret);
/* What was expected, in English, for a trouble. */
const char *iban_expected(enum iban_fault fault);

#endif
