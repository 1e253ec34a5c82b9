#include "wire/request.h"

#include "wire/wire.h"

void wire_get_department(const struct json_at *at, const struct department **ret)
{
    static const char expected[] =
        "the code of a département where the aid exists: 01 to 95, 2A, 2B, 971 to 978";
    if (!at->value) {
        if (at->needed) wire_expected(at, expected);
        return;
    }
    const struct department *found = NULL;
    if (json_is_string(at->value)) found = law_department(text_of(json_string_value(at->value)));
    if (found && found->coverage != COVERAGE_NOT_COVERED) {
        *ret = found;
    } else {
        wire_expected(at, expected);
    }
}

/* A number, or a list of children with their birth dates. */
static void get_children(const struct json_at *at, struct request *request)
{
    static const char *const keys[] = {"born_on", "shared_custody"};
    if (!at->value) return;
    if (json_is_integer(at->value)) {
        int64_t count = 0;
        wire_get_integer(at, &count, 0, REQUEST_CHILDREN_MAX);
        request->children_count = (int)count;
        return;
    }
    if (!json_is_array(at->value) || json_array_size(at->value) > REQUEST_CHILDREN_MAX) {
        wire_expected(at, "an integer from 0 to 30, or a list of at most 30 children");
        return;
    }
    request->children_count = (int)json_array_size(at->value);
    for (int i = 0; i < request->children_count; i++) {
        struct json_at child = wire_at_item(at, i);
        if (!wire_get_object(&child, keys, LENGTH(keys))) return;
        struct json_at born_on = wire_at_needed(&child, "born_on");
        struct json_at shared = wire_at(&child, "shared_custody");
        wire_get_day(&born_on, &request->children[i].born_on);
        wire_get_flag(&shared, &request->children[i].shared_custody);
    }
}

static void get_documents(const struct json_at *at, struct request *request)
{
    static const char *const keys[] = {"kind", "dated"};
    if (!at->value) return; /* the default stays */
    request->documents_count = wire_get_list(at, REQUEST_DOCUMENTS_MAX);
    for (int i = 0; i < request->documents_count; i++) {
        struct json_at document = wire_at_item(at, i);
        if (!wire_get_object(&document, keys, LENGTH(keys))) return;
        struct json_at kind = wire_at_needed(&document, "kind");
        struct json_at dated = wire_at_needed(&document, "dated");
        int word = 0;
        wire_get_word(&kind, &word, &law_document_kinds);
        request->documents[i].kind = (enum document_kind)word;
        wire_get_day(&dated, &request->documents[i].dated);
    }
}

static void get_awards(const struct json_at *at, struct request *request)
{
    request->awards_count = wire_get_list(at, REQUEST_AWARDS_MAX);
    for (int i = 0; i < request->awards_count; i++) {
        struct json_at award = wire_at_item(at, i);
        wire_get_day(&award, &request->awards[i]);
    }
}

static int get_word(const struct json_at *object, const char *key, const struct word_list *list,
                    int otherwise)
{
    struct json_at at = wire_at(object, key);
    wire_get_word(&at, &otherwise, list);
    return otherwise;
}

static void get_words(const struct json_at *at, struct request *r)
{
    r->relationship =
        (enum relationship)get_word(at, "relationship", &law_relationships, (int)r->relationship);
    r->violence_against =
        (enum victim)get_word(at, "violence_against", &law_victims, (int)r->violence_against);
    r->residence = (enum residence)get_word(at, "residence", &law_residences, (int)r->residence);
    r->beneficiary_of = (enum beneficiary)get_word(at, "beneficiary_of", &law_beneficiaries,
                                                   (int)r->beneficiary_of);
    r->smic_reference = (enum smic_reference)get_word(at, "smic_reference", &law_smic_references,
                                                      (int)r->smic_reference);
}

static bool refuse_what_the_office_knows(const struct json_at *at)
{
    static const char *const keys[] = {"previous_awards", "decided_on"};
    for (size_t i = 0; i < LENGTH(keys); i++) {
        struct json_at known = wire_at(at, keys[i]);
        if (known.value) wire_expected(&known, "no such key in a claim: the office knows it");
    }
    return !at->reader->failed;
}

void wire_check_request(const struct json_at *at, const struct request *request)
{
    struct trouble trouble;
    if (at->reader->failed || request_check(request, &trouble) == ERR_OK) return;
    /* A place whose key is the whole rest of the pointer: "documents/0/dated". */
    struct json_at wrong = wire_at(at, trouble.where + 1);
    wire_expected(&wrong, trouble.expected);
}

void wire_get_request(const struct json_at *at, enum request_of of, struct request *ret)
{
    static const char *const keys[] = {
        "requested_on",   "department", "resources_cents",  "children",  "completed_on",
        "relationship",   "documents",  "violence_against", "residence", "beneficiary_of",
        "smic_reference", "decided_on", "previous_awards",
    };
    if (!wire_is_object(at)) return;
    if (of == REQUEST_OF_A_CLAIM && !refuse_what_the_office_knows(at)) return;
    wire_refuse_other_keys(at, keys, (int)LENGTH(keys) - (of == REQUEST_OF_A_CLAIM ? 2 : 0));

    struct json_at requested_on = wire_at_needed(at, "requested_on");
    date day = NO_DATE;
    wire_get_day(&requested_on, &day);
    struct request request = request_defaults(day);
    struct json_at department = wire_at_needed(at, "department");
    wire_get_department(&department, &request.department);
    struct json_at resources = wire_at_needed(at, "resources_cents");
    wire_get_integer(&resources, &request.resources.cents, 0, REQUEST_RESOURCES_CENTS_MAX);
    struct json_at children = wire_at(at, "children");
    get_children(&children, &request);
    struct json_at completed_on = wire_at(at, "completed_on");
    wire_get_day(&completed_on, &request.completed_on);
    request.decided_on = request.completed_on;
    struct json_at decided_on = wire_at(at, "decided_on");
    wire_get_day(&decided_on, &request.decided_on);
    get_words(at, &request);
    struct json_at documents = wire_at(at, "documents");
    get_documents(&documents, &request);
    struct json_at awards = wire_at(at, "previous_awards");
    get_awards(&awards, &request);
    wire_check_request(at, &request);
    *ret = request;
}

err wire_request_read(text json, struct request *ret, struct trouble *trouble)
{
    CLEANUP(wire_json_drop) json_t *document = NULL;
    TRY(wire_json_load(json, &document, trouble));
    struct json_reader reader = {.failed = false};
    struct json_at top = wire_at_top(&reader, document);
    struct request request;
    wire_get_request(&top, REQUEST_TO_ASSESS, &request);
    TRY(wire_json_end(&reader, trouble));
    *ret = request;
    return ERR_OK;
}
