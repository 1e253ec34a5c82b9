#include "desk/internal.h"

/* What she said is safe, read from the vault at the place in force; the gate asked before anything
 * leaves; what must come with a fact of hers. What the vault cannot give, or nobody can read, lets
 * nothing through. */

/* ---- what is in force ---- */

err desk_in_force(struct desk *desk, const struct case_file *file, enum vault_kind kind, text *ret)
{
    must(kind == VAULT_ACCOUNT || kind == VAULT_CONTACT);
    bool is_account = kind == VAULT_ACCOUNT;
    if (is_account && !case_has_account(file)) return ERR_NOT_FOUND;
    int place = is_account ? case_account_place(file) : case_plan_place(file);
    return store_vault_read_at(desk->store, file->file, kind, place, desk->arena, ret);
}

/* NOT_FOUND when there is none, or none that can be read. */
static err read_plan(struct desk *desk, const struct case_file *file, struct contact_plan *ret)
{
    text words;
    TRY(desk_in_force(desk, file, VAULT_CONTACT, &words));
    return desk->read_plan && desk->read_plan(words, ret) == ERR_OK ? ERR_OK : ERR_NOT_FOUND;
}

/* ---- the gate ---- */

err desk_may_send(struct desk *desk, const struct case_file *file, enum message message,
                  enum sending by)
{
    struct contact_plan plan;
    err e = read_plan(desk, file, &plan);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    const struct contact_plan *known = e == ERR_OK ? &plan : NULL;
    if (case_may_send(file, known, message, by, desk->today)) return ERR_OK;
    return desk_refuse(desk, ERR_NOT_LAWFUL, "/body",
                       "a way she said is safe, said not long ago; otherwise in person");
}

err desk_message(struct desk *desk, const struct case_file *file, enum message message,
                 enum sending by, enum language language, text *ret)
{
    TRY(desk_may_send(desk, file, message, by));
    *ret = text_of(case_message_words(language));
    return ERR_OK;
}

/* She is called on the channel in force: a telephone or an e-mail. */
static err may_call_back(struct desk *desk, const struct case_file *file, enum message message)
{
    if (desk_may_send(desk, file, message, SENT_BY_PHONE) == ERR_OK) return ERR_OK;
    return desk_may_send(desk, file, message, SENT_BY_EMAIL);
}

static err check_gate(struct desk *desk, const struct case_file *file, const struct fact *fact)
{
    enum message message = case_message_of(fact->kind);
    if (message == MESSAGE_COUNT) return ERR_OK;
    bool tells =
        message == MESSAGE_DECISION || message == MESSAGE_RIGHTS || message == MESSAGE_RIGHTS_END;
    if (case_messages[message].towards != TO_HER || tells) {
        return desk_may_send(desk, file, message, fact->body.sent_by);
    }
    return fact->body.how == CONFIRMED_CALL_BACK ? may_call_back(desk, file, message) : ERR_OK;
}

/* ---- what comes with a fact ---- */

/* Held a day and a night, whoever confirms: the moments are those of recording. */
static err check_held(struct desk *desk, const struct journal *journal, const struct fact *fact)
{
    int place = fact->body.place;
    if (fact->kind != FACT_CHANGE_CONFIRMED || place >= journal->count) return ERR_OK;
    int64_t held = fact->recorded_at - journal->facts[place].recorded_at;
    if (held >= case_limits[LIMIT_HELD_HOURS] * INT64_C(3600000000)) return ERR_OK;
    return desk_refuse(desk, ERR_NOT_LAWFUL, "/kind",
                       "a change recorded twenty-four hours ago or more");
}

/* Which entry of the vault a fact brings; VAULT_KIND_COUNT: none. */
enum vault_kind desk_vault_of(const struct fact *fact)
{
    if (fact->kind != FACT_CHANGE_ASKED) return VAULT_KIND_COUNT;
    if (fact->body.change == ASKED_ACCOUNT) return VAULT_ACCOUNT;
    return fact->body.change == ASKED_CONTACT ? VAULT_CONTACT : VAULT_KIND_COUNT;
}

/* An account and a contact come with the asking, and with nothing else. */
static err check_vault(struct desk *desk, const struct desk_fact *wish)
{
    enum vault_kind brought = desk_vault_of(&wish->fact);
    int found = 0;
    for (int i = 0; i < wish->vault_count; i++) {
        enum vault_kind kind = wish->vault[i].kind;
        bool is_right = kind == brought && wish->vault[i].words.length > 0;
        if (kind != VAULT_ACCOUNT && kind != VAULT_CONTACT) continue;
        if (!is_right) return desk_refuse(desk, ERR_BAD_INPUT, "", "nothing more than the fact");
        found++;
    }
    if (found == (brought == VAULT_KIND_COUNT ? 0 : 1)) return ERR_OK;
    return desk_refuse(desk, ERR_BAD_INPUT, brought == VAULT_ACCOUNT ? "/payment" : "/contact",
                       "what is asked for");
}

/* By which way it was told, who confirmed: never supposed. */
static bool says_how(enum fact_kind kind)
{
    enum message message = case_message_of(kind);
    bool is_hers = message < MESSAGE_COUNT && case_messages[message].towards == TO_HER;
    return is_hers || kind == FACT_CHANGE_ASKED || kind == FACT_CHANGE_DROPPED ||
           kind == FACT_PAYMENT_TAKEN || case_fact_kinds[kind].strand == STRAND_HOLD;
}

err desk_check_contact(struct desk *desk, const struct journal *journal,
                       const struct case_file *file, const struct desk_fact *wish,
                       const struct fact *fact)
{
    if (says_how(fact->kind) && !wish->has_body) {
        return desk_refuse(desk, ERR_BAD_INPUT, "/body", "by which way, and how it was confirmed");
    }
    TRY(check_vault(desk, wish));
    if (case_message_of(fact->kind) == MESSAGE_COUNT) return ERR_OK;
    TRY(case_admits(file, fact, desk->today, &desk->trouble)); /* the law's own words first */
    TRY(check_held(desk, journal, fact));
    return check_gate(desk, file, fact);
}

/* ---- asked by whoever ---- */

err desk_ask(struct desk *desk, const struct desk_fact *wish)
{
    must(wish->fact.kind == FACT_CHANGE_ASKED);
    struct desk_fact asked = *wish;
    asked.expected = -1;
    asked.has_body = true;
    asked.fact.day = desk->today;
    asked.fact.body.door = DOOR_ONLINE;
    TRY(store_begin(desk->store));
    err e = desk_record_within(desk, &asked, NULL);
    if (e == ERR_OK) return store_commit(desk->store);
    store_rollback(desk->store);
    desk->trouble = (struct trouble){.where = "", .expected = ""};
    bool is_down = e == ERR_STORE_DOWN || e == ERR_HOST || e == ERR_UNSURE;
    return is_down ? e : ERR_OK; /* whether there is such a file, and how it stands, is not said */
}

/* ---- a claim that is strange ---- */

/* Not decided, or not paid: another claim of the same person is then about the same aid. */
static bool is_open(const struct case_file *file)
{
    enum stage claim = file->stages[STRAND_CLAIM];
    if (case_is_rejected(file)) return false;
    if (claim == STAGE_CLAIM_GRANTED) return case_owed(file).cents > 0;
    return claim == STAGE_CLAIM_RECEIVED || claim == STAGE_CLAIM_COMPLETE;
}

static text words_of(const struct desk_claim *claim, enum vault_kind kind)
{
    for (int i = 0; i < claim->vault_count; i++) {
        if (claim->vault[i].kind == kind) return claim->vault[i].words;
    }
    return (text){NULL, 0};
}

/* Whether the other file would reach or pay her elsewhere. */
static err differs(struct desk *desk, file_number number, const struct desk_claim *claim, bool *ret)
{
    static const enum vault_kind kinds[] = {VAULT_CONTACT, VAULT_ACCOUNT};
    struct journal journal;
    struct case_file *other = TAKE(desk->arena, struct case_file, 1);
    *ret = false;
    TRY(desk_load(desk, number, &journal, other));
    if (!is_open(other)) return ERR_OK;
    for (size_t i = 0; i < LENGTH(kinds); i++) {
        text here = words_of(claim, kinds[i]), there;
        err e = desk_in_force(desk, other, kinds[i], &there);
        if (e == ERR_NOT_FOUND || here.length == 0) continue;
        TRY(e);
        if (!text_equal(here, there)) *ret = true;
    }
    return ERR_OK;
}

err desk_anomalies(struct desk *desk, const struct desk_claim *claim, const struct blind *identity,
                   uint32_t *ret)
{
    *ret = claim->anomalies;
    if (!identity) return ERR_OK;
    file_number others[SAME_PERSON_MAX];
    int count = 0;
    TRY(store_same_person(desk->store, identity, SAME_PERSON_MAX, others, &count));
    for (int i = 0; i < count; i++) {
        struct arena before = *desk->arena;
        bool is_elsewhere = false;
        err e = differs(desk, others[i], claim, &is_elsewhere);
        *desk->arena = before;
        /* A file that does not verify says nothing; somebody looks. */
        if (e == ERR_BROKEN || is_elsewhere) *ret |= 1u << ANOMALY_SAME_PERSON;
        if (e != ERR_OK && e != ERR_BROKEN) return e;
    }
    return ERR_OK;
}
