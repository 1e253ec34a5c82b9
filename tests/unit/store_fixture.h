/* What the tests of the store share: a new store in a folder of its own, facts and people plainly
 * invented, and the means to spoil a database behind the store's back. With ABRI_POSTGRES, the
 * folder of a server of tests/pg/server.sh, each store is a database of that server instead: the
 * same tests, whose words hold for both. What looks into SQLite's own files begins with
 * only_of_sqlite(). */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memmem */
#endif
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H
#include "tests/test.h"

#include "case/bodies.h"
#include "store/internal.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DAY DATE(2025, 11, 25)

static const unsigned char master[STORE_KEY_BYTES] = "a key for tests, 32 bytes long..";

struct place {
    char folder[64], path[96], url[160];
    char database[48]; /* empty: SQLite */
};

/* The folder of the server the stores lie in, or NULL. */
static inline const char *server_folder(void) { return getenv("ABRI_POSTGRES"); }

#define only_of_sqlite()             \
    do {                             \
        if (server_folder()) skip(); \
    } while (0)

static inline PGconn *server_connect(const char *database)
{
    char url[160];
    (void)snprintf(url, sizeof url, "postgresql://keeper@/%s?host=%s&client_encoding=UTF8",
                   database, server_folder());
    PGconn *connection = PQconnectdb(url);
    if (PQstatus(connection) != CONNECTION_OK) fail_msg("%s", PQerrorMessage(connection));
    PGresult *quiet = PQexec(connection, "SET client_min_messages = error");
    PQclear(quiet);
    return connection;
}

static inline void server_run(const char *database, const char *sql)
{
    PGconn *connection = server_connect(database);
    PGresult *result = PQexec(connection, sql);
    if (PQresultStatus(result) != PGRES_COMMAND_OK && PQresultStatus(result) != PGRES_TUPLES_OK)
        fail_msg("%s: %s", sql, PQerrorMessage(connection));
    PQclear(result);
    PQfinish(connection);
}

/* The databases that tests have left with their tables as they were: emptied, they serve again, for
 * to make one takes much longer. */
static struct {
    char names[16][48];
    int count, made;
    bool altered; /* the tables of the database in use were changed: it is left as it is */
} server_left;

static inline void server_empty(const char *database)
{
    server_run(database,
               "SET session_replication_role = replica; DO $$ DECLARE t regclass; BEGIN FOR t IN"
               " SELECT oid FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition AND"
               " relnamespace = 'public'::regnamespace LOOP EXECUTE 'DELETE FROM ' || t; END LOOP;"
               " END $$");
}

/* With ABRI_POOLER, through the pooler before the server. */
static inline void server_url(struct place *p)
{
    (void)snprintf(p->url, sizeof p->url, "postgresql://keeper@/%s?host=%s%s", p->database,
                   server_folder(), getenv("ABRI_POOLER") ? "/pooler&port=6432" : "");
}

/* A database with the tables of a new store, copied from the one that tests/postgres/contract.sh
 * made. */
static inline struct place server_place(void)
{
    struct place p = {.path = "/nowhere/it/lies/in/a/server"};
    char sql[128];
    if (server_left.count > 0) {
        memcpy(p.database, server_left.names[--server_left.count], sizeof p.database);
        server_empty(p.database);
        server_url(&p);
        return p;
    }
    (void)snprintf(p.database, sizeof p.database, "t_%ld_%d", (long)getpid(), server_left.made++);
    server_url(&p);
    (void)snprintf(sql, sizeof sql, "CREATE DATABASE %s TEMPLATE abri_made", p.database);
    server_run("postgres", sql);
    return p;
}

static inline struct place place_make(void)
{
    if (server_folder()) return server_place();
    struct place p = {.folder = "/tmp/store-test-XXXXXX"};
    assert_non_null(mkdtemp(p.folder));
    (void)snprintf(p.path, sizeof p.path, "%s/store.db", p.folder);
    (void)snprintf(p.url, sizeof p.url, "sqlite:%s", p.path);
    return p;
}

static inline void place_remove(const struct place *p)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    if (p->database[0] != '\0') {
        if (!server_left.altered && server_left.count < (int)LENGTH(server_left.names))
            memcpy(server_left.names[server_left.count++], p->database, sizeof p->database);
        server_left.altered = false;
        return;
    }
    for (size_t i = 0; i < LENGTH(ends); i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s%s", p->path, ends[i]);
        (void)unlink(path);
    }
    (void)rmdir(p->folder);
}

/* "memory:" is a database of its own, forgotten with the server. */
static inline struct store *open_url(const char *url)
{
    struct place own;
    if (server_folder() && strcmp(url, "memory:") == 0) {
        own = place_make();
        url = own.url;
    }
    struct store *store = NULL;
    struct trouble trouble = {0};
    err e = store_open(text_of(url), master, &store, &trouble);
    if (e != ERR_OK) fail_msg("%s: %s: %s", url, err_meaning(e), trouble.expected);
    return store;
}

/* The same SQL for PostgreSQL, which writes bytes in another way: x'00'. */
static inline void to_postgres(const char *sql, char *ret, size_t size)
{
    size_t length = 0;
    for (const char *c = sql; *c; c++) {
        bool hex = c[0] == 'x' && c[1] == '\'' && (c == sql || strchr(" (,=", c[-1]));
        must(length + 4 < size);
        if (!hex) {
            ret[length++] = *c;
            continue;
        }
        memcpy(ret + length, "'\\x", 3);
        length += 3;
        c++;
    }
    ret[length] = '\0';
}

/* Has `sql` be refused with that constraint's words. */
static inline void expect_refused_by_the_base(const struct place *p, const char *sql,
                                              const char *words)
{
    if (p->database[0] != '\0') {
        static char theirs[1 << 12];
        to_postgres(sql, theirs, sizeof theirs);
        PGconn *connection = server_connect(p->database);
        PGresult *result = PQexec(connection, theirs);
        assert_int_equal(PQresultStatus(result), PGRES_FATAL_ERROR);
        assert_string_equal(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY), words);
        assert_memory_equal(PQresultErrorField(result, PG_DIAG_SQLSTATE), "23", 2);
        PQclear(result);
        PQfinish(connection);
        return;
    }
    sqlite3 *db = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, &message), SQLITE_CONSTRAINT);
    assert_string_equal(message, words);
    sqlite3_free(message);
    sqlite3_close(db);
}

/* Runs SQL on the database as someone without the key would. */
static inline void meddle(const struct place *p, const char *sql)
{
    if (p->database[0] != '\0') {
        static char theirs[1 << 16];
        if (strstr(sql, "DROP ") || strstr(sql, "CREATE ") || strstr(sql, "ALTER "))
            server_left.altered = true;
        /* Who has the base looks at no reference either. */
        static const char freely[] = "SET session_replication_role = replica; ";
        memcpy(theirs, freely, sizeof freely - 1);
        to_postgres(sql, theirs + sizeof freely - 1, sizeof theirs - sizeof freely);
        server_run(p->database, theirs);
        return;
    }
    sqlite3 *db = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) fail_msg("%s: %s", sql, message);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* The number that SQL asks for, read behind the store's back. */
static inline int64_t ask_number(const struct place *p, const char *sql)
{
    int64_t found = 0;
    if (p->database[0] != '\0') {
        PGconn *connection = server_connect(p->database);
        PGresult *result = PQexec(connection, sql);
        if (PQntuples(result) != 1) fail_msg("%s: %s", sql, PQerrorMessage(connection));
        assert_int_equal(text_read_integer(text_of(PQgetvalue(result, 0, 0)), &found), ERR_OK);
        PQclear(result);
        PQfinish(connection);
        return found;
    }
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    found = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return found;
}

/* How many of the files of the store hold the bytes. A server's are looked through by
 * tests/postgres/journey.mjs, once for all. */
static inline int files_with(const struct place *p, text needle)
{
    if (p->database[0] != '\0') return 0;
    static const char *const ends[] = {"", "-wal", "-shm"};
    int found = 0;
    for (size_t i = 0; i < LENGTH(ends); i++) {
        char path[128];
        static char bytes[1 << 26];
        (void)snprintf(path, sizeof path, "%s%s", p->path, ends[i]);
        FILE *file = fopen(path, "rb");
        if (!file && !i) fail_msg("%s is not there", path);
        if (!file) continue; /* nobody has the store open */
        size_t size = fread(bytes, 1, sizeof bytes, file);
        assert_true(size < sizeof bytes);
        (void)fclose(file);
        found += memmem(bytes, size, needle.at, (size_t)needle.length) != NULL;
    }
    return found;
}

/* ---- facts ---- */

static inline struct fact fact_of(enum fact_kind kind)
{
    struct fact fact = {.kind = kind, .day = DAY, .recorded_at = INT64_C(1764061200000000)};
    (void)snprintf(fact.actor, sizeof fact.actor, "agent:%d", 12);
    return fact;
}

static inline struct fact claim_fact(void)
{
    struct fact fact = fact_of(FACT_CLAIM_RECEIVED);
    fact.body.request = request_defaults(DAY);
    fact.body.request.department = law_department(T("59"));
    fact.body.request.resources.cents = 71316;
    fact.body.undertakes_repayment = true;
    return fact;
}

static inline struct fact order_fact(int64_t reference)
{
    struct fact fact = fact_of(FACT_PAYMENT_ORDERED);
    fact.body.reference = reference;
    fact.body.amount.cents = 93099;
    fact.body.execution_on = DATE(2025, 11, 28);
    return fact;
}

static inline file_number number_of(int i) { return file_number_make((uint64_t)i * 7919 + 1); }

/* A file of three facts: received, complete, ordered. */
static inline void add_file(struct store *store, file_number file)
{
    struct fact facts[] = {claim_fact(), fact_of(FACT_CLAIM_COMPLETED),
                           order_fact(file.number % 1000 + 1)};
    struct append append = {.file = file, .facts = facts, .facts_count = 3};
    assert_int_equal(store_append(store, &append), ERR_OK);
}

/* A file of one fact, when the store takes it. */
static inline err try_file(struct store *store, file_number file)
{
    struct fact fact = claim_fact();
    struct append append = {.file = file, .facts = &fact, .facts_count = 1};
    return store_append(store, &append);
}

static inline void expect_refused(const char *url, err expected, const char *says)
{
    struct store *store = NULL;
    struct trouble trouble = {0};
    assert_int_equal(store_open(text_of(url), master, &store, &trouble), expected);
    assert_null(store);
    assert_string_equal(trouble.expected, says);
}

static char room[1 << 21];
static inline struct arena new_arena(void) { return arena_over(room, sizeof room); }

/* How the file reads; the place is -1 unless BROKEN. */
static inline err read_file(struct store *store, file_number file, struct journal *ret,
                            int *ret_place)
{
    struct arena a = new_arena();
    *ret_place = -1;
    return store_read(store, file, &a, ret, ret_place);
}

static inline int length_of(struct store *store, file_number file)
{
    struct journal journal = {0};
    int place;
    err e = read_file(store, file, &journal, &place);
    return e == ERR_OK ? journal.count : -(int)e;
}
#endif
