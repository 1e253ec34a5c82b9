#include "law/counterfactual.h"
#include "law/interview.h"
#include "web/decision.h"
#include "web/fields.h"

/* The simulator without a script: one question a step, what was said carried by the form itself.
 * Nothing is kept here, neither by the server nor by the browser. The script asks the same law on
 * her device instead (static/simulateur.js, src/wasm). */

struct simulation {
    struct call *call;
    const struct form_data *form;
    struct interview interview;
    enum topic step;  /* the question shown; TOPIC_COUNT: the answer */
    enum topic wrong; /* the question whose answer is not understood, or TOPIC_COUNT */
};

/* ---- the form as answers ---- */

/* Two words with a blank between; the second may be empty. */
static text joined(struct call *call, text first, text second)
{
    char room[80];
    struct writer out = WRITER(room);
    write_text(&out, first);
    if (second.length > 0) write_character(&out, ' ');
    write_text(&out, second);
    return out.full ? T("?") : arena_copy(call->request->arena, writer_text(&out));
}

static text field(const struct simulation *s, const char *name)
{
    return text_trim(form_value(s->form, name));
}

static text resources_said(const struct simulation *s)
{
    text typed = field(s, "resources");
    int64_t cents = 0;
    if (typed.length == 0) return field(s, "resources_band");
    if (euros_read(typed, &cents) != ERR_OK) return T("?");
    char room[24];
    struct writer out = WRITER(room);
    write_integer(&out, cents);
    return arena_copy(s->call->request->arena, writer_text(&out));
}

/* What the form says to that question, in the words of law_interview_answer; empty when nothing. */
static text said(const struct simulation *s, enum topic topic)
{
    switch (topic) {
    case TOPIC_AWARD:
        if (text_equal(field(s, "award"), T("yes")) && field(s, "awarded_on").length > 0)
            return field(s, "awarded_on");
        return field(s, "award");
    case TOPIC_CHILDREN:
        return field(s, "children_unsure").length > 0 ? T("unsure") : field(s, "children");
    case TOPIC_RESOURCES: return resources_said(s);
    case TOPIC_DOCUMENT:
        if (text_equal(field(s, "document"), T("none")) ||
            text_equal(field(s, "document"), T("unsure")))
            return field(s, "document");
        return joined(s->call, field(s, "document"), field(s, "document_dated"));
    case TOPIC_WHO:
    case TOPIC_RESIDENCE:
    case TOPIC_DEPARTMENT:
    case TOPIC_BENEFITS:
    case TOPIC_COUNT: break;
    }
    return field(s, law_questions[topic]);
}

/* The question a refused request speaks of. */
static enum topic topic_of_place(const char *where)
{
    text place = text_of(where);
    if (text_starts_with(place, T("/documents"))) return TOPIC_DOCUMENT;
    if (text_starts_with(place, T("/previous_awards"))) return TOPIC_AWARD;
    return TOPIC_RESOURCES;
}

/* What was said, and the next question; a wrong answer is asked again. */
static void read_form(struct simulation *s)
{
    struct trouble trouble;
    for (enum topic topic = 0; topic < TOPIC_COUNT; topic++) {
        text answer = said(s, topic);
        if (answer.length == 0) continue;
        if (law_interview_answer(&s->interview, topic, answer) == ERR_OK) continue;
        if (s->wrong == TOPIC_COUNT) s->wrong = topic;
    }
    if (s->wrong == TOPIC_COUNT && law_interview_check(&s->interview, &trouble) != ERR_OK)
        s->wrong = topic_of_place(trouble.where);
    if (s->wrong == TOPIC_COUNT) {
        s->step = law_next_question(&s->interview, ALL_KNOWN);
    } else {
        s->interview.known &= ~(1u << s->wrong);
        s->step = s->wrong;
    }
}

/* ---- the page ---- */

struct choice {
    const char *value, *label;
};

static void add_choices(struct values *values, const char *name, const struct choice *choices,
                        int count, text chosen)
{
    for (int i = 0; i < count; i++) {
        struct values *row = values_row(values, name);
        values_string(row, "value", choices[i].value);
        values_string(row, "label", choices[i].label);
        values_flag(row, "chosen", text_equal(chosen, text_of(choices[i].value)));
    }
}

static void say_choices(struct values *values, const struct simulation *s)
{
    enum tongue l = values_tongue(values);
    const char *unsure = SAY(l, "Je ne sais pas");
    const struct choice who[] = {
        {"partner", SAY(l, "La personne avec qui je suis ou j'étais en couple")},
        {"other", SAY(l, "Une autre personne")},
        {"child_only", SAY(l, "Cette personne, mais contre un enfant seulement")},
        {"unsure", unsure},
    };
    const struct choice residence[] = {
        {"regular", SAY(l, "Oui : nationalité française ou titre de séjour")},
        {"irregular", SAY(l, "Non, sans titre de séjour")},
        {"tourist_visa", SAY(l, "Avec un visa de tourisme")},
        {"unsure", unsure},
    };
    const struct choice award[] = {
        {"no", SAY(l, "Non, ou il y a plus de douze mois")},
        {"yes", SAY(l, "Oui, il y a moins de douze mois")},
        {"unsure", unsure},
    };
    const struct choice document[] = {
        {"complaint", SAY(l, "Un dépôt de plainte")},
        {"report_to_prosecutor", SAY(l, "Un signalement au procureur")},
        {"protection_order", SAY(l, "Une ordonnance de protection")},
        {"immediate_protection_order", SAY(l, "Une ordonnance provisoire de protection")},
        {"forced_marriage_order", SAY(l, "Une ordonnance pour mariage forcé")},
        {"police_log", SAY(l, "Une main courante seulement")},
        {"other", SAY(l, "Un autre document")},
        {"none", SAY(l, "Aucun pour le moment")},
        {"unsure", unsure},
    };
    const struct choice benefits[] = {
        {"caf", SAY(l, "Oui, de la Caf")},
        {"msa", SAY(l, "Oui, de la MSA")},
        {"none", SAY(l, "Non")},
        {"unsure", unsure},
    };
    add_choices(values, "who", who, LENGTH(who), field(s, "who"));
    add_choices(values, "residence", residence, LENGTH(residence), field(s, "residence"));
    add_choices(values, "award", award, LENGTH(award), field(s, "award"));
    add_choices(values, "document", document, LENGTH(document), field(s, "document"));
    add_choices(values, "beneficiary_of", benefits, LENGTH(benefits), field(s, "beneficiary_of"));
}

/* The bands between which nothing turns, as "from to" in cents. */
static void add_bands(struct values *values, const struct simulation *s)
{
    money turns[RESOURCE_TURNS];
    int64_t from = 0;
    law_resource_turns(&s->interview, ALL_KNOWN, turns);
    for (int i = 0; i <= RESOURCE_TURNS; i++) {
        struct values *row = values_row(values, "bands");
        int64_t to = i < RESOURCE_TURNS ? turns[i].cents : REQUEST_RESOURCES_CENTS_MAX;
        char room[48];
        struct writer out = WRITER(room);
        write_integer(&out, from);
        write_character(&out, ' ');
        write_integer(&out, to);
        text value = arena_copy(s->call->request->arena, writer_text(&out));
        values_text(row, "value", value);
        values_flag(row, "chosen", text_equal(value, field(s, "resources_band")));
        values_string(row, "up_to", "");
        values_string(row, "from", "");
        if (i < RESOURCE_TURNS) values_money(row, "up_to", (money){to});
        if (i > 0) values_money(row, "from", (money){i < RESOURCE_TURNS ? from : from - 1});
        from = to + 1;
    }
}

/* Each question: how it is called in the list of what was said, what to write when it is wrong. */
static struct choice words_of(enum tongue l, enum topic topic)
{
    const char *choose = SAY(l, "Choisissez une réponse, ou « Je ne sais pas ».");
    switch (topic) {
    case TOPIC_WHO: return (struct choice){choose, SAY(l, "Qui est violent")};
    case TOPIC_RESIDENCE: return (struct choice){choose, SAY(l, "Résidence en France")};
    case TOPIC_AWARD:
        return (struct choice){SAY(l, "Choisissez une réponse ; le jour n'est pas dans l'avenir."),
                               SAY(l, "Aide déjà reçue")};
    case TOPIC_CHILDREN:
        return (struct choice){SAY(l, "Écrivez un nombre de 0 à 30, ou cochez « Je ne sais pas »."),
                               SAY(l, "Enfants à charge")};
    case TOPIC_RESOURCES:
        return (struct choice){
            SAY(l, "Écrivez un montant en euros, comme 713,15 ou 0, ou choisissez une tranche."),
            SAY(l, "Ressources du mois dernier")};
    case TOPIC_DEPARTMENT:
        return (struct choice){SAY(l, "Choisissez un département, ou « Je ne sais pas »."),
                               SAY(l, "Département")};
    case TOPIC_DOCUMENT:
        return (struct choice){SAY(l, "Choisissez un document ; sa date n'est pas dans l'avenir."),
                               SAY(l, "Document")};
    case TOPIC_BENEFITS:
    case TOPIC_COUNT: break;
    }
    return (struct choice){choose, SAY(l, "Prestations de la Caf ou de la MSA")};
}

/* The questions, which of them is asked, what is wrong with its answer, what was said of the rest.
 */
static void topic_values(struct values *values, const struct simulation *s)
{
    static const char *const asks[TOPIC_COUNT] = {
        "ask_who",       "ask_residence",  "ask_award",    "ask_children",
        "ask_resources", "ask_department", "ask_document", "ask_beneficiary_of",
    };
    static const char *const errors[TOPIC_COUNT] = {
        "error_who",       "error_residence",  "error_award",    "error_children",
        "error_resources", "error_department", "error_document", "error_beneficiary_of",
    };
    enum tongue l = values_tongue(values);
    uint32_t handled = s->interview.known | s->interview.unsure;
    int number = 1;
    values_list(values, "topics");
    values_list(values, "said");
    values_list(values, "errors");
    for (enum topic topic = 0; topic < TOPIC_COUNT; topic++) {
        struct choice words = words_of(l, topic);
        bool is_wrong = topic == s->wrong, is_said = handled & 1u << topic && topic != s->step;
        number += is_said;
        values_flag(values, asks[topic], topic == s->step);
        values_string(values, errors[topic], is_wrong ? words.value : "");
        if (is_said) {
            struct values *row = values_row(values, "said");
            values_string(row, "topic", law_questions[topic]);
            values_string(row, "label", words.label);
        }
        if (!is_wrong) continue;
        struct values *row = values_row(values, "errors");
        values_string(row, "field", law_questions[topic]);
        values_string(row, "label", words.label);
        values_string(row, "message", words.value);
    }
    struct values *row = values_row(values, "topics");
    values_flag(row, "is_asked", s->step != TOPIC_COUNT);
    values_integer(row, "number", number);
    values_integer(row, "of", TOPIC_COUNT);
}

/* ---- the answer ---- */

static void add_steps(struct values *values, const char *name, const struct request *request,
                      bool whole, struct arena *a)
{
    struct decision *decision = TAKE(a, struct decision, 1);
    law_assess(request, ALL_KNOWN, decision);
    values_list(values, name);
    for (int i = 0; i < decision->why.count; i++) {
        const struct step *step = &decision->why.steps[i];
        if (whole || law_is_of_the_amount(step)) decision_step(values, name, step, a);
    }
}

static void add_changes(struct values *values, const struct request *request, struct arena *a)
{
    struct counterfactuals *changes = TAKE(a, struct counterfactuals, 1);
    enum language l = values_language(values);
    law_counterfactuals(request, ALL_KNOWN, changes);
    for (int i = 0; i < changes->count; i++) {
        const struct counterfactual *item = &changes->items[i];
        struct values *row = values_row(values, "changes");
        char room[512];
        struct writer out = WRITER(room);
        write_counterfactual(&out, item, l);
        must(!out.full);
        values_text(row, "sentence", arena_copy(a, writer_text(&out)));
        values_string(row, "outcome", law_outcomes.words[item->outcome].in[l]);
        values_string(row, "amount", "");
        if (item->has_amount) values_money(row, "amount", item->amount);
        values_string(row, "article", law_changes[item->change].article);
    }
}

static void range_values(struct values *values, const struct range *range)
{
    enum standing standing = law_standing(range);
    bool amount = range->has_amount && !range->is_closed;
    bool same = range->least.cents == range->most.cents;
    uint32_t grant = 1u << FORM_GRANT, loan = 1u << FORM_LOAN;
    values_flag(values, "granted", standing == STANDING_GRANTED);
    values_flag(values, "document_lacks", standing == STANDING_DOCUMENT);
    values_flag(values, "closed", standing == STANDING_CLOSED);
    values_flag(values, "review", standing == STANDING_REVIEW);
    values_flag(values, "open", standing == STANDING_OPEN);
    values_flag(values, "exact", amount && same);
    values_flag(values, "range", amount && !same);
    values_money(values, "least", range->least);
    values_money(values, "most", range->most);
    values_flag(values, "grant", amount && range->forms == grant);
    values_flag(values, "loan", amount && range->forms == loan);
    values_flag(values, "both", amount && range->forms == (grant | loan));
    bool paid = date_is_set(range->pay_by_first);
    bool one_day = date_compare(range->pay_by_first, range->pay_by_last) == 0;
    values_date(values, "first", range->pay_by_first);
    values_date(values, "last", range->pay_by_last);
    values_flag(values, "one_day", paid && one_day);
    values_flag(values, "days", paid && !one_day);
    values_flag(values, "has_fund", range->fund && !range->is_closed);
    values_string(values, "fund", range->fund ? range->fund->name : "");
}

static void answer_values(struct values *values, const struct simulation *s, bool answered)
{
    struct arena *a = s->call->request->arena;
    struct range *range = TAKE(a, struct range, 1);
    bool whole = s->interview.known == (1u << TOPIC_COUNT) - 1;
    law_range(&s->interview, ALL_KNOWN, range);
    range_values(values, range);
    /* What can be said before the end: once the children are known, the amount is within reach. */
    bool reachable = range->has_amount && !range->is_closed;
    values_flag(values, "shows_now",
                reachable && !answered && s->interview.known & 1u << TOPIC_CHILDREN);
    values_list(values, "grounds");
    values_list(values, "steps");
    values_list(values, "steps_least");
    values_list(values, "changes");
    if (!answered) return;
    struct decision *decision = TAKE(a, struct decision, 1);
    law_assess(&range->at_most, ALL_KNOWN, decision);
    decision_words(values, "grounds", decision->grounds, &law_grounds);
    if (range->is_closed && !whole) return;
    add_steps(values, "steps", &range->at_most, whole, a);
    if (range->least.cents != range->most.cents)
        add_steps(values, "steps_least", &range->at_least, whole, a);
    if (whole) add_changes(values, &range->at_most, a);
}

static void show(const struct simulation *s)
{
    struct call *call = s->call;
    struct values *values = page_values(call, SAY(call->tongue, "Simulateur"));
    bool answered = s->step == TOPIC_COUNT;
    char room[16];
    struct writer today = WRITER(room);
    write_date(&today, s->interview.requested_on);
    values_string(values, "language_form", "simulateur");
    values_flag(values, "answered", answered);
    values_string(values, "step", answered ? "" : law_questions[s->step]);
    values_text(values, "requested_on", arena_copy(call->request->arena, writer_text(&today)));
    static const char *const typed[] = {"children", "resources", "awarded_on", "document_dated"};
    for (size_t i = 0; i < LENGTH(typed); i++) values_text(values, typed[i], field(s, typed[i]));
    values_flag(values, "children_unsure", field(s, "children_unsure").length > 0);
    values_flag(values, "resources_unsure", text_equal(field(s, "resources_band"), T("unsure")));
    values_flag(values, "department_unsure", text_equal(field(s, "department"), T("unsure")));
    say_choices(values, s);
    add_bands(values, s);
    form_departments(values, field(s, "department"));
    topic_values(values, s);
    answer_values(values, s, answered);
    answer_page(call, s->wrong == TOPIC_COUNT ? 200 : 400, "simulateur", values);
}

static struct simulation simulation_of(struct call *call, const struct form_data *form)
{
    return (struct simulation){
        .call = call,
        .form = form,
        .interview = {.requested_on = call->desk.today},
        .wrong = TOPIC_COUNT,
    };
}

void page_simulateur(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    struct simulation s = simulation_of(call, form);
    read_form(&s);
    show(&s);
}

/* Her last answer; or another question again; or the same page in another language. */
void page_simulateur_run(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    err e = wire_form_read(call->request->body, call->request->arena, form);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    struct simulation s = simulation_of(call, form);
    bool only_language = call_follow_language(call, form);
    enum topic shown = law_topic(form_value(form, "step"));
    enum topic again = law_topic(form_value(form, "change"));
    read_form(&s);
    bool handled = shown == TOPIC_COUNT || (s.interview.known | s.interview.unsure) & 1u << shown;
    if (only_language) {
        s.wrong = TOPIC_COUNT;
        s.step = shown;
    } else if (again != TOPIC_COUNT) {
        s.wrong = TOPIC_COUNT;
        s.step = again;
    } else if (s.wrong == TOPIC_COUNT && !handled && s.step != TOPIC_COUNT) {
        s.step = s.wrong = shown; /* not answered */
    }
    show(&s);
}
