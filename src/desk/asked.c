#include "desk/conflict.h"
#include "desk/internal.h"
#include "store/parties.h"

/* Requests for access. Who asks is looked for among the parties when the lists are read, never when
 * he asks. A man who asks what is held of "his" child, or of the woman whose address he knows, must
 * come before a person who knows what he may be told; so must whoever cannot prove who she is. */

static const struct word capacities[] = {
    [CAPACITY_SELF] = {"self", {"pour elle-même ou lui-même", "for themselves"}},
    [CAPACITY_PARENT] = {"parent", {"pour un enfant", "for a child"}},
    [CAPACITY_OTHER] = {"other", {"pour une autre personne", "for somebody else"}},
};
const struct word_list desk_capacities = {"capacity", capacities, CAPACITY_COUNT};

static const struct word found_as[] = {
    {"PARTNER",
     {"semble être l'autre partie d'un dossier", "seems to be the other party of a file"}},
    {"PERSON", {"semble être la personne d'un dossier", "seems to be the person of a file"}},
    {"NOBODY", {"n'est dans aucun dossier", "is in no file"}},
};
const struct word_list desk_found_as = {"found", found_as, (int)LENGTH(found_as)};

static const struct word ask_lines[] = {
    {"q", {"Demande", "Asks"}},
    {"f", {"Nom", "Family name"}},
    {"b", {"Nom de naissance", "Birth name"}},
    {"g", {"Prénoms", "Given names"}},
    {"d", {"Date de naissance", "Date of birth"}},
    {"l", {"Adresse", "Address"}},
    {"p", {"Code postal", "Postcode"}},
    {"c", {"Ville", "Town"}},
    {"t", {"Téléphone", "Telephone"}},
    {"e", {"Adresse électronique", "Email address"}},
    {"k", {"Mot convenu", "Code word"}},
    {"r", {"Où répondre", "Where to answer"}},
    {"w", {"Ce qui est demandé", "What is asked for"}},
};
const struct word_list desk_ask_lines = {"line", ask_lines, (int)LENGTH(ask_lines)};

/* ---- as lines: a letter, a blank, the value ---- */

static void write_line(struct writer *out, char letter, text value)
{
    if (value.length == 0) return;
    write_character(out, letter);
    write_character(out, ' ');
    for (ptrdiff_t i = 0; i < value.length; i++)
        write_character(out, value.at[i] == '\n' ? ' ' : value.at[i]);
    write_character(out, '\n');
}

static void write_ask(struct writer *out, const struct desk_access *ask)
{
    const struct likeness_person *person = &ask->person;
    write_line(out, 'q', text_of(capacities[ask->capacity].word));
    write_line(out, 'f', person->family_name);
    write_line(out, 'b', person->birth_name);
    write_line(out, 'g', person->given_names);
    if (date_is_set(person->born_on)) {
        char room[16];
        struct writer day = WRITER(room);
        write_date(&day, person->born_on);
        write_line(out, 'd', writer_text(&day));
    }
    for (int i = 0; i < person->lines_count; i++) write_line(out, 'l', person->lines[i]);
    write_line(out, 'p', person->postcode);
    write_line(out, 'c', person->city);
    for (int i = 0; i < person->phones_count; i++) write_line(out, 't', person->phones[i]);
    for (int i = 0; i < person->emails_count; i++) write_line(out, 'e', person->emails[i]);
    write_line(out, 'k', person->code_word);
    write_line(out, 'r', ask->reach);
    write_line(out, 'w', ask->words);
}

static void add(text *list, int *count, int max, text value)
{
    if (*count < max) list[(*count)++] = value;
}

static void read_line(struct desk_access *ask, char letter, text value)
{
    struct likeness_person *person = &ask->person;
    int word = 0;
    switch (letter) {
    case 'q':
        word = words_find(&desk_capacities, value);
        ask->capacity = word < 0 ? CAPACITY_OTHER : (enum capacity)word;
        break;
    case 'f': person->family_name = value; break;
    case 'b': person->birth_name = value; break;
    case 'g': person->given_names = value; break;
    case 'd':
        if (date_read(value, &person->born_on) != ERR_OK) person->born_on = NO_DATE;
        break;
    case 'l': add(person->lines, &person->lines_count, LIKENESS_LINES_MAX, value); break;
    case 'p': person->postcode = value; break;
    case 'c': person->city = value; break;
    case 't': add(person->phones, &person->phones_count, LIKENESS_NUMBERS_MAX, value); break;
    case 'e': add(person->emails, &person->emails_count, LIKENESS_NUMBERS_MAX, value); break;
    case 'k': person->code_word = value; break;
    default: break; /* read by people */
    }
}

static struct desk_access read_ask(text words)
{
    struct desk_access ask = {.capacity = CAPACITY_OTHER, .person.born_on = NO_DATE};
    while (words.length > 0) {
        text line = text_cut(&words, '\n');
        if (line.length > 2) read_line(&ask, line.at[0], (text){line.at + 2, line.length - 2});
    }
    return ask;
}

err desk_access_ask(struct desk *desk, const struct desk_access *ask)
{
    char room[ALERT_WORDS_MAX - 64]; /* what is found stands before them */
    struct writer out = WRITER(room);
    write_ask(&out, ask);
    if (out.full) return desk_refuse(desk, ERR_BAD_INPUT, "", "fewer words");
    return store_access_add(desk->store, desk->now, writer_text(&out));
}

/* ---- to whom it goes ---- */

/* What the parties say of who asks. */
struct found {
    bool partner, herself, proven;
    file_number file; /* one of them */
};

static void find_in(const struct meeting *meetings, struct found *found)
{
    for (const struct meeting *one = meetings; one; one = one->next) {
        if (!likeness_enough(one->classes)) continue;
        bool partner = one->party == PARTY_PARTNER;
        found->partner |= partner;
        found->herself |= !partner;
        found->proven |= !partner && (one->classes & 1u << LIKENESS_CODE) != 0;
        if (partner || found->file.number == 0) found->file = one->file;
    }
}

static err look_for(struct desk *desk, const struct desk_access *ask, struct found *ret)
{
    struct party_keys *keys = TAKE(desk->arena, struct party_keys, 1);
    const struct party_keys *people[] = {keys};
    struct seekers seekers = {0, people, 1};
    struct party_place at = PARTY_START;
    TRY(store_liken(desk->store, &ask->person, true, keys));
    while (at.more) { /* each page is behind the one before */
        struct meeting *meetings = NULL;
        struct arena scratch = *desk->arena;
        TRY(store_party_scan(desk->store, &seekers, 500, &at, &scratch, &meetings));
        find_in(meetings, ret);
    }
    return ERR_OK;
}

/* Only one who is no party at all, or she herself with her code, goes the ordinary way. */
static enum alert_list list_for(const struct desk_access *ask, const struct found *found)
{
    bool for_another = ask->capacity != CAPACITY_SELF;
    bool unproven = found->herself && !found->proven;
    return for_another || found->partner || unproven ? ALERT_REFERENT : ALERT_OFFICER;
}

static err send_one(struct desk *desk, const struct access_request *request)
{
    struct desk_access ask = read_ask(request->words);
    struct found found = {.file = {0}};
    char room[ALERT_WORDS_MAX];
    struct writer out = WRITER(room);
    TRY(look_for(desk, &ask, &found));
    write_string(&out, found.partner ? "PARTNER" : found.herself ? "PERSON" : "NOBODY");
    write_string(&out, found.proven ? " CODE\n" : "\n");
    write_text(&out, request->words);
    struct alert alert = {.kind = ALERT_ACCESS,
                          .list = list_for(&ask, &found),
                          .file = found.file,
                          .at = request->at,
                          .words = writer_text(&out)};
    TRY(store_alert_add(desk->store, &alert));
    return store_access_sent(desk->store, request->number);
}

#define SENT_AT_ONCE 20

static err send_next(struct desk *desk)
{
    struct access_request request;
    TRY(store_access_next(desk->store, desk->arena, &request));
    return send_one(desk, &request);
}

err desk_access_send(struct desk *desk)
{
    for (int i = 0; i < SENT_AT_ONCE; i++) {
        struct arena before = *desk->arena;
        TRY(store_begin(desk->store));
        err e = send_next(desk);
        *desk->arena = before;
        if (e == ERR_OK) {
            e = store_commit(desk->store);
        } else {
            store_rollback(desk->store);
        }
        if (e == ERR_NOT_FOUND) return ERR_OK; /* none waits */
        TRY(e);
    }
    return ERR_OK;
}
