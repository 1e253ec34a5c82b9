#include "law/request.h"

struct request request_defaults(date requested_on)
{
    return (struct request){
        .requested_on = requested_on,
        .completed_on = requested_on,
        .decided_on = requested_on,
        .relationship = RELATIONSHIP_SPOUSE,
        .violence_against = VICTIM_APPLICANT,
        .documents_count = 1,
        .documents = {{DOCUMENT_COMPLAINT, requested_on}},
        .residence = RESIDENCE_REGULAR,
        .beneficiary_of = BENEFICIARY_NONE,
        .smic_reference = SMIC_REFERENCE_APRIL,
    };
}

/* "/documents/3/dated" with the number left out when negative. */
static err wrong(struct trouble *trouble, const char *start, int place, const char *end,
                 const char *expected)
{
    struct writer where = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&where, start);
    if (place >= 0) write_integer(&where, place);
    write_string(&where, end);
    write_string(&what, expected);
    writer_string(&where);
    writer_string(&what);
    return ERR_BAD_INPUT;
}

/* The children's birthdays, the documents' days and the earlier awards. */
static err check_lists(const struct request *request, struct trouble *trouble)
{
    for (int i = 0; i < request->children_count; i++) {
        if (date_compare(request->children[i].born_on, request->requested_on) > 0) {
            return wrong(trouble, "/children/", i, "/born_on",
                         "a birth date not after the day of the request");
        }
    }
    for (int i = 0; i < request->documents_count; i++) {
        date dated = request->documents[i].dated;
        if (!date_is_set(dated) || date_compare(dated, request->completed_on) > 0) {
            return wrong(trouble, "/documents/", i, "/dated",
                         "a day not after completed_on, when the request was complete");
        }
    }
    for (int i = 0; i < request->awards_count; i++) {
        date award = request->awards[i];
        if (!date_is_set(award) || date_compare(award, request->decided_on) > 0) {
            return wrong(trouble, "/previous_awards/", i, "",
                         "a day not after decided_on: an earlier decision");
        }
    }
    return ERR_OK;
}

static bool is_within(int count, int max) { return count >= 0 && count <= max; }

static err check_counts(const struct request *request, struct trouble *trouble)
{
    if (!is_within(request->children_count, REQUEST_CHILDREN_MAX)) {
        return wrong(trouble, "/children", -1, "", "at most 30 children");
    }
    if (!is_within(request->documents_count, REQUEST_DOCUMENTS_MAX)) {
        return wrong(trouble, "/documents", -1, "", "at most 16 documents");
    }
    if (!is_within(request->awards_count, REQUEST_AWARDS_MAX)) {
        return wrong(trouble, "/previous_awards", -1, "", "at most 16 earlier decisions");
    }
    return ERR_OK;
}

/* Far enough from both ends of the calendar for every term the law adds. */
static bool is_in_reach(date day) { return day.year >= 1950 && day.year <= 2150; }

err request_check(const struct request *request, struct trouble *trouble)
{
    if (!is_in_reach(request->requested_on)) {
        return wrong(trouble, "/requested_on", -1, "", "a day of the years 1950 to 2150");
    }
    if (date_compare(request->completed_on, request->requested_on) < 0) {
        return wrong(trouble, "/completed_on", -1, "", "a day not before requested_on");
    }
    if (date_compare(request->decided_on, request->completed_on) < 0) {
        return wrong(trouble, "/decided_on", -1, "", "a day not before completed_on");
    }
    if (!is_in_reach(request->decided_on)) {
        return wrong(trouble, "/decided_on", -1, "", "a day of the years 1950 to 2150");
    }
    if (!request->department || request->department->coverage == COVERAGE_NOT_COVERED) {
        return wrong(
            trouble, "/department", -1, "",
            "the code of a département where the aid exists: 01 to 95, 2A, 2B, 971 to 978");
    }
    if (request->resources.cents < 0 || request->resources.cents > REQUEST_RESOURCES_CENTS_MAX) {
        return wrong(trouble, "/resources_cents", -1, "", "cents from 0 to 100000000");
    }
    TRY(check_counts(request, trouble));
    return check_lists(request, trouble);
}
