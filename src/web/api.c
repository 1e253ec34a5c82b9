#include <string.h>

#include "law/parameters.h"
#include "web/access.h"

/* The interface of /api/v1: JSON in, JSON out. */

void healthz(struct call *call)
{
    call->answer->status = 200;
    call->answer->content_type = "text/plain; charset=utf-8";
    call->answer->body = T("ok\n");
}

/* A name of nobody is hashed by the vault, and the store is looked into: both answer, or this
 * worker cannot work. */
void readyz(struct call *call)
{
    struct blind nobody;
    int64_t release;
    int count = 0;
    err e = store_blind(call->desk.store, T("nobody"), &nobody);
    if (e == ERR_OK) e = store_releases(call->desk.store, INT64_MAX, 1, &release, &count);
    call->answer->status = e == ERR_OK ? 200 : 503;
    call->answer->content_type = "text/plain; charset=utf-8";
    call->answer->body = e == ERR_OK ? T("ready\n") : T("not ready\n");
}

void metrics(struct call *call)
{
    enum { size = 4096 };
    struct writer out = {arena_take(call->request->arena, size), 0, size, false};
    host_figures_write(&out);
    call->answer->status = 200;
    call->answer->content_type = "text/plain; version=0.0.4; charset=utf-8";
    call->answer->body = writer_text(&out);
}

extern const text openapi_json; /* made from openapi.json */
void api_openapi(struct call *call) { answer_json(call, 200, openapi_json); }

void api_assess(struct call *call)
{
    struct request request;
    err e = wire_request_read(call->request->body, &request, &call->desk.trouble);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    struct decision decision;
    law_assess(&request, ALL_KNOWN, &decision);
    answer_json(call, 200, wire_decision_write(&decision, call->language, call->request->arena));
}

void api_explain(struct call *call)
{
    struct request request;
    err e = wire_request_read(call->request->body, &request, &call->desk.trouble);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    struct decision decision;
    struct counterfactuals changes;
    law_assess(&request, ALL_KNOWN, &decision);
    law_counterfactuals(&request, ALL_KNOWN, &changes);
    answer_json(
        call, 200,
        wire_explain_write(&request, &decision, &changes, call->language, call->request->arena));
}

static void write_receipt(struct writer *out, const struct receipt *receipt)
{
    write_string(out, "{\"file\": \"");
    write_file_number(out, receipt->file);
    write_string(out, "\", \"receipt\": {\"received_on\": \"");
    write_date(out, receipt->received_on);
    write_string(out, "\", \"pay_by\": ");
    if (date_is_set(receipt->pay_by)) {
        write_character(out, '"');
        write_date(out, receipt->pay_by);
        write_character(out, '"');
    } else {
        write_string(out, "null");
    }
    write_string(out, ", \"missing\": [");
    const char *comma = "";
    for (int i = 0; i < case_missing.count; i++) {
        if (!(receipt->missing & 1u << i)) continue;
        write_string(out, comma);
        write_json_string(out, text_of(case_missing.words[i].word));
        comma = ", ";
    }
    write_string(out, "], \"fund\": {\"code\": ");
    write_json_string(out, text_of(receipt->fund->code));
    write_string(out, ", \"kind\": ");
    write_json_string(out, text_of(law_fund_kinds.words[receipt->fund->kind].word));
    write_string(out, ", \"name\": ");
    write_json_string(out, text_of(receipt->fund->name));
    write_string(out, "}}}\n");
}

/* To the police and the prosecutor: that it came, on which day, under a number of theirs. Neither
 * the file nor its fund, nor ever what becomes of it: who sent it may be whom she fled. */
static void write_received(struct call *call, struct writer *out, const struct receipt *receipt)
{
    struct paper_alias alias = {store_alias(call->desk.store,
                                            text_of(paper_rows[PAPER_POLICE].word),
                                            text_of(call->desk.agent.body), receipt->file)};
    write_string(out, "{\"received\": true, \"received_on\": \"");
    write_date(out, receipt->received_on);
    write_string(out, "\", \"reference\": \"");
    write_paper_alias(out, alias);
    write_string(out, "\"}\n");
}

void api_claim(struct call *call)
{
    struct arena *a = call->request->arena;
    struct desk_once once;
    struct claim *claim = TAKE(a, struct claim, 1);
    struct receipt receipt;
    err e = call_once(call, &once);
    if (e == ERR_OK) {
        e = wire_claim_read(call->request->body, call->desk.today, a, claim, &call->desk.trouble);
    }
    if (e == ERR_OK) e = receive_claim(call, claim, &once, NULL, &receipt);
    if (e == ERR_FORBIDDEN && !call->signed_in) {
        host_answer_header(call->answer, "WWW-Authenticate", "Bearer");
        answer_problem_status(call, 401, "this channel needs a token", NULL);
        return;
    }
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    ptrdiff_t size = 2048;
    struct writer out = {arena_take(a, size), 0, size, false};
    if (claim->channel == CHANNEL_POLICE || claim->channel == CHANNEL_PROSECUTOR) {
        write_received(call, &out, &receipt);
    } else {
        write_receipt(&out, &receipt);
    }
    answer_json(call, 201, writer_text(&out));
}

static void answer_dossier(struct call *call, int status, const struct dossier *dossier)
{
    answer_json(call, status,
                wire_file_write(&dossier->file, &dossier->journal, call->desk.today, call->language,
                                call->request->arena));
}

void api_file(struct call *call)
{
    file_number file;
    struct dossier *dossier = TAKE(call->request->arena, struct dossier, 1);
    err e = call_file(call, &file);
    if (e == ERR_OK) e = desk_open(&call->desk, file, dossier);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    answer_dossier(call, 200, dossier);
}

void api_fact(struct call *call)
{
    struct dossier *dossier = TAKE(call->request->arena, struct dossier, 1);
    struct desk_fact *wish = TAKE(call->request->arena, struct desk_fact, 1);
    struct desk_once once;
    wish->expected = -1;
    err e = call_file(call, &wish->file);
    if (e == ERR_OK) e = call_once(call, &once);
    text words = {NULL, 0};
    if (e == ERR_OK) {
        e = wire_fact_read(call->request->body, call->request->arena, &wish->fact, &wish->has_body,
                           &words, &call->desk.trouble);
    }
    struct vault_entry entry = {desk_vault_of(&wish->fact), words};
    wish->vault = &entry;
    wish->vault_count = words.length > 0 ? 1 : 0;
    /* Who may not read the file, the police for one, records in it blindly. */
    bool reads = desk_may(&call->desk.agent, DEED_READ_FILE);
    wish->to = query_value(call->request->query, "to");
    if (e == ERR_OK) e = desk_record(&call->desk, wish, &once, reads ? dossier : NULL);
    if (e != ERR_OK) {
        answer_problem(call, e);
    } else if (reads) {
        answer_dossier(call, 201, dossier);
    } else {
        answer_received(call, 201, wish->file);
    }
}

static void write_queued(struct writer *out, const struct queued *queued, date today,
                         enum language language)
{
    const struct duty_row *row = &case_duty_rows[queued->duty];
    int32_t late = date_number(today) - date_number(queued->due);
    write_string(out, "{\"file\": \"");
    write_file_number(out, queued->file);
    write_string(out, "\", \"kind\": ");
    write_json_string(out, text_of(row->word));
    write_string(out, ", \"due\": \"");
    write_date(out, queued->due);
    write_string(out, "\", \"late_days\": ");
    write_integer(out, late > 0 ? late : 0);
    write_string(out, ", \"who\": ");
    write_json_string(out, text_of(case_duty_who.words[row->who].word));
    write_string(out, ", \"article\": ");
    write_json_string(out, text_of(row->article));
    write_string(out, ", \"text\": ");
    write_json_string(out, text_of(language == LANGUAGE_FR ? row->fr : row->en));
    write_character(out, '}');
}

#define DUTIES_MAX 500
#define UNREAD_MAX 100

void api_duties(struct call *call)
{
    struct arena *a = call->request->arena;
    int max = query_number(call, "max", DUTIES_MAX, 100);
    int skip = query_number(call, "skip", 1000000000, 0);
    struct queued *queue = TAKE(a, struct queued, DUTIES_MAX);
    int count = 0;
    struct queued after = queue_after(call);
    err e = desk_queue(&call->desk, &after, skip, max, queue, &count);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    struct notice *notices = TAKE(a, struct notice, UNREAD_MAX);
    int told = 0;
    if (desk_may(&call->desk.agent, DEED_SUPERVISE)) {
        e = desk_notices(&call->desk, 0, UNREAD_MAX, notices, &told);
        if (e != ERR_OK) {
            answer_problem(call, e);
            return;
        }
        while (told > 0 && notices[told - 1].read_by[0] != '\0') told--; /* the unread are first */
    }
    ptrdiff_t size = 128 + count * 512 + told * NOTICE_ROOM;
    struct writer out = {arena_take(a, size), 0, size, false};
    write_string(&out, "{\"duties\": [");
    for (int i = 0; i < count; i++) {
        write_string(&out, i > 0 ? ",\n" : "\n");
        write_queued(&out, &queue[i], call->desk.today, call->language);
    }
    write_string(&out, "],\n\"next\": ");
    if (count > 0 && count == max)
        write_json_string(&out, queue_place(&queue[count - 1], a));
    else
        write_string(&out, "null");
    write_string(&out, ",\n");
    write_notices(call, &out, notices, told);
    write_string(&out, "}\n");
    must(!out.full);
    answer_json(call, 200, writer_text(&out));
}

/* ---- payments ---- */

static void write_message(struct writer *out, const struct outgoing *one, struct arena *a)
{
    char id[PAY_ID_LENGTH + 1];
    pay_message_id(one->message.batch, id);
    write_string(out, "{\"id\": ");
    write_json_string(out, text_of(id));
    write_string(out, ", \"fund\": ");
    write_json_string(out, text_of(one->fund->code));
    write_string(out, ", \"execution_on\": \"");
    write_date(out, one->message.execution_on);
    write_string(out, "\", \"orders\": ");
    write_integer(out, one->message.count);
    write_string(out, ", \"total_cents\": ");
    bool is_one = one->message.count > 0; /* else every order of it was left out */
    write_integer(out, is_one ? pay_total(&one->message).cents : 0);
    write_string(out, ", \"left_out\": ");
    write_integer(out, one->left_out);
    write_string(out, ", \"pain001\": ");
    write_json_string(out, is_one ? wire_pain_write(&one->message, a) : T(""));
    write_character(out, '}');
}

#define MESSAGES_MAX 32

/* As many of the messages as there is room for; those left, and those after them, are the next
 * call's, from `next` on (0: there are none). */
static err write_messages(struct call *call, const struct outgoing *messages, int count,
                          int64_t next)
{
    struct arena *a = call->request->arena;
    ptrdiff_t size = 0;
    int fitting = count;
    for (;; fitting--) {
        size = 256;
        for (int i = 0; i < fitting; i++) size += 2 * WIRE_PAIN_ROOM(messages[i].message.count);
        struct arena scratch = *a;
        /* Twice: a message is written by itself before it stands in the answer. */
        if (arena_try(&scratch, 2 * size)) break;
        if (fitting <= 1) return ERR_HOST;
    }
    if (fitting < count) next = messages[fitting - 1].message.batch;
    struct writer out = {arena_take(a, size), 0, size, false};
    write_string(&out, "{\"messages\": [");
    for (int i = 0; i < fitting; i++) {
        if (i > 0) write_string(&out, ",\n");
        struct arena scratch = *a;
        write_message(&out, &messages[i], &scratch);
    }
    write_string(&out, "], \"next\": ");
    char id[PAY_ID_LENGTH + 1];
    if (next > 0) pay_message_id(next, id);
    if (next > 0)
        write_json_string(&out, text_of(id));
    else
        write_string(&out, "null");
    write_string(&out, "}\n");
    if (out.full) return ERR_HOST;
    answer_json(call, 200, writer_text(&out));
    return ERR_OK;
}

void api_export(struct call *call)
{
    struct desk_once once;
    date until = date_plus_days(call->desk.today, 4);
    struct outgoing *messages = TAKE(call->request->arena, struct outgoing, MESSAGES_MAX);
    int64_t after = 0;
    int count = 0;
    err e = call_once(call, &once);
    if (e == ERR_OK) e = wire_export_read(call->request->body, &until, &after, &call->desk.trouble);
    if (e == ERR_OK) {
        e = desk_export(&call->desk, until, &after, messages, MESSAGES_MAX, &count);
    }
    if (e == ERR_OK) e = write_messages(call, messages, count, after);
    if (e != ERR_OK) answer_problem(call, e);
}
