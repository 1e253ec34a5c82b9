#include "host/inside.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 1024

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

/* Numbers only: a name would ask the network where to listen. */
static bool address_read(const char *from, uint16_t port, union address *ret, socklen_t *ret_size)
{
    memset(ret, 0, sizeof *ret);
    if (inet_pton(AF_INET, from, &ret->v4.sin_addr) == 1) {
        ret->v4.sin_family = AF_INET;
        ret->v4.sin_port = htons(port);
        *ret_size = sizeof ret->v4;
        return true;
    }
    if (inet_pton(AF_INET6, from, &ret->v6.sin6_addr) == 1) {
        ret->v6.sin6_family = AF_INET6;
        ret->v6.sin6_port = htons(port);
        *ret_size = sizeof ret->v6;
        return true;
    }
    return false;
}

bool host_is_loopback(const char *address)
{
    union address a;
    socklen_t size;
    if (!address_read(address, 0, &a, &size)) return false;
    if (a.any.sa_family == AF_INET) return ntohl(a.v4.sin_addr.s_addr) >> 24 == 127;
    return IN6_IS_ADDR_LOOPBACK(&a.v6.sin6_addr);
}

static bool set_option(int socket, int level, int option)
{
    int on = 1;
    return setsockopt(socket, level, option, &on, sizeof on) == 0;
}

err host_listen(const char *address, uint16_t port, int *ret_socket, uint16_t *ret_port,
                struct trouble *trouble)
{
    union address a;
    socklen_t size;
    if (!address_read(address, port, &a, &size))
        return host_trouble(trouble, ERR_BAD_INPUT, address, "an address such as 127.0.0.1 or ::1");
    int s = socket(a.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s < 0) return host_trouble(trouble, ERR_HOST, address, strerror(errno));
    /* Accepted sockets inherit TCP_NODELAY from the one that listens. */
    bool listens = set_option(s, SOL_SOCKET, SO_REUSEADDR) &&
                   set_option(s, IPPROTO_TCP, TCP_NODELAY) && bind(s, &a.any, size) == 0 &&
                   listen(s, BACKLOG) == 0 && getsockname(s, &a.any, &size) == 0;
    if (!listens) {
        err e = host_trouble(trouble, ERR_HOST, address, strerror(errno));
        close(s);
        return e;
    }
    *ret_port = ntohs(a.any.sa_family == AF_INET ? a.v4.sin_port : a.v6.sin6_port);
    *ret_socket = s;
    return ERR_OK;
}
