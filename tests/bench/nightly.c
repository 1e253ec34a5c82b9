/* A night over a store that nightly.sh has filled: `fill` writes the files of which something turns
 * in June 2026, whole, as an office would; `run` is the night of 30 June, then the same again.
 * Usage: nightly fill|run URL FILES */
#include "tests/nights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NIGHT   DATE(2026, 6, 30)
#define A_TURN  256 /* files written in one transaction */
#define SHIFTS  22  /* the last of them turns before the night */
#define ROOM_MB 32

static void must_hold(bool good, const char *what)
{
    if (good) return;
    fprintf(stderr, "nightly: %s\n", what);
    exit(1);
}

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void fill(struct store *store, int files, struct arena *arena)
{
    for (int i = 0; i < files; i++) {
        struct night_file what = {(enum night_kind)(i % NIGHT_QUIET), i / NIGHT_QUIET % SHIFTS,
                                  file_number_make((uint64_t)i)};
        if (i % A_TURN == 0) must_hold(store_begin(store) == ERR_OK, "begin");
        must_hold(night_put(store, *arena, &what, DATE(2026, 5, 25)) == ERR_OK, "a file");
        bool last = i % A_TURN == A_TURN - 1 || i == files - 1;
        if (last) must_hold(store_commit(store) == ERR_OK, "commit");
    }
}

static void run(struct store *store, int files, struct arena *arena)
{
    for (int again = 0; again < 2; again++) {
        struct arena a = *arena;
        struct desk desk = {.store = store,
                            .console = true,
                            .today = NIGHT,
                            .now = INT64_C(86400000000) * date_number(NIGHT),
                            .arena = &a};
        struct night night;
        double start = now_s();
        err e = desk_nightly(&desk, NIGHT, NULL, NULL, &night);
        double took = now_s() - start;
        must_hold(e == ERR_OK, err_meaning(e));
        must_hold(night.looked == (again ? 0 : files), "other files than those due");
        must_hold(night.changed == night.looked && night.broken == 0, "a file that did not change");
        if (again)
            printf("  again        %8.3f s\n", took);
        else
            printf("  first        %8.3f s, %lld files looked at, %.0f us each\n", took,
                   (long long)night.looked, 1e6 * took / files);
    }
}

int main(int argc, char **argv)
{
    static const unsigned char key[STORE_KEY_BYTES] = "a key for benches, 32 bytes long";
    must_hold(argc == 4, "usage: nightly fill|run URL FILES");
    void *room = malloc((size_t)ROOM_MB << 20);
    must_hold(room != NULL, "memory");
    struct arena arena = arena_over(room, (ptrdiff_t)ROOM_MB << 20);
    struct store *store = NULL;
    struct trouble trouble = {"", ""};
    must_hold(store_open(text_of(argv[2]), key, &store, &trouble) == ERR_OK, trouble.expected);
    int files = (int)strtol(argv[3], NULL, 10);
    if (strcmp(argv[1], "fill") == 0)
        fill(store, files, &arena);
    else
        run(store, files, &arena);
    store_close(store);
    free(room);
    return 0;
}
