#include "law/transparency.h"

/* The answer of CRPA R. 311-3-1-2, read off the explanation of a decision: what is not in the
 * explanation is not in the answer, and the explanation is written by the rules themselves. */

#define ROW(name, word, fr, en) {word, {fr, en}},

static const struct word parts[] = {
#define PART ROW
#include "law/transparency.def"
};
static const struct word contributions[] = {
#define CONTRIBUTION ROW
#include "law/transparency.def"
};
static const struct word sources[] = {
#define SOURCE ROW
#include "law/transparency.def"
};
static const struct word data[] = {
#define DATUM(name, word, source, say, fr, en) {word, {fr, en}},
#include "law/transparency.def"
};

const struct word_list law_answer_parts = {"part", parts, ANSWER_PART_COUNT};
const struct word_list law_contributions = {"contribution", contributions, CONTRIBUTION_COUNT};
const struct word_list law_data_sources = {"source", sources, DATA_SOURCE_COUNT};
const struct word_list law_data = {"data", data, DATUM_COUNT};

/* ---- 1° and 2° ---- */

uint32_t law_data_read(enum sentence sentence)
{
#define OF(datum) (1u << DATUM_##datum)
    static const uint32_t reads[SENTENCE_COUNT] = {
#define READS(sentence, data) [SENTENCE_##sentence] = (data),
#include "law/transparency.def"
    };
    return reads[sentence];
}

enum data_source law_datum_source(enum datum datum)
{
    static const enum data_source given_by[DATUM_COUNT] = {
#define DATUM(name, word, source, say, fr, en) [DATUM_##name] = DATA_SOURCE_##source,
#include "law/transparency.def"
    };
    return given_by[datum];
}

void law_transparency(const struct decision *decision, struct transparency *ret)
{
    struct transparency told = {.contributions = 1u << CONTRIBUTION_AGENT_DECIDES |
                                                 1u << CONTRIBUTION_WRITTEN_RULES};
    if (decision->outcome == OUTCOME_REVIEW) {
        told.contributions |= 1u << CONTRIBUTION_AGENT_SETTLES;
    }
    for (int i = 0; i < decision->why.count; i++) {
        told.data |= law_data_read(decision->why.steps[i].sentence);
    }
    *ret = told;
}

/* ---- a datum, said again ---- */

enum phrase {
#define PHRASE(name, fr, en) PHRASE_##name,
#include "law/transparency.def"
    PHRASE_COUNT
};

static void say(struct writer *out, enum phrase phrase, struct mentioned mentioned,
                enum language language)
{
    static const char *const phrases[PHRASE_COUNT][LANGUAGE_COUNT] = {
#define PHRASE(name, fr, en) [PHRASE_##name] = {fr, en},
#include "law/transparency.def"
    };
    write_sentence(out, phrases[phrase][language], &mentioned, language);
}

static void say_day(struct writer *out, date day, enum language language)
{
    say(out, PHRASE_DAY, (struct mentioned){.d1 = day}, language);
}

static void say_word(struct writer *out, const struct word *word, enum language language)
{
    say(out, PHRASE_WORD, (struct mentioned){.w1 = word}, language);
}

static void say_requested_on(struct writer *out, const struct request *r, enum language l)
{
    say_day(out, r->requested_on, l);
}

static void say_completed_on(struct writer *out, const struct request *r, enum language l)
{
    say_day(out, r->completed_on, l);
}

static void say_decided_on(struct writer *out, const struct request *r, enum language l)
{
    say_day(out, r->decided_on, l);
}

static void say_department(struct writer *out, const struct request *r, enum language l)
{
    (void)l;
    write_string(out, r->department->name);
    write_string(out, " (");
    write_string(out, r->department->code);
    write_character(out, ')');
}

static void say_resources(struct writer *out, const struct request *r, enum language l)
{
    say(out, PHRASE_MONEY, (struct mentioned){.m1 = r->resources}, l);
}

/* "2", or with what was said of each: "2, naissances : 1er mai 2012, 3 juin 2015 (garde partagée)".
 */
static void say_children(struct writer *out, const struct request *r, enum language l)
{
    bool described = false;
    for (int i = 0; i < r->children_count; i++) {
        described |= date_is_set(r->children[i].born_on) || r->children[i].shared_custody;
    }
    if (!described) {
        write_integer(out, r->children_count);
        return;
    }
    say(out, PHRASE_BIRTHS, (struct mentioned){.n1 = r->children_count}, l);
    for (int i = 0; i < r->children_count; i++) {
        const struct child *child = &r->children[i];
        write_string(out, i > 0 ? ", " : "");
        say(out, date_is_set(child->born_on) ? PHRASE_DAY : PHRASE_UNDATED,
            (struct mentioned){.d1 = child->born_on}, l);
        if (child->shared_custody) say(out, PHRASE_SHARED, (struct mentioned){0}, l);
    }
}

static void say_relationship(struct writer *out, const struct request *r, enum language l)
{
    say_word(out, &law_relationships.words[r->relationship], l);
}

static void say_violence(struct writer *out, const struct request *r, enum language l)
{
    say_word(out, &law_victims.words[r->violence_against], l);
}

static void say_documents(struct writer *out, const struct request *r, enum language l)
{
    if (r->documents_count == 0) say(out, PHRASE_NO_DOCUMENT, (struct mentioned){0}, l);
    for (int i = 0; i < r->documents_count; i++) {
        const struct document *document = &r->documents[i];
        write_string(out, i > 0 ? ", " : "");
        say(out, PHRASE_DOCUMENT,
            (struct mentioned){.w1 = &law_document_kinds.words[document->kind],
                               .d1 = document->dated},
            l);
    }
}

static void say_residence(struct writer *out, const struct request *r, enum language l)
{
    say_word(out, &law_residences.words[r->residence], l);
}

static void say_beneficiary(struct writer *out, const struct request *r, enum language l)
{
    say_word(out, &law_beneficiaries.words[r->beneficiary_of], l);
}

static void say_awards(struct writer *out, const struct request *r, enum language l)
{
    if (r->awards_count == 0) say(out, PHRASE_NO_AWARD, (struct mentioned){0}, l);
    for (int i = 0; i < r->awards_count; i++) {
        write_string(out, i > 0 ? ", " : "");
        say_day(out, r->awards[i], l);
    }
}

static void say_smic_reference(struct writer *out, const struct request *r, enum language l)
{
    say_word(out, &law_smic_references.words[r->smic_reference], l);
}

void write_datum(struct writer *out, const struct request *request, enum datum datum,
                 enum language language)
{
    static void (*const said[DATUM_COUNT])(struct writer *, const struct request *,
                                           enum language) = {
#define DATUM(name, word, source, say, fr, en) [DATUM_##name] = say,
#include "law/transparency.def"
    };
    said[datum](out, request, language);
}

/* ---- 3° ---- */

enum weight { NO_PARAMETER, WHOLE, FIRST_NUMBER, SECOND_NUMBER };

static enum weight weight_of(const struct step *step)
{
    static const enum weight weights[SENTENCE_COUNT] = {
#define WEIGHT(sentence, number) [SENTENCE_##sentence] = number,
#include "law/transparency.def"
    };
    return weights[step->sentence];
}

bool law_is_parameter(const struct step *step) { return weight_of(step) != NO_PARAMETER; }

int law_weight_percent(const struct step *step)
{
    const int percents[] = {[NO_PARAMETER] = 0,
                            [WHOLE] = 0,
                            [FIRST_NUMBER] = step->mentioned.n1,
                            [SECOND_NUMBER] = step->mentioned.n2};
    return percents[weight_of(step)];
}

int law_step_reduction_percent(const struct step *step)
{
    return step->sentence == SENTENCE_REDUCED ? step->mentioned.n2 : 0;
}

date law_parameter_since(const struct step *step)
{
    return step->source ? step->since : step->article->since;
}
