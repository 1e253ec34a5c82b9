#include "law/transparency.h"
#include "wire/out.h"
#include "wire/request.h"
#include "wire/wire.h"

/* Why, and what would change it, as JSON. */

#define DATUM_BYTES_MAX 4096

/* A share, in hundredths, or null where there is none. */
static void write_percent(struct writer *out, const char *key, int percent)
{
    if (percent > 0) {
        write_json_integer(out, key, percent);
    } else {
        write_json_null(out, key);
    }
}

/* ---- what would change it ---- */

/* Where it turns: a number, a day or a word, as the request says it. */
static void write_turn(struct writer *out, const struct counterfactual *what_if)
{
    if (date_is_set(law_turning_day(what_if))) {
        write_json_day(out, "turns_at", law_turning_day(what_if));
    } else if (law_changes[what_if->change].axis == AXIS_RESIDENCE) {
        write_json_word(out, "turns_at", law_residences.words[what_if->value].word);
    } else {
        write_json_integer(out, "turns_at", what_if->value);
    }
}

/* The members of the request that are others: put over it, they make the request this speaks of. */
static void write_changed(struct writer *out, const struct request *request,
                          const struct counterfactual *what_if)
{
    struct request changed;
    law_changed_request(request, what_if, &changed);
    write_key(out, "request");
    write_character(out, '{');
    switch (law_changes[what_if->change].axis) {
    case AXIS_CHILDREN: write_json_integer(out, "children", changed.children_count); break;
    case AXIS_RESOURCES: write_json_integer(out, "resources_cents", changed.resources.cents); break;
    case AXIS_RESIDENCE:
        write_json_word(out, "residence", law_residences.words[changed.residence].word);
        break;
    case AXIS_DOCUMENT: wire_write_documents(out, &changed); break;
    case AXIS_ASKED_ON:
    case AXIS_REVALUED_ON:
        write_json_day(out, "requested_on", changed.requested_on);
        write_json_day(out, "completed_on", changed.completed_on);
        write_json_day(out, "decided_on", changed.decided_on);
        break;
    case AXIS_DECIDED_ON: write_json_day(out, "decided_on", changed.decided_on); break;
    case AXIS_COUNT: break;
    }
    write_character(out, '}');
}

static void write_sums(struct writer *out, const struct counterfactual *what_if)
{
    static const char *const keys[] = {"reduction_percent", "amount_cents", "form"};
    if (!what_if->has_amount) {
        for (size_t i = 0; i < LENGTH(keys); i++) write_json_null(out, keys[i]);
        return;
    }
    write_json_integer(out, keys[0], what_if->reduction_percent);
    write_json_integer(out, keys[1], what_if->amount.cents);
    write_json_word(out, keys[2], law_forms.words[what_if->form].word);
}

static void write_one(struct writer *out, const struct request *request,
                      const struct counterfactual *what_if, enum language language)
{
    char room[1024];
    struct writer sentence = WRITER(room);
    write_counterfactual(&sentence, what_if, language);
    write_comma(out);
    write_character(out, '{');
    write_json_word(out, "change", law_changes[what_if->change].word);
    write_json_text(out, "text", writer_text(&sentence));
    write_json_word(out, "article", law_changes[what_if->change].article);
    write_turn(out, what_if);
    write_json_set(out, "documents", what_if->documents, &law_document_kinds);
    write_changed(out, request, what_if);
    write_json_word(out, "outcome", law_outcomes.words[what_if->outcome].word);
    write_json_set(out, "grounds", what_if->grounds, &law_grounds);
    write_sums(out, what_if);
    write_json_integer(out, "difference_cents", what_if->difference.cents);
    write_character(out, '}');
}

/* ---- the processing ---- */

static void write_contributions(struct writer *out, uint32_t contributions, enum language language)
{
    for (int i = 0; i < law_contributions.count; i++) {
        if (!(contributions & 1u << i)) continue;
        write_comma(out);
        write_character(out, '{');
        write_json_word(out, "code", law_contributions.words[i].word);
        write_json_word(out, "text", law_contributions.words[i].in[language]);
        write_character(out, '}');
    }
}

static void write_data(struct writer *out, uint32_t data, const struct request *request,
                       enum language language)
{
    for (int i = 0; i < law_data.count; i++) {
        if (!(data & 1u << i)) continue;
        char room[DATUM_BYTES_MAX];
        struct writer value = WRITER(room);
        write_datum(&value, request, (enum datum)i, language);
        const struct word *source = &law_data_sources.words[law_datum_source((enum datum)i)];
        write_comma(out);
        write_character(out, '{');
        write_json_word(out, "field", law_data.words[i].word);
        write_json_word(out, "label", law_data.words[i].in[language]);
        write_json_text(out, "value", writer_text(&value));
        write_json_word(out, "source", source->word);
        write_json_word(out, "source_text", source->in[language]);
        write_character(out, '}');
    }
}

static void write_parameters(struct writer *out, const struct reasoning *why,
                             enum language language)
{
    for (int i = 0; i < why->count; i++) {
        const struct step *step = &why->steps[i];
        if (!law_is_parameter(step)) continue;
        write_comma(out);
        write_character(out, '{');
        write_json_step(out, step, language);
        write_percent(out, "weight_percent", law_weight_percent(step));
        write_percent(out, "reduction_percent", law_step_reduction_percent(step));
        write_json_day(out, "in_force_since", law_parameter_since(step));
        write_json_day(out, "published_on", step->published);
        write_json_flag(out, "confirmed", !step->to_confirm);
        write_character(out, '}');
    }
}

static void write_operations(struct writer *out, const struct reasoning *why,
                             enum language language)
{
    for (int i = 0; i < why->count; i++) {
        write_comma(out);
        write_character(out, '{');
        write_json_step(out, &why->steps[i], language);
        write_character(out, '}');
    }
}

static void write_transparency(struct writer *out, const struct request *request,
                               const struct decision *decision, enum language language)
{
    struct transparency told;
    law_transparency(decision, &told);
    write_key(out, "transparency");
    write_character(out, '{');
    bool decided = decision->outcome != OUTCOME_REVIEW; /* what is in doubt is no decision yet */
    write_json_word(out, "mention", decided ? law_algorithm_mention(language) : NULL);
    for (int part = 0; part < law_answer_parts.count; part++) {
        write_key(out, law_answer_parts.words[part].word);
        write_character(out, '[');
        switch ((enum answer_part)part) {
        case ANSWER_CONTRIBUTION: write_contributions(out, told.contributions, language); break;
        case ANSWER_DATA: write_data(out, told.data, request, language); break;
        case ANSWER_PARAMETERS: write_parameters(out, &decision->why, language); break;
        case ANSWER_OPERATIONS: write_operations(out, &decision->why, language); break;
        case ANSWER_PART_COUNT: break;
        }
        write_character(out, ']');
    }
    write_json_word(out, "access", law_access_remedy(language));
    write_json_word(out, "rules", law_rules_digest());
    write_character(out, '}');
}

text wire_explain_write(const struct request *request, const struct decision *decision,
                        const struct counterfactuals *changes, enum language language,
                        struct arena *a)
{
    struct writer out = wire_out_begin(a);
    write_character(&out, '{');
    write_key(&out, "counterfactuals");
    write_character(&out, '[');
    for (int i = 0; i < changes->count; i++) {
        write_one(&out, request, &changes->items[i], language);
    }
    write_character(&out, ']');
    write_transparency(&out, request, decision, language);
    write_character(&out, '}');
    return wire_out_end(a, &out);
}
