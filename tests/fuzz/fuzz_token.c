/* Whatever is sent as a token, a cookie, a way back or a form of the door, nobody comes in by it:
 * the whole way of a request, from its head to its answer, over a store where nobody has a session.
 */
#include "tests/fuzz/fuzz.h"

#include "web/web.h"

#include <stdlib.h>
#include <string.h>

/* The input's lines: method and path by number, query, Authorization, the three cookies, body. */
static text lines[7];

text host_request_header(const struct host_request *request, const char *name)
{
    (void)request;
    return strcmp(name, "Authorization") == 0 ? lines[2] : (text){NULL, 0};
}

text host_request_cookie(const struct host_request *request, const char *name)
{
    (void)request;
    if (strcmp(name, "__Host-s") == 0) return lines[3];
    if (strcmp(name, "__Host-d") == 0) return lines[4];
    return strcmp(name, "__Host-o") == 0 ? lines[5] : (text){NULL, 0};
}

static bool session_given;

void host_answer_header(struct host_answer *answer, const char *name, const char *value)
{
    bool is_session = strcmp(name, "Set-Cookie") == 0 && strncmp(value, "__Host-s=", 9) == 0;
    if (is_session && value[9] != ';') session_given = true;
    must(answer->headers_count < ANSWER_HEADERS_MAX && !strpbrk(value, "\r\n"));
    answer->headers_count++;
}

static err nobody_answers(void *context, const void *request, size_t size, void *reply, size_t max,
                          size_t *ret)
{
    (void)context, (void)request, (void)size, (void)reply, (void)max, (void)ret;
    return ERR_STORE_DOWN;
}

static struct web *open_web(void)
{
    static struct signin_config config = {.issuer = "https://fournisseur.exemple"};
    static struct web web;
    struct trouble trouble;
    static const unsigned char master[STORE_KEY_BYTES] = "a key for tests, 32 bytes long..";
    if (web.store) return &web;
    must(store_open(T("memory:"), master, &web.store, &trouble) == ERR_OK);
    web.exit_to = "https://exemple.fr/";
    web.limits = (struct session_limits){SESSION_IDLE, SESSION_WHOLE};
    web.provider = &config;
    web.provider_line.call = nobody_answers;
    return &web;
}

static const struct {
    text method, path;
    int status[3]; /* nothing else may be answered */
} asked[] = {
    {T("GET"), T("/api/v1/duties"), {401}},
    {T("GET"), T("/api/v1/files/8717-9701-0434"), {401}},
    {T("GET"), T("/bureau"), {200}},
    {T("GET"), T("/bureau/veille"), {200}},
    {T("POST"), T("/bureau/veille"), {303}},
    {T("GET"), T("/bureau/preuve"), {303}},
    {T("GET"), T("/bureau/dossier/8717-9701-0434"), {303}},
    {T("GET"), T("/bureau/retour"), {401}},
    {T("GET"), T("/bureau/fournisseur"), {401}},
    {T("POST"), T("/bureau/sortir"), {303}},
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static char room[8 << 20];
    struct arena a = arena_over(room, sizeof room);
    struct host_answer answer = {0};
    if (size == 0) return 0;
    text rest = {(const char *)bytes + 1, (ptrdiff_t)size - 1};
    size_t which = bytes[0] % LENGTH(asked);
    for (size_t i = 1; i < LENGTH(lines); i++) lines[i] = text_cut(&rest, '\n');
    struct host_request request = {.method = asked[which].method,
                                   .path = asked[which].path,
                                   .query = lines[1],
                                   .body = rest,
                                   .peer = T("192.0.2.1"),
                                   .arena = &a};
    session_given = false;
    web_handle(open_web(), &request, &answer);
    must(answer.status == asked[which].status[0]);
    must(!session_given);
    return 0;
}
