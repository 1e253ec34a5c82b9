#include <sodium.h>

#include "store/internal.h"
#include "store/seal.h"

/* The key of payment references serves: an alias is told from one by its first number, which is
 * that of no file. */
int64_t store_alias(const struct store *store, text space, text of, file_number file)
{
    unsigned char hash[STORE_HASH_BYTES];
    struct hashing h = store_hashing_start(store->keys.payment);
    store_hashing_number(&h, -1);
    store_hashing_text(&h, space);
    store_hashing_text(&h, of);
    store_hashing_number(&h, file.number);
    store_hashing_end(&h, hash);
    uint64_t number = 0;
    for (int i = 0; i < 8; i++) number = number << 8 | hash[i];
    return (int64_t)(number % UINT64_C(999999999999999)) + 1;
}
