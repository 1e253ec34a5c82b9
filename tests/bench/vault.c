/* What a question to the vault costs: the same operation of the keeper in this process and through
 * a channel to a confined process, in turns. Prints the median and the 99th percentile of each, in
 * microseconds. Usage: vault [ROUNDS] */
#include "host/channel.h"
#include "host/confine.h"
#include "store/keeper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ROUNDS 20000

static struct vault_keys keys;
static struct keeper_desk desk;
static struct keeper_line line;

static err answer(void *context, int worker, text request, void *reply, size_t max, size_t *ret)
{
    (void)context, (void)worker, (void)max;
    *ret = request.length == 0 ? 0 : keeper_answer(&desk, host_now(), request, reply);
    return ERR_OK;
}

static const struct host_helper helper = {
    .name = "vault", .message_max = KEEPER_MESSAGE_MAX, .deadline_ms = 10000, .answer = answer};

static err call(void *context, const void *request, size_t size, void *reply, size_t max,
                size_t *ret)
{
    return host_call(context, request, size, reply, max, ret);
}

static void start_vault(struct host_channel *channel)
{
    int ends[2];
    struct trouble trouble;
    must(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) == 0);
    pid_t process = fork();
    must(process >= 0);
    if (process == 0) {
        close(ends[0]);
        desk = (struct keeper_desk){.keeper = keeper_of_keys(&keys),
                                    .may = ~0U,
                                    .openings = {.burst = 1000000000, .per_second = 1000000000},
                                    .blinds = {.burst = 1000000000, .per_second = 1000000000}};
        _exit(host_help(&helper, &ends[1], 1, true, &trouble) == ERR_OK ? 0 : 1);
    }
    close(ends[1]);
    host_channel_begin(channel, &helper, ends[0]);
}

/* ---- what is asked ---- */

static const struct piece piece = {SEALED_VAULT, {871797010434}, 0, VAULT_CONTACT};
static struct wrapped_key key;
static char plain[500];
static unsigned char sealed[sizeof plain + SEAL_OVERHEAD], room[sizeof sealed];

static err do_blind(const struct keeper *k)
{
    struct blind blind;
    return k->does->blind(k->context, (text){plain, 40}, &blind);
}
static err do_seal(const struct keeper *k)
{
    return k->does->seal(k->context, &piece, &key, (text){plain, sizeof plain}, sealed);
}
static err do_open(const struct keeper *k)
{
    return k->does->open(k->context, &piece, &key, (text){(const char *)sealed, sizeof sealed},
                         room);
}
static err do_nothing(const struct keeper *k)
{
    size_t size;
    const struct keeper_line *far = k->context;
    return host_call(far->context, "", 0, room, sizeof room, &size);
}

/* ---- how long ---- */

static int ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void measure(const char *name, err (*what)(const struct keeper *), const struct keeper *k,
                    int rounds)
{
    int64_t *took = calloc((size_t)rounds, sizeof *took);
    must(took);
    for (int i = 0; i < rounds; i++) {
        int64_t before = host_elapsed();
        must(what(k) == ERR_OK);
        took[i] = host_elapsed() - before;
    }
    qsort(took, (size_t)rounds, sizeof *took, ascending);
    printf("%-28s median_us %lld p99_us %lld\n", name, (long long)took[rounds / 2],
           (long long)took[rounds - 1 - rounds / 100]);
    free(took);
}

int main(int count, char **words)
{
    static struct host_channel channel;
    int64_t rounds = ROUNDS;
    if (count > 1 && (text_read_integer(text_of(words[1]), &rounds) != ERR_OK || rounds < 100))
        return 2;
    host_random(&keys, sizeof keys);
    host_random(plain, sizeof plain);
    start_vault(&channel);
    line = (struct keeper_line){.call = call, .context = &channel};
    struct keeper near = keeper_of_keys(&keys), far = keeper_far(&line);
    must(near.does->make_key(near.context, piece.file, &key) == ERR_OK);
    measure("round trip, empty", do_nothing, &far, (int)rounds);
    measure("blind, in the process", do_blind, &near, (int)rounds);
    measure("blind, through the vault", do_blind, &far, (int)rounds);
    measure("seal 500 B, in the process", do_seal, &near, (int)rounds);
    measure("seal 500 B, through the vault", do_seal, &far, (int)rounds);
    measure("open 500 B, in the process", do_open, &near, (int)rounds);
    measure("open 500 B, through the vault", do_open, &far, (int)rounds);
    return 0;
}
