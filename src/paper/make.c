#include "paper/paper.h"

/* Each document from a file, when the file calls for it. */

#define REASONING_ROOM \
    {                  \
        .count = 0     \
    }

static err refuse(struct trouble *trouble, const char *expected)
{
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&where, "/kind");
    write_string(&what, expected);
    writer_string(&where);
    writer_string(&what);
    return ERR_NOT_LAWFUL;
}

static bool is_granted_loan(const struct case_file *file)
{
    enum stage loan = file->stages[STRAND_LOAN];
    return loan != STAGE_LOAN_NONE && date_is_set(file->loan.attributed_on);
}

/* ---- the loan, outside ---- */

/* The document of the claim that counts is the latest. */
static const struct document *latest_document(const struct request *request)
{
    const struct document *latest = NULL;
    for (int i = 0; i < request->documents_count; i++) {
        const struct document *one = &request->documents[i];
        if (!latest || date_compare(one->dated, latest->dated) > 0) latest = one;
    }
    return latest;
}

static err attestation(const struct paper_source *source, struct paper *paper,
                       struct trouble *trouble)
{
    const struct case_file *file = source->file;
    const struct document *document = latest_document(&file->claim.request);
    if (!is_granted_loan(file)) return refuse(trouble, "a file with a loan");
    if (!document) return refuse(trouble, "a document that attests the violence");
    paper->of.attestation = (struct paper_attestation){
        .beneficiary = source->name,
        .granted_on = file->loan.attributed_on,
        .amount = file->loan.principal,
        .document = &law_document_kinds.words[document->kind],
        .document_on = document->dated,
        .reference = {source->number},
    };
    return ERR_OK;
}

/* What the author owes, when it is that creditor who asks; NOT_LAWFUL otherwise. */
static err owed_by_author(const struct paper_source *source, enum creditor creditor,
                          struct loan_state *ret, struct trouble *trouble)
{
    const struct case_file *file = source->file;
    struct reasoning why = REASONING_ROOM;
    case_loan(file, source->today, &why, ret);
    const struct procedure *binding = penal_binding(&file->penal, source->today);
    if (file->stages[STRAND_LOAN] != STAGE_LOAN_TRANSFERRED || !binding ||
        file->loan.creditor != creditor || ret->author.amount.cents == 0) {
        return refuse(trouble, creditor == CREDITOR_FUND
                                   ? "a loan the fund asks of the author"
                                   : "a loan the Treasury asks of the author");
    }
    return ERR_OK;
}

static err author(const struct paper_source *source, struct paper *paper, struct trouble *trouble)
{
    static const struct word payee = {
        "national_service", {"Service national des prestations", "National benefits service"}};
    struct loan_state loan;
    TRY(owed_by_author(source, CREDITOR_FUND, &loan, trouble));
    const struct procedure *binding = penal_binding(&source->file->penal, source->today);
    paper->of.author = (struct paper_author){
        .outcome = &law_penal_outcomes.words[binding->outcome],
        .decided_on = binding->decided_on,
        .amount = loan.author.amount,
        .repaid = source->file->loan.author_repaid,
        .left = loan.author_left,
        .payee = &payee,
        .reference = {source->number},
    };
    return ERR_OK;
}

static err accountant(const struct paper_source *source, struct paper *paper,
                      struct trouble *trouble)
{
    struct loan_state loan;
    TRY(owed_by_author(source, CREDITOR_TREASURY, &loan, trouble));
    const struct procedure *binding = penal_binding(&source->file->penal, source->today);
    paper->of.accountant = (struct paper_accountant){
        .granted_on = source->file->loan.attributed_on,
        .lent = loan.lent,
        .outcome = &law_penal_outcomes.words[binding->outcome],
        .decided_on = binding->decided_on,
        .amount = loan.author.amount,
        .reference = {source->number},
    };
    return ERR_OK;
}

/* ---- those who help ---- */

/* The same words whatever became of the request; only that one came from there. */
static err police(const struct paper_source *source, struct paper *paper, struct trouble *trouble)
{
    enum channel channel = source->file->claim.channel;
    if (!date_is_set(source->file->received_on) ||
        (channel != CHANNEL_POLICE && channel != CHANNEL_PROSECUTOR)) {
        return refuse(trouble, "a request the police or the prosecutor sent");
    }
    paper->of.police = (struct paper_police){.reference = {source->number}};
    return ERR_OK;
}

static const struct word *stage_word(enum stage stage)
{
    /* Granted or not is hers to tell: they know that a request stands or ended. */
    static const struct word open = {"open", {"en cours", "open"}};
    static const struct word ended = {"ended", {"terminée", "ended"}};
    return stage == STAGE_CLAIM_RECEIVED || stage == STAGE_CLAIM_COMPLETE ? &open : &ended;
}

static err departement(const struct paper_source *source, struct paper *paper,
                       struct trouble *trouble)
{
    const struct case_file *file = source->file;
    if (!date_is_set(file->received_on) || !file->claim.consent_departement) {
        return refuse(trouble, "her express agreement (CASF L. 214-9, al. 2)");
    }
    struct reasoning why = REASONING_ROOM;
    struct rights_state rights;
    case_rights(file, source->today, &why, &rights);
    paper->of.departement = (struct paper_departement){
        .person = source->name,
        .requested_on = file->claim.request.requested_on,
        .children = file->claim.request.children_count,
        .stage = stage_word(file->stages[STRAND_CLAIM]),
        .rights_from = rights.from,
        .rights_until = rights.until,
        .reference = {source->number},
    };
    return ERR_OK;
}

static err association(const struct paper_source *source, struct paper *paper,
                       struct trouble *trouble)
{
    const struct case_file *file = source->file;
    if (!date_is_set(file->received_on) || !file->claim.consent_association) {
        return refuse(trouble, "her agreement to be put in touch");
    }
    paper->of.association = (struct paper_association){
        .person = {source->number},
        .wished_on = file->received_on,
        .with_children = file->claim.request.children_count > 0,
        .has_complained = latest_document(&file->claim.request) != NULL,
    };
    return ERR_OK;
}

/* ---- her judge, and herself ---- */

/* What a judge reads of a journal: the decision, what was contested, what was asked back. Who was
 * told of her, how she may be reached and paid is nobody's business there. */
static bool is_judged(enum fact_kind kind)
{
    static const enum fact_kind read[] = {
        FACT_CLAIM_RECEIVED,    FACT_CLAIM_COMPLETED,     FACT_CLAIM_GRANTED,
        FACT_CLAIM_REFUSED,     FACT_DECISION_NOTIFIED,   FACT_INFORMATION_CORRECTED,
        FACT_DECISION_REPLACED, FACT_REMEDIES_NOT_STATED, FACT_DEBT_NOTIFIED,
        FACT_LOAN_GRANTED,
    };
    if (case_fact_kinds[kind].strand == STRAND_APPEAL) return true;
    for (size_t i = 0; i < LENGTH(read); i++) {
        if (read[i] == kind) return true;
    }
    return false;
}

/* The latest when there are more than a document holds. */
static void tell_facts(const struct journal *journal, struct paper_facts *ret)
{
    int left_out = 0;
    for (int i = 0; i < journal->count; i++) left_out += is_judged(journal->facts[i].kind);
    left_out = left_out > PAPER_FACTS_MAX ? left_out - PAPER_FACTS_MAX : 0;
    ret->count = 0;
    for (int i = 0; i < journal->count; i++) {
        const struct fact *fact = &journal->facts[i];
        if (!is_judged(fact->kind) || left_out-- > 0) continue;
        ret->rows[ret->count].day = fact->day;
        ret->rows[ret->count++].kind = fact->kind;
    }
}

static err appeal(const struct paper_source *source, struct paper *paper, struct trouble *trouble)
{
    const struct case_file *file = source->file;
    const struct appeal_life *life = &file->appeal;
    if (!date_is_set(life->sued_on) || !source->decision) {
        return refuse(trouble, "an appeal before the court");
    }
    struct paper_appeal *to = &paper->of.appeal;
    *to = (struct paper_appeal){
        .file = file->file,
        .applicant = source->name,
        .fund = file->fund,
        .department = file->claim.request.department,
        .subject = &case_subjects.words[life->subject],
        .filed_on = life->filed_on,
        .answered_on = life->decided_on,
        .sued_on = life->sued_on,
        .decided_on = file->decided_on,
        .outcome = &law_outcomes.words[source->decision->outcome],
        .amount = file->decision.amount,
        .form = &law_forms.words[file->decision.form],
        .why = source->decision->why,
    };
    tell_facts(source->journal, &to->facts);
    return ERR_OK;
}

static err decision(const struct paper_source *source, struct paper *paper, struct trouble *trouble)
{
    const struct case_file *file = source->file;
    const struct decision *law = source->decision;
    if (!date_is_set(file->decided_on) || !law) return refuse(trouble, "a decided claim");
    enum stage claim = file->stages[STRAND_CLAIM];
    bool granted = claim == STAGE_CLAIM_GRANTED;
    enum outcome outcome = granted ? OUTCOME_GRANTED : OUTCOME_REFUSED;
    paper->of.decision = (struct paper_decision){
        .person = source->name,
        .file = file->file,
        .requested_on = file->claim.request.requested_on,
        .decided_on = file->decided_on,
        .outcome = &law_outcomes.words[outcome],
        .amount = granted ? file->decision.amount : (money){0},
        .form = granted ? &law_forms.words[file->decision.form] : NULL,
        .pay_by = granted ? case_pay_by(file) : NO_DATE,
        .next_from = granted ? law->next_award_from : NO_DATE,
        .fund = file->fund,
        .why = law->why,
    };
    return ERR_OK;
}

err paper_make(enum paper_kind kind, const struct paper_source *source, struct paper *ret,
               struct trouble *trouble)
{
    static err (*const makers[PAPER_COUNT])(const struct paper_source *, struct paper *,
                                            struct trouble *) = {
#define DOCUMENT(kind, word, ...) [PAPER_##kind] = word,
#include "paper/documents.def"
    };
    must(kind >= 0 && kind < PAPER_COUNT && source->number > 0);
    struct paper_source told = *source;
    /* A document that does not tell her name never had it. */
    if (paper_rows[kind].tells < TELLS_NAME) told.name = (struct paper_name){""};
    ret->kind = kind;
    ret->made_on = source->today;
    return makers[kind](&told, ret, trouble);
}
