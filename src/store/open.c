#include "store/ring.h"

#include <sodium.h>
#include <stdlib.h>

/* ---- opening ---- */

static const struct driver *const drivers[] = {&store_sqlite, &store_memory, &store_postgres,
                                               &store_postgres_short};

void store_trouble(struct trouble *trouble, const char *expected)
{
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&where, "store");
    write_string(&what, expected);
    (void)writer_string(&where);
    (void)writer_string(&what);
}

const struct driver *store_driver_of(text *url, struct trouble *trouble)
{
    for (size_t i = 0; i < LENGTH(drivers); i++) {
        text scheme = text_of(drivers[i]->scheme);
        if (!text_starts_with(*url, scheme)) continue;
        *url = (text){url->at + scheme.length, url->length - scheme.length};
        return drivers[i];
    }
    store_trouble(trouble, STORE_ADDRESSES);
    return NULL;
}

static void close_unless_taken(struct store **store) { store_close(*store); }

/* The database alone, no key yet. */
static err open_bare(text url, struct store **ret, struct trouble *trouble)
{
    if (sodium_init() < 0) return ERR_HOST;
    const struct driver *driver = store_driver_of(&url, trouble);
    if (!driver) return ERR_BAD_INPUT;
    CLEANUP(close_unless_taken) struct store *store = calloc(1, sizeof *store);
    if (!store) return ERR_HOST;
    store->driver = driver;
    TRY(driver->open(url, &store->database, trouble));
    *ret = store;
    store = NULL;
    return ERR_OK;
}

err store_open(text url, const unsigned char master_key[STORE_KEY_BYTES], struct store **ret,
               struct trouble *trouble)
{
    CLEANUP(close_unless_taken) struct store *store = NULL;
    CLEANUP(store_ring_wipe) struct ring ring;
    TRY(open_bare(url, &store, trouble));
    store->own = calloc(1, sizeof *store->own);
    if (!store->own) return ERR_HOST;
    TRY(store_ring_open(store, master_key, &ring, trouble));
    store_ring_share(&ring, &store->keys, store->own);
    store->keeper = keeper_of_keys(store->own);
    store->keyed = true;
    *ret = store;
    store = NULL;
    return ERR_OK;
}

err store_unlock(text url, const unsigned char master_key[STORE_KEY_BYTES],
                 struct store_keys *ret_keys, struct vault_keys *ret_vault, struct trouble *trouble)
{
    CLEANUP(close_unless_taken) struct store *store = NULL;
    CLEANUP(store_ring_wipe) struct ring ring;
    TRY(open_bare(url, &store, trouble));
    TRY(store_ring_open(store, master_key, &ring, trouble));
    store_ring_share(&ring, ret_keys, ret_vault);
    return ERR_OK;
}

err store_open_with(text url, const struct store_keys *keys, const struct keeper *keeper,
                    struct store **ret, struct trouble *trouble)
{
    CLEANUP(close_unless_taken) struct store *store = NULL;
    TRY(open_bare(url, &store, trouble));
    store->keys = *keys;
    store->keeper = *keeper;
    /* A store that dies with its handle was made by this very call. */
    if (store->driver == &store_memory) {
        TRY(store_ring_name(store, keys->ring));
        TRY(store_lanes_make(store, keys->reads));
    }
    store->keyed = true;
    CLEANUP(store_turn_end) struct turn turn = {0};
    store_trouble(trouble, "the keys in force");
    TRY(store_turn_read(store, &turn));
    store_turn_end(&turn);
    *ret = store;
    store = NULL;
    return ERR_OK;
}

err store_open_absent(text url, const struct store_keys *keys, const struct keeper *keeper,
                      struct store **ret, struct trouble *trouble)
{
    const struct driver *driver = store_driver_of(&url, trouble);
    if (!driver || !driver->absent) return ERR_BAD_INPUT;
    CLEANUP(close_unless_taken) struct store *store = calloc(1, sizeof *store);
    if (!store) return ERR_HOST;
    store->driver = driver;
    TRY(driver->absent(&store->database));
    store->keys = *keys;
    store->keeper = *keeper;
    store->keyed = true;
    *ret = store;
    store = NULL;
    return ERR_OK;
}

void store_close(struct store *store)
{
    if (!store) return;
    if (store->in_transaction) store->driver->rollback(store->database);
    store->driver->close(store->database);
    store_keys_wipe(&store->keys);
    if (store->own) vault_keys_wipe(store->own);
    free(store->own);
    free(store);
}

/* ---- what went wrong ---- */

/* Remembers whether a failure came of two transactions at once. */
static err noted(struct store *store, err e)
{
    if (e != ERR_OK && store->driver->repeatable(store->database)) store->met = true;
    return e;
}

static err noted_commit(struct store *store)
{
    err e = noted(store, store->driver->commit(store->database));
    if (e == ERR_OK || e == ERR_UNSURE) store->committed = true;
    return e;
}

bool store_is_lost(const struct store *store) { return store->driver->lost(store->database); }

void store_hurry(struct store *store)
{
    if (store->driver->hurry) store->driver->hurry(store->database);
}

void store_watch(struct store *store) { store->met = store->committed = false; }

bool store_may_repeat(const struct store *store) { return store->met && !store->committed; }

/* ---- turns ---- */

/* A process that missed a change of keys would seal what nobody can open: it does nothing more. */
static err begin(struct store *store, bool writes)
{
    TRY(noted(store, store->driver->begin(store->database, writes)));
    err e = store->keyed ? store_ring_is(store, store->keys.ring) : ERR_OK;
    if (e != ERR_OK) store->driver->rollback(store->database);
    return e;
}

static err turn_start(struct store *store, bool writes, struct turn *ret)
{
    if (store->in_transaction && writes && store->spoiled) return ERR_STORE_DOWN;
    if (!store->in_transaction) {
        TRY(begin(store, writes));
        store->spoiled = false;
    }
    *ret = (struct turn){store, store->in_transaction, writes};
    store->in_transaction = true;
    return ERR_OK;
}

err store_turn_read(struct store *store, struct turn *ret) { return turn_start(store, false, ret); }

err store_turn_write(struct store *store, struct turn *ret) { return turn_start(store, true, ret); }

err store_turn_commit(struct turn *turn)
{
    struct store *store = turn->store;
    bool joined = turn->joined;
    turn->store = NULL;
    if (joined) return ERR_OK;
    store->in_transaction = false;
    return noted_commit(store);
}

void store_turn_end(struct turn *turn)
{
    struct store *store = turn->store;
    if (!store) return;
    turn->store = NULL;
    if (turn->joined) {
        if (turn->writes) store->spoiled = true;
        return;
    }
    store->in_transaction = false;
    store->driver->rollback(store->database);
}

err store_begin(struct store *store)
{
    must(!store->in_transaction);
    TRY(begin(store, true));
    store->in_transaction = true;
    store->spoiled = false;
    return ERR_OK;
}

err store_commit(struct store *store)
{
    must(store->in_transaction);
    if (store->spoiled) {
        store_rollback(store);
        return ERR_STORE_DOWN;
    }
    store->in_transaction = false;
    return noted_commit(store);
}

void store_rollback(struct store *store)
{
    if (!store->in_transaction) return; /* its commit has failed and rolled back already */
    store->in_transaction = false;
    store->spoiled = false;
    store->driver->rollback(store->database);
}

/* ---- statements ---- */

err store_rows(struct store *store, enum statement statement, const struct value *values, int count,
               struct rows *ret)
{
    TRY(noted(store, store->driver->start(store->database, statement, values, count)));
    *ret = (struct rows){store, statement};
    return ERR_OK;
}

err store_next(struct rows *rows, bool *ret_row)
{
    return rows->store->driver->step(rows->store->database, rows->statement, ret_row);
}

int64_t store_integer(const struct rows *rows, int column)
{
    return rows->store->driver->integer(rows->store->database, rows->statement, column);
}

text store_bytes(const struct rows *rows, int column)
{
    return rows->store->driver->bytes(rows->store->database, rows->statement, column);
}

void store_rows_end(struct rows *rows)
{
    if (!rows->store) return;
    rows->store->driver->end(rows->store->database, rows->statement);
    rows->store = NULL;
}

err store_row(struct store *store, enum statement statement, const struct value *values, int count,
              struct rows *ret)
{
    TRY(store_rows(store, statement, values, count, ret));
    bool row = false;
    TRY(store_next(ret, &row));
    return row ? ERR_OK : ERR_NOT_FOUND;
}

err store_ahead(struct store *store, const enum statement *which, int count, file_number file)
{
    if (!store->driver->ahead) return ERR_OK;
    return store->driver->ahead(store->database, which, count, file.number);
}

err store_run(struct store *store, enum statement statement, const struct value *values, int count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, statement, values, count, &rows));
    bool row = false;
    return store_next(&rows, &row);
}

err store_post(struct store *store, enum statement statement, const struct value *values, int count)
{
    return noted(store, store->driver->post(store->database, statement, values, count));
}

err store_numbers(struct rows *rows, int max, int64_t *ret, int *ret_count)
{
    int count = 0;
    for (bool row = false; count < max; count++) {
        TRY(store_next(rows, &row));
        if (!row) break;
        ret[count] = store_integer(rows, 0);
    }
    *ret_count = count;
    return ERR_OK;
}

int64_t store_day(date day) { return day.year * 10000 + day.month * 100 + day.day; }

err store_day_read(int64_t number, date *ret)
{
    if (number < 0 || number > INT64_C(99991231)) return ERR_BROKEN;
    int year = (int)(number / 10000), month = (int)(number / 100 % 100), day = (int)(number % 100);
    if (number != 0 && !date_is_valid(year, month, day)) return ERR_BROKEN;
    *ret = number == 0 ? NO_DATE : DATE((int16_t)year, (int8_t)month, (int8_t)day);
    return ERR_OK;
}
