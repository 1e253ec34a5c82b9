#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/serve.h"
#include "host/host.h"
#include "signin/signin.h"
#include "wire/wire.h"

/* Who asks the provider of identities, in a process of its own: the only one that may call out, and
 * the only one that holds the client's secret. It has neither the store nor a key of it. */

#define CONFIG_MAX (256 << 10)
#define ASKER_ROOM (1 << 20)
#define SECOND     INT64_C(1000000)

struct signin_side {
    struct signin_config config;
    struct signin_asker asker;
    const char *reads[16];
    char *secret; /* in memory that is neither dumped nor swapped */
    struct arena whole;
};

/* ---- the configuration, read before anything is forked ---- */

static err check_roles(const struct signin_config *config, struct trouble *trouble)
{
    for (int i = 0; i < config->agents_count; i++) {
        if (words_find(&store_roles, text_of(config->agents[i].role)) >= 0) continue;
        struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
        write_string(&where, "/agents/");
        write_integer(&where, i);
        write_string(&where, "/role");
        write_string(&what, "a role: clerk, supervisor, accountant, ... (abri --help)");
        writer_string(&where);
        writer_string(&what);
        return ERR_BAD_INPUT;
    }
    return ERR_OK;
}

static struct signin_side *side_of_process(void)
{
    static struct signin_side side;
    return &side;
}

err serve_signin_read(const char *path, const struct signin_config **ret, struct trouble *trouble)
{
    struct signin_side *side = side_of_process();
    const struct arena whole = host_arena(CONFIG_MAX + 4096);
    struct arena a = whole;
    text json;
    err e = host_read_file(path, CONFIG_MAX, &a, &json, trouble);
    if (e == ERR_OK) e = signin_config_read(json, &side->config, trouble);
    if (e == ERR_OK) e = check_roles(&side->config, trouble);
    host_arena_end(whole);
    if (e == ERR_OK) *ret = &side->config;
    return e;
}

/* ---- in its process ---- */

static err fetch(void *context, const struct signin_question *question, struct arena *a,
                 int *ret_status, text *ret_body)
{
    const struct signin_side *side = context;
    struct host_fetch what = {
        .address = question->address,
        .form = question->form,
        .bearer = question->bearer,
        .ca_file = side->config.ca_file,
        .timeout_ms = (int)side->config.timeout_seconds * 1000,
        .body_max = SIGNIN_ANSWER_MAX - 1,
    };
    return host_fetch(&what, a, ret_status, ret_body);
}

static err start(void *context)
{
    struct signin_side *side = context;
    struct trouble trouble = {"", ""};
    text secret;
    uint64_t seed;
    host_random(&seed, sizeof seed);
    wire_seed(seed);
    side->whole = host_arena(ASKER_ROOM);
    side->secret = host_secret_room(SIGNIN_WORD_MAX + 1);
    struct arena a = side->whole;
    err e = host_read_file(side->config.secret_file, SIGNIN_WORD_MAX, &a, &secret, &trouble);
    if (e == ERR_OK) {
        secret = text_trim(secret);
        memcpy(side->secret, secret.at, (size_t)secret.length);
        explicit_bzero((void *)(uintptr_t)secret.at, (size_t)secret.length);
        e = secret.length > 0 ? host_fetch_start() : ERR_BAD_INPUT;
    }
    if (e != ERR_OK) {
        host_log("the client's secret cannot be read: %s", err_meaning(e));
        return e;
    }
    side->asker.config = &side->config;
    side->asker.secret = (text){side->secret, secret.length};
    side->asker.fetch = fetch;
    side->asker.context = side;
    /* A provider that is down now is asked again when somebody comes. */
    enum signin_reason reason = signin_learn(&side->asker, host_now() / SECOND, &a);
    if (reason != SIGNIN_GOOD) host_log("the provider: %s", signin_reason_word(reason));
    return ERR_OK;
}

static err answer(void *context, int worker, text request, void *reply, size_t max, size_t *ret)
{
    struct signin_side *side = context;
    struct arena a = side->whole;
    text said;
    (void)worker;
    TRY(signin_answer(&side->asker, host_now() / SECOND, request, &a, &said));
    if ((size_t)said.length > max) return ERR_HOST;
    memcpy(reply, said.at, (size_t)said.length);
    *ret = (size_t)said.length;
    explicit_bzero(side->whole.at, (size_t)(a.at - side->whole.at));
    return ERR_OK;
}

struct host_helper serve_signin(void)
{
    struct signin_side *side = side_of_process();
    size_t count = 0;
    for (; host_fetch_reads[count]; count++) side->reads[count] = host_fetch_reads[count];
    must(count + 2 <= LENGTH(side->reads));
    if (side->config.ca_file[0]) side->reads[count++] = side->config.ca_file;
    side->reads[count] = NULL;
    return (struct host_helper){
        .name = "signin",
        .powers = HOST_CONNECTS,
        .reads = side->reads,
        .message_max = SIGNIN_MESSAGE_MAX,
        .deadline_ms = (int)side->config.timeout_seconds * 4000,
        .start = start,
        .answer = answer,
        .context = side,
    };
}

/* ---- the worker's side ---- */

err serve_signin_call(void *channel, const void *request, size_t size, void *reply, size_t max,
                      size_t *ret)
{
    return host_call(channel, request, size, reply, max, ret);
}
