#include "wasm/lines.h"

enum line {
#define LINE(name, ...) LINE_##name,
#include "wasm/lines.def"
    LINE_COUNT
};

static const struct {
    const char *key;
    const char *list; /* the list that the line adds an item to; NULL: the line comes once */
    const char *expected;
} lines[] = {
#define LINE(name, key, list, expected) {key, list, expected},
#include "wasm/lines.def"
};

struct reading {
    struct question question;
    int times[LINE_COUNT]; /* how often each line has come */
};

static err refuse(struct trouble *trouble, const char *list, const char *name, int place,
                  const char *expected)
{
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_character(&where, '/');
    write_string(&where, list ? list : name);
    if (list) write_character(&where, '/');
    if (list) write_integer(&where, place);
    write_string(&what, expected);
    writer_string(&where);
    writer_string(&what);
    return ERR_BAD_INPUT;
}

static err read_number(text value, int64_t *ret)
{
    if (value.length > 0 && value.at[0] == '+') return ERR_BAD_INPUT;
    return text_read_integer(value, ret);
}

static err read_word(text value, const struct word_list *list, unsigned *ret)
{
    int place = words_find(list, value);
    if (place < 0) return ERR_BAD_INPUT;
    *ret = (unsigned)place;
    return ERR_OK;
}

static err read_department(text value, const struct department **ret)
{
    const struct department *found = law_department(value);
    if (!found) return ERR_BAD_INPUT;
    *ret = found;
    return ERR_OK;
}

static err read_children(text value, struct reading *r)
{
    int64_t count = 0;
    if (r->times[LINE_CHILD] > 0) return ERR_BAD_INPUT;
    TRY(read_number(value, &count));
    if (count < 0 || count > REQUEST_CHILDREN_MAX) return ERR_BAD_INPUT;
    r->question.request.children_count = (int)count;
    return ERR_OK;
}

/* "2012-05-01", "2012-05-01 shared", "-": under 21, without a birth date. */
static err read_child(text value, struct reading *r)
{
    struct request *request = &r->question.request;
    if (r->times[LINE_CHILDREN] > 0) return ERR_BAD_INPUT;
    if (request->children_count == REQUEST_CHILDREN_MAX) return ERR_BAD_INPUT;
    struct child child = {.born_on = NO_DATE};
    text rest = value, day = text_cut(&rest, ' ');
    if (!text_equal(day, T("-"))) TRY(date_read(day, &child.born_on));
    child.shared_custody = text_equal(rest, T("shared"));
    if (!child.shared_custody && day.length != value.length) return ERR_BAD_INPUT;
    request->children[request->children_count++] = child;
    return ERR_OK;
}

/* "complaint 2025-11-20"; "none" says that there is no document, and stands alone. */
static err read_document(text value, struct reading *r)
{
    struct request *request = &r->question.request;
    bool first = r->times[LINE_DOCUMENT] == 0;
    if (first) request->documents_count = 0; /* the default gives way */
    if (text_equal(value, T("none"))) return first ? ERR_OK : ERR_BAD_INPUT;
    if (!first && request->documents_count == 0) return ERR_BAD_INPUT;
    if (request->documents_count == REQUEST_DOCUMENTS_MAX) return ERR_BAD_INPUT;
    text day = value, kind = text_cut(&day, ' ');
    unsigned place = 0;
    struct document document;
    TRY(read_word(kind, &law_document_kinds, &place));
    TRY(date_read(day, &document.dated));
    document.kind = (enum document_kind)place;
    request->documents[request->documents_count++] = document;
    return ERR_OK;
}

static err read_award(text value, struct request *request)
{
    date day;
    if (request->awards_count == REQUEST_AWARDS_MAX) return ERR_BAD_INPUT;
    TRY(date_read(value, &day));
    request->awards[request->awards_count++] = day;
    return ERR_OK;
}

/* The tables hold what was published by the day the law came into force, and later. */
err wasm_known_on_read(text value, date *ret)
{
    date day;
    TRY(date_read(value, &day));
    if (date_compare(day, DATE(2023, 11, 28)) < 0) return ERR_BAD_INPUT;
    *ret = day;
    return ERR_OK;
}

err wasm_language_read(text value, enum language *ret)
{
    bool english = text_equal(value, T("en"));
    if (!english && !text_equal(value, T("fr"))) return ERR_BAD_INPUT;
    *ret = english ? LANGUAGE_EN : LANGUAGE_FR;
    return ERR_OK;
}

/* The lines whose value is a word of one of the law's lists. */
static err read_choice(enum line line, text value, struct request *request)
{
    unsigned place = 0;
    if (line == LINE_RELATIONSHIP) {
        TRY(read_word(value, &law_relationships, &place));
        request->relationship = (enum relationship)place;
    } else if (line == LINE_VIOLENCE_AGAINST) {
        TRY(read_word(value, &law_victims, &place));
        request->violence_against = (enum victim)place;
    } else if (line == LINE_RESIDENCE) {
        TRY(read_word(value, &law_residences, &place));
        request->residence = (enum residence)place;
    } else if (line == LINE_BENEFICIARY_OF) {
        TRY(read_word(value, &law_beneficiaries, &place));
        request->beneficiary_of = (enum beneficiary)place;
    } else {
        must(line == LINE_SMIC_REFERENCE);
        TRY(read_word(value, &law_smic_references, &place));
        request->smic_reference = (enum smic_reference)place;
    }
    return ERR_OK;
}

static err read_value(enum line line, text value, struct reading *r)
{
    struct request *request = &r->question.request;
    switch (line) {
    case LINE_REQUESTED_ON: return date_read(value, &request->requested_on);
    case LINE_COMPLETED_ON: return date_read(value, &request->completed_on);
    case LINE_DECIDED_ON: return date_read(value, &request->decided_on);
    case LINE_KNOWN_ON: return wasm_known_on_read(value, &r->question.known_on);
    case LINE_DEPARTMENT: return read_department(value, &request->department);
    case LINE_RESOURCES_CENTS: return read_number(value, &request->resources.cents);
    case LINE_CHILDREN: return read_children(value, r);
    case LINE_CHILD: return read_child(value, r);
    case LINE_DOCUMENT: return read_document(value, r);
    case LINE_PREVIOUS_AWARD: return read_award(value, request);
    case LINE_LANGUAGE: return wasm_language_read(value, &r->question.language);
    case LINE_RELATIONSHIP:
    case LINE_VIOLENCE_AGAINST:
    case LINE_RESIDENCE:
    case LINE_BENEFICIARY_OF:
    case LINE_SMIC_REFERENCE: return read_choice(line, value, request);
    case LINE_COUNT: break;
    }
    return ERR_BAD_INPUT;
}

static err read_line(text whole, struct reading *r, struct trouble *trouble)
{
    text value = whole, key = text_cut(&value, ' ');
    for (enum line line = 0; line < LINE_COUNT; line++) {
        if (!text_equal(key, text_of(lines[line].key))) continue;
        int times = r->times[line];
        if (times > 0 && !lines[line].list) {
            return refuse(trouble, NULL, lines[line].key, 0, "this line once");
        }
        if (read_value(line, value, r) != ERR_OK) {
            return refuse(trouble, lines[line].list, lines[line].key, times, lines[line].expected);
        }
        r->times[line]++;
        return ERR_OK;
    }
    return refuse(trouble, NULL, "", 0, "lines that each begin with a key of the interface");
}

/* What the interface requires, then its defaults. */
static err complete(struct reading *r, struct trouble *trouble)
{
    static const enum line required[] = {LINE_REQUESTED_ON, LINE_DEPARTMENT, LINE_RESOURCES_CENTS};
    for (size_t i = 0; i < LENGTH(required); i++) {
        enum line line = required[i];
        if (r->times[line] > 0) continue;
        return refuse(trouble, NULL, lines[line].key, 0, lines[line].expected);
    }
    struct request *request = &r->question.request;
    if (r->times[LINE_COMPLETED_ON] == 0) request->completed_on = request->requested_on;
    if (r->times[LINE_DECIDED_ON] == 0) request->decided_on = request->completed_on;
    if (r->times[LINE_DOCUMENT] == 0) request->documents[0].dated = request->requested_on;
    return request_check(request, trouble);
}

err wasm_question_read(text from, struct question *ret, struct trouble *trouble)
{
    struct reading reading = {
        .question = {request_defaults(NO_DATE), ALL_KNOWN, LANGUAGE_FR},
        .times = {0},
    };
    if (from.length > 0 && from.at[from.length - 1] != '\n') {
        return refuse(trouble, NULL, "", 0, "a line feed after each line");
    }
    while (from.length > 0) TRY(read_line(text_cut(&from, '\n'), &reading, trouble));
    TRY(complete(&reading, trouble));
    *ret = reading.question;
    return ERR_OK;
}
