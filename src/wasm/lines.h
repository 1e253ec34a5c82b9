/* A question to the law and its answer as lines of text: what the browser sends to the module and
 * reads back. Pure: the same bytes always give the same bytes, in any program.
 *
 * A question is lines "key value", each ended by a line feed, in any order; lines.def lists the
 * keys. requested_on, department and resources_cents are required, the rest has the defaults of the
 * assess interface. Unknown and doubled keys are refused; request_check sets the bounds.
 *
 * An answer is lines "key value", in the order of the assess output, "-" for an absent value; where
 * people read the value otherwise, a tab and its words in their language follow:
 *
 *     outcome granted<TAB>accordée
 *     ground CODE<TAB>words                    none, one or several
 *     flag CODE<TAB>words                      none, one or several
 *     full_cents 116374<TAB>1 163,74 €
 *     reduction_percent 20
 *     amount_cents 93099<TAB>930,99 €
 *     form grant<TAB>aide non remboursable
 *     pay_by 2025-11-28<TAB>28 novembre 2025
 *     next_award_from 2026-11-25<TAB>25 novembre 2026
 *     fund CAF-59<TAB>Caf du Nord
 *     step<TAB>article<TAB>name<TAB>value in cents or -<TAB>source or -<TAB>sentence
 *     remedy<TAB>sentence
 *     rules sha256 of the rule and parameter tables
 *
 * A question whose first line is "interview" is of a request known in part: then requested_on,
 * known_on, language, and one line for each answer, "children 2", in the words of
 * law_interview_answer. Its answer:
 *
 *     standing open                            law_standing
 *     next children                            the question to ask, "-" when none is left
 *     outcome granted<TAB>accordée             each that is possible
 *     ground CODE<TAB>words                    what refuses whatever else is true
 *     least_cents 46550<TAB>465,50 €
 *     most_cents 116374<TAB>1 163,74 €
 *     form grant<TAB>aide non remboursable     each that is possible
 *     pay_by_first 2025-11-28<TAB>28 novembre 2025
 *     pay_by_last 2025-11-28<TAB>28 novembre 2025
 *     fund CAF-59<TAB>Caf du Nord
 *     step<TAB>...                             of the completion that gives the most; while
 * something is not known, those of the amount alone step_least<TAB>...                       of the
 * one that gives the least, when it is another change<TAB>article<TAB>words<TAB>outcome<TAB>amount
 * or -    when everything is known rules sha256 of the rule and parameter tables
 *
 * A question that is refused has one line: wrong<TAB>where, a JSON pointer<TAB>what was expected.
 * May include: base, law. */
#ifndef WASM_LINES_H
#define WASM_LINES_H
#include "law/assess.h"
#include "law/parameters.h"

/* The longest question with every list full is under 4 kB, the longest answer under 32 kB. */
#define WASM_QUESTION_MAX 8192
#define WASM_ANSWER_MAX   98304

struct question {
    struct request request;
    date known_on;
    enum language language;
};

/* The request it gives has passed request_check. */
MUST_USE err wasm_question_read(text from, struct question *ret, struct trouble *trouble);

void wasm_decision_write(struct writer *out, const struct decision *decision,
                         enum language language);

/* The question after its first line, of a request known in part, and its answer. */
void wasm_interview(text question, struct writer *out);

/* Lines of an answer; the key without its blank. */
void wasm_word_lines(struct writer *out, const char *key, uint32_t bits,
                     const struct word_list *list, enum language language);
void wasm_money_line(struct writer *out, const char *key, money m, enum language language);
void wasm_day_line(struct writer *out, const char *key, date d, enum language language);
void wasm_fund_line(struct writer *out, const struct fund *fund);
void wasm_step_line(struct writer *out, const char *key, const struct step *step,
                    enum language language);
void wasm_absent_line(struct writer *out, const char *key);
/* Readers of values that both kinds of question have. */
MUST_USE err wasm_known_on_read(text value, date *ret);
MUST_USE err wasm_language_read(text value, enum language *ret);

/* The whole way: reads the question, asks the law, writes the answer. */
void wasm_answer(text question, struct writer *out);

#endif
