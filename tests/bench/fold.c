/* What the rules cost, one thread, no disk but for the queue:
 *
 * - fold: case_fold of a file of 30 facts (the design wants less than 2 microseconds), over 32
 *   files in turn, which a cache holds as it does a file just read
 * - duties: case_duties of a folded file; nightly: both, for a million files (the design wants less
 *   than 5 seconds)
 * - whole lives: the same for files of 30 facts drawn by chance that had a loan, criminal
 *   proceedings, a debt and an appeal
 * - assess: law_assess alone; wire: a request's JSON read, assessed, the decision's JSON written
 * - queue: 50 rows of an agent's queue with FILES open files in a scratch store, first page and one
 *   in the middle (the design wants p99 below 50 ms with a million)
 *
 * Usage: fold EMPTY_FOLDER [FILES]; a million files take half a minute and a gigabyte. */
#include "desk/desk.h"
#include "tests/bench/lives.h"
#include "tests/facts.h"
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FACTS     30
#define JOURNALS  32
#define REPEATED  50
#define ROUNDS    9
#define PAGES     2000
#define PAGE_ROWS 50

static void check(bool good, const char *what)
{
    if (good) return;
    fprintf(stderr, "fold: %s\n", what);
    exit(1);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* ---- fold, duties ---- */

static struct fact facts[JOURNALS][FACTS];
static struct case_file files[JOURNALS];
static date todays[JOURNALS];

static struct fact claimed(int number)
{
    static const char *const departments[] = {"59", "13", "75", "974", "2A", "69", "33"};
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED, DATE(2025, 11, 25));
    fact.body = claim_body(fact.day, departments[number % 7]);
    fact.body.request.resources.cents = number * 9000;
    fact.body.request.children_count = number % 5;
    return fact;
}

static void add(struct fact *ret, struct case_file *file, struct fact fact)
{
    check(record(file, fact) == ERR_OK, "a fact that does not follow");
    *ret = fact;
}

/* Received, two more informations, complete, granted, notified; then paid and come back, each time
 * to another account, until there are 30 facts. */
static void write_file(int number)
{
    struct case_file file = case_empty(file_number_make((uint64_t)number));
    struct fact *f = facts[number];
    date day = DATE(2025, 11, 25);
    int n = 0;
    add(&f[n++], &file, claimed(number));
    for (int i = 0; i < 2; i++) {
        struct fact fact = claimed(number);
        fact.kind = FACT_INFORMATION_RECEIVED;
        add(&f[n++], &file, fact);
    }
    add(&f[n++], &file, fact_of(FACT_CLAIM_COMPLETED, day));
    add(&f[n++], &file, decided_fact(&file, day, NO_DATE));
    add(&f[n++], &file, fact_of(FACT_DECISION_NOTIFIED, day));
    for (int64_t reference = 1; n < FACTS; reference++) {
        add(&f[n++], &file, order_fact(&file, day, reference));
        if (n < FACTS) add(&f[n++], &file, payment_fact(FACT_PAYMENT_SENT, day, reference));
        if (n < FACTS) add(&f[n++], &file, payment_fact(FACT_PAYMENT_RETURNED, day, reference));
        if (n < FACTS) add(&f[n++], &file, fact_of(FACT_ACCOUNT_CONFIRMED, day));
    }
    files[number] = file;
    todays[number] = DATE(2026, 1, 5);
}

static void fold_all(void)
{
    for (int i = 0; i < JOURNALS; i++) {
        struct journal journal = {files[i].file, facts[i], FACTS};
        int place;
        check(case_fold(&journal, &files[i], &place) == ERR_OK, "a file that does not fold");
    }
}

static void duties_all(void)
{
    struct duty duties[DUTY_COUNT];
    int count = 0;
    for (int i = 0; i < JOURNALS; i++) count += case_duties(&files[i], todays[i], duties);
    check(count >= JOURNALS, "a file without duties");
}

static void assess_all(void)
{
    static struct decision decision;
    int steps = 0;
    for (int i = 0; i < JOURNALS; i++) {
        law_assess(&files[i].claim.request, ALL_KNOWN, &decision);
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
        requests[i] = wire_request_write(&files[i].claim.request, &a);
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
        double start = seconds();
        for (int j = 0; j < REPEATED; j++) all();
        times[i] = (seconds() - start) / REPEATED;
    }
    qsort(times, ROUNDS, sizeof *times, ascending);
    double one = 1e6 * times[ROUNDS / 2] / JOURNALS;
    printf("%-10s %8.3f us each, %9.0f per second (best %.3f us)\n", name, one, 1e6 / one,
           1e6 * times[0] / JOURNALS);
    return one;
}

/* Microseconds each are seconds for a million. */
static void measure_nightly(const char *what)
{
    printf("# files of %d facts: %s\n", FACTS, what);
    double fold = measure("fold", fold_all);
    double duties = measure("duties", duties_all);
    printf("%-10s %8.3f s for the duties of a million files, %.3f s with their fold\n", "nightly",
           duties, fold + duties);
}

/* ---- the queue ---- */

static void fill_store(struct store *store, int count)
{
    for (int i = 0; i < count; i++) {
        const struct fact *f = facts[i % JOURNALS];
        struct projection projection = {.claim = STAGE_CLAIM_COMPLETE,
                                        .payment = STAGE_PAYMENT_NONE,
                                        .received_on = f->day,
                                        .duties_count = 1};
        projection.fund = files[i % JOURNALS].fund;
        projection.duties[0] = (struct duty){DUTY_DECIDE, date_plus_days(f->day, i % 600), 0};
        struct append append = {.file = file_number_make((uint64_t)i * 7919 + 1),
                                .facts = f,
                                .facts_count = 1,
                                .projection = &projection};
        if (i % 1000 == 0) check(store_begin(store) == ERR_OK, "begin");
        check(store_append(store, &append) == ERR_OK, "append");
        if (i % 1000 == 999 || i == count - 1) check(store_commit(store) == ERR_OK, "commit");
    }
}

static void measure_queue(struct store *store, const char *name, const char *body, int skip)
{
    static double times[PAGES];
    static struct queued rows[PAGE_ROWS];
    for (int i = 0; i < PAGES; i++) {
        struct arena a = arena_over(room, sizeof room);
        struct desk desk = {.store = store, .today = DATE(2025, 11, 25), .arena = &a};
        desk.agent.role = ROLE_CLERK;
        memcpy(desk.agent.body, body, strlen(body) + 1);
        int count = 0;
        double start = seconds();
        check(desk_queue(&desk, skip, PAGE_ROWS, rows, &count) == ERR_OK, "queue");
        times[i] = 1e6 * (seconds() - start);
        check(count == PAGE_ROWS, "a queue without its rows");
    }
    qsort(times, PAGES, sizeof *times, ascending);
    printf("queue %-22s p50_us %.0f p99_us %.0f\n", name, times[PAGES / 2],
           times[PAGES * 99 / 100]);
}

int main(int argc, char **argv)
{
    static const unsigned char master[STORE_KEY_BYTES] = "a key for benches, 32 bytes long";
    check(argc == 2 || argc == 3, "usage: fold EMPTY_FOLDER [FILES]");
    int count = argc == 3 ? (int)strtol(argv[2], NULL, 10) : 100000;
    struct random random = {20231128};
    for (int i = 0; i < JOURNALS; i++) bench_life(&random, FACTS, facts[i], &files[i], &todays[i]);
    measure_nightly("lives");
    for (int i = 0; i < JOURNALS; i++) write_file(i);
    measure_nightly("payments");
    measure("assess", assess_all);
    write_requests();
    measure("wire", wire_all);

    char url[512];
    struct store *store = NULL;
    struct trouble trouble;
    snprintf(url, sizeof url, "sqlite:%s/queue.db", argv[1]);
    check(store_open(text_of(url), master, &store, &trouble) == ERR_OK, "no store");
    fill_store(store, count);
    printf("queue of %d open files\n", count);
    measure_queue(store, "one fund, first page", "CAF-59", 0);
    measure_queue(store, "one fund, middle", "CAF-59", count / 14);
    measure_queue(store, "all funds, first page", "*", 0);
    measure_queue(store, "all funds, middle", "*", count / 2);
    store_close(store);
    return 0;
}
