#include <string.h>

#include "host/host.h"
#include "web/access.h"
#include "web/contact.h"
#include "web/decision.h"
#include "web/fields.h"
#include "web/portal.h"

/* The pages of an office: the queue, a file and what may be done with it. Payments: payments.c. */

/* ---- the queue ---- */

#define QUEUE_PAGE 50

static const char *duty_label(const struct call *call, enum duty_kind kind)
{
    return call->language == LANGUAGE_FR ? case_duty_rows[kind].fr : case_duty_rows[kind].en;
}

static void add_duty(struct call *call, struct values *row, enum duty_kind kind, date due)
{
    int32_t late = date_number(call->desk.today) - date_number(due);
    values_string(row, "duty", duty_label(call, kind));
    values_string(row, "article", case_duty_rows[kind].article);
    values_date(row, "due", due);
    values_flag(row, "late", late > 0);
    values_integer(row, "late_days", late > 0 ? late : 0);
    values_flag(row, "today", late == 0);
    values_flag(row, "accountant", case_duty_rows[kind].who == DUTY_ACCOUNTANT);
}

/* A file of one's own is a link, one that waits for the agent's post a button. */
static void add_whose(struct call *call, struct values *row, const struct queued *queued,
                      enum whose whose)
{
    enum post post = POST_COUNT;
    bool works = desk_has_post(&call->desk.agent, &post);
    bool pays = case_duty_rows[queued->duty].who == DUTY_ACCOUNTANT;
    bool all = !works || desk_may(&call->desk.agent, DEED_SUPERVISE);
    values_flag(row, "opens", all || whose == WHOSE_OWN);
    values_flag(row, "free", works && whose == WHOSE_NOBODYS && pays == (post == POST_PAYMENTS));
}

static err read_place(text from, struct queued *ret)
{
    struct queued place = {.duty = DUTY_COUNT};
    TRY(date_read(text_cut(&from, '.'), &place.due));
    TRY(file_number_read(text_cut(&from, '.'), &place.file));
    for (int i = 0; i < DUTY_COUNT; i++) {
        if (text_equal(from, text_of(case_duty_rows[i].word))) place.duty = (enum duty_kind)i;
    }
    if (place.duty == DUTY_COUNT) return ERR_BAD_INPUT;
    *ret = place;
    return ERR_OK;
}

struct queued queue_after(const struct call *call)
{
    struct queued after = {.due = NO_DATE};
    if (read_place(query_value(call->request->query, "after"), &after) == ERR_OK) return after;
    return (struct queued){.due = NO_DATE};
}

text queue_place(const struct queued *last, struct arena *a)
{
    char room[64];
    struct writer out = WRITER(room);
    write_date(&out, last->due);
    write_character(&out, '.');
    write_file_number(&out, last->file);
    write_character(&out, '.');
    write_string(&out, case_duty_rows[last->duty].word);
    return arena_copy(a, writer_text(&out));
}

void page_bureau(struct call *call)
{
    if (!call->by_session) {
        answer_entrance(call, 200, 0);
        return;
    }
    if (desk_may(&call->desk.agent, DEED_SETTLE_CONFLICTS) ||
        desk_may(&call->desk.agent, DEED_ANSWER_ACCESS)) {
        answer_redirect(call, "/bureau/alertes"); /* their own list */
        return;
    }
    if (desk_may_bring(&call->desk.agent, CHANNEL_POLICE) ||
        desk_may_bring(&call->desk.agent, CHANNEL_ASSOCIATION)) {
        answer_redirect(call, "/bureau/demande"); /* what they bring is all they do here */
        return;
    }
    struct queued *queue = TAKE(call->request->arena, struct queued, QUEUE_PAGE + 1);
    struct queued after = queue_after(call);
    enum whose whose[QUEUE_PAGE + 1];
    int count = 0;
    err e = desk_queue(&call->desk, &after, 0, QUEUE_PAGE + 1, queue, &count);
    if (e == ERR_OK) e = desk_whose_each(&call->desk, queue, count, whose);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    struct values *values = page_values(call, SAY(call->tongue, "Bureau"));
    values_list(values, "queue");
    for (int i = 0; i < count && i < QUEUE_PAGE; i++) {
        struct values *row = values_row(values, "queue");
        values_text(row, "file", call_file_text(call, queue[i].file));
        values_string(row, "stage", web_say(call->tongue, case_stages[queue[i].claim].fr));
        add_duty(call, row, queue[i].duty, queue[i].due);
        add_whose(call, row, &queue[i], whose[i]);
    }
    add_notices(call, values);
    values_flag(values, "more", count > QUEUE_PAGE);
    if (count > QUEUE_PAGE)
        values_text(values, "next", queue_place(&queue[QUEUE_PAGE - 1], call->request->arena));
    answer_page(call, 200, "bureau", values);
}

/* ---- a file ---- */

static void add_timeline(struct values *values, const struct journal *journal)
{
    values_list(values, "facts");
    for (int i = 0; i < journal->count; i++) {
        const struct fact *fact = &journal->facts[i];
        struct values *row = values_row(values, "facts");
        values_date(row, "day", fact->day);
        values_string(row, "label", web_say(values_tongue(values), case_fact_kinds[fact->kind].fr));
        values_string(row, "basis", case_fact_kinds[fact->kind].basis);
        values_string(row, "actor", fact->actor);
    }
}

/* Who she is and how to reach her, as the office needs it; of the account only the last four signs.
 */
static void add_person(struct call *call, struct values *values, const struct disclosed *disclosed)
{
    struct arena *a = call->request->arena;
    text person = disclosed->words[VAULT_PERSON], contact = disclosed->words[VAULT_CONTACT];
    text account = disclosed->words[VAULT_ACCOUNT];
    values_text(values, "family_name", wire_member(person, "family_name", a));
    values_text(values, "given_names", wire_member(person, "given_names", a));
    date born_on = NO_DATE;
    if (date_read(wire_member(person, "born_on", a), &born_on) != ERR_OK) born_on = NO_DATE;
    values_date(values, "born_on", born_on);
    int channel = words_find(&case_contact_channels, wire_member(contact, "channel", a));
    values_string(values, "contact_channel",
                  channel < 0 ? "" : case_contact_channels.words[channel].in[call->language]);
    values_text(values, "contact_value", wire_member(contact, "value", a));
    values_text(values, "contact_hours", wire_member(contact, "hours", a));
    values_text(values, "contact_words", wire_member(contact, "words", a));
    values_text(values, "code_word", wire_member(contact, "code_word", a));
    values_text(values, "account_end", text_cut(&account, '\n'));
}

static bool lawful(const struct dossier *dossier, enum fact_kind kind)
{
    const struct fact_kind_row *row = &case_fact_kinds[kind];
    return (row->lawful_at & STAGE_BIT(dossier->file.stages[row->strand])) != 0;
}

/* Which buttons the file's stage and the agent's role leave. */
static void add_buttons(struct call *call, struct values *values, const struct dossier *dossier)
{
    const struct agent *agent = &call->desk.agent;
    bool decides = desk_may_record(agent, FACT_CLAIM_GRANTED),
         pays = desk_may_record(agent, FACT_PAYMENT_ORDERED);
    enum outcome law = dossier->has_decision ? dossier->decision.outcome : OUTCOME_COUNT;
    bool complete = dossier->file.stages[STRAND_CLAIM] == STAGE_CLAIM_COMPLETE;
    bool granted = dossier->file.stages[STRAND_CLAIM] == STAGE_CLAIM_GRANTED;
    bool has_account = case_has_safe_account(&dossier->file);
    bool decided = date_is_set(dossier->file.decided_on);
    values_flag(values, "may_complete", decides && lawful(dossier, FACT_CLAIM_COMPLETED));
    values_flag(values, "may_grant",
                decides && complete && (law == OUTCOME_GRANTED || law == OUTCOME_REVIEW));
    values_flag(values, "may_refuse",
                decides && lawful(dossier, FACT_CLAIM_REFUSED) && law == OUTCOME_REFUSED);
    values_flag(values, "may_refuse_doubt", decides && complete && law == OUTCOME_REVIEW);
    values_flag(values, "may_notify",
                decides && decided && !date_is_set(dossier->file.notified_on));
    values_flag(values, "may_confirm_account",
                decides && !has_account && case_has_account(&dossier->file) &&
                    lawful(dossier, FACT_ACCOUNT_CONFIRMED));
    values_flag(values, "proven", call_proven(call));
    values_flag(values, "may_order",
                pays && granted && has_account && lawful(dossier, FACT_PAYMENT_ORDERED));
    bool to_department = dossier->file.claim.consent_departement &&
                         !date_is_set(dossier->file.sent_to_departement_on);
    bool to_association =
        dossier->file.claim.consent_association && !date_is_set(dossier->file.referred_on);
    values_flag(values, "may_send_to_departement",
                decides && to_department && lawful(dossier, FACT_SENT_TO_DEPARTEMENT));
    values_flag(values, "may_refer",
                decides && to_association && lawful(dossier, FACT_REFERRED_TO_ASSOCIATION));
}

static void dossier_page(struct call *call, const struct dossier *dossier,
                         const struct disclosed *disclosed, uint32_t shown,
                         const struct refused *refused)
{
    const struct case_file *file = &dossier->file;
    enum tongue l = call->tongue;
    struct values *values = page_values(call, SAY(l, "Bureau"));
    refused_values(values, refused);
    values_text(values, "file", call_file_text(call, file->file));
    values_integer(values, "expected", dossier->journal.count);
    values_string(values, "claim_stage", web_say(l, case_stages[file->stages[STRAND_CLAIM]].fr));
    values_string(values, "payment_stage",
                  web_say(l, case_stages[file->stages[STRAND_PAYMENT]].fr));
    values_date(values, "received_on", file->received_on);
    values_date(values, "completed_on", file->completed_on);
    values_date(values, "decided_on", file->decided_on);
    values_money(values, "paid", file->paid);
    bool paid = date_is_set(file->first_payment_on);
    values_date(values, "rights_until", paid ? law_rights_end(file->first_payment_on) : NO_DATE);
    values_flag(values, "seen_by_others", file->claim.account_seen_by_others);
    values_list(values, "duties");
    for (int i = 0; i < dossier->duties_count; i++) {
        add_duty(call, values_row(values, "duties"), dossier->duties[i].kind,
                 dossier->duties[i].due);
    }
    add_timeline(values, &dossier->journal);
    add_person(call, values, disclosed);
    values_flag(values, "shown_person", disclosed->words[VAULT_PERSON].length > 0);
    values_flag(values, "shown_contact", (shown & 1u << VAULT_CONTACT) != 0);
    values_flag(values, "shown_account", (shown & 1u << VAULT_ACCOUNT) != 0);
    values_flag(values, "has_decision", dossier->has_decision);
    if (dossier->has_decision) decision_values(values, &dossier->decision, call->request->arena);
    add_buttons(call, values, dossier);
    form_choices(values, "refusal_grounds", &law_grounds,
                 refused_typed(refused, "refuse", "ground"), -1);
    contact_values(call, values, dossier, disclosed, refused);
    add_showing(call, values);
    values_text(values, "typed_to", refused_typed(refused, "give", "to"));
    portal_desk_values(call, values, refused);
    document_choices(values, dossier, call->desk.today, *call->request->arena, refused);
    answer_page(call, refused->status, "dossier", values);
}

/* A supervisor looks at a file of the office that is another's to supervise it. */
static void supervise(struct call *call, file_number file)
{
    bool may = desk_may_state(&call->desk.agent, PURPOSE_SUPERVISE);
    if (may && desk_holds(&call->desk, file) == ERR_NOT_FOUND)
        call->desk.purpose = PURPOSE_SUPERVISE;
}

/* Of those kinds, what the purpose opens. */
static uint32_t shown_of(const struct call *call, uint32_t kinds)
{
    for (int kind = 0; kind < VAULT_KIND_COUNT; kind++) {
        if (!desk_may_disclose(&call->desk.agent, (enum vault_kind)kind, call->desk.purpose))
            kinds &= ~(1u << kind);
    }
    return kinds;
}

static void show_file(struct call *call, file_number file, uint32_t kinds,
                      const struct refused *refused)
{
    struct dossier *dossier = TAKE(call->request->arena, struct dossier, 1);
    struct disclosed disclosed;
    err e = desk_open_with(&call->desk, file, kinds, dossier, &disclosed);
    if (e == ERR_OK) {
        dossier_page(call, dossier, &disclosed, shown_of(call, kinds), refused);
    } else {
        page_closed(call, file, e);
    }
}

void page_dossier(struct call *call)
{
    file_number file;
    err e = call_file(call, &file);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    supervise(call, file);
    show_file(call, file, 0, &REFUSED_NOTHING);
}

void dossier_refused(struct call *call, file_number file, err e, const struct refused *refused)
{
    if (refused->status != 400 && refused->status != 409) {
        answer_error(call, e);
        return;
    }
    supervise(call, file);
    show_file(call, file, 0, refused);
}

/* Name, contact and account are masked until they are asked for, each for a purpose. */
void page_montrer(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    file_number file;
    uint32_t kinds = 0;
    err e = call_form(call, form);
    if (e == ERR_OK) e = call_file(call, &file);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    for (int kind = 0; kind < VAULT_KIND_COUNT; kind++) {
        if (form_value(form, desk_vault_kinds.words[kind].word).length > 0) kinds |= 1u << kind;
    }
    supervise(call, file);
    form_purpose(call, form);
    show_file(call, file, kinds, &REFUSED_NOTHING);
}

/* The buttons by name, and the fact each records. */
static const struct {
    const char *name;
    enum fact_kind kind;
} buttons[] = {
    {"complete", FACT_CLAIM_COMPLETED},
    {"grant", FACT_CLAIM_GRANTED},
    {"refuse", FACT_CLAIM_REFUSED},
    {"notify", FACT_DECISION_NOTIFIED},
    {"order", FACT_PAYMENT_ORDERED},
    {"account", FACT_ACCOUNT_CONFIRMED},
    {"ask", FACT_CHANGE_ASKED},
    {"confirm", FACT_CHANGE_CONFIRMED},
    {"drop", FACT_CHANGE_DROPPED},
    {"review", FACT_CONTACT_REVIEWED},
    {"hold", FACT_ANOMALY_HELD},
    {"release", FACT_HELD_RELEASED},
    {"reject", FACT_HELD_REJECTED},
    {"departement", FACT_SENT_TO_DEPARTEMENT},
    {"association", FACT_REFERRED_TO_ASSOCIATION},
};

/* The agent settles a doubt by refusing on a ground he names; the sums stay the law's. */
static err settled_refusal(struct call *call, const struct form_data *form, struct desk_fact *wish,
                           const char **ret_wrong)
{
    text word = form_value(form, "ground");
    if (wish->fact.kind != FACT_CLAIM_REFUSED || word.length == 0) return ERR_OK;
    int ground = words_find(&law_grounds, word);
    *ret_wrong = "ground";
    if (ground < 0) return ERR_BAD_INPUT;
    struct dossier *dossier = TAKE(call->request->arena, struct dossier, 1);
    TRY(desk_open(&call->desk, wish->file, dossier));
    if (!dossier->has_decision) return ERR_NOT_LAWFUL;
    wish->fact.body = case_decision_body(&dossier->decision, dossier->earlier_award);
    wish->fact.body.grounds = 1u << ground;
    wish->has_body = true;
    return ERR_OK;
}

/* BAD_INPUT: *ret_wrong names the field of the page, or "". */
static err read_wish(struct call *call, const struct form_data *form, struct vault_entry *entry,
                     struct desk_fact *ret, const char **ret_wrong)
{
    TRY(call_file(call, &ret->file));
    text name = form_value(form, "do");
    int64_t expected = -1;
    ret->fact.kind = FACT_COUNT;
    for (size_t i = 0; i < LENGTH(buttons); i++) {
        if (text_equal(name, text_of(buttons[i].name))) ret->fact.kind = buttons[i].kind;
    }
    if (ret->fact.kind == FACT_COUNT) return ERR_BAD_INPUT;
    TRY(text_read_integer(form_value(form, "expected"), &expected));
    if (expected < 0 || expected > JOURNAL_FACTS_MAX) return ERR_BAD_INPUT;
    ret->expected = (int)expected;
    ret->fact.day = call->desk.today;
    TRY(contact_wish(form, call->request->arena, entry, ret, ret_wrong));
    return settled_refusal(call, form, ret, ret_wrong);
}

/* The file as it stands, with what the form held. */
static void act_refused(struct call *call, file_number file, const struct form_data *form,
                        const char *wrong, err e)
{
    const char *act = "";
    for (size_t i = 0; i < LENGTH(buttons); i++) {
        if (text_equal(form_value(form, "do"), text_of(buttons[i].name))) act = buttons[i].name;
    }
    struct refused refused = refused_form(call, e, form, act, wrong);
    /* Each change that waits has its own form to confirm it. */
    bool is_one_of = refused_is(&refused, "confirm");
    if (!is_one_of || text_read_integer(form_value(form, "place"), &refused.row) != ERR_OK)
        refused.row = -1;
    dossier_refused(call, file, e, &refused);
}

void page_dossier_act(struct call *call)
{
    struct arena *a = call->request->arena;
    struct form_data *form = TAKE(a, struct form_data, 1);
    struct desk_fact *wish = TAKE(a, struct desk_fact, 1);
    struct dossier *dossier = TAKE(a, struct dossier, 1);
    struct vault_entry entry;
    const char *wrong = "";
    file_number file;
    err e = call_form(call, form);
    if (e == ERR_OK) e = call_file(call, &file);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    supervise(call, file);
    if (contact_needs_proof(form) && !call_proven(call)) {
        answer_prove_first(call);
        return;
    }
    e = read_wish(call, form, &entry, wish, &wrong);
    bool is_read = e == ERR_OK;
    if (is_read) e = desk_record(&call->desk, wish, NULL, dossier);
    if (e != ERR_OK) {
        act_refused(call, file, form, !is_read && e == ERR_BAD_INPUT ? wrong : "", e);
        return;
    }
    answer_to_file(call, wish->file);
}
