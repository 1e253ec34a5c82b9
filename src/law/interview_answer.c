#include "law/interview.h"

/* Her answers, from the words a form or a page holds them in. */

enum topic law_topic(text word)
{
    enum topic topic = 0;
    while (topic < TOPIC_COUNT && !text_equal(word, text_of(law_questions[topic]))) topic++;
    return topic;
}

static err read_who(struct interview *interview, text said)
{
    bool child = text_equal(said, T("child_only")), other = text_equal(said, T("other"));
    if (!child && !other && !text_equal(said, T("partner"))) return ERR_BAD_INPUT;
    interview->relationship = other ? RELATIONSHIP_OTHER : RELATIONSHIP_SPOUSE;
    interview->violence_against = child ? VICTIM_CHILD_ONLY : VICTIM_APPLICANT;
    return ERR_OK;
}

static err read_word(text said, const struct word_list *list, int *ret)
{
    int place = words_find(list, said);
    if (place < 0) return ERR_BAD_INPUT;
    *ret = place;
    return ERR_OK;
}

static err read_residence(struct interview *interview, text said)
{
    int place = 0;
    TRY(read_word(said, &law_residences, &place));
    interview->residence = (enum residence)place;
    return ERR_OK;
}

static err read_award(struct interview *interview, text said)
{
    bool no = text_equal(said, T("no"));
    date day = NO_DATE;
    if (!no && !text_equal(said, T("yes"))) TRY(date_read(said, &day));
    interview->has_award = !no;
    interview->awarded_on = day;
    return ERR_OK;
}

static err read_number(text said, int64_t max, int64_t *ret)
{
    int64_t number = 0;
    TRY(text_read_integer(said, &number));
    if (number < 0 || number > max) return ERR_BAD_INPUT;
    *ret = number;
    return ERR_OK;
}

static err read_children(struct interview *interview, text said)
{
    int64_t count = 0;
    TRY(read_number(said, REQUEST_CHILDREN_MAX, &count));
    interview->children = (int)count;
    return ERR_OK;
}

static err read_resources(struct interview *interview, text said)
{
    text to = said, from = text_cut(&to, ' ');
    int64_t least = 0, most = 0;
    TRY(read_number(from, REQUEST_RESOURCES_CENTS_MAX, &least));
    TRY(read_number(from.length == said.length ? from : to, REQUEST_RESOURCES_CENTS_MAX, &most));
    if (least > most) return ERR_BAD_INPUT;
    interview->resources_from.cents = least;
    interview->resources_to.cents = most;
    return ERR_OK;
}

static err read_department(struct interview *interview, text said)
{
    const struct department *found = law_department(said);
    if (!found || found->coverage == COVERAGE_NOT_COVERED) return ERR_BAD_INPUT;
    interview->department = found;
    return ERR_OK;
}

static err read_document(struct interview *interview, text said)
{
    text day = said, kind = text_cut(&day, ' ');
    int place = 0;
    struct document document = {DOCUMENT_COMPLAINT, NO_DATE};
    bool none = text_equal(said, T("none"));
    if (!none) TRY(read_word(kind, &law_document_kinds, &place));
    if (kind.length != said.length) TRY(date_read(day, &document.dated));
    document.kind = (enum document_kind)place;
    interview->has_document = !none;
    interview->document = document;
    return ERR_OK;
}

static err read_benefits(struct interview *interview, text said)
{
    int place = 0;
    TRY(read_word(said, &law_beneficiaries, &place));
    interview->beneficiary_of = (enum beneficiary)place;
    return ERR_OK;
}

err law_interview_answer(struct interview *interview, enum topic topic, text said)
{
    static err (*const readers[TOPIC_COUNT])(struct interview *, text) = {
        [TOPIC_WHO] = read_who,
        [TOPIC_RESIDENCE] = read_residence,
        [TOPIC_AWARD] = read_award,
        [TOPIC_CHILDREN] = read_children,
        [TOPIC_RESOURCES] = read_resources,
        [TOPIC_DEPARTMENT] = read_department,
        [TOPIC_DOCUMENT] = read_document,
        [TOPIC_BENEFITS] = read_benefits,
    };
    bool unsure = text_equal(said, T("unsure"));
    if (!unsure) TRY(readers[topic](interview, said));
    uint32_t bit = 1u << topic;
    interview->known = unsure ? interview->known & ~bit : interview->known | bit;
    interview->unsure = unsure ? interview->unsure | bit : interview->unsure & ~bit;
    return ERR_OK;
}
