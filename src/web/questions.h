/* The questions of a request (questions.def), one a page: which comes after which, what each takes
 * of a form, what is wrong with it. Knows neither the store nor the network. May include: base,
 * law, case, pay, store, wire, desk, host. */
#ifndef WEB_QUESTIONS_H
#define WEB_QUESTIONS_H
#include "wire/wire.h"

enum question {
#define QUESTION(name, word, asked, fields, title) QUESTION_##name,
#include "web/questions.def"
    QUESTION_COUNT
};
struct question_row {
    const char *word, *fields, *title;
    bool only_documented;
};
extern const struct question_row questions[QUESTION_COUNT];
/* The question of that word, or -1. */
int question_find(text word);

/* Whether she is asked that, by what she answered so far. */
bool question_is_asked(const struct form_data *form, enum question question);
/* The next one that is asked, QUESTION_COUNT after the last; the one before, -1 before the first.
 */
int question_after(const struct form_data *form, int question);
int question_before(const struct form_data *form, int question);
/* How many are asked, and which place (from 1) a question has among them. */
int question_count(const struct form_data *form);
int question_place(const struct form_data *form, enum question question);

/* The value of a field from now on; the empty text takes it out. `name` lives for ever, `value` as
 * long as the form. BAD_INPUT when the form is full. */
MUST_USE err form_set(struct form_data *form, const char *name, text value);

/* The fields of the question as `from` has them, cut at FIELD_BYTES_MAX, into `form`. */
#define FIELD_BYTES_MAX 2004
MUST_USE err question_take(struct form_data *form, enum question question,
                           const struct form_data *from);

/* A correction begins: what the question holds is kept beside it, under other names, which live as
 * long as the arena. It ends: what was kept comes back, or not; nothing happens when another
 * question's was kept, or none. BAD_INPUT when the form is full. */
MUST_USE err question_keep(struct form_data *form, enum question question, struct arena *a);
MUST_USE err question_settle(struct form_data *form, enum question question, bool gives_back,
                             struct arena *a);

/* The names of the question's fields whose answer is not in the form expected, each once, in the
 * order of fields.def; how many. The other questions do not count. The arena needs WIRE_CLAIM_ROOM.
 */
#define QUESTION_FAULTS_MAX 8
int question_faults(const struct form_data *form, enum question question, date today,
                    struct arena scratch, const char *ret[QUESTION_FAULTS_MAX]);
/* The question that asks for a field, or -1. */
int question_of_field(const char *field);

/* A form as bytes and back: what a draft keeps. BAD_INPUT for bytes that are none. */
text form_pack(const struct form_data *form, struct arena *a);
MUST_USE err form_unpack(text packed, struct form_data *ret);

#endif
