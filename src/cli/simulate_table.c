#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/simulation.h"

/* A population in a table of PostgreSQL: COPY gives what a query answers as CSV, a line a row,
 * which is then read as a file is. */

#define BEFORE_QUERY "COPY (\n" /* a comment at the query's end would hide a bracket beside it */
#define AFTER_QUERY  "\n) TO STDOUT (FORMAT csv, HEADER)"

struct table {
    PGconn *connection;
    char *row; /* libpq's; NULL: none is begun */
    int length, given;
    bool at_end;
};

/* The server's sentence in one line, and where in the query it means. What the query itself asks
 * wrongly is bad input. */
static err complain(const PGconn *connection, const PGresult *result)
{
    const char *words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *place = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    bool ours = state && (strncmp(state, "42", 2) == 0 || strncmp(state, "22", 2) == 0);
    long at = place ? strtol(place, NULL, 10) - (long)(sizeof BEFORE_QUERY - 1) : 0;
    fprintf(stderr, "abri: %s: ", ours ? "--query" : "--from");
    for (const char *c = words ? words : PQerrorMessage(connection); *c != '\0'; c++) {
        if (*c != '\n' || c[1] != '\0') fputc(*c == '\n' ? ' ' : *c, stderr);
    }
    if (at > 0) fprintf(stderr, ", at character %ld of the query", at);
    fputc('\n', stderr);
    return ours ? ERR_BAD_INPUT : ERR_HOST;
}

/* Sent with parameters, though there are none: the server then takes one statement and no more. */
static err ask(const struct table *table, const char *sql, ExecStatusType wanted)
{
    PGresult *result = PQexecParams(table->connection, sql, 0, NULL, NULL, NULL, NULL, 0);
    err e = PQresultStatus(result) == wanted ? ERR_OK : complain(table->connection, result);
    PQclear(result);
    return e;
}

static err ask_query(const struct table *table, const char *query)
{
    size_t room = sizeof BEFORE_QUERY + strlen(query) + sizeof AFTER_QUERY;
    char *sql = malloc(room);
    if (!sql) return ERR_HOST;
    snprintf(sql, room, "%s%s%s", BEFORE_QUERY, query, AFTER_QUERY);
    err e = ask(table, sql, PGRES_COPY_OUT);
    free(sql);
    return e;
}

err table_open(const char *address, const char *query, struct table **ret)
{
    static const char *const names[] = {"dbname", "client_encoding", "connect_timeout",
                                        "application_name", NULL};
    const char *const values[] = {address, "UTF8", "10", "abri simulate", NULL};
    struct table *table = calloc(1, sizeof *table);
    *ret = table;
    if (!table) return ERR_HOST;
    table->connection = PQconnectdbParams(names, values, 1);
    if (PQstatus(table->connection) != CONNECTION_OK) return complain(table->connection, NULL);
    TRY(ask(table, "BEGIN READ ONLY", PGRES_COMMAND_OK));
    TRY(ask(table, "SET LOCAL datestyle = 'ISO, YMD'", PGRES_COMMAND_OK));
    return ask_query(table, query);
}

/* The next row, or the end, whose answer says whether it is one. */
static err next_row(struct table *table)
{
    table->given = 0;
    table->length = PQgetCopyData(table->connection, &table->row, 0);
    if (table->length >= 0) return ERR_OK;
    table->at_end = true;
    PGresult *result = table->length == -1 ? PQgetResult(table->connection) : NULL;
    err e =
        PQresultStatus(result) == PGRES_COMMAND_OK ? ERR_OK : complain(table->connection, result);
    PQclear(result);
    return e;
}

err table_read(struct table *table, char *room, ptrdiff_t size, ptrdiff_t *ret_read)
{
    for (*ret_read = 0; *ret_read < size;) {
        if (!table->row && !table->at_end) TRY(next_row(table));
        if (table->at_end) return ERR_OK;
        ptrdiff_t part = table->length - table->given, free_bytes = size - *ret_read;
        if (part > free_bytes) part = free_bytes;
        memcpy(room + *ret_read, table->row + table->given, (size_t)part);
        *ret_read += part;
        table->given += (int)part;
        if (table->given < table->length) continue;
        PQfreemem(table->row);
        table->row = NULL;
    }
    return ERR_OK;
}

void table_close(struct table **table)
{
    if (!*table) return;
    PQfreemem((*table)->row);
    PQfinish((*table)->connection);
    free(*table);
}
