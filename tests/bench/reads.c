/* What an entry of the read log costs: each reading as the desk does it, and the same by the raw
 * calls of the store, which the product has no way to do (tools/reads). Taken in turns, one after
 * the other, so that whatever else the machine does meets them alike. WAL, synchronous=FULL.
 *
 * - open: a file read, folded, assessed, its duties; the raw way writes nothing.
 * - open_vault: the same with identity, contact and account opened: still one entry.
 * - queue: a page of fifty.
 * - commit: one row of an entry's size in a transaction of its own, the least an entry can cost.
 *
 * Usage: reads EMPTY_FOLDER FILES ROUNDS [PROCESSES]. Prints, in microseconds: name, median, p99;
 * then the ratio of the medians. With PROCESSES, so many open files at once, as fast as they can,
 * then some 25 a second each as busy offices do. */
#include "store/reads.h"
#include "desk/desk.h"
#include "tests/bench/raw.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define DAY        DATE(2025, 11, 25)
#define NOW        INT64_C(1764061200000000)
#define FILES_MAX  100000
#define ROUNDS_MAX 100000
#define WORKERS    16
#define QUEUE_PAGE 50
#define KINDS      (1u << VAULT_PERSON | 1u << VAULT_CONTACT | 1u << VAULT_ACCOUNT)

static const unsigned char master[STORE_KEY_BYTES] = "a key for benches, 32 bytes long";
static char room[8 << 20];
static file_number files[FILES_MAX];
static int files_count;
static struct store *store;

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e6 * (double)t.tv_sec + 1e-3 * (double)t.tv_nsec;
}

static struct desk desk_at(struct arena *a)
{
    *a = arena_over(room, sizeof room);
    return (struct desk){.store = store, .console = true, .today = DAY, .now = NOW, .arena = a};
}

/* ---- the store ---- */

static void open_store(const char *folder)
{
    char url[512];
    struct trouble trouble;
    snprintf(url, sizeof url, "sqlite:%s/reads.db", folder);
    check(store_open(text_of(url), master, &store, &trouble) == ERR_OK, "the store does not open");
}

static void receive(int i)
{
    struct arena a;
    struct desk desk = desk_at(&a);
    struct desk_claim *claim = TAKE(&a, struct desk_claim, 1);
    char identity[64];
    claim->body.request = request_defaults(DAY);
    claim->body.request.department = law_department(T("59"));
    claim->body.request.resources.cents = 71316;
    claim->body.channel = CHANNEL_DESK;
    claim->body.undertakes_repayment = claim->body.undertakes_reporting = true;
    claim->body.has_account = true;
    claim->vault[0] = (struct vault_entry){
        VAULT_PERSON, T("{\"family_name\":\"EXEMPLE\",\"given_names\":\"Camille\"}")};
    claim->vault[1] = (struct vault_entry){VAULT_CONTACT, T("{\"channel\":\"desk\"}")};
    claim->vault[2] =
        (struct vault_entry){VAULT_ACCOUNT, T("FR7699999000010000000000115\nCamille EXEMPLE")};
    claim->vault_count = 3;
    snprintf(identity, sizeof identity, "EXEMPLE %d|CAMILLE|1990-01-01", i);
    claim->identity = text_of(identity);
    struct receipt receipt;
    check(desk_receive(&desk, claim, NULL, chance(), &receipt) == ERR_OK, desk.trouble.expected);
    files[i] = receipt.file;
}

/* ---- the ways ---- */

static void raw_file(struct arena *a, file_number number)
{
    struct journal journal;
    struct case_file file;
    struct decision decision;
    struct duty duties[DUTY_COUNT];
    struct blind identity;
    file_number others[8];
    int place = 0, count = 0;
    check(store_read(store, number, a, &journal, &place) == ERR_OK, "a file that does not read");
    check(case_fold(&journal, &file, &place) == ERR_OK, "a file that does not fold");
    if (store_identity(store, number, &identity) == ERR_OK)
        check(store_same_person(store, &identity, (file_number){0}, 8, others, &count) == ERR_OK,
              "same person");
    case_assess(&file, DAY, NO_DATE, &decision);
    (void)case_duties(&file, DAY, duties);
}

static void open_raw(int i)
{
    struct arena a = arena_over(room, sizeof room);
    raw_file(&a, files[i]);
}

static void open_logged(int i)
{
    struct arena a;
    struct desk desk = desk_at(&a);
    struct dossier *dossier = TAKE(&a, struct dossier, 1);
    check(desk_open(&desk, files[i], dossier) == ERR_OK, "a file that does not open");
}

static void vault_raw(int i)
{
    struct arena a = arena_over(room, sizeof room);
    text words;
    raw_file(&a, files[i]);
    for (int kind = VAULT_PERSON; kind <= VAULT_ACCOUNT; kind++)
        check(store_vault_read(store, files[i], (enum vault_kind)kind, &a, &words) == ERR_OK,
              "a vault that does not open");
}

static void vault_logged(int i)
{
    struct arena a;
    struct desk desk = desk_at(&a);
    struct dossier *dossier = TAKE(&a, struct dossier, 1);
    struct disclosed disclosed;
    check(desk_open_with(&desk, files[i], KINDS, dossier, &disclosed) == ERR_OK,
          "a vault that does not open");
}

static void queue_raw(int i)
{
    struct queued queued[QUEUE_PAGE];
    int count = 0;
    struct queue_page page = {.kind = DUTY_COUNT, .skip = i % 1000, .max = QUEUE_PAGE};
    check(store_queue(store, &page, queued, &count) == ERR_OK && count > 0, "no queue");
}

static void queue_logged(int i)
{
    struct arena a;
    struct desk desk = desk_at(&a);
    struct queued queued[QUEUE_PAGE];
    int count = 0;
    check(desk_queue(&desk, &(struct queued){.due = NO_DATE}, i % 1000, QUEUE_PAGE, queued,
                     &count) == ERR_OK &&
              count > 0,
          "no queue");
}

static void commit(int i)
{
    (void)i;
    raw_one_row(400);
}

static struct way {
    const char *name;
    void (*once)(int file);
    double *taken;
} ways[] = {
    {"open_raw", open_raw, NULL},   {"open", open_logged, NULL},
    {"vault_raw", vault_raw, NULL}, {"open_vault", vault_logged, NULL},
    {"queue_raw", queue_raw, NULL}, {"queue", queue_logged, NULL},
    {"commit", commit, NULL},
};

/* ---- figures ---- */

static int by_time(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

static double at(const double *sorted, int count, double share)
{
    return sorted[(int)(share * (count - 1))];
}

static void measure(int rounds)
{
    for (size_t i = 0; i < LENGTH(ways); i++) {
        ways[i].taken = calloc((size_t)rounds, sizeof(double));
        check(ways[i].taken != NULL, "no memory");
    }
    for (int round = 0; round < rounds; round++) {
        for (size_t i = 0; i < LENGTH(ways); i++) {
            int file = (int)(chance() % (uint64_t)files_count);
            double start = now_us();
            ways[i].once(file);
            ways[i].taken[round] = now_us() - start;
        }
    }
    for (size_t i = 0; i < LENGTH(ways); i++) {
        qsort(ways[i].taken, (size_t)rounds, sizeof(double), by_time);
        printf("%-11s median_us %.0f p99_us %.0f\n", ways[i].name, at(ways[i].taken, rounds, 0.5),
               at(ways[i].taken, rounds, 0.99));
    }
    for (size_t i = 0; i + 1 < LENGTH(ways); i += 2) {
        double raw = at(ways[i].taken, rounds, 0.5), with = at(ways[i + 1].taken, rounds, 0.5);
        double least = at(ways[LENGTH(ways) - 1].taken, rounds, 0.5);
        printf("%-11s %.2f of %s, %.2f of %s and a commit\n", ways[i + 1].name, with / raw,
               ways[i].name, with / (raw + least), ways[i].name);
    }
}

/* Each process opens files of its own choice; the store makes them wait for one another. */
static void measure_together(const char *folder, int rounds, int processes, int pause_us)
{
    size_t size = (size_t)rounds * (size_t)processes * sizeof(double);
    double *taken = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    check(taken != MAP_FAILED, "no memory");
    store_close(store);
    double begin = now_us();
    for (int worker = 0; worker < processes; worker++) {
        pid_t child = fork();
        check(child >= 0, "no process");
        if (child > 0) continue;
        open_store(folder);
        for (int round = 0; round < rounds; round++) {
            double start = now_us();
            open_logged((round * 7919 + worker * 104729) % files_count);
            taken[worker * rounds + round] = now_us() - start;
            if (pause_us > 0) usleep((useconds_t)(chance() % (uint64_t)(2 * pause_us)));
        }
        store_close(store);
        _exit(0);
    }
    for (int worker = 0; worker < processes; worker++) {
        int status = -1;
        check(wait(&status) > 0 && status == 0, "a process that failed");
    }
    double seconds = 1e-6 * (now_us() - begin);
    int count = rounds * processes;
    qsort(taken, (size_t)count, sizeof(double), by_time);
    printf("open,%d%s median_us %.0f p99_us %.0f per_second %.0f\n", processes,
           pause_us > 0 ? ",paced" : "", at(taken, count, 0.5), at(taken, count, 0.99),
           count / seconds);
    open_store(folder);
}

int main(int argc, char **argv)
{
    check(argc == 4 || argc == 5, "usage: reads EMPTY_FOLDER FILES ROUNDS [PROCESSES]");
    files_count = (int)strtol(argv[2], NULL, 10);
    int rounds = (int)strtol(argv[3], NULL, 10);
    int processes = argc == 5 ? (int)strtol(argv[4], NULL, 10) : 0;
    check(files_count > 0 && files_count <= FILES_MAX, "files: 1 to 100000");
    check(rounds > 0 && rounds <= ROUNDS_MAX, "rounds: 1 to 100000");
    check(processes >= 0 && processes <= WORKERS, "processes: at most 16");
    char path[512];
    snprintf(path, sizeof path, "%s/one.db", argv[1]);
    raw_open_one(path);
    open_store(argv[1]);
    for (int i = 0; i < files_count; i++) receive(i);
    measure(rounds);
    if (processes > 0) measure_together(argv[1], rounds, processes, 0);
    if (processes > 0) measure_together(argv[1], rounds, processes, 40000);
    store_close(store);
    return 0;
}
