/* The line of facts.def of a kind, in words, for tests that hold a strand to its table. */
#ifndef TESTS_STAGES_H
#define TESTS_STAGES_H
#include "case/facts.h"

/* " untold told" */
static inline void write_stages(struct writer *out, uint64_t set, bool with_strand)
{
    for (int i = 0; i < STAGE_COUNT; i++) {
        if (!(set & STAGE_BIT(i))) continue;
        write_character(out, ' ');
        if (with_strand) write_string(out, case_strands[case_stages[i].strand].word);
        if (with_strand) write_character(out, ' ');
        write_string(out, case_stages[i].word);
    }
}

/* "untold told -> told; needs claim granted" */
static inline const char *stages_of(enum fact_kind kind, char room[256])
{
    const struct fact_kind_row *row = &case_fact_kinds[kind];
    struct writer out = {room, 0, 256, false};
    write_stages(&out, row->lawful_at, false);
    write_string(&out, " ->");
    if (row->leads_to & STAGE_SAME) write_string(&out, " same");
    write_stages(&out, row->leads_to, false);
    if (row->needs != 0) write_string(&out, "; needs");
    write_stages(&out, row->needs, true);
    return writer_string(&out) + 1;
}

#endif
