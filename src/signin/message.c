#include <string.h>

#include "signin/inside.h"
#include "wire/out.h"

/* What the pages ask and what they are answered, as JSON of our own: small, and read by the same
 * reader as everything that comes from elsewhere. */

static void drop(json_t **document) { wire_json_drop(document); }

static text member(const json_t *object, const char *name, struct arena *a)
{
    const json_t *value = json_object_get(object, name);
    size_t length = json_string_length(value);
    char *room = json_is_string(value) ? arena_try(a, (ptrdiff_t)length + 1) : NULL;
    if (!room) return (text){NULL, 0};
    memcpy(room, json_string_value(value), length);
    return (text){room, (ptrdiff_t)length};
}

/* ---- the asker's side ---- */

static text reply_reason(enum signin_reason reason, struct arena *a)
{
    struct writer out = wire_out_begin(a);
    write_string(&out, "{");
    write_json_integer(&out, "reason", (int64_t)reason);
    write_string(&out, "}");
    return wire_out_end(a, &out);
}

static text reply_places(const struct signin_endpoints *endpoints, struct arena *a)
{
    struct writer out = wire_out_begin(a);
    write_string(&out, "{");
    write_json_integer(&out, "reason", SIGNIN_GOOD);
    write_json_text(&out, "authorize", text_of(endpoints->authorize));
    write_json_text(&out, "end_session", text_of(endpoints->end_session));
    write_string(&out, "}");
    return wire_out_end(a, &out);
}

static text reply_person(const struct signin_person *person, struct arena *a)
{
    struct writer out = wire_out_begin(a);
    write_string(&out, "{");
    write_json_integer(&out, "reason", SIGNIN_GOOD);
    write_json_text(&out, "sub", person->sub);
    write_json_text(&out, "siret", person->siret);
    write_json_text(&out, "unit", person->unit);
    write_json_text(&out, "shown", person->shown);
    write_json_text(&out, "id_token", person->id_token);
    write_string(&out, "}");
    return wire_out_end(a, &out);
}

static text answer_person(struct signin_asker *asker, const json_t *asked, int64_t now,
                          struct arena *a)
{
    struct signin_person person;
    struct signin_return given = {member(asked, "code", a), member(asked, "nonce", a),
                                  member(asked, "verifier", a),
                                  json_integer_value(json_object_get(asked, "asked_at"))};
    enum signin_reason reason = signin_exchange(asker, &given, now, a, &person);
    return reason == SIGNIN_GOOD ? reply_person(&person, a) : reply_reason(reason, a);
}

static text answer_places(struct signin_asker *asker, int64_t now, struct arena *a)
{
    enum signin_reason reason = signin_learn(asker, now, a);
    return reason == SIGNIN_GOOD ? reply_places(&asker->endpoints, a) : reply_reason(reason, a);
}

err signin_answer(struct signin_asker *asker, int64_t now, text request, struct arena *a,
                  text *ret_reply)
{
    CLEANUP(drop) json_t *asked = NULL;
    struct trouble trouble;
    TRY(wire_json_load(request, &asked, &trouble));
    text wish = text_of(json_string_value(json_object_get(asked, "do")));
    text reply = {NULL, 0};
    if (text_equal(wish, T("places")))
        reply = answer_places(asker, now, a);
    else if (text_equal(wish, T("person")))
        reply = answer_person(asker, asked, now, a);
    else
        return ERR_BAD_INPUT;
    if (!reply.at || reply.length > SIGNIN_MESSAGE_MAX) reply = reply_reason(SIGNIN_FORM, a);
    *ret_reply = reply;
    return ERR_OK;
}

/* ---- the pages' side ---- */

static enum signin_reason ask(const struct signin_line *line, text request, struct arena *a,
                              json_t **ret)
{
    struct trouble trouble;
    size_t size = 0;
    char *room = arena_try(a, SIGNIN_MESSAGE_MAX);
    if (!room || !request.at ||
        line->call(line->context, request.at, (size_t)request.length, room, SIGNIN_MESSAGE_MAX,
                   &size) != ERR_OK)
        return SIGNIN_DOWN;
    if (wire_json_load((text){room, (ptrdiff_t)size}, ret, &trouble) != ERR_OK) return SIGNIN_DOWN;
    const json_t *reason = json_object_get(*ret, "reason");
    int64_t value = json_is_integer(reason) ? json_integer_value(reason) : -1;
    if (value < 0 || value >= SIGNIN_REASON_COUNT) return SIGNIN_DOWN;
    return (enum signin_reason)value;
}

enum signin_reason signin_ask_places(const struct signin_line *line, struct arena *a,
                                     struct signin_places *ret)
{
    CLEANUP(drop) json_t *reply = NULL;
    enum signin_reason reason = ask(line, T("{\"do\":\"places\"}"), a, &reply);
    if (reason != SIGNIN_GOOD) return reason;
    struct signin_places places = {member(reply, "authorize", a), member(reply, "end_session", a)};
    if (places.authorize.length == 0 || !places.end_session.at) return SIGNIN_DOWN;
    *ret = places;
    return SIGNIN_GOOD;
}

enum signin_reason signin_ask_person(const struct signin_line *line,
                                     const struct signin_return *given, struct arena *a,
                                     struct signin_person *ret)
{
    CLEANUP(drop) json_t *reply = NULL;
    struct writer out = wire_out_begin(a);
    write_string(&out, "{");
    write_json_word(&out, "do", "person");
    write_json_text(&out, "code", given->code);
    write_json_text(&out, "nonce", given->nonce);
    write_json_text(&out, "verifier", given->verifier);
    write_json_integer(&out, "asked_at", given->asked_at);
    write_string(&out, "}");
    text request = wire_out_end(a, &out);
    if (request.length > SIGNIN_MESSAGE_MAX) return SIGNIN_ANSWER;
    enum signin_reason reason = ask(line, request, a, &reply);
    if (reason != SIGNIN_GOOD) return reason;
    struct signin_person person = {member(reply, "sub", a), member(reply, "siret", a),
                                   member(reply, "unit", a), member(reply, "shown", a),
                                   member(reply, "id_token", a)};
    if (person.sub.length == 0 || !person.siret.at || !person.unit.at || !person.shown.at ||
        !person.id_token.at)
        return SIGNIN_DOWN;
    *ret = person;
    return SIGNIN_GOOD;
}
