#include "web/document.h"

#include "web/template.h"

err document_page(const struct paper *paper, enum paper_version version, enum language language,
                  struct arena *a, text *ret)
{
    const struct paper_row *row = &paper_rows[paper->kind];
    struct paper_sheet *sheet = arena_try(a, sizeof *sheet);
    if (!sheet) return ERR_HOST;
    TRY(wire_paper_sheet(paper, version, language, a, sheet));
    struct values *values = values_new(a, language == LANGUAGE_FR ? TONGUE_FR : TONGUE_EN);
    values_string(values, "lang", language == LANGUAGE_FR ? "fr" : "en");
    values_string(values, "sender", paper_sender(language));
    values_date(values, "made_on", paper->made_on);
    values_string(values, "heading", row->title[language]);
    values_string(values, "basis", row->basis);
    values_string(values, "reader", row->reader[language]);
    values_list(values, "lines");
    for (int i = 0; i < sheet->count; i++) {
        const struct paper_said *said = &sheet->said[i];
        struct values *line = values_row(values, "lines");
        values_flag(line, "heading_line", said->value.length == 0);
        values_text(line, "label", said->label);
        values_text(line, "value", said->value);
    }
    return page_render("document", values, a, ret);
}
