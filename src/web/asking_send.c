#include <string.h>

#include "web/asking.h"
#include "web/fields.h"

/* What leaves the draft: photographs into it, and all of it into a file. */

/* ---- photographs ---- */

err asking_take_photo(struct asking *asking, text bytes)
{
    struct call *call = asking->call;
    const struct web_cleaner *cleaner = &call->web->cleaner;
    enum upload_type type;
    struct draft_page page = {.type = ""};
    asking_set(asking, "photo", "");
    if (bytes.length == 0) return ERR_OK;
    if (asking->pages == DRAFT_PAGES_MAX) {
        asking_set(asking, "photo", "many");
        return ERR_OK;
    }
    err e = cleaner->clean(cleaner->context, bytes, call->request->arena, &type, &page.bytes,
                           &call->desk.trouble);
    if (e == ERR_OK) {
        const char *word = wire_upload_types[type].word;
        must(strlen(word) <= DRAFT_TYPE_MAX);
        memcpy(page.type, word, strlen(word));
        e = store_draft_page_add(call->desk.store, &asking->draft, &page);
    }
    if (e == ERR_BAD_INPUT) {
        asking_set(asking, "photo", "refused");
        return ERR_OK;
    }
    if (e == ERR_OK) asking->pages++;
    return e;
}

/* ---- the claim ---- */

/* The channel by which this caller may bring a claim: that of an office, else online. */
static const char *channel_of(const struct call *call)
{
    static const enum channel channels[] = {CHANNEL_POLICE, CHANNEL_ASSOCIATION, CHANNEL_DESK};
    for (size_t i = 0; i < LENGTH(channels) && call->by_session; i++) {
        if (desk_may_bring(&call->desk.agent, channels[i]))
            return case_channels.words[channels[i]].word;
    }
    return case_channels.words[CHANNEL_ONLINE].word;
}

/* Her answers as a claim made here and today. */
static err read_claim(struct asking *asking, struct claim *ret, text *ret_json)
{
    struct call *call = asking->call;
    struct arena *a = call->request->arena;
    struct form_data *form = TAKE(a, struct form_data, 1);
    char room[16];
    struct writer today = WRITER(room);
    write_date(&today, call->desk.today);
    *form = *asking->form;
    TRY(form_set(form, "requested_on", arena_copy(a, writer_text(&today))));
    TRY(form_set(form, "channel", text_of(channel_of(call))));
    *ret_json = form_claim_json(form, a);
    return wire_claim_read(*ret_json, call->desk.today, a, ret, &call->desk.trouble);
}

/* She is led to the question whose answer the claim's reader refuses. */
static err correct(struct asking *asking)
{
    const char *field = form_field_at(asking->call->desk.trouble.where);
    int question = field ? question_of_field(field) : -1;
    if (question < 0) return ERR_BROKEN; /* no page asks for that: ours to mend */
    asking_set(asking, "wrong", "yes");
    asking_correct(asking, (enum question)question);
    return ERR_BAD_INPUT;
}

/* ---- one transaction with the file ---- */

static err attach(struct asking *asking, file_number file, int number)
{
    struct call *call = asking->call;
    struct arena scratch = *call->request->arena;
    struct attachment about = {.received_at = call->desk.now};
    struct draft_page page;
    int unused = 0;
    text kind = form_value(asking->form, "document_kind");
    TRY(store_draft_page(call->desk.store, &asking->draft, number, &scratch, &page));
    _Static_assert(sizeof page.type <= sizeof about.type, "a type fits");
    memcpy(about.type, page.type, sizeof page.type);
    if (kind.length < 1 || kind.length >= (ptrdiff_t)sizeof about.kind) return ERR_BROKEN;
    memcpy(about.kind, kind.at, (size_t)kind.length);
    return store_attachment_add(call->desk.store, file, &about, page.bytes, &unused);
}

static text day_text(struct asking *asking, date day)
{
    char room[16];
    struct writer out = WRITER(room);
    if (date_is_set(day)) write_date(&out, day);
    return arena_copy(asking->call->request->arena, writer_text(&out));
}

static text number_text(struct asking *asking, int64_t number)
{
    char room[24];
    struct writer out = WRITER(room);
    write_integer(&out, number);
    return arena_copy(asking->call->request->arena, writer_text(&out));
}

/* The draft becomes its receipt: nothing she wrote is left in it. */
static err keep_receipt(struct asking *asking, const struct receipt *receipt)
{
    struct call *call = asking->call;
    struct form_data *kept = TAKE(call->request->arena, struct form_data, 1);
    TRY(form_set(kept, "at", T(AT_RECEIPT)));
    TRY(form_set(kept, "l", form_value(asking->form, "l")));
    TRY(form_set(kept, "accord", form_value(asking->form, "accord")));
    TRY(form_set(kept, "file", number_text(asking, receipt->file.number)));
    TRY(form_set(kept, "received_on", day_text(asking, receipt->received_on)));
    TRY(form_set(kept, "pay_by", day_text(asking, receipt->pay_by)));
    TRY(form_set(kept, "missing", number_text(asking, receipt->missing)));
    TRY(form_set(kept, "fund", text_of(receipt->fund->code)));
    return store_draft_sent(call->desk.store, &asking->draft,
                            form_pack(kept, call->request->arena));
}

static err with_the_file(void *context, const struct receipt *receipt)
{
    struct asking *asking = context;
    for (int i = 0; i < asking->pages; i++) TRY(attach(asking, receipt->file, i));
    return keep_receipt(asking, receipt);
}

err asking_send(struct asking *asking)
{
    struct call *call = asking->call;
    struct claim *claim = TAKE(call->request->arena, struct claim, 1);
    struct receipt receipt;
    text json;
    err e = read_claim(asking, claim, &json);
    if (e == ERR_BAD_INPUT) return correct(asking);
    if (e != ERR_OK) return e;
    struct desk_once once = {form_value(asking->form, "once"), json};
    struct claim_besides besides = {call->by_session, with_the_file, asking};
    return receive_claim(call, claim, &once, &besides, &receipt);
}
