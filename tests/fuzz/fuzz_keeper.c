/* Whatever a process of pages sends, the keeper answers with one reply or none, and a reply that is
 * read is one to the last byte; whatever the keeper's side sends, who asks gets an error at worst.
 */
#include "tests/fuzz/fuzz.h"

#include "store/keeper.h"

#include <string.h>

static const uint8_t *hostile;
static size_t hostile_size;

static err hostile_call(void *context, const void *request, size_t size, void *reply, size_t max,
                        size_t *ret_size)
{
    (void)context, (void)request, (void)size;
    *ret_size = hostile_size < max ? hostile_size : max;
    memcpy(reply, hostile, *ret_size);
    return ERR_OK;
}

static void as_request(const uint8_t *bytes, size_t size)
{
    static unsigned char reply[KEEPER_MESSAGE_MAX];
    static struct vault_keys keys = {.wrap = {1}, .blind = {2}, .sign = {3}};
    struct keeper_desk desk = {.keeper = keeper_of_keys(&keys),
                               .may = ~0u,
                               .openings = {.burst = 1},
                               .blinds = {.burst = 1}};
    size_t length = keeper_answer(&desk, 0, (text){(const char *)bytes, (ptrdiff_t)size}, reply);
    must(length <= sizeof reply);
    must((length == 0) == (desk.malformed == 1));
}

static void as_reply(const uint8_t *bytes, size_t size)
{
    static struct keeper_line line;
    struct keeper keeper = keeper_far(&line);
    unsigned char opened[64] = {0};
    struct wrapped_key key = {{0}};
    struct piece piece = {.what = SEALED_VAULT};
    line.call = hostile_call;
    line.asked = 0;
    hostile = bytes;
    hostile_size = size;
    err e = keeper.does->make_key(keeper.context, piece.file, &key);
    must(e == ERR_OK || key.bytes[0] == 0);
    line.asked = 0;
    (void)!keeper.does->open(keeper.context, &piece, &key, (text){(const char *)opened, 64},
                             opened);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    as_request(bytes, size);
    as_reply(bytes, size);
    return 0;
}
