#include "store/keeper_message.h"

#include <string.h>

/* A person on the way to the keeper, and the keys on the way back. Numbers are two bytes, the small
 * one first; a text is its length and its bytes; a birth date is its day number since 1970, moved
 * up by 2^15 so that it is never negative, 0 for none. */

#define DAYS_UP 32768

/* Every text of a person, in the order of the message. */
#define FIELDS_MAX (7 + LIKENESS_LINES_MAX + 3 * LIKENESS_NUMBERS_MAX)
static int fields_of(struct likeness_person *person, text *ret[FIELDS_MAX])
{
    text *const single[] = {&person->family_name, &person->birth_name, &person->given_names,
                            &person->postcode,    &person->city,       &person->employer,
                            &person->code_word};
    int count = 0;
    for (size_t i = 0; i < LENGTH(single); i++) ret[count++] = single[i];
    for (int i = 0; i < person->lines_count; i++) ret[count++] = &person->lines[i];
    for (int i = 0; i < person->phones_count; i++) ret[count++] = &person->phones[i];
    for (int i = 0; i < person->emails_count; i++) ret[count++] = &person->emails[i];
    for (int i = 0; i < person->ibans_count; i++) ret[count++] = &person->ibans[i];
    return count;
}

static void put_number(struct writer *out, int64_t number)
{
    const unsigned char bytes[2] = {(unsigned char)(number & 0xFF),
                                    (unsigned char)(number >> 8 & 0xFF)};
    write_bytes(out, bytes, sizeof bytes);
}

static bool take_number(text *from, int *ret)
{
    if (from->length < 2) return false;
    const unsigned char *at = (const unsigned char *)from->at;
    *ret = at[0] | at[1] << 8;
    *from = (text){from->at + 2, from->length - 2};
    return true;
}

static bool take_count(text *from, int max, int *ret)
{
    return take_number(from, ret) && *ret <= max;
}

/* ---- the person ---- */

err keeper_person_write(const struct likeness_person *person, bool seeks, struct writer *out)
{
    struct likeness_person copy = *person;
    text *fields[FIELDS_MAX];
    bool dated = date_is_set(person->born_on);
    put_number(out, seeks);
    put_number(out, dated ? date_number(person->born_on) + DAYS_UP : 0);
    put_number(out, person->lines_count);
    put_number(out, person->phones_count);
    put_number(out, person->emails_count);
    put_number(out, person->ibans_count);
    int count = fields_of(&copy, fields);
    for (int i = 0; i < count; i++) {
        if (fields[i]->length > KEEPER_PERSON_MAX) return ERR_BAD_INPUT;
        put_number(out, fields[i]->length);
        write_text(out, *fields[i]);
    }
    return out->full ? ERR_BAD_INPUT : ERR_OK;
}

static bool take_birth(text *from, date *ret)
{
    int born = 0;
    if (!take_number(from, &born)) return false;
    int32_t day = born - DAYS_UP;
    if (born == 0) return true;
    if (day < date_number(DATE(DATE_YEAR_MIN, 1, 1))) return false;
    *ret = date_from_number(day);
    return true;
}

bool keeper_person_read(text from, struct likeness_person *ret, bool *ret_seeks)
{
    struct likeness_person person = {.born_on = NO_DATE};
    int seeks = 0;
    if (!take_count(&from, 1, &seeks) || !take_birth(&from, &person.born_on) ||
        !take_count(&from, LIKENESS_LINES_MAX, &person.lines_count) ||
        !take_count(&from, LIKENESS_NUMBERS_MAX, &person.phones_count) ||
        !take_count(&from, LIKENESS_NUMBERS_MAX, &person.emails_count) ||
        !take_count(&from, LIKENESS_NUMBERS_MAX, &person.ibans_count))
        return false;
    text *fields[FIELDS_MAX];
    int count = fields_of(&person, fields);
    for (int i = 0; i < count; i++) {
        int length = 0;
        if (!take_number(&from, &length) || length > from.length) return false;
        *fields[i] = (text){from.at, length};
        from = (text){from.at + length, from.length - length};
    }
    if (from.length != 0) return false;
    *ret = person;
    *ret_seeks = seeks != 0;
    return true;
}

/* ---- the keys ---- */

ptrdiff_t keeper_party_keys_write(const struct party_keys *keys, unsigned char *ret)
{
    for (int i = 0; i < keys->count; i++) {
        memcpy(ret, keys->keys[i].bytes, PARTY_KEY_BYTES);
        ret[PARTY_KEY_BYTES] = keys->keys[i].class;
        ret += KEEPER_PARTY_KEY_BYTES;
    }
    return (ptrdiff_t)keys->count * KEEPER_PARTY_KEY_BYTES;
}

bool keeper_party_keys_read(text from, struct party_keys *ret)
{
    if (from.length % KEEPER_PARTY_KEY_BYTES != 0) return false;
    if (from.length / KEEPER_PARTY_KEY_BYTES > LIKENESS_TEXTS_MAX) return false;
    const unsigned char *at = (const unsigned char *)from.at;
    int count = (int)(from.length / KEEPER_PARTY_KEY_BYTES);
    for (int i = 0; i < count; i++) {
        if (at[i * KEEPER_PARTY_KEY_BYTES + PARTY_KEY_BYTES] >= LIKENESS_COUNT) return false;
    }
    for (int i = 0; i < count; i++, at += KEEPER_PARTY_KEY_BYTES) {
        memcpy(ret->keys[i].bytes, at, PARTY_KEY_BYTES);
        ret->keys[i].class = at[PARTY_KEY_BYTES];
    }
    ret->count = count;
    return true;
}
