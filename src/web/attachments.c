#include <string.h>

#include "web/access.h"
#include "web/fields.h"

/* What people sent: taken in cleaned, given out as a download that can do nothing. */

/* What a document may show: the words of the law's list. */
static err read_kind(struct call *call, text word, struct attachment *about)
{
    int kind = words_find(&law_document_kinds, word);
    if (kind < 0 || word.length >= (ptrdiff_t)sizeof about->kind)
        return call_wrong(call, "kind", "what the document shows, such as complaint");
    memcpy(about->kind, word.at, (size_t)word.length);
    return ERR_OK;
}

err call_take_in(struct call *call, file_number file, text kind, text bytes, int *ret_number)
{
    struct attachment about = {.received_at = call->desk.now};
    enum upload_type type;
    text clean;
    const struct web_cleaner *cleaner = &call->web->cleaner;
    TRY(read_kind(call, kind, &about));
    if (bytes.length == 0) return call_wrong(call, "document", "a file");
    TRY(cleaner->clean(cleaner->context, bytes, call->request->arena, &type, &clean,
                       &call->desk.trouble));
    const char *word = wire_upload_types[type].word;
    memcpy(about.type, word, strlen(word));
    return desk_attach(&call->desk, file, &about, clean, ret_number);
}

static err take_in(struct call *call, text kind, text bytes, int *ret_number)
{
    file_number file;
    TRY(call_file(call, &file));
    return call_take_in(call, file, kind, bytes, ret_number);
}

/* What she wrote herself: why she contests. */
static const struct upload_type_row written = {"text", "text/plain; charset=utf-8", "txt"};

static const struct upload_type_row *row_of(const struct attachment *about)
{
    if (strcmp(written.word, about->type) == 0) return &written;
    for (int i = 0; i < UPLOAD_TYPE_COUNT; i++) {
        if (strcmp(wire_upload_types[i].word, about->type) == 0) return &wire_upload_types[i];
    }
    return NULL;
}

/* The n of "?n=2"; -1 when absent or no number. */
static int asked_number(const struct call *call)
{
    int64_t number = -1;
    if (text_read_integer(query_value(call->request->query, "n"), &number) != ERR_OK) return -1;
    return number >= 0 && number < ATTACHMENTS_MAX ? (int)number : ATTACHMENTS_MAX;
}

/* Saved, never shown in place: whatever it is to a browser, it runs in no page of ours. Its name
 * says nothing of the file. */
static err give_out(struct call *call, int number)
{
    file_number file;
    struct attachment about;
    text bytes;
    TRY(call_file(call, &file));
    TRY(desk_attachment(&call->desk, file, number, &about, &bytes));
    const struct upload_type_row *row = row_of(&about);
    if (!row) return ERR_BROKEN;
    char room[96];
    struct writer name = WRITER(room);
    write_string(&name, "attachment; filename=\"piece-");
    write_integer(&name, number + 1);
    write_character(&name, '.');
    write_string(&name, row->extension);
    write_character(&name, '"');
    call->answer->status = 200;
    call->answer->content_type = row->media_type;
    call->answer->body = bytes;
    host_answer_header(call->answer, "Content-Disposition",
                       arena_copy(call->request->arena, writer_text(&name)).at);
    host_answer_header(call->answer, "Content-Security-Policy", "sandbox; default-src 'none'");
    return ERR_OK;
}

/* ---- pages ---- */

static void pieces_page(struct call *call, const struct refused *refused)
{
    file_number file;
    struct attachment *list = TAKE(call->request->arena, struct attachment, ATTACHMENTS_MAX);
    int count = 0;
    err e = call_file(call, &file);
    if (e == ERR_OK) e = desk_attachments(&call->desk, file, list, &count);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    struct values *values = page_values(call, SAY(call->tongue, "Bureau"));
    values_text(values, "file", call_file_text(call, file));
    values_list(values, "pieces");
    for (int i = 0; i < count; i++) {
        struct values *row = values_row(values, "pieces");
        int kind = words_find(&law_document_kinds, text_of(list[i].kind));
        values_integer(row, "n", i);
        values_integer(row, "number", i + 1);
        values_string(row, "label",
                      kind < 0 ? "" : law_document_kinds.words[kind].in[call->language]);
        values_string(row, "type", list[i].type);
        values_integer(row, "kilobytes", (list[i].size + 1023) / 1024);
        values_date(row, "received_on", host_day_of(list[i].received_at));
    }
    refused_values(values, refused);
    form_choices(values, "kinds", &law_document_kinds, form_value(refused->typed, "kind"), -1);
    answer_page(call, refused->status, "pieces", values);
}

void page_pieces(struct call *call) { pieces_page(call, &REFUSED_NOTHING); }

err call_multipart(struct call *call, struct form_data *ret, text *ret_file)
{
    struct multipart *parts = TAKE(call->request->arena, struct multipart, 1);
    _Static_assert(MULTIPART_PARTS_MAX <= FORM_FIELDS_MAX, "each part has its field");
    ret->count = 0;
    *ret_file = (text){NULL, 0};
    TRY(wire_multipart_read(host_request_header(call->request, "Content-Type"), call->request->body,
                            call->request->arena, parts));
    for (int i = 0; i < parts->count; i++) {
        const struct multipart_part *part = &parts->parts[i];
        if (part->is_file && ret_file->length == 0) *ret_file = part->bytes;
        if (part->is_file) continue;
        if (!text_is_utf8(part->bytes)) return ERR_BAD_INPUT;
        ret->fields[ret->count++] = (struct form_field){part->name, part->bytes};
    }
    return ERR_OK;
}

err attachment_sent(struct call *call, struct form_data *ret, text *ret_file)
{
    TRY(call_multipart(call, ret, ret_file));
    return text_equal(form_value(ret, "csrf"), text_of(call->csrf)) ? ERR_OK : ERR_FORBIDDEN;
}

void page_pieces_add(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    text bytes = {NULL, 0};
    int number = 0;
    err e = attachment_sent(call, form, &bytes);
    if (e == ERR_OK) e = take_in(call, form_value(form, "kind"), bytes, &number);
    if (e == ERR_BAD_INPUT) {
        struct refused refused = refused_form(call, e, form, "", "document");
        pieces_page(call, &refused);
    } else if (e != ERR_OK) {
        answer_error(call, e);
    } else {
        answer_redirect(call, arena_copy(call->request->arena, call->request->path).at);
    }
}

void page_piece(struct call *call)
{
    err e = give_out(call, asked_number(call));
    if (e != ERR_OK) answer_error(call, e);
}

/* ---- the interface ---- */

void api_attach(struct call *call)
{
    int number = 0;
    err e = take_in(call, query_value(call->request->query, "kind"), call->request->body, &number);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    struct writer out = {arena_take(call->request->arena, 64), 0, 64, false};
    write_string(&out, "{\"n\": ");
    write_integer(&out, number);
    write_string(&out, "}\n");
    answer_json(call, 201, writer_text(&out));
}

static err list_all(struct call *call)
{
    file_number file;
    struct attachment *list = TAKE(call->request->arena, struct attachment, ATTACHMENTS_MAX);
    int count = 0;
    TRY(call_file(call, &file));
    TRY(desk_attachments(&call->desk, file, list, &count));
    ptrdiff_t size = 64 + count * 256;
    struct writer out = {arena_take(call->request->arena, size), 0, size, false};
    write_string(&out, "{\"attachments\": [");
    for (int i = 0; i < count; i++) {
        write_string(&out, i > 0 ? ",\n{\"n\": " : "\n{\"n\": ");
        write_integer(&out, i);
        write_string(&out, ", \"kind\": ");
        write_json_string(&out, text_of(list[i].kind));
        write_string(&out, ", \"type\": ");
        write_json_string(&out, text_of(list[i].type));
        write_string(&out, ", \"bytes\": ");
        write_integer(&out, list[i].size);
        write_string(&out, ", \"received_at\": \"");
        write_moment(&out, list[i].received_at);
        write_string(&out, "\"}");
    }
    write_string(&out, "]}\n");
    must(!out.full);
    answer_json(call, 200, writer_text(&out));
    return ERR_OK;
}

void api_attachments(struct call *call)
{
    int number = asked_number(call);
    err e = number < 0 ? list_all(call) : give_out(call, number);
    if (e != ERR_OK) answer_problem(call, e);
}
