/* What the rules cost, one thread, no disk:
 *
 * - fold and duties of files of 30 facts (the design wants less than 2 microseconds a fold): one
 *   paid and come back again and again, one that went through every strand, each kind over 32 files
 *   in turn, which a cache holds as it does a file just read
 * - nightly: both for a million files, of 30 facts each, then mixed: 70 % paid long ago and told
 *   their rights, 20 % under way, 10 % through every strand
 * - assess: law_assess alone; wire: a request's JSON read, assessed, the decision's JSON written
 *
 * Timed in processor time, which others on the machine do not take from. The night with its store
 * is nightly.c, a page of the queue is queue.c. Usage: fold */
#include "desk/desk.h"
#include "tests/bench/files.h"
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define REPEATED 50
#define ROUNDS   9

static double seconds_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* ---- fold, duties ---- */

static enum kind measured;

static void fold_all(void)
{
    for (int i = 0; i < JOURNALS; i++) {
        struct case_file *file = &files[measured][i];
        struct journal journal = {file->file, facts[measured][i], facts_counts[measured][i]};
        int place;
        check(case_fold(&journal, file, &place) == ERR_OK, "a file that does not fold");
    }
}

static void duties_all(void)
{
    struct duty duties[DUTY_COUNT];
    date today = measured == EVERY_STRAND ? DATE(2026, 7, 5) : DATE(2026, 1, 5);
    int count = 0;
    for (int i = 0; i < JOURNALS; i++) count += case_duties(&files[measured][i], today, duties);
    check((count == 0) == (measured == LONG_PAID), "a file without its duties");
}

static void assess_all(void)
{
    static struct decision decision;
    int steps = 0;
    for (int i = 0; i < JOURNALS; i++) {
        law_assess(&files[COME_BACK][i].claim.request, ALL_KNOWN, &decision);
        steps += decision.why.count;
    }
    check(steps > JOURNALS, "a decision without an explanation");
}

/* ---- wire ---- */

static text requests[JOURNALS];
static char requests_room[1 << 20], room[1 << 21];

static void write_requests(void)
{
    struct arena a = arena_over(requests_room, sizeof requests_room);
    for (int i = 0; i < JOURNALS; i++)
        requests[i] = wire_request_write(&files[COME_BACK][i].claim.request, &a);
    check(requests[JOURNALS - 1].at != NULL, "no room for requests");
}

static void wire_all(void)
{
    static struct request request;
    static struct decision decision;
    for (int i = 0; i < JOURNALS; i++) {
        struct arena a = arena_over(room, sizeof room);
        struct trouble trouble;
        err e = wire_request_read(requests[i], &request, &trouble);
        check(e == ERR_OK, "a request that does not read");
        law_assess(&request, ALL_KNOWN, &decision);
        check(wire_decision_write(&decision, LANGUAGE_FR, &a).length > 100, "a short decision");
    }
}

/* The median time of one of JOURNALS, in microseconds. */
static double measure(const char *name, void (*all)(void))
{
    double times[ROUNDS];
    all();
    for (int i = 0; i < ROUNDS; i++) {
        double start = seconds_of(CLOCK_THREAD_CPUTIME_ID);
        for (int j = 0; j < REPEATED; j++) all();
        times[i] = (seconds_of(CLOCK_THREAD_CPUTIME_ID) - start) / REPEATED;
    }
    qsort(times, ROUNDS, sizeof *times, ascending);
    double one = 1e6 * times[ROUNDS / 2] / JOURNALS;
    printf("%-20s %8.3f us each, %9.0f per second (best %.3f us)\n", name, one, 1e6 / one,
           1e6 * times[0] / JOURNALS);
    return one;
}

/* The fold and the duties of a file of that kind. */
static double measure_kind(enum kind kind, const char *name)
{
    char fold[32], duties[32];
    snprintf(fold, sizeof fold, "fold %s", name);
    snprintf(duties, sizeof duties, "duties %s", name);
    measured = kind;
    double cost = measure(fold, fold_all);
    return cost + measure(duties, duties_all);
}

static void measure_rules(void)
{
    write_files();
    double come_back = measure_kind(COME_BACK, "come back");
    double every_strand = measure_kind(EVERY_STRAND, "every strand");
    double long_paid = measure_kind(LONG_PAID, "long paid");
    double under_way = measure_kind(UNDER_WAY, "under way");
    printf("%-20s %8.3f s for a million files of 30 facts come back, %.3f s through every strand\n",
           "nightly", come_back, every_strand);
    printf("%-20s %8.3f s for a million files: 70 %% long paid, 20 %% under way, 10 %% through "
           "every strand\n",
           "nightly mixed", 0.7 * long_paid + 0.2 * under_way + 0.1 * every_strand);
    measure("assess", assess_all);
    write_requests();
    measure("wire", wire_all);
}

int main(int argc, char **argv)
{
    (void)argv;
    check(argc == 1, "usage: fold");
    measure_rules();
    return 0;
}
