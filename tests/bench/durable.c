/* Durable claims a second, four ways taken in turns of a tenth of a second, so that whatever else
 * the machine does meets them alike:
 *
 * - one_row: SQLite alone, one blob of as many bytes as all rows of a claim, a transaction each.
 * - same_rows: SQLite alone, the rows of a claim: the same tables with their indexes and foreign
 *   keys, values of the same types and lengths, a transaction each. The store's raw insert rate.
 * - append: store_append of that claim: two facts, vault, identity, projection, answer kept. What
 *   it adds is looking for the head, sealing, chaining, clearing what an older projection left.
 * - receive: desk_receive of that claim: adds the look for an answer kept, the rules, the fold.
 *
 * All with WAL and synchronous=FULL. Prints a line each: name, rate, processor microseconds.
 * Usage: durable CLAIM_FILE EMPTY_FOLDER SECONDS (of each way) */
#include "desk/desk.h"
#include "tests/bench/raw.h"
#include "wire/wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct bench {
    const char *folder;
    struct store *receives, *appends;
    struct desk_claim claim;
    struct append append;
    struct projection projection;
    struct shape shape; /* of a claim's rows */
};

static const unsigned char master[STORE_KEY_BYTES] = "a key for benches, 32 bytes long";
static char room[1 << 21], claim_room[1 << 16];

static double clock_of(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- the claim ---- */

static struct store *open_store(const struct bench *b, const char *name)
{
    char url[512];
    struct store *store = NULL;
    struct trouble trouble;
    snprintf(url, sizeof url, "sqlite:%s/%s.db", b->folder, name);
    check(store_open(text_of(url), master, &store, &trouble) == ERR_OK, "the store does not open");
    return store;
}

static void read_claim(struct bench *b, const char *path)
{
    static char json[8192];
    static struct claim claim;
    struct arena a = arena_over(claim_room, sizeof claim_room);
    struct trouble trouble;
    FILE *file = fopen(path, "rb");
    check(file != NULL, "no claim");
    size_t length = fread(json, 1, sizeof json, file);
    fclose(file);
    err e =
        wire_claim_read((text){json, (ptrdiff_t)length}, DATE(2025, 11, 25), &a, &claim, &trouble);
    check(e == ERR_OK, "the claim does not read");
    b->claim =
        (struct desk_claim){.body = claim.body, .identity = claim.identity, .vault_count = 3};
    b->claim.vault[0] = (struct vault_entry){VAULT_PERSON, claim.person};
    b->claim.vault[1] = (struct vault_entry){VAULT_CONTACT, claim.contact};
    b->claim.vault[2] =
        (struct vault_entry){VAULT_ACCOUNT, T("FR7699999000010000000000115\nCamille EXEMPLE")};
}

static void receive(struct bench *b)
{
    struct arena a = arena_over(room, sizeof room);
    struct desk desk = {.store = b->receives,
                        .agent = {.role = ROLE_COUNT},
                        .today = DATE(2025, 11, 25),
                        .now = INT64_C(1764061200000000),
                        .arena = &a};
    char key[16], identity[64];
    struct desk_once once = {{key, sizeof key},
                             T("a body of some hundred bytes, hashed in passing")};
    struct receipt receipt;
    fill(key, sizeof key);
    snprintf(identity, sizeof identity, "EXEMPLE %016" PRIX64 "|CAMILLE|1990-01-01", chance());
    b->claim.identity = text_of(identity);
    check(desk_receive(&desk, &b->claim, &once, chance(), &receipt) == ERR_OK,
          desk.trouble.expected);
}

/* ---- the same, by the store alone ---- */

/* What desk_receive has written is what store_append shall write. */
static void learn_append(struct bench *b)
{
    static struct fact facts[2];
    struct arena a = arena_over(room, sizeof room);
    file_number file;
    struct journal journal;
    int count = 0, place = 0;
    check(store_files(b->receives, (file_number){0}, 1, &file, &count) == ERR_OK && count == 1,
          "no file");
    check(store_read(b->receives, file, &a, &journal, &place) == ERR_OK && journal.count == 2,
          "no facts");
    check(store_projection_read(b->receives, file, &b->projection) == ERR_OK, "no projection");
    memcpy(facts, journal.facts, sizeof facts);
    b->append = (struct append){.facts = facts,
                                .facts_count = 2,
                                .vault = b->claim.vault,
                                .vault_count = b->claim.vault_count,
                                .projection = &b->projection};
}

static void append(struct bench *b)
{
    struct blind identity;
    struct idempotency idempotency = {.answer = T("482109375516 2025-11-25 0 2025-11-28 CAF-59")};
    fill(identity.bytes, sizeof identity.bytes);
    fill(idempotency.key, sizeof idempotency.key);
    fill(idempotency.digest, sizeof idempotency.digest);
    b->append.file = file_number_make(chance());
    b->append.identity = &identity;
    b->append.idempotency = &idempotency;
    check(store_append(b->appends, &b->append) == ERR_OK, "append");
}

/* ---- the four ways ---- */

static void same_rows(struct bench *b)
{
    (void)b;
    raw_same_rows();
}

static void one_row(struct bench *b) { raw_one_row(b->shape.bytes); }

struct way {
    const char *name;
    void (*once)(struct bench *);
    double seconds, busy;
    int count;
};

static void take_turn(struct bench *b, struct way *way)
{
    double start = clock_of(CLOCK_MONOTONIC), end = start;
    double busy = clock_of(CLOCK_PROCESS_CPUTIME_ID);
    for (; end < start + 0.1; way->count++) {
        way->once(b);
        end = clock_of(CLOCK_MONOTONIC);
    }
    way->seconds += end - start;
    way->busy += clock_of(CLOCK_PROCESS_CPUTIME_ID) - busy;
}

static void prepare_all(struct bench *b, const char *claim)
{
    char from[512], into[512];
    read_claim(b, claim);
    b->receives = open_store(b, "receive");
    b->appends = open_store(b, "append");
    store_close(open_store(b, "same"));
    receive(b);
    learn_append(b);
    snprintf(from, sizeof from, "%s/receive.db", b->folder);
    snprintf(into, sizeof into, "%s/same.db", b->folder);
    raw_learn(from, into, &b->shape);
    snprintf(into, sizeof into, "%s/one.db", b->folder);
    raw_open_one(into);
}

int main(int argc, char **argv)
{
    static struct bench b;
    struct way ways[] = {{.name = "one_row", .once = one_row},
                         {.name = "same_rows", .once = same_rows},
                         {.name = "append", .once = append},
                         {.name = "receive", .once = receive}};
    check(argc == 4, "usage: durable CLAIM_FILE EMPTY_FOLDER SECONDS");
    b.folder = argv[2];
    double seconds = strtod(argv[3], NULL);
    prepare_all(&b, argv[1]);
    while (ways[0].seconds < seconds) {
        for (size_t i = 0; i < LENGTH(ways); i++) take_turn(&b, &ways[i]);
    }
    printf("# a claim is %d rows in %d tables, %d bytes\n", b.shape.rows, b.shape.tables,
           b.shape.bytes);
    for (size_t i = 0; i < LENGTH(ways); i++)
        printf("%-10s per_second %.0f cpu_us %.0f\n", ways[i].name, ways[i].count / ways[i].seconds,
               1e6 * ways[i].busy / ways[i].count);
    store_close(b.receives);
    store_close(b.appends);
    return 0;
}
