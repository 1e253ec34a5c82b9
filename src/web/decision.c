#include "web/decision.h"

/* A decision as the pages say it: the answer first, then every line of the law. */

void decision_words(struct values *values, const char *list_name, uint32_t bits,
                    const struct word_list *list)
{
    values_list(values, list_name);
    for (int i = 0; i < list->count; i++) {
        if (!(bits & 1u << i)) continue;
        values_string(values_row(values, list_name), "label",
                      list->words[i].in[values_language(values)]);
    }
}

void decision_step(struct values *values, const char *list_name, const struct step *step,
                   struct arena *a)
{
    struct values *row = values_row(values, list_name);
    char room[1024];
    struct writer out = WRITER(room);
    write_step_article(&out, step);
    values_text(row, "article", arena_copy(a, writer_text(&out)));
    out.length = 0;
    write_step_sentence(&out, step, values_language(values));
    must(!out.full);
    values_text(row, "sentence", arena_copy(a, writer_text(&out)));
    values_string(row, "source", step->source ? step->source : "");
}

void decision_values(struct values *values, const struct decision *decision, struct arena *a)
{
    enum language l = values_language(values);
    values_flag(values, "granted", decision->outcome == OUTCOME_GRANTED);
    values_flag(values, "refused", decision->outcome == OUTCOME_REFUSED);
    values_flag(values, "review", decision->outcome == OUTCOME_REVIEW);
    values_string(values, "outcome", law_outcomes.words[decision->outcome].in[l]);
    values_flag(values, "has_amount", decision->has_amount);
    values_money(values, "amount", decision->amount);
    values_money(values, "full", decision->full);
    values_integer(values, "reduction_percent", decision->reduction_percent);
    values_flag(values, "is_loan", decision->form == FORM_LOAN);
    values_string(values, "form", law_forms.words[decision->form].in[l]);
    values_date(values, "pay_by", decision->pay_by);
    values_date(values, "next_award_from", decision->next_award_from);
    values_string(values, "fund", decision->fund->name);
    decision_words(values, "grounds", decision->grounds, &law_grounds);
    decision_words(values, "flags", decision->flags, &law_flags);
    values_list(values, "steps");
    for (int i = 0; i < decision->why.count; i++)
        decision_step(values, "steps", &decision->why.steps[i], a);
    values_list(values, "remedies");
    for (int i = 0; law_remedy(l, i); i++) {
        values_string(values_row(values, "remedies"), "label", law_remedy(l, i));
    }
    values_string(values, "algorithm", law_algorithm_mention(l));
}
