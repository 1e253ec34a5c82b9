#include "near/near.h"

#include "near/inside.h"

text near_places_built_in(void) { return near_places; }
text near_courts_built_in(void) { return near_courts; }

bool near_cells(text *rows, text *cells, int count)
{
    if (rows->length == 0) return false;
    text line = text_cut(rows, '\n');
    for (int i = 0; i < count; i++) cells[i] = text_cut(&line, '\t');
    return true;
}

const struct near_kind_name near_kinds[NEAR_KIND_COUNT] = {
#define KIND(name, word, shelters) [NEAR_##name] = {word, shelters},
#include "near/kinds.def"
};

static const struct {
    const char *word;
    enum near_kind kind;
} services[] = {
#define SERVICE(word, kind) {word, NEAR_##kind},
#include "near/services.def"
};

enum near_kind near_service_kind(text service)
{
    for (size_t i = 0; i < LENGTH(services); i++) {
        if (text_equal(text_of(services[i].word), service)) return services[i].kind;
    }
    return NEAR_KIND_COUNT;
}

bool near_names_a_shelter(text name)
{
    static const char *const words[] = {"HEBERGEMENT", "FOYER", "CHRS", "REFUGE", "ABRI",
                                        "LOGEMENT",    "SIAO",  "CHU",  "ASILE",  "RESIDENCE"};
    char room[256];
    struct writer folded = WRITER(room);
    near_fold(&folded, name);
    text rest = writer_text(&folded);
    while (rest.length > 0) {
        text word = text_cut(&rest, ' ');
        text one = word; /* of several */
        if (word.length > 1 && word.at[word.length - 1] == 'S') one.length--;
        for (size_t i = 0; i < LENGTH(words); i++) {
            if (text_equal(one, text_of(words[i])) || text_equal(word, text_of(words[i])))
                return true;
        }
    }
    return folded.full; /* too long to be looked through: nothing of it is shown */
}

bool near_place_next(text *rows, struct near_place *ret)
{
    text cells[8];
    if (!near_cells(rows, cells, 8)) return false;
    for (int kind = 0; kind < NEAR_KIND_COUNT; kind++) {
        if (!text_equal(cells[0], text_of(near_kinds[kind].word))) continue;
        *ret = (struct near_place){(enum near_kind)kind,
                                   cells[1],
                                   cells[2],
                                   cells[3],
                                   cells[4],
                                   cells[5],
                                   cells[6],
                                   cells[7]};
        return true;
    }
    return false;
}

static void write_cell(struct writer *out, text cell)
{
    write_character(out, '\t');
    for (ptrdiff_t i = 0; i < cell.length; i++) {
        bool parts = (unsigned char)cell.at[i] < ' ';
        write_character(out, parts ? ' ' : cell.at[i]);
    }
}

void near_place_write(struct writer *out, const struct near_place *place)
{
    const text none = {NULL, 0};
    bool hidden = near_kinds[place->kind].shelters;
    write_string(out, near_kinds[place->kind].word);
    write_cell(out, place->name);
    const text where[] = {place->commune, place->line, place->postcode, place->city};
    for (size_t i = 0; i < LENGTH(where); i++) write_cell(out, hidden ? none : where[i]);
    write_cell(out, place->phone);
    write_cell(out, hidden ? none : place->site);
    write_character(out, '\n');
}

bool near_court_next(text *rows, struct near_court *ret)
{
    text cells[6];
    if (!near_cells(rows, cells, 6)) return false;
    *ret = (struct near_court){cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]};
    return true;
}

bool near_court_of(text origin, text number, struct near_court *ret)
{
    text rows = near_courts_built_in();
    struct near_court court;
    while (near_court_next(&rows, &court)) {
        if (!text_equal(court.number, number) || !text_equal(court.origin, origin)) continue;
        *ret = court;
        return true;
    }
    return false;
}

bool near_court_serves(const struct near_court *court, const struct department *where)
{
    text rest = court->departments;
    while (rest.length > 0) {
        if (text_equal(text_cut(&rest, '|'), text_of(where->code))) return true;
    }
    return false;
}

const struct department *near_department_of(text commune_code)
{
    if (commune_code.length != 5) return NULL;
    bool overseas =
        text_starts_with(commune_code, T("97")) || text_starts_with(commune_code, T("98"));
    return law_department((text){commune_code.at, overseas ? 3 : 2});
}
