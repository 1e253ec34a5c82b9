#include "near/inside.h"

#include <string.h>

/* What was typed, taken apart, and the communes it may mean. One pass over the list each time:
 * forty thousand short names are folded in a few milliseconds, and nothing has to be kept. */

struct sought {
    text words;                     /* folded, without the numbers */
    text postcode;                  /* five digits, or empty */
    text area;                      /* "59", "2A", "971", or empty */
    const struct department *where; /* of `area`; NULL: none */
};

enum { EXACT, BARE, STARTS, SLIPPED };

static bool is_number(text word)
{
    for (ptrdiff_t i = 0; i < word.length; i++) {
        if (word.at[i] < '0' || word.at[i] > '9') return false;
    }
    return word.length > 0;
}

static bool is_area(text word)
{
    bool corsica = text_equal(word, T("2A")) || text_equal(word, T("2B"));
    return corsica || (is_number(word) && word.length >= 1 && word.length <= 3);
}

/* "SAINT DENIS 93" -> words and a département; "59 000" is a postcode in two words. */
static void take_apart(text folded, struct writer *names, struct writer *digits, struct sought *ret)
{
    text rest = folded;
    while (rest.length > 0) {
        text word = text_cut(&rest, ' ');
        text next = rest;
        text after = text_cut(&next, ' ');
        bool halves = word.length == 2 && is_number(word) && after.length == 3 && is_number(after);
        if (halves) {
            write_text(digits, word);
            write_text(digits, after);
            ret->postcode = writer_text(digits);
            rest = next;
        } else if (is_number(word) && word.length == 5) {
            ret->postcode = word;
        } else if (is_area(word)) {
            ret->area = word;
        } else if (!text_equal(word, T("CEDEX"))) {
            if (names->length > 0) write_character(names, ' ');
            write_text(names, word);
        }
    }
    ret->words = writer_text(names);
}

static bool in_list(text list, text one)
{
    while (list.length > 0) {
        if (text_equal(text_cut(&list, '|'), one)) return true;
    }
    return false;
}

static bool commune_next(text *rows, struct near_commune *ret)
{
    text cells[6];
    if (!near_cells(rows, cells, 6)) return false;
    *ret = (struct near_commune){.code = cells[0],
                                 .name = cells[1],
                                 .postcodes = cells[3],
                                 .now = cells[4],
                                 .fund = cells[5],
                                 .size = cells[2].length > 0 ? cells[2].at[0] - '0' : 0};
    return true;
}

static bool is_there(const struct sought *sought, const struct near_commune *commune)
{
    if (sought->postcode.length > 0 && !in_list(commune->postcodes, sought->postcode)) return false;
    return !sought->where || near_department_of(commune->code) == sought->where;
}

/* Without "LE", "LA", "LES" or "L" in front: people leave them out. */
static text without_article(text name)
{
    static const char *const articles[] = {"LE ", "LA ", "LES ", "L "};
    for (size_t i = 0; i < LENGTH(articles); i++) {
        text article = text_of(articles[i]);
        if (text_starts_with(name, article))
            return (text){name.at + article.length, name.length - article.length};
    }
    return name;
}

/* How well the name is what was typed: smaller is better, -1 not at all. */
static int closeness(text name, text words, bool slips)
{
    text bare = without_article(name), wanted = without_article(words);
    if (slips) {
        int max = wanted.length >= 8 ? 2 : wanted.length >= 4 ? 1 : 0;
        int wrong = max > 0 ? near_slips(wanted, bare, max) : 1;
        return max > 0 && wrong <= max ? SLIPPED + wrong : -1;
    }
    if (text_equal(name, words)) return EXACT;
    if (text_equal(bare, wanted)) return BARE;
    return wanted.length >= 3 && text_starts_with(bare, wanted) ? STARTS : -1;
}

struct ranking {
    int orders[NEAR_COMMUNES_MAX];
    struct near_found *found;
};

static void rank(struct ranking *ranking, const struct near_commune *commune, int close)
{
    struct near_found *found = ranking->found;
    int order = close * 16 + (9 - commune->size) + (commune->now.length > 0 ? 1 : 0), at = 0;
    while (at < found->communes_count && ranking->orders[at] <= order) at++;
    if (found->communes_count == NEAR_COMMUNES_MAX) found->more = true;
    if (at == NEAR_COMMUNES_MAX) return;
    int last =
        found->communes_count < NEAR_COMMUNES_MAX ? found->communes_count++ : NEAR_COMMUNES_MAX - 1;
    for (int i = last; i > at; i--) {
        found->communes[i] = found->communes[i - 1];
        ranking->orders[i] = ranking->orders[i - 1];
    }
    found->communes[at] = *commune;
    ranking->orders[at] = order;
}

/* Best only: when one is exact, those that only begin so are not shown. */
static void keep_exact(struct ranking *ranking)
{
    struct near_found *found = ranking->found;
    int best = found->communes_count > 0 ? ranking->orders[0] / 16 : STARTS;
    int kept = 0;
    found->guessed = best >= STARTS && found->communes_count > 0;
    if (best >= STARTS) return;
    while (kept < found->communes_count && ranking->orders[kept] / 16 == best) kept++;
    found->more = found->more && kept == found->communes_count;
    found->communes_count = kept;
}

static void look_through(const struct sought *sought, bool slips, struct near_found *ret)
{
    struct ranking ranking = {.found = ret};
    struct near_commune commune;
    text rows = near_communes;
    while (commune_next(&rows, &commune)) {
        char room[128];
        struct writer name = WRITER(room);
        if (!is_there(sought, &commune)) continue;
        near_fold(&name, commune.name);
        int close =
            sought->words.length == 0 ? EXACT : closeness(writer_text(&name), sought->words, slips);
        if (close >= 0) rank(&ranking, &commune, close);
    }
    keep_exact(&ranking);
}

static void add_department(struct near_found *found, const struct department *where)
{
    for (int i = 0; i < found->departments_count; i++) {
        if (found->departments[i] == where) return;
    }
    if (where && found->departments_count < NEAR_DEPARTMENTS_MAX)
        found->departments[found->departments_count++] = where;
}

static void find_departments(const struct sought *sought, struct near_found *ret)
{
    for (int i = 0; i < law_department_count() && sought->words.length > 0; i++) {
        const struct department *where = law_department_at(i);
        char room[128];
        struct writer name = WRITER(room);
        near_fold(&name, text_of(where->name));
        if (closeness(writer_text(&name), sought->words, false) == EXACT)
            add_department(ret, where);
    }
    if (sought->words.length > 0) return;
    add_department(ret, sought->where);
    if (text_equal(sought->area, T("20"))) {
        add_department(ret, law_department(T("2A")));
        add_department(ret, law_department(T("2B")));
    }
}

/* A postcode that no commune has (a cedex) still tells the département. */
static void find_by_postcode(text postcode, struct near_found *ret)
{
    bool overseas = text_starts_with(postcode, T("97")) || text_starts_with(postcode, T("98"));
    text area = {postcode.at, overseas ? 3 : 2};
    add_department(ret, law_department(area));
    if (!text_equal(area, T("20"))) return;
    add_department(ret, law_department(T("2A")));
    add_department(ret, law_department(T("2B")));
}

void near_find(text typed, struct near_found *ret)
{
    char folded_room[NEAR_TYPED_MAX + 1], names_room[NEAR_TYPED_MAX + 1], digits_room[8];
    struct writer folded = WRITER(folded_room), names = WRITER(names_room),
                  digits = WRITER(digits_room);
    struct sought sought;
    memset(ret, 0, sizeof *ret);
    memset(&sought, 0, sizeof sought);
    if (typed.length > NEAR_TYPED_MAX) return;
    near_fold(&folded, typed);
    if (folded.full || folded.length == 0) return;
    take_apart(writer_text(&folded), &names, &digits, &sought);
    char area_room[4];
    struct writer area = WRITER(area_room);
    if (sought.area.length == 1) write_character(&area, '0');
    write_text(&area, sought.area);
    sought.where = law_department(writer_text(&area));
    find_departments(&sought, ret);
    bool place = sought.words.length > 0 || sought.postcode.length > 0;
    if (place) look_through(&sought, false, ret);
    bool known = ret->communes_count > 0 || ret->departments_count > 0;
    if (!known && sought.words.length > 0) look_through(&sought, true, ret);
    if (ret->communes_count == 0 && sought.postcode.length > 0)
        find_by_postcode(sought.postcode, ret);
    /* A name that only begins like a département's, when it is quite a département's: not those. */
    if (ret->departments_count > 0 && ret->guessed) {
        ret->communes_count = 0;
        ret->guessed = ret->more = false;
    }
}

bool near_commune_of(text code, struct near_commune *ret)
{
    text rows = near_communes;
    struct near_commune commune;
    while (commune_next(&rows, &commune)) {
        if (commune.now.length > 0 || !text_equal(commune.code, code)) continue;
        *ret = commune;
        return true;
    }
    return false;
}
