#include <string.h>

#include "cli/cli.h"
#include "cli/serve.h"
#include "host/host.h"
#include "wire/upload.h"

/* The process that takes apart what strangers send: it holds no key, opens no file, and when a file
 * breaks it, it alone is started again. With --clamd it asks a virus scanner of this machine first.
 */

#define DEADLINE_MS 8000
#define ROOM        ((ptrdiff_t)4 * UPLOAD_BYTES_MAX)
#define MESSAGE_MAX (UPLOAD_BYTES_MAX + 64)

/* The first byte of a reply: the type, then the bytes; or REFUSED, then what was expected. */
#define REFUSED 0xFF

struct cleaner {
    const char *clamd; /* path of its socket, or NULL */
    struct arena room;
};

static err start(void *context)
{
    struct cleaner *cleaner = context;
    cleaner->room = host_arena(ROOM);
    return ERR_OK;
}

static size_t refuse(unsigned char *reply, const char *expected)
{
    text words = text_of(expected);
    reply[0] = REFUSED;
    memcpy(reply + 1, words.at, (size_t)words.length);
    return 1 + (size_t)words.length;
}

static err answer(void *context, int worker, text request, void *reply, size_t max, size_t *ret)
{
    struct cleaner *cleaner = context;
    struct arena a = cleaner->room;
    struct trouble trouble = {"", ""};
    enum upload_type type;
    text clean;
    bool harmful = false;
    (void)worker;
    must(max >= MESSAGE_MAX);
    if (cleaner->clamd && host_scan(cleaner->clamd, request, &harmful) != ERR_OK) {
        host_log("documents: the virus scanner does not answer: nothing is taken in");
        return ERR_STORE_DOWN;
    }
    if (harmful) {
        host_log("documents: a file was refused as harmful");
        *ret = refuse(reply, "a file that a virus scanner takes for harmless");
        return ERR_OK;
    }
    err e = wire_upload_clean(request, &a, &type, &clean, &trouble);
    if (e == ERR_BAD_INPUT) *ret = refuse(reply, trouble.expected);
    if (e == ERR_OK) {
        unsigned char *out = reply;
        out[0] = (unsigned char)type;
        memcpy(out + 1, clean.at, (size_t)clean.length);
        *ret = 1 + (size_t)clean.length;
        explicit_bzero((char *)(uintptr_t)clean.at, (size_t)clean.length);
    }
    return e == ERR_BAD_INPUT ? ERR_OK : e;
}

struct host_helper serve_attachments(const char *clamd)
{
    static struct cleaner cleaner;
    cleaner.clamd = clamd;
    return (struct host_helper){
        .name = "documents",
        .powers = clamd ? HOST_CONNECTS_LOCALLY : HOST_NOTHING,
        .message_max = MESSAGE_MAX,
        .deadline_ms = DEADLINE_MS,
        .start = start,
        .answer = answer,
        .context = &cleaner,
    };
}

/* ---- the worker's side ---- */

err serve_clean_far(void *channel, text bytes, struct arena *a, enum upload_type *ret_type,
                    text *ret, struct trouble *trouble)
{
    if (bytes.length > UPLOAD_BYTES_MAX) /* in the words of wire_upload_clean */
        return wire_upload_clean(bytes, a, ret_type, ret, trouble);
    unsigned char *reply = arena_try(a, MESSAGE_MAX);
    size_t size = 0;
    if (!reply) return ERR_HOST;
    TRY(host_call(channel, bytes.at, (size_t)bytes.length, reply, MESSAGE_MAX, &size));
    if (size < 2) return ERR_STORE_DOWN;
    text rest = {(const char *)reply + 1, (ptrdiff_t)size - 1};
    if (reply[0] < UPLOAD_TYPE_COUNT) {
        *ret_type = (enum upload_type)reply[0];
        *ret = rest;
        return ERR_OK;
    }
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&where, "document");
    write_text(&what, rest);
    (void)writer_string(&where);
    (void)writer_string(&what);
    return reply[0] == REFUSED ? ERR_BAD_INPUT : ERR_STORE_DOWN;
}

err serve_clean_here(void *nothing, text bytes, struct arena *a, enum upload_type *ret_type,
                     text *ret, struct trouble *trouble)
{
    (void)nothing;
    return wire_upload_clean(bytes, a, ret_type, ret, trouble);
}
