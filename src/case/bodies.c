#include "case/bodies.h"

/* Which fields each body has, in their order. */

static void visit_children(struct visitor *v, struct request *r)
{
    v->list_begin(v, "children", &r->children_count, REQUEST_CHILDREN_MAX);
    for (int i = 0; i < r->children_count; i++) {
        v->item(v, i);
        v->day(v, "born_on", &r->children[i].born_on, true);
        v->flag(v, "shared_custody", &r->children[i].shared_custody);
    }
    v->list_end(v);
}

static void visit_documents(struct visitor *v, struct request *r)
{
    v->list_begin(v, "documents", &r->documents_count, REQUEST_DOCUMENTS_MAX);
    for (int i = 0; i < r->documents_count; i++) {
        v->item(v, i);
        int kind = (int)r->documents[i].kind;
        v->word(v, "kind", &kind, &law_document_kinds);
        r->documents[i].kind = (enum document_kind)kind;
        v->day(v, "dated", &r->documents[i].dated, false);
    }
    v->list_end(v);
}

/* Visits an enumeration through the int the visitor knows. */
#define WORD(v, name, place, list)              \
    do {                                        \
        int word_ = (int)(place);               \
        (v)->word((v), (name), &word_, (list)); \
        (place) = (__typeof__(place))word_;     \
    } while (0)

static void visit_cents(struct visitor *v, const char *name, money *m, int64_t max)
{
    v->integer(v, name, &m->cents, 0, max);
}

/* What a claim says and the law reads. */
static void visit_information(struct visitor *v, struct body *b)
{
    struct request *r = &b->request;
    v->day(v, "requested_on", &r->requested_on, false);
    v->department(v, "department", &r->department);
    visit_cents(v, "resources_cents", &r->resources, REQUEST_RESOURCES_CENTS_MAX);
    visit_children(v, r);
    WORD(v, "relationship", r->relationship, &law_relationships);
    WORD(v, "violence_against", r->violence_against, &law_victims);
    visit_documents(v, r);
    WORD(v, "residence", r->residence, &law_residences);
    WORD(v, "beneficiary_of", r->beneficiary_of, &law_beneficiaries);
    WORD(v, "smic_reference", r->smic_reference, &law_smic_references);
    v->flag(v, "consent_departement", &b->consent_departement);
    v->flag(v, "consent_association", &b->consent_association);
    v->flag(v, "undertakes_repayment", &b->undertakes_repayment);
    v->flag(v, "undertakes_reporting", &b->undertakes_reporting);
    v->flag(v, "has_account", &b->has_account);
    v->flag(v, "account_seen_by_others", &b->account_seen_by_others);
}

static void visit_claim_received(struct visitor *v, struct body *b)
{
    WORD(v, "channel", b->channel, &case_channels);
    visit_information(v, b);
}

static void visit_nothing(struct visitor *v, struct body *b)
{
    (void)v;
    (void)b;
}

static void visit_transmitted(struct visitor *v, struct body *b) { v->fund(v, "fund", &b->fund); }

static void visit_granted(struct visitor *v, struct body *b)
{
    visit_cents(v, "full_cents", &b->full, REQUEST_RESOURCES_CENTS_MAX);
    int64_t percent = b->reduction_percent;
    v->integer(v, "reduction_percent", &percent, 0, 100);
    b->reduction_percent = (int)percent;
    visit_cents(v, "amount_cents", &b->amount, REQUEST_RESOURCES_CENTS_MAX);
    WORD(v, "form", b->form, &law_forms);
    v->day(v, "earlier_award", &b->earlier_award, true);
    v->flag(v, "settled_by_agent", &b->settled_by_agent);
}

static void visit_refused(struct visitor *v, struct body *b)
{
    v->set(v, "grounds", &b->grounds, &law_grounds);
    v->day(v, "earlier_award", &b->earlier_award, true);
    v->flag(v, "settled_by_agent", &b->settled_by_agent);
}

#define NUMBER_MAX INT64_C(999999999999999)

static void visit_payment_reference(struct visitor *v, struct body *b)
{
    v->integer(v, "reference", &b->reference, 1, NUMBER_MAX);
}

static void visit_payment_ordered(struct visitor *v, struct body *b)
{
    visit_payment_reference(v, b);
    visit_cents(v, "amount_cents", &b->amount, REQUEST_RESOURCES_CENTS_MAX);
    v->day(v, "execution_on", &b->execution_on, false);
}

static void visit_payment_sent(struct visitor *v, struct body *b)
{
    visit_payment_reference(v, b);
    v->integer(v, "batch", &b->batch, 1, NUMBER_MAX);
}

static void visit_payment_returned(struct visitor *v, struct body *b)
{
    visit_payment_reference(v, b);
    v->reason(v, "reason", b->reason);
}

/* ---- after the decision ---- */

#define CENTS_MAX REQUEST_RESOURCES_CENTS_MAX

static void visit_decision_replaced(struct visitor *v, struct body *b)
{
    WORD(v, "cause", b->cause, &case_causes);
    v->flag(v, "grants", &b->grants);
    v->set(v, "grounds", &b->grounds, &law_grounds);
    visit_granted(v, b);
}

static void visit_consents(struct visitor *v, struct body *b)
{
    v->flag(v, "consent_departement", &b->consent_departement);
    v->flag(v, "consent_association", &b->consent_association);
}

static void visit_amount(struct visitor *v, struct body *b)
{
    visit_cents(v, "amount_cents", &b->amount, CENTS_MAX);
}

static void visit_accepted(struct visitor *v, struct body *b)
{
    v->flag(v, "accepted", &b->accepted);
}

static void visit_small(struct visitor *v, const char *name, int *value, int min, int max)
{
    int64_t number = *value;
    v->integer(v, name, &number, min, max);
    *value = (int)number;
}

/* ---- the loan and the author ---- */

static void visit_instalments(struct visitor *v, struct body *b)
{
    visit_small(v, "instalments", &b->instalments, 1, INSTALMENTS_MAX);
}

static void visit_remission(struct visitor *v, struct body *b)
{
    WORD(v, "good_faith", b->good_faith, &case_answers);
    WORD(v, "precarity", b->precarity, &case_answers);
    v->flag(v, "fraud", &b->fraud);
    visit_amount(v, b);
}

static void visit_write_off(struct visitor *v, struct body *b)
{
    WORD(v, "write_off", b->write_off, &case_write_offs);
}

static void visit_transfer(struct visitor *v, struct body *b)
{
    WORD(v, "creditor", b->creditor, &case_creditors);
    visit_amount(v, b);
}

static void visit_known(struct visitor *v, struct body *b)
{
    v->day(v, "known_on", &b->known_on, false);
}

static void visit_outcome(struct visitor *v, struct body *b)
{
    visit_known(v, b);
    WORD(v, "outcome", b->outcome, &law_penal_outcomes);
    v->flag(v, "final", &b->final);
    v->flag(v, "states_amount", &b->states_amount);
    visit_amount(v, b);
}

/* ---- the overpayment ---- */

static void visit_debt_notified(struct visitor *v, struct body *b)
{
    visit_amount(v, b);
    v->flag(v, "fraud", &b->fraud);
}

static void visit_oral(struct visitor *v, struct body *b) { v->flag(v, "oral", &b->oral); }

static void visit_months(struct visitor *v, struct body *b)
{
    visit_small(v, "instalments", &b->instalments, 1, SCHEDULE_MONTHS_MAX);
}

static void visit_withholding_set(struct visitor *v, struct body *b)
{
    struct household *h = &b->household;
    v->flag(v, "income_known", &h->income_known);
    v->flag(v, "housing_known", &h->housing_known);
    visit_cents(v, "income_cents", &h->income, CENTS_MAX);
    visit_cents(v, "benefits_cents", &h->benefits, CENTS_MAX);
    visit_cents(v, "housing_cents", &h->housing, CENTS_MAX);
    v->flag(v, "new_partner", &h->new_partner);
    visit_small(v, "children", &h->children, 0, HOUSEHOLD_CHILDREN_MAX);
    v->flag(v, "fraud", &b->fraud);
    visit_small(v, "raised_percent", &b->raised_percent, 0, FRAUD_PERCENT_MAX);
    v->flag(v, "repeated", &b->repeated);
    visit_cents(v, "scale_cents", &b->scale, CENTS_MAX);
    visit_amount(v, b);
}

static void visit_withholding_applied(struct visitor *v, struct body *b)
{
    v->list_begin(v, "others", &b->others_count, OTHER_DEBTS_MAX);
    for (int i = 0; i < b->others_count; i++) {
        v->item(v, i);
        v->day(v, "established_on", &b->others[i].established_on, false);
        visit_cents(v, "established_cents", &b->others[i].established, CENTS_MAX);
        visit_cents(v, "left_cents", &b->others[i].left, CENTS_MAX);
    }
    v->list_end(v);
    visit_amount(v, b);
}

static void visit_since(struct visitor *v, struct body *b)
{
    v->day(v, "received_on", &b->received_on, false);
}

/* ---- appeals ---- */

static void visit_appeal_filed(struct visitor *v, struct body *b)
{
    WORD(v, "subject", b->subject, &case_subjects);
    v->day(v, "received_on", &b->received_on, false);
}

static void visit_remedies(struct visitor *v, struct body *b)
{
    v->flag(v, "states_remedies", &b->states_remedies);
}

static void visit_court(struct visitor *v, struct body *b)
{
    v->flag(v, "through_prefect", &b->through_prefect);
}

/* ---- controls ---- */

static void visit_third_party(struct visitor *v, struct body *b)
{
    v->flag(v, "content_told", &b->content_told);
    v->flag(v, "origin_told", &b->origin_told);
}

static void visit_finding(struct visitor *v, struct body *b)
{
    v->flag(v, "irregular", &b->irregular);
    v->flag(v, "uses_third_party", &b->uses_third_party);
}

static void visit_reproach(struct visitor *v, struct body *b)
{
    WORD(v, "breach", b->breach, &case_breaches);
    WORD(v, "intent", b->intent, &case_intents);
    v->day(v, "facts_from", &b->facts_from, false);
    v->flag(v, "sums_known", &b->sums_known);
    visit_amount(v, b);
    v->day(v, "earlier_sanction", &b->earlier_award, true);
}

static void visit_penalty(struct visitor *v, struct body *b)
{
    WORD(v, "choice", b->choice, &case_choices);
    visit_amount(v, b);
}

/* ---- the safe contact, and a request held ---- */

static void visit_confirmation(struct visitor *v, struct body *b)
{
    WORD(v, "how", b->how, &case_confirmations);
}

static void visit_sent(struct visitor *v, struct body *b)
{
    WORD(v, "sent_by", b->sent_by, &case_sendings);
}

static void visit_earlier_award(struct visitor *v, struct body *b)
{
    v->day(v, "earlier_award", &b->earlier_award, true);
}

static void visit_change_asked(struct visitor *v, struct body *b)
{
    WORD(v, "change", b->change, &case_changes);
    WORD(v, "door", b->door, &case_doors);
}

static void visit_change_dropped(struct visitor *v, struct body *b)
{
    WORD(v, "change", b->change, &case_changes);
    visit_small(v, "place", &b->place, 0, JOURNAL_FACTS_MAX - 1);
}

static void visit_change_confirmed(struct visitor *v, struct body *b)
{
    visit_change_dropped(v, b);
    visit_confirmation(v, b);
}

static void visit_anomalies(struct visitor *v, struct body *b)
{
    v->set(v, "anomalies", &b->anomalies, &case_anomalies);
}

static void visit_authentication(struct visitor *v, struct body *b)
{
    WORD(v, "checked_by", b->checked_by, &case_authentications);
}

static void visit_parts(struct visitor *v, struct body *b)
{
    v->list_begin(v, "parts", &b->parts_count, PAYMENT_PARTS_MAX);
    for (int i = 0; i < b->parts_count; i++) {
        v->item(v, i);
        visit_cents(v, "amount_cents", &b->parts[i].amount, CENTS_MAX);
        v->day(v, "not_before", &b->parts[i].not_before, false);
    }
    v->list_end(v);
    v->flag(v, "written", &b->written);
    visit_confirmation(v, b);
}

static void visit_payment_taken(struct visitor *v, struct body *b)
{
    visit_payment_reference(v, b);
    WORD(v, "taken", b->taken, &case_takings);
}

void body_visit(struct visitor *v, enum fact_kind kind, struct body *body)
{
    static void (*const visits[FACT_COUNT])(struct visitor *, struct body *) = {
#define FACT(code, name, word, strand, lawful, leads, needs, body, basis, fr) \
    [FACT_##name] = visit_##body,
#include "case/facts.def"
    };
    must(kind >= 0 && kind < FACT_COUNT);
    visits[kind](v, body);
}
