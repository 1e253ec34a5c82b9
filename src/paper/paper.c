#include "paper/paper.h"

/* The tables of the documents, expanded from the same lines as their structs. */

#define JOINED(a, b) a##b
#define JOIN(a, b)   JOINED(a, b)

/* ---- what cannot be: the build says so here ---- */

enum {
#define VALUE(kind, type, tells, why) KIND_TELLS_##kind = TELLS_##tells,
#include "paper/kinds.def"
#define DOCUMENT(kind, word, tells, ...) DOCUMENT_TELLS_##kind = TELLS_##tells,
#include "paper/documents.def"
};

/* A line may tell no more than its document does. */
#define LINE(kind, name, readers, fr, en) \
    _Static_assert((int)KIND_TELLS_##kind <= (int)JOIN(DOCUMENT_TELLS_, IN), #name);
#define SAID(fr, en)
#define REMEDIES
#define IN ATTESTATION
#include "paper/attestation.def"
#undef IN
#define IN AUTHOR
#include "paper/author.def"
#undef IN
#define IN ACCOUNTANT
#include "paper/accountant.def"
#undef IN
#define IN POLICE
#include "paper/police.def"
#undef IN
#define IN DEPARTEMENT
#include "paper/departement.def"
#undef IN
#define IN ASSOCIATION
#include "paper/association.def"
#undef IN
#define IN APPEAL
#include "paper/appeal.def"
#undef IN
#define IN DECISION
#include "paper/decision.def"
#undef IN
#undef LINE
#undef SAID
#undef REMEDIES

/* No kind is made of characters: a name alone is, and it is letters (name.c). */
#define VALUE(kind, type, tells, why)                                                            \
    _Static_assert(                                                                              \
        _Generic((paper_##kind *)NULL, text * : 0, char ** : 0, const char ** : 0, default : 1), \
        #kind " would hold free words");
#include "paper/kinds.def"

/* ---- the lines ---- */

#define LINE(kind, name, readers, fr, en) \
    {IS_##kind, READ_BY_##readers, #name, offsetof(struct IN, name), {fr, en}},
#define SAID(fr, en) {IS_SAID, READ_BY_ALL, NULL, 0, {fr, en}},
#define REMEDIES     {IS_REMEDIES, READ_BY_ALL, NULL, 0, {"Recours", "Remedies"}},
static const struct paper_line attestation_lines[] = {
#define IN paper_attestation
#include "paper/attestation.def"
#undef IN
};
static const struct paper_line author_lines[] = {
#define IN paper_author
#include "paper/author.def"
#undef IN
};
static const struct paper_line accountant_lines[] = {
#define IN paper_accountant
#include "paper/accountant.def"
#undef IN
};
static const struct paper_line police_lines[] = {
#define IN paper_police
#include "paper/police.def"
#undef IN
};
static const struct paper_line departement_lines[] = {
#define IN paper_departement
#include "paper/departement.def"
#undef IN
};
static const struct paper_line association_lines[] = {
#define IN paper_association
#include "paper/association.def"
#undef IN
};
static const struct paper_line appeal_lines[] = {
#define IN paper_appeal
#include "paper/appeal.def"
#undef IN
};
static const struct paper_line decision_lines[] = {
#define IN paper_decision
#include "paper/decision.def"
#undef IN
};
#undef LINE
#undef SAID
#undef REMEDIES

const struct paper_row paper_rows[PAPER_COUNT] = {
#define DOCUMENT(kind, name, tells, basis, fr, en, reader_fr, reader_en) \
    [PAPER_##kind] = {#name,                                             \
                      TELLS_##tells,                                     \
                      basis,                                             \
                      {fr, en},                                          \
                      {reader_fr, reader_en},                            \
                      name##_lines,                                      \
                      (int)LENGTH(name##_lines)},
#include "paper/documents.def"
};

static const char *const senders[][LANGUAGE_COUNT] = {
#define SENDER(name, fr, en) {fr, en},
#include "paper/senders.def"
};

const char *paper_sender(enum language language) { return senders[0][language]; }

enum paper_tells paper_tells(enum paper_value value)
{
    static const enum paper_tells tells[IS_COUNT] = {
#define VALUE(kind, type, tells, why) [IS_##kind] = TELLS_##tells,
#include "paper/kinds.def"
    };
    must(value >= 0 && value < IS_COUNT);
    return tells[value];
}

enum paper_kind paper_find(text word)
{
    for (int i = 0; i < PAPER_COUNT; i++) {
        if (text_equal(text_of(paper_rows[i].word), word)) return (enum paper_kind)i;
    }
    return PAPER_COUNT;
}

const void *paper_field(const struct paper *paper, const struct paper_line *line)
{
    must(line->name); /* what is said has no field */
    return (const char *)&paper->of + line->place;
}
