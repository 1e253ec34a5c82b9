#include <string.h>

#include "desk/log.h"
#include "web/fields.h"
#include "web/portal_views.h"

/* How she is reached and paid, what she sends, who opened her file. */

/* ---- how she is reached, where she is paid ---- */

err portal_fill_contact(struct call *call, struct values *values, const struct dossier *dossier,
                        const struct form_data *typed)
{
    const struct case_file *file = &dossier->file;
    enum stage claim = file->stages[STRAND_CLAIM];
    values_flag(values, "has_account", case_has_account(file));
    values_flag(values, "seen_by_others", file->claim.account_seen_by_others);
    values_date(values, "account_on", file->contact.account_on);
    values_date(values, "said_on", case_marked_on(file));
    values_flag(values, "is_old", !case_contact_is_fresh(file, call->desk.today));
    values_flag(values, "may_withdraw",
                claim == STAGE_CLAIM_RECEIVED || claim == STAGE_CLAIM_COMPLETE);
    values_flag(values, "may_ask", case_allows(file, FACT_CHANGE_ASKED));
    portal_waiting(values, dossier);
    bool reached = form_value(typed, "contact_value").length > 0 ||
                   form_value(typed, "contact_hours").length > 0;
    bool paid = form_value(typed, "iban").length > 0 || form_value(typed, "holder").length > 0;
    values_flag(values, "opens_account",
                paid || text_equal(form_value(typed, "change"), T("account")));
    values_flag(values, "opens_contact",
                reached || text_equal(form_value(typed, "change"), T("contact")));
    form_choices(values, "channels", &case_contact_channels, form_value(typed, "contact_channel"),
                 -1);
    if (case_allows(file, FACT_CHANGE_ASKED)) portal_form(values, "saisie");
    return ERR_OK;
}

/* ---- what she sends ---- */

err portal_fill_pieces(struct call *call, struct values *values, const struct dossier *dossier,
                       const struct form_data *typed)
{
    enum language l = values_language(values);
    struct attachment *list = TAKE(call->request->arena, struct attachment, ATTACHMENTS_MAX);
    int count = 0;
    TRY(desk_attachments(&call->desk, portal_file(call), list, &count));
    portal_missing(values, &dossier->file);
    values_list(values, "pieces");
    for (int i = 0; i < count; i++) {
        struct values *row = values_row(values, "pieces");
        int kind = words_find(&law_document_kinds, text_of(list[i].kind));
        values_string(row, "label",
                      kind < 0 ? SAY(call->tongue, "texte écrit ici")
                               : law_document_kinds.words[kind].in[l]);
        values_date(row, "received_on", host_day_of(list[i].received_at));
    }
    form_choices(values, "kinds", &law_document_kinds, form_value(typed, "kind"), -1);
    portal_form(values, "saisie");
    return ERR_OK;
}

/* ---- who opened her file ---- */

#define READERS_SHOWN 50

/* A fund by its name, another body by its code, "*" by nothing. */
static const char *body_name(const struct reader *reader)
{
    const struct fund *fund = law_fund(text_of(reader->body));
    return fund ? fund->name : strcmp(reader->body, "*") == 0 ? "" : reader->body;
}

/* Page after page on one day is told once. */
static bool is_same_reading(const struct reader *a, const struct reader *b)
{
    return a->number == b->number && a->what == b->what && a->has_reason == b->has_reason &&
           strcmp(a->role, b->role) == 0 && strcmp(a->purpose, b->purpose) == 0 &&
           date_compare(host_day_of(a->at.moment), host_day_of(b->at.moment)) == 0;
}

static void add_reader(struct values *row, const struct reader *reader, enum language l)
{
    int role = words_find(&store_roles, text_of(reader->role));
    int purpose = words_find(&desk_purposes, text_of(reader->purpose));
    bool herself = role == ROLE_VICTIM;
    values_date(row, "day", host_day_of(reader->at.moment));
    values_flag(row, "herself", herself);
    values_string(row, "role", role < 0 ? "" : store_roles.words[role].in[l]);
    values_string(row, "body", herself ? "" : body_name(reader));
    values_string(row, "what", store_reads.words[reader->what].in[l]);
    values_string(row, "purpose", purpose <= 0 ? "" : desk_purposes.words[purpose].in[l]);
    values_flag(row, "has_reason", reader->has_reason);
    values_flag(row, "is_agent", role >= 0 && !herself);
    values_integer(row, "number", reader->number % 10000);
}

err portal_fill_readers(struct call *call, struct values *values, const struct dossier *dossier,
                        const struct form_data *typed)
{
    (void)typed;
    (void)dossier;
    struct reader *readers = TAKE(call->request->arena, struct reader, READERS_SHOWN);
    enum language l = values_language(values);
    int count = 0;
    TRY(desk_reads_of(&call->desk, portal_file(call), READ_NEWEST, READERS_SHOWN, readers, &count));
    values_list(values, "readers");
    for (int i = 0; i < count; i++) {
        if (i > 0 && is_same_reading(&readers[i], &readers[i - 1])) continue;
        add_reader(values_row(values, "readers"), &readers[i], l);
    }
    values_flag(values, "more", count == READERS_SHOWN);
    return ERR_OK;
}
