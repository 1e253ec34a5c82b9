#include "host/inside.h"

#include <curl/curl.h>
#include <string.h>

/* Asking others, by libcurl. What it would do by itself (follow, use a proxy, read a netrc, speak
 * other protocols) is taken away. */

#define BEARER_MAX 8192
#define CA_FILE    "/etc/ssl/certs/ca-certificates.crt"

const char *const host_fetch_reads[] = {
    "/etc/ssl/certs",
    "/usr/share/ca-certificates",
    "/usr/local/share/ca-certificates",
    "/etc/resolv.conf",
    "/etc/hosts",
    "/etc/nsswitch.conf",
    "/etc/host.conf",
    "/etc/gai.conf",
    "/run/systemd/resolve",
    NULL,
};

struct taken {
    char *room;
    ptrdiff_t length, max;
};

static size_t take(char *bytes, size_t one, size_t count, void *context)
{
    struct taken *taken = context;
    size_t size = one * count;
    if (size > (size_t)(taken->max - taken->length)) return 0; /* ends the transfer */
    if (size > 0) memcpy(taken->room + taken->length, bytes, size);
    taken->length += (ptrdiff_t)size;
    return size;
}

static void end_handle(CURL **handle) { curl_easy_cleanup(*handle); }
static void end_list(struct curl_slist **list) { curl_slist_free_all(*list); }

err host_fetch_start(void)
{
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? ERR_OK : ERR_HOST;
}

static bool add_header(struct curl_slist **list, const char *header)
{
    struct curl_slist *longer = curl_slist_append(*list, header);
    if (longer) *list = longer;
    return longer != NULL;
}

static bool add_bearer(struct curl_slist **list, text bearer)
{
    char room[BEARER_MAX + 32];
    struct writer out = WRITER(room);
    if (bearer.length == 0) return true;
    if (bearer.length > BEARER_MAX) return false;
    write_string(&out, "Authorization: Bearer ");
    write_text(&out, bearer);
    bool added = add_header(list, writer_string(&out));
    explicit_bzero(room, sizeof room);
    return added;
}

/* http:// to this machine alone: these names ask no name server (curl knows localhost itself). */
static const char *protocols_of(const char *address)
{
    static const char *const near[] = {"http://127.0.0.1:", "http://127.0.0.1/",
                                       "http://[::1]:",     "http://[::1]/",
                                       "http://localhost:", "http://localhost/"};
    for (size_t i = 0; i < LENGTH(near); i++) {
        if (strncmp(address, near[i], strlen(near[i])) == 0) return "http";
    }
    return "https";
}

static bool set_up(CURL *c, const struct host_fetch *what, struct curl_slist *headers,
                   struct taken *taken)
{
    const char *ca = what->ca_file && what->ca_file[0] ? what->ca_file : CA_FILE;
    bool set = curl_easy_setopt(c, CURLOPT_URL, what->address) == CURLE_OK;
    set =
        set && curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, protocols_of(what->address)) == CURLE_OK;
    set = set && curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK;
    set = set && curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK;
    set = set && curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK;
    set = set && curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK;
    set = set && curl_easy_setopt(c, CURLOPT_CAINFO, ca) == CURLE_OK;
    set = set && curl_easy_setopt(c, CURLOPT_PROXY, "") == CURLE_OK;
    set = set && curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) == CURLE_OK;
    set = set && curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK;
    set = set && curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)what->timeout_ms) == CURLE_OK;
    set = set && curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers) == CURLE_OK;
    set = set && curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take) == CURLE_OK;
    set = set && curl_easy_setopt(c, CURLOPT_WRITEDATA, taken) == CURLE_OK;
    if (what->form.length == 0) return set;
    set = set && curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)what->form.length) == CURLE_OK;
    return set && curl_easy_setopt(c, CURLOPT_POSTFIELDS, what->form.at) == CURLE_OK;
}

err host_fetch(const struct host_fetch *what, struct arena *a, int *ret_status, text *ret_body)
{
    CLEANUP(end_handle) CURL *c = curl_easy_init();
    CLEANUP(end_list) struct curl_slist *headers = NULL;
    struct taken taken = {arena_try(a, what->body_max + 1), 0, what->body_max};
    long status = 0;
    if (!c || !taken.room) return ERR_HOST;
    if (!add_header(&headers, "Accept: application/json, application/jwt") ||
        !add_header(&headers, "Expect:") || !add_bearer(&headers, what->bearer))
        return ERR_HOST;
    if (!set_up(c, what, headers, &taken)) return ERR_HOST;
    if (curl_easy_perform(c) != CURLE_OK) return ERR_HOST;
    if (curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status) != CURLE_OK) return ERR_HOST;
    *ret_status = (int)status;
    *ret_body = (text){taken.room, taken.length};
    return ERR_OK;
}
