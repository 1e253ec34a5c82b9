#include "store/chain.h"

static const struct word words[] = {
    [ERASED_NOT] = {"none", {"non effacé", "not erased"}},
    [ERASED_RETENTION] = {"retention", {"fin de la durée de conservation", "end of retention"}},
    [ERASED_REQUEST] = {"request", {"demande d'effacement admise", "erasure request upheld"}},
    [ERASED_JUDGMENT] = {"judgment", {"décision d'une juridiction", "court decision"}},
    [ERASED_MISTAKE] = {"mistake", {"dossier enregistré par erreur", "recorded by mistake"}},
};
_Static_assert(LENGTH(words) == ERASURE_REASONS, "a word for each");
const struct word_list store_erasure_reasons = {"erasure reason", words, ERASURE_REASONS};

/* Rows of the file that are not the journal; each falls with its keys. What the read log says of it
 * stays. tests/unit/store_erase.c refuses a table of files that neither stays nor is cleared. */
static const enum statement cleared[] = {
    SQL_VAULT_CLEAR,   SQL_PARTS_CLEAR,   SQL_IDENTITY_CLEAR, SQL_ANSWERS_CLEAR, SQL_DUTIES_CLEAR,
    SQL_ORDERS_CLEAR,  SQL_SUMMARY_CLEAR, SQL_ASSIGNED_CLEAR, SQL_SHARES_CLEAR,  SQL_NOTICES_CLEAR,
    SQL_PARTIES_CLEAR, SQL_MARKS_CLEAR,   SQL_BARS_CLEAR,     SQL_ALERTS_CLEAR,  SQL_CUSTODY_CLEAR,
    SQL_PORTAL_CLEAR,  SQL_TICKETS_CLEAR,
};
static err erase(struct store *store, file_number file, const struct erasure *why)
{
    struct head head;
    TRY(store_head_read(store, file, &head));
    if (!store_head_holds(store, file, &head)) return ERR_BROKEN;
    if (head.erasure.reason != ERASED_NOT) return ERR_ERASED;
    head.vault = 0;
    head.erasure = *why;
    TRY(store_run(store, SQL_KEYS_CHANGE,
                  VALUES(BYTES_OF("", 0), BYTES_OF("", 0), INTEGER(file.number))));
    for (size_t i = 0; i < LENGTH(cleared); i++)
        TRY(store_run(store, cleared[i], VALUES(INTEGER(file.number))));
    return store_head_write(store, file, &head);
}

err store_erase(struct store *store, file_number file, const struct erasure *why)
{
    must(why->reason > ERASED_NOT && why->reason < ERASURE_REASONS && date_is_set(why->day));
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(erase(store, file, why));
    return store_turn_commit(&turn);
}

err store_erasure(struct store *store, file_number file, struct erasure *ret)
{
    struct head head;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_read(store, &turn));
    TRY(store_head_read(store, file, &head));
    if (!store_head_holds(store, file, &head)) return ERR_BROKEN;
    if (head.erasure.reason == ERASED_NOT) return ERR_NOT_FOUND;
    *ret = head.erasure;
    return ERR_OK;
}

err store_scrub(struct store *store)
{
    must(!store->in_transaction);
    return store->driver->scrub(store->database);
}
