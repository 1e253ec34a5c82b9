#include "desk/access.h"
#include "desk/internal.h"
#include "desk/roles.h"

/* Why a file is opened, to whom that opens it, and what of the vault. */

enum hold { ASSIGNED, SERVED, SHARED, HERS };

static const struct word purposes[PURPOSE_COUNT] = {
    [PURPOSE_NONE] = {"", {"", ""}},
#define PURPOSE(name, word, roles, held, fr, en) [PURPOSE_##name] = {word, {fr, en}},
#include "desk/purposes.def"
};
const struct word_list desk_purposes = {"purpose", purposes, PURPOSE_COUNT};

static const struct word kinds[VAULT_KIND_COUNT] = {
    [VAULT_PERSON] = {"person", {"identité", "identity"}},
    [VAULT_CONTACT] = {"contact", {"contact sûr", "safe contact"}},
    [VAULT_ACCOUNT] = {"account", {"compte", "account"}},
    [VAULT_PARTNER] = {"partner", {"autre personne", "other person"}},
};
const struct word_list desk_vault_kinds = {"kind", kinds, VAULT_KIND_COUNT};

static const struct purpose_row {
    role_set roles;
    enum hold held;
} rows[PURPOSE_COUNT] = {
#define PURPOSE(name, word, roles, held, fr, en) [PURPOSE_##name] = {roles, held},
#include "desk/purposes.def"
};

bool desk_may_state(const struct agent *agent, enum purpose purpose)
{
    must(purpose >= 0 && purpose < PURPOSE_COUNT);
    return role_in(agent->role, rows[purpose].roles);
}

enum purpose desk_ordinary_purpose(const struct agent *agent)
{
    for (int i = 0; i < PURPOSE_COUNT; i++) {
        if (desk_may_state(agent, (enum purpose)i)) return (enum purpose)i;
    }
    return PURPOSE_NONE;
}

err desk_state(struct desk *desk)
{
    if (desk->console) return ERR_OK;
    if (desk->purpose == PURPOSE_NONE)
        return desk_refuse(desk, ERR_BAD_INPUT, "Abri-Purpose", "why the file is opened");
    return desk_permit(desk, desk_may_state(&desk->agent, desk->purpose));
}

/* ---- which files ---- */

/* Runs over the orders of a fund are not somebody who looks at a file; all else is. */
static bool looks_at_one(enum read_what what)
{
    bool run = what == READ_BANK_ORDER || what == READ_BANK_ANSWER;
    return !run && store_read_rows[what].scope == READ_SCOPE_ONE;
}

/* Sent to the agent's body, and she still agrees where the law asks her. */
static err admit_shared(struct desk *desk, const struct case_file *file, date *ret_since)
{
    const struct body *claim = &file->claim;
    enum role role = desk->agent.role;
    if (role == ROLE_DEPARTEMENT && !claim->consent_departement) return ERR_NOT_FOUND;
    bool helps = role == ROLE_ASSOCIATION || role == ROLE_STRUCTURE;
    if (helps && !claim->consent_association) return ERR_NOT_FOUND;
    return store_shared(desk->store, file->file, text_of(desk->agent.body), ret_since);
}

static err admit_own(struct desk *desk, const struct case_file *file, bool reads)
{
    err handled = desk_handles(desk, file);
    if (handled != ERR_OK && handled != ERR_NOT_FOUND) return handled;
    bool served = handled == ERR_OK;
    err e = served ? desk_holds(desk, file->file) : ERR_NOT_FOUND;
    if (e == ERR_NOT_FOUND && reads)
        e = store_notice_of(desk->store, file->file, &desk->agent, desk->today);
    if (e != ERR_NOT_FOUND || !served) return e;
    return desk_refuse(desk, ERR_FORBIDDEN, "",
                       "the agent the file is assigned to, or a reason to open it");
}

bool desk_is_hers(const struct desk *desk, file_number file)
{
    file_number own = {0};
    bool is_she = !desk->console && desk->agent.role == ROLE_VICTIM;
    return is_she && file_number_read(text_of(desk->agent.body), &own) == ERR_OK &&
           own.number == file.number;
}

static err admit_hers(const struct desk *desk, const struct case_file *file)
{
    return desk_is_hers(desk, file->file) ? ERR_OK : ERR_NOT_FOUND;
}

err desk_admit(const struct reading *reading, const struct case_file *file)
{
    struct desk *desk = reading->desk;
    date since;
    if (desk->console) return ERR_OK;
    if (!looks_at_one(reading->what)) return desk_handles(desk, file);
    TRY(desk_state(desk));
    switch (rows[desk->purpose].held) {
    case ASSIGNED: return admit_own(desk, file, reading->what != READ_RECORD);
    case SERVED: return desk_handles(desk, file);
    case SHARED: return admit_shared(desk, file, &since);
    case HERS: return admit_hers(desk, file);
    }
    return ERR_NOT_FOUND;
}

/* ---- other bodies ---- */

err desk_received(struct desk *desk, file_number file)
{
    date since;
    file_number shown;
    TRY(desk_check(desk, DEED_ASK_RECEIVED));
    TRY(desk_shown(desk, file, &shown));
    return store_shared(desk->store, shown, text_of(desk->agent.body), &since);
}

bool desk_knows_aliases(const struct agent *agent)
{
    return role_in(agent->role,
                   POLICE | PROSECUTOR | DEPARTEMENT | ASSOCIATION | STRUCTURE | COURT);
}

err desk_file_of_alias(struct desk *desk, int64_t alias, file_number *ret)
{
    return store_shared_as(desk->store, text_of(desk->agent.body), alias, ret);
}

static err extract(const struct reading *reading, file_number number, struct extract *ret)
{
    struct desk *desk = reading->desk;
    struct extract extract = {.children = -1, .rights_until = NO_DATE};
    struct journal journal;
    struct case_file file;
    TRY(reading_file(reading, number, &journal, &file));
    TRY(desk_admit(reading, &file));
    TRY(admit_shared(desk, &file, &extract.sent_on));
    if (desk->agent.role == ROLE_DEPARTEMENT) {
        extract.children = file.claim.request.children_count;
        if (date_is_set(file.first_payment_on))
            extract.rights_until = law_rights_end(file.first_payment_on);
    }
    if (desk->agent.role == ROLE_COURT && file.stages[STRAND_LOAN] != STAGE_LOAN_NONE)
        extract.lent = file.decision.amount;
    *ret = extract;
    return ERR_OK;
}

err desk_extract(struct desk *desk, file_number file, struct extract *ret)
{
    TRY(desk_check(desk, DEED_READ_EXTRACT));
    TRY(desk_state(desk));
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_EXTRACT, file, 0, &reading));
    return reading_finish(&reading, extract(&reading, file, ret));
}

/* ---- the vault ---- */

static const struct {
    enum vault_kind kind;
    role_set roles;
    uint32_t purposes;
} disclosures[] = {
#define FOR(purpose)                      (1u << PURPOSE_##purpose)
#define DISCLOSED(kind, roles, purposes_) {VAULT_##kind, roles, purposes_},
#include "desk/purposes.def"
};

bool desk_may_disclose(const struct agent *agent, enum vault_kind kind, enum purpose purpose)
{
    for (size_t i = 0; i < LENGTH(disclosures); i++) {
        if (disclosures[i].kind == kind && role_in(agent->role, disclosures[i].roles) &&
            (disclosures[i].purposes & 1u << purpose) != 0)
            return true;
    }
    return false;
}

/* The last four signs of the IBAN, then the holder: only a payment message holds it whole. */
static text masked_account(text account, struct arena *a)
{
    text iban = text_cut(&account, '\n');
    ptrdiff_t shown = iban.length >= 4 ? 4 : 0, size = account.length + shown + 1;
    struct writer out = {arena_take(a, size), 0, size, false};
    write_text(&out, (text){iban.at + (iban.length - shown), shown});
    write_character(&out, '\n');
    write_text(&out, account);
    return writer_text(&out);
}

err desk_disclose_in(const struct reading *reading, const struct case_file *file,
                     enum vault_kind kind, text *ret)
{
    struct desk *desk = reading->desk;
    text words;
    TRY(reading_vault(reading, file, kind, &words));
    bool masked = kind == VAULT_ACCOUNT && !desk->console;
    *ret = masked ? masked_account(words, desk->arena) : words;
    return ERR_OK;
}

static err disclose(const struct reading *reading, file_number file, enum vault_kind kind,
                    text *ret)
{
    struct journal journal;
    struct case_file opened;
    TRY(reading_file(reading, file, &journal, &opened));
    TRY(desk_admit(reading, &opened));
    return desk_disclose_in(reading, &opened, kind, ret);
}

err desk_disclose(struct desk *desk, file_number file, enum vault_kind kind, struct arena *a,
                  text *ret)
{
    TRY(desk_state(desk));
    TRY(desk_permit(desk, desk_may_disclose(&desk->agent, kind, desk->purpose)));
    text words = {NULL, 0};
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_VAULT, file, 1u << kind, &reading));
    TRY(reading_finish(&reading, disclose(&reading, file, kind, &words)));
    *ret = arena_copy(a, words);
    return ERR_OK;
}
