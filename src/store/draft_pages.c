#include <sodium.h>
#include <string.h>

#include "store/drafts.h"
#include "store/internal.h"

/* The pages of a document sent with a draft: in parts, each sealed at its own place under the
 * draft's key; the first begins with the word of the type. */

#define PART       KEEPER_PLAIN_MAX
#define HEAD_BYTES (DRAFT_TYPE_MAX + 1)
#define PARTS_MAX  ((ATTACHMENT_BYTES_MAX + HEAD_BYTES) / PART + 1)

static struct bound bound_of(const struct draft *draft, int64_t place, int64_t part)
{
    return store_bound(SEALED_DRAFT_PAGE, (file_number){draft->number}, place, part);
}

static err count_of(struct store *store, const struct draft *draft, int *ret)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    TRY(store_row(store, SQL_DRAFT_PAGES, VALUES(INTEGER(draft->number)), &rows));
    int64_t count = store_integer(&rows, 0);
    if (count < 0 || count > DRAFT_PAGES_MAX) return ERR_BROKEN;
    *ret = (int)count;
    return ERR_OK;
}

/* One part, and what of the bytes is left after it. */
static err write_part(struct store *store, const struct draft *draft, int place, int part,
                      const struct draft_page *page, text *left)
{
    unsigned char plain[PART], sealed[PART + SEAL_OVERHEAD];
    ptrdiff_t head = part == 0 ? HEAD_BYTES : 0, room = PART - head;
    ptrdiff_t taken = left->length < room ? left->length : room;
    if (head > 0) memcpy(plain, page->type, HEAD_BYTES);
    memcpy(plain + head, left->at, (size_t)taken);
    store_seal(draft->key, bound_of(draft, place, part).bytes,
               (text){(const char *)plain, head + taken}, sealed);
    sodium_memzero(plain, sizeof plain);
    *left = (text){left->at + taken, left->length - taken};
    return store_run(store, SQL_DRAFT_PAGE_ADD,
                     VALUES(INTEGER(draft->number), INTEGER(place), INTEGER(part),
                            BYTES_OF(sealed, head + taken + SEAL_OVERHEAD)));
}

err store_draft_page_add(struct store *store, const struct draft *draft,
                         const struct draft_page *page)
{
    int place = 0;
    text left = page->bytes;
    if (left.length < 1 || left.length > ATTACHMENT_BYTES_MAX) return ERR_BAD_INPUT;
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(count_of(store, draft, &place));
    if (place == DRAFT_PAGES_MAX) return ERR_BAD_INPUT;
    for (int part = 0; left.length > 0; part++)
        TRY(write_part(store, draft, place, part, page, &left));
    return store_turn_commit(&turn);
}

err store_draft_pages(struct store *store, const struct draft *draft, int *ret_count)
{
    return count_of(store, draft, ret_count);
}

/* Unseals the parts one after the other into `room`; *ret_length bytes are the page with its head.
 */
static err read_parts(struct store *store, const struct draft *draft, int place,
                      unsigned char *room, ptrdiff_t *ret_length)
{
    CLEANUP(store_rows_end) struct rows rows = {0};
    ptrdiff_t length = 0;
    TRY(store_rows(store, SQL_DRAFT_PAGE, VALUES(INTEGER(draft->number), INTEGER(place)), &rows));
    for (int part = 0;; part++) {
        bool row = false;
        TRY(store_next(&rows, &row));
        if (!row) break;
        text sealed = store_bytes(&rows, 0);
        bool fits = sealed.length > SEAL_OVERHEAD && sealed.length <= PART + SEAL_OVERHEAD;
        if (!fits || part == PARTS_MAX) return ERR_BROKEN;
        TRY(store_unseal(draft->key, bound_of(draft, place, part).bytes, sealed, room + length));
        length += sealed.length - SEAL_OVERHEAD;
    }
    *ret_length = length;
    return ERR_OK;
}

err store_draft_page(struct store *store, const struct draft *draft, int number, struct arena *a,
                     struct draft_page *ret)
{
    ptrdiff_t length = 0;
    unsigned char *room = arena_try(a, (ptrdiff_t)PARTS_MAX * PART);
    if (!room) return ERR_HOST;
    TRY(read_parts(store, draft, number, room, &length));
    if (length == 0) return ERR_NOT_FOUND;
    if (length <= HEAD_BYTES || room[DRAFT_TYPE_MAX] != '\0') return ERR_BROKEN;
    memcpy(ret->type, room, HEAD_BYTES);
    ret->bytes = (text){(const char *)room + HEAD_BYTES, length - HEAD_BYTES};
    return ERR_OK;
}

err store_draft_pages_drop(struct store *store, const struct draft *draft)
{
    CLEANUP(store_turn_end) struct turn turn = {0};
    TRY(store_turn_write(store, &turn));
    TRY(store_run(store, SQL_DRAFT_PAGES_ERASE, VALUES(INTEGER(draft->number))));
    return store_turn_commit(&turn);
}
