/* The read log as people may read it: she, who opened her file; the auditor, all of it; the
 * machine's keeper, to publish it, review it and take out what is old. Each of these is a reading
 * too. May include: base, law, case, pay, store. */
#ifndef DESK_LOG_H
#define DESK_LOG_H
#include "desk/reading.h"

/* A page of the log: the lines after the cursor, the newest first. */
struct log_page {
    struct read_filter filter;
    struct read_cursor after;
    int max;
};
/* Auditor. ret_reasons has room for as many: the reason of each line, empty when it has none or its
 * file was erased. */
MUST_USE err desk_reads(struct desk *desk, const struct log_page *page, struct read_line *ret,
                        text *ret_reasons, int *ret_count);

/* One opening of a file, as she may know it: the role, the office, why and when; of the agent only
 * a number that is the same each time in this file. */
struct reader {
    struct read_cursor at;
    enum read_what what;
    uint32_t kinds;
    char role[READ_ROLE_MAX + 1], body[BODY_CODE_MAX + 1], purpose[READ_PURPOSE_MAX + 1];
    bool has_reason;
    uint32_t number;
};
/* The openings of a file, the newest first, at most `max` after the cursor. Auditor and
 * data-protection officer of its fund; and she herself: an agent of role victim whose body is the
 * twelve digits of her file. NOT_FOUND for another file. */
MUST_USE err desk_reads_of(struct desk *desk, file_number file, struct read_cursor after, int max,
                           struct reader *ret, int *ret_count);

/* ---- the machine's keeper ---- */

/* What an export tells, in this order: where each lane begins, its lines in the order of the chain;
 * after all lanes the anchors, the oldest first. The functions are given what lives no longer than
 * the call. */
struct log_taker {
    void *context;
    err (*lane)(void *context, const struct lane *lane); /* start, start_hash: of the export */
    err (*line)(void *context, const struct read_line *line);
    err (*anchor)(void *context, const struct anchor *anchor);
};
/* The lines from the first of each lane that is not before `since`, and every anchor. */
MUST_USE err desk_log_export(struct desk *desk, int64_t since, const struct log_taker *taker);

/* Takes out what is older than `before`, at least READS_KEPT_YEARS ago: BAD_INPUT otherwise. */
MUST_USE err desk_log_trim(struct desk *desk, date before, int64_t before_moment, int64_t *ret_cut);

/* ---- the review ---- */

/* What is out of pattern. No figure is about a victim. */
enum pattern {
#define PATTERN(name, word, threshold, fr, en) PATTERN_##name,
#include "desk/patterns.def"
    PATTERN_COUNT
};
extern const struct word_list desk_patterns;
extern const int desk_pattern_thresholds[PATTERN_COUNT];

struct finding {
    enum pattern pattern;
    text agent;
    date day;         /* NO_DATE: of the whole period */
    file_number file; /* 0: of several */
    int count;        /* files, or readings */
    int usual;        /* MANY_FILES: the median of the agent's own days; else 0 */
};
#define REVIEW_HISTORY_DAYS 60 /* before the period, from which the median is taken */
#define REVIEW_LINES_MAX    200000
/* Looks at every agent's readings of the period; `since` to today. day_of: the legal day of a
 * moment. BAD_INPUT when one agent has more than REVIEW_LINES_MAX readings in the period and its
 * history. */
struct review {
    date since;
    int64_t history_from; /* a moment, REVIEW_HISTORY_DAYS before since */
    date (*day_of)(int64_t moment);
    void (*found)(void *context, const struct finding *finding);
    void *context;
};
MUST_USE err desk_log_review(struct desk *desk, const struct review *review);

#endif
