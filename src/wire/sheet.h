/* A text for people to read, on a terminal or on paper, written line by line in one language.
 * May include: base, law. */
#ifndef WIRE_SHEET_H
#define WIRE_SHEET_H
#include "base/arena.h"
#include "law/assess.h"

/* The writer is over all that is left of the arena: wire_out_begin, wire_out_end. */
struct sheet {
    struct writer out;
    enum language language;
};

/* What a sheet calls something, in each language. */
typedef const char *label[LANGUAGE_COUNT];

void sheet_say(struct sheet *sheet, const label what);
/* " : " in French, ": " in English. */
void sheet_colon(struct sheet *sheet);
/* "Forme : " */
void sheet_head(struct sheet *sheet, const label what);
/* A title on its own line, an empty one before it. */
void sheet_title(struct sheet *sheet, const label what);
void sheet_end_line(struct sheet *sheet);

void sheet_day(struct sheet *sheet, date day);
void sheet_money(struct sheet *sheet, money amount);
void sheet_word(struct sheet *sheet, const struct word_list *list, int word);

/* "À verser au plus tard le 28 novembre 2025"; nothing for NO_DATE. */
void sheet_day_line(struct sheet *sheet, const label what, date day);
/* "  CASF D. 214-13, al. 1 — Montant de l'aide : 930,99 €, versé en une fois.": without the text
 * that fixed the value, and without the line's end. */
void sheet_step(struct sheet *sheet, const struct step *step);
/* The steps of an explanation, each with the text that fixed its value; each line after `before`.
 */
void sheet_steps_after(struct sheet *sheet, const char *before, const struct reasoning *why);
void sheet_steps(struct sheet *sheet, const struct reasoning *why);

/* A decision in a few lines: of when, which, how much, in which form, by when, from whom. */
void sheet_decision(struct sheet *sheet, const struct request *request,
                    const struct decision *decision);
/* The rules that decided, in one line. */
void sheet_rules(struct sheet *sheet);

#endif
