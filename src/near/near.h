/* Help near her: the communes of France as people type them, who may help there, the courts, and
 * the drawing of the départements. The lists are built in; rows from elsewhere have the same form.
 * Where nothing is known it says so: it never invents. May include: base, law. */
#ifndef NEAR_NEAR_H
#define NEAR_NEAR_H
#include "law/funds.h"

/* ---- where ---- */

struct near_commune {
    text code, name;
    text postcodes; /* "59000|59800" */
    text now;       /* of a former commune: the code of the one it is in; else empty */
    text fund;      /* the code of its Caf where it is not the usual one; else empty */
    int size;       /* digits of its population */
};

#define NEAR_TYPED_MAX       80 /* bytes; what is longer is nothing we know */
#define NEAR_COMMUNES_MAX    12
#define NEAR_DEPARTMENTS_MAX 2
/* What the words may mean. Nothing: neither is filled. */
struct near_found {
    struct near_commune communes[NEAR_COMMUNES_MAX]; /* the likeliest first */
    int communes_count;
    bool more;    /* there were others, less likely */
    bool guessed; /* no name was quite what was typed: she chooses, even from one */
    const struct department *departments[NEAR_DEPARTMENTS_MAX];
    int departments_count;
};
/* A commune, a former one, a postcode, a département or its number, or some of these together
 * ("Saint-Denis 93"), in any case, without accents, with a slip or two. */
void near_find(text typed, struct near_found *ret);

/* The commune of that code; false when there is none. A former one is none: see `now`. */
bool near_commune_of(text code, struct near_commune *ret);
/* NULL for a code that is none. */
const struct department *near_department_of(text commune_code);

/* ---- who ---- */

enum near_kind {
#define KIND(name, word, shelters) NEAR_##name,
#include "near/kinds.def"
    NEAR_KIND_COUNT
};
struct near_kind_name {
    const char *word;
    bool shelters;
};
extern const struct near_kind_name near_kinds[NEAR_KIND_COUNT];
/* The kind of a service of the national directory; NEAR_KIND_COUNT for one that is not shown. */
enum near_kind near_service_kind(text service);
/* A name that tells that people live there. */
bool near_names_a_shelter(text name);

struct near_place {
    enum near_kind kind;
    text name, commune, line, postcode, city, phone, site; /* empty: not known */
};
/* The rows built in, of every département, in the order of their communes. */
text near_places_built_in(void);
/* Takes the next row off *rows; false at the end, or at a row that is none, where reading stops. */
bool near_place_next(text *rows, struct near_place *ret);
/* Writes a row; of a shelter its name and number alone. Tabs and line ends in a cell become blanks.
 */
void near_place_write(struct writer *out, const struct near_place *place);

/* ---- courts ---- */

struct near_court {
    text number, origin, name, commune;
    text departments; /* "59|62" */
    text phone;
};
/* Takes the next court off *rows. */
text near_courts_built_in(void);
bool near_court_next(text *rows, struct near_court *ret);
bool near_court_of(text origin, text number, struct near_court *ret);
/* Whether communes of that département are in the ressort. */
bool near_court_serves(const struct near_court *court, const struct department *where);

/* ---- the drawing ---- */

#define NEAR_MAP_WIDTH  576
#define NEAR_MAP_HEIGHT 552
struct near_outline {
    const char *code, *path; /* "M x y l dx dy ... z", as SVG reads it */
};
int near_outline_count(void);
const struct near_outline *near_outline_at(int index);
/* The département drawn there, or the nearest within a finger's breadth; NULL in the sea. */
const struct department *near_department_at(int x, int y);

#endif
