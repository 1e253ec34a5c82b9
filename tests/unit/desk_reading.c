#include "unit/store_fixture.h"

#include "desk/desk.h"
#include "store/access.h"
#include "store/reads.h"

/* T13, the curious insider: no case is read without an entry of the read log. */

#define NOW (INT64_C(1764061200) * 1000000) /* 2025-11-25 at nine, UTC */

static sqlite3 *opened;
static int remember_connection(sqlite3 *db, char **message, const void *api)
{
    (void)message;
    (void)api;
    opened = db;
    return SQLITE_OK;
}

static struct {
    struct place place;
    struct store *store;
    file_number file;
    int64_t reference; /* of its order */
    struct arena arena;
    int expected; /* facts in the file */
} office;

static const struct agent clerk = {"agent.exemple", ROLE_CLERK, "CAF-59"},
                          accountant = {"compte.exemple", ROLE_ACCOUNTANT, "CAF-59"},
                          stranger = {"autre.exemple", ROLE_CLERK, "CAF-13"};

static struct desk desk_of(const struct agent *agent)
{
    office.arena = new_arena();
    return (struct desk){.store = office.store,
                         .agent = *agent,
                         .purpose = desk_ordinary_purpose(agent),
                         .today = DAY,
                         .now = NOW,
                         .arena = &office.arena};
}

static struct desk_fact wish_of(enum fact_kind kind)
{
    return (struct desk_fact){
        .file = office.file, .expected = -1, .fact = {.kind = kind, .day = DAY}};
}

static void record(const struct agent *agent, enum fact_kind kind)
{
    struct desk desk = desk_of(agent);
    struct desk_fact wish = wish_of(kind);
    err e = desk_record(&desk, &wish, NULL, NULL);
    if (e != ERR_OK) fail_msg("%d: %s: %s", (int)kind, err_meaning(e), desk.trouble.expected);
}

static int number_from(const char *sql)
{
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_prepare_v2(opened, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    int number = sqlite3_column_int(s, 0);
    sqlite3_finalize(s);
    return number;
}
static int entries(void) { return number_from("SELECT COUNT(*) FROM reads"); }

/* A claim that was granted and ordered, to be paid to an account of its vault. */
static int set_up(void **state)
{
    (void)state;
    office.place = place_make();
    office.store = open_url(office.place.url);
    struct desk desk = desk_of(&clerk);
    struct desk_claim claim = {
        .body = claim_fact().body,
        .vault = {{VAULT_PERSON, T("{\"family_name\":\"EXEMPLE\"}")},
                  {VAULT_CONTACT, T("{\"channel\":\"desk\"}")},
                  {VAULT_ACCOUNT, T("FR7699999000010000000000115\nEXEMPLE")}},
        .vault_count = 3,
        .identity = T("exemple|camille|1990-01-01")};
    claim.body.channel = CHANNEL_DESK;
    claim.body.has_account = true;
    claim.body.undertakes_reporting = true;
    claim.body.request.documents_count = 1;
    claim.body.request.documents[0] = (struct document){DOCUMENT_COMPLAINT, DAY};
    struct receipt receipt;
    assert_int_equal(desk_receive(&desk, &claim, NULL, 7, &receipt), ERR_OK);
    assert_int_equal(entries(), 0); /* she is not read, she is written */
    office.file = receipt.file;
    assert_int_equal(
        store_assign(office.store, office.file, POST_OFFICE, &clerk, T("chef.exemple"), NOW),
        ERR_OK);
    assert_int_equal(
        store_assign(office.store, office.file, POST_PAYMENTS, &accountant, T("chef.exemple"), NOW),
        ERR_OK);
    record(&clerk, FACT_CLAIM_GRANTED);
    record(&accountant, FACT_PAYMENT_ORDERED);
    struct dossier dossier;
    desk = desk_of(&clerk);
    assert_int_equal(desk_open(&desk, office.file, &dossier), ERR_OK);
    office.reference = dossier.file.order.reference;
    office.expected = dossier.journal.count;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(office.store);
    place_remove(&office.place);
    return 0;
}

/* ---- every way to read a case ---- */

/* What a way gives back: `touched` when anything of it came out. */
struct got {
    err e;
    bool touched;
};

static struct got open_file(void)
{
    struct desk desk = desk_of(&clerk);
    struct dossier dossier = {.journal.count = -1};
    err e = desk_open(&desk, office.file, &dossier);
    return (struct got){e, dossier.journal.count != -1};
}

static struct got open_with_vault(void)
{
    struct desk desk = desk_of(&clerk);
    struct dossier dossier = {.journal.count = -1};
    struct disclosed disclosed = {0};
    err e = desk_open_with(&desk, office.file, 1u << VAULT_PERSON | 1u << VAULT_ACCOUNT, &dossier,
                           &disclosed);
    bool vault = disclosed.words[VAULT_PERSON].length + disclosed.words[VAULT_ACCOUNT].length > 0;
    return (struct got){e, vault || dossier.journal.count != -1};
}

static struct got disclose(void)
{
    struct desk desk = desk_of(&clerk);
    text words = {NULL, 0};
    err e = desk_disclose(&desk, office.file, VAULT_CONTACT, &office.arena, &words);
    return (struct got){e, words.length > 0};
}

static struct got record_fact(void)
{
    struct desk desk = desk_of(&clerk);
    struct desk_fact wish = wish_of(FACT_DECISION_NOTIFIED);
    wish.has_body = true; /* handed to her */
    struct dossier dossier = {.journal.count = -1};
    err e = desk_record(&desk, &wish, NULL, &dossier);
    return (struct got){e, dossier.journal.count != -1};
}

static struct got list_queue(void)
{
    struct desk desk = desk_of(&clerk);
    struct queued queued[4];
    int count = -1;
    err e = desk_queue(&desk, &(struct queued){.due = NO_DATE}, 0, 4, queued, &count);
    return (struct got){e, count != -1};
}

static struct got send_orders(void)
{
    struct desk desk = desk_of(&accountant);
    err e = desk_send(&desk, date_plus_days(DAY, 9));
    return (struct got){e, number_from("SELECT COUNT(*) FROM orders WHERE batch > 0") > 0};
}

static struct got list_held(void)
{
    struct desk desk = desk_of(&accountant);
    struct held held[4];
    int count = -1;
    err e = desk_held(&desk, &(int64_t){0}, held, 4, &count);
    return (struct got){e, count != -1};
}

static int64_t batch(void)
{
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_prepare_v2(opened, "SELECT batch FROM orders", -1, &s, NULL), 0);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return number;
}

static struct got write_message(void)
{
    struct desk desk = desk_of(&accountant);
    struct outgoing one = {0};
    err e = desk_message(&desk, batch(), &one);
    return (struct got){e, one.fund != NULL || one.message.count > 0};
}

static struct got list_batch(void)
{
    struct desk desk = desk_of(&accountant);
    struct batched orders[4];
    int count = -1;
    err e = desk_batch(&desk, batch(), orders, 4, &count);
    return (struct got){e, count != -1};
}

static struct got take_news(void)
{
    struct desk desk = desk_of(&accountant);
    struct bank_news news = {.reference = office.reference, .settled = true, .day = DAY};
    int facts = number_from("SELECT COUNT(*) FROM journal");
    bool is_new = false;
    err e = desk_bank_news(&desk, &news, &is_new);
    return (struct got){e, is_new || number_from("SELECT COUNT(*) FROM journal") != facts};
}

static struct got rebuild(void)
{
    struct desk desk = desk_of(&clerk);
    struct rebuilt rebuilt = {.files = -1};
    desk.console = true;
    err e = desk_rebuild(&desk, &rebuilt);
    return (struct got){e, rebuilt.files != -1};
}

/* Each time something is to be looked at. */
static struct got nightly(void)
{
    struct desk desk = desk_of(&clerk);
    struct night night = {.looked = -1};
    desk.console = true;
    /* It was, by the time nothing can be committed. */
    (void)sqlite3_exec(opened, "UPDATE summaries SET turns_on = 20231128", NULL, NULL, NULL);
    err e = desk_nightly(&desk, desk.today, NULL, NULL, &night);
    return (struct got){e, night.looked != -1};
}

/* In an order in which each finds something to read. */
static const struct way {
    const char *name;
    struct got (*read)(void);
    int entries;      /* that one reading writes */
    const char *what; /* among them */
} ways[] = {
    {"open", open_file, 1, "file_opened"},
    {"open with vault", open_with_vault, 1, "file_opened"},
    {"disclose", disclose, 1, "vault_opened"},
    {"record", record_fact, 1, "fact_recorded"},
    {"queue", list_queue, 1, "queue_listed"},
    {"send", send_orders, 2, "order_sent"}, /* the run, and the one order it sends */
    {"held", list_held, 1, "payments_listed"},
    {"message", write_message, 2, "account_paid"}, /* the message, and the one account in it */
    {"batch", list_batch, 1, "payments_listed"},
    {"news", take_news, 1, "bank_answer_taken"},
    {"rebuild", rebuild, 1, "files_rebuilt"},
    {"nightly", nightly, 1, "duties_looked_at"},
};

static void inject(const char *sql)
{
    assert_int_equal(sqlite3_exec(opened, sql, NULL, NULL, NULL), SQLITE_OK);
}

static int refuse_commit(void *context)
{
    (void)context;
    return 1;
}

static void t13_nothing_is_read_when_its_entry_cannot_be_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(ways); i++) {
        int before = entries();
        inject("CREATE TRIGGER broken BEFORE INSERT ON reads BEGIN SELECT RAISE(ABORT, 'no'); END");
        struct got got = ways[i].read();
        if (got.e == ERR_OK || got.touched) fail_msg("%s was read without an entry", ways[i].name);
        inject("DROP TRIGGER broken");
        inject("CREATE TRIGGER broken BEFORE UPDATE ON lanes WHEN new.length > old.length BEGIN"
               " SELECT RAISE(ABORT, 'no'); END");
        got = ways[i].read();
        if (got.e == ERR_OK || got.touched) fail_msg("%s was read without an end", ways[i].name);
        inject("DROP TRIGGER broken");
        (void)sqlite3_commit_hook(opened, refuse_commit, NULL);
        got = ways[i].read();
        (void)sqlite3_commit_hook(opened, NULL, NULL);
        if (got.e == ERR_OK || got.touched) fail_msg("%s was read and not kept", ways[i].name);
        assert_int_equal(entries(), before);
        got = ways[i].read(); /* so that the next finds something */
        if (got.e != ERR_OK || !got.touched) fail_msg("%s: %s", ways[i].name, err_meaning(got.e));
    }
}

static void t13_every_way_to_read_writes_its_entry(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(ways); i++) {
        char sql[160];
        (void)snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM reads WHERE what = '%s'",
                       ways[i].what);
        int before = entries(), such = number_from(sql);
        struct got got = ways[i].read();
        if (got.e != ERR_OK || !got.touched) fail_msg("%s: %s", ways[i].name, err_meaning(got.e));
        if (entries() != before + ways[i].entries)
            fail_msg("%s: %d entries", ways[i].name, entries() - before);
        assert_int_equal(number_from(sql), such + 1);
    }
}

static void an_entry_says_who_and_what(void **state)
{
    (void)state;
    struct read_filter of_file = {.file = office.file};
    struct read_line line;
    int count = 0;
    (void)open_with_vault();
    assert_int_equal(
        number_from("SELECT COUNT(*) FROM reads WHERE what = 'file_opened' AND agent ="
                    " 'agent.exemple' AND role = 'clerk' AND body = 'CAF-59' AND kinds = 5"
                    " AND purpose = 'instruct'"),
        1);
    assert_int_equal(store_reads_page(office.store, &of_file, READ_NEWEST, 1, &line, &count),
                     ERR_OK);
    assert_int_equal(line.moment, NOW);
    (void)rebuild();
    assert_int_equal(
        number_from("SELECT COUNT(*) FROM reads WHERE agent = 'console' AND role = ''"), 1);
}

static void t13_a_reading_that_was_refused_is_an_entry(void **state)
{
    (void)state;
    struct desk desk = desk_of(&stranger);
    struct dossier dossier = {.journal.count = -1};
    int before = entries();
    assert_int_equal(desk_open(&desk, office.file, &dossier), ERR_NOT_FOUND);
    assert_int_equal(desk_open(&desk, number_of(99), &dossier), ERR_NOT_FOUND);
    assert_int_equal(dossier.journal.count, -1);
    assert_int_equal(entries(), before + 2);
    assert_int_equal(
        number_from(
            "SELECT COUNT(*) FROM reads WHERE what = 'refused' AND agent = 'autre.exemple'"),
        2);
    desk = desk_of(&clerk); /* nor does what the law refuses tell of the file without an entry */
    struct desk_fact wish = wish_of(FACT_CLAIM_GRANTED);
    assert_int_equal(desk_record(&desk, &wish, NULL, &dossier), ERR_NOT_LAWFUL);
    assert_int_equal(entries(), before + 3);
    inject("CREATE TRIGGER broken BEFORE INSERT ON reads WHEN new.what = 'refused' BEGIN"
           " SELECT RAISE(ABORT, 'no'); END");
    desk = desk_of(&stranger); /* unless it can be written, not even that it is not there is said */
    assert_int_not_equal(desk_open(&desk, number_of(99), &dossier), ERR_NOT_FOUND);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    (void)sqlite3_auto_extension((void (*)(void))remember_connection);
    const struct CMUnitTest tests[] = {
        TEST(t13_nothing_is_read_when_its_entry_cannot_be_written),
        TEST(t13_every_way_to_read_writes_its_entry),
        TEST(an_entry_says_who_and_what),
        TEST(t13_a_reading_that_was_refused_is_an_entry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
