#include "law/transparency.h"
#include "wire/out.h"
#include "wire/sheet.h"
#include "wire/wire.h"

/* Why, and what would change it, for reading by people: the answer to who asks by CRPA
 * L. 311-3-1. */

/* ---- what would change it ---- */

/* " (document de plus de douze mois, séjour ou résidence)" */
static void ground_words(struct sheet *sheet, uint32_t grounds)
{
    if (grounds == 0) return;
    const char *between = " (";
    for (int i = 0; i < law_grounds.count; i++) {
        if (!(grounds & 1u << i)) continue;
        write_string(&sheet->out, between);
        sheet_word(sheet, &law_grounds, i);
        between = ", ";
    }
    write_character(&sheet->out, ')');
}

/* What is received, or what would have been due where the decision was a refusal already. */
static void sums(struct sheet *sheet, const struct decision *decision,
                 const struct counterfactual *what_if)
{
    static const label would_be = {"\u00a0; aurait été dû\u00a0: ", "; would have been due: "};
    bool refused = what_if->outcome == OUTCOME_REFUSED;
    if (!what_if->has_amount || (refused && decision->outcome != OUTCOME_REFUSED)) return;
    if (refused) {
        sheet_say(sheet, would_be);
    } else {
        write_string(&sheet->out, ", ");
    }
    sheet_money(sheet, what_if->amount);
    write_string(&sheet->out, ", ");
    sheet_word(sheet, &law_forms, (int)what_if->form);
}

static void difference(struct sheet *sheet, money more)
{
    static const label above = {" de plus", " more"}, below = {" de moins", " less"};
    if (more.cents == 0) return;
    write_string(&sheet->out, sheet->language == LANGUAGE_FR ? "\u00a0; " : "; ");
    sheet_money(sheet, (money){more.cents < 0 ? -more.cents : more.cents});
    sheet_say(sheet, more.cents < 0 ? below : above);
}

static void change_line(struct sheet *sheet, const struct decision *decision,
                        const struct counterfactual *what_if)
{
    write_string(&sheet->out, "  ");
    write_counterfactual(&sheet->out, what_if, sheet->language);
    write_string(&sheet->out, " → ");
    sheet_word(sheet, &law_outcomes, (int)what_if->outcome);
    ground_words(sheet, what_if->grounds);
    sums(sheet, decision, what_if);
    difference(sheet, what_if->difference);
    write_string(&sheet->out, ". (");
    write_string(&sheet->out, law_changes[what_if->change].article);
    write_string(&sheet->out, ")\n");
}

static void change_lines(struct sheet *sheet, const struct decision *decision,
                         const struct counterfactuals *changes)
{
    static const label title = {"Ce qui changerait la décision, le reste étant comme il est",
                                "What would change the decision, the rest being as it is"};
    sheet_title(sheet, title);
    for (int i = 0; i < changes->count; i++) change_line(sheet, decision, &changes->items[i]);
}

/* ---- the processing ---- */

static void contribution_lines(struct sheet *sheet, uint32_t contributions)
{
    for (int i = 0; i < law_contributions.count; i++) {
        if (!(contributions & 1u << i)) continue;
        write_string(&sheet->out, "  ");
        sheet_word(sheet, &law_contributions, i);
        sheet_end_line(sheet);
    }
}

static void data_lines(struct sheet *sheet, uint32_t data, const struct request *request)
{
    for (int i = 0; i < law_data.count; i++) {
        if (!(data & 1u << i)) continue;
        write_string(&sheet->out, "  ");
        sheet_head(sheet, law_data.words[i].in);
        write_datum(&sheet->out, request, (enum datum)i, sheet->language);
        write_string(&sheet->out, " — ");
        sheet_word(sheet, &law_data_sources, (int)law_datum_source((enum datum)i));
        sheet_end_line(sheet);
    }
}

/* " (décret n° 2025-293, publié le 30 mars 2025)": since when the value is in force, the step says;
 * of an article, " (en vigueur depuis le 28 novembre 2023)". */
static void fixed_by(struct sheet *sheet, const struct step *step)
{
    static const label since = {" (en vigueur depuis le ", " (in force since "},
                       published = {", publié le ", ", published on "},
                       confirm = {", à confirmer", ", to be confirmed"};
    date in_force = law_parameter_since(step);
    if (step->source) {
        write_string(&sheet->out, " (");
        write_string(&sheet->out, step->source);
        sheet_say(sheet, published);
        sheet_day(sheet, step->published);
        if (step->to_confirm) sheet_say(sheet, confirm);
    } else if (date_is_set(in_force)) {
        sheet_say(sheet, since);
        sheet_day(sheet, in_force);
    } else {
        return;
    }
    write_character(&sheet->out, ')');
}

static void parameter_lines(struct sheet *sheet, const struct reasoning *why)
{
    for (int i = 0; i < why->count; i++) {
        if (!law_is_parameter(&why->steps[i])) continue;
        sheet_step(sheet, &why->steps[i]);
        fixed_by(sheet, &why->steps[i]);
        sheet_end_line(sheet);
    }
}

/* A review is no decision yet, and carries no mention. */
static void processing_lines(struct sheet *sheet, const struct request *request,
                             const struct decision *decision)
{
    struct transparency told;
    law_transparency(decision, &told);
    if (decision->outcome != OUTCOME_REVIEW) {
        sheet_end_line(sheet);
        write_string(&sheet->out, law_algorithm_mention(sheet->language));
        sheet_end_line(sheet);
    }
    for (int part = 0; part < law_answer_parts.count; part++) {
        sheet_title(sheet, law_answer_parts.words[part].in);
        switch ((enum answer_part)part) {
        case ANSWER_CONTRIBUTION: contribution_lines(sheet, told.contributions); break;
        case ANSWER_DATA: data_lines(sheet, told.data, request); break;
        case ANSWER_PARAMETERS: parameter_lines(sheet, &decision->why); break;
        case ANSWER_OPERATIONS: sheet_steps(sheet, &decision->why); break;
        case ANSWER_PART_COUNT: break;
        }
    }
    sheet_end_line(sheet);
    write_string(&sheet->out, law_access_remedy(sheet->language));
    sheet_end_line(sheet);
}

text wire_explain_text(const struct request *request, const struct decision *decision,
                       const struct counterfactuals *changes, enum language language,
                       struct arena *a)
{
    struct sheet sheet = {.out = wire_out_begin(a), .language = language};
    sheet_decision(&sheet, request, decision);
    change_lines(&sheet, decision, changes);
    processing_lines(&sheet, request, decision);
    sheet_rules(&sheet);
    return wire_out_end(a, &sheet.out);
}
