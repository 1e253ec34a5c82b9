#include "web/asking.h"

#include <string.h>

#include "desk/retention.h"

/* The journey: each POST changes the draft and leads back to the one address, which shows where she
 * stands. Back, forward and reloading only ever show that. */

/* ---- the draft ---- */

text asking_at(const struct asking *asking) { return form_value(asking->form, "at"); }

void asking_set(struct asking *asking, const char *name, const char *value)
{
    err e = form_set(asking->form, name, text_of(value));
    must(e == ERR_OK); /* the names are few */
}

void asking_go(struct asking *asking, const char *at) { asking_set(asking, "at", at); }

bool asking_has(const struct asking *asking, const char *name)
{
    return form_value(asking->form, name).length > 0;
}

const char *asking_address(const struct call *call)
{
    return text_starts_with(call->request->path, T("/bureau")) ? "/bureau/demande" : "/demande";
}

static err save(struct asking *asking)
{
    struct call *call = asking->call;
    text words = form_pack(asking->form, call->request->arena);
    return store_draft_write(call->desk.store, &asking->draft, words);
}

void asking_save_and_show(struct asking *asking)
{
    err e = save(asking);
    if (e == ERR_OK) {
        answer_redirect(asking->call, asking_address(asking->call));
    } else {
        answer_error(asking->call, e);
    }
}

static err unpack(struct asking *asking)
{
    struct call *call = asking->call;
    asking->form = TAKE(call->request->arena, struct form_data, 1);
    if (form_unpack(asking->draft.words, asking->form) != ERR_OK) return ERR_BROKEN;
    return store_draft_pages(call->desk.store, &asking->draft, &asking->pages);
}

/* Her language stays with the draft; asking for another one changes it. */
static err speak(struct asking *asking)
{
    struct call *call = asking->call;
    text asked = query_value(call->request->query, "l");
    int kept = tongue_find(form_value(asking->form, "l"));
    if (tongue_find(asked) < 0) {
        if (kept >= 0) call_speak(call, (enum tongue)kept);
        return ERR_OK;
    }
    if (kept == tongue_find(asked)) return ERR_OK;
    asking_set(asking, "l", tongues[tongue_find(asked)].word);
    return save(asking);
}

static void cookie_set(struct call *call, const char *word)
{
    char room[160];
    struct writer out = WRITER(room);
    write_string(&out, DRAFT_COOKIE "=");
    write_string(&out, word);
    write_string(&out, "; Path=/; Secure; HttpOnly; SameSite=Strict");
    if (word[0] == '\0') write_string(&out, "; Max-Age=0");
    host_answer_header(call->answer, "Set-Cookie",
                       arena_copy(call->request->arena, writer_text(&out)).at);
}

/* FORBIDDEN to a helper while she has not ticked that she agrees to be helped. */
static err open_draft(struct asking *asking)
{
    struct call *call = asking->call;
    text word = host_request_cookie(call->request, DRAFT_COOKIE);
    if (word.length == 0) return ERR_NOT_FOUND;
    TRY(store_draft_open(call->desk.store, word, call->desk.now, call->request->arena,
                         &asking->draft));
    TRY(unpack(asking));
    if (call->by_session && !asking_has(asking, "accord")) return ERR_FORBIDDEN;
    return speak(asking);
}

static void asking_wipe(struct asking *asking) { store_draft_wipe(&asking->draft); }

/* ---- beginning, going on, leaving ---- */

static err begin(struct asking *asking)
{
    struct call *call = asking->call;
    unsigned char chance[16];
    char once[40], word[TOKEN_LENGTH + 1];
    struct writer key = WRITER(once);
    host_random(chance, sizeof chance);
    write_hex(&key, chance, sizeof chance);
    asking->form = TAKE(call->request->arena, struct form_data, 1);
    asking_set(asking, "once", writer_string(&key));
    asking_set(asking, "l", tongues[call->wished].word);
    if (call->by_session) asking_set(asking, "accord", "yes");
    asking_go(asking, AT_CODE);
    struct store *store = call->desk.store;
    TRY(store_draft_leave(store, host_request_cookie(call->request, DRAFT_COOKIE)));
    TRY(store_drafts_forget(store, call->desk.now, desk_drafts_since(call->desk.now)));
    TRY(store_draft_begin(store, form_pack(asking->form, call->request->arena), call->desk.now,
                          word));
    cookie_set(call, word);
    explicit_bzero(word, sizeof word);
    return ERR_OK;
}

/* Whoever sits with a helper ticks first. */
static bool agreed(const struct call *call, const struct form_data *posted)
{
    return !call->by_session || form_value(posted, "accord").length > 0;
}

static void act_begin(struct asking *asking, const struct form_data *posted)
{
    struct call *call = asking->call;
    if (!agreed(call, posted)) {
        asking_start_page(call, START_AGREE, 0);
        return;
    }
    err e = begin(asking);
    if (e == ERR_OK) {
        answer_redirect(call, asking_address(call));
    } else {
        answer_error(call, e);
    }
}

/* What she began alone goes on with help: her tick is noted in it. */
static err note_agreement(struct call *call, text word)
{
    CLEANUP(asking_wipe) struct asking asking = {.call = call};
    TRY(store_draft_open(call->desk.store, word, call->desk.now, call->request->arena,
                         &asking.draft));
    TRY(unpack(&asking));
    asking_set(&asking, "accord", "yes");
    return save(&asking);
}

/* Wrong codes cost time to the address they come from: never to a draft, which nobody can then lock
 * another out of. */
static err resume(struct call *call, const unsigned char code[MEMORABLE_BYTES], int64_t *ret_wait)
{
    struct store *store = call->desk.store;
    struct pair pair = store_pair(store, call->request->peer, T("draft code"));
    char word[TOKEN_LENGTH + 1];
    int64_t now = call->desk.now;
    TRY(store_attempt(store, &pair, now, ret_wait));
    TRY(store_draft_resume(store, code, now, desk_drafts_since(now), word));
    TRY(store_attempt_passed(store, &pair));
    if (call->by_session) TRY(note_agreement(call, text_of(word)));
    cookie_set(call, word);
    explicit_bzero(word, sizeof word);
    return ERR_OK;
}

static void act_resume(struct call *call, const struct form_data *posted)
{
    unsigned char code[MEMORABLE_BYTES];
    int place = 0;
    int64_t wait = 0;
    if (!agreed(call, posted)) {
        asking_start_page(call, START_AGREE_TO_GO_ON, 0);
        return;
    }
    if (memorable_read(form_value(posted, "mots"), code, &place) != MEMORABLE_READ) {
        asking_start_page(call, START_UNREADABLE, place);
        return;
    }
    err e = resume(call, code, &wait);
    explicit_bzero(code, sizeof code);
    if (e == ERR_OK) {
        answer_redirect(call, asking_address(call));
    } else if (e == ERR_FORBIDDEN) {
        call_refused(call, REFUSED_HASTE);
        asking_start_page(call, START_WAIT, (int)(wait / 1000000) + 1);
    } else if (e == ERR_NOT_FOUND) {
        call_refused(call, REFUSED_PROOF);
        asking_start_page(call, START_WRONG, 0);
    } else {
        answer_error(call, e);
    }
}

err draft_leave(struct call *call)
{
    text word = host_request_cookie(call->request, DRAFT_COOKIE);
    if (word.length == 0) return ERR_OK;
    cookie_set(call, "");
    return store_draft_leave(call->desk.store, word);
}

static void act_leave(struct call *call)
{
    err e = draft_leave(call);
    host_answer_header(call->answer, "Clear-Site-Data", "\"cache\", \"storage\"");
    if (e == ERR_OK) {
        answer_redirect(call, asking_address(call));
    } else {
        answer_error(call, e);
    }
}

/* ---- the code ---- */

static err make_code(struct asking *asking)
{
    struct call *call = asking->call;
    unsigned char code[MEMORABLE_BYTES];
    struct writer words = {arena_take(call->request->arena, MEMORABLE_TEXT_MAX), 0,
                           MEMORABLE_TEXT_MAX, false};
    host_random(code, sizeof code);
    memorable_write(&words, code, ' ');
    asking_set(asking, "code", writer_string(&words));
    asking_go(asking, AT_SHOWN);
    err e = store_draft_code(call->desk.store, &asking->draft, code);
    explicit_bzero(code, sizeof code);
    return e;
}

static void act_code(struct asking *asking, const struct form_data *posted)
{
    err e = ERR_OK;
    if (text_equal(asking_at(asking), T(AT_SHOWN))) {
        asking_set(asking, "code", ""); /* shown once */
        asking_go(asking, questions[0].word);
    } else if (text_equal(form_value(posted, "code"), T("oui"))) {
        e = make_code(asking);
    } else {
        asking_go(asking, questions[0].word);
    }
    if (e == ERR_OK) {
        asking_save_and_show(asking);
    } else {
        answer_error(asking->call, e);
    }
}

/* ---- doors ---- */

/* A page answered late: what she sent is kept for who has the code; nothing is shown. */
static void act_late(struct asking *asking, const struct form_data *posted)
{
    struct call *call = asking->call;
    text word = host_request_cookie(call->request, DRAFT_COOKIE);
    bool keeps = false;
    err e = word.length == 0 ? ERR_NOT_FOUND
                             : store_draft_open_late(call->desk.store, word, call->desk.now,
                                                     call->request->arena, &asking->draft);
    if (e == ERR_OK && asking->draft.has_code) e = unpack(asking);
    if (e == ERR_OK && asking->draft.has_code) {
        text at = asking_at(asking);
        int question = question_find(at);
        keeps = true;
        if (question >= 0 && text_equal(form_value(posted, "etape"), at)) {
            e = question_take(asking->form, (enum question)question, posted);
            if (e == ERR_OK) e = save(asking);
        }
    }
    if (word.length > 0) cookie_set(call, "");
    if (e != ERR_OK && e != ERR_NOT_FOUND) {
        answer_error(call, e);
        return;
    }
    asking_start_page(call, keeps ? START_OVER : START_LOST, 0);
}

/* The script says that somebody is there: the session goes on. */
static void act_stay(struct asking *asking)
{
    struct host_answer *answer = asking->call->answer;
    answer->status = open_draft(asking) == ERR_OK ? 204 : 403;
    answer->content_type = "text/plain; charset=utf-8";
    answer->body = T("");
}

static void act(struct asking *asking, const struct form_data *posted, text photo)
{
    text at = asking_at(asking);
    int question = question_find(at);
    bool same = form_value(posted, "langue").length > 0 || form_value(posted, "rester").length > 0;
    if (same && form_value(posted, "aller").length == 0) {
        asking_speak(asking, posted, photo);
    } else if (!text_equal(form_value(posted, "etape"), at) || text_equal(at, T(AT_RECEIPT))) {
        answer_redirect(asking->call,
                        asking_address(asking->call)); /* an old page, a second click */
    } else if (question >= 0) {
        asking_answer(asking, (enum question)question, posted, photo);
    } else if (text_equal(at, T(AT_SUMMARY))) {
        asking_summary(asking, posted);
    } else {
        act_code(asking, posted);
    }
}

static err read_posted(struct call *call, struct form_data *ret, text *ret_photo)
{
    text type = host_request_header(call->request, "Content-Type");
    ret->count = 0;
    if (text_starts_with(type, T("multipart/"))) {
        TRY(call_multipart(call, ret, ret_photo));
    } else {
        TRY(wire_form_read(call->request->body, call->request->arena, ret));
    }
    bool ours = !call->by_session || text_equal(form_value(ret, "csrf"), text_of(call->csrf));
    return ours ? ERR_OK : ERR_FORBIDDEN;
}

void page_demande(struct call *call)
{
    CLEANUP(asking_wipe) struct asking asking = {.call = call};
    err e = open_draft(&asking);
    if (e == ERR_OK) {
        asking_show(&asking);
    } else if (e == ERR_FORBIDDEN) {
        asking_start_page(call, START_PLAIN, 0);
    } else if (e == ERR_NOT_FOUND) {
        /* Who opens the page later is not told that a request was begun here. */
        if (host_request_cookie(call->request, DRAFT_COOKIE).length > 0) cookie_set(call, "");
        asking_start_page(call, START_PLAIN, 0);
    } else {
        answer_error(call, e);
    }
}

void page_demande_send(struct call *call)
{
    CLEANUP(asking_wipe) struct asking asking = {.call = call};
    struct form_data *posted = TAKE(call->request->arena, struct form_data, 1);
    text photo = {NULL, 0};
    err e = read_posted(call, posted, &photo);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    (void)call_follow_language(call, posted);
    text does = form_value(posted, "faire");
    if (text_equal(does, T("commencer"))) {
        act_begin(&asking, posted);
    } else if (text_equal(does, T("reprendre"))) {
        act_resume(call, posted);
    } else if (text_equal(does, T("arreter"))) {
        act_leave(call);
    } else if (text_equal(does, T("rester"))) {
        act_stay(&asking);
    } else {
        e = open_draft(&asking);
        if (e == ERR_OK) act(&asking, posted, photo);
        if (e == ERR_NOT_FOUND) act_late(&asking, posted);
        if (e == ERR_FORBIDDEN) asking_start_page(call, START_AGREE, 0);
        if (e != ERR_OK && e != ERR_NOT_FOUND && e != ERR_FORBIDDEN) answer_error(call, e);
    }
}
