/* What the tests of the loan ask of an explanation. */
#ifndef TESTS_REASONS_H
#define TESTS_REASONS_H
#include "law/reasoning.h"

/* Whether the explanation has a step of that sentence. */
static inline bool says(const struct reasoning *why, enum sentence sentence)
{
    for (int i = 0; i < why->count; i++) {
        if (why->steps[i].sentence == sentence) return true;
    }
    return false;
}

/* "CASF D. 214-21, al. 1" of the first step of that sentence, in `room`; "" without one. */
static inline const char *cited_for(const struct reasoning *why, enum sentence sentence,
                                    char room[64])
{
    struct writer out = {room, 0, 64, false};
    for (int i = 0; i < why->count; i++) {
        if (why->steps[i].sentence != sentence) continue;
        write_step_article(&out, &why->steps[i]);
        break;
    }
    return writer_string(&out);
}

/* Whether each step has its article and says something whole in both languages. */
static inline bool is_founded(const struct reasoning *why)
{
    for (int i = 0; i < why->count; i++) {
        for (int in = 0; in < LANGUAGE_COUNT; in++) {
            char room[512];
            struct writer out = WRITER(room);
            write_step_sentence(&out, &why->steps[i], (enum language)in);
            if (out.full || out.length < 10) return false;
        }
        if (!why->steps[i].article || why->steps[i].article->number[0] == '\0') return false;
    }
    return why->count > 0;
}

#endif
