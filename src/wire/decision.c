#include "wire/out.h"
#include "wire/wire.h"

/* Sentences and articles are written beside, then quoted: a fund's name could hold anything. */
#define SENTENCE_BYTES_MAX 1024

void write_json_step(struct writer *out, const struct step *step, enum language language)
{
    char room[SENTENCE_BYTES_MAX];
    struct writer article = WRITER(room);
    write_step_article(&article, step);
    write_json_text(out, "article", writer_text(&article));
    write_json_word(out, "step", step_name(step));
    struct writer sentence = WRITER(room);
    write_step_sentence(&sentence, step, language);
    write_json_text(out, "text", writer_text(&sentence));
    if (step->has_value) {
        write_json_integer(out, "value_cents", step->value.cents);
    } else {
        write_json_null(out, "value_cents");
    }
    write_json_word(out, "source", step->source);
}

static void write_amounts(struct writer *out, const struct decision *decision)
{
    static const char *const keys[] = {"full_cents", "reduction_percent", "amount_cents", "form"};
    if (!decision->has_amount) {
        for (size_t i = 0; i < LENGTH(keys); i++) write_json_null(out, keys[i]);
        return;
    }
    write_json_integer(out, keys[0], decision->full.cents);
    write_json_integer(out, keys[1], decision->reduction_percent);
    write_json_integer(out, keys[2], decision->amount.cents);
    write_json_word(out, keys[3], law_forms.words[decision->form].word);
}

text wire_decision_write(const struct decision *decision, enum language language, struct arena *a)
{
    struct writer out = wire_out_begin(a);
    write_character(&out, '{');
    write_json_word(&out, "outcome", law_outcomes.words[decision->outcome].word);
    write_json_set(&out, "grounds", decision->grounds, &law_grounds);
    write_json_set(&out, "flags", decision->flags, &law_flags);
    write_amounts(&out, decision);
    write_json_day(&out, "pay_by", decision->pay_by);
    write_json_day(&out, "next_award_from", decision->next_award_from);
    write_json_fund(&out, "fund", decision->fund);
    write_key(&out, "explanation");
    write_character(&out, '[');
    for (int i = 0; i < decision->why.count; i++) {
        write_comma(&out);
        write_character(&out, '{');
        write_json_step(&out, &decision->why.steps[i], language);
        write_character(&out, '}');
    }
    write_character(&out, ']');
    write_json_word(&out, "rules", law_rules_digest());
    write_character(&out, '}');
    return wire_out_end(a, &out);
}
