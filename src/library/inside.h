/* The inside of the library: the caller's numbers and bytes to the law's values and back. Nothing
 * of a caller is trusted: every number may hold anything. May include: base, law. */
#ifndef LIBRARY_INSIDE_H
#define LIBRARY_INSIDE_H
#include "law/request.h"
#include "library/abri.h"

/* What a begun request holds: neither zeros nor the bytes of another structure. */
#define BEGUN 0x41425249u /* "ABRI" */

/* What abri_request_begin leaves, and abri_request_set replaces. */
#define UNSAID       (-1)
#define UNSAID_CENTS INT64_MIN

#define EXPECTED_DAY "a date as YYYY-MM-DD, of the years 1900 to 2199"
#define EXPECTED_DEPARTMENT \
    "the code of a département where the aid exists: 01 to 95, 2A, 2B, 971 to 978"
#define EXPECTED_CENTS    "an integer from 0 to 100000000"
#define EXPECTED_CHILDREN "an integer from 0 to 30"
#define EXPECTED_FLAG     "true or false"

/* A place in the request: "/documents/0/kind"; without a key, the whole. */
struct place {
    const char *key;
    int item;           /* negative: none */
    const char *member; /* NULL: none */
};

/* Says where and what; gives ERR_BAD_INPUT. */
err library_refuse(struct trouble *trouble, struct place place, const char *expected);
/* The same, `start` and then the words, as many as fit. */
err library_refuse_words(struct trouble *trouble, struct place place, const char *start,
                         const struct word_list *list);

/* What the caller gets of an err; the trouble may be NULL. */
enum abri_result library_result(err e, const struct trouble *from, struct abri_trouble *ret);

/* 20251125 to a day; 0 to NO_DATE. BAD_INPUT when there is no such day. */
err library_day_read(int32_t number, date *ret);
int32_t library_day(date day);

/* Whether abri_request_begin filled it, and nothing was set that this library does not know. */
err library_check_begun(const struct abri_request *request, struct trouble *trouble);

/* NO_DATE for 0, otherwise a day since the aid began. */
err library_known_on(int32_t number, date *ret, struct trouble *trouble);

/* The département of that code, one where the aid exists; NULL otherwise. */
const struct department *library_department(text code);

/* The caller's request as the law reads it; it has passed request_check. */
err library_request_read(const struct abri_request *from, struct request *ret, date *known_on,
                         struct trouble *trouble);

/* The words of a public list; NULL when there is no such list. */
const struct word_list *library_list(enum abri_list list);

#endif
