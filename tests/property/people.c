#include "tests/property/people.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct weighted {
    const char *name;
    int weight;
};
static const struct weighted families[] = {
#define FAMILY(name, weight) {name, weight},
#include "tests/property/people.def"
};
static const struct weighted men[] = {
#define MAN(name, weight) {name, weight},
#include "tests/property/people.def"
};
static const struct weighted women[] = {
#define WOMAN(name, weight) {name, weight},
#include "tests/property/people.def"
};
static const char *const streets[] = {
#define STREET(name) name,
#include "tests/property/people.def"
};
static const struct {
    const char *postcode, *name;
} towns[] = {
#define TOWN(postcode, name) {postcode, name},
#include "tests/property/people.def"
};

const char *const slip_names[SLIP_COUNT] = {
#define SLIP(name) #name,
#include "tests/property/slips.def"
};

/* ---- making ---- */

static const char *pick(const struct weighted *list, size_t count, struct random *random)
{
    int total = 0;
    for (size_t i = 0; i < count; i++) total += list[i].weight;
    int at = random_below(random, total);
    for (size_t i = 0; i < count; i++) {
        at -= list[i].weight;
        if (at < 0) return list[i].name;
    }
    return list[0].name;
}

#define SAY_IN(room, ...) (void)snprintf((room), sizeof(room), __VA_ARGS__)

struct human human_make(struct random *random)
{
    struct human human = {.born_on = NO_DATE};
    bool woman = random_flag(random);
    const struct weighted *given = woman ? women : men;
    size_t count = woman ? LENGTH(women) : LENGTH(men);
    SAY_IN(human.family, "%s", pick(families, LENGTH(families), random));
    SAY_IN(human.birth, "%s",
           woman && random_flag(random) ? pick(families, LENGTH(families), random) : human.family);
    if (random_below(random, 3) == 0) {
        SAY_IN(human.given, "%s %s", pick(given, count, random), pick(given, count, random));
    } else {
        SAY_IN(human.given, "%s", pick(given, count, random));
    }
    human.born_on = date_plus_days(DATE(1950, 1, 1), random_below(random, 55 * 365));
    size_t town = (size_t)random_below(random, (int)LENGTH(towns));
    SAY_IN(human.street, "%d %s", 1 + random_below(random, 150),
           streets[random_below(random, (int)LENGTH(streets))]);
    SAY_IN(human.postcode, "%s", towns[town].postcode);
    SAY_IN(human.city, "%s", towns[town].name);
    SAY_IN(human.phone, "0%d%08d", random_flag(random) ? 6 : 7, random_below(random, 100000000));
    SAY_IN(human.iban, "FR76999990%04d%011lld%02d", random_below(random, 10000),
           (long long)(random_next(random) % UINT64_C(99999999999)), random_below(random, 97));
    return human;
}

static void add_number(text *list, int *count, const char *number)
{
    if (number[0] != '\0') list[(*count)++] = text_of(number);
}

struct likeness_person human_person(const struct human *human)
{
    struct likeness_person person = {.family_name = text_of(human->family),
                                     .birth_name = text_of(human->birth),
                                     .given_names = text_of(human->given),
                                     .born_on = human->born_on,
                                     .postcode = text_of(human->postcode),
                                     .city = text_of(human->city)};
    if (human->street[0] != '\0') {
        person.lines[0] = text_of(human->street);
        person.lines_count = 1;
    }
    add_number(person.phones, &person.phones_count, human->phone);
    add_number(person.ibans, &person.ibans_count, human->iban);
    return person;
}

/* ---- slips of the keyboard ---- */

/* A letter or digit of the word that has one after it, from `first` on; -1 when there is none. */
static int place_in(const char *word, int first, bool digits, struct random *random)
{
    int length = (int)strlen(word), found = -1, seen = 0;
    for (int i = first; i + 1 < length; i++) {
        bool fits = digits ? isdigit((unsigned char)word[i]) && isdigit((unsigned char)word[i + 1])
                           : isupper((unsigned char)word[i]) && isupper((unsigned char)word[i + 1]);
        if (fits && random_below(random, ++seen) == 0) found = i;
    }
    return found;
}

enum how { HOW_SWAP, HOW_MISSING, HOW_DOUBLED, HOW_WRONG };

static void slip_in(char word[LINE_ROOM], int first, bool digits, enum how how,
                    struct random *random)
{
    int place = place_in(word, first, digits, random), length = (int)strlen(word);
    if (place < 0) return;
    char c = word[place];
    switch (how) {
    case HOW_SWAP:
        word[place] = word[place + 1];
        word[place + 1] = c;
        break;
    case HOW_MISSING: memmove(word + place, word + place + 1, (size_t)(length - place)); break;
    case HOW_DOUBLED:
        if (length + 1 < LINE_ROOM)
            memmove(word + place + 1, word + place, (size_t)(length - place + 1));
        break;
    case HOW_WRONG:
        if (digits)
            word[place] = (char)('0' + (c - '0' + 1 + random_below(random, 9)) % 10);
        else
            word[place] = (char)('A' + (c - 'A' + 1 + random_below(random, 25)) % 26);
        break;
    }
}

static void replace(char line[LINE_ROOM], const char *what, const char *with)
{
    char *at = strstr(line, what);
    if (!at) return;
    char rest[LINE_ROOM];
    SAY_IN(rest, "%s", at + strlen(what));
    size_t room = (size_t)(LINE_ROOM - (at - line));
    (void)snprintf(at, room, "%s%s", with, rest);
}

/* As one writes what one hears: the first spelling that is there, from a place of chance on. */
static void misspell(char word[LINE_ROOM], struct random *random)
{
    static const struct {
        const char *what, *with;
    } heard[] = {{"PH", "F"},
                 {"EAU", "O"},
                 {"AU", "O"},
                 {"TH", "T"},
                 {"QU", "K"},
                 {"Y", "I"},
                 {"CH", "SH"},
                 {"AI", "E"},
                 {"AN", "EN"},
                 {"EN", "AN"},
                 {"LL", "L"},
                 {"NN", "N"},
                 {"TT", "T"},
                 {"SS", "S"},
                 {"RR", "R"},
                 {"OU", "U"},
                 {"CK", "K"},
                 {"Z", "S"},
                 {"K", "C"},
                 {"IN", "AIN"},
                 {"OI", "OY"},
                 {"ER", "E"},
                 {"CE", "SE"},
                 {"GU", "GH"},
                 {"H", ""},
                 {"J", "G"},
                 {"I", "Y"},
                 {"W", "V"},
                 {"CO", "KO"},
                 {"CA", "KA"},
                 {"MOHAMED", "MUHAMMAD"},
                 {"YOUSSEF", "YUSUF"}};
    size_t from = (size_t)random_below(random, (int)LENGTH(heard));
    for (size_t i = 0; i < LENGTH(heard); i++) {
        size_t at = (from + i) % LENGTH(heard);
        if (!strstr(word, heard[at].what)) continue;
        if (strcmp(heard[at].what, "J") == 0 && !strstr(word, "JE")) continue;
        replace(word, heard[at].what, heard[at].with);
        return;
    }
}

static void turn_accents(char word[LINE_ROOM])
{
    static const char *const pairs[][2] = {{"É", "E"}, {"È", "E"}, {"Ê", "E"}, {"Ë", "E"},
                                           {"Ç", "C"}, {"Ï", "I"}, {"Ô", "O"}, {"Œ", "OE"}};
    for (size_t i = 0; i < LENGTH(pairs); i++) {
        if (!strstr(word, pairs[i][0])) continue;
        replace(word, pairs[i][0], pairs[i][1]);
        return;
    }
    replace(word, "E", "É");
}

static void turn_joins(char word[LINE_ROOM], struct random *random)
{
    if (strchr(word, '-')) {
        replace(word, "-", random_flag(random) ? " " : "");
    } else if (strchr(word, '\'')) {
        replace(word, "'", random_flag(random) ? " " : "");
    } else {
        replace(word, " ", random_flag(random) ? "-" : "");
    }
}

/* "CAMILLE ANNE" as "ANNE CAMILLE". */
static void turn_order(char word[LINE_ROOM])
{
    char *blank = strchr(word, ' ');
    if (!blank) return;
    char turned[LINE_ROOM];
    int first = (int)(blank - word);
    SAY_IN(turned, "%.*s %.*s", LINE_ROOM - first - 2, blank + 1, first, word);
    memcpy(word, turned, LINE_ROOM);
}

static void slip_birth(struct human *human, enum slip slip, struct random *random)
{
    date born = human->born_on;
    if (!date_is_set(born)) return;
    if (slip == SLIP_NO_BIRTH) human->born_on = NO_DATE;
    if (slip == SLIP_DAY_MONTH && date_is_valid(born.year, born.day, born.month))
        human->born_on = DATE(born.year, born.day, born.month);
    enum { TRIES = 100 };
    for (int i = 0; i < TRIES && slip == SLIP_DAY_DIGIT; i++) {
        int other = random_flag(random) ? born.day / 10 * 10 + random_below(random, 10)
                                        : born.day % 10 + 10 * random_below(random, 4);
        if (other == born.day || !date_is_valid(born.year, born.month, other)) continue;
        human->born_on.day = (int8_t)other;
        break;
    }
    for (int i = 0; i < TRIES && slip == SLIP_YEAR_DIGIT; i++) {
        int other = 1950 + random_below(random, 55);
        if (other == born.year || !date_is_valid(other, born.month, born.day)) continue;
        human->born_on.year = (int16_t)other;
        break;
    }
}

static void slip_street(struct human *human, enum slip slip, struct random *random)
{
    static const char *const ways[][2] = {
        {"rue", "r."},        {"avenue", "av"},      {"boulevard", "bd"}, {"place", "PL"},
        {"chemin", "che"},    {"impasse", "imp"},    {"allée", "all."},   {"route", "rte"},
        {"Général", "Gal"},   {"Maréchal", "Mal"},   {"Saint", "St"},     {"Docteur", "Dr"},
        {"Président", "Pdt"}, {"résidence", "Rés."}, {"square", "sq"},    {"quai", "QU."}};
    switch ((int)slip) {
    case SLIP_STREET_SHORT:
        for (size_t i = 0; i < LENGTH(ways); i++) replace(human->street, ways[i][0], ways[i][1]);
        break;
    case SLIP_STREET_FLAT: {
        char whole[2 * LINE_ROOM];
        SAY_IN(whole, "Appt %d Bât %c %s", random_below(random, 90), 'A' + random_below(random, 5),
               human->street);
        SAY_IN(human->street, "%.79s", whole);
        break;
    }
    case SLIP_STREET_WAY: replace(human->street, "rue", "avenue"); break;
    case SLIP_STREET_WRONG:
        for (char *c = human->street; *c != '\0'; c++) *c = (char)toupper((unsigned char)*c);
        slip_in(human->street, 4, false, (enum how)random_below(random, 4), random);
        break;
    default: break;
    }
}

static void slip_numbers(struct human *human, enum slip slip, struct random *random)
{
    char plain[LINE_ROOM];
    memcpy(plain, human->phone, LINE_ROOM);
    switch ((int)slip) {
    case SLIP_PHONE_WRONG: slip_in(human->phone, 2, true, HOW_WRONG, random); break;
    case SLIP_PHONE_MISSING: slip_in(human->phone, 2, true, HOW_MISSING, random); break;
    case SLIP_PHONE_SWAP: slip_in(human->phone, 2, true, HOW_SWAP, random); break;
    case SLIP_PHONE_FORM:
        SAY_IN(human->phone, "+33 (0)%c %.2s-%.2s.%.2s %.2s", plain[1], plain + 2, plain + 4,
               plain + 6, plain + 8);
        break;
    case SLIP_IBAN_WRONG: slip_in(human->iban, 16, true, HOW_WRONG, random); break;
    case SLIP_IBAN_SWAP: slip_in(human->iban, 16, true, HOW_SWAP, random); break;
    case SLIP_IBAN_SPACES:
        memcpy(plain, human->iban, LINE_ROOM);
        SAY_IN(human->iban, "fr%.2s %.4s %.4s %.4s %.4s %.4s %.3s", plain + 2, plain + 4, plain + 8,
               plain + 12, plain + 16, plain + 20, plain + 24);
        break;
    default: break;
    }
}

static void slip_names_of(struct human *human, enum slip slip, struct random *random)
{
    char kept[LINE_ROOM];
    switch ((int)slip) {
    case SLIP_FAMILY_SWAP:
    case SLIP_FAMILY_MISSING:
    case SLIP_FAMILY_DOUBLED:
    case SLIP_FAMILY_WRONG:
        slip_in(human->family, 0, false, (enum how)(slip - SLIP_FAMILY_SWAP), random);
        break;
    case SLIP_GIVEN_SWAP:
    case SLIP_GIVEN_MISSING:
    case SLIP_GIVEN_DOUBLED:
    case SLIP_GIVEN_WRONG:
        slip_in(human->given, 0, false, (enum how)(slip - SLIP_GIVEN_SWAP), random);
        break;
    case SLIP_FAMILY_SOUND: misspell(human->family, random); break;
    case SLIP_GIVEN_SOUND: misspell(human->given, random); break;
    case SLIP_ACCENTS:
        turn_accents(human->family);
        turn_accents(human->given);
        break;
    case SLIP_HYPHENS:
        turn_joins(human->family, random);
        turn_joins(human->given, random);
        break;
    case SLIP_GIVEN_ORDER: turn_order(human->given); break;
    case SLIP_SECOND_GIVEN:
        if (strchr(human->given, ' ')) *strchr(human->given, ' ') = '\0';
        break;
    case SLIP_FIELDS_SWAPPED:
        memcpy(kept, human->family, LINE_ROOM);
        memcpy(human->family, human->given, LINE_ROOM);
        memcpy(human->given, kept, LINE_ROOM);
        break;
    case SLIP_BIRTH_NAME: memcpy(human->family, human->birth, LINE_ROOM); break;
    default: break;
    }
}

void human_slip(struct human *human, enum slip slip, struct random *random)
{
    slip_names_of(human, slip, random);
    slip_birth(human, slip, random);
    slip_numbers(human, slip, random);
    slip_street(human, slip, random);
}
