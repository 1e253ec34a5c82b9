#include "tests/property/second_reading.h"

/* The values of the specification's tables, each with the first day it applies to a request and the
 * day it was in the Journal officiel. */
struct since {
    int day, published;
    int64_t national, mayotte;
};

/* The last one that applies and was known; the first was always known. */
static int64_t value_on(const struct since *table, const struct second_text *text)
{
    const struct since *found = table;
    for (; table->day <= text->day; table++) {
        if (table->published <= text->known) found = table;
    }
    return text->in_mayotte ? found->mayotte : found->national;
}

#define FOR_EVER 99999999

/* "Le montant de l'aide est égal au montant forfaitaire du revenu de solidarité active" - in cents.
 */
static const struct since flat[] = {
    {20230401, 20230505, 60775, 30388}, {20240401, 20240430, 63571, 31786},
    {20250401, 20250330, 64652, 32326}, {20260401, 20260331, 65169, 32585},
    {FOR_EVER, FOR_EVER, 0, 0},
};

/* The net monthly minimum wage, in thousandths of a euro: "Les montants des seuils [...] sont
 * revalorisés au 1er avril de chaque année, sur la base du montant [...] en vigueur au 1er janvier
 * de la même année". */
static const struct since wage_from_april[] = {
    {20230401, 20221223, 1353060, 1021700},
    {20240401, 20231221, 1398690, 1056520},
    {20250401, 20241024, 1426300, 1078130},
    {20260401, 20251218, 1443110, 1120150},
    {FOR_EVER, FOR_EVER, 0, 0},
};
/* "en vigueur au 1er janvier précédant la demande de l'aide". */
static const struct since wage_from_january[] = {
    {20230101, 20221223, 1353060, 1021700},
    {20240101, 20231221, 1398690, 1056520},
    {20250101, 20241024, 1426300, 1078130},
    {20260101, 20251218, 1443110, 1120150},
    {FOR_EVER, FOR_EVER, 0, 0},
};
/* As the first leaflet of the administration had it. */
static const struct since wage_of_the_day[] = {
    {20230501, 20230427, 1383085, 1044510}, {20240101, 20231221, 1398690, 1056520},
    {20241101, 20241024, 1426300, 1078130}, {20260101, 20251218, 1443110, 1120150},
    {20260601, 20260524, 1477930, 1120150}, {FOR_EVER, FOR_EVER, 0, 0},
};

/* Whole cents, a half counting as one more. */
static int64_t to_the_cent(int64_t hundredths)
{
    int64_t cents = hundredths / 100;
    return hundredths % 100 >= 50 ? cents + 1 : cents;
}

/* "Il est majoré en fonction du nombre d'enfants à charge [...] dans les conditions prévues à
 * l'article R. 262-1": half for the first, three tenths for the second, four tenths for each from
 * the third. In Mayotte half, three tenths twice, then one tenth. */
static int64_t raised(int64_t amount, int children, bool in_mayotte)
{
    int64_t sum = amount;
    if (children >= 1) sum += to_the_cent(amount * 50);
    if (children >= 2) sum += to_the_cent(amount * 30);
    for (int rank = 3; rank <= children; rank++) {
        int64_t tenths = !in_mayotte ? 4 : rank == 3 ? 3 : 1;
        sum += to_the_cent(amount * tenths * 10);
    }
    return sum;
}

void second_read(const struct second_text *text, struct second_reading *ret)
{
    static const struct since *const wages[SECOND_WAGES] = {
        [SECOND_FROM_APRIL] = wage_from_april,
        [SECOND_FROM_JANUARY] = wage_from_january,
        [SECOND_OF_THE_DAY] = wage_of_the_day,
    };
    int64_t base = value_on(flat, text);
    for (int children = 0; children < SECOND_CHILDREN; children++) {
        int64_t full = raised(base, children, text->in_mayotte);
        ret->amount[children][0] = full;
        ret->amount[children][1] = to_the_cent(full * 80); /* "1° De 20 %" */
        ret->amount[children][2] = to_the_cent(full * 60); /* "2° De 40 %" */
        ret->amount[children][3] = to_the_cent(full * 40); /* "3° De 60 %" */
    }
    int64_t wage = value_on(wages[text->wage], text);
    /* "supérieures à 50 % du salaire", "supérieures à ce salaire", "supérieures à 150 %" */
    ret->half = wage * 100;
    ret->whole = wage * 200;
    ret->one_and_a_half = wage * 300;
    /* "1° 150 % pour une personne seule ; 2° 225 % [...] un enfant ; 3° 270 % [...] deux enfants ;
     * 4° 330 % [...] trois enfants à charge ou plus" */
    ret->loan[0] = wage * 300;
    ret->loan[1] = wage * 450;
    ret->loan[2] = wage * 540;
    ret->loan[3] = wage * 660;
}
