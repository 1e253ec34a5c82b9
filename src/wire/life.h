/* A file's life for reading by people, in parts. May include: base, law, case. */
#ifndef WIRE_LIFE_H
#define WIRE_LIFE_H
#include "case/bodies.h"
#include "case/fold.h"
#include "wire/sheet.h"

/* What a fact says, field by field: " : montant 258,61 € ; forme prêt sans intérêt". A day that is
 * not set is left out; nothing at all for a fact that says nothing. */
void sheet_body(struct sheet *sheet, enum fact_kind kind, const struct body *body);

/* What the law says of a strand on a day, a figure a line, and why when asked; nothing for a strand
 * of which there is nothing to say. */
struct view_wish {
    date today;
    bool why;
};
void sheet_view(struct sheet *sheet, enum strand strand, const struct case_file *file,
                const struct view_wish *wish);

/* A word of the interface as English: "claim_received" is "claim received". */
void sheet_interface_word(struct sheet *sheet, const char *word);

#endif
