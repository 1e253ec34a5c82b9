/* The request as an object within another document.
 * May include: base, law. */
#ifndef WIRE_REQUEST_H
#define WIRE_REQUEST_H
#include "law/request.h"
#include "wire/json_read.h"

/* Who asks: a claim may not bring what only the office knows. */
enum request_of { REQUEST_TO_ASSESS, REQUEST_OF_A_CLAIM };

/* Reads the request at that place, defaults filled in; troubles are the reader's. */
void wire_get_request(const struct json_at *at, enum request_of of, struct request *ret);

/* A département by its code, one the aid covers. */
void wire_get_department(const struct json_at *at, const struct department **ret);

/* request_check, its pointer put behind that of the place. */
void wire_check_request(const struct json_at *at, const struct request *request);

/* The request's documents as a member of an object. */
void wire_write_documents(struct writer *out, const struct request *request);

#endif
