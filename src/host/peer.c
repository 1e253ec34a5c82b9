/* Whose request it is when proxies stand between. X-Forwarded-For is anybody's words: only what
 * trusted proxies have added to its end is believed. */
#include "host/inside.h"

#include <arpa/inet.h>
#include <string.h>

#define ADDRESS_MAX 46

/* One address alone, as a network of itself; *ret_v4 says how it was written. */
static err address_read(text from, struct host_network *ret, bool *ret_v4)
{
    char words[ADDRESS_MAX];
    if (from.length < 1 || from.length >= ADDRESS_MAX) return ERR_BAD_INPUT;
    if (memchr(from.at, '\0', (size_t)from.length)) return ERR_BAD_INPUT;
    memcpy(words, from.at, (size_t)from.length);
    words[from.length] = '\0';
    struct host_network network = {.bytes = {[10] = 0xFF, [11] = 0xFF}, .bits = 128};
    *ret_v4 = inet_pton(AF_INET, words, network.bytes + 12) == 1;
    if (!*ret_v4 && inet_pton(AF_INET6, words, network.bytes) != 1) return ERR_BAD_INPUT;
    *ret = network;
    return ERR_OK;
}

err host_network_read(text from, struct host_network *ret)
{
    struct host_network network;
    if (from.length == 0) return ERR_BAD_INPUT;
    bool v4 = false, has_bits = memchr(from.at, '/', (size_t)from.length) != NULL;
    TRY(address_read(text_cut(&from, '/'), &network, &v4));
    if (has_bits) {
        int64_t bits = -1;
        TRY(text_read_integer(from, &bits));
        if (bits < 0 || bits > (v4 ? 32 : 128)) return ERR_BAD_INPUT;
        network.bits = (int)bits + (v4 ? 96 : 0);
    }
    *ret = network;
    return ERR_OK;
}

static bool is_in(const struct host_network *network, const struct host_network *address)
{
    int whole = network->bits / 8, rest = network->bits % 8;
    if (memcmp(network->bytes, address->bytes, (size_t)whole) != 0) return false;
    if (rest == 0) return true;
    int mask = 0xFF << (8 - rest) & 0xFF;
    return (network->bytes[whole] & mask) == (address->bytes[whole] & mask);
}

static bool is_trusted(const struct host_server *server, text peer)
{
    struct host_network address;
    bool v4 = false;
    if (address_read(peer, &address, &v4) != ERR_OK) return false;
    for (int i = 0; i < server->proxies_count; i++) {
        if (is_in(&server->proxies[i], &address)) return true;
    }
    return false;
}

/* The last of the list, taken off it. */
static text last_of(text *list)
{
    ptrdiff_t comma = list->length;
    while (comma > 0 && list->at[comma - 1] != ',') comma--;
    text last = {list->at + comma, list->length - comma};
    list->length = comma > 0 ? comma - 1 : 0;
    return text_trim(last);
}

text host_peer(const struct host_server *server, text peer, text forwarded)
{
    while (is_trusted(server, peer) && forwarded.length > 0) {
        text before = last_of(&forwarded);
        struct host_network address;
        bool v4 = false;
        /* What a trusted proxy cannot have written ends the walk. */
        if (address_read(before, &address, &v4) != ERR_OK) break;
        peer = before;
    }
    return peer;
}
