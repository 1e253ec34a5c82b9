#include "wire/statistics.h"
#include "web/call.h"

/* Figures by the interface: what was released, and the release of what is over. */

#define RELEASES_MAX 16 /* the latest four years; the command line gives all */

static void answer_releases(struct call *call)
{
    struct arena *a = call->request->arena;
    struct release *releases = TAKE(a, struct release, RELEASES_MAX);
    struct export_mark mark = call_mark(call);
    int count = 0;
    err e = desk_releases(&call->desk, RELEASES_MAX, releases, &count);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    bool as_csv = text_equal(query_value(call->request->query, "as"), T("csv"));
    text written = as_csv ? wire_releases_csv(releases, count, &mark, a)
                          : wire_releases_json(releases, count, &mark, a);
    if (!written.at) {
        answer_problem(call, ERR_HOST);
        return;
    }
    if (!as_csv) {
        answer_json(call, 200, written);
        return;
    }
    call->answer->status = 200;
    call->answer->content_type = "text/csv; charset=utf-8";
    call->answer->body = written;
    host_answer_header(call->answer, "Content-Disposition",
                       "attachment; filename=\"statistics.csv\"");
}

void api_statistics(struct call *call) { answer_releases(call); }

void api_statistics_make(struct call *call)
{
    int made = 0;
    err e = desk_make_releases(&call->desk, call->desk.today, &made);
    if (e != ERR_OK) {
        answer_problem(call, e);
        return;
    }
    answer_releases(call);
}
