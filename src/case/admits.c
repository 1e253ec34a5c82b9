#include "case/bodies.h"
#include "case/fold.h"

/* What may follow in a file: the stage, the day, the sums, and for a decision that it is the law's.
 */

static err refuse(err why, struct trouble *trouble, const char *where, const char *expected)
{
    struct writer place = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&place, where);
    write_string(&what, expected);
    writer_string(&place);
    writer_string(&what);
    return why;
}

/* Names the facts that are lawful now. */
static err refuse_stage(const struct case_file *file, struct trouble *trouble)
{
    refuse(ERR_OK, trouble, "/kind", "");
    struct writer what = WRITER(trouble->expected);
    write_string(&what, "lawful now:");
    for (int i = 0; i < FACT_COUNT; i++) {
        if (!case_allows(file, (enum fact_kind)i)) continue;
        write_character(&what, ' ');
        write_string(&what, case_fact_kinds[i].word);
    }
    writer_string(&what);
    return ERR_NOT_LAWFUL;
}

static date later(date a, date b) { return date_compare(a, b) > 0 ? a : b; }

/* The day the fact answers to: it cannot be dated before. */
static date answers_to(const struct case_file *file, enum fact_kind kind)
{
    switch (kind) {
    case FACT_CLAIM_RECEIVED: return NO_DATE;
    case FACT_INFORMATION_RECEIVED:
    case FACT_CLAIM_TRANSMITTED:
    case FACT_CLAIM_WITHDRAWN:
    case FACT_SENT_TO_DEPARTEMENT:
    case FACT_REFERRED_TO_ASSOCIATION:
    case FACT_ACCOUNT_CONFIRMED: return file->received_on;
    case FACT_CLAIM_COMPLETED: return file->informed_on;
    case FACT_CLAIM_REFUSED:
    case FACT_CLAIM_GRANTED: return later(file->completed_on, file->informed_on);
    case FACT_DECISION_NOTIFIED: return file->decided_on;
    case FACT_PAYMENT_ORDERED: return later(file->decided_on, file->returned_on);
    case FACT_PAYMENT_SENT: return file->ordered_on;
    case FACT_PAYMENT_SETTLED:
    case FACT_PAYMENT_RETURNED:
    case FACT_COUNT: break;
    }
    return file->sent_on;
}

static err check_day(const struct case_file *file, const struct fact *fact, date today,
                     struct trouble *trouble)
{
    if (date_compare(fact->day, today) > 0) {
        return refuse(ERR_BAD_INPUT, trouble, "/day", "a day not after today");
    }
    if (date_compare(fact->day, answers_to(file, fact->kind)) < 0) {
        return refuse(ERR_BAD_INPUT, trouble, "/day",
                      "a day not before that of the fact this one answers to");
    }
    return ERR_OK;
}

/* The claim's own words, within bounds and in order of days: not requested after it came in, no
 * document from the future. */
static err check_information(const struct fact *fact, date today, struct trouble *trouble)
{
    struct request request = fact->body.request;
    if (date_compare(request.requested_on, fact->day) > 0) {
        return refuse(ERR_BAD_INPUT, trouble, "/requested_on", "a day not after the reception");
    }
    request.completed_on = today;
    request.decided_on = today;
    request.awards_count = 0;
    return request_check(&request, trouble);
}

/* Whether the claim as it stands can be complete on that day: no document of hers is younger. */
static err check_complete_on(const struct case_file *file, date day, struct trouble *trouble)
{
    struct request request = file->claim.request;
    request.completed_on = day;
    request.decided_on = day;
    request.awards_count = 0;
    return request_check(&request, trouble);
}

/* A decision of an office is the law's, or settles what the law leaves to an agent. */
static err check_decision(const struct case_file *file, const struct fact *fact,
                          struct trouble *trouble)
{
    bool grants = fact->kind == FACT_CLAIM_GRANTED;
    const struct body *said = &fact->body;
    if (date_compare(said->earlier_award, fact->day) > 0) {
        return refuse(ERR_BAD_INPUT, trouble, "/body/earlier_award",
                      "a day not after the decision");
    }
    if (!date_is_set(file->completed_on)) TRY(check_complete_on(file, fact->day, trouble));
    struct decision law;
    case_assess(file, fact->day, said->earlier_award, &law);
    struct body lawful = case_decision_body(&law, said->earlier_award);
    if (law.outcome == OUTCOME_REVIEW) {
        /* The agent chooses, and says on which ground when refusing; the sums stay the law's. */
        if (!grants && said->grounds == 0) {
            return refuse(ERR_NOT_LAWFUL, trouble, "/body/grounds", "at least one ground");
        }
        lawful.grounds = said->grounds;
    } else if ((law.outcome == OUTCOME_GRANTED) != grants) {
        return refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                      grants ? "claim_refused: the law refuses this claim, see its explanation"
                             : "claim_granted: the law grants this claim, see its explanation");
    }
    if (!body_equal(fact->kind, said, &lawful)) {
        return refuse(ERR_NOT_LAWFUL, trouble, "/body",
                      "the decision the law gives on that day, to the cent");
    }
    return ERR_OK;
}

static err check_order(const struct case_file *file, const struct fact *fact,
                       struct trouble *trouble)
{
    const struct body *order = &fact->body;
    int64_t owed = file->decision.amount.cents - file->paid.cents;
    if (order->amount.cents != owed) {
        return refuse(ERR_NOT_LAWFUL, trouble, "/body/amount_cents",
                      "what is owed, at once: CASF D. 214-13, al. 1");
    }
    if (!file->claim.has_account || file->claim.account_seen_by_others) {
        return refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                      "account_confirmed first: an account she says is safe");
    }
    if (date_compare(order->execution_on, fact->day) < 0) {
        return refuse(ERR_BAD_INPUT, trouble, "/body/execution_on", "a day not before the order");
    }
    return ERR_OK;
}

static err check_reference(const struct case_file *file, const struct fact *fact,
                           struct trouble *trouble)
{
    if (fact->body.reference == file->order.reference) return ERR_OK;
    return refuse(ERR_NOT_LAWFUL, trouble, "/body/reference", "the reference of the latest order");
}

err case_admits(const struct case_file *file, const struct fact *fact, date today,
                struct trouble *trouble)
{
    if (!case_allows(file, fact->kind)) return refuse_stage(file, trouble);
    TRY(check_day(file, fact, today, trouble));
    switch (fact->kind) {
    case FACT_CLAIM_RECEIVED:
    case FACT_INFORMATION_RECEIVED: return check_information(fact, today, trouble);
    case FACT_CLAIM_GRANTED:
    case FACT_CLAIM_REFUSED: return check_decision(file, fact, trouble);
    case FACT_PAYMENT_ORDERED: return check_order(file, fact, trouble);
    case FACT_PAYMENT_SENT:
    case FACT_PAYMENT_SETTLED:
    case FACT_PAYMENT_RETURNED: return check_reference(file, fact, trouble);
    case FACT_CLAIM_COMPLETED: return check_complete_on(file, fact->day, trouble);
    case FACT_CLAIM_TRANSMITTED:
        if (!fact->body.fund) return refuse(ERR_BAD_INPUT, trouble, "/body/fund", "a fund's code");
        break;
    case FACT_CLAIM_WITHDRAWN:
    case FACT_DECISION_NOTIFIED:
    case FACT_SENT_TO_DEPARTEMENT:
    case FACT_REFERRED_TO_ASSOCIATION:
    case FACT_ACCOUNT_CONFIRMED:
    case FACT_COUNT: break;
    }
    return ERR_OK;
}
