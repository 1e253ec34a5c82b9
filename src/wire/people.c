#include "wire/vault.h"
#include "wire/wire.h"

/* People as likeness takes them: those of a claim that was read, those of an agent's profile,
 * whoever asks for access. Every text is copied into the arena. */

#define NAME_CHARACTERS   100
#define NUMBER_CHARACTERS 254

/* The trimmed text of a member, in the arena; the empty text when it is not there. */
static text copy_of(const struct json_at *object, const char *key, int max, struct arena *a)
{
    struct json_at at = wire_at(object, key);
    text value = T("");
    wire_get_text(&at, &value, max);
    return value.length == 0 ? T("") : arena_copy(a, value);
}

static int copy_list(const struct json_at *object, const char *key, int max, text *ret,
                     struct arena *a)
{
    struct json_at list = wire_at(object, key);
    int count = wire_get_list(&list, max), kept = 0;
    for (int i = 0; i < count; i++) {
        struct json_at item = wire_at_item(&list, i);
        text value = T("");
        wire_get_text(&item, &value, NUMBER_CHARACTERS);
        if (value.length > 0) ret[kept++] = arena_copy(a, value);
    }
    return kept;
}

static void get_address(const struct json_at *person, struct arena *a, struct likeness_person *ret)
{
    static const char *const keys[] = {"lines", "postcode", "city"};
    struct json_at at = wire_at(person, "address");
    if (!at.value || !wire_get_object(&at, keys, LENGTH(keys))) return;
    ret->lines_count = copy_list(&at, "lines", LIKENESS_LINES_MAX, ret->lines, a);
    ret->postcode = copy_of(&at, "postcode", 10, a);
    ret->city = copy_of(&at, "city", NAME_CHARACTERS, a);
}

/* {"family_name", "birth_name", "given_names", "born_on", "address", "phones", "emails", "ibans",
 * "employer"}: the two names needed. */
static void get_person(const struct json_at *at, struct arena *a, struct likeness_person *ret)
{
    static const char *const keys[] = {"family_name", "birth_name", "given_names",
                                       "born_on",     "address",    "phones",
                                       "emails",      "ibans",      "employer"};
    static const char *const needed[] = {"family_name", "given_names"};
    if (!wire_get_object(at, keys, LENGTH(keys))) return;
    struct likeness_person person = {.born_on = NO_DATE};
    person.family_name = copy_of(at, "family_name", NAME_CHARACTERS, a);
    person.birth_name = copy_of(at, "birth_name", NAME_CHARACTERS, a);
    person.given_names = copy_of(at, "given_names", NAME_CHARACTERS, a);
    for (size_t i = 0; i < LENGTH(needed); i++) {
        struct json_at name = wire_at_needed(at, needed[i]);
        text value = T("");
        wire_get_text(&name, &value, NAME_CHARACTERS);
        if (value.length == 0) wire_expected(&name, "text that is not empty");
    }
    struct json_at born = wire_at(at, "born_on");
    wire_get_day_or_null(&born, &person.born_on);
    get_address(at, a, &person);
    person.phones_count = copy_list(at, "phones", LIKENESS_NUMBERS_MAX, person.phones, a);
    person.emails_count = copy_list(at, "emails", LIKENESS_NUMBERS_MAX, person.emails, a);
    person.ibans_count = copy_list(at, "ibans", LIKENESS_NUMBERS_MAX, person.ibans, a);
    person.employer = copy_of(at, "employer", NAME_CHARACTERS, a);
    *ret = person;
}

err wire_profile_read(text json, struct arena *a, struct wire_profile *ret, struct trouble *trouble)
{
    static const char *const keys[] = {"agent", "people"};
    must(a->end - a->at >= WIRE_PEOPLE_ROOM);
    CLEANUP(wire_json_drop) json_t *document = NULL;
    TRY(wire_json_load(json, &document, trouble));
    struct json_reader reader = {.failed = false};
    struct json_at top = wire_at_top(&reader, document);
    struct wire_profile profile = {.count = 0};
    wire_refuse_other_keys(&top, keys, LENGTH(keys));
    struct json_at agent = wire_at_needed(&top, "agent");
    text name = T("");
    wire_get_text(&agent, &name, 64);
    if (name.length == 0) wire_expected(&agent, "the name of an agent");
    profile.agent = name.length == 0 ? T("") : arena_copy(a, name);
    struct json_at people = wire_at_needed(&top, "people");
    profile.count = wire_get_list(&people, WIRE_PROFILE_PEOPLE);
    if (profile.count == 0) wire_expected(&people, "one to eight people, first the agent");
    for (int i = 0; i < profile.count; i++) {
        struct json_at item = wire_at_item(&people, i);
        get_person(&item, a, &profile.people[i]);
    }
    TRY(wire_json_end(&reader, trouble));
    *ret = profile;
    return ERR_OK;
}

err wire_access_read(text json, struct arena *a, struct wire_access *ret, struct trouble *trouble)
{
    static const char *const keys[] = {"capacity", "person", "code_word", "reach", "words"};
    must(a->end - a->at >= WIRE_PEOPLE_ROOM);
    CLEANUP(wire_json_drop) json_t *document = NULL;
    TRY(wire_json_load(json, &document, trouble));
    struct json_reader reader = {.failed = false};
    struct json_at top = wire_at_top(&reader, document);
    struct wire_access access = {.capacity = T("")};
    wire_refuse_other_keys(&top, keys, LENGTH(keys));
    access.capacity = copy_of(&top, "capacity", 20, a);
    struct json_at person = wire_at_needed(&top, "person");
    get_person(&person, a, &access.person);
    access.person.code_word = copy_of(&top, "code_word", 50, a);
    access.reach = copy_of(&top, "reach", NUMBER_CHARACTERS, a);
    access.words = copy_of(&top, "words", 1000, a);
    TRY(wire_json_end(&reader, trouble));
    *ret = access;
    return ERR_OK;
}

/* ---- the people of a claim ---- */

static void add_number(text *list, int *count, text value)
{
    if (value.length > 0 && *count < LIKENESS_NUMBERS_MAX) list[(*count)++] = value;
}

/* Names, birth date, address and how to reach them, from a part that wire has written itself. */
static void read_part(text part, struct arena *a, struct likeness_person *ret)
{
    static const char *const lines[LIKENESS_LINES_MAX] = {"address.lines.0", "address.lines.1",
                                                          "address.lines.2", "address.lines.3",
                                                          "address.lines.4", "address.lines.5"};
    ret->family_name = wire_member(part, "family_name", a);
    ret->given_names = wire_member(part, "given_names", a);
    if (date_read(wire_member(part, "born_on", a), &ret->born_on) != ERR_OK) ret->born_on = NO_DATE;
    for (int i = 0; i < LIKENESS_LINES_MAX; i++) {
        text line = wire_member(part, lines[i], a);
        if (line.length == 0) break;
        ret->lines[ret->lines_count++] = line;
    }
    ret->postcode = wire_member(part, "address.postcode", a);
    ret->city = wire_member(part, "address.city", a);
    add_number(ret->phones, &ret->phones_count, wire_member(part, "phone", a));
    add_number(ret->emails, &ret->emails_count, wire_member(part, "email", a));
}

/* Through whom she is reached may be somebody else: a friend, a sister. The number of an
 * association is many women's and nobody's. */
void wire_holder_read(text contact, struct arena *a, struct likeness_person *ret)
{
    text channel = wire_member(contact, "channel", a), value = wire_member(contact, "value", a);
    if (text_equal(channel, T("phone"))) add_number(ret->phones, &ret->phones_count, value);
    if (text_equal(channel, T("email"))) add_number(ret->emails, &ret->emails_count, value);
}

void wire_claim_people(const struct claim *claim, struct arena *a, struct wire_people *ret)
{
    struct wire_people people = {.her.born_on = NO_DATE};
    read_part(claim->person, a, &people.her);
    add_number(people.her.ibans, &people.her.ibans_count, wire_member(claim->account, "iban", a));
    people.her.code_word = wire_member(claim->contact, "code_word", a);
    read_part(claim->partner, a, &people.partner);
    wire_holder_read(claim->contact, a, &people.holder);
    *ret = people;
}
