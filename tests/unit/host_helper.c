/* Messages between processes: what comes back, and what does not stop anybody. */
#include "tests/test.h"

#include "host/channel.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define LARGE 100000

/* Answers "?" with its own worker's number, "no" with NOT_FOUND, "bad" with BAD_INPUT, "large" with
 * as much as it may, "die" never; everything else with itself. */
static err answer(void *context, int worker, text request, void *reply, size_t max, size_t *ret)
{
    (void)context;
    if (text_equal(request, T("no"))) return ERR_NOT_FOUND;
    if (text_equal(request, T("bad"))) return ERR_BAD_INPUT;
    if (text_equal(request, T("die"))) _exit(9);
    if (text_equal(request, T("large"))) {
        memset(reply, 'x', max);
        *ret = max;
        return ERR_OK;
    }
    if (request.length > 0) memcpy(reply, request.at, (size_t)request.length);
    *ret = (size_t)request.length;
    if (!text_equal(request, T("?"))) return ERR_OK;
    *(char *)reply = (char)('0' + worker);
    return ERR_OK;
}

/* Two channels with a helper in a process of its own, which logs into a pipe. */
static const struct host_helper helper = {
    .name = "echo", .message_max = LARGE, .deadline_ms = 10000, .answer = answer};
static struct host_channel channels[2];
static int helper_ends[2], log_end;
static pid_t process;

static int make_channels(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) < 0) return -1;
        host_channel_begin(&channels[i], &helper, ends[0]);
        helper_ends[i] = ends[1];
    }
    return 0;
}

static int start_helper(void **state)
{
    int ends[2];
    if (make_channels(state) < 0 || pipe(ends) < 0) return -1;
    process = fork();
    if (process == 0) {
        struct trouble trouble;
        for (int i = 0; i < 2; i++) close(channels[i].socket);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        _exit(host_help(&helper, helper_ends, 2, false, &trouble) == ERR_OK ? 0 : 1);
    }
    close(ends[1]);
    log_end = ends[0];
    for (int i = 0; i < 2; i++) close(helper_ends[i]);
    return process > 0 ? 0 : -1;
}

static int close_channels(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) close(channels[i].socket);
    return 0;
}

/* It ends by itself when nobody is left; its status. */
static int end_helper(void)
{
    int status = -1;
    for (int i = 0; i < 2; i++) {
        if (channels[i].socket >= 0) close(channels[i].socket);
        channels[i].socket = -1;
    }
    waitpid(process, &status, 0);
    return status;
}

static int stop_helper(void **state)
{
    (void)state;
    if (channels[0].socket >= 0) (void)end_helper();
    close(log_end);
    return 0;
}

static err ask(struct host_channel *c, const char *words, char ret[64])
{
    size_t size = 0;
    TRY(host_call(c, words, strlen(words), ret, 63, &size));
    ret[size] = '\0';
    return ERR_OK;
}

/* ---- with a helper ---- */

static void a_message_of_any_length_comes_back(void **state)
{
    static char request[LARGE + 1], reply[LARGE];
    const size_t edge = PACKET_WORDS_MAX;
    const size_t sizes[] = {0, 1, edge - 1, edge, edge + 1, 3 * edge, LARGE};
    (void)state;
    for (size_t i = 0; i < LENGTH(sizes); i++) {
        size_t size = 7;
        /* Not drawn by chance, which would make the lone one a "?" once in 256. */
        for (size_t k = 0; k < LARGE; k++) request[k] = (char)((k * k + 31 * i) % 251 + 1);
        assert_int_equal(host_call(&channels[0], request, sizes[i], reply, LARGE, &size), ERR_OK);
        assert_int_equal(size, sizes[i]);
        assert_memory_equal(reply, request, size);
    }
    size_t size = 7;
    assert_int_equal(host_call(&channels[0], request, LARGE + 1, reply, LARGE, &size),
                     ERR_BAD_INPUT);
    assert_int_equal(size, 7);
}

static void each_channel_has_its_own_replies(void **state)
{
    char reply[64];
    (void)state;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(ask(&channels[i], "?", reply), ERR_OK);
        assert_int_equal(reply[0], '0' + i);
    }
}

static void what_the_helper_refuses_is_told(void **state)
{
    char reply[64] = "as it was";
    (void)state;
    assert_int_equal(ask(&channels[0], "no", reply), ERR_NOT_FOUND);
    assert_int_equal(ask(&channels[0], "bad", reply), ERR_BAD_INPUT);
    assert_string_equal(reply, "as it was");
}

static void a_reply_too_long_for_who_asked_is_refused(void **state)
{
    char reply[64];
    (void)state;
    assert_int_equal(ask(&channels[0], "large", reply), ERR_STORE_DOWN);
    assert_int_equal(channels[0].refused, 1);
    assert_int_equal(ask(&channels[0], "after", reply), ERR_OK);
    assert_string_equal(reply, "after");
}

static void send_raw(int socket, const void *bytes, size_t size)
{
    assert_int_equal(send(socket, bytes, size, MSG_NOSIGNAL), size);
}

/* One of ours in every field but one. */
static void send_almost(int socket, int which)
{
    struct {
        struct packet_head head;
        char words[5];
    } p = {{PACKET_MARK, 0, 1, 5, 0}, "hello"};
    size_t size = sizeof p.head + sizeof p.words;
    if (which == 0) p.head.mark++;
    if (which == 1) p.head.total = LARGE + 1;
    if (which == 2) p.head.total = UINT32_MAX;
    if (which == 3) p.head.offset = 1;
    if (which == 4) p.head.offset = UINT32_MAX;
    if (which == 5) p.head.total = 4;
    if (which == 6) p.head.total = 6;
    if (which == 7) size--;
    if (which == 8) size = sizeof p.head;
    if (which == 9) size = sizeof p.head - 1;
    send_raw(socket, &p, size);
}
#define ALMOST 10

static int count_in_log(const char *words)
{
    static char room[1 << 20];
    ssize_t length = 0, got = 1;
    while (length < (ssize_t)sizeof room - 1 && got > 0) {
        got = read(log_end, room + length, sizeof room - 1 - (size_t)length);
        length += got > 0 ? got : 0;
    }
    room[length] = '\0';
    int count = 0;
    for (const char *at = strstr(room, words); at; at = strstr(at + 1, words)) count++;
    return count;
}

static void packets_that_are_none_are_refused_counted_and_stop_nobody(void **state)
{
    static char huge[PACKET_BYTES + 1];
    char reply[64];
    (void)state;
    send_raw(channels[0].socket, huge, 0);
    send_raw(channels[0].socket, huge, 1);
    send_raw(channels[0].socket, huge, PACKET_BYTES);
    send_raw(channels[0].socket, huge, PACKET_BYTES + 1);
    for (int i = 0; i < ALMOST; i++) send_almost(channels[0].socket, i);
    assert_int_equal(ask(&channels[1], "others", reply), ERR_OK);
    assert_int_equal(ask(&channels[0], "itself", reply), ERR_OK);
    assert_string_equal(reply, "itself");
    assert_int_equal(end_helper(), 0);
    /* 14 refused: told at the 1st, 2nd, 4th and 8th. */
    assert_int_equal(count_in_log("packet refused from worker 0"), 4);
}

static void a_message_begun_and_left_is_given_up(void **state)
{
    struct packet_head head = {PACKET_MARK, 0, 1, LARGE, 0};
    static char words[LARGE];
    char reply[64];
    (void)state;
    assert_true(host_packet_send(channels[0].socket, &head, words) > 0);
    assert_int_equal(ask(&channels[0], "next", reply), ERR_OK);
    assert_string_equal(reply, "next");
}

static void who_does_not_read_its_replies_stops_nobody(void **state)
{
    struct packet_head head = {PACKET_MARK, 0, 1, 5, 0};
    char reply[64];
    (void)state;
    while (host_packet_send(channels[0].socket, &head, "large") > 0) {
    }
    assert_int_equal(ask(&channels[1], "others", reply), ERR_OK);
    assert_string_equal(reply, "others");
}

static void a_helper_ends_with_the_last_worker(void **state)
{
    char reply[64];
    (void)state;
    assert_int_equal(ask(&channels[1], "started", reply), ERR_OK);
    kill(process, SIGTERM); /* the service is told to stop: workers need it still */
    kill(process, SIGINT);
    close(channels[0].socket);
    channels[0].socket = -1;
    assert_int_equal(ask(&channels[1], "still here", reply), ERR_OK);
    assert_int_equal(end_helper(), 0);
}

/* ---- in the place of a helper ---- */

static void nobody_is_waited_for_in_vain(void **state)
{
    char reply[64];
    static const struct host_helper hasty = {.name = "none", .message_max = 64, .deadline_ms = 20};
    (void)state;
    channels[0].helper = &hasty;
    assert_int_equal(ask(&channels[0], "hello", reply), ERR_STORE_DOWN);
    struct pollfd end = {.fd = helper_ends[0], .events = POLLIN};
    unsigned char packet[PACKET_BYTES];
    assert_true(host_packet_receive(helper_ends[0], packet) > 0);
    /* After a silence the next calls fail without being sent. */
    assert_int_equal(ask(&channels[0], "hello", reply), ERR_STORE_DOWN);
    assert_int_equal(poll(&end, 1, 0), 0);
}

/* Runs in a process of its own: takes one request and says what `play` makes of it. */
static void in_the_place_of_a_helper(void (*play)(int end, struct packet_head request))
{
    pid_t other = fork();
    if (other != 0) {
        process = other;
        return;
    }
    unsigned char packet[PACKET_BYTES];
    struct pollfd end = {.fd = helper_ends[0], .events = POLLIN};
    struct packet_head head;
    if (poll(&end, 1, -1) != 1) _exit(1);
    ptrdiff_t got = host_packet_receive(helper_ends[0], packet);
    if (got < 0 || !host_packet_head(packet, (size_t)got, &head)) _exit(1);
    play(helper_ends[0], head);
    _exit(0);
}

static void reply_with(int end, struct packet_head head, const char *words)
{
    head.total = (uint32_t)strlen(words);
    (void)host_packet_send(end, &head, words);
}

static void play_late(int end, struct packet_head request)
{
    struct packet_head late = request;
    late.number--;
    (void)send(end, "no packet", 9, 0);
    reply_with(end, late, "not yours");
    late.said = SAID_NOBODY;
    late.total = 0;
    (void)host_packet_send(end, &late, NULL);
    reply_with(end, request, "yours");
}

static void a_late_reply_is_never_taken_for_ours(void **state)
{
    char reply[64];
    (void)state;
    reply_with(helper_ends[0], (struct packet_head){PACKET_MARK, 0, channels[0].number + 1, 0, 0},
               "guessed before it was asked");
    in_the_place_of_a_helper(play_late);
    assert_int_equal(ask(&channels[0], "mine?", reply), ERR_OK);
    assert_string_equal(reply, "yours");
    assert_int_equal(channels[0].refused, 1);
    waitpid(process, NULL, 0);
}

static void play_unknown_err(int end, struct packet_head request)
{
    request.said = ERR_COUNT;
    reply_with(end, request, "no such err");
}

static void a_reply_with_an_unknown_err_is_refused(void **state)
{
    char reply[64];
    (void)state;
    in_the_place_of_a_helper(play_unknown_err);
    assert_int_equal(ask(&channels[0], "hello", reply), ERR_STORE_DOWN);
    assert_int_equal(channels[0].refused, 1);
    waitpid(process, NULL, 0);
}

static void play_gone(int end, struct packet_head request)
{
    (void)request;
    host_tell_gone(end);
}

static void a_helper_that_died_is_not_waited_for(void **state)
{
    char reply[64];
    (void)state;
    in_the_place_of_a_helper(play_gone);
    assert_int_equal(ask(&channels[0], "hello", reply), ERR_STORE_DOWN);
    assert_int_equal(channels[0].silent_till, 0); /* told, not by the deadline */
    waitpid(process, NULL, 0);
}

static void play_starting(int end, struct packet_head request)
{
    unsigned char packet[PACKET_BYTES];
    struct pollfd more = {.fd = end, .events = POLLIN};
    host_tell_gone(end);
    if (poll(&more, 1, -1) != 1) _exit(1);
    ptrdiff_t got = host_packet_receive(end, packet);
    if (got > 0 && host_packet_head(packet, (size_t)got, &request))
        reply_with(end, request, "started");
}

static void a_helper_that_is_starting_is_waited_for(void **state)
{
    char reply[64] = "";
    size_t size = 0;
    (void)state;
    in_the_place_of_a_helper(play_starting);
    assert_int_equal(host_call_patiently(&channels[0], "hello", 5, reply, sizeof reply, &size),
                     ERR_OK);
    assert_int_equal(size, 7);
    assert_memory_equal(reply, "started", 7);
    waitpid(process, NULL, 0);
}

static void who_is_told_to_stop_waits_no_longer(void **state)
{
    char reply[64];
    size_t size = 0;
    sigset_t stop, before;
    static const struct host_helper hasty = {.name = "none", .message_max = 64, .deadline_ms = 20};
    (void)state;
    channels[0].helper = &hasty;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigprocmask(SIG_BLOCK, &stop, &before);
    (void)raise(SIGTERM);
    assert_int_equal(host_call_patiently(&channels[0], "hello", 5, reply, sizeof reply, &size),
                     ERR_STORE_DOWN);
    int signal;
    assert_int_equal(sigwait(&stop, &signal), 0);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

static void what_waits_for_a_helper_that_is_gone_is_answered(void **state)
{
    struct packet_head asked = {PACKET_MARK, 0, 42, 5, 0}, told;
    unsigned char packet[PACKET_BYTES];
    (void)state;
    assert_true(host_packet_send(channels[0].socket, &asked, "hello") > 0);
    (void)send(channels[0].socket, "no packet", 9, 0);
    host_answer_for_nobody(helper_ends[0]);
    ptrdiff_t got = host_packet_receive(channels[0].socket, packet);
    assert_true(got > 0 && host_packet_head(packet, (size_t)got, &told));
    assert_int_equal(told.number, 42);
    assert_int_equal(told.said, SAID_NOBODY);
    assert_true(host_packet_receive(channels[0].socket, packet) < 0);
}

int main(void)
{
#define WITH_HELPER(test) cmocka_unit_test_setup_teardown(test, start_helper, stop_helper)
#define ALONE(test)       cmocka_unit_test_setup_teardown(test, make_channels, close_channels)
    const struct CMUnitTest tests[] = {
        WITH_HELPER(a_message_of_any_length_comes_back),
        WITH_HELPER(each_channel_has_its_own_replies),
        WITH_HELPER(what_the_helper_refuses_is_told),
        WITH_HELPER(a_reply_too_long_for_who_asked_is_refused),
        WITH_HELPER(packets_that_are_none_are_refused_counted_and_stop_nobody),
        WITH_HELPER(a_message_begun_and_left_is_given_up),
        WITH_HELPER(who_does_not_read_its_replies_stops_nobody),
        WITH_HELPER(a_helper_ends_with_the_last_worker),
        ALONE(nobody_is_waited_for_in_vain),
        ALONE(a_late_reply_is_never_taken_for_ours),
        ALONE(a_reply_with_an_unknown_err_is_refused),
        ALONE(a_helper_that_died_is_not_waited_for),
        ALONE(a_helper_that_is_starting_is_waited_for),
        ALONE(who_is_told_to_stop_waits_no_longer),
        ALONE(what_waits_for_a_helper_that_is_gone_is_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
