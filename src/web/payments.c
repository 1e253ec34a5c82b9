#include "host/host.h"
#include "web/call.h"

/* The page of payments: the messages in the bank's hands, and those that leave. */

#define MESSAGES_PAGE 32

static text message_id(struct call *call, int64_t batch)
{
    char id[PAY_ID_LENGTH + 1];
    pay_message_id(batch, id);
    return arena_copy(call->request->arena, text_of(id));
}

void page_paiements(struct call *call)
{
    struct held *held = TAKE(call->request->arena, struct held, MESSAGES_PAGE);
    int64_t after = 0;
    int count = 0;
    /* A place that is none is the first page. */
    if (pay_batch_read(query_value(call->request->query, "after"), &after) != ERR_OK) after = 0;
    err e = desk_held(&call->desk, &after, held, MESSAGES_PAGE, &count);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    struct values *values = page_values(call, SAY(call->tongue, "Bureau"));
    values_list(values, "messages");
    for (int i = 0; i < count; i++) {
        struct values *row = values_row(values, "messages");
        values_text(row, "id", message_id(call, held[i].batch));
        values_string(row, "fund", held[i].fund->name);
        values_date(row, "execution_on", held[i].execution_on);
        values_integer(row, "orders", held[i].orders);
        values_money(row, "total", held[i].total);
    }
    values_flag(values, "more", after > 0);
    if (after > 0) values_text(values, "next", message_id(call, after));
    answer_page(call, 200, "paiements", values);
}

/* Downloads one message by its number. */
static void download(struct call *call, const struct outgoing *one)
{
    struct arena *a = call->request->arena;
    char id[PAY_ID_LENGTH + 1], room[80];
    pay_message_id(one->message.batch, id);
    struct writer name = WRITER(room);
    write_string(&name, "attachment; filename=\"");
    write_string(&name, id);
    write_string(&name, ".xml\"");
    call->answer->status = 200;
    call->answer->content_type = "application/xml";
    host_answer_header(call->answer, "Content-Disposition", arena_copy(a, writer_text(&name)).at);
    call->answer->body = wire_pain_write(&one->message, a);
}

/* The message of that name; one that names none is not found either. */
static err held_message(struct call *call, text id, struct outgoing *ret)
{
    int64_t batch = 0;
    if (pay_batch_read(id, &batch) != ERR_OK) return ERR_NOT_FOUND;
    return desk_message(&call->desk, batch, ret);
}

void page_paiements_send(struct call *call)
{
    struct arena *a = call->request->arena;
    struct form_data *form = TAKE(a, struct form_data, 1);
    struct outgoing *message = TAKE(a, struct outgoing, 1);
    err e = call_form(call, form);
    text wanted = form_value(form, "id");
    if (e == ERR_OK && wanted.length > 0) e = held_message(call, wanted, message);
    if (e == ERR_OK && wanted.length > 0 && message->message.count == 0) e = ERR_BROKEN;
    if (e == ERR_OK && wanted.length == 0) {
        e = desk_send(&call->desk, date_plus_days(call->desk.today, 4));
    }
    bool gone = e == ERR_NOT_FOUND && wanted.length > 0; /* the bank has answered meanwhile */
    if (e == ERR_OK && wanted.length > 0) {
        download(call, message);
    } else if (e == ERR_OK || gone) {
        answer_redirect(call, "/bureau/paiements");
    } else {
        answer_error(call, e);
    }
}
