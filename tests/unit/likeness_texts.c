#include "tests/test.h"

#include "likeness/inside.h"

#include <string.h>

/* What is folded, what is heard, what of an address is read, and what a person's texts say. */

static struct word word(const char *letters)
{
    struct word made = {.length = 0};
    for (; *letters != '\0' && made.length < WORD_MAX; letters++) made.at[made.length++] = *letters;
    return made;
}

static void assert_word(const struct word *found, const char *expected)
{
    char room[WORD_MAX + 1] = "";
    memcpy(room, found->at, (size_t)found->length);
    assert_string_equal(room, expected);
}

static void letters_are_folded_whatever_their_accents(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *first, *second;
    } rows[] = {
        {"Lévêque", "LEVEQUE", NULL},         {"le Flo\u0301c'h", "LE", "FLOC"},
        {"  Jean-Pierre ", "JEAN", "PIERRE"}, {"Cœur", "COEUR", NULL},
        {"Öztürk", "OZTURK", NULL},           {"12bis, rue", "12BIS", "RUE"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct word words[4];
        int count = fold_words(text_of(rows[i].typed), words, 4);
        assert_true(count >= (rows[i].second ? 2 : 1));
        assert_word(&words[0], rows[i].first);
        if (rows[i].second) assert_word(&words[1], rows[i].second);
    }
    struct word none[1];
    assert_int_equal(fold_words((text){"\xff", 1}, none, 1), 0);
    assert_int_equal(fold_words(T("?!"), none, 1), 0);
    assert_int_equal(fold_words(T("UN DEUX"), none, 1), 1);
}

static void names_that_sound_alike_have_one_sound(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"DURAND", "DURANT"},     {"RENAULT", "RENAUD"},     {"MOREAU", "MORO"},
        {"PHILIPPE", "FILIP"},    {"CHRISTOPHE", "KRISTOF"}, {"GUERIN", "GUERRIN"},
        {"MOHAMED", "MOUHAMMED"}, {"HICHAM", "HISHAM"},      {"DJAMEL", "JAMEL"},
        {"OUALID", "WALID"},      {"CARVALHO", "CARVALO"},   {"GWENAEL", "GUENAEL"},
        {"LECOMPTE", "LECONTE"},  {"JACQUES", "JAK"},        {"THIERRY", "TIERI"},
        {"BEAUCHAMP", "BOCHAN"},  {"ELIZABETH", "ELISABET"}, {"LEROY", "LEROIS"},
        {"WAGNER", "VAGNER"},     {"AGNES", "ANES"},         {"QUENTIN", "KANTIN"},
        {"GEORGES", "JORGE"},     {"HUMBERT", "UMBERT"},     {"FRANCOIS", "FRANCOI"},
        {"MARTIN", "MARTAIN"},    {"SCHMITT", "CHMIT"},      {"BAPTISTE", "BATISTE"},
    };
    for (size_t i = 0; i < LENGTH(pairs); i++) {
        struct word one = word(pairs[i][0]), other = word(pairs[i][1]);
        struct word a = sound_of(&one), b = sound_of(&other);
        if (!word_equal(&a, &b))
            fail_msg("%s %.*s, %s %.*s", one.at, a.length, a.at, other.at, b.length, b.at);
    }
    static const char *const apart[][2] = {
        {"MARTIN", "MARTEL"}, {"DUBOIS", "DUPUIS"}, {"PETIT", "BEDI"}, {"ROUX", "ROCHE"}};
    for (size_t i = 0; i < LENGTH(apart); i++) {
        struct word one = word(apart[i][0]), other = word(apart[i][1]);
        struct word a = sound_of(&one), b = sound_of(&other);
        assert_false(word_equal(&a, &b));
    }
}

static void every_letter_and_every_line_of_sound_is_read(void **state)
{
    (void)state;
    for (char c = 'A'; c <= 'Z';
         c++) { /* no letter stops the walk, none is taken for another word */
        char letters[] = {'B', 'A', c, 'A', 'L', '\0'};
        struct word typed = word(letters), sound = sound_of(&typed);
        assert_true(sound.length >= 2 && sound.at[0] == 'b');
    }
    struct word digits = word("12"), short_word = word("LY"),
                long_word = word("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    struct word heard = sound_of(&digits);
    assert_word(&heard, "12"); /* nothing is heard: itself */
    heard = sound_of(&short_word);
    assert_word(&heard, "le");
    assert_int_equal(long_word.length, WORD_MAX);
    heard = sound_of(&long_word);
    assert_true(heard.length > 4);
}

static bool has(const struct forms *forms, const char *form)
{
    for (int i = 0; i < forms->count; i++) {
        if (text_equal(word_text(&forms->forms[i]), text_of(form))) return true;
    }
    return false;
}

static void a_name_has_the_forms_it_is_written_in(void **state)
{
    (void)state;
    struct forms family = {.count = 0}, given = {.count = 0};
    forms_of_family(T("de la Fontaine-Martin"), &family);
    assert_true(has(&family, "DELAFONTAINEMARTIN") && has(&family, "FONTAINEMARTIN"));
    assert_true(has(&family, "FONTAINE") && has(&family, "MARTIN"));
    assert_int_equal(family.count, 4);
    forms_of_given(T("Jean Pierre, Muhammad"), &given);
    assert_true(has(&given, "JEANPIERRE") && has(&given, "JEAN") && has(&given, "PIERRE"));
    assert_true(has(&given, "MOHAMED")); /* of variants.def */
    struct forms many = {.count = 0};
    for (int i = 0; i < 40; i++) {
        char name[] = {'B', (char)('A' + i % 26), (char)('A' + i / 26), '\0'};
        forms_of_family(text_of(name), &many);
    }
    assert_int_equal(many.count, FORMS_MAX);
}

static void the_house_and_street_of_an_address_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        const char *number, *first;
        int count;
    } rows[] = {
        {"12 bis rue de l'Église", "12", "EGLISE", 1},
        {"12B, av. du Gal de Gaulle", "12", "GENERAL", 2},
        {"Appt 4 Bât B 12 r. Pasteur", "12", "PASTEUR", 1},
        {"12-14 rue Pasteur", "12", "PASTEUR", 1},
        {"3 place", "3", "PLACE", 1},
        {"Résidence du Parc", "", "PARC", 1},
        {"8 rue St-Martin appt 12", "8", "SAINT", 2},
        {"Étage 3", "", "", 0},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct likeness_person person = {.lines = {T("chez Mme Exemple"), text_of(rows[i].line)},
                                         .lines_count = 2,
                                         .postcode = T("59 000"),
                                         .city = T("St Amand 2e Cedex")};
        struct address address;
        address_read(&person, &address);
        assert_word(&address.number, rows[i].number);
        assert_int_equal(address.street_count, rows[i].count);
        if (rows[i].count > 0) assert_word(&address.street[0], rows[i].first);
        assert_word(&address.postcode, "59000");
        assert_word(&address.city, "SAINTAMAND");
    }
}

/* ---- the texts of two people ---- */

#define TEXTS_MAX LIKENESS_TEXTS_MAX
static char texts[2][TEXTS_MAX][LIKENESS_WORDS_MAX + 1];
static enum likeness_class classes[TEXTS_MAX];
static int counts[2];

static err take(void *context, enum likeness_class class, text words)
{
    int side = *(int *)context;
    if (counts[side] == TEXTS_MAX) return ERR_HOST;
    assert_true(words.length <= LIKENESS_WORDS_MAX);
    memset(texts[side][counts[side]], 0, sizeof texts[side][0]);
    memcpy(texts[side][counts[side]], words.at, (size_t)words.length);
    if (side == 0) classes[counts[side]] = class;
    counts[side]++;
    return ERR_OK;
}

static uint32_t shared(const struct likeness_person *agent, const struct likeness_person *party)
{
    int seeker = 0, kept = 1;
    uint32_t found = 0;
    memset(counts, 0, sizeof counts);
    assert_int_equal(likeness_sought(agent, (struct likeness_taker){take, &seeker}), ERR_OK);
    assert_int_equal(likeness_kept(party, (struct likeness_taker){take, &kept}), ERR_OK);
    for (int i = 0; i < counts[0]; i++) {
        for (int k = 0; k < counts[1]; k++) {
            if (strcmp(texts[0][i], texts[1][k]) == 0) found |= 1u << classes[i];
        }
    }
    return found;
}

static struct likeness_person camille(void)
{
    return (struct likeness_person){.family_name = T("Exemple"),
                                    .given_names = T("Camille"),
                                    .born_on = DATE(1990, 3, 7),
                                    .lines = {T("12 rue Pasteur")},
                                    .lines_count = 1,
                                    .postcode = T("59000"),
                                    .city = T("Lille"),
                                    .phones = {T("06 12 34 56 78")},
                                    .phones_count = 1,
                                    .emails = {T("camille.exemple+aide@exemple.test")},
                                    .emails_count = 1,
                                    .ibans = {T("FR76 9999 9000 0100 0000 0000 115")},
                                    .ibans_count = 1,
                                    .employer = T("Exemple SARL")};
}

static void each_thing_shared_is_told_by_its_class(void **state)
{
    (void)state;
    struct likeness_person agent = camille(), party = {.born_on = NO_DATE};
    party.phones[0] = T("+33 6 12 34 56 78");
    party.phones_count = 1;
    assert_int_equal(shared(&agent, &party), 1u << LIKENESS_PHONE | 1u << LIKENESS_PHONE_NEAR);
    party.phones[0] = T("06 12 34 65 78");
    assert_int_equal(shared(&agent, &party), 1u << LIKENESS_PHONE_NEAR);
    party.phones[0] = T("3919");
    assert_int_equal(shared(&agent, &party), 0);

    party =
        (struct likeness_person){.emails = {T("camilleexemple@exemple.test")}, .emails_count = 1};
    assert_int_equal(shared(&agent, &party), 1u << LIKENESS_EMAIL);
    party = (struct likeness_person){.employer = T("EXEMPLE S.A.R.L.")};
    assert_int_equal(shared(&agent, &party), 1u << LIKENESS_EMPLOYER);
    assert_false(likeness_enough(1u << LIKENESS_EMPLOYER));

    party = (struct likeness_person){.ibans = {T("fr7699999000010000000000115")}, .ibans_count = 1};
    assert_int_equal(shared(&agent, &party), 1u << LIKENESS_IBAN | 1u << LIKENESS_IBAN_NEAR);
    party.ibans[0] = T("FR7699999000010000000001115");
    assert_int_equal(shared(&agent, &party), 1u << LIKENESS_IBAN_NEAR);

    party = (struct likeness_person){
        .lines = {T("Bât C, 12 av. Pasteur")}, .lines_count = 1, .city = T("LILLE")};
    assert_int_equal(shared(&agent, &party), 1u << LIKENESS_BUILDING);
    party.city = T("Lyon");
    assert_int_equal(shared(&agent, &party), 0);
}

static void birth_dates_part_namesakes_and_their_absence_does_not(void **state)
{
    (void)state;
    struct likeness_person agent = camille();
    struct likeness_person party = {
        .family_name = T("CAMILLE"), .given_names = T("Exempel"), .born_on = DATE(1990, 7, 3)};
    assert_true(likeness_enough(shared(&agent, &party))); /* fields, letters, day and month */
    party.born_on = DATE(1961, 12, 24);
    assert_int_equal(shared(&agent, &party), 1u << LIKENESS_NAMES);
    party.born_on = DATE(1990, 3, 17);
    assert_int_equal(shared(&agent, &party), 1u << LIKENESS_NAMES | 1u << LIKENESS_NAME_COARSE);
    assert_true(likeness_enough(1u << LIKENESS_NAMES | 1u << LIKENESS_NAME_COARSE));
    party.born_on = NO_DATE;
    assert_true(shared(&agent, &party) & 1u << LIKENESS_NAMES_UNDATED);
    struct likeness_person undated = {.family_name = T("Exemple"), .given_names = T("Camille")};
    party = camille();
    assert_int_equal(shared(&undated, &party), 1u << LIKENESS_NAMES_UNDATED);
    struct likeness_person nobody = {.born_on = DATE(1990, 3, 7)};
    assert_int_equal(shared(&nobody, &party), 0); /* a birth date alone is nothing */
}

static void the_longest_of_people_stays_within_bounds(void **state)
{
    (void)state;
    struct likeness_person person = camille();
    person.family_name =
        T("Abracadabrantesques-Bonimenteurs-Calembredaines-Dodelinements-Epouvantails");
    person.birth_name =
        T("Fanfaronnades-Galimatias-Hurluberlus-Imbroglios-Jacquemarts-Kaleidoscopes");
    person.given_names = T("Maximilienne-Constantine Philippine-Clementine Bernardine Desideria");
    person.born_on = NO_DATE;
    int side = 0;
    memset(counts, 0, sizeof counts);
    assert_int_equal(likeness_sought(&person, (struct likeness_taker){take, &side}), ERR_OK);
    assert_true(counts[0] > 1000);
    counts[0] = TEXTS_MAX;
    assert_int_equal(likeness_kept(&person, (struct likeness_taker){take, &side}), ERR_HOST);
}

static void a_proof_is_its_kind_and_number(void **state)
{
    (void)state;
    char room[LIKENESS_WORDS_MAX];
    struct writer out = WRITER(room);
    assert_true(text_equal(likeness_proof(T("complaint"), T("pv 2025/00123"), &out),
                           T("q|complaint|PV202500123")));
    out.length = 0;
    assert_int_equal(likeness_proof(T("complaint"), T("n° 12"), &out).length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_folded_whatever_their_accents),
        cmocka_unit_test(names_that_sound_alike_have_one_sound),
        cmocka_unit_test(every_letter_and_every_line_of_sound_is_read),
        cmocka_unit_test(a_name_has_the_forms_it_is_written_in),
        cmocka_unit_test(the_house_and_street_of_an_address_are_read),
        cmocka_unit_test(each_thing_shared_is_told_by_its_class),
        cmocka_unit_test(birth_dates_part_namesakes_and_their_absence_does_not),
        cmocka_unit_test(the_longest_of_people_stays_within_bounds),
        cmocka_unit_test(a_proof_is_its_kind_and_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
