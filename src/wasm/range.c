#include "wasm/lines.h"

#include "law/counterfactual.h"
#include "law/interview.h"

/* A request known in part, line by line. */

struct reading {
    struct interview interview;
    date known_on;
    enum language language;
    bool dated, since, spoken; /* the lines that come once and are no answer */
    uint32_t answered;
};

static void write_wrong(struct writer *out, text key, const char *expected)
{
    write_string(out, "wrong\t/");
    write_text(out, key);
    write_character(out, '\t');
    write_string(out, expected);
    write_character(out, '\n');
}

/* Whether that line is the first of its kind; it is then no more. */
static bool is_first(bool *seen)
{
    bool first = !*seen;
    *seen = true;
    return first;
}

static err read_line(text key, text value, struct reading *r)
{
    if (text_equal(key, T("requested_on")))
        return is_first(&r->dated) ? date_read(value, &r->interview.requested_on) : ERR_BAD_INPUT;
    if (text_equal(key, T("known_on")))
        return is_first(&r->since) ? wasm_known_on_read(value, &r->known_on) : ERR_BAD_INPUT;
    if (text_equal(key, T("language")))
        return is_first(&r->spoken) ? wasm_language_read(value, &r->language) : ERR_BAD_INPUT;
    enum topic topic = law_topic(key);
    if (topic == TOPIC_COUNT || (r->answered & 1u << topic)) return ERR_BAD_INPUT;
    r->answered |= 1u << topic;
    return law_interview_answer(&r->interview, topic, value);
}

/* Only keys of ours are repeated: what else was written stays where it was. */
static text own_key(text key)
{
    static const char *const others[] = {"requested_on", "known_on", "language"};
    for (size_t i = 0; i < LENGTH(others); i++) {
        if (text_equal(key, text_of(others[i]))) return text_of(others[i]);
    }
    enum topic topic = law_topic(key);
    return topic == TOPIC_COUNT ? T("") : text_of(law_questions[topic]);
}

static void write_changes(struct writer *out, const struct reading *r, const struct range *range)
{
    struct counterfactuals changes;
    law_counterfactuals(&range->at_most, r->known_on, &changes);
    for (int i = 0; i < changes.count; i++) {
        const struct counterfactual *item = &changes.items[i];
        write_string(out, "change\t");
        write_string(out, law_changes[item->change].article);
        write_character(out, '\t');
        write_counterfactual(out, item, r->language);
        write_character(out, '\t');
        write_string(out, law_outcomes.words[item->outcome].in[r->language]);
        write_character(out, '\t');
        if (!item->has_amount) write_character(out, '-');
        if (item->has_amount && r->language == LANGUAGE_FR) write_money_fr(out, item->amount);
        if (item->has_amount && r->language == LANGUAGE_EN) write_money_en(out, item->amount);
        write_character(out, '\n');
    }
}

static void write_steps(struct writer *out, const struct reading *r, const struct request *request,
                        const char *key, struct decision *decision)
{
    bool whole = r->interview.known == (1u << TOPIC_COUNT) - 1;
    law_assess(request, r->known_on, decision);
    for (int i = 0; i < decision->why.count; i++) {
        const struct step *step = &decision->why.steps[i];
        if (whole || law_is_of_the_amount(step)) wasm_step_line(out, key, step, r->language);
    }
}

static void write_amounts(struct writer *out, const struct reading *r, const struct range *range)
{
    if (range->has_amount) {
        wasm_money_line(out, "least_cents", range->least, r->language);
        wasm_money_line(out, "most_cents", range->most, r->language);
    } else {
        wasm_absent_line(out, "least_cents");
        wasm_absent_line(out, "most_cents");
    }
    wasm_word_lines(out, "form", range->forms, &law_forms, r->language);
    wasm_day_line(out, "pay_by_first", range->pay_by_first, r->language);
    wasm_day_line(out, "pay_by_last", range->pay_by_last, r->language);
    if (range->fund) wasm_fund_line(out, range->fund);
    if (!range->fund) wasm_absent_line(out, "fund");
}

static void write_range(struct writer *out, const struct reading *r)
{
    struct range range;
    struct decision decision;
    law_range(&r->interview, r->known_on, &range);
    enum topic next = law_next_question(&r->interview, r->known_on);
    write_string(out, "standing ");
    write_string(out, law_standings[law_standing(&range)]);
    write_string(out, "\nnext ");
    write_string(out, next == TOPIC_COUNT ? "-" : law_questions[next]);
    write_character(out, '\n');
    wasm_word_lines(out, "outcome", range.outcomes, &law_outcomes, r->language);
    law_assess(&range.at_most, r->known_on, &decision);
    wasm_word_lines(out, "ground", decision.grounds, &law_grounds, r->language);
    write_amounts(out, r, &range);
    write_steps(out, r, &range.at_most, "step", &decision);
    if (range.least.cents != range.most.cents)
        write_steps(out, r, &range.at_least, "step_least", &decision);
    if (r->interview.known == (1u << TOPIC_COUNT) - 1) write_changes(out, r, &range);
    write_string(out, "rules ");
    write_string(out, law_rules_digest());
    write_character(out, '\n');
}

void wasm_interview(text question, struct writer *out)
{
    struct reading r = {.known_on = ALL_KNOWN, .language = LANGUAGE_FR};
    while (question.length > 0) {
        text value = text_cut(&question, '\n'), key = text_cut(&value, ' ');
        if (read_line(key, value, &r) == ERR_OK) continue;
        write_wrong(out, own_key(key), "a line of an interview, once");
        return;
    }
    struct trouble trouble;
    if (!r.dated) {
        write_wrong(out, T("requested_on"), "a date as YYYY-MM-DD");
    } else if (law_interview_check(&r.interview, &trouble) != ERR_OK) {
        write_string(out, "wrong\t");
        write_string(out, trouble.where);
        write_character(out, '\t');
        write_string(out, trouble.expected);
        write_character(out, '\n');
    } else {
        write_range(out, &r);
    }
}
