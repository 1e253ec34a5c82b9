/* The library against abri: what one reader refuses the other refuses, and what both accept gets
 * the same answer. Then the same bytes as the caller's struct: any number is refused or decided. */
#include "tests/fuzz/fuzz.h"

#include "law/assess.h"
#include "law/parameters.h"
#include "tests/walk.h"
#include "wire/wire.h"

#include <string.h>

static char answer[ABRI_ANSWER_MAX], room[1 << 18];

static void same_answer(const struct abri_request *request, const struct request *whole)
{
    struct abri_room written = {answer, sizeof answer, 0};
    must(abri_answer(request, ABRI_JSON, ABRI_FRENCH, &written, NULL) == ABRI_OK);
    struct arena arena = arena_over(room, sizeof room);
    struct decision decision;
    law_assess(whole, ALL_KNOWN, &decision);
    text json = wire_decision_write(&decision, LANGUAGE_FR, &arena);
    must(text_equal(json, (text){answer, (ptrdiff_t)written.length}));
}

static void two_readers(text json)
{
    if (json.length > WIRE_JSON_MAX || !text_is_utf8(json)) return;
    json_t *document = json_loadb(json.at, (size_t)json.length, JSON_REJECT_DUPLICATES, NULL);
    if (!document) return;
    struct abri_request request;
    struct abri_decision decision;
    enum abri_result result = walk_request(document, &request, NULL);
    if (result == ABRI_OK) result = abri_assess(&request, &decision, NULL);
    json_decref(document);
    struct request whole;
    struct trouble trouble;
    bool accepted = wire_request_read(json, &whole, &trouble) == ERR_OK;
    must(accepted == (result == ABRI_OK));
    if (accepted) same_answer(&request, &whole);
}

static void any_struct(const uint8_t *bytes, size_t size)
{
    struct abri_request request;
    struct abri_decision decision;
    abri_request_begin(&request);
    uint32_t begun = request.begun;
    memcpy(&request, bytes, size < sizeof request ? size : sizeof request);
    (void)abri_assess(&request, &decision, NULL);
    request.begun = begun;
    memset(request.reserved, 0, sizeof request.reserved);
    /* Behind the struct, if there is more, the pointer of a value. */
    char pointer[32] = "/children/49/born_on";
    size_t rest = size > sizeof request ? size - sizeof request : 0;
    if (rest > 0) memcpy(pointer, bytes + sizeof request, rest < 31 ? rest : 31);
    (void)abri_request_set(&request, pointer, ABRI_STRING, "2012-05-01", 10, NULL);
    enum abri_result result = abri_assess(&request, &decision, NULL);
    struct abri_room written = {answer, sizeof answer, 0};
    must(abri_answer(&request, ABRI_TEXT, ABRI_ENGLISH, &written, NULL) == result);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    two_readers((text){(const char *)bytes, (ptrdiff_t)size});
    any_struct(bytes, size);
    return 0;
}
