#include "law/words.h"

#define ROW(name, word, fr, en) {word, {fr, en}},
#define LIST(variable, label, rows) \
    const struct word_list variable = {label, rows, (int)LENGTH(rows)}

static const struct word outcomes[] = {
#define WORD_OUTCOME ROW
#include "law/words.def"
};
static const struct word grounds[] = {
#define WORD_GROUND ROW
#include "law/words.def"
};
static const struct word flags[] = {
#define WORD_FLAG ROW
#include "law/words.def"
};
static const struct word forms[] = {
#define WORD_FORM ROW
#include "law/words.def"
};
static const struct word relationships[] = {
#define WORD_RELATIONSHIP ROW
#include "law/words.def"
};
static const struct word victims[] = {
#define WORD_VICTIM ROW
#include "law/words.def"
};
static const struct word document_kinds[] = {
#define WORD_DOCUMENT ROW
#include "law/words.def"
};
static const struct word residences[] = {
#define WORD_RESIDENCE ROW
#include "law/words.def"
};
static const struct word beneficiaries[] = {
#define WORD_BENEFICIARY ROW
#include "law/words.def"
};
static const struct word smic_references[] = {
#define WORD_SMIC_REFERENCE ROW
#include "law/words.def"
};
static const struct word fund_kinds[] = {
#define WORD_FUND_KIND ROW
#include "law/words.def"
};

LIST(law_outcomes, "outcome", outcomes);
LIST(law_grounds, "ground", grounds);
LIST(law_flags, "flag", flags);
LIST(law_forms, "form", forms);
LIST(law_relationships, "relationship", relationships);
LIST(law_victims, "violence_against", victims);
LIST(law_document_kinds, "document kind", document_kinds);
LIST(law_residences, "residence", residences);
LIST(law_beneficiaries, "beneficiary_of", beneficiaries);
LIST(law_smic_references, "smic_reference", smic_references);
LIST(law_fund_kinds, "fund kind", fund_kinds);

int words_find(const struct word_list *list, text word)
{
    for (int i = 0; i < list->count; i++) {
        if (text_equal(word, text_of(list->words[i].word))) return i;
    }
    return -1;
}
