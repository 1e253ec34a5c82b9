#include "web/portal.h"

#include <string.h>

#include "host/host.h"
#include "likeness/memorable.h"
#include "web/contact.h"
#include "web/fields.h"

/* The door of her file: a code leads to a page that is the same for everybody; a second secret, to
 * her own. Whatever is typed is answered after the same work, by the same bytes, unless it is her
 * second secret. */

#define PORTAL_COOKIE "__Host-f"

/* ---- the session ---- */

file_number portal_file(const struct call *call) { return call->hers.found.file; }

/* She acts in her own name: an agent of role victim, whose body is her file. */
static void become_her(struct call *call)
{
    struct agent agent = {.role = ROLE_VICTIM};
    struct writer body = WRITER(agent.body), name = WRITER(agent.name);
    write_padded(&body, portal_file(call).number, FILE_NUMBER_DIGITS);
    write_padded(&name, portal_file(call).number, FILE_NUMBER_DIGITS);
    writer_string(&body);
    writer_string(&name);
    call->desk.agent = agent;
    call->desk.purpose = desk_ordinary_purpose(&agent);
}

void portal_identify(struct call *call)
{
    text token = host_request_cookie(call->request, PORTAL_COOKIE);
    if (token.length == 0) return;
    err e = store_portal_session(call->desk.store, token, call->desk.now, &call->hers);
    if (call_could_not_say(call, e)) {
        call->hers.level = PORTAL_OUT;
        return;
    }
    if (e != ERR_OK) {
        call->hers.level = PORTAL_OUT;
        call->session_over = true;
        call_refused(call, REFUSED_SESSION);
        return;
    }
    if (call->hers.level != PORTAL_BOTH) return;
    become_her(call);
    call_derive_csrf(call, token);
}

static void cookie_set(struct call *call, const char *token)
{
    char room[160];
    struct writer out = WRITER(room);
    write_string(&out, PORTAL_COOKIE "=");
    write_string(&out, token);
    write_string(&out, "; Path=/; Secure; HttpOnly; SameSite=Strict");
    if (token[0] == '\0') write_string(&out, "; Max-Age=0");
    host_answer_header(call->answer, "Set-Cookie",
                       arena_copy(call->request->arena, writer_text(&out)).at);
}

/* A new word each time: one seen before opens nothing after. */
static err enter(struct call *call, const struct portal_session *session)
{
    char token[TOKEN_LENGTH + 1];
    text before = host_request_cookie(call->request, PORTAL_COOKIE);
    if (before.length > 0) TRY(store_session_end(call->desk.store, before));
    TRY(store_portal_enter(call->desk.store, session, call->desk.now, token));
    cookie_set(call, token);
    explicit_bzero(token, sizeof token);
    return ERR_OK;
}

void portal_end(struct call *call)
{
    text token = host_request_cookie(call->request, PORTAL_COOKIE);
    if (token.length == 0) return;
    if (store_session_end(call->desk.store, token) != ERR_OK)
        host_log("a session could not be ended; it ends by itself");
    cookie_set(call, "");
}

/* ---- what is typed ---- */

/* A capital that a telephone puts first is no other word: small letters, single blanks. */
static text plain_secret(text typed, struct arena *a)
{
    typed = text_trim(typed);
    struct writer out = {arena_take(a, typed.length + 1), 0, typed.length + 1, false};
    bool blank = false, accented = false;
    for (ptrdiff_t i = 0; i < typed.length; i++) {
        unsigned char c = (unsigned char)typed.at[i];
        bool capital = c >= 'A' && c <= 'Z';
        bool capital_accent = accented && c >= 0x80 && c <= 0x9E && c != 0x97;
        accented = c == 0xC3; /* À to Þ, in UTF-8 */
        if (c == ' ' && blank) continue;
        blank = c == ' ';
        write_character(&out, (char)(capital || capital_accent ? c + 0x20 : c));
    }
    return writer_text(&out);
}

/* The code as it is kept: its words, a blank between. */
static text code_words(const unsigned char bytes[MEMORABLE_BYTES], struct arena *a)
{
    char room[MEMORABLE_TEXT_MAX];
    struct writer out = WRITER(room);
    memorable_write(&out, bytes, ' ');
    text words = arena_copy(a, writer_text(&out));
    explicit_bzero(room, sizeof room);
    return words;
}

/* ---- the pages of the door ---- */

/* The change asked for by its number: what was typed, and beside its field what is wrong. */
static void add_change(struct values *values, const struct form_data *form, const char *wrong)
{
    enum tongue l = values_tongue(values);
    bool is_file = strcmp(wrong, "file") == 0;
    const char *why = is_file ? SAY(l, "Écrivez les douze chiffres du numéro de dossier.")
                              : form_advice(l, wrong);
    values_text(values, "typed_file", form_value(form, "file"));
    values_string(values, "error_file", is_file ? why : "");
    values_string(values, "wrong_field", wrong);
    values_string(values, "why", why);
    contact_typed(values, form, wrong, why);
    form_choices(values, "channels", &case_contact_channels, form_value(form, "contact_channel"),
                 -1);
}

/* What is wrong with what opens the door, beside its field: "code", "ticket", or "" of neither. */
static void add_fault(struct values *values, const char *fault, const char *field)
{
    values_string(values, "fault", fault);
    values_string(values, "fault_field", field);
    values_flag(values, "code_fault", strcmp(field, "code") == 0);
    values_flag(values, "ticket_fault", strcmp(field, "ticket") == 0);
}

static struct values *door_values(struct call *call)
{
    call->hers.level = PORTAL_OUT;
    struct values *values = page_values(call, SAY(call->tongue, "Suivi"));
    add_fault(values, "", "");
    values_flag(values, "over", false);
    values_flag(values, "asked", false);
    values_flag(values, "wrong", false);
    return values;
}

static void refuse_at_door(struct call *call, int status, const char *fault, const char *field)
{
    static const struct form_data nothing = {.count = 0};
    struct values *values = door_values(call);
    add_fault(values, fault, field);
    values_flag(values, "over", call->session_over && status == 200);
    add_change(values, &nothing, "");
    answer_page(call, status, "suivi", values);
}

void portal_door(struct call *call) { refuse_at_door(call, 200, "", ""); }

void portal_asked(struct call *call, const struct form_data *form, const char *wrong)
{
    static const struct form_data nothing = {.count = 0};
    struct values *values = door_values(call);
    values_flag(values, "asked", !wrong);
    values_flag(values, "wrong", wrong);
    add_change(values, wrong ? form : &nothing, wrong ? wrong : "");
    answer_page(call, wrong ? 400 : 200, "suivi", values);
}

/* The same for every file, and for a code that is nobody's. It says nothing of any. */
static void first_view(struct call *call, int status, int64_t wait)
{
    char room[24];
    struct writer seconds = WRITER(room);
    if (status == 429) write_integer(&seconds, wait / 1000000 + 1);
    text after = arena_copy(call->request->arena, writer_text(&seconds));
    if (status == 429) host_answer_header(call->answer, "Retry-After", after.at);
    struct values *values = page_values(call, SAY(call->tongue, "Suivi"));
    values_date(values, "today", call->desk.today);
    values_text(values, "wait", after);
    values_string(values, "form", "detail");
    answer_page(call, status, "suivi_vue", values);
}

void page_suivi(struct call *call)
{
    switch (call->hers.level) {
    case PORTAL_OUT: portal_door(call); break;
    case PORTAL_CODE: first_view(call, 200, 0); break;
    case PORTAL_BOTH: portal_show(call, portal_view(T("")), NULL, SAID_NOTHING); break;
    }
}

/* ---- the code ---- */

static const char *code_fault(struct call *call, enum memorable_reading reading)
{
    enum tongue l = call->tongue;
    switch (reading) {
    case MEMORABLE_WORD_COUNT:
        return SAY(l, "Un code a six mots. Écrivez-les dans l'ordre, avec un espace entre deux.");
    case MEMORABLE_UNKNOWN_WORD:
        return SAY(l, "Un de ces mots n'est pas un mot de code. Vérifiez comment il s'écrit.");
    case MEMORABLE_MISCOPIED:
        return SAY(l,
                   "Ces six mots ne forment pas un code : l'un est faux, ou deux sont échangés.");
    case MEMORABLE_READ: break;
    }
    return "";
}

/* Whether a code is well formed is told by its words alone, which are public; whether it is
 * anybody's is not told. */
static void take_code(struct call *call, text typed)
{
    unsigned char bytes[MEMORABLE_BYTES];
    int place = 0;
    enum memorable_reading reading = memorable_read(typed, bytes, &place);
    if (reading != MEMORABLE_READ) {
        refuse_at_door(call, 400, code_fault(call, reading), "code");
        return;
    }
    struct portal_session session = {.level = PORTAL_CODE};
    text code = code_words(bytes, call->request->arena);
    err e = store_portal_find(call->desk.store, code, &session.found);
    if (e == ERR_OK) e = enter(call, &session);
    if (e != ERR_OK)
        answer_error(call, e);
    else
        answer_redirect(call, "/suivi");
}

/* ---- the second secret ---- */

/* A wrong one costs the work of a right one, a new session included; what differs is the page to
 * come. */
static void take_secret(struct call *call, text typed)
{
    struct store *store = call->desk.store;
    struct portal_session session = call->hers;
    struct pair pair = store_pair(store, call->request->peer, text_of(call->hers.found.tag));
    int64_t wait = 0;
    err e = store_attempt(store, &pair, call->desk.now, &wait);
    if (e == ERR_FORBIDDEN) {
        call_refused(call, REFUSED_HASTE);
        first_view(call, 429, wait);
        return;
    }
    text secret = plain_secret(typed, call->request->arena);
    if (e == ERR_OK) e = store_portal_check(store, portal_file(call), secret);
    bool right = e == ERR_OK;
    if (e == ERR_NOT_FOUND) e = ERR_OK;
    if (right) e = store_attempt_passed(store, &pair);
    session.level = right ? PORTAL_BOTH : PORTAL_CODE;
    if (e == ERR_OK) e = enter(call, &session);
    if (!right && e == ERR_OK) call_refused(call, REFUSED_PROOF);
    if (e != ERR_OK)
        answer_error(call, e);
    else
        answer_redirect(call, "/suivi");
}

/* ---- making the two secrets ---- */

static void make_page(struct call *call, text ticket, const char *fault, const char *field)
{
    struct values *values = page_values(call, SAY(call->tongue, "Suivi"));
    values_text(values, "ticket", ticket);
    values_string(values, "fault", fault);
    values_string(values, "fault_field", field);
    values_flag(values, "secret_fault", strcmp(field, "secret") == 0);
    values_flag(values, "again_fault", strcmp(field, "encore") == 0);
    answer_page(call, fault[0] == '\0' ? 200 : 400, "suivi_creer", values);
}

/* Ten digits, however they are grouped. */
static text ticket_digits(text typed, struct arena *a)
{
    struct writer out = {arena_take(a, PORTAL_TICKET_DIGITS), 0, PORTAL_TICKET_DIGITS, false};
    for (ptrdiff_t i = 0; i < typed.length; i++) {
        if (typed.at[i] >= '0' && typed.at[i] <= '9') write_character(&out, typed.at[i]);
    }
    return out.full ? (text){NULL, 0} : writer_text(&out);
}

/* Its words are drawn again when they are another's, which chance hardly ever does. */
static err make(struct call *call, text ticket, text secret, text *ret_code)
{
    err e = ERR_CONFLICT;
    for (int i = 0; i < 4 && e == ERR_CONFLICT; i++) {
        unsigned char bytes[MEMORABLE_BYTES];
        file_number file;
        host_random(bytes, sizeof bytes);
        *ret_code = code_words(bytes, call->request->arena);
        e = store_portal_make(call->desk.store, ticket, *ret_code, secret, call->desk.now, &file);
    }
    return e;
}

static void code_page(struct call *call, text code)
{
    struct values *values = page_values(call, SAY(call->tongue, "Suivi"));
    values_list(values, "words");
    for (text left = code; left.length > 0;)
        values_text(values_row(values, "words"), "word", text_cut(&left, ' '));
    answer_page(call, 200, "suivi_code", values);
}

static void make_secrets(struct call *call, const struct form_data *form, text ticket)
{
    struct arena *a = call->request->arena;
    enum tongue l = call->tongue;
    text secret = plain_secret(form_value(form, "secret"), a);
    text again = plain_secret(form_value(form, "encore"), a);
    if (!store_portal_is_good(secret, T(""))) {
        make_page(call, ticket, SAY(l, "Huit caractères au moins : plusieurs mots, par exemple."),
                  "secret");
        return;
    }
    if (!text_equal(secret, again)) {
        make_page(call, ticket,
                  SAY(l, "Les deux ne sont pas pareils : écrivez-le deux fois de la même façon."),
                  "encore");
        return;
    }
    text code = {NULL, 0};
    err e = make(call, ticket, secret, &code);
    if (e == ERR_NOT_FOUND)
        refuse_at_door(call, 403,
                       SAY(l, "Ce code à usage unique n'est pas reconnu, ou son temps est passé."),
                       "ticket");
    else if (e != ERR_OK)
        answer_error(call, e);
    else
        code_page(call, code);
}

static void take_ticket(struct call *call, const struct form_data *form)
{
    struct store *store = call->desk.store;
    text ticket = ticket_digits(form_value(form, "ticket"), call->request->arena);
    struct pair pair = store_pair(store, call->request->peer, T("portal-ticket"));
    int64_t wait = 0;
    file_number file;
    enum tongue l = call->tongue;
    err e = store_attempt(store, &pair, call->desk.now, &wait);
    if (e == ERR_OK) e = store_portal_ticket_read(store, ticket, call->desk.now, &file);
    if (e == ERR_OK) e = store_attempt_passed(store, &pair);
    if (e == ERR_FORBIDDEN) {
        call_refused(call, REFUSED_HASTE);
        refuse_at_door(call, 429, SAY(l, "Trop d'essais : attendez un peu, puis réessayez."),
                       "ticket");
    } else if (e == ERR_NOT_FOUND) {
        call_refused(call, REFUSED_PROOF);
        refuse_at_door(call, 403,
                       SAY(l, "Ce code à usage unique n'est pas reconnu, ou son temps est passé."),
                       "ticket");
    } else if (e != ERR_OK) {
        answer_error(call, e);
    } else if (form_value(form, "faire").length > 0) {
        make_secrets(call, form, ticket);
    } else {
        make_page(call, ticket, "", "");
    }
}

void portal_offer(struct call *call, struct values *values, file_number file)
{
    struct portal_ticket ticket = {""};
    err e = store_portal_first_ticket(call->desk.store, file, call->desk.now, &ticket);
    if (e != ERR_OK) ticket.digits[0] = '\0'; /* she can have one at a desk */
    values_text(values, "ticket", arena_copy(call->request->arena, text_of(ticket.digits)));
}

/* ---- behind both ---- */

/* Going on with the session: from the script, or by a button that sends the form it stands in, as
 * the languages do. */
bool portal_stays(struct call *call, const struct form_data *form)
{
    if (text_equal(form_value(form, "do"), T("rester"))) {
        call->answer->status = 204;
        call->answer->content_type = "text/plain; charset=utf-8";
        call->answer->body = T("");
        return true;
    }
    if (!call_follow_language(call, form) && form_value(form, "rester").length == 0) return false;
    if (call->hers.level == PORTAL_BOTH)
        portal_show(call, portal_view(form_value(form, "ici")), form, SAID_NOTHING);
    else
        answer_redirect(call, "/suivi");
    return true;
}

static void within(struct call *call, const struct form_data *form)
{
    if (!text_equal(form_value(form, "csrf"), text_of(call->csrf))) {
        call_refused(call, REFUSED_FORM);
        answer_error(call, ERR_FORBIDDEN);
        return;
    }
    if (portal_stays(call, form)) return;
    text name = form_value(form, "do");
    if (name.length == 0 && form_value(form, "change").length > 0) name = T("changer");
    if (text_equal(name, T("fermer"))) {
        portal_end(call);
        answer_redirect(call, "/suivi");
    } else if (!portal_act(call, name, form)) {
        portal_show(call, portal_view(name), NULL, SAID_NOTHING);
    }
}

void page_suivi_send(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    if (wire_form_read(call->request->body, call->request->arena, form) != ERR_OK) {
        answer_error(call, ERR_BAD_INPUT);
        return;
    }
    if (form_value(form, "ticket").length > 0) {
        take_ticket(call, form);
    } else if (form_value(form, "code").length > 0) {
        take_code(call, form_value(form, "code"));
    } else if (call->hers.level == PORTAL_BOTH) {
        within(call, form);
    } else if (call->hers.level == PORTAL_CODE) {
        if (!portal_stays(call, form)) take_secret(call, form_value(form, "second"));
    } else {
        portal_door(call);
    }
}
