#include "library/inside.h"

#include "law/assess.h"
#include "law/parameters.h"

/* A word of the law that the public header lacks, or numbers otherwise, does not compile. */
#define SAME(list, name)                                            \
    _Static_assert((int)ABRI_##list##_##name == (int)list##_##name, \
                   "abri.h and law/words.def disagree on " #list "_" #name)
#define WORD_OUTCOME(name, word, fr, en)        SAME(OUTCOME, name);
#define WORD_GROUND(name, word, fr, en)         SAME(GROUND, name);
#define WORD_FLAG(name, word, fr, en)           SAME(FLAG, name);
#define WORD_FORM(name, word, fr, en)           SAME(FORM, name);
#define WORD_RELATIONSHIP(name, word, fr, en)   SAME(RELATIONSHIP, name);
#define WORD_VICTIM(name, word, fr, en)         SAME(VICTIM, name);
#define WORD_DOCUMENT(name, word, fr, en)       SAME(DOCUMENT, name);
#define WORD_RESIDENCE(name, word, fr, en)      SAME(RESIDENCE, name);
#define WORD_BENEFICIARY(name, word, fr, en)    SAME(BENEFICIARY, name);
#define WORD_SMIC_REFERENCE(name, word, fr, en) SAME(SMIC_REFERENCE, name);
#define WORD_FUND_KIND(name, word, fr, en)      SAME(FUND_KIND, name);
#include "law/words.def"
#define PARAMETER(name, ...) SAME(PARAMETER, name);
#include "law/parameters.def"

const struct word_list *library_list(enum abri_list list)
{
    static const struct word_list *const lists[] = {
        [ABRI_OUTCOMES] = &law_outcomes,
        [ABRI_GROUNDS] = &law_grounds,
        [ABRI_FLAGS] = &law_flags,
        [ABRI_FORMS] = &law_forms,
        [ABRI_RELATIONSHIPS] = &law_relationships,
        [ABRI_VICTIMS] = &law_victims,
        [ABRI_DOCUMENTS] = &law_document_kinds,
        [ABRI_RESIDENCES] = &law_residences,
        [ABRI_BENEFICIARIES] = &law_beneficiaries,
        [ABRI_SMIC_REFERENCES] = &law_smic_references,
        [ABRI_FUND_KINDS] = &law_fund_kinds,
    };
    return (size_t)list < LENGTH(lists) ? lists[list] : NULL;
}

static const struct word *word_at(enum abri_list list, int32_t value)
{
    const struct word_list *words = library_list(list);
    return words && value >= 0 && value < words->count ? &words->words[value] : NULL;
}

const char *abri_word(enum abri_list list, int32_t value)
{
    const struct word *word = word_at(list, value);
    return word ? word->word : NULL;
}

const char *abri_label(enum abri_list list, int32_t value, enum abri_language language)
{
    const struct word *word = word_at(list, value);
    return word && (size_t)language < LANGUAGE_COUNT ? word->in[language] : NULL;
}

int32_t abri_find(enum abri_list list, const char *word, size_t length)
{
    const struct word_list *words = library_list(list);
    if (!words || length > PTRDIFF_MAX) return -1;
    return words_find(words, (text){word, (ptrdiff_t)length});
}

const char *abri_version(void) { return ABRI_VERSION; }

const char *abri_rules(void) { return law_rules_digest(); }

const struct department *library_department(text code)
{
    const struct department *found = law_department(code);
    return found && found->coverage != COVERAGE_NOT_COVERED ? found : NULL;
}

enum abri_result abri_department(const char *code, size_t length, struct abri_department *ret,
                                 struct abri_trouble *trouble)
{
    struct trouble wrong;
    const struct department *found = NULL;
    if (length <= 3) found = library_department((text){code, (ptrdiff_t)length});
    if (!found) {
        err e = library_refuse(&wrong, (struct place){"department", -1, NULL}, EXPECTED_DEPARTMENT);
        return library_result(e, &wrong, trouble);
    }
    bool mayotte = law_fund_for(found, BENEFICIARY_NONE)->kind == FUND_KIND_CSSM;
    *ret = (struct abri_department){
        .code = found->code,
        .name = found->name,
        .territory = mayotte ? ABRI_TERRITORY_MAYOTTE : ABRI_TERRITORY_GENERAL,
        .to_confirm = found->coverage == COVERAGE_TO_CONFIRM,
    };
    return ABRI_OK;
}
