#include "law/parameters.h"

#include <stdio.h>

#include "cli/cli.h"
#include "host/host.h"
#include "law/amount.h"
#include "wire/wire.h"

static void write_mils(struct writer *out, mils value)
{
    write_integer(out, value.thousandths / 1000);
    write_character(out, '.');
    bool half_cents = value.thousandths % 10 != 0;
    write_padded(out, half_cents ? value.thousandths % 1000 : value.thousandths / 10 % 100,
                 half_cents ? 3 : 2);
}

static void write_member(struct writer *out, const char *name, const char *value)
{
    write_json_string(out, text_of(name));
    write_string(out, ": ");
    write_json_string(out, text_of(value));
    write_string(out, ", ");
}

static void write_day_member(struct writer *out, const char *name, date day)
{
    char room[16];
    struct writer iso = WRITER(room);
    write_date(&iso, day);
    write_member(out, name, writer_string(&iso));
}

static void write_parameter(struct writer *out, enum parameter what, struct amount_in_force found)
{
    const struct parameter_name *name = &law_parameter_names[what];
    char room[32];
    struct writer euros = WRITER(room);
    write_mils(&euros, found.amount->value);
    write_string(out, "    {");
    write_member(out, "name", name->name);
    write_string(out, "\"value_cents\": ");
    write_integer(out, money_round_half_up(found.amount->value).cents);
    write_string(out, ", ");
    write_member(out, "euros", writer_string(&euros));
    write_day_member(out, "in_force_since", found.amount->since);
    write_day_member(out, "published_on", found.amount->published);
    write_member(out, "source", found.amount->fixed_by);
    write_member(out, "article", name->under);
    write_member(out, "label", name->fr);
    write_string(out, "\"confirmed\": ");
    write_string(out, found.amount->confidence == SURE ? "true" : "false");
    write_string(out, ", \"may_be_outdated\": ");
    write_string(out, found.may_be_outdated ? "true" : "false");
    write_string(out, "}");
}

static void write_thresholds(struct writer *out, const struct setting *setting)
{
    struct thresholds found;
    law_thresholds(setting, &found);
    write_string(out, "{\"reduction_above_cents\": [");
    for (int i = 0; i < REDUCTION_THRESHOLDS; i++) {
        if (i > 0) write_string(out, ", ");
        write_integer(out, found.reduction[i].cents);
    }
    write_string(out, "], \"loan_above_cents\": [");
    for (int i = 0; i < LOAN_THRESHOLDS; i++) {
        if (i > 0) write_string(out, ", ");
        write_integer(out, found.loan[i].cents);
    }
    write_string(out, "]}");
}

static text parameters_write(date day, date known_on, struct arena *a)
{
    ptrdiff_t size = 16384;
    struct writer out = {arena_take(a, size), 0, size, false};
    write_string(&out, "{\n  ");
    write_day_member(&out, "day", day);
    write_string(&out, "\n  \"parameters\": [");
    const char *comma = "\n";
    for (int i = 0; i < PARAMETER_COUNT; i++) {
        struct amount_in_force found = law_parameter((enum parameter)i, day, known_on);
        if (!found.amount) continue;
        write_string(&out, comma);
        write_parameter(&out, (enum parameter)i, found);
        comma = ",\n";
    }
    write_string(&out, "\n  ],\n  \"thresholds\": {");
    date since = DATE(2023, 11, 28);
    bool in_force = date_compare(day, since) >= 0 &&
                    (!date_is_set(known_on) || date_compare(known_on, since) >= 0);
    for (int i = 0; in_force && i < SMIC_REFERENCE_COUNT; i++) {
        write_string(&out, i == 0 ? "\n    " : ",\n    ");
        write_json_string(&out, text_of(law_smic_references.words[i].word));
        write_string(&out, ": ");
        struct setting setting = {
            .requested_on = day, .smic_reference = (enum smic_reference)i, .known_on = known_on};
        write_thresholds(&out, &setting);
    }
    write_string(&out, "\n  },\n  \"rules\": ");
    write_json_string(&out, text_of(law_rules_digest()));
    write_string(&out, "\n}\n");
    must(!out.full);
    return writer_text(&out);
}

int parameters_main(int argc, char **argv)
{
    enum { DAY, KNOWN_ON, OPTIONS };
    struct option_spec options[OPTIONS] = {{"--day", true, NULL}, {"--known-on", true, NULL}};
    int operands = 0;
    date day = host_day_of(host_now()), known_on = ALL_KNOWN;
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, NULL, 0, &operands) !=
            ERR_OK ||
        cli_day("--day", options[DAY].value, &day) != ERR_OK ||
        cli_day("--known-on", options[KNOWN_ON].value, &known_on) != ERR_OK) {
        return EXIT_INPUT;
    }
    struct arena arena = host_arena(1 << 16);
    return cli_print(parameters_write(day, known_on, &arena));
}
