/* What people choose to prove who they are, kept as argon2id. Nothing outside the folder includes
 * this. May include: base, law, case. */
#ifndef STORE_PASSWORD_H
#define STORE_PASSWORD_H
#include "base/base.h"
#include "base/text.h"

#include <sodium.h>

#define PASSWORD_BYTES_MAX 1024

/* Some password hashed with the settings in force, for names that have none: checking it costs the
 * same. */
extern const char store_password_of_nobody[crypto_pwhash_STRBYTES];

/* HOST for want of memory. */
MUST_USE err store_password_hash(text password, char ret[crypto_pwhash_STRBYTES]);
/* The same work for every password of at most PASSWORD_BYTES_MAX bytes, right or wrong; a longer
 * one is wrong. Stops the process when there is no memory for the work. */
bool store_password_is(const char hash[crypto_pwhash_STRBYTES], text password);
/* How many characters, not bytes. */
int store_password_characters(text password);

#endif
