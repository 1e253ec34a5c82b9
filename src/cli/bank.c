#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "host/host.h"
#include "wire/wire.h"

/* abri pay import: the bank's answers, line by line. */

enum { LINES_MAX = 10000, BATCH_ORDERS_MAX = 1000 };

struct import {
    struct desk *desk;
    const char *path;
    struct bank_answer answer;
    int taken, known, untaken;
};

static void say_untaken(struct import *import, int place, err e)
{
    const struct trouble *trouble = &import->desk->trouble;
    import->untaken++;
    fprintf(stderr, "abri: %s: line %d: %s%s%s\n", import->path, place + 1, err_meaning(e),
            trouble->expected[0] ? ": expected " : "", trouble->expected);
}

/* One order's news. A store that is down stops the import, or a want of memory: neither says
 * anything of this order or the next. */
static err take(struct import *import, int place, int64_t reference, money amount)
{
    const struct bank_line *line = &import->answer.lines[place];
    struct bank_news news = {.reference = reference,
                             .settled = line->word == BANK_SETTLED,
                             .day = line->day,
                             .amount = amount};
    memcpy(news.reason, line->reason, sizeof news.reason);
    bool is_new = false;
    struct arena before = *import->desk->arena;
    import->desk->trouble = (struct trouble){"", ""};
    err e = desk_bank_news(import->desk, &news, &is_new);
    *import->desk->arena = before;
    if (e == ERR_STORE_DOWN || e == ERR_UNSURE || e == ERR_HOST) return e;
    if (e != ERR_OK) say_untaken(import, place, e);
    if (e == ERR_OK && is_new) import->taken++;
    if (e == ERR_OK && !is_new) import->known++;
    return ERR_OK;
}

static bool has_own_line(const struct bank_answer *answer, int64_t reference)
{
    for (int i = 0; i < answer->count; i++) {
        if (answer->lines[i].reference == reference) return true;
    }
    return false;
}

/* The bank spoke of a whole message: the news is that of each order it does not name elsewhere.
 * When it tells a sum, it must be that of those orders. */
static err take_batch(struct import *import, int place)
{
    const struct bank_line *line = &import->answer.lines[place];
    struct desk *desk = import->desk;
    struct batched *orders = TAKE(desk->arena, struct batched, BATCH_ORDERS_MAX);
    int count = 0, own = 0;
    money sum = {0};
    TRY(desk_batch(desk, line->batch, orders, BATCH_ORDERS_MAX, &count));
    for (int i = 0; i < count; i++) {
        if (has_own_line(&import->answer, orders[i].reference)) continue;
        sum.cents += orders[i].amount.cents;
        orders[own++] = orders[i];
    }
    if (own == 0 || (line->amount.cents != 0 && line->amount.cents != sum.cents)) {
        desk->trouble = (struct trouble){"", "a message of ours, and the sum of its orders"};
        say_untaken(import, place, ERR_BAD_INPUT);
        return ERR_OK;
    }
    for (int i = 0; i < own; i++) TRY(take(import, place, orders[i].reference, orders[i].amount));
    return ERR_OK;
}

err bank_import(struct desk *desk, const char *path, int *ret_untaken)
{
    struct import import = {.desk = desk, .path = path};
    text xml;
    TRY(host_read_file(path, WIRE_BANK_MAX, desk->arena, &xml, &desk->trouble));
    TRY(wire_bank_read(xml, desk->arena, LINES_MAX, &import.answer, &desk->trouble));
    for (int i = 0; i < import.answer.count; i++) {
        const struct bank_line *line = &import.answer.lines[i];
        if (line->word == BANK_PENDING) continue;
        if (line->reference == 0) {
            TRY(take_batch(&import, i));
        } else {
            TRY(take(&import, i, line->reference, line->amount));
        }
    }
    printf("%d taken, %d known already, %d not ours, %d not taken\n", import.taken, import.known,
           import.answer.foreign, import.untaken);
    *ret_untaken = import.untaken;
    return ERR_OK;
}
