#include "wire/report.h"

#include "wire/out.h"
#include "wire/vault.h"
#include "wire/wire.h"

static const struct field professional[] = {{"name", 100, true, SHAPE_TEXT},
                                            {"number", 20, true, SHAPE_TEXT},
                                            {"phone", 30, false, SHAPE_PHONE}};
static const struct field patient[] = {{"family_name", 100, true, SHAPE_TEXT},
                                       {"given_names", 100, true, SHAPE_TEXT},
                                       {"reached_by", 200, false, SHAPE_TEXT}};
static const struct field said[] = {{"words", 4000, false, SHAPE_TEXT},
                                    {"findings", 4000, true, SHAPE_TEXT},
                                    {"hold_described", 2000, false, SHAPE_TEXT},
                                    {"agreement_not_obtained", 1000, false, SHAPE_TEXT}};

static void copy_professional(const struct json_at *at, struct writer *out)
{
    static const char *const keys[] = {"name", "number", "phone"};
    if (!wire_get_object(at, keys, LENGTH(keys))) return;
    write_key(out, "professional");
    write_character(out, '{');
    wire_copy_fields(at, professional, LENGTH(professional), out);
    write_character(out, '}');
}

static void copy_patient(const struct json_at *at, struct report_facts *facts, struct writer *out)
{
    static const char *const keys[] = {"family_name", "given_names", "born_on", "reached_by"};
    if (!wire_get_object(at, keys, LENGTH(keys))) return;
    write_key(out, "patient");
    write_character(out, '{');
    wire_copy_fields(at, patient, LENGTH(patient), out);
    struct json_at born = wire_at_needed(at, "born_on");
    wire_get_day(&born, &facts->born_on);
    write_json_day(out, "born_on", facts->born_on);
    write_character(out, '}');
}

static void copy_facts(const struct json_at *top, date today, struct report_facts *facts,
                       struct writer *out)
{
    struct json_at examined = wire_at_needed(top, "examined_on");
    wire_get_day(&examined, &facts->examined_on);
    if (date_compare(facts->examined_on, today) > 0) {
        wire_expected(&examined, "a day not after today");
    }
    struct json_at danger = wire_at(top, "danger"), hold = wire_at(top, "hold");
    wire_get_set(&danger, &facts->danger, &report_danger);
    wire_get_set(&hold, &facts->hold, &report_hold);
    struct json_at agreed = wire_at_needed(top, "agreed"), informed = wire_at(top, "informed");
    wire_get_flag(&agreed, &facts->agreed);
    wire_get_flag(&informed, &facts->informed);
    facts->agreement_sought = wire_get_field(top, &said[3]).length > 0;
    write_json_day(out, "examined_on", facts->examined_on);
    wire_copy_fields(top, said, LENGTH(said), out);
    write_json_set(out, "danger", facts->danger, &report_danger);
    write_json_set(out, "hold", facts->hold, &report_hold);
    write_json_flag(out, "agreed", facts->agreed);
    write_json_flag(out, "informed", facts->informed);
}

static err refuse(struct trouble *trouble, const char *expected)
{
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&where, "");
    write_string(&what, expected);
    writer_string(&where);
    writer_string(&what);
    return ERR_NOT_LAWFUL;
}

err wire_report_read(text json, date today, struct arena *a, struct report_in *ret,
                     struct trouble *trouble)
{
    static const char *const keys[] = {"court",       "professional",   "patient",
                                       "examined_on", "words",          "findings",
                                       "danger",      "hold",           "agreed",
                                       "informed",    "hold_described", "agreement_not_obtained"};
    static const struct field court_field = {"court", 16, true, SHAPE_TEXT};
    must(a->end - a->at >= REPORT_ROOM);
    CLEANUP(wire_json_drop) json_t *document = NULL;
    TRY(wire_json_load(json, &document, trouble));
    struct json_reader reader = {.failed = false};
    struct json_at top = wire_at_top(&reader, document);
    wire_refuse_other_keys(&top, keys, LENGTH(keys));
    text court = arena_copy(a, wire_get_field(&top, &court_field));
    struct report_facts facts = {.agreed = false};
    struct json_at who = wire_at_needed(&top, "professional"),
                   her = wire_at_needed(&top, "patient");
    struct writer out = wire_out_begin(a);
    write_character(&out, '{');
    copy_professional(&who, &out);
    copy_patient(&her, &facts, &out);
    copy_facts(&top, today, &facts, &out);
    TRY(wire_json_end(&reader, trouble));
    const char *missing = NULL;
    enum report_basis basis = report_basis(&facts, &missing);
    if (basis == REPORT_NOT_ALLOWED) return refuse(trouble, missing);
    write_json_word(&out, "basis", report_article(basis));
    write_character(&out, '}');
    text written = wire_out_end(a, &out);
    if (!written.at) return ERR_HOST;
    *ret = (struct report_in){court, written, basis};
    return ERR_OK;
}
