#include <string.h>

#include "cli/cli.h"
#include "host/host.h"

/* What stands between abri serve and its visitors: TLS here, or proxies before us. */

#define PEM_MAX     (256 << 10)
#define PROXIES_MAX 32

static err refuse(struct trouble *trouble, const char *where, const char *expected)
{
    struct writer place = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&place, where);
    write_string(&what, expected);
    (void)writer_string(&place);
    (void)writer_string(&what);
    return ERR_BAD_INPUT;
}

/* PEM, which libmicrohttpd takes as a string. */
static err read_pem(const char *path, struct arena *a, const char **ret, struct trouble *trouble)
{
    text pem;
    TRY(host_read_file(path, PEM_MAX, a, &pem, trouble));
    if (pem.length == 0 || memchr(pem.at, '\0', (size_t)pem.length))
        return refuse(trouble, path, "PEM: -----BEGIN ...");
    *ret = arena_copy(a, pem).at;
    return ERR_OK;
}

static err read_proxies(text list, struct arena *a, struct host_server *server,
                        struct trouble *trouble)
{
    struct host_network *networks = TAKE(a, struct host_network, PROXIES_MAX);
    int count = 0;
    while (list.length > 0) {
        text one = text_trim(text_cut(&list, ','));
        if (count == PROXIES_MAX || host_network_read(one, &networks[count++]) != ERR_OK)
            return refuse(trouble, "--proxies",
                          "at most 32 addresses or networks such as 127.0.0.1,192.0.2.0/24");
    }
    server->proxies = networks;
    server->proxies_count = count;
    return ERR_OK;
}

err serve_network(const struct network_options *options, struct arena *a, struct host_server *ret,
                  struct trouble *trouble)
{
    if ((options->certificate == NULL) != (options->key == NULL))
        return refuse(trouble, "--tls-cert", "a certificate and --tls-key, or neither");
    if (options->certificate) {
        TRY(read_pem(options->certificate, a, &ret->tls_certificate, trouble));
        TRY(read_pem(options->key, a, &ret->tls_key, trouble));
    }
    if (options->proxies) TRY(read_proxies(text_of(options->proxies), a, ret, trouble));
    return ERR_OK;
}
