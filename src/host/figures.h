/* What host counts of its own work. May include: base. */
#ifndef HOST_FIGURES_H
#define HOST_FIGURES_H
#include "base/text.h"

/* Before the first fork; false without memory: then nothing is counted, and the service serves. */
bool host_figures_share(void);
/* In a process that reads hostile bytes and counts nothing. */
void host_figures_leave(void);
/* An answer whose status is from 200 to 599. */
void host_figure_answer(int status, int64_t microseconds);
void host_figure_visit(void);
void host_figure_ended(bool helper);
void host_figure_silence(void);

#endif
