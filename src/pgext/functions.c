#include "pgext.h"

#include <fmgr.h>
#include <funcapi.h>
#include <mb/pg_wchar.h>
#include <utils/builtins.h>
#include <utils/numeric.h>

PG_MODULE_MAGIC;

/* The only names the server sees (Makefile and meson.build hide the rest). */
#define SQL_FUNCTION(name)                           \
    extern PGDLLEXPORT Datum name(PG_FUNCTION_ARGS); \
    PG_FUNCTION_INFO_V1(name)

SQL_FUNCTION(pgext_assess);
SQL_FUNCTION(pgext_assess_known);
SQL_FUNCTION(pgext_amount);
SQL_FUNCTION(pgext_form);
SQL_FUNCTION(pgext_parameters);
SQL_FUNCTION(pgext_rules);

/* The library's texts are UTF-8; the database may be something else. */
static char *to_server(const char *what)
{
    return pg_any_to_server(what, (int)strlen(what), PG_UTF8);
}

void pgext_refuse(const struct abri_trouble *trouble)
{
    const char *where = trouble->where[0] != '\0' ? trouble->where : "the request";
    ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE),
            errmsg("%s: expected %s", where, to_server(trouble->expected)),
            err_generic_string(PG_DIAG_COLUMN_NAME, trouble->where));
}

/* How a broken claim about our own code ends in the archive of the library (doc/library.md): the
 * statement fails, the server goes on. The law holds nothing that would be left behind. */
_Noreturn void base_bug(const char *file, int line, const char *claim);
void base_bug(const char *file, int line, const char *claim)
{
    ereport(ERROR, errcode(ERRCODE_INTERNAL_ERROR),
            errmsg_internal("%s:%d: must(%s)", file, line, claim));
}

/* ---- one request ---- */

static Datum assess(Jsonb *document, int32 known_on)
{
    static char answer[ABRI_ANSWER_MAX];
    struct abri_room room = {answer, sizeof answer, 0};
    struct abri_request request;
    struct abri_trouble trouble;
    pgext_request(document, &request);
    request.known_on = known_on;
    switch (abri_answer(&request, ABRI_JSON, ABRI_FRENCH, &room, &trouble)) {
    case ABRI_OK: break;
    case ABRI_BAD_INPUT: pgext_refuse(&trouble);
    case ABRI_NO_ROOM: elog(ERROR, "abri: an answer is longer than ABRI_ANSWER_MAX");
    }
    return DirectFunctionCall1(jsonb_in, CStringGetDatum(to_server(answer)));
}

Datum pgext_assess(PG_FUNCTION_ARGS) { return assess(PG_GETARG_JSONB_P(0), 0); }

Datum pgext_assess_known(PG_FUNCTION_ARGS)
{
    int32 day = pgext_day(PG_GETARG_DATEADT(1));
    /* 0 would be every day: what the law's calendar does not know is a day before the aid. */
    return assess(PG_GETARG_JSONB_P(0), day != 0 ? day : -1);
}

/* ---- one household of many ---- */

/* Again, for the words. */
static pg_noinline _Noreturn void refuse_row(const struct abri_scale *scale, int32 children,
                                             int64 resources_cents)
{
    struct abri_trouble trouble;
    int64_t amount;
    int32_t form;
    if (abri_amount(scale, resources_cents, children, &amount, &form, &trouble) == ABRI_OK)
        elog(ERROR, "abri: a row is right and wrong");
    pgext_refuse(&trouble);
}

struct row {
    int64_t amount;
    int32_t form;
};

static inline struct row row_of(FunctionCallInfo fcinfo)
{
    text *department = PG_GETARG_TEXT_PP(1);
    int32 children = PG_GETARG_INT32(2);
    int64 resources_cents = PG_GETARG_INT64(3);
    const struct abri_scale *scale =
        pgext_scale(PG_GETARG_DATEADT(0), VARDATA_ANY(department), VARSIZE_ANY_EXHDR(department));
    struct row row;
    if (unlikely(abri_amount(scale, resources_cents, children, &row.amount, &row.form, NULL) !=
                 ABRI_OK))
        refuse_row(scale, children, resources_cents);
    return row;
}

Datum pgext_amount(PG_FUNCTION_ARGS) { PG_RETURN_INT64(row_of(fcinfo).amount); }

Datum pgext_form(PG_FUNCTION_ARGS)
{
    PG_RETURN_TEXT_P(cstring_to_text(abri_word(ABRI_FORMS, row_of(fcinfo).form)));
}

/* ---- the amounts in force ---- */

static Datum text_datum(const char *what) { return CStringGetTextDatum(to_server(what)); }

Datum pgext_parameters(PG_FUNCTION_ARGS)
{
    ReturnSetInfo *result = (ReturnSetInfo *)fcinfo->resultinfo;
    int32 day = pgext_day(PG_GETARG_DATEADT(0));
    InitMaterializedSRF(fcinfo, 0);
    for (int32 i = 0; i < abri_parameters(); i++) {
        struct abri_parameter found;
        struct abri_trouble trouble;
        bool nulls[8] = {false};
        if (abri_parameter_on(i, day, 0, &found, &trouble) != ABRI_OK) pgext_refuse(&trouble);
        Datum values[8] = {
            text_datum(found.name),
            NumericGetDatum(int64_div_fast_to_numeric(found.thousandths, 3)),
            DateADTGetDatum(pgext_date(found.since)),
            DateADTGetDatum(pgext_date(found.published)),
            text_datum(found.source),
            text_datum(found.under),
            BoolGetDatum(found.to_confirm),
            BoolGetDatum(found.may_be_outdated),
        };
        tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
    }
    return (Datum)0;
}

Datum pgext_rules(PG_FUNCTION_ARGS)
{
    (void)fcinfo;
    PG_RETURN_TEXT_P(cstring_to_text(abri_rules()));
}
