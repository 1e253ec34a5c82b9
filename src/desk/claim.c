#include "desk/conflict.h"
#include "desk/internal.h"

/* Receiving a claim: who may bring it, once for each key, complete at once when the law lacks
 * nothing. */

/* "482109375516 2025-11-25 5 2025-11-28 CAF-59": a receipt as it is remembered under its key. */
static text receipt_write(const struct receipt *receipt, struct arena *a)
{
    char room[96];
    struct writer out = WRITER(room);
    write_integer(&out, receipt->file.number);
    write_character(&out, ' ');
    write_date(&out, receipt->received_on);
    write_character(&out, ' ');
    write_integer(&out, receipt->missing);
    write_character(&out, ' ');
    if (date_is_set(receipt->pay_by)) {
        write_date(&out, receipt->pay_by);
    } else {
        write_character(&out, '-');
    }
    write_character(&out, ' ');
    write_string(&out, receipt->fund->code);
    must(!out.full);
    return arena_copy(a, writer_text(&out));
}

static err receipt_read(text from, struct receipt *ret)
{
    struct receipt receipt = {.pay_by = NO_DATE};
    int64_t missing = 0;
    TRY(file_number_read(text_cut(&from, ' '), &receipt.file));
    TRY(date_read(text_cut(&from, ' '), &receipt.received_on));
    TRY(text_read_integer(text_cut(&from, ' '), &missing));
    receipt.missing = (uint32_t)missing;
    text pay_by = text_cut(&from, ' ');
    if (!text_equal(pay_by, T("-"))) TRY(date_read(pay_by, &receipt.pay_by));
    receipt.fund = law_fund(from);
    if (!receipt.fund) return ERR_BAD_INPUT;
    *ret = receipt;
    return ERR_OK;
}

static struct receipt receipt_of(const struct case_file *file)
{
    bool complete = date_is_set(file->completed_on);
    return (struct receipt){
        .file = file->file,
        .received_on = file->received_on,
        .missing = case_missing_in(file),
        .pay_by = complete ? law_pay_by(file->fund, file->claim.request.beneficiary_of,
                                        file->completed_on)
                           : NO_DATE,
        .fund = file->fund,
    };
}

/* The facts a claim makes: received, filled in with help, complete when a document came with it,
 * held when it is strange. */
#define CLAIM_FACTS_MAX 4
static int claim_facts(const struct desk *desk, const struct desk_claim *claim, uint32_t anomalies,
                       struct fact facts[CLAIM_FACTS_MAX])
{
    int count = 1;
    facts[0] = (struct fact){
        .kind = FACT_CLAIM_RECEIVED, .day = claim->body.request.requested_on, .body = claim->body};
    if (claim->is_helped) {
        facts[count++] =
            (struct fact){.kind = FACT_FILLED_WITH_HELP, .day = claim->body.request.requested_on};
    }
    if (!(case_missing_of(&claim->body) & 1u << MISSING_DOCUMENT)) {
        facts[count++] =
            (struct fact){.kind = FACT_CLAIM_COMPLETED, .day = claim->body.request.completed_on};
    }
    if (anomalies) {
        facts[count++] = (struct fact){
            .kind = FACT_ANOMALY_HELD, .day = desk->today, .body = {.anomalies = anomalies}};
    }
    for (int i = 0; i < count; i++) desk_sign(desk, &facts[i]);
    return count;
}

/* The unit or the association that brings a claim may ask whether it was received. */
static bool brought_by(const struct desk *desk, file_number file, struct share *ret)
{
    text body = text_of(desk->agent.body);
    bool helps = desk->agent.role == ROLE_ASSOCIATION;
    if (desk->console || !desk_may(&desk->agent, DEED_ASK_RECEIVED)) return false;
    if (text_equal(body, T("*"))) return false; /* no body of its own */
    *ret = desk_share(desk, helps ? PAPER_ASSOCIATION : PAPER_POLICE, body, file);
    return true;
}

static err remembered(struct desk *desk, const struct idempotency *idempotency, struct receipt *ret)
{
    text answer;
    TRY(store_remembered(desk->store, idempotency->key, idempotency->digest, desk->arena, &answer));
    if (receipt_read(answer, ret) != ERR_OK) return ERR_BROKEN;
    return ERR_OK;
}

/* The facts and who the parties are, in one transaction: no claim whose file an agent who is in it
 * could open meanwhile. */
static err append_and_learn(struct desk *desk, const struct journal *journal,
                            struct case_file *file, const struct desk_append *append,
                            const struct desk_claim *claim, const struct receipt *receipt)
{
    TRY(store_begin(desk->store));
    err e = desk_append(desk, journal, file, append);
    if (e == ERR_OK) e = desk_learn(desk, journal->file, claim->parties, claim->parties_count);
    if (e == ERR_OK && claim->with) e = claim->with(claim->context, receipt);
    if (e == ERR_OK) return store_commit(desk->store);
    store_rollback(desk->store);
    return e;
}

static text words_of(const struct desk_claim *claim, enum vault_kind kind)
{
    for (int i = 0; i < claim->vault_count; i++) {
        if (claim->vault[i].kind == kind) return claim->vault[i].words;
    }
    return (text){NULL, 0};
}

/* What is strange in it: what was read in its words, and what the person's other files say. A claim
 * of somebody new reads nobody's. */
static err anomalies_of(struct desk *desk, const struct desk_claim *claim,
                        const struct blind *identity, uint32_t *ret)
{
    bool has_others = false, is_elsewhere = false;
    if (identity) TRY(reading_has_others(desk, identity, &has_others));
    if (has_others) {
        CLEANUP(reading_end) struct reading reading = {0};
        TRY(reading_start(desk, READ_SEARCH, NO_FILE, 0, &reading));
        err e = reading_elsewhere(&reading, identity, words_of(claim, VAULT_CONTACT),
                                  words_of(claim, VAULT_ACCOUNT), &is_elsewhere);
        TRY(reading_finish(&reading, e));
    }
    *ret = claim->anomalies | (is_elsewhere ? 1u << ANOMALY_SAME_PERSON : 0);
    return ERR_OK;
}

/* A claim that is held gets the same receipt as any other. */
static err receive(struct desk *desk, const struct desk_claim *claim, uint64_t chance,
                   struct idempotency *idempotency, struct receipt *ret)
{
    struct blind identity;
    TRY(store_blind(desk->store, claim->identity, &identity));
    const struct blind *known = claim->identity.length > 0 ? &identity : NULL;
    uint32_t anomalies = 0;
    TRY(anomalies_of(desk, claim, known, &anomalies));
    struct fact *facts = TAKE(desk->arena, struct fact, CLAIM_FACTS_MAX);
    int count = claim_facts(desk, claim, anomalies, facts);
    struct case_file file = case_empty(file_number_make(chance));
    struct journal journal = {.file = file.file};

    /* The receipt is remembered with the facts, so it is worked out on a copy beforehand. */
    struct case_file after = file;
    for (int i = 0; i < count; i++) {
        TRY(case_admits(&after, &facts[i], desk->today, &desk->trouble));
        TRY(case_apply(&after, &facts[i]));
    }
    struct receipt receipt = receipt_of(&after);
    if (idempotency) idempotency->answer = receipt_write(&receipt, desk->arena);
    struct share share;
    struct desk_append append = {
        .facts = facts,
        .count = count,
        .vault = claim->vault,
        .vault_count = claim->vault_count,
        .identity = known,
        .idempotency = idempotency,
        .share = brought_by(desk, file.file, &share) ? &share : NULL,
    };
    TRY(append_and_learn(desk, &journal, &file, &append, claim, &receipt));
    *ret = receipt;
    return ERR_OK;
}

err desk_receive(struct desk *desk, const struct desk_claim *claim, const struct desk_once *once,
                 uint64_t chance, struct receipt *ret)
{
    TRY(desk_permit(desk, desk_may_bring(&desk->agent, claim->body.channel)));
    struct idempotency idempotency = {.answer = {NULL, 0}};
    if (once) {
        desk_once_key(desk, once, &idempotency);
        err e = remembered(desk, &idempotency, ret);
        if (e != ERR_NOT_FOUND) return e;
    }
    struct receipt receipt;
    err e = receive(desk, claim, chance, once ? &idempotency : NULL, &receipt);
    /* Another request with the same key may have been first: its receipt is the answer. */
    if (e == ERR_CONFLICT && once && remembered(desk, &idempotency, ret) == ERR_OK) return ERR_OK;
    TRY(e);
    *ret = receipt;
    return ERR_OK;
}
