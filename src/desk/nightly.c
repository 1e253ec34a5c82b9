#include "desk/internal.h"

/* What the law makes due by the passing of the days alone: a term ends, silence answers, an amount
 * is published. The queue says it from that night on. */

#define PAGE 64 /* files in one transaction: who records meanwhile waits that long at most */

struct walk {
    struct desk *desk;
    date day;
    night_progress *progress;
    void *context;
    struct night night;
};

static err look_at(const struct reading *reading, file_number number, struct walk *walk)
{
    struct journal journal;
    struct case_file file;
    struct projection now, kept;
    const struct fund *office;
    walk->night.looked++;
    err e = reading_duties(reading, number, &kept, &office);
    if (e == ERR_OK) e = reading_file(reading, number, &journal, &file);
    if (e == ERR_NOT_FOUND) return ERR_OK; /* erased since the page was found */
    if (e == ERR_BROKEN) {
        walk->night.broken++; /* verify names the place */
        return ERR_OK;
    }
    TRY(e);
    desk_project(&file, &journal, walk->day, &now);
    int changes = desk_duty_changes(&kept, &now, &walk->night.changes);
    if (changes > 0) walk->night.changed++;
    bool known = date_compare(kept.turns_on, now.turns_on) == 0 && kept.known == now.known;
    if (changes == 0 && known) return ERR_OK; /* another did it since the page was found */
    return store_duties_write(reading->desk->store, number, &now, office);
}

static err look_at_each(const struct reading *reading, const struct turning *page, int count,
                        struct walk *walk)
{
    for (int i = 0; i < count; i++) {
        struct arena before = *walk->desk->arena;
        TRY(look_at(reading, page[i].file, walk));
        *walk->desk->arena = before;
        if (walk->progress) walk->progress(walk->context, &walk->night);
    }
    return ERR_OK;
}

/* All of the page or nothing. */
static err look_at_page(const struct turning *page, int count, struct walk *walk)
{
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(walk->desk, READ_NIGHTLY, NO_FILE, 0, &reading));
    return reading_finish(&reading, look_at_each(&reading, page, count, walk));
}

/* Those that were said to turn by that day. */
static err look_at_turning(struct walk *walk)
{
    struct turning page[PAGE], after = {NO_DATE, NO_FILE};
    for (;;) {
        int count = 0;
        TRY(store_turning(walk->desk->store, walk->day, after, PAGE, page, &count));
        if (count == 0) return ERR_OK;
        TRY(look_at_page(page, count, walk));
        after = page[count - 1];
    }
}

/* Those decided on amounts that were no longer in force and nobody knew it: when a program that
 * knows more comes, before they are looked at for another reason. */
static err look_at_unaware(struct walk *walk, const struct late_publication *late)
{
    struct unaware who = {*late, law_amounts_known()};
    struct turning page[PAGE], after = {NO_DATE, NO_FILE};
    for (;;) {
        int count = 0;
        TRY(store_unaware(walk->desk->store, &who, after, PAGE, page, &count));
        if (count == 0) return ERR_OK;
        walk->night.due += count;
        TRY(look_at_page(page, count, walk));
        after = page[count - 1];
    }
}

err desk_nightly(struct desk *desk, date day, night_progress *progress, void *context,
                 struct night *ret)
{
    if (!desk->console) return desk_refuse(desk, ERR_FORBIDDEN, "", "the machine's keeper");
    if (date_compare(day, desk->today) > 0)
        return desk_refuse(desk, ERR_BAD_INPUT, "day", "a day not after today");
    struct walk *walk = TAKE(desk->arena, struct walk, 1);
    *walk = (struct walk){.desk = desk, .day = day, .progress = progress, .context = context};
    struct late_publication late[LATE_PUBLICATIONS_MAX];
    int count = law_late_publications(late);
    TRY(store_turning_count(desk->store, day, &walk->night.due));
    TRY(look_at_turning(walk));
    for (int i = 0; i < count; i++) TRY(look_at_unaware(walk, &late[i]));
    TRY(store_due_counts(desk->store, day, &walk->night.queue));
    *ret = walk->night;
    return ERR_OK;
}
