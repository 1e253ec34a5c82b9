#include <string.h>

#include "web/call.h"

/* Who asks: a bearer token for the interface, a session cookie for the pages; never one for the
 * other. */

static void identify_by_token(struct call *call, text header)
{
    text start = T("Bearer ");
    if (!text_starts_with(header, start)) {
        call->bad_token = true;
        return;
    }
    text token = text_trim((text){header.at + start.length, header.length - start.length});
    struct agent agent;
    if (store_token_check(call->desk.store, token, &agent) == ERR_OK) {
        call->desk.agent = agent;
        call->signed_in = true;
    } else {
        call->bad_token = true;
    }
}

/* A form of the session carries a word only the session's pages know. */
static void derive_csrf(struct call *call, text token)
{
    char room[TOKEN_LENGTH + 16];
    struct writer key = WRITER(room);
    write_string(&key, "form|");
    write_text(&key, token);
    unsigned char hash[STORE_HASH_BYTES];
    store_hash(writer_text(&key), hash);
    struct writer out = WRITER(call->csrf);
    write_hex(&out, hash, STORE_HASH_BYTES);
    writer_string(&out);
}

static void identify_by_session(struct call *call)
{
    text token = host_request_cookie(call->request, SESSION_COOKIE);
    if (token.length != TOKEN_LENGTH) return;
    struct agent agent;
    err e =
        store_session_check(call->desk.store, token, call->desk.now, call->web->idle_limit, &agent);
    if (e != ERR_OK) return;
    call->desk.agent = agent;
    call->desk.purpose = desk_ordinary_purpose(&agent);
    call->signed_in = true;
    call->by_session = true;
    derive_csrf(call, token);
}

void call_identify(struct call *call)
{
    bool interface = text_starts_with(call->request->path, T("/api/"));
    text header = host_request_header(call->request, "Authorization");
    if (interface && header.length > 0) identify_by_token(call, header);
    if (!interface) identify_by_session(call);
}

void session_cookie_set(struct call *call, const char *token)
{
    char room[160];
    struct writer out = WRITER(room);
    write_string(&out, SESSION_COOKIE "=");
    write_string(&out, token);
    write_string(&out, "; Path=/; Secure; HttpOnly; SameSite=Strict");
    text cookie = arena_copy(call->request->arena, writer_text(&out));
    host_answer_header(call->answer, "Set-Cookie", cookie.at);
}

void session_cookie_end(struct call *call)
{
    host_answer_header(call->answer, "Set-Cookie",
                       SESSION_COOKIE "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
}
