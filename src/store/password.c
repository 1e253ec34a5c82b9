#include "store/password.h"

#include <sys/mman.h>

/* Argon2id with 19 MiB and three passes. OWASP's second choice has two: a third costs an office a
 * few milliseconds more a day; the larger settings of libsodium (64 MiB) would not fit a
 * worker's 32. */
#define PASSWORD_PASSES 3
#define PASSWORD_MEMORY ((size_t)19 * 1024 * 1024)

const char store_password_of_nobody[crypto_pwhash_STRBYTES] =
    "$argon2id$v=19$m=19456,t=3,p=1$XYOhDTyWPZugthRdUOfsiw"
    "$Uvwpv3bJISsu1w+bdoQzsXHD2gH0H89Ppd7pMAEGct8";

int store_password_characters(text password)
{
    int count = 0;
    for (ptrdiff_t i = 0; i < password.length; i++) count += (password.at[i] & 0xC0) != 0x80;
    return count;
}

err store_password_hash(text password, char ret[crypto_pwhash_STRBYTES])
{
    must(password.length > 0 && password.length <= PASSWORD_BYTES_MAX);
    int bad = crypto_pwhash_str(ret, password.at, (unsigned long long)password.length,
                                PASSWORD_PASSES, PASSWORD_MEMORY);
    return bad ? ERR_HOST : ERR_OK;
}

/* libsodium says of a want of memory that the password is wrong. Nobody's word is: the room it is
 * about to ask for is asked for before. */
static bool has_memory(void)
{
    size_t room = PASSWORD_MEMORY + ((size_t)1 << 20);
    void *at = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return at != MAP_FAILED && munmap(at, room) == 0;
}

bool store_password_is(const char hash[crypto_pwhash_STRBYTES], text password)
{
    bool too_long = password.length > PASSWORD_BYTES_MAX;
    unsigned long long length = too_long ? 0 : (unsigned long long)password.length;
    must(has_memory());
    bool right = crypto_pwhash_str_verify(hash, length > 0 ? password.at : "", length) == 0;
    return right && !too_long;
}
