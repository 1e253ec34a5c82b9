#include "store/internal.h"

#define PAGE 256

static err read_page(struct store *store, enum statement pages, int64_t after, int64_t *ret,
                     int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, pages, VALUES(INTEGER(after), INTEGER(PAGE)), &rows));
    return store_numbers(&rows, PAGE, ret, ret_count);
}

/* The file's facts and chain, then whether its vault has as many entries as the head says. ERASED
 * when its keys were destroyed and what is left verifies; then *ret_facts is 0. */
static err verify_file(struct store *store, file_number file, struct arena scratch, int *ret_facts,
                       int *ret_place)
{
    struct journal journal = {0};
    err read = store_read(store, file, &scratch, &journal, ret_place);
    if (read != ERR_OK && read != ERR_ERASED) return read;
    err e = store_vault_count(store, file);
    if (e == ERR_BROKEN) *ret_place = journal.count;
    if (e != ERR_OK) return e;
    *ret_facts = journal.count;
    return read;
}

/* A draft opens for her alone: what can be told of one is that it is long enough to. */
static err count_drafts(struct store *store, struct verification *sum)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_DRAFTS_COUNT, NULL, 0, &rows));
    sum->drafts = store_integer(&rows, 0);
    sum->broken_drafts = store_integer(&rows, 1);
    return ERR_OK;
}

err store_verify(struct store *store, struct arena scratch, struct verification *ret,
                 void (*broken)(void *context, file_number file, int place), void *context)
{
    /* Facts whose head was taken away are files too. */
    static const enum statement pages[] = {SQL_FILES, SQL_FILES_HEADLESS};
    struct verification sum = {0};
    int64_t files[PAGE];
    for (size_t i = 0; i < LENGTH(pages); i++) {
        int64_t after = 0;
        for (int count = PAGE; count == PAGE;) {
            TRY(read_page(store, pages[i], after, files, &count));
            for (int k = 0; k < count; k++) {
                int facts = 0, place = 0;
                err e = verify_file(store, (file_number){files[k]}, scratch, &facts, &place);
                if (e != ERR_OK && e != ERR_BROKEN && e != ERR_ERASED) return e;
                if (e == ERR_BROKEN) broken(context, (file_number){files[k]}, place);
                sum.broken += e == ERR_BROKEN;
                sum.erased += e == ERR_ERASED;
                sum.facts += facts;
                sum.files++;
                after = files[k];
            }
        }
    }
    TRY(count_drafts(store, &sum));
    *ret = sum;
    return ERR_OK;
}
