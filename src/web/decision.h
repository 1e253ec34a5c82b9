/* The values the template decision.html asks for.
 * May include: base, law, case, pay, store, wire, desk, host. */
#ifndef WEB_DECISION_H
#define WEB_DECISION_H
#include "law/assess.h"
#include "web/template.h"

/* A row of the list: article, sentence, source. */
void decision_step(struct values *values, const char *list_name, const struct step *step,
                   struct arena *a);
/* A row, label, for each word of the list whose bit is set. */
void decision_words(struct values *values, const char *list_name, uint32_t bits,
                    const struct word_list *list);
void decision_values(struct values *values, const struct decision *decision, struct arena *a);

#endif
