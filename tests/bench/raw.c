#include "tests/bench/raw.h"

#include "case/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROWS_MAX    32
#define COLUMNS_MAX 12
#define BLOB_MAX    4096

struct cell {
    int type, length;
    bool is_file;
    int64_t integer;
    char words[64];
};

struct row {
    sqlite3_stmt *insert;
    int cells_count;
    struct cell cells[COLUMNS_MAX];
};

static struct row rows[ROWS_MAX];
static struct shape shape;
static sqlite3 *database;
static sqlite3_stmt *begin, *commit, *one;

static const char *const settings[] = {
#define SETTING(sql, why) sql,
#include "store/statements.def"
};

void check(bool good, const char *what)
{
    if (good) return;
    fprintf(stderr, "durable: %s\n", what);
    exit(1);
}

uint64_t chance(void) /* splitmix64, begun with the clock */
{
    static uint64_t state;
    if (state == 0) {
        struct timespec t;
        clock_gettime(CLOCK_REALTIME, &t);
        state = (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
    }
    uint64_t z = state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

void fill(void *bytes, int length)
{
    unsigned char *at = bytes;
    for (int i = 0; i < length; i += 8) {
        uint64_t drawn = chance();
        memcpy(at + i, &drawn, length - i < 8 ? (size_t)(length - i) : 8);
    }
}

/* ---- statements ---- */

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL);
    check(code == SQLITE_OK, sqlite3_errmsg(db));
    return s;
}

static void step(sqlite3_stmt *s)
{
    check(sqlite3_step(s) == SQLITE_DONE, "a step of SQLite's");
    sqlite3_reset(s);
}

/* With the settings of the store. */
static sqlite3 *open_raw(const char *path)
{
    sqlite3 *db = NULL;
    check(sqlite3_open(path, &db) == SQLITE_OK, "SQLite does not open");
    for (size_t i = 0; i < LENGTH(settings); i++)
        check(sqlite3_exec(db, settings[i], NULL, NULL, NULL) == SQLITE_OK, settings[i]);
    return db;
}

/* ---- the rows of a claim ---- */

static void learn_cell(struct cell *cell, sqlite3_stmt *from, int column)
{
    cell->type = sqlite3_column_type(from, column);
    cell->is_file = strcmp(sqlite3_column_name(from, column), "file") == 0;
    cell->integer = sqlite3_column_int64(from, column);
    cell->length = cell->type == SQLITE_INTEGER ? 8 : sqlite3_column_bytes(from, column);
    shape.bytes += cell->length;
    check(cell->length <= BLOB_MAX, "a blob too long");
    if (cell->type != SQLITE_TEXT) return;
    check(cell->length < (int)sizeof cell->words, "a text too long");
    if (cell->length > 0)
        memcpy(cell->words, sqlite3_column_text(from, column), (size_t)cell->length);
}

static void learn_row(sqlite3_stmt *from, const char *table)
{
    int columns = sqlite3_column_count(from);
    check(shape.rows < ROWS_MAX && columns <= COLUMNS_MAX, "too many rows or columns");
    struct row *row = &rows[shape.rows++];
    row->cells_count = columns;
    char sql[256];
    struct writer out = WRITER(sql);
    write_string(&out, "INSERT INTO ");
    write_string(&out, table);
    for (int i = 0; i < columns; i++) {
        write_string(&out, i == 0 ? " VALUES (?" : ", ?");
        learn_cell(&row->cells[i], from, i);
    }
    write_string(&out, ")");
    row->insert = prepare(database, writer_string(&out));
}

void raw_learn(const char *from, const char *into, struct shape *ret)
{
    sqlite3 *db = open_raw(from);
    /* In the order in which they were made: a file's key before what refers to it. */
    sqlite3_stmt *tables = prepare(db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND"
                                       " name NOT IN ('meta', 'lanes') ORDER BY rowid");
    database = open_raw(into);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(tables, 0);
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT * FROM %s", table);
        sqlite3_stmt *found = prepare(db, sql);
        int before = shape.rows;
        while (sqlite3_step(found) == SQLITE_ROW) learn_row(found, table);
        shape.tables += shape.rows > before;
        sqlite3_finalize(found);
    }
    sqlite3_finalize(tables);
    sqlite3_close(db);
    begin = prepare(database, "BEGIN IMMEDIATE");
    commit = prepare(database, "COMMIT");
    *ret = shape;
}

static void insert(struct row *row, int64_t file)
{
    static unsigned char blobs[COLUMNS_MAX][BLOB_MAX];
    sqlite3_stmt *s = row->insert;
    for (int i = 0; i < row->cells_count; i++) {
        const struct cell *cell = &row->cells[i];
        if (cell->type == SQLITE_INTEGER) {
            sqlite3_bind_int64(s, i + 1, cell->is_file ? file : cell->integer);
        } else if (cell->type == SQLITE_TEXT) {
            sqlite3_bind_text(s, i + 1, cell->words, cell->length, SQLITE_STATIC);
        } else {
            fill(blobs[i], cell->length);
            sqlite3_bind_blob(s, i + 1, blobs[i], cell->length, SQLITE_STATIC);
        }
    }
    step(s);
}

void raw_same_rows(void)
{
    int64_t file = file_number_make(chance()).number;
    step(begin);
    for (int i = 0; i < shape.rows; i++) insert(&rows[i], file);
    step(commit);
}

/* ---- one row ---- */

void raw_open_one(const char *path)
{
    sqlite3 *db = open_raw(path);
    int code = sqlite3_exec(db, "CREATE TABLE one (body BLOB)", NULL, NULL, NULL);
    check(code == SQLITE_OK, "no table");
    one = prepare(db, "INSERT INTO one VALUES (?)");
}

void raw_one_row(int bytes)
{
    static unsigned char blob[ROWS_MAX * BLOB_MAX];
    fill(blob, bytes);
    sqlite3_bind_blob(one, 1, blob, bytes, SQLITE_STATIC);
    step(one);
}
