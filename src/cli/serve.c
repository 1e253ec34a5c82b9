#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/serve.h"
#include "host/host.h"
#include "web/web.h"
#include "wire/wire.h"

/* abri serve: pages and interface. Each worker opens its own handle on the store. The first process
 * never has a key in its memory: what it forks would have it too. */

static struct desk keeper(struct store *store, struct arena *a)
{
    int64_t now = host_now();
    return (struct desk){.store = store,
                         .console = true,
                         .today = host_day_of(now),
                         .now = now,
                         .arena = a,
                         .read_plan = wire_plan_read,
                         .read_holder = wire_holder_read};
}

static bool is_memory(const char *url) { return text_starts_with(text_of(url), T("memory:")); }

bool serve_is_in_file(const struct service *service)
{
    return text_starts_with(text_of(service->url), T("sqlite:"));
}

/* The path of the store's file: sqlite:PATH. */
static const char *path_of(const struct service *service)
{
    return service->url + sizeof "sqlite:" - 1;
}

/* The store with its master key, and the demo in it when asked for. */
static err open_store(const struct service *service, bool demo, struct store **ret,
                      struct trouble *trouble)
{
    unsigned char key[STORE_KEY_BYTES];
    err e = cli_key(service->url, service->key_file, key, trouble);
    if (e == ERR_OK) e = store_open(text_of(service->url), key, ret, trouble);
    explicit_bzero(key, sizeof key);
    if (e != ERR_OK || !demo) return e;
    struct arena whole = host_arena(8 << 20), arena = whole;
    struct desk desk = keeper(*ret, &arena);
    e = demo_fill(&desk);
    if (e != ERR_OK) *trouble = desk.trouble;
    host_arena_end(whole);
    return e;
}

static err worker_start(void *context, struct host_channel *const *channels)
{
    struct service *service = context;
    struct trouble trouble = {"store", "a vault that answers"};
    uint64_t seed;
    service->started = host_now();
    /* Else the library asks for chance when no file can be opened any more. */
    host_random(&seed, sizeof seed);
    wire_seed(seed);
    struct store **store = &service->web.store;
    if (service->web.provider)
        service->web.provider_line =
            (struct signin_line){serve_signin_call, channels[service->memory ? 0 : 2]};
    /* the vault, who takes files apart, then who asks a provider, when there is one */
    service->web.cleaner = service->memory ? (struct web_cleaner){serve_clean_here, NULL}
                                           : (struct web_cleaner){serve_clean_far, channels[1]};
    err e = service->memory ? open_store(service, service->demo, store, &trouble)
                            : serve_open_far(service, channels[0], store, &trouble);
    /* SQLite has made its other files by now; it cannot sync their folder itself once confined. */
    if (e == ERR_OK && serve_is_in_file(service))
        e = host_sync_folder_of(path_of(service), &trouble);
    if (e != ERR_OK)
        host_log("the store does not open: %s: expected %s", trouble.where, trouble.expected);
    return e;
}

static void worker_end(void *context)
{
    struct service *service = context;
    store_close(service->web.store);
    service->web.store = NULL;
}

/* How often a request is handled again when its transaction and another's were in each other's way:
 * nothing was written, and nobody was answered yet. */
#define REPEATS 3

static void handle(void *context, const struct host_request *request, struct host_answer *answer)
{
    struct web *web = &((struct service *)context)->web;
    const struct arena whole = *request->arena;
    const struct host_answer none = *answer;
    for (int tries = 0; tries <= REPEATS; tries++) {
        *request->arena = whole;
        *answer = none;
        store_watch(web->store);
        web_handle(web, request, answer);
        if (!store_may_repeat(web->store)) return;
    }
}

/* A worker may not connect anew: one whose connection is gone makes room for one that can. Not at
 * once: who asks meanwhile is answered. */
#define ABSENCE INT64_C(1000000)

static bool is_spent(void *context)
{
    const struct service *service = context;
    return store_is_lost(service->web.store) && host_now() - service->started >= ABSENCE;
}

static void ready(void *context, const char *address, uint16_t port)
{
    const struct service *service = context;
    printf("%s://%s:%u/\n", service->tls_here ? "https" : "http", address, (unsigned)port);
    fflush(stdout);
}

/* "127.0.0.1:8440" */
static err read_listen(const char *listen, char *address, size_t size, uint16_t *ret_port)
{
    const char *colon = strrchr(listen, ':');
    int64_t port = 0;
    if (!colon || colon == listen || (size_t)(colon - listen) >= size ||
        text_read_integer(text_of(colon + 1), &port) != ERR_OK || port < 0 || port > 65535) {
        fputs("abri: --listen: expected ADDRESS:PORT, such as 127.0.0.1:8440\n", stderr);
        return ERR_BAD_INPUT;
    }
    memcpy(address, listen, (size_t)(colon - listen));
    address[colon - listen] = '\0';
    *ret_port = (uint16_t)port;
    return ERR_OK;
}

static bool is_loopback(const char *address)
{
    return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0 ||
           strcmp(address, "localhost") == 0;
}

/* Opens the store once before the workers do: makes it when new, says what is wrong, fills the
 * demo. In a process of its own, which the keys die with. */
static int prepare(void *context)
{
    struct service *service = context;
    struct trouble trouble = {"", ""};
    struct store *store = NULL;
    err e = open_store(service, service->demo, &store, &trouble);
    store_close(store);
    if (e == ERR_OK) return EXIT_DONE;
    (void)cli_fail(e, &trouble);
    return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
}

enum {
    STORE,
    KEY,
    LISTEN,
    WORKERS,
    DEMO,
    LIMITS,
    SANDBOX,
    EXIT_TO,
    TLS_CERT,
    TLS_KEY,
    PROXIES,
    HTTPS,
    OIDC,
    CLAMD,
    OPTIONS
};

/* What is for a machine's own tests and shows: never where others can come. */
static err check_loopback(const struct option_spec *options, const char *address)
{
    static const int only_off[] = {LIMITS, SANDBOX};
    bool bare = options[DEMO].value != NULL;
    for (size_t i = 0; i < LENGTH(only_off); i++) {
        const struct option_spec *option = &options[only_off[i]];
        if (!option->value) continue;
        bare = true;
        if (strcmp(option->value, "off") == 0) continue;
        fprintf(stderr, "abri: %s: expected off\n", option->name);
        return ERR_BAD_INPUT;
    }
    if (!bare || is_loopback(address)) return ERR_OK;
    fputs("abri: --demo, --limits off and --sandbox off are for loopback addresses only\n", stderr);
    return ERR_BAD_INPUT;
}

static int serve(const struct option_spec *options, const char *address, uint16_t port, int workers)
{
    static struct service service;
    service.url = options[STORE].value;
    service.key_file = options[KEY].value;
    service.demo = options[DEMO].value != NULL;
    service.memory = is_memory(service.url);
    service.limits = !options[LIMITS].value;
    service.web.exit_to =
        options[EXIT_TO].value ? options[EXIT_TO].value : "https://fr.wikipedia.org/";
    service.web.limits = (struct session_limits){SESSION_IDLE, SESSION_WHOLE};
    int prepared = service.memory ? EXIT_DONE : host_apart(prepare, &service);
    if (prepared != EXIT_DONE) return prepared == EXIT_INPUT ? EXIT_INPUT : EXIT_WORLD;
    struct trouble trouble = {"", ""};
    err e = ERR_OK;
    if (options[OIDC].value)
        e = serve_signin_read(options[OIDC].value, &service.web.provider, &trouble);
    if (e != ERR_OK) return cli_fail(e, &trouble);
    struct host_helper helpers[3];
    int helpers_count = 0;
    if (!service.memory) helpers[helpers_count++] = serve_vault(&service);
    if (!service.memory) helpers[helpers_count++] = serve_attachments(options[CLAMD].value);
    if (service.web.provider) helpers[helpers_count++] = serve_signin();
    struct host_server server = {
        .address = address,
        .port = port,
        .workers = workers,
        .limits = service.limits,
        .body_max = WIRE_JSON_MAX,
        .body_max_of = web_body_max_of,
        .arena_size = 32 << 20, /* address space: only what a request touches is memory */
        .confined = !options[SANDBOX].value,
        .powers = serve_is_in_file(&service) ? HOST_STORES : HOST_NOTHING,
        .once = service.memory,
        .helpers = helpers,
        .helpers_count = helpers_count,
        .worker_start = worker_start,
        .worker_end = worker_end,
        .is_spent = is_spent,
        .handle = handle,
        .refuse = web_refuse,
        .ready = ready,
        .class_of = web_class_of,
        .classes = web_classes,
        .classes_count = web_classes_count,
        .context = &service,
    };
    const struct arena whole = host_arena(1 << 20);
    struct arena room = whole;
    struct network_options network = {options[TLS_CERT].value, options[TLS_KEY].value,
                                      options[PROXIES].value};
    e = serve_network(&network, &room, &server, &trouble);
    service.tls_here = server.tls_certificate != NULL;
    service.web.is_https = server.tls_certificate || options[HTTPS].value;
    if (e == ERR_OK) e = host_serve(&server, &trouble);
    host_arena_end(whole);
    return e == ERR_OK ? EXIT_DONE : cli_fail(e, &trouble);
}

int serve_main(int argc, char **argv)
{
    struct option_spec options[OPTIONS] = {
        {"--store", true, NULL},   {"--key", true, NULL},     {"--listen", true, NULL},
        {"--workers", true, NULL}, {"--demo", false, NULL},   {"--limits", true, NULL},
        {"--sandbox", true, NULL}, {"--exit-to", true, NULL}, {"--tls-cert", true, NULL},
        {"--tls-key", true, NULL}, {"--proxies", true, NULL}, {"--https", false, NULL},
        {"--oidc", true, NULL},    {"--clamd", true, NULL}};
    int operands = 0;
    int64_t workers = 1;
    char address[64];
    uint16_t port = 0;
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, NULL, 0, &operands) !=
        ERR_OK)
        return EXIT_INPUT;
    const char *listen = options[LISTEN].value ? options[LISTEN].value : "127.0.0.1:8440";
    if (read_listen(listen, address, sizeof address, &port) != ERR_OK) return EXIT_INPUT;
    if (!options[STORE].value) {
        fputs("abri: --store: needed: sqlite:PATH, postgresql://... or memory:\n", stderr);
        return EXIT_INPUT;
    }
    bool memory = is_memory(options[STORE].value);
    if (options[WORKERS].value &&
        (text_read_integer(text_of(options[WORKERS].value), &workers) != ERR_OK || workers < 1 ||
         workers > 64 || (memory && workers > 1))) {
        fputs("abri: --workers: expected a number from 1 to 64, and 1 with memory:\n", stderr);
        return EXIT_INPUT;
    }
    if (check_loopback(options, address) != ERR_OK) return EXIT_INPUT;
    return serve(options, address, port, (int)workers);
}
