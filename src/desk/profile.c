#include "desk/conflict.h"
#include "desk/internal.h"
#include "store/parties.h"

/* Who an agent is: the keys under which he is sought, and one walk through every file there is. */

#define SCAN_PAGE 500

/* One page of the walk, in a transaction of its own: claims may come in between. */
static err scan_page(struct desk *desk, const struct seekers *seekers, struct party_place *at)
{
    struct meeting *meetings = NULL;
    TRY(store_party_scan(desk->store, seekers, SCAN_PAGE, at, desk->arena, &meetings));
    return desk_bar_all(desk, meetings);
}

static err scan(struct desk *desk, const struct seekers *seekers)
{
    struct party_place at = PARTY_START;
    while (at.more) { /* each page is behind the one before */
        struct arena before = *desk->arena;
        TRY(store_begin(desk->store));
        err e = scan_page(desk, seekers, &at);
        *desk->arena = before;
        if (e != ERR_OK) {
            store_rollback(desk->store);
            return e;
        }
        TRY(store_commit(desk->store));
    }
    return ERR_OK;
}

static err profile_of(struct desk *desk, const struct desk_profile *profile)
{
    const struct party_keys *people[PROFILE_PEOPLE_MAX];
    struct seekers seekers = {.agent = store_agent_number(desk->store, profile->name),
                              .people = people,
                              .count = profile->count};
    for (int i = 0; i < profile->count; i++) {
        struct party_keys *keys = TAKE(desk->arena, struct party_keys, 1);
        TRY(store_liken(desk->store, &profile->people[i], true, keys));
        people[i] = keys;
    }
    TRY(store_profile_set(desk->store, profile->name, profile->words, &seekers, desk->console));
    TRY(scan(desk, &seekers));
    return store_profile_done(desk->store, seekers.agent);
}

err desk_profile(struct desk *desk, const struct desk_profile *profile)
{
    TRY(desk_check(desk, DEED_KNOW_AGENTS));
    if (profile->count < 1 || profile->count > PROFILE_PEOPLE_MAX)
        return desk_refuse(desk, ERR_BAD_INPUT, "/people", "one to eight people, first the agent");
    struct arena before = *desk->arena;
    err e = profile_of(desk, profile);
    *desk->arena = before;
    return e;
}
