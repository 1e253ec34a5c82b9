#include "desk/log.h"

#include <string.h>

#include "desk/internal.h"

/* ---- all of it ---- */

static err list_all(const struct reading *reading, const struct log_page *page,
                    struct read_line *ret, text *ret_reasons, int *ret_count)
{
    TRY(reading_log(reading, &page->filter, page->after, page->max, ret, ret_count));
    for (int i = 0; i < *ret_count; i++) {
        ret_reasons[i] = (text){NULL, 0};
        err e = reading_reason(reading, &ret[i], &ret_reasons[i]);
        if (e != ERR_OK && e != ERR_NOT_FOUND && e != ERR_BROKEN) return e;
    }
    return ERR_OK;
}

err desk_reads(struct desk *desk, const struct log_page *page, struct read_line *ret,
               text *ret_reasons, int *ret_count)
{
    TRY(desk_check(desk, DEED_READ_LOG));
    int count = 0;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_LOG, NO_FILE, 0, &reading));
    TRY(reading_finish(&reading, list_all(&reading, page, ret, ret_reasons, &count)));
    *ret_count = count;
    return ERR_OK;
}

/* ---- who opened a file ---- */

static struct reader reader_of(const struct desk *desk, const struct read_line *line)
{
    struct reader reader = {
        .at = {line->moment, line->lane, line->place},
        .what = line->what,
        .kinds = line->kinds,
        .has_reason = line->reason_length > 0,
        .number = store_reader_number(desk->store, line->file, text_of(line->agent)),
    };
    memcpy(reader.role, line->role, sizeof reader.role);
    memcpy(reader.body, line->body, sizeof reader.body);
    memcpy(reader.purpose, line->purpose, sizeof reader.purpose);
    return reader;
}

/* Her own file, or one of the fund that is served. */
static err check_readers(const struct reading *reading, file_number file)
{
    struct desk *desk = reading->desk;
    bool is_she = !desk->console && desk->agent.role == ROLE_VICTIM;
    if (is_she && !desk_is_hers(desk, file)) return ERR_NOT_FOUND;
    struct journal journal;
    struct case_file folded;
    TRY(reading_file(reading, file, &journal, &folded));
    if (is_she) return ERR_OK;
    return desk_handles(desk, &folded);
}

static err list_readers(const struct reading *reading, file_number file, struct read_cursor after,
                        int max, struct reader *ret, int *ret_count)
{
    enum { PAGE = 64 };
    struct desk *desk = reading->desk;
    struct read_filter filter = {.file = file};
    TRY(check_readers(reading, file));
    struct arena scratch = *desk->arena;
    struct read_line *page = TAKE(&scratch, struct read_line, PAGE);
    int count = 0;
    for (int found = PAGE; found == PAGE && count < max;) {
        TRY(reading_log(reading, &filter, after, PAGE, page, &found));
        for (int i = 0; i < found && count < max; i++) {
            after = (struct read_cursor){page[i].moment, page[i].lane, page[i].place};
            if (store_read_rows[page[i].what].she_sees) ret[count++] = reader_of(desk, &page[i]);
        }
    }
    *ret_count = count;
    return ERR_OK;
}

err desk_reads_of(struct desk *desk, file_number file, struct read_cursor after, int max,
                  struct reader *ret, int *ret_count)
{
    TRY(desk_check(desk, DEED_READ_READERS));
    int count = 0;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_READERS, file, 0, &reading));
    TRY(reading_finish(&reading, list_readers(&reading, file, after, max, ret, &count)));
    *ret_count = count;
    return ERR_OK;
}

/* ---- publishing ---- */

/* The entry of a run whose reading takes longer than a writer may wait: durable before anything is
 * read. */
static err enter(struct desk *desk, enum read_what what)
{
    if (!desk->console) return desk_refuse(desk, ERR_FORBIDDEN, "", "the machine's keeper");
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, what, NO_FILE, 0, &reading));
    return reading_finish(&reading, ERR_OK);
}

#define LINES_PAGE 256

static err export_lane(struct desk *desk, int number, int64_t since, const struct log_taker *taker)
{
    struct arena scratch = *desk->arena;
    struct read_line *page = TAKE(&scratch, struct read_line, LINES_PAGE);
    struct lane lane;
    int64_t from = 0;
    int count = 0;
    TRY(store_lane_read(desk->store, number, &lane));
    TRY(store_reads_place(desk->store, number, since, &from));
    if (from > lane.start) { /* the hash before the first line of the export is that of a line */
        TRY(store_reads_lane(desk->store, number, from - 1, 1, page, &count));
        if (count != 1 || page[0].place != from - 1) return ERR_BROKEN;
        memcpy(lane.start_hash, page[0].hash, sizeof lane.start_hash);
        lane.start = from;
    }
    TRY(taker->lane(taker->context, &lane));
    for (int64_t place = lane.start; place < lane.length; place += count) {
        int64_t left = lane.length - place;
        int max = left < LINES_PAGE ? (int)left : LINES_PAGE;
        TRY(store_reads_lane(desk->store, number, place, max, page, &count));
        if (count == 0) return ERR_BROKEN;
        for (int i = 0; i < count; i++) TRY(taker->line(taker->context, &page[i]));
    }
    return ERR_OK;
}

err desk_log_export(struct desk *desk, int64_t since, const struct log_taker *taker)
{
    TRY(enter(desk, READ_LOG_EXPORT));
    for (int i = 0; i < READ_LANES; i++) TRY(export_lane(desk, i, since, taker));
    TRY(store_anchor_make(desk->store, desk->now));
    int64_t anchors = 0;
    TRY(store_anchors_count(desk->store, &anchors));
    for (int64_t place = 0; place < anchors; place++) {
        struct arena scratch = *desk->arena;
        struct anchor anchor;
        TRY(store_anchor_read(desk->store, place, &scratch, &anchor));
        TRY(taker->anchor(taker->context, &anchor));
    }
    return ERR_OK;
}

/* ---- keeping ---- */

err desk_log_trim(struct desk *desk, date before, int64_t before_moment, int64_t *ret_cut)
{
    date limit = desk->today;
    limit.year = (int16_t)(limit.year - READS_KEPT_YEARS);
    if (date_compare(before, limit) > 0)
        return desk_refuse(desk, ERR_BAD_INPUT, "--before", "a day at least three years ago");
    TRY(enter(desk, READ_LOG_TRIM));
    return store_reads_trim(desk->store, before_moment, desk->now, ret_cut);
}
