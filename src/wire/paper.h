/* A document that leaves, written out: the same lines as text and, by web's page, as HTML. Nothing
 * but its lines, its title, its sender and its day: no file name, no author, no moment.
 * May include: base, law, case, paper. */
#ifndef WIRE_PAPER_H
#define WIRE_PAPER_H
#include "paper/paper.h"

/* What is read of a line: "Montant" and "930,99 €"; a heading has no value, an item no label. */
struct paper_said {
    text label, value;
};
#define PAPER_SAID_MAX (PAPER_FACTS_MAX + REASONING_STEPS_MAX + 40)
struct paper_sheet {
    int count;
    struct paper_said said[PAPER_SAID_MAX];
};

/* To whom a version goes: the recipient, or another party who may read the recipient's file, for
 * whom what the court alone may read is struck out, line by line. */
enum paper_version { PAPER_WHOLE, PAPER_PARTY_SAFE, PAPER_VERSION_COUNT };
extern const struct word_list wire_paper_versions;

/* The lines in one language; their texts live in the arena. HOST when it is too small. */
MUST_USE err wire_paper_sheet(const struct paper *paper, enum paper_version version,
                              enum language language, struct arena *a, struct paper_sheet *ret);

/* The whole document as plain text, the same bytes for the same document; its lines stay in the
 * arena too. The empty text when the arena is too small: PAPER_ROOM is enough. */
#define PAPER_ROOM 65536
text wire_paper_text(const struct paper *paper, enum paper_version version, enum language language,
                     struct arena *a);

/* What the interface asks for: {"kind", "version", "recipient", "sent_by"}; all but the first may
 * be absent. BAD_INPUT says where. The recipient lives in the arena. */
struct paper_wish {
    enum paper_kind kind;
    enum paper_version version;
    text recipient;
    enum sending sent_by; /* in person unless said */
};
MUST_USE err wire_paper_wish_read(text json, struct arena *a, struct paper_wish *ret,
                                  struct trouble *trouble);

/* {"kind", "version", "file_name", "text", "html"} */
text wire_paper_write(const struct paper_wish *wish, text plain, text page, struct arena *a);

/* The name under which it is saved: of every document and every file the same. */
#define WIRE_PAPER_TEXT_NAME "document.txt"
#define WIRE_PAPER_HTML_NAME "document.html"

#endif
