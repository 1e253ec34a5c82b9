#include "likeness/inside.h"

/* The texts of a person. Each begins with a letter that says what it is, so that no two kinds meet.
 * A word is given with each of its letters left out in turn: two words that differ by one letter
 * left out, doubled, wrong or swapped with its neighbour have one of these in common. */

static const int weights[LIKENESS_COUNT] = {
#define CLASS(name, weight, fr, en, why) [LIKENESS_##name] = weight,
#include "likeness/classes.def"
};

bool likeness_enough(uint32_t classes)
{
    int weight = 0;
    for (int i = 0; i < LIKENESS_COUNT; i++) {
        if (classes & 1u << i) weight += weights[i];
    }
    return weight >= LIKENESS_ENOUGH;
}

struct maker {
    struct likeness_taker taker;
    bool seeks;
    int given_count;
    const struct likeness_person *person;
    struct forms family, given, all;
    struct word born, coarse[3];
};

/* The parts between bars, after their letter; an empty part says that there is nothing to compare.
 */
static err give(struct maker *m, enum likeness_class class, char letter, const text *parts,
                int count)
{
    char room[LIKENESS_WORDS_MAX];
    struct writer out = WRITER(room);
    write_character(&out, letter);
    for (int i = 0; i < count; i++) {
        if (parts[i].length == 0) return ERR_OK;
        write_character(&out, '|');
        write_text(&out, parts[i]);
    }
    must(!out.full); /* at most four words of WORD_MAX */
    if (m->given_count == LIKENESS_TEXTS_MAX) return ERR_OK;
    m->given_count++;
    return m->taker.take(m->taker.context, class, writer_text(&out));
}

#define GIVE(m, class, letter, ...)                           \
    give((m), (class), (letter), (const text[]){__VA_ARGS__}, \
         (int)LENGTH(((const text[]){__VA_ARGS__})))

#define SLIPS_FROM 4 /* shorter words are too near one another */

/* The words with one letter left out, and whole, each with `rest` behind. */
static err give_slips(struct maker *m, enum likeness_class class, char letter,
                      const struct word *word, text rest)
{
    int first = word->length < SLIPS_FROM ? word->length : 0;
    for (int place = first; place <= word->length; place++) {
        struct word left = without(word, place);
        TRY(GIVE(m, class, letter, word_text(&left), rest));
    }
    return ERR_OK;
}

/* ---- names ---- */

static struct word digits(int first, int first_width, int second)
{
    struct word word = {.length = 0};
    struct writer out = WRITER(word.at);
    write_padded(&out, first, first_width);
    write_character(&out, '-');
    write_padded(&out, second, 2);
    word.length = (int)out.length;
    return word;
}

/* The birth date whichever of day and month came first; and two parts of it out of three. */
static void read_birth(struct maker *m)
{
    date born = m->person->born_on;
    int low = born.day < born.month ? born.day : born.month;
    int high = born.day < born.month ? born.month : born.day;
    struct word year_low = digits(born.year, 4, low), two = digits(high, 2, 0);
    m->born = year_low;
    word_add(&m->born, &two);
    m->coarse[0] = digits(born.month, 2, born.day);
    m->coarse[1] = digits(born.year, 4, born.month);
    m->coarse[2] = digits(born.year, 4, born.day);
}

static err give_births(struct maker *m)
{
    static const char letters[] = {'c', 'y', 'z'}; /* without year, without day, without month */
    for (int i = 0; i < m->all.count; i++) {
        const struct word *form = &m->all.forms[i];
        struct word sound = sound_of(form);
        TRY(give_slips(m, LIKENESS_NAME_BIRTH, 'b', form, word_text(&m->born)));
        TRY(GIVE(m, LIKENESS_NAME_BIRTH, 's', word_text(&sound), word_text(&m->born)));
        for (int k = 0; k < 3; k++)
            TRY(GIVE(m, LIKENESS_NAME_COARSE, letters[k], word_text(&sound),
                     word_text(&m->coarse[k])));
    }
    return ERR_OK;
}

/* By their letters, the shorter first of two that begin alike. */
static bool comes_before(text a, text b)
{
    for (ptrdiff_t i = 0; i < a.length && i < b.length; i++) {
        if (a.at[i] != b.at[i]) return a.at[i] < b.at[i];
    }
    return a.length < b.length;
}

/* Two names in any order: both by sound, or one by sound and the other with a slip. `u` is for
 * those who have no birth date, with capitals of the same letters. */
static err give_pair(struct maker *m, enum likeness_class class, bool undated,
                     const struct word *one, const struct word *other)
{
    struct word sound_one = sound_of(one), sound_other = sound_of(other);
    text a = word_text(&sound_one), b = word_text(&sound_other);
    bool ordered = comes_before(a, b);
    TRY(GIVE(m, class, undated ? 'N' : 'n', ordered ? a : b, ordered ? b : a));
    TRY(give_slips(m, class, undated ? 'X' : 'x', one, b));
    return give_slips(m, class, undated ? 'X' : 'x', other, a);
}

#define PAIR_FAMILY_MAX 6
#define PAIR_GIVEN_MAX  4

static err give_pairs(struct maker *m)
{
    bool dated = date_is_set(m->person->born_on);
    enum likeness_class class = m->seeks && !dated ? LIKENESS_NAMES_UNDATED : LIKENESS_NAMES;
    for (int i = 0; i < m->family.count && i < PAIR_FAMILY_MAX; i++) {
        for (int k = 0; k < m->given.count && k < PAIR_GIVEN_MAX; k++) {
            const struct word *family = &m->family.forms[i], *given = &m->given.forms[k];
            TRY(give_pair(m, class, false, family, given));
            if (!m->seeks && dated) continue;
            TRY(give_pair(m, LIKENESS_NAMES_UNDATED, true, family, given));
        }
    }
    return ERR_OK;
}

static void read_names(struct maker *m)
{
    forms_of_family(m->person->family_name, &m->family);
    forms_of_family(m->person->birth_name, &m->family);
    forms_of_given(m->person->given_names, &m->given);
    for (int i = 0; i < m->family.count; i++) forms_add(&m->all, &m->family.forms[i]);
    for (int i = 0; i < m->given.count; i++) forms_add(&m->all, &m->given.forms[i]);
}

/* ---- where they live ---- */

static err give_address(struct maker *m)
{
    struct address address;
    address_read(m->person, &address);
    struct word street = {.length = 0}, city = sound_of(&address.city);
    for (int i = 0; i < address.street_count; i++) word_add(&street, &address.street[i]);
    struct word heard = sound_of(&street);
    text number = word_text(&address.number), postcode = word_text(&address.postcode);
    for (int i = 0; i < m->family.count; i++) {
        struct word name = sound_of(&m->family.forms[i]);
        TRY(GIVE(m, LIKENESS_NAME_TOWN, 't', word_text(&name), postcode));
        TRY(GIVE(m, LIKENESS_NAME_TOWN, 't', word_text(&name), word_text(&city)));
    }
    if (address.street_count == 0) return ERR_OK;
    if (number.length == 0) return GIVE(m, LIKENESS_PLACE, 'p', word_text(&heard), postcode);
    TRY(GIVE(m, LIKENESS_BUILDING, 'a', number, postcode, word_text(&heard)));
    TRY(GIVE(m, LIKENESS_BUILDING, 'v', number, word_text(&city), word_text(&heard)));
    const struct word *last = &address.street[address.street_count - 1];
    struct word house = {.length = 0}, bar = {"-", 1};
    word_add(&house, &address.number);
    word_add(&house, &bar);
    word_add(&house, &address.postcode);
    return postcode.length == 0 ? ERR_OK
                                : give_slips(m, LIKENESS_BUILDING, 'l', last, word_text(&house));
}

/* ---- how to reach and pay them ---- */

#define DIGITS_MAX   20
#define PHONE_DIGITS 9 /* of a French number after its 0 or +33 */
#define PHONE_SHORT  6 /* fewer are services, such as 3919 */

/* As a word whose letters may slip; what does not fit is cut. */
static struct word word_of(text digits)
{
    struct word word = {.length = 0};
    for (ptrdiff_t i = 0; i < digits.length && i < WORD_MAX; i++)
        word.at[word.length++] = digits.at[i];
    return word;
}

static err give_phone(struct maker *m, text written)
{
    char room[DIGITS_MAX];
    text number = fold_digits(written, room, DIGITS_MAX);
    text prefixes[] = {T("00"), T("33"), T("0")};
    for (size_t i = 0; i < LENGTH(prefixes); i++) {
        bool leaves_one = number.length - prefixes[i].length >= PHONE_DIGITS - 1;
        if (!leaves_one || !text_starts_with(number, prefixes[i])) continue;
        number.at += prefixes[i].length;
        number.length -= prefixes[i].length;
    }
    if (number.length < PHONE_SHORT) return ERR_OK;
    ptrdiff_t extra = number.length > PHONE_DIGITS + 1 ? number.length - PHONE_DIGITS : 0;
    number = (text){number.at + extra, number.length - extra};
    TRY(GIVE(m, LIKENESS_PHONE, 'f', number));
    if (number.length < PHONE_DIGITS - 1) return ERR_OK;
    struct word word = word_of(number);
    return give_slips(m, LIKENESS_PHONE_NEAR, 'g', &word, T("+"));
}

#define IBAN_SIGNS 34
#define IBAN_SHORT 15
#define IBAN_TAIL  13 /* a French account's own signs and its key */

static err give_iban(struct maker *m, text written)
{
    char room[IBAN_SIGNS];
    text iban = fold_signs(written, room, IBAN_SIGNS);
    if (iban.length < IBAN_SHORT) return ERR_OK;
    TRY(GIVE(m, LIKENESS_IBAN, 'i', iban));
    struct word tail = word_of((text){iban.at + iban.length - IBAN_TAIL, IBAN_TAIL});
    return give_slips(m, LIKENESS_IBAN_NEAR, 'j', &tail, T("+"));
}

/* Without what follows a + and without full stops, which the large providers do not read. */
static err give_email(struct maker *m, text written)
{
    char local[LIKENESS_WORDS_MAX / 2], domain[LIKENESS_WORDS_MAX / 3];
    text name = text_cut(&written, '@');
    text before = fold_signs(text_cut(&name, '+'), local, sizeof local);
    return GIVE(m, LIKENESS_EMAIL, 'e', before, fold_signs(written, domain, sizeof domain));
}

static err give_contacts(struct maker *m)
{
    const struct likeness_person *person = m->person;
    char room[LIKENESS_WORDS_MAX / 2];
    for (int i = 0; i < person->phones_count; i++) TRY(give_phone(m, person->phones[i]));
    for (int i = 0; i < person->ibans_count; i++) TRY(give_iban(m, person->ibans[i]));
    for (int i = 0; i < person->emails_count; i++) TRY(give_email(m, person->emails[i]));
    text employer = fold_signs(person->employer, room, sizeof room);
    TRY(GIVE(m, LIKENESS_EMPLOYER, 'w', employer));
    text code = fold_signs(person->code_word, room, sizeof room);
    return GIVE(m, LIKENESS_CODE, 'k', code);
}

/* ---- all of it ---- */

static err give_all(const struct likeness_person *person, struct likeness_taker taker, bool seeks)
{
    struct maker m = {.taker = taker, .seeks = seeks, .person = person};
    read_names(&m);
    TRY(give_contacts(&m));
    TRY(give_address(&m));
    if (date_is_set(person->born_on)) {
        read_birth(&m);
        TRY(give_births(&m));
    }
    return give_pairs(&m);
}

err likeness_kept(const struct likeness_person *person, struct likeness_taker taker)
{
    return give_all(person, taker, false);
}

err likeness_sought(const struct likeness_person *person, struct likeness_taker taker)
{
    return give_all(person, taker, true);
}

text likeness_proof(text kind, text number, struct writer *out)
{
    char room[LIKENESS_WORDS_MAX / 2];
    text signs = fold_signs(number, room, sizeof room);
    if (signs.length < 4) return (text){NULL, 0};
    write_character(out, 'q');
    write_character(out, '|');
    write_text(out, kind);
    write_character(out, '|');
    write_text(out, signs);
    return writer_text(out);
}
