/* A message is cut into packets so that no size of a queue decides how long it may be, and so that
 * an end that starts again in the middle of one finds the next beginning. */
#include "host/channel.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

_Static_assert(sizeof(struct packet_head) == 24, "no byte of a head is left unsaid");

bool host_packet_head(const unsigned char *packet, size_t size, struct packet_head *ret)
{
    struct packet_head head;
    if (size < sizeof head || size > PACKET_BYTES) return false;
    memcpy(&head, packet, sizeof head);
    if (head.mark != PACKET_MARK) return false;
    *ret = head;
    return true;
}

static bool follows(const struct assembly *in, const struct packet_head *head)
{
    if (head->offset == 0) return true; /* what was begun before is given up */
    return in->begun && head->number == in->head.number && head->said == in->head.said &&
           head->total == in->head.total && head->offset == in->length;
}

enum packet_end host_packet_take(struct assembly *in, const unsigned char *packet, size_t size)
{
    struct packet_head head;
    bool ours = host_packet_head(packet, size, &head) && follows(in, &head);
    size_t words = ours ? size - sizeof head : 0;
    size_t left = ours && head.offset <= head.total ? head.total - head.offset : 0;
    size_t wanted = left < PACKET_WORDS_MAX ? left : PACKET_WORDS_MAX;
    /* One way to cut a message: a sender of another way is not one of our processes. */
    if (!ours || head.total > in->max || words != wanted || (words == 0 && head.total > 0)) {
        in->begun = false;
        in->length = 0;
        return PACKET_REFUSED;
    }
    if (words > 0) memcpy(in->room + head.offset, packet + sizeof head, words);
    in->head = head;
    in->length = head.offset + words;
    in->begun = in->length < head.total;
    return in->begun ? PACKET_MORE : PACKET_WHOLE;
}

ptrdiff_t host_packet_send(int socket, const struct packet_head *head, const void *message)
{
    must(head->offset <= head->total);
    size_t left = head->total - head->offset;
    size_t words = left < PACKET_WORDS_MAX ? left : PACKET_WORDS_MAX;
    struct iovec parts[2] = {
        {(void *)head, sizeof *head},
        {words > 0 ? (unsigned char *)message + head->offset : NULL, words},
    };
    struct msghdr whole = {.msg_iov = parts, .msg_iovlen = words > 0 ? 2 : 1};
    ssize_t sent = -1;
    do {
        sent = sendmsg(socket, &whole, MSG_DONTWAIT | MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? -1 : (ptrdiff_t)words;
}

ptrdiff_t host_packet_receive(int socket, unsigned char ret[PACKET_BYTES])
{
    ssize_t got = -1;
    do {
        /* A longer packet comes as one byte too many, which no packet of ours has. Descriptors sent
         * along are closed by the kernel: no room is given for them. */
        got = recv(socket, ret, PACKET_BYTES, MSG_DONTWAIT | MSG_TRUNC);
    } while (got < 0 && errno == EINTR);
    return got;
}

void host_tell_gone(int helper_end)
{
    struct packet_head head = {PACKET_MARK, SAID_NOBODY, 0, 0, 0};
    (void)host_packet_send(helper_end, &head, NULL); /* a full queue has told it already */
}

void host_answer_for_nobody(int helper_end)
{
    static unsigned char packet[PACKET_BYTES];
    for (int i = 0; i < 1024; i++) {
        struct packet_head head;
        ptrdiff_t got = host_packet_receive(helper_end, packet);
        if (got <= 0) return;
        size_t size = got < PACKET_BYTES ? (size_t)got : PACKET_BYTES;
        bool first = host_packet_head(packet, size, &head) && head.offset == 0;
        explicit_bzero(packet, size);
        head = (struct packet_head){PACKET_MARK, SAID_NOBODY, first ? head.number : 0, 0, 0};
        if (first) (void)host_packet_send(helper_end, &head, NULL);
    }
}
