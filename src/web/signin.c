#include <string.h>

#include "host/host.h"
#include "web/call.h"

/* The door of an office: who comes in by a name, a password and a code, who goes out, who proves
 * again who it is. */

/* ---- the device ---- */

/* A device that came in once under a name carries a word for it; wrong guesses made elsewhere cost
 * it nothing. Only agents' devices carry it. */
#define DEVICE_COOKIE "__Host-d"
#define NONCE_LENGTH  32

/* The device's own word when it came in under that name before, else the address it calls from. */
static text device_of(const struct call *call, text name)
{
    text cookie = host_request_cookie(call->request, DEVICE_COOKIE);
    text rest = cookie;
    text nonce = text_cut(&rest, '.');
    char sign[DEVICE_SIGN_LENGTH + 1];
    if (nonce.length != NONCE_LENGTH || rest.length != DEVICE_SIGN_LENGTH)
        return call->request->peer;
    store_device_sign(call->desk.store, name, nonce, sign);
    return text_equal(rest, text_of(sign)) ? nonce : call->request->peer;
}

static void device_cookie_set(struct call *call, text name)
{
    unsigned char chance[NONCE_LENGTH / 2];
    char nonce[NONCE_LENGTH + 1], sign[DEVICE_SIGN_LENGTH + 1], room[256];
    struct writer hex = WRITER(nonce), out = WRITER(room);
    host_random(chance, sizeof chance);
    write_hex(&hex, chance, sizeof chance);
    store_device_sign(call->desk.store, name, writer_text(&hex), sign);
    write_string(&out, DEVICE_COOKIE "=");
    write_text(&out, writer_text(&hex));
    write_character(&out, '.');
    write_string(&out, sign);
    write_string(&out, "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=31536000");
    host_answer_header(call->answer, "Set-Cookie",
                       arena_copy(call->request->arena, writer_text(&out)).at);
}

/* ---- the proof ---- */

/* Looks at a proof if its time has come. FORBIDDEN, with the wait, when it has not; NOT_FOUND for a
 * wrong one. */
static err check_proof(struct call *call, const struct proof *proof, struct agent *ret,
                       int64_t *ret_wait)
{
    struct store *store = call->desk.store;
    struct pair pair = store_pair(store, device_of(call, proof->name), proof->name);
    TRY(store_attempt(store, &pair, call->desk.now, ret_wait));
    TRY(store_account_check(store, proof, call->desk.now, ret));
    return store_attempt_passed(store, &pair);
}

static int status_of_proof(struct call *call, err e)
{
    if (e == ERR_FORBIDDEN) call_refused(call, REFUSED_HASTE);
    if (e == ERR_NOT_FOUND || e == ERR_BAD_INPUT) call_refused(call, REFUSED_PROOF);
    return e == ERR_FORBIDDEN ? 429 : e == ERR_NOT_FOUND || e == ERR_BAD_INPUT ? 403 : 0;
}

/* The same page and words whatever was wrong, and whether the account exists or not. */
static void add_refusal(struct call *call, struct values *values, int status, int64_t wait)
{
    char room[24];
    struct writer seconds = WRITER(room);
    if (status == 429) write_integer(&seconds, wait / 1000000 + 1);
    text after = arena_copy(call->request->arena, writer_text(&seconds));
    if (status == 429) host_answer_header(call->answer, "Retry-After", after.at);
    values_flag(values, "refused", status == 403);
    values_text(values, "wait", after);
}

void answer_entrance(struct call *call, int status, int64_t wait)
{
    struct values *values = page_values(call, SAY(call->tongue, "Bureau"));
    add_refusal(call, values, status, wait);
    values_flag(values, "over", call->session_over && status == 200);
    values_flag(values, "failed", status == 401);
    values_flag(values, "provider", call->web->provider != NULL);
    answer_page(call, status, "entrer", values);
}

void page_entrer(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    struct agent agent;
    int64_t wait = 0;
    err e = wire_form_read(call->request->body, call->request->arena, form);
    struct proof proof = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    if (e == ERR_OK) {
        proof = (struct proof){form_value(form, "name"), form_value(form, "password"),
                               form_value(form, "code")};
        e = check_proof(call, &proof, &agent, &wait);
    }
    int status = status_of_proof(call, e);
    if (status != 0) {
        answer_entrance(call, status, wait);
        return;
    }
    if (e == ERR_OK) e = call_begin_session(call, &agent, proof.name, (text){NULL, 0});
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    device_cookie_set(call, proof.name);
    answer_redirect(call, "/bureau");
}

/* ---- proving again ---- */

static bool is_provided(const struct call *call)
{
    return text_starts_with(text_of(call->desk.agent.name), T(PROVIDED_NAME_START));
}

static void ask_proof(struct call *call, int status, int64_t wait)
{
    struct values *values = page_values(call, SAY(call->tongue, "Bureau"));
    add_refusal(call, values, status, wait);
    values_string(values, "back", call_way_back(call));
    values_flag(values, "provided", is_provided(call));
    answer_page(call, status, "preuve", values);
}

void page_preuve(struct call *call) { ask_proof(call, 200, 0); }

void page_preuve_send(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    struct agent agent;
    int64_t wait = 0;
    err e = call_form(call, form);
    if (e == ERR_FORBIDDEN) {
        answer_error(call, e);
        return;
    }
    if (e == ERR_OK) {
        struct proof proof = {text_of(call->desk.agent.name), form_value(form, "password"),
                              form_value(form, "code")};
        e = check_proof(call, &proof, &agent, &wait);
    }
    int status = status_of_proof(call, e);
    if (status != 0) {
        ask_proof(call, status, wait);
        return;
    }
    text token = host_request_cookie(call->request, SESSION_COOKIE);
    if (e == ERR_OK) e = store_session_prove(call->desk.store, token, call->desk.now);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    answer_redirect(call, call_way_back(call));
}

void answer_prove_first(struct call *call)
{
    char room[128];
    struct writer where = WRITER(room);
    write_string(&where, "/bureau/preuve?l=");
    write_string(&where, tongues[call->wished].word);
    write_string(&where, "&de=");
    write_text(&where, call->request->path);
    call->answer->status = 303;
    call->answer->content_type = "text/plain; charset=utf-8";
    call->answer->body = T("");
    host_answer_header(call->answer, "Location",
                       arena_copy(call->request->arena, writer_text(&where)).at);
}

/* ---- the end ---- */

void page_veille(struct call *call)
{
    if (!call->by_session) {
        answer_entrance(call, 200, 0);
        return;
    }
    answer_page(call, 200, "veille", page_values(call, SAY(call->tongue, "Bureau")));
}

void page_veille_keep(struct call *call)
{
    call->answer->status = 204;
    call->answer->content_type = "text/plain; charset=utf-8";
    call->answer->body = T("");
}

void page_sortir(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    struct store *store = call->desk.store;
    err e = call_form(call, form);
    text provider_word = {NULL, 0}, token = host_request_cookie(call->request, SESSION_COOKIE);
    if (e == ERR_OK)
        e = store_session_provider_word(store, token, call->request->arena, &provider_word);
    bool everywhere = e == ERR_OK && form_value(form, "everywhere").length > 0;
    if (e == ERR_OK && everywhere)
        e = store_sessions_end_of(store, text_of(call->desk.agent.name));
    else if (e == ERR_OK)
        e = store_session_end(store, token);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    session_cookie_end(call);
    host_answer_header(call->answer, "Clear-Site-Data", "\"cache\", \"storage\"");
    if (!answer_provider_end(call, provider_word)) answer_redirect(call, "/bureau");
}
