/* Messages between our own processes: how they are cut into packets, the two ends of a channel.
 * Each worker has one channel with each helper. A packet that is not one of ours is refused and
 * counted at either end, and stops nobody. Nobody outside host includes it. May include: base. */
#ifndef HOST_CHANNEL_H
#define HOST_CHANNEL_H
#include "host/host.h"

/* ---- packets ---- */

#define PACKET_BYTES 32768
#define PACKET_MARK  UINT32_C(0x61627269)

/* What a message says beside its bytes: of a request, 0; of a reply, the helper's err, or that
 * nobody is there to answer. */
#define SAID_NOBODY UINT32_C(0x7FFFFFFF)

struct packet_head {
    uint32_t mark, said;
    uint64_t number;        /* of the request; its reply has the same. 0: whatever waits */
    uint32_t total, offset; /* bytes of the message, and where this packet's begin */
};
#define PACKET_WORDS_MAX (PACKET_BYTES - sizeof(struct packet_head))

/* A message as its packets come in; `room` has `max` bytes. All zeros but these two: none begun. */
struct assembly {
    unsigned char *room;
    size_t max;
    bool begun;
    struct packet_head head;
    size_t length; /* bytes of the message that have come */
};

enum packet_end { PACKET_REFUSED, PACKET_MORE, PACKET_WHOLE };

/* The head of a packet, whatever its place. False when it is no packet of ours. */
bool host_packet_head(const unsigned char *packet, size_t size, struct packet_head *ret);
/* Adds a packet. REFUSED leaves no message begun: the next one must be the first of its message.
 * After WHOLE, head and length say which message lies in the room. */
enum packet_end host_packet_take(struct assembly *in, const unsigned char *packet, size_t size);
/* Sends the packet that begins at head->offset without waiting. The bytes it carried, or -1 with
 * errno (EAGAIN: the queue is full). */
ptrdiff_t host_packet_send(int socket, const struct packet_head *head, const void *message);
/* Takes one packet without waiting; its size, 0 when the other end is gone or sent nothing in a
 * packet, -1 with errno. */
ptrdiff_t host_packet_receive(int socket, unsigned char ret[PACKET_BYTES]);

/* ---- the worker's end ---- */

struct host_channel {
    const struct host_helper *helper;
    int socket;
    uint64_t number;     /* of the last request: begins at chance, so that no reply meant for an
                          * earlier worker of this place is taken for ours */
    int64_t silent_till; /* after a helper did not answer in time nobody waits for it again till */
    int64_t refused;     /* packets that were none of ours */
};
void host_channel_begin(struct host_channel *channel, const struct host_helper *helper, int socket);

/* ---- the helper's end ---- */

/* Answers on these sockets until all their other ends are closed. The err of its start or of its
 * confinement. */
MUST_USE err host_help(const struct host_helper *helper, const int *sockets, int count,
                       bool confined, struct trouble *trouble);

/* ---- the first process, in the place of a helper that is gone ---- */

/* Tells the worker at the other end that what the helper had taken in hand is not answered. */
void host_tell_gone(int helper_end);
/* Tells it the same of what waits to be taken in hand. */
void host_answer_for_nobody(int helper_end);

#endif
