#include "tests/reference/answer.h"

#include "case/facts.h"
#include "law/loan.h"
#include "wire/wire.h"

/* ---- reading the question ---- */

struct question {
    text words;
    bool bad;
};

/* The value of "key=value"; empty and bad when there is none. */
static text value_of(struct question *q, const char *key)
{
    text rest = q->words, name = text_of(key);
    while (rest.length > 0) {
        text value = text_cut(&rest, ' ');
        if (text_equal(text_cut(&value, '='), name)) return value;
    }
    q->bad = true;
    return (text){0};
}

static int64_t number_of(struct question *q, const char *key)
{
    int64_t value = 0;
    if (text_read_integer(value_of(q, key), &value) != ERR_OK) q->bad = true;
    return value;
}

/* "-" is no day. */
static date day_of(struct question *q, const char *key)
{
    date day = NO_DATE;
    text value = value_of(q, key);
    if (!text_equal(value, T("-")) && date_read(value, &day) != ERR_OK) q->bad = true;
    return day;
}

static int word_of(struct question *q, const char *key, const struct word_list *list)
{
    int place = words_find(list, value_of(q, key));
    if (place < 0) q->bad = true;
    return place < 0 ? 0 : place;
}

/* ---- writing the answer ---- */

static void say(struct writer *out, const char *key)
{
    if (out->length > 0) write_character(out, ' ');
    write_string(out, key);
    write_character(out, '=');
}

static void say_number(struct writer *out, const char *key, int64_t value)
{
    say(out, key);
    write_integer(out, value);
}

static void say_word(struct writer *out, const char *key, const char *word)
{
    say(out, key);
    write_string(out, word);
}

static void say_day(struct writer *out, const char *key, date day)
{
    say(out, key);
    if (date_is_set(day)) {
        write_date(out, day);
    } else {
        write_character(out, '-');
    }
}

/* ---- the aid ---- */

bool reference_decide(text question, struct request *ret_request, struct decision *ret)
{
    struct trouble trouble;
    if (wire_request_read(question, ret_request, &trouble) != ERR_OK) return false;
    law_assess(ret_request, ret_request->decided_on, ret);
    return true;
}

static void say_grounds(struct writer *out, uint32_t grounds)
{
    say(out, "grounds");
    const char *between = "";
    for (int i = 0; i < law_grounds.count; i++) {
        if (!(grounds & 1u << i)) continue;
        write_string(out, between);
        write_string(out, law_grounds.words[i].word);
        between = ",";
    }
    if (grounds == 0) write_character(out, '-');
}

static bool answer_request(text question, struct writer *out)
{
    static struct request request;
    static struct decision decision;
    if (!reference_decide(question, &request, &decision)) return false;
    say_word(out, "outcome", law_outcomes.words[decision.outcome].word);
    say_grounds(out, decision.grounds);
    if (decision.has_amount) {
        say_number(out, "full_cents", decision.full.cents);
        say_number(out, "reduction_percent", decision.reduction_percent);
        say_number(out, "amount_cents", decision.amount.cents);
        say_word(out, "form", law_forms.words[decision.form].word);
    }
    say_day(out, "pay_by", decision.pay_by);
    say_day(out, "next_award_from", decision.next_award_from);
    say_word(out, "fund", decision.fund->code);
    return true;
}

/* ---- the loan, the withholding, the penalty ---- */

static bool answer_loan(struct question *q, struct writer *out)
{
    date awarded_on = day_of(q, "awarded_on");
    money principal = {number_of(q, "principal_cents")};
    int count = (int)number_of(q, "instalments");
    if (q->bad) return false;
    struct reasoning why = {.count = 0};
    struct plan plan;
    date due_on = law_loan_due_on(awarded_on);
    law_plan(principal, count, due_on, &why, &plan);
    say_day(out, "due_on", due_on);
    say_day(out, "last_on", law_instalment_due_on(&plan, count));
    say_number(out, "first_cents", law_instalment(principal, count, 1).cents);
    say_number(out, "last_cents", law_instalment(principal, count, count).cents);
    return true;
}

static bool answer_withholding(struct question *q, struct writer *out)
{
    struct household household = {
        .territory = text_equal(value_of(q, "territory"), T("mayotte")) ? TERRITORY_MAYOTTE
                                                                        : TERRITORY_GENERAL,
        .income_known = true,
        .housing_known = true,
        .income = {number_of(q, "income_cents")},
        .benefits = {number_of(q, "benefits_cents")},
        .housing = {number_of(q, "housing_cents")},
        .new_partner = number_of(q, "partner") == 1,
        .children = (int)number_of(q, "children"),
    };
    date day = day_of(q, "day");
    if (q->bad) return false;
    struct reasoning why = {.count = 0};
    struct withholding found;
    law_withholding(&household, day, &why, &found);
    say_number(out, "weighted_cents", found.weighted.cents);
    say_number(out, "monthly_cents", found.monthly.cents);
    return found.known && !found.may_be_outdated;
}

static bool answer_penalty(struct question *q, struct writer *out)
{
    int64_t sums = number_of(q, "sums_cents"); /* below zero: not known */
    struct penalty_facts facts = {
        .breach = (enum breach)word_of(q, "breach", &case_breaches),
        .intent = (enum intent)word_of(q, "intent", &case_intents),
        .facts_from = day_of(q, "facts_from"),
        .accused_on = day_of(q, "accused_on"),
        .sums_known = sums >= 0,
        .sums = {sums},
        .earlier_sanction = day_of(q, "earlier_sanction"),
    };
    if (q->bad) return false;
    struct reasoning why = {.count = 0};
    struct penalty_bounds bounds;
    law_penalty_bounds(&facts, &why, &bounds);
    say_word(out, "allowed", bounds.is_allowed ? "yes" : "no");
    say_number(out, "share_percent", bounds.share_percent);
    say_number(out, "ceiling_cents", bounds.ceiling.cents);
    say_number(out, "minimum_cents", bounds.minimum.cents);
    say_number(out, "maximum_cents", bounds.maximum.cents);
    return true;
}

bool reference_answer(text kind, text question, struct writer *ret)
{
    struct question q = {question, false};
    if (text_equal(kind, T("request"))) return answer_request(question, ret);
    if (text_equal(kind, T("loan"))) return answer_loan(&q, ret);
    if (text_equal(kind, T("withholding"))) return answer_withholding(&q, ret);
    if (text_equal(kind, T("penalty"))) return answer_penalty(&q, ret);
    return false;
}
