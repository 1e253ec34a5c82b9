#include <string.h>

#include "host/host.h"
#include "web/portal.h"

/* What belongs to no journey: the first address, the exit, the files of the pages. */

void page_home(struct call *call) { answer_redirect(call, "/simulateur"); }

void page_facile(struct call *call)
{
    answer_page(call, 200, "facile", page_values(call, SAY(call->tongue, "En français facile")));
}

void page_accessibilite(struct call *call)
{
    answer_page(call, 200, "accessibilite", page_values(call, SAY(call->tongue, "Accessibilité")));
}

void page_quitter(struct call *call)
{
    text token = host_request_cookie(call->request, SESSION_COOKIE);
    if (call->by_session && store_session_end(call->desk.store, token) != ERR_OK) {
        host_log("a session could not be ended; it ends by itself");
    }
    if (draft_leave(call) != ERR_OK)
        host_log("a draft could not be left; its session ends by itself");
    session_cookie_end(call);
    portal_end(call);
    host_answer_header(call->answer, "Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
    answer_redirect(call, call->web->exit_to);
}

void static_answer(struct call *call)
{
    const struct embedded *file = web_static(call->parameter);
    if (!file) {
        answer_problem_status(call, 404, "no such file", NULL);
        return;
    }
    bool gzip = accepts_gzip(call->request);
    call->answer->status = 200;
    call->answer->content_type = file->type;
    call->answer->body = (text){(const char *)(gzip ? file->gzip : file->bytes),
                                gzip ? file->gzip_size : file->size};
    if (gzip) host_answer_header(call->answer, "Content-Encoding", "gzip");
    host_answer_header(call->answer, "Vary", "Accept-Encoding");
}
