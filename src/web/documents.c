#include "web/access.h"
#include "web/document.h"

/* Documents to somebody outside, by the interface and from the page of the file. */

/* The letters of her name, opened only for a document that tells it. */
static err disclose_name(struct call *call, file_number file, enum paper_kind kind,
                         struct paper_name *ret)
{
    *ret = (struct paper_name){""};
    if (paper_rows[kind].tells < TELLS_NAME) return ERR_OK;
    struct arena *a = call->request->arena;
    text person;
    TRY(desk_disclose(&call->desk, file, VAULT_PERSON, a, &person));
    paper_name_read(wire_member(person, "family_name", a), wire_member(person, "given_names", a),
                    ret);
    return ERR_OK;
}

static err make(struct call *call, const struct paper_wish *wish, struct paper *ret)
{
    struct desk_document document = {
        .kind = wish->kind, .recipient = wish->recipient, .sent_by = wish->sent_by};
    TRY(call_file(call, &document.file));
    TRY(disclose_name(call, document.file, wish->kind, &document.name));
    return desk_document(&call->desk, &document, ret);
}

void api_document(struct call *call)
{
    struct arena *a = call->request->arena;
    struct paper_wish wish;
    struct paper *paper = TAKE(a, struct paper, 1);
    text page = {NULL, 0};
    err e = wire_paper_wish_read(call->request->body, a, &wish, &call->desk.trouble);
    if (e == ERR_OK) e = make(call, &wish, paper);
    if (e == ERR_OK) e = document_page(paper, wish.version, call->language, a, &page);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    text plain = wire_paper_text(paper, wish.version, call->language, a);
    answer_json(call, 200, wire_paper_write(&wish, plain, page, a));
}

/* BAD_INPUT: *ret_wrong names the field. */
static err read_wish(const struct form_data *form, struct paper_wish *ret, const char **ret_wrong)
{
    bool safe = form_value(form, "party_safe").length > 0;
    struct paper_wish wish = {paper_find(form_value(form, "kind")),
                              safe ? PAPER_PARTY_SAFE : PAPER_WHOLE,
                              text_trim(form_value(form, "recipient")), SENT_IN_PERSON};
    *ret_wrong = "kind";
    if (wish.kind == PAPER_COUNT) return ERR_BAD_INPUT;
    *ret_wrong = "recipient";
    if (wish.recipient.length > BODY_CODE_MAX) return ERR_BAD_INPUT;
    *ret = wish;
    return ERR_OK;
}

/* A download under the name every document has; nothing of the file in it. */
void page_document(struct call *call)
{
    struct arena *a = call->request->arena;
    struct form_data *form = TAKE(a, struct form_data, 1);
    struct paper *paper = TAKE(a, struct paper, 1);
    struct paper_wish wish;
    file_number file;
    err e = call_form(call, form);
    if (e == ERR_OK) e = call_file(call, &file);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    const char *wrong = "";
    e = read_wish(form, &wish, &wrong);
    if (e == ERR_OK) {
        e = make(call, &wish, paper);
        wrong = refused_place(call);
    }
    if (e == ERR_OK) {
        e = document_page(paper, wish.version, call->language, a, &call->answer->body);
    }
    if (e != ERR_OK) {
        struct refused refused = refused_form(call, e, form, "document", wrong);
        dossier_refused(call, file, e, &refused);
        return;
    }
    call->answer->status = 200;
    call->answer->content_type = "text/html; charset=utf-8";
    host_answer_header(call->answer, "Content-Disposition",
                       "attachment; filename=\"" WIRE_PAPER_HTML_NAME "\"");
}

void document_choices(struct values *values, const struct dossier *dossier, date today,
                      struct arena scratch, const struct refused *refused)
{
    enum language language = values_language(values);
    bool due[PAPER_COUNT];
    /* All before the first value: the scratch begins where the values go on. */
    for (int i = 0; i < PAPER_COUNT; i++)
        due[i] = desk_document_is_due(dossier, (enum paper_kind)i, today, scratch);
    values_list(values, "documents");
    for (int i = 0; i < PAPER_COUNT; i++) {
        if (!due[i]) continue;
        struct values *row = values_row(values, "documents");
        values_string(row, "value", paper_rows[i].word);
        values_string(row, "label", paper_rows[i].title[language]);
        values_string(row, "reader", paper_rows[i].reader[language]);
        text chosen = refused_typed(refused, "document", "kind");
        values_flag(row, "chosen", text_equal(chosen, text_of(paper_rows[i].word)));
    }
    values_text(values, "typed_recipient", refused_typed(refused, "document", "recipient"));
    values_flag(values, "typed_party_safe",
                refused_typed(refused, "document", "party_safe").length > 0);
}
