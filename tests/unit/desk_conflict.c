#include "unit/store_fixture.h"

#include "desk/access.h"
#include "desk/conflict.h"
#include "desk/log.h"
#include "store/reads.h"
#include "store/signin.h"

/* T14, the agent who is the abuser, or knows him: what is kept from him is, to the last statement
 * of the database and the last question to the keeper, a file that is not there. T17: who asks what
 * is held of him is answered by the same words and the same work. */

#define MOMENT INT64_C(1764061200000000) /* 2025-11-25 at nine, UTC */

/* ---- what is done, counted ---- */

static sqlite3 *opened;
static int remember_connection(sqlite3 *db, char **message, const void *api)
{
    (void)message;
    (void)api;
    opened = db;
    return SQLITE_OK;
}

#define WORK_MAX 400
struct work {
    const char *statements[WORK_MAX];
    int count, questions;
};
static struct work *now_counted;

static int count_statement(unsigned kind, void *context, void *statement, void *sql)
{
    (void)kind;
    (void)context;
    (void)sql;
    struct work *work = now_counted;
    if (!work) return 0;
    assert_true(work->count < WORK_MAX);
    work->statements[work->count++] = sqlite3_sql(statement);
    return 0;
}

static struct vault_keys vault_keys;
static struct keeper_desk keeper_desk;
static struct keeper_line keeper_line;

static err carry(void *context, const void *request, size_t size, void *reply, size_t max,
                 size_t *ret_size)
{
    (void)context;
    (void)max;
    if (now_counted) now_counted->questions++;
    *ret_size = keeper_answer(&keeper_desk, MOMENT, (text){request, (ptrdiff_t)size}, reply);
    return ERR_OK;
}

/* ---- the office ---- */

static struct {
    struct place place;
    struct store *store;
    struct arena arena;
    file_number file, absent; /* in the same lane of the read log */
    int64_t reference;        /* of its order */
    int64_t batch;
} office;

static char office_room[16 << 20];

static const struct agent party = {"agent.partie", ROLE_CLERK, "CAF-59"},
                          head = {"chef.partie", ROLE_SUPERVISOR, "CAF-59"},
                          payer = {"compte.partie", ROLE_ACCOUNTANT, "CAF-59"},
                          auditor = {"audit.partie", ROLE_AUDITOR, "CAF-59"},
                          officer_in_it = {"delegue.partie", ROLE_DATA_PROTECTION_OFFICER,
                                           "CAF-59"},
                          friend = {"asso.partie", ROLE_ASSOCIATION, "ASSO-12"},
                          clerk = {"agent.exemple", ROLE_CLERK, "CAF-59"},
                          chief = {"chef.exemple", ROLE_SUPERVISOR, "CAF-59"},
                          accountant = {"compte.exemple", ROLE_ACCOUNTANT, "CAF-59"},
                          elsewhere = {"agent.ailleurs", ROLE_CLERK, "CAF-62"},
                          referent = {"referent.exemple", ROLE_REFERENT, "*"},
                          officer = {"delegue.exemple", ROLE_DATA_PROTECTION_OFFICER, "*"},
                          administrator = {"admin.exemple", ROLE_ADMINISTRATOR, "*"};

static err read_plan(text json, struct contact_plan *ret)
{
    (void)json;
    *ret = (struct contact_plan){.channel = CONTACT_PHONE, .has_value = true};
    return ERR_OK;
}

static struct desk desk_of(const struct agent *agent)
{
    office.arena = arena_over(office_room, sizeof office_room);
    return (struct desk){.store = office.store,
                         .agent = *agent,
                         .purpose = desk_ordinary_purpose(agent),
                         .today = DAY,
                         .now = MOMENT,
                         .arena = &office.arena,
                         .read_plan = read_plan};
}

static struct likeness_person him(void)
{
    return (struct likeness_person){
        .family_name = T("Fictif"), .given_names = T("Dominique"), .born_on = DATE(1985, 2, 3)};
}

static struct desk_party parties[2];

static void name_parties(void)
{
    const struct desk_party named[] = {
        {PARTY_VICTIM,
         {.family_name = T("EXEMPLE"),
          .given_names = T("Camille"),
          .born_on = DATE(1990, 1, 1),
          .lines = {T("12 rue Pasteur")},
          .lines_count = 1,
          .postcode = T("59000"),
          .city = T("Lille"),
          .phones = {T("0612345678")},
          .phones_count = 1,
          .ibans = {T("FR7699999000010000000000115")},
          .ibans_count = 1,
          .code_word = T("mimosa")}},
        {PARTY_PARTNER,
         {.family_name = T("FICTIV"), .given_names = T("Dominik"), .born_on = DATE(1985, 3, 2)}},
    };
    memcpy(parties, named, sizeof parties);
}

static file_number receive(uint64_t chance, const char *identity, const struct desk_party *who,
                           int count)
{
    struct desk desk = desk_of(&clerk);
    struct desk_claim *claim = TAKE(&office.arena, struct desk_claim, 1);
    *claim = (struct desk_claim){
        .body = claim_fact().body,
        .vault = {{VAULT_PERSON, T("{\"family_name\":\"EXEMPLE\"}")},
                  {VAULT_CONTACT, T("{\"channel\":\"phone\",\"value\":\"0612345678\"}")},
                  {VAULT_ACCOUNT, T("FR7699999000010000000000115\nEXEMPLE")}},
        .vault_count = 3,
        .identity = text_of(identity),
        .parties = who,
        .parties_count = count};
    claim->body.channel = CHANNEL_DESK;
    claim->body.consent_association = true;
    claim->body.has_account = claim->body.undertakes_reporting = true;
    claim->body.request.documents_count = 1;
    claim->body.request.documents[0] = (struct document){DOCUMENT_COMPLAINT, DAY};
    struct receipt receipt;
    assert_int_equal(desk_receive(&desk, claim, NULL, chance, &receipt), ERR_OK);
    return receipt.file;
}

static void know(const struct agent *agent, struct likeness_person who)
{
    struct desk desk = desk_of(&administrator);
    struct desk_profile profile = {text_of(agent->name), T("{}"), &who, 1};
    assert_int_equal(desk_profile(&desk, &profile), ERR_OK);
}

static void record(const struct agent *agent, enum fact_kind kind)
{
    struct desk desk = desk_of(agent);
    struct desk_fact wish = {
        .file = office.file, .expected = -1, .fact = {.kind = kind, .day = DAY}};
    err e = desk_record(&desk, &wish, NULL, NULL);
    if (e != ERR_OK) fail_msg("%d: %s: %s", (int)kind, err_meaning(e), desk.trouble.expected);
}

static void open_far(void)
{
    struct store_keys keys;
    struct trouble trouble = {"", ""};
    assert_int_equal(store_unlock(text_of(office.place.url), master, &keys, &vault_keys, &trouble),
                     ERR_OK);
    keeper_desk = (struct keeper_desk){.keeper = keeper_of_keys(&vault_keys),
                                       .may = ~0u,
                                       .openings = {.burst = 1000000, .per_second = 1000000},
                                       .blinds = {.burst = 1000000, .per_second = 1000000}};
    keeper_line = (struct keeper_line){.call = carry};
    struct keeper far = keeper_far(&keeper_line);
    assert_int_equal(
        store_open_with(text_of(office.place.url), &keys, &far, &office.store, &trouble), ERR_OK);
}

/* A claim taken, granted and ordered by others; then those who are in it become known. */
static int set_up(void **state)
{
    (void)state;
    memset(&office, 0, sizeof office);
    name_parties();
    office.place = place_make();
    open_far();
    assert_int_equal(sqlite3_trace_v2(opened, SQLITE_TRACE_STMT, count_statement, NULL), SQLITE_OK);
    office.file = receive(7, "EXEMPLE|CAMILLE|1990-01-01", parties, 2);
    for (uint64_t i = 8; office.absent.number == 0; i++) {
        file_number other = file_number_make(i * 7919);
        if (other.number % READ_LANES == office.file.number % READ_LANES) office.absent = other;
    }
    struct desk desk = desk_of(&clerk);
    assert_int_equal(desk_take(&desk, office.file), ERR_OK);
    record(&clerk, FACT_CLAIM_GRANTED);
    desk = desk_of(&accountant);
    assert_int_equal(desk_take(&desk, office.file), ERR_OK);
    record(&accountant, FACT_PAYMENT_ORDERED);
    struct dossier dossier;
    desk = desk_of(&clerk);
    assert_int_equal(desk_open(&desk, office.file, &dossier), ERR_OK);
    office.reference = dossier.file.order.reference;
    return 0;
}

static void know_all(void)
{
    static const struct agent *const all[] = {&party,   &head,          &payer,
                                              &auditor, &officer_in_it, &friend};
    for (size_t i = 0; i < LENGTH(all); i++) know(all[i], him());
}

static int tear_down(void **state)
{
    (void)state;
    store_close(office.store);
    place_remove(&office.place);
    return 0;
}

/* ---- every way to ask for a file ---- */

struct answered {
    err e;
    struct trouble trouble;
    bool touched;
};
typedef struct answered way(const struct agent *agent, file_number file);

static struct answered asked(const struct desk *desk, err e, bool touched)
{
    return (struct answered){e, desk->trouble, touched};
}

static struct answered open_it(const struct agent *agent, file_number file)
{
    struct desk desk = desk_of(agent);
    struct dossier dossier = {.journal.count = -1};
    err e = desk_open(&desk, file, &dossier);
    return asked(&desk, e, dossier.journal.count != -1);
}
static struct answered open_with_vault(const struct agent *agent, file_number file)
{
    struct desk desk = desk_of(agent);
    struct dossier dossier = {.journal.count = -1};
    struct disclosed disclosed = {0};
    err e = desk_open_with(&desk, file, 1u << VAULT_PERSON, &dossier, &disclosed);
    return asked(&desk, e, dossier.journal.count != -1 || disclosed.words[VAULT_PERSON].length > 0);
}
static struct answered disclose(const struct agent *agent, file_number file)
{
    struct desk desk = desk_of(agent);
    text words = {NULL, 0};
    err e = desk_disclose(&desk, file, VAULT_PERSON, &office.arena, &words);
    return asked(&desk, e, words.length > 0);
}
static struct answered record_it(const struct agent *agent, file_number file)
{
    struct desk desk = desk_of(agent);
    struct desk_fact wish = {
        .file = file, .expected = -1, .fact = {.kind = FACT_DECISION_NOTIFIED, .day = DAY}};
    if (agent->role == ROLE_ACCOUNTANT) wish.fact.kind = FACT_PAYMENT_ORDERED;
    return asked(&desk, desk_record(&desk, &wish, NULL, NULL), false);
}
static struct answered take_it(const struct agent *agent, file_number file)
{
    struct desk desk = desk_of(agent);
    return asked(&desk, desk_take(&desk, file), false);
}
static struct answered give_it(const struct agent *agent, file_number file)
{
    struct desk desk = desk_of(agent);
    return asked(&desk, desk_give(&desk, file, T("agent.exemple")), false);
}
static struct answered break_glass(const struct agent *agent, file_number file)
{
    struct desk desk = desk_of(agent);
    return asked(&desk, desk_break_glass(&desk, file, T("un motif d'exemple")), false);
}
static struct answered make_document(const struct agent *agent, file_number file)
{
    struct desk desk = desk_of(agent);
    struct desk_document wish = {.file = file, .kind = PAPER_AUTHOR};
    struct paper *paper = TAKE(&office.arena, struct paper, 1);
    return asked(&desk, desk_document(&desk, &wish, paper), false);
}
static struct answered received(const struct agent *agent, file_number file)
{
    struct desk desk = desk_of(agent);
    return asked(&desk, desk_received(&desk, file), false);
}
static struct answered extract(const struct agent *agent, file_number file)
{
    struct desk desk = desk_of(agent);
    struct extract found = {.children = -2};
    err e = desk_extract(&desk, file, &found);
    return asked(&desk, e, found.children != -2);
}
static struct answered readers(const struct agent *agent, file_number file)
{
    struct desk desk = desk_of(agent);
    struct reader lines[4];
    int count = 0;
    err e = desk_reads_of(&desk, file, READ_NEWEST, 4, lines, &count);
    return asked(&desk, e, count > 0);
}

static const struct {
    const char *name;
    const struct agent *agent;
    way *ask;
} ways[] = {
    {"open, clerk", &party, open_it},
    {"open, supervisor", &head, open_it},
    {"open, accountant", &payer, open_it},
    {"open, auditor", &auditor, open_it},
    {"open, officer", &officer_in_it, open_it},
    {"open with the vault", &party, open_with_vault},
    {"disclose", &party, disclose},
    {"disclose, officer", &officer_in_it, disclose},
    {"record", &party, record_it},
    {"record, accountant", &payer, record_it},
    {"take", &party, take_it},
    {"take, supervisor", &head, take_it},
    {"give", &head, give_it},
    {"break the glass", &party, break_glass},
    {"document", &party, make_document},
    {"received", &friend, received},
    {"extract", &friend, extract},
    {"readers, auditor", &auditor, readers},
    {"readers, officer", &officer_in_it, readers},
};

static struct answered do_counted(size_t i, file_number file, struct work *work)
{
    *work = (struct work){.count = 0};
    now_counted = work;
    struct answered answer = ways[i].ask(ways[i].agent, file);
    now_counted = NULL;
    return answer;
}

static void t14_a_file_kept_from_an_agent_is_one_that_is_not_there(void **state)
{
    (void)state;
    static struct work barred, absent;
    know_all();
    for (size_t i = 0; i < LENGTH(ways); i++) {
        (void)do_counted(i, office.absent, &absent); /* the hour's anchor is written once */
        struct answered none = do_counted(i, office.absent, &absent);
        struct answered kept = do_counted(i, office.file, &barred);
        if (none.e != ERR_NOT_FOUND || kept.e != ERR_NOT_FOUND || kept.touched)
            fail_msg("%s: %s, and %s when there is none", ways[i].name, err_meaning(kept.e),
                     err_meaning(none.e));
        assert_string_equal(kept.trouble.where, none.trouble.where);
        assert_string_equal(kept.trouble.expected, none.trouble.expected);
        assert_int_equal(barred.questions, absent.questions);
        assert_true(absent.count > 0);
        if (barred.count != absent.count)
            fail_msg("%s: %d statements, %d when there is none", ways[i].name, barred.count,
                     absent.count);
        for (int k = 0; k < barred.count; k++)
            assert_string_equal(barred.statements[k], absent.statements[k]);
    }
}

static void t14_others_go_on_with_the_file(void **state)
{
    (void)state;
    know_all();
    assert_int_equal(open_it(&clerk, office.file).e, ERR_OK);
    assert_int_equal(open_it(&accountant, office.file).e, ERR_OK);
    assert_int_equal(received(&clerk, office.file).e, ERR_FORBIDDEN);
}

/* ---- lists ---- */

static int queue_of(const struct agent *agent, int skip, int max, struct queued *ret)
{
    struct desk desk = desk_of(agent);
    int count = 0;
    assert_int_equal(desk_queue(&desk, &(struct queued){.due = NO_DATE}, skip, max, ret, &count),
                     ERR_OK);
    return count;
}

static void t14_the_queue_has_no_hole(void **state)
{
    (void)state;
    enum { OTHERS = 9, PAGE = 4 };
    struct queued page[64];
    for (uint64_t i = 0; i < OTHERS; i++) {
        char identity[32];
        (void)snprintf(identity, sizeof identity, "AUTRE|%d|1970-01-01", (int)i);
        (void)receive(1000 + i * 31, identity, NULL, 0);
    }
    int all = queue_of(&clerk, 0, 64, page), of_file = 0;
    for (int i = 0; i < all; i++) of_file += page[i].file.number == office.file.number;
    assert_true(of_file > 0);
    know_all();
    int seen = 0;
    for (int got = PAGE; got == PAGE; seen += got) {
        got = queue_of(&party, seen, PAGE, page);
        for (int i = 0; i < got; i++) assert_true(page[i].file.number != office.file.number);
    }
    assert_int_equal(seen, all - of_file);
    assert_int_equal(queue_of(&clerk, 0, 64, page), all);
}

static void t14_a_new_profile_sees_nothing_until_all_was_looked_through(void **state)
{
    (void)state;
    struct queued page[64];
    bool is_new = false;
    assert_true(queue_of(&party, 0, 64, page) > 0);
    assert_int_equal(store_bar(office.store, store_agent_number(office.store, text_of(party.name)),
                               NO_FILE, &is_new),
                     ERR_OK); /* the walk stopped in the middle */
    assert_int_equal(queue_of(&party, 0, 64, page), 0);
    know(&party, (struct likeness_person){.family_name = T("Autre"), .given_names = T("Personne")});
    assert_true(queue_of(&party, 0, 64, page) > 0);
}

/* ---- payments leave ---- */

static void t14_the_payment_leaves_by_another(void **state)
{
    (void)state;
    struct held held[8];
    int count = 0;
    know_all();
    struct desk desk = desk_of(&payer);
    assert_int_equal(desk_send(&desk, date_plus_days(DAY, 10)), ERR_OK);
    desk = desk_of(&payer);
    assert_int_equal(desk_held(&desk, &(int64_t){0}, held, 8, &count), ERR_OK);
    assert_int_equal(count, 0);
    desk = (struct desk){.store = office.store,
                         .console = true,
                         .today = DAY,
                         .now = MOMENT,
                         .arena = &office.arena,
                         .read_plan = read_plan};
    assert_int_equal(desk_send(&desk, date_plus_days(DAY, 10)), ERR_OK);
    assert_int_equal(desk_held(&desk, &(int64_t){0}, held, 8, &count), ERR_OK);
    assert_int_equal(count, 1);
    struct outgoing message;
    int64_t batch = held[0].batch;
    desk = desk_of(&payer);
    assert_int_equal(desk_held(&desk, &(int64_t){0}, held, 8, &count), ERR_OK);
    assert_int_equal(count, 0);
    assert_int_equal(desk_message(&desk, batch, &message), ERR_NOT_FOUND);
    desk = desk_of(&accountant);
    assert_int_equal(desk_message(&desk, batch, &message), ERR_OK);
    assert_int_equal(message.message.count, 1);
}

/* ---- whoever meets a party ---- */

static bool sees(const struct agent *agent)
{
    bool barred = false;
    struct desk desk = desk_of(agent);
    assert_int_equal(desk_barred(&desk, office.file, &barred), ERR_OK);
    return !barred;
}

static void t14_each_thing_shared_with_a_party_keeps_the_file_away(void **state)
{
    (void)state;
    const struct {
        const char *name;
        struct likeness_person who;
        bool sees;
    } rows[] = {
        {"a.b", him(), false},
        {"c.d",
         {.family_name = T("Voisin"),
          .given_names = T("Paul"),
          .lines = {T("appt 3, 12 r. Pasteur")},
          .lines_count = 1,
          .postcode = T("59000"),
          .city = T("LILLE")},
         false},
        {"e.f",
         {.family_name = T("Ami"),
          .given_names = T("Luc"),
          .phones = {T("+33 6 12 34 65 78")},
          .phones_count = 1},
         false},
        {"g.h",
         {.family_name = T("Titulaire"),
          .given_names = T("Marc"),
          .ibans = {T("FR76 9999 9000 0100 0000 0000 115")},
          .ibans_count = 1},
         false},
        {"i.j",
         {.family_name = T("Exemple"), .given_names = T("Camille"), .born_on = DATE(1961, 7, 9)},
         true},
        {"k.l",
         {.family_name = T("Passant"),
          .given_names = T("Jean"),
          .born_on = DATE(1985, 2, 3),
          .phones = {T("0698765432")},
          .phones_count = 1},
         true},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct agent agent = clerk;
        (void)snprintf(agent.name, sizeof agent.name, "%s", rows[i].name);
        know(&agent, rows[i].who);
        if (sees(&agent) != rows[i].sees) fail_msg("%s", rows[i].name);
    }
}

static void t14_a_claim_that_comes_later_meets_the_agent_too(void **state)
{
    (void)state;
    know(&party, him());
    file_number later = receive(99, "AUTRE|ANNE|1992-02-02", &parties[1], 1);
    assert_int_equal(open_it(&party, later).e, ERR_NOT_FOUND);
    bool barred = false;
    struct desk desk = desk_of(&party);
    assert_int_equal(desk_barred(&desk, later, &barred), ERR_OK);
    assert_true(barred);
}

static void t14_an_account_given_later_meets_its_holder(void **state)
{
    (void)state;
    struct likeness_person holder = {.family_name = T("Titulaire"),
                                     .given_names = T("Marc"),
                                     .ibans = {T("FR7699999123459876543210925")},
                                     .ibans_count = 1};
    know(&party, holder);
    assert_true(sees(&party));
    struct desk desk = desk_of(&clerk);
    struct vault_entry entry = {VAULT_ACCOUNT, T("FR7699999123459876543210925\nTITULAIRE")};
    assert_int_equal(store_begin(office.store), ERR_OK);
    struct desk_party party_now = {.party = PARTY_HOLDER,
                                   .person = {.ibans = {entry.words}, .ibans_count = 1}};
    party_now.person.ibans[0].length = 27;
    assert_int_equal(desk_learn(&desk, office.file, &party_now, 1), ERR_OK);
    assert_int_equal(store_commit(office.store), ERR_OK);
    assert_false(sees(&party));
}

/* ---- the referent ---- */

static int alerts_of(const struct agent *agent, struct alert ret[8])
{
    struct desk desk = desk_of(agent);
    int count = 0;
    assert_int_equal(desk_alerts(&desk, 0, 8, ret, &count), ERR_OK);
    return count;
}

static void t14_the_referent_alone_is_told_and_moves_the_file(void **state)
{
    (void)state;
    struct alert alerts[8];
    struct desk desk;
    int count = 0;
    assert_int_equal(alerts_of(&referent, alerts), 0);
    know(&party, him());
    assert_int_equal(alerts_of(&referent, alerts), 1);
    assert_int_equal(alerts[0].kind, ALERT_CONFLICT);
    assert_int_equal(alerts[0].file.number, office.file.number);
    assert_true(text_starts_with(alerts[0].words, T("agent.partie\n")));
    know(&party, him()); /* told once */
    assert_int_equal(alerts_of(&referent, alerts), 1);
    const struct agent *const others[] = {&party, &head, &clerk, &chief, &accountant, &auditor};
    for (size_t i = 0; i < LENGTH(others); i++) {
        desk = desk_of(others[i]);
        assert_int_equal(desk_alerts(&desk, 0, 8, alerts, &count), ERR_FORBIDDEN);
    }
    assert_int_equal(alerts_of(&officer, alerts), 0);

    int64_t number = 0;
    assert_int_equal(alerts_of(&referent, alerts), 1);
    number = alerts[0].number;
    desk = desk_of(&referent);
    assert_int_equal(desk_alert_settle(&desk, number + 1, ALERT_CLOSE, NULL), ERR_NOT_FOUND);
    desk = desk_of(&referent);
    assert_int_equal(desk_alert_settle(&desk, number, ALERT_MOVE, law_fund(T("CAF-59"))),
                     ERR_BAD_INPUT);
    desk = desk_of(&referent);
    assert_int_equal(desk_alert_settle(&desk, number, ALERT_MOVE, law_fund(T("CAF-62"))), ERR_OK);
    assert_int_equal(alerts_of(&referent, alerts), 0);

    /* The other fund has it, the first one nothing, and the journal does not know. */
    struct queued page[64];
    assert_int_equal(queue_of(&clerk, 0, 64, page), 0);
    assert_true(queue_of(&elsewhere, 0, 64, page) > 0);
    assert_int_equal(open_it(&clerk, office.file).e, ERR_NOT_FOUND);
    assert_int_equal(take_it(&elsewhere, office.file).e, ERR_OK);
    struct dossier dossier;
    desk = desk_of(&elsewhere);
    assert_int_equal(desk_open(&desk, office.file, &dossier), ERR_OK);
    assert_string_equal(dossier.file.fund->code, "CAF-59");
    for (int i = 0; i < dossier.journal.count; i++)
        assert_true(dossier.journal.facts[i].kind != FACT_CLAIM_TRANSMITTED);
    struct desk console = {.store = office.store,
                           .console = true,
                           .today = DAY,
                           .now = MOMENT,
                           .arena = &office.arena,
                           .read_plan = read_plan};
    struct rebuilt rebuilt;
    assert_int_equal(desk_rebuild(&console, &rebuilt), ERR_OK);
    assert_int_equal(rebuilt.different, 0);
    assert_int_equal(queue_of(&clerk, 0, 64, page), 0);
    assert_true(queue_of(&elsewhere, 0, 64, page) > 0);
}

static void t14_a_false_alarm_is_lifted_for_good(void **state)
{
    (void)state;
    struct alert alerts[8];
    know(&party, him());
    assert_false(sees(&party));
    assert_int_equal(alerts_of(&referent, alerts), 1);
    struct desk desk = desk_of(&referent);
    assert_int_equal(desk_alert_settle(&desk, alerts[0].number, ALERT_LIFT, NULL), ERR_OK);
    assert_true(sees(&party));
    know(&party, him());
    assert_true(sees(&party));
    assert_int_equal(alerts_of(&referent, alerts), 0);
}

static void t14_a_referent_is_not_told_of_himself(void **state)
{
    (void)state;
    struct alert alerts[8];
    know(&referent, him());
    assert_int_equal(alerts_of(&referent, alerts), 0);
    know(&party, him()); /* about a file that is kept from him */
    assert_int_equal(alerts_of(&referent, alerts), 0);
    struct agent other = referent;
    (void)snprintf(other.name, sizeof other.name, "autre.referent");
    assert_int_equal(alerts_of(&other, alerts), 2);
}

static void t14_a_file_given_to_an_agent_who_is_in_it_says_nothing(void **state)
{
    (void)state;
    struct alert alerts[8];
    char password[] = "une phrase d'exemple";
    assert_int_equal(store_account_add(office.store, &party, text_of(password), false), ERR_OK);
    know(&party, him());
    struct desk desk = desk_of(&chief);
    assert_int_equal(desk_give(&desk, office.file, text_of(party.name)), ERR_OK);
    assert_int_equal(alerts_of(&referent, alerts), 2);
    assert_int_equal(open_it(&party, office.file).e, ERR_NOT_FOUND);
}

static void files_of_different_persons_that_share_an_account_go_to_the_referent(void **state)
{
    (void)state;
    struct alert alerts[8];
    struct desk_party other = parties[0];
    other.person.family_name = T("AUTRE");
    other.person.given_names = T("Sacha");
    other.person.born_on = DATE(1977, 7, 7);
    (void)receive(55, "EXEMPLE|CAMILLE|1990-01-01", parties, 1); /* herself again */
    assert_int_equal(alerts_of(&referent, alerts), 0);
    file_number second = receive(56, "AUTRE|SACHA|1977-07-07", &other, 1);
    int count = alerts_of(&referent, alerts);
    assert_int_equal(count, 2); /* the account and the telephone */
    for (int i = 0; i < count; i++) {
        assert_int_equal(alerts[i].kind, ALERT_SHARED);
        assert_int_equal(alerts[i].file.number, second.number);
    }
    struct dossier dossier;
    struct desk desk = desk_of(&clerk);
    assert_int_equal(desk_open(&desk, office.file, &dossier), ERR_OK);
    assert_int_equal(dossier.file.stages[STRAND_CONTROL], STAGE_CONTROL_NONE);
}

/* ---- requests for access ---- */

static struct answered ask_access(enum capacity capacity, const struct likeness_person *who,
                                  struct work *work)
{
    struct desk_access ask = {
        .capacity = capacity, .person = *who, .words = T("ce qui me concerne")};
    struct desk desk = desk_of(&(struct agent){.role = ROLE_COUNT});
    *work = (struct work){.count = 0};
    now_counted = work;
    err e = desk_access_ask(&desk, &ask);
    now_counted = NULL;
    return asked(&desk, e, false);
}

static void t17_who_may_be_the_perpetrator_goes_to_the_referent(void **state)
{
    (void)state;
    static struct work work[5];
    struct likeness_person herself = {
        .family_name = T("Exemple"), .given_names = T("Camille"), .born_on = DATE(1990, 1, 1)};
    struct likeness_person with_code = herself, stranger = herself, he = him();
    with_code.code_word = T("Mimosa");
    stranger.family_name = T("Inconnue");
    stranger.given_names = T("Personne");
    const struct {
        enum capacity capacity;
        const struct likeness_person *who;
        bool to_referent;
    } rows[] = {
        {CAPACITY_SELF, &he, true},         /* the partner of a file */
        {CAPACITY_PARENT, &stranger, true}, /* for a child, whoever asks */
        {CAPACITY_SELF, &herself, true},    /* her name, without what proves it */
        {CAPACITY_SELF, &with_code, false}, /* herself */
        {CAPACITY_SELF, &stranger, false},  /* in no file */
    };
    struct alert alerts[8];
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct answered answer = ask_access(rows[i].capacity, rows[i].who, &work[i]);
        assert_int_equal(answer.e, ERR_OK);
        assert_int_equal(work[i].count, work[0].count); /* the same work, whoever asks */
        assert_int_equal(work[i].questions, 0);
        int before = alerts_of(&officer, alerts), referents = alerts_of(&referent, alerts);
        assert_int_equal(referents + before, (int)i + 1);
        int expected = 0;
        for (size_t k = 0; k <= i; k++) expected += rows[k].to_referent;
        assert_int_equal(referents, expected);
    }
    assert_int_equal(alerts_of(&officer, alerts), 2);
    assert_true(text_starts_with(alerts[0].words, T("PERSON CODE\n")));
    assert_true(text_starts_with(alerts[1].words, T("NOBODY\n")));
    assert_int_equal(alerts[1].file.number, 0);
    assert_int_equal(alerts_of(&referent, alerts), 3);
    assert_true(text_starts_with(alerts[0].words, T("PARTNER\n")));
    assert_int_equal(alerts[0].file.number, office.file.number);
    for (int i = 0; i < 3; i++) assert_int_equal(alerts[i].kind, ALERT_ACCESS);
}

/* ---- on disk ---- */

static void t14_the_tables_say_nothing(void **state)
{
    (void)state;
    know_all();
    sqlite3_stmt *s = NULL;
    assert_int_equal(
        sqlite3_prepare_v2(opened, "SELECT keys, length(keys) FROM party_keys", -1, &s, NULL),
        SQLITE_OK);
    int rows = 0, odd = 0, unordered = 0;
    while (sqlite3_step(s) == SQLITE_ROW) {
        rows++;
        odd += sqlite3_column_int(s, 1) % (64 * PARTY_KEY_BYTES) != 0; /* no length of a name */
        const unsigned char *keys = sqlite3_column_blob(s, 0);
        for (int i = PARTY_KEY_BYTES; i < sqlite3_column_int(s, 1); i += PARTY_KEY_BYTES)
            unordered += memcmp(keys + i - PARTY_KEY_BYTES, keys + i, PARTY_KEY_BYTES) >= 0;
    }
    sqlite3_finalize(s);
    assert_true(rows >= 2);
    assert_int_equal(odd + unordered, 0);
    static const char *const hidden[] = {"agent.partie", "Fictif", "FICTI", "Pasteur", "PASTEUR"};
    static const char *const files[] = {"", "-wal"};
    for (size_t f = 0; f < LENGTH(files); f++) {
        char path[128];
        static char bytes[8 << 20];
        (void)snprintf(path, sizeof path, "%s%s", office.place.path, files[f]);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        size_t size = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        for (size_t i = 0; i < LENGTH(hidden); i++) {
            bool in_log = i == 0; /* who read is in the read log, by name */
            if (!in_log && memmem(bytes, size, hidden[i], strlen(hidden[i])))
                fail_msg("%s in %s", hidden[i], path);
        }
    }
}

static void what_is_erased_leaves_no_party(void **state)
{
    (void)state;
    know_all();
    struct erasure why = {.reason = ERASED_REQUEST, .day = DAY};
    assert_int_equal(store_erase(office.store, office.file, &why), ERR_OK);
    static const char *const tables[] = {"party_keys", "party_marks", "barred", "alerts"};
    for (size_t i = 0; i < LENGTH(tables); i++) {
        char sql[96];
        sqlite3_stmt *s = NULL;
        (void)snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM %s", tables[i]);
        assert_int_equal(sqlite3_prepare_v2(opened, sql, -1, &s, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(s), SQLITE_ROW);
        int left = sqlite3_column_int(s, 0);
        sqlite3_finalize(s);
        if (left != 0) fail_msg("%s", tables[i]);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(t14_a_file_kept_from_an_agent_is_one_that_is_not_there),
        TEST(t14_others_go_on_with_the_file),
        TEST(t14_the_queue_has_no_hole),
        TEST(t14_a_new_profile_sees_nothing_until_all_was_looked_through),
        TEST(t14_the_payment_leaves_by_another),
        TEST(t14_each_thing_shared_with_a_party_keeps_the_file_away),
        TEST(t14_a_claim_that_comes_later_meets_the_agent_too),
        TEST(t14_an_account_given_later_meets_its_holder),
        TEST(t14_the_referent_alone_is_told_and_moves_the_file),
        TEST(t14_a_false_alarm_is_lifted_for_good),
        TEST(t14_a_referent_is_not_told_of_himself),
        TEST(t14_a_file_given_to_an_agent_who_is_in_it_says_nothing),
        TEST(files_of_different_persons_that_share_an_account_go_to_the_referent),
        TEST(t17_who_may_be_the_perpetrator_goes_to_the_referent),
        TEST(t14_the_tables_say_nothing),
        TEST(what_is_erased_leaves_no_party),
    };
    sqlite3_auto_extension((void (*)(void))remember_connection);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
