#include "desk/internal.h"

/* The journal is the truth; everything else is derived again from it and compared. */

static bool same_order(const struct projected_order *a, const struct projected_order *b)
{
    return a->reference == b->reference && a->batch == b->batch &&
           a->amount.cents == b->amount.cents &&
           date_compare(a->execution_on, b->execution_on) == 0;
}

/* At most one of each kind; of two due the same day the store need not keep the order. */
static bool has_duty(const struct projection *projection, const struct duty *duty)
{
    for (int i = 0; i < projection->duties_count; i++) {
        const struct duty *other = &projection->duties[i];
        if (other->kind == duty->kind) return date_compare(other->due, duty->due) == 0;
    }
    return false;
}

static bool same(const struct projection *a, const struct projection *b)
{
    bool equal = a->fund == b->fund && a->claim == b->claim && a->payment == b->payment &&
                 a->granted == b->granted && date_compare(a->received_on, b->received_on) == 0 &&
                 date_compare(a->decided_on, b->decided_on) == 0 &&
                 a->duties_count == b->duties_count && a->orders_count == b->orders_count;
    for (int i = 0; equal && i < a->duties_count; i++) equal = has_duty(b, &a->duties[i]);
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

static err derive(const struct reading *reading, file_number number, struct projection *ret)
{
    struct journal journal;
    struct case_file file;
    TRY(reading_file(reading, number, &journal, &file));
    desk_project(&file, &journal, ret);
    return ERR_OK;
}

static err compare(const struct reading *reading, file_number number, struct rebuilt *rebuilt)
{
    struct projection derived, kept;
    rebuilt->files++;
    err e = derive(reading, number, &derived);
    if (e == ERR_NOT_FOUND) return ERR_OK; /* erased: nothing is derived from it */
    if (e == ERR_BROKEN) {
        rebuilt->broken++; /* set aside: verify names the place */
        return ERR_OK;
    }
    TRY(e);
    e = reading_projection(reading, number, &kept);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    if (e == ERR_NOT_FOUND || !same(&derived, &kept)) rebuilt->different++;
    return ERR_OK;
}

static err write_again(const struct reading *reading, file_number number, struct rebuilt *rebuilt)
{
    (void)rebuilt;
    struct projection derived;
    err e = derive(reading, number, &derived);
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
