#include "web/access.h"

/* Who may look: a file taken or given, opened with a reason, shown in part; what other bodies are
 * told; the notices a supervisor reads. Calls of the interface first, then pages. */

#define NOTICES_PAGE 100

void call_purpose(struct call *call)
{
    text word = host_request_header(call->request, "Abri-Purpose");
    int purpose = words_find(&desk_purposes, word);
    call->desk.purpose = purpose < 0 ? PURPOSE_NONE : (enum purpose)purpose;
}

/* {"file": "4821-0937-5516" and room for `more`; to another body, {"reference": "6815-..." . */
static struct writer start(struct call *call, file_number file, ptrdiff_t more)
{
    ptrdiff_t size = 64 + more;
    struct writer out = {arena_take(call->request->arena, size), 0, size, false};
    write_string(&out, call->alias ? "{\"reference\": \"" : "{\"file\": \"");
    if (call->alias) write_paper_alias(&out, (struct paper_alias){call->alias});
    if (!call->alias) write_file_number(&out, file);
    write_character(&out, '"');
    return out;
}

static void finish(struct call *call, int status, struct writer *out)
{
    write_string(out, "}\n");
    must(!out->full);
    answer_json(call, status, writer_text(out));
}

void answer_received(struct call *call, int status, file_number file)
{
    struct writer out = start(call, file, 32);
    write_string(&out, ", \"state\": \"received\"");
    finish(call, status, &out);
}

/* The same bytes whatever became of the file. */
void api_reception(struct call *call)
{
    file_number file;
    err e = call_file(call, &file);
    if (e == ERR_OK) e = desk_received(&call->desk, file);
    if (e == ERR_OK) {
        answer_received(call, 200, file);
    } else {
        answer_problem(call, e);
    }
}

static void write_day(struct writer *out, const char *name, date day)
{
    write_string(out, ", \"");
    write_string(out, name);
    write_string(out, "\": ");
    if (date_is_set(day)) write_character(out, '"');
    if (date_is_set(day)) write_date(out, day);
    write_string(out, date_is_set(day) ? "\"" : "null");
}

static void write_number(struct writer *out, const char *name, bool told, int64_t number)
{
    write_string(out, ", \"");
    write_string(out, name);
    write_string(out, "\": ");
    if (told) write_integer(out, number);
    if (!told) write_string(out, "null");
}

void api_extract(struct call *call)
{
    file_number file;
    struct extract extract;
    err e = call_file(call, &file);
    if (e == ERR_OK) e = desk_extract(&call->desk, file, &extract);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    struct writer out = start(call, file, 256);
    write_day(&out, "sent_on", extract.sent_on);
    write_number(&out, "children", extract.children >= 0, extract.children);
    write_day(&out, "rights_until", extract.rights_until);
    write_number(&out, "lent_cents", extract.lent.cents != 0, extract.lent.cents);
    finish(call, 200, &out);
}

void api_assign(struct call *call)
{
    file_number file;
    text to = {NULL, 0};
    err e = call_file(call, &file);
    bool gives = text_trim(call->request->body).length > 0;
    if (e == ERR_OK && gives)
        e = wire_member_read(call->request->body, "to", LABEL_MAX, call->request->arena, &to,
                             &call->desk.trouble);
    if (e == ERR_OK) e = gives ? desk_give(&call->desk, file, to) : desk_take(&call->desk, file);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    struct writer out = start(call, file, 512);
    write_string(&out, ", \"to\": ");
    write_json_string(&out, gives ? to : text_of(call->desk.agent.name));
    finish(call, 201, &out);
}

void api_opening(struct call *call)
{
    file_number file;
    text reason;
    err e = call_file(call, &file);
    if (e == ERR_OK)
        e = wire_member_read(call->request->body, "reason", NOTICE_REASON_MAX, call->request->arena,
                             &reason, &call->desk.trouble);
    if (e == ERR_OK) e = desk_break_glass(&call->desk, file, reason);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    struct writer out = start(call, file, 64);
    write_day(&out, "until", call->desk.today);
    finish(call, 201, &out);
}

/* ---- what of the vault is shown ---- */

/* Two lines, the last four signs of the IBAN and the holder. */
static void write_account(struct writer *out, text account)
{
    text end = text_cut(&account, '\n');
    write_string(out, "{\"iban_end\": ");
    write_json_string(out, end);
    write_string(out, ", \"holder\": ");
    write_json_string(out, account);
    write_character(out, '}');
}

void api_disclose(struct call *call)
{
    struct arena *a = call->request->arena;
    file_number file;
    text word, words;
    int kind = -1;
    err e = call_file(call, &file);
    if (e == ERR_OK)
        e = wire_member_read(call->request->body, "kind", 16, a, &word, &call->desk.trouble);
    if (e == ERR_OK) kind = words_find(&desk_vault_kinds, word);
    if (e == ERR_OK && kind < 0) e = call_wrong(call, "/kind", "person, contact, account, partner");
    if (e == ERR_OK) e = desk_disclose(&call->desk, file, (enum vault_kind)kind, a, &words);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    struct writer out = start(call, file, 7 * words.length + 128);
    write_string(&out, ", \"kind\": ");
    write_json_string(&out, word);
    write_string(&out, ", \"words\": ");
    if (kind == VAULT_ACCOUNT) {
        write_account(&out, words);
    } else {
        write_text(&out, words); /* JSON as wire wrote it */
    }
    finish(call, 200, &out);
}

/* ---- notices ---- */

static void write_notice(struct writer *out, const struct notice *notice, date today)
{
    int32_t late = date_number(today) - date_number(notice->day);
    bool unread = notice->read_by[0] == '\0';
    write_string(out, "{\"number\": ");
    write_integer(out, notice->number);
    write_string(out, ", \"file\": \"");
    write_file_number(out, notice->file);
    write_string(out, "\", \"agent\": ");
    write_json_string(out, text_of(notice->agent));
    write_string(out, ", \"body\": ");
    write_json_string(out, text_of(notice->body));
    write_string(out, ", \"purpose\": ");
    write_json_string(out, text_of(notice->purpose));
    write_day(out, "due", notice->day);
    write_number(out, "late_days", true, unread && late > 0 ? late : 0);
    write_string(out, unread ? ", \"read\": false" : ", \"read\": true");
}

void write_notices(struct call *call, struct writer *out, const struct notice *notices, int count)
{
    write_string(out, "\"notices\": [");
    for (int i = 0; i < count; i++) {
        write_string(out, i > 0 ? ",\n" : "\n");
        write_notice(out, &notices[i], call->desk.today);
        write_character(out, '}');
    }
    write_character(out, ']');
}

void api_notices(struct call *call)
{
    struct arena *a = call->request->arena;
    struct notice *notices = TAKE(a, struct notice, NOTICES_PAGE);
    int count = 0;
    int skip = query_number(call, "skip", 1000000000, 0);
    err e = desk_notices(&call->desk, skip, NOTICES_PAGE, notices, &count);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    ptrdiff_t size = 64 + count * NOTICE_ROOM;
    struct writer out = {arena_take(a, size), 0, size, false};
    write_character(&out, '{');
    write_notices(call, &out, notices, count);
    finish(call, 200, &out);
}

static err read_number(struct call *call, int64_t *ret)
{
    return text_read_integer(call->parameter, ret) == ERR_OK ? ERR_OK : ERR_NOT_FOUND;
}

void api_notice(struct call *call)
{
    struct arena *a = call->request->arena;
    struct notice notice;
    int64_t number = 0;
    text reason;
    err e = read_number(call, &number);
    if (e == ERR_OK) e = desk_notice_read(&call->desk, number, &notice, &reason);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    ptrdiff_t size = NOTICE_ROOM + 7 * reason.length;
    struct writer out = {arena_take(a, size), 0, size, false};
    write_notice(&out, &notice, call->desk.today);
    write_string(&out, ", \"reason\": ");
    write_json_string(&out, reason);
    finish(call, 200, &out);
}

/* ---- pages ---- */

static void add_purposes(struct call *call, struct values *values, text chosen)
{
    values_list(values, "purposes");
    for (int i = 0; i < desk_purposes.count; i++) {
        if (!desk_may_state(&call->desk.agent, (enum purpose)i)) continue;
        struct values *row = values_row(values, "purposes");
        values_string(row, "value", desk_purposes.words[i].word);
        values_string(row, "label", desk_purposes.words[i].in[call->language]);
        values_flag(row, "chosen", text_equal(chosen, text_of(desk_purposes.words[i].word)));
    }
}

void add_showing(struct call *call, struct values *values)
{
    static const char *const names[VAULT_KIND_COUNT] = {
        [VAULT_PERSON] = "may_show_person",
        [VAULT_CONTACT] = "may_show_contact",
        [VAULT_ACCOUNT] = "may_show_account",
        [VAULT_PARTNER] = "may_show_partner",
    };
    bool any = false;
    for (int kind = 0; kind < VAULT_KIND_COUNT; kind++) {
        bool may = false;
        for (int i = 0; i < PURPOSE_COUNT && kind != VAULT_PARTNER; i++)
            may |= desk_may_state(&call->desk.agent, (enum purpose)i) &&
                   desk_may_disclose(&call->desk.agent, (enum vault_kind)kind, (enum purpose)i);
        values_flag(values, names[kind], may);
        any |= may;
    }
    values_flag(values, "may_show", any);
    values_flag(values, "may_give", desk_may(&call->desk.agent, DEED_SUPERVISE));
    add_purposes(call, values, T(""));
}

/* What to do with a file that is not the agent's: take it, when it is one of the office, or say why
 * it must be opened. */
static void closed_page(struct call *call, file_number file, bool is_here,
                        const struct refused *refused)
{
    struct values *values = page_values(call, SAY(call->tongue, "Bureau"));
    values_text(values, "file", call_file_text(call, file));
    values_flag(values, "here", is_here);
    add_purposes(call, values, refused_typed(refused, "open", "purpose"));
    values_text(values, "typed_reason", refused_typed(refused, "open", "reason"));
    refused_values(values, refused);
    answer_page(call, refused->status, "acces", values);
}

/* The same words for a file that is elsewhere and for one that is not. */
void page_closed(struct call *call, file_number file, err e)
{
    enum post post;
    if ((e != ERR_FORBIDDEN && e != ERR_NOT_FOUND) || !desk_has_post(&call->desk.agent, &post)) {
        answer_error(call, e);
        return;
    }
    struct refused nothing = REFUSED_NOTHING;
    nothing.status = status_of(e);
    closed_page(call, file, e == ERR_FORBIDDEN, &nothing);
}

void page_prendre(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    file_number file = {0};
    err e = call_form(call, form);
    if (e == ERR_OK) e = call_file(call, &file);
    if (e == ERR_OK) e = desk_take(&call->desk, file);
    if (e == ERR_OK) {
        answer_to_file(call, file);
    } else {
        answer_error(call, e);
    }
}

void page_confier(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    file_number file = {0};
    err e = call_form(call, form);
    if (e == ERR_OK) e = call_file(call, &file);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    e = desk_give(&call->desk, file, text_trim(form_value(form, "to")));
    if (e == ERR_OK) {
        answer_to_file(call, file);
    } else {
        struct refused refused = refused_form(call, e, form, "give", refused_place(call));
        dossier_refused(call, file, e, &refused);
    }
}

/* The purpose chosen in the form, the ordinary one when it has none. */
void form_purpose(struct call *call, const struct form_data *form)
{
    int purpose = words_find(&desk_purposes, form_value(form, "purpose"));
    if (purpose > 0) call->desk.purpose = (enum purpose)purpose;
}

void page_ouvrir(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    file_number file = {0};
    err e = call_form(call, form);
    if (e == ERR_OK) e = call_file(call, &file);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    form_purpose(call, form);
    e = desk_break_glass(&call->desk, file, form_value(form, "reason"));
    if (e == ERR_OK || e == ERR_CONFLICT) { /* or opened already today */
        answer_to_file(call, file);
    } else if (e == ERR_BAD_INPUT) {
        /* Nothing was looked at: whether the file is here is what the page said before. */
        struct refused refused = refused_form(call, e, form, "open", refused_place(call));
        closed_page(call, file, form_value(form, "here").length > 0, &refused);
    } else {
        answer_error(call, e);
    }
}

void add_notices(struct call *call, struct values *values)
{
    struct notice *notices = TAKE(call->request->arena, struct notice, NOTICES_PAGE);
    int count = 0;
    values_list(values, "notices");
    if (!desk_may(&call->desk.agent, DEED_SUPERVISE)) return;
    if (desk_notices(&call->desk, 0, NOTICES_PAGE, notices, &count) != ERR_OK) return;
    for (int i = 0; i < count && notices[i].read_by[0] == '\0'; i++) {
        struct values *row = values_row(values, "notices");
        int purpose = words_find(&desk_purposes, text_of(notices[i].purpose));
        values_text(row, "file", call_file_text(call, notices[i].file));
        values_integer(row, "number", notices[i].number);
        values_string(row, "agent_of", notices[i].agent);
        values_string(row, "body", notices[i].body);
        values_date(row, "day", notices[i].day);
        values_flag(row, "late", date_compare(notices[i].day, call->desk.today) < 0);
        values_string(row, "why",
                      purpose < 0 ? "" : desk_purposes.words[purpose].in[call->language]);
    }
}

void page_avis(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    struct notice notice;
    int64_t number = 0;
    text reason;
    err e = call_form(call, form);
    if (e == ERR_OK) e = read_number(call, &number);
    if (e == ERR_OK) e = desk_notice_read(&call->desk, number, &notice, &reason);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    struct values *values = page_values(call, SAY(call->tongue, "Bureau"));
    values_text(values, "file", call_file_text(call, notice.file));
    values_string(values, "agent_of", notice.agent);
    values_string(values, "body", notice.body);
    values_date(values, "day", notice.day);
    values_text(values, "reason", reason);
    answer_page(call, 200, "avis", values);
}
