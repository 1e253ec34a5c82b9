#include <stdio.h>

#include "cli/cli.h"
#include "host/host.h"
#include "law/amount.h"
#include "wire/wire.h"

/* abri assess: one request, one decision. */
int assess_main(int argc, char **argv)
{
    enum { LANG, AS_TEXT, EXPLAIN, KNOWN_ON, OPTIONS };
    struct option_spec options[OPTIONS] = {{"--lang", true, NULL},
                                           {"--text", false, NULL},
                                           {"--explain", false, NULL},
                                           {"--known-on", true, NULL}};
    const char *file = "-";
    int operands = 0;
    date known_on = ALL_KNOWN;
    enum language language;
    if (options_read(argc, argv, (struct option_list){options, OPTIONS}, &file, 1, &operands) !=
            ERR_OK ||
        cli_language(options[LANG].value, &language) != ERR_OK ||
        cli_day("--known-on", options[KNOWN_ON].value, &known_on) != ERR_OK) {
        return EXIT_INPUT;
    }
    if (date_is_set(known_on) && date_compare(known_on, DATE(2023, 11, 28)) < 0) {
        fputs("abri: --known-on: expected a day on or after 2023-11-28, when the aid began\n",
              stderr);
        return EXIT_INPUT;
    }
    struct arena arena = host_arena(1 << 20);
    struct trouble trouble = {"", ""};
    text json;
    err e = host_read_file(file, WIRE_JSON_MAX, &arena, &json, &trouble);
    if (e != ERR_OK) return cli_fail(e, &trouble);
    struct request request;
    e = wire_request_read(json, &request, &trouble);
    if (e != ERR_OK) return cli_fail(e, &trouble);
    struct decision decision;
    law_assess(&request, known_on, &decision);
    if (options[EXPLAIN].value) {
        struct counterfactuals changes;
        law_counterfactuals(&request, known_on, &changes);
        return cli_print(wire_explain_text(&request, &decision, &changes, language, &arena));
    }
    return cli_print(options[AS_TEXT].value
                         ? wire_decision_text(&request, &decision, language, &arena)
                         : wire_decision_write(&decision, language, &arena));
}
