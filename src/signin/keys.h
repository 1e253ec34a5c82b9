/* Signatures of tokens, by rhonabwy. May include: base, wire. */
#ifndef SIGNIN_KEYS_H
#define SIGNIN_KEYS_H
#include "signin/signin.h"

/* The token's signature is that of the one key of the set that it names (`kid`, or empty when it
 * names none and the set has one key of that kind). No key is ever looked for elsewhere. */
MUST_USE enum signin_reason signin_signature_check(const struct signin_token_want *want, text token,
                                                   text kid);
const char *signin_alg_word(enum signin_alg alg);

#endif
