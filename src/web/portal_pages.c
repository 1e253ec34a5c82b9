#include <string.h>

#include "host/host.h"
#include "web/contact.h"
#include "web/portal_views.h"

/* The pages behind both secrets: which there are, and what all of them have. What fills each stands
 * in the file of its subject. */

struct reasoning *portal_reasoning(struct call *call)
{
    return TAKE(call->request->arena, struct reasoning, 1);
}

bool portal_admits(const struct call *call, const struct dossier *dossier, const struct fact *fact)
{
    struct trouble trouble;
    struct fact today = *fact;
    today.day = call->desk.today;
    return case_allows(&dossier->file, today.kind) &&
           case_admits(&dossier->file, &today, call->desk.today, &trouble) == ERR_OK;
}

void portal_form(struct values *values, const char *id)
{
    values_string(values, "form", id);
    values_string(values, "language_form", id);
}

/* ---- showing one ---- */

const struct portal_view portal_views[] = {
    {"accueil", "suivi_accueil", "at_accueil", true, portal_fill_home},
    {"lettres", "suivi_lettres", "at_lettres", true, portal_fill_letters},
    {"pret", "suivi_pret", "at_pret", true, portal_fill_loan},
    {"procedure", "suivi_procedure", "at_procedure", true, portal_fill_proceedings},
    {"recours", "suivi_recours", "at_recours", true, portal_fill_appeal},
    {"joindre", "suivi_joindre", "at_joindre", true, portal_fill_contact},
    {"droits", "suivi_droits", "at_droits", true, portal_fill_rights},
    {"lectures", "suivi_lectures", "at_lectures", false, portal_fill_readers},
    {"pieces", "suivi_pieces", "at_pieces", true, portal_fill_pieces},
};

const struct portal_view *portal_view(text name)
{
    for (size_t i = 0; i < LENGTH(portal_views); i++) {
        if (text_equal(name, text_of(portal_views[i].name))) return &portal_views[i];
    }
    return &portal_views[0];
}

/* What was typed stays in its fields when the page is shown again; what is wrong stands beside its
 * own. */
static void add_typed(struct values *values, const struct form_data *typed, struct portal_said said)
{
    static const struct {
        const char *name, *error;
    } fields[] = {{"raisons", "error_raisons"},   {"subject", "error_subject"},
                  {"opened", "error_opened"},     {"decided", "error_decided"},
                  {"document", "error_document"}, {"instalments", "error_instalments"}};
    for (size_t i = 0; i < LENGTH(fields); i++) {
        bool is_wrong = strcmp(said.field, fields[i].name) == 0;
        values_text(values, fields[i].name, form_value(typed, fields[i].name));
        values_string(values, fields[i].error, is_wrong ? said.why : "");
    }
    contact_typed(values, typed, said.field, said.why);
}

static text chance(struct call *call)
{
    unsigned char bytes[16];
    char room[40];
    struct writer out = WRITER(room);
    host_random(bytes, sizeof bytes);
    write_hex(&out, bytes, sizeof bytes);
    return arena_copy(call->request->arena, writer_text(&out));
}

static void add_said(struct values *values, struct portal_said said)
{
    values_flag(values, "done", said.result == PORTAL_DONE);
    values_flag(values, "not_done", said.result == PORTAL_REFUSED || said.result == PORTAL_WRONG);
    values_string(values, "why", said.why);
    values_string(values, "wrong_field", said.field);
}

void portal_show(struct call *call, const struct portal_view *view, const struct form_data *typed,
                 struct portal_said said)
{
    static const struct form_data nothing = {.count = 0};
    struct dossier *dossier = TAKE(call->request->arena, struct dossier, 1);
    struct values *values = page_values(call, SAY(call->tongue, "Suivi"));
    if (!typed || said.result == PORTAL_DONE) typed = &nothing;
    values_string(values, "ici", view->name);
    for (size_t i = 0; i < LENGTH(portal_views); i++)
        values_flag(values, portal_views[i].flag, &portal_views[i] == view);
    portal_form(values, "menu"); /* or the page's own */
    values_text(values, "once", chance(call));
    add_said(values, said);
    add_typed(values, typed, said);
    err e = view->opens ? desk_open(&call->desk, portal_file(call), dossier) : ERR_OK;
    if (e == ERR_OK) e = view->fill(call, values, dossier, typed);
    if (e == ERR_OK) {
        static const int status[] = {[PORTAL_NOTHING] = 200,
                                     [PORTAL_DONE] = 200,
                                     [PORTAL_REFUSED] = 409,
                                     [PORTAL_WRONG] = 400};
        answer_page(call, status[said.result], view->page, values);
    } else if (e == ERR_NOT_FOUND) { /* erased meanwhile */
        portal_end(call);
        portal_door(call);
    } else {
        answer_error(call, e);
    }
}
