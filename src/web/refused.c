#include "web/refused.h"

#include <string.h>

static const struct {
    const char *name, *place, *error_name, *label, *advice;
} fields[] = {
#define FIELD(name, place, label, advice) {#name, place, "error_" #name, label, advice},
#include "web/office.def"
};

static const struct form_data nothing = {.count = 0};
const struct refused REFUSED_NOTHING = {200, &nothing, "", "", -1, ""};

/* The place of the field in the table, -1 for "". */
static int place_of(const char *field)
{
    for (size_t i = 0; i < LENGTH(fields); i++) {
        if (strcmp(fields[i].name, field) == 0) return (int)i;
    }
    must(field[0] == '\0');
    return -1;
}

static const char *why(enum tongue l, const char *field, err e)
{
    int place = place_of(field);
    if (place >= 0) return web_say(l, fields[place].advice);
    if (e == ERR_CONFLICT)
        return SAY(l, "Le dossier a changé entre-temps : rien n'est noté. Relisez-le, puis "
                      "recommencez.");
    if (e == ERR_NOT_LAWFUL)
        return SAY(l, "Ce n'est pas possible dans l'état du dossier : rien n'est noté.");
    return SAY(l, "Une réponse n'est pas dans la forme attendue.");
}

struct refused refused_form(const struct call *call, err e, const struct form_data *typed,
                            const char *act, const char *field)
{
    return (struct refused){status_of(e), typed, act, field, -1, why(call->tongue, field, e)};
}

const char *refused_place(const struct call *call)
{
    for (size_t i = 0; i < LENGTH(fields); i++) {
        bool is_named = fields[i].place[0] != '\0';
        if (is_named && strcmp(fields[i].place, call->desk.trouble.where) == 0)
            return fields[i].name;
    }
    return "";
}

void refused_values(struct values *values, const struct refused *refused)
{
    char room[64];
    struct writer link = WRITER(room);
    int place = place_of(refused->field);
    write_string(&link, refused->field);
    if (refused->row >= 0) write_character(&link, '_');
    if (refused->row >= 0) write_integer(&link, refused->row);
    values_string(values, "why", refused->why);
    values_flag(values, "is_field", place >= 0);
    values_text(values, "wrong_field", arena_copy(values_arena(values), writer_text(&link)));
    values_string(values, "wrong_label",
                  place >= 0 ? web_say(values_tongue(values), fields[place].label) : "");
    for (int i = 0; i < (int)LENGTH(fields); i++)
        values_string(values, fields[i].error_name, i == place ? refused->why : "");
}

bool refused_is(const struct refused *refused, const char *act)
{
    return strcmp(refused->act, act) == 0;
}

text refused_typed(const struct refused *refused, const char *act, const char *name)
{
    if (!refused_is(refused, act)) return (text){NULL, 0};
    return form_value(refused->typed, name);
}
