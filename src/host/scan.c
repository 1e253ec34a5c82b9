/* clamd's own protocol, on a socket of this machine: zINSTREAM, pieces after their length, an empty
 * one at the end; one line back. */
#include "host/inside.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define PIECE        65536
#define WAIT_SECONDS 10

static void close_socket(int *s)
{
    if (*s >= 0) close(*s);
}

static bool send_all(int s, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size > 0) {
        ssize_t sent = send(s, at, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        at += sent;
        size -= (size_t)sent;
    }
    return true;
}

static bool send_piece(int s, text piece)
{
    uint32_t size = (uint32_t)piece.length;
    unsigned char length[4] = {(unsigned char)(size >> 24), (unsigned char)(size >> 16),
                               (unsigned char)(size >> 8), (unsigned char)size};
    return send_all(s, length, sizeof length) && send_all(s, piece.at, size);
}

static bool send_stream(int s, text bytes)
{
    static const char command[] = "zINSTREAM"; /* its NUL ends it */
    if (!send_all(s, command, sizeof command)) return false;
    while (bytes.length > 0) {
        text piece = {bytes.at, bytes.length < PIECE ? bytes.length : PIECE};
        if (!send_piece(s, piece)) return false;
        bytes = (text){bytes.at + piece.length, bytes.length - piece.length};
    }
    return send_piece(s, T(""));
}

/* "stream: OK" or "stream: NAME FOUND", then a NUL. */
static err read_verdict(int s, bool *ret_harmful)
{
    char room[512] = {0};
    size_t length = 0;
    while (length < sizeof room && !memchr(room, '\0', length)) {
        ssize_t got = recv(s, room + length, sizeof room - length, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return ERR_HOST;
        length += (size_t)got;
    }
    const char *end = memchr(room, '\0', length);
    if (!end) return ERR_HOST;
    text line = {room, end - room};
    text found = T(" FOUND");
    if (text_equal(line, T("stream: OK"))) {
        *ret_harmful = false;
        return ERR_OK;
    }
    if (!text_starts_with(line, T("stream: ")) || line.length <= found.length) return ERR_HOST;
    text tail = {line.at + line.length - found.length, found.length};
    if (!text_equal(tail, found)) return ERR_HOST;
    *ret_harmful = true;
    return ERR_OK;
}

err host_scan(const char *socket_path, text bytes, bool *ret_harmful)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    if (strlen(socket_path) >= sizeof at.sun_path) return ERR_HOST;
    memcpy(at.sun_path, socket_path, strlen(socket_path) + 1);
    CLEANUP(close_socket) int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval wait = {WAIT_SECONDS, 0};
    bool asked = s >= 0 && setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait) == 0 &&
                 setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait) == 0 &&
                 connect(s, (const struct sockaddr *)&at, sizeof at) == 0 && send_stream(s, bytes);
    /* It answers and closes at once when the stream is longer than it takes. */
    if (!asked) return ERR_HOST;
    return read_verdict(s, ret_harmful);
}
