#include <string.h>

#include "host/host.h"
#include "near/near.h"
#include "web/call.h"

/* Help near her. What she types comes in a form and is kept nowhere; the address never changes. */

#define SHOWN_OF_A_KIND 12

static const char *heading(enum tongue l, enum near_kind kind)
{
    switch (kind) {
    case NEAR_ASSOCIATION: return SAY(l, "Associations d'aide aux victimes");
    case NEAR_CIDFF: return SAY(l, "Droits des femmes et des familles (CIDFF)");
    case NEAR_VICTIMS: return SAY(l, "Bureaux d'aide aux victimes, dans les tribunaux");
    case NEAR_LAW: return SAY(l, "Accès au droit : le conseil gratuit d'un juriste");
    case NEAR_CARE: return SAY(l, "Soins : maisons des femmes, unités médico-judiciaires");
    case NEAR_SOCIAL: return SAY(l, "Services sociaux du département");
    case NEAR_POLICE: return SAY(l, "Police et gendarmerie");
    case NEAR_SHELTER: return SAY(l, "Hébergement : par téléphone seulement");
    case NEAR_KIND_COUNT: break;
    }
    return "";
}

/* ---- what is known of a place ---- */

struct around {
    const struct department *where;
    struct near_commune commune; /* code empty: the whole département */
    text typed;                  /* in the field since then, not searched */
    text places;
    date places_dated; /* NO_DATE: the list built in */
    text courts;       /* commune, origin, number; empty: none read in */
    date courts_dated;
};

static err look_around(struct call *call, struct around *around)
{
    struct store *store = call->desk.store;
    text area = text_of(around->where->code);
    err e = store_directory_read(store, STORE_LIST_PLACES, area, call->request->arena,
                                 &around->places_dated, &around->places);
    if (e == ERR_NOT_FOUND) around->places = near_places_built_in();
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    e = store_directory_read(store, STORE_LIST_COURTS, area, call->request->arena,
                             &around->courts_dated, &around->courts);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static bool is_here(const struct around *around, const struct near_place *place)
{
    return near_department_of(place->commune) == around->where ||
           (date_is_set(around->places_dated) && place->commune.length == 0);
}

static bool is_home(const struct around *around, const struct near_place *place)
{
    return around->commune.code.length > 0 && text_equal(place->commune, around->commune.code);
}

/* "03 20 00 00 00" as a telephone dials it. */
static void show_phone(struct values *row, struct call *call, text phone)
{
    char room[32];
    struct writer digits = WRITER(room);
    for (ptrdiff_t i = 0; i < phone.length; i++) {
        char c = phone.at[i];
        if ((c >= '0' && c <= '9') || c == '+') write_character(&digits, c);
    }
    values_text(row, "phone", phone);
    values_text(row, "dial", arena_copy(call->request->arena, writer_text(&digits)));
}

static void show_place(struct values *section, struct call *call, const struct around *around,
                       const struct near_place *place)
{
    struct values *row = values_row(section, "places");
    const text none = {NULL, 0};
    values_text(row, "name", place->name);
    values_text(row, "line", place->line);
    values_text(row, "postcode", place->postcode);
    values_text(row, "city", place->city);
    show_phone(row, call, place->phone);
    /* Sites of an old list may belong to anybody by now. */
    values_text(row, "site", date_is_set(around->places_dated) ? place->site : none);
}

static struct values *add_section(struct values *values, struct call *call, enum near_kind kind)
{
    struct values *section = values_row(values, "sections");
    values_string(section, "heading", heading(call->tongue, kind));
    values_flag(section, "police", kind == NEAR_POLICE);
    values_list(section, "places");
    return section;
}

/* Of one kind, those of her commune first; of the police those alone, since any takes a complaint.
 */
static int show_kind(struct values *values, struct call *call, const struct around *around,
                     enum near_kind kind)
{
    bool police = kind == NEAR_POLICE;
    struct values *section = police ? add_section(values, call, kind) : NULL;
    int shown = 0;
    for (int home = 1; home >= (police ? 1 : 0); home--) {
        text rows = around->places;
        struct near_place place;
        while (shown < SHOWN_OF_A_KIND && near_place_next(&rows, &place)) {
            bool wanted = place.kind == kind && is_here(around, &place) &&
                          is_home(around, &place) == (home == 1);
            if (!wanted) continue;
            if (!section) section = add_section(values, call, kind);
            show_place(section, call, around, &place);
            shown++;
        }
    }
    return shown;
}

static void show_places(struct values *values, struct call *call, const struct around *around)
{
    values_list(values, "sections");
    values_list(values, "holes");
    for (int kind = 0; kind < NEAR_KIND_COUNT; kind++) {
        int shown = show_kind(values, call, around, (enum near_kind)kind);
        bool hole = shown == 0 && kind != NEAR_POLICE && !near_kinds[kind].shelters;
        if (!hole) continue;
        struct values *row = values_row(values, "holes");
        values_string(row, "heading", heading(call->tongue, (enum near_kind)kind));
    }
}

/* The court of her commune: it sits there, or a list says which. */
static bool court_of_commune(const struct around *around, struct near_court *ret)
{
    text rest = around->courts;
    text seats = near_courts_built_in();
    bool home = around->commune.code.length > 0;
    while (home && near_court_next(&seats, ret)) { /* where a court sits it judges */
        if (text_equal(ret->commune, around->commune.code)) return true;
    }
    while (home && rest.length > 0) {
        text line = text_cut(&rest, '\n');
        text commune = text_cut(&line, '\t');
        if (!text_equal(commune, around->commune.code)) continue;
        text origin = text_cut(&line, '\t');
        return near_court_of(origin, line, ret);
    }
    return false;
}

static void show_court(struct values *values, struct call *call, const struct near_court *court)
{
    struct values *row = values_row(values, "courts");
    values_text(row, "name", court->name);
    show_phone(row, call, court->phone);
}

static void show_courts(struct values *values, struct call *call, const struct around *around)
{
    struct near_court court;
    values_list(values, "courts");
    bool sure = court_of_commune(around, &court);
    values_date(values, "court_dated", around->courts_dated);
    if (sure) show_court(values, call, &court);
    int count = 0;
    text rows = near_courts_built_in();
    while (!sure && near_court_next(&rows, &court)) {
        if (!near_court_serves(&court, around->where)) continue;
        show_court(values, call, &court);
        count++;
    }
    values_flag(values, "court_sure", sure || count == 1);
}

static void show_funds(struct values *values, const struct around *around)
{
    values_list(values, "funds");
    if (around->where->coverage == COVERAGE_NOT_COVERED) return;
    const struct fund *own = law_fund(around->commune.fund);
    const struct fund *usual = own ? own : law_fund_for(around->where, BENEFICIARY_NONE);
    const struct fund *farm = law_fund_for(around->where, BENEFICIARY_MSA);
    const struct fund *const both[] = {usual, farm};
    for (size_t i = 0; i < LENGTH(both); i++) {
        if (!both[i] || (i == 1 && farm == usual)) continue;
        struct values *row = values_row(values, "funds");
        values_string(row, "name", both[i]->name);
        values_flag(row, "farm", i == 1);
    }
}

/* ---- the page ---- */

static struct values *page(struct call *call, text typed)
{
    struct values *values = page_values(call, SAY(call->tongue, "Aide"));
    static const char *const lists[] = {"choices", "errors"};
    static const char *const flags[] = {"found", "more"};
    for (size_t i = 0; i < LENGTH(lists); i++) values_list(values, lists[i]);
    for (size_t i = 0; i < LENGTH(flags); i++) values_flag(values, flags[i], false);
    values_text(values, "ou", typed);
    values_string(values, "ou_error", "");
    values_string(values, "language_form", "chercher");
    values_string(values, "seen_commune", "");
    values_string(values, "seen_department", "");
    for (int i = 0; i < law_department_count(); i++) {
        const struct department *where = law_department_at(i);
        if (where->coverage == COVERAGE_NOT_COVERED) continue;
        struct values *row = values_row(values, "departments");
        values_string(row, "code", where->code);
        values_string(row, "name", where->name);
    }
    return values;
}

void page_aide(struct call *call) { answer_page(call, 200, "aide", page(call, T(""))); }

static text place_name(struct call *call, const struct around *around)
{
    char room[256];
    struct writer out = WRITER(room);
    bool commune = around->commune.code.length > 0;
    if (commune) {
        write_text(&out, around->commune.name);
        write_string(&out, " (");
    }
    write_string(&out, around->where->name);
    write_string(&out, commune ? ", " : " (");
    write_string(&out, around->where->code);
    write_character(&out, ')');
    return arena_copy(call->request->arena, writer_text(&out));
}

static void show_around(struct call *call, struct around *around)
{
    err e = look_around(call, around);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    struct values *values = page(call, around->typed);
    values_flag(values, "found", true);
    values_text(values, "seen_commune", around->commune.code);
    values_string(values, "seen_department", around->where->code);
    values_text(values, "place", place_name(call, around));
    values_flag(values, "read_in", date_is_set(around->places_dated));
    values_date(values, "dated", around->places_dated);
    show_courts(values, call, around);
    show_funds(values, around);
    show_places(values, call, around);
    answer_page(call, 200, "aide", values);
}

static void show_department(struct call *call, const struct department *where)
{
    struct around around = {.where = where};
    show_around(call, &around);
}

static void show_commune(struct call *call, const struct near_commune *commune)
{
    struct around around = {.where = near_department_of(commune->code), .commune = *commune};
    if (!around.where)
        answer_error(call, ERR_BAD_INPUT);
    else
        show_around(call, &around);
}

/* What to write instead; what was typed stays. */
static void show_mistake(struct call *call, text typed, const char *message)
{
    struct values *values = page(call, typed);
    values_string(values, "ou_error", message);
    struct values *row = values_row(values, "errors");
    values_string(row, "field", "ou");
    values_string(row, "label", SAY(call->tongue, "Lieu"));
    values_string(row, "message", message);
    answer_page(call, 400, "aide", values);
}

static void add_choice(struct call *call, struct values *values, const struct near_commune *commune)
{
    char room[256];
    struct writer label = WRITER(room);
    struct near_commune now = *commune;
    const struct department *where = near_department_of(commune->code);
    if (!where || (commune->now.length > 0 && !near_commune_of(commune->now, &now))) return;
    write_text(&label, commune->name);
    write_string(&label, " (");
    if (commune->now.length > 0) {
        write_text(&label, now.name);
        write_string(&label, ", ");
    }
    write_string(&label, where->name);
    write_string(&label, ", ");
    write_string(&label, where->code);
    write_character(&label, ')');
    struct values *row = values_row(values, "choices");
    values_string(row, "what", "commune");
    values_text(row, "code", now.code);
    values_text(row, "label", arena_copy(call->request->arena, writer_text(&label)));
}

static void show_choices(struct call *call, text typed, const struct near_found *found)
{
    struct values *values = page(call, typed);
    for (int i = 0; i < found->communes_count; i++) add_choice(call, values, &found->communes[i]);
    for (int i = 0; i < found->departments_count; i++) {
        struct values *row = values_row(values, "choices");
        struct around around = {.where = found->departments[i]};
        values_string(row, "what", "departement");
        values_string(row, "code", around.where->code);
        values_text(row, "label", place_name(call, &around));
    }
    values_flag(values, "more", found->more);
    answer_page(call, 200, "aide", values);
}

static void find_typed(struct call *call, text typed)
{
    struct near_found found;
    near_find(typed, &found);
    int count = found.communes_count + found.departments_count;
    bool one = count == 1 && !found.guessed;
    const char *unknown =
        SAY(call->tongue, "Nous ne connaissons pas ce lieu. Écrivez le nom d'une commune, son "
                          "code postal comme 59000, ou un département.");
    if (count == 0) {
        show_mistake(call, typed, unknown);
    } else if (one && found.communes_count == 1 && found.communes[0].now.length == 0) {
        show_commune(call, &found.communes[0]);
    } else if (one && found.departments_count == 1) {
        show_department(call, found.departments[0]);
    } else {
        show_choices(call, typed, &found);
    }
}

/* The drawing was touched: where, in the size it is shown in. */
static bool touched(const struct form_data *form, int *ret_x, int *ret_y)
{
    static const struct {
        const char *x, *y;
        int factor;
    } sizes[] = {{"petite.x", "petite.y", 2}, {"grande.x", "grande.y", 1}};
    for (size_t i = 0; i < LENGTH(sizes); i++) {
        int64_t x = 0, y = 0;
        if (text_read_integer(form_value(form, sizes[i].x), &x) != ERR_OK ||
            text_read_integer(form_value(form, sizes[i].y), &y) != ERR_OK)
            continue;
        bool on_it = x >= 0 && y >= 0 && x <= NEAR_MAP_WIDTH && y <= NEAR_MAP_HEIGHT;
        *ret_x = on_it ? (int)x * sizes[i].factor : 0;
        *ret_y = on_it ? (int)y * sizes[i].factor : 0;
        return true;
    }
    return false;
}

/* Another language: what was found stays, and what is typed since; or what is typed is searched,
 * as it was. */
static void show_again(struct call *call, const struct form_data *form)
{
    struct around around = {.typed = form_value(form, "ou")};
    around.where = law_department(form_value(form, "vu_departement"));
    if (around.where && near_commune_of(form_value(form, "vu_commune"), &around.commune))
        around.where = near_department_of(around.commune.code);
    if (around.where)
        show_around(call, &around);
    else if (around.typed.length > 0)
        find_typed(call, around.typed);
    else
        page_aide(call);
}

void page_aide_find(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    err e = wire_form_read(call->request->body, call->request->arena, form);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    if (call_follow_language(call, form)) {
        show_again(call, form);
        return;
    }
    int x = 0, y = 0;
    struct near_commune commune;
    bool by_map = touched(form, &x, &y);
    text code = form_value(form, "departement");
    const struct department *where = by_map ? near_department_at(x, y) : law_department(code);
    if (near_commune_of(form_value(form, "commune"), &commune)) {
        show_commune(call, &commune);
    } else if (where) {
        show_department(call, where);
    } else if (by_map) {
        show_mistake(call, T(""),
                     SAY(call->tongue, "Touchez un département, ou choisissez-le dans la liste."));
    } else {
        find_typed(call, form_value(form, "ou"));
    }
}

/* ---- what no site can do ---- */

void page_securite(struct call *call)
{
    answer_page(call, 200, "securite", page_values(call, SAY(call->tongue, "Sécurité")));
}

/* ---- the drawing ---- */

/* Bits by place in the law's table. */
struct drawn {
    bool known[200];
};

static void note(struct drawn *coverage, const struct department *where)
{
    for (int i = 0; i < law_department_count() && where; i++) {
        if (law_department_at(i) == where) coverage->known[i] = true;
    }
}

static void note_area(void *context, text code) { note(context, law_department(code)); }

/* The squares overseas bear their number. */
static void label(struct writer *out, const struct near_outline *outline, bool known)
{
    text path = text_of(outline->path);
    int64_t x = 0, y = 0;
    if (!text_starts_with(text_of(outline->code), T("97"))) return;
    (void)text_cut(&path, 'M');
    text across = text_cut(&path, ' '), down = text_cut(&path, 'l');
    if (text_read_integer(across, &x) != ERR_OK || text_read_integer(down, &y) != ERR_OK) return;
    write_string(out, known ? "<text fill=\"#fff\"" : "<text fill=\"#000\"");
    write_string(out, " stroke=\"none\" x=\"");
    write_integer(out, x + 18);
    write_string(out, "\" y=\"");
    write_integer(out, y + 23);
    write_string(out, "\">");
    write_string(out, outline->code);
    write_string(out, "</text>");
}

static void draw(struct writer *out, const struct drawn *coverage)
{
    write_string(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 576 552\" "
                      "stroke=\"#fff\" stroke-width=\"1.5\" font-family=\"sans-serif\" "
                      "font-size=\"13\" text-anchor=\"middle\">");
    for (int i = 0; i < near_outline_count(); i++) {
        const struct near_outline *outline = near_outline_at(i);
        bool known = false;
        for (int j = 0; j < law_department_count(); j++) {
            bool same = strcmp(law_department_at(j)->code, outline->code) == 0;
            known = known || (same && coverage->known[j]);
        }
        write_string(out, known ? "<path fill=\"#2d5a94\" d=\"" : "<path fill=\"#8093af\" d=\"");
        write_string(out, outline->path);
        write_string(out, "\"/>");
        label(out, outline, known);
    }
    write_string(out, "</svg>");
}

void aide_map(struct call *call)
{
    static struct drawn coverage;
    memset(&coverage, 0, sizeof coverage);
    text rows = near_places_built_in();
    struct near_place place;
    while (near_place_next(&rows, &place)) {
        bool help = place.kind == NEAR_ASSOCIATION || place.kind == NEAR_CIDFF;
        if (help) note(&coverage, near_department_of(place.commune));
    }
    err e = store_directory_areas(call->desk.store, STORE_LIST_PLACES, note_area, &coverage);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    ptrdiff_t size = 64 << 10;
    struct writer out = {TAKE(call->request->arena, char, size), 0, size, false};
    draw(&out, &coverage);
    must(!out.full);
    answer_drawing(call, writer_text(&out));
}
