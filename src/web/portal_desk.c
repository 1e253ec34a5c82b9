#include "desk/portal.h"

#include "web/access.h"
#include "web/portal.h"

/* At a desk: a code that was lost or taken. The agent gives a number that serves once; she makes
 * her secrets with it herself, and the agent sees neither. */

enum said_word portal_check_word(text contact, text said, struct arena scratch)
{
    text agreed = wire_normalise(wire_member(contact, "code_word", &scratch), &scratch);
    if (agreed.length == 0) return SAID_NONE_AGREED;
    return text_equal(agreed, wire_normalise(said, &scratch)) ? SAID_RIGHT : SAID_WRONG;
}

void portal_desk_values(struct call *call, struct values *values, const struct refused *refused)
{
    values_flag(values, "may_renew", desk_may(&call->desk.agent, DEED_RENEW_ACCESS));
    values_flag(values, "opens_code", refused_is(refused, "code"));
    values_text(values, "typed_word", refused_typed(refused, "code", "word"));
    values_flag(values, "typed_seen", refused_typed(refused, "code", "seen").length > 0);
}

static void ticket_page(struct call *call, const struct portal_ticket *ticket)
{
    struct values *values = page_values(call, SAY(call->tongue, "Bureau"));
    char room[PORTAL_TICKET_DIGITS + 2];
    struct writer out = WRITER(room);
    text digits = text_of(ticket->digits);
    for (ptrdiff_t i = 0; i < digits.length; i++) { /* read aloud in two halves */
        if (i == PORTAL_TICKET_DIGITS / 2) write_character(&out, ' ');
        write_character(&out, digits.at[i]);
    }
    values_text(values, "file", call->parameter);
    values_text(values, "ticket", arena_copy(call->request->arena, writer_text(&out)));
    values_integer(values, "minutes", PORTAL_TICKET_LIFE / 60000000);
    answer_page(call, 200, "code", values);
}

void page_code(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    struct portal_ticket ticket = {""};
    struct portal_renewal wish = {.is_seen = false};
    err e = call_form(call, form);
    if (e == ERR_OK) e = call_file(call, &wish.file);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    if (!call_proven(call)) {
        answer_prove_first(call);
        return;
    }
    wish.is_seen = form_value(form, "seen").length > 0;
    wish.word = form_value(form, "word");
    e = desk_portal_renew(&call->desk, &wish, &ticket);
    if (e == ERR_OK) {
        ticket_page(call, &ticket);
    } else {
        struct refused refused = refused_form(call, e, form, "code", refused_place(call));
        dossier_refused(call, wish.file, e, &refused);
    }
}
