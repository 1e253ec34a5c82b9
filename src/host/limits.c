/* How often an address may ask: a bucket for each address and class, filled a drop at a time. The
 * addresses themselves are not kept: a bucket is found by a keyed hash of its address, with a key
 * that dies with the worker. */
#include "host/inside.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define SETS     1024
#define WAYS     4 /* of a set the one longest unused gives its place up */
#define MINUTE   INT64_C(60000000)
#define V6_OWNED 8 /* bytes of an IPv6 address that name a household: it has the rest to itself */

struct bucket {
    uint64_t address; /* hashed; 0: free */
    int64_t filled_at[HOST_CLASSES_MAX];
    int64_t drops[HOST_CLASSES_MAX]; /* a request takes MINUTE drops */
    int64_t used_at;
};

struct limits {
    unsigned char key[crypto_shorthash_KEYBYTES];
    const struct host_class *classes;
    int count;
    struct bucket buckets[SETS][WAYS];
};

struct limits *host_limits_make(const struct host_server *server)
{
    must(server->classes_count >= 0 && server->classes_count <= HOST_CLASSES_MAX);
    if (!server->limits || server->classes_count == 0) return NULL;
    struct limits *limits = calloc(1, sizeof *limits);
    if (!limits) return NULL; /* serve all the same: the limit on connections stays */
    host_random(limits->key, sizeof limits->key);
    limits->classes = server->classes;
    limits->count = server->classes_count;
    return limits;
}

void host_limits_end(struct limits *limits) { free(limits); }

static uint64_t hash_of(const struct limits *limits, text peer)
{
    struct host_network network = {{0}, 0};
    const void *bytes = peer.at;
    size_t size = (size_t)peer.length;
    if (host_network_read(peer, &network) == ERR_OK) {
        static const unsigned char v4[12] = {[10] = 0xFF, [11] = 0xFF};
        bytes = network.bytes;
        size = memcmp(network.bytes, v4, sizeof v4) == 0 ? sizeof network.bytes : V6_OWNED;
    }
    uint64_t hash = 0;
    int bad = crypto_shorthash((unsigned char *)&hash, bytes, size, limits->key);
    must(!bad);
    return hash == 0 ? 1 : hash;
}

static struct bucket *find(struct limits *limits, uint64_t address)
{
    struct bucket *set = limits->buckets[address % SETS], *place = &set[0];
    for (int i = 0; i < WAYS; i++) {
        if (set[i].address == address) return &set[i];
        if (set[i].used_at < place->used_at) place = &set[i];
    }
    memset(place, 0, sizeof *place);
    place->address = address;
    for (int i = 0; i < limits->count; i++) place->drops[i] = limits->classes[i].at_once * MINUTE;
    return place;
}

bool host_limits_take(struct limits *limits, text peer, int class, int64_t now)
{
    must(class < limits->count);
    if (class < 0) return true;
    const struct host_class *row = &limits->classes[class];
    struct bucket *bucket = find(limits, hash_of(limits, peer));
    int64_t full = row->at_once * MINUTE, passed = now - bucket->filled_at[class];
    if (passed > full / row->a_minute) passed = full / row->a_minute; /* and no overflow */
    bucket->drops[class] += passed * row->a_minute;
    if (bucket->drops[class] > full) bucket->drops[class] = full;
    bucket->filled_at[class] = now;
    bucket->used_at = now;
    if (bucket->drops[class] < MINUTE) return false;
    bucket->drops[class] -= MINUTE;
    return true;
}
