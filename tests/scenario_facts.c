#include "tests/scenario.h"

#include "case/rules.h"

#include <string.h>

/* What happens to the file: each fact goes through the same door as everywhere else. */

/* The decision the law gives on that day, or the one that replaces it. */
static struct body decision_of(const struct scenario *s, enum fact_kind kind, date day)
{
    struct replacement replacement = {.body = {.grounds = 0}};
    if (kind == FACT_DECISION_REPLACED) {
        bool any = date_is_set(s->file.decided_on);
        if (any) any = case_replacement(&s->file, day, s->award, &replacement);
        return any ? replacement.body : s->file.decision;
    }
    if (!date_is_set(s->file.received_on)) return s->file.decision; /* it will be refused */
    struct decision decision;
    case_assess(&s->file, day, s->award, &decision);
    return case_decision_body(&decision, s->award);
}

/* The latest order, or the next one: what is owed, that day. */
static struct body payment_of(const struct scenario *s, enum fact_kind kind, date day)
{
    bool ordered = kind == FACT_PAYMENT_ORDERED;
    int64_t next = s->references_from + s->file.orders_count + 1;
    int64_t latest = s->file.orders_count > 0 ? s->file.order.reference : next;
    struct body body = payment_fact(kind, day, ordered ? next : latest).body;
    body.amount = case_owed(&s->file);
    body.execution_on = day;
    return body;
}

enum { OF_THE_ONE_THAT_WAITS = -1 };

/* What the office would say of itself; *ret_any tells whether it would. */
static struct body usual_body(const struct scenario *s, enum fact_kind kind, date day,
                              bool *ret_any)
{
    *ret_any = true;
    if (case_brings_a_request(kind)) return s->claim;
    if (case_fact_kinds[kind].strand == STRAND_PAYMENT) return payment_of(s, kind, day);
    if (kind == FACT_CLAIM_GRANTED || kind == FACT_CLAIM_REFUSED ||
        kind == FACT_DECISION_REPLACED) {
        return decision_of(s, kind, day);
    }
    if (kind == FACT_DECISION_NOTIFIED || kind == FACT_RIGHTS_TOLD ||
        kind == FACT_RIGHTS_END_TOLD) {
        return (struct body){.sent_by = SENT_IN_PERSON};
    }
    if (case_message_of(kind) < MESSAGE_COUNT || kind == FACT_CHANGE_DROPPED) {
        return (struct body){.how = CONFIRMED_IN_PERSON, .place = OF_THE_ONE_THAT_WAITS};
    }
    if (kind == FACT_RIGHT_RESTORED) return (struct body){.earlier_award = s->award};
    if (kind == FACT_LOAN_GRANTED) return (struct body){.amount = s->file.decision.amount};
    *ret_any = false;
    return (struct body){.reference = 0};
}

static int64_t noon(date day)
{
    return (int64_t)date_number(day) * INT64_C(86400000000) + INT64_C(43200000000);
}

/* The day the office could record the fact: when it arrived, or was learned. */
static date known_day(const struct fact *fact)
{
    return later(fact->day, later(fact->body.received_on, fact->body.known_on));
}

date scenario_today(const struct scenario *s)
{
    return date_is_set(s->today) ? s->today : s->latest;
}

static err try_fact(struct scenario *s, enum fact_kind kind, date day, char **more,
                    struct trouble *trouble)
{
    static char *nothing[] = {NULL};
    struct fact fact = fact_of(kind, day);
    bool pays = kind < FACT_COUNT && case_fact_kinds[kind].strand == STRAND_PAYMENT;
    if (pays) memcpy(fact.actor, "agent:2", sizeof "agent:2"); /* not who decided */
    if (kind == FACT_COUNT || !date_is_set(day)) return ERR_BAD_INPUT;
    bool is_usual = true;
    fact.body = usual_body(s, kind, day, &is_usual);
    TRY(scenario_body(s, kind, more ? more : nothing, !is_usual, &fact.body, trouble));
    if (fact.body.place == OF_THE_ONE_THAT_WAITS) {
        fact.body.place = s->file.contact.waiting[fact.body.change].place;
    }
    date today = date_is_set(s->today) ? s->today : known_day(&fact);
    fact.recorded_at = noon(today);
    TRY(case_admits(&s->file, &fact, today, trouble));
    TRY(case_apply(&s->file, &fact));
    if (s->facts_count == SCENARIO_FACTS_MAX) {
        scenario_say(s, "attendu au plus %d faits", SCENARIO_FACTS_MAX);
        return ERR_BAD_INPUT;
    }
    s->facts[s->facts_count++] = fact;
    s->latest = later(s->latest, known_day(&fact));
    scenario_mirror(s);
    return ERR_OK;
}

static void must_be_admitted(struct scenario *s, enum fact_kind kind, date day, char **more)
{
    struct trouble trouble = {.where = "", .expected = ""};
    int wrong = s->wrong;
    if (try_fact(s, kind, day, more, &trouble) == ERR_OK || s->wrong > wrong) return;
    scenario_say(s, "attendu \"%s\" admis, obtenu refusé : %s %s",
                 kind < FACT_COUNT ? case_fact_kinds[kind].fr : "", trouble.where,
                 trouble.expected);
}

void scenario_fact(struct scenario *s, char **words)
{
    date day = scenario_day(s, words[1]);
    enum fact_kind kind = scenario_kind(s, words[2]);
    if (kind < FACT_COUNT && date_is_set(day)) must_be_admitted(s, kind, day, words + 3);
}

void scenario_refused(struct scenario *s, char **words)
{
    date day = scenario_day(s, words[1]);
    enum fact_kind kind = scenario_kind(s, words[2]);
    s->was_refused = false;
    s->refusal = (struct trouble){.where = "", .expected = ""};
    if (kind == FACT_COUNT || !date_is_set(day)) return;
    int wrong = s->wrong;
    s->was_refused = try_fact(s, kind, day, words + 3, &s->refusal) != ERR_OK;
    if (!s->was_refused && s->wrong == wrong) scenario_say(s, "attendu refusé, obtenu admis");
}

/* ---- the usual course ---- */

static bool payment_is_past(const struct scenario *s, enum stage stage)
{
    enum stage now = s->file.stages[STRAND_PAYMENT];
    return now == STAGE_PAYMENT_SETTLED || now == stage ||
           (stage == STAGE_PAYMENT_ORDERED && now == STAGE_PAYMENT_SENT);
}

static bool is_done(const struct scenario *s, enum fact_kind kind)
{
    if (kind == FACT_CLAIM_RECEIVED) return date_is_set(s->file.received_on);
    if (kind == FACT_CLAIM_COMPLETED) return date_is_set(s->file.completed_on);
    if (kind == FACT_CLAIM_GRANTED) return date_is_set(s->file.decided_on);
    if (kind == FACT_LOAN_GRANTED) {
        bool is_loan = s->file.decision.form == FORM_LOAN;
        return !is_loan || s->file.stages[STRAND_LOAN] != STAGE_LOAN_NONE;
    }
    if (kind == FACT_DECISION_NOTIFIED) return date_is_set(s->file.notified_on);
    if (kind == FACT_PAYMENT_ORDERED) return payment_is_past(s, STAGE_PAYMENT_ORDERED);
    if (kind == FACT_PAYMENT_SENT) return payment_is_past(s, STAGE_PAYMENT_SENT);
    return payment_is_past(s, STAGE_PAYMENT_SETTLED);
}

/* Granted or refused, as the law says that day, unless the line asks for one of them. */
static enum fact_kind decision_kind(const struct scenario *s, enum fact_kind asked, date day)
{
    if (asked == FACT_CLAIM_GRANTED || asked == FACT_CLAIM_REFUSED) return asked;
    struct decision law;
    case_assess(&s->file, day, s->award, &law);
    return law.outcome == OUTCOME_REFUSED ? FACT_CLAIM_REFUSED : FACT_CLAIM_GRANTED;
}

/* All that usually happens up to that fact and has not happened yet, on that day. */
void scenario_until(struct scenario *s, char **words)
{
    static const enum fact_kind course[] = {
        FACT_CLAIM_RECEIVED,    FACT_CLAIM_COMPLETED, FACT_CLAIM_GRANTED, FACT_LOAN_GRANTED,
        FACT_DECISION_NOTIFIED, FACT_PAYMENT_ORDERED, FACT_PAYMENT_SENT,  FACT_PAYMENT_SETTLED,
    };
    date day = scenario_day(s, words[1]);
    enum fact_kind asked = scenario_kind(s, words[2]);
    enum fact_kind last = asked == FACT_CLAIM_REFUSED ? FACT_CLAIM_GRANTED : asked;
    if (asked == FACT_COUNT || !date_is_set(day)) return;
    size_t count = 0;
    while (count < LENGTH(course) && course[count] != last) count++;
    if (count == LENGTH(course)) {
        scenario_say(s, "attendu un fait du cours ordinaire, obtenu %s", words[2]);
        return;
    }
    int wrong = s->wrong;
    for (size_t i = 0; i <= count && s->wrong == wrong; i++) {
        if (is_done(s, course[i])) continue;
        bool decides = course[i] == FACT_CLAIM_GRANTED;
        must_be_admitted(s, decides ? decision_kind(s, asked, day) : course[i], day, NULL);
    }
}
