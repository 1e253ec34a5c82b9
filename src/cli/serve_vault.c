#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/serve.h"
#include "host/host.h"
#include "store/keeper.h"

/* The vault of abri serve: the only process that holds what opens names, addresses, contacts,
 * accounts and documents. It reads the master key at its start, keeps what it needs of the ring,
 * answers the workers' questions and says in its log which files they open, and how often. */

/* What a worker may ask at once, and then every second. A page of a file opens four pieces and a
 * claim asks for some tens of blinds: an office of two hundred stays far below; somebody who sits
 * in a worker and wants everything does not. */
#define OPENINGS_AT_ONCE  600
#define OPENINGS_A_SECOND 20
#define BLINDS_AT_ONCE    10000
#define BLINDS_A_SECOND   1000
#define NO_LIMIT          INT64_C(1000000000)

#define DEADLINE_MS 2000

/* How often a file was opened, as far as this table remembers: a file that takes another's place
 * begins anew, and is told of once more. */
#define REMEMBERED 4096
struct opened {
    int64_t file, count;
};

struct vault {
    const struct service *service;
    struct vault_keys *keys; /* in memory that is neither dumped nor swapped */
    struct store_keys *shared;
    struct keeper_desk desks[HOST_WORKERS_MAX];
    struct opened opened[REMEMBERED];
};

/* A worker's first question, answered with the keys of the journal. Shorter than any question to
 * the keeper. */
static const text ask_for_keys = {"keys", 4};

static err start(void *context)
{
    struct vault *vault = context;
    const struct service *service = vault->service;
    unsigned char master[STORE_KEY_BYTES];
    struct trouble trouble = {"", ""};
    vault->keys = host_secret_room((ptrdiff_t)sizeof *vault->keys);
    vault->shared = host_secret_room((ptrdiff_t)sizeof *vault->shared);
    err e = cli_key(service->url, service->key_file, master, &trouble);
    if (e == ERR_OK)
        e = store_unlock(text_of(service->url), master, vault->shared, vault->keys, &trouble);
    explicit_bzero(master, sizeof master);
    if (e != ERR_OK) {
        host_log("the vault does not open: %s: expected %s", trouble.where, trouble.expected);
        return e;
    }
    for (int i = 0; i < HOST_WORKERS_MAX; i++) {
        struct keeper_desk *desk = &vault->desks[i];
        *desk = (struct keeper_desk){
            .keeper = keeper_of_keys(vault->keys),
            .may = KEEPER_MAY(KEEPER_MAKE_KEY) | KEEPER_MAY(KEEPER_SEAL) | KEEPER_MAY(KEEPER_OPEN) |
                   KEEPER_MAY(KEEPER_BLIND) | KEEPER_MAY(KEEPER_SIGN) |
                   KEEPER_MAY(KEEPER_PUBLIC_KEY) | KEEPER_MAY(KEEPER_LIKEN),
            .openings = {.burst = OPENINGS_AT_ONCE, .per_second = OPENINGS_A_SECOND},
            .blinds = {.burst = BLINDS_AT_ONCE, .per_second = BLINDS_A_SECOND},
        };
        if (service->limits) continue;
        desk->openings.burst = desk->openings.per_second = NO_LIMIT;
        desk->blinds.burst = desk->blinds.per_second = NO_LIMIT;
    }
    return ERR_OK;
}

/* ---- what is told ---- */

static bool is_told(int64_t count) { return (count & (count - 1)) == 0; } /* 1, 2, 4, 8, ... */

/* By file and kind, never a word of it. The number of a file is not a name: the read log, which the
 * vault does not hold, says who opened it and why. */
static void tell_opening(struct vault *vault, int worker, const struct piece *piece)
{
    static const char *const kinds[VAULT_KIND_COUNT] = {"person", "contact", "account", "partner"};
    const char *kind = "document";
    if (piece->what == SEALED_VAULT && piece->kind >= 0 && piece->kind < VAULT_KIND_COUNT)
        kind = kinds[piece->kind];
    struct opened *opened = &vault->opened[(uint64_t)piece->file.number % REMEMBERED];
    if (opened->file != piece->file.number) *opened = (struct opened){.file = piece->file.number};
    opened->count++;
    if (!is_told(opened->count)) return;
    char room[32];
    struct writer file = WRITER(room);
    write_file_number(&file, piece->file);
    host_log("vault: worker %d opened %s of %s, opening %lld of this file", worker, kind,
             writer_string(&file), (long long)opened->count);
}

static void tell_refusals(const struct keeper_desk *desk, const struct keeper_desk *before,
                          int worker)
{
    if (desk->too_many != before->too_many && is_told(desk->too_many))
        host_log("vault: worker %d asked too often, %lld times", worker, (long long)desk->too_many);
    if (desk->not_allowed != before->not_allowed && is_told(desk->not_allowed))
        host_log("vault: worker %d asked what it may not, %lld times", worker,
                 (long long)desk->not_allowed);
}

static err answer(void *context, int worker, text request, void *reply, size_t max, size_t *ret)
{
    struct vault *vault = context;
    struct keeper_desk *desk = &vault->desks[worker];
    must(max >= KEEPER_MESSAGE_MAX);
    if (text_equal(request, ask_for_keys)) {
        memcpy(reply, vault->shared, sizeof *vault->shared);
        *ret = sizeof *vault->shared;
        return ERR_OK;
    }
    const struct keeper_desk before = *desk;
    *ret = keeper_answer(desk, host_now(), request, reply);
    if (*ret == 0) return ERR_BAD_INPUT;
    if (desk->done[KEEPER_OPEN] != before.done[KEEPER_OPEN])
        tell_opening(vault, worker, &desk->last_opened);
    tell_refusals(desk, &before, worker);
    return ERR_OK;
}

static void end(void *context)
{
    struct vault *vault = context;
    vault_keys_wipe(vault->keys);
    store_keys_wipe(vault->shared);
}

struct host_helper serve_vault(const struct service *service)
{
    static struct vault vault;
    vault.service = service;
    return (struct host_helper){
        .name = "vault",
        .powers = HOST_NOTHING,
        .message_max = KEEPER_MESSAGE_MAX,
        .deadline_ms = DEADLINE_MS,
        .start = start,
        .answer = answer,
        .end = end,
        .context = &vault,
    };
}

/* ---- the worker's side ---- */

static err call_vault(void *context, const void *request, size_t size, void *reply, size_t max,
                      size_t *ret)
{
    return host_call(context, request, size, reply, max, ret);
}

err serve_open_far(const struct service *service, struct host_channel *channel, struct store **ret,
                   struct trouble *trouble)
{
    static struct keeper_line line; /* one store a worker */
    struct store_keys keys;
    size_t size = 0;
    err e = host_call_patiently(channel, ask_for_keys.at, (size_t)ask_for_keys.length, &keys,
                                sizeof keys, &size);
    if (e == ERR_OK && size != sizeof keys) e = ERR_STORE_DOWN;
    line = (struct keeper_line){.call = call_vault, .context = channel};
    struct keeper far = keeper_far(&line);
    bool has_keys = e == ERR_OK;
    if (has_keys) e = store_open_with(text_of(service->url), &keys, &far, ret, trouble);
    if (e == ERR_OK) store_hurry(*ret);
    /* Said to whoever asks, until a process that is started again can reach it. */
    if (has_keys && e == ERR_STORE_DOWN && !serve_is_in_file(service)) {
        host_log("the store does not answer: %s: expected %s", trouble->where, trouble->expected);
        e = store_open_absent(text_of(service->url), &keys, &far, ret, trouble);
    }
    store_keys_wipe(&keys);
    return e;
}
