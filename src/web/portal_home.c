#include "web/portal_views.h"
#include "wire/paper.h"

/* Where her file stands, what is due to her and when, what waits; and her letters. */

/* ---- where it stands ---- */

static const struct {
    const char *in[LANGUAGE_COUNT];
} stages[STAGE_COUNT] = {
#define HER_STAGE(stage, fr, en) [STAGE_##stage] = {{fr, en}},
#include "web/portal.def"
};

static const struct {
    const char *in[LANGUAGE_COUNT];
} duties[DUTY_COUNT] = {
#define HER_DUTY(kind, fr, en) [DUTY_##kind] = {{fr, en}},
#include "web/portal.def"
};

/* A duty without its line would be told as nothing: each has one, if only to say that it is not
 * hers to know. */
#define HER_DUTY(kind, fr, en) +1
enum {
    DUTIES_TOLD = 0
#include "web/portal.def"
};
_Static_assert((int)DUTIES_TOLD == (int)DUTY_COUNT, "portal.def has a line for each duty");

/* What follows, the soonest first. Her own copy of a duty that is late is the day it was due. */
static void add_next(struct values *values, const struct dossier *dossier)
{
    values_list(values, "next");
    for (int i = 0; i < dossier->duties_count; i++) {
        const char *words = duties[dossier->duties[i].kind].in[values_language(values)];
        if (words[0] == '\0') continue;
        struct values *row = values_row(values, "next");
        values_string(row, "what", words);
        values_date(row, "by", dossier->duties[i].due);
        values_flag(row, "late", dossier->duties[i].late_days > 0);
    }
}

void portal_missing(struct values *values, const struct case_file *file)
{
    uint32_t missing =
        file->stages[STRAND_CLAIM] == STAGE_CLAIM_RECEIVED ? case_missing_in(file) : 0;
    values_list(values, "missing");
    for (int i = 0; i < case_missing.count; i++) {
        if (!(missing & 1u << i)) continue;
        values_string(values_row(values, "missing"), "label",
                      case_missing.words[i].in[values_language(values)]);
    }
}

static const char *payment_words(enum tongue l, const struct payment *payment)
{
    switch (payment->is) {
    case PAYMENT_GIVEN: return SAY(l, "en préparation");
    case PAYMENT_LEFT: return SAY(l, "en route vers la banque");
    case PAYMENT_ARRIVED: return SAY(l, "versé");
    case PAYMENT_BACK: return SAY(l, "revenu, la banque ne l'a pas pris");
    case PAYMENT_DROPPED: return SAY(l, "annulé avant son départ");
    case PAYMENT_LOST: return SAY(l, "pris par un autre, à refaire");
    }
    return "";
}

static void add_money(struct values *values, const struct case_file *file)
{
    enum tongue l = values_tongue(values);
    bool granted = file->stages[STRAND_CLAIM] == STAGE_CLAIM_GRANTED;
    bool complete = date_is_set(file->completed_on);
    money owed = case_owed(file);
    values_flag(values, "granted", granted);
    values_money(values, "amount", case_due(file));
    values_flag(values, "is_loan", granted && file->decision.form == FORM_LOAN);
    values_flag(values, "owed_any", granted && owed.cents > 0);
    values_money(values, "owed", owed);
    values_date(values, "pay_by",
                granted && complete && owed.cents > 0 ? case_pay_by(file) : NO_DATE);
    values_date(values, "next_part", granted ? case_next_part(file) : NO_DATE);
    values_money(values, "paid", file->paid);
    values_flag(values, "needs_account", granted && owed.cents > 0 && !case_has_safe_account(file));
    values_list(values, "payments");
    for (int i = 0; i < file->orders_count; i++) {
        struct values *row = values_row(values, "payments");
        values_money(row, "sum", file->payments[i].amount);
        values_string(row, "is", payment_words(l, &file->payments[i]));
    }
    values_date(values, "settled_on", file->settled_on);
}

static void add_debt(struct call *call, struct values *values, const struct dossier *dossier)
{
    struct debt_state debt;
    case_debt(&dossier->file, call->desk.today, portal_reasoning(call), &debt);
    struct fact rectify = {.kind = FACT_RECTIFICATION_ASKED};
    values_flag(values, "debt", debt.runs);
    values_money(values, "debt_left", debt.left);
    values_flag(values, "debt_contested", debt.contested);
    values_date(values, "rectify_until", debt.rectify_until);
    values_date(values, "debt_instalment_on", debt.instalment_on);
    values_money(values, "debt_instalment", debt.instalment);
    values_flag(values, "may_rectify", debt.runs && portal_admits(call, dossier, &rectify));
}

void portal_waiting(struct values *values, const struct dossier *dossier)
{
    const struct case_file *file = &dossier->file;
    values_list(values, "waiting");
    for (int i = 0; i < ASKED_COUNT; i++) {
        const struct change_waiting *waiting = &file->contact.waiting[i];
        if (!date_is_set(waiting->asked_on)) continue;
        const struct fact *asked = &dossier->journal.facts[waiting->place];
        bool seen = asked->body.door == DOOR_DESK || asked->body.door == DOOR_ASSOCIATION;
        struct values *row = values_row(values, "waiting");
        values_string(row, "change", case_changes.words[i].word);
        values_string(row, "what", case_changes.words[i].in[values_language(values)]);
        values_string(row, "door", case_doors.words[asked->body.door].in[values_language(values)]);
        values_integer(row, "place", waiting->place);
        values_date(row, "asked_on", waiting->asked_on);
        values_flag(row, "may_drop", !seen);
    }
}

err portal_fill_home(struct call *call, struct values *values, const struct dossier *dossier,
                     const struct form_data *typed)
{
    (void)typed;
    const struct case_file *file = &dossier->file;
    enum stage claim = file->stages[STRAND_CLAIM];
    values_text(values, "file", call_file_text(call, portal_file(call)));
    values_string(values, "stands", stages[claim].in[values_language(values)]);
    values_date(values, "received_on", file->received_on);
    values_date(values, "decided_on", file->decided_on);
    values_date(values, "helped_on", file->helped_on);
    values_string(values, "helped_by",
                  case_channels.words[file->claim.channel].in[values_language(values)]);
    values_string(values, "fund", file->fund->name);
    add_next(values, dossier);
    portal_missing(values, file);
    add_money(values, file);
    add_debt(call, values, dossier);
    portal_waiting(values, dossier);
    return ERR_OK;
}

/* ---- her letters ---- */

/* The decision, word for word as it is made on paper; her name stays in the vault. */
err portal_fill_letters(struct call *call, struct values *values, const struct dossier *dossier,
                        const struct form_data *typed)
{
    (void)typed;
    struct arena *a = call->request->arena;
    enum language l = values_language(values);
    values_list(values, "lines");
    values_flag(values, "letter", false);
    if (!desk_document_is_due(dossier, PAPER_DECISION, call->desk.today, *a)) return ERR_OK;
    struct desk_document wish = {
        .file = portal_file(call), .kind = PAPER_DECISION, .sent_by = SENT_TO_PORTAL};
    struct paper *paper = TAKE(a, struct paper, 1);
    struct paper_sheet *sheet = TAKE(a, struct paper_sheet, 1);
    err e = desk_document(&call->desk, &wish, paper);
    if (e == ERR_NOT_LAWFUL) return ERR_OK; /* held: nothing is sent */
    TRY(e);
    TRY(wire_paper_sheet(paper, PAPER_WHOLE, l, a, sheet));
    values_flag(values, "letter", true);
    values_string(values, "heading", paper_rows[PAPER_DECISION].title[l]);
    values_string(values, "basis", paper_rows[PAPER_DECISION].basis);
    values_date(values, "made_on", paper->made_on);
    for (int i = 0; i < sheet->count; i++) {
        const struct paper_said *said = &sheet->said[i];
        bool her_name =
            text_equal(said->label, text_of(paper_rows[PAPER_DECISION].lines[0].label[l]));
        if (her_name && i == 0) continue;
        struct values *line = values_row(values, "lines");
        values_flag(line, "heading_line", said->value.length == 0);
        values_text(line, "label", said->label);
        values_text(line, "value", said->value);
    }
    return ERR_OK;
}
