/* Packets of our processes' messages: whatever comes, nothing is written outside the room, and a
 * whole message is as long as it says. The first two bytes of each piece are its length. */
#include "tests/fuzz/fuzz.h"

#include "host/channel.h"

#include <string.h>

#define ROOM 70000

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static unsigned char room[ROOM + 1], packet[PACKET_BYTES + 8];
    struct assembly in = {.room = room, .max = ROOM};
    size_t place = 0;
    while (size - place > 2) {
        size_t words = (size_t)(bytes[place] | bytes[place + 1] << 8) % sizeof packet;
        place += 2;
        size_t there = words < size - place ? words : size - place;
        memset(packet, 0, words);
        memcpy(packet, bytes + place, there);
        place += there;
        /* Else no chance would find the mark and the head of a long message. */
        if (words >= sizeof(struct packet_head) && packet[0] == 'a')
            memcpy(packet, &(uint32_t){PACKET_MARK}, sizeof(uint32_t));
        room[ROOM] = 0x5A;
        enum packet_end end = host_packet_take(&in, packet, words);
        must(room[ROOM] == 0x5A && in.length <= ROOM);
        must((end == PACKET_MORE) == in.begun);
        if (end == PACKET_WHOLE) must(in.length == in.head.total);
        if (end == PACKET_REFUSED) must(in.length == 0);
    }
    return 0;
}
