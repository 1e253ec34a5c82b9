#include <string.h>

#include "host/host.h"
#include "web/call.h"

/* Agents of a provider of identities: the way there, the way back, the way out. Whatever goes wrong
 * on the way back is answered by one page and counted by its reason.
 *
 * The browser keeps the moment it was sent away and 32 bytes of chance; state, nonce and verifier
 * are made of them under the store's key, so nothing is written before somebody comes back, and a
 * state fits one browser. Its cookie is SameSite=Lax: the way back starts at the provider's site,
 * and a Strict one would stay at home. It opens nothing by itself. */

#define WAY_COOKIE   "__Host-o"
#define WAY_LASTS    600 /* seconds */
#define CHANCE_BYTES 32
#define SECOND       INT64_C(1000000)

struct way {
    char state[TOKEN_LENGTH + 1], nonce[TOKEN_LENGTH + 1], verifier[TOKEN_LENGTH + 1];
    int64_t asked_at; /* seconds */
};

static void derive_way(const struct call *call, text cookie, struct way *ret)
{
    const struct store *store = call->desk.store;
    store_derive_word(store, "state", cookie, ret->state);
    store_derive_word(store, "nonce", cookie, ret->nonce);
    store_derive_word(store, "verifier", cookie, ret->verifier);
}

static void wipe_way(struct way *way) { explicit_bzero(way, sizeof *way); }

static void way_cookie_set(struct call *call, text value)
{
    char room[256];
    struct writer out = WRITER(room);
    write_string(&out, WAY_COOKIE "=");
    write_text(&out, value);
    write_string(&out, "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=");
    write_integer(&out, value.length > 0 ? WAY_LASTS : 0);
    host_answer_header(call->answer, "Set-Cookie",
                       arena_copy(call->request->arena, writer_text(&out)).at);
}

static void refuse(struct call *call, enum signin_reason reason)
{
    call_refused_return(call, reason);
    way_cookie_set(call, T(""));
    answer_entrance(call, 401, 0);
}

/* ---- there ---- */

static void lead_to(struct call *call, const char *where)
{
    call->answer->status = 303;
    call->answer->content_type = "text/plain; charset=utf-8";
    call->answer->body = T("");
    host_answer_header(call->answer, "Location", where);
}

void page_fournisseur(struct call *call)
{
    unsigned char chance[CHANCE_BYTES];
    char room[128];
    struct writer cookie = WRITER(room);
    CLEANUP(wipe_way) struct way way;
    struct signin_places places;
    struct arena *a = call->request->arena;
    if (!call->web->provider) {
        answer_redirect(call, "/bureau");
        return;
    }
    enum signin_reason reason = signin_ask_places(&call->web->provider_line, a, &places);
    if (reason != SIGNIN_GOOD) {
        refuse(call, reason);
        return;
    }
    host_random(chance, sizeof chance);
    write_integer(&cookie, call->desk.now / SECOND);
    write_character(&cookie, '.');
    write_hex(&cookie, chance, sizeof chance);
    derive_way(call, writer_text(&cookie), &way);
    struct signin_words words = {text_of(way.state), text_of(way.nonce), text_of(way.verifier)};
    text there = signin_way_there(call->web->provider, &places, &words, a);
    if (!there.at) {
        answer_error(call, ERR_HOST);
        return;
    }
    way_cookie_set(call, writer_text(&cookie));
    lead_to(call, there.at);
}

/* ---- and back ---- */

/* The one value of that name; two of them are none. */
static text only(const struct form_data *form, const char *name)
{
    text found = {NULL, 0};
    int count = 0;
    for (int i = 0; i < form->count; i++) {
        if (!text_equal(form->fields[i].name, text_of(name))) continue;
        found = form->fields[i].value;
        count++;
    }
    return count == 1 ? found : (text){NULL, 0};
}

/* Whether this browser began what comes back, and not long ago. */
static enum signin_reason read_way(struct call *call, const struct form_data *form, struct way *ret)
{
    text cookie = host_request_cookie(call->request, WAY_COOKIE), rest = cookie;
    int64_t asked_at = 0, now = call->desk.now / SECOND;
    if (cookie.length == 0 || cookie.length > 100) return SIGNIN_COOKIE;
    if (text_read_integer(text_cut(&rest, '.'), &asked_at) != ERR_OK) return SIGNIN_COOKIE;
    if (asked_at > now || asked_at < now - WAY_LASTS) return SIGNIN_LATE;
    derive_way(call, cookie, ret);
    ret->asked_at = asked_at;
    return text_equal(only(form, "state"), text_of(ret->state)) ? SIGNIN_GOOD : SIGNIN_STATE;
}

static enum signin_reason read_return(struct call *call, struct way *way, text *ret_code)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    if (wire_form_read(call->request->query, call->request->arena, form) != ERR_OK)
        return SIGNIN_ANSWER;
    enum signin_reason reason = read_way(call, form, way);
    if (reason != SIGNIN_GOOD) return reason;
    text issuer = form_value(form, "iss"); /* RFC 9207 */
    if (issuer.length > 0 && !text_equal(issuer, text_of(call->web->provider->issuer)))
        return SIGNIN_ISSUER;
    *ret_code = only(form, "code");
    if (form_value(form, "error").length > 0 || ret_code->length == 0) return SIGNIN_ANSWER;
    err e = store_serve_once(call->desk.store, text_of(way->state), call->desk.now);
    if (e == ERR_CONFLICT) return SIGNIN_REPLAYED;
    return e == ERR_OK ? SIGNIN_GOOD : SIGNIN_DOWN;
}

/* The provider's name of a person would be hers in every journal: a hash of it is enough. */
static err name_agent(const struct signin_config *config, const struct signin_person *person,
                      struct agent *ret)
{
    const struct signin_agents *agents = signin_agents_of(config, person->siret, person->unit);
    unsigned char hash[STORE_HASH_BYTES];
    char room[SIGNIN_URL_MAX + SIGNIN_WORD_MAX + 8];
    struct writer whole = WRITER(room), name = WRITER(ret->name);
    int role = agents ? words_find(&store_roles, text_of(agents->role)) : -1;
    if (role < 0) return ERR_NOT_FOUND;
    write_string(&whole, config->issuer);
    write_character(&whole, '\n');
    write_text(&whole, person->sub);
    must(!whole.full);
    store_hash(writer_text(&whole), hash);
    write_string(&name, PROVIDED_NAME_START);
    write_hex(&name, hash, 16);
    writer_string(&name);
    ret->role = (enum role)role;
    memcpy(ret->body, agents->body, sizeof ret->body);
    return ERR_OK;
}

static enum signin_reason let_in(struct call *call, const struct way *way, text code)
{
    struct signin_return given = {code, text_of(way->nonce), text_of(way->verifier), way->asked_at};
    struct signin_person person;
    struct agent agent;
    memset(&agent, 0, sizeof agent);
    struct arena *a = call->request->arena;
    enum signin_reason reason = signin_ask_person(&call->web->provider_line, &given, a, &person);
    if (reason != SIGNIN_GOOD) return reason;
    if (name_agent(call->web->provider, &person, &agent) != ERR_OK) return SIGNIN_UNKNOWN;
    if (person.shown.length == 0) person.shown = text_of(agent.name);
    /* Too long to be kept: the provider's session then ends without us. */
    if (person.id_token.length > PROVIDER_WORD_MAX) person.id_token = (text){NULL, 0};
    err e = call_begin_session(call, &agent, person.shown, person.id_token);
    return e == ERR_OK ? SIGNIN_GOOD : SIGNIN_DOWN;
}

void page_retour(struct call *call)
{
    CLEANUP(wipe_way) struct way way;
    text code = {NULL, 0};
    if (!call->web->provider) {
        answer_redirect(call, "/bureau");
        return;
    }
    enum signin_reason reason = read_return(call, &way, &code);
    if (reason == SIGNIN_GOOD) reason = let_in(call, &way, code);
    if (reason != SIGNIN_GOOD) {
        refuse(call, reason);
        return;
    }
    way_cookie_set(call, T(""));
    answer_page(call, 200, "retour", page_values(call, SAY(call->tongue, "Bureau")));
}

/* ---- out ---- */

bool answer_provider_end(struct call *call, text provider_word)
{
    struct signin_places places;
    struct arena *a = call->request->arena;
    unsigned char chance[CHANCE_BYTES];
    char state[2 * CHANCE_BYTES + 1];
    struct writer hex = WRITER(state);
    if (!call->web->provider || provider_word.length == 0) return false;
    if (signin_ask_places(&call->web->provider_line, a, &places) != SIGNIN_GOOD) return false;
    if (places.end_session.length == 0) return false;
    host_random(chance, sizeof chance);
    write_hex(&hex, chance, sizeof chance);
    text out = signin_way_out(call->web->provider, &places, provider_word, writer_text(&hex), a);
    if (!out.at) return false;
    struct values *values = page_values(call, SAY(call->tongue, "Bureau"));
    values_text(values, "way_out", out);
    answer_page(call, 200, "depart", values);
    return true;
}

void page_fin(struct call *call)
{
    call->session_over = !call->by_session;
    if (call->by_session)
        answer_redirect(call, "/bureau");
    else
        answer_entrance(call, 200, 0);
}
