/* Every plan, message, way, day, agreement and hold: what the gate lets through is inside what she
 * allowed, read a second time here; and its words say nothing. */
#include "tests/facts.h"
#include "tests/test.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const date said = {2025, 11, 24};

/* One case of all. */
struct wish {
    const struct contact_plan *plan;
    enum message message;
    enum sending by;
    int days; /* after she said it */
    bool departement, association;
    enum stage hold;
};

static bool is_a_doubt(enum stage hold)
{
    return hold == STAGE_HOLD_HELD || hold == STAGE_HOLD_REJECTED;
}

/* A channel she did not name, or rules out, is never used. */
static bool by_her_channel(const struct wish *w, enum contact_channel channel)
{
    return w->plan && w->plan->channel == channel && (w->plan->never >> channel & 1) == 0;
}

/* What she allowed. The account of these files is safe. */
static bool is_allowed(const struct wish *w)
{
    bool to_bank = w->message == MESSAGE_ORDER || w->message == MESSAGE_TRANSFER;
    bool recent = w->days >= 0 && w->days <= 29;
    if (to_bank) return !is_a_doubt(w->hold);
    if (w->message == MESSAGE_DEPARTEMENT) {
        return !is_a_doubt(w->hold) && w->plan && w->plan->channel != CONTACT_NONE &&
               w->departement;
    }
    if (w->message == MESSAGE_ASSOCIATION) {
        return !is_a_doubt(w->hold) && w->plan && w->plan->channel != CONTACT_NONE &&
               (w->plan->never >> CONTACT_ASSOCIATION & 1) == 0 && w->association;
    }
    if (w->by == SENT_IN_PERSON) return true;
    if (is_a_doubt(w->hold)) return false;
    if (w->by == SENT_TO_PORTAL) return true;
    if (w->by == SENT_BY_PHONE)
        return by_her_channel(w, CONTACT_PHONE) && w->plan->has_value && recent;
    if (w->by == SENT_BY_EMAIL)
        return by_her_channel(w, CONTACT_EMAIL) && w->plan->has_value && recent;
    if (w->by == SENT_BY_POST) return by_her_channel(w, CONTACT_POST) && w->plan->has_value;
    return by_her_channel(w, CONTACT_ASSOCIATION) && w->association;
}

static struct case_file file;
static int64_t asked, sent;

static void try(const struct wish *w)
{
    bool goes = case_may_send(&file, w->plan, w->message, w->by, date_plus_days(said, w->days));
    asked++;
    sent += goes;
    if (goes != is_allowed(w)) {
        fail_msg("message %d by %d after %d days, plan %d, hold %d: %s", (int)w->message,
                 (int)w->by, w->days, w->plan ? (int)w->plan->channel : -1, (int)w->hold,
                 goes ? "sent" : "not sent");
    }
}

static void try_each_way(struct wish w)
{
    for (int m = 0; m < MESSAGE_COUNT; m++) {
        for (int by = 0; by < SENDING_COUNT; by++) {
            w.message = (enum message)m;
            w.by = (enum sending)by;
            try(&w);
        }
    }
}

static void try_each_file(struct wish w)
{
    static const enum stage holds[] = {STAGE_HOLD_NONE, STAGE_HOLD_HELD, STAGE_HOLD_RELEASED,
                                       STAGE_HOLD_REJECTED};
    for (int i = 0; i < 16; i++) {
        w.hold = holds[i / 4];
        w.departement = i & 1;
        w.association = i & 2;
        file.stages[STRAND_HOLD] = w.hold;
        file.claim.consent_departement = w.departement;
        file.claim.consent_association = w.association;
        try_each_way(w);
    }
}

static void t05_what_is_sent_is_inside_what_she_allowed(void **state)
{
    (void)state;
    static const int days[] = {-400, -1, 0, 1, 28, 29, 30, 31, 400};
    file = case_empty((file_number){482109375516});
    struct fact claim = fact_of(FACT_CLAIM_RECEIVED, said);
    claim.body = claim_body(said, "59");
    assert_int_equal(record(&file, claim), ERR_OK);
    for (size_t d = 0; d < LENGTH(days); d++) {
        try_each_file((struct wish){.plan = NULL, .days = days[d]});
        for (int i = 0; i < CONTACT_CHANNEL_COUNT * 128; i++) {
            struct contact_plan plan = {.channel = (enum contact_channel)(i / 128),
                                        .never = (uint32_t)(i / 2 % 64),
                                        .has_value = i % 2 == 1};
            try_each_file((struct wish){.plan = &plan, .days = days[d]});
        }
    }
    print_message("%lld asked, %lld let through\n", (long long)asked, (long long)sent);
    assert_true(sent > 0 && sent < asked);
    assert_int_equal(asked, (int64_t)LENGTH(days) * 769 * 16 * MESSAGE_COUNT * SENDING_COUNT);
}

/* Small letters, accents dropped as far as these sentences have them. */
static void plain(const char *from, char *to, size_t room)
{
    size_t length = 0;
    for (; *from != '\0' && length + 1 < room; from++) to[length++] = (char)tolower(*from);
    to[length] = '\0';
}

static void t05_the_words_say_nothing(void **state)
{
    FILE *list = fopen(*state, "r");
    assert_non_null(list);
    char line[128], words[LANGUAGE_COUNT][256];
    int count = 0;
    for (int l = 0; l < LANGUAGE_COUNT; l++) {
        plain(case_message_words((enum language)l), words[l], sizeof words[l]);
        assert_true(strlen(words[l]) > 0);
        for (const char *c = words[l]; *c != '\0'; c++) assert_false(isdigit((unsigned char)*c));
    }
    while (fgets(line, sizeof line, list)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || line[0] == '\0') continue;
        count++;
        for (int l = 0; l < LANGUAGE_COUNT; l++) {
            if (strstr(words[l], line)) fail_msg("%s says %s", words[l], line);
        }
    }
    fclose(list);
    assert_true(count > 40);
}

int main(int count, char **arguments)
{
    assert_int_equal(count, 2);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t05_what_is_sent_is_inside_what_she_allowed),
        cmocka_unit_test_prestate(t05_the_words_say_nothing, arguments[1]),
    };
    return cmocka_run_group_tests_name("gate", tests, NULL, NULL);
}
