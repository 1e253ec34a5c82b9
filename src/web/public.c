#include <string.h>

#include "host/host.h"
#include "law/parameters.h"
#include "web/decision.h"
#include "web/fields.h"

/* The pages anybody may see: simulate, ask, find help, leave. */

void page_home(struct call *call) { answer_redirect(call, "/simulateur"); }

/* What a form shows when it is first opened: today, and the first answer of each list. */
static void fresh(struct call *call, struct form_data *ret)
{
    char room[16];
    struct writer today = WRITER(room);
    write_date(&today, call->desk.today);
    memset(ret, 0, sizeof *ret);
    text day = arena_copy(call->request->arena, writer_text(&today));
    ret->fields[ret->count++] = (struct form_field){T("requested_on"), day};
    ret->fields[ret->count++] = (struct form_field){T("document_kind"), T("complaint")};
    ret->fields[ret->count++] = (struct form_field){T("beneficiary_of"), T("none")};
}

/* The language stays with the form: its hidden field wins over the browser's wish. */
static void follow_language(struct call *call, const struct form_data *form)
{
    text l = form_value(form, "l");
    if (text_equal(l, T("en"))) call->language = LANGUAGE_EN;
    if (text_equal(l, T("fr"))) call->language = LANGUAGE_FR;
}

static void simulateur(struct call *call, const struct form_data *form,
                       const struct decision *decision)
{
    struct values *values = page_values(call, SAY(call->language, "Simulateur"));
    form_values(values, form, &call->desk.trouble);
    values_flag(values, "answered", decision != NULL);
    if (decision) decision_values(values, decision, call->request->arena);
    bool wrong = call->desk.trouble.where[0] != '\0';
    answer_page(call, wrong ? 400 : 200, "simulateur", values);
}

void page_simulateur(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    fresh(call, form);
    simulateur(call, form, NULL);
}

void page_simulateur_run(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    err e = wire_form_read(call->request->body, call->request->arena, form);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    follow_language(call, form);
    struct request request;
    text json = form_request_json(form, call->request->arena);
    if (wire_request_read(json, &request, &call->desk.trouble) != ERR_OK) {
        simulateur(call, form, NULL);
        return;
    }
    struct decision *decision = TAKE(call->request->arena, struct decision, 1);
    law_assess(&request, ALL_KNOWN, decision);
    simulateur(call, form, decision);
}

/* A key for this opening of the form: sent twice, it makes one claim. */
static text once_key(struct call *call)
{
    unsigned char chance[16];
    host_random(chance, sizeof chance);
    char room[40];
    struct writer out = WRITER(room);
    write_hex(&out, chance, sizeof chance);
    return arena_copy(call->request->arena, writer_text(&out));
}

/* A claim made here is made today, whatever the form says. */
static void date_claim(struct call *call, struct form_data *form)
{
    char room[16];
    struct writer today = WRITER(room);
    write_date(&today, call->desk.today);
    int at = 0;
    while (at < form->count && !text_equal(form->fields[at].name, T("requested_on"))) at++;
    if (at == FORM_FIELDS_MAX) return; /* refused for want of a date */
    if (at == form->count) form->count++;
    text day = arena_copy(call->request->arena, writer_text(&today));
    form->fields[at] = (struct form_field){T("requested_on"), day};
}

static void demande(struct call *call, const struct form_data *form, int status)
{
    struct values *values = page_values(call, SAY(call->language, "Demande"));
    form_values(values, form, &call->desk.trouble);
    text once = form_value(form, "once");
    values_text(values, "once", once.length > 0 ? once : once_key(call));
    static const char *const ticks[] = {
        "never_phone",         "never_email",   "never_post",        "consent_departement",
        "consent_association", "repay_if_loan", "report_proceedings"};
    for (size_t i = 0; i < LENGTH(ticks); i++) {
        values_flag(values, ticks[i], form_value(form, ticks[i]).length > 0);
    }
    text seen = form_value(form, "seen_by_others");
    values_flag(values, "seen_by_others", text_equal(seen, T("yes")));
    values_flag(values, "seen_by_nobody", text_equal(seen, T("no")));
    static const char *const channels[] = {"phone", "email", "post", "desk", "association", "none"};
    static const char *const flags[] = {"by_phone", "by_email",       "by_post",
                                        "by_desk",  "by_association", "by_none"};
    for (size_t i = 0; i < LENGTH(channels); i++) {
        values_flag(values, flags[i],
                    text_equal(form_value(form, "contact_channel"), text_of(channels[i])));
    }
    answer_page(call, status, "demande", values);
}

void page_demande(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    fresh(call, form);
    demande(call, form, 200);
}

static void receipt_page(struct call *call, const struct receipt *receipt)
{
    enum language l = call->language;
    struct values *values = page_values(call, SAY(l, "Demande"));
    char room[24];
    struct writer number = WRITER(room);
    write_file_number(&number, receipt->file);
    values_text(values, "file", arena_copy(call->request->arena, writer_text(&number)));
    values_date(values, "received_on", receipt->received_on);
    values_date(values, "pay_by", receipt->pay_by);
    values_string(values, "fund", receipt->fund->name);
    values_list(values, "missing");
    for (int i = 0; i < case_missing.count; i++) {
        if (!(receipt->missing & 1u << i)) continue;
        values_string(values_row(values, "missing"), "label", case_missing.words[i].in[l]);
    }
    answer_page(call, 200, "recu", values);
}

void page_demande_send(struct call *call)
{
    struct arena *a = call->request->arena;
    struct form_data *form = TAKE(a, struct form_data, 1);
    struct claim *claim = TAKE(a, struct claim, 1);
    struct receipt receipt;
    err e = wire_form_read(call->request->body, a, form);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    follow_language(call, form);
    date_claim(call, form);
    text json = form_claim_json(form, a);
    e = wire_claim_read(json, call->desk.today, a, claim, &call->desk.trouble);
    struct desk_once once = {form_value(form, "once"), json};
    if (once.key.length == 0 || once.key.length > 64) once.key = once_key(call);
    if (e == ERR_OK) e = receive_claim(call, claim, &once, &receipt);
    if (e == ERR_BAD_INPUT) {
        demande(call, form, 400);
    } else if (e != ERR_OK) {
        answer_error(call, e);
    } else {
        receipt_page(call, &receipt);
    }
}

void page_aide(struct call *call)
{
    answer_page(call, 200, "aide", page_values(call, SAY(call->language, "Aide")));
}

void page_quitter(struct call *call)
{
    text token = host_request_cookie(call->request, SESSION_COOKIE);
    if (call->by_session && store_session_end(call->desk.store, token) != ERR_OK) {
        host_log("a session could not be ended; it ends by itself");
    }
    session_cookie_end(call);
    host_answer_header(call->answer, "Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
    answer_redirect(call, call->web->exit_to);
}

void static_answer(struct call *call)
{
    const struct embedded *file = web_static(call->parameter);
    if (!file) {
        answer_problem_status(call, 404, "no such file", NULL);
        return;
    }
    bool gzip = accepts_gzip(call->request);
    call->answer->status = 200;
    call->answer->content_type = file->type;
    call->answer->body = (text){(const char *)(gzip ? file->gzip : file->bytes),
                                gzip ? file->gzip_size : file->size};
    if (gzip) host_answer_header(call->answer, "Content-Encoding", "gzip");
    host_answer_header(call->answer, "Vary", "Accept-Encoding");
}
