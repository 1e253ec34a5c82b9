/* What the files of this folder share. May include: base, wire. */
#ifndef SIGNIN_INSIDE_H
#define SIGNIN_INSIDE_H
#include "signin/signin.h"

#include "wire/json_read.h"

/* Copies a member of at most size - 1 bytes, NUL-ended; what does not fit is a trouble. */
void signin_get_string(const struct json_at *at, char *ret, ptrdiff_t size);
/* The same, and it must be a safe address. */
void signin_get_address(const struct json_at *at, char ret[SIGNIN_URL_MAX + 1]);

/* One part of a query or a form: "name=value" with every sign escaped that is not plain, and '&'
 * before it unless it is the first. */
void signin_write_part(struct writer *out, bool first, const char *name, text value);

/* SHA-256 of the bytes, its first `length` bytes as base64url without padding into ret (44 bytes).
 */
void signin_digest(text bytes, ptrdiff_t length, char ret[45]);

#endif
