#include "desk/log.h"

#include <stdlib.h>
#include <string.h>

#include "desk/internal.h"

/* The weekly look for readings out of pattern: each agent against nobody but themselves. */

static const struct word words[] = {
#define PATTERN(name, word, threshold, fr, en) [PATTERN_##name] = {word, {fr, en}},
#include "desk/patterns.def"
};
const struct word_list desk_patterns = {"pattern", words, PATTERN_COUNT};
const int desk_pattern_thresholds[PATTERN_COUNT] = {
#define PATTERN(name, word, threshold, fr, en) [PATTERN_##name] = (threshold),
#include "desk/patterns.def"
};

/* A reading of one agent, what of it counts. */
struct seen {
    int32_t day; /* date_number */
    int64_t file;
    bool opens, records, refused, reasoned, night;
};

struct looked {
    const struct review *review;
    text agent;
    struct seen *seen;
    int count;
    int32_t since;
};

#define HOUR        (INT64_C(3600) * 1000000)
#define NIGHT_BEGIN 22
#define NIGHT_END   6

/* The hour of the legal day: the hours that are left until it changes tell it. */
static int hour_of(const struct review *review, int64_t moment)
{
    date day = review->day_of(moment);
    int left = 1;
    while (left < 25 && date_compare(review->day_of(moment + left * HOUR), day) == 0) left++;
    return 24 - left;
}

static struct seen seen_of(const struct review *review, const struct read_line *line)
{
    enum read_what what = line->what;
    bool opens = what == READ_FILE || what == READ_VAULT || what == READ_DOCUMENT ||
                 what == READ_FILE_EXPORT;
    int hour = opens ? hour_of(review, line->moment) : NIGHT_END;
    return (struct seen){
        .day = date_number(review->day_of(line->moment)),
        .file = line->file.number,
        .opens = opens,
        .records = what == READ_RECORD,
        .refused = what == READ_REFUSED,
        .reasoned = what == READ_GLASS || line->reason_length > 0,
        .night = opens && (hour >= NIGHT_BEGIN || hour < NIGHT_END),
    };
}

static int by_day(const void *a, const void *b)
{
    const struct seen *one = a, *other = b;
    if (one->day != other->day) return one->day < other->day ? -1 : 1;
    return one->file < other->file ? -1 : one->file > other->file;
}

static int by_file(const void *a, const void *b)
{
    const struct seen *one = a, *other = b;
    if (one->file != other->file) return one->file < other->file ? -1 : 1;
    return one->day < other->day ? -1 : one->day > other->day;
}

static int by_number(const void *a, const void *b)
{
    int one = *(const int *)a, other = *(const int *)b;
    return one < other ? -1 : one > other;
}

static void tell(const struct looked *looked, struct finding finding)
{
    if (finding.count < desk_pattern_thresholds[finding.pattern]) return;
    finding.agent = looked->agent;
    looked->review->found(looked->review->context, &finding);
}

/* ---- day by day ---- */

struct day {
    int files, refused, reasoned, night;
};

static struct day count_day(const struct seen *seen, int count)
{
    struct day day = {0};
    int64_t last = 0;
    for (int i = 0; i < count; i++) {
        if (seen[i].opens && seen[i].file != last) {
            day.files++;
            last = seen[i].file;
        }
        day.refused += seen[i].refused;
        day.reasoned += seen[i].reasoned;
        day.night += seen[i].night;
    }
    return day;
}

static int day_end(const struct looked *looked, int from)
{
    int end = from;
    while (end < looked->count && looked->seen[end].day == looked->seen[from].day) end++;
    return end;
}

/* The median of the days on which the agent opened anything. */
static int usual_files(const struct looked *looked, struct arena scratch)
{
    int *files = TAKE(&scratch, int, looked->count > 0 ? looked->count : 1), days = 0;
    for (int i = 0; i < looked->count;) {
        int end = day_end(looked, i);
        int count = count_day(&looked->seen[i], end - i).files;
        if (count > 0) files[days++] = count;
        i = end;
    }
    qsort(files, (size_t)days, sizeof *files, by_number);
    return days > 0 ? files[days / 2] : 0;
}

static void look_at_days(const struct looked *looked, struct arena scratch)
{
    int usual = usual_files(looked, scratch);
    for (int i = 0; i < looked->count;) {
        int end = day_end(looked, i);
        struct day day = count_day(&looked->seen[i], end - i);
        date on = date_from_number(looked->seen[i].day);
        if (looked->seen[i].day >= looked->since) {
            if (day.files > 3 * usual)
                tell(looked, (struct finding){.pattern = PATTERN_MANY_FILES,
                                              .day = on,
                                              .count = day.files,
                                              .usual = usual});
            tell(looked,
                 (struct finding){.pattern = PATTERN_REFUSED, .day = on, .count = day.refused});
            tell(looked,
                 (struct finding){.pattern = PATTERN_REASON, .day = on, .count = day.reasoned});
            tell(looked, (struct finding){.pattern = PATTERN_NIGHT, .day = on, .count = day.night});
        }
        i = end;
    }
}

/* ---- file by file ---- */

static void look_at_files(const struct looked *looked)
{
    for (int i = 0; i < looked->count;) {
        int end = i, opened = 0, recorded = 0;
        for (; end < looked->count && looked->seen[end].file == looked->seen[i].file; end++) {
            if (looked->seen[end].day < looked->since) continue;
            opened += looked->seen[end].opens;
            recorded += looked->seen[end].records;
        }
        if (recorded == 0)
            tell(looked, (struct finding){.pattern = PATTERN_REPEATED,
                                          .day = NO_DATE,
                                          .file = {looked->seen[i].file},
                                          .count = opened});
        i = end;
    }
}

/* ---- one agent ---- */

static err read_agent(struct desk *desk, const struct review *review, text agent, struct seen *seen,
                      int *ret_count)
{
    enum { PAGE = 256 };
    struct arena scratch = *desk->arena;
    struct read_line *page = TAKE(&scratch, struct read_line, PAGE);
    struct read_filter filter = {.agent = agent, .from = review->history_from};
    struct read_cursor after = READ_NEWEST;
    int count = 0;
    for (int found = PAGE; found == PAGE;) {
        TRY(store_reads_page(desk->store, &filter, after, PAGE, page, &found));
        for (int i = 0; i < found; i++) {
            after = (struct read_cursor){page[i].moment, page[i].lane, page[i].place};
            if (count == REVIEW_LINES_MAX)
                return desk_refuse(desk, ERR_BAD_INPUT, "--since", "a shorter period");
            seen[count++] = seen_of(review, &page[i]);
        }
    }
    *ret_count = count;
    return ERR_OK;
}

static err look_at_agent(struct desk *desk, const struct review *review, text agent)
{
    struct arena before = *desk->arena;
    struct seen *seen = TAKE(desk->arena, struct seen, REVIEW_LINES_MAX);
    struct looked looked = {
        .review = review, .agent = agent, .seen = seen, .since = date_number(review->since)};
    err e = read_agent(desk, review, agent, seen, &looked.count);
    if (e == ERR_OK && looked.count > 0) {
        qsort(seen, (size_t)looked.count, sizeof *seen, by_day);
        look_at_days(&looked, *desk->arena);
        qsort(seen, (size_t)looked.count, sizeof *seen, by_file);
        look_at_files(&looked);
    }
    *desk->arena = before;
    return e;
}

err desk_log_review(struct desk *desk, const struct review *review)
{
    if (!desk->console) return desk_refuse(desk, ERR_FORBIDDEN, "", "the machine's keeper");
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_LOG_REVIEW, NO_FILE, 0, &reading));
    TRY(reading_finish(&reading,
                       ERR_OK)); /* durable first: the look takes longer than writers wait */
    char name[LABEL_MAX + 1] = "";
    for (;;) {
        err e = store_reads_next_agent(desk->store, text_of(name), name);
        if (e == ERR_NOT_FOUND) return ERR_OK;
        TRY(e);
        if (store_read_by_an_agent(text_of(name))) TRY(look_at_agent(desk, review, text_of(name)));
    }
}
