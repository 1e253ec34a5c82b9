#include <sodium.h>
#include <string.h>

#include "store/internal.h"

/* Reports to a prosecutor: sealed to the key of the court the moment they come, so that nobody here
 * can read one again, the program neither. */

_Static_assert(COURT_KEY_BYTES == crypto_box_PUBLICKEYBYTES, "a key of the court is libsodium's");

/* Every report of a size tells nothing of how much was said. */
#define PADDED_TO ((size_t)4096)

err store_court_key_set(struct store *store, text court, const unsigned char key[COURT_KEY_BYTES])
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    if (court.length == 0 || court.length > BODY_CODE_MAX) return ERR_BAD_INPUT;
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_COURT_KEY_SET, VALUES(WORDS(court), BYTES_OF(key, COURT_KEY_BYTES))));
    return store_turn_commit(&turn);
}

static err court_key(struct store *store, text court, unsigned char ret[COURT_KEY_BYTES])
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_COURT_KEY, VALUES(WORDS(court)), &rows));
    text key = store_bytes(&rows, 0);
    if (key.length != COURT_KEY_BYTES) return ERR_BROKEN;
    memcpy(ret, key.at, COURT_KEY_BYTES);
    return ERR_OK;
}

/* A number of chance below 10^15, so that a doctor's receipt is no count of reports. */
static int64_t report_number(void)
{
    uint64_t number = 0;
    randombytes_buf(&number, sizeof number);
    return (int64_t)(number % UINT64_C(999999999999999)) + 1;
}

err store_report_add(struct store *store, text court, int64_t now, text document,
                     struct arena scratch, int64_t *ret_number)
{
    unsigned char key[COURT_KEY_BYTES];
    if (document.length == 0 || document.length > REPORT_BYTES_MAX) return ERR_BAD_INPUT;
    TRY(court_key(store, court, key));
    size_t room = ((size_t)document.length / PADDED_TO + 1) * PADDED_TO, padded = 0;
    unsigned char *plain = arena_try(&scratch, (ptrdiff_t)room);
    unsigned char *sealed = arena_try(&scratch, (ptrdiff_t)(room + crypto_box_SEALBYTES));
    if (!plain || !sealed) return ERR_HOST;
    memcpy(plain, document.at, (size_t)document.length);
    must(sodium_pad(&padded, plain, (size_t)document.length, PADDED_TO, room) == 0);
    int failed = crypto_box_seal(sealed, plain, padded, key);
    sodium_memzero(plain, room);
    if (failed) return ERR_BROKEN; /* the key of the court is no point of the curve */
    int64_t number = report_number();
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_REPORT_ADD,
                  VALUES(INTEGER(number), WORDS(court), INTEGER(now),
                         BYTES_OF(sealed, (ptrdiff_t)(padded + crypto_box_SEALBYTES)))));
    TRY(store_turn_commit(&turn));
    *ret_number = number;
    return ERR_OK;
}

static void report_row(struct rows *rows, struct report_line *ret)
{
    *ret = (struct report_line){.number = store_integer(rows, 0),
                                .received_at = store_integer(rows, 1),
                                .taken_at = store_integer(rows, 2)};
    text court = store_bytes(rows, 3);
    if (court.length <= BODY_CODE_MAX) memcpy(ret->court, court.at, (size_t)court.length);
}

err store_reports(struct store *store, text court, int64_t received_before, int max,
                  struct report_line *ret, int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    int count = 0;
    TRY(store_rows(store, SQL_REPORTS_UNREAD,
                   VALUES(WORDS(court), INTEGER(received_before), INTEGER(max)), &rows));
    for (bool row = true; count < max;) {
        TRY(store_next(&rows, &row));
        if (!row) break;
        report_row(&rows, &ret[count++]);
    }
    *ret_count = count;
    return ERR_OK;
}

err store_report(struct store *store, int64_t number, struct report_line *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_REPORT, VALUES(INTEGER(number)), &rows));
    report_row(&rows, ret);
    return ERR_OK;
}

static err sealed_report(struct store *store, text court, int64_t number, struct arena *a,
                         text *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_REPORT_SEALED, VALUES(INTEGER(number), WORDS(court)), &rows));
    text sealed = store_bytes(&rows, 0);
    char *room = arena_try(a, sealed.length + 1);
    if (!room) return ERR_HOST;
    memcpy(room, sealed.at, (size_t)sealed.length);
    *ret = (text){room, sealed.length};
    return ERR_OK;
}

err store_report_take(struct store *store, text court, int64_t number, int64_t now, struct arena *a,
                      text *ret_sealed)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    text sealed;
    TRY(store_turn_write(store, &turn));
    TRY(sealed_report(store, court, number, a, &sealed));
    TRY(store_run(store, SQL_REPORT_TAKEN, VALUES(INTEGER(now), INTEGER(number))));
    TRY(store_turn_commit(&turn));
    *ret_sealed = sealed;
    return ERR_OK;
}
