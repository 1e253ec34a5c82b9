#include <string.h>

#include "web/contact.h"
#include "web/fields.h"
#include "web/portal.h"

/* What she does herself: each form becomes one lawful fact, recorded once however often it is
 * sent. What the law refuses is said in plain words. */

enum act {
    ACT_PLAN,
    ACT_DEDUCTION,
    ACT_REMISSION,
    ACT_PROCEEDINGS,
    ACT_OUTCOME,
    ACT_APPEAL,
    ACT_CHANGE,
    ACT_DROP,
    ACT_EXPLAIN,
    ACT_CONSENTS,
    ACT_RECTIFY,
    ACT_COUNT
};

static const struct {
    const char *name, *view; /* of the form; shown after it */
    enum fact_kind kind;
    const char *field; /* that is wrong when the form is */
} acts[ACT_COUNT] = {
    [ACT_PLAN] = {"echeancier", "pret", FACT_PLAN_CHOSEN, "instalments"},
    [ACT_DEDUCTION] = {"retenue", "pret", FACT_DEDUCTION_CHOSEN, ""},
    [ACT_REMISSION] = {"remise", "pret", FACT_REMISSION_ASKED, ""},
    [ACT_PROCEEDINGS] = {"ouverte", "procedure", FACT_PROCEEDINGS_KNOWN, "opened"},
    [ACT_OUTCOME] = {"issue", "procedure", FACT_OUTCOME_KNOWN, "decided"},
    [ACT_APPEAL] = {"contester", "recours", FACT_APPEAL_FILED, "subject"},
    [ACT_CHANGE] = {"changer", "joindre", FACT_CHANGE_ASKED, ""},
    [ACT_DROP] = {"ecarter", "joindre", FACT_CHANGE_DROPPED, ""},
    [ACT_EXPLAIN] = {"expliquer", "droits", FACT_EXPLANATION_ASKED, ""},
    [ACT_CONSENTS] = {"accords", "droits", FACT_CONSENTS_CHANGED, ""},
    [ACT_RECTIFY] = {"rectifier", "accueil", FACT_RECTIFICATION_ASKED, ""},
};

/* What to write instead, or what the law would take. */
static const char *why_not(enum act act, enum tongue l)
{
    switch (act) {
    case ACT_PLAN:
        return SAY(l, "Choisissez un nombre de mensualités entre 1 et celui qui est indiqué.");
    case ACT_DEDUCTION: return SAY(l, "Ce choix est déjà en vigueur, ou rien n'est à rembourser.");
    case ACT_REMISSION:
        return SAY(l, "Une remise est déjà demandée, ou il ne reste rien à rembourser.");
    case ACT_PROCEEDINGS:
        return SAY(l, "Écrivez le jour où la procédure a commencé, aujourd'hui au plus tard.");
    case ACT_OUTCOME:
        return SAY(
            l, "Écrivez le jour de la décision, aujourd'hui au plus tard, et choisissez l'issue.");
    case ACT_APPEAL:
        return SAY(l, "Un recours est déjà en cours contre cette décision, ou elle n'existe plus.");
    case ACT_CHANGE:
        return SAY(l,
                   "Rien n'est noté. Vérifiez l'IBAN, le titulaire, le numéro ou l'adresse ; si un "
                   "changement pareil attend déjà, écartez-le d'abord ou venez au guichet.");
    case ACT_DROP:
        return SAY(
            l, "Ce changement n'attend plus, ou il a été demandé au guichet : voyez-le là-bas.");
    case ACT_EXPLAIN:
        return SAY(l, "Une explication est déjà demandée, ou rien n'est encore décidé.");
    case ACT_CONSENTS: return SAY(l, "Ce sont déjà vos choix.");
    case ACT_RECTIFY: return SAY(l, "Une rectification est déjà demandée, ou le délai est passé.");
    case ACT_COUNT: break;
    }
    return "";
}

/* What to write in the field instead. */
static const char *why_wrong(enum act act, const char *wrong, enum tongue l)
{
    if (strcmp(wrong, "subject") == 0) return SAY(l, "Choisissez ce que vous contestez.");
    if (strcmp(wrong, "raisons") == 0)
        return SAY(l, "Écrivez vos raisons plus court, deux pages au plus.");
    const char *advice = form_advice(l, wrong);
    return advice[0] != '\0' ? advice : why_not(act, l);
}

/* ---- reading a form ---- */

static err read_day(const struct call *call, const struct form_data *form, const char *name,
                    date *ret)
{
    date day;
    TRY(date_read(text_trim(form_value(form, name)), &day));
    if (date_compare(day, call->desk.today) > 0) return ERR_BAD_INPUT;
    *ret = day;
    return ERR_OK;
}

static err read_word(const struct form_data *form, const char *name, const struct word_list *list,
                     int *ret)
{
    int found = words_find(list, form_value(form, name));
    if (found < 0) return ERR_BAD_INPUT;
    *ret = found;
    return ERR_OK;
}

static err read_plan(const struct form_data *form, struct body *body)
{
    int64_t count = 0;
    TRY(text_read_integer(text_trim(form_value(form, "instalments")), &count));
    if (count < 1 || count > INSTALMENTS_MAX) return ERR_BAD_INPUT;
    body->instalments = (int)count;
    return ERR_OK;
}

static err read_outcome(const struct form_data *form, struct body *body)
{
    int outcome = 0;
    TRY(read_word(form, "outcome", &law_penal_outcomes, &outcome));
    body->outcome = (enum penal_outcome)outcome;
    body->final = form_value(form, "final").length > 0;
    return ERR_OK;
}

static err read_subject(const struct call *call, const struct form_data *form, struct body *body)
{
    int subject = 0;
    TRY(read_word(form, "subject", &case_subjects, &subject));
    body->subject = (enum subject)subject;
    body->received_on = call->desk.today;
    return ERR_OK;
}

static err read_dropped(const struct form_data *form, struct body *body)
{
    int change = 0;
    int64_t place = -1;
    TRY(read_word(form, "change", &case_changes, &change));
    TRY(text_read_integer(form_value(form, "place"), &place));
    if (place < 0 || place >= JOURNAL_FACTS_MAX) return ERR_BAD_INPUT;
    body->change = (enum asked_for)change;
    body->place = (int)place;
    return ERR_OK;
}

/* BAD_INPUT: *ret_wrong names the field, or "". */
static err read_form(struct call *call, enum act act, const struct form_data *form,
                     struct vault_entry *entry, struct desk_fact *wish, const char **ret_wrong)
{
    struct body *body = &wish->fact.body;
    wish->fact.day = call->desk.today;
    *ret_wrong = acts[act].field;
    switch (act) {
    case ACT_PLAN: return read_plan(form, body);
    case ACT_DEDUCTION:
        body->accepted = text_equal(form_value(form, "accepted"), T("yes"));
        return ERR_OK;
    case ACT_PROCEEDINGS:
        body->known_on = call->desk.today;
        return read_day(call, form, "opened", &wish->fact.day);
    case ACT_OUTCOME:
        body->known_on = call->desk.today;
        TRY(read_outcome(form, body));
        return read_day(call, form, "decided", &wish->fact.day);
    case ACT_APPEAL: return read_subject(call, form, body);
    case ACT_CHANGE: return contact_read_asked(form, call->request->arena, entry, wish, ret_wrong);
    case ACT_DROP: return read_dropped(form, body);
    case ACT_CONSENTS:
        body->consent_departement = form_value(form, "departement").length > 0;
        body->consent_association = form_value(form, "association").length > 0;
        return ERR_OK;
    case ACT_REMISSION:
    case ACT_EXPLAIN:
    case ACT_RECTIFY:
    case ACT_COUNT: break;
    }
    return ERR_OK;
}

/* ---- recording it ---- */

#define REASONS_MAX 8000

/* Why she contests, in her own words: kept as a document of the file, sealed like the others. */
static err keep_reasons(struct call *call, text reasons)
{
    int number = 0;
    struct attachment about = {.type = "text", .kind = "appeal", .received_at = call->desk.now};
    if (reasons.length == 0) return ERR_OK;
    return desk_attach(&call->desk, portal_file(call), &about, reasons, &number);
}

static err facts_now(struct call *call, int *ret)
{
    struct dossier *dossier = TAKE(call->request->arena, struct dossier, 1);
    TRY(desk_open(&call->desk, portal_file(call), dossier));
    *ret = dossier->journal.count;
    return ERR_OK;
}

static err record(struct call *call, enum act act, const struct form_data *form,
                  const char **ret_wrong)
{
    struct desk_fact *wish = TAKE(call->request->arena, struct desk_fact, 1);
    struct vault_entry entry;
    struct desk_once once = {form_value(form, "once"), call->request->body};
    text reasons = act == ACT_APPEAL ? text_trim(form_value(form, "raisons")) : (text){NULL, 0};
    int before = 0, after = 0;
    *wish = (struct desk_fact){
        .file = portal_file(call), .expected = -1, .fact.kind = acts[act].kind, .has_body = true};
    *ret_wrong = reasons.length > REASONS_MAX ? "raisons" : "";
    if (once.key.length == 0 || once.key.length > 64 || reasons.length > REASONS_MAX)
        return ERR_BAD_INPUT;
    TRY(read_form(call, act, form, &entry, wish, ret_wrong));
    if (reasons.length > 0) TRY(facts_now(call, &before));
    TRY(desk_record(&call->desk, wish, &once, NULL));
    if (reasons.length > 0) TRY(facts_now(call, &after));
    return after > before ? keep_reasons(call, reasons) : ERR_OK; /* sent twice, kept once */
}

bool portal_act(struct call *call, text name, const struct form_data *form)
{
    int act = 0;
    while (act < ACT_COUNT && !text_equal(name, text_of(acts[act].name))) act++;
    if (act == ACT_COUNT) return false;
    const char *wrong = "";
    err e = record(call, (enum act)act, form, &wrong);
    struct portal_said said = {PORTAL_DONE, "", ""};
    switch (status_of(e)) {
    case 200: break;
    case 400:
        said = (struct portal_said){PORTAL_WRONG, why_wrong((enum act)act, wrong, call->tongue),
                                    wrong};
        break;
    case 409:
    case 422:
        said = (struct portal_said){PORTAL_REFUSED, why_not((enum act)act, call->tongue), ""};
        break;
    default: answer_error(call, e); return true;
    }
    portal_show(call, portal_view(text_of(acts[act].view)), form, said);
    return true;
}

/* ---- a document ---- */

/* One constant address for her pages: a document has its own because it may be large; what is
 * answered is the page it came from. */
void page_suivi_piece(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    text bytes = {NULL, 0};
    int number = 0;
    enum tongue l = call->tongue;
    if (call->hers.level != PORTAL_BOTH) {
        portal_door(call);
        return;
    }
    err e = attachment_sent(call, form, &bytes);
    if (e == ERR_OK && portal_stays(call, form)) return;
    text kind = form_value(form, "kind");
    if (e == ERR_OK) e = call_take_in(call, portal_file(call), kind, bytes, &number);
    struct portal_said said = {PORTAL_DONE, "", ""};
    if (e == ERR_BAD_INPUT)
        said = (struct portal_said){
            PORTAL_WRONG,
            SAY(l, "Ce document n'est pas reçu. Envoyez une photo (JPEG ou PNG) ou un PDF, "
                   "de 10 Mo au plus, et dites ce qu'il montre."),
            "document"};
    else if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    portal_show(call, portal_view(T("pieces")), form, said);
}
