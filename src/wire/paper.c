#include "wire/paper.h"

#include "wire/json_read.h"
#include "wire/out.h"
#include "wire/sheet.h"

static const struct word versions[] = {{"whole", {"entière", "whole"}},
                                       {"party_safe", {"communicable aux parties", "for parties"}}};
const struct word_list wire_paper_versions = {"version", versions, LENGTH(versions)};

/* ---- the lines ---- */

struct writing {
    const struct paper *paper;
    enum language language;
    struct arena *arena;
    struct paper_sheet *sheet;
    bool full;
};

static void add(struct writing *to, const char *called, text value)
{
    if (to->sheet->count == PAPER_SAID_MAX) {
        to->full = true;
        return;
    }
    to->sheet->said[to->sheet->count++] = (struct paper_said){text_of(called), value};
}

/* Keeps what was written; the empty text when the arena is too small. */
static text kept(struct writing *to, struct sheet *sheet)
{
    text value = wire_out_end(to->arena, &sheet->out);
    if (!value.at) to->full = true;
    return value;
}

static struct sheet begin(const struct writing *to)
{
    return (struct sheet){.out = wire_out_begin(to->arena), .language = to->language};
}

static void add_reasoning(struct writing *to, const char *called, const struct reasoning *why)
{
    add(to, called, T(""));
    for (int i = 0; i < why->count; i++) {
        struct sheet sheet = begin(to);
        write_step_article(&sheet.out, &why->steps[i]);
        write_string(&sheet.out, " — ");
        write_step_sentence(&sheet.out, &why->steps[i], to->language);
        add(to, "", kept(to, &sheet));
    }
}

static void add_facts(struct writing *to, const char *called, const struct paper_facts *facts)
{
    add(to, called, T(""));
    for (int i = 0; i < facts->count; i++) {
        const struct fact_kind_row *row = &case_fact_kinds[facts->rows[i].kind];
        struct sheet sheet = begin(to);
        sheet_day(&sheet, facts->rows[i].day);
        sheet_colon(&sheet);
        write_string(&sheet.out, row->fr); /* facts have one name, the law's */
        write_string(&sheet.out, " (");
        write_string(&sheet.out, row->basis);
        write_character(&sheet.out, ')');
        add(to, "", kept(to, &sheet));
    }
}

static void add_remedies(struct writing *to, const char *called)
{
    add(to, called, T(""));
    for (int i = 0; law_remedy(to->language, i); i++) {
        add(to, "", text_of(law_remedy(to->language, i)));
    }
    add(to, "", text_of(law_algorithm_mention(to->language)));
}

/* Nothing is written of a value that is not there. */
static void write_value(struct sheet *sheet, const struct paper_line *line, const void *field)
{
    static const label yes_no[] = {{"non", "no"}, {"oui", "yes"}};
    switch (line->is) {
    case IS_DAY:
        if (date_is_set(*(const date *)field)) sheet_day(sheet, *(const date *)field);
        return;
    case IS_SUM: sheet_money(sheet, *(const money *)field); return;
    case IS_NUMBER: write_integer(&sheet->out, *(const int *)field); return;
    case IS_WORD: {
        const struct word *word = *(const struct word *const *)field;
        if (word) write_string(&sheet->out, word->in[sheet->language]);
        return;
    }
    case IS_FLAG: sheet_say(sheet, yes_no[*(const bool *)field]); return;
    case IS_REFERENCE:
        write_paper_reference(&sheet->out, *(const struct paper_reference *)field);
        return;
    case IS_ALIAS: write_paper_alias(&sheet->out, *(const struct paper_alias *)field); return;
    case IS_PARTY: write_string(&sheet->out, ((const struct paper_name *)field)->words); return;
    case IS_FILE: write_file_number(&sheet->out, *(const file_number *)field); return;
    case IS_OFFICE: write_string(&sheet->out, (*(const struct fund *const *)field)->name); return;
    case IS_PLACE:
        write_string(&sheet->out, (*(const struct department *const *)field)->name);
        return;
    case IS_REASONING:
    case IS_FACTS:
    case IS_SAID:
    case IS_REMEDIES:
    case IS_COUNT: break;
    }
    must(false); /* those are more than one value */
}

static void add_line(struct writing *to, const struct paper_line *line)
{
    const char *called = line->label[to->language];
    switch (line->is) {
    case IS_SAID: add(to, "", text_of(called)); return;
    case IS_REMEDIES: add_remedies(to, called); return;
    case IS_REASONING: add_reasoning(to, called, paper_field(to->paper, line)); return;
    case IS_FACTS: add_facts(to, called, paper_field(to->paper, line)); return;
    case IS_DAY:
    case IS_SUM:
    case IS_NUMBER:
    case IS_WORD:
    case IS_FLAG:
    case IS_REFERENCE:
    case IS_ALIAS:
    case IS_PARTY:
    case IS_FILE:
    case IS_OFFICE:
    case IS_PLACE:
    case IS_COUNT: break;
    }
    struct sheet sheet = begin(to);
    write_value(&sheet, line, paper_field(to->paper, line));
    text value = kept(to, &sheet);
    if (value.length > 0) add(to, called, value);
}

/* A line the reader may not read keeps its place and its label: what is missing is seen to be. */
static void strike(struct writing *to, const struct paper_line *line)
{
    static const label struck = {"[occulté]", "[struck out]"};
    add(to, line->label[to->language], text_of(struck[to->language]));
}

err wire_paper_sheet(const struct paper *paper, enum paper_version version, enum language language,
                     struct arena *a, struct paper_sheet *ret)
{
    const struct paper_row *row = &paper_rows[paper->kind];
    struct arena mine = *a;
    struct writing to = {paper, language, &mine, ret, false};
    ret->count = 0;
    for (int i = 0; i < row->lines_count; i++) {
        if (version == PAPER_PARTY_SAFE && row->lines[i].readers == READ_BY_COURT) {
            strike(&to, &row->lines[i]);
        } else {
            add_line(&to, &row->lines[i]);
        }
    }
    if (to.full) return ERR_HOST;
    *a = mine;
    return ERR_OK;
}

/* ---- as text ---- */

static void write_head(struct sheet *sheet, const struct paper *paper)
{
    const struct paper_row *row = &paper_rows[paper->kind];
    static const label to = {"À l'attention de", "For the attention of"};
    write_string(&sheet->out, paper_sender(sheet->language));
    sheet_end_line(sheet);
    sheet_day(sheet, paper->made_on);
    write_string(&sheet->out, "\n\n");
    sheet_say(sheet, row->title);
    write_string(&sheet->out, " (");
    write_string(&sheet->out, row->basis);
    write_string(&sheet->out, ")\n");
    sheet_head(sheet, to);
    sheet_say(sheet, row->reader);
    write_string(&sheet->out, "\n\n");
}

text wire_paper_text(const struct paper *paper, enum paper_version version, enum language language,
                     struct arena *a)
{
    struct arena mine = *a;
    struct paper_sheet *lines = arena_try(&mine, sizeof *lines);
    if (!lines || wire_paper_sheet(paper, version, language, &mine, lines) != ERR_OK) {
        return (text){NULL, 0};
    }
    struct sheet sheet = {.out = wire_out_begin(&mine), .language = language};
    write_head(&sheet, paper);
    for (int i = 0; i < lines->count; i++) {
        const struct paper_said *said = &lines->said[i];
        write_text(&sheet.out, said->label);
        if (said->label.length > 0) sheet_colon(&sheet);
        if (said->label.length == 0) write_string(&sheet.out, "  ");
        write_text(&sheet.out, said->value);
        sheet_end_line(&sheet);
    }
    text written = wire_out_end(&mine, &sheet.out);
    if (written.at) *a = mine;
    return written;
}

/* ---- what is asked for ---- */

static const char *document_word(const void *rows, int i)
{
    return ((const struct paper_row *)rows)[i].word;
}

err wire_paper_wish_read(text json, struct arena *a, struct paper_wish *ret,
                         struct trouble *trouble)
{
    static const char *const keys[] = {"kind", "version", "recipient", "sent_by"};
    CLEANUP(wire_json_drop) json_t *document = NULL;
    TRY(wire_json_load(json, &document, trouble));
    struct json_reader reader = {.failed = false};
    struct json_at top = wire_at_top(&reader, document);
    wire_refuse_other_keys(&top, keys, LENGTH(keys));
    struct json_at kind_at = wire_at_needed(&top, "kind"), version_at = wire_at(&top, "version");
    struct json_at recipient_at = wire_at(&top, "recipient");
    struct paper_wish wish = {PAPER_COUNT, PAPER_WHOLE, T(""), SENT_IN_PERSON};
    int version = PAPER_WHOLE, sent_by = SENT_IN_PERSON;
    if (json_is_string(kind_at.value)) {
        wish.kind = paper_find(text_of(json_string_value(kind_at.value)));
    }
    if (wish.kind == PAPER_COUNT) {
        wire_expected_one_of(&kind_at, "a document: ", document_word, paper_rows, PAPER_COUNT);
    }
    wire_get_word(&version_at, &version, &wire_paper_versions);
    wire_get_text(&recipient_at, &wish.recipient, 16);
    struct json_at sent_by_at = wire_at(&top, "sent_by");
    wire_get_word(&sent_by_at, &sent_by, &case_sendings);
    TRY(wire_json_end(&reader, trouble));
    wish.version = (enum paper_version)version;
    wish.sent_by = (enum sending)sent_by;
    wish.recipient = arena_copy(a, wish.recipient);
    *ret = wish;
    return ERR_OK;
}

text wire_paper_write(const struct paper_wish *wish, text plain, text page, struct arena *a)
{
    struct writer out = wire_out_begin(a);
    write_character(&out, '{');
    write_json_word(&out, "kind", paper_rows[wish->kind].word);
    write_json_word(&out, "version", versions[wish->version].word);
    write_json_word(&out, "file_name", WIRE_PAPER_TEXT_NAME);
    write_json_text(&out, "text", plain);
    write_json_text(&out, "html", page);
    write_string(&out, "}\n");
    return wire_out_end(a, &out);
}
