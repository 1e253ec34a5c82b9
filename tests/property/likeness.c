#include "tests/test.h"

#include "tests/property/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How often an agent who is, or lives with, a party is found although somebody mistyped, and how
 * often a stranger is taken for one. People of our own making; the seed is printed. */

static struct random chance;

/* ---- the texts of a person, hashed and in order ---- */

#define TEXTS_MAX 4096
struct texts {
    struct {
        uint64_t hash;
        enum likeness_class class;
    } at[TEXTS_MAX];
    int count;
};

static uint64_t hash_of(text words)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (ptrdiff_t i = 0; i < words.length; i++)
        hash = (hash ^ (unsigned char)words.at[i]) * UINT64_C(1099511628211);
    return hash;
}

static err take(void *context, enum likeness_class class, text words)
{
    struct texts *texts = context;
    assert_true(texts->count < TEXTS_MAX);
    texts->at[texts->count].hash = hash_of(words);
    texts->at[texts->count++].class = class;
    return ERR_OK;
}

static int by_hash(const void *a, const void *b)
{
    uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
    return one < other ? -1 : one > other;
}

static void read_texts(const struct human *human, bool seeks, struct texts *ret)
{
    struct likeness_person person = human_person(human);
    struct likeness_taker taker = {take, ret};
    ret->count = 0;
    assert_int_equal(seeks ? likeness_sought(&person, taker) : likeness_kept(&person, taker),
                     ERR_OK);
    qsort(ret->at, (size_t)ret->count, sizeof ret->at[0], by_hash);
}

/* The classes of what is sought and kept. */
static uint32_t shared(const struct texts *sought, const struct texts *kept)
{
    uint32_t classes = 0;
    for (int i = 0, k = 0; i < sought->count && k < kept->count;) {
        if (sought->at[i].hash == kept->at[k].hash)
            classes |= 1u << sought->at[i++].class;
        else if (sought->at[i].hash < kept->at[k].hash)
            i++;
        else
            k++;
    }
    return classes;
}

/* ---- those who must be found ---- */

enum { PAIRS = 1000 };

/* What the file holds of the agent who is in it, by what the slip touches: of a partner names and
 * birth date, of one who lives with her the address, of a shared telephone or account that alone.
 */
static void leave_only(struct human *party, enum slip slip)
{
    struct human whole = *party;
    memset(party, 0, sizeof *party);
    party->born_on = NO_DATE;
    if (slip >= SLIP_IBAN_SPACES) {
        memcpy(party->iban, whole.iban, sizeof whole.iban);
    } else if (slip >= SLIP_STREET_SHORT) {
        memcpy(party->street, whole.street, sizeof whole.street);
        memcpy(party->postcode, whole.postcode, sizeof whole.postcode);
        memcpy(party->city, whole.city, sizeof whole.city);
    } else if (slip >= SLIP_PHONE_WRONG) {
        memcpy(party->phone, whole.phone, sizeof whole.phone);
    } else {
        memcpy(party->family, whole.family, sizeof whole.family);
        memcpy(party->given, whole.given, sizeof whole.given);
        party->born_on = whole.born_on;
    }
}

static void t14_an_agent_who_is_in_the_file_is_found_through_slips(void **state)
{
    (void)state;
    static struct texts sought, kept;
    int found = 0, made[SLIP_COUNT] = {0}, missed[SLIP_COUNT] = {0}, twice = 0;
    for (int i = 0; i < PAIRS; i++) {
        enum slip slip = (enum slip)(i % SLIP_COUNT);
        struct human agent = human_make(&chance), party = agent;
        human_slip(&party, slip, &chance);
        if (random_below(&chance, 4) == 0) { /* and a second one, on names or dates */
            human_slip(&party, (enum slip)random_below(&chance, SLIP_PHONE_WRONG), &chance);
            twice++;
        }
        leave_only(&party, slip);
        read_texts(&agent, true, &sought);
        read_texts(&party, false, &kept);
        bool hit = likeness_enough(shared(&sought, &kept));
        found += hit;
        made[slip]++;
        missed[slip] += !hit;
        if (!hit)
            print_message("missed (%s): %s/%s %s %d-%d-%d; typed %s %s %d-%d-%d %s %s\n",
                          slip_names[slip], agent.family, agent.birth, agent.given,
                          agent.born_on.year, agent.born_on.month, agent.born_on.day, party.family,
                          party.given, party.born_on.year, party.born_on.month, party.born_on.day,
                          party.street, party.phone);
    }
    for (int i = 0; i < SLIP_COUNT; i++) {
        assert_true(made[i] > 0);
        if (missed[i] > 0) print_message("%s: %d of %d\n", slip_names[i], missed[i], made[i]);
    }
    print_message("likeness: %d of %d agents who are a party or live with one are found through "
                  "slips (%d with two)\n",
                  found, PAIRS, twice);
    assert_true(found * 100 >= PAIRS * 99);
}

/* ---- those who must not ---- */

enum { STRANGERS = 1000, BY_BIRTH_MAX = 20, ALARMS_MAX = 200 };

/* Why a stranger was taken for a party. */
enum why { BY_HOUSE, BY_BIRTH, BY_TOWN, BY_NAMES, WHY_COUNT };
static enum why why_of(uint32_t classes)
{
    if (classes & 1u << LIKENESS_BUILDING) return BY_HOUSE;
    if (classes & (1u << LIKENESS_NAME_BIRTH | 1u << LIKENESS_NAME_COARSE)) return BY_BIRTH;
    return classes & 1u << LIKENESS_NAME_TOWN ? BY_TOWN : BY_NAMES;
}

static void a_stranger_is_seldom_taken_for_a_party(void **state)
{
    (void)state;
    static struct texts agents[STRANGERS];
    static struct texts kept;
    int alarms[WHY_COUNT] = {0}, total = 0, kept_most = 0, sought_most = 0;
    for (int i = 0; i < STRANGERS; i++) {
        struct human agent = human_make(&chance);
        read_texts(&agent, true, &agents[i]);
        if (agents[i].count > sought_most) sought_most = agents[i].count;
    }
    for (int k = 0; k < STRANGERS; k++) {
        struct human party = human_make(&chance);
        if (k % 2 == 0) leave_only(&party, SLIP_FAMILY_SWAP); /* a partner */
        if (k % 10 == 0) party.born_on = NO_DATE;
        read_texts(&party, false, &kept);
        if (kept.count > kept_most) kept_most = kept.count;
        for (int i = 0; i < STRANGERS; i++) {
            uint32_t classes = shared(&agents[i], &kept);
            if (!likeness_enough(classes)) continue;
            alarms[why_of(classes)]++;
            total++;
        }
    }
    print_message(
        "likeness: of 1000000 pairs of strangers %d are kept apart for nothing: %d by a name and "
        "the "
        "birth date, %d by both names in 100000 without a birth date, %d by both names in one of "
        "20 towns, %d by the same house\n",
        total, alarms[BY_BIRTH], alarms[BY_NAMES], alarms[BY_TOWN], alarms[BY_HOUSE]);
    print_message("likeness: at most %d texts kept of a party, %d sought for an agent\n", kept_most,
                  sought_most);
    assert_true(alarms[BY_BIRTH] <= BY_BIRTH_MAX);
    assert_true(total <= ALARMS_MAX);
    assert_true(kept_most <= LIKENESS_TEXTS_MAX && sought_most <= LIKENESS_TEXTS_MAX);
}

int main(void)
{
    chance = random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t14_an_agent_who_is_in_the_file_is_found_through_slips),
        cmocka_unit_test(a_stranger_is_seldom_taken_for_a_party),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
