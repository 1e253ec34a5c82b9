#include <string.h>

#include "desk/access.h"
#include "web/call.h"

int status_of(err e)
{
    switch (e) {
    case ERR_OK: return 200;
    case ERR_BAD_INPUT: return 400;
    case ERR_NOT_FOUND:
    case ERR_ERASED: return 404;
    case ERR_NOT_LAWFUL:
    case ERR_CONFLICT: return 409;
    case ERR_MISMATCH: return 422;
    case ERR_FORBIDDEN: return 403;
    case ERR_STORE_DOWN:
    case ERR_UNSURE:
    case ERR_HOST: return 503; /* for want of memory too: it may be asked again */
    case ERR_BROKEN:
    case ERR_COUNT: break;
    }
    return 500;
}

void answer_json(struct call *call, int status, text json)
{
    call->answer->status = status;
    call->answer->content_type = "application/json";
    call->answer->body = json;
}

void answer_problem_status(struct call *call, int status, const char *title,
                           const struct trouble *trouble)
{
    if (status == 503) host_answer_header(call->answer, "Retry-After", "5");
    call->answer->status = status;
    call->answer->content_type = "application/problem+json";
    call->answer->body = wire_problem_write(status, title, trouble, call->request->arena);
}

void answer_problem(struct call *call, err e)
{
    bool said = call->desk.trouble.expected[0] != '\0';
    answer_problem_status(call, status_of(e), err_meaning(e), said ? &call->desk.trouble : NULL);
}

struct export_mark call_mark(const struct call *call)
{
    text name = text_of(call->desk.console ? "console" : call->desk.agent.name);
    int64_t number = store_alias(call->desk.store, T("reader"), name, (file_number){0});
    return (struct export_mark){{number}, call->desk.now};
}

/* The page's own language, the one that was asked for, and the way to the others. */
static void tongue_values(struct call *call, struct values *values)
{
    const struct tongue_row *shown = &tongues[call->tongue], *wished = &tongues[call->wished];
    values_string(values, "lang", wished->word);
    values_string(values, "page_lang", shown->word);
    values_string(values, "page_dir", shown->direction);
    values_string(values, "wished_dir", wished->direction);
    values_flag(values, "not_read_again", !shown->is_read_again);
    values_flag(values, "not_translated", call->tongue != call->wished);
    values_string(values, "only_french",
                  SAY(call->wished, "Cette page n'existe qu'en français pour le moment."));
    values_flag(values, "law_in_french", !shown->is_read_again);
    values_string(values, "language_form", "");
    values_list(values, "tongues");
    for (int i = 0; i < TONGUE_COUNT; i++) {
        if (call->by_session && !tongues[i].is_read_again) continue; /* an office's pages */
        struct values *row = values_row(values, "tongues");
        values_string(row, "word", tongues[i].word);
        values_string(row, "direction", tongues[i].direction);
        values_string(row, "own_name", tongues[i].own_name);
        values_flag(row, "current", i == (int)call->wished);
    }
}

struct values *page_values(struct call *call, const char *title)
{
    struct values *values = values_new(call->request->arena, call->tongue);
    values_string(values, "title", title);
    tongue_values(call, values);
    values_string(values, "exit_to", call->web->exit_to);
    values_text(values, "path", call->request->path);
    values_flag(values, "agent", call->by_session);
    values_flag(values, "watched", false); /* a page of the request, which hides itself */
    values_flag(values, "hers", call->hers.level != PORTAL_OUT);
    values_integer(values, "closes_after", PORTAL_IDLE / 1000000);
    values_integer(values, "closed_after", PORTAL_IDLE / 1000000 + 1);
    values_flag(values, "may_pay", call->by_session && desk_may(&call->desk.agent, DEED_PAY));
    values_flag(values, "may_audit",
                call->by_session && desk_may(&call->desk.agent, DEED_READ_LOG));
    values_string(values, "agent_name", call->session.shown);
    values_string(values, "csrf", call->csrf);
    session_values(call, values);
    char room[64];
    struct writer out = WRITER(room);
    struct export_mark mark = call_mark(call);
    if (call->by_session) write_export_mark(&out, &mark);
    values_text(values, "reader_mark", arena_copy(call->request->arena, writer_text(&out)));
    return values;
}

bool accepts_gzip(const struct host_request *request)
{
    text accepted = host_request_header(request, "Accept-Encoding");
    while (accepted.length > 0) {
        if (text_equal(text_trim(text_cut(&accepted, ',')), T("gzip"))) return true;
    }
    return false;
}

/* Only where no session's word is in the page: what is compressed with words of a stranger's
 * choosing could be guessed from its length. */
static void compress(struct call *call)
{
    host_answer_header(call->answer, "Vary", "Accept-Encoding");
    if (call->by_session || call->hers.level == PORTAL_BOTH || !accepts_gzip(call->request)) return;
    text small = host_gzip(call->answer->body, call->request->arena);
    if (small.length == 0) return;
    call->answer->body = small;
    host_answer_header(call->answer, "Content-Encoding", "gzip");
}

void answer_page(struct call *call, int status, const char *page, struct values *values)
{
    call->answer->content_type = "text/html; charset=utf-8";
    call->answer->status = status;
    if (page_render(page, values, call->request->arena, &call->answer->body) == ERR_OK) {
        compress(call);
        return;
    }
    call->answer->status = 500;
    call->answer->body = T("<!doctype html><title>500</title>");
}

void answer_drawing(struct call *call, text svg)
{
    call->answer->content_type = "image/svg+xml";
    call->answer->status = 200;
    call->answer->body = svg;
    compress(call);
}

void answer_error(struct call *call, err e)
{
    enum tongue l = call->tongue;
    const char *sentence = NULL;
    switch (status_of(e)) {
    case 400: sentence = SAY(l, "Une réponse n'est pas dans la forme attendue."); break;
    case 403:
        sentence = SAY(l, "Vous ne pouvez pas faire cela ; une autre personne le peut.");
        break;
    case 404: sentence = SAY(l, "Ce dossier n'existe pas ou relève d'un autre organisme."); break;
    case 409:
        sentence = SAY(l, "Ce n'est pas possible dans l'état du dossier ; rechargez-le.");
        break;
    case 422: sentence = SAY(l, "Ce formulaire a déjà été envoyé avec d'autres réponses."); break;
    case 503:
        sentence = e == ERR_UNSURE || e == ERR_HOST
                       ? SAY(l, "On ne sait pas si c'est enregistré ; envoyez-le encore une fois : "
                                "rien ne sera fait deux fois.")
                       : SAY(l, "Rien n'a été enregistré ; réessayez dans un instant.");
        break;
    default: sentence = SAY(l, "Ce dossier est mis de côté ; un responsable est prévenu."); break;
    }
    if (status_of(e) == 503) host_answer_header(call->answer, "Retry-After", "5");
    if (status_of(e) == 500) host_log("answer 500: %s", err_meaning(e));
    struct values *values = page_values(call, SAY(l, "Impossible"));
    values_string(values, "sentence", sentence);
    answer_page(call, status_of(e), "erreur", values);
}

void answer_redirect(struct call *call, const char *where)
{
    call->answer->status = 303;
    call->answer->content_type = "text/plain; charset=utf-8";
    call->answer->body = T("");
    text asked = query_value(call->request->query, "l");
    bool ours = where[0] == '/' && tongue_find(asked) >= 0;
    char room[128];
    struct writer out = WRITER(room);
    write_string(&out, where);
    write_string(&out, ours ? "?l=" : "");
    if (ours) write_text(&out, asked);
    text whole = arena_copy(call->request->arena, writer_text(&out));
    host_answer_header(call->answer, "Location", out.full ? where : whole.at);
}

text query_value(text query, const char *name)
{
    while (query.length > 0) {
        text value = text_cut(&query, '&');
        if (text_equal(text_cut(&value, '='), text_of(name))) return value;
    }
    return (text){NULL, 0};
}

void answer_to_file(struct call *call, file_number file)
{
    char room[48];
    struct writer where = WRITER(room);
    write_string(&where, "/bureau/dossier/");
    write_file_number(&where, file);
    answer_redirect(call, arena_copy(call->request->arena, writer_text(&where)).at);
}

text call_file_text(struct call *call, file_number file)
{
    char room[24];
    struct writer out = WRITER(room);
    if (file.number != 0) write_file_number(&out, file);
    return arena_copy(call->request->arena, writer_text(&out));
}

int query_number(const struct call *call, const char *name, int max, int otherwise)
{
    int64_t value = 0;
    if (text_read_integer(query_value(call->request->query, name), &value) != ERR_OK)
        return otherwise;
    return value >= 0 && value <= max ? (int)value : otherwise;
}

err call_wrong(struct call *call, const char *where, const char *expected)
{
    struct writer place = WRITER(call->desk.trouble.where);
    struct writer what = WRITER(call->desk.trouble.expected);
    write_string(&place, where);
    write_string(&what, expected);
    writer_string(&place);
    writer_string(&what);
    return ERR_BAD_INPUT;
}

err call_once(struct call *call, struct desk_once *ret)
{
    text key = host_request_header(call->request, "Idempotency-Key");
    bool good = key.length > 0 && key.length <= 255;
    for (ptrdiff_t i = 0; good && i < key.length; i++) good = key.at[i] > ' ' && key.at[i] < 0x7F;
    if (!good) {
        return call_wrong(call, "Idempotency-Key", "this header, of 1 to 255 printable characters");
    }
    *ret = (struct desk_once){key, call->request->body};
    return ERR_OK;
}

/* "6815-9293-2847-813": as a document writes it. */
static err read_alias(text from, int64_t *ret)
{
    char room[16];
    struct writer digits = WRITER(room);
    while (from.length > 0) write_text(&digits, text_cut(&from, '-'));
    if (digits.full || digits.length != 15) return ERR_NOT_FOUND;
    return text_read_integer(writer_text(&digits), ret) == ERR_OK ? ERR_OK : ERR_NOT_FOUND;
}

err call_file(struct call *call, file_number *ret)
{
    bool brings = call->desk.agent.role == ROLE_ASSOCIATION; /* its receipts name the file */
    err e = read_alias(call->parameter, &call->alias);
    if (desk_knows_aliases(&call->desk.agent) && !(brings && e != ERR_OK)) {
        if (e != ERR_OK) return e;
        return desk_file_of_alias(&call->desk, call->alias, ret);
    }
    if (file_number_read(call->parameter, ret) == ERR_OK) return ERR_OK;
    return ERR_NOT_FOUND;
}

err call_form(struct call *call, struct form_data *ret)
{
    TRY(wire_form_read(call->request->body, call->request->arena, ret));
    if (!call->by_session || text_equal(form_value(ret, "csrf"), text_of(call->csrf)))
        return ERR_OK;
    call_refused(call, REFUSED_FORM);
    return ERR_FORBIDDEN;
}
