#include "store/access.h"

#include <sodium.h>
#include <string.h>

#include "store/agents.h"
#include "store/chain.h"

/* ---- assignments and shares ---- */

static const char *const posts[POST_COUNT] = {
    [POST_OFFICE] = "office",
    [POST_PAYMENTS] = "payments",
};

static err copy_words(text from, char *to, ptrdiff_t max)
{
    if (from.length > max) return ERR_BROKEN;
    memset(to, 0, (size_t)max + 1);
    if (from.length > 0) memcpy(to, from.at, (size_t)from.length);
    return ERR_OK;
}

err store_assign(struct store *store, file_number file, enum post post, const struct agent *to,
                 text given_by, int64_t now)
{
    must(post >= 0 && post < POST_COUNT);
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_ASSIGN,
                  VALUES(INTEGER(file.number), WORDS(text_of(posts[post])),
                         WORDS(text_of(to->name)), WORDS(text_of(to->body)), WORDS(given_by),
                         INTEGER(now))));
    return store_turn_commit(&turn);
}

err store_assigned(struct store *store, file_number file, enum post post, struct assignment *ret)
{
    must(post >= 0 && post < POST_COUNT);
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_ASSIGNED, VALUES(INTEGER(file.number), WORDS(text_of(posts[post]))),
                  &rows));
    struct assignment assignment = {.given_at = store_integer(&rows, 2)};
    TRY(copy_words(store_bytes(&rows, 0), assignment.agent, LABEL_MAX));
    TRY(copy_words(store_bytes(&rows, 1), assignment.body, BODY_CODE_MAX));
    *ret = assignment;
    return ERR_OK;
}

err store_assigned_of(struct store *store, enum post post, const file_number *files, int count,
                      struct assigned ret[ASSIGNED_AT_ONCE], int *ret_count)
{
    must(post >= 0 && post < POST_COUNT && count >= 0 && count <= ASSIGNED_AT_ONCE);
    struct value values[1 + ASSIGNED_AT_ONCE] = {WORDS(text_of(posts[post]))};
    for (int i = 0; i < ASSIGNED_AT_ONCE; i++) /* no file has the number 0 */
        values[1 + i] = INTEGER(i < count ? files[i].number : 0);
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_ASSIGNED_OF, values, (int)LENGTH(values), &rows));
    int found = 0;
    for (bool row = true; found < count; found++) {
        TRY(store_next(&rows, &row));
        if (!row) break;
        struct assigned one = {.file = {store_integer(&rows, 0)}};
        TRY(copy_words(store_bytes(&rows, 1), one.to.agent, LABEL_MAX));
        TRY(copy_words(store_bytes(&rows, 2), one.to.body, BODY_CODE_MAX));
        ret[found] = one;
    }
    *ret_count = found;
    return ERR_OK;
}

err store_share(struct store *store, file_number file, const struct share *share, date since)
{
    if (share->body.length > BODY_CODE_MAX) return ERR_BAD_INPUT;
    return store_run(store, SQL_SHARE_ADD,
                     VALUES(INTEGER(file.number), WORDS(share->body), INTEGER(store_day(since)),
                            INTEGER(share->alias)));
}

err store_shared_as(struct store *store, text body, int64_t alias, file_number *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_SHARED_AS, VALUES(WORDS(body), INTEGER(alias)), &rows));
    *ret = (file_number){store_integer(&rows, 0)};
    return ERR_OK;
}

err store_shared(struct store *store, file_number file, text body, date *ret_since)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_SHARED, VALUES(INTEGER(file.number), WORDS(body)), &rows));
    return store_day_read(store_integer(&rows, 0), ret_since);
}

err store_agents_named(struct store *store, text name, int max, struct agent *ret, int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(store, SQL_AGENTS_NAMED, VALUES(WORDS(name), INTEGER(max)), &rows));
    int count = 0;
    for (bool row = false; count < max; count++) {
        TRY(store_next(&rows, &row));
        if (!row) break;
        TRY(store_agent_read(&rows, &ret[count]));
    }
    *ret_count = count;
    return ERR_OK;
}

/* ---- notices ---- */

static struct bound notice_bound(file_number file, int64_t number)
{
    return store_bound(SEALED_NOTICE, file, number, 0);
}

static err next_number(struct store *store, int64_t *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_NOTICE_NUMBER, NULL, 0, &rows));
    *ret = store_integer(&rows, 0);
    return ERR_OK;
}

static err add(struct store *store, const struct notice *notice, text reason, int64_t number)
{
    unsigned char sealed[NOTICE_REASON_MAX + SEAL_OVERHEAD];
    CLEANUP(store_file_keys_wipe) struct file_keys keys = {0};
    TRY(store_key_read(store, notice->file, &keys));
    struct bound bound = notice_bound(notice->file, number);
    store_seal(keys.body.bytes, bound.bytes, reason, sealed);
    return store_run(store, SQL_NOTICE_ADD,
                     VALUES(INTEGER(number), INTEGER(notice->file.number),
                            WORDS(text_of(notice->agent)), WORDS(text_of(notice->body)),
                            WORDS(text_of(notice->fund)), WORDS(text_of(notice->purpose)),
                            INTEGER(store_day(notice->day)), INTEGER(notice->made_at),
                            BYTES_OF(sealed, reason.length + SEAL_OVERHEAD)));
}

err store_notice_add(struct store *store, const struct notice *notice, text reason,
                     int64_t *ret_number)
{
    int64_t number = 0;
    if (reason.length < 1 || reason.length > NOTICE_REASON_MAX) return ERR_BAD_INPUT;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(next_number(store, &number));
    TRY(add(store, notice, reason, number));
    TRY(store_turn_commit(&turn));
    *ret_number = number;
    return ERR_OK;
}

err store_notice_of(struct store *store, file_number file, const struct agent *agent, date day)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    return store_row(store, SQL_NOTICE_OF,
                     VALUES(INTEGER(file.number), WORDS(text_of(agent->name)),
                            WORDS(text_of(agent->body)), INTEGER(store_day(day))),
                     &rows);
}

static err read_notice(const struct rows *rows, struct notice *ret)
{
    struct notice notice = {.number = store_integer(rows, 0), .made_at = store_integer(rows, 7)};
    notice.file.number = store_integer(rows, 1);
    TRY(copy_words(store_bytes(rows, 2), notice.agent, LABEL_MAX));
    TRY(copy_words(store_bytes(rows, 3), notice.body, BODY_CODE_MAX));
    TRY(copy_words(store_bytes(rows, 4), notice.fund, BODY_CODE_MAX));
    TRY(copy_words(store_bytes(rows, 5), notice.purpose, NOTICE_WORD_MAX));
    TRY(store_day_read(store_integer(rows, 6), &notice.day));
    TRY(copy_words(store_bytes(rows, 8), notice.read_by, LABEL_MAX));
    *ret = notice;
    return ERR_OK;
}

err store_notices(struct store *store, const struct notice_page *page, struct notice *ret,
                  int *ret_count)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_rows(
        store, SQL_NOTICES,
        VALUES(INTEGER(page->reader), WORDS(page->fund), INTEGER(page->max), INTEGER(page->skip)),
        &rows));
    int count = 0;
    for (bool row = false; count < page->max; count++) {
        TRY(store_next(&rows, &row));
        if (!row) break;
        TRY(read_notice(&rows, &ret[count]));
    }
    *ret_count = count;
    return ERR_OK;
}

err store_notice(struct store *store, int64_t number, struct notice *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_NOTICE, VALUES(INTEGER(number)), &rows));
    return read_notice(&rows, ret);
}

err store_notice_reason(struct store *store, int64_t number, struct arena *a, text *ret)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_read(store, &turn));
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_NOTICE_REASON, VALUES(INTEGER(number)), &rows));
    file_number file = {store_integer(&rows, 0)};
    text sealed = store_bytes(&rows, 1);
    if (sealed.length < SEAL_OVERHEAD || sealed.length > NOTICE_REASON_MAX + SEAL_OVERHEAD)
        return ERR_BROKEN;
    CLEANUP(store_file_keys_wipe) struct file_keys keys = {0};
    TRY(store_key_read(store, file, &keys));
    struct arena mine = *a;
    ptrdiff_t length = sealed.length - SEAL_OVERHEAD;
    unsigned char *reason = arena_try(&mine, length + 1);
    if (!reason) return ERR_HOST;
    struct bound bound = notice_bound(file, number);
    TRY(store_unseal(keys.body.bytes, bound.bytes, sealed, reason));
    *a = mine;
    *ret = (text){(const char *)reason, length};
    return ERR_OK;
}

err store_notice_read(struct store *store, int64_t number, text by, int64_t now)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_NOTICE_READ, VALUES(WORDS(by), INTEGER(now), INTEGER(number))));
    return store_turn_commit(&turn);
}
