#include "desk/internal.h"
#include "desk/reading.h"

#include <string.h>

/* Figures for everybody: each quarter counted once, when it is over, and kept. */

#define PAGE 256

/* The first quarter of the aid: 28 November 2023. */
static const struct quarter first = {2023, 4};

static struct quarter next_quarter(struct quarter quarter)
{
    return quarter.number == 4 ? (struct quarter){quarter.year + 1, 1}
                               : (struct quarter){quarter.year, quarter.number + 1};
}

/* The quarters that are over by `until` and were never released, at most `max`; their figures are
 * all 0. */
static err missing_quarters(struct desk *desk, date until, struct statistics *ret, int max,
                            int *ret_count)
{
    int count = 0;
    for (struct quarter q = first; count < max; q = next_quarter(q)) {
        if (date_compare(quarter_last_day(q), until) >= 0) break;
        struct arena scratch = *desk->arena;
        text known;
        err e = store_release_read(desk->store, quarter_code(q), &scratch, &known);
        if (e == ERR_OK) continue;
        if (e != ERR_NOT_FOUND) return e;
        memset(&ret[count], 0, sizeof ret[count]);
        ret[count++].quarter = q;
    }
    *ret_count = count;
    return ERR_OK;
}

/* A file that does not verify is set aside, an erased one holds nothing: they count nowhere. */
static err count_file(const struct reading *reading, file_number number, struct statistics *to,
                      int count)
{
    struct journal journal;
    struct case_file file;
    err e = reading_file(reading, number, &journal, &file);
    if (e == ERR_BROKEN || e == ERR_ERASED) return ERR_OK;
    TRY(e);
    for (int i = 0; i < count; i++) statistics_add(&to[i], &file);
    return ERR_OK;
}

static err count_files(const struct reading *reading, struct statistics *to, int count)
{
    struct desk *desk = reading->desk;
    file_number after = {0}, page[PAGE];
    for (;;) {
        int files = 0;
        TRY(store_files(desk->store, after, PAGE, page, &files));
        if (files == 0) return ERR_OK;
        for (int i = 0; i < files; i++) {
            struct arena before = *desk->arena;
            TRY(count_file(reading, page[i], to, count));
            *desk->arena = before;
        }
        after = page[files - 1];
    }
}

static err keep_releases(struct desk *desk, const struct statistics *counted, int count)
{
    struct release *release = TAKE(desk->arena, struct release, 1);
    char *room = TAKE(desk->arena, char, RELEASE_BYTES_MAX);
    for (int i = 0; i < count; i++) {
        statistics_release(&counted[i], release);
        struct writer out = {room, 0, RELEASE_BYTES_MAX, false};
        write_release(&out, release);
        must(!out.full);
        TRY(store_release_add(desk->store, quarter_code(release->quarter), desk->now,
                              writer_text(&out)));
    }
    return ERR_OK;
}

static err make_releases(const struct reading *reading, date until, int *ret_count)
{
    struct desk *desk = reading->desk;
    int count = 0;
    struct statistics *counted = TAKE(desk->arena, struct statistics, RELEASES_AT_A_TIME);
    TRY(missing_quarters(desk, until, counted, RELEASES_AT_A_TIME, &count));
    if (count > 0) TRY(count_files(reading, counted, count));
    TRY(keep_releases(desk, counted, count));
    *ret_count = count;
    return ERR_OK;
}

err desk_make_releases(struct desk *desk, date until, int *ret_count)
{
    int count = 0;
    TRY(desk_check(desk, DEED_RELEASE));
    if (date_compare(until, desk->today) > 0) until = desk->today;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_STATISTICS, NO_FILE, 0, &reading));
    TRY(reading_finish(&reading, make_releases(&reading, until, &count)));
    *ret_count = count;
    return ERR_OK;
}

err desk_releases(struct desk *desk, int max, struct release *ret, int *ret_count)
{
    TRY(desk_check(desk, DEED_READ_RELEASES));
    int64_t *codes = TAKE(desk->arena, int64_t, max);
    int count = 0;
    TRY(store_releases(desk->store, 0, max, codes, &count));
    for (int i = 0; i < count; i++) {
        struct arena scratch = *desk->arena;
        text words;
        TRY(store_release_read(desk->store, codes[i], &scratch, &words));
        if (release_read(words, &ret[i]) != ERR_OK) return ERR_BROKEN;
    }
    *ret_count = count;
    return ERR_OK;
}
