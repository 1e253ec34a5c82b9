/* The closed lists of the claim as enumerations, and their words in the interface, French and
 * English. May include: base. */
#ifndef LAW_WORDS_H
#define LAW_WORDS_H
#include "base/text.h"

/* Each list X gives enum x { X_FIRST, ..., X_COUNT } and law_x, a list of words in the same order.
 */
enum outcome {
#define WORD_OUTCOME(name, word, fr, en) OUTCOME_##name,
#include "law/words.def"
    OUTCOME_COUNT
};
enum ground {
#define WORD_GROUND(name, word, fr, en) GROUND_##name,
#include "law/words.def"
    GROUND_COUNT
};
enum flag {
#define WORD_FLAG(name, word, fr, en) FLAG_##name,
#include "law/words.def"
    FLAG_COUNT
};
enum form {
#define WORD_FORM(name, word, fr, en) FORM_##name,
#include "law/words.def"
    FORM_COUNT
};
enum relationship {
#define WORD_RELATIONSHIP(name, word, fr, en) RELATIONSHIP_##name,
#include "law/words.def"
    RELATIONSHIP_COUNT
};
enum victim {
#define WORD_VICTIM(name, word, fr, en) VICTIM_##name,
#include "law/words.def"
    VICTIM_COUNT
};
enum document_kind {
#define WORD_DOCUMENT(name, word, fr, en) DOCUMENT_##name,
#include "law/words.def"
    DOCUMENT_COUNT
};
enum residence {
#define WORD_RESIDENCE(name, word, fr, en) RESIDENCE_##name,
#include "law/words.def"
    RESIDENCE_COUNT
};
enum beneficiary {
#define WORD_BENEFICIARY(name, word, fr, en) BENEFICIARY_##name,
#include "law/words.def"
    BENEFICIARY_COUNT
};
enum smic_reference {
#define WORD_SMIC_REFERENCE(name, word, fr, en) SMIC_REFERENCE_##name,
#include "law/words.def"
    SMIC_REFERENCE_COUNT
};
enum fund_kind {
#define WORD_FUND_KIND(name, word, fr, en) FUND_KIND_##name,
#include "law/words.def"
    FUND_KIND_COUNT
};

enum language { LANGUAGE_FR, LANGUAGE_EN, LANGUAGE_COUNT };

/* One word of a list: as the interface writes it, then in each language. */
struct word {
    const char *word;
    const char *in[LANGUAGE_COUNT];
};

/* A list: its name for error texts ("relationship") and its words, in the order of the enum. */
struct word_list {
    const char *name;
    const struct word *words;
    int count;
};

extern const struct word_list law_outcomes, law_grounds, law_flags, law_forms, law_relationships,
    law_victims, law_document_kinds, law_residences, law_beneficiaries, law_smic_references,
    law_fund_kinds;

/* The place of the word in the list, or -1. */
int words_find(const struct word_list *list, text word);

#endif
