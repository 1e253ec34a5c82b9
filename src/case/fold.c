#include "case/fold.h"

struct case_file case_empty(file_number file)
{
    return (struct case_file){
        .file = file,
        .stages = {[STRAND_CLAIM] = STAGE_CLAIM_NEW, [STRAND_PAYMENT] = STAGE_PAYMENT_NONE},
    };
}

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

static void payment_ordered(struct case_file *file, const struct fact *fact)
{
    file->order = fact->body;
    file->ordered_on = fact->day;
    file->orders_count++;
}

static void payment_sent(struct case_file *file, const struct fact *fact)
{
    file->order.batch = fact->body.batch;
    file->sent_on = fact->day;
}

static void payment_settled(struct case_file *file, const struct fact *fact)
{
    file->paid = file->order.amount;
    file->settled_on = fact->day;
    if (!date_is_set(file->first_payment_on)) file->first_payment_on = fact->day;
}

static void payment_returned(struct case_file *file, const struct fact *fact)
{
    file->paid = (money){0};
    file->returned_on = fact->day;
    file->claim.has_account =
        false; /* the account did not take it: she must confirm or give another */
}

static void nothing(struct case_file *file, const struct fact *fact)
{
    (void)file;
    (void)fact;
}

static void (*const changes[FACT_COUNT])(struct case_file *, const struct fact *) = {
    [FACT_CLAIM_RECEIVED] = claim_received,
    [FACT_INFORMATION_RECEIVED] = information_received,
    [FACT_CLAIM_COMPLETED] = claim_completed,
    [FACT_CLAIM_TRANSMITTED] = claim_transmitted,
    [FACT_CLAIM_GRANTED] = decided,
    [FACT_CLAIM_REFUSED] = decided,
    [FACT_CLAIM_WITHDRAWN] = nothing,
    [FACT_DECISION_NOTIFIED] = decision_notified,
    [FACT_SENT_TO_DEPARTEMENT] = sent_to_departement,
    [FACT_REFERRED_TO_ASSOCIATION] = referred,
    [FACT_ACCOUNT_CONFIRMED] = account_confirmed,
    [FACT_PAYMENT_ORDERED] = payment_ordered,
    [FACT_PAYMENT_SENT] = payment_sent,
    [FACT_PAYMENT_SETTLED] = payment_settled,
    [FACT_PAYMENT_RETURNED] = payment_returned,
};

bool case_allows(const struct case_file *file, enum fact_kind kind)
{
    must(kind >= 0 && kind < FACT_COUNT);
    const struct fact_kind_row *row = &case_fact_kinds[kind];
    if (!(row->lawful_at & 1u << file->stages[row->strand])) return false;
    if (row->needs == 0) return true;
    uint32_t now = 0;
    for (int i = 0; i < STRAND_COUNT; i++) now |= 1u << file->stages[i];
    return (row->needs & now) != 0;
}

/* Whether the fact names what it must: a département the aid covers, a fund. */
static bool names_its_place(const struct fact *fact)
{
    if (fact->kind == FACT_CLAIM_TRANSMITTED) return fact->body.fund != NULL;
    if (fact->kind != FACT_CLAIM_RECEIVED && fact->kind != FACT_INFORMATION_RECEIVED) {
        return true;
    }
    const struct department *where = fact->body.request.department;
    return where && where->coverage != COVERAGE_NOT_COVERED;
}

err case_apply(struct case_file *file, const struct fact *fact)
{
    if (!case_allows(file, fact->kind)) return ERR_NOT_LAWFUL;
    if (!names_its_place(fact)) return ERR_BAD_INPUT;
    const struct fact_kind_row *row = &case_fact_kinds[fact->kind];
    changes[fact->kind](file, fact);
    if (row->leads_to != STAGE_COUNT) file->stages[row->strand] = row->leads_to;
    file->facts_count++;
    if (date_compare(fact->day, file->last_day) > 0) file->last_day = fact->day;
    return ERR_OK;
}

err case_fold(const struct journal *journal, struct case_file *ret, int *ret_place)
{
    struct case_file file = case_empty(journal->file);
    for (int i = 0; i < journal->count; i++) {
        err e = case_apply(&file, &journal->facts[i]);
        if (e == ERR_OK) continue;
        *ret_place = i;
        return e;
    }
    *ret = file;
    return ERR_OK;
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
