/* A store with files of which something turns in June 2026, kept as of 25 May 2026.
 * Usage: make_nights URL KEYFILE FILES */
#include "host/host.h"
#include "tests/nights.h"

#include <stdio.h>
#include <stdlib.h>

#define SHIFTS 22

int main(int argc, char **argv)
{
    unsigned char key[STORE_KEY_BYTES];
    struct trouble trouble = {"", ""};
    struct store *store = NULL;
    if (argc != 4) return 2;
    struct arena arena = host_arena(1 << 20);
    err e = host_master_key(argv[2], key, &trouble);
    if (e == ERR_OK) e = store_open(text_of(argv[1]), key, &store, &trouble);
    if (e == ERR_OK) e = store_begin(store);
    long files = strtol(argv[3], NULL, 10);
    for (int i = 0; e == ERR_OK && i < files; i++) {
        struct night_file what = {(enum night_kind)(i % NIGHT_KINDS), i / NIGHT_KINDS % SHIFTS,
                                  file_number_make((uint64_t)i)};
        e = night_put(store, arena, &what, DATE(2026, 5, 25));
    }
    if (e == ERR_OK) e = store_commit(store);
    if (e != ERR_OK) fprintf(stderr, "make_nights: %s: %s\n", err_meaning(e), trouble.expected);
    store_close(store);
    return e == ERR_OK ? 0 : 1;
}
