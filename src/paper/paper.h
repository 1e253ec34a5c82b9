/* What leaves: one struct for each document to somebody outside, expanded from the table of its
 * lines, so that a document cannot hold what its recipient must not learn. There is no kind of line
 * for an address, an account, a way to reach her or free words (kinds.def); a line that tells more
 * than its document may does not compile (documents.def).
 *
 * This folder cannot see the vault nor the accounts: it may include neither store nor pay.
 * May include: base, law, case. */
#ifndef PAPER_PAPER_H
#define PAPER_PAPER_H
#include "case/fold.h"

/* A number by which one recipient knows the file; another recipient's is another. From the store,
 * which derives it with a key: nothing of the file shows in it. */
struct paper_alias {
    int64_t number;
};

/* Under which the author pays: a number of a space of its own, written as a creditor reference of
 * ISO 11649. */
struct paper_reference {
    int64_t number;
};

/* A name: letters, hyphens, apostrophes and single blanks, nothing else ever. */
#define PAPER_NAME_BYTES 120
struct paper_name {
    char words[PAPER_NAME_BYTES + 1];
};

/* What happened, and when: the kinds of facts a judge needs, without what was told. */
#define PAPER_FACTS_MAX 200
struct paper_facts {
    int count;
    struct {
        date day;
        enum fact_kind kind;
    } rows[PAPER_FACTS_MAX];
};

/* The types of kinds.def, by the names of its kinds. */
#define VALUE(kind, type, tells, why) typedef type paper_##kind;
#include "paper/kinds.def"

enum paper_tells { TELLS_NOTHING, TELLS_NAME, TELLS_REGION };

enum paper_kind {
#define DOCUMENT(kind, ...) PAPER_##kind,
#include "paper/documents.def"
    PAPER_COUNT
};

/* Who may read a line: everybody, or the court alone. */
enum paper_readers { READ_BY_ALL, READ_BY_COURT };

/* One struct a document, a field a line. */
#define LINE(kind, name, readers, fr, en) paper_##kind name;
#define SAID(fr, en)
#define REMEDIES
struct paper_attestation {
#include "paper/attestation.def"
};
struct paper_author {
#include "paper/author.def"
};
struct paper_accountant {
#include "paper/accountant.def"
};
struct paper_police {
#include "paper/police.def"
};
struct paper_departement {
#include "paper/departement.def"
};
struct paper_association {
#include "paper/association.def"
};
struct paper_appeal {
#include "paper/appeal.def"
};
struct paper_decision {
#include "paper/decision.def"
};
#undef LINE
#undef SAID
#undef REMEDIES

struct paper {
    enum paper_kind kind;
    date made_on;
    union {
        struct paper_attestation attestation;
        struct paper_author author;
        struct paper_accountant accountant;
        struct paper_police police;
        struct paper_departement departement;
        struct paper_association association;
        struct paper_appeal appeal;
        struct paper_decision decision;
    } of;
};

/* ---- the tables, for who writes a document out ---- */

enum paper_value {
#define VALUE(kind, type, tells, why) IS_##kind,
#include "paper/kinds.def"
    IS_SAID, /* a sentence, the same in each such document: the line has no value */
    IS_REMEDIES,
    IS_COUNT
};

struct paper_line {
    enum paper_value is;
    enum paper_readers readers;
    const char *name; /* "granted_on"; NULL for what is said */
    size_t place;     /* of the field, in the document's struct */
    const char *label[LANGUAGE_COUNT];
};

struct paper_row {
    const char *word; /* "attestation" */
    enum paper_tells tells;
    const char *basis;
    const char *title[LANGUAGE_COUNT], *reader[LANGUAGE_COUNT];
    const struct paper_line *lines;
    int lines_count;
};
extern const struct paper_row paper_rows[PAPER_COUNT];
/* What a value of that kind tells. */
enum paper_tells paper_tells(enum paper_value value);
/* The kind of that word, or PAPER_COUNT. */
enum paper_kind paper_find(text word);
/* Who sends every document. */
const char *paper_sender(enum language language);

/* The field of that line. */
const void *paper_field(const struct paper *paper, const struct paper_line *line);

/* ---- making one ---- */

/* What a document may be made of. Nothing else of the vault can be handed over. */
struct paper_source {
    const struct case_file *file;
    const struct journal *journal;   /* of the file */
    const struct decision *decision; /* in force, for the appeal and the decision; else NULL */
    date today;
    struct paper_name name; /* empty unless the document tells it */
    int64_t number;         /* the recipient's own for the file, > 0 */
};
/* NOT_LAWFUL when the file does not call for it: no loan, no consent, nobody who must repay, no
 * appeal before the court; `trouble` says what would be needed. */
MUST_USE err paper_make(enum paper_kind kind, const struct paper_source *source, struct paper *ret,
                        struct trouble *trouble);

/* The letters of two parts of a name, family name first; every other character is dropped, blanks
 * tidied, cut between characters at PAPER_NAME_BYTES. */
void paper_name_read(text family, text given, struct paper_name *ret);

/* "RF18 ..." without blanks: 19 characters for a number below 10^15. */
void write_paper_reference(struct writer *out, struct paper_reference reference);
/* Reads one, blanks allowed; BAD_INPUT when its check digits are wrong. */
MUST_USE err paper_reference_read(text from, struct paper_reference *ret);
/* "0123-4567-8901-234" */
void write_paper_alias(struct writer *out, struct paper_alias alias);

#endif
