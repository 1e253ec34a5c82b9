#include <string.h>

#include "desk/log.h"
#include "host/host.h"
#include "web/refused.h"

/* The read log: all of it for an auditor, who opened her file for who may know it. */

#define PAGE_MAX 50

/* ---- what is asked ---- */

/* "MOMENT-LANE-PLACE" */
static err read_cursor(text from, struct read_cursor *ret)
{
    struct read_cursor cursor;
    TRY(text_read_integer(text_cut(&from, '-'), &cursor.moment));
    TRY(text_read_integer(text_cut(&from, '-'), &cursor.lane));
    TRY(text_read_integer(from, &cursor.place));
    *ret = cursor;
    return ERR_OK;
}

static text cursor_text(struct read_cursor cursor, struct arena *a)
{
    char room[72];
    struct writer out = WRITER(room);
    write_integer(&out, cursor.moment);
    write_character(&out, '-');
    write_integer(&out, cursor.lane);
    write_character(&out, '-');
    write_integer(&out, cursor.place);
    return arena_copy(a, writer_text(&out));
}

/* What to look for: all may be empty. */
struct wanted {
    text file, agent, day, after;
};

/* BAD_INPUT: *ret_wrong names the field of the page, or "". */
static err read_wanted(const struct wanted *wanted, struct log_page *ret, const char **ret_wrong)
{
    struct log_page page = {.after = READ_NEWEST, .max = PAGE_MAX, .filter.from = INT64_MIN};
    *ret_wrong = "reader";
    if (wanted->agent.length > LABEL_MAX) return ERR_BAD_INPUT;
    page.filter.agent = wanted->agent;
    *ret_wrong = "file";
    if (wanted->file.length > 0) TRY(file_number_read(wanted->file, &page.filter.file));
    *ret_wrong = "day";
    if (wanted->day.length > 0) {
        date day;
        TRY(date_read(wanted->day, &day));
        page.filter.from = host_day_start(day);
        page.after = (struct read_cursor){host_day_start(date_plus_days(day, 1)), 0, 0};
    }
    *ret_wrong = "";
    if (wanted->after.length > 0) TRY(read_cursor(wanted->after, &page.after));
    *ret = page;
    return ERR_OK;
}

struct found {
    struct read_line lines[PAGE_MAX];
    text reasons[PAGE_MAX];
    int count;
    text next; /* the cursor of the next page; empty after the last */
};

static err find(struct call *call, const struct wanted *wanted, struct found *ret,
                const char **ret_wrong)
{
    struct log_page page;
    TRY(read_wanted(wanted, &page, ret_wrong));
    TRY(desk_reads(&call->desk, &page, ret->lines, ret->reasons, &ret->count));
    if (ret->count < PAGE_MAX) return ERR_OK;
    const struct read_line *last = &ret->lines[ret->count - 1];
    struct read_cursor cursor = {last->moment, last->lane, last->place};
    ret->next = cursor_text(cursor, call->request->arena);
    return ERR_OK;
}

/* ---- the interface ---- */

static void write_member(struct writer *out, const char *name, text value)
{
    write_string(out, name);
    if (value.length > 0) {
        write_json_string(out, value);
    } else {
        write_string(out, "null");
    }
}

static void write_kinds(struct writer *out, uint32_t kinds)
{
    const char *comma = "";
    write_string(out, ", \"opened\": [");
    for (int i = 0; i < VAULT_KIND_COUNT; i++) {
        if (!(kinds & 1u << i)) continue;
        write_string(out, comma);
        write_json_string(out, text_of(desk_vault_kinds.words[i].word));
        comma = ", ";
    }
    write_character(out, ']');
}

static void write_what(struct writer *out, int64_t moment, enum read_what what,
                       enum language language)
{
    write_string(out, "{\"moment\": \"");
    write_moment(out, moment);
    write_string(out, "\", \"what\": ");
    write_json_string(out, text_of(store_reads.words[what].word));
    write_string(out, ", \"text\": ");
    write_json_string(out, text_of(store_reads.words[what].in[language]));
}

static void write_line(struct writer *out, const struct read_line *line, text reason,
                       enum language language)
{
    char room[24];
    struct writer file = WRITER(room);
    if (line->file.number != 0) write_file_number(&file, line->file);
    write_what(out, line->moment, line->what, language);
    write_member(out, ", \"agent\": ", text_of(line->agent));
    write_member(out, ", \"role\": ", text_of(line->role));
    write_member(out, ", \"body\": ", text_of(line->body));
    write_member(out, ", \"file\": ", writer_text(&file));
    write_kinds(out, line->kinds);
    write_member(out, ", \"purpose\": ", text_of(line->purpose));
    write_member(out, ", \"reason\": ", reason);
    write_string(out, ", \"lane\": ");
    write_integer(out, line->lane);
    write_string(out, ", \"place\": ");
    write_integer(out, line->place);
    write_string(out, ", \"hash\": \"");
    write_hex(out, line->hash, STORE_HASH_BYTES);
    write_string(out, "\"}");
}

static struct writer json_room(struct arena *a, int count)
{
    ptrdiff_t size = 256 + (ptrdiff_t)count * 6144; /* a reason may be all escapes */
    return (struct writer){arena_take(a, size), 0, size, false};
}

void api_reads(struct call *call)
{
    text query = call->request->query;
    struct wanted wanted = {query_value(query, "file"), query_value(query, "agent"),
                            query_value(query, "day"), query_value(query, "after")};
    struct found *found = TAKE(call->request->arena, struct found, 1);
    const char *unsaid;
    err e = find(call, &wanted, found, &unsaid);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    struct writer out = json_room(call->request->arena, found->count);
    write_string(&out, "{\"reads\": [");
    for (int i = 0; i < found->count; i++) {
        write_string(&out, i > 0 ? ",\n" : "\n");
        write_line(&out, &found->lines[i], found->reasons[i], call->language);
    }
    write_member(&out, "], \"next\": ", found->next);
    write_string(&out, "}\n");
    must(!out.full);
    answer_json(call, 200, writer_text(&out));
}

static void write_reader(struct writer *out, const struct reader *reader, enum language language)
{
    write_what(out, reader->at.moment, reader->what, language);
    write_member(out, ", \"role\": ", text_of(reader->role));
    write_member(out, ", \"body\": ", text_of(reader->body));
    write_kinds(out, reader->kinds);
    write_member(out, ", \"purpose\": ", text_of(reader->purpose));
    write_string(out, ", \"reason_given\": ");
    write_string(out, reader->has_reason ? "true" : "false");
    write_string(out, ", \"reader\": ");
    write_integer(out, reader->number);
    write_character(out, '}');
}

void api_file_reads(struct call *call)
{
    struct arena *a = call->request->arena;
    struct reader *readers = TAKE(a, struct reader, PAGE_MAX);
    struct read_cursor after = READ_NEWEST;
    file_number file;
    int count = 0;
    text cursor = query_value(call->request->query, "after");
    err e = call_file(call, &file);
    if (e == ERR_OK && cursor.length > 0) e = read_cursor(cursor, &after);
    if (e == ERR_OK) e = desk_reads_of(&call->desk, file, after, PAGE_MAX, readers, &count);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    struct writer out = json_room(a, count);
    write_string(&out, "{\"reads\": [");
    for (int i = 0; i < count; i++) {
        write_string(&out, i > 0 ? ",\n" : "\n");
        write_reader(&out, &readers[i], call->language);
    }
    text next = count == PAGE_MAX ? cursor_text(readers[count - 1].at, a) : (text){NULL, 0};
    write_member(&out, "], \"next\": ", next);
    write_string(&out, "}\n");
    must(!out.full);
    answer_json(call, 200, writer_text(&out));
}

/* ---- the page ---- */

static text kinds_text(uint32_t kinds, enum language language, struct arena *a)
{
    char room[160];
    struct writer out = WRITER(room);
    for (int i = 0; i < VAULT_KIND_COUNT; i++) {
        if (!(kinds & 1u << i)) continue;
        if (out.length > 0) write_string(&out, ", ");
        write_string(&out, desk_vault_kinds.words[i].in[language]);
    }
    return arena_copy(a, writer_text(&out));
}

/* "2025-11-25T10:15:00Z" would be another clock than the office's: the legal day, then the hour. */
static text hour_text(int64_t moment, struct arena *a)
{
    int64_t minutes = (moment - host_day_start(host_day_of(moment))) / 60000000;
    char room[16];
    struct writer out = WRITER(room);
    write_padded(&out, minutes / 60, 2);
    write_character(&out, ':');
    write_padded(&out, minutes % 60, 2);
    return arena_copy(a, writer_text(&out));
}

static void add_line(struct call *call, struct values *row, const struct read_line *line,
                     text reason)
{
    struct arena *a = call->request->arena;
    enum language l = call->language;
    int role = words_find(&store_roles, text_of(line->role));
    int purpose = words_find(&desk_purposes, text_of(line->purpose));
    values_date(row, "day", host_day_of(line->moment));
    values_text(row, "hour", hour_text(line->moment, a));
    values_string(row, "reader", line->agent);
    values_string(row, "role", role < 0 ? "" : store_roles.words[role].in[l]);
    values_string(row, "body", line->body);
    values_string(row, "what", store_reads.words[line->what].in[l]);
    values_text(row, "opened", kinds_text(line->kinds, l, a));
    values_text(row, "file", call_file_text(call, line->file));
    values_string(row, "purpose", purpose < 0 ? "" : desk_purposes.words[purpose].in[l]);
    values_text(row, "reason", reason);
}

/* What is looked for comes in the form, never in an address that a browser keeps. */
static void show(struct call *call, const struct wanted *wanted)
{
    struct found *found = TAKE(call->request->arena, struct found, 1);
    struct refused refused = REFUSED_NOTHING;
    const char *wrong = "";
    err e = find(call, wanted, found, &wrong);
    if (e == ERR_BAD_INPUT) {
        refused = refused_form(call, e, REFUSED_NOTHING.typed, "", wrong);
    } else if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    struct values *values = page_values(call, SAY(call->tongue, "Bureau"));
    values_text(values, "file", wanted->file);
    values_text(values, "reader", wanted->agent);
    values_text(values, "day", wanted->day);
    values_text(values, "next", found->next);
    values_list(values, "lines");
    for (int i = 0; i < found->count; i++)
        add_line(call, values_row(values, "lines"), &found->lines[i], found->reasons[i]);
    refused_values(values, &refused);
    answer_page(call, refused.status, "lectures", values);
}

void page_lectures(struct call *call)
{
    struct wanted wanted = {T(""), T(""), T(""), T("")};
    show(call, &wanted);
}

void page_lectures_find(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    err e = call_form(call, form);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    struct wanted wanted = {text_trim(form_value(form, "file")),
                            text_trim(form_value(form, "reader")),
                            text_trim(form_value(form, "day")), form_value(form, "after")};
    show(call, &wanted);
}
