#include "tests/property/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct random random_start(void)
{
    const char *given = getenv("ABRI_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 20231128;
    printf("seed %llu (ABRI_SEED)\n", (unsigned long long)seed);
    return (struct random){seed};
}

/* splitmix64. */
uint64_t random_next(struct random *random)
{
    uint64_t x = random->at += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

int random_below(struct random *random, int below)
{
    return (int)(random_next(random) % (uint64_t)below);
}

bool random_flag(struct random *random) { return random_next(random) & 1; }

date random_day(struct random *random)
{
    return date_plus_days(DATE(2023, 11, 28), random_below(random, 3 * 365 + 1));
}

/* Half of the days fall near the terms the law counts to. */
static date random_day_until(struct random *random, date last)
{
    if (random_flag(random)) return date_plus_days(last, -random_below(random, 900));
    date term = date_plus_months_or_last_day(last, -12);
    return date_plus_days(term, random_below(random, 5) - 2);
}

static const struct department *random_department(struct random *random)
{
    const struct department *where;
    do {
        where = law_department_at(random_below(random, law_department_count()));
    } while (where->coverage == COVERAGE_NOT_COVERED);
    return where;
}

struct request random_request(struct random *random)
{
    struct request request = request_defaults(random_day(random));
    request.completed_on = date_plus_days(request.requested_on, random_below(random, 20));
    request.decided_on = date_plus_days(request.completed_on, random_below(random, 9));
    request.department = random_department(random);
    request.resources.cents = random_below(random, random_flag(random) ? 600001 : 100000001);
    request.children_count =
        random_flag(random) ? random_below(random, 5) : random_below(random, 31);
    for (int i = 0; i < request.children_count; i++) {
        request.children[i].shared_custody = random_below(random, 8) == 0;
        if (random_flag(random)) continue;
        request.children[i].born_on =
            date_plus_days(request.requested_on, -random_below(random, 9000));
    }
    if (random_below(random, 8) == 0) {
        request.relationship = (enum relationship)random_below(random, RELATIONSHIP_COUNT);
    }
    request.violence_against = random_below(random, 16) == 0 ? VICTIM_CHILD_ONLY : VICTIM_APPLICANT;
    request.documents_count = random_below(random, REQUEST_DOCUMENTS_MAX + 1);
    if (random_flag(random)) request.documents_count = 1;
    for (int i = 0; i < request.documents_count; i++) {
        request.documents[i].kind = (enum document_kind)random_below(random, DOCUMENT_COUNT);
        request.documents[i].dated = random_day_until(random, request.completed_on);
    }
    if (random_below(random, 8) == 0) {
        request.residence = (enum residence)random_below(random, RESIDENCE_COUNT);
    }
    request.beneficiary_of = (enum beneficiary)random_below(random, BENEFICIARY_COUNT);
    request.awards_count = random_flag(random) ? 0 : random_below(random, REQUEST_AWARDS_MAX + 1);
    for (int i = 0; i < request.awards_count; i++) {
        request.awards[i] = random_day_until(random, request.decided_on);
    }
    request.smic_reference = (enum smic_reference)random_below(random, SMIC_REFERENCE_COUNT);
    return request;
}

/* A claim's body without what the journal does not hold: days of completion and decision, awards.
 */
static void random_information(struct random *random, struct body *body)
{
    body->request = random_request(random);
    body->request.completed_on = body->request.decided_on = body->request.requested_on;
    body->request.awards_count = 0;
    for (int i = 0; i < body->request.documents_count; i++) {
        date *dated = &body->request.documents[i].dated;
        if (date_compare(*dated, body->request.requested_on) > 0) {
            *dated = body->request.requested_on;
        }
    }
    body->channel = (enum channel)random_below(random, CHANNEL_COUNT);
    body->consent_departement = random_flag(random);
    body->consent_association = random_flag(random);
    body->undertakes_repayment = random_flag(random);
    body->undertakes_reporting = random_flag(random);
    body->has_account = random_flag(random);
    body->account_seen_by_others = random_below(random, 4) == 0;
}

/* ---- a body of any kind: each field anywhere within its bounds ---- */

struct chance {
    struct visitor visitor;
    struct random *random;
};

static struct random *chance_of(struct visitor *v) { return ((struct chance *)v)->random; }

/* Half small, so that sums meet; never more than 10 000 euros, so that they add up. */
static void any_integer(struct visitor *v, const char *name, int64_t *value, int64_t min,
                        int64_t max)
{
    (void)name;
    int64_t span = max - min < 1000000 ? max - min : 1000000;
    if (span > 30 && random_flag(chance_of(v))) span = 30;
    *value = min + random_below(chance_of(v), (int)span + 1);
}

static void any_flag(struct visitor *v, const char *name, bool *value)
{
    (void)name;
    *value = random_flag(chance_of(v));
}

static void any_day(struct visitor *v, const char *name, date *value, bool optional)
{
    (void)name;
    bool none = optional && random_flag(chance_of(v));
    *value = none ? NO_DATE : random_day(chance_of(v));
}

static void any_word(struct visitor *v, const char *name, int *value, const struct word_list *list)
{
    (void)name;
    *value = random_below(chance_of(v), list->count);
}

static void any_set(struct visitor *v, const char *name, uint32_t *bits,
                    const struct word_list *list)
{
    (void)name;
    *bits = (uint32_t)random_below(chance_of(v), 1 << list->count);
}

static void any_department(struct visitor *v, const char *name, const struct department **value)
{
    (void)name;
    *value = random_department(chance_of(v));
}

static void any_fund(struct visitor *v, const char *name, const struct fund **value)
{
    (void)name;
    *value = law_fund_at(random_below(chance_of(v), law_fund_count()));
}

static void any_reason(struct visitor *v, const char *name, char value[5])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    (void)name;
    for (int i = 0; i < 4; i++) value[i] = letters[random_below(chance_of(v), 36)];
    value[4] = '\0';
}

static void any_list_begin(struct visitor *v, const char *name, int *count, int max)
{
    (void)name;
    *count = random_below(chance_of(v), max + 1);
}

static void any_item(struct visitor *v, int place)
{
    (void)v;
    (void)place;
}

static void any_list_end(struct visitor *v) { (void)v; }

struct body random_body(struct random *random, enum fact_kind kind)
{
    struct body body;
    memset(&body, 0, sizeof body);
    if (kind == FACT_CLAIM_RECEIVED || kind == FACT_INFORMATION_RECEIVED ||
        kind == FACT_INFORMATION_CORRECTED) {
        random_information(random, &body);
        return body;
    }
    struct chance v = {
        .visitor = {any_integer, any_flag, any_day, any_word, any_set, any_department, any_fund,
                    any_reason, any_list_begin, any_item, any_list_end},
        .random = random,
    };
    body_visit(&v.visitor, kind, &body);
    return body;
}
