#include "desk/internal.h"
#include "desk/roles.h"

/* Why a file is opened, and what of the vault that opens. */

static const struct word purposes[PURPOSE_COUNT] = {
    [PURPOSE_NONE] = {"", {"", ""}},
#define PURPOSE(name, word, roles, held, fr, en) [PURPOSE_##name] = {word, {fr, en}},
#include "desk/purposes.def"
};
const struct word_list desk_purposes = {"purpose", purposes, PURPOSE_COUNT};

static const struct purpose_row {
    role_set roles;
} rows[PURPOSE_COUNT] = {
#define PURPOSE(name, word, roles, held, fr, en) [PURPOSE_##name] = {roles},
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

err desk_state(struct desk *desk)
{
    if (desk->console) return ERR_OK;
    if (desk->purpose == PURPOSE_NONE)
        return desk_refuse(desk, ERR_BAD_INPUT, "Abri-Purpose", "why the file is opened");
    return desk_permit(desk, desk_may_state(&desk->agent, desk->purpose));
}

err desk_disclose_in(const struct reading *reading, file_number file, enum vault_kind kind,
                     text *ret)
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
    TRY(desk_handles(reading->desk, &opened));
    return desk_disclose_in(reading, file, kind, ret);
}

err desk_disclose(struct desk *desk, file_number file, enum vault_kind kind, struct arena *a,
                  text *ret)
{
    TRY(desk_state(desk));
    TRY(desk_permit(desk, desk_may_disclose(&desk->agent, kind, desk->purpose)));
    text words;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_VAULT, file, 1u << kind, &reading));
    TRY(reading_finish(&reading, disclose(&reading, file, kind, &words)));
    *ret = arena_copy(a, words);
    return ERR_OK;
}
