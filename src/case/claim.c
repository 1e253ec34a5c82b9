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
    file->claim_place = file->facts_count;
    if (fact->body.account_seen_by_others) file->account_warned_on = fact->day;
}

/* A file passed on to another fund stays there, whatever it learns (CRPA L. 114-2). An account
 * comes with the claim, or is asked for and confirmed: it is not told in passing. */
static void information_received(struct case_file *file, const struct fact *fact)
{
    enum channel channel = file->claim.channel;
    bool passed_on = file->fund != competent_fund(&file->claim.request);
    bool has_account = file->claim.has_account;
    file->claim = fact->body;
    file->claim.channel = channel;
    file->claim.has_account = has_account;
    if (fact->body.account_seen_by_others) {
        file->account_warned_on = later(file->account_warned_on, fact->day);
    }
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

static void decision_notified(struct case_file *file, const struct fact *fact)
{
    file->notified_on = fact->day;
}

/* Told after the decision: the account and what she agreed to are not touched. */
static void information_corrected(struct case_file *file, const struct fact *fact)
{
    file->claim.request = fact->body.request;
    file->corrected_on = fact->day;
    file->informed_on = later(file->informed_on, fact->day);
}

static void remedies_not_stated(struct case_file *file, const struct fact *fact)
{
    (void)fact;
    file->remedies_not_stated = true;
}

static void consents_changed(struct case_file *file, const struct fact *fact)
{
    file->claim.consent_departement = fact->body.consent_departement;
    file->claim.consent_association = fact->body.consent_association;
}

static void explanation_asked(struct case_file *file, const struct fact *fact)
{
    file->explanation_asked_on = fact->day;
}

static void explanation_given(struct case_file *file, const struct fact *fact)
{
    (void)fact;
    file->explanation_asked_on = NO_DATE;
}

/* She confirmed the account in force: it is hers and safe. */
static void account_confirmed(struct case_file *file, const struct fact *fact)
{
    file->claim.account_seen_by_others = false;
    file->account_confirmed_on = later(file->account_confirmed_on, fact->day);
}

/* The award that refused her was not hers: the claim is decided again, as if it were corrected. */
static void right_restored(struct case_file *file, const struct fact *fact)
{
    file->known_award = fact->body.earlier_award;
    file->corrected_on = fact->day;
}

static void sent_to_departement(struct case_file *file, const struct fact *fact)
{
    file->sent_to_departement_on = fact->day;
}

static void referred(struct case_file *file, const struct fact *fact)
{
    file->referred_on = fact->day;
}

static void filled_with_help(struct case_file *file, const struct fact *fact)
{
    file->helped_on = fact->day;
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
static date withdrawal_day(const struct case_file *file)
{
    return later(file->received_on, file->contact.withdrawal_on);
}
static date explanation_day(const struct case_file *file) { return file->explanation_asked_on; }

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

err claim_check_complete_on(const struct case_file *file, date day, struct trouble *trouble)
{
    struct request request = file->claim.request;
    request.completed_on = day;
    request.decided_on = day;
    request.awards_count = 0;
    return request_check(&request, trouble);
}

static err check_completion(const struct case_file *file, const struct fact *fact, date today,
                            struct trouble *trouble)
{
    (void)today;
    return claim_check_complete_on(file, fact->day, trouble);
}

static err check_transmission(const struct case_file *file, const struct fact *fact, date today,
                              struct trouble *trouble)
{
    (void)file;
    (void)today;
    if (fact->body.fund) return ERR_OK;
    return case_refuse(ERR_BAD_INPUT, trouble, "/body/fund", "a fund's code");
}

/* What was asked for first cannot change afterwards: another day of request is another claim. */
static err check_correction(const struct case_file *file, const struct fact *fact, date today,
                            struct trouble *trouble)
{
    if (date_compare(fact->body.request.requested_on, file->claim.request.requested_on) != 0) {
        return case_refuse(
            ERR_NOT_LAWFUL, trouble, "/body/requested_on",
            "the day of the request, which does not change: another is another claim");
    }
    return check_information(file, fact, today, trouble);
}

static err check_notification(const struct case_file *file, const struct fact *fact, date today,
                              struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (!date_is_set(file->notified_on)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "nothing: the decision in force is notified already (CASF D. 214-20)");
}

static err check_remedies(const struct case_file *file, const struct fact *fact, date today,
                          struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (date_is_set(file->notified_on)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind", "decision_notified first");
}

/* L. 214-9 al. 2: with her express agreement only. */
static err check_consent(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble)
{
    (void)today;
    bool to_department = fact->kind == FACT_SENT_TO_DEPARTEMENT;
    if (to_department ? file->claim.consent_departement : file->claim.consent_association) {
        return ERR_OK;
    }
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "consents_changed first: her express agreement (CASF L. 214-9, al. 2)");
}

static err check_explanation(const struct case_file *file, const struct fact *fact, date today,
                             struct trouble *trouble)
{
    (void)today;
    bool asks = fact->kind == FACT_EXPLANATION_ASKED;
    if (asks != date_is_set(file->explanation_asked_on)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       asks ? "explanation_given: one is asked for already"
                            : "explanation_asked first (CRPA L. 311-3-1)");
}

/* Another account than the one in force is asked for, and waits: change_asked. */
static err check_account(const struct case_file *file, const struct fact *fact, date today,
                         struct trouble *trouble)
{
    if (case_has_account(file)) return contact_check_confirmed(file, fact, today, trouble);
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "change_asked first: there is no account to confirm");
}

static err check_withdrawal(const struct case_file *file, const struct fact *fact, date today,
                            struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (date_is_set(file->contact.withdrawal_on)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "change_asked, then change_confirmed: she says herself that she withdraws");
}

/* Whoever helps brings the claim: what comes from her own screen she filled in alone. */
static err check_help(const struct case_file *file, const struct fact *fact, date today,
                      struct trouble *trouble)
{
    (void)fact;
    (void)today;
    if (file->claim.channel != CHANNEL_ONLINE && !date_is_set(file->helped_on)) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/kind",
                       "once, for a claim brought by an office, the police or an association");
}

static err check_restored(const struct case_file *file, const struct fact *fact, date today,
                          struct trouble *trouble)
{
    (void)today;
    date said = fact->body.earlier_award, refused_for = file->known_award;
    bool is_ground = (file->decision.grounds & 1u << GROUND_AWARDED_WITHIN_12_MONTHS) != 0;
    if (is_ground && date_compare(said, refused_for) < 0) return ERR_OK;
    return case_refuse(ERR_NOT_LAWFUL, trouble, "/body/earlier_award",
                       "an award before the one that refused her, or none (CASF D. 214-12)");
}

const struct fact_rule case_claim_rules[FACT_COUNT] = {
    [FACT_CLAIM_RECEIVED] = {no_day, check_information, claim_received, NULL},
    [FACT_INFORMATION_RECEIVED] = {reception_day, check_information, information_received, NULL},
    [FACT_CLAIM_COMPLETED] = {information_day, check_completion, claim_completed, NULL},
    [FACT_CLAIM_TRANSMITTED] = {reception_day, check_transmission, claim_transmitted, NULL},
    [FACT_CLAIM_GRANTED] = {completion_day, decision_check, decision_taken, NULL},
    [FACT_CLAIM_REFUSED] = {completion_day, decision_check, decision_taken, NULL},
    [FACT_CLAIM_WITHDRAWN] = {withdrawal_day, check_withdrawal, NULL, NULL},
    [FACT_DECISION_NOTIFIED] = {decision_day, check_notification, decision_notified, NULL},
    [FACT_SENT_TO_DEPARTEMENT] = {reception_day, check_consent, sent_to_departement, NULL},
    [FACT_REFERRED_TO_ASSOCIATION] = {reception_day, check_consent, referred, NULL},
    [FACT_ACCOUNT_CONFIRMED] = {reception_day, check_account, account_confirmed, NULL},
    [FACT_INFORMATION_CORRECTED] = {decision_day, check_correction, information_corrected, NULL},
    [FACT_DECISION_REPLACED] = {decision_day, decision_check_replaced, decision_replaced,
                                decision_stage},
    [FACT_REMEDIES_NOT_STATED] = {decision_day, check_remedies, remedies_not_stated, NULL},
    [FACT_CONSENTS_CHANGED] = {reception_day, NULL, consents_changed, NULL},
    [FACT_EXPLANATION_ASKED] = {decision_day, check_explanation, explanation_asked, NULL},
    [FACT_EXPLANATION_GIVEN] = {explanation_day, check_explanation, explanation_given, NULL},
    [FACT_RIGHT_RESTORED] = {decision_day, check_restored, right_restored, NULL},
    [FACT_FILLED_WITH_HELP] = {reception_day, check_help, filled_with_help, NULL},
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
    decision_duties(file, list);
    consent_duties(file, list);
}

/* ---- what is missing ---- */

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

uint32_t case_missing_in(const struct case_file *file)
{
    uint32_t others = case_missing_of(&file->claim) & ~(1u << MISSING_ACCOUNT);
    date confirmed_on = later(file->account_confirmed_on, file->contact.account_on);
    bool taken = date_compare(file->returned_on, confirmed_on) <= 0;
    return others | (case_has_account(file) && taken ? 0 : 1u << MISSING_ACCOUNT);
}
