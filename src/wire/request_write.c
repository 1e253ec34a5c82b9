#include "wire/out.h"
#include "wire/request.h"
#include "wire/wire.h"

/* A number when no birth date is known, else the list. */
static void write_children(struct writer *out, const struct request *request)
{
    if (request->children_count == 0 || !date_is_set(request->children[0].born_on)) {
        write_json_integer(out, "children", request->children_count);
        return;
    }
    write_key(out, "children");
    write_character(out, '[');
    for (int i = 0; i < request->children_count; i++) {
        write_comma(out);
        write_character(out, '{');
        write_json_day(out, "born_on", request->children[i].born_on);
        write_json_flag(out, "shared_custody", request->children[i].shared_custody);
        write_character(out, '}');
    }
    write_character(out, ']');
}

void wire_write_documents(struct writer *out, const struct request *request)
{
    write_key(out, "documents");
    write_character(out, '[');
    for (int i = 0; i < request->documents_count; i++) {
        const struct document *document = &request->documents[i];
        write_comma(out);
        write_character(out, '{');
        write_json_word(out, "kind", law_document_kinds.words[document->kind].word);
        write_json_day(out, "dated", document->dated);
        write_character(out, '}');
    }
    write_character(out, ']');
}

static void write_awards(struct writer *out, const struct request *request)
{
    write_key(out, "previous_awards");
    write_character(out, '[');
    for (int i = 0; i < request->awards_count; i++) {
        write_comma(out);
        write_character(out, '"');
        write_date(out, request->awards[i]);
        write_character(out, '"');
    }
    write_character(out, ']');
}

text wire_request_write(const struct request *r, struct arena *a)
{
    struct writer out = wire_out_begin(a);
    write_character(&out, '{');
    write_json_day(&out, "requested_on", r->requested_on);
    write_json_word(&out, "department", r->department->code);
    write_json_integer(&out, "resources_cents", r->resources.cents);
    write_children(&out, r);
    write_json_day(&out, "completed_on", r->completed_on);
    write_json_day(&out, "decided_on", r->decided_on);
    write_json_word(&out, "relationship", law_relationships.words[r->relationship].word);
    write_json_word(&out, "violence_against", law_victims.words[r->violence_against].word);
    wire_write_documents(&out, r);
    write_json_word(&out, "residence", law_residences.words[r->residence].word);
    write_json_word(&out, "beneficiary_of", law_beneficiaries.words[r->beneficiary_of].word);
    write_awards(&out, r);
    write_json_word(&out, "smic_reference", law_smic_references.words[r->smic_reference].word);
    write_character(&out, '}');
    return wire_out_end(a, &out);
}
