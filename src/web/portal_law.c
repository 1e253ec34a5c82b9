#include "web/portal_views.h"

/* What the law leaves her to do: the loan, the proceedings, contesting, her rights. */

/* ---- the loan ---- */

/* The most instalments the law leaves open today; 0 when no plan may be chosen. */
static int most_instalments(const struct call *call, const struct dossier *dossier)
{
    for (int count = INSTALMENTS_MAX; count > 0; count--) {
        struct fact plan = {.kind = FACT_PLAN_CHOSEN, .body = {.instalments = count}};
        if (portal_admits(call, dossier, &plan)) return count;
    }
    return 0;
}

err portal_fill_loan(struct call *call, struct values *values, const struct dossier *dossier,
                     const struct form_data *typed)
{
    (void)typed;
    struct loan_state loan;
    const struct case_file *file = &dossier->file;
    case_loan(file, call->desk.today, portal_reasoning(call), &loan);
    bool is_deducted = file->loan.is_deducted;
    struct fact remission = {.kind = FACT_REMISSION_ASKED};
    struct fact deduction = {.kind = FACT_DEDUCTION_CHOSEN, .body = {.accepted = !is_deducted}};
    int most = most_instalments(call, dossier);
    values_flag(values, "has_loan", loan.status != LOAN_NONE);
    values_string(values, "status",
                  case_loan_statuses.words[loan.status].in[values_language(values)]);
    values_money(values, "lent", loan.lent);
    values_money(values, "repaid", loan.repaid);
    values_money(values, "owed", loan.owed);
    values_flag(values, "owes", loan.owed.cents > 0);
    values_date(values, "due_on", loan.due_on);
    values_flag(values, "has_next", loan.next.count > 0);
    values_integer(values, "next_place", loan.next.place);
    values_integer(values, "next_count", loan.next.count);
    values_money(values, "next_amount", loan.next.amount);
    values_date(values, "next_on", loan.next.due_on);
    values_flag(values, "in_arrears", loan.arrears.cents > 0);
    values_money(values, "arrears", loan.arrears);
    values_flag(values, "may_plan", most > 0);
    if (most > 0) portal_form(values, "saisie");
    values_integer(values, "most", most);
    values_flag(values, "may_remit", portal_admits(call, dossier, &remission));
    values_flag(values, "may_deduct", portal_admits(call, dossier, &deduction));
    values_flag(values, "is_deducted", is_deducted);
    return ERR_OK;
}

/* ---- the proceedings ---- */

err portal_fill_proceedings(struct call *call, struct values *values, const struct dossier *dossier,
                            const struct form_data *typed)
{
    struct penal_state penal;
    enum language l = values_language(values);
    case_penal(&dossier->file, call->desk.today, portal_reasoning(call), &penal);
    values_string(values, "are", web_say(values_tongue(values), case_stages[penal.are].fr));
    values_date(values, "since", penal.since);
    values_flag(values, "suspends",
                penal.suspends && dossier->file.stages[STRAND_LOAN] != STAGE_LOAN_NONE);
    values_string(values, "outcome",
                  penal.latest ? law_penal_outcomes.words[penal.latest->outcome].in[l] : "");
    values_list(values, "outcomes");
    for (int i = 0; i < law_penal_outcomes.count; i++) {
        if (i == PENAL_PENDING) continue;
        struct values *row = values_row(values, "outcomes");
        text word = text_of(law_penal_outcomes.words[i].word);
        values_text(row, "value", word);
        values_string(row, "label", law_penal_outcomes.words[i].in[l]);
        values_flag(row, "chosen", text_equal(word, form_value(typed, "outcome")));
    }
    values_flag(values, "final", form_value(typed, "final").length > 0);
    portal_form(values, "saisie");
    return ERR_OK;
}

/* ---- contesting ---- */

static void add_open(struct call *call, struct values *values, const struct dossier *dossier,
                     const struct appeal_state *appeal, text chosen)
{
    enum language l = values_language(values);
    values_list(values, "open");
    for (int i = 0; i < SUBJECT_COUNT; i++) {
        struct fact filed = {.kind = FACT_APPEAL_FILED,
                             .body = {.subject = (enum subject)i, .received_on = call->desk.today}};
        if (!portal_admits(call, dossier, &filed)) continue;
        struct values *row = values_row(values, "open");
        values_string(row, "value", case_subjects.words[i].word);
        values_string(row, "label", case_subjects.words[i].in[l]);
        values_date(row, "until", appeal->open[i].term.shown);
        values_flag(row, "late", appeal->open[i].is_late);
        values_flag(row, "chosen", text_equal(chosen, text_of(case_subjects.words[i].word)));
        portal_form(values, "saisie");
    }
}

err portal_fill_appeal(struct call *call, struct values *values, const struct dossier *dossier,
                       const struct form_data *typed)
{
    struct appeal_state appeal;
    enum language l = values_language(values);
    case_appeal(&dossier->file, call->desk.today, portal_reasoning(call), &appeal);
    add_open(call, values, dossier, &appeal, form_value(typed, "subject"));
    values_flag(values, "filed", appeal.filed);
    values_string(values, "against", appeal.filed ? case_subjects.words[appeal.subject].in[l] : "");
    values_date(values, "filed_on", dossier->file.appeal.filed_on);
    values_date(values, "answered_on", dossier->file.appeal.decided_on);
    values_flag(values, "won", dossier->file.appeal.granted);
    values_date(values, "silence_on", appeal.filed ? appeal.appeal_rejected_on : NO_DATE);
    values_date(values, "court_until", appeal.filed ? appeal.court.term.shown : NO_DATE);
    return ERR_OK;
}

/* ---- her rights ---- */

err portal_fill_rights(struct call *call, struct values *values, const struct dossier *dossier,
                       const struct form_data *typed)
{
    struct rights_state rights;
    const struct case_file *file = &dossier->file;
    enum language l = values_language(values);
    case_rights(file, call->desk.today, portal_reasoning(call), &rights);
    values_flag(values, "rights_open", rights.position == RIGHTS_OPEN);
    values_flag(values, "rights_ended", rights.position == RIGHTS_ENDED);
    values_date(values, "from", rights.from);
    values_date(values, "until", rights.until);
    values_list(values, "rights");
    for (int i = 0; i < RIGHT_COUNT; i++) {
        struct values *row = values_row(values, "rights");
        values_string(row, "label", law_rights[i].words.in[l]);
        values_flag(row, "to_confirm", law_rights[i].confidence != SURE);
    }
    struct fact explain = {.kind = FACT_EXPLANATION_ASKED};
    values_flag(values, "may_explain",
                !date_is_set(file->explanation_asked_on) && portal_admits(call, dossier, &explain));
    values_date(values, "explain_asked_on", file->explanation_asked_on);
    /* Ticks taken out are not sent: their form says that it was sent at all. */
    bool is_typed = form_value(typed, "choix").length > 0,
         may = case_allows(file, FACT_CONSENTS_CHANGED);
    values_flag(values, "departement",
                is_typed ? form_value(typed, "departement").length > 0
                         : file->claim.consent_departement);
    values_flag(values, "association",
                is_typed ? form_value(typed, "association").length > 0
                         : file->claim.consent_association);
    values_flag(values, "may_consent", may);
    if (may) portal_form(values, "saisie");
    return ERR_OK;
}
