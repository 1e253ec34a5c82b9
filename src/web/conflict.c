#include "desk/conflict.h"

#include <string.h>

#include "web/refused.h"

/* Conflicts of interest: the lists of the referent and of the data-protection officer, who the
 * agents are, and requests for access. Calls of the interface first, then pages. */

#define ALERTS_PAGE 50

static const char *const deeds[] = {
    [ALERT_CLOSE] = "close", [ALERT_LIFT] = "lift", [ALERT_MOVE] = "move"};

static err read_deed(struct call *call, text word, enum alert_deed *ret)
{
    for (size_t i = 0; i < LENGTH(deeds); i++) {
        if (!text_equal(word, text_of(deeds[i]))) continue;
        *ret = (enum alert_deed)i;
        return ERR_OK;
    }
    return call_wrong(call, "/deed", "one of close, lift, move");
}

static err read_number(const struct call *call, int64_t *ret)
{
    return text_read_integer(call->parameter, ret) == ERR_OK ? ERR_OK : ERR_NOT_FOUND;
}

/* One more than a page holds tells that there are others. */
static struct alert *read_alerts(struct call *call, int64_t after, int *ret_count, err *ret)
{
    struct alert *alerts = TAKE(call->request->arena, struct alert, ALERTS_PAGE + 1);
    *ret = desk_alerts(&call->desk, after, ALERTS_PAGE + 1, alerts, ret_count);
    return alerts;
}

static int64_t alerts_after(const struct call *call)
{
    return query_number(call, "after", 1000000000, 0);
}

static void write_alert(struct writer *out, struct call *call, const struct alert *alert)
{
    text file = call_file_text(call, alert->file), words = alert->words;
    write_string(out, "{\"number\": ");
    write_integer(out, alert->number);
    write_string(out, ", \"kind\": ");
    write_json_string(out, text_of(store_alert_kinds.words[alert->kind].word));
    write_string(out, ", \"file\": ");
    if (file.length > 0) write_json_string(out, file);
    if (file.length == 0) write_string(out, "null");
    write_string(out, ", \"at\": \"");
    write_date(out, host_day_of(alert->at));
    write_string(out, "\", \"words\": [");
    for (const char *comma = ""; words.length > 0; comma = ", ") {
        write_string(out, comma);
        write_json_string(out, text_cut(&words, '\n'));
    }
    write_string(out, "]}");
}

void api_alerts(struct call *call)
{
    int count = 0;
    err e;
    const struct alert *alerts = read_alerts(call, alerts_after(call), &count, &e);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    bool more = count > ALERTS_PAGE;
    if (more) count = ALERTS_PAGE;
    ptrdiff_t size = 128;
    for (int i = 0; i < count; i++) size += 256 + 6 * alerts[i].words.length;
    char *room = arena_try(call->request->arena, size);
    struct writer out = {room, 0, room ? size : 0, false};
    write_string(&out, "{\"alerts\": [");
    for (int i = 0; room && i < count; i++) {
        write_string(&out, i > 0 ? ",\n" : "\n");
        write_alert(&out, call, &alerts[i]);
    }
    write_string(&out, "], \"next\": ");
    if (more) write_integer(&out, alerts[count - 1].number);
    if (!more) write_string(&out, "null");
    write_string(&out, "}\n");
    if (out.full) {
        answer_problem(call, ERR_HOST);
        return;
    }
    answer_json(call, 200, writer_text(&out));
}

/* The fund of that code; NULL for none, which desk refuses where it needs one. */
static err settle(struct call *call, text deed_word, text body)
{
    int64_t number = 0;
    enum alert_deed deed = ALERT_CLOSE;
    TRY(read_number(call, &number));
    TRY(read_deed(call, deed_word, &deed));
    return desk_alert_settle(&call->desk, number, deed, law_fund(body));
}

void api_alert(struct call *call)
{
    struct arena *a = call->request->arena;
    text deed = wire_member(call->request->body, "deed", a);
    err e = settle(call, deed, wire_member(call->request->body, "body", a));
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    char room[96];
    struct writer out = WRITER(room);
    write_string(&out, "{\"number\": ");
    write_text(&out, call->parameter);
    write_string(&out, ", \"deed\": ");
    write_json_string(&out, deed);
    write_string(&out, "}\n");
    must(!out.full);
    answer_json(call, 200, arena_copy(a, writer_text(&out)));
}

void api_profile(struct call *call)
{
    struct arena *a = call->request->arena;
    struct wire_profile *profile = TAKE(a, struct wire_profile, 1);
    err e = wire_profile_read(call->request->body, a, profile, &call->desk.trouble);
    if (e == ERR_OK) {
        struct desk_profile known = {profile->agent, call->request->body, profile->people,
                                     profile->count};
        e = desk_profile(&call->desk, &known);
    }
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    ptrdiff_t size = 64 + 6 * profile->agent.length;
    struct writer out = {arena_take(a, size), 0, size, false};
    write_string(&out, "{\"agent\": ");
    write_json_string(&out, profile->agent);
    write_string(&out, ", \"people\": ");
    write_integer(&out, profile->count);
    write_string(&out, "}\n");
    must(!out.full);
    answer_json(call, 201, writer_text(&out));
}

/* ---- requests for access ---- */

static err keep_access(struct call *call, text json)
{
    struct wire_access *access = TAKE(call->request->arena, struct wire_access, 1);
    TRY(wire_access_read(json, call->request->arena, access, &call->desk.trouble));
    int capacity = words_find(&desk_capacities, access->capacity);
    if (capacity < 0) return call_wrong(call, "/capacity", "one of self, parent, other");
    struct desk_access ask = {(enum capacity)capacity, access->person, access->reach,
                              access->words};
    return desk_access_ask(&call->desk, &ask);
}

void api_access_ask(struct call *call)
{
    err e = keep_access(call, call->request->body);
    if (e == ERR_OK) {
        answer_json(call, 202, T("{\"answer\": \"your request will be answered\"}\n"));
    } else {
        answer_problem(call, e);
    }
}

static void donnees(struct call *call, bool asked, const struct refused *refused)
{
    static const char *const fields[][2] = {{"family_name", "typed_family_name"},
                                            {"birth_name", "typed_birth_name"},
                                            {"given_names", "typed_given_names"},
                                            {"born_on", "typed_born_on"},
                                            {"code_word", "typed_code_word"},
                                            {"reach", "typed_reach"},
                                            {"words", "typed_words"}};
    struct values *values = page_values(call, SAY(call->tongue, "Vos données"));
    text capacity = form_value(refused->typed, "capacity");
    values_flag(values, "asked", asked);
    for (size_t i = 0; i < LENGTH(fields); i++)
        values_text(values, fields[i][1], form_value(refused->typed, fields[i][0]));
    bool is_child = text_equal(capacity, T("parent")), is_other = text_equal(capacity, T("other"));
    values_flag(values, "for_self", !is_child && !is_other);
    values_flag(values, "for_child", is_child);
    values_flag(values, "for_other", is_other);
    refused_values(values, refused);
    answer_page(call, refused->status, "donnees", values);
}

void page_donnees(struct call *call) { donnees(call, false, &REFUSED_NOTHING); }

/* The form as the JSON of the interface, so that there is one reading of it. */
static text access_json(struct call *call, const struct form_data *form)
{
    static const char *const names[] = {"family_name", "birth_name", "given_names"};
    static const char *const others[] = {"capacity", "code_word", "reach", "words"};
    ptrdiff_t size = 512 + 6 * call->request->body.length;
    struct writer out = {arena_take(call->request->arena, size), 0, size, false};
    write_string(&out, "{\"person\": {\"born_on\": ");
    text born_on = text_trim(form_value(form, "born_on"));
    if (born_on.length > 0) write_json_string(&out, born_on);
    if (born_on.length == 0) write_string(&out, "null");
    for (size_t i = 0; i < LENGTH(names); i++) {
        write_string(&out, ", \"");
        write_string(&out, names[i]);
        write_string(&out, "\": ");
        write_json_string(&out, form_value(form, names[i]));
    }
    write_character(&out, '}');
    for (size_t i = 0; i < LENGTH(others); i++) {
        write_string(&out, ", \"");
        write_string(&out, others[i]);
        write_string(&out, "\": ");
        write_json_string(&out, form_value(form, others[i]));
    }
    write_character(&out, '}');
    must(!out.full);
    return writer_text(&out);
}

void page_donnees_send(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    err e = wire_form_read(call->request->body, call->request->arena, form);
    if (e == ERR_OK) e = keep_access(call, access_json(call, form));
    if (e == ERR_OK) {
        donnees(call, true, &REFUSED_NOTHING);
    } else if (e == ERR_BAD_INPUT) {
        struct refused refused = refused_form(call, e, form, "", refused_place(call));
        donnees(call, false, &refused);
    } else {
        answer_error(call, e);
    }
}

/* ---- the lists ---- */

/* What was typed for an alert stays in its own form. */
static void add_typed(struct values *row, int64_t number, const struct refused *refused)
{
    bool is_own = refused->row == number;
    values_text(row, "typed_body", is_own ? form_value(refused->typed, "body") : T(""));
    values_string(row, "error_body",
                  is_own && strcmp(refused->field, "body") == 0 ? refused->why : "");
}

static const char *meaning_of(const struct call *call, text word)
{
    static const struct word_list *const lists[] = {&desk_likenesses, &desk_found_as};
    for (size_t i = 0; i < LENGTH(lists); i++) {
        int place = words_find(lists[i], word);
        if (place >= 0) return lists[i]->words[place].in[call->language];
    }
    return NULL;
}

/* What is shared, or found, named by the words of the tables: each as people say it. False for any
 * other line. */
static bool add_meanings(const struct call *call, struct values *row, text line)
{
    for (text rest = line; rest.length > 0;) {
        if (!meaning_of(call, text_cut(&rest, ' '))) return false;
    }
    while (line.length > 0) {
        struct values *one = values_row(row, "words");
        values_string(one, "label", "");
        values_string(one, "line", meaning_of(call, text_cut(&line, ' ')));
    }
    return true;
}

static void add_line(const struct call *call, struct values *row, enum alert_kind kind, text line)
{
    if (add_meanings(call, row, line)) return;
    struct values *one = values_row(row, "words");
    bool is_asked = kind == ALERT_ACCESS && line.length > 2 && line.at[1] == ' ';
    int place = is_asked ? words_find(&desk_ask_lines, (text){line.at, 1}) : -1;
    text value = place >= 0 ? (text){line.at + 2, line.length - 2} : line;
    int capacity = place >= 0 && line.at[0] == 'q' ? words_find(&desk_capacities, value) : -1;
    if (capacity >= 0) value = text_of(desk_capacities.words[capacity].in[call->language]);
    values_string(one, "label", place >= 0 ? desk_ask_lines.words[place].in[call->language] : "");
    values_text(one, "line", value);
}

static void alerts_page(struct call *call, const struct refused *refused)
{
    int count = 0;
    err e;
    /* The page of a refused one begins with it. */
    int64_t after = refused->row > 0 ? refused->row - 1 : alerts_after(call);
    const struct alert *alerts = read_alerts(call, after, &count, &e);
    if (e != ERR_OK) {
        answer_error(call, e);
        return;
    }
    struct values *values = page_values(call, SAY(call->tongue, "Bureau"));
    bool more = count > ALERTS_PAGE;
    if (more) count = ALERTS_PAGE;
    values_flag(values, "more", more);
    if (more) values_integer(values, "next", alerts[count - 1].number);
    values_list(values, "alerts");
    for (int i = 0; i < count; i++) {
        struct values *row = values_row(values, "alerts");
        text words = alerts[i].words;
        values_integer(row, "number", alerts[i].number);
        add_typed(row, alerts[i].number, refused);
        values_string(row, "kind", store_alert_kinds.words[alerts[i].kind].in[call->language]);
        values_text(row, "file", call_file_text(call, alerts[i].file));
        values_date(row, "day", host_day_of(alerts[i].at));
        values_flag(row, "may_lift", alerts[i].kind == ALERT_CONFLICT);
        values_flag(row, "may_move", alerts[i].file.number != 0);
        values_list(row, "words");
        while (words.length > 0) add_line(call, row, alerts[i].kind, text_cut(&words, '\n'));
    }
    refused_values(values, refused);
    answer_page(call, refused->status, "alertes", values);
}

void page_alertes(struct call *call) { alerts_page(call, &REFUSED_NOTHING); }

void page_alertes_act(struct call *call)
{
    struct form_data *form = TAKE(call->request->arena, struct form_data, 1);
    int64_t number = 0;
    err e = call_form(call, form);
    if (e == ERR_OK) e = read_number(call, &number);
    bool is_read = e == ERR_OK;
    if (is_read) e = settle(call, form_value(form, "deed"), text_trim(form_value(form, "body")));
    struct refused refused = refused_form(call, e, form, "", refused_place(call));
    refused.row = number;
    if (e == ERR_OK) {
        answer_redirect(call, "/bureau/alertes");
    } else if (is_read && (refused.status == 400 || refused.status == 409)) {
        alerts_page(call, &refused);
    } else {
        answer_error(call, e);
    }
}
