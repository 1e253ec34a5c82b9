/* One line of tests/reference/years: what the rules of today answer to what was asked then, in the
 * words the line keeps. Used by who made the lines once, and by the test that they still hold. */
#ifndef TESTS_REFERENCE_ANSWER_H
#define TESTS_REFERENCE_ANSWER_H
#include "law/assess.h"

/* What was asked: the words of a line are KIND, a tab, the question, a tab, the answer.
 *
 *   request      an assess input as JSON; the decision as known on the day it was decided
 *   loan         awarded_on= principal_cents= instalments=
 *   withholding  day= territory= income_cents= benefits_cents= housing_cents= partner= children=
 *   penalty      breach= intent= facts_from= accused_on= sums_cents= earlier_sanction=
 *
 * Writes the answer as "key=value key=value"; false when the question cannot be read. */
bool reference_answer(text kind, text question, struct writer *ret);

/* The request of a line of that kind, and the decision it gets. */
bool reference_decide(text question, struct request *ret_request, struct decision *ret);

#endif
