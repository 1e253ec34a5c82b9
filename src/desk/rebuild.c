#include "desk/internal.h"

/* The journal is the truth; everything else is derived again from it and compared. */

static bool same_order(const struct projected_order *a, const struct projected_order *b)
{
    return a->reference == b->reference && a->batch == b->batch &&
           a->amount.cents == b->amount.cents &&
           date_compare(a->execution_on, b->execution_on) == 0;
}

/* At most one of each kind; of two due the same day the store need not keep the order. */
static const struct duty *duty_of(const struct projection *projection, enum duty_kind kind)
{
    for (int i = 0; i < projection->duties_count; i++) {
        if (projection->duties[i].kind == kind) return &projection->duties[i];
    }
    return NULL;
}

int desk_duty_changes(const struct projection *before, const struct projection *now,
                      struct duty_changes *counts)
{
    int changes = 0;
    for (int i = 0; i < DUTY_COUNT; i++) {
        const struct duty *a = duty_of(before, (enum duty_kind)i);
        const struct duty *b = duty_of(now, (enum duty_kind)i);
        if (!a && !b) continue;
        if (a && b && date_compare(a->due, b->due) == 0) continue;
        counts->came[i] += !a;
        counts->went[i] += !b;
        counts->moved[i] += a && b;
        changes++;
    }
    return changes;
}

/* The days on which duties were derived may differ, as long as none of them turns in between. */
static bool same(const struct projection *a, const struct projection *b)
{
    struct duty_changes unsaid = {{0}, {0}, {0}};
    bool equal = a->fund == b->fund && a->claim == b->claim && a->payment == b->payment &&
                 a->granted == b->granted && date_compare(a->received_on, b->received_on) == 0 &&
                 date_compare(a->decided_on, b->decided_on) == 0 &&
                 date_compare(a->turns_on, b->turns_on) == 0 &&
                 desk_duty_changes(a, b, &unsaid) == 0 && a->orders_count == b->orders_count;
    for (int i = 0; equal && i < a->orders_count; i++) {
        equal = same_order(&a->orders[i], &b->orders[i]);
    }
    return equal;
}

#define PAGE 256

typedef err each_file(const struct reading *reading, file_number number, struct rebuilt *rebuilt);

/* Walks every file; what a file took of the arena is given back before the next. */
static err walk(const struct reading *reading, each_file *act, struct rebuilt *rebuilt)
{
    struct desk *desk = reading->desk;
    file_number after = {0};
    for (;;) {
        file_number page[PAGE];
        int count = 0;
        TRY(store_files(desk->store, after, PAGE, page, &count));
        if (count == 0) return ERR_OK;
        for (int i = 0; i < count; i++) {
            struct arena before = *desk->arena;
            TRY(act(reading, page[i], rebuilt));
            *desk->arena = before;
        }
        after = page[count - 1];
    }
}

static err derive(const struct reading *reading, file_number number, date day,
                  struct projection *ret)
{
    struct journal journal;
    struct case_file file;
    TRY(reading_file(reading, number, &journal, &file));
    desk_project(&file, &journal, day, ret);
    return ERR_OK;
}

/* A day on which the duties kept were to be true: today, or the last one before they turn. */
static date day_of(const struct desk *desk, const struct projection *kept)
{
    bool turned = date_is_set(kept->turns_on) && date_compare(kept->turns_on, desk->today) <= 0;
    return turned ? date_plus_days(kept->turns_on, -1) : desk->today;
}

static err compare(const struct reading *reading, file_number number, struct rebuilt *rebuilt)
{
    struct projection derived, kept = {.turns_on = NO_DATE};
    rebuilt->files++;
    err found = reading_projection(reading, number, &kept);
    if (found != ERR_OK && found != ERR_NOT_FOUND) return found;
    err e = derive(reading, number, day_of(reading->desk, &kept), &derived);
    if (e == ERR_NOT_FOUND) return ERR_OK; /* erased: nothing is derived from it */
    if (e == ERR_BROKEN) {
        rebuilt->broken++; /* set aside: verify names the place */
        return ERR_OK;
    }
    TRY(e);
    if (found == ERR_NOT_FOUND || !same(&derived, &kept)) rebuilt->different++;
    return ERR_OK;
}

static err write_again(const struct reading *reading, file_number number, struct rebuilt *rebuilt)
{
    (void)rebuilt;
    struct projection derived;
    err e = derive(reading, number, reading->desk->today, &derived);
    if (e == ERR_BROKEN || e == ERR_NOT_FOUND) return ERR_OK;
    TRY(e);
    return store_projection_write(reading->desk->store, number, &derived);
}

static err rebuild(const struct reading *reading, struct rebuilt *rebuilt)
{
    TRY(walk(reading, compare, rebuilt));
    TRY(store_projections_drop(reading->desk->store));
    return walk(reading, write_again, rebuilt);
}

err desk_rebuild(struct desk *desk, struct rebuilt *ret)
{
    struct rebuilt rebuilt = {0, 0, 0};
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_REBUILD, NO_FILE, 0, &reading));
    TRY(reading_finish(&reading, rebuild(&reading, &rebuilt)));
    *ret = rebuilt;
    return ERR_OK;
}
