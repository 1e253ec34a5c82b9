#include "law/reasoning.h"

static const struct {
    const char *step;
    const char *in[LANGUAGE_COUNT];
} sentences[] = {
#define SENTENCE(name, step, fr, en) [SENTENCE_##name] = {step, {fr, en}},
#include "law/sentences.def"
};

struct step *reasoning_add(struct reasoning *why, const struct article *article, const char *where,
                           enum sentence sentence, struct mentioned mentioned)
{
    must(why->count < REASONING_STEPS_MAX);
    struct step *step = &why->steps[why->count++];
    *step = (struct step){
        .article = article, .where = where, .sentence = sentence, .mentioned = mentioned};
    return step;
}

struct step *reasoning_add_value(struct reasoning *why, const struct article *article,
                                 const char *where, enum sentence sentence,
                                 struct mentioned mentioned, money value)
{
    struct step *step = reasoning_add(why, article, where, sentence, mentioned);
    step->has_value = true;
    step->value = value;
    return step;
}

const char *step_name(const struct step *step) { return sentences[step->sentence].step; }

void write_step_article(struct writer *out, const struct step *step)
{
    write_string(out, step->article->code);
    write_character(out, ' ');
    write_string(out, step->article->number);
    if (step->where[0] != '\0') {
        write_string(out, ", ");
        write_string(out, step->where);
    }
}

static void write_money(struct writer *out, money m, enum language language)
{
    if (language == LANGUAGE_FR) {
        write_money_fr(out, m);
    } else {
        write_money_en(out, m);
    }
}

static void write_day(struct writer *out, date d, enum language language)
{
    if (language == LANGUAGE_FR) {
        write_date_fr(out, d);
    } else {
        write_date_en(out, d);
    }
}

/* What the placeholder stands for: {m1} {d1} {d2} {n1} {n2} {w1} {s1}. */
static void write_mentioned(struct writer *out, const struct mentioned *said,
                            const char *placeholder, enum language language)
{
    bool second = placeholder[1] == '2';
    switch (placeholder[0]) {
    case 'm': write_money(out, said->m1, language); return;
    case 'd': write_day(out, second ? said->d2 : said->d1, language); return;
    case 'n': write_integer(out, second ? said->n2 : said->n1); return;
    case 'w': write_string(out, said->w1->in[language]); return;
    default: must(placeholder[0] == 's'); write_string(out, said->s1);
    }
}

void write_sentence(struct writer *out, const char *sentence, const struct mentioned *mentioned,
                    enum language language)
{
    for (const char *at = sentence; *at; at++) {
        if (*at == '{') {
            write_mentioned(out, mentioned, at + 1, language);
            at += 3;
        } else {
            write_character(out, *at);
        }
    }
}

void write_step_sentence(struct writer *out, const struct step *step, enum language language)
{
    write_sentence(out, sentences[step->sentence].in[language], &step->mentioned, language);
}
