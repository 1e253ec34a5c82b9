#include "web/fields.h"

#include <string.h>

/* ---- JSON ---- */

struct json {
    struct writer out;
    const struct form_data *form;
    bool first; /* in the object now open */
};

static void name(struct json *j, const char *key)
{
    if (!j->first) write_character(&j->out, ',');
    j->first = false;
    write_json_string(&j->out, text_of(key));
    write_character(&j->out, ':');
}

static void open_object(struct json *j, const char *key)
{
    if (key) name(j, key);
    write_character(&j->out, '{');
    j->first = true;
}

static void close_object(struct json *j)
{
    write_character(&j->out, '}');
    j->first = false;
}

/* The field's words as a string; nothing when empty and `optional`. */
static void words(struct json *j, const char *key, const char *field, bool optional)
{
    text value = text_trim(form_value(j->form, field));
    if (optional && value.length == 0) return;
    name(j, key);
    write_json_string(&j->out, value);
}

static void flag(struct json *j, const char *key, const char *field)
{
    name(j, key);
    write_string(&j->out, form_value(j->form, field).length > 0 ? "true" : "false");
}

/* A number, or the field's own words when they are no number, so that the reader refuses them in
 * their place. */
static void number(struct json *j, const char *key, text value, bool good, int64_t number)
{
    name(j, key);
    if (good) {
        write_integer(&j->out, number);
    } else {
        write_json_string(&j->out, value);
    }
}

static void documents(struct json *j)
{
    name(j, "documents");
    write_character(&j->out, '[');
    if (form_value(j->form, "document_kind").length > 0) {
        j->first = true;
        open_object(j, NULL);
        words(j, "kind", "document_kind", false);
        words(j, "dated", "document_dated", false);
        close_object(j);
    }
    write_character(&j->out, ']');
    j->first = false;
}

static void request(struct json *j, const char *key)
{
    open_object(j, key);
    words(j, "requested_on", "requested_on", false);
    words(j, "department", "department", false);
    text resources = text_trim(form_value(j->form, "resources"));
    text children = text_trim(form_value(j->form, "children"));
    int64_t cents = 0, count = 0;
    bool good = euros_read(resources, &cents) == ERR_OK;
    number(j, "resources_cents", resources, good, cents);
    good = children.length == 0 || text_read_integer(children, &count) == ERR_OK;
    number(j, "children", children, good, count);
    words(j, "relationship", "relationship", true);
    words(j, "violence_against", "violence_against", true);
    documents(j);
    words(j, "residence", "residence", true);
    words(j, "beneficiary_of", "beneficiary_of", true);
    close_object(j);
}

static struct json json_new(const struct form_data *form, struct arena *a)
{
    ptrdiff_t size = 4096;
    for (int i = 0; i < form->count; i++) size += form->fields[i].value.length * 6;
    return (struct json){{arena_take(a, size), 0, size, false}, form, true};
}

text form_request_json(const struct form_data *form, struct arena *a)
{
    struct json j = json_new(form, a);
    request(&j, NULL);
    must(!j.out.full);
    return writer_text(&j.out);
}

static bool has_address(const struct form_data *form)
{
    return form_value(form, "line1").length > 0 || form_value(form, "line2").length > 0 ||
           form_value(form, "postcode").length > 0 || form_value(form, "city").length > 0;
}

static void person(struct json *j)
{
    open_object(j, "person");
    words(j, "family_name", "family_name", false);
    words(j, "given_names", "given_names", false);
    words(j, "born_on", "born_on", false);
    if (has_address(j->form)) {
        open_object(j, "address");
        name(j, "lines");
        write_character(&j->out, '[');
        write_json_string(&j->out, text_trim(form_value(j->form, "line1")));
        text second = text_trim(form_value(j->form, "line2"));
        if (second.length > 0) write_character(&j->out, ',');
        if (second.length > 0) write_json_string(&j->out, second);
        write_character(&j->out, ']');
        words(j, "postcode", "postcode", false);
        words(j, "city", "city", false);
        close_object(j);
    }
    close_object(j);
}

static void contact(struct json *j)
{
    static const struct {
        const char *field, *word;
    } nevers[] = {{"never_phone", "phone"}, {"never_email", "email"}, {"never_post", "post"}};
    if (form_value(j->form, "contact_channel").length == 0) return;
    open_object(j, "safe_contact");
    words(j, "channel", "contact_channel", false);
    words(j, "value", "contact_value", true);
    words(j, "hours", "contact_hours", true);
    words(j, "words", "contact_words", true);
    name(j, "never");
    write_character(&j->out, '[');
    const char *comma = "";
    for (size_t i = 0; i < LENGTH(nevers); i++) {
        if (form_value(j->form, nevers[i].field).length == 0) continue;
        write_string(&j->out, comma);
        write_json_string(&j->out, text_of(nevers[i].word));
        comma = ",";
    }
    write_character(&j->out, ']');
    words(j, "code_word", "code_word", true);
    close_object(j);
}

static void partner(struct json *j)
{
    if (form_value(j->form, "partner_family_name").length == 0 &&
        form_value(j->form, "partner_given_names").length == 0) {
        return;
    }
    open_object(j, "partner");
    words(j, "family_name", "partner_family_name", false);
    words(j, "given_names", "partner_given_names", false);
    words(j, "born_on", "partner_born_on", true);
    close_object(j);
}

text form_claim_json(const struct form_data *form, struct arena *a)
{
    struct json j = json_new(form, a);
    open_object(&j, NULL);
    name(&j, "channel");
    text channel = form_value(form, "channel"); /* said by the page's own side, never by a form */
    write_json_string(&j.out, channel.length > 0 ? channel : T("online"));
    request(&j, "request");
    person(&j);
    contact(&j);
    if (text_trim(form_value(form, "iban")).length > 0) {
        open_object(&j, "payment");
        words(&j, "iban", "iban", false);
        words(&j, "holder", "holder", true);
        /* Unanswered is not safe: only a plain no is. */
        bool nobody = text_equal(form_value(form, "seen_by_others"), T("no"));
        name(&j, "seen_by_others");
        write_string(&j.out, nobody ? "false" : "true");
        close_object(&j);
    }
    partner(&j);
    open_object(&j, "consents");
    flag(&j, "departement", "consent_departement");
    flag(&j, "association", "consent_association");
    close_object(&j);
    open_object(&j, "undertakings");
    flag(&j, "repay_if_loan", "repay_if_loan");
    flag(&j, "report_proceedings", "report_proceedings");
    close_object(&j);
    close_object(&j);
    must(!j.out.full);
    return writer_text(&j.out);
}

/* ---- values for the pages ---- */

static const struct field {
    const char *name, *place, *error_name, *label, *advice;
} fields[] = {
#define FIELD(name, place, label, advice) {#name, place, "error_" #name, label, advice},
#include "web/fields.def"
};

/* Whether the reader's place is this field's: a claim says "/request/children", an assess input
 * "/children". */
static bool is_place(const struct field *field, const char *where)
{
    text whole = text_of(field->place), found = text_of(where);
    text request = T("/request");
    if (text_starts_with(found, whole)) return true;
    if (!text_starts_with(whole, request)) return false;
    text bare = {whole.at + request.length, whole.length - request.length};
    return text_starts_with(found, bare);
}

const char *form_field_at(const char *where)
{
    for (size_t i = 0; i < LENGTH(fields); i++) {
        if (is_place(&fields[i], where)) return fields[i].name;
    }
    return NULL;
}

void form_fault(struct values *values, const char *field, const char *message)
{
    enum tongue l = values_tongue(values);
    for (size_t i = 0; i < LENGTH(fields); i++) {
        if (strcmp(fields[i].name, field) != 0) continue;
        const char *said = message ? message : web_say(l, fields[i].advice);
        values_string(values, fields[i].error_name, said);
        struct values *row = values_row(values, "errors");
        values_string(row, "field", fields[i].name);
        values_string(row, "label", web_say(l, fields[i].label));
        values_string(row, "message", said);
    }
}

const char *form_advice(enum tongue tongue, const char *field)
{
    for (size_t i = 0; i < LENGTH(fields); i++) {
        if (strcmp(fields[i].name, field) == 0) return web_say(tongue, fields[i].advice);
    }
    return "";
}

void form_choices(struct values *values, const char *name, const struct word_list *list,
                  text chosen, int otherwise)
{
    values_list(values, name);
    for (int i = 0; i < list->count; i++) {
        struct values *row = values_row(values, name);
        values_string(row, "value", list->words[i].word);
        values_string(row, "label", list->words[i].in[values_language(values)]);
        bool is_chosen = text_equal(chosen, text_of(list->words[i].word));
        values_flag(row, "chosen", is_chosen || (chosen.length == 0 && i == otherwise));
    }
}

void form_departments(struct values *values, text chosen)
{
    for (int i = 0; i < law_department_count(); i++) {
        const struct department *department = law_department_at(i);
        if (department->coverage == COVERAGE_NOT_COVERED) continue;
        struct values *row = values_row(values, "departments");
        values_string(row, "value", department->code);
        values_string(row, "label", department->name);
        values_flag(row, "chosen", text_equal(chosen, text_of(department->code)));
    }
}

void form_values(struct values *values, const struct form_data *form, const struct trouble *trouble)
{
    enum tongue l = values_tongue(values);
    values_list(values, "errors");
    bool said = false;
    for (size_t i = 0; i < LENGTH(fields); i++) {
        values_text(values, fields[i].name, form_value(form, fields[i].name));
        bool wrong = trouble->where[0] != '\0' && !said && is_place(&fields[i], trouble->where);
        const char *message = wrong ? web_say(l, fields[i].advice) : "";
        values_string(values, fields[i].error_name, message);
        if (!wrong) continue;
        struct values *row = values_row(values, "errors");
        values_string(row, "field", fields[i].name);
        values_string(row, "label", web_say(l, fields[i].label));
        values_string(row, "message", message);
        said = true;
    }
    if (trouble->where[0] != '\0' && !said) {
        struct values *row = values_row(values, "errors");
        values_string(row, "field", "");
        values_string(row, "label", SAY(l, "Formulaire"));
        values_string(row, "message", SAY(l, "Une réponse n'est pas dans la forme attendue."));
    }
    form_departments(values, form_value(form, "department"));
    form_choices(values, "relationships", &law_relationships, form_value(form, "relationship"), 0);
    form_choices(values, "victims", &law_victims, form_value(form, "violence_against"), 0);
    form_choices(values, "residences", &law_residences, form_value(form, "residence"), 0);
    form_choices(values, "beneficiaries", &law_beneficiaries, form_value(form, "beneficiary_of"),
                 BENEFICIARY_NONE);
    /* No document at all is an answer too. */
    text document = form_value(form, "document_kind");
    form_choices(values, "documents", &law_document_kinds, document, -1);
    values_flag(values, "no_document", document.length == 0);
}
