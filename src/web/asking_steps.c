#include "web/asking.h"

/* What she does at a question and at the summary: on, back, another language, a correction. */

/* ---- corrections ---- */

void asking_correct(struct asking *asking, enum question question)
{
    err e = question_keep(asking->form, question, asking->call->request->arena);
    must(e == ERR_OK); /* twice the fields of a question are few */
    asking_set(asking, "back", "yes");
    asking_go(asking, questions[question].word);
}

static void settle(struct asking *asking, enum question question, bool gives_back)
{
    err e = question_settle(asking->form, question, gives_back, asking->call->request->arena);
    must(e == ERR_OK); /* no more than what was kept */
}

/* ---- questions ---- */

/* What comes after a question whose answers are good. */
static void go_on(struct asking *asking, enum question from)
{
    int next = question_after(asking->form, (int)from);
    /* A document she did not have before: its photograph was never asked for. */
    bool asks_more = next == QUESTION_PAGES && !asking_has(asking, "asked");
    if (from == QUESTION_PAGES) asking_set(asking, "asked", "yes");
    bool returns = next == QUESTION_COUNT || (asking_has(asking, "back") && !asks_more);
    settle(asking, from, false);
    if (returns) asking_set(asking, "back", "");
    asking_go(asking, returns ? AT_SUMMARY : questions[next].word);
}

static void go_back(struct asking *asking, enum question from)
{
    int before = question_before(asking->form, (int)from);
    bool returns = asking_has(asking, "back");
    if (returns) settle(asking, from, true);
    if (returns) asking_set(asking, "back", "");
    asking_set(asking, "wrong", "");
    if (returns)
        asking_go(asking, AT_SUMMARY);
    else if (before >= 0)
        asking_go(asking, questions[before].word);
}

/* An account that others see: she is told once what that means, and chooses again. */
static bool must_warn(struct asking *asking)
{
    const struct form_data *form = asking->form;
    bool risks = form_value(form, "iban").length > 0 &&
                 !text_equal(form_value(form, "seen_by_others"), T("no"));
    if (!risks || asking_has(asking, "warned")) return false;
    asking_set(asking, "warned", "yes");
    return true;
}

static void check(struct asking *asking, enum question question)
{
    struct call *call = asking->call;
    const char *faults[QUESTION_FAULTS_MAX];
    int count =
        question_faults(asking->form, question, call->desk.today, *call->request->arena, faults);
    asking_set(asking, "wrong", count > 0 ? "yes" : "");
    if (count > 0) return;
    if (question == QUESTION_ACCOUNT && must_warn(asking)) return;
    go_on(asking, question);
}

static err drop_pages(struct asking *asking)
{
    asking->pages = 0;
    asking_set(asking, "asked", "");
    return store_draft_pages_drop(asking->call->desk.store, &asking->draft);
}

void asking_speak(struct asking *asking, const struct form_data *posted, text photo)
{
    text at = asking_at(asking);
    int wished = tongue_find(form_value(posted, "langue")), question = question_find(at);
    bool is_shown = question >= 0 && text_equal(form_value(posted, "etape"), at);
    err e = ERR_OK;
    if (wished >= 0) asking_set(asking, "l", tongues[wished].word);
    if (is_shown) e = question_take(asking->form, (enum question)question, posted);
    bool adds = is_shown && question == QUESTION_PAGES && photo.length > 0;
    if (e == ERR_OK && adds) e = asking_take_photo(asking, photo);
    if (e == ERR_OK) {
        asking_save_and_show(asking);
    } else {
        answer_error(asking->call, e);
    }
}

/* What was typed and what it makes of the photographs that are there. */
static err take(struct asking *asking, enum question question, const struct form_data *posted,
                text photo)
{
    bool is_pages = question == QUESTION_PAGES;
    TRY(question_take(asking->form, question, posted));
    if (is_pages && text_equal(form_value(posted, "aller"), T("retirer"))) TRY(drop_pages(asking));
    if (is_pages) TRY(asking_take_photo(asking, photo));
    bool is_without = !question_is_asked(asking->form, QUESTION_PAGES) && asking->pages > 0;
    return is_without ? drop_pages(asking) : ERR_OK;
}

void asking_answer(struct asking *asking, enum question question, const struct form_data *posted,
                   text photo)
{
    text goes = form_value(posted, "aller");
    bool goes_back = text_equal(goes, T("retour"));
    bool undoes = goes_back && asking_has(asking, "back"); /* "change nothing" takes nothing */
    err e = undoes ? ERR_OK : take(asking, question, posted, photo);
    if (e != ERR_OK) {
        answer_error(asking->call, e);
        return;
    }
    bool stays = question == QUESTION_PAGES &&
                 (asking_has(asking, "photo") || !text_equal(goes, T("suite")));
    if (goes_back)
        go_back(asking, question);
    else if (!stays)
        check(asking, question);
    asking_save_and_show(asking);
}

/* ---- the summary ---- */

void asking_summary(struct asking *asking, const struct form_data *posted)
{
    int question = question_find(form_value(posted, "aller"));
    if (question >= 0 && question_is_asked(asking->form, (enum question)question)) {
        asking_set(asking, "wrong", "");
        asking_correct(asking, (enum question)question);
        asking_save_and_show(asking);
        return;
    }
    if (!text_equal(form_value(posted, "aller"), T("envoyer"))) {
        answer_redirect(asking->call, asking_address(asking->call));
        return;
    }
    err e = asking_send(asking);
    if (e == ERR_BAD_INPUT) {
        asking_save_and_show(asking);
    } else if (e != ERR_OK) {
        answer_error(asking->call, e);
    } else {
        answer_redirect(asking->call, asking_address(asking->call));
    }
}
