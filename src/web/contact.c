#include "web/contact.h"

#include <string.h>

#include "web/fields.h"
#include "web/portal.h"

/* The safe contact on the page of a file: what waits to be confirmed, how it is confirmed, what is
 * held; and a change asked for from outside. */

/* ---- what the page shows ---- */

static void add_words(struct values *values, const char *list, const struct word_list *words,
                      uint32_t shown, text chosen)
{
    values_list(values, list);
    for (int i = 0; i < words->count; i++) {
        if (!(shown & 1u << i)) continue;
        struct values *row = values_row(values, list);
        values_string(row, "value", words->words[i].word);
        values_string(row, "label", words->words[i].in[values_language(values)]);
        values_flag(row, "chosen", text_equal(chosen, text_of(words->words[i].word)));
    }
}

/* The ways the gate leaves open to tell her that today. */
static uint32_t ways_open(struct call *call, const struct case_file *file, text contact,
                          enum message message)
{
    uint32_t open = 0;
    for (int by = 0; by < SENDING_COUNT; by++) {
        if (desk_may_send(&call->desk, file, contact, message, (enum sending)by)) open |= 1u << by;
    }
    return open;
}

#define BIT_OF(place) (1u << (place))

/* The changes that wait, each with its own ways to confirm it. */
static void add_waiting(struct call *call, struct values *values, const struct case_file *file,
                        uint32_t ways, const struct refused *refused)
{
    values_list(values, "waiting");
    for (int i = 0; i < ASKED_COUNT; i++) {
        const struct change_waiting *waiting = &file->contact.waiting[i];
        if (!date_is_set(waiting->asked_on)) continue;
        struct values *row = values_row(values, "waiting");
        values_string(row, "change", case_changes.words[i].word);
        values_string(row, "what", case_changes.words[i].in[call->language]);
        values_integer(row, "place", waiting->place);
        values_date(row, "asked_on", waiting->asked_on);
        bool is_refused = refused_is(refused, "confirm") && refused->row == waiting->place;
        bool is_wrong = is_refused && strcmp(refused->field, "how") == 0;
        values_string(row, "error_how", is_wrong ? refused->why : "");
        text chosen = refused_typed(refused, "confirm", "how");
        add_words(row, "ways", &case_confirmations, ways, is_refused ? chosen : T(""));
    }
}

/* The channels she rules out, which no agent may use even when she is hard to reach. */
static void contact_never(struct values *values, text contact, struct arena *a)
{
    values_list(values, "contact_never");
    for (int i = 0; i < case_contact_channels.count; i++) {
        char path[16];
        struct writer place = WRITER(path);
        write_string(&place, "never.");
        write_integer(&place, i);
        int found =
            words_find(&case_contact_channels, wire_member(contact, writer_string(&place), a));
        if (found < 0) continue;
        values_string(values_row(values, "contact_never"), "label",
                      case_contact_channels.words[found].in[values_language(values)]);
    }
}

/* What is chosen and typed in the forms of the page. */
static void add_choices(struct call *call, struct values *values, const struct case_file *file,
                        text contact, const struct refused *refused)
{
    uint32_t spoken = ways_open(call, file, contact, MESSAGE_CALL_BACK);
    bool is_called = (spoken & (BIT_OF(SENT_BY_PHONE) | BIT_OF(SENT_BY_EMAIL))) != 0;
    uint32_t hers = BIT_OF(CONFIRMED_IN_PERSON) | BIT_OF(CONFIRMED_ASSOCIATION);
    if (is_called) hers |= BIT_OF(CONFIRMED_CALL_BACK);
    add_words(values, "ways", &case_confirmations, hers, refused_typed(refused, "account", "how"));
    add_words(values, "ways_reviewed", &case_confirmations, hers | BIT_OF(CONFIRMED_CODE_WORD),
              refused_typed(refused, "review", "how"));
    add_words(values, "sendings", &case_sendings, ways_open(call, file, contact, MESSAGE_DECISION),
              refused_typed(refused, "notify", "sent_by"));
    add_words(values, "doors", &case_doors,
              BIT_OF(DOOR_PHONE) | BIT_OF(DOOR_DESK) | BIT_OF(DOOR_ASSOCIATION),
              refused_typed(refused, "ask", "door"));
    add_words(values, "anomalies", &case_anomalies,
              (BIT_OF(ANOMALY_COUNT) - 1) & ~file->hold.anomalies,
              refused_typed(refused, "hold", "anomaly"));
    uint32_t checks = BIT_OF(AUTHENTICATION_COUNT) - 1;
    add_words(values, "checks_released", &case_authentications, checks,
              refused_typed(refused, "release", "checked_by"));
    add_words(values, "checks_rejected", &case_authentications, checks,
              refused_typed(refused, "reject", "checked_by"));
    form_choices(values, "channels", &case_contact_channels,
                 refused_typed(refused, "ask", "contact_channel"), -1);
    bool is_asked = refused_is(refused, "ask");
    contact_typed(values, is_asked ? refused->typed : REFUSED_NOTHING.typed, refused->field,
                  refused->why);
    add_waiting(call, values, file, hers, refused);
    values_flag(values, "opens_ask", is_asked);
    values_flag(values, "opens_review", refused_is(refused, "review"));
    values_flag(values, "opens_hold", refused_is(refused, "hold"));
}

/* Which buttons the file leaves to who opened it. */
void contact_values(struct call *call, struct values *values, const struct dossier *dossier,
                    const struct disclosed *disclosed, const struct refused *refused)
{
    text contact = disclosed->words[VAULT_CONTACT];
    const struct case_file *file = &dossier->file;
    const struct agent *agent = &call->desk.agent;
    bool records = desk_may_record(agent, FACT_CHANGE_CONFIRMED);
    bool held = file->stages[STRAND_HOLD] == STAGE_HOLD_HELD;
    add_choices(call, values, file, contact, refused);
    values_flag(values, "may_confirm_change", records);
    values_flag(values, "may_ask_change",
                desk_may_record(agent, FACT_CHANGE_ASKED) && case_allows(file, FACT_CHANGE_ASKED));
    values_flag(values, "may_review", records && case_allows(file, FACT_CONTACT_REVIEWED));
    values_flag(values, "may_hold",
                desk_may_record(agent, FACT_ANOMALY_HELD) && case_allows(file, FACT_ANOMALY_HELD));
    values_flag(values, "may_release", held && desk_may_record(agent, FACT_HELD_RELEASED));
    values_flag(values, "may_reject", held && desk_may_record(agent, FACT_HELD_REJECTED));
    values_flag(values, "held", case_is_held(file));
    bool is_old = !case_contact_is_fresh(file, call->desk.today);
    values_flag(values, "contact_is_old", is_old);
    values_date(values, "contact_said_on", case_marked_on(file));
    contact_never(values, contact, call->request->arena);
    bool is_spoken = desk_may_send(&call->desk, file, contact, MESSAGE_CALL_BACK, SENT_BY_PHONE);
    enum sending by = is_spoken ? SENT_BY_PHONE : SENT_BY_EMAIL;
    values_text(
        values, "neutral_words",
        desk_neutral_words(&call->desk, file, contact, MESSAGE_CALL_BACK, by, call->language));
}

/* ---- what a form asks to record ---- */

static err word_in(const struct form_data *form, const char *name, const struct word_list *list,
                   int *ret)
{
    int found = words_find(list, form_value(form, name));
    if (found < 0) return ERR_BAD_INPUT;
    *ret = found;
    return ERR_OK;
}

/* An account as two lines; BAD_INPUT when it is malformed. */
static err typed_account(const struct form_data *form, struct arena *a, text *ret,
                         const char **ret_wrong)
{
    struct iban iban;
    text holder = text_trim(form_value(form, "holder"));
    *ret_wrong = "iban";
    if (iban_read(text_trim(form_value(form, "iban")), &iban) != IBAN_GOOD) return ERR_BAD_INPUT;
    char room[256];
    struct writer out = WRITER(room);
    write_string(&out, iban.digits);
    write_character(&out, '\n');
    write_text(&out, holder);
    *ret_wrong = "holder";
    if (out.full || holder.length == 0) return ERR_BAD_INPUT;
    *ret = arena_copy(a, writer_text(&out));
    return ERR_OK;
}

static void write_member(struct writer *out, const char *key, text value)
{
    write_string(out, ",\"");
    write_string(out, key);
    write_string(out, "\":");
    write_json_string(out, value);
}

/* A contact as the interface takes it, read by the same reader. */
static err typed_contact(const struct form_data *form, struct arena *a, text *ret,
                         const char **ret_wrong)
{
    int channel = 0;
    *ret_wrong = "contact_value";
    TRY(word_in(form, "contact_channel", &case_contact_channels, &channel));
    char room[4096];
    struct writer out = WRITER(room);
    write_string(&out, "{\"kind\":\"change_asked\",\"day\":\"2025-01-01\",\"body\":{\"change\":"
                       "\"contact\",\"door\":\"desk\"},\"contact\":{\"channel\":");
    write_json_string(&out, text_of(case_contact_channels.words[channel].word));
    static const char *const said[][2] = {{"value", "contact_value"},
                                          {"hours", "contact_hours"},
                                          {"words", "contact_words"},
                                          {"code_word", "code_word"}};
    for (size_t i = 0; i < LENGTH(said); i++) {
        text value = text_trim(form_value(form, said[i][1]));
        if (value.length > 0) write_member(&out, said[i][0], value);
    }
    write_string(&out, "}}");
    if (out.full) return ERR_BAD_INPUT;
    struct fact fact;
    bool has_body;
    struct trouble trouble = {.where = ""};
    err e = wire_fact_read(writer_text(&out), a, &fact, &has_body, ret, &trouble);
    if (strcmp(trouble.where, "/contact/hours") == 0) *ret_wrong = "contact_hours";
    return e;
}

void contact_typed(struct values *values, const struct form_data *typed, const char *wrong,
                   const char *why)
{
    static const struct {
        const char *name, *typed, *error;
    } fields[] = {{"iban", "typed_iban", "error_iban"},
                  {"holder", "typed_holder", "error_holder"},
                  {"contact_value", "typed_contact_value", "error_contact_value"},
                  {"contact_hours", "typed_contact_hours", "error_contact_hours"}};
    for (size_t i = 0; i < LENGTH(fields); i++) {
        bool is_wrong = strcmp(wrong, fields[i].name) == 0;
        values_text(values, fields[i].typed, form_value(typed, fields[i].name));
        values_string(values, fields[i].error, is_wrong ? why : "");
    }
}

err contact_read_asked(const struct form_data *form, struct arena *a, struct vault_entry *entry,
                       struct desk_fact *wish, const char **ret_wrong)
{
    int change = 0;
    text words = {NULL, 0};
    *ret_wrong = "";
    TRY(word_in(form, "change", &case_changes, &change));
    wish->fact.kind = FACT_CHANGE_ASKED;
    wish->fact.body.change = (enum asked_for)change;
    if (change == ASKED_ACCOUNT) TRY(typed_account(form, a, &words, ret_wrong));
    if (change == ASKED_CONTACT) TRY(typed_contact(form, a, &words, ret_wrong));
    *entry = (struct vault_entry){desk_vault_of(&wish->fact), words};
    wish->vault = entry;
    wish->vault_count = words.length > 0 ? 1 : 0;
    return ERR_OK;
}

/* The change that waits, by its place. */
static err read_answer(const struct form_data *form, struct body *body)
{
    int change = 0;
    int64_t place = -1;
    TRY(word_in(form, "change", &case_changes, &change));
    TRY(text_read_integer(form_value(form, "place"), &place));
    if (place < 0 || place >= JOURNAL_FACTS_MAX) return ERR_BAD_INPUT;
    body->change = (enum asked_for)change;
    body->place = (int)place;
    return ERR_OK;
}

static err read_how(const struct form_data *form, struct body *body)
{
    int how = 0;
    TRY(word_in(form, "how", &case_confirmations, &how));
    body->how = (enum confirmation)how;
    return ERR_OK;
}

static err read_word(const struct form_data *form, enum fact_kind kind, struct body *body,
                     const char **ret_wrong)
{
    int word = 0;
    if (kind == FACT_DECISION_NOTIFIED) {
        *ret_wrong = "sent_by";
        TRY(word_in(form, "sent_by", &case_sendings, &word));
        body->sent_by = (enum sending)word;
    } else if (kind == FACT_ANOMALY_HELD) {
        *ret_wrong = "hold";
        TRY(word_in(form, "anomaly", &case_anomalies, &word));
        body->anomalies = 1u << word;
    } else {
        *ret_wrong = kind == FACT_HELD_RELEASED ? "release" : "reject";
        TRY(word_in(form, "checked_by", &case_authentications, &word));
        body->checked_by = (enum authentication)word;
    }
    return ERR_OK;
}

bool contact_needs_proof(const struct form_data *form)
{
    bool is_account =
        text_equal(form_value(form, "change"), text_of(case_changes.words[ASKED_ACCOUNT].word));
    return is_account || text_trim(form_value(form, "iban")).length > 0;
}

static const char *how_field(enum fact_kind kind)
{
    if (kind == FACT_CHANGE_CONFIRMED) return "how";
    return kind == FACT_CONTACT_REVIEWED ? "review" : "account_how";
}

err contact_wish(const struct form_data *form, struct arena *a, struct vault_entry *entry,
                 struct desk_fact *wish, const char **ret_wrong)
{
    struct body *body = &wish->fact.body;
    enum fact_kind kind = wish->fact.kind;
    bool is_word = kind == FACT_DECISION_NOTIFIED || kind == FACT_ANOMALY_HELD ||
                   kind == FACT_HELD_RELEASED || kind == FACT_HELD_REJECTED;
    bool answers = kind == FACT_CHANGE_CONFIRMED || kind == FACT_CHANGE_DROPPED;
    bool is_confirmed = kind == FACT_CHANGE_CONFIRMED || kind == FACT_CONTACT_REVIEWED ||
                        kind == FACT_ACCOUNT_CONFIRMED;
    if (!is_word && !answers && !is_confirmed && kind != FACT_CHANGE_ASKED) return ERR_OK;
    wish->has_body = true;
    *ret_wrong = "";
    if (is_word) return read_word(form, kind, body, ret_wrong);
    if (answers) TRY(read_answer(form, body));
    if (is_confirmed) *ret_wrong = how_field(kind);
    if (is_confirmed) TRY(read_how(form, body));
    if (kind != FACT_CHANGE_ASKED) return ERR_OK;
    int door = 0;
    *ret_wrong = "door";
    TRY(word_in(form, "door", &case_doors, &door));
    body->door = (enum door)door;
    return contact_read_asked(form, a, entry, wish, ret_wrong);
}

/* ---- from outside ---- */

/* The same page whatever the number: only what was typed wrongly, which needs no file to be seen,
 * is said. */
void page_suivi_ask(struct call *call)
{
    struct arena *a = call->request->arena;
    struct form_data *form = TAKE(a, struct form_data, 1);
    struct desk_fact *wish = TAKE(a, struct desk_fact, 1);
    struct vault_entry entry;
    const char *wrong = "file";
    err e = wire_form_read(call->request->body, a, form);
    if (e == ERR_OK) e = file_number_read(text_trim(form_value(form, "file")), &wish->file);
    if (e == ERR_OK) e = contact_read_asked(form, a, &entry, wish, &wrong);
    if (e == ERR_BAD_INPUT) {
        portal_asked(call, form, wrong);
        return;
    }
    if (e == ERR_OK) e = desk_ask(&call->desk, wish);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    portal_asked(call, form, NULL);
}
