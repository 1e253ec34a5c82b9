#include "law/articles.h"
#include "law/assess.h"

/* Which document, and how old: CASF L. 214-9 al. 1 names them; D. 214-11 wants one dated less than
 * twelve months before the request (its words could not be read; the rule is that of the official
 * notices). */

const struct article casf_d214_11 = {
    .code = "CASF", .number = "D. 214-11", .since = {2023, 11, 28}};

/* How far a document carries the claim, the better the larger. */
enum weight { NOT_ACCEPTED, TOO_OLD, TO_EXAMINE, EDGE_DAY, ACCEPTED };

/* The immediate order is a protection order of the same title of the code civil (515-13-1). The
 * forced marriage order (515-13) may stand against someone who is no partner: an agent looks. */
static const struct {
    bool counts, to_examine;
} kinds[DOCUMENT_COUNT] = {
    [DOCUMENT_COMPLAINT] = {.counts = true},
    [DOCUMENT_REPORT_TO_PROSECUTOR] = {.counts = true},
    [DOCUMENT_PROTECTION_ORDER] = {.counts = true},
    [DOCUMENT_IMMEDIATE_PROTECTION_ORDER] = {.counts = true},
    [DOCUMENT_FORCED_MARRIAGE_ORDER] = {.to_examine = true},
};

static enum weight weigh(const struct document *document, date requested_on)
{
    if (!kinds[document->kind].counts && !kinds[document->kind].to_examine) return NOT_ACCEPTED;
    int order = date_compare(requested_on, date_plus_months_or_last_day(document->dated, 12));
    if (order > 0) return TOO_OLD;
    if (kinds[document->kind].to_examine) return TO_EXAMINE;
    return order == 0 ? EDGE_DAY : ACCEPTED;
}

static const struct {
    enum sentence sentence;
    const struct article *article;
    uint32_t grounds, doubts, flags;
} conclusions[] = {
    [NOT_ACCEPTED] = {.sentence = SENTENCE_DOCUMENT_NOT_ACCEPTED,
                      .article = &casf_l214_9,
                      .grounds = 1u << GROUND_DOCUMENT_NOT_ACCEPTED},
    [TOO_OLD] = {.sentence = SENTENCE_DOCUMENT_TOO_OLD,
                 .article = &casf_d214_11,
                 .grounds = 1u << GROUND_DOCUMENT_TOO_OLD},
    [TO_EXAMINE] = {.sentence = SENTENCE_DOCUMENT_TO_EXAMINE,
                    .article = &casf_l214_9,
                    .grounds = 1u << GROUND_DOCUMENT_NOT_ACCEPTED,
                    .doubts = 1u << GROUND_DOCUMENT_NOT_ACCEPTED},
    [EDGE_DAY] = {.sentence = SENTENCE_DOCUMENT_EDGE_DAY,
                  .article = &casf_d214_11,
                  .flags = 1u << FLAG_EDGE_DAY},
    [ACCEPTED] = {.sentence = SENTENCE_DOCUMENT_ACCEPTED, .article = &casf_d214_11},
};

/* The best document decides. An agent settles a doubt, so a doubt is no refusal. */
void law_document(const struct request *request, struct decision *decision)
{
    if (request->documents_count == 0) {
        decision->grounds |= 1u << GROUND_NO_DOCUMENT;
        reasoning_add(&decision->why, &casf_l214_9, "al. 1", SENTENCE_DOCUMENT_NONE,
                      (struct mentioned){0});
        return;
    }
    enum weight best = NOT_ACCEPTED;
    const struct document *chosen = &request->documents[0];
    for (int i = 0; i < request->documents_count; i++) {
        enum weight weight = weigh(&request->documents[i], request->requested_on);
        if (weight <= best) continue;
        best = weight;
        chosen = &request->documents[i];
    }
    decision->grounds |= conclusions[best].grounds;
    decision->doubts |= conclusions[best].doubts;
    decision->flags |= conclusions[best].flags;
    reasoning_add(
        &decision->why, conclusions[best].article,
        conclusions[best].article == &casf_l214_9 ? "al. 1" : "", conclusions[best].sentence,
        (struct mentioned){.w1 = &law_document_kinds.words[chosen->kind], .d1 = chosen->dated});
}
