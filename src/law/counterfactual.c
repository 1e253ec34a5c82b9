#include "law/counterfactual.h"

/* What would change a decision. Nothing of a rule is repeated here: a change is tried by putting it
 * in the request and asking law_assess, and where it turns is found by halving. */

const struct change_name law_changes[CHANGE_COUNT] = {
#define CHANGE(name, word, axis, way, turned, article, fr, en) \
    [CHANGE_##name] = {word, AXIS_##axis, article},
#include "law/counterfactual.def"
};

/* ---- the request with one thing changed ---- */

static date later(date a, date b) { return date_compare(a, b) > 0 ? a : b; }

/* Birth dates go: what the law counts is how many are under 21. */
static void set_children(struct request *request, const struct counterfactual *what_if)
{
    request->children_count = (int)what_if->value;
    for (int i = 0; i < request->children_count; i++) {
        request->children[i] = (struct child){.born_on = NO_DATE};
    }
}

static void set_resources(struct request *request, const struct counterfactual *what_if)
{
    request->resources.cents = what_if->value;
}

static void set_residence(struct request *request, const struct counterfactual *what_if)
{
    request->residence = (enum residence)what_if->value;
}

/* One document more; in the place of the last when there is room for no other, as the best decides.
 */
static void set_document(struct request *request, const struct counterfactual *what_if)
{
    int kind = 0;
    while (!(what_if->documents & 1u << kind)) kind++;
    if (request->documents_count < REQUEST_DOCUMENTS_MAX) request->documents_count++;
    request->documents[request->documents_count - 1] = (struct document){
        .kind = (enum document_kind)kind, .dated = date_from_number((int32_t)what_if->value)};
}

static void set_decided_on(struct request *request, const struct counterfactual *what_if)
{
    request->decided_on = date_from_number((int32_t)what_if->value);
}

static void set_asked_on(struct request *request, const struct counterfactual *what_if)
{
    request->requested_on = date_from_number((int32_t)what_if->value);
    request->completed_on = later(request->completed_on, request->requested_on);
    request->decided_on = later(request->decided_on, request->requested_on);
}

static void (*const set[AXIS_COUNT])(struct request *, const struct counterfactual *) = {
    [AXIS_CHILDREN] = set_children,     [AXIS_RESOURCES] = set_resources,
    [AXIS_RESIDENCE] = set_residence,   [AXIS_DOCUMENT] = set_document,
    [AXIS_ASKED_ON] = set_asked_on,     [AXIS_REVALUED_ON] = set_asked_on,
    [AXIS_DECIDED_ON] = set_decided_on,
};

void law_changed_request(const struct request *request, const struct counterfactual *what_if,
                         struct request *ret)
{
    *ret = *request;
    set[law_changes[what_if->change].axis](ret, what_if);
}

/* ---- what turns ---- */

static bool reduction_differs(const struct decision *now, const struct decision *then)
{
    return then->reduction_percent != now->reduction_percent;
}

static bool form_differs(const struct decision *now, const struct decision *then)
{
    return then->form != now->form;
}

/* Neither refused for its document nor left to an agent because of it. */
static bool document_settled(const struct decision *now, const struct decision *then)
{
    (void)now;
    uint32_t of_the_document = 1u << GROUND_NO_DOCUMENT | 1u << GROUND_DOCUMENT_TOO_OLD |
                               1u << GROUND_DOCUMENT_NOT_ACCEPTED;
    return !(then->grounds & of_the_document) && !(then->flags & 1u << FLAG_EDGE_DAY);
}

static bool law_in_force(const struct decision *now, const struct decision *then)
{
    (void)now;
    return !(then->grounds & 1u << GROUND_BEFORE_THE_LAW);
}

static bool twelve_months_over(const struct decision *now, const struct decision *then)
{
    (void)now;
    return !(then->grounds & 1u << GROUND_AWARDED_WITHIN_12_MONTHS);
}

static const struct step *find_step(const struct decision *decision, enum sentence sentence)
{
    for (int i = 0; i < decision->why.count; i++) {
        if (decision->why.steps[i].sentence == sentence) return &decision->why.steps[i];
    }
    return NULL;
}

/* Other lines of amounts.def than the decision's: in force since another day. Both must have an
 * amount. */
static bool lines_differ(const struct decision *now, const struct decision *then)
{
    static const enum sentence read_in[] = {SENTENCE_FLAT_AMOUNT, SENTENCE_WAGE_REFERENCE};
    bool differ = false;
    for (size_t i = 0; i < LENGTH(read_in); i++) {
        const struct step *a = find_step(now, read_in[i]), *b = find_step(then, read_in[i]);
        must(a && b);
        differ |= date_compare(a->since, b->since) != 0;
    }
    return differ;
}

enum way { LESS = -1, MORE = 1, LATER = 1 };

static const struct {
    enum way way;
    bool (*turned)(const struct decision *now, const struct decision *then);
    const char *in[LANGUAGE_COUNT];
} rows[CHANGE_COUNT] = {
#define CHANGE(name, word, axis, way, turned, article, fr, en) \
    [CHANGE_##name] = {way, turned, {fr, en}},
#include "law/counterfactual.def"
};

/* ---- where it turns ---- */

struct search {
    const struct request *request;
    date known_on;
    const struct decision *now;
    struct counterfactuals *found;
};

static void decide(const struct search *search, const struct counterfactual *what_if,
                   struct decision *ret)
{
    struct request changed;
    law_changed_request(search->request, what_if, &changed);
    law_assess(&changed, search->known_on, ret);
}

static bool turned_at(const struct search *search, struct counterfactual what_if, int64_t value)
{
    what_if.value = value;
    struct decision then;
    decide(search, &what_if, &then);
    return rows[what_if.change].turned(search->now, &then);
}

/* The value nearest to `from`, where nothing has turned, at which it has; sought as far as `to`.
 * The law turns once on the way: each test of it compares one quantity with one threshold. */
static bool find_turn(const struct search *search, struct counterfactual *what_if, int64_t from,
                      int64_t to)
{
    if (rows[what_if->change].turned(search->now, search->now)) return false;
    if (!turned_at(search, *what_if, to)) return false;
    while (to - from > 1 || from - to > 1) {
        int64_t middle = from + (to - from) / 2;
        if (turned_at(search, *what_if, middle)) {
            to = middle;
        } else {
            from = middle;
        }
    }
    what_if->value = to;
    return true;
}

static bool same_amounts(const struct decision *a, const struct decision *b)
{
    return a->full.cents == b->full.cents && a->amount.cents == b->amount.cents &&
           a->form == b->form;
}

static money difference(const struct decision *now, const struct decision *then)
{
    bool was_refused = now->outcome == OUTCOME_REFUSED,
         is_refused = then->outcome == OUTCOME_REFUSED;
    bool compares = was_refused == is_refused;
    int64_t before = was_refused && !compares ? 0 : now->amount.cents;
    int64_t after = is_refused && !compares ? 0 : then->amount.cents;
    return (money){after - before};
}

/* Keeps what changes something and was not said yet: for a person without children the loan begins
 * where the last reduction does. */
static void add(const struct search *search, struct counterfactual what_if)
{
    struct decision then;
    decide(search, &what_if, &then);
    if (then.outcome == search->now->outcome && then.grounds == search->now->grounds &&
        same_amounts(&then, search->now)) {
        return;
    }
    struct counterfactuals *found = search->found;
    for (int i = 0; i < found->count; i++) {
        bool same_axis =
            law_changes[found->items[i].change].axis == law_changes[what_if.change].axis;
        if (same_axis && found->items[i].value == what_if.value) return;
    }
    what_if.outcome = then.outcome;
    what_if.grounds = then.grounds;
    what_if.reduction_percent = then.reduction_percent;
    what_if.amount = then.amount;
    what_if.form = then.form;
    what_if.has_amount = then.has_amount;
    what_if.difference = difference(search->now, &then);
    found->items[found->count++] = what_if;
}

/* ---- each axis ---- */

static void seek_children(const struct search *search, struct counterfactual what_if)
{
    const struct step *counted = find_step(search->now, SENTENCE_CHILDREN_DECLARED);
    if (!counted) return; /* before the law nobody counted */
    what_if.value = counted->mentioned.n1 + rows[what_if.change].way;
    if (what_if.value < 0 || what_if.value > REQUEST_CHILDREN_MAX) return;
    add(search, what_if);
}

static void seek_resources(const struct search *search, struct counterfactual what_if)
{
    int64_t end = rows[what_if.change].way == LESS ? 0 : REQUEST_RESOURCES_CENTS_MAX;
    if (!find_turn(search, &what_if, search->request->resources.cents, end)) return;
    add(search, what_if);
}

static void seek_residence(const struct search *search, struct counterfactual what_if)
{
    what_if.value = RESIDENCE_REGULAR;
    add(search, what_if);
}

/* A more recent one when age is what stands against it, else one that counts. A complaint of the
 * day the request is complete always settles it. */
static void seek_document(const struct search *search, struct counterfactual what_if)
{
    bool too_old = search->now->grounds & 1u << GROUND_DOCUMENT_TOO_OLD ||
                   search->now->flags & 1u << FLAG_EDGE_DAY;
    if (too_old != (what_if.change == CHANGE_DOCUMENT_MORE_RECENT)) return;
    what_if.documents = 1u << DOCUMENT_COMPLAINT;
    if (!find_turn(search, &what_if, date_number(DATE(DATE_YEAR_MIN, 1, 1)),
                   date_number(search->request->completed_on))) {
        return;
    }
    uint32_t enough = 0;
    for (int kind = 0; kind < DOCUMENT_COUNT; kind++) {
        what_if.documents = 1u << kind;
        if (turned_at(search, what_if, what_if.value)) enough |= what_if.documents;
    }
    what_if.documents = enough;
    add(search, what_if);
}

/* The last day request_check accepts. */
static int64_t last_day(void) { return date_number(DATE(2150, 12, 31)); }

static void seek_asked_on(const struct search *search, struct counterfactual what_if)
{
    if (!find_turn(search, &what_if, date_number(search->request->requested_on), last_day())) {
        return;
    }
    add(search, what_if);
}

/* D. 214-12 asks an office to keep a request whose day is near; one that is not is made again. */
static void seek_decided_on(const struct search *search, struct counterfactual what_if)
{
    if (!(search->now->flags & 1u << FLAG_DECIDE_ON_OR_AFTER)) return;
    if (!find_turn(search, &what_if, date_number(search->request->decided_on), last_day())) return;
    add(search, what_if);
}

/* From one change of the tables to the next, until one gives another amount than the day before. */
static void seek_revalued_on(const struct search *search, struct counterfactual what_if)
{
    if (!search->now->has_amount) return;
    struct decision then = *search->now, day_before;
    struct search from_then = *search;
    from_then.now = &then;
    what_if.value = date_number(search->request->requested_on);
    do {
        if (!find_turn(&from_then, &what_if, what_if.value, last_day())) return;
        struct counterfactual earlier = what_if;
        earlier.value--;
        decide(search, &earlier, &day_before);
        decide(search, &what_if, &then);
    } while (same_amounts(&day_before, &then));
    add(search, what_if);
}

static void (*const seek[AXIS_COUNT])(const struct search *, struct counterfactual) = {
    [AXIS_CHILDREN] = seek_children,     [AXIS_RESOURCES] = seek_resources,
    [AXIS_RESIDENCE] = seek_residence,   [AXIS_DOCUMENT] = seek_document,
    [AXIS_ASKED_ON] = seek_asked_on,     [AXIS_REVALUED_ON] = seek_revalued_on,
    [AXIS_DECIDED_ON] = seek_decided_on,
};

void law_counterfactuals(const struct request *request, date known_on, struct counterfactuals *ret)
{
    struct decision now;
    law_assess(request, known_on, &now);
    struct counterfactuals found = {.count = 0};
    struct search search = {request, known_on, &now, &found};
    for (int change = 0; change < CHANGE_COUNT; change++) {
        struct counterfactual what_if = {.change = (enum change)change};
        seek[law_changes[change].axis](&search, what_if);
    }
    *ret = found;
}

/* ---- in words ---- */

date law_turning_day(const struct counterfactual *what_if)
{
    if (law_changes[what_if->change].axis < AXIS_DOCUMENT) return NO_DATE;
    return date_from_number((int32_t)what_if->value);
}

/* "dépôt de plainte, signalement ou ordonnance de protection" */
static void write_documents(struct writer *out, uint32_t kinds, enum language language)
{
    static const char *const last[LANGUAGE_COUNT] = {" ou ", " or "};
    const char *between = "";
    for (int kind = 0; kind < DOCUMENT_COUNT; kind++) {
        uint32_t bit = 1u << kind;
        if (!(kinds & bit)) continue;
        bool ends = kinds < bit << 1;
        write_string(out, ends && between[0] != '\0' ? last[language] : between);
        write_string(out, law_document_kinds.words[kind].in[language]);
        between = ", ";
    }
}

void write_counterfactual(struct writer *out, const struct counterfactual *what_if,
                          enum language language)
{
    char room[512];
    struct writer documents = WRITER(room);
    write_documents(&documents, what_if->documents, language);
    struct mentioned said = {
        .n1 = (int)what_if->value,
        .m1 = {what_if->value},
        .d1 = law_turning_day(what_if),
        .s1 = writer_string(&documents),
    };
    write_sentence(out, rows[what_if->change].in[language], &said, language);
}
