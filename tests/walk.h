/* What a caller of the library does who has a request as JSON and a reader of his own: jansson
 * here. */
#ifndef TESTS_WALK_H
#define TESTS_WALK_H
#include "library/abri.h"

#include <jansson.h>

/* Begins the request and sets it value by value, as far as the document is right. */
enum abri_result walk_request(json_t *document, struct abri_request *request,
                              struct abri_trouble *trouble);

#endif
