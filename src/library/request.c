#include "library/inside.h"

#include <string.h>

/* The caller's request to the law's. */

/* The bounds of abri.h are those of the law. */
_Static_assert(ABRI_CHILDREN_MAX == REQUEST_CHILDREN_MAX, "children");
_Static_assert(ABRI_DOCUMENTS_MAX == REQUEST_DOCUMENTS_MAX, "documents");
_Static_assert(ABRI_AWARDS_MAX == REQUEST_AWARDS_MAX, "awards");
_Static_assert(ABRI_RESOURCES_CENTS_MAX == REQUEST_RESOURCES_CENTS_MAX, "resources");

void abri_request_begin(struct abri_request *ret)
{
    *ret = (struct abri_request){
        .begun = BEGUN,
        .resources_cents = UNSAID_CENTS,
        .documents_count = UNSAID,
        .beneficiary_of = ABRI_BENEFICIARY_NONE,
    };
}

/* ---- days ---- */

err library_day_read(int32_t number, date *ret)
{
    int year = number / 10000, month = number / 100 % 100, day = number % 100;
    if (number != 0 && (number < 0 || !date_is_valid(year, month, day))) return ERR_BAD_INPUT;
    *ret = DATE((int16_t)year, (int8_t)month, (int8_t)day);
    return ERR_OK;
}

int32_t library_day(date day) { return day.year * 10000 + day.month * 100 + day.day; }

err library_known_on(int32_t number, date *ret, struct trouble *trouble)
{
    date day;
    bool is_day = library_day_read(number, &day) == ERR_OK;
    if (!is_day || (number != 0 && date_compare(day, DATE(2023, 11, 28)) < 0)) {
        return library_refuse(trouble, (struct place){"known_on", -1, NULL},
                              "a day on or after 2023-11-28, when the aid began");
    }
    *ret = day;
    return ERR_OK;
}

/* A day that must be there. */
static err need_day(int32_t number, struct place place, date *ret, struct trouble *trouble)
{
    if (number == 0 || number == UNSAID) {
        return library_refuse(trouble, place, "required: " EXPECTED_DAY);
    }
    if (library_day_read(number, ret) == ERR_OK) return ERR_OK;
    return library_refuse(trouble, place, EXPECTED_DAY);
}

/* A day that stays as it is when it was not said. */
static err may_day(int32_t number, const char *key, date *ret, struct trouble *trouble)
{
    if (number == 0) return ERR_OK;
    return need_day(number, (struct place){key, -1, NULL}, ret, trouble);
}

/* ---- lists ---- */

/* Without a birth date as 0; read from JSON, where a child has one, it must be said. */
static err read_child(const struct abri_child *from, int i, struct child *ret,
                      struct trouble *trouble)
{
    *ret = (struct child){.born_on = NO_DATE, .shared_custody = from->shared_custody == 1};
    if (from->born_on != 0) {
        TRY(need_day(from->born_on, (struct place){"children", i, "born_on"}, &ret->born_on,
                     trouble));
    }
    if (from->shared_custody >= UNSAID && from->shared_custody <= 1) return ERR_OK;
    return library_refuse(trouble, (struct place){"children", i, "shared_custody"}, EXPECTED_FLAG);
}

static err read_children(const struct abri_request *from, struct request *ret,
                         struct trouble *trouble)
{
    if (from->children_count < 0 || from->children_count > ABRI_CHILDREN_MAX) {
        return library_refuse(trouble, (struct place){"children", -1, NULL}, EXPECTED_CHILDREN);
    }
    ret->children_count = from->children_count;
    for (int i = 0; i < ret->children_count; i++) {
        TRY(read_child(&from->children[i], i, &ret->children[i], trouble));
    }
    return ERR_OK;
}

static err read_document(const struct abri_document *from, int i, struct document *ret,
                         struct trouble *trouble)
{
    struct place kind = {"documents", i, "kind"};
    if (from->kind < 0 || from->kind >= DOCUMENT_COUNT) {
        return library_refuse_words(trouble, kind,
                                    from->kind == UNSAID ? "required: one of " : "one of ",
                                    &law_document_kinds);
    }
    ret->kind = (enum document_kind)from->kind;
    return need_day(from->dated, (struct place){"documents", i, "dated"}, &ret->dated, trouble);
}

static err read_documents(const struct abri_request *from, struct request *ret,
                          struct trouble *trouble)
{
    if (from->documents_count == UNSAID) return ERR_OK; /* the default stays */
    if (from->documents_count < 0 || from->documents_count > ABRI_DOCUMENTS_MAX) {
        return library_refuse(trouble, (struct place){"documents", -1, NULL},
                              "a list of at most 16");
    }
    ret->documents_count = from->documents_count;
    for (int i = 0; i < ret->documents_count; i++) {
        TRY(read_document(&from->documents[i], i, &ret->documents[i], trouble));
    }
    return ERR_OK;
}

static err read_awards(const struct abri_request *from, struct request *ret,
                       struct trouble *trouble)
{
    if (from->awards_count < 0 || from->awards_count > ABRI_AWARDS_MAX) {
        return library_refuse(trouble, (struct place){"previous_awards", -1, NULL},
                              "a list of at most 16");
    }
    ret->awards_count = from->awards_count;
    for (int i = 0; i < ret->awards_count; i++) {
        TRY(need_day(from->awards[i], (struct place){"previous_awards", i, NULL}, &ret->awards[i],
                     trouble));
    }
    return ERR_OK;
}

/* ---- single values ---- */

static err read_department(const struct abri_request *from, const struct department **ret,
                           struct trouble *trouble)
{
    struct place place = {"department", -1, NULL};
    ptrdiff_t length = 0;
    while (length < (ptrdiff_t)sizeof from->department && from->department[length]) length++;
    if (length == 0) return library_refuse(trouble, place, "required: " EXPECTED_DEPARTMENT);
    *ret = library_department((text){from->department, length});
    return *ret ? ERR_OK : library_refuse(trouble, place, EXPECTED_DEPARTMENT);
}

static err read_resources(const struct abri_request *from, money *ret, struct trouble *trouble)
{
    struct place place = {"resources_cents", -1, NULL};
    int64_t cents = from->resources_cents;
    if (cents == UNSAID_CENTS) return library_refuse(trouble, place, "required: " EXPECTED_CENTS);
    if (cents < 0 || cents > ABRI_RESOURCES_CENTS_MAX) {
        return library_refuse(trouble, place, EXPECTED_CENTS);
    }
    *ret = (money){cents};
    return ERR_OK;
}

static err check_words(const struct abri_request *from, struct trouble *trouble)
{
    const struct {
        const char *key;
        int32_t value;
        const struct word_list *list;
    } words[] = {
        {"relationship", from->relationship, &law_relationships},
        {"violence_against", from->violence_against, &law_victims},
        {"residence", from->residence, &law_residences},
        {"beneficiary_of", from->beneficiary_of, &law_beneficiaries},
        {"smic_reference", from->smic_reference, &law_smic_references},
    };
    for (size_t i = 0; i < LENGTH(words); i++) {
        if (words[i].value >= 0 && words[i].value < words[i].list->count) continue;
        return library_refuse_words(trouble, (struct place){words[i].key, -1, NULL}, "one of ",
                                    words[i].list);
    }
    return ERR_OK;
}

/* A program made for a later library may have set what this one does not know. */
err library_check_begun(const struct abri_request *request, struct trouble *trouble)
{
    int32_t unknown = 0;
    for (size_t i = 0; i < LENGTH(request->reserved); i++) unknown |= request->reserved[i];
    if (request->begun == BEGUN && unknown == 0) return ERR_OK;
    return library_refuse(trouble, (struct place){NULL, -1, NULL},
                          "a request begun by abri_request_begin, its reserved room 0");
}

err library_request_read(const struct abri_request *from, struct request *ret, date *known_on,
                         struct trouble *trouble)
{
    TRY(library_check_begun(from, trouble));
    date day = NO_DATE, known = NO_DATE;
    TRY(need_day(from->requested_on, (struct place){"requested_on", -1, NULL}, &day, trouble));
    struct request request = request_defaults(day);
    TRY(read_department(from, &request.department, trouble));
    TRY(read_resources(from, &request.resources, trouble));
    TRY(read_children(from, &request, trouble));
    TRY(may_day(from->completed_on, "completed_on", &request.completed_on, trouble));
    request.decided_on = request.completed_on;
    TRY(may_day(from->decided_on, "decided_on", &request.decided_on, trouble));
    TRY(check_words(from, trouble));
    request.relationship = (enum relationship)from->relationship;
    request.violence_against = (enum victim)from->violence_against;
    request.residence = (enum residence)from->residence;
    request.beneficiary_of = (enum beneficiary)from->beneficiary_of;
    request.smic_reference = (enum smic_reference)from->smic_reference;
    TRY(read_documents(from, &request, trouble));
    TRY(read_awards(from, &request, trouble));
    TRY(request_check(&request, trouble));
    TRY(library_known_on(from->known_on, &known, trouble));
    *ret = request;
    *known_on = known;
    return ERR_OK;
}
