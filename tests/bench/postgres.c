/* Durable claims a second on PostgreSQL through store_append: two facts, vault, identity,
 * projection, answer kept. Usage: postgres URL SECONDS (0: one claim, for postgres.sh to learn its
 * rows) */
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void must_hold(bool good, const char *what)
{
    if (good) return;
    fprintf(stderr, "postgres: %s\n", what);
    exit(1);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static uint64_t state;
static uint64_t chance(void)
{
    state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t x = (state ^ state >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}
static void fill(unsigned char *bytes, int length)
{
    for (int i = 0; i < length; i++) bytes[i] = (unsigned char)chance();
}

static err append(struct store *store)
{
    const date day = DATE(2025, 11, 25);
    struct fact facts[] = {
        {.kind = FACT_CLAIM_RECEIVED, .day = day, .recorded_at = 1764061200000000},
        {.kind = FACT_CLAIM_COMPLETED, .day = day, .recorded_at = 1764061200000000}};
    facts[0].body.request = request_defaults(day);
    facts[0].body.request.department = law_department(T("59"));
    facts[0].body.undertakes_repayment = true;
    const struct vault_entry vault[] = {
        {VAULT_PERSON, T("{\"family_name\":\"EXEMPLE\",\"given_names\":\"Camille\","
                         "\"born_on\":\"1990-01-01\"}")},
        {VAULT_CONTACT, T("{\"channel\":\"desk\"}")},
        {VAULT_ACCOUNT, T("FR7699999000010000000000115\nCamille EXEMPLE")}};
    struct projection projection = {.fund = law_fund(T("CAF-59")),
                                    .claim = STAGE_CLAIM_COMPLETE,
                                    .payment = STAGE_PAYMENT_NONE,
                                    .received_on = day,
                                    .duties_count = 1,
                                    .duties = {{DUTY_DECIDE, day, 0}}};
    struct blind identity;
    struct idempotency once = {.answer = T("482109375516 2025-11-25 0 2025-11-28 CAF-59")};
    fill(identity.bytes, sizeof identity.bytes);
    fill(once.key, sizeof once.key);
    fill(once.digest, sizeof once.digest);
    struct append what = {.file = file_number_make(chance()),
                          .facts = facts,
                          .facts_count = 2,
                          .vault = vault,
                          .vault_count = 3,
                          .identity = &identity,
                          .projection = &projection,
                          .idempotency = &once};
    return store_append(store, &what);
}

int main(int argc, char **argv)
{
    static const unsigned char key[STORE_KEY_BYTES] = "a key for benches, 32 bytes long";
    must_hold(argc == 3, "usage: postgres URL SECONDS");
    struct store *store = NULL;
    struct trouble trouble = {"", ""};
    state = (uint64_t)getpid() << 32 ^ (uint64_t)(1e9 * now());
    must_hold(store_open(text_of(argv[1]), key, &store, &trouble) == ERR_OK, trouble.expected);
    double start = now(), until = start + strtod(argv[2], NULL);
    long count = 0;
    do {
        must_hold(append(store) == ERR_OK, "a claim that is not taken");
        count++;
    } while (now() < until);
    printf("%.0f\n", (double)count / (now() - start));
    store_close(store);
    return 0;
}
