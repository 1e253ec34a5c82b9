#include "case/rules.h"

/* The claim: received, completed, decided, and what is still missing. CASF L. 214-9, D. 214-18 to
 * D. 214-20. */

/* ---- what each fact changes ---- */

/* The fund D. 214-18 al. 5 names, until the file is transmitted to another. */
static const struct fund *competent_fund(const struct request *request)
{
    return law_fund_for(request->department, request->beneficiary_of);
}

static void claim_received(struct case_file *file, const struct fact *fact)
{
    file->claim = fact->body;
    file->received_on = fact->day;
    file->informed_on = fact->day;
    file->fund = competent_fund(&fact->body.request);
}

/* A file passed on to another fund stays there, whatever it learns (CRPA L. 114-2). */
static void information_received(struct case_file *file, const struct fact *fact)
{
    enum channel channel = file->claim.channel;
    bool passed_on = file->fund != competent_fund(&file->claim.request);
    file->claim = fact->body;
    file->claim.channel = channel;
    if (date_compare(fact->day, file->informed_on) > 0) file->informed_on = fact->day;
    if (!passed_on) file->fund = competent_fund(&fact->body.request);
}

static void claim_completed(struct case_file *file, const struct fact *fact)
{
    file->completed_on = fact->day;
}

static void claim_transmitted(struct case_file *file, const struct fact *fact)
{
    file->fund = fact->body.fund;
}

static void decided(struct case_file *file, const struct fact *fact)
{
    file->decision = fact->body;
    file->decided_on = fact->day;
}

static void decision_notified(struct case_file *file, const struct fact *fact)
{
    file->notified_on = fact->day;
}

/* She confirmed the account in the vault, or gave another: it is hers and safe. */
static void account_confirmed(struct case_file *file, const struct fact *fact)
{
    file->claim.has_account = true;
    file->claim.account_seen_by_others = false;
    file->account_confirmed_on = fact->day;
}

static void sent_to_departement(struct case_file *file, const struct fact *fact)
{
    file->sent_to_departement_on = fact->day;
}

static void referred(struct case_file *file, const struct fact *fact)
{
    file->referred_on = fact->day;
}

/* ---- the day each fact answers to ---- */

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

/* ---- what each fact must say ---- */

/* The claim's own words, within bounds and in order of days: not requested after it came in, no
 * document from the future. */
static err check_information(const struct case_file *file, const struct fact *fact, date today,
                             struct trouble *trouble)
{
    (void)file;
    struct request request = fact->body.request;
    if (date_compare(request.requested_on, fact->day) > 0) {
        return case_refuse(ERR_BAD_INPUT, trouble, "/requested_on",
                           "a day not after the reception");
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
        return case_refuse(ERR_BAD_INPUT, trouble, "/body/earlier_award",
                           "a day not after the decision");
    }
    if (!date_is_set(file->completed_on)) TRY(check_complete_on(file, fact->day, trouble));
    struct decision law;
    case_assess(file, fact->day, said->earlier_award, &law);
    struct body lawful = case_decision_body(&law, said->earlier_award);
    if (law.outcome == OUTCOME_REVIEW) {
        /* The agent chooses, and says on which ground when refusing; the sums stay the law's. */
        if (!grants && said->grounds == 0) {
            return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/grounds", "at least one ground");
        }
        lawful.grounds = said->grounds;
    } else if ((law.outcome == OUTCOME_GRANTED) != grants) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                           grants
                               ? "claim_refused: the law refuses this claim, see its explanation"
                               : "claim_granted: the law grants this claim, see its explanation");
    }
    if (!body_equal(fact->kind, said, &lawful)) {
        return case_refuse(ERR_NOT_LAWFUL, trouble, "/body",
                           "the decision the law gives on that day, to the cent");
    }
    return ERR_OK;
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
    return case_refuse(ERR_BAD_INPUT, trouble, "/body/fund", "a fund's code");
}

const struct fact_rule case_claim_rules[FACT_COUNT] = {
    [FACT_CLAIM_RECEIVED] = {no_day, check_information, claim_received},
    [FACT_INFORMATION_RECEIVED] = {reception_day, check_information, information_received},
    [FACT_CLAIM_COMPLETED] = {information_day, check_completion, claim_completed},
    [FACT_CLAIM_TRANSMITTED] = {reception_day, check_transmission, claim_transmitted},
    [FACT_CLAIM_GRANTED] = {completion_day, check_decision, decided},
    [FACT_CLAIM_REFUSED] = {completion_day, check_decision, decided},
    [FACT_CLAIM_WITHDRAWN] = {reception_day, NULL, NULL},
    [FACT_DECISION_NOTIFIED] = {decision_day, NULL, decision_notified},
    [FACT_SENT_TO_DEPARTEMENT] = {reception_day, NULL, sent_to_departement},
    [FACT_REFERRED_TO_ASSOCIATION] = {reception_day, NULL, referred},
    [FACT_ACCOUNT_CONFIRMED] = {reception_day, NULL, account_confirmed},
};

/* ---- what is due ---- */

/* Silence for two months on a request for money rejects it (CRPA L. 231-4, 3°): the last day to
 * complete it. */
static date silence_rejects_on(const struct case_file *file)
{
    return date_plus_months_or_last_day(file->received_on, 2);
}

/* What she agreed to, and nobody has done yet. Due on reception (L. 214-9 al. 2). */
static void consent_duties(const struct case_file *file, struct duty_list *list)
{
    if (file->claim.consent_departement && !date_is_set(file->sent_to_departement_on)) {
        duty_add(list, DUTY_SEND_TO_DEPARTEMENT, file->received_on);
    }
    if (file->claim.consent_association && !date_is_set(file->referred_on)) {
        duty_add(list, DUTY_REFER, file->received_on);
    }
}

void case_claim_duties(const struct case_file *file, struct duty_list *list)
{
    enum stage claim = file->stages[STRAND_CLAIM];
    if (claim == STAGE_CLAIM_RECEIVED)
        duty_add(list, DUTY_ASK_FOR_MISSING, silence_rejects_on(file));
    if (claim == STAGE_CLAIM_COMPLETE) {
        duty_add(list, DUTY_DECIDE, case_pay_by(file));
        if (!case_has_safe_account(file)) duty_add(list, DUTY_ASK_FOR_ACCOUNT, case_pay_by(file));
    }
    if (date_is_set(file->decided_on) && !date_is_set(file->notified_on)) {
        duty_add(list, DUTY_NOTIFY, file->decided_on);
    }
    consent_duties(file, list);
}

/* ---- the decision ---- */

void case_assess(const struct case_file *file, date day, date earlier_award, struct decision *ret)
{
    must(date_is_set(file->received_on));
    struct request request = file->claim.request;
    request.completed_on = date_is_set(file->completed_on) ? file->completed_on : day;
    request.decided_on = day;
    request.awards_count = date_is_set(earlier_award) ? 1 : 0;
    request.awards[0] = earlier_award;
    law_assess(&request, day, ret);
}

struct body case_decision_body(const struct decision *decision, date earlier_award)
{
    return (struct body){
        .full = decision->full,
        .reduction_percent = decision->reduction_percent,
        .amount = decision->amount,
        .form = decision->form,
        .grounds = decision->grounds,
        .earlier_award = earlier_award,
        .settled_by_agent = decision->outcome == OUTCOME_REVIEW,
    };
}

static const struct word missing[] = {
    [MISSING_DOCUMENT] = {"document",
                          {"une copie de la plainte, du signalement ou de l'ordonnance",
                           "a copy of the complaint, report or order"}},
    [MISSING_UNDERTAKING] = {"undertakings",
                             {"les deux engagements du formulaire", "the form's two undertakings"}},
    [MISSING_ACCOUNT] = {"account",
                         {"un compte sûr où recevoir l'argent", "a safe account for the money"}},
};
const struct word_list case_missing = {"missing", missing, MISSING_COUNT};

uint32_t case_missing_of(const struct body *claim)
{
    uint32_t bits = 0;
    if (claim->request.documents_count == 0) bits |= 1u << MISSING_DOCUMENT;
    if (!claim->undertakes_repayment || !claim->undertakes_reporting) {
        bits |= 1u << MISSING_UNDERTAKING;
    }
    if (!claim->has_account) bits |= 1u << MISSING_ACCOUNT;
    return bits;
}
