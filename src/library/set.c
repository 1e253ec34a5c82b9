#include "library/inside.h"

/* A request value by value, as a reader of JSON meets them. */

enum kind { DAY, WORD, FLAG, CENTS, DEPARTMENT, CHILDREN, DOCUMENTS, AWARDS };

struct key {
    const char *name;
    enum kind kind;
    size_t field; /* where the value goes */
    const struct word_list *words;
};

#define KEY(name, kind, field)                                 \
    {                                                          \
        name, kind, offsetof(struct abri_request, field), NULL \
    }
#define KEY_WORD(name, field, words)                            \
    {                                                           \
        name, WORD, offsetof(struct abri_request, field), words \
    }
#define KEY_LIST(name, kind) \
    {                        \
        name, kind, 0, NULL  \
    }
#define MEMBER(name, kind, of, words)                 \
    {                                                 \
#name, kind, offsetof(struct of, name), words \
    }

/* In the order in which messages list them. */
static const struct key keys[] = {
    KEY("requested_on", DAY, requested_on),
    KEY("department", DEPARTMENT, department),
    KEY("resources_cents", CENTS, resources_cents),
    KEY_LIST("children", CHILDREN),
    KEY("completed_on", DAY, completed_on),
    KEY_WORD("relationship", relationship, &law_relationships),
    KEY_LIST("documents", DOCUMENTS),
    KEY_WORD("violence_against", violence_against, &law_victims),
    KEY_WORD("residence", residence, &law_residences),
    KEY_WORD("beneficiary_of", beneficiary_of, &law_beneficiaries),
    KEY_WORD("smic_reference", smic_reference, &law_smic_references),
    KEY("decided_on", DAY, decided_on),
    KEY_LIST("previous_awards", AWARDS),
};
static const struct key child_keys[] = {
    MEMBER(born_on, DAY, abri_child, NULL),
    MEMBER(shared_custody, FLAG, abri_child, NULL),
};
static const struct key document_keys[] = {
    MEMBER(kind, WORD, abri_document, &law_document_kinds),
    MEMBER(dated, DAY, abri_document, NULL),
};
struct keys {
    const struct key *at;
    size_t count;
};
#define KEYS(table) ((struct keys){table, LENGTH(table)})

/* What the reader has met: a value and where it stands. */
struct met {
    struct place place;
    enum abri_type type;
    text value;
    size_t items; /* of a list */
    struct trouble *trouble;
};

static err refuse(const struct met *met, const char *expected)
{
    return library_refuse(met->trouble, met->place, expected);
}

static err out_of_order(const struct met *met)
{
    return refuse(met, "the values of one JSON document, each once and in its order");
}

/* ---- keys ---- */

static const struct key *find(struct keys among, text name)
{
    for (size_t i = 0; i < among.count; i++) {
        if (text_equal(name, text_of(among.at[i].name))) return among.at + i;
    }
    return NULL;
}

/* A key of small letters was written by a program and may be named; anything else could be what
 * somebody typed, and the place is that of the object. */
static bool is_plain(text name)
{
    for (ptrdiff_t i = 0; i < name.length; i++) {
        char c = name.at[i];
        if ((c < 'a' || c > 'z') && c != '_') return false;
    }
    return name.length > 0 && name.length <= 32;
}

static err refuse_unknown(const struct met *met, struct keys known, text name)
{
    char room[33];
    struct writer copy = WRITER(room);
    write_text(&copy, name);
    struct place place = met->place;
    if (is_plain(name) && place.key) place.member = writer_string(&copy);
    if (is_plain(name) && !place.key) place.key = writer_string(&copy);
    struct word words[LENGTH(keys)];
    for (size_t i = 0; i < known.count; i++) words[i] = (struct word){.word = known.at[i].name};
    const struct word_list list = {"", words, (int)known.count};
    return library_refuse_words(met->trouble, place, "no other key than ", &list);
}

/* ---- values ---- */

static bool read_integer(const struct met *met, int64_t *ret)
{
    bool number = met->type == ABRI_NUMBER && met->value.length > 0 && met->value.at[0] != '+';
    return number && text_read_integer(met->value, ret) == ERR_OK;
}

static err set_day(const struct met *met, int32_t *ret)
{
    date day;
    if (met->type != ABRI_STRING || date_read(met->value, &day) != ERR_OK) {
        return refuse(met, EXPECTED_DAY);
    }
    *ret = library_day(day);
    return ERR_OK;
}

static err set_word(const struct met *met, const struct word_list *words, int32_t *ret)
{
    int found = met->type == ABRI_STRING ? words_find(words, met->value) : -1;
    if (found < 0) return library_refuse_words(met->trouble, met->place, "one of ", words);
    *ret = found;
    return ERR_OK;
}

static err set_flag(const struct met *met, int32_t *ret)
{
    bool yes = text_equal(met->value, T("true")), no = text_equal(met->value, T("false"));
    if (met->type != ABRI_BOOLEAN || (!yes && !no)) return refuse(met, EXPECTED_FLAG);
    *ret = yes;
    return ERR_OK;
}

static err set_department(const struct met *met, char ret[8])
{
    const struct department *found = NULL;
    if (met->type == ABRI_STRING) found = library_department(met->value);
    if (!found) return refuse(met, EXPECTED_DEPARTMENT);
    struct writer out = {ret, 0, 8, false};
    write_string(&out, found->code);
    writer_string(&out);
    return ERR_OK;
}

static err set_cents(const struct met *met, int64_t *ret)
{
    int64_t cents = 0;
    if (!read_integer(met, &cents) || cents < 0 || cents > ABRI_RESOURCES_CENTS_MAX) {
        return refuse(met, EXPECTED_CENTS);
    }
    *ret = cents;
    return ERR_OK;
}

/* A number of children, or the list of them, which its items will fill. */
static err set_children(const struct met *met, int32_t *ret_count)
{
    int64_t count = 0;
    bool list = met->type == ABRI_LIST && met->items <= ABRI_CHILDREN_MAX;
    if (!list && !read_integer(met, &count)) {
        return refuse(met, EXPECTED_CHILDREN ", or a list of at most 30 children");
    }
    if (count < 0 || count > ABRI_CHILDREN_MAX) return refuse(met, EXPECTED_CHILDREN);
    *ret_count = (int32_t)count;
    return ERR_OK;
}

static err set_list(const struct met *met, int32_t *ret_count)
{
    if (met->type != ABRI_LIST || met->items > ABRI_DOCUMENTS_MAX) {
        return refuse(met, "a list of at most 16");
    }
    *ret_count = 0;
    return ERR_OK;
}
_Static_assert(ABRI_DOCUMENTS_MAX == 16 && ABRI_AWARDS_MAX == 16, "set_list says 16");

static err set_key(const struct met *met, const struct key *key, struct abri_request *request)
{
    void *field = (char *)request + key->field;
    switch (key->kind) {
    case DAY: return set_day(met, field);
    case WORD: return set_word(met, key->words, field);
    case FLAG: return set_flag(met, field);
    case CENTS: return set_cents(met, field);
    case DEPARTMENT: return set_department(met, field);
    case CHILDREN: return set_children(met, &request->children_count);
    case DOCUMENTS: return set_list(met, &request->documents_count);
    case AWARDS: return set_list(met, &request->awards_count);
    }
    return out_of_order(met);
}

/* ---- lists ---- */

/* The next item of the list: an object whose members follow, or a day. */
static err add_item(const struct met *met, enum kind list, struct abri_request *request)
{
    if (list == AWARDS) {
        if (met->place.item != request->awards_count || met->place.item >= ABRI_AWARDS_MAX) {
            return out_of_order(met);
        }
        TRY(set_day(met, &request->awards[request->awards_count]));
        request->awards_count++;
        return ERR_OK;
    }
    bool child = list == CHILDREN;
    int32_t *count = child ? &request->children_count : &request->documents_count;
    int max = child ? ABRI_CHILDREN_MAX : ABRI_DOCUMENTS_MAX;
    if (met->place.item != *count || *count >= max) return out_of_order(met);
    if (met->type != ABRI_OBJECT) return refuse(met, "an object");
    if (child) request->children[*count] = (struct abri_child){UNSAID, UNSAID};
    if (!child) request->documents[*count] = (struct abri_document){UNSAID, UNSAID};
    ++*count;
    return ERR_OK;
}

/* A member of the last item. */
static err set_member(struct met *met, enum kind list, text name, struct abri_request *request)
{
    bool child = list == CHILDREN;
    int32_t count = child ? request->children_count : request->documents_count;
    int max = child ? ABRI_CHILDREN_MAX : ABRI_DOCUMENTS_MAX;
    bool last = count >= 1 && count <= max && met->place.item == count - 1;
    if (list == AWARDS || !last) return out_of_order(met);
    struct keys members = child ? KEYS(child_keys) : KEYS(document_keys);
    const struct key *key = find(members, name);
    if (!key) return refuse_unknown(met, members, name);
    met->place.member = key->name;
    char *item = child ? (char *)&request->children[met->place.item]
                       : (char *)&request->documents[met->place.item];
    int32_t *field = (int32_t *)(void *)(item + key->field);
    if (*field != UNSAID) return out_of_order(met);
    if (key->kind == DAY) return set_day(met, field);
    return key->kind == FLAG ? set_flag(met, field) : set_word(met, key->words, field);
}

/* ---- the pointer ---- */

/* "0" to "99": no list is longer. */
static bool read_place(text token, int *ret)
{
    int64_t place = 0;
    bool digits = token.length >= 1 && token.length <= 2 && token.at[0] >= '0';
    if (!digits || text_read_integer(token, &place) != ERR_OK) return false;
    *ret = (int)place;
    return true;
}

static err set(struct met *met, text pointer, struct abri_request *request)
{
    if (pointer.length == 0) {
        return met->type == ABRI_OBJECT ? ERR_OK : refuse(met, "a JSON object");
    }
    text rest = {pointer.at + 1, pointer.length - 1}, name = text_cut(&rest, '/');
    const struct key *key = find(KEYS(keys), name);
    if (!key) return refuse_unknown(met, KEYS(keys), name);
    uint32_t bit = 1u << (key - keys);
    met->place.key = key->name;
    if (name.length + 1 == pointer.length) {
        if (request->said & bit) return out_of_order(met);
        TRY(set_key(met, key, request));
        request->said |= bit;
        return ERR_OK;
    }
    text token = text_cut(&rest, '/');
    bool listed = key->kind >= CHILDREN && (request->said & bit);
    if (!listed || !read_place(token, &met->place.item)) return out_of_order(met);
    bool whole = name.length + token.length + 2 == pointer.length;
    return whole ? add_item(met, key->kind, request) : set_member(met, key->kind, rest, request);
}

enum abri_result abri_request_set(struct abri_request *request, const char *pointer,
                                  enum abri_type type, const char *value, size_t length,
                                  struct abri_trouble *trouble)
{
    struct trouble wrong;
    bool container = type == ABRI_LIST || type == ABRI_OBJECT;
    struct met met = {
        .place = {NULL, -1, NULL},
        .type = type,
        .value = {container ? NULL : value, container ? 0 : (ptrdiff_t)length},
        .items = length,
        .trouble = &wrong,
    };
    text at = text_of(pointer);
    bool is_pointer = at.length == 0 || at.at[0] == '/';
    err e = library_check_begun(request, &wrong);
    if (e == ERR_OK && is_pointer && length <= PTRDIFF_MAX) {
        e = set(&met, at, request);
    } else if (e == ERR_OK) {
        e = out_of_order(&met);
    }
    return library_result(e, &wrong, trouble);
}
