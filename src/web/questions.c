#include "web/questions.h"

#include <string.h>

#include "web/fields.h"

const struct question_row questions[QUESTION_COUNT] = {
#define ALWAYS                                     false
#define DOCUMENTED                                 true
#define QUESTION(name, word, asked, fields, title) [QUESTION_##name] = {word, fields, title, asked},
#include "web/questions.def"
};

int question_find(text word)
{
    for (int i = 0; i < QUESTION_COUNT; i++) {
        if (text_equal(word, text_of(questions[i].word))) return i;
    }
    return -1;
}

/* ---- the way ---- */

bool question_is_asked(const struct form_data *form, enum question question)
{
    return !questions[question].only_documented || form_value(form, "document_kind").length > 0;
}

int question_after(const struct form_data *form, int question)
{
    do question++;
    while (question < QUESTION_COUNT && !question_is_asked(form, (enum question)question));
    return question;
}

int question_before(const struct form_data *form, int question)
{
    do question--;
    while (question >= 0 && !question_is_asked(form, (enum question)question));
    return question;
}

int question_count(const struct form_data *form)
{
    int count = 0;
    for (int i = 0; i < QUESTION_COUNT; i++) count += question_is_asked(form, (enum question)i);
    return count;
}

int question_place(const struct form_data *form, enum question question)
{
    int place = 1;
    for (int i = 0; i < (int)question; i++) place += question_is_asked(form, (enum question)i);
    return place;
}

/* ---- fields ---- */

static int find(const struct form_data *form, text name)
{
    int i = 0;
    while (i < form->count && !text_equal(form->fields[i].name, name)) i++;
    return i;
}

err form_set(struct form_data *form, const char *name, text value)
{
    int i = find(form, text_of(name));
    if (value.length == 0) {
        if (i < form->count) form->fields[i] = form->fields[--form->count];
        return ERR_OK;
    }
    if (i == FORM_FIELDS_MAX) return ERR_BAD_INPUT;
    if (i == form->count) form->count++;
    form->fields[i] = (struct form_field){text_of(name), value};
    return ERR_OK;
}

/* The value without its outer blanks, cut between two characters. */
static text bounded(text value)
{
    text cut = text_trim(value);
    if (cut.length <= FIELD_BYTES_MAX) return cut;
    cut.length = FIELD_BYTES_MAX;
    while (cut.length > 0 && ((unsigned char)cut.at[cut.length] & 0xC0) == 0x80) cut.length--;
    return cut;
}

/* The name in the table that is this word of a question's list: it lives for ever and ends with
 * NUL. */
static const char *const names[] = {
#define FIELD(name, place, label, advice) #name,
#include "web/fields.def"
    "never_phone",   "never_email",        "never_post",          "seen_by_others",
    "repay_if_loan", "report_proceedings", "consent_departement", "consent_association",
};

static int place_of(const char *name)
{
    int i = 0;
    while (i < (int)LENGTH(names) && strcmp(name, names[i]) != 0) i++;
    must(i < (int)LENGTH(names));
    return i;
}

static const char *name_of(text word)
{
    for (size_t i = 0; i < LENGTH(names); i++) {
        if (text_equal(word, text_of(names[i]))) return names[i];
    }
    must(false);
    return NULL;
}

err question_take(struct form_data *form, enum question question, const struct form_data *from)
{
    text left = text_of(questions[question].fields);
    while (left.length > 0) {
        const char *name = name_of(text_cut(&left, ' '));
        TRY(form_set(form, name, bounded(form_value(from, name))));
    }
    return ERR_OK;
}

/* The name under which a field is kept during a correction; under the bare word, the question's. */
#define KEPT "was"
static const char *kept_name(const char *name, struct arena *a)
{
    char room[48];
    struct writer out = WRITER(room);
    write_string(&out, KEPT " ");
    write_string(&out, name);
    must(!out.full);
    return arena_copy(a, writer_text(&out)).at;
}

err question_keep(struct form_data *form, enum question question, struct arena *a)
{
    text left = text_of(questions[question].fields);
    TRY(form_set(form, KEPT, text_of(questions[question].word)));
    while (left.length > 0) {
        const char *name = name_of(text_cut(&left, ' '));
        TRY(form_set(form, kept_name(name, a), form_value(form, name)));
    }
    return ERR_OK;
}

err question_settle(struct form_data *form, enum question question, bool gives_back,
                    struct arena *a)
{
    text left = text_of(questions[question].fields);
    if (!text_equal(form_value(form, KEPT), text_of(questions[question].word))) return ERR_OK;
    while (left.length > 0) {
        const char *name = name_of(text_cut(&left, ' ')), *kept = kept_name(name, a);
        if (gives_back) TRY(form_set(form, name, form_value(form, kept)));
        TRY(form_set(form, kept, (text){NULL, 0}));
    }
    return form_set(form, KEPT, (text){NULL, 0});
}

static bool has_word(const char *list, const char *wanted)
{
    text left = text_of(list);
    while (left.length > 0) {
        if (text_equal(text_cut(&left, ' '), text_of(wanted))) return true;
    }
    return false;
}

int question_of_field(const char *field)
{
    if (strcmp(field, "never") == 0) return QUESTION_REACH;
    for (int i = 0; i < QUESTION_COUNT; i++) {
        if (has_word(questions[i].fields, field)) return i;
    }
    return -1;
}

/* ---- what is wrong ---- */

/* Good answers to what a claim cannot do without, or does not read the rest without: for the fields
 * a question does not ask, and for those that are wrong, so that what comes after them is read too.
 */
static const struct {
    const char *name, *value;
} good[] = {{"family_name", "A"},        {"given_names", "A"},
            {"born_on", "1990-01-01"},   {"department", "59"},
            {"contact_channel", "desk"}, {"iban", "FR7699999000010000000000115"},
            {"resources", "0"}};

static err add_good(struct form_data *form, const char *name)
{
    for (size_t i = 0; i < LENGTH(good); i++) {
        if (strcmp(good[i].name, name) == 0) return form_set(form, name, text_of(good[i].value));
    }
    return form_set(form, name, (text){NULL, 0});
}

/* A claim in which the question's answers alone are hers. */
static err with_the_question_alone(const struct form_data *form, enum question question, date today,
                                   struct arena *a, struct form_data *ret)
{
    char room[16];
    struct writer day = WRITER(room);
    write_date(&day, today);
    ret->count = 0;
    for (size_t i = 0; i < LENGTH(good); i++)
        TRY(form_set(ret, good[i].name, text_of(good[i].value)));
    TRY(form_set(ret, "requested_on", arena_copy(a, writer_text(&day))));
    return question_take(ret, question, form);
}

/* What the claim's reader leaves to the office, and a page asks for all the same. */
static const char *left_empty(const struct form_data *form, enum question question)
{
    static const char *const far[] = {"phone", "email", "post"};
    text channel = form_value(form, "contact_channel");
    if (question != QUESTION_REACH) return NULL;
    if (channel.length == 0) return "contact_channel";
    for (size_t i = 0; i < LENGTH(far); i++) {
        bool is_one = text_equal(channel, text_of(far[i]));
        if (is_one && form_value(form, "contact_value").length == 0) return "contact_value";
    }
    return NULL;
}

static void mend(struct form_data *form, const char *field, text today)
{
    static const char *const nevers[] = {"never_phone", "never_email", "never_post"};
    err e = add_good(form, field);
    if (strcmp(field, "document_dated") == 0) e = form_set(form, field, today);
    for (size_t i = 0; strcmp(field, "never") == 0 && i < LENGTH(nevers); i++)
        e = form_set(form, nevers[i], (text){NULL, 0});
    must(e == ERR_OK); /* nothing is added that was not there */
}

/* By the place of their field in fields.def. */
static void sort(const char *faults[], int count)
{
    for (int i = 1; i < count; i++) {
        for (int k = i; k > 0 && place_of(faults[k]) < place_of(faults[k - 1]); k--) {
            const char *later = faults[k - 1];
            faults[k - 1] = faults[k];
            faults[k] = later;
        }
    }
}

int question_faults(const struct form_data *form, enum question question, date today,
                    struct arena scratch, const char *ret[QUESTION_FAULTS_MAX])
{
    struct form_data *alone = TAKE(&scratch, struct form_data, 1);
    struct claim *claim = TAKE(&scratch, struct claim, 1);
    int count = 0;
    const char *empty = left_empty(form, question);
    if (empty) ret[count++] = empty;
    if (with_the_question_alone(form, question, today, &scratch, alone) != ERR_OK) return count;
    text day = form_value(alone, "requested_on");
    while (count < QUESTION_FAULTS_MAX) {
        struct arena again = scratch;
        struct trouble trouble = {0};
        text json = form_claim_json(alone, &again);
        if (wire_claim_read(json, today, &again, claim, &trouble) == ERR_OK) break;
        const char *field = form_field_at(trouble.where);
        bool known = field && (question_of_field(field) == (int)question);
        if (!known || (count > 0 && strcmp(ret[count - 1], field) == 0)) break;
        ret[count++] = field;
        mend(alone, field, day);
    }
    sort(ret, count);
    return count;
}

/* ---- bytes ---- */

/* Names and values, each ended by a NUL, which neither holds. */
text form_pack(const struct form_data *form, struct arena *a)
{
    ptrdiff_t size = 1;
    for (int i = 0; i < form->count; i++)
        size += form->fields[i].name.length + form->fields[i].value.length + 2;
    struct writer out = {arena_take(a, size), 0, size, false};
    for (int i = 0; i < form->count; i++) {
        write_text(&out, form->fields[i].name);
        write_character(&out, '\0');
        write_text(&out, form->fields[i].value);
        write_character(&out, '\0');
    }
    must(!out.full);
    return writer_text(&out);
}

err form_unpack(text packed, struct form_data *ret)
{
    ret->count = 0;
    while (packed.length > 0) {
        if (ret->count == FORM_FIELDS_MAX || packed.at[packed.length - 1] != '\0')
            return ERR_BAD_INPUT;
        text name = text_cut(&packed, '\0');
        if (packed.length == 0) return ERR_BAD_INPUT; /* a name without its value */
        text value = text_cut(&packed, '\0');
        ret->fields[ret->count++] = (struct form_field){name, value};
    }
    return ERR_OK;
}
