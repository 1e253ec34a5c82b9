/* The worker's end of a channel: one request, one reply, never longer than the helper's deadline.
 */
#include "host/channel.h"
#include "host/confine.h"
#include "host/figures.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define MILLISECOND INT64_C(1000)
#define SILENCE     (1000 * MILLISECOND)
#define PATIENCE    (30000 * MILLISECOND)
#define PAUSE       20000000 /* nanoseconds */

void host_channel_begin(struct host_channel *channel, const struct host_helper *helper, int socket)
{
    *channel = (struct host_channel){.helper = helper, .socket = socket};
    host_random(&channel->number, sizeof channel->number);
}

static void count_refused(struct host_channel *c)
{
    c->refused++;
    if ((c->refused & (c->refused - 1)) == 0) /* 1, 2, 4, 8: a flood does not fill the log */
        host_log("%s: %lld packets refused", c->helper->name, (long long)c->refused);
}

/* Waits until the socket is ready or the moment has come; false when it has. */
static bool wait_for(int socket, short event, int64_t until)
{
    for (int64_t left = until - host_elapsed(); left > 0; left = until - host_elapsed()) {
        struct pollfd one = {.fd = socket, .events = event};
        int ready = poll(&one, 1, (int)(left / MILLISECOND) + 1);
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
    return false;
}

/* What lies in the queue before we ask answers somebody who no longer waits. */
static void forget_late_replies(const struct host_channel *c, unsigned char *packet)
{
    for (int i = 0; i < 1024; i++) {
        ptrdiff_t got = host_packet_receive(c->socket, packet);
        if (got <= 0) return;
        explicit_bzero(packet, got < PACKET_BYTES ? (size_t)got : PACKET_BYTES);
    }
}

static bool send_whole(const struct host_channel *c, const void *request, size_t size,
                       int64_t until)
{
    struct packet_head head = {PACKET_MARK, 0, c->number, (uint32_t)size, 0};
    bool first = true;
    while (first || head.offset < head.total) {
        ptrdiff_t sent = host_packet_send(c->socket, &head, request);
        if (sent < 0 && errno != EAGAIN && errno != ENOBUFS) return false;
        if (sent < 0 && !wait_for(c->socket, POLLOUT, until)) return false;
        if (sent < 0) continue;
        head.offset += (uint32_t)sent;
        first = false;
    }
    return true;
}

/* Whether this packet says that nobody will answer us. */
static bool from_nobody(const struct host_channel *c, const struct packet_head *head)
{
    return head->said == SAID_NOBODY && (head->number == 0 || head->number == c->number);
}

static err receive_whole(struct host_channel *c, unsigned char *packet, struct assembly *in,
                         int64_t until)
{
    while (wait_for(c->socket, POLLIN, until)) {
        struct packet_head head;
        ptrdiff_t got = host_packet_receive(c->socket, packet);
        if (got < 0 && errno == EAGAIN) continue;
        if (got <= 0) return ERR_STORE_DOWN;
        size_t size = (size_t)got;
        bool ours = host_packet_head(packet, size, &head);
        if (ours && from_nobody(c, &head)) return ERR_STORE_DOWN;
        if (ours && head.number != c->number) continue; /* late: answers an earlier request */
        enum packet_end end = host_packet_take(in, packet, size);
        explicit_bzero(packet, size < PACKET_BYTES ? size : PACKET_BYTES);
        if (end == PACKET_WHOLE && head.said < ERR_COUNT) return (err)head.said;
        if (end == PACKET_MORE) continue;
        count_refused(c);
        if (ours) return ERR_STORE_DOWN; /* our reply is spoilt */
    }
    c->silent_till = host_elapsed() + SILENCE;
    host_log("%s did not answer in time", c->helper->name);
    return ERR_STORE_DOWN;
}

err host_call(struct host_channel *channel, const void *request, size_t size, void *reply,
              size_t max, size_t *ret)
{
    unsigned char packet[PACKET_BYTES];
    if (size > (size_t)channel->helper->message_max) return ERR_BAD_INPUT;
    int64_t now = host_elapsed();
    if (now < channel->silent_till) return ERR_STORE_DOWN;
    int64_t until = now + channel->helper->deadline_ms * MILLISECOND;
    forget_late_replies(channel, packet);
    channel->number = channel->number == UINT64_MAX ? 1 : channel->number + 1;
    if (!send_whole(channel, request, size, until)) {
        channel->silent_till = host_elapsed() + SILENCE;
        host_figure_silence();
        return ERR_STORE_DOWN;
    }
    struct assembly in = {.room = reply, .max = max};
    err e = receive_whole(channel, packet, &in, until);
    if (e == ERR_STORE_DOWN) host_figure_silence();
    if (e == ERR_OK) *ret = in.length;
    return e;
}

/* A worker has these signals blocked until it serves. */
static bool is_told_to_stop(void)
{
    sigset_t waiting;
    if (sigpending(&waiting) != 0) return false;
    return sigismember(&waiting, SIGTERM) == 1 || sigismember(&waiting, SIGINT) == 1;
}

err host_call_patiently(struct host_channel *channel, const void *request, size_t size, void *reply,
                        size_t max, size_t *ret)
{
    int64_t until = host_elapsed() + PATIENCE;
    err e = host_call(channel, request, size, reply, max, ret);
    while (e == ERR_STORE_DOWN && host_elapsed() < until && !is_told_to_stop()) {
        (void)nanosleep(&(struct timespec){0, PAUSE}, NULL);
        channel->silent_till = 0;
        e = host_call(channel, request, size, reply, max, ret);
    }
    return e;
}
