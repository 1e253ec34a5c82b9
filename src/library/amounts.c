#include "library/inside.h"

#include "law/amount.h"

#include <string.h>

/* Amounts of many households, and the amounts in force. */

_Static_assert(sizeof(struct scale) <= sizeof(struct abri_scale), "the room holds a scale");
_Static_assert((int)FORM_GRANT == 0 && (int)FORM_LOAN == 1, "law_amounts says 1 for a loan");

/* The caller's room, declared as numbers, holds a scale. */
struct inside {
    struct scale scale;
} __attribute__((may_alias));

static const struct scale *inside(const struct abri_scale *scale)
{
    return &((const struct inside *)(const void *)scale->inside)->scale;
}

static err read_day(int32_t number, date *ret, struct trouble *trouble)
{
    date day;
    bool is_day = library_day_read(number, &day) == ERR_OK;
    if (!is_day || date_compare(day, DATE(2023, 11, 28)) < 0 || day.year > 2150) {
        return library_refuse(trouble, (struct place){"day", -1, NULL},
                              "a day from 2023-11-28 to 2150-12-31");
    }
    *ret = day;
    return ERR_OK;
}

static err read_setting(enum abri_territory territory, enum abri_smic_reference smic_reference,
                        struct setting *ret, struct trouble *trouble)
{
    if (territory != ABRI_TERRITORY_GENERAL && territory != ABRI_TERRITORY_MAYOTTE) {
        return library_refuse(trouble, (struct place){"territory", -1, NULL},
                              "a territory of abri.h");
    }
    if ((unsigned)smic_reference >= SMIC_REFERENCE_COUNT) {
        return library_refuse_words(trouble, (struct place){"smic_reference", -1, NULL}, "one of ",
                                    &law_smic_references);
    }
    ret->mayotte = territory == ABRI_TERRITORY_MAYOTTE;
    ret->smic_reference = (enum smic_reference)smic_reference;
    return ERR_OK;
}

enum abri_result abri_scale_on(int32_t day, enum abri_territory territory,
                               enum abri_smic_reference smic_reference, int32_t known_on,
                               struct abri_scale *ret, struct abri_trouble *trouble)
{
    struct trouble wrong;
    struct setting setting = {.reform = NULL};
    err e = read_day(day, &setting.requested_on, &wrong);
    if (e == ERR_OK) e = read_setting(territory, smic_reference, &setting, &wrong);
    if (e == ERR_OK) e = library_known_on(known_on, &setting.known_on, &wrong);
    if (e == ERR_OK) {
        struct scale scale;
        law_scale(&setting, &scale);
        *ret = (struct abri_scale){{0}};
        memcpy(ret->inside, &scale, sizeof scale);
    }
    return library_result(e, &wrong, trouble);
}

int abri_scale_equal(const struct abri_scale *a, const struct abri_scale *b)
{
    return memcmp(a->inside, b->inside, sizeof a->inside) == 0;
}

/* Which of the two values is wrong: "/children", and "/17/children" in columns. */
static err refuse_row(int64_t resources_cents, int64_t row, struct trouble *trouble)
{
    bool resources = resources_cents < 0 || resources_cents > ABRI_RESOURCES_CENTS_MAX;
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_character(&where, '/');
    if (row >= 0) {
        write_integer(&where, row);
        write_character(&where, '/');
    }
    write_string(&where, resources ? "resources_cents" : "children");
    write_string(&what, resources ? EXPECTED_CENTS : EXPECTED_CHILDREN);
    writer_string(&where);
    writer_string(&what);
    return ERR_BAD_INPUT;
}

static bool is_good(int64_t resources_cents, int32_t children)
{
    return ((uint64_t)resources_cents <= ABRI_RESOURCES_CENTS_MAX) &
           ((uint32_t)children <= ABRI_CHILDREN_MAX);
}

enum abri_result abri_amount(const struct abri_scale *scale, int64_t resources_cents,
                             int32_t children, int64_t *ret_amount_cents, int32_t *ret_form,
                             struct abri_trouble *trouble)
{
    if (!is_good(resources_cents, children)) {
        struct trouble wrong;
        return library_result(refuse_row(resources_cents, -1, &wrong), &wrong, trouble);
    }
    *ret_amount_cents = law_scale_amount(inside(scale), (int32_t)resources_cents, children);
    *ret_form = law_scale_loan(inside(scale), (int32_t)resources_cents, children);
    return ABRI_OK;
}

enum abri_result abri_amounts(const struct abri_scale *scale, const struct abri_columns *columns,
                              struct abri_trouble *trouble)
{
    const int32_t *resources = columns->resources_cents, *children = columns->children;
    bool good = columns->count <= PTRDIFF_MAX;
    size_t rows = good ? columns->count : 0;
    for (size_t i = 0; i < rows; i++) good &= is_good(resources[i], children[i]);
    if (good) {
        law_amounts(inside(scale), resources, children, columns->amount_cents, columns->form,
                    (ptrdiff_t)rows);
        return ABRI_OK;
    }
    struct trouble wrong;
    err e = library_refuse(&wrong, (struct place){NULL, -1, NULL}, "fewer rows");
    for (size_t i = 0; i < rows; i++) {
        if (is_good(resources[i], children[i])) continue;
        e = refuse_row(resources[i], (int64_t)i, &wrong);
        break;
    }
    return library_result(e, &wrong, trouble);
}

int32_t abri_parameters(void) { return PARAMETER_COUNT; }

static err parameter_on(int32_t name, int32_t day, int32_t known_on, struct abri_parameter *ret,
                        struct trouble *trouble)
{
    if (name < 0 || name >= PARAMETER_COUNT) {
        return library_refuse(trouble, (struct place){"name", -1, NULL},
                              "a parameter of abri.h, fewer than abri_parameters()");
    }
    date on = NO_DATE, known = NO_DATE;
    TRY(read_day(day, &on, trouble));
    TRY(library_known_on(known_on, &known, trouble));
    struct amount_in_force found = law_parameter((enum parameter)name, on, known);
    must(found.amount); /* the oldest line of each is known on every day of the aid */
    *ret = (struct abri_parameter){
        .name = law_parameter_names[name].name,
        .under = law_parameter_names[name].under,
        .source = found.amount->fixed_by,
        .thousandths = found.amount->value.thousandths,
        .since = library_day(found.amount->since),
        .published = library_day(found.amount->published),
        .to_confirm = found.amount->confidence == TO_CONFIRM,
        .may_be_outdated = found.may_be_outdated,
    };
    return ERR_OK;
}

enum abri_result abri_parameter_on(int32_t name, int32_t day, int32_t known_on,
                                   struct abri_parameter *ret, struct abri_trouble *trouble)
{
    struct trouble wrong;
    return library_result(parameter_on(name, day, known_on, ret, &wrong), &wrong, trouble);
}
