/* What a person is told of the processing that computed her decision, when she asks (CRPA
 * L. 311-3-1, R. 311-3-1-2): how far it contributes, which data it read and who gave them, which
 * parameters and weights it applied to her, which operations it performed. All of it is drawn from
 * the explanation of the decision; the mention every decision carries stands in remedies.c.
 * May include: base. */
#ifndef LAW_TRANSPARENCY_H
#define LAW_TRANSPARENCY_H
#include "law/assess.h"

enum answer_part {
#define PART(name, word, fr, en) ANSWER_##name,
#include "law/transparency.def"
    ANSWER_PART_COUNT
};
enum contribution {
#define CONTRIBUTION(name, word, fr, en) CONTRIBUTION_##name,
#include "law/transparency.def"
    CONTRIBUTION_COUNT
};
enum data_source {
#define SOURCE(name, word, fr, en) DATA_SOURCE_##name,
#include "law/transparency.def"
    DATA_SOURCE_COUNT
};
enum datum {
#define DATUM(name, word, source, say, fr, en) DATUM_##name,
#include "law/transparency.def"
    DATUM_COUNT
};

extern const struct word_list law_answer_parts, law_contributions, law_data_sources, law_data;

struct transparency {
    uint32_t contributions; /* bits 1u << CONTRIBUTION_... */
    uint32_t data;          /* bits 1u << DATUM_...: what was read; had another stood there for any
                               other datum, the decision would be the same */
};
void law_transparency(const struct decision *decision, struct transparency *ret);

/* The data a sentence of a claim's explanation is drawn from, as bits 1u << DATUM_...; none for the
 * sentences of other explanations and for those that state the law alone. */
uint32_t law_data_read(enum sentence sentence);
enum data_source law_datum_source(enum datum datum);
/* What the request says there: "713,16 €", "dépôt de plainte du 20 novembre 2025". */
void write_datum(struct writer *out, const struct request *request, enum datum datum,
                 enum language language);

/* Whether the step applies a parameter; its value is then that parameter, fixed by step->source or,
 * without one, by the article itself. */
bool law_is_parameter(const struct step *step);
/* The weight of such a step: the share, in hundredths, of the flat amount or of the minimum wage
 * that its value is; 0 when the value is no share. */
int law_weight_percent(const struct step *step);
/* By how much such a step reduces the amount, in hundredths; 0 when it does not. */
int law_step_reduction_percent(const struct step *step);
/* In force since: the line of the tables, or the article; NO_DATE when that is not known. */
date law_parameter_since(const struct step *step);

#endif
