#include "wasm/lines.h"

static void write_key(struct writer *out, const char *key)
{
    write_string(out, key);
    write_character(out, ' ');
}

static void write_cell(struct writer *out, const char *what)
{
    write_character(out, '\t');
    write_string(out, what ? what : "-");
}

void wasm_absent_line(struct writer *out, const char *key)
{
    write_key(out, key);
    write_string(out, "-\n");
}

static void write_word_line(struct writer *out, const char *key, const struct word *word,
                            enum language language)
{
    write_key(out, key);
    write_string(out, word->word);
    write_cell(out, word->in[language]);
    write_character(out, '\n');
}

void wasm_word_lines(struct writer *out, const char *key, uint32_t bits,
                     const struct word_list *list, enum language language)
{
    for (int i = 0; i < list->count; i++) {
        if (bits & 1u << i) write_word_line(out, key, &list->words[i], language);
    }
}

void wasm_money_line(struct writer *out, const char *key, money m, enum language language)
{
    write_key(out, key);
    write_integer(out, m.cents);
    write_character(out, '\t');
    if (language == LANGUAGE_FR) write_money_fr(out, m);
    if (language == LANGUAGE_EN) write_money_en(out, m);
    write_character(out, '\n');
}

void wasm_day_line(struct writer *out, const char *key, date d, enum language language)
{
    if (!date_is_set(d)) {
        wasm_absent_line(out, key);
        return;
    }
    write_key(out, key);
    write_date(out, d);
    write_character(out, '\t');
    if (language == LANGUAGE_FR) write_date_fr(out, d);
    if (language == LANGUAGE_EN) write_date_en(out, d);
    write_character(out, '\n');
}

static void write_amount(struct writer *out, const struct decision *decision,
                         enum language language)
{
    if (!decision->has_amount) {
        wasm_absent_line(out, "full_cents");
        wasm_absent_line(out, "reduction_percent");
        wasm_absent_line(out, "amount_cents");
        wasm_absent_line(out, "form");
        return;
    }
    wasm_money_line(out, "full_cents", decision->full, language);
    write_key(out, "reduction_percent");
    write_integer(out, decision->reduction_percent);
    write_character(out, '\n');
    wasm_money_line(out, "amount_cents", decision->amount, language);
    write_word_line(out, "form", &law_forms.words[decision->form], language);
}

void wasm_step_line(struct writer *out, const char *key, const struct step *step,
                    enum language language)
{
    write_string(out, key);
    write_character(out, '\t');
    write_step_article(out, step);
    write_cell(out, step_name(step));
    write_character(out, '\t');
    if (step->has_value) {
        write_integer(out, step->value.cents);
    } else {
        write_character(out, '-');
    }
    write_cell(out, step->source);
    write_character(out, '\t');
    write_step_sentence(out, step, language);
    write_character(out, '\n');
}

void wasm_fund_line(struct writer *out, const struct fund *fund)
{
    write_key(out, "fund");
    write_string(out, fund->code);
    write_cell(out, fund->name);
    write_character(out, '\n');
}

void wasm_decision_write(struct writer *out, const struct decision *decision,
                         enum language language)
{
    write_word_line(out, "outcome", &law_outcomes.words[decision->outcome], language);
    wasm_word_lines(out, "ground", decision->grounds, &law_grounds, language);
    wasm_word_lines(out, "flag", decision->flags, &law_flags, language);
    write_amount(out, decision, language);
    wasm_day_line(out, "pay_by", decision->pay_by, language);
    wasm_day_line(out, "next_award_from", decision->next_award_from, language);
    wasm_fund_line(out, decision->fund);
    for (int i = 0; i < decision->why.count; i++) {
        wasm_step_line(out, "step", &decision->why.steps[i], language);
    }
    for (int i = 0; law_remedy(language, i); i++) {
        write_string(out, "remedy");
        write_cell(out, law_remedy(language, i));
        write_character(out, '\n');
    }
    write_key(out, "rules");
    write_string(out, law_rules_digest());
    write_character(out, '\n');
}

void wasm_answer(text question, struct writer *out)
{
    struct question asked;
    struct trouble trouble;
    text rest = question, first = text_cut(&rest, '\n');
    if (text_equal(first, T("interview")) && first.length < question.length) {
        wasm_interview(rest, out);
        return;
    }
    if (wasm_question_read(question, &asked, &trouble) != ERR_OK) {
        write_string(out, "wrong");
        write_cell(out, trouble.where);
        write_cell(out, trouble.expected);
        write_character(out, '\n');
        return;
    }
    struct decision decision;
    law_assess(&asked.request, asked.known_on, &decision);
    wasm_decision_write(out, &decision, asked.language);
}
