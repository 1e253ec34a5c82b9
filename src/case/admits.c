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

/* ---- the day a fact answers to: it cannot be dated before ---- */

static date no_day(const struct case_file *file)
{
    (void)file;
    return NO_DATE;
}

static date reception_day(const struct case_file *file) { return file->received_on; }
static date information_day(const struct case_file *file) { return file->informed_on; }
static date completion_day(const struct case_file *file)
{
    return later(file->completed_on, file->informed_on);
}
static date decision_day(const struct case_file *file) { return file->decided_on; }
static date decision_or_return_day(const struct case_file *file)
{
    return later(file->decided_on, file->returned_on);
}
static date order_day(const struct case_file *file) { return file->ordered_on; }
static date sending_day(const struct case_file *file) { return file->sent_on; }

typedef date day_answered(const struct case_file *file);
static day_answered *const answers_to[FACT_COUNT] = {
    [FACT_CLAIM_RECEIVED] = no_day,
    [FACT_INFORMATION_RECEIVED] = reception_day,
    [FACT_CLAIM_COMPLETED] = information_day,
    [FACT_CLAIM_TRANSMITTED] = reception_day,
    [FACT_CLAIM_GRANTED] = completion_day,
    [FACT_CLAIM_REFUSED] = completion_day,
    [FACT_CLAIM_WITHDRAWN] = reception_day,
    [FACT_DECISION_NOTIFIED] = decision_day,
    [FACT_SENT_TO_DEPARTEMENT] = reception_day,
    [FACT_REFERRED_TO_ASSOCIATION] = reception_day,
    [FACT_ACCOUNT_CONFIRMED] = reception_day,
    [FACT_PAYMENT_ORDERED] = decision_or_return_day,
    [FACT_PAYMENT_SENT] = order_day,
    [FACT_PAYMENT_SETTLED] = sending_day,
    [FACT_PAYMENT_RETURNED] = sending_day,
};

static err check_day(const struct case_file *file, const struct fact *fact, date today,
                     struct trouble *trouble)
{
    if (date_compare(fact->day, today) > 0) {
        return refuse(ERR_BAD_INPUT, trouble, "/day", "a day not after today");
    }
    if (date_compare(fact->day, answers_to[fact->kind](file)) < 0) {
        return refuse(ERR_BAD_INPUT, trouble, "/day",
                      "a day not before that of the fact this one answers to");
    }
    return ERR_OK;
}

/* ---- what each fact must say ---- */

/* The claim's own words, within bounds and in order of days: not requested after it came in, no
 * document from the future. */
static err check_information(const struct case_file *file, const struct fact *fact, date today,
                             struct trouble *trouble)
{
    (void)file;
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
static err check_decision(const struct case_file *file, const struct fact *fact, date today,
                          struct trouble *trouble)
{
    (void)today;
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

static err check_order(const struct case_file *file, const struct fact *fact, date today,
                       struct trouble *trouble)
{
    (void)today;
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

static err check_reference(const struct case_file *file, const struct fact *fact, date today,
                           struct trouble *trouble)
{
    (void)today;
    if (fact->body.reference == file->order.reference) return ERR_OK;
    return refuse(ERR_NOT_LAWFUL, trouble, "/body/reference", "the reference of the latest order");
}

static err check_completion(const struct case_file *file, const struct fact *fact, date today,
                            struct trouble *trouble)
{
    (void)today;
    return check_complete_on(file, fact->day, trouble);
}

static err check_transmission(const struct case_file *file, const struct fact *fact, date today,
                              struct trouble *trouble)
{
    (void)file;
    (void)today;
    if (fact->body.fund) return ERR_OK;
    return refuse(ERR_BAD_INPUT, trouble, "/body/fund", "a fund's code");
}

/* NULL: the kind says nothing more. */
typedef err check(const struct case_file *file, const struct fact *fact, date today,
                  struct trouble *trouble);
static check *const checks[FACT_COUNT] = {
    [FACT_CLAIM_RECEIVED] = check_information, [FACT_INFORMATION_RECEIVED] = check_information,
    [FACT_CLAIM_COMPLETED] = check_completion, [FACT_CLAIM_TRANSMITTED] = check_transmission,
    [FACT_CLAIM_GRANTED] = check_decision,     [FACT_CLAIM_REFUSED] = check_decision,
    [FACT_PAYMENT_ORDERED] = check_order,      [FACT_PAYMENT_SENT] = check_reference,
    [FACT_PAYMENT_SETTLED] = check_reference,  [FACT_PAYMENT_RETURNED] = check_reference,
};

err case_admits(const struct case_file *file, const struct fact *fact, date today,
                struct trouble *trouble)
{
    if (!case_allows(file, fact->kind)) return refuse_stage(file, trouble);
    TRY(check_day(file, fact, today, trouble));
    check *said = checks[fact->kind];
    return said ? said(file, fact, today, trouble) : ERR_OK;
}
