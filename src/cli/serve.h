/* What the files of `abri serve` share. May include: base, law, case, pay, wire, store, host, desk,
 * web. */
#ifndef CLI_SERVE_H
#define CLI_SERVE_H
#include "host/host.h"
#include "web/web.h"
#include "wire/upload.h"

struct service {
    const char *url, *key_file;
    bool demo;
    bool memory; /* memory: its worker holds everything, the keys too */
    bool limits;
    bool tls_here;
    int64_t started; /* this worker; moment */
    struct web web;
};

/* Whether the store is a file of this machine, which workers go on writing once confined. */
bool serve_is_in_file(const struct service *service);

/* What takes apart the files that strangers send, to be run beside the workers. clamd: the path of
 * its socket, or NULL. */
struct host_helper serve_attachments(const char *clamd);
/* In a worker: through that process (`channel` a struct host_channel), or here, where there is
 * none. Errors of wire_upload_clean; STORE_DOWN when nobody answers. */
MUST_USE err serve_clean_far(void *channel, text bytes, struct arena *a, enum upload_type *ret_type,
                             text *ret, struct trouble *trouble);
MUST_USE err serve_clean_here(void *nothing, text bytes, struct arena *a,
                              enum upload_type *ret_type, text *ret, struct trouble *trouble);

/* The vault, to be run beside the workers of a store that is kept. */
struct host_helper serve_vault(const struct service *service);
/* In a worker: opens the store through that vault, which gives it the keys of the journal alone. */
MUST_USE err serve_open_far(const struct service *service, struct host_channel *channel,
                            struct store **ret, struct trouble *trouble);

/* Who asks the provider of identities. read: the configuration, before anything is forked;
 * BAD_INPUT with its place. *ret lives as long as the process and holds no secret. */
MUST_USE err serve_signin_read(const char *path, const struct signin_config **ret,
                               struct trouble *trouble);
struct host_helper serve_signin(void);
/* A signin_call over its channel. */
MUST_USE err serve_signin_call(void *channel, const void *request, size_t size, void *reply,
                               size_t max, size_t *ret);

#endif
