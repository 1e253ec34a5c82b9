#include "store/internal.h"

/* Lists of who may help, as an operator read them in: public, in clear, one row a département. */

err store_directory_write(struct store *store, enum store_list list, text department, date dated,
                          text words)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    if (words.length > DIRECTORY_WORDS_MAX) return ERR_BAD_INPUT;
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_DIRECTORY_WRITE,
                  VALUES(INTEGER(list), WORDS(department), INTEGER(store_day(dated)),
                         BYTES_OF(words.at, words.length))));
    return store_turn_commit(&turn);
}

err store_directory_read(struct store *store, enum store_list list, text department,
                         struct arena *a, date *ret_dated, text *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    date dated;
    TRY(store_row(store, SQL_DIRECTORY_READ, VALUES(INTEGER(list), WORDS(department)), &rows));
    TRY(store_day_read(store_integer(&rows, 0), &dated));
    text words = store_bytes(&rows, 1);
    char *room = arena_try(a, words.length + 1);
    if (!room) return ERR_HOST;
    for (ptrdiff_t i = 0; i < words.length; i++) room[i] = words.at[i];
    *ret_dated = dated;
    *ret = (text){room, words.length};
    return ERR_OK;
}

#define AREAS_MAX 200

err store_directory_areas(struct store *store, enum store_list list,
                          void (*take)(void *context, text department), void *context)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    bool more = true;
    TRY(store_rows(store, SQL_DIRECTORY_AREAS, VALUES(INTEGER(list), INTEGER(AREAS_MAX)), &rows));
    TRY(store_next(&rows, &more));
    while (more) {
        take(context, store_bytes(&rows, 0));
        TRY(store_next(&rows, &more));
    }
    return ERR_OK;
}
