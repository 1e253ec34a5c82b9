#include "case/duties.h"
#include "wire/body.h"
#include "wire/out.h"
#include "wire/wire.h"

/* "2025-11-25T09:30:00.000000Z". The moment comes from a disk: one out of the calendar is null. */
static void write_json_moment(struct writer *out, const char *key, int64_t moment)
{
    const int64_t day_length = INT64_C(86400000000);
    int64_t day = moment / day_length, of_day = moment % day_length;
    if (of_day < 0) {
        of_day += day_length;
        day--;
    }
    if (day < date_number(DATE(DATE_YEAR_MIN, 1, 1)) ||
        day > date_number(DATE(DATE_YEAR_MAX, 12, 31))) {
        write_json_null(out, key);
        return;
    }
    write_key(out, key);
    write_character(out, '"');
    write_date(out, date_from_number((int32_t)day));
    write_character(out, 'T');
    write_padded(out, of_day / INT64_C(3600000000), 2);
    write_character(out, ':');
    write_padded(out, of_day / 60000000 % 60, 2);
    write_character(out, ':');
    write_padded(out, of_day / 1000000 % 60, 2);
    write_character(out, '.');
    write_padded(out, of_day % 1000000, 6);
    write_string(out, "Z\"");
}

static void write_stages(struct writer *out, const struct case_file *file)
{
    write_key(out, "stages");
    write_character(out, '{');
    for (int i = 0; i < STRAND_COUNT; i++) {
        write_json_word(out, case_strands[i].word, case_stages[file->stages[i]].word);
    }
    write_character(out, '}');
}

static bool is_alive(const struct case_file *file)
{
    enum stage claim = file->stages[STRAND_CLAIM];
    return claim == STAGE_CLAIM_RECEIVED || claim == STAGE_CLAIM_COMPLETE ||
           claim == STAGE_CLAIM_GRANTED;
}

static date pay_by(const struct case_file *file)
{
    if (!is_alive(file) || !date_is_set(file->completed_on)) return NO_DATE;
    return law_pay_by(file->fund, file->claim.request.beneficiary_of, file->completed_on);
}

static date rights_until(const struct case_file *file)
{
    if (!date_is_set(file->first_payment_on)) return NO_DATE;
    return law_rights_end(file->first_payment_on);
}

static void write_derived(struct writer *out, const struct case_file *file)
{
    bool granted = file->stages[STRAND_CLAIM] == STAGE_CLAIM_GRANTED;
    write_json_day(out, "received_on", file->received_on);
    write_json_day(out, "completed_on", file->completed_on);
    write_json_day(out, "decided_on", file->decided_on);
    if (granted) {
        write_json_integer(out, "amount_cents", file->decision.amount.cents);
        write_json_word(out, "form", law_forms.words[file->decision.form].word);
    } else {
        write_json_null(out, "amount_cents");
        write_json_null(out, "form");
    }
    write_json_day(out, "pay_by", pay_by(file));
    write_json_integer(out, "paid_cents", file->paid.cents);
    write_json_day(out, "rights_until", rights_until(file));
    write_json_fund(out, "fund", file->fund);
    write_json_set(out, "missing", is_alive(file) ? case_missing_in(file) : 0, &case_missing);
}

static void write_duties(struct writer *out, const struct case_file *file, date today,
                         enum language language)
{
    struct duty duties[DUTY_COUNT];
    int count = case_duties(file, today, duties);
    write_key(out, "duties");
    write_character(out, '[');
    for (int i = 0; i < count; i++) {
        const struct duty_row *row = &case_duty_rows[duties[i].kind];
        write_comma(out);
        write_character(out, '{');
        write_json_word(out, "kind", row->word);
        write_json_day(out, "due", duties[i].due);
        write_json_integer(out, "late_days", duties[i].late_days);
        write_json_word(out, "who", case_duty_who.words[row->who].word);
        write_json_word(out, "article", row->article);
        write_json_word(out, "text", language == LANGUAGE_FR ? row->fr : row->en);
        write_character(out, '}');
    }
    write_character(out, ']');
}

static void write_facts(struct writer *out, const struct journal *journal)
{
    write_key(out, "facts");
    write_character(out, '[');
    for (int i = 0; i < journal->count; i++) {
        const struct fact *fact = &journal->facts[i];
        write_comma(out);
        write_character(out, '{');
        write_json_integer(out, "place", i);
        write_json_word(out, "kind", case_fact_kinds[fact->kind].word);
        write_json_day(out, "day", fact->day);
        write_json_moment(out, "recorded_at", fact->recorded_at);
        write_json_word(out, "actor", fact->actor);
        write_json_body(out, "body", fact->kind, &fact->body);
        write_character(out, '}');
    }
    write_character(out, ']');
}

text wire_file_write(const struct case_file *file, const struct journal *journal, date today,
                     enum language language, struct arena *a)
{
    struct writer out = wire_out_begin(a);
    char room[24];
    struct writer number = WRITER(room);
    write_file_number(&number, file->file);
    write_character(&out, '{');
    write_json_text(&out, "file", writer_text(&number));
    write_stages(&out, file);
    write_derived(&out, file);
    write_duties(&out, file, today, language);
    write_facts(&out, journal);
    write_character(&out, '}');
    return wire_out_end(a, &out);
}
