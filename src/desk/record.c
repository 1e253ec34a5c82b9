#include "desk/internal.h"

/* Recording a fact in a file: the law fills a decision, the desk fills an order, and who decided
 * does not pay. */

static int decision_place(const struct journal *journal)
{
    for (int i = 0; i < journal->count; i++) {
        if (store_decides(journal->facts[i].kind)) return i;
    }
    return -1;
}

/* Who took a decision of the file may not pay it. The machine's keeper stands outside. */
static err check_two_persons(struct desk *desk, const struct journal *journal,
                             const struct fact *fact)
{
    bool pays = case_fact_kinds[fact->kind].strand == STRAND_PAYMENT;
    if (desk->console || !pays || fact->kind == FACT_PARTS_CHOSEN) return ERR_OK;
    for (int i = 0; i < journal->count; i++) {
        const struct fact *earlier = &journal->facts[i];
        if (!store_decides(earlier->kind)) continue;
        if (!text_equal(text_of(earlier->actor), text_of(fact->actor))) continue;
        return desk_refuse(desk, ERR_FORBIDDEN, "", "another person than the one who decided");
    }
    return ERR_OK;
}

/* The decision the law gives in the place of the one in force, for its cause. */
static err fill_replacement(struct desk *desk, const struct case_file *file, date earlier,
                            struct fact *fact)
{
    if (!date_is_set(file->decided_on)) return ERR_OK; /* not lawful now: case says so */
    struct replacement *law = TAKE(desk->arena, struct replacement, 1);
    if (!case_replacement(file, fact->day, earlier, law)) return ERR_OK; /* the same */
    fact->body = law->body;
    return ERR_OK;
}

static err fill_decision(const struct reading *reading, const struct case_file *file, bool has_body,
                         struct fact *fact)
{
    struct desk *desk = reading->desk;
    if (!case_allows(file, fact->kind)) return ERR_OK; /* not lawful now: case says so */
    date earlier = NO_DATE;
    TRY(reading_earlier_award(reading, file->file, fact->day, &earlier));
    if (has_body && date_compare(fact->body.earlier_award, earlier) != 0) {
        return desk_refuse(desk, ERR_NOT_LAWFUL, "/body/earlier_award",
                           "the latest award to the same person that this office knows");
    }
    if (has_body) return ERR_OK;
    if (fact->kind == FACT_DECISION_REPLACED) return fill_replacement(desk, file, earlier, fact);
    struct decision *decision = TAKE(desk->arena, struct decision, 1);
    case_assess(file, fact->day, earlier, decision);
    fact->body = case_decision_body(decision, earlier);
    return ERR_OK;
}

static date execution_day(const struct fund *fund, date day)
{
    return law_is_working_day(fund, day) ? day : law_working_days_after(fund, day, 1);
}

static err fill_order(struct desk *desk, const struct journal *journal,
                      const struct case_file *file, bool has_body, struct fact *fact)
{
    int place = decision_place(journal);
    if (place < 0) return ERR_OK; /* not lawful yet: case says so */
    int64_t reference = store_payment_reference(desk->store, file->file, place, file->orders_count);
    if (has_body && fact->body.reference != reference) {
        return desk_refuse(desk, ERR_NOT_LAWFUL, "/body/reference",
                           "the number this office derives, or no body");
    }
    if (has_body) return ERR_OK;
    fact->body.reference = reference;
    fact->body.execution_on = execution_day(file->fund, fact->day);
    fact->body.amount = case_payable(file, fact->body.execution_on);
    return ERR_OK;
}

/* The latest award in another file, now that one of them was found to be another's. */
static err fill_right(const struct reading *reading, const struct case_file *file, bool has_body,
                      struct fact *fact)
{
    date earlier = NO_DATE;
    TRY(reading_earlier_award(reading, file->file, fact->day, &earlier));
    if (!has_body) fact->body.earlier_award = earlier;
    if (date_compare(fact->body.earlier_award, earlier) == 0) return ERR_OK;
    return desk_refuse(reading->desk, ERR_NOT_LAWFUL, "/body/earlier_award",
                       "the latest award to the same person that this office knows");
}

/* With a decision goes what it makes of the loan, so that nobody has to remember it. Returns how
 * many facts follow the decision: none, or the one written to *ret. */
static int loan_follows(const struct case_file *file, const struct fact *decision, struct fact *ret)
{
    struct case_file decided = *file;
    if (case_apply(&decided, decision) != ERR_OK) return 0; /* not lawful: case says so */
    struct duty duties[DUTY_COUNT];
    int count = case_duties(&decided, decision->day, duties);
    for (int i = 0; i < count; i++) {
        bool opens = duties[i].kind == DUTY_OPEN_LOAN;
        enum fact_kind kind = opens ? FACT_LOAN_GRANTED : FACT_LOAN_ANNULLED;
        if (!opens && duties[i].kind != DUTY_ANNUL_LOAN) continue;
        if (!case_allows(&decided, kind)) return 0; /* the duty stays, for an agent */
        *ret = (struct fact){.kind = kind, .day = decision->day};
        if (opens) ret->body.amount = decided.decision.amount;
        return 1;
    }
    return 0;
}

/* A withdrawal she confirmed is recorded with her word. */
static int withdrawal_follows(const struct fact *confirmed, struct fact *ret)
{
    if (confirmed->body.change != ASKED_WITHDRAWAL) return 0;
    *ret = (struct fact){.kind = FACT_CLAIM_WITHDRAWN, .day = confirmed->day};
    return 1;
}

/* What the desk knows better than who records it. Writes to facts[1] what follows; *ret_count facts
 * in all. */
static err complete(const struct reading *reading, const struct journal *journal,
                    const struct case_file *file, bool has_body, struct fact facts[2],
                    int *ret_count)
{
    struct desk *desk = reading->desk;
    int count = 1;
    if (store_decides(facts[0].kind)) {
        TRY(fill_decision(reading, file, has_body, &facts[0]));
        count += loan_follows(file, &facts[0], &facts[1]);
    }
    if (facts[0].kind == FACT_PAYMENT_ORDERED) {
        TRY(fill_order(desk, journal, file, has_body, &facts[0]));
    }
    if (facts[0].kind == FACT_RIGHT_RESTORED) TRY(fill_right(reading, file, has_body, &facts[0]));
    if (facts[0].kind == FACT_CHANGE_CONFIRMED) count += withdrawal_follows(&facts[0], &facts[1]);
    if (count > 1) desk_sign(desk, &facts[1]);
    *ret_count = count;
    return ERR_OK;
}

/* The body that the fact sends the file to. The département is where she lives; an association or a
 * court is named by the office, or not, when the paper goes another way. */
static err sends_to(struct desk *desk, const struct desk_fact *wish, const struct case_file *file,
                    struct share *ret)
{
    static const struct {
        enum fact_kind kind;
        enum paper_kind paper;
    } named[] = {
        {FACT_REFERRED_TO_ASSOCIATION, PAPER_ASSOCIATION},
        {FACT_ATTESTATION_SENT, PAPER_ATTESTATION},
        {FACT_COURT_SEISED, PAPER_APPEAL},
    };
    if (wish->fact.kind == FACT_SENT_TO_DEPARTEMENT) {
        *ret = desk_share(desk, PAPER_DEPARTEMENT, desk_departement(desk, file), file->file);
        return ERR_OK;
    }
    if (wish->to.length == 0) return ERR_OK;
    bool good = wish->to.length <= BODY_CODE_MAX;
    for (ptrdiff_t i = 0; good && i < wish->to.length; i++) {
        char c = wish->to.at[i];
        good = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    }
    for (size_t i = 0; good && i < LENGTH(named); i++) {
        if (named[i].kind != wish->fact.kind) continue;
        *ret = desk_share(desk, named[i].paper, wish->to, file->file);
        return ERR_OK;
    }
    return desk_refuse(desk, ERR_BAD_INPUT, "to", "the code of a body, such as ASSO-59");
}

/* The fact completed, then appended; within the transaction of the reading, so that nothing it
 * rests on (the file, the person's other files) moves in between. */
err desk_record_in(const struct reading *reading, const struct desk_fact *wish,
                   const struct idempotency *idempotency)
{
    struct desk *desk = reading->desk;
    struct journal journal;
    struct case_file file;
    TRY(reading_file(reading, wish->file, &journal, &file));
    bool is_public = desk->agent.role == ROLE_COUNT && !desk->console; /* desk_ask alone */
    if (!is_public) TRY(desk_admit(reading, &file));
    if (wish->expected >= 0 && wish->expected != journal.count) return ERR_CONFLICT;
    if (journal.count >= JOURNAL_FACTS_MAX) {
        return desk_refuse(desk, ERR_NOT_LAWFUL, "/kind", "a file of at most 1000 facts");
    }
    struct fact *facts = TAKE(desk->arena, struct fact, 2);
    int count = 1;
    facts[0] = wish->fact;
    desk_sign(desk, &facts[0]);
    TRY(check_two_persons(desk, &journal, &facts[0]));
    TRY(desk_check_hers(desk, &journal, &facts[0]));
    TRY(complete(reading, &journal, &file, wish->has_body, facts, &count));
    TRY(desk_check_contact(reading, &journal, &file, wish, &facts[0]));
    struct desk_append append = {
        .facts = facts,
        .count = count,
        .vault = wish->vault,
        .vault_count = wish->vault_count,
        .idempotency = idempotency,
    };
    struct share share = {.alias = 0};
    TRY(sends_to(desk, wish, &file, &share));
    if (share.alias != 0) append.share = &share;
    TRY(desk_append(desk, &journal, &file, &append));
    return desk_learn_entries(desk, wish->file, wish->vault, wish->vault_count);
}

err desk_record_of_run(struct desk *desk, const struct desk_fact *wish)
{
    TRY(desk_permit(desk, desk_may_record(&desk->agent, wish->fact.kind)));
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_BANK_ORDER, wish->file, 0, &reading));
    return reading_finish(&reading, desk_record_in(&reading, wish, NULL));
}

err desk_record(struct desk *desk, const struct desk_fact *wish, const struct desk_once *once,
                struct dossier *ret)
{
    TRY(desk_permit(desk, desk_may_record(&desk->agent, wish->fact.kind)));
    TRY(desk_state(desk));
    if (ret) TRY(desk_check(desk, DEED_READ_FILE));
    struct idempotency idempotency = {.answer = T("recorded")};
    if (once) {
        desk_once_key(desk, once, &idempotency);
        text answer;
        err known = store_remembered(desk->store, idempotency.key, idempotency.digest, desk->arena,
                                     &answer);
        if (known == ERR_OK) return ret ? desk_open(desk, wish->file, ret) : ERR_OK;
        if (known != ERR_NOT_FOUND) return known;
    }
    struct dossier *dossier = ret ? TAKE(desk->arena, struct dossier, 1) : NULL;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_RECORD, wish->file, 0, &reading));
    err e = desk_record_in(&reading, wish, once ? &idempotency : NULL);
    if (e == ERR_OK && dossier) e = desk_dossier(&reading, wish->file, dossier);
    TRY(reading_finish(&reading, e));
    if (dossier) *ret = *dossier;
    return ERR_OK;
}
