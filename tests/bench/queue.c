/* A page of an office's queue, from a store that queue.sh has filled: what a clerk waits for, first
 * and in the middle of the year. With its entry in the read log, which waits for the disk. Usage:
 * queue URL FILES */
#include "desk/access.h"
#include "desk/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PAGES     200
#define PAGE_ROWS 50

static char room[1 << 20];

static void must_hold(bool good, const char *what)
{
    if (good) return;
    fprintf(stderr, "queue: %s\n", what);
    exit(1);
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* What is timed: the page as the desk shows it; of it, the rows; and the entry that is written
 * first. */
enum part { PAGE, ROWS, ENTRY, PART_COUNT };
static const char *const parts[PART_COUNT] = {"page", "its rows alone", "an entry alone"};
static double times[PART_COUNT][PAGES];

struct wanted {
    struct store *store;
    const char *body;
    struct queued after;
};

static struct desk clerk(const struct wanted *wanted, int i, struct arena *a)
{
    struct desk desk = {.store = wanted->store,
                        .today = DATE(2025, 11, 25),
                        .now = INT64_C(1764061200000000) + i,
                        .arena = a};
    desk.agent.role = ROLE_CLERK;
    snprintf(desk.agent.name, sizeof desk.agent.name, "agent.exemple");
    desk.purpose = desk_ordinary_purpose(&desk.agent);
    snprintf(desk.agent.body, sizeof desk.agent.body, "%s", wanted->body);
    return desk;
}

/* As page_bureau does: the rows, and whose each is. */
static void page(const struct wanted *wanted, int i, struct queued rows[PAGE_ROWS])
{
    struct arena a = arena_over(room, sizeof room);
    struct desk desk = clerk(wanted, i, &a);
    int count = 0;
    err e = desk_queue(&desk, &wanted->after, 0, PAGE_ROWS, rows, &count);
    must_hold(e == ERR_OK, err_meaning(e));
    must_hold(count > 0, "a page without its rows");
    enum whose whose[PAGE_ROWS];
    must_hold(desk_whose_each(&desk, rows, count, whose) == ERR_OK, "whose");
}

static void rows_alone(const struct wanted *wanted, struct queued rows[PAGE_ROWS])
{
    bool all = strcmp(wanted->body, "*") == 0;
    struct queue_page page = {.fund = all ? NULL : law_fund(text_of(wanted->body)),
                              .kind = DUTY_COUNT,
                              .max = PAGE_ROWS,
                              .reader = 1,
                              .after = wanted->after};
    int count = 0;
    must_hold(store_queue(wanted->store, &page, rows, &count) == ERR_OK, "rows");
}

static void entry_alone(const struct wanted *wanted, int i)
{
    struct arena a = arena_over(room, sizeof room);
    struct desk desk = clerk(wanted, i, &a);
    CLEANUP(reading_end) struct reading reading = {0};
    err e = reading_start(&desk, READ_QUEUE, NO_FILE, 0, &reading);
    if (e == ERR_OK) e = reading_finish(&reading, ERR_OK);
    must_hold(e == ERR_OK, err_meaning(e));
}

/* One after the other, so that what else the machine does falls on all alike. */
static void measure(const char *name, struct wanted wanted)
{
    static struct queued rows[PAGE_ROWS];
    for (int i = 0; i < PAGES; i++) {
        for (int part = 0; part < PART_COUNT; part++) {
            double start = now_ms();
            if (part == PAGE) page(&wanted, i, rows);
            if (part == ROWS) rows_alone(&wanted, rows);
            if (part == ENTRY) entry_alone(&wanted, i);
            times[part][i] = now_ms() - start;
        }
    }
    for (int part = 0; part < PART_COUNT; part++) {
        double *of = times[part];
        qsort(of, PAGES, sizeof *of, ascending);
        printf("  %-22s %-16s p50_ms %8.2f p99_ms %8.2f\n", part == 0 ? name : "", parts[part],
               of[PAGES / 2], of[PAGES * 99 / 100]);
    }
}

int main(int argc, char **argv)
{
    static const unsigned char key[STORE_KEY_BYTES] = "a key for benches, 32 bytes long";
    must_hold(argc == 3, "usage: queue URL FILES (0: makes the store)");
    struct store *store = NULL;
    struct trouble trouble = {"", ""};
    must_hold(store_open(text_of(argv[1]), key, &store, &trouble) == ERR_OK, trouble.expected);
    if (strtol(argv[2], NULL, 10) > 0) {
        struct queued middle = {.due = DATE(2024, 7, 1), .duty = DUTY_DECIDE};
        measure("one fund, first page", (struct wanted){store, "CAF-59", {.due = NO_DATE}});
        measure("one fund, middle", (struct wanted){store, "CAF-59", middle});
        measure("all funds, first page", (struct wanted){store, "*", {.due = NO_DATE}});
        measure("all funds, middle", (struct wanted){store, "*", middle});
    }
    store_close(store);
    return 0;
}
