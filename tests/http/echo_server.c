/* The smallest program over host_serve, for tests/http/host.sh:
 *   echo_server [workers=N] [timeout=SECONDS] [address=A] [limits=on] [cannot=start] [helper=on]
 * Prints its port on a line once it listens. GET gives the decoded path; POST gives the body back;
 * /pid the worker's number; /large two million bytes; /die ends the worker by a bug; /forged a
 * header with a line break. With a helper, /ask/WORDS gives its answer: WORDS, unless they are
 * "die" or "hang"; /shut shuts the worker's channel, as somebody who broke into it could. */
#include "host/host.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BODY_MAX 100000
#define LARGE    2000000

static void give(struct host_answer *answer, text body)
{
    answer->status = 200;
    answer->content_type = "text/plain; charset=utf-8";
    answer->body = body;
}

static void say_header(const struct host_request *request, struct host_answer *answer)
{
    struct writer out = {arena_take(request->arena, 512), 0, 512, false};
    write_text(&out, host_request_header(request, "X-Word"));
    write_character(&out, '|');
    write_text(&out, host_request_cookie(request, "session"));
    write_character(&out, '|');
    write_text(&out, request->query);
    write_character(&out, '|');
    write_text(&out, request->peer);
    give(answer, writer_text(&out));
}

static text large_body(struct arena *a)
{
    char *large = arena_take(a, LARGE);
    memset(large, 'x', LARGE);
    return (text){large, LARGE};
}

/* ---- the helper ---- */

static struct host_channel *helper_channel;

static err echo(void *context, int worker, text request, void *reply, size_t max, size_t *ret)
{
    (void)context, (void)worker;
    while (text_equal(request, T("hang"))) pause();
    if (text_equal(request, T("die"))) _exit(9);
    *ret = (size_t)request.length < max ? (size_t)request.length : max;
    memcpy(reply, request.at, *ret);
    return ERR_OK;
}

static void ask(text words, struct arena *a, struct host_answer *answer)
{
    size_t size = 0;
    char *reply = arena_take(a, 1000);
    err e = host_call(helper_channel, words.at, (size_t)words.length, reply, 1000, &size);
    give(answer, e ? T("nobody") : (text){reply, (ptrdiff_t)size});
    if (e) answer->status = 503;
}

static void shut_channels(void)
{
    for (int i = STDERR_FILENO + 1; i < 64; i++) {
        int type = 0;
        socklen_t size = sizeof type;
        if (getsockopt(i, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET)
            (void)shutdown(i, SHUT_RDWR);
    }
}

/* ---- requests ---- */

static text own_number(struct arena *a)
{
    struct writer out = {arena_take(a, 32), 0, 32, false};
    write_integer(&out, getpid());
    return writer_text(&out);
}

static void handle(void *context, const struct host_request *request, struct host_answer *answer)
{
    (void)context;
    text path = request->path;
    host_answer_header(answer, "X-Method", arena_copy(request->arena, request->method).at);
    if (text_equal(path, T("/die"))) base_bug(__FILE__, __LINE__, "asked for");
    if (text_equal(path, T("/shut"))) shut_channels();
    if (text_equal(path, T("/forged"))) host_answer_header(answer, "X-Forged", "a\r\nX-B: c");
    if (text_equal(request->method, T("POST")))
        give(answer, request->body);
    else if (text_equal(path, T("/headers")))
        say_header(request, answer);
    else if (text_equal(path, T("/static")))
        give(answer, T("for ever"));
    else if (text_equal(path, T("/large")))
        give(answer, large_body(request->arena));
    else if (text_equal(path, T("/pid")))
        give(answer, own_number(request->arena));
    else if (text_starts_with(path, T("/ask/")))
        ask((text){path.at + 5, path.length - 5}, request->arena, answer);
    else
        give(answer, path);
}

static void refuse(void *context, int status, text target, struct host_answer *answer)
{
    (void)context, (void)target;
    answer->status = status;
    answer->content_type = "text/plain";
    answer->body = T("refused");
    host_answer_header(answer, "X-Refused", "yes");
}

static void ready(void *context, const char *address, uint16_t port)
{
    (void)context, (void)address;
    printf("%u\n", port);
    fflush(stdout);
}

static err worker_start(void *context, struct host_channel *const *channels)
{
    helper_channel = channels[0]; /* not looked at when there is none */
    return context ? ERR_STORE_DOWN : ERR_OK;
}

static void worker_end(void *context)
{
    (void)context;
    fprintf(stderr, "worker ended in order\n");
}

static int number_of(text word)
{
    int64_t number = 0;
    return text_read_integer(word, &number) ? 0 : (int)number;
}

int main(int count, char **words)
{
    static const struct host_helper helper = {
        .name = "echo", .message_max = 1000, .deadline_ms = 300, .answer = echo};
    struct host_server server = {
        .address = "127.0.0.1",
        .workers = 1,
        .timeout_seconds = 30,
        .body_max = BODY_MAX,
        .arena_size = 4 << 20,
        .worker_start = worker_start,
        .worker_end = worker_end,
        .handle = handle,
        .refuse = refuse,
        .ready = ready,
    };
    for (int i = 1; i < count; i++) {
        text value = text_of(words[i]);
        text name = text_cut(&value, '=');
        if (text_equal(name, T("workers"))) server.workers = number_of(value);
        if (text_equal(name, T("timeout"))) server.timeout_seconds = number_of(value);
        if (text_equal(name, T("address"))) server.address = value.at;
        if (text_equal(name, T("limits"))) server.limits = text_equal(value, T("on"));
        if (text_equal(name, T("cannot"))) server.context = &server;
        if (text_equal(name, T("helper"))) {
            server.helpers = &helper;
            server.helpers_count = 1;
        }
    }
    struct trouble trouble = {0};
    err e = host_serve(&server, &trouble);
    if (e)
        fprintf(stderr, "%s: expected %s (%s)\n", trouble.where, trouble.expected, err_meaning(e));
    return e ? 1 : 0;
}
