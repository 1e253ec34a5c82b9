#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "host/host.h"
#include "web/web.h"
#include "wire/wire.h"

/* abri serve: pages and interface. Each worker opens its own handle on the store. */

struct service {
    const char *url;
    unsigned char key[STORE_KEY_BYTES];
    struct web web;
    bool tls_here;
    bool demo_here; /* memory: the demo lives in the worker that holds the store */
};

static struct desk keeper(struct store *store, struct arena *a)
{
    int64_t now = host_now();
    return (struct desk){
        .store = store, .console = true, .today = host_day_of(now), .now = now, .arena = a};
}

static err worker_start(void *context)
{
    struct service *service = context;
    struct trouble trouble = {"", ""};
    err e = store_open(text_of(service->url), service->key, &service->web.store, &trouble);
    if (e != ERR_OK) {
        host_log("the store does not open: %s: expected %s", trouble.where, trouble.expected);
        return e;
    }
    if (!service->demo_here) return ERR_OK;
    struct arena arena = host_arena(8 << 20);
    struct desk desk = keeper(service->web.store, &arena);
    return demo_fill(&desk);
}

static void worker_end(void *context)
{
    struct service *service = context;
    store_close(service->web.store);
    service->web.store = NULL;
}

static void handle(void *context, const struct host_request *request, struct host_answer *answer)
{
    web_handle(&((struct service *)context)->web, request, answer);
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
 * demo. */
static err prepare(struct service *service, const char *key_file, bool demo)
{
    struct trouble trouble = {"", ""};
    err e = cli_key(service->url, key_file, service->key, &trouble);
    struct store *store = NULL;
    if (e == ERR_OK) e = store_open(text_of(service->url), service->key, &store, &trouble);
    if (e != ERR_OK) {
        (void)cli_fail(e, &trouble);
        return e;
    }
    if (demo && text_starts_with(text_of(service->url), T("memory:"))) {
        service->demo_here = true;
    } else if (demo) {
        struct arena arena = host_arena(8 << 20);
        struct desk desk = keeper(store, &arena);
        e = demo_fill(&desk);
        if (e != ERR_OK) (void)cli_fail(e, &desk.trouble);
    }
    store_close(store);
    return e;
}

enum {
    STORE,
    KEY,
    LISTEN,
    WORKERS,
    DEMO,
    LIMITS,
    EXIT_TO,
    TLS_CERT,
    TLS_KEY,
    PROXIES,
    HTTPS,
    OPTIONS
};

static int serve(struct option_spec *options, const char *address, uint16_t port, int workers)
{
    bool limits = true;
    if (options[LIMITS].value && strcmp(options[LIMITS].value, "off") != 0) {
        fputs("abri: --limits: expected off\n", stderr);
        return EXIT_INPUT;
    }
    if (options[LIMITS].value) limits = false;
    if ((!limits || options[DEMO].value) && !is_loopback(address)) {
        fputs("abri: --demo and --limits off are for loopback addresses only\n", stderr);
        return EXIT_INPUT;
    }
    static struct service service;
    service.url = options[STORE].value;
    service.web.exit_to =
        options[EXIT_TO].value ? options[EXIT_TO].value : "https://fr.wikipedia.org/";
    service.web.idle_limit = INT64_C(15) * 60 * 1000000;
    err e = prepare(&service, options[KEY].value, options[DEMO].value != NULL);
    if (e != ERR_OK) return e == ERR_BAD_INPUT ? EXIT_INPUT : EXIT_WORLD;
    struct host_server server = {
        .address = address,
        .port = port,
        .workers = workers,
        .limits = limits,
        .body_max = WIRE_JSON_MAX,
        .arena_size = 32 << 20, /* address space: only what a request touches is memory */
        .worker_start = worker_start,
        .worker_end = worker_end,
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
    struct trouble trouble = {"", ""};
    struct network_options network = {options[TLS_CERT].value, options[TLS_KEY].value,
                                      options[PROXIES].value};
    e = serve_network(&network, &room, &server, &trouble);
    service.tls_here = server.tls_certificate != NULL;
    service.web.is_https = server.tls_certificate || options[HTTPS].value;
    if (e == ERR_OK) e = host_serve(&server, &trouble);
    host_arena_end(whole);
    explicit_bzero(service.key, sizeof service.key);
    return e == ERR_OK ? EXIT_DONE : cli_fail(e, &trouble);
}

int serve_main(int argc, char **argv)
{
    struct option_spec options[OPTIONS] = {
        {"--store", true, NULL},   {"--key", true, NULL},      {"--listen", true, NULL},
        {"--workers", true, NULL}, {"--demo", false, NULL},    {"--limits", true, NULL},
        {"--exit-to", true, NULL}, {"--tls-cert", true, NULL}, {"--tls-key", true, NULL},
        {"--proxies", true, NULL}, {"--https", false, NULL}};
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
        fputs("abri: --store: needed: sqlite:PATH or memory:\n", stderr);
        return EXIT_INPUT;
    }
    bool memory = text_starts_with(text_of(options[STORE].value), T("memory:"));
    if (options[WORKERS].value &&
        (text_read_integer(text_of(options[WORKERS].value), &workers) != ERR_OK || workers < 1 ||
         workers > 64 || (memory && workers > 1))) {
        fputs("abri: --workers: expected a number from 1 to 64, and 1 with memory:\n", stderr);
        return EXIT_INPUT;
    }
    return serve(options, address, port, (int)workers);
}
