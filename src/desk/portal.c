#include "desk/portal.h"

#include "desk/internal.h"

/* ---- a code lost or taken ---- */

static err check_word(const struct reading *reading, const struct case_file *file, text said)
{
    struct desk *desk = reading->desk;
    struct arena before = *desk->arena;
    text contact = {NULL, 0};
    enum said_word word = SAID_NONE_AGREED;
    err e = reading_vault(reading, file, VAULT_CONTACT, &contact);
    if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    if (e == ERR_OK) {
        word = desk->check_word ? desk->check_word(contact, said, *desk->arena) : SAID_WRONG;
    }
    *desk->arena = before;
    if (word != SAID_WRONG) return ERR_OK;
    return desk_refuse(desk, ERR_NOT_LAWFUL, "/word", "the word agreed with her");
}

static err renew(const struct reading *reading, const struct portal_renewal *wish,
                 struct portal_ticket *ret)
{
    struct desk *desk = reading->desk;
    struct journal journal;
    struct case_file file;
    TRY(reading_file(reading, wish->file, &journal, &file));
    TRY(desk_admit(reading, &file));
    if (!wish->is_seen)
        return desk_refuse(desk, ERR_NOT_LAWFUL, "/seen", "a person whose identity was seen");
    TRY(check_word(reading, &file, wish->word));
    struct desk_fact fact = {
        .file = wish->file,
        .expected = -1,
        .fact = {.kind = FACT_ACCESS_RENEWED,
                 .day = desk->today,
                 .body = {.how = CONFIRMED_IN_PERSON}},
        .has_body = true,
    };
    TRY(desk_record_in(reading, &fact, NULL));
    TRY(store_portal_close(desk->store, wish->file));
    TRY(store_portal_leave(desk->store, wish->file));
    return store_portal_ticket(desk->store, wish->file, desk->now, ret);
}

err desk_portal_renew(struct desk *desk, const struct portal_renewal *wish,
                      struct portal_ticket *ret)
{
    struct portal_ticket ticket = {""};
    TRY(desk_check(desk, DEED_RENEW_ACCESS));
    TRY(desk_state(desk));
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_RECORD, wish->file, 1u << VAULT_CONTACT, &reading));
    TRY(reading_finish(&reading, renew(&reading, wish, &ticket)));
    *ret = ticket;
    return ERR_OK;
}

/* ---- what she does herself ---- */

/* What was asked for where she was seen is not undone by who holds two secrets. */
static bool is_unseen(const struct journal *journal, int place)
{
    if (place < 0 || place >= journal->count) return true; /* case says what is wrong with it */
    const struct fact *asked = &journal->facts[place];
    bool seen = asked->body.door == DOOR_DESK || asked->body.door == DOOR_ASSOCIATION;
    return asked->kind != FACT_CHANGE_ASKED || !seen;
}

err desk_check_hers(struct desk *desk, const struct journal *journal, const struct fact *fact)
{
    if (!desk_is_hers(desk, journal->file)) return ERR_OK;
    if (fact->kind == FACT_CHANGE_ASKED && fact->body.door != DOOR_ONLINE)
        return desk_refuse(desk, ERR_NOT_LAWFUL, "/body/door", "online");
    if (fact->kind == FACT_CHANGE_DROPPED && !is_unseen(journal, fact->body.place))
        return desk_refuse(
            desk, ERR_NOT_LAWFUL, "/body/place",
            "a change asked for online or by telephone: others are undone at a desk");
    return ERR_OK;
}
