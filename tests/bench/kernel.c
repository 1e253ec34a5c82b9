/* The rule as columns against a plain copy of the same four columns, in one run: what the rule
 * costs above moving its data. Prints rows per second of both (medians) and their ratio. Usage:
 * kernel [ROWS [ROUNDS]] */
#include "law/amount.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS_MAX 99

struct columns {
    int32_t *resources_cents, *children, *amount_cents, *loan;
    ptrdiff_t rows;
};

_Noreturn void base_bug(const char *file, int line, const char *claim)
{
    fprintf(stderr, "%s:%d: this must hold: %s\n", file, line, claim);
    abort();
}

static uint64_t next_random(uint64_t *state) /* splitmix64 */
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static int32_t *column(ptrdiff_t rows)
{
    int32_t *cells = aligned_alloc(64, (size_t)(rows + 16) / 16 * 16 * sizeof(*cells));
    if (!cells) exit(1);
    memset(cells, 1,
           (size_t)rows * sizeof(*cells)); /* every page present before the clock starts */
    return cells;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Not inlined and built with the same options as any other loop of the program. */
__attribute__((noinline)) static void copy(const int32_t *restrict a, const int32_t *restrict b,
                                           int32_t *restrict c, int32_t *restrict d, ptrdiff_t rows)
{
    for (ptrdiff_t i = 0; i < rows; i++) {
        c[i] = a[i];
        d[i] = b[i];
    }
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *times, int count)
{
    qsort(times, (size_t)count, sizeof(*times), ascending);
    return times[count / 2];
}

int main(int argc, char **argv)
{
    ptrdiff_t rows = argc > 1 ? strtol(argv[1], NULL, 10) : 1 << 25;
    int rounds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 15;
    if (rows < 1 || rounds < 1 || rounds > ROUNDS_MAX) return 2;
    struct columns c = {column(rows), column(rows), column(rows), column(rows), rows};
    uint64_t state = 20231128;
    for (ptrdiff_t i = 0; i < rows; i++) {
        uint64_t drawn = next_random(&state);
        c.resources_cents[i] = (int32_t)((drawn >> 32) % 600001);
        c.children[i] = (int32_t)(drawn & 7);
    }
    struct setting setting = {.requested_on = DATE(2025, 11, 25), .known_on = ALL_KNOWN};
    struct scale scale;
    law_scale(&setting, &scale);

    double rule[ROUNDS_MAX], plain[ROUNDS_MAX];
    for (int i = -1; i < rounds; i++) { /* the first round warms up */
        double start = seconds();
        copy(c.resources_cents, c.children, c.amount_cents, c.loan, rows);
        double middle = seconds();
        law_amounts(&scale, c.resources_cents, c.children, c.amount_cents, c.loan, rows);
        double end = seconds();
        if (i >= 0) plain[i] = middle - start, rule[i] = end - middle;
    }
    double p = median(plain, rounds), r = median(rule, rounds);
    printf("rule %.0f M rows/s, plain copy %.0f M rows/s, ratio %.2f (%td rows, median of %d)\n",
           1e-6 * (double)rows / r, 1e-6 * (double)rows / p, p / r, rows, rounds);
    return 0;
}
