#include "library/inside.h"

#include "law/assess.h"
#include "wire/wire.h"

/* One request, one decision. */

static void give(const struct decision *decision, struct abri_decision *ret)
{
    *ret = (struct abri_decision){
        .outcome = (int32_t)decision->outcome,
        .grounds = decision->grounds,
        .doubts = decision->doubts,
        .flags = decision->flags,
        .has_amount = decision->has_amount,
        .reduction_percent = decision->reduction_percent,
        .full_cents = decision->full.cents,
        .amount_cents = decision->amount.cents,
        .form = (int32_t)decision->form,
        .pay_by = library_day(decision->pay_by),
        .next_award_from = library_day(decision->next_award_from),
        .fund_kind = (int32_t)decision->fund->kind,
        .fund_code = decision->fund->code,
        .fund_name = decision->fund->name,
    };
}

enum abri_result abri_assess(const struct abri_request *request, struct abri_decision *ret,
                             struct abri_trouble *trouble)
{
    struct trouble wrong;
    struct request read;
    date known_on;
    err e = library_request_read(request, &read, &known_on, &wrong);
    if (e == ERR_OK) {
        struct decision decision;
        law_assess(&read, known_on, &decision);
        give(&decision, ret);
    }
    return library_result(e, &wrong, trouble);
}

enum abri_result abri_answer(const struct abri_request *request, enum abri_format format,
                             enum abri_language language, struct abri_room *room,
                             struct abri_trouble *trouble)
{
    struct trouble wrong;
    struct request read;
    date known_on;
    err e = library_request_read(request, &read, &known_on, &wrong);
    if (e == ERR_OK && ((size_t)language >= LANGUAGE_COUNT || (size_t)format > ABRI_TEXT)) {
        e = library_refuse(&wrong, (struct place){NULL, -1, NULL},
                           "a format and a language of abri.h");
    }
    if (e != ERR_OK) return library_result(e, &wrong, trouble);
    if (!room->at || room->size == 0 || room->size > PTRDIFF_MAX) return ABRI_NO_ROOM;
    struct decision decision;
    law_assess(&read, known_on, &decision);
    struct arena arena = arena_over(room->at, (ptrdiff_t)room->size);
    text answer = format == ABRI_JSON
                      ? wire_decision_write(&decision, (enum language)language, &arena)
                      : wire_decision_text(&read, &decision, (enum language)language, &arena);
    if (!answer.at) return ABRI_NO_ROOM;
    room->length = (size_t)answer.length;
    return ABRI_OK;
}
