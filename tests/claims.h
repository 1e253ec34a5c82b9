/* What the tests of law and case say over and over. */
#ifndef TESTS_CLAIMS_H
#define TESTS_CLAIMS_H
#include "law/assess.h"
#include "law/parameters.h"

/* A claim with every default of the interface, in a département, without resources. */
static inline struct request claim_of(date requested_on, const char *department)
{
    struct request request = request_defaults(requested_on);
    request.department = law_department(text_of(department));
    return request;
}

/* The law's decision with every line of the tables known. */
static inline struct decision decision_on(const struct request *request)
{
    struct decision decision;
    law_assess(request, ALL_KNOWN, &decision);
    return decision;
}

/* The first step of that sentence, or NULL. */
static inline const struct step *step_of(const struct decision *decision, enum sentence sentence)
{
    for (int i = 0; i < decision->why.count; i++) {
        if (decision->why.steps[i].sentence == sentence) return &decision->why.steps[i];
    }
    return NULL;
}

/* The first step of that name, or NULL. */
static inline const struct step *step_named(const struct decision *decision, const char *name)
{
    for (int i = 0; i < decision->why.count; i++) {
        const struct step *step = &decision->why.steps[i];
        if (text_equal(text_of(step_name(step)), text_of(name))) return step;
    }
    return NULL;
}

#define BIT(place) (1u << (place))

#endif
