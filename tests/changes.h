/* What the tests of counterfactuals ask of a list of them. */
#ifndef TESTS_CHANGES_H
#define TESTS_CHANGES_H
#include "law/counterfactual.h"
#include "tests/claims.h"
#include "tests/test.h"

/* What would change the decision, with every line of the tables known. */
static inline struct counterfactuals changes_of(const struct request *request)
{
    struct counterfactuals found;
    law_counterfactuals(request, ALL_KNOWN, &found);
    return found;
}

/* The one of that change, or NULL. */
static inline const struct counterfactual *find(const struct counterfactuals *found,
                                                enum change change)
{
    for (int i = 0; i < found->count; i++) {
        if (found->items[i].change == change) return &found->items[i];
    }
    return NULL;
}

static inline const struct counterfactual *must_find(const struct counterfactuals *found,
                                                     enum change change)
{
    const struct counterfactual *item = find(found, change);
    if (!item) fail_msg("no %s", law_changes[change].word);
    return item;
}

#endif
