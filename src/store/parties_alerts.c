#include "store/internal.h"
#include "store/parties.h"

#include <string.h>

/* What a named person outside the unit is told, and requests for access as they came. Their words
 * are sealed under a key of the store. */

static const struct word kinds[] = {
    [ALERT_CONFLICT] = {"conflict", {"un agent est partie au dossier", "an agent is a party"}},
    [ALERT_SHARED] = {"shared",
                      {"des dossiers partagent un compte, un téléphone ou un justificatif",
                       "files share an account, a telephone or a proof"}},
    [ALERT_ACCESS] = {"access", {"demande d'accès", "request for access"}},
};
const struct word_list store_alert_kinds = {"kind", kinds, ALERT_KIND_COUNT};

static err number_of(struct store *store, enum statement statement, int64_t *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, statement, NULL, 0, &rows));
    *ret = store_integer(&rows, 0);
    return ERR_OK;
}

/* The words of a row, opened in the arena. */
static err open_words(struct store *store, const struct bound *bound, text sealed, struct arena *a,
                      text *ret)
{
    if (sealed.length < SEAL_OVERHEAD || sealed.length > ALERT_WORDS_MAX + SEAL_OVERHEAD)
        return ERR_BROKEN;
    ptrdiff_t length = sealed.length - SEAL_OVERHEAD;
    unsigned char *words = arena_try(a, length + 1);
    if (!words) return ERR_HOST;
    TRY(store_unseal(store->keys.parties, bound->bytes, sealed, words));
    *ret = (text){(const char *)words, length};
    return ERR_OK;
}

/* ---- alerts ---- */

static struct bound bound_of(const struct alert *alert)
{
    return store_bound(SEALED_ALERT, alert->file, alert->number, alert->kind);
}

err store_alert_add(struct store *store, const struct alert *alert)
{
    unsigned char sealed[ALERT_WORDS_MAX + SEAL_OVERHEAD];
    struct alert one = *alert;
    if (alert->words.length > ALERT_WORDS_MAX) return ERR_BAD_INPUT;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(number_of(store, SQL_ALERT_NEXT, &one.number));
    struct bound bound = bound_of(&one);
    store_seal(store->keys.parties, bound.bytes, one.words, sealed);
    TRY(store_run(store, SQL_ALERT_ADD,
                  VALUES(INTEGER(one.number), WORDS(text_of(kinds[one.kind].word)),
                         INTEGER(one.list), INTEGER(one.file.number), INTEGER(one.agent),
                         INTEGER(one.at), BYTES_OF(sealed, one.words.length + SEAL_OVERHEAD))));
    return store_turn_commit(&turn);
}

static err read_alert(struct store *store, const struct rows *rows, struct arena *a,
                      struct alert *ret)
{
    int kind = words_find(&store_alert_kinds, store_bytes(rows, 1));
    int64_t list = store_integer(rows, 2);
    if (kind < 0 || list < ALERT_REFERENT || list > ALERT_OFFICER) return ERR_BROKEN;
    struct alert alert = {.number = store_integer(rows, 0),
                          .kind = (enum alert_kind)kind,
                          .list = (enum alert_list)list,
                          .file = {store_integer(rows, 3)},
                          .agent = store_integer(rows, 4),
                          .at = store_integer(rows, 5),
                          .done_at = store_integer(rows, 6)};
    struct bound bound = bound_of(&alert);
    TRY(open_words(store, &bound, store_bytes(rows, 7), a, &alert.words));
    *ret = alert;
    return ERR_OK;
}

err store_alerts(struct store *store, const struct alert_page *page, struct arena *a,
                 struct alert *ret, int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    int count = 0;
    TRY(store_rows(store, SQL_ALERTS_OPEN,
                   VALUES(INTEGER(page->list), INTEGER(page->reader == 0 ? -1 : page->reader),
                          INTEGER(page->after), INTEGER(page->max)),
                   &rows));
    for (bool row = true; count < page->max; count++) {
        TRY(store_next(&rows, &row));
        if (!row) break;
        TRY(read_alert(store, &rows, a, &ret[count]));
    }
    *ret_count = count;
    return ERR_OK;
}

err store_alert(struct store *store, int64_t number, struct arena *a, struct alert *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_ALERT_READ, VALUES(INTEGER(number)), &rows));
    return read_alert(store, &rows, a, ret);
}

err store_alert_done(struct store *store, int64_t number, int64_t now)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_ALERT_DONE, VALUES(INTEGER(now), INTEGER(number))));
    return store_turn_commit(&turn);
}

/* ---- requests for access ---- */

err store_access_add(struct store *store, int64_t now, text words)
{
    unsigned char sealed[ALERT_WORDS_MAX + SEAL_OVERHEAD];
    int64_t number = 0;
    if (words.length > ALERT_WORDS_MAX) return ERR_BAD_INPUT;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(number_of(store, SQL_ACCESS_NEXT, &number));
    struct bound bound = store_bound(SEALED_ACCESS, (file_number){0}, number, 0);
    store_seal(store->keys.parties, bound.bytes, words, sealed);
    TRY(store_run(
        store, SQL_ACCESS_ADD,
        VALUES(INTEGER(number), INTEGER(now), BYTES_OF(sealed, words.length + SEAL_OVERHEAD))));
    return store_turn_commit(&turn);
}

err store_access_next(struct store *store, struct arena *a, struct access_request *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_ACCESS_UNSENT, NULL, 0, &rows));
    struct access_request one = {.number = store_integer(&rows, 0), .at = store_integer(&rows, 1)};
    struct bound bound = store_bound(SEALED_ACCESS, (file_number){0}, one.number, 0);
    TRY(open_words(store, &bound, store_bytes(&rows, 2), a, &one.words));
    *ret = one;
    return ERR_OK;
}

err store_access_sent(struct store *store, int64_t number)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_ACCESS_SENT, VALUES(INTEGER(number))));
    return store_turn_commit(&turn);
}
