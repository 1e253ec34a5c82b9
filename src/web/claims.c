#include <string.h>

#include "web/call.h"

/* From what wire has read to what desk records. */

/* The vault's account entry: the IBAN, then the holder, on two lines; the holder is the person by
 * default. */
static text account_lines(const struct claim *claim, struct arena *a)
{
    char room[1024];
    struct writer out = WRITER(room);
    write_text(&out, wire_member(claim->account, "iban", a));
    write_character(&out, '\n');
    text holder = wire_member(claim->account, "holder", a);
    if (holder.length > 0) {
        write_text(&out, holder);
    } else {
        write_text(&out, wire_member(claim->person, "given_names", a));
        write_character(&out, ' ');
        write_text(&out, wire_member(claim->person, "family_name", a));
    }
    must(!out.full);
    return arena_copy(a, writer_text(&out));
}

static void put(struct desk_claim *claim, enum vault_kind kind, text words)
{
    if (words.length == 0) return;
    claim->vault[claim->vault_count++] = (struct vault_entry){kind, words};
}

/* Who is in the file, for the conflicts of interest. */
static const struct desk_party *parties_of(const struct claim *claim, struct arena *a, int *ret)
{
    struct wire_people *people = TAKE(a, struct wire_people, 1);
    struct desk_party *parties = TAKE(a, struct desk_party, DESK_PARTIES_MAX);
    wire_claim_people(claim, a, people);
    parties[0] = (struct desk_party){PARTY_VICTIM, people->her};
    parties[1] = (struct desk_party){PARTY_PARTNER, people->partner};
    parties[2] = (struct desk_party){PARTY_HOLDER, people->holder};
    *ret = 3;
    return parties;
}

err receive_claim(struct call *call, const struct claim *claim, const struct desk_once *once,
                  const struct claim_besides *besides, struct receipt *ret)
{
    struct desk_claim *wish = TAKE(call->request->arena, struct desk_claim, 1);
    wish->body = claim->body;
    wish->identity = claim->identity;
    wish->anomalies = claim->anomalies;
    if (besides) {
        wish->is_helped = besides->is_helped;
        wish->with = besides->with;
        wish->context = besides->context;
    }
    put(wish, VAULT_PERSON, claim->person);
    put(wish, VAULT_CONTACT, claim->contact);
    put(wish, VAULT_PARTNER, claim->partner);
    if (claim->body.has_account) {
        put(wish, VAULT_ACCOUNT, account_lines(claim, call->request->arena));
    }
    wish->parties = parties_of(claim, call->request->arena, &wish->parties_count);
    enum { TRIES = 4 };
    for (int i = 1;; i++) {
        uint64_t chance;
        host_random(&chance, sizeof chance);
        err e = desk_receive(&call->desk, wish, once, chance, ret);
        if (e != ERR_CONFLICT || i == TRIES) return e;
    }
}
