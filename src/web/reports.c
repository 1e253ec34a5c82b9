#include "web/call.h"
#include "wire/out.h"
#include "wire/report.h"

/* Reports of health professionals, by the interface alone: no page, no copy, nothing in a browser's
 * history. */

#define REPORTS_MAX 200

static void write_number(struct writer *out, int64_t number)
{
    write_key(out, "number");
    write_character(out, '"');
    write_paper_alias(out, (struct paper_alias){number});
    write_character(out, '"');
}

static void write_moment_of(struct writer *out, const char *key, int64_t moment)
{
    write_key(out, key);
    if (moment == 0) {
        write_string(out, "null");
        return;
    }
    write_character(out, '"');
    write_utc(out, moment);
    write_character(out, '"');
}

static void write_line(struct writer *out, const struct report_line *line)
{
    write_character(out, '{');
    write_number(out, line->number);
    write_moment_of(out, "received_at", line->received_at);
    write_moment_of(out, "taken_at", line->taken_at);
    write_character(out, '}');
}

static void answer_line(struct call *call, int status, const struct report_line *line)
{
    struct writer out = wire_out_begin(call->request->arena);
    write_line(&out, line);
    write_character(&out, '\n');
    answer_json(call, status, wire_out_end(call->request->arena, &out));
}

void api_report(struct call *call)
{
    struct report_in report;
    struct report_line line = {.received_at = call->desk.now};
    err e = wire_report_read(call->request->body, call->desk.today, call->request->arena, &report,
                             &call->desk.trouble);
    if (e == ERR_OK) e = desk_report(&call->desk, report.court, report.document, &line.number);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    answer_line(call, 201, &line);
}

void api_reports(struct call *call)
{
    struct arena *a = call->request->arena;
    struct report_line *lines = TAKE(a, struct report_line, REPORTS_MAX);
    int count = 0;
    err e = desk_reports(&call->desk, REPORTS_MAX, lines, &count);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    struct writer out = wire_out_begin(a);
    write_character(&out, '{');
    write_key(&out, "unread");
    write_character(&out, '[');
    for (int i = 0; i < count; i++) {
        write_comma(&out);
        write_line(&out, &lines[i]);
    }
    write_string(&out, "]}\n");
    answer_json(call, 200, wire_out_end(a, &out));
}

/* "0123-4567-8901-234" or its digits; 0 for what is none. */
static int64_t number_of(text parameter)
{
    int64_t number = 0;
    int digits = 0;
    for (ptrdiff_t i = 0; i < parameter.length; i++) {
        char c = parameter.at[i];
        if (c == '-') continue;
        if (c < '0' || c > '9' || ++digits > 15) return 0;
        number = number * 10 + (c - '0');
    }
    return number;
}

/* Sealed as it lies, for the key of the court: the name and the type say nothing. Taking it is the
 * receipt the professional sees. */
static void take(struct call *call, int64_t number)
{
    text sealed;
    err e = desk_report_take(&call->desk, number, &sealed);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    call->answer->status = 200;
    call->answer->content_type = "application/octet-stream";
    call->answer->body = sealed;
    host_answer_header(call->answer, "Content-Disposition",
                       "attachment; filename=\"" REPORT_FILE_NAME "\"");
}

void api_report_one(struct call *call)
{
    int64_t number = number_of(call->parameter);
    struct report_line line;
    if (call->desk.agent.role == ROLE_PROSECUTOR) {
        take(call, number);
        return;
    }
    err e = desk_report_receipt(&call->desk, number, &line);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    answer_line(call, 200, &line);
}
