#include "wire/life.h"

#include "case/duties.h"
#include "wire/out.h"
#include "wire/wire.h"

/* A file's life so that a lawyer can follow it: each fact with its article, where each strand
 * stands, the sums, what must be done next. */

void sheet_interface_word(struct sheet *sheet, const char *word)
{
    for (; *word != '\0'; word++) write_character(&sheet->out, *word == '_' ? ' ' : *word);
}

/* What French says in the tables, and English by the words of the interface. */
static void say_name(struct sheet *sheet, const char *fr, const char *word)
{
    if (sheet->language == LANGUAGE_FR) {
        write_string(&sheet->out, fr);
    } else {
        sheet_interface_word(sheet, word);
    }
}

static void say_article(struct sheet *sheet, const char *article)
{
    write_string(&sheet->out, " (");
    write_string(&sheet->out, article);
    write_character(&sheet->out, ')');
}

/* ---- what happened ---- */

/* The moment comes from a disk: one out of the calendar has no day. */
static date recorded_on(const struct life *life, const struct fact *fact)
{
    const int64_t day_length = INT64_C(86400000000);
    int64_t from = date_number(DATE(DATE_YEAR_MIN, 1, 2)) * day_length;
    int64_t until = date_number(DATE(DATE_YEAR_MAX, 12, 30)) * day_length;
    if (fact->recorded_at < from || fact->recorded_at > until) return NO_DATE;
    return life->day_of(fact->recorded_at);
}

static void fact_line(struct sheet *sheet, const struct life *life, const struct fact *fact)
{
    static const label recorded = {", enregistré le ", ", recorded on "};
    const struct fact_kind_row *row = &case_fact_kinds[fact->kind];
    write_string(&sheet->out, "  ");
    write_date(&sheet->out, fact->day);
    write_string(&sheet->out, "  ");
    say_name(sheet, row->fr, row->word);
    say_article(sheet, row->basis);
    date on = recorded_on(life, fact);
    if (date_is_set(on) && date_compare(on, fact->day) != 0) {
        sheet_say(sheet, recorded);
        write_date(&sheet->out, on);
    }
    sheet_body(sheet, fact->kind, &fact->body);
    sheet_end_line(sheet);
}

/* ---- where it stands ---- */

static void stage_lines(struct sheet *sheet, const struct life *life)
{
    const struct case_file *file = life->file;
    struct view_wish wish = {life->today, life->why};
    for (int i = 0; i < STRAND_COUNT; i++) {
        const struct stage_row *stage = &case_stages[file->stages[i]];
        write_string(&sheet->out, "  ");
        say_name(sheet, case_strands[i].fr, case_strands[i].word);
        sheet_colon(sheet);
        say_name(sheet, stage->fr, stage->word);
        sheet_end_line(sheet);
        sheet_view(sheet, (enum strand)i, file, &wish);
    }
}

static void sum_line(struct sheet *sheet, const label what, money sum)
{
    write_string(&sheet->out, "  ");
    sheet_head(sheet, what);
    sheet_money(sheet, sum);
    sheet_end_line(sheet);
}

/* A day of which the file knows nothing is not written. */
static void day_line(struct sheet *sheet, const label what, date day)
{
    if (!date_is_set(day)) return;
    write_string(&sheet->out, "  ");
    sheet_head(sheet, what);
    write_date(&sheet->out, day);
    sheet_end_line(sheet);
}

static void sum_lines(struct sheet *sheet, const struct case_file *file)
{
    static const label due = {"dû", "due"}, paid = {"versé", "paid"},
                       kept = {"versé, déduction faite des indus récupérés",
                               "paid, less overpayments recovered"},
                       owed = {"reste à verser", "still to be paid"},
                       by = {"à verser au plus tard le", "to be paid at the latest on"};
    money net = case_net_paid(file), left = case_owed(file);
    sum_line(sheet, due, case_due(file));
    sum_line(sheet, paid, file->paid);
    if (net.cents != file->paid.cents) sum_line(sheet, kept, net);
    sum_line(sheet, owed, left);
    if (left.cents > 0) day_line(sheet, by, case_pay_by(file));
}

/* ---- what must be done ---- */

static void duty_line(struct sheet *sheet, const char *before, const struct duty *duty)
{
    static const label late = {"EN RETARD ", "LATE "}, days = {" j  ", " d  "};
    const struct duty_row *row = &case_duty_rows[duty->kind];
    write_string(&sheet->out, before);
    write_date(&sheet->out, duty->due);
    write_string(&sheet->out, "  ");
    if (duty->late_days > 0) {
        sheet_say(sheet, late);
        write_integer(&sheet->out, duty->late_days);
        sheet_say(sheet, days);
    }
    write_string(&sheet->out, sheet->language == LANGUAGE_FR ? row->fr : row->en);
    say_article(sheet, row->article);
    write_string(&sheet->out, " - ");
    sheet_word(sheet, &case_duty_who, (int)row->who);
    sheet_end_line(sheet);
}

static int duty_lines(struct sheet *sheet, const char *before, const struct case_file *file,
                      date today)
{
    struct duty duties[DUTY_COUNT];
    int count = case_duties(file, today, duties);
    for (int i = 0; i < count; i++) duty_line(sheet, before, &duties[i]);
    return count;
}

text wire_duties_text(const struct case_file *file, date today, enum language language,
                      struct arena *a)
{
    struct sheet sheet = {.out = wire_out_begin(a), .language = language};
    (void)duty_lines(&sheet, "", file, today);
    return wire_out_end(a, &sheet.out);
}

text wire_life_text(const struct life *life, struct arena *a)
{
    static const label file = {"Dossier ", "File "}, on = {" au ", " on "},
                       facts = {"Faits", "Facts"},
                       stands = {"Où en est le dossier", "Where the file stands"},
                       sums = {"Sommes", "Sums"}, next = {"À faire", "To be done"},
                       nothing = {"  rien\n", "  nothing\n"};
    struct sheet sheet = {.out = wire_out_begin(a), .language = life->language};
    sheet_say(&sheet, file);
    write_file_number(&sheet.out, life->file->file);
    sheet_say(&sheet, on);
    write_date(&sheet.out, life->today);
    sheet_end_line(&sheet);
    sheet_title(&sheet, facts);
    for (int i = 0; i < life->journal->count; i++) {
        fact_line(&sheet, life, &life->journal->facts[i]);
    }
    sheet_title(&sheet, stands);
    stage_lines(&sheet, life);
    sheet_title(&sheet, sums);
    sum_lines(&sheet, life->file);
    sheet_title(&sheet, next);
    if (duty_lines(&sheet, "  ", life->file, life->today) == 0) sheet_say(&sheet, nothing);
    return wire_out_end(a, &sheet.out);
}
