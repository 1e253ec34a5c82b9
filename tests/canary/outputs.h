/* Everything the program writes for others, made again and again from files made by chance, and
 * looked through: documents as text and as pages, in both languages and versions, payment messages,
 * problems, files as JSON and as a story, log lines, tables for export. */
#ifndef TESTS_CANARY_OUTPUTS_H
#define TESTS_CANARY_OUTPUTS_H
#include "tests/canary/planted.h"

struct outputs;

struct outputs *outputs_begin(const struct planted *planted, const struct scanner *scanner);
void outputs_end(struct outputs *outputs);

/* From now on the name given to documents is what was typed in her address. */
void outputs_plant_leak(struct outputs *outputs);

/* Makes at least `count` outputs more. */
void outputs_run(struct outputs *outputs, int64_t count);

int64_t outputs_made(const struct outputs *outputs);
int64_t outputs_hits(const struct outputs *outputs);
/* The markers seen where they may not be. */
uint64_t outputs_seen(const struct outputs *outputs);
/* Says how many of each sort were made, of how many bytes. */
void outputs_report(const struct outputs *outputs);
/* Stops the test when a sort of output was never made. */
void outputs_each_was_made(const struct outputs *outputs);

#endif
