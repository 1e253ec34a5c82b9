#include "desk/conflict.h"
#include "desk/internal.h"
#include "store/parties.h"

/* ---- the bar ---- */

int64_t desk_reader(const struct desk *desk)
{
    bool is_agent =
        !desk->console && desk->agent.role != ROLE_COUNT && desk->agent.role != ROLE_VICTIM;
    return is_agent ? store_agent_number(desk->store, text_of(desk->agent.name)) : 0;
}

err desk_barred(struct desk *desk, file_number file, bool *ret)
{
    return store_barred(desk->store, desk_reader(desk), file, ret);
}

/* In the place of a file that is kept from him: a number that no file has and that lies in the same
 * lane of the read log. */
err desk_shown(struct desk *desk, file_number file, file_number *ret)
{
    bool barred = false;
    TRY(desk_barred(desk, file, &barred));
    /* cppcheck-suppress internalAstError ; its parser loses the macro below */
    *ret = barred ? (file_number){READ_LANES + file.number % READ_LANES} : file;
    return ERR_OK;
}

err desk_office(struct desk *desk, const struct case_file *file, const struct fund **ret)
{
    const struct fund *body = NULL;
    TRY(store_custody(desk->store, file->file, &body));
    *ret = body ? body : file->fund;
    return ERR_OK;
}

err desk_handles(struct desk *desk, const struct case_file *file)
{
    const struct fund *office = NULL;
    TRY(desk_office(desk, file, &office));
    return desk_serves(desk, office) ? ERR_OK : ERR_NOT_FOUND;
}

/* ---- who is told ---- */

static const struct word likenesses[LIKENESS_COUNT] = {
#define CLASS(name, weight, fr, en, why) [LIKENESS_##name] = {#name, {fr, en}},
#include "likeness/classes.def"
};
const struct word_list desk_likenesses = {"likeness", likenesses, LIKENESS_COUNT};

static void write_classes(struct writer *out, uint32_t classes)
{
    const char *blank = "";
    for (int i = 0; i < LIKENESS_COUNT; i++) {
        if (!(classes & 1u << i)) continue;
        write_string(out, blank);
        write_string(out, likenesses[i].word);
        blank = " ";
    }
}

/* The agent's name, then what is shared, on two lines. */
static err tell_conflict(struct desk *desk, const struct meeting *meeting)
{
    char room[1024];
    struct writer out = WRITER(room);
    struct arena scratch = *desk->arena;
    text name = {NULL, 0};
    err e = store_profile_name(desk->store, meeting->agent, &scratch, &name);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    write_text(&out, name);
    write_character(&out, '\n');
    write_classes(&out, meeting->classes);
    struct alert alert = {.kind = ALERT_CONFLICT,
                          .list = ALERT_REFERENT,
                          .file = meeting->file,
                          .agent = meeting->agent,
                          .at = desk->now,
                          .words = writer_text(&out)};
    return store_alert_add(desk->store, &alert);
}

/* Keeps each file from each agent it meets enough of; told once. */
err desk_bar_all(struct desk *desk, const struct meeting *meetings)
{
    for (const struct meeting *one = meetings; one; one = one->next) {
        bool is_new = false;
        if (!likeness_enough(one->classes)) continue;
        TRY(store_bar(desk->store, one->agent, one->file, &is_new));
        if (is_new) TRY(tell_conflict(desk, one));
    }
    return ERR_OK;
}

/* The supervisor who gives the file must not learn from a refusal that the agent is in it: it is
 * given, he finds nothing, and the referent hears of it again. */
err desk_given(struct desk *desk, file_number file, const struct agent *to)
{
    bool barred = false;
    int64_t agent = store_agent_number(desk->store, text_of(to->name));
    TRY(store_barred(desk->store, agent, file, &barred));
    struct meeting meeting = {.agent = agent, .file = file};
    return barred ? tell_conflict(desk, &meeting) : ERR_OK;
}

/* ---- files of different persons that share something ---- */

#define SHARED_MAX 16

static err same_person(struct desk *desk, file_number one, file_number other, bool *ret)
{
    struct blind a, b;
    err e = store_identity(desk->store, one, &a);
    if (e == ERR_OK) e = store_identity(desk->store, other, &b);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    *ret = e == ERR_OK && text_equal((text){(const char *)a.bytes, STORE_HASH_BYTES},
                                     (text){(const char *)b.bytes, STORE_HASH_BYTES});
    return ERR_OK;
}

/* What is shared, then the numbers of the other files, a line each. One abuser may have several
 * victims, or somebody files in her name: it is for the referent, never for a control. */
static err tell_shared(struct desk *desk, file_number file, const struct party_key *key)
{
    file_number others[SHARED_MAX];
    int found = 0, count = 0;
    char room[64 + SHARED_MAX * 24];
    struct writer out = WRITER(room);
    TRY(store_party_files(desk->store, file, key, SHARED_MAX, others, &found));
    write_classes(&out, 1u << key->class);
    for (int i = 0; i < found; i++) {
        bool same = false;
        TRY(same_person(desk, file, others[i], &same));
        if (same) continue;
        write_character(&out, '\n');
        write_file_number(&out, others[i]);
        count++;
    }
    if (count == 0) return ERR_OK;
    struct alert alert = {.kind = ALERT_SHARED,
                          .list = ALERT_REFERENT,
                          .file = file,
                          .at = desk->now,
                          .words = writer_text(&out)};
    return store_alert_add(desk->store, &alert);
}

static err learn(struct desk *desk, file_number file, const struct desk_party *party)
{
    struct party_keys *keys = TAKE(desk->arena, struct party_keys, 1);
    struct meeting *meetings = NULL;
    TRY(store_liken(desk->store, &party->person, false, keys));
    TRY(store_party_add(desk->store, file, party->party, keys));
    TRY(store_party_agents(desk->store, keys, desk->arena, &meetings));
    for (struct meeting *one = meetings; one; one = one->next) {
        one->file = file;
        one->party = party->party;
    }
    TRY(desk_bar_all(desk, meetings));
    for (int i = 0; i < keys->count && party->party != PARTY_PARTNER; i++) {
        enum likeness_class class = (enum likeness_class)keys->keys[i].class;
        if (class == LIKENESS_IBAN || class == LIKENESS_PHONE || class == LIKENESS_PROOF)
            TRY(tell_shared(desk, file, &keys->keys[i]));
    }
    return ERR_OK;
}

err desk_learn(struct desk *desk, file_number file, const struct desk_party *parties, int count)
{
    for (int i = 0; i < count; i++) {
        struct arena before = *desk->arena;
        err e = learn(desk, file, &parties[i]);
        *desk->arena = before;
        TRY(e);
    }
    return ERR_OK;
}

/* Who holds an account, of which the first line is the number, or is reached by a contact. */
err desk_learn_entries(struct desk *desk, file_number file, const struct vault_entry *entries,
                       int count)
{
    for (int i = 0; i < count; i++) {
        text words = entries[i].words;
        struct arena before = *desk->arena;
        struct desk_party holder = {.party = PARTY_HOLDER};
        if (entries[i].kind == VAULT_ACCOUNT) {
            holder.person.ibans[0] = text_cut(&words, '\n');
            holder.person.ibans_count = 1;
        }
        if (entries[i].kind == VAULT_CONTACT && desk->read_holder)
            desk->read_holder(words, desk->arena, &holder.person);
        err e = desk_learn(desk, file, &holder, 1);
        *desk->arena = before;
        TRY(e);
    }
    return ERR_OK;
}
