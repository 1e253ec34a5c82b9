#include <string.h>

#include "host/host.h"
#include "web/asking.h"
#include "web/fields.h"
#include "web/portal.h"

/* The pages of the journey, filled. */

/* What every page of it needs. */
static struct values *page_of(struct call *call)
{
    struct values *values = page_values(call, SAY(call->tongue, "Demande"));
    values_string(values, "action", asking_address(call));
    values_flag(values, "helps", call->by_session);
    return values;
}

/* The same once there is something of hers on it: nobody there, it hides. */
static struct values *watched_page_of(struct call *call)
{
    struct values *values = page_of(call);
    _Static_assert(DRAFT_IDLE == PORTAL_IDLE, "both say it at the same moment");
    values_flag(values, "watched", true);
    return values;
}

static text number_text(struct call *call, int64_t number)
{
    char room[24];
    struct writer out = WRITER(room);
    write_integer(&out, number);
    return arena_copy(call->request->arena, writer_text(&out));
}

/* ---- the first page ---- */

static const char *reading_advice(struct call *call, int place)
{
    static const char *const ordinals[] = {"", "1", "2", "3", "4", "5", "6"};
    char room[256];
    struct writer out = WRITER(room);
    if (place == 0)
        return SAY(call->tongue, "Vérifiez les six mots et leur ordre : l'un d'eux est faux, "
                                 "manque, ou n'est pas à sa place.");
    write_string(&out, SAY(call->tongue, "Vérifiez ce mot, il n'est pas dans notre liste. Mot "
                                         "numéro :"));
    write_character(&out, ' ');
    write_string(&out, ordinals[place]);
    return arena_copy(call->request->arena, writer_text(&out)).at;
}

void asking_start_page(struct call *call, enum start_news news, int place)
{
    static const int statuses[] = {200, 403, 403, 400, 403, 429, 400, 400};
    enum tongue l = call->tongue;
    struct values *values = page_of(call);
    const char *fault = "";
    if (news == START_UNREADABLE) fault = reading_advice(call, place);
    if (news == START_WRONG)
        fault = SAY(l, "Ce code n'ouvre rien. Il a pu expirer, ou la demande est déjà envoyée.");
    text wait = news == START_WAIT ? number_text(call, place) : (text){NULL, 0};
    if (news == START_WAIT) host_answer_header(call->answer, "Retry-After", wait.at);
    values_flag(values, "over", news == START_OVER);
    values_flag(values, "lost", news == START_LOST);
    values_flag(values, "agree", news == START_AGREE);
    values_flag(values, "agree_to_go_on", news == START_AGREE_TO_GO_ON);
    values_string(values, "code_fault", fault);
    values_text(values, "wait", wait);
    answer_page(call, statuses[news], "demande", values);
}

/* ---- questions ---- */

static void add_ticks(struct values *values, const struct form_data *form)
{
    static const char *const ticks[] = {
        "never_phone",         "never_email",   "never_post",        "consent_departement",
        "consent_association", "repay_if_loan", "report_proceedings"};
    for (size_t i = 0; i < LENGTH(ticks); i++) {
        values_flag(values, ticks[i], form_value(form, ticks[i]).length > 0);
    }
    text seen = form_value(form, "seen_by_others");
    values_flag(values, "seen_by_others", text_equal(seen, T("yes")));
    values_flag(values, "seen_by_nobody", text_equal(seen, T("no")));
    static const char *const channels[] = {"phone", "email", "post", "desk", "association", "none"};
    static const char *const flags[] = {"by_phone", "by_email",       "by_post",
                                        "by_desk",  "by_association", "by_none"};
    text channel = form_value(form, "contact_channel");
    for (size_t i = 0; i < LENGTH(channels); i++) {
        values_flag(values, flags[i], text_equal(channel, text_of(channels[i])));
    }
}

static struct values *answers_of(struct asking *asking)
{
    struct values *values = watched_page_of(asking->call);
    const struct trouble none = {0};
    form_values(values, asking->form, &none);
    add_ticks(values, asking->form);
    values_text(values, "at", asking_at(asking));
    values_flag(values, "correcting", asking_has(asking, "back"));
    values_flag(values, "has_code", asking->draft.has_code);
    values_flag(values, "has_document", form_value(asking->form, "document_kind").length > 0);
    values_flag(values, "has_account", form_value(asking->form, "iban").length > 0);
    values_integer(values, "pages", asking->pages);
    values_flag(values, "has_pages", asking->pages > 0);
    values_flag(values, "may_add", asking->pages < DRAFT_PAGES_MAX);
    return values;
}

static void show_question(struct asking *asking, enum question question)
{
    struct call *call = asking->call;
    struct values *values = answers_of(asking);
    const char *faults[QUESTION_FAULTS_MAX];
    int count = 0;
    if (asking_has(asking, "wrong"))
        count = question_faults(asking->form, question, call->desk.today, *call->request->arena,
                                faults);
    for (int i = 0; i < count; i++) form_fault(values, faults[i], NULL);
    text photo = form_value(asking->form, "photo");
    bool refused = question == QUESTION_PAGES && photo.length > 0;
    bool warned = question == QUESTION_ACCOUNT && asking_has(asking, "warned") &&
                  !text_equal(form_value(asking->form, "seen_by_others"), T("no"));
    values_flag(values, "refused", refused && text_equal(photo, T("refused")));
    values_flag(values, "too_many", refused && text_equal(photo, T("many")));
    values_flag(values, "warned", warned);
    values_flag(values, "sends_files", question == QUESTION_PAGES);
    values_string(values, "language_form", "etape");
    values_string(values, "question", web_say(call->tongue, questions[question].title));
    values_integer(values, "place", question_place(asking->form, question));
    values_integer(values, "count", question_count(asking->form));
    values_flag(values, "is_first", question_before(asking->form, (int)question) < 0);
    char room[40];
    struct writer page = WRITER(room);
    write_string(&page, "etape_");
    write_string(&page, questions[question].word);
    answer_page(call, count > 0 || refused ? 400 : 200, writer_string(&page), values);
}

/* ---- the code ---- */

static void show_code(struct asking *asking, bool shown)
{
    struct values *values = watched_page_of(asking->call);
    values_text(values, "at", asking_at(asking));
    values_list(values, "words");
    text left = form_value(asking->form, "code");
    while (left.length > 0) values_text(values_row(values, "words"), "word", text_cut(&left, ' '));
    answer_page(asking->call, 200, shown ? "reprise_montre" : "reprise", values);
}

/* ---- the receipt ---- */

static date day_of(const struct asking *asking, const char *name)
{
    date day = NO_DATE;
    return date_read(form_value(asking->form, name), &day) == ERR_OK ? day : NO_DATE;
}

static int64_t number_of(const struct asking *asking, const char *name)
{
    int64_t number = 0;
    return text_read_integer(form_value(asking->form, name), &number) == ERR_OK ? number : 0;
}

/* Her number, in groups; to the police the number by which they alone know the file. */
static text number_to_show(struct call *call, file_number file)
{
    char room[32];
    struct writer out = WRITER(room);
    if (call->by_session && desk_may_bring(&call->desk.agent, CHANNEL_POLICE)) {
        struct paper_alias alias = {store_alias(call->desk.store,
                                                text_of(paper_rows[PAPER_POLICE].word),
                                                text_of(call->desk.agent.body), file)};
        write_paper_alias(&out, alias);
    } else {
        write_file_number(&out, file);
    }
    return arena_copy(call->request->arena, writer_text(&out));
}

static void show_receipt(struct asking *asking)
{
    struct call *call = asking->call;
    struct values *values = watched_page_of(call);
    const struct fund *fund = law_fund(form_value(asking->form, "fund"));
    int64_t missing = number_of(asking, "missing");
    values_text(values, "file", number_to_show(call, (file_number){number_of(asking, "file")}));
    values_date(values, "received_on", day_of(asking, "received_on"));
    values_date(values, "pay_by", day_of(asking, "pay_by"));
    values_string(values, "fund", fund ? fund->name : "");
    values_string(values, "ticket", "");
    if (!call->by_session) portal_offer(call, values, (file_number){number_of(asking, "file")});
    values_list(values, "missing");
    for (int i = 0; i < case_missing.count; i++) {
        if (!(missing & INT64_C(1) << i)) continue;
        values_string(values_row(values, "missing"), "label",
                      case_missing.words[i].in[call->language]);
    }
    answer_page(call, 200, "recu", values);
}

/* Read again, days and money are as she will read them elsewhere; what is none stays as typed. */
static void show_summary(struct asking *asking)
{
    static const char *const days[] = {"born_on", "document_dated", "partner_born_on"};
    const struct form_data *form = asking->form;
    struct values *values = answers_of(asking);
    int64_t cents = 0;
    for (size_t i = 0; i < LENGTH(days); i++) {
        date day = day_of(asking, days[i]);
        if (date_is_set(day)) values_date(values, days[i], day);
    }
    if (euros_read(text_trim(form_value(form, "resources")), &cents) == ERR_OK)
        values_money(values, "resources", (money){cents});
    values_flag(values, "never_any",
                form_value(form, "never_phone").length + form_value(form, "never_email").length +
                        form_value(form, "never_post").length >
                    0);
    answer_page(asking->call, 200, "relire", values);
}

void asking_show(struct asking *asking)
{
    text at = asking_at(asking);
    int question = question_find(at);
    if (question >= 0) {
        show_question(asking, (enum question)question);
    } else if (text_equal(at, T(AT_SUMMARY))) {
        show_summary(asking);
    } else if (text_equal(at, T(AT_RECEIPT))) {
        show_receipt(asking);
    } else {
        show_code(asking, text_equal(at, T(AT_SHOWN)));
    }
}
