#include "wire/directory.h"

#include <string.h>

#include "wire/json_read.h"
#include "wire/wire.h"

/* The national directory is too large for a tree of values: it is cut into its services, each read
 * as a document of its own. */

#define PARTS_MAX   64   /* items of a list of one service */
#define SERVED_MAX  4000 /* communes a service says it serves */
#define NAME_MAX_   300
#define CELL_MAX    400
#define ROW_MAX     2048
#define NUMBER_MAX  24
#define ADDRESS_MAX 200

static err refuse(struct trouble *trouble, int64_t place, text within, const char *expected)
{
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&where, "/service");
    if (place >= 0) write_character(&where, '/');
    if (place >= 0) write_integer(&where, place);
    if (within.length > 0 && within.at[0] != '/') write_string(&where, ", ");
    write_text(&where, within);
    write_string(&what, expected);
    writer_string(&where);
    writer_string(&what);
    return ERR_BAD_INPUT;
}

/* ---- one service ---- */

/* The interface of the directory gives lists as strings that hold JSON; the file gives lists. */
static err unfold(json_t *service, const char *key)
{
    json_t *value = json_object_get(service, key);
    if (!json_is_string(value) && !json_is_null(value)) return ERR_OK;
    size_t length = json_string_length(value); /* 0 of a null: nothing is known */
    json_t *list = length == 0
                       ? json_array()
                       : json_loadb(json_string_value(value), length, JSON_REJECT_DUPLICATES, NULL);
    if (!list) return ERR_BAD_INPUT;
    return json_object_set_new(service, key, list) == 0 ? ERR_OK : ERR_HOST;
}

static text word_at(const struct json_at *object, const char *key, int max)
{
    text value = {NULL, 0};
    struct json_at at = wire_at(object, key);
    if (json_is_null(at.value)) return value;
    wire_get_text(&at, &value, max);
    return value;
}

/* The kind that counts: the first that is shown, and of them that which shelters before others. */
static enum near_kind kind_of(const struct json_at *top, text *ret_commune)
{
    enum near_kind found = NEAR_KIND_COUNT;
    struct json_at pivots = wire_at(top, "pivot");
    int count = wire_get_list(&pivots, PARTS_MAX);
    for (int i = 0; i < count; i++) {
        struct json_at pivot = wire_at_item(&pivots, i);
        if (!wire_is_object(&pivot)) {
            wire_expected(&pivot, "an object");
            break;
        }
        struct json_at type = wire_at_needed(&pivot, "type_service_local");
        struct json_at served = wire_at(&pivot, "code_insee_commune");
        text word = {NULL, 0};
        wire_get_text(&type, &word, CELL_MAX);
        int communes = wire_get_list(&served, SERVED_MAX);
        struct json_at first = wire_at_item(&served, 0);
        if (communes > 0 && ret_commune->length == 0) wire_get_text(&first, ret_commune, 5);
        enum near_kind kind = near_service_kind(word);
        bool shelters = kind != NEAR_KIND_COUNT && near_kinds[kind].shelters;
        if (found == NEAR_KIND_COUNT || shelters) found = kind;
    }
    return found;
}

static bool is_number(text phone)
{
    int digits = 0;
    for (ptrdiff_t i = 0; i < phone.length; i++) {
        char c = phone.at[i];
        bool digit = c >= '0' && c <= '9';
        digits += digit;
        if (!digit && c != ' ' && c != '+' && c != '.' && c != '-') return false;
    }
    return digits >= 2 && phone.length <= NUMBER_MAX;
}

static bool is_site(text site)
{
    if (!text_starts_with(site, T("http://")) && !text_starts_with(site, T("https://")))
        return false;
    for (ptrdiff_t i = 0; i < site.length; i++) {
        unsigned char c = (unsigned char)site.at[i];
        if (c <= ' ' || c >= 127 || c == '"' || c == '<' || c == '>') return false;
    }
    return site.length <= ADDRESS_MAX;
}

/* The first value of a list of {"valeur": ...} that is what it should be. The directory holds
 * numbers such as "f": they are left out, not refused. */
static text first_value(const struct json_at *top, const char *key, bool (*good)(text))
{
    struct json_at list = wire_at(top, key);
    int count = wire_get_list(&list, PARTS_MAX);
    for (int i = 0; i < count; i++) {
        struct json_at item = wire_at_item(&list, i);
        if (!wire_is_object(&item)) {
            wire_expected(&item, "an object");
            break;
        }
        text value = word_at(&item, "valeur", CELL_MAX);
        if (good(value)) return value;
    }
    return (text){NULL, 0};
}

static void read_address(const struct json_at *top, struct writer *line, struct near_place *ret)
{
    struct json_at list = wire_at(top, "adresse");
    int count = wire_get_list(&list, PARTS_MAX);
    struct json_at address = wire_at_item(&list, 0);
    if (count == 0) return;
    if (!wire_is_object(&address)) {
        wire_expected(&address, "an object");
        return;
    }
    static const char *const parts[] = {"complement1", "complement2", "numero_voie",
                                        "service_distribution"};
    for (size_t i = 0; i < LENGTH(parts); i++) {
        text part = word_at(&address, parts[i], CELL_MAX);
        if (part.length > 0 && line->length > 0) write_string(line, " - ");
        write_text(line, part);
    }
    ret->line = writer_text(line);
    ret->city = word_at(&address, "nom_commune", CELL_MAX);
    ret->postcode = word_at(&address, "code_postal", CELL_MAX);
    bool digits = ret->postcode.length == 0 || ret->postcode.length == 5;
    for (ptrdiff_t i = 0; i < ret->postcode.length; i++) {
        digits = digits && ret->postcode.at[i] >= '0' && ret->postcode.at[i] <= '9';
    }
    struct json_at code = wire_at(&address, "code_postal");
    if (!digits) wire_expected(&code, "five digits, or nothing");
}

static err take_service(json_t *service, struct directory_taker taker,
                        struct directory_count *count, struct trouble *trouble)
{
    struct json_reader reader = {0};
    struct json_at top = wire_at_top(&reader, service);
    static const char *const folded[] = {"pivot", "adresse", "telephone", "site_internet"};
    for (size_t i = 0; i < LENGTH(folded); i++) {
        struct json_at at = wire_at(&top, folded[i]);
        if (unfold(service, folded[i]) != ERR_OK) wire_expected(&at, "a list, or JSON in a string");
    }
    text served = {NULL, 0};
    struct near_place place = {.kind = kind_of(&top, &served)};
    bool shown = place.kind != NEAR_KIND_COUNT;
    char room[ROW_MAX];
    struct writer line = WRITER(room);
    if (shown) {
        struct json_at name = wire_at_needed(&top, "nom");
        wire_get_text(&name, &place.name, NAME_MAX_);
        place.commune = word_at(&top, "code_insee_commune", 5);
        if (place.commune.length == 0) place.commune = served;
        read_address(&top, &line, &place);
        place.phone = first_value(&top, "telephone", is_number);
        place.site = first_value(&top, "site_internet", is_site);
        if (line.full) wire_expected(&top, "an address of at most 2048 bytes");
    }
    TRY(wire_json_end(&reader, trouble));
    const struct department *where = shown ? near_department_of(place.commune) : NULL;
    if (shown && near_names_a_shelter(place.name)) place.kind = NEAR_SHELTER;
    count->other_kinds += !shown;
    count->elsewhere += shown && !where;
    if (!where) return ERR_OK;
    count->taken++;
    count->hidden += near_kinds[place.kind].shelters;
    return taker.take(taker.context, where, &place);
}

/* ---- the list ---- */

static void pass_blanks(text *rest)
{
    static const char blanks[] = {' ', '\t', '\r', '\n'};
    while (rest->length > 0 && memchr(blanks, rest->at[0], sizeof blanks)) {
        rest->at++;
        rest->length--;
    }
}

static bool pass(text *rest, text sign)
{
    pass_blanks(rest);
    if (!text_starts_with(*rest, sign)) return false;
    rest->at += sign.length;
    rest->length -= sign.length;
    return true;
}

/* The bytes of the value that begins here, by its brackets; they need not be well formed. */
static text value_here(text rest)
{
    int depth = 0;
    bool in_string = false;
    for (ptrdiff_t i = 0; i < rest.length && i <= WIRE_JSON_MAX; i++) {
        char c = rest.at[i];
        if (in_string && c == '\\')
            i++;
        else if (c == '"')
            in_string = !in_string;
        else if (!in_string && (c == '{' || c == '['))
            depth++;
        else if (!in_string && (c == '}' || c == ']'))
            depth--;
        if (depth == 0 && i < rest.length) return (text){rest.at, i + 1};
    }
    return (text){rest.at, 0};
}

static err read_service(text *rest, int64_t place, struct directory_taker taker,
                        struct directory_count *count, struct trouble *trouble)
{
    const text here = {NULL, 0};
    pass_blanks(rest);
    text bytes = value_here(*rest);
    if (bytes.length == 0 || bytes.at[0] != '{')
        return refuse(trouble, place, here, "an object of at most 65536 bytes");
    CLEANUP(wire_json_drop) json_t *service = NULL;
    struct trouble inner = {"", ""};
    err e = wire_json_load(bytes, &service, &inner);
    if (e == ERR_OK) e = take_service(service, taker, count, &inner);
    if (e == ERR_BAD_INPUT && inner.expected[0])
        return refuse(trouble, place, text_of(inner.where), inner.expected);
    if (e != ERR_OK) return e;
    rest->at += bytes.length;
    rest->length -= bytes.length;
    return ERR_OK;
}

err wire_directory_read(text json, struct directory_taker taker, struct directory_count *ret,
                        struct trouble *trouble)
{
    const text here = {NULL, 0};
    struct directory_count count = {0};
    text rest = json;
    bool wrapped = pass(&rest, T("{"));
    if (wrapped && (!pass(&rest, T("\"service\"")) || !pass(&rest, T(":"))))
        return refuse(trouble, -1, here, "{\"service\": [...]}");
    if (!pass(&rest, T("["))) return refuse(trouble, -1, here, "a list of services");
    bool more = !pass(&rest, T("]"));
    for (int64_t place = 0; more; place++) {
        TRY(read_service(&rest, place, taker, &count, trouble));
        more = pass(&rest, T(","));
        if (!more && !pass(&rest, T("]")))
            return refuse(trouble, place, here, "a comma or the end of the list after it");
    }
    if (wrapped && !pass(&rest, T("}"))) return refuse(trouble, -1, here, "} after the list");
    pass_blanks(&rest);
    if (rest.length > 0) return refuse(trouble, -1, here, "nothing after the list");
    *ret = count;
    return ERR_OK;
}
