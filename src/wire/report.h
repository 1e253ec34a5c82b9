/* A health professional's report, read and written out as the document that is sealed. May include:
 * base, law, case, paper. */
#ifndef WIRE_REPORT_H
#define WIRE_REPORT_H
#include "base/arena.h"
#include "paper/report.h"

/* The name of every report that is taken. */
#define REPORT_FILE_NAME "document.bin"

#define REPORT_ROOM 65536 /* bytes an arena must have left */

struct report_in {
    text court;    /* the code of the prosecutor's court; in the arena */
    text document; /* JSON, to be sealed; in the arena */
    enum report_basis basis;
};
/* BAD_INPUT says where; NOT_LAWFUL what the law still wants. Never the report's own words. */
MUST_USE err wire_report_read(text json, date today, struct arena *a, struct report_in *ret,
                              struct trouble *trouble);

#endif
