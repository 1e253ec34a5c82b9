/* A helper: one process, one message answered at a time, from whichever worker asked. It never
 * waits for a worker: a reply that does not fit the queue is sent when there is room again. */
#include "host/channel.h"
#include "host/confine.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* The other end is a worker, or the one started in its place. */
struct peer {
    int socket; /* -1: its other end is closed */
    struct assembly in;
    struct packet_head reply; /* offset: what has been sent of it */
    unsigned char *out;
    bool sending;
    int64_t refused;
};

struct help {
    const struct host_helper *helper;
    struct peer peers[HOST_WORKERS_MAX];
    int count;
};

static void count_refused(const struct help *help, struct peer *peer, const char *what)
{
    peer->refused++;
    if ((peer->refused & (peer->refused - 1)) == 0) /* a flood does not fill the log */
        host_log("%s: %s refused from worker %d, %lld so far", help->helper->name, what,
                 (int)(peer - help->peers), (long long)peer->refused);
}

/* As much of the reply as the queue takes; wiped once sent. */
static void go_on_sending(struct peer *peer)
{
    while (peer->sending) {
        ptrdiff_t sent = host_packet_send(peer->socket, &peer->reply, peer->out);
        if (sent < 0 && (errno == EAGAIN || errno == ENOBUFS)) return;
        if (sent >= 0) peer->reply.offset += (uint32_t)sent;
        peer->sending = sent > 0 && peer->reply.offset < peer->reply.total;
    }
    explicit_bzero(peer->out, peer->reply.total);
}

static void answer(const struct help *help, struct peer *peer)
{
    const struct host_helper *helper = help->helper;
    size_t size = 0;
    text request = {(const char *)peer->in.room, (ptrdiff_t)peer->in.length};
    err e = ERR_BAD_INPUT;
    if (peer->in.head.said == 0) {
        /* A helper that does not come back is ended by this clock, and started again. */
        (void)alarm((unsigned)helper->deadline_ms / 1000 + 2);
        e = helper->answer(helper->context, (int)(peer - help->peers), request, peer->out,
                           (size_t)helper->message_max, &size);
        (void)alarm(0);
    }
    explicit_bzero(peer->in.room, peer->in.length);
    if (e == ERR_BAD_INPUT) count_refused(help, peer, "message");
    must(e < ERR_COUNT && size <= (size_t)helper->message_max);
    peer->reply = (struct packet_head){PACKET_MARK, (uint32_t)e, peer->in.head.number,
                                       e == ERR_OK ? (uint32_t)size : 0, 0};
    peer->sending = true;
    go_on_sending(peer);
}

static void listen_to(const struct help *help, struct peer *peer, short events)
{
    static unsigned char packet[PACKET_BYTES];
    ptrdiff_t got = host_packet_receive(peer->socket, packet);
    if (got < 0 && errno == EAGAIN) return;
    if (got < 0 || (got == 0 && (events & POLLHUP))) {
        close(peer->socket);
        peer->socket = -1;
        return;
    }
    size_t size = (size_t)got;
    enum packet_end end = host_packet_take(&peer->in, packet, size);
    explicit_bzero(packet, size < PACKET_BYTES ? size : PACKET_BYTES);
    if (end == PACKET_REFUSED) count_refused(help, peer, "packet");
    if (end == PACKET_WHOLE) answer(help, peer);
}

static volatile sig_atomic_t told_to_renew;

static void note_renew(int signal)
{
    (void)signal;
    told_to_renew = 1;
}

/* One round over whoever has something for us or room for our reply; false when all are gone, or
 * when another is to take our place and no message is begun. */
static bool round_of(struct help *help)
{
    struct pollfd ends[HOST_WORKERS_MAX];
    int open = 0, begun = 0;
    sigset_t all_open;
    sigemptyset(&all_open);
    for (int i = 0; i < help->count; i++) {
        const struct peer *peer = &help->peers[i];
        open += peer->socket >= 0;
        begun += peer->sending || peer->in.begun;
        ends[i] = (struct pollfd){peer->socket, peer->sending ? POLLOUT : POLLIN, 0};
    }
    if (open == 0 || (told_to_renew && begun == 0)) return false;
    if (ppoll(ends, (nfds_t)help->count, NULL, &all_open) < 0) return errno == EINTR;
    for (int i = 0; i < help->count; i++) {
        struct peer *peer = &help->peers[i];
        if (ends[i].revents == 0) continue;
        if (peer->sending && !(ends[i].revents & (POLLHUP | POLLERR)))
            go_on_sending(peer);
        else
            listen_to(help, peer, ends[i].revents);
    }
    return true;
}

/* The signals that end a service end the workers, who need us to their last request: a helper ends
 * when nobody is left at the other end of its channels. */
static void prepare_signals(void)
{
    struct sigaction ignored = {.sa_handler = SIG_IGN}, usual = {.sa_handler = SIG_DFL};
    sigaction(SIGTERM, &ignored, NULL);
    sigaction(SIGINT, &ignored, NULL);
    sigaction(SIGPIPE, &ignored, NULL);
    sigaction(SIGALRM, &usual, NULL);
    struct sigaction noted = {.sa_handler = note_renew};
    sigaction(SIGUSR1, &noted, NULL);
    /* Open during the wait alone: a message taken in hand is answered first. */
    sigset_t renew;
    sigemptyset(&renew);
    sigaddset(&renew, SIGUSR1);
    sigprocmask(SIG_SETMASK, &renew, NULL);
}

err host_help(const struct host_helper *helper, const int *sockets, int count, bool confined,
              struct trouble *trouble)
{
    static struct help help;
    must(count >= 1 && count <= HOST_WORKERS_MAX && helper->message_max > 0);
    prepare_signals();
    err e = helper->start ? helper->start(helper->context) : ERR_OK;
    if (e) return host_trouble(trouble, e, helper->name, err_meaning(e));
    help = (struct help){.helper = helper, .count = count};
    for (int i = 0; i < count; i++) {
        size_t max = (size_t)helper->message_max;
        struct peer *peer = &help.peers[i];
        *peer = (struct peer){.socket = sockets[i], .in = {.max = max}};
        peer->in.room = host_secret_room(helper->message_max);
        peer->out = host_secret_room(helper->message_max);
    }
    if (confined) TRY(host_confine(helper->name, helper->powers, helper->reads, trouble));
    while (round_of(&help)) {
    }
    if (helper->end) helper->end(helper->context);
    return ERR_OK;
}
