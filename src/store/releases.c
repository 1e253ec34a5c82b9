#include "store/internal.h"

/* The register of figures released: a period once, for ever the same bytes. What was said of a
 * period is never said otherwise, so that two releases have nothing to subtract. */

err store_release_add(struct store *store, int64_t period, int64_t now, text words)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    if (words.length == 0 || words.length > RELEASE_WORDS_MAX) return ERR_BAD_INPUT;
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_RELEASE_ADD,
                  VALUES(INTEGER(period), INTEGER(now), BYTES_OF(words.at, words.length))));
    return store_turn_commit(&turn);
}

err store_release_read(struct store *store, int64_t period, struct arena *a, text *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_RELEASE_READ, VALUES(INTEGER(period)), &rows));
    text words = store_bytes(&rows, 0);
    struct arena mine = *a;
    char *room = arena_try(&mine, words.length + 1);
    if (!room) return ERR_HOST;
    for (ptrdiff_t i = 0; i < words.length; i++) room[i] = words.at[i];
    *a = mine;
    *ret = (text){room, words.length};
    return ERR_OK;
}

err store_releases(struct store *store, int64_t after, int max, int64_t *ret, int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_RELEASES, VALUES(INTEGER(after), INTEGER(max)), &rows));
    return store_numbers(&rows, max, ret, ret_count);
}
