/* Writing a text of unknown length into an arena, and the small pieces every JSON of ours is made
 * of. May include: base, law. */
#ifndef WIRE_OUT_H
#define WIRE_OUT_H
#include "base/arena.h"
#include "law/funds.h"
#include "law/words.h"

/* A writer over all that is left of the arena. Nothing else may be taken until out_end, which keeps
 * what was written, ended by a NUL, and gives the rest back. The empty text (its pointer NULL) when
 * the room was too small. */
struct writer wire_out_begin(struct arena *a);
text wire_out_end(struct arena *a, struct writer *out);

/* "2025-11-28T10:15:00Z": a moment of microseconds since 1970, not negative. */
void write_utc(struct writer *out, int64_t microseconds);

/* Each writes `"key":` and the value. A comma comes before it unless the writer has just opened an
 * object or a list. */
void write_key(struct writer *out, const char *key);
void write_comma(struct writer *out);
void write_json_word(struct writer *out, const char *key, const char *word); /* NULL: null */
void write_json_text(struct writer *out, const char *key, text what);
void write_json_integer(struct writer *out, const char *key, int64_t what);
void write_json_flag(struct writer *out, const char *key, bool what);
void write_json_day(struct writer *out, const char *key, date day); /* NO_DATE: null */
void write_json_set(struct writer *out, const char *key, uint32_t bits,
                    const struct word_list *list);
void write_json_null(struct writer *out, const char *key);
/* {"code","kind","name"} or null. */
void write_json_fund(struct writer *out, const char *key, const struct fund *fund);
/* The members of one step of an explanation: article, step, text, value_cents, source. */
void write_json_step(struct writer *out, const struct step *step, enum language language);

#endif
